"""Until when a source's terms beside a text let it be used: "For use until 20 January 2020", "Use for 48 hours"."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

#: A day that names its year, in figures or with the month's name; what has two readings, such as 01/02/2020, is none.
_DAY: Final = (
    r"(?:(?P<{0}ymd>\d{{4}}-\d\d-\d\d)(?!\d|T)|(?P<{0}dmy>\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}})"
    r"|(?P<{0}day>(?:\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+)?[^\W\d]+\.?\s*,?\s*(?:de\s+)?"
    r"|[^\W\d]+\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\s*,?\s+)\d{{4}}))"
)
_SPAN: Final = (
    r"(?P<{0}many>\d{{1,3}}|one|two|three|four|five|six|seven|ten|fourteen|thirty)[\s-]*"
    r"(?P<{0}unit>hours?|hrs?|h|days?|weeks?|stunden|tagen?|heures|jours)\b"
)
#: What may stand in a clause that says until when, before it says that.
_MAY_BE: Final = (
    r"(?:(?:this|the|all|story|text|item|article|material|content|copy|is|are|be|may|can|must|should|to|please|only"
    r"|free|available|valid|licen[sc]ed|cleared|for|of|from|use|used|usage|rights?|editorial|on-?line|web|publication"
    r"|systems?|sites?|archives?|permitted|allowed|die|zur|nutzung|nutzbar|verwendung|verwendbar|gültig|frei|utilisation|valable"
    r"|remove[ds]?|delete[ds]?|take[ns]?|down|expires?|ends?|expiring|ending|on)\b[\s:,]*)*"
)
_UNTIL: Final = (
    r"(?:until|till|thru|through|up\s+to|by|not\s+later\s+than|no\s+later\s+than|ends?(?:\s+on)?|expires?(?:\s+on)?"
    r"|bis(?:\s+zum)?|jusqu\s*['’]?\s*(?:au|à)|hasta(?:\s+el)?|fino\s+al)"
)
#: A whole clause that says until when a text may be used: a day, or a span from its issue.
_TIMES: Final = re.compile(
    rf"{_MAY_BE}(?:(?:{_UNTIL}|(?P<remove>(?:remove[ds]?|delete[ds]?|take[ns]?\s+down)\s+(?:after|on|by))"
    rf"|(?P<before>before))\s+(?:the\s+)?(?:end\s+of\s+)?{_DAY.format('a')}"
    rf"|(?:for|within|after|during)\s+{_SPAN.format('b')}(?:\s+(?:only|use|usage))?"
    r"(?:\s+(?:of|after|from|following)\s+(?:the\s+)?(?:publication|issue|release|transmission|first\s+use|receipt))?"
    rf"|{_SPAN.format('c')}\s*(?:use|usage|rights|licen[sc]e)(?:\s+only)?)"
    rf"|(?:no|not\s+for|do\s+not|not\s+to\s+be|may\s+not\s+be|must\s+not\s+be)\s+(?:use[d]?\s+)?after\s+{_DAY.format('d')}",
    re.IGNORECASE,
)
#: Words by which a clause of usage terms speaks of time, beside those that restrict something anyhow.
_TIMED = re.compile(
    r"\b(?:until|till|valid|remove[ds]?|removal|delete[ds]?|deletion|taken?\s+down|befristet|bis\s+(?:zum\s+)?\d|jusqu|hasta"
    r"|use\s+by|ends?\s|expir\w+|(?:through|by|before|after)\s+(?=\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
    r"|(?:\d+|one|two|three|four|five|six|seven)[\s-]*(?:hours?|hrs?|days?|weeks?|months?|years?|stunden|tagen?|monate|heures|jours|mois)\b"
    r"|(?<!world )(?<!worldwide )rights\s+(?:for|in)\b)",
    re.IGNORECASE,
)
_MONTHS: Final = (
    ("jan", "janv", "ene"),
    ("feb", "fév", "fev"),
    ("mar", "mär", "mrz"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mayo"),
    ("jun", "juin"),
    ("jul", "juil"),
    ("aug", "août", "aout", "ago"),
    ("sep", "set"),
    ("oct", "okt"),
    ("nov",),
    ("dec", "dez", "déc", "dic"),
)
_COUNTS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "fourteen": 14, "thirty": 30
}  # fmt: skip


class Until(Struct, frozen=True, omit_defaults=True):
    """An end that is told; one of the two."""

    last_day: date | None = None
    #: Counted from the text's issue.
    hours: int | None = None


def speaks(clause: str) -> bool:
    """Whether a clause of usage terms speaks of a time, or of rights that are for some only."""
    return _TIMED.search(clause) is not None


def told(clause: str) -> Until | None:
    """What a clause says that tells until when a text may be used, and nothing else; None if it is none."""
    found = _TIMES.fullmatch(clause)
    if found is None:
        return None
    said = {name[1:]: value for name, value in found.groupdict().items() if value is not None}
    if "many" in said:
        many = _COUNTS.get(said["many"].casefold()) or int(said["many"])
        unit = said["unit"].casefold()[0]
        # A week, a day (also Tage, jours); else hours (also Stunden, heures).
        return Until(hours=many * {"w": 168, "d": 24, "t": 24, "j": 24}.get(unit, 1))
    day = _day(said)
    if day is None:
        return None
    return Until(day - timedelta(days=1) if found["before"] else day)


def _day(said: Mapping[str, str]) -> date | None:
    """The day in what a rule found; None where there is none such."""
    words = re.findall(r"[^\W\d_]+|\d+", said.get("ymd") or said.get("dmy") or said.get("day") or "")
    numbers = [int(w) for w in words if w.isdigit()]
    if "ymd" in said:
        year, month, day = numbers
    elif "dmy" in said:
        day, month, year = numbers
    else:
        (day, year), month = numbers, _month(words)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(words: Iterable[str]) -> int:
    """The number of the month that one of those *words* names; 0 if none does."""
    folded = [word.casefold() for word in words if len(word) <= 10]
    return next((n for w in folded for n, names in enumerate(_MONTHS, 1) if w.startswith(names)), 0)
