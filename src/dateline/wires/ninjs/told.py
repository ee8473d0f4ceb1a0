"""What single fields of JSON tell, here and in `ap_media`: numbers, limits, and what may not be shown."""

import re
from datetime import datetime
from typing import Final, NamedTuple

from msgspec import Struct

from dateline.news.wire import Notice, Problem, SourceStatus, Version
from dateline.wires.times import parse_time

_ZONE = re.compile(r"(?:[Zz]|[+-]\d\d(?::?\d\d)?|[A-Za-z]{2,4})\s*\Z")
_DIGITS = re.compile(r"\d{1,19}", re.ASCII)
_DEGREE = re.compile(r"([1-9])(?:\.0+)?", re.ASCII)
#: The largest number that every store of ours can hold.
_LARGEST: Final = 2**63 - 1


class Told(Struct):
    """What a delivery tells besides its versions, gathered as it is read."""

    problems: list[Problem]
    notices: list[Notice]


class Terms(NamedTuple):
    """When, and whether at all, an item may be used."""

    status: SourceStatus
    embargo: datetime | None
    expires: datetime | None
    #: Why it may not be relied on; empty if it may.
    doubt: str


def number_of(text: str, where: str, problems: list[Problem]) -> int | None:
    """A version's number; None where *text* is none that we can hold, which is told."""
    number = int(text) if _DIGITS.fullmatch(text) else None
    if number is not None and number <= _LARGEST:
        return number
    if text:
        problems.append(Problem(where, f"{text[:40]!r} is no number; versions go by their times"))
    return None


def urgency_of(text: str, where: str, problems: list[Problem], *, most: int = 9) -> int | None:
    """1 to 9; None where *text* is none of these, which is told. The source's own scale goes to *most*."""
    digit = _DEGREE.fullmatch(text)
    if text and not digit:
        problems.append(Problem(where, f"{text[:40]!r} is not on the scale 1 to {most}; ignored"))
    return int(digit[1]) if digit else None


def time_of(text: str, where: str, problems: list[Problem]) -> datetime | None:
    """A moment, UTC; None where *text* is none, which is told."""
    moment = parse_time(text) if text else None
    if text and moment is None:
        problems.append(Problem(where, f"{text[:60]!r} is no time; ignored"))
    return moment


def limit_of(text: str | None, where: str, problems: list[Problem]) -> datetime | None:
    """The moment of an embargo or an expiry; one without a time zone is UTC, which is told."""
    moment = parse_time(text) if text else None
    if text and moment and not _ZONE.search(text):
        problems.append(Problem(where, f"{text!r} names no time zone; read as UTC"))
    return moment


def may_be_shown(part: Terms, whole: Version, where: str, told: Told, *, kind: str, item: str, note: str = "") -> bool:
    """
    True of a picture or a sound that may be used whenever the *whole* that it came in may.

    Args:
        where: Its place, for problems.
        told: That it is left out is added here, and a notice for those who have it already, where it has an id.
        kind: What it is, in a word.
        item: Its id; empty if none.
        note: What its source says of it to the desk.
    """
    later = part.embargo is not None and (whole.embargo is None or part.embargo > whole.embargo)
    if part.status == "usable" and not part.doubt and not later:
        return True
    ahead = f"embargoed until {part.embargo:%Y-%m-%d %H:%M} UTC" if part.embargo else ""
    why = part.status if part.status != "usable" else part.doubt or ahead
    told.problems.append(Problem(where, f"the {kind} is {why}; left out"))
    if item:
        told.notices.append(Notice(action="kill" if part.status == "canceled" else "withhold", item=item, text=note))
    return False
