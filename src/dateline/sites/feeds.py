"""What machines read: the feed, the sitemaps, robots.txt, the icon."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from dateline.news.house import Site
from dateline.sites.showing import Showing
from dateline.sites.words import address

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
#: Letters that XML has no word for; one of them would make the whole document unreadable.
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def rss(site: Site, items: Iterable[Showing], built: datetime | None) -> bytes:
    """
    The newest articles as RSS 2.0.

    Args:
        site: Whose feed.
        items: What licences let a feed have, newest first.
        built: When the newest of them changed; None while there is none.
    """
    date_line = f"<lastBuildDate>{format_datetime(built)}</lastBuildDate>\n" if built else ""
    return (
        f'{_HEAD}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"<channel>\n<title>{_text(site.name)}</title>\n<link>{_text(address(site))}</link>\n"
        f"<description>{_text(site.tagline)}</description>\n<language>{_text(site.language)}</language>\n{date_line}"
        f'<atom:link href="{_text(address(site, "/feed.xml"))}" rel="self" type="application/rss+xml"/>\n'
        f"{''.join(_item(site, s) for s in items)}</channel>\n</rss>\n"
    ).encode()


def _item(site: Site, showing: Showing) -> str:
    if showing.card is None or showing.feed is None:
        return ""
    card, link = showing.card, _text(address(site, showing.path))
    # A feed has no place for a note; who read the error there learns that it was one, and where it is told.
    corrected = "(Corrected) " if card.mark == "corrected" else ""
    credit = showing.credit
    html = f"{showing.feed.html}<p>{_text(credit)}</p>" if credit else showing.feed.html
    full = f"<content:encoded>{_text(html)}</content:encoded>\n" if showing.feed.html else ""
    summary = " ".join(filter(None, (showing.feed.summary, credit)))
    return (
        f"<item>\n<title>{_text(card.headline)}</title>\n<link>{link}</link>\n"
        f'<guid isPermaLink="false">{showing.article}@{_text(site.host)}</guid>\n'
        f"<pubDate>{format_datetime(showing.published)}</pubDate>\n<dc:creator>{_text(card.byline)}</dc:creator>\n"
        f"<description>{_text(corrected + summary)}</description>\n{full}"
        f"<dc:rights>{_text(' '.join(showing.credits))}</dc:rights>\n</item>\n"
    )


def sitemap(site: Site, showings: Iterable[Showing]) -> bytes:
    """The articles of one month that are at home on any site, with the moment of their last change."""
    urls = "".join(
        f"<url><loc>{_text(address(site, s.path))}</loc><lastmod>{s.changed:%Y-%m-%dT%H:%M:%SZ}</lastmod></url>\n"
        for s in showings
    )
    return f"{_HEAD}<urlset {_SITEMAP}>\n{urls}</urlset>\n".encode()


def months(site: Site, days: Iterable[date]) -> bytes:
    """The list of a site's sitemaps, one a month."""
    names = dict.fromkeys(f"/sitemap/{d:%Y-%m}.xml" for d in days)
    maps = "".join(f"<sitemap><loc>{_text(address(site, n))}</loc></sitemap>\n" for n in names)
    return f"{_HEAD}<sitemapindex {_SITEMAP}>\n{maps}</sitemapindex>\n".encode()


def robots(site: Site) -> bytes:
    """What crawlers may read, and where the sitemap is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {address(site, '/sitemap.xml')}\n".encode()


def icon(site: Site) -> bytes:
    """The site's initial on its colour, for a browser's tab."""
    letter = _text(site.name[:1].upper())
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" fill="{site.accent}"/>'
        '<text x="16" y="23" font-family="Georgia, serif" font-size="21" font-weight="700" fill="#fff" '
        f'text-anchor="middle">{letter}</text></svg>\n'
    ).encode()


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))
