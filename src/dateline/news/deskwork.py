"""How what the desk says to itself changes stories and articles: one pure step a fact. No page shows any of it."""

from typing import Any

from msgspec.structs import replace

from dateline.news import agenda
from dateline.news.desk import blank, verdicts
from dateline.news.facts import Assigned, Entry, Judged, Noted, Planned, Readied, Routed
from dateline.news.state import Change, State
from dateline.news.story import Article, Decision, Deed, Story, Verdict


def judged(entry: Entry, fact: Judged, state: State) -> Change:
    """What it is worth to some sites' readers."""
    thing = _thing(fact.id, state)
    reason = "; ".join(f"{j.site} {j.value}: {j.reason}" for j in fact.judgements)
    decision = Decision(entry.number, "judge", entry.recorded, entry.by, reason)
    return _changed(thing, decision, verdicts=verdicts(entry, fact.judgements, thing.verdicts))


def noted(entry: Entry, fact: Noted, state: State) -> Change:
    """A word to colleagues."""
    return _changed(_thing(fact.id, state), Decision(entry.number, "note", entry.recorded, entry.by, fact.words))


def assigned(entry: Entry, fact: Assigned, state: State) -> Change:
    """Whose work it is from now on."""
    given = fact.assignment
    words = f"to {given.to or 'whoever takes it'}" if given else "to nobody"
    reason = f"{words}: {fact.reason}" if fact.reason else words
    decision = Decision(entry.number, "assign", entry.recorded, entry.by, reason, given.due if given else None)
    return _changed(_thing(fact.id, state), decision, assigned=given)


def readied(entry: Entry, fact: Readied, state: State) -> Change:
    """That an article may go out, or may not yet."""
    article = state.article(fact.article)
    if article is None:
        return Change()
    deed: Deed = "ready" if fact.ready else "unready"
    return _changed(article, Decision(entry.number, deed, entry.recorded, entry.by, fact.reason))


def planned(entry: Entry, fact: Planned, state: State) -> Change:
    """A plan as it stands now; an article that came of it has it from then on, and its assignment if it had none."""
    plan, after = fact.plan, agenda.planned(fact, state.agenda())
    article = state.article(plan.article) if plan.article and not fact.dropped else None
    if article is None:
        return Change(agenda=after)
    decision = Decision(entry.number, "plan", entry.recorded, entry.by, f"{plan.slug}: {plan.what}".rstrip(": "))
    change = _changed(article, decision, plan=plan, assigned=article.assigned or plan.assignment)
    return Change(articles=change.articles, agenda=after)


def routed(entry: Entry, fact: Routed, state: State) -> Change:
    """That a rule of the desk was found to mean a story; it judges only where nobody has."""
    story = state.story(fact.story) or blank(fact.story)
    if any(r.rule == fact.rule for r in story.routed):
        return Change()
    decision = Decision(entry.number, "route", entry.recorded, entry.by, fact.because)
    said = _where_nobody_has(entry, fact, story)
    after = replace(story, decisions=(*story.decisions, decision), routed=(*story.routed, fact), verdicts=said)
    articles = (a for id in story.articles if (a := state.article(id)) is not None)
    return Change((after,), tuple(replace(a, verdicts=_where_nobody_has(entry, fact, a)) for a in articles))


def _where_nobody_has(entry: Entry, fact: Routed, thing: Story | Article) -> tuple[Verdict, ...]:
    known = {v.judgement.site for v in thing.verdicts}
    return verdicts(entry, [j for j in fact.judgements if j.site not in known], thing.verdicts)


def _thing(id: str, state: State) -> Story | Article:
    # One whose words were erased since is in the state that follows from what is left as well.
    return state.article(id) or state.story(id) or blank(id)


def _changed(thing: Story | Article, decision: Decision, **more: Any) -> Change:
    after = replace(thing, decisions=(*thing.decisions, decision), **more)
    return Change(articles=(after,)) if isinstance(after, Article) else Change(stories=(after,))
