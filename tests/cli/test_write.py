"""dateline write: wires into other wires, at the command line."""

import json
from pathlib import Path

import pytest
from lxml import etree
from tests.app.running import Terminal
from tests.cli.conftest import Item, told


@pytest.fixture
def file(item: Item, tmp_path: Path) -> Path:
    """One ninjs item in a file."""
    found = tmp_path / "item.json"
    found.write_text(json.dumps(item()))
    return found


def test_write_prints_the_item_in_the_other_format(terminal: Terminal, file: Path) -> None:
    """
    A pipe to a partner's gateway gets the document, and nothing else.
    """
    said = terminal.done("write", "--to", "newsml-g2", file)
    root = etree.fromstring(said.out.encode())
    assert etree.QName(root).localname == "newsItem"
    assert "Lamps on the northern pier, item 1" in said.out


def test_write_keeps_a_file_for_each_text(terminal: Terminal, item: Item, tmp_path: Path) -> None:
    """
    NITF holds one text a document; a folder of ninjs becomes a folder of NITF.
    """
    folder, into = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps(item("1")))
    (folder / "b.json").write_text(json.dumps([item("2"), item("3")]))
    terminal.done("write", "--to", "nitf", "--out", into, folder)
    assert sorted(one.name for one in into.iterdir()) == ["a.xml", "b-2.xml", "b.xml"]
    assert "item 3" in (into / "b-2.xml").read_text("utf-8")


def test_several_documents_need_a_folder(terminal: Terminal, item: Item, tmp_path: Path) -> None:
    """
    Two documents behind each other are none.
    """
    (tmp_path / "b.json").write_text(json.dumps([item("2"), item("3")]))
    told(terminal("write", "--to", "nitf", tmp_path / "b.json"), "2 documents", "--out")
    lines = terminal.done("write", "--to", "ninjs", tmp_path / "b.json").lines
    assert [line["uri"] for line in lines] == ["urn:quillon:2", "urn:quillon:3"]


def test_a_feed_holds_all_files(terminal: Terminal, item: Item, tmp_path: Path) -> None:
    """
    Who writes a feed of a folder wants one feed.
    """
    for number in "12":
        (tmp_path / f"{number}.json").write_text(json.dumps(item(number)))
    said = terminal.done("write", "--to", "rss", "--title", "Quillon & Co", tmp_path)
    root = etree.fromstring(said.out.encode())
    assert root.findtext("channel/title") == "Quillon & Co"
    assert len(root.findall("channel/item")) == 2


def test_write_tells_what_a_format_cannot_carry(terminal: Terminal, item: Item, tmp_path: Path) -> None:
    """
    The editor hears of it before the partner asks.
    """
    file = tmp_path / "item.json"
    file.write_text(json.dumps(item(slugline="LAMPS", urgency=3)))
    said = terminal.done("write", "--to", "rss", file)
    assert "item.json: versions[0]: written without:" in said.err
    assert "slug" in said.err and "urgency" in said.err


def test_write_refuses_to_feed_what_may_not_be_used(terminal: Terminal, item: Item, tmp_path: Path) -> None:
    """
    A killed story in a feed is a killed story on a page.
    """
    file = tmp_path / "item.json"
    file.write_text(json.dumps(item(pubStatus="canceled")))
    said = terminal("write", "--to", "rss", file)
    assert said.status == 1
    assert "canceled" in said.err and "left out" in said.err
    assert "Lamps" not in said.out
    assert "stat:canceled" in terminal.done("write", "--to", "newsml-g2", file).out


def test_write_goes_on_past_a_file_that_cannot_be_read(terminal: Terminal, item: Item, tmp_path: Path) -> None:
    """
    A torn file keeps no other from going out.
    """
    (tmp_path / "a.json").write_text('{"uri": "urn:quillon:7", "headlines": [')
    (tmp_path / "b.json").write_text(json.dumps(item("2")))
    said = terminal("write", "--to", "atom", tmp_path)
    assert said.status == 1
    assert "a.json" in said.err
    assert "item 2" in said.out


def test_write_refuses_a_format_that_it_does_not_know(terminal: Terminal, file: Path) -> None:
    """
    The words name those that there are.
    """
    told(terminal("write", "--to", "ansi", file), "ansi", "newsml-g2", "plain")
    told(terminal("write", file), "--to", "newsml-g2")
