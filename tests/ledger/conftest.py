"""A house with one invented agency, and ledgers in folders of their own."""

import fcntl
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest
from tests.postgres import Server, postgres

from dateline.app import reader_name
from dateline.clock import SetClock
from dateline.ledger.database import DatabaseLedger
from dateline.ledger.open import keep_url, open_ledger
from dateline.news import ids
from dateline.news.house import Collection, Entity, House, Licence, Readership, Section, Site, Source
from dateline.news.wire import Delivery
from dateline.verbs.apply import apply
from dateline.verbs.ingest import Ingested, ingest
from dateline.wires.read import read

__all__ = ["postgres"]

NOON = datetime(2020, 1, 16, 12, tzinfo=UTC)
#: Every ledger keeps the same contract; another database joins here.
LEDGERS = ("sqlite", "postgres")

HOUSE = House(
    name="Saltmarsh Network",
    sources=(
        Source(code="nwa", name="NWA", kind="agency", full_name="Northwater Agency", licence="nwa", updates="auto"),
        Source(code="tlp", name="Tallow", kind="agency", full_name="Tallow Press", licence="tlp"),
        Source(code="own", name="Saltmarsh", kind="own", full_name="Saltmarsh Press", licence="own"),
    ),
    licences=(
        Licence(name="nwa", holder="Northwater", terms="By contract.", uses=("display",), edit="free"),
        Licence(name="tlp", holder="Tallow", terms="By contract.", uses=("display",), template=True, digest="of tlp"),
        Licence(name="own", holder="Saltmarsh", ground="own", terms="Ours.", uses=("display",), edit="free"),
    ),
    sites=(
        Site(
            code="harbour",
            name="The Harbour",
            tagline="Boats",
            host="harbour.example",
            sections=(Section(slug="news", title="News"),),
            since=1995,
            entity=Entity(name="Saltmarsh Press", jurisdiction="Australia", place="Sydney"),
            readership=Readership(whom="people who mend boats"),
            about="About.",
            texts=(),
            collections=(Collection(slug="ferries", title="Ferries"),),
        ),
    ),
)


class Tables(Protocol):
    """What a connection of either driver does."""

    def execute(self, text: Any, values: Sequence[object] = ..., /) -> Any: ...

    def close(self) -> object: ...


def somebody_waits(folder: Path) -> bool:
    """Whether the first place of a turnstile's queue is taken."""
    lock = os.open(folder / "turn-a.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


class Press:
    """One newsroom's ledger, and a hand to feed it with."""

    def __init__(self, folder: Path, server: Server | None = None) -> None:
        self.folder, self.server, self.clock = folder, server, SetClock(NOON)
        self.opened: list[DatabaseLedger] = []
        self.url = server.lend() if server else None
        keep_url(folder, self.url)
        self.ledger = self.open()

    @property
    def sqlite(self) -> bool:
        """Whether it is a file in the folder."""
        return self.server is None

    def open(self) -> DatabaseLedger:
        """The ledger, opened once more, as another process would."""
        self.opened.append(open_ledger(self.folder, self.clock))
        return self.opened[-1]

    def tables(self) -> AbstractContextManager[Tables]:
        """The database itself, for who goes behind the ledger's back."""
        if self.url is None:
            return closing(sqlite3.connect(self.folder / "ledger.db", isolation_level=None))
        return closing(psycopg.connect(self.url, autocommit=True))

    def change(self, statement: str, *values: object) -> None:
        """Somebody with a tool changes rows."""
        with self.tables() as tables:
            text = statement if self.sqlite else statement.replace("?", "%s")
            assert tables.execute(text, values).rowcount > 0

    def somebody_waits(self) -> bool:
        """Whether a writer waits for its turn."""
        if self.sqlite:
            return somebody_waits(self.folder)
        with self.tables() as tables:
            asked = """SELECT 1 FROM pg_locks JOIN pg_database d ON d.oid = database
                WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()"""
            return tables.execute(asked).fetchone() is not None

    def apply(self, house: House = HOUSE) -> None:
        """Put the house in force."""
        apply(house, {"newsroom.toml": "00"}, by="ada", ledger=self.ledger)

    def take_in(self, *datas: bytes, source: str = "nwa") -> list[Ingested]:
        """Take these bytes in, an hour later each."""
        coming = (Delivery(source, "hand", f"{n}.json", data, self.later()) for n, data in enumerate(datas))
        return list(ingest(coming, by="dateline", ledger=self.ledger, read=read, number=reader_name))

    def close(self) -> None:
        """Let go of everything."""
        for ledger in self.opened:
            ledger.close()
        if self.server and self.url:
            self.server.give_back(self.url)

    def later(self) -> datetime:
        """An hour goes by."""
        self.clock.moment += timedelta(hours=1)
        return self.clock.moment


def ferry(number: int = 1, item: str = "1", **more: object) -> bytes:
    """A small ninjs document; no two items are nearly each other's copy."""
    own = " ".join(f"{word}{item}" for word in ("quay", "pilot", "tide", "harbour", "clerk", "bell", "rope", "mast"))
    document = {
        "uri": f"urn:nwa:{item}",
        "type": "text",
        "version": str(number),
        "versionCreated": f"2020-01-16T{8 + number:02}:00:00Z",
        "headlines": [{"value": f"Ferry runs, text {number}"}],
        "bodies": [{"contentType": "text/plain", "value": f"The ferry {own} runs.\n\nIt costs {number} crowns."}],
        **more,
    }
    return json.dumps(document).encode()


def id_of(item: str = "1", source: str = "nwa") -> str:
    """The id of the story that `ferry` tells."""
    return ids.story_id(source, f"item:urn:nwa:{item}")


@pytest.fixture(params=LEDGERS)
def press(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Press]:
    """An empty ledger of each kind."""
    press = Press(tmp_path / "data", request.getfixturevalue("postgres") if request.param == "postgres" else None)
    yield press
    press.close()


@pytest.fixture
def file_press(tmp_path: Path) -> Iterator[Press]:
    """An empty ledger in a file, for what is SQLite's own."""
    press = Press(tmp_path / "data")
    yield press
    press.close()


@pytest.fixture
def server_press(postgres: Server, tmp_path: Path) -> Iterator[Press]:
    """An empty ledger on a server, for what is PostgreSQL's own."""
    press = Press(tmp_path / "data", postgres)
    yield press
    press.close()


@pytest.fixture(scope="session")
def wire() -> Callable[..., bytes]:
    """Makes a small document; see `ferry`."""
    return ferry


@pytest.fixture(scope="session")
def story_id() -> Callable[..., str]:
    """The id of the story that it tells; see `id_of`."""
    return id_of
