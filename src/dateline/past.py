"""Looking back: what stood at another moment, without what has been taken back since."""

from collections.abc import Iterator
from typing import Protocol

from dateline.ledger.database import DatabaseLedger
from dateline.ledger.memory import Memory
from dateline.news.rights import Standing
from dateline.news.story import Article, Story


class State(Protocol):
    """What can be looked at: the ledger's state now, or at another moment."""

    def story(self, id: str) -> Story | None:
        """The story; None if there was none."""

    def article(self, id: str) -> Article | None:
        """The article; None if there was none."""

    def stories(self) -> Iterator[Story]:
        """All stories, the latest entry first."""

    def standing(self) -> Standing:
        """What was in force."""


class Past:
    """
    What stood at another moment, but for what nothing may show today.

    Args:
        past: The state at that moment.
        ledger: As it is today.
    """

    def __init__(self, past: Memory, ledger: DatabaseLedger) -> None:
        self._past, self._ledger = past, ledger
        self._buried = {part for part, bar in ledger.bars().items() if bar.before is None and bar.after is None}
        self.standing = past.standing

    def story(self, id: str) -> Story | None:
        """The story as it was; as it is, where nothing may show it today."""
        story = self._past.story(id)
        return self._ledger.story(id) if story and id in self._buried else story

    def article(self, id: str) -> Article | None:
        """The article, likewise."""
        article = self._past.article(id)
        return self._ledger.article(id) if article and id in self._buried else article

    def stories(self) -> Iterator[Story]:
        """All that there were then."""
        return (story for s in self._past.stories() if (story := self.story(s.id)))
