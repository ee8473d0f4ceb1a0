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
#: What relative addresses look like in a document, and what tells a base; cheaper to look for than to look at each
#: address.
_MARKS: Final = (b'="/', b"='/", b"=&quot;/", b"<link>/", b"xml:base")


def may_need_base(data: bytes) -> bool:
    """False if a document surely tells no base, and no address that begins at its server's root, as most others do."""
    # Letters of two bytes hide the marks.
    return b"\0" in data[:100] or any(mark in data for mark in _MARKS)


def rebased(root: etree._Element, base: str) -> None:
    """
    Make the relative addresses in a feed whole, in place.

    Args:
        base: For those parts of the feed that have no ``xml:base``; where it is empty, they stay as they are.
    """
    # A stack and no recursion; each element's base is that of its parent and its own.
    stack = [(root, base)]
    while stack:
        element, base = stack.pop()
        base = joined(base, (element.get(_BASE) or "").strip())
        stack.extend((child, base) for child in element.iterchildren("*"))
        if not base:
            continue
        for name in _ADDRESSES:
            if told := (element.get(name) or "").strip():
                element.set(name, joined(base, told))
        text = element.text or ""
        if "=" in text:
            element.text = in_text(text, base)
        elif (told := text.strip()) and len(element) == 0 and etree.QName(element).localname == "link":
            element.text = joined(base, told)


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
