"""What an NITF document may be used for, and when: its dates, its status, what it says of other documents."""

import re
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.wire import Notice, Problem
from dateline.wires import xml
from dateline.wires.nitf.document import attribute, told
from dateline.wires.statuses import Settled, doubted, settled, status_of
from dateline.wires.times import parse_time
from dateline.wires.xml import Elements

#: What ``docdata@management-idref-status`` asks us to do with the document it points to.
_ACTIONS: Final[dict[str, Literal["kill", "withhold", "lift"]]] = {
    "canceled": "kill", "cancelled": "kill", "withdrawn": "kill", "killed": "kill", "withheld": "withhold",
    "embargoed": "withhold", "usable": "lift",
}  # fmt: skip


#: A form that nobody filled in, such as ``YYYYMMDD000000-HHMM``; it asks for nothing.
_BLANK = re.compile(r"[YMDHhmsTZ0:/+-]+")


class Terms(Struct, frozen=True):
    """When a document may be used."""

    issued: datetime | None
    settled: Settled
    expires: datetime | None


def terms(head: Elements, top: Elements, problems: list[Problem]) -> Terms:
    """
    Read the terms in a document; what is wrong with them is added to *problems*.

    Args:
        head: What its head holds.
        top: What the head of its body holds, where some tell the terms of its use.
    Returns:
        The terms. A status that is unknown, and an embargo without a readable end, are doubts.
    """
    status = told(head, "docdata", "management-status")
    issued = _first(_times(head, "date.issue", "norm", problems))
    releases = _times(head, "date.release", "norm", problems)
    rights = [*_times(head, "doc.rights", "startdate", problems), *_times(top, "rights.startdate", "norm", problems)]
    embargoed = status_of(status).embargoed
    waits: list[tuple[str, datetime | None]] = [
        ("", moment)
        for moment in (_first(releases), _first(rights))
        if moment and (embargoed or issued is None or moment > issued)
    ]
    if releases and not any(releases):
        waits.append((told(head, "date.release", "norm"), None))
    expiries = _times(head, "date.expire", "norm", problems)
    ends = [*_times(head, "doc.rights", "enddate", problems), *_times(top, "rights.enddate", "norm", problems)]
    found = settled(status, waits)
    if None in expiries:
        found = replace(found, doubt=doubted(found.doubt, "its expiry cannot be read"))
    if found.doubt:
        problems.append(Problem("docdata", f"{found.doubt}; held until somebody has looked"))
    return Terms(issued, found, min(filter(None, (_first(expiries), _first(ends))), default=None))


def notices(head: Elements, issued: datetime | None, text: str, problems: list[Problem]) -> tuple[Notice, ...]:
    """What the document asks us to do with another; *text* are its words to the desk."""
    docdata = xml.first(head, "docdata")
    item = attribute(docdata, "management-doc-idref")
    status = attribute(docdata, "management-idref-status").lower() if item else ""
    if not status:
        return ()
    action = _ACTIONS.get(status)
    if action is None:
        problems.append(
            Problem("docdata@management-idref-status", f"{status!r} is no status that NITF has; taken as a hold")
        )
    return (Notice(action=action or "withhold", item=item, issued=issued, text=text),)


def _times(elements: Elements, name: str, key: str, problems: list[Problem]) -> list[datetime | None]:
    """The moments of a name, as many as are told; those that cannot be read are None, and are told."""
    found: list[datetime | None] = []
    for element in elements.get(name, ()):
        if sent := attribute(element, key):
            moment = parse_time(sent)
            if moment is None:
                problems.append(Problem(f"{name}@{key}", f"{sent!r} is no moment that can be read; left out"))
            if moment is not None or not _BLANK.fullmatch(sent):
                found.append(moment)
    return found


def _first(moments: list[datetime | None]) -> datetime | None:
    return next(filter(None, moments), None)
