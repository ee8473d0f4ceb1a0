"""The door to all wires: bytes in, a reading out, whatever they are."""

from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Final, Protocol

from msgspec import Struct

from dateline.news.errors import WireError
from dateline.news.wire import Reading
from dateline.wires.detect import detect


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


def _late(room: str) -> Reader:
    """The reader of a *room*, loaded when its first delivery comes: to make all their patterns takes half a second."""

    @cache
    def loaded() -> Reader:
        found = import_module(f"dateline.wires.{room}.reader")
        # What comes with a letter is read as if it had come alone.
        reader: Reader = found.reader(_alone) if room == "e_mail" else found.read
        return reader

    def reading(data: bytes, *, received: datetime) -> Reading:
        return loaded()(data, received=received)

    return reading


def _alone(data: bytes, *, received: datetime) -> Reading:
    return read(data, received=received)


WIRES: Final[tuple[Wire, ...]] = (
    Wire("newsml-g2", 4, _late("newsml_g2")),
    Wire("newsml-1", 3, _late("newsml_1")),
    Wire("nitf", 4, _late("nitf")),
    Wire("ninjs", 4, _late("ninjs")),
    Wire("ap-media", 2, _late("ap_media")),
    Wire("json-feed", 2, _late("json_feed")),
    Wire("rss", 4, _late("rss")),
    Wire("iptc-7901", 2, _late("iptc_7901")),
    Wire("anpa-1312", 2, _late("anpa_1312")),
    Wire("e-mail", 2, _late("e_mail")),
    Wire("html", 2, _late("html_page")),
    Wire("wxr", 2, _late("wxr")),
    Wire("photo", 2, _late("photo")),
    Wire("plain", 4, _late("plain")),
)
_BY_NAME: Final = {wire.name: wire for wire in WIRES}


def wire_of(data: bytes) -> Wire:
    """
    The wire that a delivery is, by its content.

    Raises:
        WireError: If it is none; the error says what it is.
    """
    return _BY_NAME[detect(data)]


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
