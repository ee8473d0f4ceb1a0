"""The live intake: rows in memory that follow the ledger, and what changed in them, told to many at once."""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from heapq import nsmallest
from itertools import count, islice
from typing import Final

import msgspec
from msgspec import Struct

from dateline.desk.copies import Copies
from dateline.desk.intake import Made, Row, made
from dateline.desk.needs import State
from dateline.news.story import Story

#: What came in longer ago is found by search, and not in the list.
WINDOW: Final = timedelta(days=7)
#: Stories in the list, at most.
MOST: Final = 20_000
#: How often it is looked for what came in too long ago.
AGED: Final = timedelta(minutes=1)
#: Rows that are looked through for near-copies in one step, where many were there at the beginning.
_AT_ONCE: Final = 100
#: Changes kept for those whose connection was away for a moment.
_KEPT: Final = 512

_encode = msgspec.json.Encoder().encode


class Change(Struct, frozen=True):
    """What changed in the list at once, ready to be sent."""

    number: int
    #: A JSON object: ``rows`` that came or changed, ``gone`` ids that left.
    body: bytes


class Live:
    """
    The rows of what came in of late.

    One thread calls `step`, or `follow` and `tell`; others read.

    Args:
        state: Where stories are.
        now: The newsroom's clock.
    """

    def __init__(self, state: State, now: Callable[[], datetime]) -> None:
        self._state, self._now = state, now
        self._rows: dict[str, Row] = {}
        #: When the clock will change a row.
        self._due: dict[str, datetime] = {}
        self._tail: int | None = None
        self._aged = now()
        self._copies, self._uncompared = Copies(), deque[str]()
        self._lock = threading.Lock()
        self._numbers = count(1)
        self._changes: deque[Change] = deque(maxlen=_KEPT)
        #: What changed and nobody was told of, by its id; None: it left.
        self._untold: dict[str, Row | None] = {}
        self._listeners: set[Callable[[], object]] = set()

    # Reading

    def rows(self) -> list[Row]:
        """All rows, the latest received first."""
        with self._lock:
            rows = list(self._rows.values())
        return sorted(rows, key=_newest, reverse=True)

    def row(self, id: str) -> Row | None:
        """A story's row; None where it is not in the list."""
        return self._rows.get(id)

    @property
    def number(self) -> int:
        """Of the last change; 0 before the first."""
        with self._lock:
            return self._changes[-1].number if self._changes else 0

    def since(self, number: int) -> list[Change] | None:
        """The changes after that number; None where they are no longer kept, and the whole list is to be read anew."""
        with self._lock:
            last = self._changes[-1].number if self._changes else 0
            first = self._changes[0].number if self._changes else 1
            if number > last or number < first - 1:
                return None
            return [change for change in self._changes if change.number > number]

    def listen(self, told: Callable[[], object]) -> Callable[[], None]:
        """Be told of each change, by a call from another thread; what it gives back ends that."""
        self._listeners.add(told)
        return lambda: self._listeners.discard(told)

    # Following

    def step(self) -> int:
        """Bring the rows up to the ledger and the clock, and tell of it; how many changed."""
        changed = self.follow()
        self.tell()
        return changed

    def follow(self) -> int:
        """Bring the rows up to the ledger and the clock; how many changed. Who reads them has them so from now on."""
        if self._tail is None:
            return self._begin()
        self._compare()
        found, now = self._state.changes(self._tail), self._now()
        if now - self._aged >= AGED:
            self._age(now)
        due = {id for id, at in self._due.items() if at <= now}
        changed = self._rows.keys() if found.settings else self._stories(found.parts)
        self._tail = found.entry
        return self._renew({*changed, *due}, found.entry) if changed or due else 0

    def tell(self) -> bool:
        """Tell all who listen what changed since they were told last; False if nothing did."""
        untold, self._untold = self._untold, {}
        if not untold:
            return False
        rows = [row for row in untold.values() if row is not None]
        body = _encode({"rows": rows, "gone": [id for id, row in untold.items() if row is None]})
        with self._lock:
            self._changes.append(Change(next(self._numbers), body))
        for told in tuple(self._listeners):
            told()
        return True

    def next_due(self) -> datetime | None:
        """When the clock will next change a row."""
        return min(self._due.values(), default=None)

    def _begin(self) -> int:
        """The rows of what came in within the window, as they stand."""
        tail, after = self._state.tail(), self._now() - WINDOW
        # By their latest entries: those of the window are looked for among twice as many.
        found = (self._made(story, tail) for story in islice(self._state.stories(), 2 * MOST))
        kept = list(islice((m for m in found if m is not None and m.row.received >= after), MOST))
        with self._lock:
            self._rows = {m.row.id: m.row for m in kept}
            self._due = {m.row.id: m.due for m in kept if m.due is not None}
            self._tail = tail
        self._uncompared.extend(m.row.id for m in kept)
        return len(kept)

    @property
    def busy(self) -> bool:
        """Whether rows are still to be looked through for near-copies: another step is to follow at once."""
        return bool(self._uncompared)

    def _compare(self) -> None:
        """Look for near-copies among rows that were there at the beginning, some at a time."""
        ids = [self._uncompared.popleft() for _ in range(min(_AT_ONCE, len(self._uncompared)))]
        stories = (s for id in ids if id in self._rows and (s := self._state.story(id)) is not None)
        changed = {id for s in stories for id in self._copies.put(s, self._rows[s.id])}
        rows = [
            r for id in changed if id in self._rows and (r := self._copies.labelled(self._rows[id])) != self._rows[id]
        ]
        self._put(rows, [])

    def _age(self, now: datetime) -> None:
        """Let go of what came in too long ago, and of groups whose first did."""
        self._aged = now
        gone = [row.id for row in self._rows.values() if row.received < now - WINDOW]
        changed = self._copies.drop(gone) | self._copies.expire(now)
        self._put(
            [self._copies.labelled(self._rows[id]) for id in sorted(changed - set(gone)) if id in self._rows], gone
        )

    def _stories(self, parts: Iterable[str]) -> set[str]:
        """The stories that changed, themselves or by their articles."""
        found: set[str] = set()
        for part in parts:
            article = self._state.article(part)
            found.update(article.stories if article else (part,))
        return found

    def _made(self, story: Story | None, entry: int) -> Made | None:
        if story is None:
            return None
        article = self._state.article(story.articles[0]) if story.articles else None
        return made(story, article, self._state.standing(), self._now(), entry)

    def _renew(self, ids: Iterable[str], entry: int) -> int:
        stories = {id: self._state.story(id) for id in ids}
        found = {id: self._made(story, entry) for id, story in stories.items()}
        after = self._now() - WINDOW
        kept = {id: m for id, m in found.items() if m and (m.row.received >= after or id in self._rows)}
        rows = self._rows | {id: m.row for id, m in kept.items()}
        gone = [id for id, m in found.items() if m is None and id in self._rows]
        gone += [one.id for one in _oldest(rows.values(), len(rows) - MOST)]
        grouped = set(self._copies.drop(gone))
        for id, m in kept.items():
            if (story := stories[id]) is not None:
                grouped |= self._copies.put(story, m.row)
        for id, m in kept.items():
            self._due.pop(id, None)
            if m.due is not None:
                self._due[id] = m.due
        changed = [self._copies.labelled(rows[id]) for id in dict.fromkeys((*kept, *sorted(grouped))) if id in rows]
        return self._put([row for row in changed if row.id not in gone], gone)

    def _put(self, rows: list[Row], gone: list[str]) -> int:
        """Put rows in place, to be told of."""
        with self._lock:
            self._rows.update((row.id, row) for row in rows)
            for id in gone:
                self._rows.pop(id, None)
                self._due.pop(id, None)
        self._untold.update((row.id, row) for row in rows)
        self._untold.update((id, None) for id in gone)
        return len(rows) + len(gone)


def _oldest(rows: Iterable[Row], most: int) -> list[Row]:
    return nsmallest(most, rows, key=_newest) if most > 0 else []


def _newest(row: Row) -> tuple[datetime, str]:
    return (row.received, row.id)
