"""``dateline scenario``: what is printed, and with which status it ends."""

from pathlib import Path

import pytest
from tests.app.running import Terminal
from tests.scenario_run.writing import PUBLISHED, write


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal with nothing around it."""
    monkeypatch.delenv("DATELINE_NEWSROOM", raising=False)
    return Terminal(monkeypatch, capsys)


GOOD = f'{PUBLISHED}expect = [{{ story = "weir", status = "published" }}]\n'
BAD = f'{PUBLISHED}expect = [{{ story = "weir", status = "killed" }}]\n'


def test_scenarios_below_a_folder_are_played_and_told(terminal: Terminal, tmp_path: Path) -> None:
    """
    All is as the scenarios say: status 0, a line for each.
    """
    write(tmp_path / "all" / "one", GOOD)
    write(tmp_path / "all" / "deep" / "two", GOOD)
    said = terminal("scenario", tmp_path / "all")
    assert (said.status, said.err) == (0, "")
    assert "all/one: A report on the weir" in said.out
    assert "all/deep/two: A report on the weir" in said.out
    assert "2 scenarios: all as they say." in said.out


def test_what_differs_is_told_with_file_line_and_step(terminal: Terminal, tmp_path: Path) -> None:
    """
    Status 1; what was expected and what was found stand below the place.
    """
    folder = write(tmp_path / "bad", BAD)
    said = terminal("scenario", folder)
    assert said.status == 1
    assert f"{folder}/scenario.toml:13: step 2" in said.out
    assert 'expected: { story = "weir", status = "killed" }' in said.out
    assert "is published: under licence (agency)" in said.out
    assert "1 scenario: 1 differ" in said.out


def test_what_differs_is_told_as_json(terminal: Terminal, tmp_path: Path) -> None:
    """
    One array, a scenario an object.
    """
    good, bad = write(tmp_path / "all" / "good", GOOD), write(tmp_path / "all" / "bad", BAD)
    said = terminal("scenario", good, bad, "--json")
    assert said.status == 1
    first, second = said.json
    assert first.keys() == {"scenario", "title", "passed", "differences", "ms"}
    assert (first["scenario"], first["passed"], first["differences"]) == (good.as_posix(), True, [])
    assert second["passed"] is False
    assert second["differences"][0]["line"] == 13
    assert second["differences"][0]["step"] == 2


def test_nothing_is_played_if_one_scenario_cannot_be_read(terminal: Terminal, tmp_path: Path) -> None:
    """
    Status 2, and nothing on standard output: half a result looks like a result.
    """
    write(tmp_path / "all" / "good", GOOD)
    write(tmp_path / "all" / "wrong", GOOD.replace("status =", "statsu ="))
    said = terminal("scenario", tmp_path / "all", "--json")
    assert (said.status, said.out) == (2, "")
    assert "wrong/scenario.toml:13: statsu is nothing to expect; did you mean status?" in said.err


def test_a_newsroom_that_is_kept_can_be_looked_at(terminal: Terminal, tmp_path: Path) -> None:
    """
    It stands at the scenario's last moment, and it is sound; a folder in use is left alone.
    """
    folder, kept = write(tmp_path / "good", GOOD), tmp_path / "kept"
    assert terminal("scenario", folder, "--keep", kept).status == 0
    assert (kept / "licences" / "strict.toml").exists()
    (story,) = terminal.done("stories", "--newsroom", kept, "--json").json
    assert story["status"] == "published"
    assert terminal("check", "--newsroom", kept).status == 0
    again = terminal("scenario", folder, "--keep", kept)
    assert again.status == 2
    assert "holds something else" in again.err


def test_newsrooms_of_several_are_kept_by_name(terminal: Terminal, tmp_path: Path) -> None:
    """
    Two scenarios of one name would overwrite each other: refused.
    """
    write(tmp_path / "all" / "one", GOOD)
    write(tmp_path / "all" / "two", GOOD)
    assert terminal("scenario", tmp_path / "all", "--keep", tmp_path / "kept").status == 0
    assert {p.name for p in (tmp_path / "kept").iterdir()} == {"one", "two"}
    write(tmp_path / "all" / "deep" / "two", GOOD)
    said = terminal("scenario", tmp_path / "all", "--keep", tmp_path / "other")
    assert (said.status, "two scenarios are called two" in said.err) == (2, True)


def test_a_folder_without_scenarios_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    """
    Status 2, with a remedy.
    """
    said = terminal("scenario", tmp_path)
    assert said.status == 2
    assert "there is no scenario.toml in it or below" in said.err
