"""A telegram as ANPA 1312 has it: its header's fields, its text line by line, its time line."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from msgspec import Struct

from dateline.news.slugs import serial_of
from dateline.wires.letters import fold
from dateline.wires.telegram import ETX, STX, Opening, unframed
from dateline.wires.times import parse_time

#: A header's second line: priority, category, keyword, day.
_SECOND: Final = (
    r"[A-Za-z] [A-Za-z][ \x11-\x14]{0,6} ?(?:(?:AM|BC|PM|AP)-|[A-Za-z])[^\n]{0,80} \d{1,2}-\d{1,2}(?: {0,4}\d{0,5})? *"
)
#: US stands between number and selector, and mail takes it away with all other control bytes.
OPENS: Final = Opening(
    first=re.compile(
        rf"[\s\x00\x16\x7f]*[A-Za-z]\d{{4}}(?:[A-Za-z]{{0,12}}\x1f|[^\n]{{0,24}}\n(?={_SECOND}(?:\n|\Z)))".encode()
    ),
    later=re.compile(
        rf"\n[\x00\x16 ]{{0,4}}[A-Za-z]\d{{4}}[\x1f\w.-]{{0,24}} *\n(?={_SECOND}(?:\n|\Z))".encode(),
    ),
)
_HEADER = re.compile(
    r"[\s\x00\x16\x7f]*(?P<service>[A-Za-z])(?P<number>\d{4})"
    r"(?:(?P<sender>[A-Za-z]{0,12})\x1f(?P<selector>[\w.-]*)|(?P<bare>[\w.-]*))[^\n]*\n"
)
_LINE = re.compile(
    r"[\x00 ]*(?P<priority>[A-Za-z]) (?P<category>[A-Za-z])(?P<codes>[ \x11-\x14]*)"
    r"(?P<keyword>[^\s\x11-\x14][^\n]{0,80}?)?"
    r"\s+(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:\s+(?P<words>\d{0,5}))?\s*\Z"
)
_VERSION = re.compile(
    r"[-,]?\s+(?:\d{1,2}(?:st|nd|rd|th)|Adv|Writethru|Kill|KILL|Correct|Advisory|Add|Sub|Insert|Lead|\d+ ?Takes?)"
    r"|-(?=\d{1,2}(?:ST|ND|RD|TH)-?(?:LD|ADD|LEAD))|,(?=Adv\d|\d{1,2}(?:st|nd|rd|th))"
)
#: ``AP-WF-02-20-16 0337GMT``: month, day and year, as Americans write them.
_AP_TIME = re.compile(
    r"(?P<wire>[A-Z]{2,5}(?:-[A-Z]{1,5}){0,2})[- ](?P<a>\d{1,2})[-/](?P<b>\d{1,2})[-/](?P<year>\d{4}|\d{2})[ T-]{1,2}"
    r"(?P<hour>\d{2})[:.-]?(?P<minute>\d{2})[ ]?(?P<zone>[A-Z]{1,4})?"
)
#: ``upi 01-16-20 07:45 aes``: UPI's clock has twelve hours, and a zone of the States in two letters.
_UPI_TIME = re.compile(
    r"upi (?P<a>\d{1,2})-(?P<b>\d{1,2})-(?P<year>\d{2}) (?P<hour>\d{2}):(?P<minute>\d{2}) (?P<half>[ap])"
    r"(?P<zone>[ecmp][sd])",
    re.IGNORECASE,
)
#: ``JST-22:15-09-12-18``: the clock, then day, month and year.
_ZONE_FIRST = re.compile(
    r"(?P<zone>[A-Z]{3,4})[- ](?P<hour>\d{2}):?(?P<minute>\d{2})[- ]"
    r"(?P<b>\d{1,2})[-/](?P<a>\d{1,2})[-/](?P<year>\d{4}|\d{2})"
)


class Header(Struct, frozen=True):
    """The two lines before the text."""

    #: The wire's letter and the message's number on it, in one: ``W2870``.
    number: str
    #: Who sends, where the header says so: ``KYODO``.
    sender: str
    selector: str
    #: One of f, b, u, r, d, a, s.
    priority: str
    category: str
    #: True where lines and columns are to be kept.
    tabular: bool
    #: The keyword as far as it fits: ``BC-LT--Argentina-CancerB``.
    keyword: str
    #: ``1stLd-Writethru``.
    version: str
    month: int
    day: int
    words: str

    @property
    def serial(self) -> str:
        """The number by which a kill calls the message."""
        return serial_of(self.number)


class Telegram(Struct, frozen=True):
    """One message."""

    header: Header
    #: The text's lines, the keyword line the first.
    lines: list[str]
    #: The moment of issue, UTC.
    issued: datetime | None
    #: The time line as sent, and what else follows the text.
    trailer: str


def telegram_of(text: str, received: datetime) -> Telegram | None:
    """The parts of a message; None where it does not open with a header."""
    found = _HEADER.match(text)
    if found is None:
        return None
    rest = text[found.end() :]
    line, _, after = rest.partition("\n")
    if STX in line:
        line, _, after = rest.partition(STX)
        after = STX + after
    second = _LINE.match(line)
    if second is None:
        if "\x1f" not in found[0]:
            return None
        after = rest
    header = _header(found, second)
    before, body, tail = unframed(after)
    lines = before.split("\n") if STX not in after or fold(before) else []
    lines += body.split("\n") if STX in after else []
    issued, trailer, lines = _timed(lines, tail, header, received, ended=ETX in after)
    return Telegram(header, lines, issued, trailer)


def _header(first: re.Match[str], second: re.Match[str] | None) -> Header:
    def told(name: str) -> str:
        return (second[name] or "").strip() if second else ""

    keyword = told("keyword")
    version = _VERSION.search(keyword)
    return Header(
        number=first["service"] + first["number"],
        sender=first["sender"] or "",
        selector=first["selector"] or first["bare"] or "",
        priority=told("priority").casefold(),
        category=told("category").casefold(),
        tabular="\x12" in (second["codes"] if second else ""),
        keyword=keyword[: version.start()] if version else keyword,
        version=keyword[version.start() :].strip(" ,-") if version else "",
        month=int(told("month") or 0),
        day=int(told("day") or 0),
        words=told("words").lstrip("0"),
    )


def _timed(
    lines: list[str], tail: str, header: Header, received: datetime, *, ended: bool
) -> tuple[datetime | None, str, list[str]]:
    """When the message was issued, what follows its text, and the text without a time line that stands in it."""
    trailer = fold(tail).rstrip("< ")
    if (moment := _moment(trailer, header)) is not None:
        return moment, trailer, lines
    last = len(lines)
    while last and not lines[last - 1].strip("\x00\x0c\x7f \t"):
        last -= 1
    if not ended and last and len(lines[last - 1]) < 60:
        words = fold(lines[last - 1]).rstrip("< ").lstrip("^")
        if (moment := _moment(words, header)) is not None:
            return moment, words, lines[: last - 1]
    return _midnight(header, received), trailer, lines


def _moment(line: str, header: Header) -> datetime | None:
    """The moment of a time line; the header's day tells which figure is the month."""
    found = _AP_TIME.search(line) or _ZONE_FIRST.search(line) or _UPI_TIME.search(line)
    if found is None:
        return None
    hour, zone = int(found["hour"]), found["zone"] or ""
    if found.re is _UPI_TIME:
        hour, zone = hour % 12 + (12 if found["half"] in "pP" else 0), f"{zone.upper()}T"
    month, day = int(found["a"]), int(found["b"])
    if month > 12 or ((day, month) == (header.month, header.day) and month != day):
        month, day = day, month
    year = int(found["year"])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    return parse_time(f"{year:04}-{month:02}-{day:02}T{hour:02}:{found['minute']}{zone}")


def _midnight(header: Header, received: datetime) -> datetime | None:
    """The header's day, in the year that brings it nearest to the receipt; all that is told where no time line is."""
    found = []
    for year in (received.year - 1, received.year, received.year + 1):
        with suppress(ValueError):
            found.append(datetime(year, header.month, header.day, tzinfo=UTC))
    return min(found, key=lambda day: abs(day - received), default=None)
