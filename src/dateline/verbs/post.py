"""post: newer words are put before an article's, which is live from then on."""

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from dateline.ledger.contract import Ledger, Turn
from dateline.news import credit, errata, rights
from dateline.news.blocks import Block, heading
from dateline.news.errors import NotAllowed
from dateline.news.facts import Edited, Placement
from dateline.news.live import posted
from dateline.news.story import Article, Story
from dateline.news.wording import reworded
from dateline.verbs.common import Decided, article_of, decided, permitted, story_of
from dateline.verbs.pasting import may_paste, sourced


def post(
    id: str,
    *,
    by: str,
    ledger: Ledger,
    text: str = "",
    story: str = "",
    headline: str = "",
    last: bool = False,
    note: str = "",
) -> Decided:
    """
    Put a post before all other words of an article. To add beside a source's words is not to change them, so that a
    licence which forbids the latter does not refuse it.

    Args:
        id: The article's, or its story's.
        by: Who does it.
        ledger: Where.
        text: Words of ours, as `news.wording.typed` writes them.
        story: Id of another story, in place of a text: its words in force as they came.
        headline: Above the post; the story's own, if nothing is said.
        last: The article is live no more after it; also without a post.
        note: What was done, for readers of How we know.
    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If it is not taken yet, was killed, there are no words, a licence does not allow them on one of the
            sites that the article stands on, or the note hides what was done.
    """
    if word := errata.euphemism(note):
        raise NotAllowed("post", f'"{word}" tells readers nothing: say in --note what was changed')
    if text.strip() and story:
        raise NotAllowed("post", "a post holds words of ours (--text) or one story's (--story), not both")
    with ledger.turn() as turn:
        article = article_of(turn, id, "post")
        if not article.wording.headline:
            raise NotAllowed("post", f"{article.id} has no words to put a post before; `dateline edit` gives it some")
        blocks = _of_story(turn, article, story, headline) if story else _ours(turn, text, headline)
        if not blocks and not last:
            raise NotAllowed("post", "say what is new: --text FILE, --story ID or --headline")
        remarks = tuple(_allowed(turn, article, blocks))
        wording = posted(article.wording, blocks, turn.moment) if blocks else article.wording
        wording = replace(wording, live=not last)
        if wording == article.wording:
            return Decided(0, "post", article.id, ("nothing has changed",))
        said = note.strip() or ("A post was added." if blocks else "The last post has been written.")
        return decided(turn.append(Edited(article.id, wording, said), by=by), "post", article.id, *remarks)


def _ours(turn: Turn, text: str, headline: str) -> tuple[Block, ...]:
    """A post of our own; what it quotes of a story stays that story's."""
    blocks = tuple(sourced(turn, block) for block in reworded((), text))
    may_paste(turn, (), blocks, "post")
    return (*_heading(headline), *blocks)


def _of_story(turn: Turn, article: Article, id: str, headline: str) -> tuple[Block, ...]:
    """A post that is another story, whole and to the letter."""
    story = story_of(turn, id)
    permitted(turn, story, "publish")
    if story.id == article.stories[0]:
        raise NotAllowed("post", f"{id} is the article's own text; `dateline update` takes in what is newer")
    if story.text is None or story.current is None or not story.text.body:
        raise NotAllowed("post", f"{id} has no words")
    came = credit.as_it_came(story.text, story=story, entry=story.current.entry, house=turn.standing().house)
    standing = {b.source for b in article.wording.blocks}
    if any(b.source in standing for b in came.blocks):
        raise NotAllowed("post", f"the words of {id} stand in {article.id} already")
    return (*_heading(headline or came.headline), *came.blocks)


def _heading(headline: str) -> tuple[Block, ...]:
    return (heading(" ".join(headline.split())),) if headline.strip() else ()


def _allowed(turn: Turn, article: Article, blocks: tuple[Block, ...]) -> Iterator[str]:
    """Until when the stories that it brings may stand where the article does; raises where one may not at all."""
    ids = dict.fromkeys(b.source.story for b in blocks if b.source)
    stories = [s for id in ids if id != article.stories[0] and (s := turn.story(id)) is not None]
    for story in stories:
        for placement in article.placements:
            if until := _until(turn, story, placement):
                ends = f"{until:%Y-%m-%d %H:%M} UTC"
                yield f"{story.id} may stand on {placement.site} until {ends}; the article leaves with it"


def _until(turn: Turn, story: Story, placement: Placement) -> datetime | None:
    """
    When a story's words must leave a site again; None: never.

    Raises:
        NotAllowed: If they may not stand there.
    """
    moment = max(turn.moment, placement.at or turn.moment)
    ruling = rights.rule_story(
        story, "display", moment, site=placement.site, standing=turn.standing(), published=placement.at
    )
    if not ruling.allowed:
        raise NotAllowed("post", f"{story.id} on {placement.site}: {ruling.because}")
    return ruling.until
