"""Texts that a page holds and does not show: in its JSON-LD, and in the state that it hands to its scripts."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from dateline.news.blocks import Block, heading
from dateline.wires.html import blocks_from_html
from dateline.wires.html_page import jsonld

_ASSIGNED = re.compile(r"(?:\A|(?:window\.|self\.|var |let |const )[\w.$]{1,60}\s*=)\s*(?=[{\[])")
#: What holds the words of a part of a text, the surest first.
_WORDS: Final = ("html", "text", "content", "value", "body", "paragraph", "data", "children", "items")
_HEADINGS: Final = frozenset({"header", "heading", "subhead", "subheading", "h2", "h3", "subtitle", "crosshead"})
_NO_TEXT: Final = frozenset({
    "image", "photo", "picture", "video", "gallery", "ad", "advert", "embed", "related", "newsletter", "promo", "audio",
    "interstitial_link", "custom_embed", "oembed_response", "reference", "divider", "link_list", "raw_html",
})  # fmt: skip
#: A script that is longer, in letters, is not read, nor is one that nests deeper, nor more values of one.
_LONGEST: Final = 4_000_000
_DEEPEST: Final = 60
_MOST: Final = 8
#: Letters of a text, at least; of a paragraph that has no name.
_TEXT: Final = 250
_PARAGRAPH: Final = 40
#: Letters and digits by which a post is known again on the page.
_KNOWN: Final = 60
_DECODER: Final = json.JSONDecoder(strict=False)


def told_text(article: jsonld.Node) -> tuple[Block, ...]:
    """The text of an *article* as its JSON-LD has it."""
    told = article.get("articleBody")
    return blocks_from_html(told if isinstance(told, str) else jsonld.text(told))


def posts_beside(article: jsonld.Node, shown: tuple[Block, ...]) -> tuple[Block, ...]:
    """The posts of a live blog in an *article*'s JSON-LD that are not among those *shown*, under their headings."""
    known = _letters(" ".join(block.text for block in shown))
    found: list[Block] = []
    for post in jsonld.each(article.get("liveBlogUpdate")):
        if not isinstance(post, dict):
            continue
        title = jsonld.first(post, "headline", "name")
        text = told_text(post) or blocks_from_html(jsonld.first(post, "text", "description"))
        if (sign := _letters(text[0].text if text else title)[:_KNOWN]) and sign not in known:
            found += [heading(title), *text] if title else text
    return tuple(found)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def text_in(scripts: list[str]) -> tuple[Block, ...]:
    """The longest text in JSON among the *scripts*: HTML in a string, or a list of paragraphs; none if none is long."""
    best: tuple[Block, ...] = ()
    most = _TEXT
    for value in _values(scripts):
        for text in _texts(value, 0):
            letters = sum(len(block.text) for block in text)
            if letters > most:
                best, most = text, letters
    return best


def _values(scripts: list[str]) -> Iterator[Any]:
    """What the *scripts* hold as JSON, whole or assigned to a name."""
    for script in scripts:
        if not _TEXT < len(script) < _LONGEST:
            continue
        for place in islice(_ASSIGNED.finditer(script), _MOST):
            try:
                yield _DECODER.raw_decode(script, place.end())[0]
            except (ValueError, RecursionError):
                continue


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
        return blocks_from_html(value) if len(value) > _PARAGRAPH and " " in value else ()
    if not isinstance(value, dict):
        return ()
    told = (value.get(key) for key in ("type", "_type", "__typename", "kind"))
    kind = next((one.lower() for one in told if isinstance(one, str)), "")
    if kind in _NO_TEXT or not kind:
        return ()
    words = _words_in(value)
    if isinstance(words, list):
        items = [one for one in map(_words_in, words) if isinstance(one, str) and one]
        listed = "".join(f"<li>{one}</li>" for one in items)
        return blocks_from_html(f"<ul>{listed}</ul>" if kind == "list" else "".join(items))
    if kind in _HEADINGS:
        return (heading(" ".join(block.text for block in blocks_from_html(words))),)
    return blocks_from_html(words if "<p" in words else f"<p>{words}</p>")


def _words_in(value: Any) -> str | list[Any]:
    """The words of a part, or the parts that it is made of; empty if it has none."""
    if isinstance(value, dict):
        return next((one for key in _WORDS if isinstance(one := value.get(key), str | list) and one), "")
    return value if isinstance(value, str) else ""
