"""Feeds on the web: an address is asked now and then, and what is new there becomes a delivery."""

import codecs
import re
import zlib
from codecs import BOM_UTF8
from contextlib import closing
from hashlib import sha256
from html import unescape
from time import monotonic
from typing import Final
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from msgspec import Struct
from msgspec.structs import replace
from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3 import exceptions as lib
from urllib3.util import make_headers

from dateline import __version__
from dateline.collect.clock import Clock
from dateline.collect.robots import Manners
from dateline.collect.state import NEVER, PollState, answered, failed, retry_after
from dateline.news.errors import CollectError
from dateline.news.wire import Delivery


class Limits(Struct, frozen=True):
    """How much and how long we listen to a server."""

    #: Seconds until a connection stands; of silence; for the whole answer, redirects included.
    connect: float = 10.0
    silence: float = 20.0
    whole: float = 60.0
    #: Bytes of a body, compressed or not.
    size: int = 32 * 1024 * 1024
    redirects: int = 5


LIMITS: Final = Limits()
#: The largest piece read at once, in bytes.
_PIECE = 64 * 1024
_MOVED, _MOVED_FOR_GOOD = frozenset({301, 302, 303, 307, 308}), frozenset({301, 308})
#: zlib's windows for what servers call gzip and deflate; the latter comes with and without a zlib header.
_WINDOWS = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}


_HEAD = 4096
#: How a web page begins, whatever its header calls it.
_PAGE = re.compile(
    rb"(?:\s+|<\?xml[^>]*>|<!--(?:(?!-->)[\s\S]){0,2000}-->){0,20}(?:<!doctype\s+html\b|<html[\s>])", re.IGNORECASE
)
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{1,400})", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{2,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,160}encoding\s*=")
_MARKS = (BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: What Python decodes, and no answer is in.
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7", "utf-8"})
#: Words of OpenSSL, and ours.
_CERTIFICATES = (
    ("certificate has expired", "the certificate has expired; its owner must renew it"),
    ("not yet valid", "the certificate is not valid yet; is this machine's clock right?"),
    ("self-signed", "the server made it itself; ask its owner for one that others vouch for"),
    ("self signed", "the server made it itself; ask its owner for one that others vouch for"),
    ("Hostname mismatch", "the certificate is for another name; check the address"),
    ("IP address mismatch", "the certificate is for another name; check the address"),
    ("unable to get local issuer", "nobody whom this machine trusts vouches for it"),
    ("WRONG_VERSION_NUMBER", "it does not speak TLS there; is it http, or another port?"),
    ("UNSUPPORTED_PROTOCOL", "it speaks only an old TLS that is not safe any more"),
)


class _Answer(Struct, frozen=True):
    """A good answer: 200 with a body, or 304."""

    status: int
    data: bytes
    etag: str
    last_modified: str
    moved_to: str


class _Call(Struct, frozen=True):
    """What is needed to ask, throughout one fetch."""

    source: str
    clock: Clock
    http: PoolManager
    limits: Limits
    #: When listening ends, on the process's monotonic clock.
    deadline: float
    #: None: no server is asked for its wishes.
    manners: Manners | None = None

    def failed(self, what: str, wait: float | None = None) -> CollectError:
        return CollectError(self.source, what, wait)


def client(contact: str) -> PoolManager:
    """Connections for `fetch`; the *contact* is told to each server, so that its owner can complain to somebody."""
    reachable = "".join(c for c in contact if c.isascii() and c.isprintable())
    headers = {
        "User-Agent": f"Dateline/{__version__} (+{reachable})",
        "Accept": "application/rss+xml, application/atom+xml, application/feed+json, application/xml, */*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    }
    return PoolManager(headers=headers, retries=False)


def fetch(
    source: str,
    url: str,
    state: PollState | None,
    *,
    clock: Clock,
    http: PoolManager,
    every: int = 300,
    limits: Limits = LIMITS,
    manners: Manners | None = None,
) -> tuple[Delivery | None, PollState]:
    """
    Ask an address once.

    Args:
        source: The code of the source whose address it is.
        url: http or https. A name and password in it are sent to its own server only, and shown nowhere.
        state: What the last fetch returned; None for the first. That of another address counts as none.
        clock: Stamps the delivery.
        http: As `client` makes it.
        every: Seconds between polls when all is well.
        limits: How much and how long we listen.
        manners: What servers ask of us; a robots.txt is not asked for where the address has a name and password.
    Returns:
        The delivery, or None if there is nothing new or it failed; and the state to store once that is recorded, whose
        ``last_problem`` tells what is wrong. A web page in a feed's place is told, and is no delivery. Where an
        address has moved for good, the new one is asked from then on, and the old one again once that fails.
    """
    address = _shown(url)
    state = state if state and state.url == address else PollState(url=address)
    began = monotonic()
    call = _Call(source, clock, http, limits, began + limits.whole, None if urlsplit(url).username else manners)
    try:
        answer = _asked(url, state, call)
    except CollectError as e:
        after = failed(state, clock.now(), e.what, every=every, retry_after=e.retry_after)
        return None, replace(after, moved_to="", next_due=clock.now()) if _hasty(state, after) else after
    now = clock.now()
    state = replace(state, moved_to=answer.moved_to, took=round(monotonic() - began, 3))
    if answer.status == 304:
        return None, answered(state, now, every=every)
    digest = sha256(answer.data).hexdigest()
    delivery = Delivery(source, "http", address, answer.data, now) if digest != state.digest else None
    state = replace(state, etag=answer.etag, last_modified=answer.last_modified, digest=digest)
    return delivery, answered(state, now, every=every)


def _hasty(before: PollState, after: PollState) -> bool:
    """Whether it was the new address that failed, and the old one is to be asked at once, once."""
    return bool(before.moved_to) and before.failures == 0 and after.next_due != NEVER


def _asked(url: str, state: PollState, call: _Call) -> _Answer:
    """Ask, and follow where we are sent; everything that goes wrong becomes a CollectError here."""
    here, for_good, moved_to = state.moved_to or url, True, state.moved_to
    for _ in range(call.limits.redirects + 1):
        _mannerly(here, call)
        with closing(_response(here, _headers(url, here, state), call)) as response:
            if response.status not in _MOVED:
                return _answer(response, state, moved_to, call)
            for_good = for_good and response.status in _MOVED_FOR_GOOD
            here = _target(here, response.headers.get("Location"), call)
            moved_to = _shown(here) if for_good else moved_to
    raise call.failed(f"it sends us on more than {call.limits.redirects} times; check the address in a browser")


def _mannerly(url: str, call: _Call) -> None:
    """Raises CollectError if the server's robots.txt asks us not to ask for the address."""
    if call.manners and not call.manners.allows(url, call.clock.now(), lambda address: _robots(address, call)):
        what = "its server's robots.txt asks us not to ask for it; ask its owner to let Dateline in"
        raise call.failed(f"{what}, or for a name and password of your own, which stand for a contract")


def _robots(url: str, call: _Call) -> bytes:
    """A robots.txt; empty where there is none, or it cannot be had."""
    try:
        with closing(_response(url, {}, call)) as response:
            return _body(response, call) if response.status == 200 else b""
    except CollectError:
        return b""


def _response(url: str, headers: dict[str, str], call: _Call) -> BaseHTTPResponse:
    timeout = Timeout(connect=call.limits.connect, read=call.limits.silence, total=_left(call))
    asked = {**call.http.headers, **headers}
    try:
        return call.http.request(
            "GET", _shown(url), headers=asked, timeout=timeout, redirect=False, retries=False, preload_content=False
        )
    except (lib.HTTPError, ValueError) as e:
        raise call.failed(_said(e, call.limits)) from e


def _answer(response: BaseHTTPResponse, state: PollState, moved_to: str, call: _Call) -> _Answer:
    etag, modified = (_mark(response.headers.get(name)) for name in ("ETag", "Last-Modified"))
    if response.status == 304 and state.digest:
        return _Answer(304, b"", etag, modified, moved_to)
    if response.status == 200:
        data = _body(response, call)
        if page := _PAGE.match(data[:_HEAD].removeprefix(BOM_UTF8)):
            raise call.failed(_no_feed(data, page.end()))
        return _Answer(200, in_utf8(data, response.headers.get("Content-Type", "")), etag, modified, moved_to)
    if response.status == 410:
        raise call.failed("410: it is gone for good, and not asked any more; take it out", float("inf"))
    wait = retry_after(response.headers.get("Retry-After"), response.headers.get("Date"), call.clock.now())
    raise call.failed(_refusal(response.status, response.reason or ""), wait)


def _no_feed(data: bytes, at: int) -> str:
    """What to say of a web page that came in a feed's place."""
    found = _TITLE.search(data, at, at + 64 * 1024)
    title = " ".join(unescape(found[1].decode("utf-8", "replace")).split())[:80] if found else ""
    titled = f", titled {title!r}," if title else ""
    return f"it answers with a web page{titled} in place of its feed; look at the address in a browser"


def in_utf8(data: bytes, content_type: str) -> bytes:
    """
    A body in UTF-8, where nothing but the answer's own header says in which charset it is; else as it came.

    Source:
        RFC 7303: a byte order mark, then the header, then the declaration
    """
    named = _CHARSET.search(content_type)
    if named is None or data.isascii() or data.startswith(_MARKS) or _DECLARED.match(data[:200]):
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


def _body(response: BaseHTTPResponse, call: _Call) -> bytes:
    """The body, whole and without its compression."""
    pieces, size = [], 0
    try:
        # One read of the socket at a time: a server that sends a byte now and then must not hold us for ever.
        while piece := response.read1(_PIECE, decode_content=False):
            pieces.append(piece)
            size += len(piece)
            if size > call.limits.size:
                raise call.failed(_too_large(call.limits))
            _left(call)
    except lib.HTTPError as e:
        raise call.failed(_said(e, call.limits)) from e
    return _unpacked(b"".join(pieces), response.headers.get("Content-Encoding", "").strip().lower(), call)


def _unpacked(data: bytes, coding: str, call: _Call) -> bytes:
    if coding in ("", "identity") or not data:
        return data
    for window in _WINDOWS.get(coding, ()):
        try:
            return _inflated(data, window, call)
        except zlib.error:
            continue
    raise call.failed(f"its body is packed as {coding!r}, and cannot be unpacked")


def _inflated(data: bytes, window: int, call: _Call) -> bytes:
    """Unpack *data*, which may be several packed pieces in a row, and no further than the limit."""
    plain = b""
    while data:
        unpacking = zlib.decompressobj(window)
        plain += unpacking.decompress(data, call.limits.size - len(plain) + 1)
        if len(plain) > call.limits.size:
            raise call.failed(_too_large(call.limits))
        if not unpacking.eof:
            raise call.failed("its answer broke off: the packed body has no end")
        data = unpacking.unused_data
    return plain


def _headers(url: str, here: str, state: PollState) -> dict[str, str]:
    """What this one request says: who we are to its own server, and what we have already."""
    headers: dict[str, str] = {}
    if state.etag:
        headers["If-None-Match"] = state.etag
    if state.last_modified:
        headers["If-Modified-Since"] = state.last_modified
    own, there = urlsplit(url), urlsplit(here)
    if own.username and (own.scheme, own.hostname, own.port) == (there.scheme, there.hostname, there.port):
        headers |= make_headers(basic_auth=f"{unquote(own.username)}:{unquote(own.password or '')}")
    return headers


def _target(here: str, location: str | None, call: _Call) -> str:
    if not location:
        raise call.failed("it sends us on without saying where to")
    try:
        parts = urlsplit(there := urljoin(here, location))
    except ValueError as e:
        raise call.failed(f"it sends us on to {location!r}, which is no address") from e
    if parts.scheme not in ("http", "https"):
        raise call.failed(f"it sends us on to {location!r}; only http and https are followed")
    if parts.scheme == "http" and urlsplit(here).scheme == "https":
        raise call.failed(f"it sends us on from https to {location!r}, where anybody could change what we read")
    return there


def _left(call: _Call) -> float:
    left = call.deadline - monotonic()
    if left <= 0:
        raise call.failed(f"its answer was not complete after {call.limits.whole:g} seconds")
    return left


def _said(error: Exception, limits: Limits) -> str:
    """The library's error in our words."""
    match error:
        case lib.NameResolutionError():
            return "its host's name is not known; check the address and this machine's network"
        case lib.NewConnectionError():
            return "its server refuses the connection or cannot be reached"
        case lib.ConnectTimeoutError():
            return f"no connection within {limits.connect:g} seconds"
        case lib.TimeoutError():
            return f"it was silent for {limits.silence:g} seconds"
        case lib.SSLError():
            return _untrusted(str(error))
        case lib.ProtocolError():
            return "its answer broke off, or is no HTTP"
    return f"it cannot be asked ({error})"


def _untrusted(error: str) -> str:
    """What is wrong with a server's certificate, and who can mend it."""
    for words, what in _CERTIFICATES:
        if words in error:
            return f"its certificate or encryption is not in order: {what}"
    return f"its certificate or encryption is not in order ({error[:160]})"


def _refusal(status: int, reason: str) -> str:
    hints = {
        401: "it wants a name and password; write them into the address: https://name:password@host/…",
        403: "it refuses us; ask its owner",
        404: "nothing is there; check the address",
        429: "we ask too often; raise `every`",
    }
    return f"{status} {reason}".strip() + ": " + hints.get(status, "no feed came")


def _too_large(limits: Limits) -> str:
    return f"its body is larger than {limits.size // 1024 // 1024} MB"


def _mark(value: str | None) -> str:
    """A server's mark; empty if it could not be sent back in a header."""
    return value if value and value.isprintable() else ""


def _shown(url: str) -> str:
    """The address as it is asked, shown and kept: without name, password and fragment."""
    parts = urlsplit(url)
    return SplitResult(parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, "").geturl()
