"""package: what stands below an article: backgrounders, teasers, related stories."""

from collections.abc import Iterator
from typing import get_args

from dateline.ledger.contract import Ledger, Turn
from dateline.news.errors import NotAllowed
from dateline.news.facts import Packaged, Part
from dateline.news.story import Article
from dateline.news.wire import Role
from dateline.verbs.common import Decided, alive, article_of, decided, story_of
from dateline.verbs.reports import barred

ROLES = tuple(r for r in get_args(Role) if r != "main")


def package(
    id: str,
    *,
    by: str,
    ledger: Ledger,
    add: tuple[tuple[str, str], ...] = (),
    drop: tuple[str, ...] = (),
    reason: str = "",
) -> Decided:
    """
    Change what stands below an article.

    Args:
        id: The article's, or its story's: the package's main one.
        by: Who does it.
        ledger: Where.
        add: (role, id of a story or an article); one that is there already changes its role.
        drop: Ids of what goes.
        reason: Why.
    Raises:
        StoryNotFound: If one of them does not exist.
        NotAllowed: If it is not taken, it or a part was killed, a part is its own text, or is not there to drop.
    """
    with ledger.turn() as turn:
        article = article_of(turn, id, "package")
        parts = _dropped(turn, article.parts, drop)
        for role, other in add:
            part = _part(turn, role, other)
            if part.story in article.stories:
                raise NotAllowed("package", f"{other} is the article's own text; it cannot stand below itself")
            parts = (*(p for p in parts if p.story != part.story), part)
        if parts == article.parts:
            return Decided(0, "package", article.id, ("nothing has changed",))
        entry = turn.append(Packaged(article.id, parts, reason.strip()), by=by)
        return decided(entry, "package", article.id, *_barred(turn, article, tuple(_part(turn, *a) for a in add)))


def _barred(turn: Turn, article: Article, added: tuple[Part, ...]) -> Iterator[str]:
    """What was added and readers will not see there, and why."""
    found = [(p.role, s) for p in added if (s := turn.story(p.story)) is not None]
    for one in barred(article, found, turn.moment, turn.standing()):
        yield f"{one.role} {one.story} is not shown on {one.site}: {one.because}"


def _part(turn: Turn, role: str, id: str) -> Part:
    known = {r: r for r in ROLES}
    if role not in known:
        raise NotAllowed("package", f"there is no role {role}; write one of: {', '.join(ROLES)}")
    story = story_of(turn, id)
    alive(story, "package")
    return Part(known[role], story.id)


def _dropped(turn: Turn, parts: tuple[Part, ...], drop: tuple[str, ...]) -> tuple[Part, ...]:
    going = {story_of(turn, id).id for id in drop}
    missing = going - {p.story for p in parts}
    if missing:
        raise NotAllowed("package", f"{min(missing)} does not stand below it")
    return tuple(p for p in parts if p.story not in going)
