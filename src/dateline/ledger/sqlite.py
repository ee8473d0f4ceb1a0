"""SQLite: one file, a write-ahead log, and writers behind a turnstile."""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

from dateline.ledger.contract import Flaw
from dateline.ledger.session import Row, Session, Statement
from dateline.ledger.turnstile import Turnstile
from dateline.news.errors import LedgerError

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
#: Those of a file that this account may only read.
_READING = ("PRAGMA busy_timeout=30000", "PRAGMA cache_size=-16384", "PRAGMA trusted_schema=OFF")
#: Those of who looks up little, and has little memory.
_GLANCING = ("PRAGMA busy_timeout=1000", "PRAGMA cache_size=-1024", "PRAGMA trusted_schema=OFF")
#: What SQLite says where it may not write, or not make the files that it needs beside its own.
_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
#: Seconds between two looks for a commit; a look takes some microseconds.
_LOOK = 0.02


class SqliteSession(Session):
    """A session whose streams have cursors of their own."""

    def __init__(self, connection: Any, dialect: Any, place: str) -> None:
        super().__init__(connection.cursor(), dialect, sqlite3.Error, place)
        self._connection = connection

    def stream(self, statement: Statement, *values: object) -> Iterator[Row]:
        """All rows, as they are found."""
        cursor = self._connection.cursor()
        try:
            cursor.execute(statement.text(self._dialect), values)
            yield from cursor
        except sqlite3.Error as e:
            raise self.told(e) from e
        finally:
            cursor.close()


class Sqlite:
    """
    A ledger's database in one file; see `engine.Database`.

    Args:
        file: The database; it is made if need be.
        lasting: False for a scratch database, which need not outlive a power cut.
        glancing: True for who only looks something up now and then, where another process writes.
    """

    def __init__(self, file: Path, *, lasting: bool = True, glancing: bool = False) -> None:
        self.place, self._file, self._lasting, self._glancing = os.fspath(file), file, lasting, glancing
        self._turnstile = Turnstile(file.parent)
        place = f"sqlite:///{os.fspath(file)}"
        self._engine = create_engine(place, creator=self._connection, pool_size=8, max_overflow=-1)
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        """A connection; where this account may not write, one that only reads."""
        if self._glancing:
            return _opened(f"{self._file.absolute().as_uri()}?mode=ro", _GLANCING)
        try:
            return _opened(self.place, _PRAGMAS if self._lasting else (*_PRAGMAS, "PRAGMA synchronous=OFF"))
        except sqlite3.OperationalError as e:
            if e.sqlite_errorcode & 0xFF not in _UNWRITABLE or not os.access(self._file, os.R_OK):
                raise
        log = self._file.with_name(f"{self._file.name}-wal")
        # Beside a log there is a writer, and SQLite must heed it; without one the file is all there is.
        alone = "" if log.exists() and log.stat().st_size else "&immutable=1"
        return _opened(f"{self._file.absolute().as_uri()}?mode=ro{alone}", _READING)

    @contextmanager
    def glancing(self) -> Iterator[Session]:
        """Single questions, each answered as things stand."""
        try:
            connection = self._engine.raw_connection()
        except (SQLAlchemyError, sqlite3.Error) as e:
            raise LedgerError(f"{self.place}: {_why(getattr(e, 'orig', None) or e)}") from e
        try:
            yield SqliteSession(connection, self._engine.dialect, self.place)
        finally:
            connection.close()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One state of everything, for as long as the block lasts."""
        with self.glancing() as session:
            session.command("BEGIN")
            try:
                yield session
            finally:
                session.command("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Wait for the writer's turn; commit at its end, or undo everything on an exception."""
        with self._turnstile.passage(), self.glancing() as session:
            session.command("BEGIN IMMEDIATE")
            # What is not committed is rolled back when the connection returns to its pool.
            yield session
            session.command("COMMIT")

    def laid_out(self) -> bool:
        """Whether there are tables of ours; who only reads must not wait for a writer's turn."""
        if not self._file.exists():
            return False
        with self.glancing() as session:
            return bool(session.answers("SELECT 1 FROM sqlite_master WHERE name = 'settings'"))

    def let_go(self) -> None:
        """What was erased must not live on in the database's log of writes."""
        with self.glancing() as session:
            session.answers("PRAGMA wal_checkpoint(TRUNCATE)")

    def compact(self) -> None:
        """The file is written anew, without the room that was freed in it; writers wait."""
        with self._turnstile.passage(), self.glancing() as session:
            session.command("VACUUM")
        self.let_go()

    def stamp(self) -> int:
        """A number that is another one after every commit by anybody; cheap enough for each request."""
        number: int = self._own_cursor().execute("PRAGMA data_version").fetchone()[0]
        return number

    def _own_cursor(self) -> Any:
        cursor = getattr(self._local, "cursor", None)
        if cursor is None:
            self._local.connection = self._engine.raw_connection()
            cursor = self._local.cursor = self._local.connection.cursor()
        return cursor

    def wait(self, timeout: float) -> bool:
        """Wait for a commit, *timeout* seconds at most; False if there was none since this thread last waited."""
        before, end = getattr(self._local, "waited", None), time.monotonic() + timeout
        while (now := self.stamp()) == before:
            left = end - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(_LOOK, left))
        self._local.waited = now
        return True

    def settle(self, session: Session) -> None:
        """Nothing: SQLite stores values of any size alike."""

    def check(self) -> Iterator[Flaw]:
        """What SQLite finds wrong with its file."""
        with self.glancing() as session:
            for (said,) in session.answers("PRAGMA integrity_check"):
                if said != "ok":
                    yield Flaw("ledger.db", str(said).splitlines()[0])

    def close(self) -> None:
        """Let go of the database's files."""
        self._engine.dispose()


def _opened(place: str, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    # The pool gives a connection to one thread at a time.
    connection = sqlite3.connect(place, isolation_level=None, check_same_thread=False, uri=place.startswith("file:"))
    try:
        for pragma in pragmas:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _why(error: BaseException) -> str:
    """Why a file cannot be opened as a ledger, and what helps."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _UNWRITABLE:
        return "this account may neither write the ledger nor read it alone; give it the right to its folder"
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return "this is no ledger that can be opened: it is not a database, or a torn one; put it back from a backup"
    return f"this is no ledger that can be opened: {error}"
