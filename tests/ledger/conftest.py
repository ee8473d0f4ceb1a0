"""A house with one invented agency, and ledgers in folders of their own."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.app import reader_name
from dateline.clock import SetClock
from dateline.ledger.database import DatabaseLedger
from dateline.news import ids
from dateline.news.house import Entity, House, Licence, Readership, Section, Site, Source
from dateline.news.wire import Delivery
from dateline.verbs.apply import apply
from dateline.verbs.ingest import Ingested, ingest
from dateline.wires.read import read

NOON = datetime(2020, 1, 16, 12, tzinfo=UTC)
#: Every ledger keeps the same contract; another database joins here.
LEDGERS: tuple[Callable[[Path, SetClock], DatabaseLedger], ...] = (DatabaseLedger,)

HOUSE = House(
    name="Saltmarsh Network",
    sources=(
        Source(code="nwa", name="NWA", kind="agency", full_name="Northwater Agency", licence="nwa", updates="auto"),
        Source(code="tlp", name="Tallow", kind="agency", full_name="Tallow Press", licence="tlp"),
    ),
    licences=(
        Licence(name="nwa", holder="Northwater", terms="By contract.", uses=("display",), edit="free"),
        Licence(name="tlp", holder="Tallow", terms="By contract.", uses=("display",), template=True, digest="of tlp"),
    ),
    sites=(
        Site(
            code="harbour",
            name="The Harbour",
            tagline="Boats",
            host="harbour.example",
            sections=(Section(slug="news", title="News"),),
            since=1995,
            entity=Entity(name="Saltmarsh Press", jurisdiction="Australia", place="Sydney"),
            readership=Readership(whom="people who mend boats"),
            about="About.",
            privacy="Privacy.",
            terms="Terms.",
        ),
    ),
)


class Press:
    """One newsroom's ledger, and a hand to feed it with."""

    def __init__(self, folder: Path, make: Callable[[Path, SetClock], DatabaseLedger]) -> None:
        self.folder, self.make, self.clock = folder, make, SetClock(NOON)
        self.opened: list[DatabaseLedger] = []
        self.ledger = self.open()

    def open(self) -> DatabaseLedger:
        """The ledger, opened once more, as another process would."""
        self.opened.append(self.make(self.folder, self.clock))
        return self.opened[-1]

    def apply(self, house: House = HOUSE) -> None:
        """Put the house in force."""
        apply(house, {"newsroom.toml": "00"}, by="ada", ledger=self.ledger)

    def take_in(self, *datas: bytes, source: str = "nwa") -> list[Ingested]:
        """Take these bytes in, an hour later each."""
        coming = (Delivery(source, "hand", f"{n}.json", data, self.later()) for n, data in enumerate(datas))
        return list(ingest(coming, by="dateline", ledger=self.ledger, read=read, number=reader_name))

    def later(self) -> datetime:
        """An hour goes by."""
        self.clock.moment += timedelta(hours=1)
        return self.clock.moment


def ferry(number: int = 1, item: str = "1", **more: object) -> bytes:
    """A small ninjs document."""
    document = {
        "uri": f"urn:nwa:{item}",
        "type": "text",
        "version": str(number),
        "versionCreated": f"2020-01-16T{8 + number:02}:00:00Z",
        "headlines": [{"value": f"Ferry runs, text {number}"}],
        "bodies": [{"contentType": "text/plain", "value": f"The ferry {item} runs.\n\nIt costs {number} crowns."}],
        **more,
    }
    return json.dumps(document).encode()


def id_of(item: str = "1", source: str = "nwa") -> str:
    """The id of the story that `ferry` tells."""
    return ids.story_id(source, f"item:urn:nwa:{item}")


@pytest.fixture(params=LEDGERS, ids=lambda make: make.__name__)
def press(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Press]:
    """An empty ledger of each kind."""
    press = Press(tmp_path / "data", request.param)
    yield press
    for ledger in press.opened:
        ledger.close()


@pytest.fixture(scope="session")
def wire() -> Callable[..., bytes]:
    """Makes a small document; see `ferry`."""
    return ferry


@pytest.fixture(scope="session")
def story_id() -> Callable[..., str]:
    """The id of the story that it tells; see `id_of`."""
    return id_of
