"""A feed's relative addresses, made whole by the base that it tells."""

import re
from contextlib import suppress
from typing import Final
from urllib.parse import urljoin

from lxml import etree

_ADDRESSES: Final = ("href", "src", "url")
_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
#: An address in HTML that an element holds as text.
_IN_TEXT = re.compile(r"""(?P<before>\s(?:href|src)\s*=\s*(?P<quote>["']))(?P<address>[^"'<>\s]+)(?P=quote)""")
#: An address that is whole, or leads to a place on its own page.
_WHOLE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|#")


def rebased(root: etree._Element) -> None:
    """Make the relative addresses in a feed whole, in place, where it or a part of it has an ``xml:base``."""
    for holder in root.xpath("descendant-or-self::*[@xml:base][not(ancestor::*[@xml:base])]"):
        _within(holder)


def _within(holder: etree._Element) -> None:
    # A stack and no recursion; each element's base is that of its parent and its own.
    stack = [(holder, "")]
    while stack:
        element, base = stack.pop()
        base = _joined(base, element.get(_BASE) or "")
        if not isinstance(element.tag, str):
            continue
        for name in _ADDRESSES:
            if told := element.get(name):
                element.set(name, _joined(base, told.strip()))
        if element.text and "=" in element.text:
            element.text = _IN_TEXT.sub(
                lambda found, base=base: f"{found['before']}{_joined(base, found['address'])}{found['quote']}",  # type: ignore[misc]
                element.text,
            )
        elif element.text and etree.QName(element).localname == "link" and not len(element):
            element.text = _joined(base, element.text.strip())
        stack.extend((child, base) for child in element)


def _joined(base: str, address: str) -> str:
    if not base or not address or _WHOLE.match(address):
        return address or base
    with suppress(ValueError):
        return urljoin(base, address)
    return address
