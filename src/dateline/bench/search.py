"""The archive under load: how long each kind of question takes among very many articles, each hit looked at."""

import os
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

import msgspec

from dateline.bench.measure import Figure, figure, peak_memory
from dateline.clock import SetClock
from dateline.ledger.database import DatabaseLedger
from dateline.ledger.pending import Pending
from dateline.news import ids
from dateline.news.blocks import BlockSource, paragraph
from dateline.news.facts import Placement, Wording
from dateline.news.house import Entity, House, Licence, Readership, Section, Site, Source
from dateline.news.story import Article, Decision, Mark, Revision, Story
from dateline.news.wire import Delivery, Subject, Version
from dateline.verbs.apply import apply
from dateline.verbs.index import Searching
from dateline.verbs.ingest import ingest
from dateline.verbs.publish import publish
from dateline.wires.read import read

NOW = datetime(2020, 1, 31, tzinfo=UTC)
#: Days that the articles are of.
_DAYS = 3650
#: Words of an article, in paragraphs of as many, made of pieces of as many.
_WORDS, _PARAGRAPH, _PIECE = 250, 50, 10
#: Different words, of which the n-th is as frequent as 1/n; and pieces, which stand for how words follow on words.
_VOCABULARY, _PIECES = 200_000, 200_000
#: Ranks of words that stand in a tenth to a half of all articles.
_COMMON = range(30, 300)
#: Seconds between looks at the ledger, as the newsroom's daemon takes them.
_LOOK = 0.05

SITES = ("north", "south", "east", "west")
SOURCES = ("tra", "pel", "cor", "brk")
HOUSE = House(
    name="Bench",
    sources=tuple(
        Source(code=code, name=code.upper(), kind="agency", full_name=f"{code.title()} Agency", licence="all")
        for code in SOURCES
    ),
    licences=(
        Licence(
            name="all",
            holder="Tidewater",
            terms="By contract.",
            uses=("display", "teaser", "index", "archive", "feed"),
            edit="free",
        ),
    ),
    sites=tuple(
        Site(
            code=code,
            name=code.title(),
            tagline="",
            host=f"{code}.example",
            sections=(Section(slug="news", title="News"), Section(slug="more", title="More")),
            since=2010,
            entity=Entity(name="Bench", jurisdiction="Anselm", place="Port Anselm"),
            readership=Readership(whom="benchmarks"),
            about="",
            texts=(),
        )
        for code in SITES
    ),
)


class Pieces:
    """
    Words on end, as frequent as words are; the same in every run.

    Args:
        count: How many different pieces.
    """

    def __init__(self, count: int = _PIECES) -> None:
        chance = random.Random(1)
        weights = list(accumulate(1 / (rank + 2.7) for rank in range(_VOCABULARY)))
        ranks = chance.choices(range(_VOCABULARY), cum_weights=weights, k=count * _PIECE)
        self.pieces = [
            " ".join(f"w{rank}" for rank in ranks[start : start + _PIECE]) for start in range(0, len(ranks), _PIECE)
        ]

    def paragraphs(self, number: int) -> Iterator[str]:
        """The paragraphs of an article."""
        chance = random.Random(number)
        for _ in range(_WORDS // _PARAGRAPH):
            yield " ".join(chance.choices(self.pieces, k=_PARAGRAPH // _PIECE))

    def questions(self, count: int) -> dict[str, list[tuple[str, bool]]]:
        """Questions by their kind, and whether the newest are wanted first."""
        chance = random.Random(2)

        def common() -> str:
            return f"w{chance.choice(_COMMON)}"

        def rare() -> str:
            words = chance.choice(self.pieces).split()
            return max(words, key=lambda word: int(word[1:]))

        def phrase() -> str:
            start, words = chance.randrange(_PIECE - 2), chance.choice(self.pieces).split()
            return f'"{" ".join(words[start : start + 3])}"'

        kinds: dict[str, Callable[[], str]] = {
            "rare word": rare,
            "common word, by relevance": common,
            "common AND common": lambda: f"{common()} {common()}",
            "phrase": phrase,
            "common word, newest first": common,
            "common word in a source's month": lambda: f"{common()} source:pel date:2019-0{chance.randint(1, 9)}",
            "beginning of words": lambda: f"w{chance.randint(100, 999)}*",
            "common word, but not another": lambda: f"{common()} -{common()}",
        }
        return {kind: [(ask(), kind.endswith("newest first")) for _ in range(count)] for kind, ask in kinds.items()}


def search(many: int = 50_000, questions: int = 200) -> list[Figure]:
    """
    All figures of the archive.

    Args:
        many: Articles to search among, each of 250 words.
        questions: Of each kind, no two alike.
    """
    with (
        tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder,
        closing(DatabaseLedger(Path(folder), SetClock(NOW))) as ledger,
    ):
        apply(HOUSE, {"newsroom.toml": "00"}, by="bench", ledger=ledger)
        pieces = Pieces(min(_PIECES, 20 * many))
        _fill(ledger, pieces, many)
        with closing(Searching(Path(folder), ledger, "bench", lambda: None)) as searching:
            return [
                *_made(searching, Path(folder), many),
                *_asked(searching, pieces, questions),
                *_added(searching, ledger),
                figure("memory", "MB", [peak_memory()]),
                figure("others' load on this machine", "processes", [os.getloadavg()[0]], "under 1"),
            ]


def full() -> list[Figure]:
    """The same at the size that is promised; some twenty minutes."""
    return search(1_000_000, 300)


def _made(searching: Searching, folder: Path, many: int) -> list[Figure]:
    done = searching.follower.rebuild(NOW)
    size = sum(p.stat().st_size for p in (folder / "search").rglob("*") if p.is_file())
    return [
        figure(f"index of {many:,} articles made", "articles/s", [done.documents / done.took]),
        figure("its size", "MB", [size / 1e6]),
    ]


def _asked(searching: Searching, pieces: Pieces, count: int) -> list[Figure]:
    """The first page of each question, with its facets, looked at in the ledger: by readers, and by our desk."""
    figures = []
    for kind, questions in pieces.questions(count).items():
        for who, desk in (("readers", False), ("desk", True)):
            times = [_timed(searching, text, newest, desk) for text, newest in questions]
            slow = sorted(times)[int(len(times) * 0.99)]
            figures += [
                figure(f"{kind}, {who}", "ms", times),
                figure(f"{kind}, {who}: p99", "ms", [slow], "under 50"),
            ]
    return figures


def _timed(searching: Searching, text: str, newest: bool, desk: bool) -> float:
    began = time.perf_counter()
    searching.answer(text, newest=newest, desk=desk, moment=NOW)
    return (time.perf_counter() - began) * 1000


def _added(searching: Searching, ledger: DatabaseLedger, count: int = 40) -> list[Figure]:
    """From the end of the verb that publishes a story to the first answer that has it, while a follower goes on."""
    stop, times = threading.Event(), []

    def follow() -> None:
        while not stop.wait(_LOOK):
            searching.follower.step(NOW)

    thread = threading.Thread(target=follow)
    thread.start()
    try:
        for number in range(count):
            story = _sent(ledger, number)
            publish(story, sites=("north",), by="bench", ledger=ledger)
            began = time.perf_counter()
            while not searching.answer(f"uncommon{number}", moment=NOW).hits:
                time.sleep(0.002)
            times.append((time.perf_counter() - began) * 1000)
    finally:
        stop.set()
        thread.join()
    return [
        figure("published, then found", "ms", times),
        figure("the slowest of those", "ms", [max(times)], "under 1000"),
    ]


def _sent(ledger: DatabaseLedger, number: int) -> str:
    item = {
        "uri": f"urn:bench:{number}",
        "version": "1",
        "versionCreated": NOW.isoformat(),
        "headlines": [{"role": "main", "value": f"Pier uncommon{number}"}],
        "bodies": [{"contentType": "text/html", "value": "<p>A pier is mended.</p>"}],
    }
    coming = [Delivery("tra", "hand", f"{number}.json", msgspec.json.encode(item), NOW)]
    (result,) = ingest(coming, by="bench", ledger=ledger, read=read, number=lambda format: f"{format}/1")
    return result.items[0].story


def _fill(ledger: DatabaseLedger, pieces: Pieces, many: int) -> None:
    """That many published articles into the ledger's state."""
    for start in range(0, many, 5000):
        with ledger.database.writing() as session:
            pending, stories, articles = Pending(), dict[str, Story | None](), dict[str, Article | None]()
            for number in range(start, min(start + 5000, many)):
                story, article = _published(number, pieces)
                stories[story.id], articles[article.id] = story, article
                pending.changed(1, story=story.id, article=article.id)
            session.write(pending.batches(stories, articles, set(stories)))


def _published(number: int, pieces: Pieces) -> tuple[Story, Article]:
    source, site = SOURCES[number % 4], SITES[number // 4 % 4]
    id = ids.story_id(source, f"many:{number}")
    at = NOW - timedelta(days=random.Random(-number).random() * _DAYS)
    headline = f"{pieces.pieces[number % len(pieces.pieces)]} {number}"
    body = tuple(paragraph(text, BlockSource(id, 1, n)) for n, text in enumerate(pieces.paragraphs(number)))
    placement = Placement(site=site, path=f"/{at:%Y/%m/%d}/words-{ids.tail(id)}", section="news", at=at)
    article = Article(
        id=f"art-{ids.tail(id)}",
        stories=(id,),
        wording=Wording(headline=headline, blocks=body),
        revisions=(Revision(number=0, entry=1, at=at, by=source, kind="wire", version=1),),
        placements=(placement,),
        home=site,
        published=at,
    )
    story = Story(
        id=id,
        source=source,
        key=f"many:{number}",
        marks=(Mark(entry=1, delivery=1, item=0, issued=at, received=at, digest=f"{number}"),),
        # Its words are the article's; to have them twice would make the benchmark longer, and nothing else.
        text=Version(headline=headline, language="en", subjects=(Subject(name=f"Subject {number % 300}"),)),
        decisions=(Decision(entry=1, deed="publish", at=at, by="bench"),),
        articles=(article.id,),
    )
    return story, article
