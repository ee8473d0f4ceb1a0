"""edit: our desk changes an article's words; correct: it mends an error that readers have seen, and says so."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from dateline.ledger.contract import Ledger, Turn
from dateline.news import desk, errata
from dateline.news.blocks import Block, BlockSource
from dateline.news.errors import NotAllowed
from dateline.news.facts import Corrected, Edited, PictureChoice, Wording
from dateline.news.house import Editing
from dateline.news.live import without_posts
from dateline.news.slugs import plain_headline
from dateline.news.story import Article
from dateline.news.wording import holds, in_posts, reworded
from dateline.verbs.common import Decided, article_of, decided
from dateline.verbs.pasting import Texts, licences_of, may_paste, sourced


class Draft(Struct, frozen=True):
    """What an editor wants changed; None leaves it as it is."""

    headline: str | None = None
    standfirst: str | None = None
    kicker: str | None = None
    #: A writer of our own.
    byline: str | None = None
    #: The whole body as `news.wording.typed` writes it.
    text: str | None = None
    #: In place of *text*: the whole body as blocks, each with the source that it is said to have.
    blocks: tuple[Block, ...] | None = None
    #: How many revisions the article had when they were written; None: whatever it has now is changed.
    base: int | None = None
    #: Our choice among the pictures that came with it.
    pictures: tuple[PictureChoice, ...] | None = None


def edit(id: str, draft: Draft, *, by: str, ledger: Ledger, note: str = "") -> Decided:
    """
    Change an article's words.

    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If it is not taken yet, was killed, its licence forbids the change, or the note, which readers see
            in "How we know", hides what was changed.
    """
    if word := errata.euphemism(note):
        raise NotAllowed("edit", f'"{word}" tells readers nothing: say in --note what was changed')
    with ledger.turn() as turn:
        article = article_of(turn, id, "edit")
        wording = _changed(turn, article, draft, "edit")
        if wording == article.wording:
            return Decided(0, "edit", article.id, ("nothing has changed",))
        return decided(turn.append(Edited(article.id, wording, note), by=by), "edit", article.id)


def correct(id: str, draft: Draft, *, wrong: str, right: str, by: str, ledger: Ledger) -> Decided:
    """
    Mend an error in an article that readers have seen; its page carries a dated note from then on.

    Args:
        id: The article's, or its story's.
        draft: The mended words; may be empty where the text is right already.
        wrong: What it said.
        right: What it should have said.
        by: Who corrects it.
        ledger: Where.
    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If no reader has seen it, it was killed, or the note does not say what was wrong and what is right.
    """
    if not wrong.strip() or not right.strip():
        raise NotAllowed("correct", "a correction says what was wrong (--wrong) and what is right (--right)")
    if word := errata.euphemism(wrong) or errata.euphemism(right):
        raise NotAllowed("correct", f'"{word}" says nothing of the error: say what was wrong and what is right')
    with ledger.turn() as turn:
        article = article_of(turn, id, "correct")
        if article.published is None or article.published > turn.moment:
            raise NotAllowed("correct", f"no reader has seen {article.id} yet; `dateline edit` changes it")
        wording = _changed(turn, article, draft, "correct")
        told = article.corrections[-1].words if article.corrections else ""
        if wording == article.wording and told == desk.correction(wrong, right):
            return Decided(0, "correct", article.id, ("nothing has changed",))
        fact = Corrected(article.id, wrong.strip(), right.strip(), wording)
        return decided(turn.append(fact, by=by), "correct", article.id)


def _changed(turn: Turn, article: Article, draft: Draft, verb: str) -> Wording:
    before = article.wording
    if draft.base is not None and draft.base != len(article.revisions):
        last = article.revisions[-1]
        what = f"{article.id} was changed by {last.by} at {last.at:%H:%M} UTC, after these words were begun"
        raise NotAllowed(verb, f"{what}; take that change in first")
    blocks = before.blocks
    if draft.text is not None:
        blocks = tuple(sourced(turn, b) for b in reworded(before.blocks, draft.text, before.dateline))
    if draft.blocks is not None:
        blocks = whose(turn, article, draft.blocks)
    if not blocks:
        raise NotAllowed(verb, "an article needs words; `dateline withdraw` takes it back")
    after = replace(
        before,
        headline=before.headline if draft.headline is None else draft.headline.strip(),
        standfirst=before.standfirst if draft.standfirst is None else draft.standfirst.strip(),
        kicker=before.kicker if draft.kicker is None else draft.kicker.strip(),
        byline=before.byline if draft.byline is None else draft.byline.strip(),
        pictures=before.pictures if draft.pictures is None else draft.pictures,
        blocks=blocks,
    )
    if not after.headline:
        raise NotAllowed(verb, "an article needs a headline")
    may_paste(turn, before.blocks, after.blocks, verb)
    for id, editing, name in _licences(turn, article):
        if editing == "none" and _changes(article, id, after):
            raise NotAllowed(verb, f"licence {name} has edit = none: its text stands to the letter or not at all")
        why = _more_than_cut(turn, article, id, after) if editing == "cut" else ""
        if why:
            raise NotAllowed(verb, f"licence {name} has edit = cut: {why}")
    return after


def whose(texts: Texts, article: Article, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """
    Blocks that somebody typed or pasted into an article, each with the source that its words have.

    Args:
        texts: Where stories' words are.
        article: As it stands.
        blocks: With the sources that they are said to have.
    """
    return tuple(in_posts(_whose(texts, article, b) for b in blocks))


def _whose(texts: Texts, article: Article, block: Block) -> tuple[Block, bool]:
    """
    A block with the source that it has, whatever is said of it, and whether its post is known.

    What is said holds where it is that source's version that stands there and its words are in the block. What nobody
    says is found as far as the article's own blocks, its stories' texts, or what was noted of others, hold its words.
    """
    same = (block.kind, block.html, block.source, block.post)
    before = article.wording.blocks
    if known := next((b for b in before if (b.kind, b.html, b.source, b.post) == same), None):
        return known, True
    post = block.post if block.post in {b.post for b in before} else None
    ours = Block(block.kind, block.html, post=post)
    said = [block.source] if block.source and _stands(texts, article, block.source) else []
    for source, its in ((s, said == [s]) for s in (*said, *_near(texts, article))):
        other = _of(texts, source)
        if other is not None and holds(ours, other, said=its):
            edited = (ours.kind, ours.html) != (other.kind, other.html)
            return replace(ours, source=source, edited=edited), post is not None
    return sourced(texts, ours), post is not None


def _stands(texts: Texts, article: Article, source: BlockSource) -> bool:
    """Whether a source is a version of a story that the newsroom has, or stands in the article already."""
    story = texts.story(source.story)
    in_force = story is not None and any(m.entry == source.version for m in story.marks)
    return in_force or any(b.source == source for b in article.wording.blocks)


def _near(texts: Texts, article: Article) -> Iterable[BlockSource]:
    """The sources that an article's blocks have, and the whole of its stories' texts in force."""
    yield from dict.fromkeys(b.source for b in article.wording.blocks if b.source)
    for id in article.stories:
        story = texts.story(id)
        if story is not None and story.current is not None and story.text is not None:
            yield from (BlockSource(id, story.current.entry, n) for n in range(len(story.text.body)))


def _of(texts: Texts, source: BlockSource) -> Block | None:
    version = texts.version(source.version)
    return version.body[source.block] if version and 0 <= source.block < len(version.body) else None


def _licences(turn: Turn, article: Article) -> Iterable[tuple[str, Editing, str]]:
    """How far each supplier of an article's words lets them be changed: the story, that, and by which licence."""
    return ((id, *licence) for id in article.stories for licence in licences_of(turn, id))


def _changes(article: Article, id: str, after: Wording) -> bool:
    """Whether an edit does anything to a story's words but leave them out as a whole; posts beside them are not its."""
    if id == article.stories[0]:
        return without_posts(after) != without_posts(article.wording)
    before, left = ([b for b in w.blocks if b.source and b.source.story == id] for w in (article.wording, after))
    return left not in ([], before)


def _more_than_cut(turn: Turn, article: Article, id: str, after: Wording) -> str:
    """What an edit does to a story's words besides leaving some out; empty if it does nothing else."""
    before = article.wording
    if id == article.stories[0]:
        before, after = without_posts(before), without_posts(after)
    if id != article.stories[0]:
        kept = [b for b in before.blocks if b.source and b.source.story == id]
        changed = any(b.edited and b not in kept for b in after.blocks if b.source and b.source.story == id)
        return f"paragraphs of {id} may be left out, not changed" if changed else ""
    if any(b.source is None and b not in before.blocks for b in after.blocks):
        return "paragraphs may be left out, and none of ours added"
    if not _only_cut(before.blocks, after.blocks):
        return "paragraphs may be left out, not changed or moved"
    own = [text for m in story.marks if (text := turn.version(m.entry))] if (story := turn.story(id)) else []
    if after.headline not in (before.headline, *(plain_headline(text.headline) for text in own)):
        return "the headline stays its source's"
    if after.standfirst not in ("", before.standfirst, *(text.standfirst for text in own)):
        return "the standfirst stays its source's, or is left out"
    return ""


def _only_cut(before: tuple[Block, ...], after: tuple[Block, ...]) -> bool:
    """Whether the blocks in *after* are some of those in *before*, unchanged and in their order."""
    remaining = iter(before)
    return all(any(b == kept for kept in remaining) for b in after)
