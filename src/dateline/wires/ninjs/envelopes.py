"""Where the items lie in a document: alone, in a list, or in the envelopes of agencies' APIs."""

from typing import Any, Final

from msgspec import Struct

#: Names under which an answer of an API holds its items: agencies', Superdesk's, those of search engines behind them.
LISTS: Final = ("items", "item", "_items", "hits", "docs", "results", "result", "entries", "articles", "documents",
                "stories", "data", "response", "collection")  # fmt: skip
#: Names under which an entry of a list may hold its item.
_INSIDE: Final = ("item", "_source", "source", "ninjs", "newsItem", "document", "doc", "content")
_IDS: Final = frozenset({"uri", "guid", "urn"})
#: No envelope is in more envelopes.
_DEEPEST: Final = 4


class Found(Struct, frozen=True):
    """One item as it lies in a document."""

    #: Its place, for problems.
    where: str
    item: Any
    #: What its envelope says of it, and texts that came beside it.
    beside: dict[str, Any] = {}


def items(document: Any) -> tuple[list[Found], bool]:
    """The items of a *document*, and whether it is about one alone, with or without an envelope."""
    place, held = _opened(document)
    if not isinstance(held, list):
        return [_entry(held, place or "item")], True
    return [_entry(one, f"{place}[{n}]") for n, one in enumerate(held)], False


def _opened(document: Any) -> tuple[str, Any]:
    """What the envelopes around a document's items hold, and by what names; itself where there is none."""
    names: list[str] = []
    held = document
    for _ in range(_DEEPEST):
        if not isinstance(held, dict) or _is_item(held):
            break
        name = next((name for name in LISTS if isinstance(held.get(name), (list, dict))), "")
        if not name:
            break
        names.append(name)
        held = held[name]
    if isinstance(held, (list, dict)) and held is not document:
        return ".".join(names), held
    return ("items", document) if isinstance(document, list) else ("", document)


def _entry(one: Any, where: str) -> Found:
    """An entry, out of an envelope of its own."""
    if isinstance(one, dict) and not _is_item(one):
        for name in _INSIDE:
            if isinstance(inner := one.get(name), dict) and (_is_item(inner) or len(one) == 1):
                return Found(f"{where}.{name}", inner)
    return Found(where, one)


def _is_item(held: dict[str, Any]) -> bool:
    """True of an object with an id of its own, or with a headline."""
    return any(name.lower() in _IDS or name.lower().startswith("headline") for name in held)
