"""When a page's article was published and changed: as machines are told, else as the page prints it."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final

from lxml import etree

from dateline.news.wire import Problem
from dateline.wires.dateline import DAY, day_of
from dateline.wires.html_page.document import Page, stands_in, tokens, words_in
from dateline.wires.times import parse_time
from dateline.wires.zones import ZONE, moments_of

PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.created", "publish-date", "publication_date", "pubdate",
    "publishdate", "publish_date", "pub_date", "displaydate", "date", "dcterms.date", "article.published",
    "cxenseparse:recs:publishtime", "originalpublicationdate",
)  # fmt: skip
MODIFIED: Final = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
    "lastmod", "last-modified", "revision_date", "article.updated",
)  # fmt: skip
_DATED: Final = frozenset({
    "date", "time", "timestamp", "datetime", "pubdate", "published", "mb-no", "release-date", "entry-date", "posted",
    "dateline", "article-published", "publish-date",
})  # fmt: skip
DAYS = re.compile(rf"(?<!\w){DAY}")
_YEAR = re.compile(r"\d{4}")
_NUMERIC = re.compile(
    r"(?<!\d)(?:(?P<year>[12]\d{3})\s?(?:[./-]|年|년)\s?(?P<month>\d{1,2})\s?(?:[./-]|月|월)\s?(?P<day>\d{1,2})\s?[日일]?"
    r"|(?P<day2>\d{1,2})(?P<mark>[./-])\s?(?P<month2>\d{1,2})(?P=mark)\s?(?P<year2>[12]\d{3}))(?!\d)"
)
_CLOCK = re.compile(
    rf"(?<!\d)(?P<hour>\d{{1,2}})\s?(?:[:.hH]|時|时|시)\s?(?P<minute>\d{{2}})?[分분]?\s*(?P<half>[AaPp])?\.?(?:[Mm]\b\.?)?"
    rf"\s*(?P<zone>{ZONE})?"
)
_AFTERNOON = re.compile(r"오후|下午|午後|晚上")
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?")
_ZONED = re.compile(r"\d(?:Z|[+-]\d{2}:?\d{2})\s*\Z|\d\s*(?:GMT|UTC|[ECMP][SD]?T)\b")
_CLOCKED = re.compile(r"\d[T ]?\d{1,2}:\d{2}")
_STAMPED = re.compile(r"(?i)published|updated|posted|last|first|time|standard|daylight|eastern|[^\w]")
#: In letters: a moment in words; a line that is nothing more; what such a line may have besides.
_LONGEST: Final = 120
_LONGEST_LINE: Final = 80
_BESIDES: Final = 10
_FURTHEST: Final = timedelta(days=2)


def times_of(page: Page, problems: list[Problem]) -> tuple[datetime | None, datetime | None]:
    """When the words of a *page* last changed, and when it was first published; UTC."""
    element = next((one for one in page.root.iter("time") if not _in_list(one)), None)
    stamp = "" if element is None else element.get("datetime") or ""
    made = _moment([page.told("datePublished"), page.item("datePublished"), *page.every(PUBLISHED),
                    page.told("dateCreated"), stamp], problems)  # fmt: skip
    made = made or _shown(page)
    changed = _moment([page.told("dateModified"), page.item("dateModified"), *page.every(MODIFIED)], problems)
    return changed if changed and (made is None or changed > made) else made, made


def _in_list(element: etree._Element) -> bool:
    return stands_in(element, "li", "aside", "nav", "footer")


def _moment(told: list[str], problems: list[Problem]) -> datetime | None:
    """The first of several times; one beside it that tells the zone, or the hour, counts before one that does not."""
    told = list(filter(None, told))
    known = [(text, moment) for text in told if (moment := moment_in(text))]
    if not known:
        problems.extend(Problem("date", f"{text[:60]!r} is no time; ignored") for text in told)
        return None
    first = known[0][1]
    near = [(text, moment) for text, moment in known if abs(moment - first) < _FURTHEST]
    return next((moment for sure in (_ZONED, _CLOCKED) for text, moment in near if sure.search(text)), first)


def moment_in(text: str) -> datetime | None:
    """A moment in one of the ways that machines are told it, or in words; seconds since 1970 too."""
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    return parse_time(text) or in_words(text)


def in_words(text: str) -> datetime | None:
    """
    A moment as pages print it: "January 16, 2020 08:30 AM Eastern Standard Time", "Publié le 16.01.2020 à 08h30".

    One without a zone counts as UTC; 3/4/2020, of which nobody knows the month, is none.
    """
    if len(text) >= _LONGEST:
        return None
    found = DAYS.search(text)
    day = day_of(found[0], None) if found and _YEAR.search(found[0]) else None
    if day is None:
        found = _NUMERIC.search(text)
        day = _numeric(found) if found else None
    if found is None or day is None:
        return None
    clock = _CLOCK.search(f"{text[: found.start()]} {text[found.end() :]}")
    hour, minute = (int(clock["hour"]), int(clock["minute"] or 0)) if clock else (0, 0)
    if clock and clock["half"]:
        hour = hour % 12 + (12 if clock["half"] in "Pp" else 0)
    elif hour < 12 and _AFTERNOON.search(text):
        hour += 12
    if hour > 23 or minute > 59:
        return None
    zones = moments_of(clock["zone"]) if clock and clock["zone"] else ()
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zones[-1] if zones else UTC).astimezone(UTC)


def _numeric(found: re.Match[str]) -> date | None:
    year, month, day = (int(found[name] or found[f"{name}2"]) for name in ("year", "month", "day"))
    if found["mark"] in ("/", "-") and day <= 12 and day != month:
        return None
    return _date(year, month, day) or (_date(year, day, month) if found["mark"] == "/" else None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_moment(text: str) -> bool:
    """True of a line that is a moment and nothing more, such as "Updated 16 January 2020, 08:30 ET"."""
    if len(text) > _LONGEST_LINE or in_words(text) is None:
        return False
    rest = _CLOCK.sub(" ", _NUMERIC.sub(" ", DAYS.sub(" ", text)))
    return len(_STAMPED.sub("", rest)) <= _BESIDES


def _shown(page: Page) -> datetime | None:
    """The moment that the page prints, where nothing else tells."""
    for element in page.root.iter("time", "p", "span", "div"):
        if element.tag != "time" and tokens(element).isdisjoint(_DATED):
            continue
        if not _in_list(element) and (moment := in_words(words_in(element))):
            return moment
    return None
