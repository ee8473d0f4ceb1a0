"""How a source is doing: whether it is silent for longer than it ever is at this time of the day, slow, or failing."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from statistics import median
from typing import Literal

from msgspec import Struct

#: How far back a rhythm is looked for.
REACH = timedelta(days=35)
#: Nobody is told of a shorter silence.
SHORTEST = timedelta(minutes=30)
#: Arrivals without which there is no rhythm, and days after which there is one by the hour.
FEWEST, DAYS = 8, 4
#: Seconds that an answer may take before it is slow.
SLOW = 20.0
#: Days that a weekday is compared with those before it.
WEEK = 7

State = Literal["fine", "silent", "failing", "slow", "moved", "nothing yet"]


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
    quiet = silence(arrivals, now, zone)
    wrong: list[tuple[State, str]] = []
    for one in asked:
        if one.problem:
            wrong.append(("failing" if one.failures else "moved", f"{one.url}: {_failing(one, now)}"))
        elif one.took > SLOW:
            wrong.append(("slow", f"{one.url}: slow, its last answer took {one.took:.0f} s"))
    if quiet is not None:
        wrong.insert(0, ("silent", quiet.words))
    state: State = "fine" if arrivals or any(one.last_ok for one in asked) else "nothing yet"
    for grave in ("failing", "silent", "slow", "moved"):
        if any(one == grave for one, _ in wrong):
            state = grave
            break
    day = len(arrivals) - bisect_right(arrivals, now - timedelta(days=1))
    last = arrivals[-1] if arrivals else None
    return Health(source, state, tuple(words for _, words in wrong), last, day, usual(arrivals, now, zone))


def silence(arrivals: Sequence[datetime], now: datetime, zone: tzinfo) -> Silence | None:
    """
    Whether a source is silent for longer than it was, at this time of the day, on the days that it is measured by.

    A night without news is not told where nights are without news, nor a Sunday where Sundays are: the silence must be
    longer than twice what it was at this hour on nearly all workdays, or days of the weekend, and on the same weekday,
    and six usual times more. Of a source known for less than `DAYS`, it must be ten times as long as any before.
    """
    known = arrivals[bisect_right(arrivals, now - REACH) : bisect_right(arrivals, now)]
    every = usual(arrivals, now, zone)
    if len(known) < FEWEST or every is None:
        return None
    lasts = now - known[-1]
    if lasts < SHORTEST or lasts < 3 * every:
        return None
    ages = _ages(known, now, zone)
    if len(ages) < DAYS:
        longest = max(after - before for before, after in pairwise(known))
        return Silence(known[-1], lasts, every) if lasts > 10 * longest else None
    weekend = now.astimezone(zone).weekday() > 4
    alike = [age for back, age in ages.items() if ((now.astimezone(zone) - timedelta(back)).weekday() > 4) is weekend]
    ordered = sorted(alike if len(alike) >= DAYS else ages.values())
    nearly_all = ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))]
    # One breakdown among the days of a name is no habit; of one or two days nobody can tell.
    same = sorted(age for back, age in ages.items() if back % WEEK == 0)
    own = (same[-2:-1] if len(same) > 2 else same[-1:]) or [timedelta()]
    return Silence(known[-1], lasts, every) if lasts > 2 * max(nearly_all, own[0]) + 6 * every else None


def _ages(known: Sequence[datetime], now: datetime, zone: tzinfo) -> dict[int, timedelta]:
    """How long nothing had come at this hour of each day before, by how many days ago that was."""
    local = now.astimezone(zone)
    found: dict[int, timedelta] = {}
    for back in range(1, REACH.days + 1):
        then = (local.replace(tzinfo=None) - timedelta(days=back)).replace(tzinfo=zone)
        at = bisect_right(known, then)
        if at == 0:
            break
        found[back] = then - known[at - 1]
    return found


def usual(arrivals: Sequence[datetime], now: datetime, zone: tzinfo) -> timedelta | None:
    """The median time between two arrivals at this hour of the day and those beside it, else at any; None of few."""
    known = arrivals[bisect_right(arrivals, now - REACH) : bisect_right(arrivals, now)]
    if len(known) < FEWEST:
        return None
    hour = now.astimezone(zone).hour
    gaps = [(after.astimezone(zone).hour, after - before) for before, after in pairwise(known)]
    near = [gap for at, gap in gaps if (at - hour) % 24 in (23, 0, 1)]
    chosen = near if len(near) >= FEWEST else [gap for _, gap in gaps]
    return timedelta(seconds=median(gap.total_seconds() for gap in chosen))


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
