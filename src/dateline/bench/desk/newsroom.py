"""A newsroom whose intake is full: thousands of stories of the last two days, of which nobody has decided anything."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from dateline.app import reader_name
from dateline.bench.sites.newsroom import NOW, SOURCE, write_folder
from dateline.bench.sites.words import Agency
from dateline.clock import SetClock, start_clock
from dateline.ledger.open import open_ledger
from dateline.news.wire import Delivery
from dateline.setup.load import load
from dateline.verbs.apply import apply
from dateline.verbs.ingest import foresee, prepare, take_in
from dateline.wires.read import read

#: Over which the stories came.
SPAN = timedelta(hours=48)
SITES = 3
_BUNDLE = 50


def make(folder: Path, stories: int) -> None:
    """
    Make it, on a clock that goes on from the evening after its last story.

    Args:
        folder: Where; it must not be there yet.
        stories: How many are in the intake.
    """
    write_folder(folder, SITES)
    clock, agency = SetClock(NOW - SPAN), Agency(3)
    with closing(open_ledger(folder / "data", clock)) as ledger:
        loaded = load(folder)
        apply(loaded.house, loaded.files, by="bench", ledger=ledger)
        for first in range(0, stories, _BUNDLE):
            clock.moment = NOW - SPAN * (1 - first / stories)
            coming = list(_bundle(agency, first, min(_BUNDLE, stories - first), clock.moment))
            ready = [prepare(delivery, ledger, read, reader_name) for delivery in coming]
            with ledger.turn() as turn:
                foresee(ready, turn)
                for one in ready:
                    take_in(one, "bench", turn)
    start_clock(folder / "data", NOW)


def _bundle(agency: Agency, first: int, count: int, moment: datetime) -> Iterator[Delivery]:
    for number in range(first, first + count):
        yield Delivery(SOURCE, "folder", f"{number}.json", agency.story(number, moment).data, moment)


def more(first: int, moment: datetime, seed: int = 4) -> Iterator[Delivery]:
    """Stories that come in from now on, each another one."""
    agency, number = Agency(seed), first
    while True:
        yield Delivery(SOURCE, "folder", f"more-{number}.json", agency.story(number, moment).data, moment)
        number += 1
