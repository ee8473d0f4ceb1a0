"""Which outputs an article's change touches."""

from collections.abc import Iterable

from dateline.sites.catalog import Slot
from dateline.sites.plan import (
    FRONT,
    NEWS,
    collection_path,
    day_path,
    month_path,
    outputs_of,
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
    for showing in shown:
        paths |= {FRONT, NEWS, day_path(showing.day), month_path(showing.day)}
        paths |= {collection_path(m.collection) for m in showing.gathered}
    paths.update(path for slot in slots for path in outputs_of(slot.key, slot.size, slot.slot))
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
    return (*shown, s.urgency, s.place, s.indexed, s.gathered, s.home, s.errata)
