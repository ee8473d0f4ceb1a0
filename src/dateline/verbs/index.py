"""The index's follower: it keeps what is found in step with the ledger and the clock."""

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from dateline.archive.answer import Answer
from dateline.archive.documents import Document, article_document, story_document
from dateline.archive.generations import Generations
from dateline.archive.index import SHAPE, Writer, writer
from dateline.archive.needs import News
from dateline.archive.search import Search
from dateline.ledger.contract import Change
from dateline.news.rights import Standing
from dateline.news.story import Article, Story
from dateline.news.topics import Topics

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TABLES = """
CREATE TABLE IF NOT EXISTS due (moment INTEGER, id TEXT, PRIMARY KEY (moment, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS cursor (one INTEGER PRIMARY KEY, entry INTEGER NOT NULL, moment INTEGER NOT NULL,
    made TEXT NOT NULL);
"""
#: On the list of what the clock changes: all documents; and when, after an erasure, as tantivy leaves what was taken
#: out in its files until it writes them anew.
_ALL, _ERASED = "*", timedelta(days=1)
#: How often it is looked whether another vocabulary was imported: to read it takes some milliseconds.
_VOCABULARY = timedelta(minutes=1)
#: How what made an index begins, where it has the fields of today.
_SHAPED = f"{SHAPE} "
#: Documents after which who makes an index anew looks after the one that serves.
_BATCH = 2000


class Followed(News, Protocol):
    """A ledger that can be followed."""

    def changes(self, after: int) -> Change:
        """What entries after that number were about."""


class Indexed(Struct, frozen=True):
    """What a follower did at once."""

    #: The entry up to which the index is right.
    entry: int
    #: Documents made, or taken out.
    documents: int = 0
    #: Seconds it took.
    took: float = 0.0
    #: True where another process has the index in hand.
    busy: bool = False


class _Cursor(Struct, frozen=True):
    entry: int
    moment: datetime
    #: What made the documents.
    made: str


class _Generation:
    """
    One generation: the index, and up to where it is right.

    The cursor is saved once the documents are: who falls over in between makes them again, in place of themselves.
    """

    def __init__(self, folder: Path, index: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._index = index
        self._db = sqlite3.connect(folder / "state.db", isolation_level=None, timeout=30, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.executescript(_TABLES)
        self._writer: Writer | None = None

    def writer(self, *, bulk: bool = False) -> Writer | None:
        """Who writes the index, kept from one step to the next; None while another process does."""
        if self._writer is None:
            self._writer = writer(self._index, bulk=bulk)
        return self._writer

    def rest(self) -> None:
        """Let others write the index, once its files are in order."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def close(self) -> None:
        """Let go of all files."""
        self.rest()
        self._db.close()

    def cursor(self) -> _Cursor:
        """Up to where the index is right."""
        row = self._db.execute("SELECT entry, moment, made FROM cursor").fetchone()
        return _Cursor(row[0], _moment(row[1]), row[2]) if row else _Cursor(0, _EPOCH, "")

    def due(self, moment: datetime) -> frozenset[str]:
        """The documents whose moment has come."""
        return frozenset(id for (id,) in self._db.execute("SELECT id FROM due WHERE moment <= ?", (_micros(moment),)))

    def next_due(self) -> datetime | None:
        """When the clock will next change a document; None: never."""
        (first,) = self._db.execute("SELECT min(moment) FROM due").fetchone()
        return _moment(first) if first is not None else None

    def settle(self, cursor: _Cursor, coming: Iterable[tuple[datetime, str]]) -> None:
        """Say up to where the index is right now, and when the clock will change documents."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            self._db.execute("DELETE FROM due WHERE moment <= ?", (_micros(cursor.moment),))
            rows = ((_micros(moment), id) for moment, id in coming)
            self._db.executemany("INSERT OR IGNORE INTO due VALUES (?, ?)", rows)
            row = (cursor.entry, _micros(cursor.moment), cursor.made)
            self._db.execute("INSERT OR REPLACE INTO cursor VALUES (1, ?, ?, ?)", row)
            self._db.execute("COMMIT")
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")


class IndexFollower:
    """
    Keeps the index; belongs to one thread.

    Args:
        folder: ``data/search``; made if need be.
        ledger: What is followed.
        program: What makes the documents; another one makes all of them anew.
        topics: Gives the newsroom's vocabulary.
    """

    def __init__(self, folder: Path, ledger: Followed, program: str, topics: Callable[[], Topics | None]) -> None:
        self._ledger, self._program, self._topics_of = ledger, program, topics
        folder.mkdir(parents=True, exist_ok=True)
        self._generations = Generations(folder)
        self._topics, self._topics_read = topics(), _EPOCH
        self._served: tuple[str, _Generation] | None = None

    def close(self) -> None:
        """Let go of the index."""
        if self._served is not None:
            self._served[1].close()
            self._served = None

    def reached(self) -> int:
        """The entry up to which the index is right; 0 while there is none."""
        served = self._serving()
        return served.cursor().entry if served else 0

    def next_due(self) -> datetime | None:
        """When the clock will next change a document."""
        served = self._serving()
        return served.next_due() if served else None

    def step(self, moment: datetime) -> Indexed:
        """
        Bring the index up to the ledger's tail and that *moment*.

        Where settings, or what makes documents, are others than before, all are made anew beside the index that serves;
        a day after an erasure too.
        """
        if moment - self._topics_read >= _VOCABULARY:
            self._topics, self._topics_read = self._topics_of(), moment
        if self._fits():
            done = self._keep_up(moment)
            if done.busy or self._fits():
                return done
        return self.rebuild(moment)

    def _fits(self) -> bool:
        """Whether there is an index whose documents are as they would be made now."""
        served = self._serving()
        return served is not None and served.cursor().made == self._made

    @property
    def _made(self) -> str:
        """What makes the documents now."""
        return f"{_SHAPED}{self._program} {self._topics.vocabulary.digest if self._topics else ''}"

    def _shaped(self) -> bool:
        """Whether there is an index that can be kept up, whatever made its documents."""
        served = self._serving()
        return served is not None and served.cursor().made.startswith(_SHAPED)

    def rebuild(self, moment: datetime) -> Indexed:
        """Make the index anew from the ledger, while the one that serves goes on, and is kept up; then swap."""
        began = time.perf_counter()
        with self._lock("rebuild.lock") as mine:
            if not mine:
                return Indexed(self.reached(), busy=True)
            self._generations.tidy()
            name = self._generations.fresh()
            with closing(self._generation(name)) as made:
                documents = self._make_all(made, moment, kept_up=self._shaped())
                with self._lock("lease.lock", wait=True):
                    documents += self._follow(made, moment)
                    made.rest()
                    self._generations.swap(name)
                entry = made.cursor().entry
        return Indexed(entry, documents, time.perf_counter() - began)

    def _keep_up(self, moment: datetime) -> Indexed:
        began = time.perf_counter()
        with self._lock("lease.lock") as mine:
            served = self._serving()
            if served is None:
                return Indexed(0)
            if not mine or served.writer() is None:
                return Indexed(served.cursor().entry, busy=True)
            documents = self._follow(served, moment)
            return Indexed(served.cursor().entry, documents, time.perf_counter() - began)

    def _follow(self, generation: _Generation, moment: datetime) -> int:
        cursor = generation.cursor()
        moment = max(moment, cursor.moment)
        change, due = self._ledger.changes(cursor.entry), generation.due(moment)
        made = _SHAPED if change.settings or _ALL in due else cursor.made
        if change.entry == cursor.entry and not due:
            return 0
        writing, coming, count = generation.writer(), list[tuple[datetime, str]](), 0
        if writing is None:
            return 0
        work = _Work(self._ledger, moment, self._topics)
        for id, document in work.documents((change.parts | due) - {_ALL}):
            count += 1
            if document is None:
                writing.remove((id,))
            else:
                writing.put((document,))
                coming += _coming(document)
        if count:
            writing.commit()
        if any(map(self._erased, change.parts)):
            coming.append((moment + _ERASED, _ALL))
        generation.settle(_Cursor(change.entry, moment, made), coming)
        return count

    def _erased(self, part: str) -> bool:
        story = self._ledger.story(part)
        return story is not None and any(d.deed == "erase" for d in story.decisions)

    def _make_all(self, made: _Generation, moment: datetime, *, kept_up: bool) -> int:
        """All documents into an empty index; what comes in meanwhile is found in the one that serves, if *kept_up*."""
        entry = self._ledger.tail()
        writing, coming, count = made.writer(bulk=True), list[tuple[datetime, str]](), 0
        if writing is None:
            return 0
        for document in _Work(self._ledger, moment, self._topics).all():
            writing.add(document)
            coming += _coming(document)
            count += 1
            if kept_up and count % _BATCH == 0:
                self._keep_up(moment)
        writing.commit()
        made.rest()
        made.settle(_Cursor(entry, moment, self._made), coming)
        return count

    def _serving(self) -> _Generation | None:
        """The generation that serves; None while there is none."""
        current = self._generations.current()
        if self._served is not None and self._served[0] != current:
            self.close()
        if self._served is None and current:
            self._served = (current, self._generation(current))
        return self._served[1] if self._served else None

    def _generation(self, name: str) -> _Generation:
        return _Generation(self._generations.path(name), self._generations.index(name))

    @contextmanager
    def _lock(self, name: str, *, wait: bool = False) -> Iterator[bool]:
        """Be the only one who does something; False where another process does."""
        descriptor = os.open(self._generations.folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            yield _locked(descriptor, wait)
        finally:
            os.close(descriptor)


def _locked(descriptor: int, wait: bool) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


class _Work:
    """What documents there are to be, at a moment."""

    def __init__(self, news: News, moment: datetime, topics: Topics | None) -> None:
        self._news, self._moment, self._topics = news, moment, topics
        self._standing: Standing = news.standing()

    def all(self) -> Iterator[Document]:
        """Of every article, and of every story that has none."""
        alone = (s for s in self._news.stories() if not any(self._news.article(id) for id in s.articles))
        return chain(map(self._of_article, self._news.articles()), filter(None, map(self._of_story, alone)))

    def documents(self, parts: Iterable[str]) -> Iterator[tuple[str, Document | None]]:
        """The documents that stories or articles have a say in, by id; None where there is to be none."""
        articles, stories = dict[str, Article](), dict[str, Story | None]()
        for part in parts:
            if (article := self._news.article(part)) is not None:
                articles[part] = article
                stories |= dict.fromkeys(article.stories)
            elif (story := self._news.story(part)) is not None:
                articles |= {id: a for id in story.articles if (a := self._news.article(id))}
                stories[part] = story
        yield from ((id, self._of_article(article)) for id, article in articles.items())
        for id, known in stories.items():
            story = known or self._news.story(id)
            alone = story is not None and not any(self._news.article(a) for a in story.articles)
            yield id, self._of_story(story) if story and alone else None

    def _of_article(self, article: Article) -> Document:
        stories = tuple(s for id in article.stories if (s := self._news.story(id)) is not None)
        return article_document(article, stories, self._standing, self._moment, self._topics)

    def _of_story(self, story: Story) -> Document | None:
        return story_document(story, self._standing, self._moment, self._topics)


def _coming(document: Document) -> list[tuple[datetime, str]]:
    return [(document.until, document.id)] if document.until else []


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _moment(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)


class Searching:
    """
    A newsroom's search, with the follower that keeps it: what `app.py` wires in.

    Answers come in any thread; the follower belongs to the one that steps it.

    Args:
        data: The newsroom's ``data/``.
        ledger: Its ledger.
        program: What makes the documents.
        topics: Gives the newsroom's vocabulary.
    """

    def __init__(self, data: Path, ledger: Followed, program: str, topics: Callable[[], Topics | None]) -> None:
        self._folder, self._ledger = data / "search", ledger
        self._program, self._topics = program, topics
        self._follower: IndexFollower | None = None
        self._search = Search(self._folder, ledger)

    @property
    def follower(self) -> IndexFollower:
        """Who keeps the index; made when first needed, in the thread that steps it."""
        if self._follower is None:
            self._follower = IndexFollower(self._folder, self._ledger, self._program, self._topics)
        return self._follower

    def answer(
        self,
        text: str,
        *,
        site: str | None = None,
        page: int = 1,
        newest: bool = False,
        moment: datetime,
        desk: bool = False,
        shown_on: str = "",
    ) -> Answer:
        """What is found; see `archive.search.Search.answer`."""
        return self._search.answer(
            text, site=site, page=page, newest=newest, moment=moment, desk=desk, shown_on=shown_on
        )

    def close(self) -> None:
        """Let go of all files."""
        if self._follower is not None:
            self._follower.close()
