"""The budget: what is planned, in work, ready and out, and what colleagues said of it."""

from datetime import datetime
from typing import Final, Literal, get_args

from msgspec import Struct

from dateline.news import holds
from dateline.news.facts import Assignment, Plan
from dateline.news.story import Article, Decision, Story

#: ``planned``: there is nothing of it yet; ``in work``: somebody took or began it; ``ready``: an editor says that it
#: may go out; ``out``: readers have it.
Stage = Literal["planned", "in work", "ready", "out"]
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)


class Line(Struct, frozen=True):
    """One line of the budget."""

    stage: Stage
    #: The article's, or the plan's.
    id: str
    #: Its working name, or its headline where it has none.
    slug: str
    what: str
    sites: tuple[str, ...]
    section: str
    #: None: it is nobody's.
    assignment: Assignment | None


def ready(article: Article) -> bool:
    """Whether an editor has said that it may go out, and nobody the contrary since."""
    said = [d.deed for d in article.decisions if d.deed in ("ready", "unready")]
    return bool(said) and said[-1] == "ready"


def stage(article: Article, moment: datetime) -> Stage:
    """How far an article is."""
    shown = any(p.at is None or p.at <= moment for p in article.placements)
    if shown and not holds.refusal(article.decisions):
        return "out"
    return "ready" if ready(article) else "in work"


def of_plan(plan: Plan) -> Line:
    """The line of what is planned."""
    return Line("planned", plan.id, plan.slug, plan.what, plan.sites, plan.section, plan.assignment)


def of_article(article: Article, moment: datetime) -> Line:
    """The line of an article."""
    plan, wording = article.plan, article.wording
    judged = tuple(v.judgement.site for v in article.verdicts)
    sites = (*(p.site for p in article.placements), *(plan.sites if plan else ()), *judged)
    section = next((p.section for p in article.placements if p.section), plan.section if plan else "")
    return Line(
        stage(article, moment),
        article.id,
        plan.slug if plan else wording.headline,
        wording.headline,
        tuple(dict.fromkeys(sites)),
        section,
        article.assigned,
    )


def notes(*things: Story | Article) -> tuple[Decision, ...]:
    """What colleagues were told of a story and its articles, in order."""
    found = {d.entry: d for thing in things for d in thing.decisions if d.deed == "note"}
    return tuple(found[n] for n in sorted(found))
