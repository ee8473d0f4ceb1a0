"""A telegram as IPTC 7901 has it: its heading's fields, its keywords, its text line by line."""

import re
from datetime import datetime
from typing import Final

from msgspec import Struct

from dateline.news.slugs import serial_of
from dateline.wires.dateline import split_dateline
from dateline.wires.letters import fold
from dateline.wires.telegram import ETX, STX, Opening, day_time, unframed

_FIELDS: Final = r"[A-Za-z]{1,5} ?\d{2,6}[ \t]+\d[ \t]+[A-Za-z]{1,4}"
OPENS: Final = Opening(
    first=re.compile(rf"[\s\x00\x16\x7f]*{_FIELDS}(?=[ \t\r\n]|\Z)".encode()),
    later=re.compile(
        rb"\n[\x00\x16\x7f ]{0,4}[A-Za-z]{2,5}\d{3,6} \d [A-Za-z]{1,3} {1,4}\d{1,5}(?: {1,9}[^\n]{0,100})?(?=\n)"
    ),
)
_HEADING = re.compile(
    r"[\s\x00\x16\x7f]*(?P<source>[A-Za-z]{1,5}) ?(?P<number>\d{2,6})[ \t]+(?P<priority>\d)[ \t]+"
    r"(?P<category>[A-Za-z]{1,4})(?:[ \t]+(?P<words>\d{1,5})(?!\S))?[ \t]*(?P<optional>[^\n]*)"
)
#: The agency's own number, by which it calls the message in a kill: ``dpa 061``.
_SERVICE = re.compile(r"(?:^|\s)[A-Za-z][A-Za-z-]{1,11} (?P<number>\d{2,6})\s*$")
#: White space, and what a line is padded with.
_BLANKS: Final = " \t\x7f\x00"
#: A dateline has its agency within so many letters.
_OPENING: Final = 80
#: Orders to the desk stand in so many lines below a head.
_ORDERS: Final = 5
#: What ended a message on the telex.
_OVER: Final = "NNNN"
_LONGEST_TIME: Final = 60
#: A head ends in the first so many lines, or there is none.
_HIGHEST: Final = 16


class Heading(Struct, frozen=True):
    """The first line."""

    #: Who sends, and over which channel: ``eca``.
    source: str
    #: Of the message on this channel, as sent: ``062``.
    number: str
    #: 1, flash, to 6.
    priority: str
    category: str
    #: How many words the text has, as sent; empty if that is left out.
    words: str
    #: What the agency adds: ``ccccb dpa 061``.
    optional: str

    @property
    def message(self) -> str:
        """Source and number in one, as the telegram has them."""
        return self.source + self.number

    @property
    def serial(self) -> str:
        """The number by which the agency calls the message: its own where it adds one, else the heading's."""
        service = _SERVICE.search(self.optional)
        return serial_of(service["number"] if service else self.message.casefold())


class Telegram(Struct, frozen=True):
    """One message."""

    heading: Heading
    #: The lines before the text.
    keywords: tuple[str, ...]
    #: Headlines, instructions and byline, up to the line that ends with ``=``.
    head: tuple[str, ...]
    #: The lines after them.
    body: list[str]
    #: The moment in the time line, UTC.
    issued: datetime | None
    #: What follows the text beside that.
    trailer: str


def telegram_of(text: str) -> Telegram | None:
    """The parts of a message; None where it does not open with a heading."""
    found = _HEADING.match(text)
    if found is None:
        return None
    heading = Heading(**{name: (value or "").strip() for name, value in found.groupdict().items()})
    framed = STX in text[found.end() :]
    before, body, tail = unframed(text[found.end() :])
    if framed:
        above, lines = before.split("\n"), body.split("\n")
        # Some set the headline above the mark too.
        if (marked := _marked(above)) is not None:
            keywords, start = _keywords(above, marked + 1)
            lines, end = [*above[start:], *lines], marked + 1 - start
        else:
            keywords, end = tuple(filter(None, map(fold, above))), _head_end(lines)
    else:
        lines = before.split("\n")
        end = _head_end(lines)
        keywords, start = _keywords(lines, end)
        lines, end = lines[start:], max(end - start, 0)
    time, rest, lines = _timed(lines, tail, ended=ETX in text)
    return Telegram(heading, keywords, tuple(filter(None, map(fold, lines[:end]))), lines[end:], time, rest)


def _marked(lines: list[str]) -> int | None:
    """The place of the line that ends a head with ``=``; None if there is none."""
    return next((n for n, line in enumerate(lines[:_HIGHEST]) if line.rstrip(_BLANKS)[-1:] == "="), None)


def _head_end(lines: list[str]) -> int:
    """
    How many of *lines* belong to the head: up to one that ends with ``=``, else up to a blank one, to one that is set
    in, or to the text's dateline.

    None do where the text opens at once.
    """
    if (marked := _marked(lines)) is not None:
        return _ordered(lines, marked + 1)
    first = -1
    for place, line in enumerate(lines):
        words = line.strip(_BLANKS)
        if not words:
            if first >= 0 and any(map(_has_words, lines[place:])):
                return place
        elif _opens_text(line, words, lines[first] if first >= 0 else ""):
            return place
        elif first < 0 and not words.endswith("/"):
            # Keywords, each line of which ends so, are no head.
            first = place
    return first + 1 if _goes_on(lines, first) else len(lines)


def _has_words(line: str) -> bool:
    return line.strip(_BLANKS) != ""


def _ordered(lines: list[str], end: int) -> int:
    """Where a head ends that orders to the desk follow: "ATTENTION - ADDS quote ///", "= (Photo) ="."""
    below = (n for n in range(end, min(end + _ORDERS, len(lines))) if lines[n].rstrip(_BLANKS).endswith(("///", "=")))
    return max(below, default=end - 1) + 1


def _opens_text(line: str, words: str, headline: str) -> bool:
    """True if a *line* is set in below a *headline* that is not, or begins with a dateline."""
    set_in = headline[:1].strip() != "" and line.startswith(("  ", "\t"))
    return set_in or ("(" in words[:_OPENING] and split_dateline(words)[0] is not None)


def _goes_on(lines: list[str], first: int) -> bool:
    """True if what stands below the *first* line, with nothing between, is text: it ends like a sentence."""
    below = [line.strip(_BLANKS) for line in lines[first + 1 :] if _has_words(line)]
    return bool(below) and first >= 0 and below[-1].rstrip("\"'”»)").endswith((".", "!", "?"))


def _keywords(lines: list[str], end: int) -> tuple[tuple[str, ...], int]:
    """The keywords of a message that has lost its STX, and where its head begins."""
    start = end
    while start > 0 and lines[start - 1].strip():
        start -= 1
    while start < end and lines[start].rstrip().endswith("/"):
        start += 1
    return tuple(filter(None, map(fold, lines[:start]))), start


def _timed(lines: list[str], tail: str, *, ended: bool) -> tuple[datetime | None, str, list[str]]:
    """The moment of issue, what else follows the text, and the text without the time line where that stands in it."""
    last = len(lines)
    while last and lines[last - 1].strip(_BLANKS) in ("", _OVER):
        last -= 1
    lines = lines[:last]
    if told := day_time(tail):
        return told[0], fold(tail.replace(told[1], " ")), lines
    line = lines[-1].strip(_BLANKS).removesuffix(_OVER) if lines else ""
    if line[:1].isalnum() and len(line) < _LONGEST_TIME and (told := day_time(line)):
        rest = fold(line.replace(told[1], " "))
        if not ended or not rest:
            return told[0], " ".join(filter(None, (rest, fold(tail)))), lines[:-1]
    return None, fold(tail), lines
