"""People over HTTP, and what everybody has of their own."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.desk.conftest import PASSWORD, Working

NEW = {"id": "ada", "name": "Ada Example", "role": "editor", "sites": ["example"], "password": PASSWORD}


def _asked(working: Working, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
    return working.client.request(method, f"/api/v1{path}", json=body, headers=headers or working.headers("owner"))


def test_the_owner_lets_somebody_in_and_they_log_in(working: Working) -> None:
    """With what they may, on which sites."""
    added = _asked(working, "POST", "/people", NEW)
    assert (added.status_code, added.json()["sites"]) == (201, ["example"])
    entered = working.client.post("/login", data={"id": "ada", "password": PASSWORD}, follow_redirects=False)
    assert entered.status_code == 303
    assert "ada" in [p["id"] for p in _asked(working, "GET", "/people").json()]


def test_who_leaves_is_out_and_comes_back_as_who_they_were(working: Working) -> None:
    """What they did stays theirs in the ledger, whatever they are called since."""
    _asked(working, "POST", "/people", NEW)
    headers, id = working.headers("ada"), working.sent("x-1", "Locks closed", "All locks are closed.")
    assert _asked(working, "POST", f"/stories/{id}/take", {}, headers).status_code == 200
    assert _asked(working, "PATCH", "/people/ada", {"active": False, "name": "Ada Gone"}).json()["name"] == "Ada Gone"
    assert _asked(working, "GET", "/me", headers=headers).status_code == 401
    story = working.room.ledger.story(id)
    assert story is not None
    assert [d.by for d in story.decisions] == ["ada"]
    back = _asked(working, "PATCH", "/people/ada", {"active": True})
    assert (back.json()["role"], back.json()["sites"]) == ("editor", ["example"])
    assert (
        _asked(working, "POST", "/people", NEW).json()["detail"] == "somebody has the id ada already; ids are for good"
    )


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("/people", NEW | {"sites": ["reef"]}, 409, "there is no site reef; there are: example"),
        ("/people", NEW | {"password": "short"}, 409, "a password has 10 letters or more"),
        ("/people", NEW | {"id": "Ada B"}, 409, "is no id"),
        ("/people/owner", {"role": "editor"}, 409, "is the only owner"),
        ("/people/nobody", {"role": "editor"}, 404, "Nobody has the id nobody"),
        ("/people/owner", {"role": "king"}, 400, ""),
    ],
)
def test_what_is_refused_of_people_says_why(
    working: Working, path: str, body: dict[str, Any], status: int, words: str
) -> None:
    """Nothing of it is half done."""
    refused = _asked(working, "POST" if path == "/people" else "PATCH", path, body)
    assert (refused.status_code, words in refused.json()["detail"]) == (status, True), refused.text
    assert len(working.desk.accounts.people()) == 4


def test_everybody_makes_tokens_of_what_they_may(working: Working) -> None:
    """The secret is told once; revoked it opens nothing."""
    headers = working.headers("editor")
    made = _asked(working, "POST", "/tokens", {"name": "a script", "scopes": ["see", "take"]}, headers).json()
    bearer = {"authorization": f"Bearer {made['secret']}"}
    assert _asked(working, "GET", "/intake", headers=bearer).status_code == 200
    (listed,) = _asked(working, "GET", "/tokens", headers=headers).json()
    assert (listed["name"], listed["id"]) == ("a script", made["token"]["id"])
    assert made["secret"] not in str(listed)
    assert _asked(working, "GET", "/tokens", headers=working.headers("owner")).json() == []
    assert _asked(working, "DELETE", f"/tokens/{listed['id']}", headers=working.headers("owner")).status_code == 404
    assert _asked(working, "DELETE", f"/tokens/{listed['id']}", headers=headers).status_code == 204
    assert _asked(working, "GET", "/intake", headers=bearer).status_code == 401


def test_a_token_may_no_more_than_its_person(working: Working) -> None:
    """Neither when it is made, nor after its end; and an end in the past is none."""
    headers, past = working.headers("editor"), (datetime.now(UTC) - timedelta(days=1)).isoformat()
    more = _asked(working, "POST", "/tokens", {"name": "a script", "scopes": ["see", "kill"]}, headers)
    assert more.status_code == 409
    assert more.json()["detail"].startswith("kill wants a duty editor, and Editor is an editor")
    over = _asked(working, "POST", "/tokens", {"name": "a script", "scopes": ["see"], "until": past}, headers)
    assert (over.status_code, "is past" in over.json()["detail"]) == (409, True)


@pytest.mark.parametrize(
    ("method", "path", "body", "what"),
    [
        ("POST", "/tokens", {"name": "another", "scopes": ["see"]}, "A token cannot make tokens"),
        ("POST", "/password", {"old": "", "new": PASSWORD}, "A token cannot change passwords"),
        ("DELETE", "/sessions/abcdefabcdef", None, "A token cannot end sessions"),
        ("DELETE", "/tokens/abcdefabcdef", None, "A token cannot take tokens back"),
        ("POST", "/people", NEW, "A token sets no passwords"),
        ("PATCH", "/people/editor", {"password": PASSWORD}, "A token sets no passwords"),
    ],
)
def test_a_token_makes_nothing_that_opens_a_door(
    working: Working, method: str, path: str, body: Any, what: str
) -> None:
    """Who finds one on a disk has what it is for, and no way to more."""
    owner = working.desk.accounts.person("owner")
    assert owner is not None
    secret = working.desk.accounts.give(owner, "a script", ("see", "people"))
    refused = _asked(working, method, path, body, {"authorization": f"Bearer {secret}"})
    assert (refused.status_code, refused.json()["detail"].startswith(what)) == (403, True), refused.text


def test_sessions_are_seen_and_ended(working: Working) -> None:
    """A browser left open elsewhere is closed from here; nobody ends another's."""
    here, elsewhere = working.headers("editor"), working.headers("editor")
    listed = _asked(working, "GET", "/sessions", headers=here).json()
    assert sorted(one.get("here", False) for one in listed) == [False, True]
    other = next(one["id"] for one in listed if not one.get("here"))
    assert _asked(working, "DELETE", f"/sessions/{other}", headers=working.headers("owner")).status_code == 404
    assert _asked(working, "DELETE", f"/sessions/{other}", headers=here).status_code == 204
    assert _asked(working, "GET", "/me", headers=elsewhere).status_code == 401
    assert _asked(working, "GET", "/me", headers=here).status_code == 200


def test_a_beginning_of_an_id_ends_nothing(working: Working) -> None:
    """One letter is no id: it might mean several."""
    headers = working.headers("editor")
    (listed,) = _asked(working, "GET", "/sessions", headers=headers).json()
    assert _asked(working, "DELETE", f"/sessions/{listed['id'][0]}", headers=headers).status_code == 404


def test_ones_own_password_wants_the_old_one(working: Working) -> None:
    """Who finds a browser open does not take its account; changed, all other sessions end and this one goes on."""
    _asked(working, "POST", "/people", NEW)
    here, elsewhere = working.headers("ada"), working.headers("ada")
    wrong = _asked(working, "POST", "/password", {"old": "wrong", "new": "another long one"}, here)
    assert (wrong.status_code, "the old password is wrong" in wrong.json()["detail"]) == (409, True)
    short = _asked(working, "POST", "/password", {"old": PASSWORD, "new": "short"}, here)
    assert "10 letters" in short.json()["detail"]
    assert _asked(working, "GET", "/me", headers=elsewhere).status_code == 200
    assert _asked(working, "POST", "/password", {"old": PASSWORD, "new": "another long one"}, here).status_code == 204
    assert [_asked(working, "GET", "/me", headers=h).status_code for h in (here, elsewhere)] == [200, 401]
    assert working.desk.accounts.log_in("ada", "another long one", "").session.person.id == "ada"


def test_the_old_password_is_not_guessed_through_the_back_door(working: Working) -> None:
    """Wrong ones count as they do at the door."""
    _asked(working, "POST", "/people", NEW)
    headers = working.headers("ada")
    said = [
        _asked(working, "POST", "/password", {"old": f"guess {n}", "new": "another long one"}, headers).json()["detail"]
        for n in range(9)
    ]
    assert said[-1].startswith("too many wrong passwords")
