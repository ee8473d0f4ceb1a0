"""A site's front as its editors have it: its places and who gave them away, and what was done with it before."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import partial
from itertools import islice
from typing import Final, Literal, Protocol

from msgspec import Struct

from dateline.news.facts import Entry, Gathered, Pin, Pinned, Ungathered, Unpinned
from dateline.news.house import Collection, Site
from dateline.news.story import Article, Story
from dateline.sites import fronts
from dateline.sites.catalog import Catalog, Listed
from dateline.sites.showing import Showing

#: Articles that are looked through for what was done with a front: those that changed last.
LOOKED_AT: Final = 5_000
_DEEDS: Final = frozenset({"pin", "unpin", "gather", "ungather"})

Deed = Literal["pin", "unpin", "gather", "ungather"]


class Given(Struct, frozen=True, omit_defaults=True):
    """A place that somebody gave to an article."""

    #: From 1, the lead.
    place: int
    #: When it ends by itself; UTC. None: when it is taken off.
    until: datetime | None = None
    #: A person's id; empty where it is not done yet.
    by: str = ""
    at: datetime | None = None
    reason: str = ""


class Slot(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An article on a front."""

    article: str
    #: The story that it began with.
    story: str
    headline: str
    source: str = ""
    section: str = ""
    published: datetime
    #: 1, a flash, to 9; by it and by age goes what nobody gave a place.
    urgency: int
    #: None: it stands where it stands by itself.
    pin: Given | None = None
    #: Slugs of the collections that it is in; of the one it is listed in, its place there.
    gathered: tuple[str, ...] = ()
    place: int = 0
    #: Why readers do not see it; empty: they do.
    why: str = ""


class Day(Struct, frozen=True):
    """A day before the newest."""

    day: date
    slots: tuple[Slot, ...]


class Shelf(Struct, frozen=True):
    """A collection, whole."""

    slug: str
    title: str
    kind: Literal["list", "timeline"]
    slots: tuple[Slot, ...]
    #: The articles that the front shows of it.
    shown: tuple[str, ...]


class Made(Struct, frozen=True, kw_only=True):
    """A front, as readers get it, and what of it they do not."""

    site: str
    #: The newest day; None where nothing was published.
    day: date | None
    #: How many places can be given away.
    places: int
    first: tuple[Slot, ...]
    days: tuple[Day, ...]
    collections: tuple[Shelf, ...]
    #: What has a place and is not shown, and why.
    waiting: tuple[Slot, ...]


class Move(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Something that was done with a front."""

    entry: int
    at: datetime
    by: str
    deed: Deed
    article: str
    headline: str
    #: The place that it was given; 0: none.
    place: int = 0
    until: datetime | None = None
    #: The slug of the collection.
    collection: str = ""
    reason: str = ""


class State(Protocol):
    """What there is, or would be."""

    def article(self, id: str) -> Article | None:
        """The article; None if there is none."""

    def story(self, id: str) -> Story | None:
        """The story; None if there is none."""


class Past(Protocol):
    """What was done."""

    def articles(self) -> Iterator[Article]:
        """All articles, the latest entry first."""

    def entries(self, after: int = 0, part: str | None = None) -> Iterator[Entry]:
        """The entries after a number that are about an article."""


def made(site: Site, catalog: Catalog, state: State, given: Callable[[Article, Pin], Given]) -> Made:
    """
    A site's front.

    Args:
        site: Whose.
        catalog: The site's.
        state: Where its articles are.
        given: Who gave an article its place.
    """
    front = fronts.front(catalog, site.collections)
    slots = _Slots(site, catalog, state, given)
    here = {one.article for one in front.first}
    late = [one.article for _, one in catalog.pinned() if one.article not in here]
    unseen = [slots.of(one, why=one.why or "no list may show it") for one in catalog.unseen()]
    return Made(
        site=site.code,
        day=front.day,
        places=fronts.FRONT_DAY,
        first=slots.all(front.first),
        days=tuple(Day(day, slots.all(some)) for day, some in front.before),
        collections=tuple(_shelf(c, shown, catalog, slots) for c, shown in front.shelves),
        waiting=(*(slots.named(id, "others have its place") for id in late), *unseen),
    )


def _shelf(collection: Collection, shown: Iterable[Listed], catalog: Catalog, slots: "_Slots") -> Shelf:
    return Shelf(
        collection.slug,
        collection.title,
        collection.kind,
        slots.all(fronts.gathered(catalog, collection), collection.slug),
        tuple(one.article for one in shown),
    )


class _Slots:
    """Articles as slots of one site's front."""

    def __init__(self, site: Site, catalog: Catalog, state: State, given: Callable[[Article, Pin], Given]) -> None:
        self._site, self._catalog, self._state, self._given = site, catalog, state, given

    def all(self, listed: Iterable[Listed], collection: str = "") -> tuple[Slot, ...]:
        """Those that a list shows."""
        return tuple(self.named(one.article, collection=collection) for one in listed)

    def named(self, id: str, why: str = "", collection: str = "") -> Slot:
        """One of the catalog's."""
        noted = self._catalog.noted(id)
        if noted is None:
            raise LookupError(f"{id} is listed, and not in the catalog of {self._site.code}")
        return self.of(noted, why, collection)

    def of(self, shown: Showing, why: str = "", collection: str = "") -> Slot:
        """One as it is shown."""
        article = self._state.article(shown.article)
        first = article.stories[0] if article and article.stories else ""
        story = self._state.story(first) if first else None
        pin = next((p for p in article.pins if p.site == self._site.code), None) if article else None
        members = shown.gathered
        return Slot(
            article=shown.article,
            story=first,
            headline=shown.card.headline if shown.card else article.wording.headline if article else "",
            source=story.source if story else "",
            section=shown.section,
            published=shown.published,
            urgency=shown.urgency,
            # One that is over has been taken off by the clock.
            pin=self._given(article, pin) if article and pin and shown.place else None,
            gathered=tuple(m.collection for m in members),
            place=next((m.place or 0 for m in members if m.collection == collection), 0),
            why=why,
        )


def given(past: Past, article: Article, pin: Pin) -> Given:
    """Who gave an article its place, when and why; nobody, where that is not done."""
    numbers = [d.entry for d in article.decisions if d.deed == "pin"]
    entries = past.entries(min(numbers) - 1, article.id) if numbers else ()
    facts = ((e, e.fact) for e in entries if e.number in numbers)
    said = [(e, f) for e, f in facts if isinstance(f, Pinned) and f.pin == pin]
    if not said:
        return Given(pin.place, pin.until)
    entry, fact = said[-1]
    return Given(pin.place, pin.until, entry.by, entry.recorded, fact.reason)


def history(past: Past, site: str) -> list[Move]:
    """What was done with a site's front, the last first, as far as the articles that changed last go."""
    found: list[Move] = []
    for article in islice(past.articles(), LOOKED_AT):
        numbers = {d.entry for d in article.decisions if d.deed in _DEEDS}
        if numbers:
            entries = past.entries(min(numbers) - 1, article.id)
            found += (m for e in entries if e.number in numbers and (m := _move(e, article, site)) is not None)
    return sorted(found, key=lambda m: m.entry, reverse=True)


def _move(entry: Entry, article: Article, site: str) -> Move | None:
    """What an entry did with a site's front; None if nothing."""
    said = partial(
        Move, entry=entry.number, at=entry.recorded, by=entry.by, article=article.id, headline=article.wording.headline
    )
    match entry.fact:
        case Pinned(pin=pin) as fact if pin.site == site:
            return said(deed="pin", place=pin.place, until=pin.until, reason=fact.reason)
        case Unpinned() as fact if fact.site == site:
            return said(deed="unpin", reason=fact.reason)
        case Gathered(membership=one) as fact if one.site == site:
            return said(deed="gather", place=one.place or 0, collection=one.collection, reason=fact.reason)
        case Ungathered() as fact if fact.site == site:
            return said(deed="ungather", collection=fact.collection, reason=fact.reason)
        case _:
            return None
