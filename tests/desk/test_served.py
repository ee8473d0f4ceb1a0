"""The desk of a running newsroom, served."""

import socket
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from tests.app.running import free_port, soon

from dateline.app import Newsroom
from dateline.desk.live import Live
from dateline.desks import Desks
from dateline.setup.init import init


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of a newsroom in force."""
    init(tmp_path / "room")
    room = Newsroom(tmp_path / "room")
    room.apply("ada")
    room.close()
    return tmp_path / "room"


def _form(port: int) -> str:
    try:
        with urlopen(f"http://127.0.0.1:{port}/login") as answer:
            return str(answer.read().decode())
    except URLError:
        return ""


def test_a_desk_is_served_until_it_is_stopped(folder: Path) -> None:
    """Who may log in finds the form; afterwards the port is free again."""
    port, told = free_port(), list[str]()
    desks = Desks(folder, ("127.0.0.1", port), told.append)
    desks.start()
    try:
        soon(lambda: "Password" in _form(port), "no form to log in")
    finally:
        desks.stop()
    socket.create_server(("127.0.0.1", port)).close()
    assert told == []


def test_a_port_that_was_taken_meanwhile_is_told_in_words(folder: Path) -> None:
    """The rest of the newsroom goes on."""
    told = list[str]()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        desks = Desks(folder, taken.getsockname(), told.append)
        desks.start()
        soon(lambda: told, "nothing is told")
        desks.stop()
    assert "--desk N" in told[0]
    assert "\n" not in told[0]


def test_a_defect_in_the_intake_is_told_and_does_not_end_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that stands still looks like a quiet day."""
    monkeypatch.setattr("dateline.desks.TROUBLE", 0.01)
    told, steps = list[str](), list[int]()

    def step(_: Live) -> int:
        steps.append(1)
        raise KeyError("nobody thought of that")

    monkeypatch.setattr(Live, "follow", step)
    desks = Desks(folder, ("127.0.0.1", free_port()), told.append)
    desks.start()
    soon(lambda: len(steps) > 2, "the intake has ended")
    desks.stop()
    assert told[0] == "desk: 'nobody thought of that'; trying again"
