"""Near-copies are one story to an editor."""

from tests.desk.conftest import Working

TEXT = (
    "The harbour office closed lock nine on Thursday morning after divers found a crack in its lower gate.",
    "Forty barges are waiting above the lock, and the pilots expect no movement before the weekend.",
    "Engineers measured the crack at two metres and said that it had grown since the inspection in autumn.",
    "The canal company will pay for the detour through the northern basin, a spokeswoman announced.",
)


def test_copies_are_one_group_with_its_first_fullest_and_freest(working: Working) -> None:
    """The row of each says which group it is in, what it is there, and how much is common."""
    first = working.sent("x-1", "Lock nine closed after crack is found", *TEXT[:3])
    more = "Lock nine was built ninety years ago and has been repaired four times since the great flood."
    fuller = working.sent("x-2", "Lock nine closed after crack is found by divers", *TEXT, more)
    other = working.sent("x-3", "Choir wins prize", "The choir of the pilots won the prize of the northern towns.")
    rows = {row.id: row for row in working.desk.live.rows()}
    assert (rows[first].group, rows[fuller].group, rows[other].group) == (first, first, "")
    assert rows[first].best == ("first",)
    assert rows[fuller].best == ("fullest", "freest")
    assert rows[fuller].common.endswith("of the first in it")


def test_a_group_forms_before_the_eyes_of_whoever_looks(working: Working) -> None:
    """The copy that comes changes the row of the one that was there; both are told at once."""
    first = working.sent("x-1", "Lock nine closed after crack is found", *TEXT)
    number = working.desk.live.number
    copy = working.sent("x-2", "Lock nine closed after crack is found", *TEXT)
    changes = working.desk.live.since(number)
    assert changes is not None
    (change,) = changes
    assert first.encode() in change.body
    assert copy.encode() in change.body


def test_what_was_there_before_is_grouped_step_by_step(working: Working) -> None:
    """A newsroom with a full intake has its list at once, and its groups soon after."""
    first = working.sent("x-1", "Lock nine closed after crack is found", *TEXT)
    copy = working.sent("x-2", "Lock nine closed after crack is found", *TEXT)
    live = type(working.desk.live)(working.room.ledger, working.room.clock.now)
    assert live.step() == 2
    assert live.busy
    live.step()
    assert not live.busy
    assert [row.group for row in live.rows()] == [first, first]
    assert {row.id for row in live.rows()} == {first, copy}
