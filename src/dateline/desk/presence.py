"""Presence: who has an article open, since when, who typed last, and which of them edits it."""

import threading
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace


class Sitting(Struct, frozen=True):
    """One window that somebody has open on an article."""

    #: The window's own; two windows of one person are two.
    key: str
    person: str
    name: str
    #: UTC.
    since: datetime
    #: When they last typed; None: they have not.
    typed: datetime | None = None


class Here(Struct, frozen=True):
    """Who is there."""

    people: tuple[Sitting, ...] = ()
    #: The window that edits; the others look on. Empty: nobody has begun.
    editing: str = ""
    #: Who has it, also while their line is down.
    editor: str = ""
    #: Another one after every change, of anything that those who look on must know.
    number: int = 0


class Presence:
    """
    Who has which article open; it lasts as long as their lines do, and is written nowhere.

    Args:
        now: The world's clock.
    """

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now, self._lock = now, threading.Lock()
        self._here: dict[str, Here] = {}
        self._told: defaultdict[str, set[Callable[[], object]]] = defaultdict(set)

    def here(self, article: str) -> Here:
        """Who has an article open."""
        return self._here.get(article, Here())

    def sit(self, article: str, key: str, person: str, name: str, tell: Callable[[], object]) -> Callable[[], None]:
        """
        Open an article in a window; the first who does edits it.

        Args:
            article: Its id.
            key: The window's own.
            person: Whose it is.
            name: Theirs.
            tell: Called at each change, from any thread.
        Returns:
            What closes it.
        """
        sitting = Sitting(key, person, name, self._now())
        with self._lock:
            here = self.here(article)
            others = tuple(s for s in here.people if s.key != key)
            free = not any(s.key == here.editing for s in others)
            mine = {"editing": key, "editor": name} if free else {}
            self._here[article] = replace(here, people=(*others, sitting), **mine)
            self._told[article].add(tell)
        self.tell(article)
        return lambda: self._leave(article, sitting, tell)

    def take(self, article: str, key: str) -> bool:
        """Let a window that is there edit from now on; False where it is not there."""
        with self._lock:
            here = self.here(article)
            sitting = next((s for s in here.people if s.key == key), None)
            if sitting is None:
                return False
            self._here[article] = replace(here, editing=key, editor=sitting.name)
        self.tell(article)
        return True

    def typed(self, article: str, key: str) -> None:
        """Somebody typed."""
        with self._lock:
            here, now = self.here(article), self._now()
            people = tuple(replace(s, typed=now) if s.key == key else s for s in here.people)
            if article in self._here:
                self._here[article] = replace(here, people=people)
        self.tell(article)

    def tell(self, article: str) -> None:
        """Let all who have an article open know that there is something new."""
        with self._lock:
            if article in self._here:
                self._here[article] = replace(self._here[article], number=self._here[article].number + 1)
            told = tuple(self._told.get(article, ()))
        for one in told:
            one()

    def _leave(self, article: str, sitting: Sitting, tell: Callable[[], object]) -> None:
        with self._lock:
            here = self.here(article)
            # A window whose line broke off has come back under its key before the old line is known to be dead.
            left = tuple(s for s in here.people if (s.key, s.since) != (sitting.key, sitting.since))
            self._here[article] = replace(here, people=left)
            self._told[article].discard(tell)
            if not self._told[article]:
                del self._told[article], self._here[article]
        self.tell(article)
