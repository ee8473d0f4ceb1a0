"""Which outputs an article's change touches."""

from collections.abc import Iterable

from dateline.sites.catalog import MOURNED, Slot
from dateline.sites.plan import (
    FRONT,
    NEWS,
    collection_path,
    day_path,
    feed_paths,
    month_path,
    outputs_of,
    related_part,
    waits_for,
)
from dateline.sites.showing import Showing


def touched(before: Showing | None, after: Showing | None, slots: Iterable[Slot]) -> frozenset[str]:
    """
    The outputs that an article's change touches by itself; those that show it elsewhere are in the reverse index.

    Args:
        before: As it was shown; None: not at all.
        after: As it is shown now.
        slots: Its places on its lists.
    """
    shown = [s for s in (before, after) if s is not None]
    paths = {path for s in shown for path in (s.path, s.how)}
    if before is not None and after is not None and _listed(before) == _listed(after):
        return frozenset(paths)
    paths |= {collection_path(m.collection) for s in shown for m in s.gathered}
    if before is not None and after is not None and not _comes(before, after):
        # What shows it is found by the reverse index.
        paths |= {FRONT} if (before.place, before.urgency) != (after.place, after.urgency) else set()
        return frozenset(paths.union(*(_mourning(slot) for slot in slots)))
    for showing in shown:
        paths |= {FRONT, NEWS, day_path(showing.day), month_path(showing.day)}
    return frozenset(paths.union(*(outputs_of(slot.key, slot.size, slot.slot) for slot in slots)))


def _comes(before: Showing, after: Showing) -> bool:
    """Whether lists, feeds or sitemaps may show an article now that did not, or show it at another place."""
    listed = before.card is None and after.card is not None
    fed = before.feed is None and after.feed is not None
    mapped = _mapped(after) and not _mapped(before)
    return listed or fed or mapped or before.published != after.published


def _mapped(showing: Showing) -> bool:
    """Whether sitemaps may lead to it: not where search engines shall not, or are led to another site's page."""
    return showing.indexed and not showing.home


def _mourning(slot: Slot) -> tuple[str, ...]:
    """The feeds that tell of an article that was taken back."""
    return feed_paths(slot.key) if slot.size - slot.slot < MOURNED else ()


def parts_touched(pairs: Iterable[tuple[Showing | None, Showing | None]], changed: Iterable[str]) -> frozenset[str]:
    """
    The parts to look up in the reverse index: what changed, whose words it holds, and what may wait for it.

    Args:
        pairs: Articles, each as it was shown and as it is.
        changed: Stories and articles that changed, shown or not.
    """
    found = set(changed)
    for before, after in pairs:
        for showing in (before, after):
            if showing is not None:
                found.update((*showing.parts, *((waits_for(showing.key),) if showing.key else ())))
        if after is not None and (before is None or _listed(before) != _listed(after)):
            found.add(related_part(after.article))
    return frozenset(found)


def _listed(showing: Showing) -> object:
    """What the lists show of it."""
    s = showing
    shown = (s.state, s.path, s.section, s.published, s.changed, s.until, s.card, s.feed, s.credits, s.credit, s.parts)
    return (*shown, s.urgency, s.place, s.indexed, s.gathered, s.home, s.errata)
