"""The live intake: what changes is told once, to everybody."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from tests.desk.conftest import Working
from tests.desk.sent import NOON

from dateline.clock import SetClock
from dateline.desk import live as living
from dateline.desk.api.intake import events_of
from dateline.desk.live import Change, Live
from dateline.verbs.hold import hold
from dateline.verbs.spike import spike


def _told(changes: list[Change] | None) -> list[dict[str, Any]]:
    assert changes is not None
    return [msgspec.json.decode(change.body) for change in changes]


def test_a_story_that_comes_is_told(working: Working) -> None:
    """Who knew the list as it was gets the one row that is new."""
    number = working.desk.live.number
    id = working.sent("x-1", "Locks closed", "All locks are closed.")
    (change,) = _told(working.desk.live.since(number))
    assert [row["id"] for row in change["rows"]] == [id]
    assert change["gone"] == []


def test_a_verb_changes_the_row(working: Working) -> None:
    """Whoever did it, from wherever: it is in the ledger."""
    id = working.sent("x-1", "Locks closed", "All locks are closed.")
    number = working.desk.live.number
    spike(id, by="ada", ledger=working.room.ledger)
    assert working.desk.live.step() == 1
    (change,) = _told(working.desk.live.since(number))
    assert change["rows"][0]["status"] == "spiked"


def test_nothing_is_told_of_nothing(working: Working) -> None:
    """A look that finds no new entry sends nobody anything."""
    working.sent("x-1", "Locks closed", "All locks are closed.")
    number = working.desk.live.number
    assert working.desk.live.step() == 0
    assert working.desk.live.since(number) == []


def test_the_clock_changes_rows_too(working: Working) -> None:
    """A hold that ends by itself is seen to end."""
    id = working.sent("x-1", "Locks closed", "All locks are closed.")
    end = NOON + timedelta(hours=1)
    hold(id, reason="Wait for one o'clock.", by="ada", ledger=working.room.ledger, until=end)
    working.desk.live.step()
    row = working.desk.live.row(id)
    assert row is not None
    assert row.status == "held"
    assert working.desk.live.next_due() == end
    assert isinstance(working.room.clock, SetClock)
    working.room.clock.moment = end
    assert working.desk.live.step() == 1
    row = working.desk.live.row(id)
    assert row is not None
    assert row.status == "new"


def test_who_was_away_too_long_reads_the_list_anew(working: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    """Changes are kept for a while, and never half of them are given out."""
    monkeypatch.setattr(living, "_KEPT", 2)
    live = Live(working.room.ledger, working.room.clock.now)
    live.step()
    for n in range(3):
        working.sent(f"x-{n}", f"Story {n}", "Words.")
        live.step()
    assert live.since(0) is None
    assert len(live.since(1) or ()) == 2
    assert live.since(99) is None


def test_old_stories_are_not_in_the_list(working: Working) -> None:
    """They are found by search."""
    working.sent("x-1", "Locks closed", "All locks are closed.")
    later = Live(working.room.ledger, lambda: NOON + living.WINDOW + timedelta(minutes=1))
    later.step()
    assert later.rows() == []


def test_the_list_ends_somewhere(working: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest leave, and that is told."""
    monkeypatch.setattr(living, "MOST", 2)
    live = Live(working.room.ledger, working.room.clock.now)
    live.step()
    for n in range(4):
        working.sent(f"x-{n}", f"Story {n}", "Words.")
        live.step()
    assert len(live.rows()) == 2
    assert sum(len(change["gone"]) for change in _told(live.since(0))) == 2


def test_a_listener_is_called_until_it_goes(working: Working) -> None:
    """Once a change."""
    heard: list[int] = []
    silence = working.desk.live.listen(lambda: heard.append(1))
    working.sent("x-1", "Locks closed", "All locks are closed.")
    silence()
    working.sent("x-2", "Locks open", "All locks are open.")
    assert heard == [1]


def test_events_go_on_from_where_somebody_was(working: Working) -> None:
    """A stream begins with what was missed, and tells the rest as it comes."""
    first = working.sent("x-1", "Locks closed", "All locks are closed.")
    assert asyncio.run(_heard(working)) == [[first], [working.desk.live.rows()[0].id]]


async def _heard(working: Working) -> list[list[str]]:
    """The ids of two events: one that was missed, and one that came while somebody listened."""
    lines, heard = events_of(working.desk, 0), list[list[str]]()
    async for line in lines:
        if line.startswith(b"id: "):
            data = next(part for part in line.decode().splitlines() if part.startswith("data: "))
            heard.append([row["id"] for row in json.loads(data.removeprefix("data: "))["rows"]])
            if len(heard) == 2:
                break
            await asyncio.to_thread(working.sent, "x-2", "Locks open", "All locks are open.")
    await lines.aclose()
    return heard


def test_what_is_too_old_leaves_the_list_by_itself(working: Working) -> None:
    """Nobody has to look at last week's stories, and it is told that they went."""
    id = working.sent("x-1", "Locks closed", "All locks are closed.")
    number = working.desk.live.number
    assert isinstance(working.room.clock, SetClock)
    working.room.clock.moment = NOON + living.WINDOW + timedelta(minutes=2)
    working.desk.live.step()
    assert working.desk.live.rows() == []
    assert [change["gone"] for change in _told(working.desk.live.since(number))] == [[id]]
