"""The API: the intake, a story, and verbs by HTTP."""

import pytest
from tests.desk.conftest import Working

from dateline.desk.people import Person

URGENT = "Lock nine has failed"


def _two(working: Working) -> tuple[str, str]:
    return (
        working.sent("x-1", "Locks closed", "All locks are closed.", "Nobody knows for how long."),
        working.sent("x-2", URGENT, "Lock nine has failed at noon."),
    )


def test_what_came_in_is_in_the_intake(working: Working) -> None:
    """Each story in one line: whose, when, how long, and what may be done with it."""
    first, second = _two(working)
    answer = working.client.get("/api/v1/intake", headers=working.headers("reader")).json()
    assert {row["id"] for row in answer["rows"]} == {first, second}
    row = next(r for r in answer["rows"] if r["id"] == first)
    assert (row["headline"], row["source"], row["status"]) == ("Locks closed", "by-hand", "new")
    assert (row["words"], row["licence"], row["issued"]) == (9, "free", "2020-01-16T11:01:00Z")
    assert answer["count"] == 2


def test_a_view_chooses(working: Working) -> None:
    """By words, by status; and what nobody chose is not there."""
    first, _ = _two(working)
    headers = working.headers("editor")
    working.client.post(f"/api/v1/stories/{first}/take", json={}, headers=headers)
    working.desk.live.step()

    def found(query: str) -> list[str]:
        return [r["headline"] for r in working.client.get(f"/api/v1/intake?{query}", headers=headers).json()["rows"]]

    assert found("q=NINE failed") == [URGENT]
    assert found("status=taken") == ["Locks closed"]
    assert found("status=taken&status=new") == [URGENT, "Locks closed"] or len(found("status=taken&status=new")) == 2
    assert found("source=nobody") == []


def test_pages_follow_each_other_without_a_gap(working: Working) -> None:
    """All rows once, in one order, however they are cut; a cursor that nobody gave out is told."""
    for n in range(7):
        working.sent(f"x-{n}", f"Story {n}", "Words.")
    headers = working.headers("reader")
    whole = [r["id"] for r in working.client.get("/api/v1/intake", headers=headers).json()["rows"]]
    pieces, cursor = [], ""
    while True:
        page = working.client.get(f"/api/v1/intake?limit=3&cursor={cursor}", headers=headers).json()
        pieces += [r["id"] for r in page["rows"]]
        cursor = page.get("next", "")
        if not cursor:
            break
    assert pieces == whole
    wrong = working.client.get("/api/v1/intake?cursor=made-up", headers=headers)
    assert (wrong.status_code, wrong.headers["content-type"]) == (400, "application/problem+json")


def test_a_story_is_told_whole(working: Working) -> None:
    """Its versions, its words, what may be done with it on which site, and what was decided."""
    id = working.sent("x-1", "Locks closed", "Eleven locks are closed.")
    working.sent("x-1", "Locks closed", "Twelve locks are closed.", version=2)
    headers = working.headers("editor")
    working.client.post(f"/api/v1/stories/{id}/take", json={"note": "Ships wait."}, headers=headers)
    told = working.client.get(f"/api/v1/stories/{id}", headers=headers).json()
    assert told["body_html"] == ["<p>Twelve locks are closed.</p>"]
    assert [v["number"] for v in told["versions"]] == [1, 2]
    assert {(r["site"], r["use"]) for r in told["rulings"]} >= {("example", "display"), ("example", "feed")}
    assert (told["decisions"][0]["deed"], told["decisions"][0]["by"]) == ("take", "editor")
    assert "publish" in told["verbs"]
    assert "kill" in told["verbs"]
    one, two = (v["entry"] for v in told["versions"])
    compared = working.client.get(f"/api/v1/stories/{id}/versions/{one}/{two}", headers=headers).json()
    assert compared["paragraphs"][0]["html"] == "<del>Eleven </del><ins>Twelve </ins>locks are closed."


def test_a_kill_says_first_what_it_will_do(working: Working) -> None:
    """How many outputs on how many sites hold the words; and then none does."""
    id = working.sent("x-1", "Locks closed", "All locks are closed.")
    headers = working.headers("duty-editor")
    before = working.client.get(f"/api/v1/stories/{id}/consequences", headers=headers).json()
    assert before["words"].endswith("no output of ours holds its words")
    published = working.client.post(f"/api/v1/stories/{id}/publish", json={"sites": ["example"]}, headers=headers)
    assert published.status_code == 200
    asked = working.client.get(f"/api/v1/stories/{id}/consequences?verb=kill", headers=headers).json()
    assert asked["words"] == f"kill removes its words from {len(asked['outputs'])} outputs on 1 site"
    assert len(asked["outputs"]) > 5
    killed = working.client.post(f"/api/v1/stories/{id}/kill", json={"reason": "Not true."}, headers=headers).json()
    assert {o["path"] for o in killed["outputs"]} >= {o["path"] for o in asked["outputs"]}
    after = working.client.get(f"/api/v1/stories/{id}/consequences", headers=headers).json()
    assert after["outputs"] == []


def test_what_is_refused_says_why(working: Working) -> None:
    """In the verb's own words, as problem details; what makes no sense names its field."""
    id = working.sent("x-1", "Locks closed", "All locks are closed.")
    headers = working.headers("editor")
    early = working.client.post(f"/api/v1/stories/{id}/edit", json={"headline": "New"}, headers=headers)
    assert (early.status_code, early.json()["title"]) == (409, "It cannot be done now")
    assert "take" in early.json()["detail"]
    strange = working.client.post(f"/api/v1/stories/{id}/take", json={"nte": "x"}, headers=headers)
    assert strange.status_code == 400
    assert "nte" in str(strange.json()["fields"])
    nowhere = working.client.post("/api/v1/stories/none/take", json={}, headers=headers)
    assert (nowhere.status_code, nowhere.json()["detail"]) == (404, "none: no story or article has this id")


def test_a_verb_sent_twice_under_one_key_is_done_once(working: Working) -> None:
    """A browser that lost the answer asks again, and gets the first receipt; another request may not have the key."""
    id = working.sent("x-1", "Locks closed", "All locks are closed.")
    headers = working.headers("editor") | {"idempotency-key": "one"}
    first = working.client.post(f"/api/v1/stories/{id}/take", json={}, headers=headers)
    again = working.client.post(f"/api/v1/stories/{id}/take", json={}, headers=headers)
    assert first.json() == again.json()
    other = working.client.post(f"/api/v1/stories/{id}/spike", json={}, headers=headers)
    assert other.status_code == 422
    fresh = working.client.post(f"/api/v1/stories/{id}/take", json={}, headers=headers | {"idempotency-key": "two"})
    assert fresh.status_code == 409
    later = working.client.post(f"/api/v1/stories/{id}/take", json={}, headers=headers | {"idempotency-key": "two"})
    assert (later.status_code, later.json()["detail"]) == (409, fresh.json()["detail"])


def test_an_editor_of_another_site_leaves_a_story_alone(working: Working) -> None:
    """What stands on a site is touched by those who work for it."""
    working.desk.accounts.add(Person(id="ada", name="Ada Example", role="editor", sites=("reef",)))
    id = working.sent("x-1", "Locks closed", "All locks are closed.")
    headers = working.headers("ada")
    refused = working.client.post(f"/api/v1/stories/{id}/publish", json={"sites": ["example"]}, headers=headers)
    assert (refused.status_code, refused.json()["detail"]) == (
        403,
        "Ada Example works for reef, and not for example",
    )
    working.client.post(f"/api/v1/stories/{id}/publish", json={"sites": ["example"]}, headers=working.headers("editor"))
    spiked = working.client.post(f"/api/v1/stories/{id}/hold", json={"reason": "Wait."}, headers=headers)
    assert spiked.status_code == 403


def test_a_defect_is_told_at_home(working: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asked learns that it was noted; the program's own words go to whoever runs it."""
    monkeypatch.setattr(working.desk.live, "rows", lambda: 1 / 0)
    answer = working.client.get("/api/v1/intake", headers=working.headers("reader"))
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "division" not in answer.text
    assert working.told == ["GET /api/v1/intake: ZeroDivisionError('division by zero')"]
