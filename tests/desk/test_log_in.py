"""Logging in by the page."""

from litestar import Litestar
from litestar.enums import ScopeType
from litestar.testing import TestClient
from litestar.types import ASGIApp, Receive, Scope, Send
from msgspec.structs import replace
from tests.desk.conftest import PASSWORD, Working

from dateline.desk.app import make
from dateline.desk.asking import COOKIE
from dateline.desk.people import Person


def test_who_is_not_logged_in_is_led_to_the_form(working: Working) -> None:
    """And from the form to the desk, by a cookie that no script reads and no other site sends."""
    working.desk.accounts.add(Person(id="ada", name="Ada Example", role="editor"), PASSWORD)
    away = working.client.get("/", follow_redirects=False)
    assert (away.status_code, away.headers["location"]) == (303, "/login")
    entered = working.client.post("/login", data={"id": "ada", "password": PASSWORD}, follow_redirects=False)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip().lower() for part in cookie.split(";")}
    assert working.client.get("/").status_code == 200


def test_a_wrong_password_keeps_the_name(working: Working) -> None:
    """The form says what is wrong, and does not ask for the name again; a name is shown as it is, not as HTML."""
    answer = working.client.post("/login", data={"id": 'a"<b>', "password": "wrong"})
    assert answer.status_code == 403
    assert "The name or the password is wrong" in answer.text
    assert "<b>" not in answer.text
    assert COOKIE not in answer.cookies


def test_the_form_of_another_site_is_refused(working: Working) -> None:
    """Nobody is logged in as somebody else without knowing it."""
    sent = {"origin": "https://elsewhere.example"}
    answer = working.client.post("/login", data={"id": "ada", "password": PASSWORD}, headers=sent)
    assert (answer.status_code, answer.json()["detail"]) == (403, "This form was sent by a page of another site.")


def test_who_logs_out_is_out(working: Working) -> None:
    """The cookie opens nothing any more."""
    headers = working.headers("editor")
    assert working.client.get("/api/v1/me", headers=headers).status_code == 200
    assert working.client.post("/logout", headers=headers).status_code == 204
    assert working.client.get("/api/v1/me", headers=headers).status_code == 401


def test_the_demonstration_logs_in_who_sits_at_the_machine(working: Working) -> None:
    """Whoever comes from elsewhere, or through something that passes them on, sees the form."""
    owner = working.desk.accounts.person("owner")
    app = make(replace(working.desk, guest=owner))
    with TestClient(_from(app, "127.0.0.1")) as near:
        assert near.get("/login", follow_redirects=False).status_code == 303
        assert near.get("/api/v1/me").json()["person"]["id"] == "owner"
        assert "logs in whoever sits at this machine" in near.get("/").text
    with TestClient(_from(app, "127.0.0.1")) as passed_on:
        answer = passed_on.get("/login", headers={"x-forwarded-for": "203.0.113.9"})
        assert "Password" in answer.text
    with TestClient(_from(app, "203.0.113.9")) as far:
        assert "Password" in far.get("/login").text


def _from(app: Litestar, address: str) -> ASGIApp:
    """The application, as it is asked from an address."""

    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            scope["client"] = (address, 5000)
        await app(scope, receive, send)

    return asked
