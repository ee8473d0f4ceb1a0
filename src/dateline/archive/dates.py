"""Days as they are typed: ``2020``, ``2020-01``, ``2020-01-16``, and from one to another with two dots between."""

import re
from datetime import date, timedelta

from msgspec import Struct

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


class Days(Struct, frozen=True):
    """Days on end; None at an end that is open."""

    first: date | None
    #: The day after the last.
    after: date | None


def days(text: str) -> Days | None:
    """What is typed behind ``date:``; None if it is no day, month, year or range of them."""
    begin, dots, end = text.partition("..")
    if not dots:
        return _unit(begin)
    first, last = _unit(begin) if begin else _OPEN, _unit(end) if end else _OPEN
    if first is None or last is None or not (begin or end):
        return None
    # Whoever types the later day first means the same days.
    if first.first and last.first and last.first < first.first:
        first, last = last, first
    return Days(first.first, last.after)


def since(text: str) -> Days | None:
    """From the first day of what is typed on."""
    found = _unit(text)
    return Days(found.first, None) if found else None


def until(text: str) -> Days | None:
    """Up to the last day of what is typed, and with it."""
    found = _unit(text)
    return Days(None, found.after) if found else None


_OPEN = Days(None, None)


def _unit(text: str) -> Days | None:
    """The days of one year, month or day."""
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(n) if n else None for n in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day is not None:
            return Days(first, first + timedelta(days=1))
        if month is None:
            return Days(first, date(first.year + 1, 1, 1))
        return Days(first, (first + timedelta(days=31)).replace(day=1))
    except (ValueError, OverflowError):
        return None
