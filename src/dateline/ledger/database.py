"""The ledger on SQLite, through SQLAlchemy Core."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from sqlalchemy import (
    Connection,
    Engine,
    ExceptionContext,
    create_engine,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.exc import DatabaseError
from zstandard import ZstdError

from dateline.ledger import queries, schema, shapes
from dateline.ledger.blobs import Blobs, unpack
from dateline.ledger.chain import link, seal
from dateline.ledger.contract import Blob, Change, Clock, Delivered, Flaw, Recorded
from dateline.ledger.memory import Memory
from dateline.ledger.turn import DatabaseTurn
from dateline.ledger.turnstile import Turnstile
from dateline.news.errors import LedgerError
from dateline.news.facts import Entry, Erased
from dateline.news.rights import Standing
from dateline.news.story import Article, Story
from dateline.news.wire import Version

T = TypeVar("T")

#: Rows of 3 to 10 kB are read in one page.
_PRAGMAS = (
    "PRAGMA page_size=16384",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=30000",
    "PRAGMA cache_size=-65536",
    "PRAGMA trusted_schema=OFF",
    # What is erased is overwritten, and not only let go.
    "PRAGMA secure_delete=ON",
)


class DatabaseLedger:
    """
    One newsroom's ledger in a folder; see `contract.Ledger`.

    Args:
        folder: The newsroom's ``data/``; it is made if need be.
        clock: Where moments come from.
    Raises:
        LedgerError: If the folder cannot be written, or its ledger is no ledger or a newer program's.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise LedgerError(f"{folder}: {e.strerror}; choose a folder that can be written") from e
        self._clock, self._file = clock, folder / "ledger.db"
        self._turnstile, self._blobs = Turnstile(folder), Blobs(folder / "blobs")
        self._writer = _engine(self._file, "BEGIN IMMEDIATE")
        self._reader = _engine(self._file, "BEGIN")
        self._local = threading.local()
        self._open()

    def _open(self) -> None:
        try:
            # Who only reads must not wait for a writer's turn.
            if not (self._file.exists() and self._read(lambda c: inspect(c).has_table(schema.settings.name))):
                self._lay_out()
            number = self._read(lambda c: queries.setting(c, "schema"))
            if number is None or int(number) > schema.NUMBER:
                raise LedgerError(f"{self._file} was written by a newer Dateline; install that one")
        except (DatabaseError, OSError) as e:
            raise LedgerError(f"{self._file}: this is no ledger that can be opened: {_reason(e)}") from e

    def _lay_out(self) -> None:
        with self._turnstile.passage(), self._writer.begin() as connection:
            schema.metadata.create_all(connection)
            if queries.setting(connection, "schema") is None:
                connection.execute(insert(schema.settings), {"name": "schema", "value": b"%d" % schema.NUMBER})

    def close(self) -> None:
        """Let go of the database's files."""
        self._writer.dispose()
        self._reader.dispose()

    def prepare(self, data: bytes) -> Blob:
        """Make received bytes ready for `Turn.append`, before the turn."""
        return self._blobs.prepare(data)

    @contextmanager
    def turn(self) -> Iterator[DatabaseTurn]:
        """Wait for the writer's turn; commit at its end, or undo everything on an exception."""
        with self._turnstile.passage():
            with self._writer.begin() as connection:
                turn = DatabaseTurn(connection, self._clock.now(), self._blobs)
                yield turn
            for digest in turn.leaving:
                self._blobs.remove(digest)
            if turn.erased:
                self._empty_log()

    def _empty_log(self) -> None:
        """What was erased must not live on in the database's log of writes."""
        with self._reader.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def snapshot(self) -> Iterator["Snapshot"]:
        """The state as of one entry, for as long as the block lasts, whatever is appended meanwhile."""
        with self._reader.begin() as connection:
            yield Snapshot(connection)

    def _read(self, query: Callable[[Connection], T]) -> T:
        with self._reader.begin() as connection:
            return query(connection)

    def _walk(self, query: Callable[[Connection], Iterator[T]]) -> Iterator[T]:
        with self._reader.begin() as connection:
            yield from query(connection)

    def story(self, id: str) -> Story | None:
        """The story as it stands."""
        return self._read(lambda c: queries.story(c, id))

    def article(self, id: str) -> Article | None:
        """The article as it stands."""
        return self._read(lambda c: queries.article(c, id))

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought."""
        return self._read(lambda c: queries.version(c, entry))

    def standing(self) -> Standing:
        """What is in force."""
        return self._read(queries.standing)

    def stories(self) -> Iterator[Story]:
        """All stories, the latest entry first."""
        return self._walk(queries.stories)

    def articles(self) -> Iterator[Article]:
        """All articles, the latest entry first."""
        return self._walk(queries.articles)

    def tail(self) -> int:
        """The number of the last entry."""
        return self._read(lambda c: queries.tail(c)[0])

    def changes(self, after: int) -> Change:
        """What entries after that number were about."""

        return self._read(lambda c: queries.changes(c, after))

    def stamp(self) -> int:
        """
        A number that is another one after every commit by anybody.

        Cheap enough to be asked on each request; it holds for the calling thread only.
        """
        cursor = getattr(self._local, "cursor", None)
        if cursor is None:
            self._local.connection = self._reader.raw_connection()
            cursor = self._local.cursor = self._local.connection.cursor()
        number: int = cursor.execute("PRAGMA data_version").fetchone()[0]
        return number

    def tombstones(self) -> dict[str, str]:
        """Stories and articles that nothing may show, whatever the clock says, and why."""
        return self._read(queries.tombstones)

    def entries(self, after: int = 0, part: str | None = None) -> Iterator[Entry]:
        """Entries in order; only those about *part*, if given."""
        return self._walk(lambda c: queries.entries(c, after, part))

    def deliveries(self) -> Iterator[Delivered]:
        """What came in, in order, and what became of it."""
        d = schema.deliveries
        query = select(d.c.entry, d.c.source, d.c.name, d.c.digest, d.c.reader, d.c.problem).order_by(d.c.entry)
        return self._walk(lambda c: (Delivered(*row) for row in c.execute(query)))

    def bytes_of(self, digest: str) -> bytes | None:
        """
        Received bytes; None once erased.

        Raises:
            LedgerError: If they were changed behind the ledger's back.
        """
        b = schema.blobs
        row = self._read(lambda c: c.execute(select(b.c.stored).where(b.c.digest == digest)).first())
        if row is None:
            return None
        try:
            return unpack(row[0]) if row[0] is not None else self._blobs.read(digest)
        except ZstdError as e:
            raise LedgerError(f"received bytes {digest[:12]}… cannot be unpacked: {e}") from e

    def outputs(self, *, site: str | None = None, path: str | None = None, after: int = 0) -> Iterator[Recorded]:
        """The chain of outputs, in order."""
        return self._walk(lambda c: queries.outputs(c, site, path, after))

    def output_tail(self) -> int:
        """The number of the last output."""
        return self._read(lambda c: queries.output_tail(c)[0])

    def poll_states(self) -> dict[tuple[str, str], bytes]:
        """What collectors noted of each source's addresses."""
        p = schema.polls
        query = select(p.c.source, p.c.url, p.c.value)
        return self._read(lambda c: {(source, url): value for source, url, value in c.execute(query)})

    def note_poll(self, source: str, url: str, value: bytes) -> None:
        """Note what a collector wants to remember of an address; it is no entry, and changes in place."""
        p = schema.polls
        with self._turnstile.passage(), self._writer.begin() as connection:
            found = connection.execute(update(p).where(p.c.source == source, p.c.url == url).values(value=value))
            if not found.rowcount:
                connection.execute(insert(p), {"source": source, "url": url, "value": value})

    def rebuild(self) -> None:
        """Take the state down and let it follow from the entries anew."""
        with self._turnstile.passage(), self._writer.begin() as connection:
            for table in schema.STATE:
                rows = delete(table)
                connection.execute(rows.where(table.c.name != "schema") if table is schema.settings else rows)
            turn = DatabaseTurn(connection, self._clock.now(), self._blobs)
            for entry in queries.entries(connection, 0, None):
                turn.step(entry)

    def check(self) -> Iterator[Flaw]:
        """Walk the file, both chains, all bytes, and the state, which must be what follows from the entries."""
        yield from self._walk(_check_file)
        erased = self._read(_erased)
        unsound = list(self._walk(lambda c: _check_entries(c, erased)))
        yield from unsound
        yield from self._walk(_check_outputs)
        yield from self._check_bytes()
        if not unsound:
            yield from self._walk(_check_state)

    def _check_bytes(self) -> Iterator[Flaw]:
        for delivered in self.deliveries():
            try:
                data = self.bytes_of(delivered.digest)
            except LedgerError as e:
                yield Flaw(f"entry {delivered.entry}", str(e))
                continue
            if data is None:
                yield Flaw(f"entry {delivered.entry}", "its bytes are gone without an erase entry")
            elif sha256(data).hexdigest() != delivered.digest:
                yield Flaw(f"entry {delivered.entry}", "its bytes are not those that were received")


class Snapshot:
    """The state as of one entry, read over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._standing = queries.standing(connection)
        self._stories: dict[str, Story | None] = {}

    def story(self, id: str) -> Story | None:
        """The story as it stood."""
        if id not in self._stories:
            self._stories[id] = queries.story(self._connection, id)
        return self._stories[id]

    def article(self, id: str) -> Article | None:
        """The article as it stood."""
        return queries.article(self._connection, id)

    def articles(self) -> Iterator[Article]:
        """All articles, the latest entry first."""
        return queries.articles(self._connection)

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought."""
        return queries.version(self._connection, entry)

    def standing(self) -> Standing:
        """What was in force."""
        return self._standing

    def changes(self, after: int) -> Change:
        """What entries after that number were about."""
        return queries.changes(self._connection, after)


def _erased(connection: Connection) -> set[int]:
    """Numbers of the entries that sound erase entries took out; an unsound one is told of by the walk that follows."""
    found: set[int] = set()
    for header, head, salt, body in queries.headers(connection):
        if header.kind != "erase" or body is None or header.head() != head:
            continue
        if _sealed(salt, body, header.digest):
            fact = shapes.read(header.kind, header.shape, body)
            found |= set(fact.entries) if isinstance(fact, Erased) else set()
    return found


def _sealed(salt: bytes | None, body: bytes | None, digest: bytes) -> bool:
    """Whether a payload is what was written; a foreign tool may have left text where there were bytes."""
    return isinstance(salt, bytes) and isinstance(body, bytes) and seal(salt, body) == digest


def _check_file(connection: Connection) -> Iterator[Flaw]:
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if said != "ok":
            yield Flaw("ledger.db", str(said).splitlines()[0])


def _check_entries(connection: Connection, erased: set[int]) -> Iterator[Flaw]:
    previous, expected = bytes(32), 1
    for header, head, salt, body in queries.headers(connection):
        where = f"entry {header.number}"
        if header.number != expected:
            yield Flaw(where, f"follows number {expected - 1}: entries are missing")
        if header.previous != previous or header.head() != head:
            yield Flaw(where, "its header is not the one that was written")
        if body is None or salt is None:
            if header.number not in erased:
                yield Flaw(where, "what it says is gone without an erase entry")
        elif not _sealed(salt, body, header.digest):
            yield Flaw(where, "what it says is not what was written")
        previous, expected = head, header.number + 1


def _check_state(connection: Connection) -> Iterator[Flaw]:
    """State that was changed by another hand; while entries are unsound there is nothing to hold it against."""
    right = Memory(queries.entries(connection, 0, None))
    for what, named, table, kept, things in (
        ("story", "stories", schema.stories, queries.story, list(right.stories())),
        ("article", "articles", schema.articles, queries.article, list(right.articles())),
    ):
        rows = connection.scalar(select(func.count()).select_from(table))
        if rows != len(things):
            yield Flaw(f"the state's {named}", f"there are {rows}, and {len(things)} follow from the entries{_REMEDY}")
        for thing in things:
            try:
                same = kept(connection, thing.id) == thing
            except LedgerError:
                same = False
            if not same:
                yield Flaw(f"{what} {thing.id}", f"its state is not what follows from the entries{_REMEDY}")


_REMEDY = "; `dateline check --rebuild` makes it anew"


def _check_outputs(connection: Connection) -> Iterator[Flaw]:
    o = schema.outputs
    previous, expected = bytes(32), 1
    query = select(o.c.number, o.c.recorded, o.c.body, o.c.previous, o.c.head).order_by(o.c.number)
    for number, recorded, body, before, head in connection.execute(query):
        whole = isinstance(body, bytes) and link(number, recorded, seal(b"", body).hex(), before.hex()) == head
        if number != expected or before != previous or not whole:
            yield Flaw(f"output {number}", "it is not the one that was written")
        previous, expected = head, number + 1


def _engine(file: Path, begin: str) -> Engine:
    engine = create_engine(f"sqlite:///{os.fspath(file)}", pool_size=8, max_overflow=-1)

    @event.listens_for(engine, "connect")
    def _connect(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]
        for pragma in _PRAGMAS:
            connection.execute(pragma)  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    @event.listens_for(engine, "handle_error")
    def _ours(context: ExceptionContext) -> None:
        if isinstance(context.sqlalchemy_exception, DatabaseError):
            raise LedgerError(f"{file}: the ledger cannot be used: {context.original_exception}") from (
                context.original_exception
            )

    return engine


def _reason(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error)
