"""kill: it must not be used, ever; withdraw: it is taken back and may return."""

from dateline.ledger.contract import Ledger
from dateline.news.errors import NotAllowed
from dateline.news.facts import Killed, Withdrawn
from dateline.news.holds import refusal
from dateline.news.story import Article
from dateline.verbs.common import Decided, decided, found, permitted, reasoned, status_of
from dateline.verbs.takedown import due_after


def kill(id: str, *, reason: str, by: str, ledger: Ledger) -> Decided:
    """
    Kill a story, and with it its words in every article; or one article of ours.

    When this returns the kill is durable, and no page server gives out a page that holds it.

    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If it was killed before, or no reason is given.
    """
    why = reasoned("kill", reason)
    with ledger.turn() as turn:
        thing = found(turn, id)
        permitted(turn, thing, "kill")
        entry = turn.append(Killed(id, why), by=by)
        if isinstance(thing, Article):
            remark = f"the article alone: its source's story {thing.stories[0]} can be killed by its own id"
        else:
            dead = due_after(entry, thing, turn.standing())
            remark = dead.words if dead else ""
        return decided(entry, "kill", id, remark)


def withdraw(id: str, *, reason: str, by: str, ledger: Ledger) -> Decided:
    """
    Take a story or an article back from every site; `publish` brings it back.

    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If it stands nowhere, was killed or withdrawn before, or no reason is given.
    """
    why = reasoned("withdraw", reason)
    with ledger.turn() as turn:
        thing = found(turn, id)
        if (before := refusal(thing.decisions)) and status_of(turn, thing) != "killed":
            raise NotAllowed("withdraw", f"{id} was {before} already")
        permitted(turn, thing, "withdraw")
        if isinstance(thing, Article) and not thing.placements:
            raise NotAllowed("withdraw", f"{id} stands on no site")
        return decided(turn.append(Withdrawn(id, why), by=by), "withdraw", id)
