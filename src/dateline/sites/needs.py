"""What the sites need of the rest of the house, which they do not import; `app.py` passes the real things in."""

from collections.abc import Iterator
from typing import Protocol

from dateline.news.rights import Standing
from dateline.news.story import Article, Story
from dateline.news.wire import Version


class News(Protocol):
    """What there is to show."""

    def story(self, id: str) -> Story | None:
        """The story as it stands; None if there is none."""

    def article(self, id: str) -> Article | None:
        """The article as it stands; None if there is none."""

    def articles(self) -> Iterator[Article]:
        """All articles."""

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought; None once erased."""

    def standing(self) -> Standing:
        """What is in force."""


class Gate(Protocol):
    """What no page may hold, as of now."""

    def stamp(self) -> int:
        """Another number after every change; asked on each request, by the same thread."""

    def tombstones(self) -> dict[str, str]:
        """Stories and articles that nothing may show, and why."""
