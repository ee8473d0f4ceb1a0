"""The writer's turn: entries are appended, and the state takes its step in the same transaction."""

import os
from collections.abc import Iterable
from datetime import datetime

import msgspec
from sqlalchemy import bindparam, delete, null, update

from dateline.ledger import queries, schema, shapes
from dateline.ledger.chain import link, linked, seal
from dateline.ledger.contract import Blob, Output
from dateline.ledger.erasure import take_out
from dateline.ledger.pending import Pending
from dateline.ledger.session import Insert, Row, Session, Statement
from dateline.news.agenda import Agenda
from dateline.news.change import Change, fold
from dateline.news.facts import Entry, Fact, Read, Received
from dateline.news.rights import Standing
from dateline.news.story import Article, Story
from dateline.news.wire import Version

_json = msgspec.json.Encoder(order="deterministic").encode
_OUTPUT = Insert(schema.outputs)
_c, _u = schema.clues.c, schema.subjects.c
_UNNOTE = Statement(
    delete(schema.clues).where(
        _c.shelf == bindparam("shelf_"), _c.clue == bindparam("clue_"), _c.part == bindparam("part_")
    )
)
_UNNOTED = Statement(update(schema.subjects).values(clues=null()).where(_u.part == bindparam("part_")))


class DatabaseTurn:
    """
    A turn over one session, inside its transaction; see `contract.Turn`.

    Nobody else writes meanwhile: what was read once is what stands, and what is new is written at the end.

    Args:
        session: In a transaction of the writer's turn.
        now: The clock's moment; UTC.
        source: Where entries are read, if elsewhere.
    """

    def __init__(self, session: Session, now: datetime, *, source: Session | None = None) -> None:
        self._session, self._source = session, source or session
        self._number, last, self._head = queries.tail(session)
        self._recorded = max(queries.micros(now), last)
        self._moment = queries.moment(self._recorded)
        self._standing: Standing | None = None
        self._agenda: Agenda | None = None
        self._pending = Pending()
        self._stories: dict[str, Story | None] = {}
        self._articles: dict[str, Article | None] = {}
        self._versions: dict[int, Version | None] = {}
        self._delivered: dict[str, dict[str, int]] = {}
        self._came: dict[tuple[str, str], int] = {}
        self._clued: dict[int, set[str]] = {}
        #: Ids of stories and articles that changed, and that the tables do not have yet.
        self._new: set[str] = set()
        #: Large blobs that are to be in their places before the turn is durable.
        self.arriving: list[Blob] = []
        #: Large blobs whose files go once the turn is durable.
        self.leaving: list[str] = []
        #: Whether anything was erased.
        self.erased = False

    @property
    def moment(self) -> datetime:
        """When this turn's entries are recorded."""
        return self._moment

    def foresee(self, *, stories: Iterable[str] = (), digests: Iterable[str] = (), clues: Iterable[int] = ()) -> None:
        """Look up in one go what will be asked for one by one."""
        if ids := [id for id in stories if id not in self._stories]:
            found = queries.stories_of(self._session, ids)
            self._stories.update((id, found.get(id)) for id in ids)
        if unknown := [d for d in digests if d not in self._delivered]:
            by_source = queries.delivered(self._session, unknown)
            self._delivered.update((d, by_source.get(d, {})) for d in unknown)
        self._look_up(clues)

    def story(self, id: str) -> Story | None:
        """The story as it stands."""
        if id not in self._stories:
            self._stories[id] = queries.story(self._session, id)
        return self._stories[id]

    def article(self, id: str) -> Article | None:
        """The article as it stands."""
        if id not in self._articles:
            self._articles[id] = queries.article(self._session, id)
        return self._articles[id]

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought."""
        if entry not in self._versions:
            self._versions[entry] = queries.version(self._source, entry)
        return self._versions[entry]

    def standing(self) -> Standing:
        """What is in force."""
        if self._standing is None:
            self._standing = queries.standing(self._session)
        return self._standing

    def agenda(self) -> Agenda:
        """What the desk works by."""
        if self._agenda is None:
            self._agenda = queries.agenda(self._session)
        return self._agenda

    def clued(self, *clues: int) -> tuple[str, ...]:
        """Ids of the stories that any of the clues has been noted for, each once, sorted."""
        self._look_up(clues)
        return tuple(sorted(set().union(*[self._clued[clue] for clue in clues])))

    def _look_up(self, clues: Iterable[int]) -> None:
        unknown = [clue for clue in clues if clue not in self._clued]
        if not unknown:
            return
        found = queries.clued(self._session, unknown)
        noted, forgotten, nobody = self._pending.noted(), self._pending.forgotten, frozenset[str]()
        for clue in unknown:
            self._clued[clue] = {*found.get(clue, nobody) - forgotten, *noted.get(clue, nobody)}

    def delivered(self, source: str, digest: str) -> int | None:
        """The entry in which *source* sent these bytes before."""
        self.foresee(digests=(digest,))
        return self._delivered[digest].get(source) or self._came.get((source, digest))

    def append(self, fact: Fact, *, by: str, blobs: Iterable[Blob] = ()) -> Entry:
        """Append one entry, and take the step in the state that follows from it."""
        kind, shape, payload = shapes.write(fact)
        salt, previous = os.urandom(16), self._head
        digest, self._number = seal(salt, payload), self._number + 1
        header = (self._number, kind, shape, self._recorded, by, len(payload), digest, previous)
        self._head = linked(*header)
        self._pending.entry((*header, self._head), self._number, salt, payload)
        for blob in blobs:
            self._pending.blob(blob)
            if blob.stored is None:
                self.arriving.append(blob)
        entry = Entry(self._number, self._moment, by, fact)
        self.step(entry)
        return entry

    def step(self, entry: Entry) -> None:
        """Take the step in the state that follows from an entry; also when the ledger is replayed."""
        fact = entry.fact
        self._pending.subjects(entry.number, fact)
        if isinstance(fact, Read):
            self._versions[entry.number] = fact.version
        elif isinstance(fact, Received):
            self._came.setdefault((fact.source, fact.digest), entry.number)
        self._take(entry.number, fold(entry, self))

    def _take(self, number: int, change: Change) -> None:
        if change.standing is not None:
            self._standing = change.standing
            self._pending.changed(number, standing=change.standing)
        if change.agenda is not None:
            self._agenda = change.agenda
            self._pending.planned(change.agenda)
        for story in change.stories:
            if self.story(story.id) is None:
                self._new.add(story.id)
            self._stories[story.id] = story
            self._pending.changed(number, story=story.id)
        for article in change.articles:
            if self.article(article.id) is None:
                self._new.add(article.id)
            self._articles[article.id] = article
            self._pending.changed(number, article=article.id)
        for id in change.forgotten:
            self._pending.forget(id)
            for ids in self._clued.values():
                ids.discard(id)
        for id, clues in change.clues:
            self._pending.note(number, id, clues)
            for clue in self._clued.keys() & clues:
                self._clued[clue].add(id)

    def flush(self) -> None:
        """Write what was collected."""
        pending, self._pending = self._pending, Pending()
        for id in sorted(pending.forgotten):
            self._forget(id)
        if batches := pending.batches(self._stories, self._articles, self._new):
            self._session.write(batches)
            self._new -= pending.things

    def _forget(self, id: str) -> None:
        for entry, clues in queries.noted(self._session, id):
            self._session.many(_UNNOTE, queries.clue_rows(entry, id, clues))
        self._session.run(_UNNOTED, id)

    def forget(self) -> None:
        """Write what was collected, and let go of what was read; for who takes steps without an end."""
        self.flush()
        for kept in (self._stories, self._articles, self._versions, self._delivered, self._came, self._clued):
            kept.clear()
        self._new.clear()

    def erase(self, entries: Iterable[int]) -> None:
        """Take the payloads of *entries*, and the bytes they received, out."""
        self.forget()
        self.erased = True
        self.leaving += take_out(self._session, list(entries))

    def put(self, outputs: Iterable[Output]) -> None:
        """Append to the chain of outputs."""
        number, last, head = queries.output_tail(self._session)
        recorded = max(self._recorded, last)
        rows: list[Row] = []
        for output in outputs:
            number, previous, body = number + 1, head, _json(output)
            head = link(number, recorded, seal(b"", body).hex(), previous.hex())
            site, path = queries.plain(output.site), queries.plain(output.path)
            rows.append((number, recorded, body, site, path, previous, head))
        self._session.write([(_OUTPUT, rows)])
