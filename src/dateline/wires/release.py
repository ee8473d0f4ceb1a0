"""Embargoes in plain words, such as "EMBARGOED until 0001 GMT Friday Jan 17", into the moment that they end at."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Final

from msgspec import Struct

from dateline.wires.dateline import DAY, day_of
from dateline.wires.letters import first_piece, fold, mentions, pieces
from dateline.wires.remembered import remembered
from dateline.wires.zones import ZONE, moments_of

#: What follows the words that ask is looked at so far, in letters.
_FURTHEST: Final = 160
_UNTIL: Final = r"(?:until|till|til|before|prior to|bis|jusqu['’ ]?(?:à|au|a)?|hasta|até|fino (?:al(?:le)?|a)|tot|t/m)"
#: The words that ask; where they end, the moment begins.
_ASKS: Final = (
    rf"(?:(?:strictly|under|sous|bajo|sotto|sob)\s+)*embargo(?:ed)?(?:\s+(?:for\s+(?:release"
    rf"|publication|use)|{_UNTIL}|for"
    rf"|to)\b(?:\s+(?:{_UNTIL}|at|on)\b)?|\s*[:–—-]+|(?=\s+\d)|(?=\s*\.)|(?=\s*[.)\]*]*\s*\Z))"
    rf"|embargad[oa]\s+(?:hasta|até)\b"
    rf"|(?:strictly\s+)?not\s+(?:to\s+be\s+)?(?:for\s+)?(?:public\s+)?(?:release|publication|use"
    rf"|broadcast|transmission)"
    rf"|(?:strictly\s+)?not\s+(?:to\s+be\s+)?(?:released|published|used|broadcast)"
    r"|(?:please\s+)?hold\s+for\s+release\b(?!\s*[.!)\]*]*\s*\Z|\s+of\b)"
    r"|(?:please\s+)?hold\s+until\b"
    r"|(?-i:F(?:or|OR)\s+R(?:elease|ELEASE))\b(?!\s*[.!)\]*]*\s*\Z)|for\s+(?:release|publication|use)\s*(?::|after\b)"
    r"|for\s+release\s+(?=\d|noon|midnight|at\b|on\s+(?:\d|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d))"
    r"|release\s+(?:time|date)\s*:"
    r"|(?:achtung[,:!]?\s+)?(?:bitte\s+beachten\s+sie\s+die\s+)?sperrfrist\b|gesperrt\s+bis\b"
    r"|nicht\s+vor\b(?=\s+\D{0,20}\d)"
    r"|frei(?:gegeben)?\s+(?:ab|für|zur\s+veröffentlichung\s+(?:ab|am|um))\b(?=.{0,40}(?:uhr|ausgabe))"
)
#: Words of which all that asks has one at least: most texts have none of them.
ASKING: Final = (
    "embarg", "not ", "hold ", "release", "publication", "for use", "sperrfrist", "gesperrt", "nicht vor", "frei ",
    "freigegeben",
)  # fmt: skip
#: "Not for publication" without a word of time keeps words off the page; it is no embargo.
_NEEDS_UNTIL = re.compile(r"(?:strictly\s+)?not\s", re.IGNORECASE)
_UNTIL_NEXT = re.compile(rf"[\s:,]*{_UNTIL}\b", re.IGNORECASE)
_PREFIX: Final = r"[\s\[(*!#-]*+(?:(?:eds?|editors?|attention(?:\s+editors?)?|att?n|note)\s*[:!-]+\s*)?[\s\[(*!#-]*"
_NOTE = re.compile(rf"(?:\A{_PREFIX}|(?<=[.!;])\s+|\n\s*)(?P<ask>{_ASKS})", re.IGNORECASE)
_ANYWHERE = re.compile(rf"\b(?P<ask>{_ASKS})", re.IGNORECASE)
#: A headline asks in capitals, or names an hour: "Embargo on arms until summer" is news.
_HEADLINE = re.compile(
    rf"[\s\[(*]*(?:(?=(?:STRICTLY |UNDER |PLEASE )?(?:EMBARGO|HOLD|NOT |SPERRFRIST|GESPERRT|FOR R))|"
    rf"(?=(?:Strictly |Under )?[Ee]mbargo.{{0,40}}\d)|(?=Sperrfrist))(?P<ask>{_ASKS})(?P<marked>)",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"[\s:–—-]*(?:none|no|nil|n/?a|lifted|over|immediate(?:ly)?|aufgehoben|keine|aucun|levé|passed|expired)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    rf"""(?<![\d.:,/-])(?:
      (?P<hour>\d{{1,2}})(?:[:.h](?P<minute>\d{{2}}))?\s*(?P<half>[ap]\.?\s?m\b\.?)
    | (?P<hour2>\d{{1,2}})[:h.](?P<minute2>\d{{2}})(?![\d.])(?:[:.]\d\d)?(?:\s*(?:uhr|hrs?|hours|h)\b)?
    | (?P<hour3>\d{{2}})(?P<minute3>\d{{2}})(?=\s*(?:(?i:uhr|hrs?|hours|h|local)\b|\(?{ZONE}))
    | (?P<hour4>\d{{1,2}})(?=\s*(?:(?i:uhr|heures?|h|o'clock|horas|ore)\b|{ZONE}))
    | (?P<word>(?i:(?:12\s*)?(?:noon|midnight)|mittags?|mitternacht|midi|minuit|mediodía|medianoche|mezzogiorno
        |mezzanotte)\b)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_WEEKDAYS: Final = (
    "monday mon montag montags lundi lunes lunedì segunda", "tuesday tue tues dienstag dienstags mardi martes martedì",
    "wednesday wed mittwoch mittwochs mercredi miércoles mercoledì",
    "thursday thu thur thurs donnerstag jeudi jueves giovedì",
    "friday fri freitag freitags vendredi viernes venerdì", "saturday sat samstag sonnabend samedi sábado sabato",
    "sunday sun sonntag dimanche domingo domenica",
)  # fmt: skip
_WEEKDAY: Final = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
_NAMED_DAY = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_WEEKDAY, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?<!\w)(?:(?P<today>today|tonight|heute|aujourd['’]hui|ce soir|hoy|oggi)|(?P<next>tomorrow"
    r"|morgen|demain|mañana|domani))(?!\w)",
    re.IGNORECASE,
)
_DAY = re.compile(rf"(?<!\w){DAY}")
_NUMERIC = re.compile(
    r"(?<![\d:.])(?P<day>\d{1,2})(?P<mark>[./])(?P<month>\d{1,2})(?:(?P=mark)(?P<year>\d{4}|\d{2})?)?(?![\d:])"
)
_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*([Zz]|[+-]\d{2}:?\d{2})?)?(?!\d)"
)


_ANY_ZONE = re.compile(rf"(?<!\w){ZONE}")
_ZONE_AFTER = re.compile(rf"[\s,(]*(?:(?:uhr|hrs?|hours|h)\b[\s,(]*)?({ZONE})", re.IGNORECASE)
_HOUR_AFTER = re.compile(rf"\s*(?:(?i:uhr|h\b|hrs|[ap]\.?m\b)|{ZONE})")
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
#: Hours and offsets that stand before a month, and are no days of it.
_HOURS = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)|\b(?:GMT|UTC)\s?[+-]\s?\d{1,2}(?::?\d{2})?(?!\d)", re.IGNORECASE)
_AHEAD: Final = timedelta(days=120)


class Release(Struct, frozen=True):
    """An embargo that was asked for in words."""

    #: The words, from those that ask on.
    words: str
    #: When it ends, UTC; None where that cannot be told for sure.
    moment: datetime | None = None
    #: When it ends on some clock that the words do not name; None where not even that is told.
    local: datetime | None = None

    @property
    def doubt(self) -> str:
        """Why the text may not be used yet, where no moment is told; else empty."""
        return "" if self.moment else f"its embargo cannot be read: {self.words[:80]!r}"

    def agrees(self, moment: datetime) -> bool:
        """Whether a *moment* that the source told elsewhere, UTC, may be the one that these words mean."""
        if self.local is None:
            return self.moment is None or self.moment <= moment
        naive = moment.astimezone(UTC).replace(tzinfo=None)
        return self.local - timedelta(hours=14) <= naive <= self.local + timedelta(hours=12)


@remembered
def asks(text: str) -> bool:
    """False if *text* asks for no embargo, for it has none of the words; of standing notes this is known by heart."""
    return mentions(fold(text), ASKING)


def release_in_note(note: str, *, issued: datetime) -> Release | None:
    """
    The embargo that a *note* asks for at its start, or at the start of a sentence; None if it asks for none.

    Args:
        issued: When the text was issued, aware; weekdays and days without a year are near it.
    """
    if not asks(note):
        return None
    return next(filter(None, (_release(_NOTE.search(one), one, issued) for one in _asking(note))), None)


def release_in_headline(headline: str, *, issued: datetime) -> Release | None:
    """The embargo that a *headline* asks for; it does so in its first words."""
    first = first_piece(headline)
    return _release(_HEADLINE.match(first), first, issued)


def release_in_usage(usage: str, *, issued: datetime) -> Release | None:
    """The embargo that usage terms ask for, wherever in them."""
    if not asks(usage):
        return None
    return next(filter(None, (_release(_asked(one), one, issued) for one in _asking(usage))), None)


@lru_cache(maxsize=256)
def _asked(usage: str) -> re.Match[str] | None:
    """An agency's usage terms are the same from text to text."""
    return _ANYWHERE.search(usage)


def _asking(text: str) -> Iterator[str]:
    """The pieces of a *text* that may ask for an embargo."""
    return (piece for piece in pieces(text) if mentions(piece, ASKING))


def _release(found: re.Match[str] | None, text: str, issued: datetime) -> Release | None:
    if found is None:
        return None
    when = text[found.end("ask") : found.end("ask") + _FURTHEST]
    if _NONE.match(when) or (_NEEDS_UNTIL.match(found["ask"]) and not _UNTIL_NEXT.match(when)):
        return None
    words = " ".join(text[found.start("ask") :].split()).rstrip(")]* ")
    moment, local = _moment(when, issued)
    return Release(words, moment, local)


def _moment(when: str, issued: datetime) -> tuple[datetime | None, datetime | None]:
    """The moment in *when*, UTC, and the same on the clock it is told by; None for what cannot be told for sure."""
    told = _told(when)
    days = told.days
    if days is None:
        return None, None
    try:
        naive = [local for clock in told.clocks[:1] if (local := _local(clock, days, issued, UTC))]
        ends = [end for clock, zone in told.zoned if (end := _end(clock, zone, days, issued))]
    except OverflowError:
        # The last evening of the calendar is over its edge in another zone.
        return None, None
    sure = len(ends) == len(told.zoned) > 0
    return (max(ends) if sure else None), next(iter(naive), None)


class _Days(Struct, frozen=True):
    """The day that words name: one of the calendar, one of the week, one from today on, or none."""

    text: str = ""
    exact: date | None = None
    weekday: int | None = None
    ahead: int | None = None


class _Told(Struct, frozen=True):
    """What words say of a moment, whenever they were issued."""

    clocks: tuple[time, ...]
    #: The hours whose zone is told.
    zoned: tuple[tuple[time, str], ...]
    #: None where they name a day that cannot be, or cannot be told.
    days: _Days | None


@remembered
def _told(when: str) -> _Told:
    clocks = _clocks(when)
    zoned = [(clock, zone) for clock, zone in clocks if zone]
    if not zoned and len(clocks) == 1 and (far := _ANY_ZONE.search(when)):
        zoned = [(clocks[0][0], far[0])]
    days = _days(_HOURS.sub(lambda hour: "|" * len(hour[0]), when))
    return _Told(tuple(clock for clock, _ in clocks), tuple(zoned), days)


def _days(when: str) -> _Days | None:
    """The day that *when* names; None where it names one that cannot be, or cannot be told."""
    named = _NAMED_DAY.search(when)
    weekday = _WEEKDAY[named[0].casefold()] if named else None
    if iso := _ISO_DAY.search(when):
        return _calendar(int(iso[1]), int(iso[2]), int(iso[3]), weekday)
    if found := _DAY.search(when):
        return _Days(found[0], weekday=weekday)
    if found := _NUMERIC.search(when):
        day, month = int(found["day"]), int(found["month"])
        if found["mark"] == "/" and day <= 12 and month <= 12 and day != month:
            return None
        day, month = (month, day) if month > 12 else (day, month)
        year = int(found["year"]) if found["year"] else 0
        return _calendar(year + 2000 if 0 < year < 100 else year, month, day, weekday)
    if found := _RELATIVE.search(when):
        return _Days(ahead=1 if found["next"] else 0, weekday=weekday)
    return _Days(weekday=weekday)


def _calendar(year: int, month: int, day: int, weekday: int | None) -> _Days | None:
    if not year:
        return _Days(f"{day:02}/{month:02}", weekday=weekday)
    try:
        return _Days(exact=date(year, month, day), weekday=weekday)
    except ValueError:
        return None


def _clocks(when: str) -> list[tuple[time, str]]:
    """Each hour that *when* names, with the zone that stands behind it."""
    if (iso := _ISO.search(when)) and iso[4]:
        return [(time(int(iso[4]) % 24, int(iso[5]) % 60), iso[6] or _zone_after(when, iso.end()))]
    spared = _DAY.sub(lambda day: "|" * len(day[0]), _NUMERIC.sub(lambda day: _spare(day, when), when))
    found = ((_clock(clock), _zone_after(when, clock.end())) for clock in _CLOCK.finditer(spared))
    return [(clock, zone) for clock, zone in found if clock]


def _spare(day: re.Match[str], when: str) -> str:
    """A numeric day is no hour; ``18.30 Uhr`` is no day."""
    hour = _HOUR_AFTER.match(when, day.end())
    return day[0] if hour and day["mark"] == "." and not day["year"] else "|" * len(day[0])


def _zone_after(when: str, at: int) -> str:
    found = _ZONE_AFTER.match(when, at)
    return found[1] if found else ""


def _clock(found: re.Match[str]) -> time | None:
    if word := found["word"]:
        noon = re.search(r"noon|mittag|midi|mediod|mezzogiorno", word, re.IGNORECASE)
        return time(12) if noon else time(0, 0, 0, 1)
    hour = int(found["hour"] or found["hour2"] or found["hour3"] or found["hour4"])
    minute = int(found["minute"] or found["minute2"] or found["minute3"] or 0)
    half = (found["half"] or "").casefold()[:1]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _end(clock: time, zone: str, days: _Days, issued: datetime) -> datetime | None:
    """The moment of a *clock* in its *zone*, UTC; where the zone's name means several, the last of them."""
    ends = []
    for place in moments_of(zone):
        local = _local(clock, days, issued, place)
        if local is None:
            return None
        ends.append(local.replace(tzinfo=place).astimezone(UTC))
    return max(ends, default=None)


def _local(clock: time, days: _Days, issued: datetime, place: tzinfo) -> datetime | None:
    """The day and hour on the clock of a *place*; None where the words contradict themselves or leave two days open."""
    today = issued.astimezone(place).date()
    day = _on(days, today)
    if day is None or (days.weekday is not None and day.weekday() != days.weekday):
        return None
    # Midnight of a day may be its first moment or its last: only the last is never too early.
    midnight = clock.microsecond == 1
    local = datetime.combine(day + timedelta(days=midnight), clock.replace(microsecond=0))
    told = days.exact or days.text or days.ahead is not None
    passed = local.replace(tzinfo=place) <= issued
    # Without a day, or by a weekday alone, an hour that has passed may be over, or next.
    return None if passed and not told else local


def _on(days: _Days, today: date) -> date | None:
    if days.exact:
        return days.exact
    if days.text:
        # An embargo may have passed since; one without a year that has passed for months is next year's.
        near = today + _AHEAD
        return day_of(days.text, near) if "/" not in days.text else _nearest(days.text, near)
    if days.ahead is not None:
        return today + timedelta(days=days.ahead)
    return today if days.weekday is None else today + timedelta(days=(days.weekday - today.weekday()) % 7)


def _nearest(text: str, today: date) -> date | None:
    """The day of a numeric *text*, day and month, that is nearest to *today*."""
    day, month = (int(part) for part in text.split("/"))
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return min(found, key=lambda one: abs(one - today), default=None)
