"""Sitemaps: one a month, the news of two days, and the index that leads to all of them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from msgspec import Struct

from dateline.sites.machines.written import rfc3339, xml

#: Addresses in one sitemap, and sitemaps in one index, by the protocol.
MOST: Final = 50_000
#: Articles in a news sitemap, and how old they may be, by Google's rules.
MOST_NEWS: Final = 1_000
NEWS_AGE: Final = timedelta(days=2)

_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PROTOCOL: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS: Final = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


class Map(Struct, frozen=True):
    """A sitemap in the index."""

    #: Absolute.
    address: str
    #: The newest change of an article in it; None: not told.
    changed: datetime | None = None


def month(fragments: Iterable[str], piece: int = 1) -> bytes:
    """
    The articles of a month, or, where they are more than one file may hold, one piece of them.

    Args:
        fragments: Of all its items, oldest first, so that what comes in later moves nothing from one piece to another;
            empty ones are left out.
        piece: From 1.
    """
    held = [f for f in fragments if f][(piece - 1) * MOST : piece * MOST]
    return f"{_XML}<urlset {_PROTOCOL}>\n{''.join(held)}</urlset>\n".encode()


def month_path(day: date, piece: int = 1) -> str:
    """``/sitemap/2020-01.xml``; its second piece is ``/sitemap/2020-01-2.xml``."""
    return f"/sitemap/{day:%Y-%m}{f'-{piece}' if piece > 1 else ''}.xml"


def pieces(count: int) -> int:
    """How many files the articles of a month take, by their number."""
    return -(-count // MOST)


def news(fragments: Iterable[str]) -> bytes:
    """
    The news sitemap.

    Args:
        fragments: Of the items that are `new`, newest first; the newest thousand are told.
    """
    held = list(filter(None, fragments))[:MOST_NEWS]
    return f"{_XML}<urlset {_PROTOCOL} {_NEWS}>\n{''.join(held)}</urlset>\n".encode()


def new(published: datetime, moment: datetime) -> bool:
    """Whether an article is news at that *moment*."""
    return moment < old_from(published)


def old_from(published: datetime) -> datetime:
    """The moment from which an article is no news any more: then the news sitemap is due to be made anew."""
    return published + NEWS_AGE


def index(maps: Iterable[Map]) -> bytes:
    """The list of a site's sitemaps."""
    lines = (
        f"<sitemap><loc>{xml(m.address)}</loc>{f'<lastmod>{rfc3339(m.changed)}</lastmod>' if m.changed else ''}"
        "</sitemap>\n"
        for m in maps
    )
    return f"{_XML}<sitemapindex {_PROTOCOL}>\n{''.join(lines)}</sitemapindex>\n".encode()
