"""topics, typed as a command; and where topics show."""

import json
from pathlib import Path

from tests.cli.conftest import Desk

SAMPLES = Path(__file__).resolve().parents[1] / "wires" / "vocabulary" / "samples"
ITEM = {
    "uri": "qui:1",
    "version": "1",
    "versioncreated": "2020-01-16T08:00:00Z",
    "headline": "Ferry crews walk out",
    "language": "de",
    "subject": [{"code": "09003000", "name": "strike"}, {"name": "harbour"}],
    "body_text": "The ferries of Ostrava Quay lie idle.",
}


def refused(desk: Desk, *words: object) -> str:
    """What a command says that is refused."""
    said = desk(*words)
    assert said.status == 2, said.out
    return said.err


def test_old_codes_are_shown_by_their_topics_once_they_were_imported(desk: Desk) -> None:
    """
    What the source sent is the same before and after; only what it means is known.
    """
    id = desk.take_in(ITEM)
    assert [s["topic"] for s in desk.story(id)["subjects"]] == ["", ""]
    told = desk.done("topics", "import", SAMPLES / "harbour.ttl", "--json").json
    assert (told["topics"], told["retired"], told["old_codes"], told["replaced"]) == (3, 1, 2, "")
    strike, harbour = desk.story(id)["subjects"]
    assert (strike["code"], strike["topic"], strike["chain"]) == (
        "09003000",
        "20009001",
        ["quay work", "ferry walk-out"],
    )
    assert (harbour["name"], harbour["topic"]) == ("harbour", "")
    assert "= 20009001 quay work › ferry walk-out" in desk.done("show", id).out


def test_read_adds_the_topics_in_the_texts_language(desk: Desk, tmp_path: Path) -> None:
    """
    Whoever takes the item as ninjs has the topic and what was sent.
    """
    file = tmp_path / "item.json"
    file.write_text(json.dumps(ITEM))
    before = json.loads(desk.done("read", file).out)["item"]["subjects"]
    desk.done("topics", "import", SAMPLES / "harbour.rdf")
    after = json.loads(desk.done("read", file).out)["item"]["subjects"]
    topic = {"name": "Fährstreik", "uri": "http://cv.iptc.org/newscodes/mediatopic/20009001", "literal": "20009001"}
    assert after == [*before, topic]


def test_the_topics_can_be_looked_into(desk: Desk) -> None:
    """
    By words, by an old code, in any language that the vocabulary has.
    """
    desk.done("topics", "import", SAMPLES / "harbour.json")
    assert (
        "20009002  quay work › boat stoppage  (was 09003000)  retired, now 20009001" in desk.done("topics", "list").out
    )
    rows = desk.done("topics", "list", "fährstreik", "--language", "de", "--json").json
    assert [(row["code"], row["chain"]) for row in rows] == [("20009001", ["Arbeit am Kai", "Fährstreik"])]
    assert "No topic is so." in desk.done("topics", "list", "aardvark").out


def test_the_next_import_takes_the_place_of_the_last(desk: Desk) -> None:
    """
    A vocabulary has releases; the newsroom has one of them.
    """
    first = desk.done("topics", "import", SAMPLES / "harbour.ttl", "--json").json
    second = desk.done("topics", "import", SAMPLES / "harbour.xml", "--json").json
    assert second["replaced"] == first["digest"] != second["digest"]


def test_what_is_no_vocabulary_leaves_the_one_that_was_there(desk: Desk, tmp_path: Path) -> None:
    """
    A wrong file is refused in words, and nothing is lost.
    """
    assert "dateline topics import FILE" in refused(desk, "topics", "list")
    desk.done("topics", "import", SAMPLES / "harbour.ttl")
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text("Just words.")
    assert "wrong.ttl: it is no SKOS vocabulary" in refused(desk, "topics", "import", wrong)
    assert f"{tmp_path} cannot be read: it is a folder" in refused(desk, "topics", "import", tmp_path)
    assert "none.ttl cannot be read: no such file" in refused(desk, "topics", "import", tmp_path / "none.ttl")
    assert "ferry walk-out" in desk.done("topics", "list").out
    (desk.room / "data" / "topics.json").write_text("{")
    assert "makes it anew" in refused(desk, "topics", "list")
    assert "Harbour Topics" in desk.done("topics", "import", SAMPLES / "harbour.ttl").out
