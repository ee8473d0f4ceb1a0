"""
The catalog of a site: its articles in the order in which it first had them, and the lists that they are on.

An article's number, and its place on each list, are its for good; so is what it is related to, which looks back only.
What lists and feeds show of it is set in type once and stands here ready.
"""

import sqlite3
from array import array
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from heapq import nlargest
from math import log
from typing import Any

import msgspec
from msgspec import Struct

from dateline.sites import errata, plan
from dateline.sites.showing import Showing

TABLES = """
CREATE TABLE IF NOT EXISTS catalog (
    number INTEGER PRIMARY KEY, article TEXT NOT NULL UNIQUE, path TEXT NOT NULL, day TEXT NOT NULL, key TEXT NOT NULL,
    state TEXT NOT NULL, listed INTEGER NOT NULL, fed INTEGER NOT NULL, indexed INTEGER NOT NULL,
    place INTEGER NOT NULL, urgency INTEGER NOT NULL, published INTEGER NOT NULL, line BLOB NOT NULL,
    slots BLOB NOT NULL, related BLOB NOT NULL, river TEXT NOT NULL, lead TEXT NOT NULL, sitemap TEXT NOT NULL,
    news TEXT NOT NULL, rss TEXT NOT NULL, atom TEXT NOT NULL, json TEXT NOT NULL, value BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS catalog_day ON catalog (day, listed);
CREATE INDEX IF NOT EXISTS catalog_key ON catalog (key) WHERE key != '';
CREATE INDEX IF NOT EXISTS catalog_place ON catalog (place) WHERE place > 0;
CREATE TABLE IF NOT EXISTS lists (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, size INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS listed (
    list INTEGER, slot INTEGER, number INTEGER NOT NULL, shown INTEGER NOT NULL,
    PRIMARY KEY (list, slot)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS listed_shown ON listed (list, slot, number) WHERE shown = 1;
CREATE TABLE IF NOT EXISTS late (list INTEGER, published INTEGER, number INTEGER,
    PRIMARY KEY (list, published, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS gathered (collection TEXT, article TEXT, place INTEGER NOT NULL,
    PRIMARY KEY (collection, article)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS gathered_article ON gathered (article);
CREATE TABLE IF NOT EXISTS errata (moment INTEGER, article TEXT, mark TEXT, words TEXT, year INTEGER NOT NULL,
    PRIMARY KEY (moment, article, words)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS errata_article ON errata (article);
"""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Of each list, how many of its latest an article is compared with.
_LOOK_BACK = 40
#: In a collection, behind all that editors gave a place.
_UNPLACED = 1_000_000
#: How far back on a list feeds tell what was taken back.
MOURNED = 200
#: Rows that are collected before they are written.
_MOST_WAITING = 4096
#: How much it says that two articles share one: names most, places least.
_WEIGHTS = {"name": 3.0, "topic": 2.0, "place": 1.0}


class Line(Struct, frozen=True):
    """What a list must know of an article beside its fragments."""

    #: Articles and stories whose words the fragments hold.
    parts: tuple[str, ...]
    until: datetime | None
    #: The last change.
    changed: datetime
    #: What the page's footer must say.
    credits: tuple[str, ...]
    #: By which a page's index knows the renditions that the fragments name.
    pictures: tuple[str, ...] = ()


class Listed(Struct, frozen=True):
    """An article in a list, as its row has it: of many that are looked at few are shown."""

    number: int
    article: str
    #: ISO 8601.
    day_: str
    #: Microseconds since 1970.
    published_: int
    urgency: int
    line_: bytes
    #: The fragment asked for.
    html: str

    @property
    def day(self) -> date:
        """The site's day on which readers first saw it."""
        return _day(self.day_)

    @property
    def published(self) -> datetime:
        """When readers first saw it; UTC."""
        return _moment(self.published_)

    @property
    def line(self) -> Line:
        """What a list must know of it."""
        return _read(self.line_)


class Fragments(Struct, frozen=True):
    """What lists, feeds and sitemaps show of an article, set in type; empty where they show nothing."""

    #: A card below a day's name, and one of a front's first.
    river: str = ""
    lead: str = ""
    sitemap: str = ""
    news: str = ""
    rss: str = ""
    atom: str = ""
    json: str = ""


class Slot(Struct, frozen=True):
    """A place on a list that is an article's for good."""

    key: str
    slot: int
    #: How many the list has.
    size: int


_showing: msgspec.msgpack.Decoder[Showing] = msgspec.msgpack.Decoder(Showing)
_line: msgspec.msgpack.Decoder[Line] = msgspec.msgpack.Decoder(Line)
_pack = msgspec.msgpack.Encoder().encode


@lru_cache(maxsize=4096)
def _read(line: bytes) -> Line:
    # The same article stands on many lists, and in three feeds of each.
    return _line.decode(line)


class _List:
    """A list in memory, while a transaction lasts."""

    def __init__(self, db: sqlite3.Connection, id: int, size: int) -> None:
        self._db, self.id, self.size = db, id, size
        self.grown = False

    @cached_property
    def latest(self) -> deque[int]:
        """The numbers of its latest articles, the newest last."""
        query = "SELECT number FROM listed WHERE list = ? ORDER BY slot DESC LIMIT ?"
        latest = [number for (number,) in self._db.execute(query, (self.id, _LOOK_BACK))] if self.size else []
        return deque(reversed(latest), maxlen=_LOOK_BACK)


class Catalog:
    """
    One site's catalog, in its store's file and transaction.

    Args:
        db: The store's connection.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._lists: dict[str, _List] = {}
        self._listed: list[tuple[int, int, int, int]] = []

    # Writing

    def note(self, showing: Showing, fragments: Fragments, credits: tuple[str, ...], years: tuple[int, ...]) -> None:
        """
        Note how an article is shown now; one that is new here gets its number and its places.

        Args:
            showing: How it is shown.
            fragments: What lists and feeds show of it.
            credits: What the footer of a page that shows it must say.
            years: The site's years of its errata.
        """
        row = self._db.execute(
            "SELECT number, slots, related, published, listed FROM catalog WHERE article = ?", (showing.article,)
        ).fetchone()
        listed = showing.card is not None
        if row is None:
            number, slots, related = self._enter(showing, listed)
        else:
            number, related = row[0], row[2]
            slots = self._relisted(number, row[1], showing, listed=listed)
            self._move(number, slots, showing, listed=listed, was=(row[3], bool(row[4])))
        line = Line(showing.parts, showing.until, showing.changed, credits, showing.pictures)
        values = (
            number, showing.article, showing.path, showing.day.isoformat(), showing.key, showing.state, listed,
            showing.feed is not None, showing.indexed, showing.place, showing.urgency, _micros(showing.published),
            _pack(line), slots, related, *_texts(fragments), _pack(showing),
        )  # fmt: skip
        self._db.execute(f"INSERT OR REPLACE INTO catalog VALUES ({', '.join('?' * len(values))})", values)
        if row is not None:
            self._db.execute("DELETE FROM errata WHERE article = ?", (showing.article,))
            self._db.execute("DELETE FROM gathered WHERE article = ?", (showing.article,))
        if showing.errata or showing.gathered:
            self._tell(showing, years)

    def _enter(self, showing: Showing, listed: bool) -> tuple[int, bytes, bytes]:
        everything = self._list("", "")
        number = everything.size + 1
        related = self._relate(showing)
        slots = array("I")
        for key, name in showing.lists:
            one = self._list(key, name)
            if plan.shelf(key) in _WEIGHTS:
                one.latest.append(number)
            one.size += 1
            one.grown = True
            self._listed.append((one.id, one.size, number, int(listed)))
            slots.extend((one.id, one.size))
            if showing.late and listed:
                self._db.execute("INSERT INTO late VALUES (?, ?, ?)", (one.id, _micros(showing.published), number))
        if len(self._listed) > _MOST_WAITING:
            self._fill()
        return number, slots.tobytes(), related

    def _move(self, number: int, slots: bytes, showing: Showing, *, listed: bool, was: tuple[int, bool]) -> None:
        """What was noted before is listed, or is not any more, or has another moment."""
        published = _micros(showing.published)
        if (published, listed) == was:
            return
        self._fill()
        for id, slot in _pairs(slots):
            self._db.execute("UPDATE listed SET shown = ? WHERE list = ? AND slot = ?", (int(listed), id, slot))
            self._db.execute("DELETE FROM late WHERE list = ? AND published = ? AND number = ?", (id, was[0], number))
            if showing.late and listed:
                self._db.execute("INSERT OR IGNORE INTO late VALUES (?, ?, ?)", (id, published, number))

    def _relisted(self, number: int, slots: bytes, showing: Showing, *, listed: bool) -> bytes:
        """
        The places of an article that was noted before; an editor may have moved it to another section.

        It comes where it would always have been, and what came after it on either list moves by one place.
        """
        wanted = {self._list(key, name).id for key, name in showing.lists}
        held = dict(_pairs(slots))
        if wanted == held.keys():
            return slots
        self.write()
        for id in held.keys() - wanted:
            self._renumber(id, [n for n in self._members(id) if n != number])
            self._db.execute("DELETE FROM late WHERE list = ? AND number = ?", (id, number))
            del held[id]
        for id in wanted - held.keys():
            members = sorted([*self._members(id), number])
            held[id] = members.index(number) + 1
            self._renumber(id, members, new=(number, listed))
            if showing.late and listed:
                self._db.execute("INSERT INTO late VALUES (?, ?, ?)", (id, _micros(showing.published), number))
        return array("I", [n for pair in held.items() for n in pair]).tobytes()

    def _members(self, id: int) -> list[int]:
        return [n for (n,) in self._db.execute("SELECT number FROM listed WHERE list = ? ORDER BY slot", (id,))]

    def _renumber(self, id: int, members: list[int], new: tuple[int, bool] = (0, False)) -> None:
        """A list has other members."""
        shown = dict(self._db.execute("SELECT number, shown FROM listed WHERE list = ?", (id,)).fetchall())
        self._db.execute("DELETE FROM listed WHERE list = ?", (id,))
        for slot, number in enumerate(members, 1):
            state = int(new[1]) if number == new[0] else shown[number]
            self._db.execute("INSERT INTO listed VALUES (?, ?, ?, ?)", (id, slot, number, state))
            if number != new[0]:
                (slots,) = self._db.execute("SELECT slots FROM catalog WHERE number = ?", (number,)).fetchone()
                held = dict(_pairs(slots)) | {id: slot}
                packed = array("I", [n for pair in held.items() for n in pair]).tobytes()
                self._db.execute("UPDATE catalog SET slots = ? WHERE number = ?", (packed, number))
        self._db.execute("UPDATE lists SET size = ? WHERE id = ?", (len(members), id))

    def _list(self, key: str, name: str) -> _List:
        found = self._lists.get(key)
        if found is None:
            row = self._db.execute("SELECT id, size FROM lists WHERE key = ?", (key,)).fetchone()
            if row is None:
                cursor = self._db.execute("INSERT INTO lists VALUES (NULL, ?, ?, 0)", (key, name))
                row = (cursor.lastrowid or 0, 0)
            found = _List(self._db, *row)
            self._lists[key] = found
        return found

    def _relate(self, showing: Showing) -> bytes:
        """The numbers of the older articles that share most with a new one; of two that share as much the newer."""
        shared: defaultdict[int, float] = defaultdict(float)
        for key, name in showing.lists:
            weight = _WEIGHTS.get(plan.shelf(key))
            if weight is None:
                continue
            one = self._list(key, name)
            # What many articles are about says little of each.
            weight /= log(2 + one.size)
            for number in one.latest:
                shared[number] += weight
        best = nlargest(plan.RELATED, zip(shared.values(), shared.keys(), strict=True))
        return array("I", [number for _, number in best]).tobytes()

    def _tell(self, showing: Showing, years: tuple[int, ...]) -> None:
        """What readers were told of its errors, and the collections that it is in."""
        told = zip(showing.errata, years, strict=True)
        rows = [(_micros(at), showing.article, mark, words, year) for (at, mark, words), year in told]
        self._db.executemany("INSERT OR REPLACE INTO errata VALUES (?, ?, ?, ?, ?)", rows)
        places = [(m.collection, showing.article, m.place or _UNPLACED) for m in showing.gathered]
        self._db.executemany("INSERT INTO gathered VALUES (?, ?, ?)", places)

    def write(self) -> None:
        """Write what was collected."""
        if not self._lists:
            return
        self._fill()
        grown = [(one.size, one.id) for one in self._lists.values() if one.grown]
        self._db.executemany("UPDATE lists SET size = ? WHERE id = ?", grown)
        # Somebody else may write before we do again.
        self._lists.clear()

    def _fill(self) -> None:
        self._db.executemany("INSERT INTO listed VALUES (?, ?, ?, ?)", self._listed)
        self._listed.clear()

    def forget(self) -> None:
        """Let go of what was collected: nothing of it is to be."""
        self._lists.clear()
        self._listed.clear()

    def unlist(self) -> None:
        """Forget all articles: nothing is listed any more."""
        for table in ("catalog", "lists", "listed", "late", "gathered", "errata"):
            self._db.execute(f"DELETE FROM {table}")
        self.forget()

    # Articles

    def noted(self, article: str) -> Showing | None:
        """How an article is shown; None if it never was here."""
        return self._one("article = ?", article)

    def full_story(self, key: str) -> Showing | None:
        """The listed article of that headline; the oldest, where there are several."""
        return self._one("key = ? AND key != '' AND listed = 1 ORDER BY published, article LIMIT 1", key)

    def articles(self) -> list[str]:
        """The ids of all articles that were ever placed here, in that order."""
        return [article for (article,) in self._db.execute("SELECT article FROM catalog ORDER BY number")]

    def count(self) -> int:
        """How many articles are listed."""
        (count,) = self._db.execute("SELECT count(*) FROM catalog WHERE listed = 1").fetchone()
        return int(count)

    def slots(self, article: str) -> list[Slot]:
        """The places of an article on its lists."""
        self.write()
        row = self._db.execute("SELECT slots FROM catalog WHERE article = ?", (article,)).fetchone()
        found = []
        for id, slot in _pairs(row[0] if row else b""):
            key, size = self._db.execute("SELECT key, size FROM lists WHERE id = ?", (id,)).fetchone()
            found.append(Slot(key, slot, size))
        return found

    def related(self, article: str) -> list[tuple[str, Listed | None]]:
        """The older articles that it is related to, the nearest first: ids, each with its card if it is listed."""
        row = self._db.execute("SELECT related FROM catalog WHERE article = ?", (article,)).fetchone()
        numbers = array("I", row[0] if row else b"")
        marks = ", ".join("?" * len(numbers))
        query = f"SELECT {_listed('river')}, c.listed FROM catalog c WHERE c.number IN ({marks})"
        rows = {r[0]: r for r in self._db.execute(query, tuple(numbers))}
        return [(r[1], Listed(*r[:-1]) if r[-1] else None) for n in numbers if (r := rows.get(n))]

    # Lists

    def newest(self, key: str, most: int, fragment: str = "river") -> list[Listed]:
        """
        A list's newest articles.

        Args:
            key: The list's.
            most: How many.
            fragment: Which one, as `Fragments` names them; empty: none.
        """
        return [Listed(*row) for row in self._newest(key, most, _listed(fragment), "")]

    def fed(self, key: str, most: int) -> list[tuple[Listed, Fragments]]:
        """A list's newest articles that feeds may have, each with its fragments for them."""
        rows = self._newest(key, most, f"{_listed('rss')}, c.atom, c.json", "AND c.fed = 1 ")
        return [(Listed(*row[:7]), Fragments(rss=row[6], atom=row[7], json=row[8])) for row in rows]

    def _newest(self, key: str, most: int, columns: str, only: str) -> list[tuple[Any, ...]]:
        """Rows by the moment at which readers first saw them: that is the order of slots, but for those that waited."""
        self.write()
        id = self._id(key)
        rows = self._db.execute(
            f"SELECT {columns} FROM listed l JOIN catalog c ON c.number = l.number "
            f"WHERE l.list = ? AND l.shown = 1 {only}ORDER BY l.slot DESC LIMIT ?",
            (id, most),
        ).fetchall()
        late = self._db.execute(
            f"SELECT {columns} FROM late l JOIN catalog c ON c.number = l.number "
            f"WHERE l.list = ? {only}ORDER BY l.published DESC LIMIT ?",
            (id, most),
        ).fetchall()
        if not late:
            return rows
        found = {row[0]: row for row in (*rows, *late)}
        return sorted(found.values(), key=lambda row: (-row[3], -row[0]))[:most]

    def page(self, key: str, number: int) -> list[Listed]:
        """The listed articles of a list's numbered page, the newest first."""
        self.write()
        last = number * plan.PAGE
        rows = self._db.execute(
            f"SELECT {_listed('river')} FROM listed l JOIN catalog c ON c.number = l.number "
            "WHERE l.list = ? AND l.slot > ? AND l.slot <= ? AND l.shown = 1 ORDER BY l.slot DESC",
            (self._id(key), last - plan.PAGE, last),
        )
        return [Listed(*row) for row in rows]

    def size(self, key: str) -> int:
        """How many articles a list ever had."""
        self.write()
        row = self._db.execute("SELECT size FROM lists WHERE key = ?", (key,)).fetchone()
        return row[0] if row else 0

    def name(self, key: str) -> str:
        """What readers call a list; empty if there is none."""
        row = self._db.execute("SELECT name FROM lists WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def lists(self) -> list[str]:
        """All lists."""
        self.write()
        return [key for (key,) in self._db.execute("SELECT key FROM lists ORDER BY key")]

    def of(self, articles: Sequence[str], fragment: str) -> list[Listed]:
        """Those of the articles that are listed, in the order given, each with that fragment."""
        marks = ", ".join("?" * len(articles))
        query = f"SELECT {_listed(fragment)} FROM catalog c WHERE c.article IN ({marks}) AND c.listed = 1"
        rows = {row[1]: row for row in self._db.execute(query, tuple(articles))}
        return [Listed(*rows[article]) for article in articles if article in rows]

    def pinned(self) -> list[tuple[int, Listed]]:
        """The listed articles that editors gave a place on the front, each with the place."""
        query = f"SELECT {_listed('lead')}, c.place FROM catalog c WHERE c.place > 0 AND c.listed = 1"
        return [(row[-1], Listed(*row[:-1])) for row in self._db.execute(f"{query} ORDER BY c.place, c.article")]

    def unseen(self) -> list[Showing]:
        """How the articles are shown that editors gave a place on the front, and no list shows now."""
        rows = self._db.execute("SELECT value FROM catalog WHERE place > 0 AND listed = 0 ORDER BY place, article")
        return [_showing.decode(value) for (value,) in rows]

    def of_day(self, day: date) -> list[Listed]:
        """The listed articles of a day, newest first."""
        return self._many("river", "c.day = ?", day.isoformat(), newest=True)

    def of_month(self, day: date) -> list[Listed]:
        """The articles of that day's month that search engines may find, oldest first."""
        first = f"{day:%Y-%m}"
        return self._many("sitemap", "c.indexed = 1 AND c.day >= ? AND c.day < ?", f"{first}-", f"{first}.")

    def since(self, day: date) -> list[Listed]:
        """The articles from a day on that search engines may find, newest first."""
        return self._many("news", "c.indexed = 1 AND c.day >= ?", day.isoformat(), newest=True)

    def _many(self, fragment: str, condition: str, *values: object, newest: bool = False) -> list[Listed]:
        order = "c.published DESC, c.number DESC" if newest else "c.published, c.number"
        query = f"SELECT {_listed(fragment)} FROM catalog c WHERE {condition} AND c.listed = 1 ORDER BY {order}"
        return [Listed(*row) for row in self._db.execute(query, values)]

    def gathered(self, collection: str, *, oldest: bool) -> list[Listed]:
        """A collection's listed articles: those with a place first, then by day."""
        query = (
            f"SELECT {_listed('river')} FROM gathered g JOIN catalog c ON c.article = g.article "
            "WHERE g.collection = ? AND c.listed = 1 "
            f"ORDER BY g.place, c.published {'' if oldest else 'DESC'}, c.number"
        )
        return [Listed(*row) for row in self._db.execute(query, (collection,))]

    def errata(self, year: int | None, most: int) -> list[tuple[datetime, errata.Mark, str, Showing]]:
        """What readers were told, newest first: when, mark, words, and the article; *most*, or all of a year."""
        rows = self._db.execute(
            "SELECT e.moment, e.mark, e.words, c.value FROM errata e JOIN catalog c ON c.article = e.article "
            "WHERE ?1 IS NULL OR e.year = ?1 ORDER BY e.moment DESC, e.article, e.words LIMIT ?2",
            (year, most if year is None else -1),
        )
        return [(_moment(at), mark, words, _showing.decode(v)) for at, mark, words, v in rows]

    def errata_years(self) -> list[int]:
        """The site's years in which readers were told of errors."""
        return [year for (year,) in self._db.execute("SELECT DISTINCT year FROM errata ORDER BY year")]

    def gone(self, key: str, most: int) -> list[tuple[str, datetime]]:
        """Of a list's latest, the articles that were taken back from readers, and when; the last first."""
        rows = self._db.execute(
            "SELECT c.article, max(e.moment) FROM listed l JOIN catalog c ON c.number = l.number "
            "JOIN errata e ON e.article = c.article AND e.mark = 'removed' "
            "WHERE l.list = ? AND l.slot > ? AND l.shown = 0 GROUP BY c.article ORDER BY 2 DESC, 1 LIMIT ?",
            (self._id(key), self.size(key) - MOURNED, most),
        )
        return [(article, _moment(at)) for article, at in rows]

    def days(self) -> list[date]:
        """The days that have listed articles, oldest first."""
        rows = self._db.execute("SELECT DISTINCT day FROM catalog WHERE listed = 1 ORDER BY day")
        return [_day(day) for (day,) in rows]

    def months(self) -> list[date]:
        """The first days of the months of which search engines may find something, oldest first."""
        query = "SELECT DISTINCT substr(day, 1, 8) FROM catalog WHERE listed = 1 AND indexed = 1 AND sitemap != ''"
        return [_day(f"{month}01") for (month,) in self._db.execute(f"{query} ORDER BY 1")]

    def has(self, day: date) -> bool:
        """Whether a day has listed articles."""
        query = "SELECT 1 FROM catalog WHERE day = ? AND listed = 1 LIMIT 1"
        return self._db.execute(query, (day.isoformat(),)).fetchone() is not None

    def beside(self, day: date) -> tuple[date | None, date | None]:
        """The nearest days with listed articles before and after *day*."""
        older = self._db.execute("SELECT max(day) FROM catalog WHERE day < ? AND listed = 1", (day.isoformat(),))
        newer = self._db.execute("SELECT min(day) FROM catalog WHERE day > ? AND listed = 1", (day.isoformat(),))
        found = (older.fetchone()[0], newer.fetchone()[0])
        return (date.fromisoformat(found[0]) if found[0] else None, date.fromisoformat(found[1]) if found[1] else None)

    def _id(self, key: str) -> int:
        row = self._db.execute("SELECT id FROM lists WHERE key = ?", (key,)).fetchone()
        return row[0] if row else 0

    def _one(self, condition: str, *values: object) -> Showing | None:
        row = self._db.execute(f"SELECT value FROM catalog WHERE {condition}", values).fetchone()
        return _showing.decode(row[0]) if row else None


def _listed(fragment: str) -> str:
    """The columns of a `Listed`."""
    html = f"c.{fragment}" if fragment else "''"
    return f"c.number, c.article, c.day, c.published, c.urgency, c.line, {html}"


@lru_cache(maxsize=1024)
def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def _texts(fragments: Fragments) -> tuple[str, ...]:
    f = fragments
    return (f.river, f.lead, f.sitemap, f.news, f.rss, f.atom, f.json)


def _pairs(slots: bytes) -> Iterator[tuple[int, int]]:
    numbers = array("I", slots)
    return zip(numbers[::2], numbers[1::2], strict=True)


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _moment(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)
