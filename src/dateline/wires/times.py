"""Times as agencies write them, read into aware UTC."""

import re
from datetime import UTC, datetime, timedelta, timezone

#: ISO 8601, extended or basic, with or without a time and a zone.
_ISO = re.compile(
    r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})"
    r"(?:[Tt ]\s*([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:[.,]([0-9]+))?)?)?"
    r"\s*([A-Za-z]{1,4}|[+-][0-9]{2}(?::?[0-9]{2})?)?",
    re.ASCII,
)
#: RFC 822 and its successors; the name of the weekday is not looked at.
_MAIL = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?\s+)?([0-9]{1,2})[ -]([A-Za-z]{3})[a-z]*\.?,?[ -]([0-9]{4}|[0-9]{2}),?"
    r"(?:\s+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?\s*([A-Za-z]{1,5}|[+-][0-9]{2}:?[0-9]{2})?(?:\s*\([^)]*\))?",
    re.ASCII,
)
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
#: Hours east of UTC of the zones that mail and feeds name; other names are ambiguous, and not guessed at.
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3,
    "msk": 3, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip


def parse_time(text: str) -> datetime | None:
    """
    Read one moment.

    Args:
        text: ISO 8601 in extended or basic form (``2020-01-16T08:30:00+01:00``, ``20200116T083000+0100``), or as in
            mail and RSS (``Thu, 16 Jan 2020 08:30:00 EST``). A time without a zone counts as UTC; a day without a
            time is its midnight, UTC.
    Returns:
        The moment, in UTC; None where *text* holds none, or one that does not exist, or a zone that nobody can place.
    Source:
        RFC 3339, RFC 5322, ISO 8601
    """
    text = text.strip()
    if (moment := _common(text)) is not None:
        return moment
    if found := _ISO.fullmatch(text):
        year, _, month, day, hour, minute, second, fraction, zone = found.groups()
        return _moment(int(year), int(month), int(day), (hour, minute, second), fraction, _offset(zone))
    if found := _MAIL.fullmatch(text):
        day, month, year, hour, minute, second, zone = found.groups()
        return _moment(
            _century(int(year)), _MONTHS.get(month.lower(), 0), int(day), (hour, minute, second), None, _offset(zone)
        )
    return None


def _common(text: str) -> datetime | None:
    """A moment in the form that nearly all wires write, ``2020-01-16T08:30:00+01:00`` or ``…Z``; None for others."""
    if len(text) not in (20, 25) or text[10] != "T" or text[19] not in "Z+-" or text[4] + text[7] != "--":
        return None
    if text[13] + text[16] != "::" or (len(text) == 25 and text[22] != ":"):
        return None
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
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
