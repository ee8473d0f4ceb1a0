"""A newsroom whose archive is searched."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from tests.sites.newsroom import Newsroom

from dateline.archive.answer import Answer
from dateline.news.topics import Topics
from dateline.verbs.index import IndexFollower, Searching


class Archive:
    """
    A newsroom and its search.

    Args:
        folder: Where both lie.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.room = folder, Newsroom(folder)
        self.topics: Topics | None = None
        self.searching = self.opened()

    def opened(self, program: str = "test") -> Searching:
        """The search as another process, or another program, opens it."""
        return Searching(self.folder, self.room.ledger, program, lambda: self.topics)

    @property
    def follower(self) -> IndexFollower:
        """Who keeps the index."""
        return self.searching.follower

    def follow(self) -> None:
        """Bring the index up to now."""
        self.follower.step(self.room.clock.now())

    def id(self, headline: str) -> str:
        """The id of the story that has that headline."""
        (found,) = (s.id for s in self.room.ledger.stories() if s.headline == headline)
        return found

    def close(self) -> None:
        """Let go of all files."""
        self.searching.close()
        self.room.close()

    def ask(
        self, text: str, site: str | None = None, *, desk: bool = False, newest: bool = False, page: int = 1
    ) -> Answer:
        """Ask without the index being brought up first."""
        now: datetime = self.room.clock.now()
        return self.searching.answer(text, site=site, desk=desk, newest=newest, page=page, moment=now)

    def found(self, text: str, site: str | None = None, *, desk: bool = False, newest: bool = False) -> list[str]:
        """The headlines found, once the index was brought up."""
        self.follow()
        return ["".join(r.text for r in h.headline) for h in self.ask(text, site, desk=desk, newest=newest).hits]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """A newsroom with two sites and nothing in it, on the morning of January 16, 2020."""
    made = Archive(tmp_path)
    yield made
    made.close()
