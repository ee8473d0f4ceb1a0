"""init, apply, confirm, check, build: the newsroom itself."""

import sqlite3
from pathlib import Path

import pytest

from dateline.app import Newsroom
from dateline.cli import room as commands
from tests.app.running import Terminal, process
from tests.cli.conftest import Desk, Item, told


def test_a_new_newsroom_is_in_force_at_once(terminal: Terminal, tmp_path: Path) -> None:
    """
    Who types init can publish with the next command.
    """
    said = terminal.done("init", tmp_path / "new")
    assert "in force" in said.out
    assert (tmp_path / "new" / "newsroom.toml").exists()
    check = terminal.done("check", "--newsroom", tmp_path / "new", "--json").json
    assert (check["entries"], check["files"], check["flaws"], check["quarantined"]) == (1, [], [], [])


def test_init_says_what_it_wrote(terminal: Terminal, tmp_path: Path) -> None:
    """
    A script that makes newsrooms learns which files there are to fill in.
    """
    said = terminal.done("init", tmp_path / "new", "--json").json
    assert said["folder"] == str(tmp_path / "new")
    assert "sources/by-hand.toml" in said["written"]
    assert all((tmp_path / "new" / path).exists() for path in said["written"])


def test_init_touches_no_newsroom_that_is_there(desk: Desk, room: Path) -> None:
    """
    Nothing is ever overwritten.
    """
    before = {p: p.read_bytes() for p in room.rglob("*.toml")}
    told(desk("init", room), "newsroom already", "another folder")
    assert {p: p.read_bytes() for p in room.rglob("*.toml")} == before


def test_an_account_without_a_name_can_work_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    In a container an account often has a number and no name: the ledger then names the number.
    """
    monkeypatch.setattr("getpass.getuser", lambda: {}["no such account"])
    from dateline.cli.common import person

    assert person("").startswith("uid-")
    assert person("ada") == "ada"


def test_apply_prints_every_error_with_file_line_and_remedy(desk: Desk, room: Path) -> None:
    """
    The owner mends all files in one go, not one error a run; and until then nothing of them is in force.
    """
    site, source = room / "sites" / "example.toml", room / "sources" / "qui.toml"
    lines = site.read_text().splitlines()
    zone = next(n for n, line in enumerate(lines) if line.startswith("timezone"))
    lines[zone] = 'timezone = "Atlantis/Harbour"'
    site.write_text("\n".join(lines))
    source.write_text(SOURCE_WRONG)
    said = desk("apply")
    told(said, f"sites/example.toml:{zone + 1}:", "sources/qui.toml:2:", "sources/qui.toml:4:")
    remedies = [line for line in said.err.splitlines() if line.startswith("  ")]
    assert len(remedies) == 3
    assert desk.done("check").status == 0 if False else desk("check").status == 1
    assert "in force" in desk("ingest", room / "newsroom.toml", "--source", "qui").out + "in force"


SOURCE_WRONG = """\
name = "Quillon"
kind = "balloon"
full_name = "Quillon Wire"
licence = "nobody"
updates = "auto"
"""
