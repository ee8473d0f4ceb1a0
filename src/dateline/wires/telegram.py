"""What telegrams have in common, IPTC 7901 and ANPA 1312 alike: frames, lines, times, takes."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from itertools import pairwise
from typing import Final

from msgspec import Struct

from dateline.news.blocks import Block, paragraph
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
#: Typed lines are so long, at least and at most; longer ones are paragraphs.
_MARGIN: Final = (50, 100)
#: A typist goes to a new line this near to the margin at the earliest.
_NEARLY: Final = 0.8
_MOST_COLUMNS: Final = 40
_POINTS: Final = tuple(f"\n{mark} " for mark in "-*•·–_")
_COLUMNS = re.compile(r" {2,}|\t\s*")
_POINT = re.compile(r"(?:[-*•·–]|_(?=\s))\s+(?=\S)")
#: ``131137 GMT Nov 13``, ``AFP 121234 GMT MAR 2012``: day, hour, minute, zone, month, year.
_DAY_TIME = re.compile(
    r"(?<![\d:])(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})\s?(?P<zone>[A-Z]{1,4}|[+-]\d{4})?[ \t]+"
    r"(?P<month>[^\W\d_]{3,10})\.?[ \t]+(?P<year>\d{4}|\d{2})(?!\d)"
)
_MORE_MONTHS: Final = {
    "maj": 5, "mei": 5, "toukokuu": 5, "avg": 8, "dez": 12, "dec": 12, "des": 12, "fev": 2, "aou": 8, "mae": 3,
    "mrt": 3, "mär": 3, "ian": 1, "gen": 1, "sty": 1, "lut": 2, "kwi": 4, "cze": 6, "lip": 7, "sie": 8, "wrz": 9,
    "paz": 10, "paź": 10, "lis": 11, "gru": 12, "lug": 7, "giu": 6, "mag": 5, "set": 9, "ott": 10, "dic": 12, "ene": 1,
    "ago": 8, "out": 10, "abr": 4, "avr": 4,
}  # fmt: skip
_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|\bCopyright\b)[\s©]*(?:\([cC]\)\s*)?(?:\d{4}(?:-\d{4})?,?\s+)?(?P<holder>[^\n.]{2,120})"
)
#: ``San Diego (tca/dpa) - ``: in a telegram's first paragraph, an agency that nobody knows beside one that all know.
_CREDITED = re.compile(
    r"(?P<place>[^\W\d_a-z][^()\n<>&]{1,60}?) \((?P<who>[^\W\d_]{2,9}(?:[ /,;+-]{1,2}[^\W\d_]{2,9}){0,3})\)"
    r"(?P<dash>\s*(?:-{1,2}|[–—_:])\s+|\s+(?=[A-ZÀ-Þ\"«“]))"
)
#: No delivery has more lines, if they have fewer bytes each.
_MOST_LINES: Final = 100_000
_SHORT: Final = 16
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
    found = next(iter(deque(_DAY_TIME.finditer(text), maxlen=1)), None)
    if found is None:
        return None
    name = found["month"].casefold()
    month = MONTHS.get(name) or _MORE_MONTHS.get(name) or MONTHS.get(name[:3]) or _MORE_MONTHS.get(name[:3])
    if month is None:
        return None
    year = int(found["year"])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    zone = found["zone"] or ""
    day = f"{year:04}-{month:02}-{found['day']}T{found['hour']}:{found['minute']}"
    moment = parse_time(day + zone)
    if moment is None and (local := parse_time(day)) is not None:
        # Of a name with two meanings, such as MEZ in summer, the later.
        moment = max((local.replace(tzinfo=place).astimezone(UTC) for place in moments_of(zone)), default=None)
    return (moment, found[0]) if moment else None


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
        if ("(c)" in line or "(C)" in line or "©" in line or "opyright" in line) and (found := _COPYRIGHT.search(line)):
            return fold(found[0]), fold(found["holder"]).rstrip(" .)")
    return "", ""


def without_notice(body: tuple[Block, ...]) -> tuple[tuple[Block, ...], str, str]:
    """A *body* without a last paragraph that is a notice of copyright, the notice, and its holder."""
    last = body[-1].text if body and len(body[-1].html) < _LONGEST_NOTICE else ""
    if last.startswith(("(c)", "(C)", "©", "Copyright")) and (found := _COPYRIGHT.match(last)):
        return body[:-1], last, fold(found["holder"]).rstrip(" .)")
    return body, "", ""


def width_of(lines: list[str]) -> int:
    """The margin that typed *lines* were broken at; 0 where each is a paragraph."""
    longest = max(map(len, lines), default=0)
    return 0 if longest > 2 * _MARGIN[1] else min(max(longest, _MARGIN[0]), 90)


def typed_blocks(lines: list[str]) -> list[Block]:
    """
    The blocks of typed *lines*.

    Blank lines and lines that are set in part paragraphs. A line end counts where the next word would have had room;
    points and columns become lists and tables.
    """
    typed_in, bare = "\n".join(("", *lines)), "\n".join(("", *map(str.strip, lines)))
    shape = _Shape(
        width_of(lines),
        columns="   " in bare or "\t" in bare,
        points=has_one(bare, _POINTS),
        set_in="\n " in typed_in or "\n\t" in typed_in,
    )
    found: list[Block] = []
    for chunk in _chunks(lines):
        found.extend(_blocks(chunk, shape))
    return headed(found)


class _Shape(Struct, frozen=True):
    """What a text has anywhere; what it has not, no paragraph need be asked for."""

    width: int
    columns: bool
    points: bool
    set_in: bool


def _chunks(lines: list[str]) -> Iterator[list[str]]:
    """Lines that belong together; blank ones, and rules, part them."""
    chunk: list[str] = []
    for raw in lines:
        line = raw.rstrip()
        if line and (line[-1].isalnum() or line.strip(" \t_*-=~\x7f")):
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _blocks(chunk: list[str], shape: _Shape) -> Iterable[Block]:
    if shape.columns and len(chunk) > 1 and is_tabular(chunk):
        return (table(chunk),)
    if shape.points and (first := _first_point(chunk, shape.width)) is not None:
        return _pointed(chunk, first, shape.width)
    parts = _set_in(chunk) if shape.set_in and len(chunk) > 1 else (chunk,)
    if shape.width:
        return [typed(part, shape.width) for part in parts]
    return [paragraph(fold(line)) for part in parts for line in part]


def _set_in(chunk: list[str]) -> Iterator[list[str]]:
    """Paragraphs that no blank line parts: each opens with a line that is set in."""
    if all(line[0].isspace() for line in chunk):
        return iter([chunk])
    parts: list[list[str]] = [[chunk[0]]]
    for line in chunk[1:]:
        if line[0].isspace():
            parts.append([line])
        else:
            parts[-1].append(line)
    return iter(parts)


def typed(lines: list[str], width: int) -> Block:
    """Typed *lines* as one paragraph, parted only where the next line's first word would have fitted."""
    if len(lines) == 1:
        return paragraph(fold(lines[0]))
    room = _NEARLY * width
    if min(map(len, lines[:-1])) + 2 > room:
        return paragraph(fold(" ".join(lines)))
    pieces = [lines[0].strip()]
    broken = False
    for before, line in pairwise(lines):
        size = len(before)
        # A word has a letter at least: beyond this there is no need to look at it.
        meant = size + 2 <= room and size + 1 + len((line.split(None, 1) or [""])[0]) <= room
        broken = broken or meant
        pieces += ("\n" if meant else " ", line.strip())
    text = "".join(pieces)
    if not broken:
        return paragraph(fold(text))
    return Block("paragraph", f"<p>{'<br>'.join(map(fold, escape(text, quote=False).split(chr(10))))}</p>")


def _first_point(chunk: list[str], width: int) -> int | None:
    """The place of the first line that is a point of a list; a dash that a wrapped line begins with is none."""
    for place, line in enumerate(chunk):
        if _POINT.match(line.lstrip()):
            before = chunk[place - 1] if place else ""
            return place if not before or before[-1] == ":" or len(before) + 2 <= _NEARLY * width else None
    return None


def _pointed(chunk: list[str], first: int, width: int) -> Iterator[Block]:
    """Points as a list, and what stands above them as a paragraph."""
    if first:
        yield typed(chunk[:first], width or _MARGIN[0])
    points: list[list[str]] = []
    for line in chunk[first:]:
        if mark := _POINT.match(line.lstrip()):
            points.append([line.lstrip()[mark.end() :]])
        else:
            points[-1].append(line)
    yield listed(" ".join(point) for point in points)


def listed(points: Iterable[str]) -> Block:
    """A list of *points*, plain words each."""
    return Block("list", f"<ul><li>{_marked(points, '</li><li>')}</li></ul>")


def _marked(pieces: Iterable[str], between: str) -> str:
    """Plain *pieces* as HTML, with markup *between* them; they are escaped all at once, since tables have thousands."""
    return escape("\0".join(map(fold, pieces)), quote=False).replace("\0", between)


def is_tabular(lines: list[str]) -> bool:
    """True if most *lines* have columns."""
    columned = 0
    for line in lines:
        inner = line.strip()
        columned += "   " in inner or "\t" in inner
    return columned > 1 and 2 * columned >= len(lines)


def table(lines: list[str]) -> Block:
    """*lines* with columns as a table: by gaps where all have as many, else by where the columns stand."""
    rows = [_COLUMNS.split(line.strip()) for line in lines]
    if len({len(row) for row in rows}) > 1 and not any("\t" in line for line in lines):
        rows = _by_place(lines) or rows
    return rows_table(rows)


def _by_place(lines: list[str]) -> list[list[str]]:
    """The cells of typed columns: a place that is blank in every line parts two; empty where only one is left."""
    widest = max(map(len, lines))
    used = [False] * (widest + 1)
    for line in lines:
        for word in re.finditer(r"\S+(?: \S+)*", line):
            used[word.start() : word.end()] = [True] * (word.end() - word.start())
    edges = [n for n in range(widest) if used[n] and (n == 0 or not used[n - 1])]
    if not 2 <= len(edges) <= _MOST_COLUMNS:
        return []
    return [[line[start:end].strip() for start, end in pairwise([*edges, widest])] for line in lines]


def rows_table(rows: Iterable[Iterable[str]]) -> Block:
    """A table of *rows* of plain words."""
    shown = "".join(f"<tr><td>{_marked(row, '</td><td>')}</td></tr>" for row in rows)
    return Block("table", f"<table>{shown}</table>")


def headed(found: list[Block]) -> list[Block]:
    """*found* with a few words between two paragraphs as a heading."""
    for place in range(1, len(found) - 1):
        block, following = found[place], found[place + 1]
        inner = block.html[3:-4]
        if block.kind != "paragraph" or len(inner) > 48 or following.kind != "paragraph" or len(following.html) < 90:
            continue
        if (
            inner.count(" ") < 6
            and inner[:1].isupper()
            and (inner[-1].isalpha() or inner[-1] in "»?")
            and "<" not in inner
        ):
            found[place] = Block("heading", f"<h2>{inner}</h2>")
    return found
