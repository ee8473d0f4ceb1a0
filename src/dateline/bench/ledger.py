"""The ledger under load, on either database: figures beside raw inserts of the same rows in the same run."""

import multiprocessing
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, event, func, insert, make_url, select, text

from dateline.app import reader_name
from dateline.bench import postgres
from dateline.bench.measure import Figure, figure
from dateline.bench.wires import deliveries
from dateline.clock import SetClock
from dateline.ledger import check, schema
from dateline.ledger.database import DatabaseLedger
from dateline.ledger.pending import Pending
from dateline.ledger.session import Statement
from dateline.news import ids
from dateline.news.errors import LedgerError, NotAllowed
from dateline.news.facts import Confirmed
from dateline.news.house import House, Licence, Source
from dateline.news.story import Story
from dateline.news.wire import Version
from dateline.verbs.apply import apply
from dateline.verbs.ingest import foresee, ingest, prepare, take_in
from dateline.verbs.spike import restore, spike
from dateline.wires.read import read

NOW = datetime(2020, 1, 31, tzinfo=UTC)
#: Deliveries in one turn.
BATCH = 100
HOUSE = House(
    name="Bench",
    sources=(Source(code="tra", name="TRA", kind="agency", full_name="Tidewater Agency", licence="tra"),),
    licences=(Licence(name="tra", holder="Tidewater", terms="By contract.", uses=("display",), edit="free"),),
)
#: What is done before the clock counts: a server's first answers are those of cold caches.
_WARM = 20
#: The tables whose rows an ingest writes.
_WRITTEN = (schema.entries, schema.payloads, schema.blobs, *schema.STATE)


def ledgers(*, count: int = 2000, many: int = 100_000) -> list[Figure]:
    """All figures of both databases; of SQLite alone where PostgreSQL is not installed."""
    found = [replace(f, what=f"SQLite: {f.what}") for f in ledger(count=count, many=many)]
    with postgres.server() as url:
        if url is not None:
            found += [replace(f, what=f"PostgreSQL: {f.what}") for f in ledger(url, count=count, many=many)]
    return [*found, figure("others' load on this machine", "processes", [os.getloadavg()[0]], "under 1")]


def full() -> list[Figure]:
    """The same at the size that is promised; some ten minutes."""
    return ledgers(count=20_000, many=1_000_000)


def ledger(url: str | None = None, *, count: int = 20_000, many: int = 1_000_000) -> list[Figure]:
    """
    All figures of one database.

    Args:
        url: Of an empty PostgreSQL database on this machine; None: SQLite.
        count: Deliveries to be taken in.
        many: Stories to look one up among, and entries to follow.
    """
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder, closing(_open(Path(folder), url)) as kept:
        apply(HOUSE, {"newsroom.toml": "00"}, by="bench", ledger=kept)
        return [
            *taken_in(kept, url, count),
            *verbs(kept, url, Path(folder)),
            *verified(kept, url),
            *looked_up(kept, many),
            *followed(kept, many),
        ]


def _open(folder: Path, url: str | None) -> DatabaseLedger:
    return DatabaseLedger(folder, SetClock(NOW), url)


def taken_in(ledger: DatabaseLedger, url: str | None, count: int) -> list[Figure]:
    """Reading and appending wires in batches, and raw inserts of the rows that came of it."""
    reading, appending = [], []
    coming = deliveries(count, "bench")
    for _ in range(count // BATCH):
        batch = [next(coming) for _ in range(BATCH)]
        with _cpu(None) as read_in:
            ready = [prepare(d, ledger, read, reader_name) for d in batch]
        with _cpu(url) as appended, ledger.turn() as turn:
            foresee(ready, turn)
            for prepared in ready:
                take_in(prepared, "bench", turn)
        reading.append(read_in())
        appending.append(appended())
    raw = _raw(ledger, url, count // BATCH)
    whole = [BATCH / (r + a) for r, a in zip(reading, appending, strict=True)]
    return [
        figure("read and appended", "deliveries per CPU-second", whole, "1000 or more" if url else "2000 or more"),
        figure("appended alone", "deliveries per CPU-second", [BATCH / a for a in appending]),
        figure("read alone", "deliveries per CPU-second", [BATCH / r for r in reading]),
        figure("raw inserts of the same rows", "deliveries per CPU-second", [count / raw]),
        figure("appended, in times of raw inserts", "×", [sum(appending) / raw]),
    ]


@contextmanager
def _cpu(url: str | None) -> Iterator[Callable[[], float]]:
    """CPU-seconds that a block takes, in this process and in a server on this machine."""
    server, own = _server_cpu(url), time.process_time()
    taken: list[float] = []
    yield lambda: taken[0]
    taken.append(time.process_time() - own + _server_cpu(url) - server)


def _server_cpu(url: str | None) -> float:
    if url is None:
        return 0.0
    first, ticks = _first_process(url), 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (said := _said(folder)):
            if int(folder.name) == first:
                ticks += sum(int(n) for n in said[11:15])
            elif int(said[1]) == first:
                ticks += int(said[11]) + int(said[12])
    return ticks / os.sysconf("SC_CLK_TCK")


_FIRST: dict[str, int] = {}


def _first_process(url: str) -> int:
    """The server's first process, of which all others are children."""
    if url not in _FIRST:
        engine = _engine(url, Path())
        with engine.connect() as connection:
            own = int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())
            said = _said(Path("/proc") / str(own))
            _FIRST[url] = int(said[1]) if said else 0
        engine.dispose()
    return _FIRST[url]


def _said(folder: Path) -> list[str]:
    try:
        return (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _engine(url: str | None, folder: Path) -> Engine:
    if url is not None:
        return create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    engine = create_engine(f"sqlite:///{folder / 'raw.db'}")

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        for pragma in ("page_size=16384", "journal_mode=WAL", "synchronous=FULL", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _raw(ledger: DatabaseLedger, url: str | None, batches: int) -> float:
    """CPU-seconds of inserting all rows of a ledger with SQLAlchemy, in as many transactions."""
    raw, taken = MetaData(), 0.0
    copies = {table: _copied(table, raw, url) for table in _WRITTEN}
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder, ledger.database.reading() as session:
        engine = _engine(url, Path(folder))
        with engine.begin() as connection:
            _lay_out(connection, raw, url)
        rows = {table: session.stream(Statement(select(*table.columns))) for table in _WRITTEN}
        shares = {t: -(-session.value(Statement(select(func.count()).select_from(t))) // batches) for t in _WRITTEN}
        for _ in range(batches):
            some = {copies[t]: [_named(t, row) for row in islice(rows[t], shares[t])] for t in _WRITTEN}
            with _cpu(url) as inserted, engine.begin() as connection:
                for table, values in some.items():
                    if values:
                        connection.execute(insert(table), values)
            taken += inserted()
        engine.dispose()
    return taken


def _copied(table: Table, raw: MetaData, url: str | None) -> Table:
    return table.to_metadata(raw, schema="raw") if url else table.to_metadata(raw)


def _lay_out(connection: Connection, raw: MetaData, url: str | None) -> None:
    if url:
        connection.execute(text("DROP SCHEMA IF EXISTS raw CASCADE"))
        connection.execute(text("CREATE SCHEMA raw"))
    raw.create_all(connection)


def _named(table: Table, row: Sequence[object]) -> dict[str, object]:
    return {column.name: value for column, value in zip(table.columns, row, strict=True)}


def verbs(ledger: DatabaseLedger, url: str | None, folder: Path, count: int = 400) -> list[Figure]:
    """A verb while nobody else writes, and beside another process that takes in without a pause."""
    ids = [story.id for story, _ in zip(ledger.stories(), range(count // 2), strict=False)]
    idle = [_verb(ledger, ids[n // 2 % len(ids)], n) for n in range(_WARM + count)][_WARM:]
    context = multiprocessing.get_context("spawn")
    stop, before = context.Event(), ledger.tail()
    other = context.Process(target=_ingest_on, args=(folder, url, stop.is_set), daemon=True)
    other.start()
    while ledger.tail() == before:
        ledger.wait(1.0)
    beside = [_verb(ledger, ids[n // 2 % len(ids)], n) for n in range(count)]
    stop.set()
    other.join(timeout=60)
    return [
        figure("a verb", "ms", idle, f"p95 under {10 if url else 5}"),
        figure("a verb beside a running ingest", "ms", beside, f"p95 under {40 if url else 30}"),
        figure("entries taken in meanwhile", "entries", [float(ledger.tail() - before - count)]),
    ]


def _verb(ledger: DatabaseLedger, id: str, number: int) -> float:
    """Spike a story, and restore it the next time; one of the two is refused where it was not open to it."""
    began = time.perf_counter()
    with suppress(NotAllowed):
        (restore if number % 2 else spike)(id, by="bench", ledger=ledger)
    return (time.perf_counter() - began) * 1000


def _ingest_on(folder: Path, url: str | None, stop: Callable[[], bool]) -> None:
    with closing(_open(folder, url)) as ledger:
        for run in count():
            for _ in ingest(deliveries(500, f"beside{run}-"), by="bench", ledger=ledger, read=read, number=reader_name):
                if stop():
                    return


def verified(ledger: DatabaseLedger, url: str | None) -> list[Figure]:
    """A walk along the chain of entries: headers, payloads, links."""
    rates = []
    for _ in range(3):
        began = time.perf_counter()
        with ledger.database.reading() as session:
            flaws = sum(1 for _ in check.entries(session))
        rates.append(ledger.tail() / (time.perf_counter() - began))
        if flaws:
            raise LedgerError(f"the benchmark's own ledger has {flaws} flaws")
    return [figure("verified", "entries/s", rates, "60000 or more" if url else "100000 or more")]


def looked_up(ledger: DatabaseLedger, many: int, count: int = 5000) -> list[Figure]:
    """The state of one story among many."""
    _fill(ledger, many)
    chance, times = random.Random(1), []
    for _ in range(_WARM + count):
        id = _id(chance.randrange(many))
        began = time.perf_counter()
        ledger.story(id)
        times.append((time.perf_counter() - began) * 1000)
    times = times[_WARM:]
    slow = sorted(times)[int(count * 0.99)]
    among = f"state of a story among {many:,}"
    return [figure(among, "ms", times), figure(f"{among}: p99", "ms", [slow], "under 1")]


def _fill(ledger: DatabaseLedger, many: int) -> None:
    body = "Harbour town mends its oldest pier. " * 8
    for start in range(0, many, 5000):
        with ledger.database.writing() as session:
            pending, stories = Pending(), dict[str, Story | None]()
            for number in range(start, min(start + 5000, many)):
                id = _id(number)
                stories[id] = Story(
                    id=id, source="tra", key=id, text=Version(headline=f"Pier {number}", standfirst=body)
                )
                pending.changed(1, story=id)
            session.write(pending.batches(stories, {}, set(stories)))


def _id(number: int) -> str:
    return ids.story_id("tra", f"many:{number}")


def followed(ledger: DatabaseLedger, many: int) -> list[Figure]:
    """Memory while a follower walks along very many entries."""
    while (left := many - ledger.tail()) > 0:
        with ledger.turn() as turn:
            for number in range(min(left, 5000)):
                turn.append(Confirmed("tra", f"{number}"), by="bench")
    held, began = [], time.perf_counter()
    for number, _ in enumerate(ledger.entries(), 1):
        if number % (many // 20) == 0:
            held.append(_memory())
    rate = many / (time.perf_counter() - began)
    return [
        figure(f"followed {many:,} entries", "entries/s", [rate]),
        figure("memory while they are followed", "MB", held, "flat"),
        figure("memory gained from a tenth of them to the last", "MB", [held[-1] - held[1]], "under 5"),
    ]


def _memory() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
