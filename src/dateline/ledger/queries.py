"""What is read from the tables, over any connection: the same for readers and for the one whose turn it is."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, Select, Table, bindparam, func, select

from dateline.ledger import schema, shapes
from dateline.ledger.chain import START, Header
from dateline.ledger.contract import Change, Output, Recorded
from dateline.news.errors import LedgerError
from dateline.news.facts import Entry, Fact, Read
from dateline.news.house import House
from dateline.news.rights import Standing
from dateline.news.story import Article, Story
from dateline.news.wire import Version

T = TypeVar("T")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_story: msgspec.msgpack.Decoder[Story] = msgspec.msgpack.Decoder(Story)
_article: msgspec.msgpack.Decoder[Article] = msgspec.msgpack.Decoder(Article)
_standing: msgspec.msgpack.Decoder[Standing] = msgspec.msgpack.Decoder(Standing)
_output: msgspec.json.Decoder[Output] = msgspec.json.Decoder(Output)

# Built once: SQLAlchemy's building of a statement takes longer than SQLite's answer to it.
_STORY = select(schema.stories.c.value).where(schema.stories.c.id == bindparam("id"))
_ARTICLE = select(schema.articles.c.value).where(schema.articles.c.id == bindparam("id"))

#: What stands before the first `apply`.
NOTHING = Standing(House(name=""))


def _decoded(decoder: msgspec.msgpack.Decoder[T], value: bytes) -> T:
    try:
        return decoder.decode(value)
    except (msgspec.MsgspecError, TypeError) as e:
        what = f"the ledger's state cannot be read ({e}); `dateline check --rebuild` makes it anew from the entries"
        raise LedgerError(what) from e


def micros(moment: datetime) -> int:
    """A moment as the tables hold it."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(micros: int) -> datetime:
    """A moment as the program holds it."""
    return _EPOCH + timedelta(microseconds=micros)


def story(connection: Connection, id: str) -> Story | None:
    """The story as it stands; None if there is none."""
    value: bytes | None = connection.scalar(_STORY, {"id": id})
    return _decoded(_story, value) if value is not None else None


def article(connection: Connection, id: str) -> Article | None:
    """The article as it stands; None if there is none."""
    value: bytes | None = connection.scalar(_ARTICLE, {"id": id})
    return _decoded(_article, value) if value is not None else None


def stories(connection: Connection) -> Iterator[Story]:
    """All stories, the latest entry first."""
    rows = connection.execute(select(schema.stories.c.value).order_by(schema.stories.c.entry.desc()))
    return (_decoded(_story, value) for (value,) in rows)


def articles(connection: Connection) -> Iterator[Article]:
    """All articles, the latest entry first."""
    rows = connection.execute(select(schema.articles.c.value).order_by(schema.articles.c.entry.desc()))
    return (_decoded(_article, value) for (value,) in rows)


def slug_key(source: str, slug: str) -> str:
    """A source's working name as it is searched by; empty where there is none."""
    return f"{source}:{' '.join(slug.casefold().split())}" if slug.strip() else ""


def named(connection: Connection, source: str, slug: str) -> str | None:
    """The story that *source* last sent under that working name; None if it never did."""
    s = schema.stories
    query = select(s.c.id).where(s.c.slug == slug_key(source, slug)).order_by(s.c.entry.desc()).limit(1)
    id: str | None = connection.scalar(query) if slug.strip() else None
    return id


def setting(connection: Connection, name: str) -> bytes | None:
    """A single value; None if it was never set."""
    value: bytes | None = connection.scalar(select(schema.settings.c.value).where(schema.settings.c.name == name))
    return value


def standing(connection: Connection) -> Standing:
    """What is in force."""
    value = setting(connection, "standing")
    return _decoded(_standing, value) if value is not None else NOTHING


def tail(connection: Connection) -> tuple[int, int, bytes]:
    """Number, moment (microseconds) and digest of the last header."""
    return _tail(connection, schema.entries)


def output_tail(connection: Connection) -> tuple[int, int, bytes]:
    """The same of the chain of outputs."""
    return _tail(connection, schema.outputs)


def _tail(connection: Connection, table: Table) -> tuple[int, int, bytes]:
    row = connection.execute(
        select(table.c.number, table.c.recorded, table.c.head).order_by(table.c.number.desc()).limit(1)
    ).first()
    return (row[0], row[1], row[2]) if row else (0, 0, START)


def version(connection: Connection, entry: int) -> Version | None:
    """The version that an entry brought; None once erased, and where it brought none."""
    row = connection.execute(_joined().where(schema.entries.c.number == entry)).first()
    fact = _fact(row.kind, row.shape, row.body) if row else None
    return fact.version if isinstance(fact, Read) else None


def entries(connection: Connection, after: int, part: str | None) -> Iterator[Entry]:
    """Entries in order; only those about *part*, if given."""
    query = _joined().where(schema.entries.c.number > after).order_by(schema.entries.c.number)
    if part is not None:
        query = query.join(schema.subjects, schema.subjects.c.entry == schema.entries.c.number).where(
            schema.subjects.c.part == part
        )
    for row in connection.execute(query):
        yield Entry(row.number, moment(row.recorded), row.by, _fact(row.kind, row.shape, row.body))


def headers(connection: Connection) -> Iterator[tuple[Header, bytes, bytes | None, bytes | None]]:
    """Every header with its digest, salt and payload as they are kept."""
    e, p = schema.entries, schema.payloads
    query = select(e, p.c.salt, p.c.body).join(p, p.c.entry == e.c.number, isouter=True).order_by(e.c.number)
    for r in connection.execute(query):
        header = Header(r.number, r.kind, r.shape, r.recorded, r.by, r.size, r.digest, r.previous)
        yield header, r.head, r.salt, r.body


def _joined() -> Select[tuple[int, int, str, str, int, bytes]]:
    e, p = schema.entries, schema.payloads
    query: Select[tuple[int, int, str, str, int, bytes]] = select(
        e.c.number, e.c.recorded, e.c.by, e.c.kind, e.c.shape, p.c.body
    ).join(p, p.c.entry == e.c.number, isouter=True)
    return query


def _fact(kind: str, shape: int, body: bytes | None) -> Fact | None:
    return shapes.read(kind, shape, body) if body is not None else None


def outputs(connection: Connection, site: str | None, path: str | None, after: int) -> Iterator[Recorded]:
    """The chain of outputs, in order."""
    o = schema.outputs
    query = select(o.c.number, o.c.recorded, o.c.body).where(o.c.number > after).order_by(o.c.number)
    if site is not None:
        query = query.where(o.c.site == site)
    if path is not None:
        query = query.where(o.c.path == path)
    for number, recorded, body in connection.execute(query):
        yield Recorded(number, moment(recorded), _output.decode(body))


def changes(connection: Connection, after: int) -> Change:
    """What entries after that number were about, and whether settings or licences changed."""
    number = tail(connection)[0]
    if number == after:
        return Change(number, frozenset(), False)
    s, e = schema.subjects, schema.entries
    parts = frozenset(connection.scalars(select(s.c.part).where(s.c.entry > after).distinct()))
    kinds = ("applied", "confirmed")
    settings = connection.scalar(select(func.count()).where(e.c.number > after, e.c.kind.in_(kinds)))
    return Change(number, parts, bool(settings))


def tombstones(connection: Connection) -> dict[str, str]:
    """Stories and articles that nothing may show, and why."""
    rows = connection.execute(select(schema.tombstones.c.part, schema.tombstones.c.why))
    return {row.part: row.why for row in rows}
