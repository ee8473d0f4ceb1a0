"""
The shape of an AP Media document: its envelopes, and an item's members by name.

Source:
    AP Media API, Content metadata fields (developer.ap.org); AP's older names for the same, as its search knows them
"""

import re
from typing import Any, Final

from dateline.news.errors import WireError
from dateline.wires import members
from dateline.wires.json import as_text
from dateline.wires.ninjs.envelopes import Found

FORMAT: Final = "ap-media"
#: Members of which an item has one at least.
_OF_ITEMS: Final = frozenset({"altids", "itemid", "uri", "headline", "title", "pubstatus", "versioncreated"})
#: Members that hold a list of items.
_LISTS: Final = ("items", "item")
#: Members beside an item, of a document with only one, that may hold its text.
BESIDE: Final = ("nitf", "story", "body_nitf", "body_html", "transcript")
_HEX_ID = re.compile(r"/(?:content|items)/([0-9A-Za-z]{16,64})(?=[/?.#]|\Z)")
#: Under these names texts stand inside an object.
FORMS: Final = ("nitf", "body_nitf", "body_html", "html", "body_xhtml", "xhtml", "body", "content", "text", "value")


def items(document: Any) -> tuple[list[Found], bool]:
    """
    Find the items in a *document*: one item, the answer to a request for one, a page of a feed or of a search.

    Returns:
        The items, and whether the document is about one alone.
    Raises:
        WireError: If there is no place for an item in it; the error repeats what the API said instead.
    """
    held = document.get("data", document) if isinstance(document, dict) else document
    names = ["data"] if held is not document else []
    if isinstance(held, dict) and (name := next((one for one in _LISTS if isinstance(held.get(one), list)), "")):
        names, held = [*names, name], held[name]
    at = ".".join(names)
    if isinstance(held, list):
        return [_entry(one, f"{at}[{n}]") for n, one in enumerate(held)], False
    if isinstance(held, dict) and isinstance(held.get("item"), dict):
        return [_entry(document | held, at)], True
    if isinstance(held, dict) and _OF_ITEMS & held.keys():
        return [Found(at or "item", held)], True
    if not isinstance(document, dict):
        raise WireError(FORMAT, "document", "is no JSON object")
    raise WireError(FORMAT, "data", _refusal(document))


def _entry(one: Any, where: str) -> Found:
    """An item, with or without an envelope of its own."""
    if not isinstance(one, dict) or not isinstance(one.get("item"), dict):
        return Found(where, one)
    beside = {name: one[name] for name in (*BESIDE, "meta") if one.get(name)}
    return Found(f"{where}.item".lstrip("."), one["item"], beside)


def _refusal(document: dict[str, Any]) -> str:
    error = document.get("error")
    if error:
        return f"the API answered with an error, and no item: {as_text(error)[:200]}"
    return "holds no item: neither item nor items is in it"


class Fields(members.Fields):
    """An item's members by their names in small letters; knows which were asked for."""

    __slots__ = ()

    def among(self, names: tuple[str, ...]) -> list[str]:
        """Those of the *names* that it has."""
        return [name for name in names if name in self._raw]

    def markup(self, name: str) -> str:
        """A text that may be markup, in whichever of its forms it came; what else its member says is kept."""
        value = self._raw.get(name)
        found = text_in(value)
        if found and isinstance(value, dict):
            self._raw[name] = {key: one for key, one in value.items() if one != found} or None
        elif found:
            del self._raw[name]
        return found

    def without_texts(self, name: str, texts: frozenset[str]) -> None:
        """Leave the *texts* out of a member's objects, where they were read on their own."""
        value = self._raw.get(name)
        if isinstance(value, dict):
            self._raw[name] = {
                key: {inner: told for inner, told in one.items() if inner not in texts}
                if isinstance(one, dict)
                else one
                for key, one in value.items()
            }


def text_in(value: Any) -> str:
    """The words of a member that may be a text, a list of texts, or an object with one."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(text_in, value)))
    if isinstance(value, dict):
        return next((told for name in FORMS if isinstance(told := value.get(name), str) and told.strip()), "")
    return ""


def item_id(fields: Fields) -> str:
    """AP's id of an item, which is the same for all its versions: addresses are not, they change with each request."""
    altids = fields.look("altids")
    told = altids.get("itemid") if isinstance(altids, dict) else None
    found = told if isinstance(told, str) and told.strip() else fields.text("itemid")
    uri = fields.look("uri") or fields.look("guid")
    if found or not isinstance(uri, str):
        return found.strip()
    addressed = _HEX_ID.search(uri)
    return addressed[1] if addressed else uri.partition("?")[0].strip()
