"""What closes a text and is no part of it: that it goes on or is over, who wrote and sent it, whose release it is."""

import re
from typing import Final

from msgspec import Struct

from dateline.wires.dateline import AGENCIES

_FOLLOWS: Final = (
    r"more(?:\s+(?:to\s+(?:come|follow)|follows?))?|mf|to\s+be\s+continued|(?:à\s+)?suivre|suite|(?:as\s+)?segue|sigue"
    r"|(?:continúa|continua)|forts(?:etzung)?\.?(?:\s+(?:folgt|mögl\.?|möglich))?|mehr|wordt\s+vervolgd|mer(?:\s+följer)?"
    r"|продолжение\s+следует"
)
_OVER: Final = r"ends?(?:it)?|0|30|schlu(?:ss|ß)|ende|fine?|final|fin|slut|slutt|loppu|koniec|конец"
#: On a line of its own, with whatever marks around it; behind it initials, or the day.
_LINE = re.compile(
    rf"[-–—(\[/*#\s]*(?:(?P<follows>{_FOLLOWS})|(?:{_OVER}))[-–—)\]/*#.\s]*"
    r"(?:\d{1,2}/\d{1,2}/\d{2,4}|(?P<who>(?<=[)\s])\S{2,20}))?",
    re.IGNORECASE,
)
#: In parentheses, behind the last sentence.
_BEHIND = re.compile(
    rf"(?<=[.!?…\"”»)])\s*\((?:(?P<follows>{_FOLLOWS})|(?:{_OVER})|(?P<who>[A-Za-z]{{2,12}}))\)\.?\s*\Z", re.IGNORECASE
)
_SOURCE = re.compile(r"(?:SOURCE:?|Source:(?!.*\. ))\s+(?P<who>\S.{1,100})")
#: "abc/de/fg", "burs-abc/de".
_INITIALS = re.compile(r"(?:[a-z]{2,6}-)?[a-z]{2,4}(?:[/\\][a-z]{1,4}(?:-[a-z]{1,4})?){1,6}[/\\]?", re.IGNORECASE)
#: Behind their agency: "dpa wsz jln npr", "IANS abc/de".
_SIGNED = re.compile(r"(?P<who>[a-z]{2,8})(?:[\s/\\,;-]+[a-z0-9]{1,5}){1,8}[/\\]?", re.IGNORECASE)
#: Below a last line that closes a text.
_CAPITALS = re.compile(r"[A-Z]{2,4}(?:[-/][A-Z]{1,4}){0,3}")
#: Around a signature.
_MARKS: Final = " -–—()[]=."
_LONGEST: Final = 40
#: Agencies, and services of theirs that datelines do not name.
_SIGNING = AGENCIES | {"awp", "rtr", "si"}
#: A text is closed by at most so many lines.
_MOST: Final = 4


class Closing(Struct, frozen=True):
    """What the lines below a text say."""

    #: The words that say that the text goes on in another message.
    follows: str = ""
    #: Agency and initials.
    sign_off: str = ""
    #: Whose press release it is.
    source: str = ""


def closing_of(line: str) -> Closing | None:
    """What a *line* below a text says, nothing if that is over; None if it is the text's own."""
    words = line.strip()
    if found := _LINE.fullmatch(words):
        return Closing(found["follows"] or "", found["who"] or "")
    if found := _SOURCE.fullmatch(words):
        return Closing(source=found["who"])
    return Closing(sign_off=words) if _signs(words.strip(_MARKS)) else None


def _signs(words: str) -> bool:
    """True if a line's *words* are an agency, or the initials of those who wrote and edited."""
    if not 1 < len(words) < _LONGEST:
        return False
    if words.casefold().removeprefix("the ") in _SIGNING:
        return True
    if (found := _SIGNED.fullmatch(words)) and found["who"].casefold() in _SIGNING:
        return True
    return not words.isupper() and _INITIALS.fullmatch(words) is not None


def both(upper: Closing, lower: Closing) -> Closing:
    """What two lines, the *upper* above the *lower*, say together."""
    return Closing(
        lower.follows or upper.follows,
        " ".join(filter(None, (upper.sign_off, lower.sign_off))),
        lower.source or upper.source,
    )


def closed(lines: list[str]) -> tuple[list[str], Closing]:
    """The *lines* of a text without what closes it, also in parentheses behind its last sentence; and that."""
    found = Closing()
    for _ in range(_MOST):
        last = _last(lines)
        if last < 0 or (one := closing_of(lines[last])) is None:
            break
        lines, found = lines[:last], both(one, found)
    last = _last(lines)
    if last > 0 and _CAPITALS.fullmatch(initials := lines[last].strip()):
        above = _last(lines[:last])
        if above >= 0 and _behind(lines[above]) is not None:
            lines, last, found = lines[:last], above, both(Closing(sign_off=initials), found)
    if last >= 0 and (shorter := _behind(lines[last])) is not None:
        return [*lines[:last], shorter[0]], both(shorter[1], found)
    return lines, found


def _last(lines: list[str]) -> int:
    """The place of the last line with words; -1 if none has."""
    return next((n for n in range(len(lines) - 1, -1, -1) if any(map(str.isalnum, lines[n]))), -1)


def _behind(line: str) -> tuple[str, Closing] | None:
    """A last *line* without what stands in parentheses behind it; None where nothing does that closes a text."""
    found = _BEHIND.search(line) if "(" in line else None
    if found is None or (found["who"] and found["who"].casefold() not in AGENCIES):
        return None
    return line[: found.start()], Closing(found["follows"] or "", found["who"] or "")
