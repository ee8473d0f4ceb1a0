"""Rules of the desk: put in force, applied once to what comes, told where rights refuse."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.verbs.conftest import Desk, ninjs

from dateline.ledger.database import DatabaseLedger
from dateline.ledger.memory import Memory
from dateline.news import ids
from dateline.news.errors import NotAllowed
from dateline.news.facts import Routed
from dateline.news.rulebook import DeskRule, Then, When
from dateline.news.story import rule_of
from dateline.verbs.hold import hold
from dateline.verbs.kill import withdraw
from dateline.verbs.note import note
from dateline.verbs.publish import publish
from dateline.verbs.route import REACH, Routing
from dateline.verbs.rules import drop_rule, put_rule, put_rules
from dateline.verbs.spike import restore
from dateline.verbs.take import take

if TYPE_CHECKING:
    from pathlib import Path

Wire = Callable[..., bytes]
Named = Callable[..., str]


def rule(name: str = "ferries", when: When | None = None, **then: Any) -> DeskRule:
    return DeskRule(name=name, when=when or When(words=("ferry",)), then=Then(**(then or {"tags": ("boats",)})))


def routing(desk: "Desk", ledger: DatabaseLedger | None = None) -> Routing:
    """What applies the rules, as a process that has just begun."""
    return Routing(ledger or desk.ledger, lambda: None)


def put(desk: "Desk", *rules: DeskRule) -> None:
    put_rules(rules, by="ada", ledger=desk.ledger)


def test_rules_are_put_in_force_changed_and_dropped(desk: "Desk") -> None:
    """
    As a whole or one by name, in their order; who did it and when is known, and nothing changes without an entry.
    """
    put(desk, rule("a"), rule("b"))
    desk.later(hours=1)
    put_rule(rule("c"), by="bo", ledger=desk.ledger)
    put_rule(rule("a", kicker="Boats"), by="cy", ledger=desk.ledger)
    assert put_rule(rule("c"), by="bo", ledger=desk.ledger).entry == 0
    found = desk.ledger.agenda().rules
    assert [(one.rule.name, one.by, one.entry) for one in found] == [("a", "cy", 4), ("b", "ada", 2), ("c", "bo", 3)]
    drop_rule("b", by="ada", ledger=desk.ledger)
    assert [one.rule.name for one in desk.ledger.agenda().rules] == ["a", "c"]
    with pytest.raises(NotAllowed, match="there is no rule b in force; there are: a, c"):
        drop_rule("b", by="ada", ledger=desk.ledger)
    with pytest.raises(NotAllowed, match="two rules are called a"):
        put(desk, rule("a"), rule("a"))
    with pytest.raises(NotAllowed, match="there is no site moon"):
        put(desk, rule("a", sites=("moon",)))
    kept = desk.ledger.agenda()
    desk.ledger.rebuild()
    assert desk.ledger.agenda() == kept == Memory(desk.ledger.entries()).agenda()


def test_a_rule_routes_what_comes_and_says_why(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    The story is in the intake of those sites, with what the rule says of it; nobody has taken it by that.
    """
    put(desk, rule(sites=("harbour",), section="ferries", tags=("boats",), value=2, notify=("bo",), kicker="Afloat"))
    desk.ingest(wire())
    (done,) = routing(desk).step(desk.clock.now())
    assert (done.verb, done.id) == ("route", story_id())
    assert done.remarks == ("by rule ferries: says “ferry”", "for bo")
    story = desk.story(story_id())
    (mark,) = story.routed
    assert (mark.rule, mark.because, mark.sites, mark.notify) == ("ferries", "says “ferry”", ("harbour",), ("bo",))
    assert [(rule_of(d), d.deed) for d in story.decisions] == [("ferries", "route")]
    assert desk.status(story_id()) == "new"
    (verdict,) = story.verdicts
    assert (verdict.judgement.value, verdict.judgement.reason) == (2, "rule ferries: says “ferry”")


def test_what_a_person_publishes_then_has_the_rules_section_kicker_and_topics(
    desk: "Desk", wire: Wire, story_id: Named
) -> None:
    """
    Unless that person says otherwise.
    """
    put(desk, rule(sites=("harbour",), section="ferries", tags=("Boat trips",), kicker="Afloat"))
    desk.ingest(wire(headlines=[{"value": "It runs"}]), wire(item="2"))
    routing(desk).step(desk.clock.now())
    publish(story_id(), sites=("harbour", "valley"), by="ada", ledger=desk.ledger)
    publish(story_id("2"), sites=("harbour",), sections={"harbour": "news"}, by="ada", ledger=desk.ledger)
    first, second = desk.article(story_id()), desk.article(story_id("2"))
    assert [(p.site, p.section) for p in first.placements] == [("harbour", "ferries"), ("valley", "all")]
    assert second.placements[0].section == "news"
    assert first.wording.kicker == "Afloat" and not first.edited
    assert [(a.kind, a.slug, a.name) for a in first.placements[0].about] == [("topic", "boat-trips", "Boat trips")]
    desk.ingest(wire(2, headlines=[{"value": "It runs hourly"}]))
    after = desk.article(story_id()).wording
    assert (after.headline, after.kicker) == ("It runs hourly", "Afloat")


def test_a_rule_publishes_under_its_own_name(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    Nobody is said to have chosen what no person chose.
    """
    put(desk, rule(sites=("harbour", "valley"), publish=True))
    desk.ingest(wire())
    (done,) = routing(desk).step(desk.clock.now())
    article = desk.article(story_id())
    assert (done.verb, done.id, done.remarks[0]) == ("publish", article.id, "by rule ferries: says “ferry”")
    assert desk.status(story_id()) == "published" and article.taken is None and not article.edited
    assert [(d.deed, d.by) for d in article.decisions] == [("publish", "rule:ferries")]
    assert {p.site for p in article.placements} == {"harbour", "valley"} and article.home == "harbour"
    assert [e.by for e in desk.ledger.entries(part=article.id)] == ["rule:ferries"]
    desk.ledger.rebuild()
    assert desk.article(story_id()) == article and list(desk.ledger.check()) == []


def test_what_rights_refuse_is_told_and_waits_in_the_intake(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    Once: it is neither lost nor tried again, whatever comes of the licence; a person may publish it then.
    """
    put(desk, rule(sites=("harbour", "valley"), publish=True))
    desk.ingest(wire(), source="tpl")
    desk.ingest(wire(item="2"), source="one")
    applied = routing(desk)
    tpl, one = sorted(applied.step(desk.clock.now()), key=lambda d: d.verb, reverse=True)
    refused = desk.story(story_id(source="tpl")).routed[0].refused
    assert "not published on harbour: licence tpl is a template" in refused and refused in "; ".join(tpl.remarks)
    assert (tpl.verb, desk.status(story_id(source="tpl"))) == ("route", "new")
    assert one.verb == "publish" and "licence one does not cover the site harbour" in one.remarks[1]
    assert [p.site for p in desk.article(story_id("2", "one")).placements] == ["valley"]
    tail = desk.ledger.tail()
    desk.house(licences=tuple(replace(li, template=False, sites=()) for li in desk.ledger.standing().house.licences))
    assert applied.step(desk.clock.now()) == () == routing(desk).step(desk.clock.now())
    assert desk.ledger.tail() == tail + 1
    publish(story_id(source="tpl"), sites=("harbour",), by="ada", ledger=desk.ledger)


def test_a_killed_or_doubtful_story_is_published_by_no_rule(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    Speed is for what nobody doubts.
    """
    put(desk, rule(sites=("harbour",), publish=True))
    desk.ingest(wire(pubStatus="canceled"), wire(item="2", pubStatus="withheld"))
    (done,) = routing(desk).step(desk.clock.now())
    assert (done.verb, done.id) == ("route", story_id("2")) and "withheld by its source" in done.remarks[1]
    assert desk.story(story_id()).routed == ()


def test_a_rule_spikes_what_nobody_wants_and_restore_brings_it_back(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    It is put aside, not lost; who brings it back has the last word.
    """
    put(desk, rule("none", spike=True), rule("all", sites=("harbour",), publish=True))
    desk.ingest(wire())
    applied = routing(desk)
    spiked, routed = applied.step(desk.clock.now())
    assert (spiked.verb, desk.status(story_id())) == ("spike", "spiked")
    assert routed.verb == "route" and "is spiked" in routed.remarks[1]
    restore(story_id(), by="ada", ledger=desk.ledger)
    assert applied.step(desk.clock.now()) == () and desk.status(story_id()) == "new"


@pytest.mark.parametrize("deed", ["take", "hold", "publish"])
def test_what_a_person_has_decided_on_is_no_rules_any_more(
    deed: str, desk: "Desk", wire: Wire, story_id: Named
) -> None:
    """
    A rule that comes late must not overrule somebody who was there.
    """
    put(desk, rule(sites=("valley",), publish=True))
    desk.ingest(wire())
    deeds: dict[str, Callable[[], object]] = {
        "take": lambda: take(story_id(), by="ada", ledger=desk.ledger),
        "hold": lambda: hold(story_id(), reason="we ask", by="ada", ledger=desk.ledger),
        "publish": lambda: publish(story_id(), sites=("harbour",), by="ada", ledger=desk.ledger),
    }
    deeds[deed]()
    assert routing(desk).step(desk.clock.now()) == ()
    assert desk.story(story_id()).routed == ()


def test_a_note_settles_nothing(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    Who only says something of a story has not decided on it.
    """
    put(desk, rule())
    desk.ingest(wire())
    note(story_id(), "seen", by="ada", ledger=desk.ledger)
    assert len(routing(desk).step(desk.clock.now())) == 1


def test_a_rule_means_what_comes_after_it_and_each_story_once(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    Neither what was there before it, nor a newer version, nor the same rule changed, makes it act again.
    """
    desk.ingest(wire())
    put(desk, rule())
    applied = routing(desk)
    assert applied.step(desk.clock.now()) == ()
    desk.ingest(wire(item="2"))
    assert [d.id for d in applied.step(desk.clock.now())] == [story_id("2")]
    desk.ingest(wire(2, item="2"), wire(2))
    put(desk, rule(kicker="Boats"))
    assert applied.step(desk.clock.now()) == () == routing(desk).step(desk.clock.now())


def test_a_withdrawal_is_not_undone_by_a_rule(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    What a rule published and a person took back stays back, also when the program begins anew.
    """
    put(desk, rule(sites=("harbour",), publish=True))
    desk.ingest(wire())
    routing(desk).step(desk.clock.now())
    withdraw(story_id(), reason="doubts", by="ada", ledger=desk.ledger)
    desk.ingest(wire(2))
    assert routing(desk).step(desk.clock.now()) == ()
    assert desk.status(story_id()) == "withdrawn"


def test_what_came_long_ago_waits_for_a_person(desk: "Desk", wire: Wire) -> None:
    """
    After a weekend without power nothing stale goes out by itself.
    """
    put(desk, rule(sites=("harbour",), publish=True))
    desk.ingest(wire())
    assert routing(desk).step(desk.clock.now() + REACH + timedelta(minutes=2)) == ()


def test_two_rules_of_which_one_is_first(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    Each does what it says; of one thing that both say the first one's holds.
    """
    put(
        desk,
        rule("a", sites=("harbour",), publish=True, kicker="First", value=3),
        rule("b", sites=("valley", "harbour"), publish=True, kicker="Second", value=1),
    )
    desk.ingest(wire())
    assert [d.verb for d in routing(desk).step(desk.clock.now())] == ["publish", "publish"]
    article = desk.article(story_id())
    assert (article.wording.kicker, article.home) == ("First", "harbour")
    assert {p.site for p in article.placements} == {"harbour", "valley"}
    assert {v.judgement.site: v.judgement.value for v in article.verdicts} == {"harbour": 3, "valley": 1}


def test_a_crash_in_the_middle_does_all_of_it_or_nothing(
    desk: "Desk", wire: Wire, story_id: Named, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What a rule did and that it did it are one commit: nothing is published twice, and nothing is forgotten.
    """
    put(desk, rule(sites=("harbour",), publish=True))
    desk.ingest(wire(), wire(item="2"))
    applied, begun = routing(desk), list[tuple[object, ...]]()

    def fails(*given: object) -> None:
        begun.append(given)
        raise OSError("the power fails")

    with monkeypatch.context() as patch:
        patch.setattr("dateline.verbs.route.continued", fails)
        with pytest.raises(OSError, match="the power fails"):
            applied.step(desk.clock.now())
    assert begun and desk.story(story_id()).routed == () and desk.status(story_id()) == "new"
    assert sorted(d.verb for d in applied.step(desk.clock.now())) == ["publish", "publish"]
    assert routing(desk).step(desk.clock.now()) == ()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> "Callable[[], Path]":
    return lambda: tmp_path_factory.mktemp("room")


Step = tuple[str, int]
_steps = st.lists(
    st.tuples(st.sampled_from(["come", "newer", "route", "restart", "rules", "take", "withdraw"]), st.integers(1, 4)),
    min_size=4,
    max_size=14,
)


@settings(max_examples=25, deadline=None)
@given(steps=_steps)
def test_no_rule_ever_has_a_story_twice(steps: list[Step], folders: "Callable[[], Path]") -> None:
    """
    However often the program begins anew, and whoever does what beside it; and the state is what the entries say.
    """
    desk = Desk(folders())
    try:
        put(desk, rule("a", sites=("harbour",), publish=True), rule("b", value=1, sites=("valley",)))
        applied = routing(desk)
        for deed, number in steps:
            id = ids.story_id("nwa", f"item:urn:x:{number}")
            if deed in ("come", "newer"):
                desk.ingest(ninjs(1 if deed == "come" else 2, item=str(number)))
            elif deed == "route":
                applied.step(desk.clock.now())
            elif deed == "restart":
                applied = routing(desk)
            elif deed == "rules":
                put_rule(rule("b", value=number % 3 + 1, sites=("valley",)), by="ada", ledger=desk.ledger)
            elif desk.ledger.story(id) is not None:
                _tried(partial(_DEEDS[deed], id, desk))
        applied.step(desk.clock.now())
        routing(desk).step(desk.clock.now())
        marks = list(_marks(desk))
        assert len(marks) == len(set(marks))
        assert routing(desk).step(desk.clock.now()) == ()
        assert {s.id: s for s in Memory(desk.ledger.entries()).stories()} == {s.id: s for s in desk.ledger.stories()}
    finally:
        desk.ledger.close()


_DEEDS: dict[str, Callable[[str, Desk], object]] = {
    "take": lambda id, desk: take(id, by="ada", ledger=desk.ledger),
    "withdraw": lambda id, desk: withdraw(id, reason="doubts", by="ada", ledger=desk.ledger),
}


def _tried(deed: Callable[[], object]) -> None:
    try:
        deed()
    except NotAllowed:
        return


def _marks(desk: Desk) -> Iterator[tuple[str, str]]:
    return ((e.fact.story, e.fact.rule) for e in desk.ledger.entries() if isinstance(e.fact, Routed))
