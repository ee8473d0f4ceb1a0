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
#: Types of pages that lead to articles and are none.
LISTINGS: Final = frozenset({"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage", "ContactPage"})


def nodes(scripts: Iterable[str], problems: list[Problem]) -> list[Node]:
    """The objects in all *scripts*, those inside graphs and lists too; one that is no JSON is told."""
    found: list[Node] = []
    for script in scripts:
        try:
            whole = _value(script)
        except (ValueError, RecursionError):
            if script.strip():
                problems.append(Problem("script[application/ld+json]", "is no JSON; the page was read without it"))
            continue
        found.extend(_flat(whole, 0))
        if len(found) > _MOST:
            break
    return _resolved(found[:_MOST])


def _value(script: str) -> Any:
    """What a *script* says; a comma too many, which many templates leave, is no fault of the rest."""
    text = _bare(script)
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_COMMA.sub("", text), strict=False)


_COMMA: Final = re.compile(r",(?=\s*[}\]])")


def _bare(script: str) -> str:
    """A script without the comment that some put around it."""
    text = script.strip()
    for mark in ("<!--", "//<![CDATA[", "// <![CDATA[", "<![CDATA["):
        text = text.removeprefix(mark)
    for mark in ("-->", "//]]>", "// ]]>", "]]>", ";"):
        text = text.rstrip().removesuffix(mark)
    return text


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
    told = node.get("@type")
    listed = told if isinstance(told, list) else [told]
    return [name.rpartition("/")[2].rpartition(":")[2] for name in listed if isinstance(name, str)]


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
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return next((words for one in value if (words := text(one))), "")
    if isinstance(value, dict):
        return next(
            (words for key in _NAMES if isinstance(told := value.get(key), str | list) and (words := text(told))), ""
        )
    return ""


_NAMES: Final = ("name", "@value", "headline", "text", "url", "contentUrl", "@id")


def each(value: Any) -> list[Any]:
    """A *value* as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def texts(value: Any) -> list[str]:
    """The words of each of the values, in order."""
    return list(dict.fromkeys(words for one in each(value) if (words := text(one))))
