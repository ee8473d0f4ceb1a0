"""The desk of a running newsroom: its rows, which follow the ledger, and its server, in threads of their own."""

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from granian.constants import Interfaces
from granian.server.embed import Server

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
from dateline.verbs.common import Decided
from dateline.verbs.receipt import Receipt

#: Seconds between looks at the ledger, and until a look that failed is tried again.
LOOK, TROUBLE = 0.02, 1.0
#: Seconds between two changes of the intake: whoever looks at it is told four times a second at most.
APART = 0.25
#: Seconds that the server's threads are waited for at the end, and where the system does not list them.
ENDING, UNSEEN = 10.0, 0.5
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
        self._room, self._address, self._tell = Room(folder), address, tell
        engine = tables.open_tables(self._room.data, url_of(self._room.data))
        accounts = Accounts(engine)
        self.accounts, self._engine = accounts, engine
        self._live = Live(self._room.ledger, self._room.clock.now)
        owner = _guest(accounts) if guest else None
        self._desk = Desk(self._room, self._live, accounts, Once(engine), tell, owner)
        self._stop = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: Server | None = None
        #: The threads that were there before the server's.
        self._others = frozenset[int]()
        self._threads = [
            threading.Thread(target=work, name=name, daemon=True)
            for name, work in (("desk", self._serve), ("intake", self._follow))
        ]

    def start(self) -> None:
        """Follow and serve, each in a thread of its own."""
        self._others = native_threads()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End both, and let go of all files."""
        self._stop.set()
        with suppress(RuntimeError):
            # The loop has ended where the port could not be had.
            if self._loop is not None and self._server is not None:
                self._loop.call_soon_threadsafe(self._server.stop)
        for thread in self._threads:
            thread.join(timeout=10)
        outlive(self._others)
        self._room.close()
        self._engine.dispose()

    def _serve(self) -> None:
        host, port = self._address
        app = make(self._desk)
        asyncio.run(self._served(Server(app, address=host, port=port, interface=Interfaces.ASGI, log_enabled=False)))

    async def _served(self, server: Server) -> None:
        self._loop, self._server = asyncio.get_running_loop(), server
        try:
            if not self._stop.is_set():
                await server.serve()
        except RuntimeError as e:
            # As granian tells that somebody took the port meanwhile; what follows is for those who mend granian.
            self._tell(f"desk: {str(e).splitlines()[0]}; it is not served. Choose another port: --desk N")
        finally:
            self._server = None

    def _follow(self) -> None:
        """Keep the rows in step with the ledger and the clock."""
        while not self._stop.is_set():
            going_on(self._step, self._rest_after)

    def _step(self) -> None:
        if self._live.step() or self._live.busy:
            self._stop.wait(APART)
        elif not self._room.ledger.wait(0):
            self._stop.wait(LOOK)

    def _rest_after(self, wrong: Exception) -> None:
        self._tell(f"desk: {wrong}; trying again")
        self._stop.wait(TROUBLE)


def _guest(accounts: Accounts) -> Person:
    known = accounts.person(GUEST.id)
    if known is None:
        accounts.add(GUEST)
    return known or GUEST


def native_threads() -> frozenset[int]:
    """
    The threads of this process without a name of their own, also those that Python does not know.

    The search's have one, and never ask for the interpreter. None where the system does not list them.
    """
    try:
        own = Path("/proc/self/comm").read_bytes()
        return frozenset(int(t.name) for t in Path("/proc/self/task").iterdir() if (t / "comm").read_bytes() == own)
    except OSError:
        return frozenset()


def outlive(others: frozenset[int]) -> None:
    """
    Wait for the threads that the server began.

    Granian says that it has ended before its threads have. One that asks for the interpreter's lock while that shuts
    down is ended by force, in the middle of code that cannot bear it, and the process with it (SIGABRT).

    Args:
        others: Those that were there before.
    """
    if not others:
        time.sleep(UNSEEN)
        return
    ours = {thread.native_id for thread in threading.enumerate()}
    end = time.monotonic() + ENDING
    while native_threads() - others - ours and time.monotonic() < end:
        time.sleep(0.002)
