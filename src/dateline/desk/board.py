"""The board's cards: what is planned, in work, ready and out, each as colleagues see it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from dateline.news.budget import Line, Stage, notes
from dateline.news.story import Article, Story


class Word(Struct, frozen=True):
    """What a colleague said of it."""

    at: datetime
    #: Their name.
    who: str
    words: str


class Card(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One line of the budget."""

    stage: Stage
    #: The article's, or the plan's.
    id: str
    #: Its working name; the headline where it has none.
    slug: str
    #: The headline; of a plan, what it will be.
    what: str
    #: The story that it began with; empty for a plan.
    story: str = ""
    sites: tuple[str, ...] = ()
    section: str = ""
    #: The id and the name of the person whose work it is; empty: nobody's.
    to: str = ""
    who: str = ""
    #: UTC.
    due: datetime | None = None
    #: Whether it should have been out by now.
    late: bool = False
    #: When it comes to readers, or did; UTC.
    out: datetime | None = None
    notes: tuple[Word, ...] = ()


class State(Protocol):
    """Where what was decided stands."""

    def story(self, id: str) -> Story | None:
        """The story; None if there is none."""

    def article(self, id: str) -> Article | None:
        """The article; None if there is none."""


def cards(lines: Iterable[Line], state: State, moment: datetime, name: Callable[[str], str]) -> Iterator[Card]:
    """
    The cards of a budget.

    Args:
        lines: Of `verbs.plan.budget`.
        state: Where their articles are.
        moment: When; UTC.
        name: What the person of an id is called.
    """
    for line in lines:
        article = state.article(line.id) if line.stage != "planned" else None
        first = article.stories[0] if article and article.stories else ""
        story = state.story(first) if first else None
        held, due = line.assignment, line.assignment.due if line.assignment else None
        yield Card(
            stage=line.stage,
            id=line.id,
            slug=line.slug,
            what=line.what,
            story=first,
            sites=line.sites,
            section=line.section,
            to=held.to if held else "",
            who=name(held.to) if held and held.to else "",
            due=due,
            late=due is not None and due <= moment and line.stage != "out",
            out=min((p.at for p in article.placements if p.at), default=article.published) if article else None,
            notes=tuple(Word(d.at, name(d.by), d.reason) for d in notes(*(t for t in (story, article) if t))),
        )
