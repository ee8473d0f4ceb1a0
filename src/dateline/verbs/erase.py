"""erase: bytes leave the ledger, by an entry that stays: a story's, or all that a source sent before some day."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Protocol

from dateline.ledger.contract import Ledger, Turn
from dateline.news import change, holds, rights
from dateline.news.errors import NotAllowed
from dateline.news.facts import Entry, Erased, Read, Updated
from dateline.news.house import House
from dateline.news.rights import Standing
from dateline.news.story import BY_PROGRAM, Article, Story
from dateline.pictures.came import names
from dateline.verbs.common import Decided, alive, decided, found, reasoned
from dateline.verbs.pictures import Files


class Keeper(Ledger, Protocol):
    """A ledger that knows what it has kept for how long."""

    def received_before(self, source: str, moment: datetime) -> list[int]:
        """Entries in which a source's bytes came, up to a moment, and are still there; the oldest first."""

    def first_received(self, source: str) -> datetime | None:
        """When the oldest bytes of a source that are still there came; None if there are none."""


class State(Protocol):
    """Where stories stand."""

    def story(self, id: str) -> Story | None:
        """The story; None if there is none."""


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
        if turn.standing().house.source(id) is not None and turn.article(id) is None and turn.story(id) is None:
            what = f"{id} is a source; --older, such as --older 30d, says which of its stories"
            raise NotAllowed("erase", f"{what}, or name one story")
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
    Take out a source's stories whose words in force came longer ago; those that readers can still see stay, and are
    named.

    Raises:
        NotAllowed: If there is no such source, or no reason is given.
    """
    why = reasoned("erase", reason)
    with ledger.turn() as turn:
        _sending(turn, source)
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


def _sending(turn: Turn, source: str) -> None:
    """Raises NotAllowed if there is no such source."""
    if turn.standing().house.source(source) is not None:
        return
    known = ", ".join(s.code for s in turn.standing().house.sources) or "none"
    if turn.story(source) is not None or turn.article(source) is not None:
        raise NotAllowed("erase", f"{source} is one story or article; --older is for a source: leave it out")
    raise NotAllowed("erase", f"--older wants a source, and there is no source {source}; there are: {known}")


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
        before = moment - timedelta(days=days)
        # Bytes that a newer version keeps here are looked at again and again; a turn is for those that go.
        if next(_older(ledger, ledger, source.code, before), None) is None:
            continue
        with ledger.turn() as turn:
            for story in _older(ledger, turn, source.code, before):
                _take_out(ledger, turn, story, f"kept for {days} days, as its source and licence say", BY_PROGRAM)
                gone += 1
    return gone


def next_retention(ledger: Keeper, house: House) -> datetime | None:
    """When the next bytes must leave; None: never."""
    found = (
        oldest + timedelta(days=days)
        for s in house.sources
        if (days := rights.kept_days(s.code, house)) is not None and (oldest := _oldest(ledger, s.code, days))
    )
    return min(found, default=None)


def _oldest(ledger: Keeper, source: str, days: int) -> datetime | None:
    """When the version came that is the oldest of those in force, of one source; None if there are none."""
    first = ledger.first_received(source)
    if first is None:
        return None
    found: datetime | None = None
    # Nearly always it came with the oldest bytes; what was updated since is gone through, no further than must be.
    for until in (first, first + timedelta(days=days), datetime.max.replace(tzinfo=UTC)):
        for number in ledger.received_before(source, until):
            for story in _of_delivery(ledger, ledger, number, set()):
                current = story.current
                if current is None:
                    continue
                found = min(found or current.received, current.received)
                if current.delivery == number:
                    return found
    return found


def _older(ledger: Keeper, state: State, source: str, moment: datetime) -> Iterator[Story]:
    """A source's stories whose version in force came before a moment: older ones stay as long as it does."""
    seen: set[str] = set()
    for number in ledger.received_before(source, moment):
        for story in _of_delivery(ledger, state, number, seen):
            if story.current is None or story.current.received <= moment:
                yield story


def _of_delivery(ledger: Ledger, state: State, number: int, seen: set[str]) -> Iterator[Story]:
    """The stories of a delivery that are not erased and were not *seen* yet."""
    ids = {r.story for r in _reads(ledger, number) if r.story} - seen
    seen |= ids
    for id in sorted(ids):
        story = state.story(id)
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
    received = {fact.delivery for fact in reads.values()} | _pictures(ledger, story, reads.values())
    revised = {
        e.number
        for id in story.articles
        for e in ledger.entries(part=id)
        if e.fact is not None and e.fact.__struct_config__.tag in ("edit", "correct", "update")
    }
    return tuple(sorted({*reads, *received, *revised})), _companions(ledger, received, story.id)


def _pictures(ledger: Ledger, story: Story, reads: Iterable[Read]) -> set[int]:
    """Entries of the pictures that were fetched for the story, or lay beside it, and are no story of their own."""
    files = Files(ledger)
    named = {
        name
        for read in reads
        if read.version is not None and (beside := files.delivered(read.delivery)) is not None
        for media in read.version.media
        for name in names(media, beside.name)
    }
    found = (files.entries(story.source, name) for name in named)
    return {number for numbers in found for number in numbers if not any(r.story for r in _reads(ledger, number))}


def _companions(ledger: Ledger, received: set[int], id: str) -> tuple[str, ...]:
    """Ids of other stories that came in the same bytes."""
    ids = {r.story for number in received for r in _reads(ledger, number)}
    return tuple(sorted(ids - {"", id}))


def _reads(ledger: Ledger, delivery: int) -> Iterator[Read]:
    """What was read of a delivery when it came: the readings follow its entry, and updates of articles follow them."""
    entries = takewhile(lambda e: e.fact is None or isinstance(e.fact, Read | Updated), ledger.entries(after=delivery))
    return (e.fact for e in entries if isinstance(e.fact, Read) and e.fact.delivery == delivery)
