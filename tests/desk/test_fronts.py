"""A site's front at the desk: the same that readers get, as it would be, and who made it so."""

from datetime import timedelta
from typing import Any

import pytest
from tests.desk.conftest import Working
from tests.desk.sent import NOON

from dateline.desk.people import Person
from dateline.verbs.hold import hold
from dateline.verbs.publish import publish

#: A collection of the one site.
COLLECTION = '\n[[collections]]\nslug = "locks"\ntitle = "Locks"\n'


@pytest.fixture
def stories(working: Working) -> list[str]:
    """Three stories that stand on the site, the last published first; and a collection."""
    file = working.room.folder / "sites" / "example.toml"
    file.write_text(file.read_text() + COLLECTION)
    working.room.apply("ada")
    ids = [working.sent(f"x-{n}", f"Lock {n} closed", f"Lock {n} is closed.") for n in (1, 2, 3)]
    for id in ids:
        publish(id, sites=("example",), by="editor", ledger=working.room.ledger)
    working.room.follow()
    return ids


def _front(working: Working) -> dict[str, Any]:
    found = working.client.get("/api/v1/fronts/example", headers=working.headers("reader"))
    assert found.status_code == 200, found.text
    return dict(found.json())


def _foreseen(working: Working, *changes: dict[str, Any]) -> Any:
    body = {"changes": changes}
    return working.client.post("/api/v1/fronts/example/preview", json=body, headers=working.headers("editor"))


def _done(working: Working, verb: str, id: str, **body: Any) -> None:
    answer = working.client.post(
        f"/api/v1/stories/{id}/{verb}", json={"site": "example", **body}, headers=working.headers("editor")
    )
    assert answer.status_code == 200, answer.text


def _order(front: dict[str, Any]) -> list[str]:
    return [slot["story"] for slot in front["first"]]


def _read(working: Working, path: str) -> str:
    """The order of headlines in a page that readers have, or would have."""
    return str(working.client.get(path, headers=working.headers("editor")).text)


def test_the_desk_has_the_front_that_readers_have(working: Working, stories: list[str]) -> None:
    """Slot by slot in the order of the page itself; what stands there by itself says so."""
    front, page = _front(working), _read(working, _foreseen(working).json()["href"])
    assert set(_order(front)) == set(stories)
    places = [page.index(slot["headline"], page.index("<main")) for slot in front["first"]]
    assert places == sorted(places)
    assert all("pin" not in slot for slot in front["first"])
    assert (front["places"], front["day"]) == (9, "2020-01-16")
    assert [c["slug"] for c in front["collections"]] == ["locks"]


@pytest.mark.usefixtures("stories")
def test_a_pin_says_whose_it_is_and_until_when(working: Working) -> None:
    """A colleague knows whom to ask before they take it off."""
    last, until = _order(_front(working))[-1], NOON + timedelta(hours=3)
    _done(working, "pin", last, place=1, until=until.isoformat(), reason="The only lock with a keeper.")
    working.room.follow()
    slot = _front(working)["first"][0]
    assert slot["story"] == last
    assert slot["pin"] == {
        "place": 1,
        "until": "2020-01-16T15:00:00Z",
        "by": "editor",
        "at": "2020-01-16T12:00:00Z",
        "reason": "The only lock with a keeper.",
    }


@pytest.mark.usefixtures("stories")
def test_a_front_can_be_looked_at_before_it_is_done(working: Working) -> None:
    """Order and page are those that readers would get; nothing is written, and readers have what they had."""
    before, tail = _front(working), working.room.ledger.tail()
    first, *_, last = _order(before)
    seen = _foreseen(
        working, {"verb": "pin", "id": last, "place": 1}, {"verb": "gather", "id": first, "collection": "locks"}
    )
    assert seen.status_code == 200, seen.text
    front, href = seen.json()["front"], seen.json()["href"]
    assert _order(front)[0] == last
    assert front["first"][0]["pin"] == {"place": 1}
    assert [s["story"] for s in front["collections"][0]["slots"]] == [first]
    page = _read(working, href)
    heads = {slot["story"]: slot["headline"] for slot in before["first"]}
    assert page.index(heads[last]) < page.index(heads[first])
    assert (_front(working), working.room.ledger.tail()) == (before, tail)


@pytest.mark.usefixtures("stories")
def test_a_preview_is_framed_by_the_desk_alone(working: Working) -> None:
    """It has no script, and no page of another site may show it."""
    href = _foreseen(working).json()["href"]
    policy = working.client.get(href, headers=working.headers("editor")).headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script" not in policy
    assert working.client.get(href).status_code == 401


def test_what_cannot_be_done_is_refused_in_the_preview_too(working: Working, stories: list[str]) -> None:
    """In the verb's own words, before anybody has pressed anything."""
    fresh = working.sent("x-9", "Lock nine closed", "Lock nine is closed.")
    refused = _foreseen(working, {"verb": "pin", "id": fresh, "place": 1})
    assert refused.status_code == 409
    past = _foreseen(working, {"verb": "pin", "id": stories[0], "until": (NOON - timedelta(hours=1)).isoformat()})
    assert (past.status_code, "is past" in past.json()["detail"]) == (409, True)
    nowhere = working.client.get("/api/v1/fronts/reef", headers=working.headers("reader"))
    assert (nowhere.status_code, nowhere.json()["detail"]) == (404, "There is no site reef; there are: example.")


@pytest.mark.usefixtures("stories")
def test_an_editor_of_another_site_makes_up_no_front(working: Working) -> None:
    """They may look at it."""
    working.desk.accounts.add(Person(id="ada", name="Ada Example", role="editor", sites=("reef",)))
    headers = working.headers("ada")
    refused = working.client.post("/api/v1/fronts/example/preview", json={}, headers=headers)
    assert (refused.status_code, refused.json()["detail"]) == (403, "Ada Example works for reef, and not for example")
    assert working.client.get("/api/v1/fronts/example", headers=headers).status_code == 200


def test_a_pin_that_readers_do_not_see_is_told(working: Working, stories: list[str]) -> None:
    """It keeps its place until it is taken off, and the desk says why nobody sees it there."""
    _done(working, "pin", stories[0], place=2)
    hold(stories[0], reason="Is it the right lock?", by="editor", ledger=working.room.ledger)
    working.room.follow()
    front = _front(working)
    assert stories[0] not in _order(front)
    (slot,) = front["waiting"]
    assert (slot["story"], slot["pin"]["place"]) == (stories[0], 2)
    assert slot["why"]


def test_history_says_who_did_what_with_the_front(working: Working, stories: list[str]) -> None:
    """All four verbs, the last first, in pages without a gap; of this front alone."""
    one, two, _ = stories
    _done(working, "pin", one, place=3)
    _done(working, "gather", two, collection="locks", place=1)
    _done(working, "unpin", one, reason="It opened again.")
    _done(working, "ungather", two, collection="locks")
    headers = working.headers("reader")
    whole = working.client.get("/api/v1/fronts/example/history", headers=headers).json()["moves"]
    assert [(m["deed"], m.get("place", 0), m.get("collection", "")) for m in whole] == [
        ("ungather", 0, "locks"),
        ("unpin", 0, ""),
        ("gather", 1, "locks"),
        ("pin", 3, ""),
    ]
    assert {m["by"] for m in whole} == {"editor"}
    assert whole[1]["reason"] == "It opened again."
    pieces, cursor = [], ""
    while True:
        path = f"/api/v1/fronts/example/history?limit=3&cursor={cursor}"
        page = working.client.get(path, headers=headers).json()
        pieces += page["moves"]
        cursor = page.get("next", "")
        if not cursor:
            break
    assert pieces == whole
