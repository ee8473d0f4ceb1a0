"""What an NITF document may be used for, and when: its dates, its status, what it says of other documents."""

import re
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.wire import Notice, Problem
from dateline.wires import xml
from dateline.wires.nitf.document import attribute
from dateline.wires.statuses import Settled, doubted, settled, status_of
from dateline.wires.times import parse_time
from dateline.wires.xml import Elements

#: What ``docdata@management-idref-status`` asks us to do with the document it points to.
_ACTIONS: Final[dict[str, Literal["kill", "withhold", "lift"]]] = {
    "canceled": "kill", "cancelled": "kill", "withdrawn": "kill", "killed": "kill", "withheld": "withhold",
    "embargoed": "withhold", "usable": "lift",
}  # fmt: skip


#: A form that nobody filled in; it asks for nothing.
_BLANK = re.compile(r"[YMDHhmsTZ:/-]+")


class Terms(Struct, frozen=True):
    """When a document may be used."""

    issued: datetime | None
    settled: Settled
    expires: datetime | None


def terms(head: Elements, problems: list[Problem]) -> Terms:
    """
    Read the terms in a *head*; what is wrong with them is added to *problems*.

    Returns:
        The terms. A status that is unknown, and an embargo without a readable end, are doubts.
    """
    told = attribute(xml.first(head, "docdata"), "management-status")
    embargoed = status_of(told).embargoed
    issued = _first(_times(head, "date.issue", "norm", problems))
    release = _first(_times(head, "date.release", "norm", problems))
    starts = [
        moment
        for moment in (release, _first(_times(head, "doc.rights", "startdate", problems)))
        if moment and (embargoed or issued is None or moment > issued)
    ]
    expiries = _times(head, "date.expire", "norm", problems)
    ends = (_first(expiries), _first(_times(head, "doc.rights", "enddate", problems)))
    sent = attribute(xml.first(head, "date.release"), "norm")
    waits = [("", start) for start in starts]
    unread = [(sent, None)] if sent and release is None and not _BLANK.fullmatch(sent) else []
    found = settled(told, [*waits, *unread])
    if None in expiries:
        found = replace(found, doubt=doubted(found.doubt, "its expiry cannot be read"))
    if found.doubt:
        problems.append(Problem("docdata", f"{found.doubt}; held until somebody has looked"))
    return Terms(issued, found, min(filter(None, ends), default=None))


def notices(head: Elements, issued: datetime | None, text: str, problems: list[Problem]) -> tuple[Notice, ...]:
    """What the document asks us to do with another; *text* are its words to the desk."""
    docdata = xml.first(head, "docdata")
    item, told = attribute(docdata, "management-doc-idref"), attribute(docdata, "management-idref-status").lower()
    if not item or not told:
        return ()
    action = _ACTIONS.get(told)
    if action is None:
        problems.append(
            Problem("docdata@management-idref-status", f"{told!r} is no status that NITF has; taken as a hold")
        )
    return (Notice(action=action or "withhold", item=item, issued=issued, text=text),)


def _times(head: Elements, name: str, key: str, problems: list[Problem]) -> list[datetime | None]:
    """The moments of a name, as many as are told; those that cannot be read are None, and are told."""
    found = []
    for element in head.get(name, ()):
        if told := attribute(element, key):
            moment = parse_time(told)
            found.append(moment)
            if moment is None:
                problems.append(Problem(f"{name}@{key}", f"{told!r} is no moment that can be read; left out"))
    return found


def _first(moments: list[datetime | None]) -> datetime | None:
    return next(filter(None, moments), None)
