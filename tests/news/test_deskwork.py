"""What the desk says to itself, as state: what was said last holds, and the inverse brings back what was."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.news import budget
from dateline.news.blocks import paragraph
from dateline.news.facts import (
    Assigned,
    Assignment,
    Erased,
    Fact,
    Judged,
    Judgement,
    Killed,
    Noted,
    Plan,
    Planned,
    Published,
    Read,
    Readied,
    Routed,
    Ruled,
    Taken,
    Value,
)
from dateline.news.rulebook import DeskRule, Then, When
from dateline.news.story import Article, Story
from dateline.news.wire import Version

if TYPE_CHECKING:
    from tests.news.conftest import Memory

NOON = datetime(2020, 1, 16, 12, tzinfo=UTC)
STORY, ARTICLE = "nwa-00000000", "art-00000000"
TEXT = Version(item="1", headline="Ferry runs", body=(paragraph("The ferry runs again."),), issued=NOON)
VALUES: tuple[Value, ...] = (1, 2, 3)
PLAN = Plan(id="plan-00000000", slug="fares")


def room_of(memory: "type[Memory]", *, taken: bool = False) -> "Memory":
    room = memory()
    read = Read(delivery=100, item=0, source="nwa", reader="ninjs/1", story=STORY, key="item:1", version=TEXT)
    room.add(replace(read, received=NOON))
    if taken:
        room.add(Taken(ARTICLE, STORY, 2))
    return room


def judgement(site: str = "harbour", value: Value = 2, reason: str = "most take it") -> Judgement:
    return Judgement(site, value, reason)


def thing(room: "Memory") -> Story | Article:
    return room.articles.get(ARTICLE) or room.stories[STORY]


_judgements = st.builds(judgement, st.sampled_from(["harbour", "valley"]), st.sampled_from(VALUES), st.text(min_size=1))
_assignments = st.none() | st.builds(Assignment, st.sampled_from(["bo", "cy", ""]), st.just(NOON + timedelta(hours=1)))


@given(said=st.lists(_judgements, max_size=8), taken=st.integers(0, 8))
def test_of_each_site_what_was_said_last_holds(said: list[Judgement], taken: int, memory: "type[Memory]") -> None:
    """
    Whether it was said of the story or, once it was taken, of its article, and by whomever.
    """
    room = room_of(memory)
    for number, one in enumerate(said):
        if number == taken:
            room.add(Taken(ARTICLE, STORY, 2), by="cy")
        room.add(Judged(thing(room).id, (one,)), by=f"p{number}")
    last = {one.site: (one, f"p{number}") for number, one in enumerate(said)}
    assert {v.judgement.site: (v.judgement, v.by) for v in thing(room).verdicts} == last


@given(first=_assignments, then=_assignments, taken=st.booleans())
def test_to_give_work_back_is_to_have_never_taken_it(
    first: Assignment | None, then: Assignment | None, taken: bool, memory: "type[Memory]"
) -> None:
    """
    What is left is that it was done: the decisions.
    """
    room = room_of(memory, taken=taken)
    room.add(Assigned(thing(room).id, first))
    before = thing(room)
    room.add(Assigned(before.id, then))
    room.add(Assigned(before.id, first))
    assert replace(thing(room), decisions=()) == replace(before, decisions=())


@given(said=st.lists(st.booleans(), max_size=6))
def test_what_was_said_last_of_its_being_ready_holds(said: list[bool], memory: "type[Memory]") -> None:
    """
    Nothing else about the article is other than it was.
    """
    room = room_of(memory, taken=True)
    before = room.articles[ARTICLE]
    for one in said:
        room.add(Readied(ARTICLE, one))
    after = room.articles[ARTICLE]
    assert budget.ready(after) == (said[-1] if said else False)
    assert replace(after, decisions=()) == replace(before, decisions=())


@given(steps=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["plan", "drop", "tie"])), max_size=10))
def test_the_agenda_has_the_plans_of_which_nothing_came_yet(
    steps: list[tuple[str, str]], memory: "type[Memory]"
) -> None:
    """
    In the order in which they were first made; one that was given up may be planned anew.
    """
    room, expected = room_of(memory, taken=True), list[str]()
    for number, (name, step) in enumerate(steps):
        plan = replace(PLAN, id=f"plan-{name}", what=str(number), article=ARTICLE if step == "tie" else "")
        room.add(Planned(plan, dropped=step == "drop"))
        if step == "plan" and plan.id not in expected:
            expected.append(plan.id)
        elif step != "plan" and plan.id in expected:
            expected.remove(plan.id)
    assert [p.id for p in room.agenda().plans] == expected


def test_an_article_keeps_whose_it_is_when_a_plan_is_tied_to_it(memory: "type[Memory]") -> None:
    """
    Who works on it knows more of it than who planned it.
    """
    room = room_of(memory, taken=True)
    room.add(Assigned(ARTICLE, Assignment("bo")))
    room.add(Planned(replace(PLAN, assignment=Assignment("cy"), article=ARTICLE)))
    article = room.articles[ARTICLE]
    assert article.assigned == Assignment("bo") and article.plan is not None
    line = budget.of_article(article, NOON)
    assert (line.slug, line.what, line.stage) == ("fares", "Ferry runs", "in work")


def test_a_rule_judges_only_where_no_person_has(memory: "type[Memory]") -> None:
    """
    And once: the same mark a second time changes nothing.
    """
    room = room_of(memory)
    room.add(Judged(STORY, (judgement(value=3),)))
    mark = Routed(story=STORY, rule="r", because="x", judgements=(judgement(value=1), judgement("valley", 1)))
    room.add(mark, by="rule:r")
    found = {v.judgement.site: (v.judgement.value, v.by) for v in room.stories[STORY].verdicts}
    assert found == {"harbour": (3, "ada"), "valley": (1, "rule:r")}
    before = room.stories[STORY]
    room.add(mark, by="rule:r")
    assert room.stories[STORY] == before


def test_rules_keep_since_when_they_are_in_force(memory: "type[Memory]") -> None:
    """
    A set that is put in force again begins anew only what changed.
    """
    room = room_of(memory)
    a, b = (DeskRule(name=n, when=When(sources=("nwa",)), then=Then(tags=("x",))) for n in "ab")
    first = room.add(Ruled((a,)))
    second = room.add(Ruled((b, a)), by="bo")
    assert [(r.rule.name, r.entry, r.by) for r in room.agenda().rules] == [("b", second, "bo"), ("a", first, "ada")]
    room.add(Ruled(()))
    assert room.agenda().rules == ()


@pytest.mark.parametrize(
    "said",
    [
        Judged(STORY, (judgement(),)),
        Noted(STORY, "they rang"),
        Assigned(STORY, Assignment("bo")),
        Routed(story=STORY, rule="r", because="x", kicker="Boats"),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_what_was_said_of_erased_words_leaves_with_them(said: Fact, memory: "type[Memory]") -> None:
    """
    Of the story itself nothing is left but what was decided; a replay without its words comes to the same.
    """
    room = room_of(memory)
    room.add(said)
    room.add(Killed(STORY, "no"))
    room.add(Erased(STORY, "a court", (2,)))
    story = room.stories[STORY]
    assert (story.verdicts, story.assigned, story.routed) == ((), None, ())
    again = memory()
    for entry in room.entries[2:]:
        assert entry.fact is not None
        again.add(entry.fact)
    assert replace(again.stories[STORY], decisions=()) == replace(story, decisions=())


def test_colleagues_words_never_show_in_what_readers_get(memory: "type[Memory]") -> None:
    """
    The wording is the same with them and without.
    """
    room = room_of(memory)
    room.add(Published(ARTICLE, (), "harbour", story=STORY, version=2))
    before = room.articles[ARTICLE]
    for fact in (Noted(ARTICLE, "secret"), Judged(ARTICLE, (judgement(reason="secret"),)), Noted(STORY, "secret")):
        room.add(fact)
    after = room.articles[ARTICLE]
    assert (after.wording, after.revisions, after.corrections) == (
        before.wording,
        before.revisions,
        before.corrections,
    )
