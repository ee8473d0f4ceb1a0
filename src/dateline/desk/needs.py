"""What the desk needs of the newsroom; `app` passes the real thing in."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

from dateline.ledger.contract import Change, Clock
from dateline.news.rights import Standing
from dateline.news.story import Article, Story
from dateline.news.topics import Topics
from dateline.sites.needs import Pictures
from dateline.verbs.common import Decided
from dateline.verbs.deliver import Outstanding
from dateline.verbs.ingest import Keeper
from dateline.verbs.receipt import Receipt


class State(Protocol):
    """What there is; safe for threads."""

    def story(self, id: str) -> Story | None:
        """The story as it stands; None if there is none."""

    def article(self, id: str) -> Article | None:
        """The article as it stands; None if there is none."""

    def standing(self) -> Standing:
        """What is in force."""

    def stories(self) -> Iterator[Story]:
        """All stories, the latest entry first."""

    def changes(self, after: int) -> Change:
        """What entries after that number were about."""

    def tail(self) -> int:
        """The number of the last entry."""


class Room(Protocol):
    """The newsroom, as the desk has it."""

    @property
    def ledger(self) -> "Books":
        """What came in and was decided."""

    @property
    def clock(self) -> Clock:
        """The newsroom's own."""

    @property
    def folder(self) -> Path:
        """Where it lies."""

    @property
    def name(self) -> str:
        """The network's name."""

    @property
    def pictures(self) -> Pictures:
        """Those that came with stories."""

    def holding(self, id: str) -> list[tuple[str, str]]:
        """The outputs that hold a story's or an article's words: site and path."""

    def topics(self) -> Topics | None:
        """The vocabulary of topics that was imported; None if none was."""

    @property
    def senders(self) -> "Senders":
        """What brings exports, caches and hubs into step with the pages."""

    def done(self, verb: Callable[[], Decided]) -> Receipt:
        """Do a verb and see it through to every output."""


class Books(Keeper, State, Protocol):
    """The ledger, as a whole."""

    def arrivals(self, source: str, since: datetime, most: int) -> list[datetime]:
        """When a source's deliveries came, after a moment, in order: the *most* latest."""

    def poll_states(self) -> dict[tuple[str, str], bytes]:
        """What collectors noted of each source's addresses."""


class Senders(Protocol):
    """Who sends to exports, caches and hubs."""

    def outstanding(self, entry: int, after: int = 0) -> tuple[Outstanding, ...]:
        """What of an entry's outputs is still to be sent, and why."""
