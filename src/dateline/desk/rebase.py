"""What our desk changed in an article meets a draft that somebody began before: one text, block by block."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from dateline.desk.api.common import Desk
from dateline.desk.diff import Changed, compare, words
from dateline.desk.drafts import Kept
from dateline.desk.working import name_of, worded
from dateline.ledger.contract import Ledger
from dateline.news import credit, merge
from dateline.news.blocks import Block, BlockSource
from dateline.news.facts import Corrected, Edited, Read, Updated, Wording
from dateline.news.merge import Conflict, Merged
from dateline.news.pairing import paired
from dateline.news.story import Article
from dateline.verbs.update import proposal

#: While two texts are merged, our own blocks bear a source too, by which they are known.
_OURS: Final = "desk"


#: What is our desk's alone.
_OWN: Final = ("kicker", "byline", "pictures")


def rebased(base: Wording, ours: Wording, theirs: Wording) -> Merged:
    """
    Take what others changed in an article into a draft of it.

    Args:
        base: The article when the draft was begun.
        ours: The draft.
        theirs: The article now.
    Returns:
        As `news.merge.merge`; what no source sends is the draft's where it changed that.
    """
    numbers = [n for n, b in enumerate(base.blocks) if b.source is None]
    known = [merge.words(base.blocks[n]) for n in numbers]
    merged = merge.merge(
        replace(base, blocks=tuple(_named(base.blocks, dict(zip(numbers, numbers, strict=True)), 0))),
        replace(ours, blocks=tuple(_as(ours.blocks, numbers, known, 0))),
        replace(theirs, blocks=tuple(_as(theirs.blocks, numbers, known, 1))),
    )
    own = {f: getattr(theirs if getattr(ours, f) == getattr(base, f) else ours, f) for f in _OWN}
    wording = replace(merged.wording, blocks=_bare(merged.wording.blocks), live=theirs.live, **own)
    return Merged(wording, merged.conflicts, replace(merged.theirs, blocks=_bare(merged.theirs.blocks)))


def wording_at(article: Article, number: int, ledger: Ledger) -> Wording | None:
    """An article's words after so many revisions; None where they are no longer known."""
    if number == len(article.revisions):
        return article.wording
    if not 0 < number <= len(article.revisions):
        return None
    revision = article.revisions[number - 1]
    entry = next(ledger.entries(after=revision.entry - 1), None)
    match entry.fact if entry and entry.number == revision.entry else None:
        case Edited() | Corrected() as fact:
            return fact.wording
        case Updated() as fact:
            return fact.wording or wording_at(article, number - 1, ledger)
        case Read() | None:
            return _came(article, revision.version, ledger)
        case _:
            return _came(article, revision.version, ledger) if revision.kind == "wire" else None


def _came(article: Article, version: int, ledger: Ledger) -> Wording | None:
    text, story = ledger.version(version), ledger.story(article.stories[0]) if article.stories else None
    if text is None or story is None:
        return None
    return credit.as_it_came(text, story=story, entry=version, house=ledger.standing().house)


def _as(blocks: tuple[Block, ...], numbers: list[int], known: list[str], version: int) -> Iterable[Block]:
    """Blocks of which those of ours that stood in the base are known by it."""
    own = [n for n, b in enumerate(blocks) if b.source is None]
    pairs = paired(known, [merge.words(blocks[n]) for n in own])
    named = {own[t]: numbers[b] for b, t in pairs.items()}
    if version:
        # What others of ours wrote anew is theirs in this merge.
        last = max(numbers, default=0)
        named |= {n: last + 1 + n for n in own if n not in named}
    return _named(blocks, named, version)


def _named(blocks: tuple[Block, ...], named: dict[int, int], version: int) -> Iterable[Block]:
    for n, block in enumerate(blocks):
        yield replace(block, source=BlockSource(_OURS, version, named[n])) if n in named else block


def _bare(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(replace(b, source=None) if b.source and b.source.story == _OURS else b for b in blocks)


class Clash(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Where two changed the same words; with the changes of each marked."""

    number: int
    place: str | int
    base: str
    ours: str
    theirs: str
    ours_html: str
    theirs_html: str
    clash: str


class Proposed(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What has changed since a draft was begun, merged into it."""

    #: ``wire``: its source sent a newer version; ``desk``: the article itself has changed; empty: nothing has.
    by: str = ""
    #: Who changed it: a source, or a colleague.
    who: str = ""
    at: datetime | None = None
    #: The entry of the version.
    version: int = 0
    revision: int
    correction: bool = False
    conflicts: tuple[Clash, ...] = ()
    changes: tuple[Changed, ...] = ()


def since(desk: Desk, found: Article, kept: Kept | None) -> Proposed:
    """What has changed since a draft was begun: by our desk in the article, else by its source; merged into it."""
    if kept is not None and kept.base != len(found.revisions):
        return _by_desk(desk, found, kept)
    ours = worded(found.wording, kept.words) if kept else found.wording
    newer = proposal(replace(found, wording=ours), desk.room.ledger)
    if newer is None:
        return Proposed(revision=len(found.revisions))
    return Proposed(
        by="wire",
        who=name_of(desk, newer.story.rpartition("-")[0]),
        at=newer.mark.issued,
        version=newer.mark.entry,
        revision=len(found.revisions),
        correction=newer.correction,
        conflicts=_clashes(newer.merged.conflicts),
        changes=_compared(ours, newer.merged.wording),
    )


def merged(desk: Desk, found: Article, kept: Kept) -> Merged:
    """An article as it is now, taken into a draft of it."""
    base = wording_at(found, kept.base, desk.room.ledger) or found.wording
    return rebased(base, worded(base, kept.words), found.wording)


def _by_desk(desk: Desk, found: Article, kept: Kept) -> Proposed:
    whole, last = merged(desk, found, kept), found.revisions[-1] if found.revisions else None
    return Proposed(
        by="desk",
        who=name_of(desk, last.by) if last else "",
        at=last.at if last else None,
        revision=len(found.revisions),
        conflicts=_clashes(whole.conflicts),
        changes=_compared(worded(found.wording, kept.words), whole.wording),
    )


def _clashes(conflicts: Iterable[Conflict]) -> tuple[Clash, ...]:
    return tuple(
        Clash(
            number=n,
            place=c.place,
            base=c.base,
            ours=c.ours,
            theirs=c.theirs,
            ours_html=words(c.base, c.ours),
            theirs_html=words(c.base, c.theirs),
            clash=c.clash,
        )
        for n, c in enumerate(conflicts, 1)
    )


def _compared(before: Wording, after: Wording) -> tuple[Changed, ...]:
    """What is otherwise in one of them than in the other, by paragraphs."""
    texts = ((w.headline, w.standfirst, *(b.text for b in w.blocks)) for w in (before, after))
    return tuple(c for c in compare(*texts) if c.kind != "same")
