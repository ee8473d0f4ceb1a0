"""Where the items lie in a document: alone, in a list, or in the envelopes of agencies' APIs."""

from collections.abc import Iterator
from typing import Any, Final

#: Names under which an answer of an API holds its items: agencies', Superdesk's, those of search engines behind them.
_LISTS: Final = ("items", "item", "_items", "hits", "docs", "results", "result", "entries", "articles", "documents",
                 "stories", "data", "response", "collection")  # fmt: skip
#: Names under which an entry of a list may hold its item.
_INSIDE: Final = ("item", "_source", "source", "ninjs", "newsItem", "document", "doc", "content")
_IDS: Final = frozenset({"uri", "guid", "urn"})
#: No envelope is in more envelopes.
_DEEPEST: Final = 4


def items(document: Any, where: str) -> Iterator[tuple[str, Any]]:
    """
    The items of a *document*, each with its place.

    Args:
        where: The document's own place, where there are several in a delivery; else empty.
    """
    name, held = _opened(document)
    place = ": ".join(filter(None, (where, name)))
    if isinstance(held, list):
        for n, one in enumerate(held):
            yield _entry(one, f"{place}[{n}]" if name or not where else f"{where}: [{n}]")
    else:
        yield _entry(held, place or "item")


def is_alone(document: Any) -> bool:
    """True of a document about one item, with or without an envelope."""
    return not isinstance(_opened(document)[1], list)


def _opened(document: Any) -> tuple[str, Any]:
    """What the envelopes around a document's items hold, and by what names; itself where there is none."""
    names: list[str] = []
    held = document
    for _ in range(_DEEPEST):
        if not isinstance(held, dict) or _is_item(held):
            break
        name = next((name for name in _LISTS if isinstance(held.get(name), (list, dict))), "")
        if not name:
            break
        names.append(name)
        held = held[name]
    if isinstance(held, (list, dict)) and held is not document:
        return ".".join(names), held
    return ("items", document) if isinstance(document, list) else ("", document)


def _entry(one: Any, where: str) -> tuple[str, Any]:
    """An entry, out of an envelope of its own."""
    if isinstance(one, dict) and not _is_item(one):
        for name in _INSIDE:
            if isinstance(inner := one.get(name), dict) and (_is_item(inner) or len(one) == 1):
                return f"{where}.{name}", inner
    return where, one


def _is_item(held: dict[str, Any]) -> bool:
    """True of an object with an id of its own, or with a headline."""
    return any(name.lower() in _IDS or name.lower().startswith("headline") for name in held)
