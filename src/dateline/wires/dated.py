"""Datelines back into words: as a field has them, and as a text opens with them."""

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.wire import Dateline, Version
from dateline.wires.dateline import parse_dateline, split_dateline

_NONE: Final = Dateline()
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Dated(Struct, frozen=True):
    """A text with its dateline, as it is written."""

    body: tuple[Block, ...]
    #: The dateline that goes into a field of its own; None where the text opens with it, or there is none.
    beside: Dateline | None = None


def dated(version: Version, *, beside: bool) -> Dated:
    """
    The body of a *version* as it opened before its dateline was taken off.

    Args:
        beside: True where the format has a field for a dateline: one that would not be known again at the beginning
            of the text goes there.
    """
    dateline, body = version.dateline, version.body
    if dateline is None:
        return Dated(body)
    if not dateline.in_body or not body or not body[0].html.startswith("<p>"):
        return Dated(body, dateline)
    for opening in _openings(dateline, version.issued is not None):
        if _is_known(opening, dateline, version):
            return Dated(_opened(opening, body))
    if beside:
        return Dated(body, dateline)
    return Dated(_opened(next(_openings(dateline, known=True)), body))


def moved(words: Dated) -> list[str]:
    """That a dateline opened its text, where it stands beside it now, in words."""
    return ["that the dateline opened the text"] if words.beside and words.beside.in_body and words.body else []


def line(dateline: Dateline) -> str:
    """The *dateline* as a field has it: ``Baghdad (AFP/UPI) Jan 16, 2020``."""
    agencies = f"({'/'.join(dateline.agencies)})" if dateline.agencies else ""
    return " ".join(filter(None, (dateline.place, agencies, _day(dateline.day, year=True))))


def told(dateline: Dateline) -> Dateline:
    """As much of a *dateline* as can be read again from its `line`, never less than its place."""
    whole = replace(dateline, in_body=False, assumed=False)
    parts = (whole, replace(whole, day=None), replace(whole, agencies=()))
    place = replace(whole, agencies=(), day=None)
    return next((one for one in parts if one != _NONE and parse_dateline(line(one)) == one), place)


def _openings(dateline: Dateline, known: bool) -> Iterator[str]:
    """The forms that agencies print, the commonest first; *known* says that the year follows from the issue."""
    agencies = f" ({'/'.join(dateline.agencies)})" if dateline.agencies else ""
    for year in (False, True) if known else (True,):
        day = _day(dateline.day, year=year)
        yield (", ".join(filter(None, (dateline.place, day))) + agencies).strip()
        if day and agencies:
            yield f"{dateline.place}{agencies} {day}".strip()


def _day(day: date | None, *, year: bool) -> str:
    if day is None:
        return ""
    return f"{_MONTHS[day.month - 1]} {day.day}" + (f", {day.year}" if year else "")


def _is_known(opening: str, dateline: Dateline, version: Version) -> bool:
    words = version.body[0].text
    hint = version.issued.date() if version.issued else None
    found, rest = split_dateline(f"{opening} — {words}", day_hint=hint)
    return rest == words and found == replace(dateline, assumed=False)


def _opened(opening: str, body: tuple[Block, ...]) -> tuple[Block, ...]:
    return (Block("paragraph", f"<p>{escape(opening, quote=False)} — {body[0].html[3:]}"), *body[1:])
