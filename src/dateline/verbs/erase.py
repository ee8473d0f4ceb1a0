"""erase: a story's bytes leave the ledger, by an entry that stays."""

from itertools import takewhile

from dateline.ledger.contract import Ledger, Turn
from dateline.news import rights
from dateline.news.errors import NotAllowed
from dateline.news.facts import Erased, Read
from dateline.news.story import Article, Story
from dateline.verbs.common import Decided, alive, decided, found


def erase(id: str, *, reason: str, by: str, ledger: Ledger) -> Decided:
    """
    Take a story's words and received bytes out of the ledger, its state and its articles.

    What stays: that there was an entry, its digest and size, who erased it and why. Other stories that came in the same
    bytes keep what was read of them.

    Raises:
        StoryNotFound: If there is no such story.
        NotAllowed: If readers can still see it, it was erased before, or no reason is given.
    """
    if not reason.strip():
        raise NotAllowed("erase", 'say why: --reason "…"; it is what remains')
    with ledger.turn() as turn:
        story = found(turn, id)
        if isinstance(story, Article):
            raise NotAllowed("erase", f"{id} is an article; erase the story its words came from: {story.stories[0]}")
        if any(d.deed == "erase" for d in story.decisions):
            alive(story, "erase")
        if not rights.forbidden(story) and _standing(turn, story):
            raise NotAllowed(
                "erase", f"{id} is on a site; kill or withdraw it first, so that its pages go with a receipt"
            )
        entries, others = _entries(ledger, story)
        entry = turn.append(Erased(id, reason.strip(), entries), by=by)
        turn.erase(entries)
        told = f"the received bytes of {', '.join(others)} went too; what was read of them stays" if others else ""
        return decided(entry, "erase", id, told)


def _standing(turn: Turn, story: Story) -> bool:
    articles = (turn.article(id) for id in story.articles)
    return any(a.placements and not rights.refusal(a.decisions) for a in articles if a)


def _entries(ledger: Ledger, story: Story) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Entries that hold the story's words, and the ids of other stories that came in the same bytes."""
    reads = {e.number: e.fact for e in ledger.entries(part=story.id) if isinstance(e.fact, Read)}
    received = {fact.delivery for fact in reads.values()}
    revised = {
        e.number
        for id in story.articles
        for e in ledger.entries(part=id)
        if e.fact is not None and e.fact.__struct_config__.tag in ("edit", "correct")
    }
    return tuple(sorted({*reads, *received, *revised})), _companions(ledger, received, story.id)


def _companions(ledger: Ledger, received: set[int], id: str) -> tuple[str, ...]:
    """Ids of other stories that came in the same bytes: their readings follow the delivery's entry."""
    ids = {
        e.fact.story
        for number in received
        for e in takewhile(lambda e: e.fact is None or isinstance(e.fact, Read), ledger.entries(after=number))
        if isinstance(e.fact, Read) and e.fact.delivery == number
    }
    return tuple(sorted(ids - {"", id}))
