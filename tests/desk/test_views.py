"""Saved views: everybody has their own."""

from tests.desk.conftest import Working

VIEW = {"sources": ["afp"], "urgency": 3}


def test_a_view_is_kept_and_forgotten(working: Working) -> None:
    """
    What somebody saved is there under its name until they forget it; saved again, it is another one.
    """
    client, ada = working.client, working.headers("editor")
    assert client.put("/api/v1/views/Flash", json=VIEW, headers=ada).status_code == 204
    assert client.get("/api/v1/views", headers=ada).json() == [{"name": "Flash", "view": VIEW}]
    assert client.put("/api/v1/views/Flash", json={"alerts": True}, headers=ada).status_code == 204
    assert client.get("/api/v1/views", headers=ada).json() == [{"name": "Flash", "view": {"alerts": True}}]
    assert client.delete("/api/v1/views/Flash", headers=ada).status_code == 204
    assert client.get("/api/v1/views", headers=ada).json() == []
    assert client.delete("/api/v1/views/Flash", headers=ada).status_code == 404


def test_nobody_sees_anothers_views(working: Working) -> None:
    """
    How somebody likes to see the intake is their own affair.
    """
    working.client.put("/api/v1/views/Flash", json=VIEW, headers=working.headers("editor"))
    assert working.client.get("/api/v1/views", headers=working.headers("reader")).json() == []


def test_a_view_of_something_else_is_refused(working: Working) -> None:
    """
    A condition that is none is told, and not forgotten in silence.
    """
    answer = working.client.put("/api/v1/views/Odd", json={"moon": "full"}, headers=working.headers("editor"))
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_there_are_only_so_many_views(working: Working) -> None:
    """
    A list that nobody can read is refused with what would help.
    """
    ada = working.headers("editor")
    codes = [working.client.put(f"/api/v1/views/v{n}", json={}, headers=ada).status_code for n in range(101)]
    assert codes == [204] * 100 + [409]
