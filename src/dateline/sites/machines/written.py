"""How values are written for machines: text, moments, links, JSON."""

import html
import re
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

import msgspec

#: Letters that part words and that XML has no word for.
_BLANKS = re.compile("[\x0b\x0c\x1c-\x1f]")
#: All others that XML has no word for; one of them would make the whole document unreadable.
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: A tag of our own HTML that has attributes, which may hold the letter that ends a tag.
_TAG = re.compile(r"""<[a-zA-Z][a-zA-Z0-9]*\s(?:[^<>"']|"[^"]*"|'[^']*')*+>""")
_LINK = re.compile(r"""(\s(?:href|src|poster|cite|(srcset))=)(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
#: What would end a script element, open a comment in it, or end a line of an older script.
_BREAKS_OUT = re.compile("[<>&\u2028\u2029]")
_WEB = ("https://", "http://")


def clean(text: str) -> str:
    """The *text* without the letters that no machine's format has a word for; no word is lost or joined to another."""
    if text.isprintable():
        return text
    return _FORBIDDEN.sub("", _BLANKS.sub(" ", text))


def xml(text: str) -> str:
    """The *text* as it may stand in XML, between tags or in double quotes."""
    text = clean(text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace(chr(34), "&quot;")


def element(name: str, text: str, attributes: str = "") -> str:
    """
    An XML element of its own line; empty where there is no *text*.

    Args:
        name: With its prefix.
        text: Plain.
        attributes: As written, with a blank before the first.
    """
    return f"<{name}{attributes}>{xml(text)}</{name}>\n" if text else ""


@lru_cache(maxsize=4096)
def rfc3339(moment: datetime) -> str:
    """``2020-01-16T10:00:00Z``."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"


@lru_cache(maxsize=4096)
def rfc822(moment: datetime) -> str:
    """``Thu, 16 Jan 2020 10:00:00 +0000``."""
    return format_datetime(moment.astimezone(UTC))


def json(value: dict[str, Any]) -> str:
    """A JSON object on one line; members that say nothing are left out."""
    return msgspec.json.encode(said(value)).decode()


def inline(value: dict[str, Any]) -> str:
    """A JSON object that may stand inside a script element: nothing in it can end the element or a line."""
    return _BREAKS_OUT.sub(lambda m: f"\\u{ord(m[0]):04x}", json(value))


def said(value: Any) -> Any:
    """A value with clean text, and without the members and entries that say nothing."""
    # By exact types: of each story's page there are a hundred values.
    kind = type(value)
    if kind is str:
        return value if value.isprintable() else clean(value)
    if kind is dict:
        return {k: v for k, given in value.items() if (v := said(given)) or v is False or v == 0}
    if kind is list or kind is tuple:
        return [v for given in value if (v := said(given)) or v is False or v == 0]
    return value


def is_web(address: str) -> bool:
    """Whether a browser can follow an *address*."""
    return address.startswith(_WEB)


def absolute(fragment: str, page: str) -> str:
    """
    An HTML fragment whose links lead to the same places from anywhere.

    Args:
        fragment: Our own clean HTML.
        page: The absolute address of the page that it stands on.
    """
    return _TAG.sub(lambda tag: _LINK.sub(lambda link: _led(link, page), tag[0]), fragment)


def _led(link: re.Match[str], page: str) -> str:
    written = link[3] if link[3] is not None else link[4]
    # Data has commas of its own, and is whole already.
    if written.startswith("data:") or (not link[2] and _SCHEME.match(written)):
        return link[0]
    value = html.unescape(written)
    whole = _set(value, page) if link[2] else _joined(value, page)
    return f'{link[1]}"{html.escape(whole)}"'


def _set(value: str, page: str) -> str:
    """The renditions of a picture, each an address and its size."""
    renditions = (part.strip().partition(" ") for part in value.split(",") if part.strip())
    return ", ".join(_joined(address, page) + blank + size for address, blank, size in renditions)


def _joined(address: str, page: str) -> str:
    if _SCHEME.match(address):
        return address
    try:
        return urljoin(page, address)
    except ValueError:
        # What looks like a host and is none leads to the page itself.
        return page
