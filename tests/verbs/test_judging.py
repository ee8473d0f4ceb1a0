"""What the desk says to itself: judgements, notes, assignments, plans and what is ready."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from dateline.news import budget as lines
from dateline.news.errors import NotAllowed, StoryNotFound
from dateline.news.facts import Assignment, Judgement, Value
from dateline.verbs.judge import judge, values
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.note import assign, note, ready
from dateline.verbs.plan import Planning, budget, drop, plan, replan, tie
from dateline.verbs.publish import publish
from dateline.verbs.spike import spike
from dateline.verbs.take import take

if TYPE_CHECKING:
    from tests.verbs.conftest import Desk

Wire = Callable[..., bytes]
Named = Callable[..., str]


def said(site: str = "harbour", value: Value = 2, reason: str = "most take it") -> tuple[Judgement, ...]:
    return (Judgement(site, value, reason),)


@pytest.fixture
def ferry(desk: "Desk", wire: Wire, story_id: Named) -> str:
    """A story that has come in."""
    desk.ingest(wire())
    return story_id()


def refused(done: Callable[[], object], words: str) -> None:
    with pytest.raises(NotAllowed, match=words):
        done()


def test_a_story_is_judged_before_there_is_an_article_of_it_and_after(desk: "Desk", ferry: str) -> None:
    """
    What was said of the story is said of its article; of each site what was said last holds, and who said it.
    """
    judge(ferry, said(), by="ada", ledger=desk.ledger)
    judge(ferry, said("valley", 1, "few go there"), by="bo", ledger=desk.ledger)
    assert [(v.judgement.site, v.by) for v in desk.story(ferry).verdicts] == [("harbour", "ada"), ("valley", "bo")]
    done = take(ferry, by="cy", ledger=desk.ledger, judgements=said(value=3, reason=" all of them do "))
    judge(done.id, said("valley", 2, "some do"), by="ada", ledger=desk.ledger)
    judge(ferry, said("valley", 1, "hardly any"), by="bo", ledger=desk.ledger)
    found = [(v.judgement.site, v.judgement.value, v.judgement.reason, v.by) for v in desk.article(ferry).verdicts]
    assert found == [("harbour", 3, "all of them do", "cy"), ("valley", 1, "hardly any", "bo")]
    assert desk.article(ferry).decisions[-1].reason == "valley 1: hardly any"
    taken = next(e.fact for e in desk.ledger.entries(part=done.id) if e.number == done.entry)
    assert taken is not None and getattr(taken, "sites", None) == ("harbour",)


def test_the_same_judgement_again_is_no_entry(desk: "Desk", ferry: str) -> None:
    """
    The second of two editors with one thought has nothing left to do.
    """
    judge(ferry, said(), by="ada", ledger=desk.ledger)
    assert judge(ferry, said(), by="bo", ledger=desk.ledger).entry == 0


def test_a_judgement_names_a_site_a_value_and_a_reason(desk: "Desk", ferry: str) -> None:
    """
    A number without a reason teaches nobody what the readers of a site want.
    """
    wrong = {
        "say why it is worth 2": said(reason=" "),
        "there is no site moon": said("moon"),
        "and no 4": said(value=4),  # type: ignore[arg-type]
        "harbour is judged twice": said() + said(),
        "say what it is worth to whom": (),
    }
    for words, judgements in wrong.items():
        refused(partial(judge, ferry, judgements, by="ada", ledger=desk.ledger), words)
        if judgements:
            refused(partial(take, ferry, by="ada", ledger=desk.ledger, judgements=judgements), words)
    with pytest.raises(StoryNotFound):
        judge("nwa-99999999", said(), by="ada", ledger=desk.ledger)


def test_what_each_site_values_is_shown_by_value_source_and_reason(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    The weekly picture: of stories that were taken and of those that were only judged, each once.
    """
    two = wire(item="2", headlines=[{"value": "Fares"}], subjects=[{"name": "Fares"}])
    desk.ingest(wire(subjects=[{"name": "Ferries"}]), two)
    desk.ingest(wire(item="3"), source="cut")
    early = desk.clock.now()
    judge(story_id(), said(value=1, reason="old"), by="ada", ledger=desk.ledger)
    began = desk.later(hours=1)
    take(story_id(), by="ada", ledger=desk.ledger, judgements=said(value=3, reason="all take it"))
    judge(story_id("2"), said() + said("valley", 1, "a few"), by="bo", ledger=desk.ledger)
    judge(story_id("3", "cut"), said(reason="some"), by="bo", ledger=desk.ledger)
    until = desk.later(hours=1)
    harbour, valley = values(desk.ledger, began, until)
    assert (harbour.site, harbour.by_value, valley.by_value) == ("harbour", (0, 2, 1), (1, 0, 0))
    assert [(c.name, c.by_value) for c in harbour.sources] == [("nwa", (0, 1, 1)), ("cut", (0, 1, 0))]
    assert [(c.name, c.all) for c in harbour.topics] == [("Fares", 1), ("Ferries", 1)]
    assert next((r.value, r.reason, r.by) for r in harbour.reasons) == (3, "all take it", "ada")
    # What was judged anew is judged once; of a span before that nothing is left.
    assert values(desk.ledger, early, began) == ()


def test_a_note_is_for_colleagues_also_about_what_was_killed(desk: "Desk", ferry: str) -> None:
    """
    Who, when and what; the next shift reads it with the story, whether there is an article of it or not.
    """
    note(ferry, " the captain rings at noon ", by="ada", ledger=desk.ledger)
    take(ferry, by="ada", ledger=desk.ledger)
    note(ferry, "he rang", by="bo", ledger=desk.ledger)
    kill(ferry, reason="he never spoke", by="bo", ledger=desk.ledger)
    note(ferry, "their desk knows", by="bo", ledger=desk.ledger)
    found = lines.notes(desk.story(ferry), desk.article(ferry))
    assert [(d.by, d.reason) for d in found] == [
        ("ada", "the captain rings at noon"),
        ("bo", "he rang"),
        ("bo", "their desk knows"),
    ]
    refused(lambda: note(ferry, " ", by="ada", ledger=desk.ledger), "say what colleagues should know")


def test_work_is_given_and_taken_away(desk: "Desk", ferry: str) -> None:
    """
    It goes with the story into its article; nobody has it once it is taken away.
    """
    due = desk.clock.now() + timedelta(hours=2)
    assign(ferry, "bo", by="ada", ledger=desk.ledger, due=due)
    assert assign(ferry, "bo", by="ada", ledger=desk.ledger, due=due).entry == 0
    take(ferry, by="bo", ledger=desk.ledger)
    assert desk.article(ferry).assigned == Assignment("bo", due)
    assert desk.story(ferry).decisions[0].reason == "to bo" and desk.story(ferry).decisions[0].moment == due
    assign(ferry, "", by="ada", ledger=desk.ledger, reason="she is ill")
    assert desk.article(ferry).assigned is None
    assert desk.article(ferry).decisions[-1].reason == "to nobody: she is ill"
    refused(lambda: assign(ferry, "bo", by="ada", ledger=desk.ledger, due=due - timedelta(days=1)), "is past")


def test_how_far_a_piece_is_follows_from_what_was_done(desk: "Desk", ferry: str) -> None:
    """
    Planned, in work once somebody took it, ready once an editor says so, out once readers have it.
    """
    made = plan(Planning(slug="ferry", what="Does it run?", sites=("harbour",)), by="ada", ledger=desk.ledger)

    def stages() -> list[tuple[str, str]]:
        return [(line.stage, line.id) for line in budget(desk.ledger, desk.clock.now())]

    assert stages() == [("planned", made.id)]
    done = take(ferry, by="ada", ledger=desk.ledger)
    tie(made.id, ferry, by="ada", ledger=desk.ledger)
    assert stages() == [("in work", done.id)]
    ready(ferry, by="bo", ledger=desk.ledger)
    assert stages() == [("ready", done.id)] and ready(ferry, by="bo", ledger=desk.ledger).entry == 0
    ready(ferry, by="bo", ledger=desk.ledger, ready=False)
    assert stages() == [("in work", done.id)]
    publish(ferry, sites=("harbour",), by="ada", ledger=desk.ledger, at=desk.clock.now() + timedelta(hours=1))
    ready(ferry, by="bo", ledger=desk.ledger)
    assert stages() == [("ready", done.id)]
    desk.later(hours=2)
    assert stages() == [("out", done.id)]
    desk.later(days=2)
    assert stages() == []


@pytest.mark.parametrize("deed", [kill, withdraw, spike])
def test_what_was_given_up_is_not_on_the_budget(deed: Callable[..., object], desk: "Desk", ferry: str) -> None:
    """
    A board that lists what nobody works on is not looked at.
    """
    take(ferry, by="ada", ledger=desk.ledger)
    deed(ferry, reason="no", by="ada", ledger=desk.ledger)
    assert budget(desk.ledger, desk.clock.now()) == ()


def test_what_was_published_in_passing_was_never_on_the_budget(desk: "Desk", ferry: str) -> None:
    """
    The budget is what people work on, not all that is out.
    """
    publish(ferry, sites=("harbour",), by="ada", ledger=desk.ledger)
    assert budget(desk.ledger, desk.clock.now()) == ()


def test_a_plan_is_changed_and_given_up(desk: "Desk") -> None:
    """
    Every word of it can be thought over; what is given up is on the budget no more, and the ledger knows it was.
    """
    due = desk.clock.now() + timedelta(hours=2)
    first = Planning(slug=" the  fares ", what="Who pays?", sites=("harbour",), section="ferries", to="bo", due=due)
    made = plan(first, by="ada", ledger=desk.ledger)
    (before,) = desk.ledger.agenda().plans
    assert (before.slug, before.section, before.assignment) == ("the fares", "ferries", Assignment("bo", due))
    replan(made.id, Planning(what="Who pays more?", due=None), by="bo", ledger=desk.ledger)
    (after,) = desk.ledger.agenda().plans
    assert (after.what, after.slug, after.assignment) == ("Who pays more?", "the fares", Assignment("bo"))
    assert replan(made.id, Planning(to="bo"), by="bo", ledger=desk.ledger).entry == 0
    replan(made.id, Planning(to=""), by="bo", ledger=desk.ledger)
    assert desk.ledger.agenda().plans[0].assignment is None
    drop(made.id, by="ada", ledger=desk.ledger, reason="nobody pays")
    assert desk.ledger.agenda().plans == ()
    assert [e.by for e in desk.ledger.entries(part=made.id)] == ["ada", "bo", "bo", "ada"]
    refused(lambda: drop(made.id, by="ada", ledger=desk.ledger), "is no open plan")


def test_a_plan_that_makes_no_sense_is_refused(desk: "Desk", ferry: str) -> None:
    """
    No name, a name that is planned already, a site or section that there is not, an article that has a plan already.
    """
    one, two = (plan(Planning(slug=s), by="ada", ledger=desk.ledger).id for s in ("fares", "tides"))
    wrong = {
        "give it a working name": Planning(what="?"),
        "fares is planned already, as plan-": Planning(slug="Fares"),
        "there is no site moon": Planning(slug="a", sites=("moon",)),
        "there is no section news there; there are: none; say --site too": Planning(slug="a", section="news"),
        "there is no section tides there; there are: news, ferries": Planning(
            slug="a", sites=("harbour",), section="tides"
        ),
    }
    for words, planning in wrong.items():
        refused(partial(plan, planning, by="ada", ledger=desk.ledger), words)
    refused(lambda: tie(one, ferry, by="ada", ledger=desk.ledger), "is not taken yet")
    take(ferry, by="ada", ledger=desk.ledger)
    tie(one, ferry, by="ada", ledger=desk.ledger)
    refused(lambda: tie(two, ferry, by="ada", ledger=desk.ledger), f"is what came of {one}, fares")
    refused(lambda: replan(one, Planning(what="x"), by="ada", ledger=desk.ledger), "an article came of it")
