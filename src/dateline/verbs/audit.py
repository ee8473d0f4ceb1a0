"""audit: where a source's text stands and stood; prove: what stood at an address at a moment, and why."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby, takewhile
from typing import Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from dateline.ledger.contract import Ledger, Recorded
from dateline.news import ids
from dateline.news.errors import NotAllowed
from dateline.news.facts import Entry, Looked
from dateline.verbs.takedown import Due, State, due


class Stay(Struct, frozen=True):
    """That an output held a source's text, from when, and until when."""

    site: str
    path: str
    #: Ids of the source's stories in it.
    stories: tuple[str, ...]
    since: datetime
    #: None: it still does.
    until: datetime | None
    #: Numbers of the outputs that began it and, once it is over, ended it.
    outputs: tuple[int, ...]
    #: By when a kill must have reached it, where one of its stories is killed and a licence sets a time; UTC.
    due: datetime | None = None
    #: What became of that: ``in time``, ``late``, ``still out``; empty where nothing is due.
    kill: Literal["", "in time", "late", "still out"] = ""


class Stood(Struct, frozen=True):
    """What stood at an address at a moment, as the chain of outputs has it."""

    recorded: Recorded
    #: When it was replaced or taken away; None: it still stands.
    until: datetime | None
    #: The entries that its parts follow from, up to the one it was built from.
    entries: tuple[Entry, ...]


class Outputs(State, Protocol):
    """What gives the chain of outputs, and what was to be taken out of them."""

    def outputs(self, *, site: str | None = None, path: str | None = None, after: int = 0) -> Iterator[Recorded]:
        """The chain of outputs, in order."""


def audit(source: str, ledger: Outputs) -> tuple[Stay, ...]:
    """Every output that holds or held any of a source's text, by site, path and time."""
    found: list[Recorded] = sorted(ledger.outputs(), key=lambda r: (r.output.site, r.output.path, r.number))
    stays: list[Stay] = []
    for (_site, _path), records in groupby(found, key=lambda r: (r.output.site, r.output.path)):
        stays += _stays(source, records)
    stories = {id: ledger.story(id) for stay in stays for id in stay.stories}
    dead = {id: d for id, story in stories.items() if story is not None and (d := due(story, ledger)) is not None}
    return tuple(_dated(stay, [dead[id] for id in stay.stories if id in dead]) for stay in stays)


def _dated(stay: Stay, dead: Iterable[Due]) -> Stay:
    """A stay, with what a kill of one of its stories demanded of it."""
    first = min((d.by for d in dead if stay.until is None or stay.until > d.killed), default=None)
    if first is None:
        return stay
    if stay.until is None:
        return replace(stay, due=first, kill="still out")
    return replace(stay, due=first, kill="in time" if stay.until <= first else "late")


def _stays(source: str, records: Iterable[Recorded]) -> Iterator[Stay]:
    """The stretches of time in which one output held text of the source."""
    held: Stay | None = None
    for record in records:
        stories = tuple(p for p in record.output.parts if ids.source_of(p) == source)
        if held is not None and stories != held.stories:
            yield Stay(held.site, held.path, held.stories, held.since, record.recorded, (*held.outputs, record.number))
            held = None
        if stories and held is None:
            held = Stay(record.output.site, record.output.path, stories, record.recorded, None, (record.number,))
    if held is not None:
        yield held


def prove(site: str, path: str, at: datetime, ledger: Ledger) -> Stood:
    """
    What stood at an address at a moment.

    Raises:
        NotAllowed: If nothing had stood there by then.
    """
    records = list(ledger.outputs(site=site, path=path))
    earlier = list(takewhile(lambda r: r.recorded <= at, records))
    if not earlier:
        # To the microsecond: asked for that moment cut short, there would be nothing yet.
        first = f"; the first thing stood there at {records[0].recorded:%Y-%m-%dT%H:%M:%S.%fZ}" if records else ""
        raise NotAllowed("prove", f"nothing had stood at {site}:{path} by {at:%Y-%m-%dT%H:%M:%SZ}{first}")
    stood, later = earlier[-1], records[len(earlier) :]
    about: dict[int, Entry] = {}
    for part in stood.output.parts:
        about |= {e.number: e for e in ledger.entries(part=part) if e.number <= stood.output.entry}
    return Stood(stood, later[0].recorded if later else None, tuple(about[n] for n in sorted(about)))


def look(site: str, path: str, digest: str, *, reason: str, by: str, ledger: Ledger) -> int:
    """
    Note that somebody looked at bytes that hold what may not be shown any more; the entry's number.

    Raises:
        NotAllowed: If no reason is given.
    """
    if not reason.strip():
        what = (
            "these bytes hold what may not be shown any more: say why you must see them, --reason; the look is an entry"
        )
        raise NotAllowed("prove", what)
    with ledger.turn() as turn:
        return turn.append(Looked(site, path, digest, reason.strip()), by=by).number
