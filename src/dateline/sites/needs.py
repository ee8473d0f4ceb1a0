"""What the sites need of the rest of the house, which they do not import; `app.py` passes the real things in."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from dateline.news.house import Use
from dateline.news.rights import Bar, Standing
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

    def bars(self, parts: Iterable[str]) -> dict[str, Bar]:
        """Which of those stories and articles no page may hold, and when."""

    def settled(self) -> int:
        """The entry by which settings or licences last changed."""

    def permits(self, part: str, use: Use, site: str) -> bool:
        """Whether what is in force lets a site use a story or an article so, now."""
