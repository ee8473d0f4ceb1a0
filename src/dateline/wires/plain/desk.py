"""Lines for the desk, not for print: slugs, embargoes, editors' notes, and what stands below a story."""

import re
from datetime import UTC, date, datetime, time

from msgspec import Struct, field

from dateline.news.wire import Problem
from dateline.wires.dateline import DAY, day_of
from dateline.wires.plain import furniture
from dateline.wires.plain.layout import Line
from dateline.wires.release import release_in_note
from dateline.wires.times import parse_time

#: A header stands among so many first lines of a file.
_TOP = 30
_HEADER = re.compile(
    r"(?P<key>headline|title|slug|slugline|keyword|byline|author|dateline|date|issued|language|copyright|credit|source|usage)"
    r"\s*:\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_SAME = {"title": "headline", "slugline": "slug", "keyword": "slug", "author": "byline", "issued": "date"}
#: Headers that a headline may open with too: "Source: deal is near".
_AMBIGUOUS = frozenset(("source", "credit", "usage", "title", "language", "date", "issued", "keyword"))
_NOTE = re.compile(
    r"""[(\[*]*\s*(?:eds? | ed(?:itor'?s?|itors')?\s*(?:'s)?\s*notes? | editor’s\ notes? | editors’\ notes?
    | attention(?:\s+editors?)? | notes?\s+(?:to|for)\s+editors? | (?:(?:press|media)\s+)?contacts?)\s*:\s*\S.*""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>[A-Z]{1,4}\b|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
#: "Embargoed until tomorrow evening" is a line of few words; a sentence of news has more.
_ASKED = 8
_MOST_WORDS = 20
_END_MARK = re.compile(r"[-–—(*#\s]*(?:30|ends?)[-–—)*#\s]*", re.IGNORECASE)


def midnight(day: date | None) -> datetime | None:
    """The beginning of *day*, UTC: all that a dateline tells of when its text was issued."""
    return datetime.combine(day, time(), UTC) if day else None


class Desk(Struct):
    """What the lines for the desk say, gathered line by line."""

    #: Headers, under their names in small letters.
    fields: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    #: Lines of rights and privacy, which stand under a text.
    below: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def sort_out(lines: tuple[Line, ...], hint: date) -> tuple[Desk, tuple[Line, ...]]:
    """
    Part the lines for the desk from those for print.

    Args:
        hint: A day near the text's.
    """
    desk = Desk()
    return desk, tuple(line for at, line in enumerate(lines) if not _is_for_desk(line, at, desk, hint))


def _is_for_desk(line: Line, at: int, desk: Desk, hint: date) -> bool:
    header = _HEADER.fullmatch(line.text) if at < _TOP else None
    if header and _is_header(header, at):
        key = header["key"].casefold()
        desk.fields.setdefault(_SAME.get(key, key), header["value"].strip())
        return True
    if _is_embargo(line, hint) or _NOTE.fullmatch(line.text):
        desk.notes.append(line.text)
        return True
    return bool(_END_MARK.fullmatch(line.text))


def _is_header(header: re.Match[str], at: int) -> bool:
    key, value = header["key"].casefold(), header["value"]
    if key == "language":
        return bool(re.fullmatch(r"[A-Za-z]{2,3}(?:[-_]\w+)?", value))
    if key in ("date", "issued"):
        return moment_of(value) is not None
    return key not in _AMBIGUOUS or key == "title" or (at > 0 and value.count(" ") < 8)


def _is_embargo(line: Line, hint: date) -> bool:
    """True if a line asks for an embargo; "Embargo on arms extended" is news."""
    if line.words > _MOST_WORDS or not release_in_note(line.text, issued=datetime.combine(hint, time(), UTC)):
        return False
    return line.words < _ASKED or ":" in line.text or any(character.isdigit() for character in line.text)


def moment_of(text: str) -> datetime | None:
    """
    The moment that *text* names, such as ``20:00 GMT Thursday, January 30, 2020``, in UTC.

    Returns:
        None where it cannot be told for sure: no day with a year, or a zone that nobody can place.
    """
    exact = parse_time(text.strip(" .)"))
    named = re.search(rf"(?<!\w){DAY}", text)
    day = day_of(named[0], None) if named else None
    if exact or day is None or named is None:
        return exact
    clock = _CLOCK.search(f"{text[: named.start()]} | {text[named.end() :]}")
    if not clock or not (clock["minute"] or clock["half"]):
        return midnight(day)
    half = (clock["half"] or "").casefold()[:1]
    hour = int(clock["hour"]) % 12 + (12 if half == "p" else 0) if half else int(clock["hour"])
    return parse_time(f"{day.isoformat()}T{hour:02}:{clock['minute'] or '00'} {clock['zone'] or 'UTC'}")


def take_footer(desk: Desk, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Take the lines of rights and privacy, and headings of links, out of a single story's *lines*."""
    kept = []
    for line in lines:
        if furniture.is_footer(line.text):
            desk.below.append(line.text)
        elif not furniture.is_links(line.text):
            kept.append(line)
    return tuple(kept)
