"""Large newsrooms: every entry as an agency's line and a desk would have made it, on a clock that is set by hand."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from dateline.app import reader_name
from dateline.bench.sites.words import Agency, Written
from dateline.clock import SetClock, start_clock
from dateline.ledger.database import DatabaseLedger
from dateline.ledger.turn import DatabaseTurn
from dateline.news.wire import Delivery
from dateline.setup.load import load
from dateline.verbs.apply import apply
from dateline.verbs.edit import Draft, correct
from dateline.verbs.ingest import foresee, prepare, take_in
from dateline.verbs.publish import publish
from dateline.wires.read import read

#: When the newsroom's own clock starts: the evening after its last story.
NOW = datetime(2020, 1, 30, 20, 0, tzinfo=UTC)
#: Stories come in over so many days.
DAYS = 730
SECTIONS = ("harbour", "council", "markets", "science", "weather")
SOURCE = "bta"
#: Stories of one site that come together, as in a wire's bundle; each bundle is one turn of the ledger.
_BUNDLE = 4
#: One story in so many is corrected by our desk, and one in so many by a second version of its source's.
_CORRECTED, _UPDATED = 50, 40
_ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Sydney")


class Made(Struct, frozen=True):
    """What was made."""

    stories: int
    entries: int


class _Ledger(DatabaseLedger):
    """A ledger whose verbs may share one turn: what is decided together is made durable together."""

    _shared: DatabaseTurn | None = None

    @contextmanager
    def turn(self) -> Iterator[DatabaseTurn]:
        """The turn that is shared, or one of its own."""
        if self._shared is not None:
            yield self._shared
            return
        with super().turn() as turn:
            yield turn

    @contextmanager
    def together(self) -> Iterator[DatabaseTurn]:
        """One turn for all verbs in the block."""
        with super().turn() as turn:
            self._shared = turn
            try:
                yield turn
            finally:
                self._shared = None


class _Desk:
    """Takes in, publishes and corrects, a bundle at a time."""

    def __init__(self, ledger: _Ledger, clock: SetClock, sites: tuple[str, ...], on: int, seed: int) -> None:
        self._ledger, self._clock, self._sites, self._on = ledger, clock, sites, on
        self._agency = Agency(seed)
        self._left = list[tuple[str, Written, int]]()

    def bundle(self, first: int, count: int, moment: datetime) -> None:
        """
        Take in and publish stories that come together, and mend some of the bundle before.

        Args:
            first: The number of the first.
            count: How many.
            moment: When they come; UTC.
        """
        self._clock.moment, again = moment, self._left
        stories = [self._agency.story(n, moment - timedelta(seconds=30 + n % 60)) for n in range(first, first + count)]
        updates = [(n, w) for _, w, n in again if n % _UPDATED == 7]
        seconds = [self._agency.update(n, moment - timedelta(seconds=20), w) for n, w in updates]
        coming = [Delivery(SOURCE, "folder", f"{first}.json", w.data, moment) for w in (*stories, *seconds)]
        ready = [prepare(delivery, self._ledger, read, reader_name) for delivery in coming]
        with self._ledger.together() as turn:
            foresee(ready, turn)
            ids = [take_in(one, "bench", turn).items[0].story for one in ready][:count]
            for number, (id, written) in enumerate(zip(ids, stories, strict=True), first):
                self._publish(id, written, number)
            for id, _, number in again:
                if number % _CORRECTED == 3:
                    self._correct(id, number)
        self._left = [(id, w, n) for n, (id, w) in enumerate(zip(ids, stories, strict=True), first)]

    def _publish(self, id: str, written: Written, number: int) -> None:
        sites = tuple(self._sites[(number + k) % len(self._sites)] for k in range(self._on))
        section = SECTIONS[written.topics[0] % len(SECTIONS)]
        publish(id, sites=sites, by="duty", ledger=self._ledger, sections=dict.fromkeys(sites, section))

    def _correct(self, id: str, number: int) -> None:
        wrong, right = f"that {number} people had come", f"that {number + 10} people had come"
        correct(id, Draft(), wrong=wrong, right=right, by="duty", ledger=self._ledger)


def make(
    folder: Path,
    *,
    stories: int,
    sites: int = 1,
    on: int = 1,
    days: int = DAYS,
    seed: int = 1,
    told: Callable[[int], None] = lambda _: None,
) -> Made:
    """
    Make a newsroom whose stories are all published; its pages are not built.

    Args:
        folder: Where; it must not be there yet.
        stories: How many stories, over all sites.
        sites: How many sites: ``site01`` and so on.
        on: On how many sites each story stands; these take turns.
        days: Days over which they came, up to the newsroom's present.
        seed: Another seed, other stories.
        told: Is told how many stories there are, from time to time.
    """
    write_folder(folder, sites)
    clock = SetClock(NOW - timedelta(days=days))
    with closing(_Ledger(folder / "data", clock)) as ledger:
        loaded = load(folder)
        apply(loaded.house, loaded.files, by="bench", ledger=ledger)
        codes = tuple(s.code for s in loaded.house.sites)
        desk, size = _Desk(ledger, clock, codes, on, seed), min(100, _BUNDLE * max(1, sites // on))
        step = timedelta(days=days) / (stories / size + 1)
        for number, first in enumerate(range(0, stories, size), 1):
            desk.bundle(first, min(size, stories - first), NOW - timedelta(days=days) + number * step)
            if number % 100 == 0:
                told(first + size)
        entries = ledger.tail()
    start_clock(folder / "data", NOW)
    return Made(stories, entries)


def write_folder(folder: Path, sites: int) -> None:
    """Write the files of a newsroom: so many *sites*, and one agency whose licence lets its texts be read and found."""
    for name in ("sources", "licences", "sites", "inbox"):
        (folder / name).mkdir(parents=True)
    (folder / "newsroom.toml").write_text(f'name = "Bench Network"\n\n[clock]\nstart = {NOW:%Y-%m-%dT%H:%M:%SZ}\n')
    (folder / "sources" / f"{SOURCE}.toml").write_text(_AGENCY)
    (folder / "licences" / f"{SOURCE}.toml").write_text(_LICENCE)
    for number in range(1, sites + 1):
        (folder / "sites" / f"site{number:02}.toml").write_text(_site(number))


_AGENCY = f"""\
name = "BTA"
full_name = "Bench Test Agency"
kind = "agency"
licence = "{SOURCE}"
credits = ["BTA"]
updates = "auto"
"""
_LICENCE = """\
holder = "Bench Test Agency"
ground = "licence"
terms = "Carried by agreement with Bench Test Agency."
uses = ["display", "teaser", "feed", "index", "archive"]
edit = "free"
feed = "excerpt"
excerpt = 40
"""


def _site(number: int) -> str:
    sections = "".join(
        f'\n[[sections]]\nslug = "{slug}"\ntitle = "{slug.title()}"\ntopics = ["{slug}"]\n' for slug in SECTIONS
    )
    return f'''\
name = "Bench Courier {number}"
tagline = "Invented news from harbour {number}"
language = "en"
host = "www.site{number:02}.example"
timezone = "{_ZONES[(number - 1) % len(_ZONES)]}"
accent = "#1d4e79"
accent_dark = "#8fb9e0"
since = {1990 + number}
about = """
Bench Courier {number} carries stories that nobody wrote, for readers who are programs.

Each was made of a few thousand words by chance, and is the same on every machine.
"""
contact = "desk@site{number:02}.example"

[entity]
name = "Bench Courier {number} Example Ltd"
jurisdiction = "Exampleland"
place = "Exampleton"

[readership]
whom = "people who measure"
topics = ["harbour"]

[[texts]]
page = "privacy"
effective = 2018-01-01
text = "We set no cookies and keep no log at harbour {number}."

[[texts]]
page = "cookies"
effective = 2018-01-01
text = "There are none at harbour {number}."

[[texts]]
page = "terms"
effective = 2018-01-01
text = "Read what you like; nothing here has happened."
{sections}'''
