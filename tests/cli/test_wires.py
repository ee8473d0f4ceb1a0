"""read, ingest, reread: the wires at the command line."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.app.running import Terminal
from tests.cli.conftest import Desk, Item, told

import dateline.wires.read as wires
from dateline.news.wire import Reading

#: What a line of `dateline read` holds at least.
KEYS = {"file", "format", "item", "signals", "dateline", "notices", "problems"}


def test_read_prints_a_line_an_item(terminal: Terminal, item: Item, tmp_path: Path) -> None:
    """
    A tool behind it takes one object after the other, each with the same names, whatever the wire.
    """
    file = tmp_path / "item.json"
    file.write_text(json.dumps(item()))
    (line,) = terminal.done("read", file).lines
    assert line.keys() >= KEYS
    assert line["file"] == str(file)
    assert line["format"] == "ninjs"
    assert line["item"]["headlines"][0]["value"] == "Lamps on the northern pier, item 1"
    assert (line["problems"], line["notices"]) == ([], [])


def test_read_goes_through_folders(terminal: Terminal, item: Item, tmp_path: Path) -> None:
    """
    A folder is its files, by name.
    """
    for number in "213":
        (tmp_path / f"{number}.json").write_text(json.dumps(item(number)))
    lines = terminal.done("read", tmp_path).lines
    assert [Path(line["file"]).name for line in lines] == ["1.json", "2.json", "3.json"]


def test_read_says_what_is_broken_in_both_places(terminal: Terminal, item: Item, tmp_path: Path) -> None:
    """
    A machine finds the problem in the line, a person on standard error; the good file beside it is read.
    """
    (tmp_path / "a.json").write_text('{"uri": "urn:quillon:7", "headlines": [')
    (tmp_path / "b.json").write_text(json.dumps(item()))
    said = terminal("read", tmp_path)
    assert said.status == 1
    broken, good = said.lines
    assert broken.keys() >= KEYS
    assert broken["item"] is None
    assert broken["problems"][0].keys() == {"where", "what"}
    assert "a.json" in said.err
    assert broken["problems"][0]["what"] in said.err
    assert good["item"]["uri"] == "urn:quillon:1"


def test_read_tells_of_a_file_that_is_not_there(terminal: Terminal, item: Item, tmp_path: Path) -> None:
    """
    A misspelt name does not keep the others from being read.
    """
    (tmp_path / "b.json").write_text(json.dumps(item()))
    said = terminal("read", tmp_path / "nowhere.json", tmp_path / "b.json")
    assert said.status == 1
    assert "nowhere.json is not there" in said.err
    assert len(said.lines) == 1


def test_ingest_counts_what_came_of_each(desk: Desk, item: Item, tmp_path: Path) -> None:
    """
    New, updated, repeated: the duty editor sees at a glance what a folder brought.
    """
    folder = tmp_path / "wires"
    folder.mkdir()
    (folder / "1.json").write_text(json.dumps(item("1")))
    (folder / "2.json").write_text(json.dumps(item("2")))
    said = desk.done("ingest", folder, "--source", "qui").out
    assert "2 deliveries: 2 new" in said
    (folder / "1.json").write_text(json.dumps(item("1", "2")))
    said = desk.done("ingest", folder, "--source", "qui").out
    assert "2 deliveries: 1 updated, 1 repeated" in said
    assert "Lamps on the northern pier, item 1" in said


def test_ingest_tells_why_something_is_quarantined(desk: Desk, item: Item, tmp_path: Path) -> None:
    """
    The reason and the place stand there; the bytes are kept, and the rest goes on.
    """
    folder = tmp_path / "wires"
    folder.mkdir()
    (folder / "1.json").write_text('{"uri": "urn:quillon:7", "headlines": [')
    (folder / "2.json").write_text(json.dumps(item("2")))
    said = desk("ingest", folder, "--source", "qui")
    assert said.status == 1
    assert "quarantined" in said.out
    assert "bytes kept" in said.out
    assert "1 quarantined, 1 new" in said.out
    torn, good = desk("ingest", folder, "--source", "qui", "--json").json
    assert torn["items"][0]["outcome"] == good["items"][0]["outcome"] == "repeated"


def test_ingest_prints_json_in_the_same_words(desk: Desk, item: Item, tmp_path: Path) -> None:
    """
    One array, an object a delivery.
    """
    (tmp_path / "1.json").write_text(json.dumps(item()))
    (came,) = desk.done("ingest", tmp_path / "1.json", "--source", "qui", "--json").json
    assert came["source"] == "qui"
    assert came["format"] == "ninjs"
    assert came["items"][0]["outcome"] == "new"
    assert came["items"][0]["story"].startswith("qui-")


def test_ingest_refuses_a_source_that_nobody_knows(desk: Desk, tmp_path: Path) -> None:
    """
    Without a source there is no licence; who misspells it is told which there are.
    """
    (tmp_path / "a.txt").write_text("Lamps\n\nThey are lit.\n")
    told(desk("ingest", tmp_path / "a.txt", "--source", "quillon"), "no source quillon", "by-hand", "qui")


def test_ingest_goes_on_past_a_file_that_is_missing(desk: Desk, item: Item, tmp_path: Path) -> None:
    """
    It is told, the status says so, and what is there is taken in.
    """
    (tmp_path / "1.json").write_text(json.dumps(item()))
    said = desk("ingest", tmp_path / "gone.json", tmp_path / "1.json", "--source", "qui")
    assert said.status == 1
    assert "gone.json is not there" in said.err
    assert "1 delivery: 1 new" in said.out


def test_ingest_tells_problems_of_what_it_took_all_the_same(desk: Desk, item: Item, tmp_path: Path) -> None:
    """
    One bad field in a good item is for the desk to see; the item is in.
    """
    (tmp_path / "1.json").write_text(json.dumps(item(expires="when the tide turns")))
    said = desk("ingest", tmp_path / "1.json", "--source", "qui")
    assert said.status == 1
    assert "tide turns" in said.out or "expires" in said.out
    assert len(desk.done("stories", "--json").json) == 1


def test_an_empty_folder_brings_nothing(desk: Desk, tmp_path: Path) -> None:
    """
    And says so.
    """
    (tmp_path / "empty").mkdir()
    assert "0 deliveries: nothing" in desk.done("ingest", tmp_path / "empty").out


@pytest.mark.usefixtures("published")
def test_reread_changes_nothing_while_readers_are_the_same(desk: Desk) -> None:
    """
    Reading again with the same readers says the same.
    """
    assert "0 deliveries" in desk.done("reread").out
    assert desk.done("reread", "2", "--json").json == []


def test_reread_reads_with_the_mended_reader(desk: Desk, item: Item, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What an older reader misread is put right from the bytes that were kept; a kill stays whatever is read now.
    """
    other = item("2", body=("Nobody has painted the harbour wall since the flood.", "The mayor wants it white."))
    one, two = desk.take_in(item("1"), "1.json"), desk.take_in(other, "2.json")
    desk.done("kill", two, "--reason", "test")
    old = wires.wire_of(json.dumps(item()).encode())

    def read(data: bytes, *, received: datetime) -> Reading:
        reading = old.read(data, received=received)
        return replace(reading, versions=tuple(replace(v, headline=v.headline.upper()) for v in reading.versions))

    mended = wires.Wire("ninjs", old.number + 1, read)
    monkeypatch.setitem(wires._BY_NAME, "ninjs", mended)
    monkeypatch.setattr("dateline.app.WIRES", (mended,))
    said = desk.done("reread", "--json").json
    assert [r["items"][0]["outcome"] for r in said] == ["updated", "killed"]
    assert desk.story(one)["headline"] == "LAMPS ON THE NORTHERN PIER, ITEM 1"
    assert desk.story(two)["status"] == "killed"
    assert desk.done("reread", "--json").json == []
