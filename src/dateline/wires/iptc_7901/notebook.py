"""What stands under a telegram's text: a notebook, words not for publication, who wrote and edited it."""

import re
from typing import Final

from msgspec import Struct

from dateline.news.wire import Link
from dateline.wires.closing import Closing, both, closed
from dateline.wires.dialects import Dialect
from dateline.wires.letters import fold, has_one

_STARS = re.compile(r"[\s*]{3,}")
#: "The following information is not intended for publication", whatever became of accents.
_PRIVATE = re.compile(
    r"\W*(?:the following (?:information|texts?|notes?) (?:is|are) not (?:intended )?for publication"
    r"|(?:die )?folgenden? (?:informationen?|angaben|hinweise) (?:ist|sind) nicht (?:zur|für die) ver\S*ffentlichung"
    r"|les informations (?:suivantes|ci-dessous) ne sont pas destin\S+ \S+ (?:la )?publication"
    r"|la siguiente informaci\S+ no est?\S? (?:para|destinada a) (?:su |la )?publicaci"
    r"|not for publication\W*\Z)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"#+\s*(?P<title>\S.*)")
_POINT = re.compile(r"[-*•]\s+")
_LINK = re.compile(r"\[(?P<title>[^\[\]]{1,300})\]\((?P<href>https?://[^\s()<>\"]{3,500})\)")
_TO_EDITORS = re.compile(
    r"(?:note|notes|hinweise?|redaktionelle|berichtigung|korrektur|refile|correction)\b", re.IGNORECASE
)
#: A text with such a line has one of these.
_MARKS: Final = (" publication", "PUBLICATION", "ffentlichung", "publicaci")


class Below(Struct, frozen=True):
    """What stands under a text."""

    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    closing: Closing = Closing()


def parted(lines: list[str], dialect: Dialect) -> tuple[list[str], Below]:
    """The *lines* of a text, and what stands under it, which the agency's *dialect* may open with words of its own."""
    start = _start(lines, dialect)
    body, closing = closed(lines[:start])
    under, signed = closed(lines[start:])
    notes, links = _below(under, dialect)
    return body, Below(tuple(notes), tuple(links), both(closing, signed))


def _start(lines: list[str], dialect: Dialect) -> int:
    """The place of the first line under which nothing is for readers."""
    start = next((n for n, line in enumerate(lines) if line[:1] == "#" and _opens(line, dialect)), len(lines))
    if not has_one("\n".join(lines[:start]), _MARKS):
        return start
    return next((n for n, line in enumerate(lines[:start]) if _PRIVATE.match(line)), start)


def _opens(line: str, dialect: Dialect) -> bool:
    """True of a title over all that is for the desk."""
    return dialect.below is not None and dialect.below.match(line) is not None


def _below(lines: list[str], dialect: Dialect) -> tuple[list[str], list[Link]]:
    """The notes and links of a notebook; a section that speaks to editors is as many notes as it has points."""
    notes: list[str] = []
    links: list[Link] = []
    title, points = "", list[str]()
    for line in [*lines, "# "]:
        if line[:1] == "#" or _STARS.fullmatch(line) or _PRIVATE.match(line):
            notes.extend(_section(title, points))
            found = _TITLE.match(line)
            title = "" if found is None or _opens(line, dialect) else found["title"].strip()
            points = []
            continue
        words = fold(line)
        if "](" in words and (found := _LINK.search(words)):
            links.append(Link("related", href=found["href"], title=found["title"]))
            words = _LINK.sub("", words).strip(" -")
        if words and points and line[:1].isspace() and not _POINT.match(words):
            points[-1] = f"{points[-1]} {words}"
        elif words:
            points.append(words)
    return notes, links


def _section(title: str, points: list[str]) -> list[str]:
    if title and _TO_EDITORS.match(title):
        return [_POINT.sub("", point, count=1) for point in points] or [title]
    return ["\n".join(filter(None, (title, *points)))] if points else []
