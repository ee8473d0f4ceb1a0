"""Rules of the desk over HTTP: tried, put in force, dropped, and remembered."""

from typing import Any

from tests.desk.conftest import Working

RULE = {"when": {"words": ["lock nine"]}, "then": {"sites": ["example"], "value": 2}}


def _asked(working: Working, method: str, path: str, body: Any = None, role: str = "duty-editor") -> Any:
    return working.client.request(method, f"/api/v1/rules{path}", json=body, headers=working.headers(role))


def test_a_rule_is_tried_before_it_is_in_force(working: Working) -> None:
    """On the stories of the last week: which it means, by what, and what it would do; nothing is done."""
    id = working.sent("x-1", "Lock nine has failed", "Nobody knows why.")
    working.sent("x-2", "Bridges open", "All bridges are open.")
    tail = working.room.ledger.tail()
    dry = _asked(working, "POST", "/dry-run", {"rules": [{"name": "locks", **RULE}]}).json()
    (one,) = dry["tried"]
    assert (one["story"], one["because"]) == (id, "says “lock nine”")
    assert "to example" in one["does"]
    assert (dry["stories"], dry["means"], dry["refused"]) == (2, {"locks": 1}, {})
    assert working.room.ledger.tail() == tail


def test_a_rule_is_put_in_force_changed_and_dropped(working: Working) -> None:
    """By whom, and since when, is told; and what was, with what came after it."""
    assert _asked(working, "PUT", "/locks", RULE).json()["verb"] == "rules"
    (known,) = _asked(working, "GET", "").json()["rules"]
    assert (known["rule"]["name"], known["by"], known["at"]) == ("locks", "duty-editor", "2020-01-16T12:00:00Z")
    spiked = {"when": RULE["when"], "then": {"spike": True}}
    assert _asked(working, "PUT", "/locks", spiked, role="owner").status_code == 200
    assert _asked(working, "DELETE", "/locks").status_code == 200
    assert _asked(working, "GET", "").json()["rules"] == []
    changes = _asked(working, "GET", "/history").json()["changes"]
    assert [(c["by"], [r["name"] for r in c["put"]], c["dropped"]) for c in changes] == [
        ("duty-editor", [], ["locks"]),
        ("owner", ["locks"], []),
        ("duty-editor", ["locks"], []),
    ]
    first = _asked(working, "GET", "/history?limit=2").json()
    rest = _asked(working, "GET", f"/history?limit=2&cursor={first['next']}").json()
    assert (first["changes"] + rest["changes"], "next" in rest) == (changes, False)


def test_a_rule_that_makes_no_sense_is_refused_in_words(working: Working) -> None:
    """Also when it is only tried; one that is not there cannot be dropped."""
    strange = {"name": "locks", "when": {"sources": ["nobody"]}, "then": {"spike": True}}
    for method, path, body, words in (
        ("PUT", "/locks", {"when": {}, "then": {"spike": True}}, "has no condition"),
        ("PUT", "/Locks", RULE, "small letters"),
        ("POST", "/dry-run", {"rules": [strange]}, "no source"),
        ("DELETE", "/locks", None, "there is no rule locks in force"),
    ):
        refused = _asked(working, method, path, body)
        assert (refused.status_code, words in refused.json()["detail"]) == (409, True), refused.text
    assert _asked(working, "PUT", "/locks", {"when": {"wrds": []}, "then": {}}).status_code == 400


def test_rules_are_for_a_duty_editor_and_read_by_everybody(working: Working) -> None:
    """Why a story is where it is, is nobody's secret."""
    assert _asked(working, "GET", "", role="reader").status_code == 200
    refused = _asked(working, "PUT", "/locks", RULE, role="editor")
    assert (refused.status_code, refused.json()["detail"]) == (
        403,
        "rules wants a duty editor, and Editor is an editor",
    )


def test_a_rule_sent_twice_under_one_key_is_put_once(working: Working) -> None:
    """A browser that lost the answer asks again."""
    headers = working.headers("duty-editor") | {"idempotency-key": "one"}
    answers = [working.client.put("/api/v1/rules/locks", json=RULE, headers=headers).json() for _ in range(2)]
    assert answers[0] == answers[1]


def test_rules_are_put_in_another_order(working: Working) -> None:
    """All of them, each once; who sorts a list that a colleague has changed meanwhile is told so."""
    for name in ("locks", "bridges", "ferries"):
        _asked(working, "PUT", f"/{name}", RULE)
    order = {"names": ["ferries", "locks", "bridges"]}
    assert _asked(working, "PUT", "", order).json()["verb"] == "rules"
    assert [r["rule"]["name"] for r in _asked(working, "GET", "").json()["rules"]] == order["names"]
    assert _asked(working, "GET", "/history").json()["changes"][0] | {"entry": 0, "at": ""} == {
        "entry": 0, "at": "", "by": "duty-editor", "put": [], "dropped": [],
    }  # fmt: skip
    for names in (["locks", "bridges"], ["locks", "bridges", "bridges"], ["locks", "bridges", "ferries", "tides"]):
        refused = _asked(working, "PUT", "", {"names": names})
        assert (refused.status_code, "ferries, locks, bridges" in refused.json()["detail"]) == (409, True)
    assert _asked(working, "PUT", "", order, role="editor").status_code == 403
