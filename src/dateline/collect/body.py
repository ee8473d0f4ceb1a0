"""What an answer brings: its body without its packing, in a charset that the bytes tell, and what in it is news."""

import codecs
import re
import zlib
from codecs import BOM_UTF8
from collections.abc import Callable
from hashlib import sha256
from typing import Final
from urllib.parse import urljoin, urlsplit

from dateline.news.blocks import resolved
from dateline.news.errors import CollectError

#: zlib's windows for what servers call gzip and deflate; the latter comes with and without a zlib header.
_WINDOWS: Final = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}
#: Packings that we do not ask for, and do not know.
_UNKNOWN: Final = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})
_GZIP: Final = b"\x1f\x8b\x08"
#: Packings one in another, and packed pieces one behind another, beyond which a body is made to keep us busy.
_LAYERS: Final = 3
_MOST_PIECES: Final = 1000

_HEAD: Final = 4096
#: How a web page begins, whatever its header calls it.
_PAGE = re.compile(
    rb"(?:\s+|<\?xml[^>]*>|<!--(?:(?!-->)[\s\S]){0,2000}-->){0,20}"
    rb"<(?:!doctype\s+html\b|(?:html|head|body|title|meta|script|center)[\s>/])",
    re.IGNORECASE,
)
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{1,400})", re.IGNORECASE)
_PASSWORD = re.compile(rb"<input\b[^>]{0,400}\btype\s*=\s*[\"']?password", re.IGNORECASE)
_LINK = re.compile(rb"<link\b[^>]{0,1000}>", re.IGNORECASE)
_FEED = re.compile(rb"\btype\s*=\s*[\"']?application/(?:rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE)
_HREF = re.compile(rb"\bhref\s*=\s*(?:\"([^\"]{1,500})\"|'([^']{1,500})'|([^\s\"'>]{1,500}))", re.IGNORECASE)
#: How far into a page we look.
_FAR: Final = 256 * 1024

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{2,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,160}encoding\s*=\s*[\"']?([A-Za-z0-9._:-]*)")
_MARKS: Final = (BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: What Python decodes, and no answer is in.
_NO_CHARSETS: Final = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})

_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
#: The moment at which a feed was made, which is of its answer and not of its news.
_MADE = re.compile(
    rb"<(lastBuildDate|pubDate|updated|modified|(?:dc|dcterms):(?:date|modified))(?:\s[^<>]*)?>[^<]{0,80}</\1>"
)
_REMARK = re.compile(rb"<!--[^<>]{0,300}-->")

Refuse = Callable[[str], CollectError]


def too_large(size: int) -> str:
    """That a body is beyond *size* bytes."""
    return f"its body is larger than {size // 1024 // 1024} MB; ask its owner for a smaller one"


def unpacked(data: bytes, packing: str, size: int, refuse: Refuse) -> bytes:
    """
    A body without its packing, also where its header does not tell of one.

    Args:
        data: As it came.
        packing: The Content-Encoding header. What is no packing, such as a charset by mistake, is passed over.
        size: The most bytes that it may unpack to.
        refuse: Makes the error.
    Raises:
        CollectError: If it cannot be unpacked, or unpacks to more.
    """
    layers = [one for one in packing.lower().replace(" ", "").split(",") if one in _WINDOWS or one in _UNKNOWN]
    if len(layers) > _LAYERS:
        raise refuse(f"its body is packed {len(layers)} times over; ask its owner")
    for layer in reversed(layers):
        data = _unpacked(data, layer, size, refuse) if data else data
    return _unpacked(data, "gzip", size, refuse) if data.startswith(_GZIP) else data


def _unpacked(data: bytes, packing: str, size: int, refuse: Refuse) -> bytes:
    for window in _WINDOWS.get(packing, ()):
        try:
            return _inflated(data, window, size, refuse)
        except zlib.error:
            continue
    raise refuse(f"its body is packed as {packing!r}, and cannot be unpacked; ask its owner")


def _inflated(data: bytes, window: int, size: int, refuse: Refuse) -> bytes:
    """Unpack *data*, which may be several packed pieces in a row, and no further than *size*."""
    plain = bytearray()
    for _ in range(_MOST_PIECES):
        unpacking = zlib.decompressobj(window)
        plain += unpacking.decompress(data, size - len(plain) + 1)
        if len(plain) > size:
            raise refuse(too_large(size))
        if not unpacking.eof:
            raise refuse("its answer broke off: the packed body has no end; it is asked again")
        data = unpacking.unused_data
        # Some servers fill up what they send.
        if not data.startswith(_GZIP):
            return bytes(plain)
    raise refuse(f"its body is packed in more than {_MOST_PIECES} pieces; ask its owner")


def in_utf8(data: bytes, content_type: str) -> bytes:
    """
    A body in UTF-8, where nothing but the answer's own header says truly in which charset it is; else as it came.

    Source:
        RFC 7303: a byte order mark, then the header, then the declaration
    """
    named = _CHARSET.search(content_type)
    if named is None or data.isascii() or data.startswith(_MARKS):
        return data
    declared = _DECLARED.match(data[:200])
    if declared and declared[1].lower() not in (b"", b"utf-8", b"utf8"):
        return data
    try:
        charset = codecs.lookup(named[1]).name
        data.decode("utf-8")
    except LookupError:
        return data
    except UnicodeDecodeError:
        pass
    else:
        return data
    try:
        return data.decode(charset).encode() if charset not in _NO_CHARSETS else data
    except (UnicodeError, LookupError):
        return data


def page(data: bytes, here: str) -> str:
    """
    What to say of a web page that came in a feed's place, and what to do; empty if it is none.

    Args:
        data: A body.
        here: The address that it came from.
    """
    begun = _PAGE.match(data[:_HEAD].removeprefix(BOM_UTF8))
    if begun is None:
        return ""
    found = _TITLE.search(data, 0, _FAR)
    title = " ".join(resolved(found[1].decode("utf-8", "replace")).split())[:80] if found else ""
    titled = f", titled {title!r}," if title else ""
    return f"a web page{titled} in place of its feed; {_remedy(data[:_FAR], here)}"


def _remedy(data: bytes, here: str) -> str:
    if feed := _named(data, here):
        return f"that page names a feed: {feed}; write that address"
    if _PASSWORD.search(data):
        return "it asks for a password: write name and password into the address, or ask its owner"
    return "look at the address in a browser"


def _named(data: bytes, here: str) -> str:
    """The first feed that a page names; empty if none."""
    for link in _LINK.finditer(data):
        href = _HREF.search(link[0]) if _FEED.search(link[0]) else None
        if href is None:
            continue
        try:
            feed = urljoin(here, resolved((href[1] or href[2] or href[3]).decode("utf-8", "replace")).strip())
            if urlsplit(feed).scheme in ("http", "https") and feed != here:
                return feed
        except ValueError:
            continue
    return ""


def digest(data: bytes) -> str:
    """
    By what a body is known again, SHA-256 in hexadecimal: a feed by its items, whenever and by whom it was made.

    Many servers write the moment of each answer into their feeds. That is no news, and no sign of life either.
    """
    if _ROOT.search(data[:_HEAD]):
        first = _ITEM.search(data)
        at = first.start() if first else len(data)
        data = _REMARK.sub(b"", _MADE.sub(b"", data[:at]) + data[at:])
    return sha256(data).hexdigest()
