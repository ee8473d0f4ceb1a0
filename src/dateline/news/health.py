"""How a source is doing: whether it is silent for longer than it ever is at such an hour, slow, failing, not asked."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Literal

from msgspec import Struct

#: How far back from its last sign of life a source's rhythm is looked for.
REACH = timedelta(days=35)
#: Nobody is told of a shorter silence.
SHORTEST = timedelta(minutes=30)
#: Arrivals without which there is no rhythm, and the time after which it is one of hours and weekdays.
FEWEST, WEEK = 8, timedelta(days=7)
#: How much later than on other days a source may be: by its usual interval, and never by more than this.
LATE = timedelta(hours=2)
#: What is added to the longest silence that is usual, where silences at that hour are all alike.
SLACK = timedelta(hours=4)
#: A silence that was told when it was as long as this is told until it ends, also on a Sunday.
SETTLED = timedelta(hours=12)
#: Seconds that an answer may take before it is slow.
SLOW = 20.0
#: For how long an address may have been due before nobody seems to ask it.
OVERDUE = timedelta(minutes=15)

State = Literal["fine", "silent", "failing", "not asked", "slow", "moved", "nothing yet"]
_GRAVEST: tuple[State, ...] = ("failing", "not asked", "silent", "slow", "moved")


class Silence(Struct, frozen=True):
    """That nothing has come for longer than usual."""

    #: Since when; UTC.
    since: datetime
    #: For how long.
    lasts: timedelta
    #: The time between two arrivals that is usual at this time of the day.
    usual: timedelta

    @property
    def words(self) -> str:
        """``silent for 3 h, usually every 4 min``."""
        return f"silent for {span(self.lasts)}, usually every {span(self.usual)}"


class Address(Struct, frozen=True):
    """What a collector remembers of one address."""

    url: str
    #: When it last answered well; UTC.
    last_ok: datetime | None = None
    #: Failures since then.
    failures: int = 0
    #: What is wrong with it; empty if nothing.
    problem: str = ""
    #: How long its last good answer took, in seconds.
    took: float = 0.0
    #: When it is to be asked next; UTC. None: at once.
    due: datetime | None = None


class Health(Struct, frozen=True):
    """How one source is doing."""

    source: str
    state: State
    #: What is wrong with it, each thing in words; empty if nothing.
    wrong: tuple[str, ...] = ()
    #: When something last came; UTC. None: nothing yet.
    last: datetime | None = None
    #: How many deliveries came within a day.
    day: int = 0
    #: The time between two arrivals that is usual at this time of the day; None if there is no rhythm yet.
    usual: timedelta | None = None


def health(
    source: str, arrivals: Sequence[datetime], addresses: Iterable[Address], now: datetime, zone: tzinfo
) -> Health:
    """
    How a source is doing.

    Args:
        source: Its code.
        arrivals: When its deliveries came, over whatever transport; in order, UTC. Those within `REACH` are looked at.
        addresses: Those it is collected from; none for one that sends by itself.
        now: The moment; UTC.
        zone: The newsroom's; a rhythm is one of its clock.
    """
    asked = tuple(addresses)
    wrong = [found for one in asked if (found := _trouble(one, now))]
    quiet = silence(arrivals, _heard(asked, now), zone)
    if quiet is not None:
        wrong.append(("silent", quiet.words))
    wrong.sort(key=lambda found: _GRAVEST.index(found[0]))
    well: State = "fine" if arrivals or any(one.last_ok for one in asked) else "nothing yet"
    state = wrong[0][0] if wrong else well
    day = len(arrivals) - bisect_right(arrivals, now - timedelta(days=1))
    last = arrivals[-1] if arrivals else None
    return Health(source, state, tuple(words for _, words in wrong), last, day, usual(arrivals, now, zone))


def _trouble(one: Address, now: datetime) -> tuple[State, str] | None:
    """What is wrong with an address, and in words; None if nothing."""
    if one.due is not None and now - one.due > OVERDUE:
        return "not asked", f"{one.url}: not asked for {span(now - one.due)}; `dateline run` asks it"
    if one.problem:
        return "failing" if one.failures else "moved", f"{one.url}: {_failing(one, now)}"
    return ("slow", f"{one.url}: slow, its last answer took {one.took:.0f} s") if one.took > SLOW else None


def _heard(asked: Sequence[Address], now: datetime) -> datetime:
    """Until when a silence would be the source's own: what is collected is heard only when it is asked, and answers."""
    if not asked:
        return now
    return min(now, max((one.last_ok for one in asked if one.last_ok), default=datetime.min.replace(tzinfo=now.tzinfo)))


def silence(arrivals: Sequence[datetime], now: datetime, zone: tzinfo) -> Silence | None:
    """
    Whether a source is silent for longer than it was, at this time of the day, on the days that it is measured by.

    A night without news is not told where nights are without news, nor a Sunday where Sundays are, and one that is a
    little later than on other days is given the time of one usual interval. What came before it fell silent is its
    measure, however long ago that was: a source that is dead does not get used to it.
    """
    known = _known(arrivals, now)
    if len(known) < FEWEST or now - known[-1] < SHORTEST:
        return None
    gaps = _near(known, now, zone)
    # Between shares that the pauses over weekends do not reach.
    every, uneven = _at(gaps, 0.5), _at(gaps, 0.65) - _at(gaps, 0.35)
    late, slack = min(every, LATE), min(6 * every, max(LATE, 5 * uneven))
    for moment in (now, *_looks(known[-1], now)):
        if all(one - known[-1] > _borne(known, one, slack, zone) for one in (moment, moment - late)):
            return Silence(known[-1], now - known[-1], every)
    return None


def _looks(last: datetime, now: datetime) -> Iterator[datetime]:
    """Moments since the *last* arrival at which it may have been plain that it is silent."""
    since = SETTLED
    while last + since < now:
        yield last + since
        since *= 1.5


def _known(arrivals: Sequence[datetime], now: datetime) -> Sequence[datetime]:
    """The arrivals that a rhythm is taken from."""
    until = bisect_right(arrivals, now)
    return arrivals[bisect_right(arrivals, arrivals[until - 1] - REACH) : until] if until else ()


def _borne(known: Sequence[datetime], moment: datetime, slack: timedelta, zone: tzinfo) -> timedelta:
    """
    The longest silence that nobody wonders at, at a moment.

    Workdays and weekends are measured apart, and a weekday also by itself. Of a source that was not seen through a
    week nobody knows what it does on Sundays: it may be silent for ten times as long as ever before. The *slack* is
    what chance may add.
    """
    if known[-1] - known[0] < WEEK:
        return 10 * max(after - before for before, after in pairwise(known))
    local = moment.astimezone(zone)
    ages = _ages(known, local, zone)
    alike = sorted(age for back, age in ages.items() if _is_alike(local, back))
    alike = alike if len(alike) > 1 else sorted(ages.values())
    nearly_all = _at(alike, 0.9)
    # One breakdown among the days of a name is no habit; of one or two days nobody can tell.
    same = sorted(age for back, age in ages.items() if back % WEEK.days == 0)
    own = (same[-2:-1] if len(same) > 2 else same[-1:]) or [timedelta()]
    longest = max(nearly_all, own[0])
    return longest + min(longest, max(SLACK, 4 * (longest - _at(alike, 0.5)))) + slack


def _ages(known: Sequence[datetime], local: datetime, zone: tzinfo) -> dict[int, timedelta]:
    """How long nothing had come at this hour of each day before it fell silent, by how many days ago that was."""
    found: dict[int, timedelta] = {}
    for back in range(1, _days(known, local) + 1):
        then = (local.replace(tzinfo=None) - timedelta(days=back)).replace(tzinfo=zone)
        at = bisect_right(known, then)
        if at > 0 and then <= known[-1]:
            found[back] = then - known[at - 1]
    return found


def usual(arrivals: Sequence[datetime], now: datetime, zone: tzinfo) -> timedelta | None:
    """The median time between two arrivals at this hour of such a day; of few at any hour; None of too few."""
    known = _known(arrivals, now)
    return _at(_near(known, now, zone), 0.5) if len(known) >= FEWEST else None


def _near(known: Sequence[datetime], now: datetime, zone: tzinfo) -> list[timedelta]:
    """
    The times between two arrivals, in order of length.

    Those around this hour on workdays, or on days of the weekend; where these are few, on any day; else at any hour.
    """
    local = now.astimezone(zone)
    days = [day for day in range(-1, _days(known, now) + 1) if _is_alike(local, day)]
    for chosen in (days, range(-1, _days(known, now) + 1)):
        near = sorted(gap for day in chosen for gap in _gaps(known, *_beside(local, day, zone)))
        if len(near) >= FEWEST:
            return near
    return sorted(after - before for before, after in pairwise(known))


def _is_alike(local: datetime, back: int) -> bool:
    """Whether so many days ago was a workday, or a day of the weekend, as that moment is."""
    return ((local - timedelta(back)).weekday() > 4) is (local.weekday() > 4)


def _at(ordered: Sequence[timedelta], share: float) -> timedelta:
    """What that *share* of values in order is no longer than."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _days(known: Sequence[datetime], now: datetime) -> int:
    return (now - known[0]).days + 1


def _beside(local: datetime, day: int, zone: tzinfo) -> tuple[datetime, datetime]:
    """From when to when it was the hour of a moment, or one beside it, so many days before."""
    hour = local.replace(minute=0, second=0, microsecond=0, tzinfo=None) - timedelta(days=day)
    return (hour - timedelta(hours=1)).replace(tzinfo=zone), (hour + timedelta(hours=2)).replace(tzinfo=zone)


def _gaps(known: Sequence[datetime], since: datetime, until: datetime) -> Iterable[timedelta]:
    """The times between each arrival within these moments and the one before."""
    begin, end = (bisect_left(known, moment) for moment in (since, until))
    return (after - before for before, after in pairwise(known[max(0, begin - 1) : end]))


def span(length: timedelta) -> str:
    """A length of time as people say it: ``40 s``, ``4 min``, ``3 h``, ``2 days``."""
    seconds = length.total_seconds()
    for unit, name, up_to in ((1, "s", 90), (60, "min", 90 * 60), (3600, "h", 48 * 3600)):
        if seconds < up_to:
            return f"{max(1, round(seconds / unit))} {name}"
    return f"{round(seconds / 86_400)} days"


def _failing(one: Address, now: datetime) -> str:
    if not one.failures:
        return one.problem
    since = f", last well {span(now - one.last_ok)} ago" if one.last_ok and one.last_ok <= now else ""
    times = "once" if one.failures == 1 else f"{one.failures} times"
    return f"failed {times}{since}: {one.problem}"
