"""Rules of the desk, typed as commands and written as a file."""

from pathlib import Path

import pytest
from tests.cli.conftest import Desk, Item, told

from dateline.app import Newsroom
from dateline.verbs.route import Routing

RULES = """\
# The pier at night.
[pier]
when.sources = ["qui"]
when.words = ["northern pier"]
when.hours = ["00:00-23:59", "23:59-00:00"]
then.sites = ["example"]
then.value = 2
then.publish = true

[long]
when = { length = 1000 }
then = { spike = true, notify = ["bo"] }
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with two rules."""
    found = tmp_path / "rules.toml"
    found.write_text(RULES)
    return found


def test_rules_are_tried_before_they_are_in_force_and_listed_then(desk: Desk, item: Item, file: Path) -> None:
    """
    The dry run shows the week as it would have been; nothing is done by it.
    """
    id = desk.take_in(item())
    said = desk.done("rules", "try", file)
    for words in ("pier", id, "from Quillon; says “northern pier”; came at", "publish on example", "pier: 1 story in"):
        assert words in said.out
    assert "long: 0 stories" in said.out and desk.story(id)["status"] == "new"
    assert desk.done("rules", "list").out.startswith("No rule is in force")
    desk.done("rules", "set", file)
    listed = desk.done("rules", "list").out
    for words in ("1. pier", "2. long", "ada", "hours = 00:00-23:59, 23:59-00:00", "then  notify = bo; spike"):
        assert words in listed
    (tried,) = desk.done("rules", "try", "--json").json
    assert (tried["rule"], tried["story"], tried["refused"]) == ("pier", id, "")
    assert desk.done("rules", "set", file, "--json").json["remarks"] == ["nothing has changed"]


def test_one_rule_is_set_or_dropped_by_its_name(desk: Desk, file: Path) -> None:
    """
    The others stay as they are, and since when.
    """
    desk.done("rules", "set", file)
    file.write_text(RULES.replace("value = 2", "value = 3"))
    desk.done("rules", "set", file, "--only", "pier", "--by", "bo")
    desk.done("rules", "drop", "long")
    (one,) = desk.done("rules", "list", "--json").json
    assert (one["rule"]["name"], one["rule"]["then"]["value"], one["by"]) == ("pier", 3, "bo")
    told(desk("rules", "drop", "long"), "there is no rule long in force; there are: pier")
    told(desk("rules", "set", file, "--only", "short"), "has no rule short; it has: pier, long")


def test_what_a_rule_did_is_told_with_the_story(desk: Desk, item: Item, file: Path) -> None:
    """
    By name, with its reason; and what it is worth by that rule.
    """
    desk.done("rules", "set", file)
    id = desk.take_in(item())
    room = Newsroom(desk.room)
    try:
        (done,) = Routing(room.ledger, lambda: None).step(room.clock.now())
    finally:
        room.close()
    assert done.verb == "publish"
    shown = desk.story(id)
    assert shown["routes"][0]["rule"] == "pier" and shown["judgements"][0]["by"] == "rule:pier"
    assert [(d["verb"], d["by"]) for d in shown["decisions"]] == [("route", "rule:pier"), ("publish", "rule:pier")]
    said = desk.done("show", id).out
    assert "pier: from Quillon; says" in said and "example      2  rule pier: from Quillon" in said


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("[a]\nwhen.sources = 'qui'\nthen.spike = true\n", ":2:", "Expected `array`, got `str`"),
        ("[a]\nwhen.sources = ['qui']\nwhen.colour = 1\n", ":3:", "unknown field `colour`"),
        ("[a]\nwhen.hours = ['night']\n", ":2:", "night is no span of hours"),
        ("[a]\n\nwhen.urgency = 'high'\n", ":3:", "Expected `int"),
        ("a = 3\n", ":1:", "a is no rule"),
        ("[a\n", ":1:", "this is no TOML"),
        ("[a]\nwhen = 3\n", ":2:", "Expected `object`, got `int`"),
        ("[a]\nwhen.sources = ['moon']\nthen.spike = true\n", "", "there is no source moon"),
        ("[a]\nthen.spike = true\n", "", "has no condition"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_by_line(text: str, where: str, what: str, desk: Desk, file: Path) -> None:
    """
    Nothing is put in force then.
    """
    file.write_text(text)
    told(desk("rules", "set", file), what, where)
    told(desk("rules", "try", file), what)
    assert desk.done("rules", "list", "--json").json == []


def test_a_file_that_cannot_be_read_is_told(desk: Desk, file: Path) -> None:
    """
    With its name.
    """
    told(desk("rules", "set", file.with_name("no.toml")), "no.toml: No such file")
    file.write_bytes(b"# \xff\n")
    told(desk("rules", "set", file), "not UTF-8 at byte 2")
