"""What stands under a telegram's text: dpa's notebook, words not for publication, who wrote and edited it."""

import re

from msgspec import Struct

from dateline.news.wire import Link

_NOTEBOOK = re.compile(
    r"#+\s*(?:[a-z]+[- ])?(?:notebook|notizblock|notepad|notizen|bloc-notes|bloc de notas)\b.*", re.IGNORECASE
)
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
#: Those who wrote and edited, by their initials: "dpa wsz jln npr", "(SDA/sj)", "abc/de/fg".
_SIGN_OFF = re.compile(
    r"\(?(?:(?:dpa|ats|sda|afp|apa|ap|dapd|efe|ansa|belga|tass|lusa|rtr|reuters|xinhua|ntb|stt|tt|anp|awp|si|pap|ctk)"
    r"(?:[\s/\\,;-]+[A-Za-z]{1,5}){1,8}|[a-z]{2,4}(?:[/\\-][a-z]{1,4}){1,6})[)/\s]*",
    re.IGNORECASE,
)


class Below(Struct, frozen=True):
    """What stands under a text."""

    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    sign_off: str = ""


def parted(lines: list[str]) -> tuple[list[str], Below]:
    """The *lines* of a text, and what stands under it."""
    start = next((n for n, line in enumerate(lines) if _begins(line)), len(lines))
    body, under = lines[:start], lines[start:]
    while body and not any(map(str.isalnum, body[-1])):
        body.pop()
    while under and not under[-1].strip():
        under.pop()
    sign_off = ""
    if under and _signs(under[-1]):
        sign_off = under.pop().strip()
    elif body and _signs(body[-1]):
        sign_off = body.pop().strip()
    return body, _below(under, sign_off)


def _begins(line: str) -> bool:
    if "#" not in line and "ubli" not in line and "ffentlich" not in line:
        return False
    return bool(_NOTEBOOK.match(line) or _PRIVATE.match(line))


def _signs(line: str) -> bool:
    words = line.strip()
    return 3 < len(words) < 40 and _SIGN_OFF.fullmatch(words) is not None and not words.isupper()


def _below(lines: list[str], sign_off: str) -> Below:
    """The notes and links of a notebook; a section that speaks to editors is as many notes as it has points."""
    notes: list[str] = []
    links: list[Link] = []
    title, points = "", list[str]()
    for line in [*lines, "# "]:
        if line.startswith("#") or _STARS.fullmatch(line) or _PRIVATE.match(line):
            notes.extend(_section(title, points))
            found = _TITLE.match(line)
            title = "" if found is None or _NOTEBOOK.match(line) else found["title"].strip()
            points = []
            continue
        words = " ".join(line.split())
        if found := _LINK.search(words):
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
