"""What stands below a single story: who wrote and sent it, whom to ask, whose release it is."""

import re
from typing import Final

from msgspec import Struct

from dateline.wires.dateline import AGENCIES
from dateline.wires.plain.layout import Line

#: "jr/ab/cd", with an agency before it or alone: "--IANS", "(dpa)".
_INITIALS = re.compile(r"(?:[A-Za-z]{2,8}\s+)?[a-z]{2,4}(?:[/-][a-z]{1,4}){1,5}|[A-Z]{2,4}(?:/[A-Za-z]{2,4}){1,4}")
_AGENCY = re.compile(r"[-–—(\s]*(?P<who>[A-Za-z][A-Za-z -]{1,24}?)[-–—)\s.]*")
_SOURCE = re.compile(r"(?:SOURCE:?|Source:)\s+(?P<who>\S.{1,100})")
#: Reuters' words to the desk stand in two parentheses.
_TO_DESK = re.compile(r"\(\(.+\)\)")
_CONTACT = re.compile(
    r"(?:(?:media|press|investor|news|for\s+(?:more|further)\s+information)\b[\w ,/&]{0,30})?\s*"
    r"(?:contacts?|enquiries|inquiries|information|kontakt|pressekontakt|ansprechpartner(?:in)?|contacts?\s+presse|contacto)\s*:?",
    re.IGNORECASE,
)
_FOLLOWS: Final = ("more", "mf", "(more)", "-more-", "more to come", "more follows")
#: In lines from the end, and in words a line of an address.
_LAST, _SHORT = 14, 14


class Closing(Struct, frozen=True):
    """What the lines below a story say."""

    sign_off: str = ""
    credit: str = ""
    #: The words that say that the text goes on elsewhere.
    follows: str = ""
    notes: tuple[str, ...] = ()


def closed(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], Closing]:
    """The *lines* of a story without what stands below it, and that."""
    notes: list[str] = []
    signed: list[str] = []
    credit = follows = ""
    for _ in range(min(_LAST, len(lines) - 1)):
        text = lines[-1].text
        if _is_signature(text):
            signed.insert(0, text.strip("-–—() "))
        elif (source := _SOURCE.fullmatch(text)) and not credit:
            credit = source["who"]
        elif _TO_DESK.fullmatch(text):
            notes.append(text.strip("() "))
        elif text.casefold() in _FOLLOWS:
            follows = text
        elif not notes and (found := _contact(lines))[1]:
            lines, contact = found
            notes.append(contact)
            continue
        else:
            break
        lines = lines[:-1]
    return lines, Closing(" ".join(signed), credit, follows, tuple(notes))


def _is_signature(text: str) -> bool:
    if len(text) > 40:
        return False
    if _INITIALS.fullmatch(text):
        return True
    agency = _AGENCY.fullmatch(text)
    return agency is not None and agency["who"].casefold() in AGENCIES


def _contact(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], str]:
    """The *lines* without a last block that opens with "Media contact:" and holds short lines alone, and its words."""
    for place in range(len(lines) - 1, max(len(lines) - _LAST, 1), -1):
        line = lines[place]
        if line.words > _SHORT and not line.text.startswith("("):
            break
        if _CONTACT.fullmatch(line.text) and place < len(lines) - 1:
            return lines[:place], "\n".join(one.text for one in lines[place:])
    return lines, ""
