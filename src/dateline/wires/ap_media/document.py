"""
The shape of an AP Media document: its envelopes, and an item's members by name.

Source:
    AP Media API, Content metadata fields (developer.ap.org); AP's older names for the same, as its search knows them
"""

import re
from typing import Any, Final, NamedTuple

from dateline.news.errors import WireError
from dateline.wires import members
from dateline.wires.json import as_text

FORMAT: Final = "ap-media"
#: Members of which an item has one at least.
_OF_ITEMS: Final = frozenset({"altids", "itemid", "uri", "headline", "title", "pubstatus", "versioncreated"})
#: Members beside an item, of a document with only one, that may hold its text.
_BESIDE: Final = ("nitf", "story", "body_nitf", "body_html", "transcript")
_HEX_ID = re.compile(r"/(?:content|items)/([0-9A-Za-z]{16,64})(?=[/?.#]|\Z)")
#: Under these names texts stand inside an object.
FORMS: Final = ("nitf", "body_nitf", "body_html", "html", "body_xhtml", "xhtml", "body", "content", "text", "value")


class Found(NamedTuple):
    """One item as it lies in a document."""

    #: Its place, for problems.
    where: str
    item: Any
    #: What its envelope says of it, and texts that came beside it.
    beside: dict[str, Any]


def items(document: Any) -> tuple[list[Found], bool]:
    """
    Find the items in a *document*: one item, the answer to a request for one, a page of a feed or of a search.

    Returns:
        The items, and whether the document is about one alone.
    Raises:
        WireError: If there is no place for an item in it; the error repeats what the API said instead.
    """
    if isinstance(document, list):
        return [_entry(one, f"[{n}]") for n, one in enumerate(document)], False
    if not isinstance(document, dict):
        raise WireError(FORMAT, "document", "is no JSON object")
    data = document.get("data", document)
    at = "data." if data is not document else ""
    if isinstance(data, dict):
        for name in ("items", "item"):
            if isinstance(data.get(name), list):
                return [_entry(one, f"{at}{name}[{n}]") for n, one in enumerate(data[name])], False
        if isinstance(data.get("item"), dict):
            beside = {name: part[name] for part in (document, data) for name in _BESIDE if part.get(name)}
            return [Found(f"{at}item", data["item"], beside | _meta(data))], True
        if _OF_ITEMS & data.keys():
            return [Found(at.rstrip(".") or "item", data, {})], True
    elif isinstance(data, list):
        return [_entry(one, f"data[{n}]") for n, one in enumerate(data)], False
    raise WireError(FORMAT, "data", _refusal(document))


def _entry(one: Any, where: str) -> Found:
    """An item of a list, with or without an envelope of its own."""
    if isinstance(one, dict) and isinstance(one.get("item"), dict):
        beside = {name: one[name] for name in _BESIDE if one.get(name)}
        return Found(f"{where}.item", one["item"], beside | _meta(one))
    return Found(where, one, {})


def _meta(envelope: dict[str, Any]) -> dict[str, Any]:
    return {"meta": envelope["meta"]} if envelope.get("meta") else {}


def _refusal(document: dict[str, Any]) -> str:
    error = document.get("error")
    if error:
        return f"the API answered with an error, and no item: {as_text(error)[:200]}"
    return "holds no item: neither item nor items is in it"


class Fields(members.Fields):
    """An item's members by their names in small letters; knows which were asked for."""

    __slots__ = ()

    def markup(self, name: str) -> str:
        """A text that may be markup, in whichever of its forms it came; what else its member says is kept."""
        if name not in self._raw:
            return ""
        value = self._raw[name]
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
