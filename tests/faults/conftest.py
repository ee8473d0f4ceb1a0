"""Processes that die, and the table of what they leave."""

import faulthandler
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.faults.hands import Children, children
from tests.postgres import Server, postgres

__all__ = ["postgres"]

TORTURE = bool(os.environ.get("DATELINE_TORTURE"))
DATABASES = ("sqlite", "postgres")


@pytest.fixture(scope="session")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Children]:
    """Somebody who makes processes."""
    with children(tmp_path_factory.mktemp("reports")) as made:
        yield made


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> Callable[[], str | None]:
    """Gives the address of an empty database; None for a file in the newsroom's folder."""
    if request.param == "sqlite":
        return lambda: None
    server: Server = request.getfixturevalue("postgres")
    return server.database


@pytest.fixture(autouse=True)
def often() -> bool:
    """Whether this is `make torture`, whose long runs are no hanging ones."""
    if TORTURE:
        faulthandler.cancel_dump_traceback_later()
    return TORTURE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a newsroom will be."""
    return tmp_path / "room"
