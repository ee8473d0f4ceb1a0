"""
The plan: which outputs there are, and which of them a change touches.

An output is named by its path, and a path says what it is. A list has its newest articles at an address of its own and
all of them on numbered pages, counted from the oldest: an article keeps its place there for good, so that one that
comes or goes touches its own page of the list and no other.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from dateline.news import ids
from dateline.news.house import Site

Kind = Literal[
    "front", "list", "page", "feed", "day", "days", "collection", "story", "how", "text", "corrections",
    "sitemap", "month", "news", "robots", "ads", "trust", "tdm", "icon", "404", "410",
]  # fmt: skip
Format = Literal["rss", "atom", "json"]
#: What articles are listed by: everything, a section, a topic, a place, a source. Names tell what is related alone.
Shelf = Literal["all", "section", "topic", "place", "source", "name"]

#: Articles on a numbered page of a list, on its first page and in a feed.
PAGE: Final = 50
NEWEST: Final = 50
FEED: Final = 40
#: Articles that a story's page may be related to, and how many of them it shows.
RELATED, RELATED_SHOWN = 10, 5

#: The pages that say who we are and what holds here; those in the second line have wordings by day.
TEXTS: Final = ("about", "how-we-work", "copyright", "contact", "privacy", "cookies", "terms")
DATED_TEXTS: Final = ("privacy", "cookies", "terms")

FRONT, DAYS, RIVER, CORRECTIONS = "/", "/days/", "/river/", "/corrections"
SITEMAP, NEWS = "/sitemap.xml", "/sitemap/news.xml"
ROBOTS, ADS, TRUST, TDM, ICON = "/robots.txt", "/ads.txt", "/trust.txt", "/.well-known/tdmrep.json", "/icon.svg"
TRUST_TOO: Final = "/.well-known/trust.txt"
#: Bodies that the server gives out for addresses that have none.
NOT_FOUND, GONE = "/404", "/410"

FEEDS: Final[dict[str, Format]] = {"feed.xml": "rss", "atom.xml": "atom", "feed.json": "json"}
#: The lists that have feeds, and those that have pages.
FED: Final[frozenset[Shelf]] = frozenset({"all", "section", "topic"})
PAGED: Final[frozenset[Shelf]] = frozenset({"section", "topic", "place", "source"})

_FIXED: Final[dict[str, Kind]] = {
    FRONT: "front", DAYS: "days", CORRECTIONS: "corrections", SITEMAP: "sitemap", NEWS: "news",
    ROBOTS: "robots", ADS: "ads", TRUST: "trust", TRUST_TOO: "trust", TDM: "tdm", ICON: "icon",
    NOT_FOUND: "404", GONE: "410", **{f"/{t}": "text" for t in TEXTS},
}  # fmt: skip
_DAY = re.compile(r"/(\d{4})/(\d\d)/(\d\d)/(?:([^/]+)(/how)?)?")
_MONTH = re.compile(r"/sitemap/(\d{4})-(\d\d)\.xml")
_TEXT = re.compile(rf"/({'|'.join(DATED_TEXTS)})/(\d{{4}})-(\d\d)-(\d\d)")
_ERRATA = re.compile(r"/corrections/(\d{4})")
_COLLECTION = re.compile(r"/collection/([a-z0-9][a-z0-9-]*)/")
_LIST = re.compile(
    r"/(?:(?P<kind>topic|place|source)/(?P<word>[a-z0-9][a-z0-9-]*)|(?P<section>[a-z][a-z0-9-]*))/"
    r"(?:page-(?P<page>[1-9]\d*)|(?P<feed>feed\.xml|atom\.xml|feed\.json))?"
)
#: Words that no section may have for an address.
RESERVED: Final = frozenset(
    {"topic", "place", "source", "days", "river", "collection", "sitemap", "search", "api", "fonts", "pictures"}
)


class Address(Struct, frozen=True):
    """What an output is, as its path says."""

    kind: Kind
    #: Of a list, its page or its feed: ``section:launch``, ``topic:satellites``; empty: all articles.
    key: str = ""
    #: Of a numbered page: from 1, the oldest.
    number: int = 0
    format: Format = "rss"
    #: Of a day, a month, a wording: its day or its first one.
    day: date | None = None
    #: Of a text, a collection: its word.
    word: str = ""


@lru_cache(maxsize=4096)
def address(path: str) -> Address | None:
    """What an output is, by its path; None if it is none of ours."""
    if (fixed := _FIXED.get(path)) is not None:
        return Address(fixed, word=path[1:] if fixed == "text" else "")
    if path[1:] in FEEDS:
        return Address("feed", format=FEEDS[path[1:]])
    try:
        return _dated(path) or _listed(path)
    except ValueError:
        # No such day.
        return None


def _dated(path: str) -> Address | None:
    if match := _DAY.fullmatch(path):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return Address("how" if match[5] else "story" if match[4] else "day", day=day)
    if match := _MONTH.fullmatch(path):
        return Address("month", day=date(int(match[1]), int(match[2]), 1))
    if match := _TEXT.fullmatch(path):
        return Address("text", word=match[1], day=date(int(match[2]), int(match[3]), int(match[4])))
    if match := _ERRATA.fullmatch(path):
        return Address("corrections", day=date(int(match[1]), 1, 1))
    return None


def _listed(path: str) -> Address | None:
    if match := _COLLECTION.fullmatch(path):
        return Address("collection", word=match[1])
    match = _LIST.fullmatch(path)
    if match is None or match["section"] in RESERVED:
        return None
    key = list_key(match["kind"] or "section", match["word"] or match["section"])
    if match["page"]:
        return Address("page", key, number=int(match["page"]))
    if match["feed"]:
        return Address("feed", key, format=FEEDS[match["feed"]]) if shelf(key) in FED else None
    return Address("list", key)


# Lists


def list_key(shelf: str, word: str) -> str:
    """``topic:satellites``; all articles are the list of no name."""
    return f"{shelf}:{word}"


def shelf(key: str) -> Shelf:
    """What a list is by."""
    kind: Shelf = key.partition(":")[0] if key else "all"  # type: ignore[assignment]
    return kind


def list_path(key: str) -> str:
    """Where a list's newest are: ``/launch/``, ``/topic/satellites/``."""
    kind, _, word = key.partition(":")
    if not key:
        return "/"
    return f"/{word}/" if kind == "section" else f"/{kind}/{word}/"


def page_path(key: str, number: int) -> str:
    """``/launch/page-3``."""
    return f"{list_path(key)}page-{number}"


def feed_paths(key: str) -> tuple[str, ...]:
    """The feeds of a list, if it has any."""
    return tuple(list_path(key) + name for name in FEEDS) if shelf(key) in FED else ()


def page_of(slot: int) -> int:
    """The number of the page on which a list's article of that place, from 1, stands."""
    return (slot - 1) // PAGE + 1


def pages_of(size: int) -> int:
    """How many numbered pages a list of that size has: none while its newest are all that there are."""
    return page_of(size) if size > NEWEST else 0


def all_outputs(key: str, size: int) -> Iterator[str]:
    """All outputs of a list of that *size*."""
    if shelf(key) in PAGED:
        yield list_path(key)
        yield from (page_path(key, n) for n in range(1, pages_of(size) + 1))
    yield from feed_paths(key)


def outputs_of(key: str, size: int, slot: int) -> Iterator[str]:
    """The outputs of a list that an article at one of its places touches, where the list has *size* of them."""
    kind = shelf(key)
    if kind in PAGED:
        yield list_path(key)
        if pages_of(size):
            yield page_path(key, page_of(slot))
            if slot % PAGE == 1 and slot > 1:
                # It opened its page: the one before leads there from now on; of fifty-one articles it is itself new.
                yield page_path(key, page_of(slot) - 1)
    yield from feed_paths(key)


# Other paths


def day_path(day: date) -> str:
    """``/2020/01/16/``."""
    return f"/{day.year:04}/{day.month:02}/{day.day:02}/"


def month_path(day: date) -> str:
    """``/sitemap/2020-01.xml``."""
    return f"/sitemap/{day.year:04}-{day.month:02}.xml"


def section_path(slug: str) -> str:
    """``/launch/``."""
    return f"/{slug}/"


def text_path(page: str, day: date) -> str:
    """``/privacy/2019-11-01``."""
    return f"/{page}/{day.isoformat()}"


def errata_path(year: int) -> str:
    """``/corrections/2019``."""
    return f"{CORRECTIONS}/{year:04}"


def collection_path(slug: str) -> str:
    """``/collection/moon-landings/``."""
    return f"/collection/{slug}/"


def standing_paths(site: Site) -> frozenset[str]:
    """The outputs that a site has whatever happens."""
    sections = [list_key("section", s.slug) for s in site.sections]
    return frozenset(
        (
            *_FIXED,
            *feed_paths(""),
            *(path for key in sections for path in (list_path(key), *feed_paths(key))),
            *(text_path(t.page, t.effective) for t in site.texts),
            *(collection_path(c.slug) for c in site.collections),
        )
    )


def related_part(article: str) -> str:
    """The part by which the reverse index knows a page that shows an article's card as a related story."""
    return f"related:{article}"


def language_part(original: str) -> str:
    """The part by which the reverse index knows the pages of a story and of its translations."""
    return f"language:{original}"


def waits_for(headline_key: str) -> str:
    """The part by which the reverse index knows a page that waits for a full story."""
    return f"key:{headline_key}"


def routed(path: str) -> str | None:
    """The digits by which a request's path names an article, whatever its other words; None if it has none."""
    last = path.rstrip("/").rpartition("/")[2]
    digits = last.rpartition("-")[2]
    return digits if ids.is_id(f"art-{digits}") else None
