from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline.app import Newsroom
from dateline.clock import SetClock
from dateline.setup.init import init

NOON = datetime(2020, 1, 16, 12, 0, tzinfo=UTC)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """A new newsroom as `dateline init` makes it, at noon on January 16, 2020."""
    folder = tmp_path / "room"
    init(folder)
    room = Newsroom(folder, SetClock(NOON))
    room.apply("ada")
    room.follow()
    yield room
    room.close()
