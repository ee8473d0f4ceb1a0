"""The intake's rows: what one knows of a story before one opens it."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from tests.desk.conftest import Working
from tests.desk.sent import NOON

from dateline.desk.intake import Row, View, Why, made, seen_in
from dateline.news.facts import Judgement
from dateline.news.rulebook import DeskRule, Then, When
from dateline.verbs.judge import judge
from dateline.verbs.note import assign
from dateline.verbs.route import Routing
from dateline.verbs.rules import put_rules
from dateline.verbs.take import take

LOCKS = DeskRule(name="locks", when=When(words=("lock nine",)), then=Then(sites=("example",), value=2))


def _row(working: Working, id: str) -> Row:
    working.desk.live.step()
    row = working.desk.live.row(id)
    assert row is not None
    return row


def _routed(working: Working, *rules: DeskRule) -> str:
    """A story that came while these rules were in force; its id."""
    put_rules(rules, by="duty-editor", ledger=working.room.ledger)
    id = working.sent("x-1", "Lock nine has failed", "Nobody knows why.")
    Routing(working.room.ledger, working.room.topics).step(NOON)
    return id


def test_a_row_says_which_rule_brought_it_there_and_by_what(working: Working) -> None:
    """Nobody has to guess why a story lies before them."""
    row = _row(working, _routed(working, LOCKS))
    assert row.why == (Why("locks", "says “lock nine”"),)
    assert row.meant == ("example",)
    assert row.values == {"example": 2}


def test_a_row_says_what_of_a_rule_was_refused(working: Working) -> None:
    """What a rule could not do waits for a person, who is told why."""
    ledger, id = working.room.ledger, _routed(working, LOCKS)
    story = ledger.story(id)
    assert story is not None
    left = replace(story, routed=(replace(story.routed[0], refused="not published on example: its term is over"),))
    row = made(left, None, ledger.standing(), NOON, 1)
    assert row is not None
    assert row.row.why == (Why("locks", "says “lock nine”", "not published on example: its term is over"),)


def test_a_row_says_whose_work_it_is_and_what_it_is_worth(working: Working) -> None:
    """Before it is taken by its story, afterwards by its article."""
    id, ledger = working.sent("x-1", "Lock nine has failed", "Nobody knows why."), working.room.ledger
    due = NOON + timedelta(hours=2)
    assign(id, to="editor", due=due, by="duty-editor", ledger=ledger)
    row = _row(working, id)
    assert (row.assigned, row.deadline, row.values) == ("editor", due, {})
    take(id, by="editor", ledger=ledger, judgements=(Judgement("example", 3, "The only lock."),))
    row = _row(working, id)
    assert (row.taken, row.assigned, row.values) == ("editor", "editor", {"example": 3})
    judge(id, (Judgement("example", 1, "It opened again."),), by="editor", ledger=ledger)
    assert _row(working, id).values == {"example": 1}


@pytest.mark.parametrize(
    ("row", "seen"),
    [({"sites": ("orbit",)}, True), ({"meant": ("orbit",)}, True), ({"sites": ("reef",), "meant": ("pier",)}, False)],
)
def test_a_view_of_a_site_has_what_stands_there_and_what_was_meant_for_it(
    row: dict[str, tuple[str, ...]], seen: bool
) -> None:
    """An editor of one site sees what rules and colleagues put before them, and not only what is out."""
    like = Row(id="x", entry=1, headline="Locks", source="x", issued=NOON, received=NOON, status="new", **row)  # type: ignore[arg-type]
    assert seen_in(View(sites=("orbit",)), like) is seen


def test_a_view_of_a_rule_has_what_the_rule_meant(working: Working) -> None:
    """By its name; its words are for reading."""
    row = _row(working, _routed(working, LOCKS))
    assert seen_in(View(rules=("locks",)), row)
    assert not seen_in(View(rules=("says “lock nine”",)), row)
