"""
The page store: one SQLite file a site and generation.

It holds the pages as they are served, which page holds which part, what the lists are made of, when the clock will
change something, and up to which entry and moment all that is right. It can be deleted and rebuilt.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec
import zstandard
from msgspec import Struct

from dateline.sites.showing import Showing

_TABLES = """
CREATE TABLE IF NOT EXISTS pages (
    path TEXT PRIMARY KEY, status INTEGER NOT NULL, type TEXT NOT NULL, digest TEXT NOT NULL, parts TEXT NOT NULL,
    until INTEGER, modified INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS bodies (
    digest TEXT PRIMARY KEY, size INTEGER NOT NULL, stored BLOB NOT NULL, parts TEXT NOT NULL, left INTEGER);
CREATE INDEX IF NOT EXISTS bodies_left ON bodies (left) WHERE left IS NOT NULL;
CREATE TABLE IF NOT EXISTS shows (part TEXT, path TEXT, PRIMARY KEY (part, path)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shows_path ON shows (path);
CREATE TABLE IF NOT EXISTS catalog (
    article TEXT PRIMARY KEY, tail TEXT NOT NULL, path TEXT NOT NULL, section TEXT NOT NULL, day TEXT NOT NULL,
    key TEXT NOT NULL, state TEXT NOT NULL, listed INTEGER NOT NULL, published INTEGER NOT NULL, value BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS catalog_tail ON catalog (tail);
CREATE INDEX IF NOT EXISTS catalog_new ON catalog (listed, published DESC);
CREATE INDEX IF NOT EXISTS catalog_section ON catalog (section, listed, published DESC);
CREATE INDEX IF NOT EXISTS catalog_day ON catalog (day, listed);
CREATE INDEX IF NOT EXISTS catalog_key ON catalog (key);
CREATE TABLE IF NOT EXISTS pins (article TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS due (moment INTEGER, part TEXT, PRIMARY KEY (moment, part)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS told (one INTEGER PRIMARY KEY, output INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS cursor (one INTEGER PRIMARY KEY, entry INTEGER NOT NULL, moment INTEGER NOT NULL,
    made TEXT NOT NULL);
"""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_showing: msgspec.msgpack.Decoder[Showing] = msgspec.msgpack.Decoder(Showing)
_pack = msgspec.msgpack.Encoder().encode
_parts: msgspec.json.Decoder[tuple[str, ...]] = msgspec.json.Decoder(tuple[str, ...])


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


class Built(Struct, frozen=True, kw_only=True):
    """A page as it was made, before it is known whether it is another one than before."""

    path: str
    status: int = 200
    type: str = "text/html; charset=utf-8"
    body: bytes
    parts: tuple[str, ...] = ()
    #: What it does not hold and waits for, as parts of the reverse index: stories, headlines of teasers.
    waits: tuple[str, ...] = ()
    until: datetime | None = None

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
    """

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, isolation_level=None, timeout=30, check_same_thread=False)
        self._db.execute("PRAGMA page_size=8192")
        self._db.execute("PRAGMA journal_mode=WAL")
        # What is lost with the power is made again: the cursor is lost with it.
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute("PRAGMA secure_delete=ON")
        self._db.executescript(_TABLES)
        self._pack, self._unpack = zstandard.ZstdCompressor(level=3), zstandard.ZstdDecompressor()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction; undone on an exception."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    # Pages

    def page(self, path: str) -> Page | None:
        """The page of that path; None if there is none."""
        row = self._db.execute("SELECT * FROM pages WHERE path = ?", (path,)).fetchone()
        return _page(row) if row else None

    def pages(self) -> Iterator[Page]:
        """All pages, by path."""
        return (_page(row) for row in self._db.execute("SELECT * FROM pages ORDER BY path"))

    def stored(self, digest: str) -> bytes | None:
        """A body, compressed with zstd; None once it was let go."""
        row = self._db.execute("SELECT stored FROM bodies WHERE digest = ?", (digest,)).fetchone()
        return row[0] if row else None

    def body(self, digest: str) -> bytes | None:
        """A body; None once it was let go."""
        stored = self.stored(digest)
        return self.unpacked(stored) if stored is not None else None

    def unpacked(self, stored: bytes) -> bytes:
        """A body as it was before it was compressed."""
        return self._unpack.decompress(stored)

    def put(self, built: Built, moment: datetime) -> str | None:
        """
        Store a page.

        Returns:
            The digest of the body that stood there before, empty if there was none; None if nothing changed
            for readers.
        """
        before, digest = self.page(built.path), built.digest
        same = before is not None and (before.digest, before.status) == (digest, built.status)
        self._index(built)
        modified = before.modified if before and same else moment
        parts = msgspec.json.encode(built.parts).decode()
        row = (built.path, built.status, built.type, digest, parts, _micros(built.until), _micros(modified))
        self._db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        if same:
            return None
        self._let_go(before, moment)
        self._db.execute(
            "INSERT INTO bodies VALUES (?, ?, ?, ?, NULL) "
            "ON CONFLICT (digest) DO UPDATE SET left = NULL, parts = excluded.parts",
            (digest, len(built.body), self._pack.compress(built.body), parts),
        )
        return before.digest if before else ""

    def remove(self, path: str, moment: datetime) -> str | None:
        """Take a page away; the digest of its body, or None if there was none."""
        before = self.page(path)
        if before is None:
            return None
        self._db.execute("DELETE FROM pages WHERE path = ?", (path,))
        self._db.execute("DELETE FROM shows WHERE path = ?", (path,))
        self._let_go(before, moment)
        return before.digest

    def _let_go(self, before: Page | None, moment: datetime) -> None:
        """A body that no page has any more is kept for a while as evidence."""
        if before is not None:
            self._db.execute(
                "UPDATE bodies SET left = ? WHERE digest = ? AND NOT EXISTS (SELECT 1 FROM pages WHERE digest = ?)",
                (_micros(moment), before.digest, before.digest),
            )

    def inherit(self, older: Path, moment: datetime) -> None:
        """Keep the bodies of an older generation as evidence, as if they had left their pages at that *moment*."""
        self._db.execute("ATTACH ? AS older", (os.fspath(older),))
        query = "INSERT INTO bodies SELECT digest, size, stored, parts, coalesce(left, ?) FROM older.bodies"
        self._db.execute(query, (_micros(moment),))
        self._db.execute("DETACH older")

    def forget(self, before: datetime, erased: Iterable[str] = ()) -> None:
        """Let go of bodies that left their page *before* a moment, and of those that hold an *erased* part."""
        self._db.execute("DELETE FROM bodies WHERE left < ?", (_micros(before),))
        for part in erased:
            self._db.execute("DELETE FROM bodies WHERE left IS NOT NULL AND parts LIKE ?", (f'%"{part}"%',))

    def _index(self, built: Built) -> None:
        wanted = {*built.parts, *built.waits}
        known = {part for (part,) in self._db.execute("SELECT part FROM shows WHERE path = ?", (built.path,))}
        self._db.executemany("DELETE FROM shows WHERE part = ? AND path = ?", ((p, built.path) for p in known - wanted))
        self._db.executemany("INSERT INTO shows VALUES (?, ?)", ((p, built.path) for p in wanted - known))

    def showing_parts(self, parts: Iterable[str]) -> frozenset[str]:
        """The paths of pages that hold any of those parts."""
        paths: set[str] = set()
        for part in parts:
            paths.update(path for (path,) in self._db.execute("SELECT path FROM shows WHERE part = ?", (part,)))
        return frozenset(paths)

    # Catalog: what lists are made of

    def note(self, showing: Showing) -> None:
        """Note how an article is shown now."""
        row = (
            showing.article,
            showing.tail,
            showing.path,
            showing.section,
            showing.day.isoformat(),
            showing.key,
            showing.state,
            int(showing.card is not None),
            _micros(showing.published),
            _pack(showing),
        )
        self._db.execute("INSERT OR REPLACE INTO catalog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        self._db.execute("DELETE FROM pins WHERE article = ?", (showing.article,))
        if showing.place:
            self._db.execute("INSERT INTO pins VALUES (?)", (showing.article,))

    def unlist(self) -> None:
        """Forget how all articles were shown: nothing is listed any more."""
        self._db.execute("DELETE FROM catalog")
        self._db.execute("DELETE FROM pins")

    def noted(self, article: str) -> Showing | None:
        """How an article is shown; None if it never was here."""
        return self._one("SELECT value FROM catalog WHERE article = ?", article)

    def route(self, tail: str) -> Showing | None:
        """The article that a request's digits mean."""
        return self._one("SELECT value FROM catalog WHERE tail = ? ORDER BY published, article LIMIT 1", tail)

    def full_story(self, key: str) -> Showing | None:
        """The listed article of that headline."""
        return self._one(
            "SELECT value FROM catalog WHERE key = ? AND listed = 1 ORDER BY published, article LIMIT 1", key
        )

    def latest(self, most: int, section: str | None = None) -> list[Showing]:
        """The newest listed articles."""
        if section is None:
            return self._many("listed = 1 ORDER BY published DESC, article LIMIT ?", most)
        return self._many("section = ? AND listed = 1 ORDER BY published DESC, article LIMIT ?", section, most)

    def pinned(self) -> list[Showing]:
        """The listed articles that editors gave a place on the front."""
        return self._many("article IN (SELECT article FROM pins) AND listed = 1 ORDER BY article")

    def of_day(self, day: date) -> list[Showing]:
        """The listed articles of a day, newest first."""
        return self._many("day = ? AND listed = 1 ORDER BY published DESC, article", day.isoformat())

    def of_month(self, day: date) -> list[Showing]:
        """The listed articles of that day's month, oldest first."""
        return self._many("day LIKE ? AND listed = 1 ORDER BY published, article", f"{day:%Y-%m}-%")

    def days(self) -> list[date]:
        """The days that have listed articles, oldest first."""
        rows = self._db.execute("SELECT DISTINCT day FROM catalog WHERE listed = 1 ORDER BY day")
        return [date.fromisoformat(day) for (day,) in rows]

    def beside(self, day: date) -> tuple[date | None, date | None]:
        """The nearest days with listed articles before and after *day*."""
        older = self._db.execute("SELECT max(day) FROM catalog WHERE day < ? AND listed = 1", (day.isoformat(),))
        newer = self._db.execute("SELECT min(day) FROM catalog WHERE day > ? AND listed = 1", (day.isoformat(),))
        found = (older.fetchone()[0], newer.fetchone()[0])
        return (date.fromisoformat(found[0]) if found[0] else None, date.fromisoformat(found[1]) if found[1] else None)

    def articles(self) -> list[str]:
        """The ids of all articles that were ever placed here."""
        return [article for (article,) in self._db.execute("SELECT article FROM catalog ORDER BY article")]

    def _one(self, query: str, *arguments: object) -> Showing | None:
        row = self._db.execute(query, arguments).fetchone()
        return _showing.decode(row[0]) if row else None

    def _many(self, condition: str, *arguments: object) -> list[Showing]:
        rows = self._db.execute(f"SELECT value FROM catalog WHERE {condition}", arguments)
        return [_showing.decode(value) for (value,) in rows]

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


def _page(row: tuple[str, int, str, str, str, int | None, int]) -> Page:
    path, status, type, digest, parts, until, modified = row
    return Page(
        path=path,
        status=status,
        type=type,
        digest=digest,
        parts=_parts.decode(parts),
        until=_moment(until) if until is not None else None,
        modified=_moment(modified),
    )


def _micros(moment: datetime | None) -> int | None:
    return (moment - _EPOCH) // timedelta(microseconds=1) if moment is not None else None


def _moment(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)
