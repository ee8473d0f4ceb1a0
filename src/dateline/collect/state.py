"""When to ask an address again: what is remembered between two polls, and the pure rules that follow from it."""

import os
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.house import Feed

#: The longest wait after failures, in seconds; and the longest that a server's Retry-After is believed.
LONGEST, LONGEST_TOLD = 3600.0, 86_400.0
#: Seconds until an address that is gone for good is asked again: servers say so by mistake, too.
GONE: Final = 7 * 86_400.0
#: Two newsrooms do not come back to one server at the same moment.
_SALT: Final = os.urandom(16)

_SECONDS = re.compile(r"[0-9]{1,9}")


class PollState(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What is remembered of an address; poll state is kept in a table of its own, not in the ledger."""

    #: The address, without a name and password.
    url: str
    #: The server's marks for what it sent last, to the letter; empty if none.
    etag: str = ""
    last_modified: str = ""
    #: SHA-256 of the last body, in hexadecimal; empty before the first.
    digest: str = ""
    #: When it was asked last; UTC.
    asked: datetime | None = None
    #: When to ask again; UTC. None: at once.
    next_due: datetime | None = None
    #: Failures since the last success.
    failures: int = 0
    #: When it last answered well; UTC.
    last_ok: datetime | None = None
    #: What is wrong with it, for the desk; empty if nothing.
    last_problem: str = ""
    #: Where it has moved to for good, as the server says; empty if it has not.
    moved_to: str = ""
    #: How long its last good answer took, in seconds.
    took: float = 0.0


def due(
    feeds: Iterable[tuple[str, Feed]], states: Mapping[tuple[str, str], PollState], now: datetime
) -> tuple[tuple[str, Feed], ...]:
    """
    The feeds to ask at the moment *now*.

    Args:
        feeds: Source's code and feed.
        states: By source's code and address as the feed has it.
        now: The moment; UTC.
    Returns:
        Those never asked first, then the longest overdue. What was asked in the future is due at once: the clock has
        been put back, and its waits mean nothing.
    """
    never = datetime.min.replace(tzinfo=UTC)
    whens = ((_next(states.get((source, feed.url)), now) or never, source, feed) for source, feed in feeds)
    ready = sorted((w for w in whens if w[0] <= now), key=lambda w: (w[0], w[1], w[2].url))
    return tuple((source, feed) for _, source, feed in ready)


def answered(state: PollState, now: datetime, *, every: int) -> PollState:
    """The *state* after a good answer at the moment *now*: asked again after *every* seconds."""
    problem = ""
    if state.moved_to:
        problem = (
            f"it has moved for good to {state.moved_to}, and is asked there; write that address into the source's file"
        )
    due_at = now + timedelta(seconds=every)
    return replace(state, asked=now, next_due=due_at, failures=0, last_ok=now, last_problem=problem)


def failed(state: PollState, now: datetime, what: str, *, every: int, retry_after: float | None) -> PollState:
    """
    The *state* after a failure.

    Args:
        state: As it was.
        now: The moment; UTC.
        what: What happened, for the desk.
        every: Seconds between polls when all is well.
        retry_after: Seconds that the server asked us to wait; ``inf``: it is gone. None: it did not say.
    Returns:
        Asked again after every x 2^failures seconds, less up to a quarter by chance so that many do not come back at
        once, and within the hour (or *every*, where that is longer). A server's word is kept instead, up to a day, but
        never makes us ask more often than *every*.
    """
    failures = state.failures + 1
    if retry_after is None:
        wait = min(every * 2.0 ** min(failures, 32), max(LONGEST, every)) * (1 - _chance(state.url, failures) / 4)
    elif retry_after == float("inf"):
        wait = GONE
    else:
        wait = min(retry_after, LONGEST_TOLD)
    next_due = now + timedelta(seconds=max(wait, every))
    return replace(state, asked=now, next_due=next_due, failures=failures, last_problem=what)


def _chance(url: str, failures: int) -> float:
    """A number from 0 to 1, of this process's own."""
    return int.from_bytes(blake2b(f"{failures} {url}".encode(), digest_size=4, key=_SALT).digest(), "big") / 2**32


def retry_after(value: str | None, date: str | None, now: datetime) -> float | None:
    """
    The seconds that a Retry-After header means.

    Args:
        value: Seconds, or an HTTP date.
        date: The answer's Date header: an HTTP date counts from there, whatever our own clock shows.
        now: Stands in for *date*.
    Returns:
        None if there is none or it cannot be understood.
    Source:
        RFC 9110, §10.2.3
    """
    if value is None:
        return None
    if _SECONDS.fullmatch(value.strip()):
        return float(value)
    until = _http_date(value)
    if until is None:
        return None
    return max(0.0, (until - (_http_date(date) or now)).total_seconds())


def _next(state: PollState | None, now: datetime) -> datetime | None:
    return None if state is None or (state.asked and now < state.asked) else state.next_due


def _http_date(value: str | None) -> datetime | None:
    try:
        when = parsedate_to_datetime(value or "")
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
