"""take: a named person chooses a story for the desk."""

from dateline.ledger.contract import Ledger
from dateline.news.errors import NotAllowed
from dateline.news.facts import Judgement, Taken
from dateline.news.story import Article
from dateline.verbs.common import Decided, alive, decided, found, new_article, permitted, sites_of
from dateline.verbs.judge import checked
from dateline.verbs.update import continued


def take(
    id: str,
    *,
    by: str,
    ledger: Ledger,
    sites: tuple[str, ...] = (),
    note: str = "",
    judgements: tuple[Judgement, ...] = (),
) -> Decided:
    """
    Take a story, and so make an article of it.

    Args:
        id: The story's, or its article's.
        by: Who takes it.
        ledger: Where.
        sites: For whom; codes. Those that it is judged for are among them.
        note: Why it is worth these readers' time, for them to read.
        judgements: What it is worth to whom, and why, for the desk; of each site one.
    Raises:
        StoryNotFound: If there is no such story.
        NotAllowed: If it was killed, has no words, is taken already, or a judgement makes no sense.
    """
    with ledger.turn() as turn:
        sites_of(turn.standing(), sites, "take")
        said = checked(turn, judgements, "take")
        thing = found(turn, id)
        permitted(turn, thing, "take")
        story = turn.story(thing.stories[0]) if isinstance(thing, Article) else thing
        if story is not None:
            alive(story, "take")
        if story is None or story.current is None or story.text is None:
            raise NotAllowed("take", f"{id} has no words to work on; only notices about it have come")
        article = turn.article(story.articles[0]) if story.articles else None
        if article is not None:
            alive(article, "take")
        if article is not None and article.taken:
            raise NotAllowed("take", f"{article.taken.by} took it already, as {article.id}")
        article_id = article.id if article else new_article(turn, story)
        whom = tuple(dict.fromkeys((*sites, *(j.site for j in said))))
        fact = Taken(article_id, story.id, story.current.entry, whom, note, story.parts, said)
        entry = turn.append(fact, by=by)
        continued(story.id, turn)
        return decided(entry, "take", article_id)
