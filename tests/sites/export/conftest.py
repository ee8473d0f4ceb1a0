from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites.newsroom import Newsroom


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom with two sites, on the morning of January 16, 2020."""
    room = Newsroom(tmp_path)
    yield room
    room.close()
