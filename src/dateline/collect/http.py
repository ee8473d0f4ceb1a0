"""Feeds on the web: an address is asked now and then, and what is new there becomes a delivery."""

import zlib
from contextlib import closing
from hashlib import sha256
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
from dateline.collect.state import PollState, answered, failed, retry_after
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
    Returns:
        The delivery, or None if there is nothing new or it failed; and the state to store once that is recorded, whose
        ``last_problem`` tells what is wrong. A web page in a feed's place is delivered: the readers say what it is.
    """
    address = _shown(url)
    state = state if state and state.url == address else PollState(url=address)
    call = _Call(source, clock, http, limits, monotonic() + limits.whole)
    try:
        answer = _asked(url, state, call)
    except CollectError as e:
        return None, failed(state, clock.now(), e.what, every=every, retry_after=e.retry_after)
    now = clock.now()
    state = replace(state, moved_to=answer.moved_to)
    if answer.status == 304:
        return None, answered(state, now, every=every)
    digest = sha256(answer.data).hexdigest()
    delivery = Delivery(source, "http", address, answer.data, now) if digest != state.digest else None
    state = replace(state, etag=answer.etag, last_modified=answer.last_modified, digest=digest)
    return delivery, answered(state, now, every=every)


def _asked(url: str, state: PollState, call: _Call) -> _Answer:
    """Ask, and follow where we are sent; everything that goes wrong becomes a CollectError here."""
    here, for_good, moved_to = url, True, ""
    for _ in range(call.limits.redirects + 1):
        with closing(_response(here, _headers(url, here, state), call)) as response:
            if response.status not in _MOVED:
                return _answer(response, state, moved_to, call)
            for_good = for_good and response.status in _MOVED_FOR_GOOD
            here = _target(here, response.headers.get("Location"), call)
            moved_to = _shown(here) if for_good else moved_to
    raise call.failed(f"it sends us on more than {call.limits.redirects} times; check the address in a browser")


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
        return _Answer(200, _body(response, call), etag, modified, moved_to)
    if response.status == 410:
        raise call.failed("410: it is gone for good, and not asked any more; take it out", float("inf"))
    wait = retry_after(response.headers.get("Retry-After"), response.headers.get("Date"), call.clock.now())
    raise call.failed(_refusal(response.status, response.reason or ""), wait)


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
            return f"its certificate or encryption is not in order ({error})"
        case lib.ProtocolError():
            return "its answer broke off, or is no HTTP"
    return f"it cannot be asked ({error})"


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
