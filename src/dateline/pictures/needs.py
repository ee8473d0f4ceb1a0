"""What pictures need of the rest of the house, which they do not import; `app.py` passes the real things in."""

from collections.abc import Iterable
from typing import Protocol

from msgspec import Struct

from dateline.news.wire import Version


class Originals(Protocol):
    """The files that came in, by their digests."""

    def bytes_of(self, digest: str) -> bytes | None:
        """Received bytes; None once erased."""

    def held(self, digests: Iterable[str]) -> frozenset[str]:
        """Those of the digests whose bytes are there."""


class File(Struct, frozen=True):
    """A file that was delivered."""

    #: SHA-256 of its bytes, hexadecimal.
    digest: str
    #: What its transport calls it: a path, an address.
    name: str
    #: The story that it was read as, first of all; empty where it was read as none.
    story: str = ""


class Deliveries(Protocol):
    """What came in, by the entries and the names under which it did."""

    def delivered(self, entry: int) -> File | None:
        """What an entry received; None if it received nothing, or that was erased."""

    def sent(self, source: str, name: str) -> File | None:
        """The latest picture that a source sent under a name, or that was fetched from an address of its stories."""


class Told(Protocol):
    """What reads a picture's metadata."""

    def __call__(self, data: bytes) -> Version | None:
        """What a picture's file says of itself; None where it cannot be read."""
