"""The board: what is planned, in work, ready and out; plans by HTTP; and the sheet for whoever comes next."""

import asyncio
from datetime import timedelta

import pytest
from tests.desk.conftest import Working
from tests.desk.sent import NOON

from dateline.clock import SetClock
from dateline.desk.api.board import events_of
from dateline.desk.people import Person
from dateline.verbs.note import assign, note
from dateline.verbs.take import take

PLANS = "/api/v1/plans"


def _board(working: Working) -> dict[str, dict[str, object]]:
    answer = working.client.get("/api/v1/board", headers=working.headers("reader"))
    assert answer.status_code == 200
    return {card["slug"]: card for card in answer.json()["cards"]}


def _planned(working: Working, slug: str = "locks", **more: object) -> str:
    answer = working.client.post(PLANS, json={"slug": slug, **more}, headers=working.headers("editor"))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def _taken(working: Working) -> str:
    id = working.sent("x-1", "Locks closed", "All locks are closed.")
    return take(id, by="editor", ledger=working.room.ledger).id


def test_a_card_goes_from_left_to_right(working: Working) -> None:
    """Planned, in work, ready, out: the board says how far each piece is, and never twice."""
    id = _taken(working)
    headers = working.headers("editor")
    stages = [_board(working)["Locks closed"]["stage"]]
    for verb, body in (("ready", {}), ("publish", {"sites": ["example"]})):
        done = working.client.post(f"/api/v1/stories/{id}/{verb}", json=body, headers=headers)
        assert done.status_code == 200
        stages.append(_board(working)["Locks closed"]["stage"])
    assert stages == ["in work", "ready", "out"]


def test_a_plan_is_made_changed_and_dropped(working: Working) -> None:
    """What is left out of a change stays as it was; a moment that is said to be none is none."""
    due = (NOON + timedelta(hours=2)).isoformat()
    id = _planned(working, what="Which locks, and why", sites=["example"], to="editor", due=due)
    card = _board(working)["locks"]
    assert (card["stage"], card["who"], card["sites"]) == ("planned", "Editor", ["example"])
    headers = working.headers("editor")
    changed = working.client.patch(f"{PLANS}/{id}", json={"slug": "all locks", "due": None}, headers=headers)
    assert changed.status_code == 200
    card = _board(working)["all locks"]
    assert (card["what"], card["to"], card.get("due")) == ("Which locks, and why", "editor", None)
    gone = working.client.delete(f"{PLANS}/{id}?reason=Overtaken", headers=headers)
    assert (gone.status_code, _board(working)) == (200, {})
    again = working.client.delete(f"{PLANS}/{id}", headers=headers)
    assert (again.status_code, again.json()["title"]) == (409, "It cannot be done now")


def test_a_plan_becomes_its_article(working: Working) -> None:
    """Once it is said what came of it, there is one card of both, under the plan's name."""
    plan, article = _planned(working), _taken(working)
    tied = working.client.post(f"{PLANS}/{plan}/tie", json={"article": article}, headers=working.headers("editor"))
    assert tied.status_code == 200
    assert [(c["slug"], c["stage"], c["id"]) for c in _board(working).values()] == [("locks", "in work", article)]


def test_a_plan_sent_twice_under_one_key_is_one_plan(working: Working) -> None:
    """Who lost the answer asks again, and is given the first receipt."""
    headers = working.headers("editor") | {"idempotency-key": "one"}
    first = working.client.post(PLANS, json={"slug": "locks"}, headers=headers)
    again = working.client.post(PLANS, json={"slug": "locks"}, headers=headers)
    assert (first.status_code, first.json()) == (201, again.json())
    other = working.client.post(PLANS, json={"slug": "gates"}, headers=headers)
    assert other.status_code == 422


def test_nobody_plans_for_sites_of_others(working: Working) -> None:
    """Neither a new plan, nor a change of one that others made for theirs."""
    working.desk.accounts.add(Person(id="ada", name="Ada Example", role="editor", sites=("reef",)))
    id = _planned(working, sites=["example"])
    headers = working.headers("ada")
    for answer in (
        working.client.post(PLANS, json={"slug": "gates", "sites": ["example"]}, headers=headers),
        working.client.patch(f"{PLANS}/{id}", json={"sites": ["reef"]}, headers=headers),
        working.client.delete(f"{PLANS}/{id}", headers=headers),
    ):
        assert (answer.status_code, answer.json()["detail"]) == (
            403,
            "Ada Example works for reef, and not for example",
        )


def test_what_is_late_says_so_once_it_is(working: Working) -> None:
    """The clock alone makes a card late."""
    id, due = _taken(working), NOON + timedelta(hours=1)
    assign(id, "editor", by="owner", ledger=working.room.ledger, due=due)
    assert "late" not in _board(working)["Locks closed"]
    assert isinstance(working.room.clock, SetClock)
    working.room.clock.moment = due
    assert _board(working)["Locks closed"]["late"] is True


def test_who_has_the_board_is_told_that_it_is_the_same(working: Working) -> None:
    """A tag goes with it; a note on a card makes another one."""
    id, headers = _taken(working), working.headers("editor")
    tag = working.client.get("/api/v1/board", headers=headers).headers["etag"]
    same = working.client.get("/api/v1/board", headers=headers | {"if-none-match": tag})
    assert (same.status_code, same.content) == (304, b"")
    note(id, "Ask the harbour.", by="editor", ledger=working.room.ledger)
    other = working.client.get("/api/v1/board", headers=headers | {"if-none-match": tag})
    assert other.json()["cards"][0]["notes"][0]["words"] == "Ask the harbour."


def test_the_board_tells_of_articles_and_plans_alone(working: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    """What merely came in changes nothing on it."""
    monkeypatch.setattr("dateline.desk.api.board.LOOK", 0.01)
    number = working.room.ledger.tail()
    working.sent("x-2", "Locks open", "All locks are open.")
    _planned(working)
    assert asyncio.run(_heard(working, number)) == working.room.ledger.tail()


async def _heard(working: Working, number: int) -> int:
    """The number of the first event."""
    async for line in (lines := events_of(working.desk, number)):
        if line.startswith(b"id: "):
            await lines.aclose()
            return int(line.split()[1])
    raise AssertionError("the stream ended")


def test_the_sheet_has_the_day(working: Working) -> None:
    """What came, what was chosen with value and reason, what went out, what waits and why, who left which word."""
    first, headers = working.sent("x-1", "Locks closed", "All locks are closed."), working.headers("editor")
    second = working.sent("x-2", "Gates open", "All gates are open.")
    judged = {"judgements": [{"site": "example", "value": 3, "reason": "their ships wait"}]}
    for id, verb, body in (
        (first, "take", judged),
        (first, "note", {"words": "Ask the harbour."}),
        (first, "publish", {"sites": ["example"]}),
        (second, "hold", {"reason": "no second source"}),
    ):
        assert working.client.post(f"/api/v1/stories/{id}/{verb}", json=body, headers=headers).status_code == 200
    sheet = working.client.get("/api/v1/handover", headers=headers).json()
    assert (sheet["day"], sheet["all"], sheet["came"]) == ("2020-01-16", 2, [["by-hand", 2]])
    assert [(s["headline"], s["words"]) for s in sheet["chosen"]] == [("Locks closed", "example 3: their ships wait")]
    assert [s["headline"] for s in sheet["out"]] == ["Locks closed"]
    assert [(s["who"], s["words"]) for s in sheet["notes"]] == [("Editor", "Ask the harbour.")]
    assert [s["headline"] for s in sheet["holds"]] == ["Gates open"]
    assert "no second source" in sheet["holds"][0]["words"]


def test_a_day_is_the_newsrooms_own(working: Working) -> None:
    """Of another day nothing of this one is told; a day that is none is refused in words."""
    working.sent("x-1", "Locks closed", "All locks are closed.")
    headers = working.headers("reader")
    other = working.client.get("/api/v1/handover?day=2020-01-14", headers=headers).json()
    assert (other["all"], other["chosen"], other["day"]) == (0, [], "2020-01-14")
    wrong = working.client.get("/api/v1/handover?day=yesterday", headers=headers)
    assert (wrong.status_code, list(wrong.json()["fields"])) == (400, ["day"])
