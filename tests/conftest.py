"""How properties are tried (the same examples on every machine, others in `make torture`); and a browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright
from tests.faults.table import pytest_terminal_summary

__all__ = ["pytest_terminal_summary"]

_SLOW_MACHINES = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("same", derandomize=True, deadline=None, database=None, suppress_health_check=_SLOW_MACHINES)
settings.register_profile("torture", max_examples=2000, deadline=None, suppress_health_check=_SLOW_MACHINES)
settings.load_profile("torture" if "DATELINE_TORTURE" in os.environ else "same")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium for the tests of one module; two at once in a process would collide."""
    named = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(named).exists():
        pytest.skip("no Chromium here: set CHROMIUM to one to run the tests that look at pages")
    flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=named, args=flags)
        yield chromium
        chromium.close()
