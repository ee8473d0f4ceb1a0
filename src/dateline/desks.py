"""The desk of a running newsroom: its rows, which follow the ledger, and its server, in threads of their own."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from dateline.app import Newsroom
from dateline.daemon import going_on
from dateline.desk import tables
from dateline.desk.accounts import Accounts
from dateline.desk.api.common import Desk
from dateline.desk.app import make
from dateline.desk.live import Live
from dateline.desk.once import Once
from dateline.desk.people import Person
from dateline.ledger.open import url_of
from dateline.serving import Serving
from dateline.verbs.common import Decided
from dateline.verbs.receipt import Receipt

#: Seconds between looks at the ledger, and until a look that failed is tried again.
LOOK, TROUBLE = 0.02, 1.0
#: Seconds that others get between two looks through what was there at the beginning.
BREATH = 0.06
#: Seconds between two messages of changes: whoever looks at it is told four times a second at most.
APART = 0.25
#: Whom the demonstration logs in.
GUEST = Person(id="owner", name="The owner", role="owner")

Tell = Callable[[str], None]


class Room(Newsroom):
    """A newsroom whose verbs many ask for at once: pages are of one thread at a time."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._one = threading.RLock()

    def done(self, verb: Callable[[], Decided]) -> Receipt:
        """Do a verb and see it through to every output; one after the other."""
        with self._one:
            return super().done(verb)

    def holding(self, id: str) -> list[tuple[str, str]]:
        """The outputs that hold a story's or an article's words: site and path."""
        with self._one:
            return super().holding(id)


def accounts_of(data: Path) -> Accounts:
    """The accounts of the newsroom whose ``data/`` that is."""
    return Accounts(tables.open_tables(data, url_of(data)))


class Desks:
    """
    The desk, served.

    Args:
        folder: The newsroom's.
        address: Host and port to listen at.
        tell: Takes a line for the terminal.
        guest: True where whoever sits at this machine is logged in as the owner: the demonstration.
    """

    def __init__(self, folder: Path, address: tuple[str, int], tell: Tell, *, guest: bool = False) -> None:
        self._room, self._tell = Room(folder), tell
        engine = tables.open_tables(self._room.data, url_of(self._room.data))
        accounts = Accounts(engine)
        self.accounts, self._engine = accounts, engine
        self._live = Live(self._room.ledger, self._room.clock.now)
        owner = _guest(accounts) if guest else None
        self._desk = Desk(self._room, self._live, accounts, Once(engine), tell, owner)
        self._stop = threading.Event()
        #: The moment of the monotonic clock from which what changed may be told again.
        self._next = 0.0
        self._serving = Serving(make(self._desk), address, self._unserved)
        self._threads = [
            threading.Thread(target=work, name=name, daemon=True)
            for name, work in (("desk", self._serving.run), ("intake", self._follow))
        ]

    def start(self) -> None:
        """Follow and serve, each in a thread of its own."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End both, and let go of all files."""
        self._stop.set()
        self._serving.stop()
        for thread in self._threads:
            thread.join(timeout=10)
        self._room.close()
        self._engine.dispose()

    def _unserved(self, why: str) -> None:
        self._tell(f"desk: {why}; it is not served. Choose another port: --desk N")

    def _follow(self) -> None:
        """Keep the rows in step with the ledger and the clock."""
        while not self._stop.is_set():
            going_on(self._step, self._rest_after)

    def _step(self) -> None:
        # Rows are made as stories come; what waits for its turn is the telling alone.
        changed, now = self._live.follow(), time.monotonic()
        if now >= self._next and self._live.tell():
            self._next = now + APART
        if self._live.busy:
            self._stop.wait(BREATH)
        elif not changed and not self._room.ledger.wait(0):
            self._stop.wait(LOOK)

    def _rest_after(self, wrong: Exception) -> None:
        self._tell(f"desk: {wrong}; trying again")
        self._stop.wait(TROUBLE)


def _guest(accounts: Accounts) -> Person:
    known = accounts.person(GUEST.id)
    if known is None:
        accounts.add(GUEST)
    return known or GUEST
