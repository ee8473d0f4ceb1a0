"""What telegrams have in common, IPTC 7901 and ANPA 1312 alike: frames, times, credits, notices."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final

from msgspec import Struct

from dateline.news.blocks import Block
from dateline.news.errors import WireError
from dateline.news.wire import Dateline
from dateline.wires.charset import unmarked
from dateline.wires.dateline import AGENCIES
from dateline.wires.letters import fold, has_one
from dateline.wires.months import MONTHS
from dateline.wires.times import parse_time
from dateline.wires.zones import moments_of

#: The bytes that begin a heading, begin a text, end it, and end the message.
SOH: Final = b"\x01"
STX: Final = "\x02"
ETX: Final = "\x03"
EOT: Final = b"\x04"
_WORD = re.compile(rb"[A-Za-z0-9\x80-\xff]{2}")
#: ``131137 GMT Nov 13``, ``AFP 121234 GMT MAR 2012``: day, hour, minute, zone, month, year.
_DAY_TIME = re.compile(
    r"(?<![\d:])(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})\s?(?P<zone>[A-Z]{1,4}|[+-]\d{4})?[ \t]+"
    r"(?P<month>[^\W\d_]{3,10})\.?[ \t]+(?P<year>\d{4}|\d{2})(?!\d)"
)
#: ``16-GEN-20 12:34`` as ANSA has it, ``2020-01-16/12:34`` as APA does.
_TYPED_TIME = re.compile(
    r"(?<![\d:-])(?:(?P<day>\d{1,2})[-. ](?P<month>[^\W\d_]{3,10})\.?[-. ](?P<year>\d{4}|\d{2})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}))[ /T,]{1,3}(?P<hour>\d{2})[:.]?(?P<minute>\d{2})(?!\d)"
    r"(?:\s(?P<zone>[A-Z]{3,4}|[+-]\d{4})(?!\w))?"
)
_MORE_MONTHS: Final = {
    "maj": 5, "mei": 5, "toukokuu": 5, "avg": 8, "dez": 12, "dec": 12, "des": 12, "fev": 2, "aou": 8, "mae": 3,
    "mrt": 3, "mär": 3, "ian": 1, "gen": 1, "sty": 1, "lut": 2, "kwi": 4, "cze": 6, "lip": 7, "sie": 8, "wrz": 9,
    "paz": 10, "paź": 10, "lis": 11, "gru": 12, "lug": 7, "giu": 6, "mag": 5, "set": 9, "ott": 10, "dic": 12, "ene": 1,
    "ago": 8, "out": 10, "abr": 4, "avr": 4,
}  # fmt: skip
#: A sign, or the word, before a year and a name: ``© 2020 Northwire``, ``c.2020 Northwire``, ``Copyright Northwire``.
_COPYRIGHT = re.compile(
    r"[\[(]?(?:\b(?:Copyright|COPYRIGHT)\b[\s:]*|(?=©|\([cC]\)|(?<!\w)c\.\d{4}))(?P<sign>©|\([cC]\)|c\.(?=\d)|by\s)?\s*"
    r"(?P<year>\d{4}(?:-\d{4})?,?\s+)?(?:by\s+)?(?P<holder>[^\n.]{2,120})"
)
_SIGNS: Final = ("©", "(c)", "(C)", "opyright", "OPYRIGHT", "c.1", "c.2")
#: What stands behind a holder's name.
_RESERVED = re.compile(
    r"[\s,;–—-]*\b(?:all rights|alle rechte|tous droits|todos los derechos|todos os direitos|tutti i diritti)\b.*", re.I
)
#: A name without a year is known, or behind a sign; and no line of more words is a notice then.
_NAMED: Final = 10
#: ``San Diego (tca/dpa) - ``: in a telegram's first paragraph, an agency that nobody knows beside one that all know.
_CREDITED = re.compile(
    r"(?P<place>[^\W\d_a-z][^()\n<>&]{1,60}?) \((?P<who>[^\W\d_]{2,9}(?:[ /,;+-]{1,2}[^\W\d_]{2,9}){0,3})\)"
    r"(?P<dash>\s*(?:-{1,2}|[–—_:])\s+|\s+(?=[A-ZÀ-Þ\"«“]))"
)
#: No delivery has more lines, if they have fewer bytes each.
_MOST_LINES: Final = 100_000
_SHORT: Final = 16
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST_NOTICE: Final = 500
#: In words.
_PLACED: Final = 7
_BETWEEN: Final = re.compile(r"[ /,;+-]+")


class Frame(Struct, frozen=True):
    """The bytes of one message, from its heading on, and its place in the file, from 1."""

    number: int
    data: bytes


def normalised(data: bytes, *, format: str) -> bytes:
    """
    A delivery with LF for all line ends, and without a byte order mark.

    Raises:
        WireError: If it has more short lines than any news, each of which takes far more memory than its bytes.
    """
    data = unmarked(data).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = data.count(b"\n")
    if lines > _MOST_LINES and len(data) < _SHORT * lines:
        raise WireError(format, "document", f"{lines} lines of next to nothing are no news")
    return data


class Opening(Struct, frozen=True):
    """How a wire's messages begin."""

    #: A heading that opens a file, or follows SOH.
    first: re.Pattern[bytes]
    #: One that nothing but its own form shows; it begins with the line end before it.
    later: re.Pattern[bytes]


def frames(data: bytes, opening: Opening) -> Iterator[Frame]:
    """
    Part a file into its messages.

    Args:
        data: Messages one after the other, with SOH and EOT around them, or without, as mail leaves them; line ends are
            LF.
    Returns:
        Each message from its heading to the next; what stands before the first heading, if there are words in it, is a
        frame numbered 0.
    """
    number = 0
    for piece in data.replace(EOT, SOH).split(SOH):
        if not piece or not _WORD.search(piece):
            continue
        starts = [0] if opening.first.match(piece) else []
        starts += [found.start() + 1 for found in opening.later.finditer(piece)]
        begin = starts[0] if starts else len(piece)
        if begin and _WORD.search(piece, 0, begin):
            yield Frame(0, piece[:begin])
        for start, end in pairwise([*starts, len(piece)]):
            number += 1
            yield Frame(number, piece[start:end])


def unframed(text: str) -> tuple[str, str, str]:
    """
    A message's parts: what stands before STX, the text, and what follows ETX.

    The text is empty where there is no STX; what then is text, the heading's reader knows.
    """
    head, mark, rest = text.partition(STX)
    if not mark:
        head, _, tail = text.partition(ETX)
        return head, "", tail
    body, _, tail = rest.partition(ETX)
    return head, body.replace(STX, "\n"), tail


def day_time(text: str) -> tuple[datetime, str] | None:
    """
    The moment of a time line, and the line.

    Args:
        text: Lines, of which the last such as ``131137 GMT Nov 13`` or ``101137 Dez 2018`` counts; months in the
            languages of the trade. Without a zone it is UTC.
    Returns:
        None where there is none, or the calendar has no such day.
    """
    found = _last_of(_DAY_TIME, text) or _last_of(_TYPED_TIME, text)
    if found is None:
        return None
    told = found.groupdict()
    if not (date := told.get("iso")):
        name = found["month"].casefold()
        month = MONTHS.get(name) or _MORE_MONTHS.get(name) or MONTHS.get(name[:3]) or _MORE_MONTHS.get(name[:3])
        if month is None:
            return None
        year = int(found["year"])
        year += 0 if year > 99 else 2000 if year < 70 else 1900
        date = f"{year:04}-{month:02}-{int(found['day']):02}"
    zone = found["zone"] or ""
    day = f"{date}T{found['hour']}:{found['minute']}"
    moment = parse_time(day + zone)
    if moment is None and (local := parse_time(day)) is not None:
        # Of a name with two meanings, such as MEZ in summer, the later.
        moment = max((local.replace(tzinfo=place).astimezone(UTC) for place in moments_of(zone)), default=None)
    return (moment, found[0]) if moment else None


def _last_of(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(iter(deque(pattern.finditer(text), maxlen=1)), None)


def credited(body: tuple[Block, ...]) -> tuple[Dateline | None, tuple[Block, ...]]:
    """
    The dateline of a *body* that no other form fits: a place, and parentheses with an agency known, or in small letters
    before a dash.

    Returns:
        None where there is none, and the body; else the dateline, and the body without it.
    """
    inner = body[0].html[3:-4] if body and body[0].kind == "paragraph" else ""
    found = _CREDITED.match(inner) if "(" in inner[:80] else None
    if found is None:
        return None, body
    agencies = tuple(_BETWEEN.split(found["who"]))
    known = any(one.casefold() in AGENCIES for one in agencies)
    small = found["dash"].strip() != "" and found["who"].islower()
    if not (known or small) or len(found["place"].split()) > _PLACED:
        return None, body
    rest = inner[found.end() :].lstrip()
    opened = (Block("paragraph", f"<p>{rest}</p>"),) if rest else ()
    return Dateline(found["place"].strip(), agencies, in_body=True), (*opened, *body[1:])


def copyright_in(lines: Iterable[str]) -> tuple[str, str]:
    """The first copyright notice among *lines*, and its holder; empty where there is none."""
    for line in lines:
        if (
            has_one(line, _SIGNS)
            and (found := _COPYRIGHT.search(line))
            and (holder := _holder(found, line)) is not None
        ):
            return fold(found[0]), holder
    return "", ""


def notice_of(line: str) -> tuple[str, str]:
    """A *line* that opens as a notice of copyright does, and its holder; empty where it is none."""
    found = _COPYRIGHT.match(line) if len(line) < _LONGEST_NOTICE and has_one(line, _SIGNS) else None
    holder = _holder(found, line) if found else None
    return ("", "") if holder is None else (line, holder)


def without_notice(body: tuple[Block, ...]) -> tuple[tuple[Block, ...], str, str]:
    """A *body* without a last paragraph that is a notice of copyright, the notice, and its holder."""
    notice, holder = notice_of(body[-1].text if body and len(body[-1].html) < _LONGEST_NOTICE else "")
    return (body[:-1] if notice else body), notice, holder


def _holder(found: re.Match[str], line: str) -> str | None:
    """Whose copyright a notice tells; None where it is none: "Copyright reform is near" is news."""
    holder = _RESERVED.sub("", fold(found["holder"])).rstrip(" .,)")
    named = found["sign"] and line.count(" ") <= _NAMED
    if found["year"] or named or _YEAR.search(holder) or holder.casefold() in AGENCIES:
        return "" if holder.isdecimal() else holder
    return None
