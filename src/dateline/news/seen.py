"""When readers first could see something: the moment from which days of publication count."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from dateline.news import holds
from dateline.news.story import Article, Story


def first_seen(article: Article, stories: Iterable[Story], site: str) -> datetime | None:
    """When a site's readers could first see an article, or will; None where it is not published there."""
    placement = article.placement(site)
    if placement is None or placement.at is None:
        return None
    at = placement.at
    # What was pasted in later did not keep the page from anybody.
    there = (s for s in stories if any(m.received <= at for m in s.marks))
    return max(opened(article, at), *(opened(s, at) for s in there), at)


def opened(thing: Story | Article, at: datetime) -> datetime:
    """
    The first moment from *at* on at which neither a hold nor an embargo kept something from readers.

    An embargo that came once they had seen it does not begin its time anew.
    """
    if _plain(thing, at):
        return at
    later = sorted({c for c in _changes(thing) if c > at})
    for start, end in zip([at, *later], [*later, None], strict=True):
        then = _as_of(thing, start)
        if holds.forbids(then) if isinstance(then, Article) else holds.forbidden(then):
            continue
        begin, _ = holds.begins(then)
        first = max(start, begin or start)
        if end is None or first < end:
            return first
    return at


#: What takes something back ends that it is seen; it does not keep it from being seen first.
_TAKEN_BACK = ("withdraw", "kill", "erase")


def _plain(thing: Story | Article, at: datetime) -> bool:
    """Whether nothing ever kept it back; most is so, and this is asked of each text of each page."""
    if any(d.deed == "hold" for d in thing.decisions):
        return False
    if isinstance(thing, Article):
        return True
    free = all(m.embargo is None and not m.doubt and m.status == "usable" for m in thing.marks)
    return free and not thing.told and not thing.echoes and any(m.received <= at for m in thing.marks)


def _changes(thing: Story | Article) -> Iterable[datetime]:
    decided = [d.at for d in thing.decisions]
    if isinstance(thing, Article):
        return decided
    return (*decided, *(m.received for m in thing.marks), *(t.issued for t in thing.told))


def _as_of(thing: Story | Article, moment: datetime) -> Story | Article:
    """A story or an article with what had come in and been decided by a *moment*."""
    decisions = tuple(d for d in thing.decisions if d.at <= moment and d.deed not in _TAKEN_BACK)
    if isinstance(thing, Article):
        return replace(thing, decisions=decisions)
    marks = tuple(m for m in thing.marks if m.received <= moment)
    return replace(thing, decisions=decisions, marks=marks, told=tuple(t for t in thing.told if t.issued <= moment))
