"""An answer as its reader sees it: markup removed, spaces folded; and where in it words are, or nearly are."""

import re
from difflib import SequenceMatcher
from typing import Final

from lxml import etree, html

from dateline.sites.http import Response

#: Characters shown on each side of a place.
_AROUND: Final = 60
_UNSEEN: Final = ("script", "style", "template", "noscript")
#: Elements inside a line; all others part the words before them from those after.
_INLINE: Final = "a abbr b bdi bdo cite code data dfn em i kbd mark q s samp small span strong sub sup time u var wbr"


def seen(response: Response) -> str:
    """The text of an answer; empty for pictures and style sheets, which hold no words."""
    type = next((v for k, v in response.headers if k == "content-type"), "").partition(";")[0].strip()
    body = response.body
    if type == "text/html":
        return folded(_of_html(body))
    if type.endswith("xml"):
        return folded(_of_xml(body))
    if type in ("text/css", "") or type.startswith(("image/", "font/")):
        return ""
    return folded(body.decode("utf-8", "replace"))


def folded(text: str) -> str:
    """The *text* with one space wherever there was any space."""
    return " ".join(text.split())


def near(text: str, words: str) -> str:
    """The neighbourhood of *words* in a *text* that holds them, or of what is most like them in one that does not."""
    if not text:
        return "no text at all"
    at = text.find(words)
    if at >= 0:
        return _cut(text, at, len(words))
    match = SequenceMatcher(None, text, words, autojunk=False).find_longest_match()
    return _cut(text, match.a, match.size) if match.size >= min(5, len(words)) else _cut(text, 0, 0)


def _cut(text: str, at: int, size: int) -> str:
    start, end = max(0, at - _AROUND), min(len(text), at + size + _AROUND)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _of_html(body: bytes) -> str:
    if not body.strip():
        return ""
    root = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
    return "".join(_words(root))


def _words(element: html.HtmlElement) -> list[str]:
    if not isinstance(element.tag, str):
        return [element.tail or ""]
    found: list[str] = []
    gap = "" if element.tag in _INLINE.split() else " "
    if element.tag not in _UNSEEN:
        found += [gap, element.get("alt", ""), element.text or ""]
        for child in element:
            found += _words(child)
    return [*found, gap, element.tail or ""]


def _of_xml(body: bytes) -> str:
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return re.sub(r"<[^>]*>", " ", body.decode("utf-8", "replace"))
    texts = [t for t in map(str, root.itertext()) if t.strip()]
    # A feed's full text is markup inside of text: its words are found with and without it.
    return " ".join(part for t in texts for part in ((t, _of_html(t.encode())) if "<" in t else (t,)))
