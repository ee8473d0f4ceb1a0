"""The door out of all wires: versions in, documents out, in the format that is asked for."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from dateline.news.errors import NotAllowed
from dateline.wires.json_feed import writer as json_feed
from dateline.wires.newsml_g2 import writer as newsml_g2
from dateline.wires.ninjs import writer as ninjs
from dateline.wires.nitf import writer as nitf
from dateline.wires.plain import writer as plain
from dateline.wires.rss import atom_writer as atom
from dateline.wires.rss import writer as rss
from dateline.wires.written import Send, Sending, Written


class Writer(Struct, frozen=True):
    """A format that is written."""

    #: Such as ``newsml-g2``.
    name: str
    #: What the names of its files end with.
    suffix: str
    send: Send
    #: The fields that it has no place for, and why; an inner one behind a dot.
    uncarried: Mapping[str, str]
    #: True where one document holds versions from anywhere, as a feed does.
    feed: bool = False
    #: True where one document may hold several versions.
    several: bool = False
    #: True where a document is one line.
    lines: bool = False


WRITERS: Final[tuple[Writer, ...]] = (
    Writer("newsml-g2", ".xml", newsml_g2.send, newsml_g2.UNCARRIED, several=True),
    Writer("nitf", ".xml", nitf.send, nitf.UNCARRIED),
    Writer("ninjs", ".json", ninjs.send, ninjs.UNCARRIED, lines=True),
    Writer("rss", ".xml", rss.send, rss.UNCARRIED, feed=True, several=True),
    Writer("atom", ".xml", atom.send, atom.UNCARRIED, feed=True, several=True),
    Writer("json-feed", ".json", json_feed.send, json_feed.UNCARRIED, feed=True, several=True),
    Writer("plain", ".txt", plain.send, plain.UNCARRIED),
)
_BY_NAME: Final = {writer.name: writer for writer in WRITERS}


def writer_of(name: str) -> Writer:
    """
    The writer of a format.

    Raises:
        NotAllowed: If there is none of that name; it says which there are.
    """
    if name not in _BY_NAME:
        raise NotAllowed("write", f"there is no format {name!r} to write; there are: {', '.join(_BY_NAME)}")
    return _BY_NAME[name]


def write(sending: Sending, *, to: str) -> Written:
    """
    Write versions in a format.

    Args:
        to: Its name, such as ``newsml-g2``.
    Returns:
        The documents; what was left out because it may not be used, and what was written without some of its fields.
    Raises:
        NotAllowed: If there is no such format.
    """
    return writer_of(to).send(sending)
