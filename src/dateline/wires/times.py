"""Times as agencies write them, read into aware UTC."""

import re
from datetime import UTC, datetime, timedelta, timezone

from dateline.wires.months import MONTHS
from dateline.wires.zones import moments_of

#: ISO 8601, extended or basic, with or without a time and a zone.
_ISO = re.compile(
    r"([0-9]{4})([-/]?)([0-9]{2})\2([0-9]{2})"
    r"(?:[Tt ]\s*([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:[.,]([0-9]+))?)?)?"
    r"\s*([A-Za-z]{1,4}|[+-][0-9]{2}(?::?[0-9]{2})?)?",
    re.ASCII,
)
#: The whole of it with an offset, as the standard library reads it, several times as fast.
_COMMON = re.compile(
    r"[0-9]{4}(-?)[0-9]{2}\1[0-9]{2}T[0-9]{2}(:?)[0-9]{2}\2[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:?[0-9]{2})",
    re.ASCII,
)
#: RFC 822 and its successors; the name of the weekday is not looked at.
#: No moment is longer, in letters.
_LONGEST = 80
_CLOCK = r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?\s*([AaPp]\.?[Mm]\.?(?![A-Za-z]))?"
_ZONE = r"([A-Za-z]{1,5}|(?:GMT|UTC)?[+-][0-9]{2}:?[0-9]{2})?(?:\s*\([^)]*\))?"
_MAIL = re.compile(
    r"(?:[^\W\d_]{2,12}\.?,?\s+)?([0-9]{1,2})[ -]([^\W\d_]{3,12})\.?,?[ -]([0-9]{4}|[0-9]{2}),?"
    rf"(?:\s+{_CLOCK})?\s*{_ZONE}"
)
#: ``Thu Mar 05 10:00:00 UTC 2020``, ``Thursday, March 5, 2020 10:00 AM``: the month comes first.
_MONTH_FIRST = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?\s+)?([A-Za-z]{3,9})\.?\s+([0-9]{1,2})(?:,?\s+([0-9]{4}),?)?"
    rf"(?:\s+(?:at\s+)?{_CLOCK})?\s*{_ZONE}(?:\s+([0-9]{{4}}))?"
)
#: ``05.03.2020 10:00``: with dots the day always comes first; with slashes nobody knows.
_DOTTED = re.compile(rf"([0-9]{{1,2}})\.([0-9]{{1,2}})\.([0-9]{{4}}),?(?:\s+{_CLOCK})?\s*{_ZONE}")
#: Hours east of UTC of the zones that mail and feeds name; other names are ambiguous, and not guessed at.
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3,
    "msk": 3, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
#: What websites' tools write otherwise, and how `parse_time` has it; each is looked for, in this order.
_REWRITTEN = tuple(
    (re.compile(pattern), same)
    for pattern, same in (
        # W3C's profile of ISO 8601: a year, a month, an hour; and an hour of one digit.
        (r"\A(\d{4})\Z", r"\1-01"),
        (r"\A(\d{4}-\d\d)\Z", r"\1-01"),
        (r"(?<=T\d\d)(?=Z|[+-])", ":00"),
        (r"(?<=\d[T ])(?=\d:)", "0"),
        (r"\A\w+,\s*(?=\d)", ""),
        (r"(?<=\d{4}) - (?=\d)", " "),
        # With slashes nobody knows which is the month, unless one of the two is none.
        (r"\b(1[3-9]|2\d|3[01])/(\d\d?)/(\d{4})\b", r"\1.\2.\3"),
        (r"\b(\d\d?)/(1[3-9]|2\d|3[01])/(\d{4})\b", r"\2.\1.\3"),
        # Korea has one zone, and names none.
        (r"\A(.*년.*)\Z", r"\1 +0900"),
        (r"(\d{4})\s?[年년/.]\s?(\d\d?)\s?[月월/.]\s?(\d\d?)\s?[日일.]?\s*", r"\3.\2.\1 "),
        (r"(?:오전|上午|午前)\s*(\d[\d:]*)", r"\1 AM"),
        (r"(?:오후|下午|午後)\s*(\d[\d:]*)", r"\1 PM"),
        # An offset told twice, by its hour alone, or behind a space.
        (r"(?<=:\d\d)(?:\.\d+)? ?(?:Z|GMT|UTC)? ?([+-]) ?(\d\d):?(\d\d)Z?\Z", r" \1\2\3"),
        (r"(?<=:\d\d) ?(?:GMT|UTC)? ?([+-]) ?(\d\d)\Z", r" \g<1>\g<2>00"),
        (r"(?<=:\d\d) ?(?:GMT|UTC)? ?([+-]) ?(\d)\Z", r" \g<1>0\g<2>00"),
    )
)
#: A zone by a name that goes with the season.
_SEASONAL = re.compile(r"(.+\d(?:\s?[AaPp]\.?[Mm]\.?)?)\s([A-Z]{2})")


def parse_time(text: str) -> datetime | None:
    """
    Read one moment.

    Args:
        text: ISO 8601 in extended or basic form (``2020-01-16T08:30:00+01:00``, ``20200116T083000+0100``), or as in
            mail and RSS (``Thu, 16 Jan 2020 08:30:00 EST``), with months in any of our agencies' languages, first or
            second; or ``16.01.2020 08:30``. A time without a zone counts as UTC; a day without a
            time is its midnight, UTC.
    Returns:
        The moment, in UTC; None where *text* holds none, or one that does not exist, or a zone that nobody can place.
    Source:
        RFC 3339, RFC 5322, ISO 8601
    """
    text = text.strip()
    if (moment := _common(text)) is not None:
        return moment
    if len(text) > _LONGEST:
        return None
    if found := _ISO.fullmatch(text):
        year, _, month, day, hour, minute, second, fraction, zone = found.groups()
        return _moment(int(year), int(month), int(day), (hour, minute, second), fraction, _offset(zone))
    if found := _MAIL.fullmatch(text):
        day, month, year, *clock, zone = found.groups()
        return _moment(_century(int(year)), _month(month), int(day), _hours(*clock), None, _offset(zone))
    if found := _MONTH_FIRST.fullmatch(text):
        month, day, year, *clock, zone, last = found.groups()
        if (year is None) == (last is None):
            return None
        return _moment(int(year or last), _month(month), int(day), _hours(*clock), None, _offset(zone))
    if found := _DOTTED.fullmatch(text):
        day, month, year, *clock, zone = found.groups()
        return _moment(int(year), int(month), int(day), _hours(*clock), None, _offset(zone))
    return None


def parse_web_time(text: str) -> datetime | None:
    """
    Read one moment as websites' tools write it.

    Args:
        text: As for `parse_time`; or as W3C's profile has it (``2031``, ``2031-03``, ``2031-03-04T09Z``), with slashes
            where one of day and month is told by its number, with a zone such as ``ET``, or as in Korean and Chinese.
    Returns:
        The moment, in UTC; the beginning of a year or a month that has no day. None where *text* holds none.
    Source:
        W3C NOTE-datetime; feedparser's tests in spirit
    """
    if (moment := parse_time(text)) is not None or not text or len(text) > _LONGEST:
        return moment
    text = text.strip()
    for pattern, same in _REWRITTEN:
        text = pattern.sub(same, text)
    if moment := parse_time(text):
        return moment
    found = _SEASONAL.fullmatch(text)
    zones = moments_of(found[2]) if found else ()
    local = parse_time(found[1]) if found and zones else None
    return local.replace(tzinfo=zones[-1]).astimezone(UTC) if local else None


def _month(name: str) -> int:
    """A month by its name, whole or by its first three letters; 0 for any other word."""
    folded = name.casefold()
    return MONTHS.get(folded) or MONTHS.get(folded[:3], 0)


def _hours(hour: str | None, minute: str | None, second: str | None, half: str | None) -> tuple[str | None, ...]:
    """The clock on 24 hours; *half* is ``AM`` or ``PM``."""
    if hour and half:
        if not 1 <= int(hour) <= 12:
            return "99", minute, second
        hour = str(int(hour) % 12 + (12 if half[0] in "Pp" else 0))
    return hour, minute, second


def _common(text: str) -> datetime | None:
    """A moment in the forms that nearly all wires write, ISO 8601 with a zone's offset; None for others."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if _COMMON.fullmatch(text) else None
    except (ValueError, OverflowError):
        return None


def _century(year: int) -> int:
    """Two digits as RFC 2822 reads them: up to 49 in this century."""
    if year >= 100:
        return year
    return year + (2000 if year < 50 else 1900)


def _offset(zone: str | None) -> timedelta | None:
    """How far a *zone* lies east of UTC; None where its name is not known."""
    if not zone:
        return timedelta()
    zone = zone.removeprefix("GMT").removeprefix("UTC") or zone
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "").ljust(4, "0")
        east = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return -east if zone[0] == "-" else east
    hours = _ZONES.get(zone.lower())
    return None if hours is None else timedelta(hours=hours)


def _moment(
    year: int, month: int, day: int, clock: tuple[str | None, ...], fraction: str | None, east: timedelta | None
) -> datetime | None:
    """The moment in UTC; None where the calendar or the clock has no such thing."""
    if east is None:
        return None
    hour, minute, second = (int(part or 0) for part in clock)
    micro = int(fraction[:6].ljust(6, "0")) if fraction else 0
    # A leap second is the last one of its minute, and 24:00 is the next day's midnight: both are valid ISO 8601.
    second = min(second, 59) if second == 60 else second
    later = timedelta(days=1) if (hour, minute, second, micro) == (24, 0, 0, 0) else timedelta()
    try:
        moment = datetime(year, month, day, 0 if later else hour, minute, second, micro, timezone(east))
        return (moment + later).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
