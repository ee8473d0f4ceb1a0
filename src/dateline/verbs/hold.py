"""hold: our desk keeps a story from readers; release: it lets go of it, and of what the program held in doubt."""

from datetime import datetime

from dateline.ledger.contract import Ledger
from dateline.news import holds
from dateline.news.errors import NotAllowed
from dateline.news.facts import Held, Released
from dateline.news.story import Article, Story
from dateline.verbs.common import Decided, decided, found, permitted, reasoned


def hold(id: str, *, reason: str, by: str, ledger: Ledger, until: datetime | None = None) -> Decided:
    """
    Hold a story or an article: no page shows it until it is released, or until a moment.

    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If it was killed, no reason is given, or the moment is past.
    """
    with ledger.turn() as turn:
        thing = found(turn, id)
        permitted(turn, thing, "hold")
        if until is not None and until <= turn.moment:
            raise NotAllowed(
                "hold", f"{until:%Y-%m-%d %H:%M} UTC is past; name a moment that is still to come, or none"
            )
        why, before = reasoned("hold", reason), holds.held(thing.decisions)
        if before is not None and before.moment == until:
            return Decided(
                0, "hold", id, (f"{before.by} holds it already, with entry {before.entry}: {before.reason}",)
            )
        return decided(turn.append(Held(id, why, until), by=by), "hold", id)


def release(id: str, *, reason: str, by: str, ledger: Ledger) -> Decided:
    """
    Let go of a story or an article that our desk holds, or that the program holds in doubt.

    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If nothing of ours holds it (what its source withholds only the source lifts), it was killed, or no
            reason is given.
    """
    with ledger.turn() as turn:
        thing = found(turn, id)
        permitted(turn, thing, "release")
        if not _ours(thing):
            raise NotAllowed("release", f"{id}: {_theirs(thing)}")
        entry = turn.append(Released(id, reasoned("release", reason)), by=by)
        left = found(turn, id)
        still = holds.forbidden(left) if isinstance(left, Story) else holds.forbids(left)
        return decided(entry, "release", id, f"it is still {still}" if still else "")


def _ours(thing: Story | Article) -> bool:
    """Whether there is anything that our desk may let go of."""
    if holds.held(thing.decisions) is not None:
        return True
    return isinstance(thing, Story) and bool(holds.doubted(thing) or holds.recalled(thing) or holds.hearsay(thing))


def _theirs(thing: Story | Article) -> str:
    if isinstance(thing, Article):
        return f"nothing of ours holds the article; look at its story {thing.stories[0]}"
    if holds.refusal(thing.decisions):
        return "it was withdrawn by our desk; `dateline publish` brings it back"
    if holds.withheld(thing):
        return "its source withholds it, and only the source can lift that"
    begin, _ = holds.begins(thing)
    return (
        f"its embargo runs until {begin:%Y-%m-%d %H:%M} UTC, and only the source can lift it"
        if begin
        else "nothing holds it"
    )
