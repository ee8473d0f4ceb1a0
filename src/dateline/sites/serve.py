"""
The page server: pages as they are stored, through the gate.

On each request the gate is asked whether anything changed since; a page that holds a forbidden part, or whose rulings
have run out, is not given out: its own address answers 410, a list answers 503 until its follower has made it anew, and
neither is ever answered with 304.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

from msgspec import Struct

from dateline.news.house import Site, Use
from dateline.news.rights import Bar
from dateline.sites import plan
from dateline.sites.generations import Generations
from dateline.sites.needs import Gate
from dateline.sites.showing import Showing
from dateline.sites.store import START, Page, PageStore

#: What HTTP's dates are told apart by.
_SECOND = timedelta(seconds=1)

_SECURITY = (
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("cross-origin-opener-policy", "same-origin"),
)


class Request(Struct, frozen=True):
    """What a reader asks for."""

    method: str
    #: Without port, lower case.
    host: str
    path: str
    query: str = ""
    #: Names in lower case.
    headers: dict[str, str] = {}
    body: bytes = b""


class Response(Struct, frozen=True):
    """What a reader gets."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class SiteServer:
    """
    One site's pages, for one thread.

    Args:
        site: Whose.
        folder: ``data/sites/CODE``.
        gate: What no page may hold.
        now: The newsroom's moment.
    """

    def __init__(self, site: str, folder: Path, gate: Gate, now: Callable[[], datetime]) -> None:
        self.site, self._gate, self._now = site, gate, now
        self._generations = Generations(folder)
        self._open: tuple[str, PageStore] | None = None
        self._stamp: int | None = None
        #: No request is answered for an earlier moment than this, also where somebody sets the clock back.
        self._latest = START.moment
        self._bars: dict[str, Bar | None] = {}
        #: The entry of settings that the store is known to have caught up with.
        self._caught = 0

    def answer(self, request: Request) -> Response:
        """The answer to a request for this site."""
        if request.method not in ("GET", "HEAD"):
            return _plain(405, "This address can only be read.", (("allow", "GET, HEAD"),))
        store = self._store()
        if store is None:
            return _later()
        response = self._page(request, store)
        return Response(response.status, response.headers, b"") if request.method == "HEAD" else response

    def _store(self) -> PageStore | None:
        """The generation that is served now."""
        # Asked again after opening: a swap in between has taken the file away.
        while current := self._generations.current():
            if self._open is not None and self._open[0] == current:
                return self._open[1]
            if self._open is not None:
                self._open[1].close()
            self._open = (current, PageStore(self._generations.path(current)))
            self._latest = max(self._latest, self._open[1].cursor().moment)
        return None

    def _moment(self) -> datetime:
        """The newsroom's moment; what has lapsed stays so."""
        self._latest = max(self._latest, self._now())
        return self._latest

    def _page(self, request: Request, store: PageStore) -> Response:
        asked = self._moment()
        # The page first, the gate after it: what is given out was read before the gate was asked.
        page = store.page(request.path) if request.path not in (plan.NOT_FOUND, plan.GONE) else None
        if page is None:
            return self._elsewhere(request, store)
        body = store.stored(page.digest)
        if self._closed(page, store):
            showing = _routed(page.path, store)
            gone = showing is not None and self._forbids(showing.parts)
            return self._notice(store, plan.GONE, 410) if gone else _later()
        if body is None:
            return _later()
        return _given(request, page, body, store, asked)

    def _elsewhere(self, request: Request, store: PageStore) -> Response:
        """Only the digits route; other words lead to the right address."""
        showing = _routed(request.path, store)
        if showing is None or showing.state == "waiting":
            return self._notice(store, plan.NOT_FOUND, 404)
        page = store.page(showing.path)
        if page is not None and page.status == 410:
            body = store.stored(page.digest)
            return _given(request, page, body, store, self._moment()) if body is not None else _later()
        if page is None or self._forbids(showing.parts):
            return self._notice(store, plan.GONE, 410)
        return Response(301, (("location", showing.path), *_SECURITY), b"")

    def _closed(self, page: Page, store: PageStore) -> bool:
        """Whether the gate is closed for a page: it holds what may not be shown now."""
        if self._forbids(page.parts) or (page.until is not None and self._moment() >= page.until):
            return True
        return bool(page.parts) and self._behind(store) and not self._permitted(page)

    def _behind(self, store: PageStore) -> bool:
        """Whether pages were made under other settings than those in force."""
        settled = self._gate.settled()
        if settled > self._caught and store.cursor().entry >= settled:
            self._caught = settled
        return settled > self._caught

    def _permitted(self, page: Page) -> bool:
        """Whether what is in force lets the page's parts be used as it uses them."""
        kind = plan.kind(page.path)
        use: Use = "display" if kind in ("story", "how") else "feed" if kind == "feed" else "teaser"
        return all(self._gate.permits(part, use, self.site) for part in page.parts)

    def _forbids(self, parts: tuple[str, ...]) -> bool:
        stamp = self._gate.stamp()
        if stamp != self._stamp:
            self._bars, self._stamp = {}, stamp
        if unknown := [p for p in parts if p not in self._bars]:
            found = self._gate.bars(unknown)
            self._bars |= {p: found.get(p) for p in unknown}
        moment = self._moment()
        return any((bar := self._bars[part]) is not None and bar.closed(moment) for part in parts)

    def _notice(self, store: PageStore, path: str, status: int) -> Response:
        page = store.page(path)
        body = store.body(page.digest) if page else None
        if page is None or body is None:
            return _plain(status, "There is nothing at this address.")
        return Response(status, (("content-type", page.type), ("cache-control", "no-cache"), *_SECURITY), body)


def _routed(path: str, store: PageStore) -> Showing | None:
    """The article whose page, or whose "How we know", a path means."""
    tail = plan.routed(path.removesuffix("/how"))
    return store.route(tail) if tail else None


def _given(request: Request, page: Page, stored: bytes, store: PageStore, now: datetime) -> Response:
    packed = _accepts_zstd(request)
    etag = f'"{page.digest[:32]}{"-zstd" if packed else ""}"'
    cache = "public, max-age=31536000, immutable" if page.path.startswith("/style-") else "no-cache"
    headers = (
        ("content-type", page.type),
        ("etag", etag),
        *_dated(page, now),
        ("cache-control", cache),
        ("vary", "accept-encoding"),
        *_SECURITY,
    )
    if page.status == 200 and _unchanged(request, page, etag):
        return Response(304, headers, b"")
    if packed:
        return Response(page.status, (*headers, ("content-encoding", "zstd")), stored)
    return Response(page.status, headers, store.unpacked(stored))


def _dated(page: Page, now: datetime) -> tuple[tuple[str, str], ...]:
    """A date to ask with again: not in the second of the change, in which the page may change once more."""
    modified = page.modified.replace(microsecond=0)
    return (("last-modified", format_datetime(modified, usegmt=True)),) if now >= modified + _SECOND else ()


def _accepts_zstd(request: Request) -> bool:
    for offer in request.headers.get("accept-encoding", "").split(","):
        coding, _, quality = (part.strip() for part in offer.partition(";"))
        if coding == "zstd":
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _unchanged(request: Request, page: Page, etag: str) -> bool:
    if (wanted := request.headers.get("if-none-match")) is not None:
        return wanted.strip() == "*" or etag in (w.strip().removeprefix("W/") for w in wanted.split(","))
    if (since := request.headers.get("if-modified-since")) is not None:
        try:
            return page.modified.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False
    return False


def _later() -> Response:
    return _plain(503, "This page is being made anew. Please try again in a moment.", (("retry-after", "1"),))


def _plain(status: int, words: str, more: tuple[tuple[str, str], ...] = ()) -> Response:
    headers = (("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store"), *more, *_SECURITY)
    return Response(status, headers, words.encode() + b"\n")


class Network:
    """
    All sites of the newsroom, each at its host, at ``CODE.localhost`` and at ``/~CODE/``.

    Args:
        sites: The sites in force.
        serve: A site's code → its server.
    """

    def __init__(self, sites: tuple[Site, ...], serve: Callable[[str], SiteServer]) -> None:
        self._servers = {s.code: serve(s.code) for s in sites}
        self._hosts = {s.host.partition(":")[0]: s.code for s in sites} | {f"{s.code}.localhost": s.code for s in sites}

    def answer(self, request: Request) -> Response | None:
        """The answer of the site that a request means; None if it means none."""
        if request.path.startswith("/~"):
            code, slash, rest = request.path[2:].partition("/")
            if code not in self._servers:
                return None
            if not slash:
                return Response(301, (("location", f"/~{code}/"), *_SECURITY), b"")
            plain = {k: v for k, v in request.headers.items() if k != "accept-encoding"}
            inner = Request(request.method, request.host, f"/{rest}", request.query, plain)
            return _below(f"/~{code}", self._servers[code].answer(inner))
        code = self._hosts.get(request.host, "")
        return self._servers[code].answer(request) if code else None


def _below(prefix: str, response: Response) -> Response:
    """An answer whose links stay below *prefix*; our pages write every link of their own as ``href="/…``."""
    headers = tuple((k, prefix + v if k == "location" and v.startswith("/") else v) for k, v in response.headers)
    if not any(k == "content-type" and v.startswith("text/html") for k, v in headers):
        return Response(response.status, headers, response.body)
    body = response.body.replace(b'href="/', b'href="' + prefix.encode() + b"/")
    return Response(response.status, headers, body)
