"""update: the source's newer version is taken into an article that our desk changed, block by block."""

from collections.abc import Mapping
from typing import Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from dateline.ledger.contract import Ledger, Turn
from dateline.news import credit, errata, holds, merge, takes
from dateline.news.errors import NotAllowed
from dateline.news.facts import Updated
from dateline.news.merge import Conflict, Merged
from dateline.news.rights import Standing
from dateline.news.story import BY_PROGRAM, Article, Mark, Story
from dateline.news.wire import Version
from dateline.verbs.common import Decided, article_of, decided

Choice = Literal["ours", "theirs"]


class Proposal(Struct, frozen=True):
    """A source's newer version, merged into an article and not yet taken in."""

    article: str
    story: str
    #: The source's version that it is.
    mark: Mark
    merged: Merged
    #: Whether the source says that it mends an error.
    correction: bool

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Where both our desk and the source changed the same words."""
        return self.merged.conflicts


class State(Protocol):
    """What a proposal follows from."""

    def story(self, id: str) -> Story | None:
        """The story as it stands; None if there is none."""

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought; None once erased."""

    def standing(self) -> Standing:
        """What is in force."""


def proposal(article: Article, state: State) -> Proposal | None:
    """
    What the source of an article's story has sent since the version that the article was made from.

    Nothing while its source withholds it, or it is held in doubt. What our own desk holds or took back it may go on
    working on: no page shows it before the desk says so.
    """
    story = state.story(article.stories[0]) if article.stories else None
    if story is None or story.current is None or not article.revisions or _withheld(story):
        return None
    current = story.current
    shown = next((m for m in story.marks if m.entry == article.revisions[-1].version), None)
    base = takes.begun(story, shown) if shown else None
    if base == current and base is not None:
        return _continued(article, story, base, shown, state)
    # What an old reading brought, which a newer one has replaced, has no mark any more.
    entry = base.entry if base else article.revisions[-1].version
    old, new = state.version(entry), state.version(current.entry)
    if old is None or new is None or (base is not None and base.order > current.order):
        return None
    house = state.standing().house
    before = credit.as_it_came(old, story=story, entry=entry, house=house)
    if base is not None:
        taken = takes.blocks(story, _until(story, base, shown, state), state)
        before = replace(before, blocks=(*before.blocks, *taken))
    theirs = credit.as_it_came(new, story=story, entry=current.entry, house=house)
    merged = merge.merge(before, article.wording, theirs)
    return Proposal(article.id, story.id, current, merged, "correction" in current.signals)


def _continued(article: Article, story: Story, base: Mark, shown: Mark | None, state: State) -> Proposal | None:
    """The takes that came since, at its end; None where none has, or one before them is missing."""
    sent = takes.following(story, base, state)
    more = sent[len(_until(story, base, shown, state)) :]
    if not more:
        return None
    wording = replace(article.wording, blocks=(*article.wording.blocks, *takes.blocks(story, more, state)))
    return Proposal(article.id, story.id, more[-1], Merged(wording, ()), correction=False)


def _until(story: Story, base: Mark, shown: Mark | None, state: State) -> tuple[Mark, ...]:
    """The takes up to the one that an article shows."""
    sent = takes.following(story, base, state)
    return sent[: sent.index(shown) + 1] if shown in sent else ()


def _withheld(story: Story) -> str:
    """Why nobody may use what its source sent last; empty where only our own desk keeps it from readers."""
    others = tuple(d for d in story.decisions if d.deed not in ("hold", "withdraw"))
    return holds.forbidden(replace(story, decisions=others))


def update(
    id: str,
    *,
    by: str,
    ledger: Ledger,
    choices: Mapping[int, Choice] | None = None,
    decline: bool = False,
    note: str = "",
) -> Decided:
    """
    Take the source's newer version into an article, or decline it.

    Args:
        id: The article's, or its story's.
        by: Who decides.
        ledger: Where.
        choices: Number of a conflict, from 1 → whose words stand.
        decline: Leave the article as it is; this version is not proposed again.
        note: For readers of How we know.
    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If nothing newer has come, or a conflict has not been chosen on.
    """
    with ledger.turn() as turn:
        article = article_of(turn, id, "update")
        found = proposal(article, turn)
        if found is None:
            raise NotAllowed("update", _nothing(article, turn))
        if decline:
            fact = Updated(article.id, found.story, found.mark.entry, None, "", note.strip())
            return decided(turn.append(fact, by=by), "update", article.id, "declined; the article stays as it is")
        chosen = _chosen(found, choices or {})
        return decided(turn.append(_fact(found, article, turn, chosen, note.strip()), by=by), "update", article.id)


def _nothing(article: Article, state: State) -> str:
    """Why there is nothing to take in."""
    story = state.story(article.stories[0]) if article.stories else None
    why = _withheld(story) if story else ""
    return f"{article.id}: {why}" if why else f"{article.id} holds its source's latest version"


def automatic(story: Story, turn: Turn) -> None:
    """Take a clean update into edited articles of a story, where its source's updates are taken as they come."""
    source = turn.standing().house.source(story.source)
    if source is None or source.updates != "auto" or holds.forbidden(story):
        return
    for id in story.articles:
        article = turn.article(id)
        if article is None or article.stories[:1] != (story.id,):
            continue
        found = proposal(article, turn)
        # A text that came whole is followed without an entry, where no person of ours changed what it replaces.
        if found is None or not (article.edited or takes.is_take(found.mark)):
            continue
        if not found.conflicts and found.merged.wording != article.wording:
            turn.append(_fact(found, article, turn, found.merged, ""), by=BY_PROGRAM)


def continued(id: str, turn: Turn) -> None:
    """Take in the takes that came before a story's article was made."""
    story = turn.story(id)
    if story is not None and any(takes.is_take(m) for m in story.marks):
        automatic(story, turn)


def _chosen(found: Proposal, choices: Mapping[int, Choice]) -> Merged:
    conflicts = found.conflicts
    unknown = [n for n in choices if not 1 <= n <= len(conflicts)]
    if unknown:
        raise NotAllowed("update", f"there is no conflict {unknown[0]}; there are {len(conflicts)}")
    open_ones = [n for n in range(1, len(conflicts) + 1) if n not in choices]
    if open_ones:
        listed = ", ".join(str(n) for n in open_ones)
        raise NotAllowed(
            "update",
            f"conflicts {listed}: say whose words stand, --ours N or --theirs N; --show shows them",
        )
    wording = merge.resolved(found.merged, {n - 1: choice for n, choice in choices.items()})
    return Merged(wording, ())


def _fact(found: Proposal, article: Article, turn: Turn, merged: Merged, note: str) -> Updated:
    seen = article.published is not None and article.published <= turn.moment
    words = errata.said(article.wording, merged.wording) if found.correction and seen else ""
    return Updated(article.id, found.story, found.mark.entry, merged.wording, words, note)
