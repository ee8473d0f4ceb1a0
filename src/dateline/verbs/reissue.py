"""reissue: a story that was killed by mistake begins anew, under a new id and at a new address."""

from dateline.ledger.contract import Ledger, Turn
from dateline.news import holds, ids
from dateline.news.errors import NotAllowed
from dateline.news.facts import Reissued
from dateline.news.story import Mark, Story
from dateline.verbs.common import Decided, decided, found, permitted, reasoned, story_of


def reissue(id: str, *, reason: str, by: str, ledger: Ledger) -> Decided:
    """
    Answer a mistaken kill with a new story; the killed one, its pages and its address stay dead.

    What the source sends of the killed story from now on is the new one's, its kills among it.

    Raises:
        StoryNotFound: If there is no such story.
        NotAllowed: If it is not killed, it was reissued before, its words were erased, or no reason is given.
    """
    with ledger.turn() as turn:
        thing, story = found(turn, id), story_of(turn, id)
        permitted(turn, thing, "reissue")
        if story.reissued:
            raise NotAllowed("reissue", f"{story.id} was reissued as {story.reissued} already")
        mark = _last(turn, story)
        new = ids.story_id(story.source, f"reissue:{story.id}")
        fact = Reissued(story.id, new, mark.entry, reasoned("reissue", reason))
        remark = f"its words are those of {new}; `dateline publish {new} --site CODE` gives them to readers"
        return decided(turn.append(fact, by=by), "reissue", new, remark)


def _last(turn: Turn, story: Story) -> Mark:
    """The last version whose words are still there."""
    marks = [m for m in story.marks if (text := turn.version(m.entry)) is not None and text.body]
    if not marks or holds.refusal(story.decisions).startswith("erased"):
        raise NotAllowed("reissue", f"{story.id}: its words are no longer in the ledger")
    # A kill often brings words of its own: they are not the story's.
    return max(marks, key=lambda m: (m.status != "canceled", m.order))
