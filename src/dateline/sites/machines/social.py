"""OpenGraph and cards: what a link to a page shows where it is passed on, as pairs of property and content."""

import re

from dateline.sites.machines.item import Image, Item
from dateline.sites.machines.written import clean, rfc3339

#: Property and content of a ``<meta property="…" content="…">``.
Pairs = tuple[tuple[str, str], ...]

#: A picture that is no smaller is shown across the card.
_LARGE = (300, 157)
_COUNTRY = re.compile(r"([a-z]{2,3})(?:-[A-Za-z]{4})?-([A-Z]{2})")


def article(item: Item) -> Pairs:
    """
    A story page's.

    Source:
        ogp.me, with its vocabulary for articles; X's cards, which take all else from OpenGraph
    """
    return _told(
        ("og:type", "article"),
        *_page(item.site, item.headline, item.summary, item.canonical, item.language),
        *_picture(item.image),
        ("article:published_time", rfc3339(item.published)),
        ("article:modified_time", rfc3339(item.changed)),
        ("article:expiration_time", rfc3339(item.expires) if item.expires else ""),
        ("article:section", item.section),
        *(("article:tag", t.name or t.code) for t in item.topics),
    )


def page(site: str, title: str, description: str, address: str, language: str, image: Image | None = None) -> Pairs:
    """
    Those of a front, a list or a text.

    Args:
        site: The site's name.
        title: The page's.
        description: One sentence; may be empty.
        address: The page's own, absolute.
        language: BCP 47.
        image: What stands for it; None: nothing does.
    """
    return _told(("og:type", "website"), *_page(site, title, description, address, language), *_picture(image))


def _told(*pairs: tuple[str, str]) -> Pairs:
    return tuple((name, clean(value)) for name, value in pairs if value)


def _page(site: str, title: str, description: str, address: str, language: str) -> Pairs:
    return (
        ("og:site_name", site),
        ("og:title", title),
        ("og:description", description),
        ("og:url", address),
        ("og:locale", _locale(language)),
    )


def _locale(language: str) -> str:
    """``en_AU``; a language without a country is none that OpenGraph could name."""
    found = _COUNTRY.fullmatch(language)
    return f"{found[1]}_{found[2]}" if found else ""


def _picture(image: Image | None) -> Pairs:
    if image is None:
        return (("twitter:card", "summary"),)
    large = image.width >= _LARGE[0] and image.height >= _LARGE[1]
    return (
        ("og:image", image.url),
        ("og:image:type", image.type),
        ("og:image:width", str(image.width)),
        ("og:image:height", str(image.height)),
        ("og:image:alt", image.alt),
        ("twitter:card", "summary_large_image" if large else "summary"),
    )
