"""PostgreSQL: one database a newsroom, writers in the order in which they asked for one advisory lock."""

import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any
from weakref import WeakSet

import psycopg
from sqlalchemy import (
    URL,
    BigInteger,
    Integer,
    LargeBinary,
    Table,
    Text,
    create_engine,
    event,
    func,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from dateline.ledger import schema
from dateline.ledger.contract import Flaw
from dateline.ledger.session import Insert, Row, Session, Statement, constant
from dateline.news.errors import LedgerError

#: The writers' lock; any number, but the same in every process.
_LOCK = 7_233_119_602_031
#: The channel on which a commit is told.
_CHANNEL = "dateline"
#: Rows fetched at a time by a stream.
_FETCH = 500
#: From so many new rows on it is quicker to copy them than to insert them one by one.
_MANY = 20
#: What PostgreSQL calls the types of our columns.
_TYPES = {Integer: "int4", BigInteger: "int8", LargeBinary: "bytea", Text: "text"}
#: Tables that hold words of stories, or what they are found by.
_WORDS = tuple(t.name for t in (*schema.STATE, schema.payloads, schema.blobs))
#: Bytes of a table that is written anew within a second.
_SMALL = 64 << 20
#: Milliseconds for which an erasure waits to have a table for itself.
_PATIENCE = 2000
#: The sum of three counters, none of which ever goes down: it goes up with every commit that anybody may see.
_STAMP = Statement(
    select(
        select(func.coalesce(func.max(schema.entries.c.number), constant(0))).scalar_subquery()
        + select(func.coalesce(func.max(schema.outputs.c.number), constant(0))).scalar_subquery()
        + select(func.coalesce(func.max(schema.rebuilds.c.number), constant(0))).scalar_subquery()
    )
)
_THERE = Statement(select(func.to_regclass(constant("settings")).isnot(None)))


#: Values up to a page's size stay in their row, as they are: to compress them takes longer than to write them.
_STORAGE = tuple(
    command
    for table in schema.metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, LargeBinary) and column.name in ("body", "stored", "value")
    for command in (
        f"ALTER TABLE {table.name} ALTER COLUMN {column.name} SET STORAGE EXTERNAL",
        f"ALTER TABLE {table.name} SET (toast_tuple_target = 8160)",
    )
)


#: What is found in a server's refusal → what is wrong, and what helps; the first that is found.
_SIGNS = {
    "password": "the password is missing or another one; write it into the address: postgresql://USER:PASSWORD@HOST/…",
    "role": "the server knows no such user, or does not let it in; `createuser` makes one",
    "does not exist": "the server has no database of that name; `createdb --encoding=UTF8` makes it",
    "too many": "the server has no connection left; raise its max_connections, or end what holds them",
    "starting up": "the server is starting up; try again",
    "shutting down": "the server is shutting down; start it again",
    "resolve": "there is no machine of that name; check the address",
    "translate": "there is no machine of that name; check the address",
    "refused": "nobody answers there; is the server running, at that port?",
    "No such file": "nobody answers there; is the server running, at that port?",
    "timeout": "nobody answers there; is the server running, and let through to?",
}


class PostgresSession(Session):
    """A session that takes and gives bytes as bytes, and sends what is written in one go."""

    _names = count()

    def __init__(self, connection: Any, dialect: Any, place: str) -> None:
        super().__init__(connection.cursor(binary=True), dialect, psycopg.Error, place)
        self._connection = connection

    def stream(self, statement: Statement, *values: object) -> Iterator[Row]:
        """All rows, some at a time, from a cursor of the server's."""
        cursor = self._connection.cursor(f"stream{next(self._names)}", binary=True)
        cursor.itersize = _FETCH
        try:
            cursor.execute(statement.text(self._dialect), values)
            yield from cursor
        except psycopg.Error as e:
            raise self.told(e) from e
        finally:
            with suppress(psycopg.Error):
                cursor.close()

    def write(self, batches: Sequence[tuple[Statement, Sequence[Row]]]) -> None:
        """Run each statement for each of its rows, without waiting for an answer between; many new rows are copied."""
        few: list[tuple[Statement, Sequence[Row]]] = []
        try:
            for statement, rows in batches:
                if isinstance(statement, Insert) and len(rows) >= _MANY:
                    self._copy(statement.table, rows)
                else:
                    few.append((statement, rows))
            with self._connection.pipeline():
                super().write(few)
        except psycopg.Error as e:
            raise self.told(e) from e

    def _copy(self, table: Table, rows: Sequence[Row]) -> None:
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        with self._connection.cursor().copy(f"COPY {table.name} ({columns}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types([_TYPES[type(column.type)] for column in table.columns])
            for row in rows:
                copy.write_row(row)


class Postgres:
    """
    A ledger's database on a server; see `engine.Database`.

    Args:
        url: ``postgresql://USER:PASSWORD@HOST/DATABASE``; the database is there and empty, or a ledger.
    Raises:
        LedgerError: If that is no such address.
    """

    def __init__(self, url: str) -> None:
        self.url, address = url, _address(url)
        self.place = address.set(drivername="postgresql").render_as_string(hide_password=True)
        self._engine = create_engine(
            address.set(drivername="postgresql+psycopg"),
            pool_size=8,
            max_overflow=-1,
            # A server that went away and came back is asked anew, without a word.
            pool_pre_ping=True,
            paramstyle="format",
            connect_args={"autocommit": True, "client_encoding": "utf8", "connect_timeout": 10},
        )
        self._local = threading.local()
        self._owned: WeakSet[_Own] = WeakSet()
        event.listen(self._engine, "connect", _connected)

    @contextmanager
    def glancing(self) -> Iterator[Session]:
        """Single questions, each answered as things stand."""
        connection = self._connection()
        try:
            yield PostgresSession(connection, self._engine.dialect, self.place)
        finally:
            connection.close()

    def _connection(self) -> Any:
        try:
            connection = self._engine.raw_connection()
        except (SQLAlchemyError, psycopg.Error) as e:
            raise self._unreachable(e) from e
        driver: Any = connection.driver_connection
        letters = driver.info.parameter_status("server_encoding")
        if letters != "UTF8":
            connection.close()
            what = f"{self.place}: this database keeps its text in {letters}, which has not all letters"
            raise LedgerError(f"{what}; make one in UTF-8: createdb --encoding=UTF8 --template=template0 NAME")
        return connection

    def _unreachable(self, error: Exception) -> LedgerError:
        reason = " ".join(str(getattr(error, "orig", None) or error).split())
        # Names that somebody chose, of machines and users, are no signs.
        bare = re.sub(r'"[^"]*"', "", reason.rpartition("failed: ")[2])
        told = next((words for sign, words in _SIGNS.items() if sign in bare), "")
        told = told or f"the server answers: {reason}; see its log"
        return LedgerError(f"{self.place}: this ledger cannot be reached: {told}")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One state of everything, for as long as the block lasts."""
        with self.glancing() as session:
            session.command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                yield session
            finally:
                with suppress(LedgerError):
                    session.command("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Wait for the writer's turn; commit at its end, or undo everything on an exception."""
        with self.glancing() as session:
            # One statement a snapshot: what is read once the lock is had is what the last writer left.
            session.command("BEGIN ISOLATION LEVEL READ COMMITTED")
            session.command(f"SELECT pg_advisory_xact_lock({_LOCK})")
            # What is not committed is rolled back when the connection returns to its pool.
            yield session
            session.command(f"NOTIFY {_CHANNEL}")
            session.command("COMMIT")

    def laid_out(self) -> bool:
        """Whether there are tables of ours."""
        with self.glancing() as session:
            return bool(session.value(_THERE))

    def let_go(self) -> None:
        """
        What was deleted leaves the tables' files.

        VACUUM alone frees the space and leaves the bytes in it, so small tables are written anew. That needs a table
        for itself: a large one, and one that somebody is reading for long, is freed only; `compact` does the rest.
        """
        with self.glancing() as session:
            for table in _WORDS:
                size: int = session.answers(f"SELECT pg_total_relation_size('{table}')")[0][0]
                if size > _SMALL or not _written_anew(session, table):
                    session.command(f"VACUUM {table}")

    def compact(self) -> None:
        """All tables are written anew, however long that takes; readers and writers wait."""
        with self.glancing() as session:
            for table in _WORDS:
                session.command(f"VACUUM FULL {table}")

    def stamp(self) -> int:
        """A number that is another one after every commit by anybody; one look into three indexes."""
        try:
            return self._own().stamp()
        except psycopg.Error:
            self._local.own = None
        try:
            return self._own().stamp()
        except psycopg.Error as e:
            self._local.own = None
            raise self._unreachable(e) from e

    def wait(self, timeout: float) -> bool:
        """Wait for a commit, *timeout* seconds at most; False if there was none since this thread last waited."""
        end = time.monotonic() + timeout
        while (now := self.stamp()) == getattr(self._local, "waited", None):
            left = end - time.monotonic()
            if left <= 0:
                return False
            try:
                self._own().listen(left)
            except psycopg.Error:
                self._local.own = None
        self._local.waited = now
        return True

    def _own(self) -> "_Own":
        """The connection of the calling thread alone."""
        own: _Own | None = getattr(self._local, "own", None)
        if own is None:
            own = self._local.own = _Own(self._connection(), _STAMP.text(self._engine.dialect))
            self._owned.add(own)
        return own

    def settle(self, session: Session) -> None:
        """After the tables were laid out: how their values are stored."""
        for command in _STORAGE:
            session.command(command)

    def check(self) -> Iterator[Flaw]:
        """Nothing: PostgreSQL's pages are checked by its own tools."""
        yield from ()

    def close(self) -> None:
        """Let go of all connections."""
        for own in list(self._owned):
            own.close()
        self._engine.dispose()


def _written_anew(session: Session, table: str) -> bool:
    session.command(f"SET lock_timeout = {_PATIENCE}")
    try:
        session.command(f"VACUUM FULL {table}")
    except LedgerError as e:
        if not isinstance(e.__cause__, psycopg.errors.LockNotAvailable):
            raise
        return False
    finally:
        session.command("RESET lock_timeout")
    return True


class _Own:
    """A thread's own connection, beside the pool; it goes with the thread."""

    def __init__(self, connection: Any, stamp: str) -> None:
        self._driver, self._stamp, self._listens = connection.driver_connection, stamp, False
        connection.detach()

    def stamp(self) -> int:
        """The sum of the counters."""
        number: int = self._driver.execute(self._stamp).fetchone()[0]
        return number

    def listen(self, timeout: float) -> None:
        """Wait until somebody tells of a commit, *timeout* seconds at most; the first time, only begin to listen."""
        if not self._listens:
            self._driver.execute(f"LISTEN {_CHANNEL}")
            self._listens = True
            return
        for _ in self._driver.notifies(timeout=timeout, stop_after=1):
            """What was committed is in the tables."""

    def close(self) -> None:
        """Let go of it."""
        self._driver.close()

    def __del__(self) -> None:
        self.close()


def _connected(connection: Any, _record: object) -> None:
    # What has ended must be durable, whatever the server's own rule is.
    connection.execute("SET synchronous_commit = on")


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        address = None
    if address is None or address.get_backend_name() != "postgresql" or not address.database:
        # Not a word of what was given: it may hold a password.
        raise LedgerError("the database's address is none: write postgresql://USER:PASSWORD@HOST/DATABASE") from None
    return address
