"""erase: bytes leave the ledger, by an entry that stays: a story's, or all that a source sent before some day."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Protocol

from dateline.ledger.contract import Ledger, Turn
from dateline.news import change, holds, rights
from dateline.news.errors import NotAllowed
from dateline.news.facts import Entry, Erased, Read, Updated
from dateline.news.house import House
from dateline.news.rights import Standing
from dateline.news.story import BY_PROGRAM, Article, Story
from dateline.verbs.common import Decided, alive, decided, found, reasoned


class Keeper(Ledger, Protocol):
    """A ledger that knows what it has kept for how long."""

    def received_before(self, source: str, moment: datetime) -> list[int]:
        """Entries in which a source's bytes came, up to a moment, and are still there; the oldest first."""

    def first_received(self, source: str) -> datetime | None:
        """When the oldest bytes of a source that are still there came; None if there are none."""


def erase(id: str, *, reason: str, by: str, ledger: Ledger) -> Decided:
    """
    Take a story's words and received bytes out of the ledger, its state and its articles.

    What stays: that there was an entry, its digest and size, who erased it and why. Other stories that came in the same
    bytes keep what was read of them.

    Raises:
        StoryNotFound: If there is no such story.
        NotAllowed: If readers can still see it, it was erased before, or no reason is given.
    """
    why = reasoned("erase", reason)
    with ledger.turn() as turn:
        story = found(turn, id)
        if isinstance(story, Article):
            raise NotAllowed("erase", f"{id} is an article; erase the story its words came from: {story.stories[0]}")
        if any(d.deed == "erase" for d in story.decisions):
            alive(story, "erase")
        if _shown(turn, story):
            raise NotAllowed(
                "erase", f"{id} is on a site; kill or withdraw it first, so that its pages go with a receipt"
            )
        entry, others = _take_out(ledger, turn, story, why, by)
        told = f"the received bytes of {', '.join(others)} went too; what was read of them stays" if others else ""
        return decided(entry, "erase", id, told)


def erase_source(source: str, *, older: timedelta, reason: str, by: str, ledger: Keeper) -> Decided:
    """
    Take out all that a source sent longer ago than that; stories that readers can still see stay, and are named.

    Raises:
        NotAllowed: If there is no such source, or no reason is given.
    """
    why = reasoned("erase", reason)
    with ledger.turn() as turn:
        if turn.standing().house.source(source) is None:
            known = ", ".join(s.code for s in turn.standing().house.sources)
            raise NotAllowed("erase", f"there is no story and no source {source}; sources are: {known}")
        last, gone, left = 0, 0, list[str]()
        for story in _older(ledger, turn, source, turn.moment - older):
            if _shown(turn, story):
                left.append(story.id)
                continue
            last, gone = _take_out(ledger, turn, story, why, by)[0].number, gone + 1
        stay = f"still on a site, and so still here: {', '.join(left)}; withdraw them first" if left else ""
        return Decided(
            last, "erase", source, tuple(filter(None, (f"{gone} {'story' if gone == 1 else 'stories'} erased", stay)))
        )


def retain(ledger: Keeper, moment: datetime) -> int:
    """
    Take out what a source's retention or a licence's `keep` lets us keep no longer.

    Returns:
        How many stories went.
    """
    house, gone = ledger.standing().house, 0
    for source in house.sources:
        days = rights.kept_days(source.code, house)
        first = ledger.first_received(source.code) if days is not None else None
        if days is None or first is None or first + timedelta(days=days) > moment:
            continue
        with ledger.turn() as turn:
            for story in _older(ledger, turn, source.code, moment - timedelta(days=days)):
                _take_out(ledger, turn, story, f"kept for {days} days, as its source and licence say", BY_PROGRAM)
                gone += 1
    return gone


def next_retention(ledger: Keeper, house: House) -> datetime | None:
    """When the next bytes must leave; None: never."""
    found = (
        first + timedelta(days=days)
        for s in house.sources
        if (days := rights.kept_days(s.code, house)) is not None and (first := ledger.first_received(s.code))
    )
    return min(found, default=None)


def _older(ledger: Keeper, turn: Turn, source: str, moment: datetime) -> Iterator[Story]:
    """A source's stories whose first bytes came before a moment; a delivery without any goes at once."""
    seen: set[str] = set()
    for number in ledger.received_before(source, moment):
        ids = {r.story for r in _reads(ledger, number) if r.story} - seen
        seen |= ids
        for id in sorted(ids):
            story = turn.story(id)
            if story is not None and not any(d.deed == "erase" for d in story.decisions):
                yield story


def _take_out(ledger: Ledger, turn: Turn, story: Story, reason: str, by: str) -> tuple[Entry, tuple[str, ...]]:
    """Erase one story; the entry, and the ids of others that came in the same bytes."""
    entries, others = _entries(ledger, story)
    entry = turn.append(Erased(story.id, reason, entries, _echoes(turn, story), story.articles), by=by)
    turn.erase(entries)
    return entry, others


def _echoes(turn: Turn, story: Story) -> tuple[tuple[str, int], ...]:
    """Stories that are held because their text is nearly this one's; once it is gone nothing else could tell."""
    prints = dict.fromkeys(p for m in story.marks for p in change.prints(m))
    near = (turn.story(id) for id in (turn.clued(*prints) if prints else ()))
    return tuple((s.id, e.entry) for s in near if s for e in s.echoes if e.story == story.id)


def _shown(turn: Turn, story: Story) -> bool:
    """Whether readers can see it now, or will without another decision."""
    if holds.killed(story) or holds.refusal(story.decisions):
        return False
    standing = turn.standing()
    articles = [a for id in story.articles if (a := turn.article(id)) and not holds.refusal(a.decisions)]
    return any(_may_show(story, p.site, p.at, turn, standing) for a in articles for p in a.placements)


def _may_show(story: Story, site: str, published: datetime | None, turn: Turn, standing: Standing) -> bool:
    ruling = rights.rule_story(story, "display", turn.moment, site=site, standing=standing, published=published)
    return ruling.allowed or not ruling.over


def _entries(ledger: Ledger, story: Story) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Entries that hold the story's words, and the ids of other stories that came in the same bytes."""
    marks = {m.entry for m in story.marks}
    reads = {
        e.number: e.fact
        for e in ledger.entries(part=story.id)
        if isinstance(e.fact, Read) and (e.fact.story == story.id or e.number in marks)
    }
    received = {fact.delivery for fact in reads.values()}
    revised = {
        e.number
        for id in story.articles
        for e in ledger.entries(part=id)
        if e.fact is not None and e.fact.__struct_config__.tag in ("edit", "correct", "update")
    }
    return tuple(sorted({*reads, *received, *revised})), _companions(ledger, received, story.id)


def _companions(ledger: Ledger, received: set[int], id: str) -> tuple[str, ...]:
    """Ids of other stories that came in the same bytes."""
    ids = {r.story for number in received for r in _reads(ledger, number)}
    return tuple(sorted(ids - {"", id}))


def _reads(ledger: Ledger, delivery: int) -> Iterator[Read]:
    """What was read of a delivery when it came: the readings follow its entry, and updates of articles follow them."""
    entries = takewhile(lambda e: e.fact is None or isinstance(e.fact, Read | Updated), ledger.entries(after=delivery))
    return (e.fact for e in entries if isinstance(e.fact, Read) and e.fact.delivery == delivery)
