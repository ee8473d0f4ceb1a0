"""A newsroom with invented agencies, two sites, a real ledger and real wires."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from dateline.app import reader_name
from dateline.clock import SetClock
from dateline.ledger.database import DatabaseLedger
from dateline.news import ids, rights
from dateline.news.house import Collection, Editing, Entity, House, Licence, Readership, Section, Site, Source, Use
from dateline.news.status import Status
from dateline.news.story import Article, Story
from dateline.news.wire import Delivery
from dateline.verbs.apply import apply
from dateline.verbs.ingest import Ingested, Item, ingest
from dateline.wires.read import read

NOON = datetime(2020, 1, 16, 12, tzinfo=UTC)
USES: tuple[Use, ...] = ("display", "teaser", "feed", "index", "archive")


def _source(code: str, **more: object) -> Source:
    return replace(
        Source(code=code, name=code.upper(), kind="agency", full_name=f"{code} agency", licence=code), **more
    )


def _licence(name: str, edit: Editing = "free", **more: object) -> Licence:
    return replace(Licence(name=name, holder=name, terms="By contract.", uses=USES, edit=edit), **more)


def _site(code: str, timezone: str, *sections: Section) -> Site:
    return Site(
        code=code,
        name=code.title(),
        tagline="Boats",
        host=f"{code}.example",
        timezone=timezone,
        sections=sections,
        since=1995,
        entity=Entity(name="Saltmarsh Press", jurisdiction="Australia", place="Sydney"),
        readership=Readership(whom="people who mend boats"),
        about="About.",
        texts=(),
    )


HOUSE = House(
    name="Saltmarsh Network",
    sources=(
        _source("nwa", updates="auto"),
        _source("cut"),
        _source("let"),
        _source("tpl"),
        _source("one"),
        _source("old"),
        _source("bare", licence="lost"),
    ),
    licences=(
        _licence("nwa"),
        _licence("cut", "cut"),
        _licence("let", "none"),
        _licence("tpl", template=True, digest="of tpl"),
        _licence("one", sites=("valley",)),
        _licence("old", days=1),
    ),
    sites=(
        replace(
            _site(
                "harbour",
                "Pacific/Auckland",
                Section(slug="news", title="News"),
                Section(slug="ferries", title="Ferries", topics=("Ferry", "04000000")),
            ),
            collections=(Collection(slug="strike", title="The strike"), Collection(slug="fares", title="Fares")),
        ),
        _site("valley", "UTC", Section(slug="all", title="All")),
    ),
)


class Desk:
    """A desk in front of a ledger: it takes wires in and looks at what stands."""

    def __init__(self, folder: Path) -> None:
        self.clock = SetClock(NOON)
        self.ledger = DatabaseLedger(folder, self.clock)
        apply(HOUSE, {}, by="ada", ledger=self.ledger)

    def ingest(self, *datas: bytes, source: str = "nwa", name: str = "a.json") -> list[Ingested]:
        """Take these bytes in, a minute after each other."""
        coming = (Delivery(source, "hand", name, data, self.later(minutes=1)) for data in datas)
        return list(ingest(coming, by="dateline", ledger=self.ledger, read=read, number=reader_name))

    def item(self, data: bytes, source: str = "nwa") -> Item:
        """What became of the only item of these bytes."""
        ((item,),) = (done.items for done in self.ingest(data, source=source))
        return item

    def later(self, **time: float) -> datetime:
        """Time goes by."""
        self.clock.moment += timedelta(**time)
        return self.clock.moment

    def story(self, id: str) -> Story:
        story = self.ledger.story(id)
        assert story is not None
        return story

    def article(self, id: str) -> Article:
        """The article of that id, or the first one of that story."""
        article = self.ledger.article(id) or self.ledger.article(self.story(id).articles[0])
        assert article is not None
        return article

    def status(self, id: str) -> Status:
        return rights.status(self.story(id), self.clock.now(), self.ledger.standing())

    def house(self, **changes: object) -> None:
        """Put a changed house in force."""
        apply(replace(self.ledger.standing().house, **changes), {}, by="ada", ledger=self.ledger)


def ninjs(number: int = 1, item: str = "1", **more: object) -> bytes:
    """A small ninjs document."""
    document = {
        "uri": f"urn:x:{item}",
        "type": "text",
        "version": str(number),
        "versionCreated": f"2020-01-16T0{number}:00:00Z",
        "headlines": [{"value": f"Ferry runs, text {number}"}],
        "bodies": [{"contentType": "text/plain", "value": f"The ferry runs again.\n\nIt costs {number} crowns."}],
        **more,
    }
    return json.dumps(document).encode()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A newsroom with its house in force, at noon of the 16th."""
    desk = Desk(tmp_path / "data")
    yield desk
    desk.ledger.close()


@pytest.fixture(scope="session")
def wire() -> Callable[..., bytes]:
    """Makes a small document; see `ninjs`."""
    return ninjs


@pytest.fixture(scope="session")
def story_id() -> Callable[..., str]:
    """The id of the story that `ninjs` tells."""
    return lambda item="1", source="nwa": ids.story_id(source, f"item:urn:x:{item}")
