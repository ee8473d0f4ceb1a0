"""Bodies packed, as web servers and stores send them."""

import gzip
from collections.abc import Callable
from typing import Final

import brotli  # type: ignore[import-untyped]
import zstandard

from dateline.news.house import Packing

#: What is not packed already, by the beginning of its type; shorter bodies are not worth it.
_TEXT: Final = ("text/", "application/xml", "application/json", "application/rss+xml", "application/atom+xml")
_TEXT_MORE: Final = ("application/feed+json", "image/svg+xml")
_LEAST: Final = 256

_PACK: Final[dict[Packing, Callable[[bytes], bytes]]] = {
    # Without a date in it: the same bytes in, the same bytes out.
    "gz": lambda body: gzip.compress(body, 6, mtime=0),
    "br": lambda body: brotli.compress(body, quality=9),
    "zst": lambda body: zstandard.ZstdCompressor(level=10).compress(body),
}
#: As HTTP names them.
ENCODINGS: Final[dict[Packing, str]] = {"gz": "gzip", "br": "br", "zst": "zstd"}
#: The endings of all packed files that may stand beside a page's.
ENDINGS: Final = tuple(f".{how}" for how in _PACK)


def packed(how: Packing, type: str, body: bytes) -> bytes | None:
    """A body, packed; None where that is not worth it."""
    if len(body) < _LEAST or not type.startswith((*_TEXT, *_TEXT_MORE)):
        return None
    made = _PACK[how](body)
    return made if len(made) < len(body) else None
