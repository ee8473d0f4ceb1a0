"""The door to all wires: bytes in, a reading out, whatever they are."""

from datetime import datetime
from typing import Final, Protocol

from msgspec import Struct

from dateline.news.errors import WireError
from dateline.news.wire import Reading
from dateline.wires.anpa_1312.reader import read as read_anpa_1312
from dateline.wires.ap_media.reader import read as read_ap_media
from dateline.wires.detect import detect
from dateline.wires.e_mail.reader import reader as e_mail_reader
from dateline.wires.html_page.reader import read as read_html
from dateline.wires.iptc_7901.reader import read as read_iptc_7901
from dateline.wires.json_feed.reader import read as read_json_feed
from dateline.wires.newsml_1.reader import read as read_newsml_1
from dateline.wires.newsml_g2.reader import read as read_newsml_g2
from dateline.wires.ninjs.reader import read as read_ninjs
from dateline.wires.nitf.reader import read as read_nitf
from dateline.wires.photo.reader import read as read_photo
from dateline.wires.plain.reader import read as read_plain
from dateline.wires.rss.reader import read as read_rss
from dateline.wires.wxr.reader import read as read_wxr


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


def _attached(data: bytes, *, received: datetime) -> Reading:
    """What came with a letter, read as if it had come alone."""
    return read(data, received=received)


WIRES: Final[tuple[Wire, ...]] = (
    Wire("newsml-g2", 3, read_newsml_g2),
    Wire("newsml-1", 2, read_newsml_1),
    Wire("nitf", 3, read_nitf),
    Wire("ninjs", 3, read_ninjs),
    Wire("ap-media", 1, read_ap_media),
    Wire("json-feed", 1, read_json_feed),
    Wire("rss", 3, read_rss),
    Wire("iptc-7901", 1, read_iptc_7901),
    Wire("anpa-1312", 1, read_anpa_1312),
    Wire("e-mail", 1, e_mail_reader(_attached)),
    Wire("html", 1, read_html),
    Wire("wxr", 1, read_wxr),
    Wire("photo", 1, read_photo),
    Wire("plain", 3, read_plain),
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
