"""demo, bench: the demonstration and the benchmarks at the command line."""

from pathlib import Path

import pytest
from tests.app.running import Terminal
from tests.cli.conftest import told

from dateline.bench import runs
from dateline.bench.measure import Figure, figure
from dateline.demo import script

SITES = {"apogee", "bulwark", "kilowatt", "terrain"}


def test_the_demonstration_is_made_in_one_go(terminal: Terminal, tmp_path: Path) -> None:
    """
    ``demo --once`` ends with a newsroom that is sound; its planned problems are no problems.
    """
    said = terminal.done("demo", "--once", "--dir", tmp_path / "demo")
    assert "53 deliveries came in" in said.out
    assert "the mandatory kill" in said.out
    assert said.err == ""
    assert "Sound: " in terminal.done("check", "--newsroom", tmp_path / "demo").out


def test_the_demonstration_in_json(terminal: Terminal, tmp_path: Path) -> None:
    """
    What it all came to, for a script; nothing else on standard output.
    """
    said = terminal.done("demo", "--once", "--dir", tmp_path / "demo", "--json").json
    assert said["published"].keys() == SITES
    assert said["surprises"] == []
    assert said["deliveries"] == 53


def test_the_demonstration_takes_no_folder_that_is_in_use(terminal: Terminal, tmp_path: Path) -> None:
    """
    It deletes only what it made itself; a folder with anything else in it is left alone.
    """
    (tmp_path / "letters.txt").write_text("keep me")
    told(terminal("demo", "--once", "--dir", tmp_path), "holds something else", "--dir")
    told(terminal("demo", "--once", "--dir", tmp_path / "letters.txt"), "is a file")
    told(terminal("demo", "--once", "--dir", tmp_path / "letters.txt" / "below"), "--dir")
    assert [p.name for p in tmp_path.iterdir()] == ["letters.txt"]


def test_the_demonstration_is_made_anew_where_it_was(terminal: Terminal, tmp_path: Path) -> None:
    """
    Whoever has played with it gets the first state back by starting it again.
    """
    folder = tmp_path / "demo"
    first = terminal.done("demo", "--once", "--dir", folder, "--json").json
    lead = next(p["story"] for p in first["planted"] if p["label"] == "the lead")
    terminal.done("kill", lead, "--reason", "test", "--newsroom", folder)
    (folder / "notes.txt").write_text("left behind")
    assert terminal.done("demo", "--once", "--dir", folder, "--json").json == first
    assert not (folder / "notes.txt").exists()
    assert terminal.done("show", lead, "--newsroom", folder, "--json").json["status"] == "published"


def test_the_demonstration_tells_what_is_not_as_planned(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    If an item comes to something else than the script says, that is a problem, and the status says so.
    """
    told_so = script.script()
    steps = tuple(s for s in told_so.step if s.file != "cob/2020-01-15-deal.xml" and s.story != "deal")
    shorter = script.Script(told_so.people, steps)
    monkeypatch.setattr("dateline.demo.play.script", lambda: shorter)
    said = terminal("demo", "--once", "--dir", tmp_path / "demo")
    assert said.status == 1
    assert "not as planned: cob/2020-01-15-deal-correction.xml: expected corrected, came to new" in said.err


def test_a_port_that_cannot_be_had_is_refused_before_anything_is_made(terminal: Terminal, tmp_path: Path) -> None:
    """
    The folder of a running demonstration is not deleted from under it by a second one.
    """
    told(terminal("demo", "--dir", tmp_path / "demo", "--port", "99999"), "port 99999", "--port")
    assert not (tmp_path / "demo").exists()


def test_a_benchmark_prints_its_figures(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Each figure with its median, worst cases and aim, in words or as JSON.
    """

    def tiny() -> list[Figure]:
        return [figure("a thing done", "ms", [3.0, 1.0, 2.0], "under 5")]

    monkeypatch.setitem(runs.BENCHES, "demo", tiny)
    monkeypatch.setattr("dateline.cli.bench.BENCHES", {"demo": tiny, "kill": tiny})
    said = terminal.done("bench", "demo").out
    assert "a thing done" in said
    assert "under 5" in said
    (one,) = terminal.done("bench", "demo", "--json").json
    assert (one["median"], one["most"], one["runs"], one["unit"]) == (2.0, 3.0, 3, "ms")
    assert len(terminal.done("bench", "--json").json) == 2


def test_an_unknown_benchmark_is_refused(terminal: Terminal) -> None:
    """
    With the names of those there are.
    """
    told(terminal("bench", "speed"), "no benchmark speed", "rebuild", "beside")
