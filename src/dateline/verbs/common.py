"""What verbs share: finding what an id means, and what a verb gives back."""

from msgspec import Struct

from dateline.ledger.contract import Turn
from dateline.news import holds, ids, rights, status
from dateline.news.errors import NotAllowed, StoryNotFound
from dateline.news.facts import Entry
from dateline.news.house import Site
from dateline.news.rights import Standing
from dateline.news.status import Status, Verb
from dateline.news.story import Article, Story

#: How our own desk's words come: they are as they were typed, and no reader has a say in that.
TRANSPORT = "desk"


class Decided(Struct, frozen=True):
    """A verb that was done; durable."""

    #: The number of its entry.
    entry: int
    verb: str
    #: The story or article it was done to.
    id: str
    #: What the person at the keyboard should know beside it.
    remarks: tuple[str, ...] = ()


def decided(entry: Entry, verb: str, id: str, *remarks: str) -> Decided:
    """What a verb gives back."""
    return Decided(entry.number, verb, id, tuple(r for r in remarks if r))


def found(turn: Turn, id: str) -> Story | Article:
    """
    The story or article of that *id*.

    Raises:
        StoryNotFound: If there is none.
    """
    thing = turn.article(id) or turn.story(id)
    if thing is None:
        raise StoryNotFound(id)
    return thing


def story_of(turn: Turn, id: str) -> Story:
    """
    The story that *id* means: its own, or the first of that article.

    Raises:
        StoryNotFound: If there is none.
    """
    thing = found(turn, id)
    story = turn.story(thing.stories[0]) if isinstance(thing, Article) else thing
    if story is None:
        raise StoryNotFound(id)
    return story


def worked_on(turn: Turn, id: str) -> Story | Article:
    """
    What the desk works on where *id* is meant: the article of that id, or the one made of that story; else the story.

    Raises:
        StoryNotFound: If there is neither.
    """
    thing = found(turn, id)
    article = turn.article(thing.articles[0]) if isinstance(thing, Story) and thing.articles else None
    return article or thing


def article_of(turn: Turn, id: str, verb: Verb) -> Article:
    """
    The article that *id* means: its own, or the one made of that story, as far as the verb may be done to it.

    Raises:
        StoryNotFound: If there is neither story nor article.
        NotAllowed: If the story has no article yet, or the status table refuses the verb.
    """
    thing = found(turn, id)
    permitted(turn, thing, verb)
    if isinstance(thing, Story):
        article = turn.article(thing.articles[0]) if thing.articles else None
        if article is None:
            raise NotAllowed(verb, f"{id} is not taken yet; `dateline take {id}` makes an article of it")
        thing = article
        permitted(turn, thing, verb)
    for story in thing.stories:
        if (part := turn.story(story)) is not None:
            alive(part, verb)
    return thing


def permitted(turn: Turn, thing: Story | Article, verb: Verb) -> Status:
    """
    The status of a story or an article, if the status table lets the verb be done to it.

    Raises:
        NotAllowed: If it does not, with what would help.
    """
    now = status_of(turn, thing)
    if now == "killed" and status.refused(verb, now):
        alive(thing, verb)
        for id in thing.stories if isinstance(thing, Article) else ():
            if (story := turn.story(id)) is not None:
                alive(story, verb)
    if why := status.refused(verb, now):
        raise NotAllowed(verb, f"{thing.id} is {now}; {why}")
    # What is spiked stays so below a stronger status; a release is about that one.
    if verb != "release" and _spiked(turn, thing) and (why := status.refused(verb, "spiked")):
        raise NotAllowed(verb, f"{thing.id} is spiked; {why}")
    return now


def _spiked(turn: Turn, thing: Story | Article) -> bool:
    story = thing if isinstance(thing, Story) else turn.story(thing.stories[0]) if thing.stories else None
    return story is not None and holds.spiked(story)


def status_of(turn: Turn, thing: Story | Article) -> Status:
    """The status of a story; of an article, its own or that of the story it began with, whichever is the stronger."""
    standing = turn.standing()
    if isinstance(thing, Story):
        return rights.status(thing, turn.moment, standing)
    own: list[Status] = []
    why = holds.refusal(thing.decisions)
    if why:
        own.append("withdrawn" if why.startswith("withdrawn") else "killed")
    begin, _ = holds.begins(thing)
    if holds.forbids(thing) or (begin is not None and turn.moment < begin):
        own.append("held")
    story = turn.story(thing.stories[0]) if thing.stories else None
    if story is not None:
        own.append(rights.status(story, turn.moment, standing))
    return min(own, key=list(status.STATUSES).index, default="taken")


def alive(thing: Story | Article, verb: str) -> None:
    """
    Nothing follows a kill.

    Raises:
        NotAllowed: If the story or article was killed or erased.
    """
    why = holds.refusal(thing.decisions)
    if isinstance(thing, Story) and holds.killed(thing) and (not why or why.startswith("withdrawn")):
        why = holds.killer(thing)
    if why and not why.startswith("withdrawn"):
        raise NotAllowed(verb, f"{thing.id} was {why}; nothing follows that")


def reasoned(verb: str, reason: str) -> str:
    """
    A reason, without blanks around it.

    Raises:
        NotAllowed: If there is none.
    """
    if not reason.strip():
        raise NotAllowed(verb, 'say why: --reason "…"; it goes into the ledger')
    return reason.strip()


def new_article(turn: Turn, story: Story) -> str:
    """An article's id for a story: the same digits, which will route to it."""
    id = f"art-{ids.tail(story.id)}"
    taken = turn.article(id)
    return id if taken is None else f"art-{ids.digits(story.id, length=ids.LONG)}"


def sites_of(standing: Standing, codes: tuple[str, ...], verb: str) -> tuple[Site, ...]:
    """
    The sites of those *codes*.

    Raises:
        NotAllowed: If there is no such site in force.
    """
    known = {s.code: s for s in standing.house.sites}
    unknown = [c for c in codes if c not in known]
    if unknown:
        listed = ", ".join(known) or "none; `dateline apply` puts sites/*.toml in force"
        raise NotAllowed(verb, f"there is no site {unknown[0]}; there are: {listed}")
    return tuple(known[c] for c in dict.fromkeys(codes))
