"""A site's front: which articles stand on it, in which order. The same for readers and for who makes it up."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from msgspec import Struct

from dateline.news.house import Collection
from dateline.sites.catalog import Catalog, Listed

#: Stories on a front: of its newest day, of each day before, and how many of those days.
FRONT_DAY, FRONT_BEFORE, FRONT_DAYS = 9, 8, 4
#: How many of the latest are looked at for a front.
_LOOKED_AT: Final = 200
#: Stories of a collection that a front shows.
_FRONT_SHELF: Final = 4


class Front(Struct, frozen=True):
    """What a front shows."""

    #: The newest day; None where there is none.
    day: date | None
    #: Its places in their order, the lead first.
    first: tuple[Listed, ...]
    #: The days before, the latest first.
    before: tuple[tuple[date, tuple[Listed, ...]], ...]
    #: All collections of the site, in their order; of those without articles it shows nothing.
    shelves: tuple[tuple[Collection, tuple[Listed, ...]], ...]

    @property
    def all(self) -> tuple[Listed, ...]:
        """Every article on it, as often as it is shown."""
        rest = (one for groups in (self.before, self.shelves) for _, some in groups for one in some)
        return (*self.first, *rest)


def front(catalog: Catalog, collections: Iterable[Collection]) -> Front:
    """
    A site's front: its newest day in the order of worth, with what editors gave a place there, then the days before.

    Args:
        catalog: The site's.
        collections: The site's, in their order.
    """
    pinned = catalog.pinned()
    places = {one.article for _, one in pinned}
    days = by_day(one for one in catalog.newest("", _LOOKED_AT, "") if one.article not in places)
    ranked = sorted(days[0][1] if days else [], key=lambda s: (s.urgency, -s.published_, s.article))
    before = days[1 : 1 + FRONT_DAYS]
    return Front(
        day=days[0][0] if days else None,
        first=tuple(_placed(catalog.of(_articles(ranked[:FRONT_DAY]), "lead"), pinned)),
        before=tuple((d, tuple(catalog.of(_articles(some[:FRONT_BEFORE]), "river"))) for d, some in before),
        shelves=tuple((c, tuple(_latest(c, gathered(catalog, c)))) for c in collections),
    )


def gathered(catalog: Catalog, collection: Collection) -> list[Listed]:
    """A collection's articles, as its page has them."""
    return catalog.gathered(collection.slug, oldest=collection.kind == "timeline")


def by_day(some: Iterable[Listed]) -> list[tuple[date, list[Listed]]]:
    """Articles by their days, both in the order given."""
    days: dict[date, list[Listed]] = {}
    for one in some:
        days.setdefault(one.day, []).append(one)
    return list(days.items())


def _latest(collection: Collection, some: list[Listed]) -> list[Listed]:
    return some[-_FRONT_SHELF:] if collection.kind == "timeline" else some[:_FRONT_SHELF]


def _placed(ranked: list[Listed], pinned: Iterable[tuple[int, Listed]]) -> list[Listed]:
    """What a front shows first: at the places that editors gave away what they gave them to, else by rank."""
    found = list(ranked)
    for place, one in pinned:
        found.insert(place - 1, one)
    return found[:FRONT_DAY]


def _articles(some: Iterable[Listed]) -> list[str]:
    return [one.article for one in some]
