"""What a turn has to write: collected row by row, written at its end with one statement a table."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Table, bindparam, delete, update

from dateline.ledger import queries, schema
from dateline.ledger.contract import Blob
from dateline.ledger.session import Insert, Row, Statement, Upsert
from dateline.news import rights
from dateline.news.agenda import Agenda
from dateline.news.facts import Fact, Read, Received, parts_of
from dateline.news.rights import Bar, Standing
from dateline.news.story import Article, Story

_pack = msgspec.msgpack.Encoder().encode


def _without(table: Table, column: str) -> Statement:
    return Statement(delete(table).where(table.c[column] == bindparam("value")))


_d = schema.deliveries
_ENTRY, _PAYLOAD, _SUBJECT, _DELIVERY, _NEW_STORY, _NEW_CLUE = (
    Insert(t)
    for t in (schema.entries, schema.payloads, schema.subjects, schema.deliveries, schema.stories, schema.clues)
)
_PLACED = Upsert(schema.placements, replace=False)
#: Bytes under one digest are the same bytes.
_BLOB = Upsert(schema.blobs, replace=False)
_READ = Statement(
    update(_d)
    .values(reader=bindparam("reader_"), problem=bindparam("problem_"))
    .where(_d.c.entry == bindparam("entry_"))
)
_STORY, _ARTICLE, _BAR, _CLUE, _SETTING = (
    Upsert(t) for t in (schema.stories, schema.articles, schema.bars, schema.clues, schema.settings)
)
_UNBAR = _without(schema.bars, "part")


class Pending:
    """Rows of one turn that are not written yet."""

    def __init__(self) -> None:
        self._entries: list[Row] = []
        self._payloads: list[Row] = []
        self._blobs: list[Row] = []
        self._subjects: dict[tuple[int, str], bytes | None] = {}
        self._deliveries: dict[int, Row] = {}
        self._read: list[Row] = []
        #: Stories and articles that changed, each with the last entry that changed it.
        self._stories: dict[str, int] = {}
        self._articles: dict[str, int] = {}
        self._standing: Standing | None = None
        self._agenda: Agenda | None = None
        #: Clues, each with its shelf and story; and stories whose earlier clues are forgotten.
        self._clues: list[Row] = []
        self.forgotten: set[str] = set()
        #: Clue → stories, of the first so many clues: it is made when somebody asks.
        self._found: dict[int, set[str]] = {}
        self._counted = 0

    @property
    def things(self) -> set[str]:
        """Ids of the stories and articles that changed."""
        return {*self._stories, *self._articles}

    def entry(self, header: Row, number: int, salt: bytes, payload: bytes) -> None:
        """An entry's header and what it says."""
        self._entries.append(header)
        self._payloads.append((number, salt, payload))

    def blob(self, blob: Blob) -> None:
        """Received bytes."""
        self._blobs.append((blob.digest, blob.size, blob.stored))

    def subjects(self, number: int, fact: Fact | None) -> None:
        """What an entry is about, and what it says of a delivery."""
        for part in parts_of(fact) if fact else ():
            self._subjects.setdefault((number, part))
        if isinstance(fact, Received):
            self._deliveries[number] = (number, fact.source, queries.plain(fact.name), fact.digest, "", "")
        elif isinstance(fact, Read):
            problem = "; ".join(f"{p.where}: {p.what}" for p in fact.problems) if not fact.story else ""
            self._was_read(fact.delivery, fact.reader, queries.plain(problem))

    def _was_read(self, delivery: int, reader: str, problem: str) -> None:
        if (row := self._deliveries.get(delivery)) is not None:
            self._deliveries[delivery] = (*row[:4], reader, problem)
        else:
            self._read.append((reader, problem, delivery))

    def changed(self, number: int, story: str = "", article: str = "", standing: Standing | None = None) -> None:
        """
        A story, an article or what is in force is another one after that entry.

        The entry is then about it, also where its fact does not name it: a twin, a near-copy, an article that loses a
        killed story's words.
        """
        if story:
            self._subjects.setdefault((number, story))
            self._stories[story] = number
        if article:
            self._subjects.setdefault((number, article))
            self._articles[article] = number
        self._standing = standing or self._standing

    def planned(self, agenda: Agenda) -> None:
        """What the desk works by is something else now."""
        self._agenda = agenda

    def note(self, number: int, id: str, clues: Sequence[int]) -> None:
        """Clues are noted for a story, in an entry."""
        self._subjects[number, id] = queries.packed(clues)
        self._clues += queries.clue_rows(number, id, clues)

    def noted(self) -> Mapping[int, set[str]]:
        """Of each clue that was noted, the ids of its stories."""
        for _, other, id in self._clues[self._counted :]:
            self._found.setdefault(other, set()).add(id)
        self._counted = len(self._clues)
        return self._found

    def forget(self, id: str) -> None:
        """A story's clues are forgotten."""
        self.forgotten.add(id)
        self._clues = [row for row in self._clues if row[2] != id]
        self._subjects.update({key: None for key in self._subjects if key[1] == id})
        self._found, self._counted = {}, 0

    def batches(
        self, stories: Mapping[str, Story | None], articles: Mapping[str, Article | None], new: set[str]
    ) -> list[tuple[Statement, Sequence[Row]]]:
        """
        What is to be written, in order.

        Args:
            stories: As they stand now.
            articles: As they stand now.
            new: Ids of those that the tables do not have yet.
        """
        bars = [(id, n, rights.bar(t)) for id, n, t in self._things(stories, articles)]
        rows: list[tuple[Statement, Sequence[Row]]] = [
            (_ENTRY, self._entries),
            (_PAYLOAD, self._payloads),
            (_BLOB, self._blobs),
            (_SUBJECT, [(number, part, clues) for (number, part), clues in self._subjects.items()]),
            (_DELIVERY, list(self._deliveries.values())),
            (_READ, self._read),
            (_NEW_STORY, [_story_row(s, n) for id, n in self._stories.items() if (s := stories[id]) and id in new]),
            (_STORY, [_story_row(s, n) for id, n in self._stories.items() if (s := stories[id]) and id not in new]),
            (_ARTICLE, [(id, n, _pack(articles[id])) for id, n in self._articles.items()]),
            (_PLACED, [(site, n, id) for id in self._articles if (a := articles[id]) for site, n in a.placed]),
            (_BAR, [_bar_row(id, n, bar) for id, n, bar in bars if bar]),
            (_UNBAR, [(id,) for id, _, bar in bars if bar is None and id not in new]),
            # In the table's order: then neighbours are written one after another.
            (_NEW_CLUE, sorted({row for row in self._clues if row[2] in new})),
            (_CLUE, sorted({row for row in self._clues if row[2] not in new})),
            (_SETTING, [("standing", _pack(self._standing))] if self._standing else []),
            (_SETTING, [("agenda", _pack(self._agenda))] if self._agenda else []),
        ]
        return [(statement, values) for statement, values in rows if values]

    def _things(
        self, stories: Mapping[str, Story | None], articles: Mapping[str, Article | None]
    ) -> Iterator[tuple[str, int, Story | Article]]:
        yield from ((id, n, story) for id, n in self._stories.items() if (story := stories[id]))
        yield from ((id, n, article) for id, n in self._articles.items() if (article := articles[id]))


def _story_row(story: Story, number: int) -> Row:
    return (story.id, number, _pack(story))


def _bar_row(part: str, number: int, bar: Bar) -> Row:
    return (part, number, queries.plain(bar.why), _micros(bar.before), _micros(bar.after))


def _micros(moment: datetime | None) -> int | None:
    return None if moment is None else queries.micros(moment)
