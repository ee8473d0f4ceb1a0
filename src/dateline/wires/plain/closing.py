"""What stands below a single story: who wrote and sent it, whom to ask, whose release it is."""

import re
from typing import Final

from dateline.wires.closing import Closing, both, closing_of
from dateline.wires.plain.layout import Line

#: Reuters' words to the desk stand in two parentheses.
_TO_DESK = re.compile(r"\(\(.+\)\)")
_CONTACT = re.compile(
    r"(?:(?:media|press|investor|news|for\s+(?:more|further)\s+information)\b[\w ,/&]{0,30})?\s*"
    r"(?:contacts?|enquiries|inquiries|information|kontakt|pressekontakt|ansprechpartner(?:in)?|contacts?\s+presse|contacto)\s*:?",
    re.IGNORECASE,
)
_TO_EDITORS = re.compile(
    r"(?:notes?\s+(?:to|for)\s+(?:the\s+)?editors?|editors?['’]?s?['’]?\s+notes?|hinweise?\s+(?:an|für)\s+(?:die\s+)?redaktion(?:en)?"
    r"|notes?\s+aux\s+rédactions|notas?\s+(?:para|a)\s+(?:los\s+)?editores)\s*:?",
    re.IGNORECASE,
)
#: In lines from the end, and in words a line of an address.
_LAST: Final = 14
_SHORT: Final = 14


def closed(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], Closing, tuple[str, ...]]:
    """The *lines* of a story without what stands below it; what closes it; and the notes there."""
    notes: list[str] = []
    found = Closing()
    for _ in range(min(_LAST, len(lines) - 1)):
        text = lines[-1].text
        start = len(lines) - 1
        if (one := closing_of(text)) is not None:
            found = both(one, found)
        elif _TO_DESK.fullmatch(text):
            notes.append(text.strip("() "))
        elif (start := _block(lines)) < len(lines):
            notes.append("\n".join(line.text for line in lines[start:]))
        else:
            break
        lines = lines[:start]
    return lines, found, tuple(notes)


def _block(lines: tuple[Line, ...]) -> int:
    """Where a last block for the desk begins: "Notes to editors:", "Media contact:" and short lines; else the end."""
    short = True
    for place in range(len(lines) - 1, max(len(lines) - _LAST, 1), -1):
        line = lines[place]
        if place < len(lines) - 1 and (_TO_EDITORS.fullmatch(line.text) or (short and _CONTACT.fullmatch(line.text))):
            return place
        short = short and (line.words <= _SHORT or line.text.startswith("("))
    return len(lines)
