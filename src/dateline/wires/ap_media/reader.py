"""AP Media documents into readings."""

from datetime import datetime
from typing import Any

from dateline.news.errors import WireError
from dateline.news.wire import Problem, Reading, Version
from dateline.wires.ap_media.document import FORMAT, Found, items
from dateline.wires.ap_media.version import Read, Told, version_of
from dateline.wires.ninjs.decode import refuse_crumbs
from dateline.wires.ninjs.documents import documents


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
    sent, problems = documents(data, format=FORMAT)
    told = Told(problems, [])
    found, alone = _items(sent)
    refuse_crumbs(data, len(found), format=FORMAT)
    versions: list[Version] = []
    for where, raw, beside in found:
        here = Told([], [])
        try:
            own = _read(raw, where, beside, received, here)
        except WireError as e:
            if alone:
                raise
            told.problems.append(Problem(e.where, f"{e.what}; left out"))
            continue
        versions.extend((own.version, *own.parts))
        told.problems.extend(here.problems)
        told.notices.extend(here.notices)
    return Reading(
        format=FORMAT,
        versions=tuple(versions),
        notices=tuple(told.notices),
        problems=tuple(told.problems),
        package=alone and len(versions) > 1,
    )


def _items(documents: list[tuple[str, Any]]) -> tuple[list[Found], bool]:
    """
    The items of all *documents*, and whether there is one document about one item alone.

    Raises:
        WireError: If one has no place for an item.
    """
    each = [(place, *items(document)) for place, document in documents]
    found = [
        one._replace(where=f"{place}: {one.where}") if place else one for place, inside, _ in each for one in inside
    ]
    return found, len(each) == 1 and each[0][2]


def _read(raw: Any, where: str, beside: dict[str, Any], received: datetime, told: Told) -> Read:
    """
    One item and the texts inside it.

    Raises:
        WireError: If it is none, says nothing, or holds a text that is large and nothing but tags.
    """
    if not isinstance(raw, dict):
        raise WireError(FORMAT, where, "is no JSON object")
    found = version_of(raw, where, beside, received, told)
    if not (found.version.item or found.version.headline or found.version.body):
        raise WireError(FORMAT, where, "has no id, no headline and no text")
    return found
