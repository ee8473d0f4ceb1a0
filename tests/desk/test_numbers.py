"""The numbers: counted from the ledger, right after every entry, and the same whichever way one came there."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.conftest import Working
from tests.desk.sent import NOON

from dateline.desk.numbers import NAMES, Name, numbers, window
from dateline.desk.tally import Tally


def _asked(working: Working, name: str, days: int = 7) -> dict[str, Any]:
    answer = working.client.get(f"/api/v1/numbers/{name}?days={days}", headers=working.headers("reader"))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _all(found: dict[str, Any]) -> dict[str, float]:
    return {one["name"]: one["all"] for one in found["series"]}


def _done(working: Working, id: str, verb: str, **body: object) -> None:
    answer = working.client.post(f"/api/v1/stories/{id}/{verb}", json=body, headers=working.headers("duty-editor"))
    assert answer.status_code == 200, answer.text


def test_what_came_in_is_counted_by_source_and_hour(working: Working) -> None:
    """In the hour in which it came; an hour in which nothing came is no gap."""
    for n in range(3):
        working.sent(f"x-{n}", f"Story {n}", "Words.")
    found = _asked(working, "intake")
    assert _all(found) == {"by-hand": 3}
    (series,) = found["series"]
    assert len(series["values"]) == len(found["moments"])
    assert (found["moments"][-1], series["values"][-1], sum(series["values"])) == ("2020-01-16T12:00:00Z", 3, 3)


def test_taken_spiked_and_published_are_counted_once(working: Working) -> None:
    """A verb on a story and its article is one deed."""
    first, second, _ = (working.sent(f"x-{n}", f"Story {n}", "Words.") for n in range(3))
    _done(working, first, "take")
    _done(working, first, "publish", sites=["example"])
    _done(working, second, "spike", reason="told already")
    assert _all(_asked(working, "chosen")) == {"came in": 3, "taken": 1, "spiked": 1, "published": 1}


def test_the_way_from_wire_to_page_is_measured(working: Working) -> None:
    """From the first receipt to the moment from which readers had it."""
    id = working.sent("x-1", "Locks closed", "All locks are closed.")
    working.room.clock.moment = NOON + timedelta(minutes=30)  # type: ignore[attr-defined]
    _done(working, id, "publish", sites=["example"])
    assert _all(_asked(working, "speed")) == {"median": 30.0, "95 of 100": 30.0}


def test_rights_are_counted_by_licence_and_use(working: Working) -> None:
    """What each licence let readers have, on how many sites."""
    id = working.sent("x-1", "Locks closed", "All locks are closed.")
    _done(working, id, "publish", sites=["example"])
    found = _asked(working, "rights")
    assert _all(found) == {"own-responsibility": 1}
    ((name, counts),) = found["table"]["rows"]
    assert (name, dict(zip(found["table"]["columns"], counts, strict=True))["display"]) == ("own-responsibility", 1)


def test_what_each_site_values_is_told_with_the_reasons(working: Working) -> None:
    """By value, topic and source; a judgement that was thought better of counts no more."""
    id = working.sent("x-1", "Locks closed", "All locks are closed.")
    for value, reason in ((1, "only a lock"), (3, "their ships wait")):
        _done(working, id, "judge", judgements=[{"site": "example", "value": value, "reason": reason}])
    answer = working.client.get("/api/v1/numbers/values", headers=working.headers("reader")).json()
    (site,) = answer["sites"]
    assert (site["site"], site["by_value"]) == ("example", [0, 0, 1])
    assert [(r["value"], r["reason"]) for r in site["reasons"]] == [(3, "their ships wait")]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_counted_step_by_step_is_what_is_counted_at_once(working: Working, name: Name) -> None:
    """A count that lies in memory is never another than one made anew."""
    days = window(7, ZoneInfo("Australia/Sydney"), NOON + timedelta(hours=1))
    tally = Tally(working.room.ledger, working.room.clock.now)
    for n in range(4):
        id = working.sent(f"x-{n}", f"Story {n}", "Words.")
        _done(
            working,
            id,
            *(("take",), ("spike",), ("kill",), ("note",))[n],
            **({"reason": "why"} if n in (1, 2) else {"words": "w"} if n == 3 else {}),
        )
        if n == 0:
            _done(working, id, "publish", sites=["example"])
        fresh = Tally(working.room.ledger, working.room.clock.now)
        assert numbers(name, tally, days) == numbers(name, fresh, days)


def test_numbers_of_no_name_are_refused_in_words(working: Working) -> None:
    """What is asked wrongly names its field."""
    headers = working.headers("reader")
    for path, field in (("gossip", "name"), ("intake?days=0", "days"), ("speed?days=9999", "days")):
        answer = working.client.get(f"/api/v1/numbers/{path}", headers=headers)
        assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])


@given(
    st.datetimes(datetime(2019, 1, 1), datetime(2021, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Sydney"]),
    st.integers(1, 30),
)
def test_every_moment_of_the_window_has_its_day(now: datetime, zone: str, days: int) -> None:
    """Also where a day has 23 hours or 25, and wherever midnight is."""
    span = window(days, ZoneInfo(zone), now)
    assert span.place(now) == days - 1
    assert span.place(span.since) == 0
    for number, moment in enumerate(span.moments):
        assert span.place(moment) == number
        assert number == 0 or span.place(moment - timedelta(microseconds=1)) == number - 1
