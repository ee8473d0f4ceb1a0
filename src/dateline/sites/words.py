"""Moments, days and excerpts in words, in a site's own zone."""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from dateline.news.house import Site
from dateline.sites.pages import Time

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def time(moment: datetime, site: Site) -> Time:
    """A moment for machines, and ``Jan 16, 2020, 14:20`` for the site's readers."""
    return _time(moment, site.timezone)


@lru_cache(maxsize=4096)
def _time(moment: datetime, zone: str) -> Time:
    # One moment stands in several places of a page, and there are many pages.
    local = moment.astimezone(ZoneInfo(zone))
    iso = moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()
    return Time(f"{iso}Z", f"{short(local)}, {local.hour:02}:{local.minute:02}")


def local_day(moment: datetime, site: Site) -> date:
    """The site's day at that moment."""
    return moment.astimezone(ZoneInfo(site.timezone)).date()


def short(day: date) -> str:
    """``Jan 16, 2020``."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def month(day: date) -> str:
    """``January 2020``."""
    return f"{day:%B} {day.year}"


@lru_cache(maxsize=1024)
def long(day: date) -> str:
    """``Thursday, January 16, 2020``."""
    return f"{day:%A, %B} {day.day}, {day.year}"


def excerpt(text: str, most: int) -> str:
    """The first words of *text*, *most* of them, with an ellipsis where there are more."""
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]).rstrip(".,;:–-") + " …"


def address(site: Site, path: str = "/") -> str:
    """The absolute address of a path on a site; plain http on this machine only."""
    local = site.host.partition(":")[0].endswith("localhost")
    return f"{'http' if local else 'https'}://{site.host}{path}"
