"""What the archive needs of the rest of the house, which it does not import; `app.py` passes the real things in."""

from collections.abc import Iterator
from typing import Protocol

from dateline.news.rights import Standing
from dateline.news.story import Article, Story


class News(Protocol):
    """What there is, as it stands now; safe for threads."""

    def story(self, id: str) -> Story | None:
        """The story as it stands; None if there is none."""

    def article(self, id: str) -> Article | None:
        """The article as it stands; None if there is none."""

    def stories(self) -> Iterator[Story]:
        """All stories."""

    def articles(self) -> Iterator[Article]:
        """All articles."""

    def standing(self) -> Standing:
        """What is in force."""

    def tail(self) -> int:
        """The number of the last entry; 0 if there is none."""
