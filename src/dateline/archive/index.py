"""The index over a folder: tantivy's files, what is put into them, and what is found in them."""

import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar
from zlib import crc32

import tantivy
from msgspec import Struct
from tantivy import Occur, Query

from dateline.archive.documents import Document
from dateline.archive.meaning import Among, Atom, Between, Meaning, Said, Wanted
from dateline.archive.words import indexed
from dateline.news.errors import NotAllowed

T = TypeVar("T")

#: Another number wherever the fields below, or what is in them, are others than before: an older index is made anew.
SHAPE: Final = 1
#: Fields of words, and fields of single values; of those of the last kind, how many have each value can be counted.
_WORDS: Final = ("text", "desk", "topic", "place", "by")
_VALUES: Final = ("part", "scope", "lang")
COUNTED: Final = ("source", "site", "section", "subject", "month", "status")

#: How many of those found can be leafed through.
DEEPEST: Final = 1000
#: How many words that begin so are looked for, the most frequent first.
_BEGINNINGS: Final = 32
#: A phrase whose every word is in more documents than the first is looked for in as many of the newest as the second:
#: where each word stands has to be compared in all of them.
EVERYWHERE: Final = 100_000
NEWEST: Final = 30_000
#: Above so many found, facets are counted on one document in _SAMPLE.
_COUNTABLE: Final = 20_000
_SAMPLE: Final = 16
#: A document of today counts half as much again as one that is years old, one of a month ago a quarter.
_FRESH, _MONTH = 0.5, 30 * 86400.0
#: Bytes that a writer keeps in memory before it begins another file.
STEADY, BULK = 32_000_000, 256_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Found(Struct, frozen=True):
    """What was found, best first."""

    #: How many the index has.
    total: int
    #: True where only the `NEWEST` were looked at.
    newest: bool
    #: Their ids, as far as they can be leafed through; looked up one by one.
    ids: Iterator[str]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in _WORDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in _VALUES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in COUNTED:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("date", indexed=True, fast=True)
    builder.add_unsigned_field("sample", indexed=True)
    return builder.build()


def _begun(folder: Path) -> tantivy.Index:
    folder.mkdir(parents=True, exist_ok=True)
    index = _ours(lambda: tantivy.Index(_schema(), path=str(folder)), folder)
    _split_at_blanks(index)
    return index


def _split_at_blanks(index: tantivy.Index) -> None:
    """Texts come as words already, which are ours to find in both a text and what is asked."""
    index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())


def _ours(work: Callable[[], T], folder: Path) -> T:
    """Do what tantivy does; its errors in our words."""
    try:
        return work()
    except (ValueError, OSError) as e:
        raise _unusable(folder, e) from e


def _unusable(folder: Path, error: Exception) -> NotAllowed:
    remedy = "`dateline search --rebuild` makes the index anew from the ledger"
    return NotAllowed("search", f"{folder}: the index cannot be used: {' '.join(str(error).split())}; {remedy}")


class Writer:
    """
    Who puts documents into an index; see `writer`.
    """

    def __init__(self, folder: Path, writer: tantivy.IndexWriter) -> None:
        self._folder, self._writer = folder, writer

    def put(self, documents: Iterable[Document]) -> None:
        """Put documents in, each in place of the one that was there under its id."""
        for document in documents:
            self.remove((document.id,))
            self.add(document)

    def add(self, document: Document) -> None:
        """Put a document in that was not there."""
        self._writer.add_document(_document(document))

    def remove(self, ids: Iterable[str]) -> None:
        """Take documents out."""
        for id in ids:
            self._writer.delete_documents_by_term("id", id)

    def commit(self) -> None:
        """Make durable, and to be found, what was put in and taken out."""
        _ours(self._writer.commit, self._folder)

    def close(self) -> None:
        """Let go of the index once its files are in order."""
        _ours(self._writer.wait_merging_threads, self._folder)


def writer(folder: Path, *, bulk: bool = False) -> Writer | None:
    """
    Who puts documents into an index; None while somebody else does.

    Args:
        folder: Of the index; made if need be.
        bulk: True for who makes a whole index: it takes more memory and two cores.
    Raises:
        NotAllowed: If the folder holds something else.
    """
    index = _begun(folder)
    heap, threads = (BULK, 2) if bulk else (STEADY, 1)
    try:
        return Writer(folder, index.writer(heap, threads))
    except ValueError as e:
        if "LockBusy" in str(e):
            return None
        raise _unusable(folder, e) from e


def _document(document: Document) -> tantivy.Document:
    made = tantivy.Document()
    made.add_text("id", document.id)
    # Our desk's words are mostly the readers'.
    folded = {text: indexed(text) for text in {*document.text, *document.desk}}
    for name, texts in (
        ("text", document.text),
        ("desk", document.desk),
        ("topic", (*document.topics, *document.subjects)),
        ("place", document.places),
        ("by", document.by),
    ):
        # Each paragraph apart: a phrase does not run from one into the next.
        for text in texts:
            made.add_text(name, folded[text] if text in folded else indexed(text))
    scopes = ("desk", *(("network",) if document.sites else ()), *(f":{s}" for s in document.sites))
    for name, values in (
        ("part", document.parts),
        ("scope", scopes),
        ("lang", document.languages),
        ("source", document.sources),
        ("site", document.sites),
        ("section", document.sections),
        ("subject", document.topics),
        ("month", (f"{document.date:%Y-%m}",)),
        ("status", (document.status,)),
    ):
        for value in values:
            made.add_text(name, value)
    made.add_integer("date", _seconds(document.date))
    made.add_unsigned("sample", crc32(document.id.encode()) % _SAMPLE)
    return made


def _seconds(moment: datetime) -> int:
    return int((moment - _EPOCH).total_seconds())


class Reader:
    """
    Who finds documents in an index, from any thread, while others write it.

    Args:
        folder: Of the index.
    Raises:
        NotAllowed: If there is none.
    """

    def __init__(self, folder: Path) -> None:
        # Nothing is made here: a generation may just have left.
        self._folder, self._index = folder, _ours(lambda: tantivy.Index.open(str(folder)), folder)
        _split_at_blanks(self._index)
        self._schema = self._index.schema
        _ours(lambda: self._index.config_reader("manual", 0), folder)
        #: tantivy writes this file anew with each commit.
        self._meta = folder / "meta.json"
        self._seen: tuple[int, int] | None = None
        self._lock = threading.Lock()
        #: Since when there are as many as NEWEST, in seconds; and of how many that was found.
        self._cut: tuple[int, int] | None = None

    def find(self, meaning: Meaning, moment: datetime, *, newest: bool) -> Found:
        """
        What is found.

        Args:
            meaning: What is looked for.
            moment: When it is asked; what is new then counts a little more.
            newest: True: the newest first; False: what fits best.
        """
        searcher = self._searcher()
        query = _ours(lambda: self._query(meaning, searcher), self._folder)
        if newest or not any(isinstance(a, Said) for w in meaning.wanted if not w.unwanted for a in w.atoms):
            found = searcher.search(query, DEEPEST, order_by_field="date")
            addresses = [address for _, address in found.hits]
        else:
            found = searcher.search(query, DEEPEST)
            addresses = _freshened(searcher, found.hits, _seconds(moment))
        ids = (str(searcher.doc(address)["id"][0]) for address in addresses)
        return Found(_total(found), self._costly(meaning, searcher), ids)

    def facets(self, meaning: Meaning, total: int) -> tuple[dict[str, dict[str, int]], bool]:
        """
        How many of those found have which value, by field; and whether that was estimated from a sample.

        Args:
            meaning: What is looked for.
            total: How many were found.
        """
        searcher, sampled = self._searcher(), total > _COUNTABLE
        query = self._query(meaning, searcher)
        if sampled:
            query = _all((query, self._value("sample", 0)))
        asked = {field: {"terms": {"field": field, "size": 50}} for field in COUNTED}
        told: dict[str, Any] = _ours(lambda: searcher.aggregate(query, asked), self._folder)
        many = _SAMPLE if sampled else 1
        counts = {f: {str(b["key"]): int(b["doc_count"]) * many for b in told[f]["buckets"]} for f in COUNTED}
        return counts, sampled

    def _searcher(self) -> tantivy.Searcher:
        """What was committed last; once a newer generation serves, what was when this one's files left."""
        try:
            stat = self._meta.stat()
        except FileNotFoundError:
            return self._index.searcher()
        stamp = (stat.st_mtime_ns, stat.st_ino)
        if stamp != self._seen:
            with self._lock:
                if stamp != self._seen:
                    _ours(self._index.reload, self._folder)
                    self._seen = stamp
        return self._index.searcher()

    # A query in tantivy's terms

    def _query(self, meaning: Meaning, searcher: tantivy.Searcher) -> Query:
        # What has to hold besides the words says nothing of how well a text fits.
        must = [(Occur.Must, _unscored(self._value("scope", meaning.scope)))]
        for wanted in meaning.wanted:
            query = self._any(wanted, searcher)
            must.append((Occur.MustNot if wanted.unwanted else Occur.Must, query))
        if self._costly(meaning, searcher):
            must.append((Occur.Must, self._since(self._newest(searcher), None)))
        return Query.boolean_query(must)

    def _costly(self, meaning: Meaning, searcher: tantivy.Searcher) -> bool:
        """Whether there is a phrase to be looked for in very many documents, and nothing that makes them fewer."""
        wanted = [w.atoms for w in meaning.wanted if not w.unwanted]
        phrase = any(isinstance(a, Said) and len(a.words) > 1 for atoms in wanted for a in atoms)
        return phrase and all(any(self._frequent(a, searcher) for a in atoms) for atoms in wanted)

    def _frequent(self, atom: Atom, searcher: tantivy.Searcher) -> bool:
        if isinstance(atom, Said):
            whole = atom.words[:-1] if atom.prefix else atom.words
            return all(searcher.doc_freq(atom.field, word) > EVERYWHERE for word in whole)
        return isinstance(atom, Among)

    def _newest(self, searcher: tantivy.Searcher) -> int:
        """Since when there are as many documents as NEWEST, in seconds; about right is right enough."""
        many = searcher.num_docs
        if self._cut is None or abs(many - self._cut[1]) > many // 100:
            found = searcher.search(Query.all_query(), 1, offset=NEWEST, order_by_field="date", count=False)
            self._cut = (int(found.hits[0][0]), many)
        return self._cut[0]

    def _any(self, wanted: Wanted, searcher: tantivy.Searcher) -> Query:
        queries = [self._atom(atom, searcher) for atom in wanted.atoms]
        return queries[0] if len(queries) == 1 else _one_of(queries)

    def _atom(self, atom: Atom, searcher: tantivy.Searcher) -> Query:
        match atom:
            case Said():
                return self._said(atom, searcher)
            case Among():
                return _unscored(_one_of([self._value(atom.field, v) for v in atom.values]))
            case Between():
                return self._between(atom)

    def _said(self, said: Said, searcher: tantivy.Searcher) -> Query:
        *before, last = said.words
        if not said.prefix:
            return self._value(said.field, last) if not before else self._phrase(said.field, said.words)
        endings = [word for word, _ in searcher.terms_with_prefix(said.field, last, limit=_BEGINNINGS)]
        if not before:
            return _one_of([self._value(said.field, word) for word in endings])
        return _one_of([self._phrase(said.field, (*before, word)) for word in endings])

    def _phrase(self, field: str, words: Iterable[str]) -> Query:
        return Query.phrase_query(self._schema, field, list(words))

    def _between(self, atom: Between) -> Query:
        first = None if atom.first is None else _seconds(atom.first)
        return self._since(first, None if atom.after is None else _seconds(atom.after) - 1)

    def _since(self, first: int | None, last: int | None) -> Query:
        return _unscored(Query.range_query(self._schema, "date", tantivy.FieldType.Integer, first, last))

    def _value(self, field: str, value: str | int) -> Query:
        return Query.term_query(self._schema, field, value)


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _all(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _one_of(queries: list[Query]) -> Query:
    if not queries:
        return Query.empty_query()
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def _freshened(
    searcher: tantivy.Searcher, hits: list[tuple[Any, tantivy.DocAddress]], now: int
) -> list[tantivy.DocAddress]:
    """The addresses of *hits*, in order of how well they fit, and a little of how new they are."""
    addresses = [address for _, address in hits]
    if not addresses:
        return []
    dates = searcher.fast_field_values("date", addresses)
    scores = [
        float(score) * (1 + _FRESH * _MONTH / (_MONTH + max(0.0, now - (date or 0))))
        for (score, _), date in zip(hits, dates, strict=True)
    ]
    # Those that fit alike: the newest first, so that the order is the same however the index lies on the disk.
    order = sorted(range(len(scores)), key=lambda n: (-scores[n], -(dates[n] or 0)))
    return [addresses[n] for n in order]


def _total(found: tantivy.SearchResult) -> int:
    count: int = found.count  # type: ignore[attr-defined]
    return count
