"""spike: a story is put aside; restore: it comes back."""

from dateline.ledger.contract import Ledger, Turn
from dateline.news import holds
from dateline.news.errors import NotAllowed
from dateline.news.facts import Restored, Spiked
from dateline.news.story import Story
from dateline.verbs.common import Decided, decided, permitted, story_of


def spike(id: str, *, by: str, ledger: Ledger, reason: str = "") -> Decided:
    """
    Put a story aside: the desk has decided against it.

    Raises:
        StoryNotFound: If there is no such story.
        NotAllowed: If it is on a site, spiked already, or was killed.
    """
    with ledger.turn() as turn:
        story = spiking(turn, id)
        return decided(turn.append(Spiked(story.id, reason.strip()), by=by), "spike", story.id)


def spiking(turn: Turn, id: str) -> Story:
    """
    The story, if it may be put aside.

    Raises:
        StoryNotFound: If there is no such story.
        NotAllowed: If it is on a site, spiked already, or was killed.
    """
    story = story_of(turn, id)
    permitted(turn, story, "spike")
    if holds.spiked(story):
        raise NotAllowed("spike", f"{story.id} is spiked already")
    articles = (turn.article(a) for a in story.articles)
    shown = not holds.refusal(story.decisions)
    if shown and any(a.placements and not holds.refusal(a.decisions) for a in articles if a):
        raise NotAllowed("spike", f"{story.id} is set on a site; `dateline withdraw {story.id}` takes it off first")
    return story


def restore(id: str, *, by: str, ledger: Ledger, reason: str = "") -> Decided:
    """
    Bring a spiked story back.

    Raises:
        StoryNotFound: If there is no such story.
        NotAllowed: If it is not spiked, or was killed.
    """
    with ledger.turn() as turn:
        story = story_of(turn, id)
        permitted(turn, story, "restore")
        if not holds.spiked(story):
            raise NotAllowed("restore", f"{story.id} is not spiked")
        return decided(turn.append(Restored(story.id, reason.strip()), by=by), "restore", story.id)
