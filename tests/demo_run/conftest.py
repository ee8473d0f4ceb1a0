"""The demonstration, played once; whoever changes it changes a copy."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from dateline.app import Newsroom
from dateline.clock import SetClock
from dateline.demo.play import Played, make, noted, play
from dateline.sites.http import Request, Response

#: When the demonstration's clock starts, and when the embargo lifts and the licence lapses.
START = datetime(2020, 1, 30, 20, 0, tzinfo=UTC)
TURN = datetime(2020, 1, 30, 20, 2, tzinfo=UTC)
SITES = ("apogee", "bulwark", "kilowatt", "terrain")


class Demonstration(NamedTuple):
    """The newsroom's folder, and what its days came to."""

    folder: Path
    played: Played
    #: Step → steps, as told on the way.
    progress: list[tuple[int, int, str]]


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """The demonstration as it is played, and not to be changed."""
    folder = tmp_path_factory.mktemp("demonstration") / "demo"
    make(folder, 8000)
    progress: list[tuple[int, int, str]] = []
    return Demonstration(folder, play(folder, lambda *told: progress.append(told)), progress)


class Room:
    """A copy of the demonstration, at a moment that is set by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, SetClock(START)
        self.room = Newsroom(folder, self.clock)
        self.names = noted(folder).names
        self._readers = self.room.readers()

    def get(self, site: str, path: str) -> Response:
        """What a reader of a site gets."""
        response = self._readers(Request("GET", f"{site}.localhost", path))
        assert response is not None
        return response

    def path(self, name: str, site: str) -> str:
        """Where the story with that name in the script stands on a site."""
        story = self.room.ledger.story(self.names[name])
        article = self.room.ledger.article(story.articles[0]) if story else None
        placement = article.placement(site) if article else None
        assert placement is not None
        return placement.path

    def at(self, moment: datetime) -> None:
        """It is that moment, and everybody has followed."""
        self.clock.moment = moment
        self.room.follow()


@pytest.fixture
def room(played: Demonstration, tmp_path: Path) -> Iterator[Room]:
    """A copy of the demonstration, at its start."""
    room = Room(Path(shutil.copytree(played.folder, tmp_path / "demo")))
    yield room
    room.room.close()
