"""What an NITF document may be used for, and when: its dates, its status, what it says of other documents."""

from datetime import datetime
from typing import Final, Literal

from lxml import etree
from msgspec import Struct

from dateline.news.wire import Notice, Problem, SourceStatus
from dateline.wires.nitf.document import attribute, every, first
from dateline.wires.times import parse_time

#: ``docdata@management-status``; what is embargoed is usable from the date of its release.
_STATUSES: Final[dict[str, SourceStatus]] = {
    "": "usable", "usable": "usable", "embargoed": "usable", "withheld": "withheld",
    "canceled": "canceled", "cancelled": "canceled",
}  # fmt: skip
#: What ``docdata@management-idref-status`` asks us to do with the document it points to.
_ACTIONS: Final[dict[str, Literal["kill", "withhold", "lift"]]] = {
    "canceled": "kill", "cancelled": "kill", "withheld": "withhold", "embargoed": "withhold", "usable": "lift",
}  # fmt: skip


class Terms(Struct, frozen=True):
    """When a document may be used."""

    issued: datetime | None
    status: SourceStatus
    embargo: datetime | None
    expires: datetime | None


def terms(head: etree._Element | None, problems: list[Problem]) -> Terms:
    """
    Read the terms in a *head*; what is wrong with them is added to *problems*.

    Returns:
        The terms. A status that is unknown, and an embargo without a readable end, withhold the document.
    """
    told = attribute(first(head, "docdata"), "management-status").lower()
    issued = _time(head, "date.issue", "norm", problems)
    release = _time(head, "date.release", "norm", problems)
    starts = [
        moment
        for moment in (release, _time(head, "doc.rights", "startdate", problems))
        if moment and (told == "embargoed" or issued is None or moment > issued)
    ]
    ends = [_time(head, "date.expire", "norm", problems), _time(head, "doc.rights", "enddate", problems)]
    status = _STATUSES.get(told, "withheld")
    if told not in _STATUSES:
        problems.append(Problem("docdata@management-status", f"{told!r} is no status that NITF has; withheld"))
    unreadable = release is None and bool(attribute(first(head, "date.release"), "norm"))
    if status == "usable" and ((told == "embargoed" and release is None) or (told == "" and unreadable)):
        status = "withheld"
        problems.append(Problem("date.release@norm", "an embargo without a moment that it ends at; withheld"))
    return Terms(issued, status, max(starts, default=None), min(filter(None, ends), default=None))


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
