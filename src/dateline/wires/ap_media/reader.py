"""AP Media documents into readings."""

from datetime import datetime

from dateline.news.errors import WireError
from dateline.news.wire import Reading, Version
from dateline.wires.ap_media.document import FORMAT, items
from dateline.wires.ap_media.version import version_of
from dateline.wires.ninjs.documents import reading_of
from dateline.wires.ninjs.envelopes import Found
from dateline.wires.ninjs.told import Told


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read the AP Media API: an item, the answer to a request for one, a page of a feed or of a search; or several of
    these, a line each.

    Args:
        data: JSON, UTF-8; texts inside it in NITF, HTML or plain.
        received: When it reached us, UTC; datelines without a year are taken to be near it.
    Returns:
        A version for each item, and for each text among its associations; a notice for each order about another item.
        An item without the signal *newscontent* is in doubt, and so is one whose status or limits cannot be read.
    Raises:
        WireError: If it is no JSON, or holds no item; the error repeats what the API answered instead.
    Source:
        AP Media API 2.2, Content metadata fields
    """
    return reading_of(data, items, lambda one, told: _read(one, received, told), format=FORMAT)


def _read(found: Found, received: datetime, told: Told) -> tuple[Version, ...]:
    """
    One item and the texts inside it.

    Raises:
        WireError: If it is none, says nothing, or holds a text that is large and nothing but tags.
    """
    if not isinstance(found.item, dict):
        raise WireError(FORMAT, found.where, "is no JSON object")
    here = Told([], [])
    versions = version_of(found.item, found.where, found.beside, received, here)
    if not (versions[0].item or versions[0].headline or versions[0].body):
        raise WireError(FORMAT, found.where, "has no id, no headline and no text")
    told.problems.extend(here.problems)
    told.notices.extend(here.notices)
    return versions
