"""What is read from the tables, over any session: the same for readers and for the one whose turn it is."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from struct import pack, unpack
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Table, bindparam, func, select

from dateline.ledger import schema, shapes
from dateline.ledger.chain import START
from dateline.ledger.contract import Change, Delivered, Output, Recorded
from dateline.ledger.session import Among, Row, Session, Statement, constant
from dateline.news.agenda import Agenda
from dateline.news.clues import WATCHED
from dateline.news.errors import LedgerError
from dateline.news.facts import Entry, Fact, Read
from dateline.news.house import House
from dateline.news.rights import Bar, Standing
from dateline.news.story import Article, Story
from dateline.news.wire import Version

T = TypeVar("T")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_story: msgspec.msgpack.Decoder[Story] = msgspec.msgpack.Decoder(Story)
_article: msgspec.msgpack.Decoder[Article] = msgspec.msgpack.Decoder(Article)
_standing: msgspec.msgpack.Decoder[Standing] = msgspec.msgpack.Decoder(Standing)
_agenda: msgspec.msgpack.Decoder[Agenda] = msgspec.msgpack.Decoder(Agenda)
_output: msgspec.json.Decoder[Output] = msgspec.json.Decoder(Output)

_e, _p, _o, _s, _a = schema.entries.c, schema.payloads.c, schema.outputs.c, schema.stories.c, schema.articles.c
_d, _b, _u = schema.deliveries.c, schema.bars.c, schema.subjects.c

_STORY = Statement(select(_s.value).where(_s.id == bindparam("id")))
_STORIES = Statement(select(_s.value).order_by(_s.entry.desc(), _s.id.desc()))
_STORIES_OF = Among((_s.id, _s.value), _s.id)
_ARTICLE = Statement(select(_a.value).where(_a.id == bindparam("id")))
_ARTICLES = Statement(select(_a.value).order_by(_a.entry.desc(), _a.id.desc()))
_l = schema.placements.c
_PLACED = Statement(select(_l.entry, _l.article).where(_l.site == bindparam("site")).order_by(_l.entry, _l.article))
_SETTING = Statement(select(schema.settings.c.value).where(schema.settings.c.name == bindparam("name")))
_DELIVERED = Among((_d.digest, _d.source, _d.entry), _d.digest)
_DELIVERIES = Statement(select(_d.entry, _d.source, _d.name, _d.digest, _d.reader, _d.problem).order_by(_d.entry))
_FIRST = Statement(select(func.min(_d.entry)).where(_d.source == bindparam("source")))
_UP_TO = Statement(
    select(_d.entry).where(_d.source == bindparam("source"), _d.entry <= bindparam("last")).order_by(_d.entry)
)
_ARRIVED = Statement(
    select(_e.recorded)
    .join_from(schema.deliveries, schema.entries, _e.number == _d.entry)
    .where(_d.source == bindparam("source"), _d.entry > bindparam("after"))
    .order_by(_d.entry.desc())
    .limit(bindparam("most"))
    .offset(constant(0))
)
_RECORDED = Statement(select(_e.recorded).where(_e.number == bindparam("number")))
_BAR = (_b.part, _b.why, _b.before, _b.after)
_BARS, _BARS_OF = Statement(select(*_BAR)), Among(_BAR, _b.part)
_c = schema.clues.c
_CLUED = Among((_c.clue, _c.part), _c.shelf, _c.clue)
_LAST_SHELF = Statement(select(func.coalesce(func.max(_c.shelf), constant(0))))
_NOTED = Statement(select(_u.entry, _u.clues).where(_u.part == bindparam("part"), _u.clues.isnot(None)))
_PARTS = Statement(select(_u.part).where(_u.entry > bindparam("after")).distinct())
_SETTINGS = Statement(
    select(func.count())
    .select_from(schema.entries)
    .where(_e.number > bindparam("after"), _e.kind.in_([constant("applied"), constant("confirmed")]))
)

_REBUILDS = Statement(select(func.coalesce(func.max(schema.rebuilds.c.number), constant(0))))

_JOINED = select(_e.number, _e.recorded, _e.by, _e.kind, _e.shape, _p.body).join_from(
    schema.entries, schema.payloads, _p.entry == _e.number, isouter=True
)
_ENTRY = Statement(_JOINED.where(_e.number == bindparam("number")))
_ENTRIES = Statement(_JOINED.where(_e.number > bindparam("after")).order_by(_e.number))
_ENTRIES_OF = Statement(
    _JOINED.join(schema.subjects, _u.entry == _e.number)
    .where(_u.part == bindparam("part"), _u.entry > bindparam("after"))
    .order_by(_u.entry)
)

_OUTPUTS = select(_o.number, _o.recorded, _o.body).where(_o.number > bindparam("after")).order_by(_o.number)
_SITE, _PATH = _o.site == bindparam("site"), _o.path == bindparam("path")
#: By whether a site, and whether a path, is asked for.
_OUTPUTS_OF = {
    (False, False): Statement(_OUTPUTS),
    (True, False): Statement(_OUTPUTS.where(_SITE)),
    (False, True): Statement(_OUTPUTS.where(_PATH)),
    (True, True): Statement(_OUTPUTS.where(_SITE, _PATH)),
}

#: What stands before the first `apply`.
NOTHING = Standing(House(name=""))
#: Entries whose clues stand on one shelf.
_SHELF = 16_384


def _decoded(decoder: msgspec.msgpack.Decoder[T], value: bytes) -> T:
    try:
        return decoder.decode(value)
    except (msgspec.MsgspecError, TypeError) as e:
        what = f"the ledger's state cannot be read ({e}); `dateline check --rebuild` makes it anew from the entries"
        raise LedgerError(what) from e


def value_of(table: Table, value: bytes) -> Story | Article:
    """
    A story or an article from its table.

    Raises:
        LedgerError: If the bytes are none.
    """
    return _decoded(_story, value) if table is schema.stories else _decoded(_article, value)


def micros(moment: datetime) -> int:
    """A moment as the tables hold it."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(micros: int) -> datetime:
    """A moment as the program holds it."""
    return _EPOCH + timedelta(microseconds=micros)


def plain(words: str) -> str:
    """Words as every database takes them: PostgreSQL has no character zero."""
    return words.replace("\0", "\ufffd") if "\0" in words else words


def story(session: Session, id: str) -> Story | None:
    """The story as it stands; None if there is none."""
    value: bytes | None = session.value(_STORY, plain(id))
    return _decoded(_story, value) if value is not None else None


def stories_of(session: Session, ids: Iterable[str]) -> dict[str, Story]:
    """Those of the stories that there are."""
    return {id: _decoded(_story, value) for id, value in session.among(_STORIES_OF, map(plain, ids))}


def article(session: Session, id: str) -> Article | None:
    """The article as it stands; None if there is none."""
    value: bytes | None = session.value(_ARTICLE, plain(id))
    return _decoded(_article, value) if value is not None else None


def stories(session: Session) -> Iterator[Story]:
    """All stories, the latest entry first."""
    return (_decoded(_story, value) for (value,) in session.stream(_STORIES))


def articles(session: Session) -> Iterator[Article]:
    """All articles, the latest entry first."""
    return (_decoded(_article, value) for (value,) in session.stream(_ARTICLES))


def placed(session: Session, site: str) -> list[tuple[int, str]]:
    """The articles that a site ever had, in the order in which it first had them, each with the entry of that."""
    return [(entry, article) for entry, article in session.all(_PLACED, plain(site))]


def delivered(session: Session, digests: Iterable[str]) -> dict[str, dict[str, int]]:
    """Of each of the digests, by which sources its bytes were sent, and in which entry first."""
    found: dict[str, dict[str, int]] = {}
    for digest, source, entry in session.among(_DELIVERED, digests):
        by_source = found.setdefault(digest, {})
        by_source[source] = min(entry, by_source.get(source, entry))
    return found


def deliveries(session: Session) -> Iterator[Delivered]:
    """What came in, in order, and what became of it."""
    return (Delivered(*row) for row in session.stream(_DELIVERIES))


def received_before(session: Session, source: str, until: datetime) -> list[int]:
    """Entries in which a source's bytes came, up to a moment, and are still there; the oldest first."""
    return [entry for (entry,) in session.all(_UP_TO, plain(source), last_by(session, until))]


def last_by(session: Session, until: datetime) -> int:
    """The number of the last entry that was recorded up to a moment; 0 if none was."""
    # Moments never go back from one entry to the next, so the last one is found by halving.
    return bisect_right(range(1, tail(session)[0] + 1), micros(until), key=lambda n: session.value(_RECORDED, n))


def arrivals(session: Session, source: str, since: datetime, most: int) -> list[datetime]:
    """When a source's deliveries came, after a moment; the *most* latest of those still there, in order."""
    rows = session.all(_ARRIVED, plain(source), last_by(session, since), most)
    return [moment(recorded) for (recorded,) in reversed(rows)]


def first_received(session: Session, source: str) -> datetime | None:
    """When the oldest bytes of a source that are still there came; None if there are none."""
    entry = session.value(_FIRST, plain(source))
    return None if entry is None else moment(session.value(_RECORDED, entry))


def setting(session: Session, name: str) -> bytes | None:
    """A single value; None if it was never set."""
    value: bytes | None = session.value(_SETTING, name)
    return value


def standing(session: Session) -> Standing:
    """What is in force."""
    value = setting(session, "standing")
    return _standing_of(value) if value is not None else NOTHING


@lru_cache(maxsize=4)
def _standing_of(value: bytes) -> Standing:
    # It changes a few times a day, and is asked for by each verb and each step.
    return _decoded(_standing, value)


def agenda(session: Session) -> Agenda:
    """What the desk works by."""
    value = setting(session, "agenda")
    return _agenda_of(value) if value is not None else Agenda()


@lru_cache(maxsize=4)
def _agenda_of(value: bytes) -> Agenda:
    return _decoded(_agenda, value)


def _last(table: Table) -> Statement:
    greatest = select(func.max(table.c.number)).scalar_subquery()
    return Statement(select(table.c.number, table.c.recorded, table.c.head).where(table.c.number == greatest))


_LAST_ENTRY, _LAST_OUTPUT = _last(schema.entries), _last(schema.outputs)


def tail(session: Session) -> tuple[int, int, bytes]:
    """Number, moment (microseconds) and digest of the last header."""
    row: tuple[int, int, bytes] | None = session.one(_LAST_ENTRY)
    return row or (0, 0, START)


def output_tail(session: Session) -> tuple[int, int, bytes]:
    """The same of the chain of outputs."""
    row: tuple[int, int, bytes] | None = session.one(_LAST_OUTPUT)
    return row or (0, 0, START)


def rebuilds(session: Session) -> int:
    """How often the state was made anew from the entries."""
    number: int = session.value(_REBUILDS)
    return number


def version(session: Session, entry: int) -> Version | None:
    """The version that an entry brought; None once erased, and where it brought none."""
    row = session.one(_ENTRY, entry)
    fact = _fact(*row[3:]) if row else None
    return fact.version if isinstance(fact, Read) else None


def entries(session: Session, after: int, part: str | None) -> Iterator[Entry]:
    """Entries in order; only those about *part*, if given."""
    rows = session.stream(_ENTRIES, after) if part is None else session.stream(_ENTRIES_OF, plain(part), after)
    for number, recorded, by, kind, shape, body in rows:
        yield Entry(number, moment(recorded), by, _fact(kind, shape, body))


def _fact(kind: str, shape: int, body: bytes | None) -> Fact | None:
    return shapes.read(kind, shape, body) if body is not None else None


def outputs(session: Session, site: str | None, path: str | None, after: int) -> Iterator[Recorded]:
    """The chain of outputs, in order."""
    values: list[Any] = [after, *(plain(v) for v in (site, path) if v is not None)]
    for number, recorded, body in session.stream(_OUTPUTS_OF[site is not None, path is not None], *values):
        yield Recorded(number, moment(recorded), _output.decode(body))


def changes(session: Session, after: int) -> Change:
    """What entries after that number were about, and whether settings or licences changed."""
    number = tail(session)[0]
    if number == after:
        return Change(number, frozenset(), False)
    parts = frozenset(part for (part,) in session.all(_PARTS, after))
    return Change(number, parts, bool(session.value(_SETTINGS, after)))


def bars(session: Session, parts: Iterable[str] | None = None) -> dict[str, Bar]:
    """What bars stories and articles from every page; of those *parts* only, if given."""
    rows = session.all(_BARS) if parts is None else session.among(_BARS_OF, map(plain, parts))
    return {
        part: Bar(why, None if before is None else moment(before), None if after is None else moment(after))
        for part, why, before, after in rows
    }


def clue_rows(entry: int, part: str, clues: Iterable[int]) -> list[Row]:
    """Clues that an entry noted for a story, each with its shelf: those that are watched for stand on the first one."""
    shelf = entry // _SHELF + 1
    return [(0 if clue & WATCHED else shelf, clue, part) for clue in clues]


def packed(clues: Sequence[int]) -> bytes:
    """Clues as an entry's row holds them."""
    return pack(f">{len(clues)}q", *clues)


def noted(session: Session, part: str) -> list[tuple[int, tuple[int, ...]]]:
    """Numbers of the entries that noted clues for a story, each with the clues."""
    return [(entry, unpack(f">{len(clues) // 8}q", clues)) for entry, clues in session.all(_NOTED, part)]


def clued(session: Session, clues: Iterable[int]) -> dict[int, set[str]]:
    """Of each clue, the ids of the stories that it has been noted for."""
    found: dict[int, set[str]] = {}
    watched, others = set[int](), set[int]()
    for clue in clues:
        (watched if clue & WATCHED else others).add(clue)
    rows = session.among(_CLUED, (0,), sorted(watched))
    if others:
        rows += session.among(_CLUED, range(session.value(_LAST_SHELF) + 1), sorted(others))
    for clue, part in rows:
        found.setdefault(clue, set()).add(part)
    return found
