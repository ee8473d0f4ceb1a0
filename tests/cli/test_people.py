"""people, typed as a command: who works at the desk."""

from io import StringIO

import pytest
from tests.cli.conftest import Desk, told

from dateline.desks import accounts_of


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """What comes through the pipe."""
    monkeypatch.setattr("sys.stdin", StringIO("".join(f"{line}\n" for line in lines)))


def test_somebody_who_was_added_can_log_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    With the password that was typed, and as what they were added.
    """
    assert "Nobody yet" in desk.done("people", "list").out
    typed(monkeypatch, "seven quiet herons")
    said = desk.done("people", "add", "tamsin", "--name", "Tamsin Orrery", "--role", "owner")
    assert said.out == "Tamsin Orrery is the owner here, and logs in as tamsin.\n"
    opened = accounts_of(desk.room / "data").log_in("tamsin", "seven quiet herons", "")
    assert opened.session.person.role == "owner"
    assert desk.done("people", "list", "--json").json == [
        {"id": "tamsin", "name": "Tamsin Orrery", "role": "owner", "sites": [], "active": True}
    ]


def test_somebody_is_changed_and_leaves(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What is not said stays as it was; what somebody did stays theirs.
    """
    typed(monkeypatch, "seven quiet herons", "eight quiet herons")
    desk.done("people", "add", "tamsin", "--role", "editor", "--site", "example")
    desk.done("people", "add", "olive", "--role", "owner")
    assert desk.done("people", "change", "tamsin", "--role", "duty-editor").out == "tamsin is a duty editor here.\n"
    assert [p["sites"] for p in desk.done("people", "list", "--json").json] == [[], ["example"]]
    assert desk.done("people", "change", "tamsin", "--all-sites", "--leaves").out == "tamsin no longer works here.\n"
    assert "has left" in desk.done("people", "list").out
    typed(monkeypatch, "nine quiet herons")
    assert desk.done("people", "change", "tamsin", "--returns", "--password").out == "tamsin is a duty editor here.\n"
    assert accounts_of(desk.room / "data").log_in("tamsin", "nine quiet herons", "").session.person.sites == ()


def test_what_makes_no_sense_is_refused_in_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    With what would.
    """
    told(desk("people", "add", "ada", "--role", "boss"), "'boss' is no role", "reader, editor, duty-editor, owner")
    told(desk("people", "add", "ada", "--site", "moon"), "there is no site moon; there are: example")
    typed(monkeypatch, "short")
    told(desk("people", "add", "ada"), "10 letters or more")
    told(desk("people", "change", "nobody"), "nobody has the id nobody", "dateline people add")
    typed(monkeypatch, "seven quiet herons")
    desk.done("people", "add", "olive", "--role", "owner")
    told(desk("people", "change", "olive", "--leaves"), "olive is the only owner")
