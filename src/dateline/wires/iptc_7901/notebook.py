"""What stands under a telegram's text: a notebook, words not for publication, who wrote and edited it."""

import re
from collections.abc import Iterator

from msgspec import Struct

from dateline.news.wire import Link
from dateline.wires.dateline import AGENCIES
from dateline.wires.dialects import Dialect

_STARS = re.compile(r"[\s*]{3,}")
#: "The following information is not intended for publication".
_PRIVATE = re.compile(
    r"[\s*(\[#-]*(?:the\s+following\s+(?:information|text|notes?)\s+(?:is|are)\s+not\s+(?:intended\s+)?for\s+publication"
    r"|(?:die\s+)?folgenden?\s+(?:informationen?|angaben|hinweise)\s+(?:ist|sind)\s+nicht\s+(?:zur|für\s+die)"
    r"\s+(?:veröffentlichung|ver.ffentlichung|veroeffentlichung)"
    r"|les\s+informations\s+(?:suivantes|ci-dessous)\s+ne\s+sont\s+pas\s+destin.{1,4}s\s+.{1,3}\s+(?:la\s+)?publication"
    r"|la\s+siguiente\s+informaci.n\s+no\s+(?:es|est.)\s+(?:para|destinada\s+a)\s+(?:su\s+|la\s+)?publicaci.n"
    r"|not\s+for\s+publication\s*[:.]?\s*$)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"#+\s*(?P<title>\S.*)")
_POINT = re.compile(r"[-*•]\s+")
_LINK = re.compile(r"\[(?P<title>[^\[\]]{1,300})\]\((?P<href>https?://[^\s()<>\"]{3,500})\)")
_TO_EDITORS = re.compile(
    r"(?:note|notes|hinweise?|redaktionelle|berichtigung|korrektur|refile|correction)\b", re.IGNORECASE
)
#: Those who wrote and edited, by their initials: "abc/de/fg"; behind their agency: "dpa wsz jln npr", "(SDA/sj)".
_INITIALS = re.compile(r"\(?[a-z]{2,4}(?:[/\\-][a-z]{1,4}){1,6}[)/\s]*", re.IGNORECASE)
_SIGNED = re.compile(r"\(?(?P<who>[a-z]{2,8})(?:[\s/\\,;-]+[a-z]{1,5}){1,8}[)/\s]*", re.IGNORECASE)
#: What opens what stands under a text has one of these.
_MARKS = ("#", "ubli", "ffentlich")
#: Agencies, and services of theirs that datelines do not name.
_SIGNING = AGENCIES | {"awp", "rtr", "si"}


class Below(Struct, frozen=True):
    """What stands under a text."""

    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    sign_off: str = ""


def parted(lines: list[str], dialect: Dialect) -> tuple[list[str], Below]:
    """The *lines* of a text, and what stands under it, which the agency's *dialect* may open with words of its own."""
    start = _start(lines, dialect)
    body, under = lines[:start], lines[start:]
    while body and not any(map(str.isalnum, body[-1])):
        body.pop()
    while under and not under[-1].strip():
        under.pop()
    sign_off = ""
    if under and _signs(under[-1], dialect):
        sign_off = under.pop().strip()
    elif body and _signs(body[-1], dialect):
        sign_off = body.pop().strip()
    return body, _below(under, sign_off, dialect)


def _start(lines: list[str], dialect: Dialect) -> int:
    """The place of the first line that stands under a text."""
    text = "\n".join(lines)
    first = len(text)
    for mark in _MARKS:
        for place in _places(text, mark):
            begin = text.rfind("\n", 0, place) + 1
            if begin >= first:
                break
            end = text.find("\n", place)
            line = text[begin:end] if end >= 0 else text[begin:]
            if _opens(line, dialect) or _PRIVATE.match(line):
                first = begin
                break
    return text.count("\n", 0, first) if first < len(text) else len(lines)


def _places(text: str, mark: str) -> Iterator[int]:
    """Where a *mark* first stands in each line of a *text* that has it."""
    place = text.find(mark)
    while place >= 0:
        yield place
        end = text.find("\n", place)
        place = text.find(mark, end) if end >= 0 else -1


def _opens(line: str, dialect: Dialect) -> bool:
    return dialect.below is not None and dialect.below.match(line) is not None


def _signs(line: str, dialect: Dialect) -> bool:
    words = line.strip()
    if not 3 < len(words) < 40 or words.isupper():
        return False
    if dialect.sign_off is not None and dialect.sign_off.fullmatch(words):
        return True
    found = _SIGNED.fullmatch(words)
    return _INITIALS.fullmatch(words) is not None or (found is not None and found["who"].casefold() in _SIGNING)


def _below(lines: list[str], sign_off: str, dialect: Dialect) -> Below:
    """The notes and links of a notebook; a section that speaks to editors is as many notes as it has points."""
    notes: list[str] = []
    links: list[Link] = []
    title, points = "", list[str]()
    for line in [*lines, "# "]:
        if line.startswith("#") or _STARS.fullmatch(line) or _PRIVATE.match(line):
            notes.extend(_section(title, points))
            found = _TITLE.match(line)
            title = "" if found is None or _opens(line, dialect) else found["title"].strip()
            points = []
            continue
        words = " ".join(line.split())
        if "](" in words and (found := _LINK.search(words)):
            links.append(Link("related", href=found["href"], title=found["title"]))
            words = _LINK.sub("", words).strip(" -")
        if words:
            if points and line[:1].isspace() and not _POINT.match(words):
                points[-1] = f"{points[-1]} {words}"
            else:
                points.append(words)
    return Below(tuple(notes), tuple(links), sign_off)


def _section(title: str, points: list[str]) -> list[str]:
    if title and not points:
        return [title] if _TO_EDITORS.match(title) else []
    if title and _TO_EDITORS.match(title):
        return [_POINT.sub("", point, count=1) for point in points]
    return ["\n".join([*([title] if title else []), *points])] if points else []
