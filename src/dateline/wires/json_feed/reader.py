"""JSON Feeds into readings."""

from datetime import datetime

from dateline.news.wire import Reading
from dateline.wires.json import decoded
from dateline.wires.json_feed.document import FORMAT, opened
from dateline.wires.json_feed.item import version_of
from dateline.wires.rss.unproven import reading


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read one JSON Feed.

    Args:
        data: JSON, UTF-8; version 1.1 or 1.0.
        received: When it reached us, UTC; datelines without a year are taken to be near it.
    Returns:
        A version for each item, in the feed's order, and a notice for each order about another item. A feed without
        items is sound. An item that holds nothing is told, and left out.
    Raises:
        WireError: If it is no JSON, or has no list of items.
    Source:
        JSON Feed 1.1
    """
    value, mended = decoded(data, format=FORMAT)
    problems = list(mended)
    feed, items = opened(value, problems)
    places = ((f"items[{place}]", item) for place, item in enumerate(items))
    versions = (
        (where, version_of(item, feed, where, received, problems) if isinstance(item, dict) else None)
        for where, item in places
    )
    return reading(FORMAT, versions, received=received, problems=problems)
