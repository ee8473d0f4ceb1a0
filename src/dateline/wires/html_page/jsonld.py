"""JSON-LD, what a page says of itself to machines: the article among its objects, and their values."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from dateline.news.wire import Problem
from dateline.wires.html import words_of
from dateline.wires.letters import fold

Node = dict[str, Any]
#: No page describes more objects.
_MOST: Final = 2000
_DEEPEST: Final = 12
_ARTICLES: Final = ("Article", "NewsArticle", "PressRelease", "BlogPosting", "Report", "LiveBlogPosting")
#: What holds the words of a value, the surest first.
_WORDS: Final = ("name", "@value", "headline", "text", "url", "contentUrl", "@id")
#: The comment that some put around a script.
_OPENS = re.compile(r"(?:\s|<!--|//|/\*|\*/|<!\[CDATA\[)*")
_COMMA = re.compile(r",(?=\s*[}\]])")
_DECODER: Final = json.JSONDecoder(strict=False)


def nodes(scripts: Iterable[str], problems: list[Problem]) -> list[Node]:
    """The objects in all *scripts*, those inside graphs and lists too; one that is no JSON is told."""
    found: list[Node] = []
    for script in filter(str.strip, scripts):
        try:
            found.extend(_flat(_value(script), 0))
        except (ValueError, RecursionError):
            problems.append(Problem("script[application/ld+json]", "is no JSON; the page was read without it"))
        if len(found) > _MOST:
            break
    return _resolved(found[:_MOST])


def _value(script: str) -> Any:
    """What a *script* says; a comma too many, which many templates leave, is no fault of the rest."""
    text = _OPENS.sub("", script, count=1)
    try:
        return _DECODER.raw_decode(text)[0]
    except ValueError:
        return _DECODER.raw_decode(_COMMA.sub("", text))[0]


def _flat(value: Any, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _flat(one, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value or "@graph" not in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(inner := value.get(key), list | dict):
                yield from _flat(inner, depth + 1)


def _resolved(found: list[Node]) -> list[Node]:
    """The objects, with what they name by id alone in its place."""
    known = {node["@id"]: node for node in found if isinstance(node.get("@id"), str) and len(node) > 2}

    def one(value: Any) -> Any:
        if isinstance(value, list):
            return [one(each) for each in value]
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and len(value) <= 2:
            return known.get(value["@id"], value)
        return value

    return [{key: one(value) for key, value in node.items()} for node in found]


def types(node: Node) -> list[str]:
    """The types of a *node*, without their vocabulary."""
    return [re.split("[/:]", name)[-1] for name in each(node.get("@type")) if isinstance(name, str)]


def article_of(found: list[Node], address: str, title: str) -> Node:
    """The article among *found*: the one at the page's *address* or of its *title*, else the first; empty if none."""
    articles = [node for node in found if any(name.endswith(_ARTICLES) for name in types(node))]
    for node in articles:
        if address and address in (text(node.get("url")), text(node.get("@id")), text(node.get("mainEntityOfPage"))):
            return node
    for node in articles:
        if (headline := text(node.get("headline"))) and headline in title:
            return node
    return articles[0] if articles else {}


def text(value: Any) -> str:
    """The words of a *value*: itself, its name, its address, or the first of several."""
    if isinstance(value, str):
        return words_of(value) if "<" in value or "&" in value else fold(value)
    if isinstance(value, list):
        return next((words for one in value if (words := text(one))), "")
    if isinstance(value, dict):
        return first(value, *(key for key in _WORDS if isinstance(value.get(key), str | list)))
    return "" if value is None else str(value)


def first(node: Node, *keys: str) -> str:
    """The words of the first of these *keys* that has any."""
    return next((words for key in keys if (words := text(node.get(key)))), "")


def each(value: Any) -> list[Any]:
    """A *value* as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def texts(value: Any) -> list[str]:
    """The words of each of the values, in order."""
    return list(dict.fromkeys(words for one in each(value) if (words := text(one))))
