"""Feeds on the web: an address is asked now and then, and what is new there becomes a delivery."""

from collections.abc import Iterator
from contextlib import closing, suppress
from time import monotonic
from typing import Final
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from msgspec import Struct
from msgspec.structs import replace
from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3 import exceptions as lib
from urllib3.util import make_headers

from dateline import __version__
from dateline.collect.body import digest, in_utf8, page, too_large, unpacked
from dateline.collect.clock import Clock
from dateline.collect.http_words import refusal, said
from dateline.collect.lines import ended, lines
from dateline.collect.robots import MOST, Manners
from dateline.collect.state import LONGEST_TOLD, PollState, answered, failed, retry_after
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
    manners: Manners | None
    #: Whether the address has a name and password, which stand for a contract: no robots.txt is asked for then.
    invited: bool

    def failed(self, what: str, wait: float | None = None) -> CollectError:
        return CollectError(self.source, what, wait)

    def broken(self, error: Exception) -> CollectError:
        self.left()
        return self.failed(said(error, connect=self.limits.connect, silence=self.limits.silence))

    def left(self) -> float:
        """Seconds until the deadline; raises CollectError when it has passed."""
        left = self.deadline - monotonic()
        if left <= 0:
            what = f"its answer was not complete after {self.limits.whole:g} seconds; it is asked again later"
            raise self.failed(what)
        return left


def client(contact: str) -> PoolManager:
    """Connections for `fetch`; the *contact* is told to each server, so that its owner can complain to somebody."""
    reachable = "".join(c for c in contact if c.isascii() and c.isprintable())
    return lines(
        {
            "User-Agent": f"Dateline/{__version__} (+{reachable})",
            "Accept": "application/rss+xml, application/atom+xml, application/feed+json, application/xml, */*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
    )


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
        manners: What servers ask of us; None: they are not asked what.
    Returns:
        The delivery, or None if there is nothing new or it failed; and the state to store once that is recorded, whose
        ``last_problem`` tells what is wrong. A web page in a feed's place, and an empty answer, are told and are no
        delivery; nor is a feed of which nothing but its date is new. Where an address has moved for good, the new one
        is asked from then on, and the old one again once that fails.
    """
    address = _shown(url)
    state = state if state and state.url == address else PollState(url=address)
    began = monotonic()
    call = _Call(source, clock, http, limits, began + limits.whole, manners, bool(urlsplit(url).username))
    try:
        # A little later than we look ourselves, so that what was cut off is known to be late.
        with ended(limits.whole + 0.1):
            answer = _asked(url, state, call)
    except CollectError as e:
        return None, _after(state, e, clock, every)
    now = clock.now()
    state = replace(state, moved_to=answer.moved_to, took=round(monotonic() - began, 3))
    if answer.status == 304:
        return None, answered(state, now, every=every)
    known = digest(answer.data)
    delivery = Delivery(source, "http", address, answer.data, now) if known != state.digest else None
    state = replace(state, etag=answer.etag, last_modified=answer.last_modified, digest=known)
    return delivery, answered(state, now, every=every)


def _after(state: PollState, error: CollectError, clock: Clock, every: int) -> PollState:
    """The state after a failure; where it was the new address that failed, the old one is asked at once, once."""
    what = f"at {state.moved_to}, where it has moved: {error.what}" if state.moved_to else error.what
    after = failed(state, clock.now(), what, every=every, retry_after=error.retry_after)
    if not state.moved_to or state.failures or error.retry_after is not None:
        return after
    return replace(after, moved_to="", next_due=clock.now())


def _asked(url: str, state: PollState, call: _Call) -> _Answer:
    """Ask, and follow where we are sent; everything that goes wrong becomes a CollectError here."""
    here, for_good, moved_to = state.moved_to or url, True, state.moved_to
    for _ in range(call.limits.redirects + 1):
        _mannerly(here, call)
        with closing(_response(here, _headers(url, here, state), call)) as response:
            if response.status not in _MOVED:
                return _answer(response, here, state, moved_to, call)
            for_good = for_good and response.status in _MOVED_FOR_GOOD
            here = _target(here, response.headers.get("Location"), call)
            moved_to = _shown(here) if for_good else moved_to
    raise call.failed(f"it sends us on more than {call.limits.redirects} times; check the address in a browser")


def _mannerly(url: str, call: _Call) -> None:
    """Raises CollectError if the server's robots.txt asks us not to ask for the address."""
    if call.manners is None:
        return
    call.manners.asks(url)
    if not call.invited and not call.manners.allows(url, call.clock.now(), lambda address: _robots(address, call)):
        what = "its server's robots.txt asks us not to ask for it; ask its owner to let Dateline in"
        raise call.failed(f"{what}, or for a name and password of your own, which stand for a contract")


def _robots(url: str, call: _Call) -> bytes | None:
    """
    The beginning of a robots.txt; empty where there is none, None where it cannot be had.

    Source:
        RFC 9309, §2.3.1: five redirects are followed, also to other servers; 4xx is none
    """
    here = url
    try:
        for _ in range(call.limits.redirects + 1):
            with closing(_response(here, {"Accept-Encoding": "identity"}, call)) as response:
                if response.status not in _MOVED:
                    return _beginning(response, call) if response.status < 500 else None
                here = _target(here, response.headers.get("Location"), call)
    except CollectError:
        return None
    return b""


def _beginning(response: BaseHTTPResponse, call: _Call) -> bytes:
    data = b""
    if response.status == 200:
        for piece in _pieces(response, call):
            data += piece
            if len(data) >= MOST:
                break
    return data


def _response(url: str, headers: dict[str, str], call: _Call) -> BaseHTTPResponse:
    timeout = Timeout(connect=call.limits.connect, read=call.limits.silence, total=call.left())
    asked = {**call.http.headers, **headers}
    try:
        return call.http.request(
            "GET", _plain(url), headers=asked, timeout=timeout, redirect=False, retries=False, preload_content=False
        )
    except (lib.HTTPError, ValueError) as e:
        raise call.broken(e) from e


def _answer(response: BaseHTTPResponse, here: str, state: PollState, moved_to: str, call: _Call) -> _Answer:
    etag, modified = (_mark(response.headers.get(name)) for name in ("ETag", "Last-Modified"))
    if response.status == 304 and state.digest:
        return _Answer(304, b"", etag, modified, moved_to)
    if response.status == 200:
        data = in_utf8(_body(response, call), response.headers.get("Content-Type", ""))
        if not data.strip():
            raise call.failed("it answers with nothing: an empty body; ask its owner if that goes on")
        if found := page(data, here):
            sent = _shown(here) != state.url
            raise call.failed(
                f"it sends us on to {_shown(here)}, and there is {found}" if sent else f"it answers with {found}"
            )
        return _Answer(200, data, etag, modified, moved_to)
    if response.status == 410:
        what = "410: it is gone for good, and asked once a week only; take it out of the source's file"
        raise call.failed(what, float("inf"))
    wait = retry_after(response.headers.get("Retry-After"), response.headers.get("Date"), call.clock.now())
    if response.status == 429 and wait and call.manners:
        call.manners.rests(here, min(wait, LONGEST_TOLD))
    raise call.failed(refusal(response.status, response.reason or "", named=call.invited), wait)


def _body(response: BaseHTTPResponse, call: _Call) -> bytes:
    """The body, whole and without its packing."""
    pieces, size, most = [], 0, call.limits.size
    for piece in _pieces(response, call):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise call.failed(too_large(most))
    return unpacked(b"".join(pieces), response.headers.get("Content-Encoding", ""), most, call.failed)


def _pieces(response: BaseHTTPResponse, call: _Call) -> Iterator[bytes]:
    """The body as it comes; raises CollectError if it breaks off, or takes too long."""
    try:
        # One read of the socket at a time: a server that sends a byte now and then must not hold us for ever.
        while piece := response.read1(_PIECE, decode_content=False):
            yield piece
            call.left()
    except lib.HTTPError as e:
        raise call.broken(e) from e
    # One without a length looks whole when we have cut it off.
    call.left()


def _headers(url: str, here: str, state: PollState) -> dict[str, str]:
    """What this one request says: who we are to its own server, and what we have already."""
    headers: dict[str, str] = {}
    if state.etag:
        headers["If-None-Match"] = state.etag
    if state.last_modified:
        headers["If-Modified-Since"] = state.last_modified
    own, there = urlsplit(url), urlsplit(here)
    if own.username and _is_own(own, there):
        headers |= make_headers(basic_auth=f"{unquote(own.username)}:{unquote(own.password or '')}")
    return headers


def _is_own(own: SplitResult, there: SplitResult) -> bool:
    """Whether it is the same server, or the same that has learnt to speak TLS."""
    ports = {"http": 80, "https": 443}
    before, after = (one.port or ports.get(one.scheme) for one in (own, there))
    sealed = (own.scheme, there.scheme, before, after) == ("http", "https", 80, 443)
    return own.hostname == there.hostname and (sealed or (own.scheme, before) == (there.scheme, after))


def _target(here: str, location: str | None, call: _Call) -> str:
    if not location:
        raise call.failed("it sends us on without saying where to; ask its owner")
    # The library reads headers as Latin-1; some servers write addresses in UTF-8 there.
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode()
    try:
        parts = urlsplit(there := urljoin(here, location))
    except ValueError as e:
        raise call.failed(f"it sends us on to {location!r}, which is no address; ask its owner") from e
    if parts.scheme not in ("http", "https"):
        raise call.failed(f"it sends us on to {location!r}; only http and https are followed; ask its owner")
    if parts.scheme == "http" and urlsplit(here).scheme == "https":
        what = f"it sends us on from https to {location!r}, where anybody could change what we read"
        raise call.failed(f"{what}; ask its owner for an https address")
    return there


def _mark(value: str | None) -> str:
    """A server's mark; empty if it could not be sent back in a header."""
    return value if value and value.isprintable() else ""


def _shown(url: str) -> str:
    """The address as it is shown and kept: without name, password and fragment."""
    parts = urlsplit(url)
    return SplitResult(parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, "").geturl()


def _plain(url: str) -> str:
    """The address as it is asked: its host's name in the letters that the network knows."""
    shown = _shown(url)
    host = urlsplit(shown).netloc
    return shown if host.isascii() else shown.replace(host, host.encode("idna").decode(), 1)
