"""Moments, days and excerpts in words, in a site's own zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dateline.news.house import Site
from dateline.sites.pages import Time


def time(moment: datetime, site: Site) -> Time:
    """A moment for machines, and ``Jan 16, 2020, 14:20`` for the site's readers."""
    local = moment.astimezone(ZoneInfo(site.timezone))
    return Time(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), f"{short(local.date())}, {local:%H:%M}")


def local_day(moment: datetime, site: Site) -> date:
    """The site's day at that moment."""
    return moment.astimezone(ZoneInfo(site.timezone)).date()


def short(day: date) -> str:
    """``Jan 16, 2020``."""
    return f"{day:%b} {day.day}, {day.year}"


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
