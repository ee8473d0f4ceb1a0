"""A feed's relative addresses, made whole by the base that it tells."""

import re
from contextlib import suppress
from typing import Final
from urllib.parse import urljoin

from lxml import etree

_ADDRESSES: Final = ("href", "src", "url")
_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
#: An address in HTML that an element holds as text.
_IN_TEXT = re.compile(r"""(?P<before>\s(?:href|src|poster)\s*=\s*(?P<quote>["']))(?P<address>[^"'<>\s]+)(?P=quote)""")
#: An address that is whole, or leads to a place on its own page.
_WHOLE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|#")
#: What relative addresses look like in a document; cheaper to look for than to look at each address.
_MARKS: Final = (b'="/', b"='/", b"=&quot;/", b"<link>/")


def may_need_base(data: bytes) -> bool:
    """False if a document surely has no addresses that begin at its server's root, as nearly all relative ones do."""
    return any(mark in data for mark in _MARKS)


def rebased(root: etree._Element, base: str = "") -> None:
    """
    Make the relative addresses in a feed whole, in place.

    Args:
        base: For those parts of the feed that have no ``xml:base``; where it is empty, they stay as they are.
    """
    if base:
        _within(root, base)
        return
    for holder in root.xpath("descendant-or-self::*[@xml:base][not(ancestor::*[@xml:base])]"):
        _within(holder, "")


def _within(holder: etree._Element, base: str) -> None:
    # A stack and no recursion; each element's base is that of its parent and its own.
    stack = [(holder, base)]
    while stack:
        element, base = stack.pop()
        if not isinstance(element.tag, str):
            continue
        base = joined(base, (element.get(_BASE) or "").strip())
        for name in _ADDRESSES:
            if told := (element.get(name) or "").strip():
                element.set(name, joined(base, told))
        if element.text and "=" in element.text:
            element.text = in_text(element.text, base)
        elif (told := (element.text or "").strip()) and etree.QName(element).localname == "link" and not len(element):
            element.text = joined(base, told)
        stack.extend((child, base) for child in element)


def in_text(fragment: str, base: str) -> str:
    """A *fragment* of HTML whose relative addresses are made whole by a *base*."""
    return _IN_TEXT.sub(lambda found: f"{found['before']}{joined(base, found['address'])}{found['quote']}", fragment)


def joined(base: str, address: str) -> str:
    """An *address*, made whole by a *base* where it is relative; the base where there is none."""
    if not base or not address or _WHOLE.match(address):
        return address or base
    with suppress(ValueError):
        return urljoin(base, address)
    return address
