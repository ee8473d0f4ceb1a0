"""JSON Feeds into readings."""

from datetime import datetime

from dateline.news.wire import Notice, Problem, Reading, Version
from dateline.wires.json import decoded
from dateline.wires.json_feed.document import FORMAT, opened
from dateline.wires.json_feed.item import version_of
from dateline.wires.orders import carried_out


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
    problems: list[Problem] = list(mended)
    feed, items = opened(value, problems)
    versions: list[Version] = []
    notices: list[Notice] = []
    for place, raw in enumerate(items):
        where = f"items[{place}]"
        version = version_of(raw, feed, where, received, problems) if isinstance(raw, dict) else None
        if version is None:
            problems.append(Problem(where, "holds neither words nor an id; left out"))
            continue
        ordered = carried_out(version, where, received=received, problems=problems, proves=False)
        versions.append(ordered.version)
        notices.extend(ordered.notices)
    return Reading(format=FORMAT, versions=tuple(versions), notices=tuple(notices), problems=tuple(problems))
