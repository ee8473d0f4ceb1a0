"""A newsroom as the benchmarks make it, small, with its pages built."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.app import Newsroom
from dateline.bench.sites import newsroom


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """One site with 130 stories over a month, built."""
    folder: Path = tmp_path_factory.mktemp("bench") / "newsroom"
    newsroom.make(folder, stories=130, days=30)
    opened = Newsroom(folder)
    opened.rebuild()
    yield opened
    opened.close()
