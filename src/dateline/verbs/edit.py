"""edit: our desk changes an article's words; correct: it mends an error that readers have seen, and says so."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from dateline.ledger.contract import Ledger, Turn
from dateline.news import desk, errata
from dateline.news.blocks import Block
from dateline.news.errors import NotAllowed
from dateline.news.facts import Corrected, Edited, Wording
from dateline.news.house import Editing
from dateline.news.live import without_posts
from dateline.news.slugs import plain_headline
from dateline.news.story import Article
from dateline.news.wording import reworded
from dateline.verbs.common import Decided, article_of, decided
from dateline.verbs.pasting import licences_of, may_paste, sourced


class Draft(Struct, frozen=True):
    """What an editor wants changed; None leaves it as it is."""

    headline: str | None = None
    standfirst: str | None = None
    kicker: str | None = None
    #: A writer of our own.
    byline: str | None = None
    #: The whole body as `news.wording.typed` writes it.
    text: str | None = None


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
    blocks = before.blocks
    if draft.text is not None:
        blocks = tuple(sourced(turn, b) for b in reworded(before.blocks, draft.text, before.dateline))
    if not blocks:
        raise NotAllowed(verb, "an article needs words; `dateline withdraw` takes it back")
    after = replace(
        before,
        headline=before.headline if draft.headline is None else draft.headline.strip(),
        standfirst=before.standfirst if draft.standfirst is None else draft.standfirst.strip(),
        kicker=before.kicker if draft.kicker is None else draft.kicker.strip(),
        byline=before.byline if draft.byline is None else draft.byline.strip(),
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
