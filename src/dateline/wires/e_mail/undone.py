"""What Word and mail servers do to a letter, undone: lists without tags, addresses wrapped by scanners of links."""

import re
from typing import Final
from urllib.parse import unquote

from lxml import etree

_WRAPPED = re.compile(
    r"https://[\w.-]{1,60}\.safelinks\.protection\.outlook\.com/(?:ap/[\w-]+/)?\?url=(?P<safe>[^&\s\"'<>]+)[^\s\"'<>)]*"
    r"|https://urldefense\.(?:proofpoint\.)?com/v3/__(?P<v3>[^\s\"'<>]{1,2000}?)__;[\w+/=-]{0,200}!![^\s\"'<>)]*"
    r"|https://urldefense\.(?:proofpoint\.)?com/v2/url\?u=(?P<v2>[^&\s\"'<>]+)[^\s\"'<>)]*"
)
_V2: Final = str.maketrans("-_", "%/")
_WEB = re.compile(r"https?://[^\s\"'<>]+")
_POINT = re.compile(r"mso-list\s*:\s*(?!\s*(?:ignore|none))", re.IGNORECASE)
_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\(?(?:\d{1,3}|[a-z])[.)]", re.IGNORECASE)


def addresses(text: str) -> str:
    """The *text* with the addresses that were written, where a scanner of links wrapped them and named who reads."""
    if "safelinks.protection" not in text and "urldefense." not in text:
        return text
    return _WRAPPED.sub(_address, text)


def _address(found: re.Match[str]) -> str:
    if safe := found["safe"]:
        address = unquote(safe)
    elif v2 := found["v2"]:
        address = unquote(v2.translate(_V2))
    else:
        address = found["v3"]
        if "*" in address:
            return found[0]
    return address if _WEB.fullmatch(address) else found[0]


def lists(root: etree._Element) -> None:
    """Make lists of paragraphs that Word marked as points."""
    around: etree._Element | None = None
    for element in [one for one in root.iter("p") if _POINT.search(one.get("style") or "")]:
        number = _unmarked(element)
        before = element.getprevious()
        parent = element.getparent()
        if parent is None:
            continue
        if around is None or before is not around or (around.tail or "").strip():
            around = etree.Element("ol" if number else "ul")
            parent.insert(parent.index(element), around)
        around.tail, element.tail = element.tail, None
        element.tag = "li"
        around.append(element)


def _unmarked(point: etree._Element) -> bool:
    """Take the mark off a *point*; True if it is a number or a letter."""
    found = next((span for span in point.iter("span") if _MARK.search(span.get("style") or "")), None)
    if found is None:
        return False
    number = _NUMBER.match("".join(map(str, found.itertext()))) is not None
    found.clear(keep_tail=True)
    return number
