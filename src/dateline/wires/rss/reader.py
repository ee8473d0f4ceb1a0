"""RSS and Atom feeds into readings."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from lxml import etree

from dateline.news.errors import WireError
from dateline.news.wire import Notice, Problem, Reading, Version
from dateline.wires import xml
from dateline.wires.dialects import authority
from dateline.wires.dialects.spoken import dialect_of, spoken
from dateline.wires.ninjs.ids import item_of
from dateline.wires.order_words import orders_in
from dateline.wires.rss.base import may_need_base, rebased
from dateline.wires.rss.fields import Fields, attribute, name_of, text_of
from dateline.wires.rss.item import Feed, feed_of, version_of
from dateline.wires.rss.torn import mended
from dateline.wires.rss.unproven import reading
from dateline.wires.times import parse_web_time

_ROOTS: Final = frozenset({"rss", "feed", "rdf:rdf", "rdf", "channel", "entry"})
_PAGE = re.compile(rb"<(?:!doctype\s+)?html[\s>]", re.IGNORECASE)


class _Found(NamedTuple):
    #: What the feed says of itself.
    head: Fields
    items: list[etree._Element]
    deleted: list[etree._Element]


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read one feed: RSS 0.9x, 1.0, 1.1 or 2.0, CDF, or Atom.

    Args:
        data: The feed, in any charset.
        received: When it reached us, UTC; datelines without a year are taken to be near it.
    Returns:
        A version for each item, in the feed's order, and a notice for each tombstone and each order about another item.
        A feed without items is sound. An item that holds nothing is told, and left out.
    Raises:
        WireError: If it is no feed; the error says so if it is an HTML page.
    Source:
        RSS 2.0 (rssboard.org), RSS 1.0, RFC 4287, RFC 6721, Media RSS
    """
    root, problems = _parsed(data)
    if name_of(root) not in _ROOTS:
        raise WireError("rss", f"<{xml.local(root)}>", "is the root of no feed; RSS or Atom was expected")
    found = _parts(root)
    if may_need_base(data):
        rebased(root, _page(found.head))
    notices = tuple(_notices(found.deleted, problems))
    versions = _versions(found, Fields(root), received, problems)
    return reading("rss", versions, received=received, problems=problems, notices=notices)


def _parsed(data: bytes) -> tuple[etree._Element, list[Problem]]:
    """The root of a feed, and what was wrong with its XML."""
    if _PAGE.search(data[:2048]) and not re.search(rb"<(?:rss|feed|rdf:RDF)[\s>]", data[:4096]):
        raise WireError("rss", "document", "an HTML page, where a feed was expected; is the address still right?")
    try:
        parsed = xml.parse(data, format="rss")
        return parsed.root, list(parsed.problems)
    except WireError as e:
        if not isinstance(e.__cause__, etree.XMLSyntaxError):
            raise
        return mended(data, e)


def _parts(root: etree._Element) -> _Found:
    """What the feed says of itself, its items, and its tombstones."""
    top = Fields(root)
    if name_of(root) == "entry":
        return _Found(top, [root], [])
    channels = [Fields(channel) for channel in top.all("channel")]
    holders = [top, *channels, *map(Fields, top.all("items"))]
    items = [item for holder in holders for item in holder.all("item", "entry")]
    deleted = [stone for holder in holders for stone in holder.all("at:deleted-entry")]
    return _Found(top if name_of(root) == "channel" else next(iter(channels), top), items, deleted)


def _page(head: Fields) -> str:
    """The page that a feed is of, which relative addresses are meant from; empty if it tells none that is whole."""
    links = (attribute(link, "href") or text_of(link) for link in head.all("link") if link.get("rel") != "hub")
    return next((href for href in links if href.startswith(("http://", "https://"))), "")


def _versions(
    found: _Found, root: Fields, received: datetime, problems: list[Problem]
) -> Iterator[tuple[str, Version | None]]:
    """Each item's place in the feed, and what it says in its agency's dialect."""
    feed = Feed() if name_of(root.element) == "entry" else feed_of(found.head, root)
    sender = authority(_page(found.head))
    for place, element in enumerate(found.items):
        where = f"item[{place}]"
        version = version_of(element, feed, where, received, problems)
        yield where, version and spoken(version, dialect_of("rss", (sender,), version))


def _notices(deleted: list[etree._Element], problems: list[Problem]) -> Iterator[Notice]:
    """
    A kill for each tombstone, and for what its comment names: what its source deleted must not stand with us.

    An entry that is updated later than its tombstone stands again; without a moment nothing is later.
    """
    for place, element in enumerate(deleted):
        item, said = item_of(attribute(element, "ref")), Fields(element).text("at:comment", "comment")
        issued = parse_web_time(element.get("when") or "")
        named = [order for order in orders_in(said) if order.action != "lift" and order.item != item]
        if not item and not named:
            problems.append(Problem(f"deleted-entry[{place}]", "names no entry; nothing could be killed by it"))
        if item:
            yield Notice(action="kill", item=item, issued=issued, text=said, tombstone=issued is not None)
        for order in named:
            yield Notice(
                action="kill", item=order.item, slug=order.slug, serial=order.serial, issued=issued, text=order.words
            )
