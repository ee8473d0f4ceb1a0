"""When and how a NewsML 1 item may be used, and what its revision asks of us."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from lxml import etree
from msgspec.structs import replace

from dateline.news.wire import Problem, Version
from dateline.wires import xml
from dateline.wires.newsml_1.document import Component, first_formal, formal, rights
from dateline.wires.statuses import Settled, doubted, settled, status_of
from dateline.wires.times import parse_time
from dateline.wires.xml import Elements

#: ``Instruction``, in small letters, and our word for it; others stay as sent.
_SIGNALS: Final = {
    "correction": "correction", "correct": "correction", "rectify": "correction", "rectification": "correction",
    "update": "update", "replace": "update", "addition": "update", "kill": "kill", "cancel": "kill",
    "withdraw": "kill", "withhold": "withhold", "hold": "withhold", "lift": "lift", "refile": "refile",
    "repeat": "refile", "resend": "refile", "advisory": "advisory",
}  # fmt: skip


def terms(management: Elements, where: str, problems: list[Problem]) -> Version:
    """
    Read the status of an item and what it will become.

    Args:
        management: What its ``NewsManagement`` holds; without a status the item is in doubt, for the DTD demands one.
        where: The item's place, for the problems' words.
        problems: What is wrong is added here.
    Returns:
        A version with its status, embargo and expiry, and nothing else.
    """
    told = first_formal(management, "Status")
    ends: list[tuple[str, datetime | None]] = []
    stops: list[datetime] = []
    doubts = [] if told else ["its status is missing"]
    for change in management.get("StatusWillChange", ()):
        parts = xml.children(change)
        future, sent = first_formal(parts, "FutureStatus"), xml.text(xml.first(parts, "DateAndTime"))
        moment = parse_time(sent)
        if future and status_of(future) == status_of("usable"):
            ends.append((sent, moment))
        elif moment is None:
            doubts.append(f"it will be {future or 'something else'} from a moment that cannot be read: {sent[:60]!r}")
        else:
            stops.append(moment)
    found = _settled(told, ends)
    if doubts:
        found = replace(found, doubt=doubted(found.doubt, *doubts))
    if found.doubt:
        problems.append(Problem(f"{where}/NewsManagement", f"{found.doubt}; held until somebody has looked"))
    return Version(status=found.status, doubt=found.doubt, embargo=found.embargo, expires=min(stops, default=None))


def _settled(told: str, ends: list[tuple[str, datetime | None]]) -> Settled:
    """What is withheld until a moment waits for it; what is usable already waits for nothing."""
    now = status_of(told)
    if now.doubt or now.status == "canceled":
        return settled(told)
    if now.status == "withheld" and ends:
        return settled("embargoed", ends)
    return settled(told, ends if now.embargoed else [])


def signals(management: Elements) -> tuple[str, ...]:
    """What the item's instructions tell the desk, each once."""
    told = [formal(one) for one in management.get("Instruction", ())]
    return tuple(dict.fromkeys(_SIGNALS.get(one.lower(), one) for one in told if one))


def usage_dates(around: Iterable[Component], issued: datetime | None) -> tuple[list[datetime], list[datetime]]:
    """
    Since when, where that is after its issue, and until when a content may be used, by the ``UsageRights`` *around* it.

    Both may be said in words, which stay words.
    """
    told = [(xml.local(one), parse_time(xml.text(one))) for one in rights(around, "StartDate", "EndDate")]
    starts = [moment for name, moment in told if moment and name == "StartDate"]
    ends = [moment for name, moment in told if moment and name == "EndDate"]
    return [start for start in starts if issued is None or start > issued], ends


def usage_of(around: Sequence[Component]) -> str:
    """What the components *around* a content say may be done with it, to the letter, the innermost last."""
    found: list[str] = []
    for component in reversed(around):
        found += component.lines.get("rightsline", ())
        found += ["; ".join(filter(None, map(_labelled, one))) for one in rights([component], "UsageRights")]
    return "\n".join(dict.fromkeys(filter(None, found)))


def _labelled(part: etree._Element) -> str:
    """A part of ``UsageRights``; a place and a date say nothing without what they are."""
    words, name = xml.text(part), xml.local(part)
    return f"{name}: {words}" if words and name not in ("UsageType", "Limitations") else words
