"""plan: a piece that our desk means to have is put on the budget, changed, given up, or has come; and the budget."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, Protocol

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from dateline.ledger.contract import Ledger, Turn
from dateline.news import ids
from dateline.news.agenda import Agenda
from dateline.news.budget import STAGES, Line, of_article, of_plan
from dateline.news.errors import NotAllowed
from dateline.news.facts import Assignment, Plan, Planned
from dateline.news.holds import killed, refusal, spiked
from dateline.news.story import Article, Story
from dateline.verbs.common import Decided, alive, article_of, decided, sites_of
from dateline.verbs.note import given


class Planning(Struct, frozen=True, kw_only=True):
    """What is wanted of a plan; None, and for the moment UNSET, leaves it as it is."""

    slug: str | None = None
    what: str | None = None
    sites: tuple[str, ...] | None = None
    section: str | None = None
    #: A person's id; empty: nobody's.
    to: str | None = None
    #: UTC; None: at no set time.
    due: datetime | UnsetType | None = UNSET


def plan(planning: Planning, *, by: str, ledger: Ledger, reason: str = "") -> Decided:
    """
    Put a piece on the budget, before there is a story of it.

    Returns:
        The plan's id, such as ``plan-7f3k2q9m``.
    Raises:
        NotAllowed: If it has no working name, names what there is not, or one of that name is planned already.
    """
    with ledger.turn() as turn:
        begun = _wanted(turn, Plan(id="", slug=""), planning)
        if twin := next((p for p in turn.agenda().plans if p.slug.casefold() == begun.slug.casefold()), None):
            raise NotAllowed("plan", f"{twin.slug} is planned already, as {twin.id}; change that, or name it otherwise")
        made = replace(begun, id=f"plan-{ids.digits(begun.slug, turn.moment.isoformat())}")
        return decided(turn.append(Planned(made, reason=reason.strip()), by=by), "plan", made.id)


def replan(id: str, planning: Planning, *, by: str, ledger: Ledger, reason: str = "") -> Decided:
    """
    Think otherwise of a plan.

    Raises:
        NotAllowed: If there is no such open plan, or it names what there is not.
    """
    with ledger.turn() as turn:
        before = open_plan(turn, id)
        after = _wanted(turn, before, planning)
        if after == before:
            return Decided(0, "plan", id, ("nothing has changed",))
        return decided(turn.append(Planned(after, reason=reason.strip()), by=by), "plan", id)


def drop(id: str, *, by: str, ledger: Ledger, reason: str = "") -> Decided:
    """
    Give a plan up.

    Raises:
        NotAllowed: If there is no such open plan.
    """
    with ledger.turn() as turn:
        fact = Planned(open_plan(turn, id), dropped=True, reason=reason.strip())
        return decided(turn.append(fact, by=by), "plan", id, "it is on the budget no more")


def tie(id: str, article: str, *, by: str, ledger: Ledger) -> Decided:
    """
    Say that an article is what came of a plan; the plan is the article's from then on.

    Args:
        id: The plan's.
        article: The article's id, or its story's.
        by: Who says so.
        ledger: Where.
    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If there is no such open plan, the story is not taken yet, was killed, or has come of another one.
    """
    with ledger.turn() as turn:
        before = open_plan(turn, id)
        return decided(turn.append(tied(turn, before, article), by=by), "plan", id, f"it is {article} from now on")


def tied(turn: Turn, plan: Plan, id: str) -> Planned:
    """
    That an article came of a *plan*.

    Raises:
        StoryNotFound: If there is no such story or article.
        NotAllowed: If the story is not taken yet, was killed, or has come of another plan.
    """
    article = article_of(turn, id, "assign")
    alive(article, "plan")
    if article.plan is not None:
        raise NotAllowed("plan", f"{article.id} is what came of {article.plan.id}, {article.plan.slug}")
    return Planned(replace(plan, article=article.id))


def open_plan(turn: Turn, id: str) -> Plan:
    """
    The plan of that *id*, as long as nothing came of it.

    Raises:
        NotAllowed: If there is no such open plan.
    """
    """
    The plan of that *id*, as long as nothing came of it.

    Raises:
        NotAllowed: If there is no such open plan.
    """
    found = turn.agenda().plan(id)
    if found is None:
        what = f"{id} is no open plan: it was given up, an article came of it, or it never was one"
        raise NotAllowed("plan", f"{what}; `dateline budget` lists them")
    return found


def _wanted(turn: Turn, before: Plan, planning: Planning) -> Plan:
    """A plan as it is wanted; raises where it makes no sense."""
    held = before.assignment or Assignment()
    to = held.to if planning.to is None else planning.to
    due = held.due if isinstance(planning.due, UnsetType) else planning.due
    changed = (to, due) != (held.to, held.due)
    after = replace(
        before,
        slug=before.slug if planning.slug is None else " ".join(planning.slug.split()),
        what=before.what if planning.what is None else planning.what.strip(),
        sites=before.sites if planning.sites is None else planning.sites,
        section=before.section if planning.section is None else planning.section,
        assignment=given(to, due, turn.moment, "plan") if changed else before.assignment,
    )
    if not after.slug:
        raise NotAllowed("plan", "give it a working name: --slug NAME")
    sites = sites_of(turn.standing(), after.sites, "plan")
    if after.section and not any(s.section(after.section) for s in sites):
        known = ", ".join(dict.fromkeys(s.slug for site in sites for s in site.sections)) or "none; say --site too"
        raise NotAllowed("plan", f"there is no section {after.section} there; there are: {known}")
    return after


class State(Protocol):
    """Where the budget stands."""

    def agenda(self) -> Agenda:
        """What the desk works by."""

    def articles(self) -> Iterator[Article]:
        """All articles, the latest entry first."""

    def story(self, id: str) -> Story | None:
        """The story; None if there is none."""


#: What is out stays on the budget for so long.
OUT: Final = timedelta(hours=24)


def budget(state: State, moment: datetime) -> tuple[Line, ...]:
    """
    The budget at a moment: what is planned, what a person took or began, what is ready, and what is out since a day.

    What was killed, withdrawn or put aside is not on it.
    """
    lines = [of_plan(p) for p in state.agenda().plans]
    for article in state.articles():
        # What a rule, or somebody in passing, published as it came was never work.
        if any(d.deed in ("take", "begin", "plan") for d in article.decisions) and not _gone(article, state):
            line = of_article(article, moment)
            if line.stage != "out" or (article.published is not None and article.published > moment - OUT):
                lines.append(line)
    return tuple(sorted(lines, key=lambda line: STAGES.index(line.stage)))


def _gone(article: Article, state: State) -> bool:
    stories = (s for id in article.stories[:1] if (s := state.story(id)) is not None)
    return bool(refusal(article.decisions)) or any(refusal(s.decisions) or killed(s) or spiked(s) for s in stories)
