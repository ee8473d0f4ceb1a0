"""The writer's turn: entries are appended, and the state takes its step in the same transaction."""

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Executable, Table, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from dateline.ledger import queries, schema, shapes
from dateline.ledger.blobs import Blobs
from dateline.ledger.chain import Header, link, seal
from dateline.ledger.contract import Blob, Output
from dateline.news import rights
from dateline.news.change import Change, fold
from dateline.news.facts import Entry, Fact, Read, Received, parts_of
from dateline.news.rights import Standing
from dateline.news.story import Article, Story
from dateline.news.wire import Version

_pack = msgspec.msgpack.Encoder().encode
_json = msgspec.json.Encoder(order="deterministic").encode


# Built once, as in `queries`.
_ENTRY, _PAYLOAD = insert(schema.entries), insert(schema.payloads)
_SUBJECT, _DELIVERY = insert(schema.subjects), insert(schema.deliveries)
_READ = update(schema.deliveries).where(schema.deliveries.c.entry == bindparam("delivery"))
_UNBURY = delete(schema.tombstones).where(schema.tombstones.c.part == bindparam("part_"))
_DELIVERED = (
    select(schema.deliveries.c.entry)
    .where(schema.deliveries.c.digest == bindparam("digest"), schema.deliveries.c.source == bindparam("source"))
    .limit(1)
)


class DatabaseTurn:
    """A turn over one connection, inside its transaction; see `contract.Turn`."""

    def __init__(self, connection: Connection, now: datetime, blobs: Blobs) -> None:
        self._connection, self._blobs = connection, blobs
        self._number, last, self._head = queries.tail(connection)
        self._recorded = max(queries.micros(now), last)
        self._standing: Standing | None = None
        # Nobody else writes in this turn: what was read once is what stands.
        self._stories: dict[str, Story | None] = {}
        self._articles: dict[str, Article | None] = {}
        #: Large blobs whose files go once the turn is durable.
        self.leaving: list[str] = []
        #: Whether anything was erased.
        self.erased = False

    @property
    def moment(self) -> datetime:
        """When this turn's entries are recorded."""
        return queries.moment(self._recorded)

    def story(self, id: str) -> Story | None:
        """The story as it stands."""
        if id not in self._stories:
            self._stories[id] = queries.story(self._connection, id)
        return self._stories[id]

    def article(self, id: str) -> Article | None:
        """The article as it stands."""
        if id not in self._articles:
            self._articles[id] = queries.article(self._connection, id)
        return self._articles[id]

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought."""
        return queries.version(self._connection, entry)

    def standing(self) -> Standing:
        """What is in force."""
        if self._standing is None:
            self._standing = queries.standing(self._connection)
        return self._standing

    def delivered(self, source: str, digest: str) -> int | None:
        """The entry in which *source* sent these bytes before."""
        entry: int | None = self._connection.scalar(_DELIVERED, {"digest": digest, "source": source})
        return entry

    def named(self, source: str, slug: str) -> str | None:
        """The story that *source* last sent under that working name."""
        return queries.named(self._connection, source, slug)

    def append(self, fact: Fact, *, by: str, blobs: Iterable[Blob] = ()) -> Entry:
        """Append one entry, and take the step in the state that follows from it."""
        kind, shape, payload = shapes.write(fact)
        salt = os.urandom(16)
        header = Header(
            self._number + 1, kind, shape, self._recorded, by, len(payload), seal(salt, payload), self._head
        )
        self._number, self._head = header.number, header.head()
        self._connection.execute(_ENTRY, {**msgspec.structs.asdict(header), "head": self._head})
        self._connection.execute(_PAYLOAD, {"entry": header.number, "salt": salt, "body": payload})
        for blob in blobs:
            self._keep(blob)
        entry = Entry(header.number, self.moment, by, fact)
        self.step(entry)
        return entry

    def step(self, entry: Entry) -> None:
        """Take the step in the state that follows from an entry; also when the ledger is replayed."""
        self._index(entry)
        self._save(entry.number, fold(entry, self))

    def erase(self, entries: Iterable[int]) -> None:
        """Take the payloads of *entries*, and the bytes they received, out."""
        numbers = list(entries)
        self.erased = True
        d, b = schema.deliveries, schema.blobs
        digests = set(self._connection.scalars(select(d.c.digest).where(d.c.entry.in_(numbers))))
        self._connection.execute(delete(schema.payloads).where(schema.payloads.c.entry.in_(numbers)))
        others = select(d.c.digest).where(d.c.digest.in_(digests), d.c.entry.not_in(numbers))
        digests -= set(self._connection.scalars(others))
        large = select(b.c.digest).where(b.c.digest.in_(digests), b.c.stored.is_(None))
        self.leaving.extend(self._connection.scalars(large))
        self._connection.execute(delete(b).where(b.c.digest.in_(digests)))
        self._connection.execute(delete(d).where(d.c.entry.in_(numbers)))
        self._connection.execute(delete(schema.subjects).where(schema.subjects.c.entry.in_(numbers)))

    def put(self, outputs: Iterable[Output]) -> None:
        """Append to the chain of outputs."""
        number, last, head = queries.output_tail(self._connection)
        recorded = max(self._recorded, last)
        rows: list[dict[str, Any]] = []
        for output in outputs:
            number, previous, body = number + 1, head, _json(output)
            head = link(number, recorded, seal(b"", body).hex(), previous.hex())
            rows.append(
                {
                    "number": number,
                    "recorded": recorded,
                    "body": body,
                    "site": output.site,
                    "path": output.path,
                    "previous": previous,
                    "head": head,
                }
            )
        if rows:
            self._connection.execute(insert(schema.outputs), rows)

    def _keep(self, blob: Blob) -> None:
        row = {"digest": blob.digest, "size": blob.size, "stored": blob.stored}
        self._upsert(schema.blobs, "digest", row)

    def _index(self, entry: Entry) -> None:
        fact = entry.fact
        rows = [{"entry": entry.number, "part": part} for part in dict.fromkeys(parts_of(fact) if fact else ())]
        if rows:
            self._connection.execute(_SUBJECT, rows)
        if isinstance(fact, Received):
            row = {"entry": entry.number, "source": fact.source, "name": fact.name, "digest": fact.digest}
            self._connection.execute(_DELIVERY, {**row, "reader": "", "problem": ""})
        elif isinstance(fact, Read):
            problem = "; ".join(f"{p.where}: {p.what}" for p in fact.problems) if not fact.story else ""
            row = {"delivery": fact.delivery, "reader": fact.reader, "problem": problem}
            self._connection.execute(_READ, row)

    def _save(self, number: int, change: Change) -> None:
        if change.standing is not None:
            self._standing = change.standing
            self._upsert(schema.settings, "name", {"name": "standing", "value": _pack(change.standing)})
        for story in change.stories:
            before = self.story(story.id)
            self._stories[story.id] = story
            slug = queries.slug_key(story.source, story.text.slug) if story.text else ""
            row = {"id": story.id, "entry": number, "slug": slug, "value": _pack(story)}
            self._upsert(schema.stories, "id", row)
            self._bury(story.id, rights.forbidden(story), before is not None, number)
        for article in change.articles:
            known = self.article(article.id) is not None
            self._articles[article.id] = article
            self._upsert(schema.articles, "id", {"id": article.id, "entry": number, "value": _pack(article)})
            self._bury(article.id, rights.refusal(article.decisions), known, number)

    def _bury(self, part: str, why: str, known: bool, number: int) -> None:
        if why:
            self._upsert(schema.tombstones, "part", {"part": part, "entry": number, "why": why})
        elif known:
            self._connection.execute(_UNBURY, {"part_": part})

    def _upsert(self, table: Table, key: str, row: Mapping[str, Any]) -> None:
        self._connection.execute(_upsertion(table, key, self._connection.dialect.name), row)


@cache
def _upsertion(table: Table, key: str, dialect: str) -> Executable:
    build: Callable[[Table], Any] = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = build(table)
    changes = {c.name: statement.excluded[c.name] for c in table.columns if c.name != key}
    upsertion: Executable = statement.on_conflict_do_update(index_elements=[key], set_=changes)
    return upsertion
