"""The logs: decisions as entries have them, corrections, rights that end, sources, and what is still to be sent."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from msgspec import Struct

from dateline.desk.tally import Kind, Tally
from dateline.ledger.contract import Recorded
from dateline.news import facts
from dateline.news.facts import Entry, Fact, Judgement, parts_of
from dateline.news.health import Health, State, span
from dateline.news.house import House, Use
from dateline.verbs.deliver import Outstanding
from dateline.verbs.reports import Ending

#: Entries that are looked through for one page at most.
MOST: Final = 4000
#: Entries that are read at once.
_CHUNK: Final = 500


class Line(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One decision: who, what, when and why."""

    number: int
    at: datetime
    by: str
    verb: str
    #: What was decided about: a story's, an article's or a plan's id; empty: the newsroom.
    id: str = ""
    sites: tuple[str, ...] = ()
    why: str = ""


class Chosen(Struct, frozen=True, kw_only=True):
    """Which decisions are asked for; what is empty asks nothing."""

    by: str = ""
    verb: str = ""
    site: str = ""
    #: Ids of a story and its articles.
    parts: tuple[str, ...] = ()
    #: Numbers: after this one, and up to that.
    after: int = 0
    until: int


class Entries(Protocol):
    """The chain of entries."""

    def entries(self, after: int = 0, part: str | None = None) -> Iterator[Entry]:
        """Entries in order; only those about *part*, if given."""


def audit(ledger: Entries, chosen: Chosen, limit: int) -> tuple[list[Line], int]:
    """
    Decisions, the latest first.

    Args:
        ledger: Where they are.
        chosen: Which.
        limit: How many at most.
    Returns:
        Them, and the number below which to go on; 0: there are no others.
    """
    if chosen.parts:
        about = {e.number: e for part in chosen.parts for e in ledger.entries(part=part)}
        entries = iter([about[n] for n in sorted(about, reverse=True) if chosen.after < n <= chosen.until])
        end = chosen.after
    else:
        end = max(chosen.after, chosen.until - MOST)
        entries = _backwards(ledger, end, chosen.until)
    found: list[Line] = []
    for entry in entries:
        line = decision(entry)
        if line is None or not _meant(line, chosen):
            continue
        if len(found) == limit:
            return found, found[-1].number - 1
        found.append(line)
    return found, end if end > chosen.after else 0


def _backwards(ledger: Entries, after: int, until: int) -> Iterator[Entry]:
    while until > after:
        begin = max(after, until - _CHUNK)
        found: list[Entry] = []
        for entry in ledger.entries(after=begin):
            if entry.number > until:
                break
            found.append(entry)
        yield from reversed(found)
        until = begin


def _meant(line: Line, chosen: Chosen) -> bool:
    return (
        chosen.by in ("", line.by) and chosen.verb in ("", line.verb) and (not chosen.site or chosen.site in line.sites)
    )


def decision(entry: Entry) -> Line | None:
    """An entry as a decision; None for what came in, and was read."""
    fact = entry.fact
    if isinstance(fact, facts.Received | facts.Read):
        return None
    if fact is None:
        return Line(number=entry.number, at=entry.recorded, by=entry.by, verb="erased", why="its bytes have left")
    named = parts_of(fact)
    return Line(
        number=entry.number,
        at=entry.recorded,
        by=entry.by,
        verb=_verb(fact),
        id=named[0] if named else "",
        sites=tuple(dict.fromkeys(_sites(fact))),
        why=_why(fact),
    )


def _verb(fact: Fact) -> str:
    match fact:
        case facts.Readied(ready=False):
            return "unready"
        case facts.Planned(dropped=True):
            return "drop"
        case facts.Updated(wording=None):
            return "decline"
    return str(type(fact).__struct_config__.tag)


def _sites(fact: Fact) -> tuple[str, ...]:
    match fact:
        case facts.Taken() | facts.Begun() | facts.Routed():
            return (*fact.sites, *(j.site for j in getattr(fact, "judgements", ())))
        case facts.Judged():
            return tuple(j.site for j in fact.judgements)
        case facts.Planned():
            return fact.plan.sites
        case facts.Published():
            return tuple(p.site for p in fact.placements)
        case facts.Pinned():
            return (fact.pin.site,)
        case facts.Gathered():
            return (fact.membership.site,)
        case facts.Unpinned() | facts.Ungathered() | facts.Looked():
            return (fact.site,)
    return ()


def _why(fact: Fact) -> str:
    """What was said with it, in words."""
    match fact:
        case facts.Taken() | facts.Judged() | facts.Routed():
            said: tuple[Judgement, ...] = fact.judgements
            own = getattr(fact, "note", "") or getattr(fact, "because", "")
            return "; ".join([*([own] if own else []), *(f"{j.site} {j.value}: {j.reason}" for j in said)])
        case facts.Planned():
            return ": ".join(w for w in (fact.plan.slug, fact.reason or fact.plan.what) if w)
        case facts.Assigned():
            to = fact.assignment.to or "whoever takes it" if fact.assignment else "nobody"
            return f"to {to}: {fact.reason}" if fact.reason else f"to {to}"
        case facts.Noted():
            return fact.words
        case facts.Corrected():
            return f"{fact.wrong} → {fact.right}"
        case facts.Updated():
            return fact.correction or fact.note
        case facts.Joined() | facts.Separated():
            return f"{fact.other}: {fact.reason}"
        case facts.Applied():
            return f"{len(fact.files)} files put in force"
        case facts.Ruled():
            return ", ".join(rule.name for rule in fact.rules) or "no rules"
        case facts.Confirmed():
            return fact.licence
    return str(getattr(fact, "reason", "") or getattr(fact, "note", ""))


class Corrected(Struct, frozen=True):
    """A line of the corrections log."""

    at: datetime
    kind: Kind
    by: str
    words: str
    #: The story's id.
    story: str
    headline: str
    sites: tuple[str, ...]


def corrections(tally: Tally, since: datetime, until: datetime) -> list[Corrected]:
    """What was corrected or taken back between two moments, by us or by a source; the latest first."""
    sites = {a.story: a.sites for a in tally.shown()}
    found: dict[tuple[datetime, str, str], Corrected] = {}
    for came in tally.came():
        for fix in came.fixes:
            line = Corrected(fix.at, fix.kind, fix.by, fix.words, came.id, came.headline, sites.get(came.id, ()))
            found[fix.at, came.id, fix.kind] = line
    for shown in tally.shown():
        for fix in shown.fixes:
            line = Corrected(fix.at, fix.kind, fix.by, fix.words, shown.story, shown.headline, shown.sites)
            found[fix.at, shown.story, fix.kind] = line
    return sorted((c for c in found.values() if since <= c.at < until), key=lambda c: (c.at, c.story), reverse=True)


class Ends(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """That uses of a text on a site end."""

    until: datetime
    story: str
    headline: str
    site: str
    uses: tuple[Use, ...]
    because: str
    #: The story below the article whose uses they are; empty: the article's own.
    part: str = ""


def ends(endings: Iterable[Ending], story: Callable[[str], str]) -> list[Ends]:
    """
    What ends, a line for all uses of one text on one site at one moment.

    Args:
        endings: Of `verbs.reports.expiring`: the soonest first, by article, site and text.
        story: An article's id → its story's.
    """
    by = groupby(endings, key=lambda e: (e.until, e.article, e.site, e.part))
    found: list[Ends] = []
    for (until, article, site, part), group in by:
        same = list(group)
        ended = Ends(
            until=until,
            story=part or story(article),
            headline=same[0].headline,
            site=site,
            uses=tuple(e.use for e in same),
            because=same[0].because,
            part=part,
        )
        found.append(ended)
    return found


class Source(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How a source is doing."""

    code: str
    name: str
    state: State
    wrong: tuple[str, ...] = ()
    last: datetime | None = None
    #: Deliveries within a day.
    day: int = 0
    #: The time between two arrivals at such an hour, in words; empty: there is no rhythm yet.
    usual: str = ""
    #: Its latest story; empty: there is none.
    story: str = ""


def told(found: Iterable[Health], house: House, tally: Tally) -> list[Source]:
    """How sources are doing, those in trouble first."""
    latest: dict[str, tuple[datetime, str]] = {}
    for came in tally.came():
        if came.at is not None:
            latest[came.source] = max(latest.get(came.source, (came.at, came.id)), (came.at, came.id))
    lines = [
        Source(
            code=one.source,
            name=known.full_name or known.name if (known := house.source(one.source)) else one.source,
            state=one.state,
            wrong=one.wrong,
            last=one.last,
            day=one.day,
            usual=f"every {span(one.usual)}" if one.usual else "",
            story=latest.get(one.source, (None, ""))[1],
        )
        for one in found
    ]
    return sorted(lines, key=lambda s: (not s.wrong, s.code))


class Owed(Struct, frozen=True):
    """What somebody outside is still to be sent because of a decision."""

    #: The decision's number.
    entry: int
    at: datetime
    deed: str
    story: str
    headline: str
    site: str
    recipient: str
    #: How many outputs, one of them, and why that waits.
    count: int
    path: str
    because: str


#: Decisions that are looked at, the latest first; and how long ago they may be.
OWED_MOST: Final = 30
OWED_SINCE: Final = timedelta(days=1)


class Outputs(Protocol):
    """The chain of outputs."""

    def outputs(self, *, site: str | None = None, path: str | None = None, after: int = 0) -> Iterator[Recorded]:
        """The chain of outputs, in order."""


class Senders(Protocol):
    """Who sends to exports, caches and hubs."""

    def outstanding(self, entry: int, after: int = 0) -> tuple[Outstanding, ...]:
        """What of an entry's outputs is still to be sent, and why."""


def owed(tally: Tally, ledger: Outputs, senders: Senders, now: datetime) -> list[Owed]:
    """What exports, caches and hubs do not have yet of what was decided within a day; the latest decision first."""
    recent = {
        d.entry: (d.at, d.deed, a.story, a.headline)
        for a in tally.shown()
        for d in a.decisions
        if now - OWED_SINCE <= d.at
    }
    found: list[Owed] = []
    for entry in sorted(recent, reverse=True)[:OWED_MOST]:
        at, deed, story, headline = recent[entry]
        out = sorted(senders.outstanding(entry, _before(ledger, at)), key=lambda o: (o.site, o.recipient, o.path))
        for (site, recipient), group in groupby(out, key=lambda o: (o.site, o.recipient)):
            same = list(group)
            one = same[0]
            found.append(Owed(entry, at, deed, story, headline, site, recipient, len(same), one.path, one.because))
    return found


def _before(ledger: Outputs, moment: datetime) -> int:
    """The number of the last output that was recorded before a moment; 0 if none was."""
    # Moments never go back along the chain: the place is found by doubling, then by halving.
    low, step = 0, 1
    while _earlier(ledger, low + step, moment):
        low, step = low + step, step * 2
    while step > 1:
        step //= 2
        if _earlier(ledger, low + step, moment):
            low += step
    return low


def _earlier(ledger: Outputs, number: int, moment: datetime) -> bool:
    """Whether there is an output of that number, recorded before a moment."""
    record = next(ledger.outputs(after=number - 1), None)
    return record is not None and record.recorded < moment


def span_of(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From when to when a day lasts in a zone; aware."""
    return datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone)


def zone_of(house: House) -> ZoneInfo:
    """The newsroom's zone: that of its first site."""
    return ZoneInfo(next((site.timezone for site in house.sites), "UTC"))
