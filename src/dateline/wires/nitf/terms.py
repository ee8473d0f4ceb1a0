"""What an NITF document may be used for, and when: its dates, its status, what it says of other documents."""

import re
from datetime import datetime
from typing import Final, Literal

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dateline.news.wire import Notice, Problem
from dateline.wires.nitf.document import attribute, every, first
from dateline.wires.statuses import Settled, doubted, settled, status_of
from dateline.wires.times import parse_time

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


def terms(head: etree._Element | None, problems: list[Problem]) -> Terms:
    """
    Read the terms in a *head*; what is wrong with them is added to *problems*.

    Returns:
        The terms. A status that is unknown, and an embargo without a readable end, are doubts.
    """
    told = attribute(first(head, "docdata"), "management-status")
    embargoed = status_of(told).embargoed
    issued = _time(head, "date.issue", "norm", problems)
    release = _time(head, "date.release", "norm", problems)
    starts = [
        moment
        for moment in (release, _time(head, "doc.rights", "startdate", problems))
        if moment and (embargoed or issued is None or moment > issued)
    ]
    ends = [_time(head, "date.expire", "norm", problems), _time(head, "doc.rights", "enddate", problems)]
    sent = attribute(first(head, "date.release"), "norm")
    waits = [("", start) for start in starts]
    unread = [(sent, None)] if sent and release is None and not _BLANK.fullmatch(sent) else []
    found = settled(told, [*waits, *unread])
    lost = [
        one for one in every(head, "date.expire") if attribute(one, "norm") and not parse_time(attribute(one, "norm"))
    ]
    found = replace(found, doubt=doubted(found.doubt, "its expiry cannot be read" if lost else ""))
    if found.doubt:
        problems.append(Problem("docdata", f"{found.doubt}; held until somebody has looked"))
    return Terms(issued, found, min(filter(None, ends), default=None))


def notices(
    head: etree._Element | None, issued: datetime | None, text: str, problems: list[Problem]
) -> tuple[Notice, ...]:
    """What the document asks us to do with another; *text* are its words to the desk."""
    docdata = first(head, "docdata")
    item, told = attribute(docdata, "management-doc-idref"), attribute(docdata, "management-idref-status").lower()
    if not item or not told:
        return ()
    action = _ACTIONS.get(told)
    if action is None:
        problems.append(
            Problem("docdata@management-idref-status", f"{told!r} is no status that NITF has; taken as a hold")
        )
    return (Notice(action=action or "withhold", item=item, issued=issued, text=text),)


def _time(head: etree._Element | None, name: str, key: str, problems: list[Problem]) -> datetime | None:
    """The first moment of a name that can be read; those that cannot are told."""
    found = None
    for element in every(head, name):
        told = attribute(element, key)
        moment = parse_time(told)
        if told and moment is None:
            problems.append(Problem(f"{name}@{key}", f"{told!r} is no moment that can be read; left out"))
        found = found or moment
    return found
