"""update: the source's newer version is taken into an article that our desk changed, block by block."""

from collections.abc import Mapping
from typing import Literal, Protocol

from msgspec import Struct

from dateline.ledger.contract import Ledger, Turn
from dateline.news import credit, errata, holds, merge
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
    """What the source of an article's story has sent since the version that the article was made from."""
    story = state.story(article.stories[0]) if article.stories else None
    if story is None or story.current is None or not article.revisions or holds.forbidden(story):
        return None
    base, current = article.revisions[-1].version, story.current
    old, new = state.version(base), state.version(current.entry)
    known = next((m for m in story.marks if m.entry == base), None)
    if old is None or new is None or current.entry == base or (known and known.order > current.order):
        return None
    house = state.standing().house
    before = credit.as_it_came(old, story=story, entry=base, house=house)
    theirs = credit.as_it_came(new, story=story, entry=current.entry, house=house)
    merged = merge.merge(before, article.wording, theirs)
    return Proposal(article.id, story.id, current, merged, "correction" in current.signals)


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
    why = holds.forbidden(story) if story else ""
    return f"{article.id}: {why}" if why else f"{article.id} holds its source's latest version"


def automatic(story: Story, turn: Turn) -> None:
    """Take a clean update into edited articles of a story, where its source's updates are taken as they come."""
    source = turn.standing().house.source(story.source)
    if source is None or source.updates != "auto":
        return
    for id in story.articles:
        article = turn.article(id)
        if article is None or not article.edited or article.stories[:1] != (story.id,):
            continue
        found = proposal(article, turn)
        if found is not None and not found.conflicts and found.merged.wording != article.wording:
            turn.append(_fact(found, article, turn, found.merged, ""), by=BY_PROGRAM)


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
