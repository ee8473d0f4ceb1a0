"""Pages as they are given out: in the coding that a reader takes, or not at all where the reader has them."""

import zlib
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final

import brotli  # type: ignore[import-untyped]
import zstandard

from dateline.sites.http import SECURITY, Request, Response
from dateline.sites.store import Page, PageStore

#: What HTTP's dates are told apart by.
_SECOND = timedelta(seconds=1)
#: In the order in which we like them; the first is how pages are stored.
CODINGS: Final = ("zstd", "br", "gzip")
#: Bytes of pages, and of other codings of them, that a server keeps at hand.
_MOST: Final = 8 << 20
#: Their addresses change with their bytes.
_IMMUTABLE: Final = ("/style-", "/fonts/", "/pictures/")
#: Types that are packed already.
_PACKED: Final = ("font/", "image/avif", "image/webp", "image/jpeg")


class Served:
    """
    A page with its body, and the headers of its answers.

    Args:
        page: The page.
        stored: Its body, compressed with zstd.
        unpack: Gives a body back as it was.
    """

    def __init__(self, page: Page, stored: bytes, unpack: Callable[[bytes], bytes]) -> None:
        self.page, self._stored, self._unpack = page, stored, unpack
        self._headers: dict[str, tuple[tuple[str, str], ...]] = {}
        modified = page.modified.replace(microsecond=0)
        self._modified = modified
        self._dated = ("last-modified", format_datetime(modified, usegmt=True))
        #: Bytes that it takes, about.
        self.size = len(stored) + 1_000

    def given(self, request: Request, now: datetime, shelf: "Shelf") -> Response:
        """The answer to who asks for it."""
        page, accepted = self.page, request.headers.get("accept-encoding", "")
        coding = "" if page.type.startswith(_PACKED) else accepted_coding(accepted)
        etag = f'"{page.digest[:32]}{"-" + coding if coding else ""}"'
        headers = self._headers.get(coding) or self._make_headers(coding, etag)
        # A date to ask with again: not in the second of the change, in which the page may change once more.
        if now >= self._modified + _SECOND:
            headers = (*headers, self._dated)
        if page.status == 200 and self._unchanged(request, etag):
            return Response(304, headers, b"")
        if coding:
            headers = (*headers, ("content-encoding", coding))
        return Response(page.status, headers, shelf.coded(self, coding))

    def _make_headers(self, coding: str, etag: str) -> tuple[tuple[str, str], ...]:
        lasting = self.page.path.startswith(_IMMUTABLE)
        self._headers[coding] = headers = (
            ("content-type", self.page.type),
            ("etag", etag),
            ("cache-control", "public, max-age=31536000, immutable" if lasting else "no-cache"),
            ("vary", "accept-encoding"),
            *SECURITY,
        )
        return headers

    def _unchanged(self, request: Request, etag: str) -> bool:
        if (wanted := request.headers.get("if-none-match")) is not None:
            return wanted.strip() == "*" or etag in (w.strip().removeprefix("W/") for w in wanted.split(","))
        if (since := request.headers.get("if-modified-since")) is not None:
            try:
                return self._modified <= parsedate_to_datetime(since)
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


class Shelf:
    """What a server keeps at hand: the pages that were asked for, as long as the store does not change."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._pages: dict[str, Served] = {}
        self._taken = 0
        #: Bodies by digest and coding: a page that comes back in other words needs them no more.
        self._coded: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._coded_size = 0
        self._unpack = zstandard.ZstdDecompressor().decompress

    def clear(self) -> None:
        """Let go of all pages."""
        self._pages.clear()
        self._taken, self._version = 0, None

    def page(self, path: str, store: PageStore) -> Served | None:
        """The page of that path as the store has it now; None if there is none."""
        version = store.version()
        if version != self._version or self._taken > _MOST:
            self.clear()
            self._version = version
        served = self._pages.get(path)
        if served is None and (found := store.served(path)) is not None:
            served = self._pages[path] = Served(*found, self._unpack)
            self._taken += served.size
        return served

    def coded(self, served: Served, coding: str) -> bytes:
        """A page's body in a coding, packed when it is first asked for."""
        if coding in ("", "zstd"):
            return served.body(coding)
        key = (served.page.digest, coding)
        packed = self._coded.get(key)
        if packed is None:
            packed = self._coded[key] = served.body(coding)
            self._coded_size += len(packed)
            while self._coded_size > _MOST:
                self._coded_size -= len(self._coded.popitem(last=False)[1])
        else:
            self._coded.move_to_end(key)
        return packed


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
