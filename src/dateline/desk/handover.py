"""The handover sheet: a day of the newsroom on a page or two, for whoever comes next."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

from msgspec import Struct

from dateline.desk.board import Card
from dateline.desk.logs import Corrected, Ends, Source
from dateline.desk.tally import Came, Shown, Tally, held
from dateline.news.story import Decision


class Said(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Something that was decided about a story, or waits."""

    story: str
    headline: str
    at: datetime | None = None
    #: Somebody's name.
    who: str = ""
    words: str = ""
    sites: tuple[str, ...] = ()
    #: UTC; None: for good, or until somebody ends it.
    until: datetime | None = None


class Sheet(Struct, frozen=True, kw_only=True):
    """One day."""

    day: date
    zone: str
    since: datetime
    until: datetime
    #: How many stories came in, by source, the most first; and in all.
    came: tuple[tuple[str, int], ...]
    all: int
    #: What was taken, begun or judged, with values and reasons.
    chosen: tuple[Said, ...]
    out: tuple[Said, ...]
    corrections: tuple[Corrected, ...]
    notes: tuple[Said, ...]
    #: As it stands now, whatever the day.
    planned: tuple[Card, ...]
    holds: tuple[Said, ...]
    alerts: tuple[Said, ...]
    ends: tuple[Ends, ...]
    sources: tuple[Source, ...]


Named = Callable[[str], str]


def came_in(tally: Tally, since: datetime, until: datetime) -> tuple[tuple[str, int], ...]:
    """How many stories came in between two moments, by source; our own are no intake."""
    counts = Counter(c.source for c in tally.came() if c.at is not None and since <= c.at < until and not c.own)
    return tuple(counts.most_common())


def chosen(tally: Tally, since: datetime, until: datetime, name: Named) -> tuple[Said, ...]:
    """What was taken, begun or judged, in order."""
    return _decided(tally, ("take", "begin", "judge"), since, until, name)


def notes(tally: Tally, since: datetime, until: datetime, name: Named) -> tuple[Said, ...]:
    """What colleagues were told, in order."""
    return _decided(tally, ("note",), since, until, name)


def out(tally: Tally, since: datetime, until: datetime) -> tuple[Said, ...]:
    """What readers first had between two moments, in order."""
    found = (a for a in tally.shown() if a.out is not None and since <= a.out < until)
    return tuple(_in_order(Said(story=a.story, headline=a.headline, at=a.out, sites=a.sites) for a in found))


def holds(tally: Tally, moment: datetime) -> tuple[Said, ...]:
    """What is held now, and why; the first to be free first."""
    waiting: dict[str, Said] = {}
    for thing in tally.things():
        waits = thing.waits
        if waits is not None and held(waits, moment):
            id = thing.story if isinstance(thing, Shown) else thing.id
            waiting[id] = Said(story=id, headline=thing.headline, words=waits.why, until=waits.until)
    return tuple(sorted(waiting.values(), key=lambda s: (s.until is None, s.until or moment, s.story)))


def alerts(tally: Tally) -> tuple[Said, ...]:
    """What a person must decide."""
    return tuple(Said(story=c.id, headline=c.headline, words=c.alert, at=c.at) for c in tally.came() if c.alert)


def _decided(tally: Tally, deeds: tuple[str, ...], since: datetime, until: datetime, name: Named) -> tuple[Said, ...]:
    found: dict[int, Said] = {}
    sites = {a.story: a.sites for a in tally.shown()}
    for thing in tally.things():
        for decision in thing.decisions:
            if decision.deed in deeds and since <= decision.at < until:
                id = thing.story if isinstance(thing, Shown) else thing.id
                found[decision.entry] = _said(decision, thing, id, sites.get(id, ()), name)
    return tuple(_in_order(found.values()))


def _said(decision: Decision, thing: Came | Shown, story: str, sites: tuple[str, ...], name: Named) -> Said:
    who = name(decision.by)
    judged = (v.judgement for v in thing.verdicts if v.entry == decision.entry and decision.deed != "judge")
    words = "; ".join(w for w in (decision.reason, *(f"{j.site} {j.value}: {j.reason}" for j in judged)) if w)
    return Said(story=story, headline=thing.headline, at=decision.at, who=who, words=words, sites=sites)


def _in_order(found: Iterable[Said]) -> Iterator[Said]:
    return iter(sorted(found, key=lambda s: (s.at.timestamp() if s.at else 0.0, s.story)))
