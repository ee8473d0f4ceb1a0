"""The numbers: what came in, was chosen, how fast it went out, what was mended, by which rights; by hour and day."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

from msgspec import Struct

from dateline.desk.logs import corrections, span_of
from dateline.desk.tally import Tally
from dateline.news.house import Use
from dateline.verbs.reports import USES

Name = Literal["intake", "chosen", "speed", "corrections", "rights"]
NAMES: Final[tuple[Name, ...]] = get_args(Name)
_HOUR: Final = timedelta(hours=1)


class Series(Struct, frozen=True):
    """One line of a drawing."""

    name: str
    #: One for each moment; None: there is nothing to say of it.
    values: tuple[float | None, ...]
    #: Of all moments together, by its own sense: a sum, or the median of all.
    all: float | None


class Table(Struct, frozen=True):
    """Counts of two kinds of things together."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


class Numbers(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Numbers to be drawn."""

    name: Name
    unit: Literal["stories", "minutes", "articles"]
    by: Literal["hour", "day"]
    #: IANA name, in which days begin.
    zone: str
    #: When each hour or day begins; UTC.
    moments: tuple[datetime, ...]
    series: tuple[Series, ...]
    table: Table | None = None


class Window(Struct, frozen=True):
    """The days that are counted: whole ones of the newsroom's zone, and today so far."""

    days: tuple[date, ...]
    zone: ZoneInfo
    now: datetime

    @property
    def since(self) -> datetime:
        """Where it begins."""
        return span_of(self.days[0], self.zone)[0]

    @property
    def moments(self) -> tuple[datetime, ...]:
        """Where each day begins."""
        return tuple(span_of(day, self.zone)[0] for day in self.days)

    def holds(self, at: datetime | None) -> bool:
        """Whether a moment lies in it."""
        return at is not None and self.since <= at <= self.now

    def place(self, at: datetime) -> int:
        """Which of its days a moment lies in."""
        return (at.astimezone(self.zone).date() - self.days[0]).days


def window(days: int, zone: ZoneInfo, now: datetime) -> Window:
    """The last so many days, today among them."""
    today = now.astimezone(zone).date()
    return Window(tuple(today - timedelta(days=back) for back in reversed(range(days))), zone, now)


def numbers(name: Name, tally: Tally, days: Window) -> Numbers:
    """The numbers of that name."""
    return _MADE[name](tally, days)


def intake(tally: Tally, days: Window) -> Numbers:
    """What came in, by source and hour; the source that sent most first."""
    since = days.since
    hours = int((days.now - since) / _HOUR) + 1
    counts: dict[str, list[int]] = {}
    for came in tally.came():
        if came.at is not None and days.holds(came.at) and not came.own:
            counts.setdefault(came.source, [0] * hours)[int((came.at - since) / _HOUR)] += 1
    series = [Series(source, tuple(found), sum(found)) for source, found in counts.items()]
    return Numbers(
        name="intake",
        unit="stories",
        by="hour",
        zone=days.zone.key,
        moments=tuple(since.astimezone(days.now.tzinfo) + n * _HOUR for n in range(hours)),
        series=tuple(sorted(series, key=lambda s: (-(s.all or 0), s.name))),
    )


def chosen(tally: Tally, days: Window) -> Numbers:
    """What came in, and how much of it was taken, spiked and published, by day."""
    came = Counter(days.place(c.at) for c in tally.came() if c.at is not None and days.holds(c.at) and not c.own)
    # A verb on a story and its article is one, and stands in both.
    entries = {d.entry: d for thing in tally.things() for d in thing.decisions}
    deeds = {"take": Counter[int](), "spike": Counter[int]()}
    for decision in entries.values():
        if decision.deed in deeds and days.holds(decision.at):
            deeds[decision.deed][days.place(decision.at)] += 1
    out = Counter(days.place(a.out) for a in tally.shown() if a.out is not None and days.holds(a.out))
    lines = (("came in", came), ("taken", deeds["take"]), ("spiked", deeds["spike"]), ("published", out))
    return _by_day("chosen", "stories", days, [_counted(name, counts, days) for name, counts in lines])


def speed(tally: Tally, days: Window) -> Numbers:
    """Minutes from a story's first receipt until readers had it, by day of publication: the median, and 19 of 20."""
    at = {c.id: c.at for c in tally.came() if not c.own}
    found: list[list[float]] = [[] for _ in days.days]
    for shown in tally.shown():
        begin = at.get(shown.story)
        if begin is not None and shown.out is not None and days.holds(shown.out):
            found[days.place(shown.out)].append(max(0.0, (shown.out - begin).total_seconds() / 60))
    every = [minutes for day in found for minutes in day]
    lines = [
        Series(name, tuple(_at(day, share) for day in found), _at(every, share))
        for name, share in (("median", 0.5), ("95 of 100", 0.95))
    ]
    return _by_day("speed", "minutes", days, lines)


def mended(tally: Tally, days: Window) -> Numbers:
    """What was corrected and taken back, by day, by us and by sources."""
    found: dict[str, Counter[int]] = {}
    for fix in corrections(tally, days.since, days.now + _HOUR):
        if days.holds(fix.at):
            found.setdefault(fix.kind, Counter())[days.place(fix.at)] += 1
    lines = [_counted(kind, found[kind], days) for kind in sorted(found, key=lambda k: (-found[k].total(), k))]
    return _by_day("corrections", "stories", days, lines)


def used(tally: Tally, days: Window) -> Numbers:
    """What was published by which licence, by day; and for what, on how many sites."""
    by_day: dict[str, Counter[int]] = {}
    by_use: dict[str, Counter[Use]] = {}
    for shown in tally.shown():
        if shown.out is None or not days.holds(shown.out):
            continue
        for licence in dict.fromkeys(name for name, _, _ in shown.uses):
            by_day.setdefault(licence, Counter())[days.place(shown.out)] += 1
        for licence, use, count in shown.uses:
            by_use.setdefault(licence, Counter())[use] += count
    names = sorted(by_day, key=lambda name: (-by_day[name].total(), name))
    table = Table(USES, tuple((name, tuple(by_use[name][use] for use in USES)) for name in names))
    return _by_day("rights", "articles", days, [_counted(name, by_day[name], days) for name in names], table)


_MADE: Final[dict[Name, Callable[[Tally, Window], Numbers]]] = {
    "intake": intake,
    "chosen": chosen,
    "speed": speed,
    "corrections": mended,
    "rights": used,
}


def _by_day(
    name: Name,
    unit: Literal["stories", "minutes", "articles"],
    days: Window,
    series: Iterable[Series],
    table: Table | None = None,
) -> Numbers:
    zone, moments = days.zone.key, tuple(m.astimezone(days.now.tzinfo) for m in days.moments)
    return Numbers(name=name, unit=unit, by="day", zone=zone, moments=moments, series=tuple(series), table=table)


def _counted(name: str, counts: Counter[int], days: Window) -> Series:
    return Series(name, tuple(counts[n] for n in range(len(days.days))), counts.total())


def _at(values: Sequence[float], share: float) -> float | None:
    """The value that a share of them does not exceed; to a hundredth. None of none."""
    if not values:
        return None
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)
