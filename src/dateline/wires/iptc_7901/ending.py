"""What closes a telegram's text: that more follows, that it is over, which agency sent it, who wrote it."""

import re

from msgspec import Struct

from dateline.wires.dateline import AGENCIES

_FOLLOWS = (
    r"more(?:\s+(?:to\s+(?:come|follow)|follows?))?|mf|to\s+be\s+continued|(?:à\s+)?suivre|suite|(?:as\s+)?segue|sigue"
    r"|(?:continúa|continua)|forts(?:etzung)?\.?(?:\s+(?:folgt|mögl\.?|möglich))?|mehr|wordt\s+vervolgd|mer(?:\s+följer)?"
    r"|продолжение\s+следует"
)
_OVER = r"ends?(?:it)?|30|schlu(?:ss|ß)|ende|fine?|final|fin|slut|slutt|loppu|koniec|конец"
#: On a line of its own, with whatever marks around it.
_LINE = re.compile(
    rf"[-–—(\[/*#\s]*(?:(?P<follows>{_FOLLOWS})|(?P<over>{_OVER}))[-–—)\]/*#.\s]*(?P<who>(?<=[)\s])\S{{2,20}})?",
    re.IGNORECASE,
)
#: In parentheses, behind the last sentence.
_BEHIND = re.compile(
    rf"(?<=[.!?…\"”»)])\s*\((?:(?P<follows>{_FOLLOWS})|(?P<over>{_OVER})|(?P<who>[A-Za-z]{{2,12}}))\)\.?\s*\Z",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[A-Z]{2,4}(?:[-/][A-Z]{1,4}){0,3}")


class Ending(Struct, frozen=True):
    """What the last lines say."""

    #: Agency and initials.
    sign_off: str = ""
    #: The words that say that the text goes on in another message; empty if none do.
    follows: str = ""


def ended(lines: list[str]) -> tuple[list[str], Ending]:
    """The *lines* of a text without what closes it, and that."""
    last = _last(lines)
    if last < 0:
        return lines, Ending()
    if found := _LINE.fullmatch(lines[last].strip()):
        return lines[:last], Ending(found["who"] or "", found["follows"] or "")
    if _INITIALS.fullmatch(lines[last].strip()):
        above = _last(lines[:last])
        if above >= 0 and (shorter := _closed(lines[above])) is not None:
            words, ending = shorter
            return [*lines[:above], words], Ending(
                " ".join(filter(None, (ending.sign_off, lines[last].strip()))), ending.follows
            )
        return (
            (lines[:last], Ending(lines[last].strip()))
            if lines[last].strip().casefold() in AGENCIES
            else (lines, Ending())
        )
    if (shorter := _closed(lines[last])) is not None:
        return [*lines[:last], shorter[0]], shorter[1]
    return lines, Ending()


def _last(lines: list[str]) -> int:
    """The place of the last line with words; -1 if none has."""
    return next((n for n in range(len(lines) - 1, -1, -1) if any(map(str.isalnum, lines[n]))), -1)


def _closed(line: str) -> tuple[str, Ending] | None:
    """A last *line* without what stands in parentheses behind it; None where nothing does that closes a text."""
    found = _BEHIND.search(line) if "(" in line else None
    if found is None or (found["who"] and found["who"].casefold() not in AGENCIES):
        return None
    return line[: found.start()], Ending(found["who"] or "", found["follows"] or "")
