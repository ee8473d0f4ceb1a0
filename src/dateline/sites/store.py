"""
The page store: one SQLite file a site and generation.

It holds the pages as they are served, which page holds which part, what the lists are made of (`catalog`), when the
clock will change something, and up to which entry and moment all that is right. It can be deleted and rebuilt.
"""

import os
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec
import zstandard
from msgspec import Struct

from dateline.sites import catalog

_TABLES = """
CREATE TABLE IF NOT EXISTS pages (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, status INTEGER NOT NULL, type TEXT NOT NULL,
    digest TEXT NOT NULL, parts TEXT NOT NULL, known TEXT NOT NULL, until INTEGER, modified INTEGER NOT NULL,
    size INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS kept (
    digest TEXT PRIMARY KEY, parts TEXT NOT NULL, left INTEGER NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS kept_left ON kept (left);
CREATE TABLE IF NOT EXISTS shows (part TEXT PRIMARY KEY, pages BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS due (moment INTEGER, part TEXT, PRIMARY KEY (moment, part)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS told (one INTEGER PRIMARY KEY, output INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS changed (number INTEGER PRIMARY KEY, path TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS cursor (one INTEGER PRIMARY KEY, entry INTEGER NOT NULL, moment INTEGER NOT NULL,
    made TEXT NOT NULL);
"""
#: Changes of pages that are remembered, for who has pages at hand.
_REMEMBERED = 4096
_PAGE = "path, status, type, digest, parts, until, modified, size"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_parts: msgspec.json.Decoder[tuple[str, ...]] = msgspec.json.Decoder(tuple[str, ...])
_encode = msgspec.json.Encoder().encode


class Page(Struct, frozen=True, kw_only=True):
    """A page as it is served."""

    path: str
    #: 200, 410, 404.
    status: int
    type: str
    #: SHA-256 of the body, hexadecimal; its first half is the ETag.
    digest: str
    #: Articles and stories whose words it holds.
    parts: tuple[str, ...]
    #: The moment from which it may not be served any more unless made anew; None: never by the clock.
    until: datetime | None
    #: When its bytes last changed.
    modified: datetime
    #: Bytes of its body.
    size: int


class Built(Struct, frozen=True, kw_only=True):
    """A page as it was made, before it is known whether it is another one than before."""

    path: str
    status: int = 200
    type: str = "text/html; charset=utf-8"
    body: bytes
    parts: tuple[str, ...] = ()
    #: By which of its parts the reverse index knows it; None: by all of them.
    index: tuple[str, ...] | None = None
    #: What it does not hold and waits for, as parts of the reverse index: stories, headlines of teasers.
    waits: tuple[str, ...] = ()
    #: The pictures, and cuts of them, that it shows: ``DIGEST``, ``DIGEST-3x2``.
    pictures: tuple[str, ...] = ()
    #: The moment from which it may not be served any more.
    until: datetime | None = None
    #: The moment from which it is to be made anew, and may be served meanwhile.
    due: datetime | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the body, hexadecimal."""
        return sha256(self.body).hexdigest()


class Cursor(Struct, frozen=True):
    """Up to where a store is right."""

    entry: int
    moment: datetime
    #: Digests of the program and the theme that made its pages.
    made: str


START = Cursor(0, _EPOCH, "")


class PageStore:
    """
    One generation of one site's pages.

    A store belongs to one thread; another opens its own on the same file.

    Args:
        file: The SQLite file; made if need be.
        hidden: True for a generation that nobody serves yet: what is lost of it with the power is made anew, so that
            no journal is kept of it until it is shown (`show`).
        reading: True for who only reads; the file is there then.
    """

    def __init__(self, file: Path, *, hidden: bool = False, reading: bool = False) -> None:
        place = f"{file.absolute().as_uri()}?mode=ro" if reading else file
        self._db = sqlite3.connect(place, isolation_level=None, timeout=30, check_same_thread=False, uri=reading)
        if not reading:
            self._lay_out(hidden)
        self._served = not hidden
        self._shows = _Shows(self._db, fresh=hidden)
        self.catalog = catalog.Catalog(self._db)
        self._erasing = False
        self._pack, self._unpack = zstandard.ZstdCompressor(level=1), zstandard.ZstdDecompressor()

    def _lay_out(self, hidden: bool) -> None:
        self._db.execute("PRAGMA page_size=8192")
        if hidden:
            self._db.execute("PRAGMA journal_mode=OFF")
            self._db.execute("PRAGMA synchronous=OFF")
            self._db.execute("PRAGMA cache_size=-32768")
        else:
            self._lasting()
        self._db.executescript(_TABLES + catalog.TABLES)

    def _lasting(self) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        # What is lost with the power is made again: the cursor is lost with it.
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute("PRAGMA secure_delete=ON")

    def show(self) -> None:
        """From now on it may be served: what is written stays."""
        self._db.execute("PRAGMA synchronous=FULL")
        self._lasting()
        self._served = True

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction; undone on an exception."""
        self.begin()
        try:
            yield
            self.commit()
        finally:
            self.undo()

    def begin(self) -> None:
        """Begin a transaction; whoever begins one ends it."""
        self._db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Let everybody see what was written."""
        self._shows.write()
        self.catalog.write()
        self._db.execute("DELETE FROM changed WHERE number <= (SELECT max(number) FROM changed) - ?", (_REMEMBERED,))
        self._db.execute("COMMIT")
        self._shows.forget()
        if self._erasing:
            # What was written before lies in the journal as well.
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._erasing = False

    def undo(self) -> None:
        """End a transaction that was not committed as if it had never been."""
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
            self._shows.forget()
            self.catalog.forget()

    def version(self) -> int:
        """Another number after every commit by somebody else."""
        (number,) = self._db.execute("PRAGMA data_version").fetchone()
        return int(number)

    # Pages

    def page(self, path: str) -> Page | None:
        """The page of that path; None if there is none."""
        row = self._db.execute(f"SELECT {_PAGE} FROM pages WHERE path = ?", (path,)).fetchone()
        return _page(row) if row else None

    def served(self, path: str) -> tuple[Page, bytes] | None:
        """The page of that path with its body, compressed with zstd; None if there is none."""
        row = self._db.execute(f"SELECT {_PAGE}, body FROM pages WHERE path = ?", (path,)).fetchone()
        return (_page(row[:-1]), row[-1]) if row else None

    def pages(self) -> Iterator[Page]:
        """All pages, by path."""
        return (_page(row) for row in self._db.execute(f"SELECT {_PAGE} FROM pages ORDER BY path"))

    def paths(self) -> list[str]:
        """The paths of all pages, in order."""
        return [path for (path,) in self._db.execute("SELECT path FROM pages ORDER BY path")]

    def body(self, path: str) -> bytes | None:
        """The body of the page of that path."""
        row = self._db.execute("SELECT body FROM pages WHERE path = ?", (path,)).fetchone()
        return self.unpacked(row[0]) if row else None

    def evidence(self, path: str, digest: str) -> bytes | None:
        """A body that stands at a path, or stood there and is still kept; None once it was let go."""
        row = self._db.execute("SELECT body FROM pages WHERE path = ? AND digest = ?", (path, digest)).fetchone()
        row = row or self._db.execute("SELECT body FROM kept WHERE digest = ?", (digest,)).fetchone()
        return self.unpacked(row[0]) if row else None

    def unpacked(self, stored: bytes) -> bytes:
        """A body as it was before it was compressed."""
        return self._unpack.decompress(stored)

    def put(self, built: Built, digest: str, moment: datetime) -> str | None:
        """
        Store a page.

        Args:
            built: The page.
            digest: Its own.
            moment: When it was made.
        Returns:
            The digest of the body that stood there before, empty if there was none; None if nothing changed
            for readers.
        """
        self._note(built.path)
        parts, known = _encode(built.parts).decode(), _encode(_known(built)).decode()
        before = self._before(built.path)
        until, now, size = _micros(built.until), _micros(moment), len(built.body)
        if before is None:
            stored = self._pack.compress(built.body)
            row = (built.path, built.status, built.type, digest, parts, known, until, now, size, stored)
            cursor = self._db.execute("INSERT INTO pages VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            self._shows.change(cursor.lastrowid or 0, (), _known(built))
            return ""
        number, old_digest, old_status, old_known = before
        if old_known != known:
            self._shows.change(number, _parts.decode(old_known), _known(built))
        if (old_digest, old_status) == (digest, built.status):
            changed = "UPDATE pages SET type = ?, parts = ?, known = ?, until = ? WHERE id = ?"
            self._db.execute(changed, (built.type, parts, known, until, number))
            return None
        self._keep(number, moment)
        stored = self._pack.compress(built.body)
        self._db.execute(
            "UPDATE pages SET status = ?, type = ?, digest = ?, parts = ?, known = ?, until = ?, modified = ?, "
            "size = ?, body = ? WHERE id = ?",
            (built.status, built.type, digest, parts, known, until, now, size, stored, number),
        )
        return old_digest

    def _before(self, path: str) -> tuple[int, str, int, str] | None:
        query = "SELECT id, digest, status, known FROM pages WHERE path = ?"
        row: tuple[int, str, int, str] | None = self._db.execute(query, (path,)).fetchone()
        return row

    def remove(self, path: str, moment: datetime) -> str | None:
        """Take a page away; the digest of its body, or None if there was none."""
        before = self._before(path)
        if before is None:
            return None
        self._note(path)
        number, digest, _, known = before
        self._shows.change(number, _parts.decode(known), ())
        self._keep(number, moment)
        self._db.execute("DELETE FROM pages WHERE id = ?", (number,))
        return digest

    def _note(self, path: str) -> None:
        if self._served:
            self._db.execute("INSERT INTO changed (path) VALUES (?)", (path,))

    def changed(self, after: int) -> tuple[int, frozenset[str] | None]:
        """The number of the last change, and the paths that changed *after* a number; None: it may be any."""
        query = "SELECT number, path FROM changed WHERE number >= ? ORDER BY number"
        rows: list[tuple[int, str]] = self._db.execute(query, (after,)).fetchall()
        if after and rows and rows[0][0] == after:
            return rows[-1][0], frozenset(path for _, path in rows[1:])
        return (rows[-1][0] if rows else 0), (None if rows or after else frozenset())

    def _keep(self, number: int, moment: datetime) -> None:
        """A body that leaves its page is kept for a while as evidence."""
        self._db.execute(
            "INSERT INTO kept SELECT digest, parts, ?, body FROM pages WHERE id = ? "
            "ON CONFLICT (digest) DO UPDATE SET left = excluded.left, parts = excluded.parts",
            (_micros(moment), number),
        )

    def inherit(self, older: Path, moment: datetime) -> None:
        """Keep the bodies of an older generation as evidence, as if they had left their pages at that *moment*."""
        self._db.execute("ATTACH ? AS older", (os.fspath(older),))
        self._db.execute(
            "INSERT OR REPLACE INTO kept SELECT digest, parts, ?, body FROM older.pages", (_micros(moment),)
        )
        self._db.execute("INSERT OR IGNORE INTO kept SELECT digest, parts, left, body FROM older.kept")
        self._db.execute("DETACH older")

    def forget(self, before: datetime, erased: Iterable[str] = ()) -> None:
        """Let go of bodies that left their page *before* a moment, and of those that hold an *erased* part."""
        self._db.execute("DELETE FROM kept WHERE left < ?", (_micros(before),))
        for part in erased:
            self._db.execute("DELETE FROM kept WHERE parts LIKE ?", (f'%"{part}"%',))
            self._erasing = True

    def showing_parts(self, parts: Iterable[str]) -> frozenset[str]:
        """The paths of pages that hold any of those parts, or wait for them."""
        if not self._db.in_transaction:
            # Somebody else may have written since.
            self._shows.forget()
        numbers = self._shows.of(parts)
        found = (self._db.execute("SELECT path FROM pages WHERE id = ?", (n,)).fetchone() for n in sorted(numbers))
        return frozenset(row[0] for row in found if row)

    # The clock, and how far we are

    def expect(self, part: str, moment: datetime | None) -> None:
        """Put a part on the list of what the clock will change."""
        if moment is not None:
            self._db.execute("INSERT OR IGNORE INTO due VALUES (?, ?)", (_micros(moment), part))

    def due(self, moment: datetime) -> frozenset[str]:
        """The parts whose moment has come."""
        return frozenset(p for (p,) in self._db.execute("SELECT part FROM due WHERE moment <= ?", (_micros(moment),)))

    def next_due(self) -> datetime | None:
        """When the clock will next change something; None: never."""
        (first,) = self._db.execute("SELECT min(moment) FROM due").fetchone()
        return _moment(first) if first is not None else None

    def settle(self, cursor: Cursor) -> None:
        """Say up to where the store is right now."""
        self._db.execute("DELETE FROM due WHERE moment <= ?", (_micros(cursor.moment),))
        row = (cursor.entry, _micros(cursor.moment), cursor.made)
        self._db.execute("INSERT OR REPLACE INTO cursor VALUES (1, ?, ?, ?)", row)

    def tell(self, output: int) -> None:
        """Note the last output in the chain by which all pages that stand here are told of."""
        self._db.execute("INSERT OR REPLACE INTO told VALUES (1, ?)", (output,))

    def told(self) -> int:
        """Outputs of this site after that number were told of, and their pages never stood here; 0: none is noted."""
        row = self._db.execute("SELECT output FROM told").fetchone()
        return row[0] if row else 0

    def cursor(self) -> Cursor:
        """Up to where the store is right."""
        row = self._db.execute("SELECT entry, moment, made FROM cursor").fetchone()
        return Cursor(row[0], _moment(row[1]), row[2]) if row else START


#: Rows of the reverse index that are collected before they are written.
_MOST_ROWS = 100_000


class _Shows:
    """
    Which pages hold a part, or wait for it: a row a part, with the numbers of its pages, four bytes each.

    What changes is collected, and written at the end of the transaction.

    Args:
        db: The store's connection.
        fresh: Whether there is nothing in the table yet, so that nothing need be looked up.
    """

    def __init__(self, db: sqlite3.Connection, *, fresh: bool) -> None:
        self._db, self._fresh = db, fresh
        self._rows: dict[str, array[int]] = {}

    def of(self, parts: Iterable[str]) -> set[int]:
        """The numbers of the pages that hold any of those parts."""
        return {number for part in parts for number in self._row(part)}

    def change(self, page: int, before: Iterable[str], after: Iterable[str]) -> None:
        """A page holds other parts than before."""
        old, new = set(before), set(after)
        for part in old - new:
            row = self._row(part)
            if page in row:
                row.remove(page)
        for part in new - old:
            self._row(part).append(page)

    def _row(self, part: str) -> "array[int]":
        row = self._rows.get(part)
        if row is None:
            if len(self._rows) >= _MOST_ROWS:
                # A site of a hundred thousand stories is not held in memory.
                if self._db.in_transaction:
                    self.write()
                self.forget()
            found = None
            if not self._fresh:
                found = self._db.execute("SELECT pages FROM shows WHERE part = ?", (part,)).fetchone()
            row = self._rows[part] = array("I", found[0] if found else b"")
        return row

    def write(self) -> None:
        """Write what was collected."""
        rows = ((part, row.tobytes()) for part, row in sorted(self._rows.items()) if row)
        self._db.executemany("INSERT OR REPLACE INTO shows VALUES (?, ?)", rows)
        if not self._fresh:
            empty = [(part,) for part, row in self._rows.items() if not row]
            self._db.executemany("DELETE FROM shows WHERE part = ?", empty)

    def forget(self) -> None:
        """Let go of what was collected; the tables have it, or nothing of it is to be."""
        self._rows.clear()
        self._fresh = False


def _known(built: Built) -> tuple[str, ...]:
    """All by which the reverse index knows a page."""
    shown = (shown_part(key) for key in built.pictures)
    return (*(built.parts if built.index is None else built.index), *built.waits, *shown)


def shown_part(picture: str) -> str:
    """The part by which the reverse index knows the pages that show a picture, or a cut of it."""
    return f"picture:{picture}"


def _page(row: tuple[str, int, str, str, str, int | None, int, int]) -> Page:
    path, status, type, digest, parts, until, modified, size = row
    return Page(
        path=path,
        status=status,
        type=type,
        digest=digest,
        parts=_parts.decode(parts),
        until=_moment(until) if until is not None else None,
        modified=_moment(modified),
        size=size,
    )


def _micros(moment: datetime | None) -> int | None:
    return (moment - _EPOCH) // timedelta(microseconds=1) if moment is not None else None


def _moment(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)
