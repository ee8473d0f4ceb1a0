"""What an NITF document may be used for, and when: its dates, its status, what it says of other documents."""

import re
from datetime import datetime
from functools import partial
from typing import Final, Literal

from msgspec.structs import replace

from dateline.news.wire import Notice, Problem, Version
from dateline.wires import xml
from dateline.wires.nitf.document import attribute, told
from dateline.wires.statuses import doubted, settled, status_of
from dateline.wires.times import parse_time
from dateline.wires.xml import Elements

#: What ``docdata@management-idref-status`` asks us to do with the document it points to.
_ACTIONS: Final[dict[str, Literal["kill", "withhold", "lift"]]] = {
    "canceled": "kill", "cancelled": "kill", "withdrawn": "kill", "killed": "kill", "withheld": "withhold",
    "embargoed": "withhold", "usable": "lift",
}  # fmt: skip
#: A form that nobody filled in, such as ``YYYYMMDD000000-HHMM``; it asks for nothing.
_BLANK = re.compile(r"[YMDHhmsTZ0:/+-]+")


def terms(head: Elements, top: Elements, problems: list[Problem]) -> Version:
    """
    Read the terms in a document; what is wrong with them is added to *problems*.

    Args:
        head: What its head holds.
        top: What the head of its body holds, where some tell the terms of its use.
    Returns:
        A version with its issue, status, embargo and expiry, and nothing else. A status that is unknown, and an embargo
        without a readable end, are doubts.
    """
    moments = partial(_moments, problems)
    status = told(head, "docdata", "management-status")
    issued, release = _first(moments(head, "date.issue")), moments(head, "date.release")
    starts = (_first(release), _first([*moments(head, "doc.rights", "startdate"), *moments(top, "rights.startdate")]))
    embargoed = status_of(status).embargoed
    waits = [("", start) for start in starts if start and (embargoed or issued is None or start > issued)]
    unread = [(told(head, "date.release", "norm"), None)] if release and not any(release) else []
    found = settled(status, [*waits, *unread])
    expiry = moments(head, "date.expire")
    ends = (_first(expiry), _first([*moments(head, "doc.rights", "enddate"), *moments(top, "rights.enddate")]))
    if None in expiry:
        found = replace(found, doubt=doubted(found.doubt, "its expiry cannot be read"))
    if found.doubt:
        problems.append(Problem("docdata", f"{found.doubt}; held until somebody has looked"))
    expires = min(filter(None, ends), default=None)
    return Version(issued=issued, status=found.status, doubt=found.doubt, embargo=found.embargo, expires=expires)


def _moments(problems: list[Problem], elements: Elements, name: str, key: str = "norm") -> list[datetime | None]:
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


def notices(head: Elements, issued: datetime | None, text: str, problems: list[Problem]) -> tuple[Notice, ...]:
    """What the document asks us to do with another; *text* are its words to the desk."""
    docdata = xml.first(head, "docdata")
    item, status = (attribute(docdata, f"management-{name}") for name in ("doc-idref", "idref-status"))
    if not item or not status:
        return ()
    action = _ACTIONS.get(status.lower())
    if action is None:
        what = f"{status!r} is no status that NITF has; taken as a hold"
        problems.append(Problem("docdata@management-idref-status", what))
    return (Notice(action=action or "withhold", item=item, issued=issued, text=text),)
