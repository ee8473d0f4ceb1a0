"""The state that a page hands to its scripts as JSON, for pages that show nothing until these have run."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from dateline.news.blocks import Block, heading
from dateline.wires.html import blocks_from_html

_JSON: Final = etree.XPath("//script[contains(@type, 'application/json')]")
_BARE: Final = etree.XPath("//script[not(@type) or contains(@type, 'javascript')]")
_ASSIGNED = re.compile(r"(?:window\.|self\.|var |let |const )[\w.$]{1,60}\s*=\s*(?=[{\[])")
#: What holds the words of a part of a text, the surest first.
_WORDS: Final = ("html", "text", "content", "value", "body", "paragraph", "data", "children", "items")
_HEADINGS: Final = frozenset({"header", "heading", "subhead", "subheading", "h2", "h3", "subtitle", "crosshead"})
_NO_TEXT: Final = frozenset({
    "image", "photo", "picture", "video", "gallery", "ad", "advert", "embed", "related", "newsletter", "promo", "audio",
    "interstitial_link", "custom_embed", "oembed_response", "reference", "divider", "link_list", "raw_html",
})  # fmt: skip
#: A script that is longer, in letters, is not read, nor is one that nests deeper.
_LONGEST: Final = 4_000_000
_DEEPEST: Final = 60
#: Letters of a text, at least; of one that is a string of its own.
_TEXT: Final = 250


def states(root: etree._Element) -> list[Any]:
    """What the scripts under *root* hold as JSON; they go from the tree soon after."""
    found: list[Any] = []
    decoder = json.JSONDecoder(strict=False)
    for script in (*_elements(_JSON, root), *_elements(_BARE, root)):
        text = "".join(str(part) for part in script.itertext())
        if not _TEXT < len(text) < _LONGEST:
            continue
        start = 0 if "json" in (script.get("type") or "") else None
        starts = [start] if start is not None else [match.end() for match in _ASSIGNED.finditer(text)]
        for at in starts[:8]:
            try:
                found.append(decoder.raw_decode(text[at:].lstrip())[0])
            except (ValueError, RecursionError):
                continue
    return found


def _elements(path: etree.XPath, root: etree._Element) -> list[etree._Element]:
    found = path(root)
    return [one for one in found if isinstance(one, etree._Element)] if isinstance(found, list) else []


def text_in(found: list[Any]) -> tuple[Block, ...]:
    """The longest text among the values *found*: HTML in a string, or a list of paragraphs; none if none is long."""
    best: tuple[Block, ...] = ()
    most = _TEXT
    for value in found:
        for text in _texts(value, 0):
            letters = sum(len(block.text) for block in text)
            if letters > most:
                best, most = text, letters
    return best


def _texts(value: Any, depth: int) -> Iterator[tuple[Block, ...]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        if len(value) > _TEXT and value.count("<p") > 1:
            yield blocks_from_html(value)
    elif isinstance(value, list):
        parts = [part for one in value for part in _part(one)]
        if len(parts) > 1:
            yield tuple(parts)
        for one in value:
            if isinstance(one, list | dict):
                yield from _texts(one, depth + 1)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one, depth + 1)


def _part(value: Any) -> tuple[Block, ...]:
    """The blocks of one part of a list of paragraphs; none where it is no such part."""
    if isinstance(value, str):
        return blocks_from_html(value) if len(value) > 40 and " " in value else ()
    if not isinstance(value, dict):
        return ()
    kind = next(
        (one.lower() for key in ("type", "_type", "__typename", "kind") if isinstance(one := value.get(key), str)), ""
    )
    if kind in _NO_TEXT or not kind:
        return ()
    words = next((one for key in _WORDS if isinstance(one := value.get(key), str | list) and one), "")
    if isinstance(words, list):
        items = [one if isinstance(one, str) else _said(one) for one in words]
        if kind != "list":
            return blocks_from_html("".join(items))
        return blocks_from_html("<ul>" + "".join(f"<li>{item}</li>" for item in items if item) + "</ul>")
    if kind in _HEADINGS:
        return (heading(" ".join(block.text for block in blocks_from_html(words))),)
    return blocks_from_html(words if "<p" in words else f"<p>{words}</p>")


def _said(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    words = next((one for key in _WORDS if isinstance(one := value.get(key), str)), "")
    return words if "<" in words else html.escape(words, quote=False)
