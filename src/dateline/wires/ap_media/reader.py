"""AP Media documents into readings."""

from datetime import datetime

from dateline.news.errors import WireError
from dateline.news.wire import Problem, Reading, Version
from dateline.wires.ap_media.document import FORMAT, items
from dateline.wires.ap_media.version import Told, version_of
from dateline.wires.json import decoded


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read one document of the AP Media API: an item, the answer to a request for one, a page of a feed or of a search.

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
    value, problems = decoded(data, format=FORMAT)
    found, alone = items(value)
    told = Told(list(problems), [])
    versions: list[Version] = []
    for where, raw, beside in found:
        own, here = None, Told([], [])
        if isinstance(raw, dict):
            own = version_of(raw, where, beside, received, here)
        if own is not None and _is_something(own.version):
            versions.extend((own.version, *own.parts))
            told.problems.extend(here.problems)
            told.notices.extend(here.notices)
            continue
        wrong = "is no JSON object" if own is None else "has no id, no headline and no text"
        if alone:
            raise WireError(FORMAT, where, wrong)
        told.problems.append(Problem(where, f"{wrong}; left out"))
    return Reading(
        format=FORMAT,
        versions=tuple(versions),
        notices=tuple(told.notices),
        problems=tuple(told.problems),
        package=alone and len(versions) > 1,
    )


def _is_something(version: Version) -> bool:
    return bool(version.item or version.headline or version.body)
