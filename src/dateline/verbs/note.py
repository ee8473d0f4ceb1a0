"""note: a word to colleagues; assign: whose work it is; ready: an editor says that an article may go out."""

from datetime import datetime

from dateline.ledger.contract import Ledger
from dateline.news import budget
from dateline.news.errors import NotAllowed
from dateline.news.facts import Assigned, Assignment, Noted, Readied
from dateline.verbs.common import Decided, article_of, decided, permitted, worked_on


def note(id: str, words: str, *, by: str, ledger: Ledger) -> Decided:
    """
    Tell colleagues something of a story or an article; no page shows it.

    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If there are no words.
    """
    if not words.strip():
        raise NotAllowed("note", "say what colleagues should know")
    with ledger.turn() as turn:
        thing = worked_on(turn, id)
        permitted(turn, thing, "note")
        return decided(turn.append(Noted(thing.id, words.strip()), by=by), "note", thing.id)


def assign(id: str, to: str, *, by: str, ledger: Ledger, due: datetime | None = None, reason: str = "") -> Decided:
    """
    Give a story or an article to somebody to do.

    Args:
        id: The story's or the article's.
        to: A person's id; empty, and without a moment, takes it from whoever has it.
        by: Who gives it.
        ledger: Where.
        due: By when; UTC. None: nobody says.
        reason: What for.
    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If it was killed, or the moment is past.
    """
    with ledger.turn() as turn:
        thing = worked_on(turn, id)
        permitted(turn, thing, "assign")
        assignment = given(to, due, turn.moment, "assign")
        if assignment == thing.assigned:
            return Decided(0, "assign", thing.id, ("nothing has changed",))
        return decided(turn.append(Assigned(thing.id, assignment, reason.strip()), by=by), "assign", thing.id)


def given(to: str, due: datetime | None, now: datetime, verb: str) -> Assignment | None:
    """
    An assignment that makes sense; a moment alone is one for whoever takes it. None: it is nobody's.

    Raises:
        NotAllowed: If the moment is past.
    """
    if due is not None and due <= now:
        raise NotAllowed(verb, f"{due:%Y-%m-%d %H:%M} UTC is past; name a moment that is still to come, or none")
    return Assignment(to.strip(), due) if to.strip() or due else None


def ready(id: str, *, by: str, ledger: Ledger, ready: bool = True, reason: str = "") -> Decided:
    """
    Say that an article may go out, or that it may not yet after all.

    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If it is not taken yet, is out already, or was killed.
    """
    with ledger.turn() as turn:
        article = article_of(turn, id, "ready")
        if budget.ready(article) == ready:
            return Decided(0, "ready", article.id, ("nothing has changed",))
        return decided(turn.append(Readied(article.id, ready, reason.strip()), by=by), "ready", article.id)
