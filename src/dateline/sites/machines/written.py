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
#: The same as JSON writes them, or what looks like it.
_UNCLEAN = re.compile(rb"\\u00[01]|\\[bf]|\xef\xbf[\xbe\xbf]")
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
    return ready(name, xml(text), attributes)


def ready(name: str, written: str, attributes: str = "") -> str:
    """An XML element of text that is *written* already as it may stand there; empty where there is none."""
    return f"<{name}{attributes}>{written}</{name}>\n" if written else ""


@lru_cache(maxsize=4096)
def rfc3339(moment: datetime) -> str:
    """``2020-01-16T10:00:00Z``."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"


@lru_cache(maxsize=4096)
def rfc822(moment: datetime) -> str:
    """``Thu, 16 Jan 2020 10:00:00 +0000``."""
    return format_datetime(moment.astimezone(UTC))


def record(members: dict[str, Any]) -> dict[str, Any]:
    """An object's *members*, without those that say nothing; a zero says something."""
    return {name: value for name, value in members.items() if value or value == 0}


def json(value: dict[str, Any]) -> str:
    """A JSON object on one line, with clean text."""
    try:
        text = msgspec.json.encode(value)
        # Letters that no format has a word for are rare, and are seen in the whole text at once.
        unclean = _UNCLEAN.search(text) is not None
    except UnicodeEncodeError:
        unclean = True
    return (msgspec.json.encode(_cleaned(value)) if unclean else text).decode()


def inline(value: dict[str, Any]) -> str:
    """A JSON object that may stand inside a script element: nothing in it can end the element or a line."""
    return _BREAKS_OUT.sub(lambda m: f"\\u{ord(m[0]):04x}", json(value))


def _cleaned(value: Any) -> Any:
    match value:
        case str():
            return clean(value)
        case dict():
            return {name: _cleaned(given) for name, given in value.items()}
        case list() | tuple():
            return [_cleaned(given) for given in value]
        case _:
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
