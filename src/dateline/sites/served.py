"""Pages as they are given out: in the coding that a reader takes, or not at all where the reader has them."""

import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from typing import Final

import brotli  # type: ignore[import-untyped]
import zstandard
from msgspec import Struct

from dateline.sites.http import SECURITY, Request, Response
from dateline.sites.store import Page, PageStore

#: What HTTP's dates are told apart by.
_SECOND = timedelta(seconds=1)
#: In the order in which we like them; the first is how pages are stored.
CODINGS: Final = ("zstd", "br", "gzip")
#: Bytes of pages, and of other codings of them, that a process keeps at hand.
_MOST: Final = 20 << 20
_MOST_CODED: Final = 6 << 20
#: Where that is full, one page is let in of so many that are not in it: who asks for all there are in turn, as crawlers
#: do, takes no place from those that many read.
_LET_IN: Final = 8
#: Their addresses change with their bytes.
_IMMUTABLE: Final = ("/style-", "/fonts/", "/pictures/")
#: Types that are packed already.
_PACKED: Final = ("font/", "image/avif", "image/webp", "image/jpeg")


class _Given(Struct, frozen=True):
    """A page's answers in one coding."""

    etag: str
    #: The headers with the page itself; and without it, where the reader has it.
    headers: tuple[tuple[str, str], ...]
    unchanged: Response


class Served:
    """
    A page with its body, and its answers.

    Args:
        page: The page.
        stored: Its body, compressed with zstd.
        unpack: Gives a body back as it was.
    """

    def __init__(self, page: Page, stored: bytes, unpack: Callable[[bytes], bytes]) -> None:
        self.page, self._stored, self._unpack = page, stored, unpack
        self._packed = page.type.startswith(_PACKED)
        #: By coding; made when they are first asked for, and again once they may be dated.
        self._given: dict[str, _Given] = {}
        self._dated = False
        #: Up to which change the gate was asked about it, and until when its answer holds: it is open.
        self.clear: tuple[int, datetime] | None = None
        #: Bytes that it takes, about.
        self.size = len(stored) + 2_500

    def given(self, request: Request, now: datetime, at_hand: "AtHand") -> Response:
        """The answer to who asks for it."""
        asked = request.headers
        coding = "" if self._packed else accepted_coding(asked.get("accept-encoding", ""))
        # A date to ask with again: not in the second of the change, in which the page may change once more.
        if not self._dated and now >= self.page.modified.replace(microsecond=0) + _SECOND:
            self._dated = True
            self._given.clear()
        given = self._given.get(coding) or self._make(coding)
        if self.page.status == 200 and self._unchanged(asked, given.etag):
            return given.unchanged
        return Response(self.page.status, given.headers, at_hand.coded(self, coding))

    def _make(self, coding: str) -> _Given:
        lasting = self.page.path.startswith(_IMMUTABLE)
        etag = f'"{self.page.digest[:32]}{"-" + coding if coding else ""}"'
        headers: tuple[tuple[str, str], ...] = (
            ("content-type", self.page.type),
            ("etag", etag),
            ("cache-control", "public, max-age=31536000, immutable" if lasting else "no-cache"),
            ("vary", "accept-encoding"),
            *SECURITY,
        )
        if self._dated:
            headers = (*headers, ("last-modified", _dated(self.page.modified)))
        coded = (*headers, ("content-encoding", coding)) if coding else headers
        self._given[coding] = given = _Given(etag, coded, Response(304, headers, b""))
        return given

    def _unchanged(self, asked: Mapping[str, str], etag: str) -> bool:
        if (wanted := asked.get("if-none-match")) is not None:
            return wanted.strip() == "*" or etag in (w.strip().removeprefix("W/") for w in wanted.split(","))
        if (since := asked.get("if-modified-since")) is not None:
            try:
                return self.page.modified.replace(microsecond=0) <= parsedate_to_datetime(since)
            except (TypeError, ValueError):
                return False
        return False

    def body(self, coding: str) -> bytes:
        """Its body in a coding; as it is, where none is named."""
        if coding == "zstd":
            return self._stored
        body = self._unpack(self._stored)
        if coding == "br":
            packed: bytes = brotli.compress(body, quality=5)
            return packed
        if coding == "gzip":
            return zlib.compress(body, 6, wbits=31)
        return body


#: Many pages are made at a time.
@lru_cache(maxsize=1024)
def _dated(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


class Cache:
    """What a process keeps at hand of all its sites: the pages that were asked for last, and other codings of them."""

    def __init__(self) -> None:
        #: By whose they are and their path.
        self._pages: OrderedDict[tuple[object, str], Served] = OrderedDict()
        self._taken, self._turned_away = 0, 0
        #: Bodies by digest and coding: a page that comes back in other words needs them no more.
        self._coded: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._coded_size = 0

    def page(self, owner: object, path: str) -> Served | None:
        """A page that is at hand; None if it is not."""
        served = self._pages.get((owner, path))
        if served is not None:
            self._pages.move_to_end((owner, path))
        return served

    def keep(self, owner: object, path: str, served: Served) -> None:
        """Have a page at hand, if it is let in; in place of those that nobody asked for of late."""
        if self._taken + served.size > _MOST:
            self._turned_away += 1
            if self._turned_away % _LET_IN:
                return
        self._pages[owner, path] = served
        self._taken += served.size
        while self._taken > _MOST and len(self._pages) > 1:
            self._taken -= self._pages.popitem(last=False)[1].size

    def drop(self, owner: object, path: str) -> None:
        """Let go of a page."""
        gone = self._pages.pop((owner, path), None)
        self._taken -= gone.size if gone else 0

    def clear(self, owner: object) -> None:
        """Let go of all pages of one owner."""
        for key in [key for key in self._pages if key[0] is owner]:
            self.drop(*key)

    def coded(self, served: Served, coding: str) -> bytes:
        """A page's body in a coding, packed when it is first asked for."""
        if coding in ("", "zstd"):
            return served.body(coding)
        key = (served.page.digest, coding)
        packed = self._coded.get(key)
        if packed is None:
            packed = self._coded[key] = served.body(coding)
            self._coded_size += len(packed)
            while self._coded_size > _MOST_CODED:
                self._coded_size -= len(self._coded.popitem(last=False)[1])
        else:
            self._coded.move_to_end(key)
        return packed


class AtHand:
    """
    One site's pages that were asked for, as long as they do not change.

    Args:
        cache: What the process keeps of all sites.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._version: int | None = None
        #: The last change of a page that was heeded.
        self._number = 0
        self._unpack = zstandard.ZstdDecompressor().decompress
        self.coded = cache.coded

    def clear(self) -> None:
        """Let go of all pages."""
        self._cache.clear(self)
        self._number, self._version = 0, None

    def page(self, path: str, store: PageStore) -> Served | None:
        """The page of that path as the store has it now; None if there is none."""
        version = store.version()
        if version != self._version:
            self._renew(store)
            self._version = version
        served = self._cache.page(self, path)
        if served is None and (found := store.served(path)) is not None:
            served = Served(*found, self._unpack)
            self._cache.keep(self, path, served)
        return served

    def _renew(self, store: PageStore) -> None:
        """Let go of what has changed."""
        number, paths = store.changed(self._number)
        if paths is None or self._version is None:
            self.clear()
        else:
            for path in paths:
                self._cache.drop(self, path)
        self._number = number


#: Browsers say the same few things.
@lru_cache(maxsize=64)
def accepted_coding(header: str) -> str:
    """The coding that we like best of those that a reader takes; empty: none."""
    if not header:
        return ""
    taken = set()
    for offer in header.split(","):
        coding, _, quality = offer.partition(";")
        if quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            taken.add(coding.strip().lower())
    return next((c for c in CODINGS if c in taken), "")
