"""Invitations: what a calendar part says of an event, for the desk and its diary."""

import re
from itertools import islice
from typing import Final, NamedTuple

from dateline.news.wire import Named
from dateline.wires.letters import fold

TYPES: Final = frozenset({"text/calendar", "application/ics", "text/x-vcalendar"})
_EVENT = re.compile(r"^BEGIN:V(?:EVENT|TODO)\s*$(?P<lines>.*?)(?=^(?:BEGIN|END):)", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"(?P<name>[A-Z][A-Z-]*)(?P<params>(?:;[^:;\"]*(?:\"[^\"]*\")?)*):(?P<value>.*)")
_ZONE = re.compile(r";TZID=\"?([^;:\"]+)")
_ESCAPED = re.compile(r"\\([\\;,nN])")
_NAMES: Final = "SUMMARY DTSTART DTEND DURATION LOCATION ORGANIZER STATUS URL UID DESCRIPTION"
_KEPT: Final = frozenset(_NAMES.split())
_MOST: Final = 20


class Diary(NamedTuple):
    """What a calendar says of its events."""

    #: A paragraph an event, a line a property under the calendar's own names.
    told: list[str]
    named: list[Named]


def events(text: str) -> Diary:
    """
    What a calendar says of its events.

    Args:
        text: iCalendar.
    Source:
        RFC 5545
    """
    unfolded = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n ", "").replace("\n\t", "")
    diary = Diary([], [])
    for event in islice(_EVENT.finditer(unfolded), _MOST):
        lines: list[str] = []
        said: dict[str, str] = {}
        for found in map(_LINE.fullmatch, event["lines"].split("\n")):
            if found and found["name"] in _KEPT and (value := _said(found["value"])):
                zone = _ZONE.search(found["params"])
                lines.append(f"{found['name']}: {value}{f' ({zone[1]})' if zone else ''}")
                said.setdefault(found["name"], value)
        if lines:
            diary.told.append("\n".join(lines))
        if name := said.get("SUMMARY"):
            diary.named.append(Named("event", name, said.get("UID", "")))
    return diary


def _said(value: str) -> str:
    return fold(_ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value))
