"""
The page server: pages as they are stored, through the gate.

On each request the gate is asked whether anything changed since; a page that holds a forbidden part, or whose rulings
have run out, is not given out: its own address answers 410, a list answers 503 until its follower has made it anew, and
neither is ever answered with 304.
"""

import re
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from dateline.news.house import Site, Use
from dateline.news.rights import Bar
from dateline.sites import plan
from dateline.sites.generations import Generations
from dateline.sites.http import SECURITY, Request, Response, plain
from dateline.sites.needs import Gate, Renditions
from dateline.sites.served import AtHand, Cache, Served
from dateline.sites.showing import Showing
from dateline.sites.store import START, Page, PageStore, shown_part

_PICTURES: Final = "/pictures/"
#: The name of a rendition: the key by which pages show it, which begins with its picture's digest; width; format.
_RENDITION = re.compile(r"(([0-9a-f]{64})(?:-[0-9]+x[0-9]+)?)-[0-9]+\.(avif|webp|jpg)", re.ASCII)
#: Seconds between looks at which generation is served; the gate is asked of an older one too.
_LOOK: Final = 0.001
#: Parts of which it is remembered whether they are barred.
_MOST: Final = 60_000
_NEVER: Final = datetime.max.replace(tzinfo=UTC)
_TYPES: Final = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


#: Answers a request at a moment; None where there is nothing at its address.
Door = Callable[[Request, datetime], Response | None]


def reading(file: Path) -> PageStore:
    """A generation's pages, for who only reads them."""
    return PageStore(file, reading=True)


def closed(_request: Request, _moment: datetime) -> None:
    """The door of a site at which nothing is made for each reader anew."""


class SiteServer:
    """
    One site's pages, for one thread.

    Args:
        site: Whose.
        folder: ``data/sites/CODE``.
        gate: What no page may hold.
        now: The newsroom's moment.
        pictures: Their renditions.
        door: Answers for what is made for each reader anew.
        open: Opens a generation's file.
        cache: What the process keeps at hand of all its sites; None: of this one alone.
    """

    def __init__(
        self,
        site: str,
        folder: Path,
        gate: Gate,
        now: Callable[[], datetime],
        pictures: Renditions,
        door: Door = closed,
        open: Callable[[Path], PageStore] = reading,
        cache: Cache | None = None,
    ) -> None:
        self.site, self._gate, self._now, self._pictures, self._door = site, gate, now, pictures, door
        self._generations, self._opener = Generations(folder), open
        self._open: tuple[str, PageStore] | None = None
        #: When it was last looked which generation is served.
        self._looked = 0.0
        self._stamp: int | None = None
        #: Goes up with every change that may close the gate for a page that was asked for.
        self._changes = 0
        #: No request is answered for an earlier moment than this, also where somebody sets the clock back.
        self._latest = START.moment
        self._bars: dict[str, Bar | None] = {}
        #: The entry of settings that the store is known to have caught up with.
        self._caught = 0
        self._at_hand = AtHand(cache or Cache())

    def answer(self, request: Request) -> Response:
        """The answer to a request for this site."""
        if request.method not in ("GET", "HEAD"):
            return plain(405, "This address can only be read.", (("allow", "GET, HEAD"),))
        store = self._store()
        if store is None:
            return _later()
        if request.path.startswith(_PICTURES):
            response = self._picture(request.path.removeprefix(_PICTURES), store)
        else:
            response = self._page(request, store)
            if response.status == 404 and (made := self._door(request, self._moment())) is not None:
                response = made
        return Response(response.status, response.headers, b"") if request.method == "HEAD" else response

    def _store(self) -> PageStore | None:
        """The generation that is served now."""
        now = time.monotonic()
        if self._open is not None and now - self._looked < _LOOK:
            return self._open[1]
        # Asked again after opening: a swap in between has taken the file away.
        while current := self._generations.current():
            if self._open is not None and self._open[0] == current:
                self._looked = now
                return self._open[1]
            self.close()
            self._open_one(current)
        return None

    def _open_one(self, generation: str) -> None:
        try:
            store = self._opener(self._generations.path(generation))
        except sqlite3.OperationalError:
            if self._generations.current() == generation:
                raise
            return
        self._open = (generation, store)
        self._latest = max(self._latest, store.cursor().moment)

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            self._open[1].close()
        self._open = None
        self._at_hand.clear()

    def _moment(self) -> datetime:
        """The newsroom's moment; what has lapsed stays so."""
        self._latest = max(self._latest, self._now())
        return self._latest

    def _page(self, request: Request, store: PageStore) -> Response:
        asked = self._moment()
        # The page first, the gate after it: what is given out was read before the gate was asked.
        served = self._at_hand.page(request.path, store) if request.path not in (plan.NOT_FOUND, plan.GONE) else None
        if served is None:
            return self._elsewhere(request, store)
        if not self._clear(served, store, asked):
            showing = _routed(served.page.path, store)
            gone = showing is not None and self._forbids(showing.parts)
            return self._notice(store, plan.GONE, 410) if gone else _later()
        return served.given(request, asked, self._at_hand)

    def _picture(self, name: str, store: PageStore) -> Response:
        """A rendition: given out as long as a page that shows it is."""
        found = _RENDITION.fullmatch(name)
        if found is None:
            return self._notice(store, plan.NOT_FOUND, 404)
        pages = (store.page(path) for path in store.showing_parts((shown_part(found[1]),)))
        if not any(page is not None and not self._closed(page, store) for page in pages):
            return self._notice(store, *((plan.GONE, 410) if self._pictures.knows(found[2]) else (plan.NOT_FOUND, 404)))
        body = self._pictures.rendition(name)
        if body is None:
            return self._notice(store, plan.NOT_FOUND, 404)
        lasting = (("content-type", _TYPES[found[3]]), ("cache-control", "public, max-age=31536000, immutable"))
        return Response(200, (*lasting, ("etag", f'"{name}"'), *SECURITY), body)

    def _elsewhere(self, request: Request, store: PageStore) -> Response:
        """Only the digits route; other words lead to the right address."""
        showing = _routed(request.path, store)
        if showing is None or showing.state == "waiting":
            return self._notice(store, plan.NOT_FOUND, 404)
        served = self._at_hand.page(showing.path, store)
        if served is not None and served.page.status == 410:
            return served.given(request, self._moment(), self._at_hand)
        if served is None or self._forbids(showing.parts):
            return self._notice(store, plan.GONE, 410)
        return Response(301, (("location", showing.path), *SECURITY), b"")

    def _clear(self, served: Served, store: PageStore, asked: datetime) -> bool:
        """Whether the gate is open for a page; what it said holds until something changes, or its moment comes."""
        self._heed()
        clear = served.clear
        if clear is not None and clear[0] == self._changes and asked < clear[1]:
            return True
        page = served.page
        if self._closed(page, store):
            return False
        if not (page.parts and self._behind(store)):
            ends = (page.until, *(bar.after for bar in map(self._bars.get, page.parts) if bar))
            served.clear = (self._changes, min((e for e in ends if e is not None), default=_NEVER))
        return True

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
        about = plan.address(page.path)
        kind = about.kind if about else ""
        use: Use = "display" if kind in ("story", "how") else "feed" if kind == "feed" else "teaser"
        return all(self._gate.permits(part, use, self.site) for part in page.parts)

    def _heed(self) -> None:
        """Let go of what was known of parts that something happened to."""
        stamp = self._gate.stamp()
        if stamp == self._stamp:
            return
        changed = self._gate.changed()
        if changed is None:
            self._bars.clear()
            self._changes += 1
        elif known := changed & self._bars.keys():
            for part in known:
                del self._bars[part]
            self._changes += 1
        self._stamp = stamp

    def _forbids(self, parts: tuple[str, ...]) -> bool:
        self._heed()
        if not all(map(self._bars.__contains__, parts)):
            unknown = [p for p in parts if p not in self._bars]
            if len(self._bars) > _MOST:
                self._bars, unknown = {}, list(parts)
                self._changes += 1
            found = self._gate.bars(unknown)
            self._bars |= {p: found.get(p) for p in unknown}
        return any(bar.closed(self._moment()) for bar in map(self._bars.get, parts) if bar)

    def _notice(self, store: PageStore, path: str, status: int) -> Response:
        served = self._at_hand.page(path, store)
        if served is None:
            begun = store.cursor() != START
            return plain(status, "There is nothing at this address.") if begun else _later()
        headers = (("content-type", served.page.type), ("cache-control", "no-cache"), *SECURITY)
        return Response(status, headers, served.body(""))


def _routed(path: str, store: PageStore) -> Showing | None:
    """The article whose page, or whose "How we know", a path means."""
    tail = plan.routed(path.removesuffix("/how"))
    return store.catalog.noted(f"art-{tail}") if tail else None


def _later() -> Response:
    return plain(503, "This page is being made anew. Please try again in a moment.", (("retry-after", "1"),))


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
                return Response(301, (("location", f"/~{code}/"), *SECURITY), b"")
            plain = {k: v for k, v in request.headers.items() if k != "accept-encoding"}
            inner = Request(request.method, request.host, f"/{rest}", request.query, plain)
            return _below(f"/~{code}", self._servers[code].answer(inner))
        code = self._hosts.get(request.host, "")
        return self._servers[code].answer(request) if code else None


#: The places in our pages where a link to the same site stands.
_LINKS = re.compile(rb'\b(href|src|action|srcset)="/')


def _below(prefix: str, response: Response) -> Response:
    """An answer whose links stay below *prefix*."""
    headers = tuple((k, prefix + v if k == "location" and v.startswith("/") else v) for k, v in response.headers)
    if not any(k == "content-type" and v.startswith("text/html") for k, v in headers):
        return Response(response.status, headers, response.body)
    root = prefix.encode() + b"/"
    body = _LINKS.sub(rb'\1="' + root, response.body).replace(b", /pictures/", b", " + root + b"pictures/")
    return Response(response.status, headers, body)
