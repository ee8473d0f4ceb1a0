"""Ids as addresses: ninjs wants a URI where other wires have any text."""

import json
import re
from typing import Final
from urllib.parse import quote, unquote

from dateline.news.slugs import serial_of
from dateline.wires.dateline import AGENCIES

#: What our writer puts before an id that is no URI.
_OWN: Final = "urn:dateline:item:"
#: What the number of a transmission is called, in small letters.
_SERIALS: Final = frozenset(
    {"transref", "serial", "serialnumber", "transmissionnumber", "servicenumber", "runningnumber"}
)
_KINDS: Final = ("named", "agency", "serial")
_LAST = re.compile(r"[/#:]")
_NO_LETTERS = re.compile(r"[\W\d_]+")
_URI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:(?!//(?:[/?#]|\Z))"
    r"(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+(?:#(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?"
)


def is_uri(text: str) -> bool:
    """True if *text* is an absolute URI by RFC 3986, except that hosts in brackets are not."""
    return _URI.fullmatch(text) is not None


def uri_of(item: str) -> str:
    """The source's id as a URI; `item_of` gives the id back."""
    return item if is_uri(item) and not item.startswith(_OWN) else _OWN + quote(item, safe="")


def made_of(words: str) -> str:
    """A URI of ours for an item that its source gave no id."""
    return f"urn:dateline:{quote(words, safe='')}"


def item_of(uri: str) -> str:
    """The source's id behind a *uri*, which is the *uri* itself but where our writer made it."""
    return unquote(uri.removeprefix(_OWN)) if uri.startswith(_OWN) else uri


def serial_in(more: dict[str, str]) -> str:
    """
    The transmission number among an item's other ids; empty if there is none.

    First comes one that says what it is, as AP's ``transref`` does; then an agency's own id that is a number, such as
    ``dpa 157``; then one whose name merely ends so, such as ``version-serial``.
    """
    ids = next((value for name, value in more.items() if name.lower() == "altids"), "")
    try:
        found = json.loads(ids) if ids else {}
    except ValueError:
        return ""
    pairs = found.items() if isinstance(found, dict) else _pairs(found)
    told = [(_kind(str(name)), serial) for name, value in pairs if (serial := serial_of(str(value)))]
    return next((serial for kind in _KINDS for name, serial in told if name == kind), "")


def _kind(name: str) -> str:
    """What sort of a number an id of this *name* is; empty for those that are none of a transmission."""
    word = _NO_LETTERS.sub("", _LAST.split(name)[-1].lower())
    if word in _SERIALS:
        return "named"
    if word.removesuffix("id").removesuffix("number") in AGENCIES:
        return "agency"
    return "serial" if word.endswith(("serial", "serialnumber")) else ""


def _pairs(listed: object) -> list[tuple[str, str]]:
    """Role and value of each id in 3.1's list."""
    each = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [(str(one.get("role", "")), str(one.get("value", ""))) for one in each]


def address_of(href: str) -> str:
    """An address as a URI, with what a URI may not hold escaped; empty if it is not absolute."""
    escaped = quote(href.strip(), safe="!#$%&'()*+,/:;=?@[]~")
    return escaped if is_uri(escaped) else ""
