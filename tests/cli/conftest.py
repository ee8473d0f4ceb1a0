"""A newsroom whose commands are typed, with one agency whose terms are known and items that nobody ever sent."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.app.running import Said, Terminal

from dateline.app import Newsroom
from dateline.setup.init import init

LICENCE = """\
holder = "Quillon Wire"
terms = "Shown under a subscriber's contract."
uses = ["display", "teaser", "feed", "index", "archive", "versions"]
edit = "free"
"""
SOURCE = """\
name = "Quillon"
kind = "agency"
full_name = "Quillon Wire"
licence = "qui"
updates = "auto"
"""
BODY = (
    "The lamplighters of Ostrava Quay have agreed to light the northern pier again from Monday.",
    "Their elder, Tamsin Orrery, said that nobody had asked them since the gas was cut off.",
    "The harbour office keeps the ladders, and will lend them out at dusk.",
)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom in force, made once."""
    folder = tmp_path_factory.mktemp("newsroom") / "room"
    init(folder)
    (folder / "licences" / "qui.toml").write_text(LICENCE)
    (folder / "sources" / "qui.toml").write_text(SOURCE)
    room = Newsroom(folder)
    room.apply("ada")
    room.follow()
    room.close()
    return folder


@pytest.fixture
def room(template: Path, tmp_path: Path) -> Path:
    """The folder of a newsroom in force, with one site, ``example``, and the agency ``qui``."""
    return Path(shutil.copytree(template, tmp_path / "room"))


class Desk(Terminal):
    """A terminal where the newsroom need not be named."""

    room: Path

    def take_in(self, item: dict[str, Any], name: str = "item.json") -> str:
        """Ingest an item of the agency's; its story's id."""
        file = self.room.parent / name
        file.write_text(json.dumps(item))
        came = self.done("ingest", file, "--source", "qui", "--json").json
        return str(came[0]["items"][0]["story"])

    def story(self, id: str, *words: str) -> Any:
        """The story, as `show` has it."""
        return self.done("show", id, "--json", *words).json


@pytest.fixture
def desk(room: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """The desk of the newsroom in the folder ``room``."""
    monkeypatch.setenv("DATELINE_NEWSROOM", str(room))
    monkeypatch.setenv("DATELINE_BY", "ada")
    desk = Desk(monkeypatch, capsys)
    desk.room = room
    return desk


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal with nothing around it."""
    for name in ("DATELINE_NEWSROOM", "DATELINE_BY", "EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    return Terminal(monkeypatch, capsys)


Item = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def item() -> Item:
    """Makes a ninjs item of the agency's; what else it says is given by name."""

    def make(number: str = "1", version: str = "1", body: tuple[str, ...] = BODY, **more: object) -> dict[str, Any]:
        return {
            "uri": f"urn:quillon:{number}",
            "version": version,
            "versionCreated": f"2020-01-16T0{version}:00:00Z",
            "headlines": [{"role": "main", "value": f"Lamps on the northern pier, item {number}"}],
            "bodies": [{"role": "main", "contentType": "text/html", "value": "".join(f"<p>{p}</p>" for p in body)}],
            **more,
        }

    return make


@pytest.fixture
def published(desk: Desk, item: Item) -> str:
    """A story that stands on the site ``example``."""
    id = desk.take_in(item())
    desk.done("publish", id, "--site", "example")
    return id


def told(said: Said, *words: str) -> None:
    """That a refusal says these words, and nothing went to where answers go."""
    assert said.status == 2
    assert said.out == ""
    for word in words:
        assert word in said.err
