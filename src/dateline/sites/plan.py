"""
The plan: which outputs does a change touch.

Outputs are named by their paths. Lists have addresses of their own by section and day, so that nothing moves from one
output to another when a story comes or goes.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from dateline.news import ids
from dateline.news.house import Site
from dateline.sites.showing import Showing

Kind = Literal[
    "front", "section", "day", "story", "how", "text", "feed", "sitemap", "months", "robots", "icon", "404", "410"
]

#: The pages that say who we are and what holds here.
TEXTS = ("about", "privacy", "terms", "copyright")

FRONT, FEED, SITEMAP, ROBOTS, ICON = "/", "/feed.xml", "/sitemap.xml", "/robots.txt", "/icon.svg"
#: Bodies that the server gives out for addresses that have none.
NOT_FOUND, GONE = "/404", "/410"

_KINDS: tuple[tuple[str, Kind], ...] = (
    (r"/", "front"),
    (r"/feed\.xml", "feed"),
    (r"/sitemap\.xml", "sitemap"),
    (r"/sitemap/\d{4}-\d\d\.xml", "months"),
    (r"/robots\.txt", "robots"),
    (r"/icon\.svg", "icon"),
    (r"/404", "404"),
    (r"/410", "410"),
    (rf"/(?:{'|'.join(TEXTS)})", "text"),
    (r"/\d{4}/\d\d/\d\d/", "day"),
    (r"/\d{4}/\d\d/\d\d/[^/]+", "story"),
    (r"/\d{4}/\d\d/\d\d/[^/]+/how", "how"),
    (r"/[a-z][a-z0-9-]*/", "section"),
)
_COMPILED: tuple[tuple[re.Pattern[str], Kind], ...] = tuple((re.compile(p), k) for p, k in _KINDS)


def kind(path: str) -> Kind | None:
    """What an output is, by its path; None if it is none of ours."""
    return next((k for pattern, k in _COMPILED if pattern.fullmatch(path)), None)


def day_path(day: date) -> str:
    """``/2020/01/16/``."""
    return f"/{day:%Y/%m/%d}/"


def month_path(day: date) -> str:
    """``/sitemap/2020-01.xml``."""
    return f"/sitemap/{day:%Y-%m}.xml"


def section_path(slug: str) -> str:
    """``/launch/``."""
    return f"/{slug}/"


def standing_paths(site: Site) -> frozenset[str]:
    """The outputs that a site has whatever happens."""
    sections = (section_path(s.slug) for s in site.sections)
    return frozenset((FRONT, FEED, SITEMAP, ROBOTS, ICON, NOT_FOUND, GONE, *(f"/{t}" for t in TEXTS), *sections))


def waits_for(headline_key: str) -> str:
    """The part by which the reverse index knows a page that waits for a full story."""
    return f"key:{headline_key}"


def touched(before: Showing | None, after: Showing | None) -> frozenset[str]:
    """
    The outputs that an article's change touches by itself; those that show it elsewhere are in the reverse index.

    Args:
        before: As it was shown; None: not at all.
        after: As it is shown now.
    """
    paths: set[str] = set()
    for showing in (before, after):
        if showing is not None:
            paths |= {showing.path, showing.how}
    if before is None or after is None or _listed(before) != _listed(after):
        for showing in (before, after):
            if showing is not None and (showing.state == "shown" or showing.card is not None):
                paths |= _lists(showing)
    return frozenset(paths)


def parts_touched(showings: Iterable[Showing | None], changed: Iterable[str]) -> frozenset[str]:
    """The parts to look up in the reverse index: what changed, whose words it holds, and what may wait for it."""
    known = [s for s in showings if s is not None]
    keys = {waits_for(s.key) for s in known if s.key}
    return frozenset(changed).union(keys, *(s.parts for s in known))


def _listed(showing: Showing) -> object:
    """What the lists show of it."""
    s = showing
    shown = (s.state, s.path, s.section, s.published, s.changed, s.until, s.card, s.feed, s.credits, s.credit, s.parts)
    return (*shown, s.urgency, s.place, s.indexed)


def _lists(showing: Showing) -> set[str]:
    return {
        FRONT,
        FEED,
        SITEMAP,
        section_path(showing.section),
        day_path(showing.day),
        month_path(showing.day),
    }


def routed(path: str) -> str | None:
    """The digits by which a request's path names an article, whatever its other words; None if it has none."""
    last = path.rstrip("/").rpartition("/")[2]
    digits = last.rpartition("-")[2]
    return digits if ids.is_id(f"art-{digits}") else None
