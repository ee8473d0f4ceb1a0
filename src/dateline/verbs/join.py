"""join: two stories are one report under two ids; separate: they are two after all."""

from dateline.ledger.contract import Ledger
from dateline.news.errors import NotAllowed
from dateline.news.facts import Joined, Separated
from dateline.verbs.common import Decided, decided, permitted, reasoned, story_of


def join(id: str, other: str, *, reason: str, by: str, ledger: Ledger) -> Decided:
    """
    Say that two stories are one report: a kill, a hold or a withdrawal of the one is one of the other.

    Raises:
        StoryNotFound: If one of them does not exist.
        NotAllowed: If they are the same, joined already, or no reason is given.
    """
    with ledger.turn() as turn:
        one, two = story_of(turn, id), story_of(turn, other)
        permitted(turn, one, "join")
        if one.id == two.id:
            raise NotAllowed("join", f"{id} and {other} are the same story")
        if two.id in one.twins:
            raise NotAllowed("join", f"{one.id} and {two.id} are joined already")
        entry = turn.append(Joined(one.id, two.id, reasoned("join", reason)), by=by)
        return decided(entry, "join", one.id, f"{two.id} is the same report from now on")


def separate(id: str, other: str, *, reason: str, by: str, ledger: Ledger) -> Decided:
    """
    Say that two joined stories are two reports; what was decided about both until now stays.

    Raises:
        StoryNotFound: If one of them does not exist.
        NotAllowed: If they are not joined, or no reason is given.
    """
    with ledger.turn() as turn:
        one, two = story_of(turn, id), story_of(turn, other)
        permitted(turn, one, "separate")
        if two.id not in one.twins:
            raise NotAllowed("separate", f"{one.id} and {two.id} are not joined")
        entry = turn.append(Separated(one.id, two.id, reasoned("separate", reason)), by=by)
        return decided(entry, "separate", one.id)
