"""How properties are tried (the same examples on every machine, others in `make torture`); and a browser."""

import os
import shutil
from collections.abc import Generator, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright
from tests.faults.table import pytest_terminal_summary
from tests.uncounted import uncounted

__all__ = ["pytest_terminal_summary"]

_SLOW_MACHINES = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("same", derandomize=True, deadline=None, database=None, suppress_health_check=_SLOW_MACHINES)
settings.register_profile("torture", max_examples=2000, deadline=None, suppress_health_check=_SLOW_MACHINES)
settings.load_profile("torture" if "DATELINE_TORTURE" in os.environ else "same")

#: Begun first: whoever began one of these last would keep the other workers waiting.
LONGEST = (
    "tests/news/test_histories_order.py",
    "tests/network/test_network.py",
    "tests/follow/test_histories.py",
    "tests/cli/test_nasty.py",
    "tests/desk/web/test_accessible.py",
    "tests/desk/test_contract.py",
    "tests/desk/web/test_keys.py",
    "tests/bench/test_measure.py",
    "tests/demo_run/test_browser.py",
    "tests/sites/pages/test_pages.py",
    "tests/cli/test_bench.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first; and no lines are counted in properties, whose every example would take thrice the time."""
    items.sort(key=lambda item: LONGEST.index(file) if (file := item.location[0]) in LONGEST else len(LONGEST))
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("uncounted")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Run a test, and count its lines or not."""
    with uncounted() if item.get_closest_marker("uncounted") else nullcontext():
        return (yield)


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
