"""What verbs share: finding what an id means, and what a verb gives back."""

from msgspec import Struct

from dateline.ledger.contract import Turn
from dateline.news import ids
from dateline.news.errors import NotAllowed, StoryNotFound
from dateline.news.facts import Entry
from dateline.news.house import Site
from dateline.news.rights import Standing, killed, refusal
from dateline.news.story import Article, Story


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


def article_of(turn: Turn, id: str, verb: str) -> Article:
    """
    The article that *id* means: its own, or the one made of that story.

    Raises:
        StoryNotFound: If there is neither story nor article.
        NotAllowed: If the story has no article yet, or is killed.
    """
    thing = found(turn, id)
    if isinstance(thing, Story):
        alive(thing, verb)
        article = turn.article(thing.articles[0]) if thing.articles else None
        if article is None:
            raise NotAllowed(verb, f"{id} is not taken yet; `dateline take {id}` makes an article of it")
        thing = article
    alive(thing, verb)
    for story in thing.stories:
        if (part := turn.story(story)) is not None:
            alive(part, verb)
    return thing


def alive(thing: Story | Article, verb: str) -> None:
    """
    Nothing follows a kill.

    Raises:
        NotAllowed: If the story or article was killed or erased.
    """
    why = refusal(thing.decisions)
    if isinstance(thing, Story) and killed(thing):
        why = why or "killed by its source"
    if why and not why.startswith("withdrawn"):
        raise NotAllowed(verb, f"{thing.id} was {why}; nothing follows that")


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
