"""Ids as addresses: ninjs wants a URI where other wires have any text."""

import re
from typing import Final
from urllib.parse import quote, unquote

#: What our writer puts before an id that is no URI.
_OWN: Final = "urn:dateline:item:"
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


def address_of(href: str) -> str:
    """An address as a URI, with what a URI may not hold escaped; empty if it is not absolute."""
    escaped = quote(href.strip(), safe="!#$%&'()*+,/:;=?@[]~")
    return escaped if is_uri(escaped) else ""
