"""The door to all wires: bytes in, a reading out, whatever they are."""

from datetime import datetime
from typing import Final, Protocol

from msgspec import Struct

from dateline.news.errors import WireError
from dateline.news.wire import Reading
from dateline.wires.detect import detect, not_read
from dateline.wires.newsml_1.reader import read as read_newsml_1
from dateline.wires.newsml_g2.reader import read as read_newsml_g2
from dateline.wires.ninjs.reader import read as read_ninjs
from dateline.wires.nitf.reader import read as read_nitf
from dateline.wires.plain.reader import read as read_plain
from dateline.wires.rss.reader import read as read_rss


class Reader(Protocol):
    """What makes a reading of a delivery's bytes; it raises WireError alone."""

    def __call__(self, data: bytes, *, received: datetime) -> Reading: ...


class Wire(Struct, frozen=True):
    """A format that is read."""

    #: Such as ``newsml-g2``.
    name: str
    #: The reader's version. It goes up whenever the reader is mended, so that `reread` knows what to read again.
    number: int
    read: Reader


WIRES: Final[tuple[Wire, ...]] = (
    Wire("newsml-g2", 2, read_newsml_g2),
    Wire("newsml-1", 1, read_newsml_1),
    Wire("nitf", 2, read_nitf),
    Wire("ninjs", 2, read_ninjs),
    Wire("rss", 2, read_rss),
    Wire("plain", 2, read_plain),
)
_BY_NAME: Final = {wire.name: wire for wire in WIRES}


def wire_of(data: bytes) -> Wire:
    """
    The wire that a delivery is, by its content.

    Raises:
        WireError: If it is none that is read; the error says what it is.
    """
    name = detect(data)
    if name not in _BY_NAME:
        raise WireError(name, "document", not_read(name))
    return _BY_NAME[name]


def read(data: bytes, *, received: datetime, name: str = "") -> Reading:
    """
    Read one delivery, whichever wire it is.

    Args:
        data: The delivery's bytes.
        received: When it reached us, UTC.
        name: What its transport calls it, for the error's words; it decides nothing.
    Returns:
        What the wire's reader made of it.
    Raises:
        WireError: If it is no wire that is read, or one that cannot be; nothing else leaves, whatever is sent.
    """
    wire = wire_of(data)
    try:
        return wire.read(data, received=received)
    except RecursionError as e:
        raise WireError(wire.name, name or "document", "nested too deep to be news") from e
    except UnicodeError as e:
        raise WireError(wire.name, name or "document", f"its characters cannot be read ({e})") from e
