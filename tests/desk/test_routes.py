"""Every route, asked by everybody: nobody does what they may not, and each refusal says why."""

import pytest
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from tests.desk.conftest import Working

from dateline.desk.asking import CSRF
from dateline.desk.people import LEAST, ROLES, Role

#: What may be asked without being logged in.
PUBLIC = {("GET", "/"), ("GET", "/login"), ("POST", "/login"), ("GET", "/static/{name:str}")}


def _asked(app: Litestar) -> list[tuple[str, str, HTTPRouteHandler]]:
    """All methods of all routes but the framework's own."""
    routes = (r for r in app.routes if isinstance(r, HTTPRoute) and not r.path.startswith("/api/v1/schema"))
    own = ((method, r.path, h) for r in routes for h in r.route_handlers for method in h.http_methods)
    return sorted(((str(m), p, h) for m, p, h in own if m != "OPTIONS"), key=lambda found: found[:2])


def _path(pattern: str) -> str:
    """An address that a pattern takes, of nothing that there is."""
    for name in ("id", "name", "site"):
        pattern = pattern.replace(f"{{{name}:str}}", "nothing")
    return pattern.replace("{before:int}", "1").replace("{after:int}", "2")


def test_every_route_says_what_it_is_for(working: Working) -> None:
    """A route that nobody has thought about is open to nobody, and fails here."""
    for method, path, handler in _asked(working.client.app):
        if (method, path) in PUBLIC:
            assert handler.opt.get("public") is True, path
        else:
            assert handler.opt.get("act") in LEAST, f"{method} {path}"
            assert not handler.opt.get("public")


def test_nobody_gets_in_without_a_session(working: Working) -> None:
    """Without one, with one that has ended, and with a token that is none."""
    for method, path, _ in _asked(working.client.app):
        if (method, path) in PUBLIC:
            continue
        for headers in ({}, {"cookie": "dateline_desk=made-up"}, {"authorization": "Bearer made-up"}):
            answer = working.client.request(method, _path(path), headers=headers)
            assert answer.status_code == 401, f"{method} {path}"
            assert answer.headers["content-type"] == "application/problem+json"
            assert "Log in" in answer.json()["detail"]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reaches_what_it_may_and_no_more(working: Working, role: Role) -> None:
    """Who may not is told what it takes; who may gets as far as the thing itself, which is not there."""
    headers = working.headers(role)
    for method, path, handler in _asked(working.client.app):
        if (method, path) in PUBLIC or path in ("/logout", "/api/v1/intake/events"):
            continue
        act = handler.opt["act"]
        answer = working.client.request(method, _path(path), headers=headers)
        may = ROLES.index(role) >= ROLES.index(LEAST[act])
        if may:
            assert answer.status_code not in (401, 403), f"{method} {path} {answer.text}"
        else:
            assert answer.status_code == 403, f"{method} {path}"
            assert answer.json()["detail"].startswith(f"{act} wants ")


def test_what_changes_something_wants_the_browsers_own_word(working: Working) -> None:
    """A page of another site can make a browser send its cookie, and not this header."""
    headers = working.headers("owner")
    forged = {name: value for name, value in headers.items() if name != CSRF}
    for sent in (forged, forged | {CSRF: "guessed"}):
        for method, path, _ in _asked(working.client.app):
            if method == "GET" or (method, path) in PUBLIC:
                continue
            answer = working.client.request(method, _path(path), headers=sent)
            assert answer.status_code == 403, f"{method} {path}"
            assert CSRF in answer.json()["detail"]


def test_a_token_does_what_it_was_made_for(working: Working) -> None:
    """Not more, though its person may; and it needs no browser's word."""
    owner = working.desk.accounts.person("owner")
    assert owner is not None
    token = working.desk.accounts.give(owner, "a script", ("see", "take"))
    id = working.sent("x-1", "Locks closed", "All locks are closed.")
    headers = {"authorization": f"Bearer {token}"}
    taken = working.client.post(f"/api/v1/stories/{id}/take", json={}, headers=headers)
    assert (taken.status_code, taken.json()["verb"]) == (200, "take")
    killed = working.client.post(f"/api/v1/stories/{id}/kill", json={"reason": "no"}, headers=headers)
    assert killed.status_code == 403
    assert killed.json()["detail"] == "this token may see, take, and not kill"


def test_every_answer_bears_what_guards_the_browser(working: Working) -> None:
    """Pages, data and errors alike."""
    headers = working.headers("owner")
    for path in ("/", "/login", "/api/v1/me", "/api/v1/stories/nothing", "/nowhere", "/static/none.js"):
        answer = working.client.get(path, headers=headers)
        assert "script-src 'self'" in answer.headers["content-security-policy"], path
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
