"""What the desk says to itself, and what it begins, typed as commands."""

import io
import shutil
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Desk, Item, told

WHY = "the only pier that is lit"


@pytest.fixture
def lamps(desk: Desk, item: Item) -> str:
    """A story that has come in."""
    return desk.take_in(item(subject=[{"name": "Lamps"}]))


def test_a_take_says_what_it_is_worth_and_the_week_shows_it(desk: Desk, lamps: str) -> None:
    """
    One option names site, value and reason; what was judged is shown back, by value, topic and source.
    """
    desk.done("take", lamps, "--value", f"example=3 {WHY}")
    (one,) = desk.done("values", "--json").json
    assert (one["site"], one["by_value"], one["reasons"][0]["reason"]) == ("example", [0, 0, 1], WHY)
    desk.done("judge", lamps, "--value", "example=2", "--because", "there is another one")
    shown = desk.done("values", "--site", "example").out
    for words in ("example", "2 worth their time: 1", "sources: qui 1", "there is another one (ada,"):
        assert words in shown
    assert desk.done("values", "--site", "moon").out.startswith("Nothing was judged in the last 7d")
    decisions = [(d["verb"], d["reason"]) for d in desk.story(lamps)["decisions"]]
    assert decisions[1] == ("judge", "example 2: there is another one")


@pytest.mark.parametrize("value", ["example", "example=4 why", "=2 why", "example=2why"])
def test_a_value_that_is_none_is_refused_with_how_it_is_written(value: str, desk: Desk, lamps: str) -> None:
    """
    A number without a site, or beyond three, tells nobody anything.
    """
    told(desk("take", lamps, "--value", value), "write SITE=1, 2 or 3 and why")
    told(desk("take", lamps, "--value", "example=2"), "say why it is worth 2")


def test_notes_and_work_are_told_with_the_story_and_on_no_page(desk: Desk, lamps: str) -> None:
    """
    What colleagues tell each other is theirs.
    """
    desk.done("publish", lamps, "--site", "example")
    receipt = desk.done("note", lamps, "the elder rings at noon", "--json").json
    assert (receipt["verb"], receipt["outputs"]) == ("note", [])
    assert desk.done("assign", lamps, "--to", "bo", "--due", "2099-01-01T12:00:00Z", "--json").json["outputs"] == []
    desk.done("assign", lamps, "--reason", "she is ill")
    said = [(d["verb"], d["reason"]) for d in desk.story(lamps)["decisions"]][1:]
    assert said == [("note", "the elder rings at noon"), ("assign", "to bo"), ("assign", "to nobody: she is ill")]
    told(desk("ready", lamps), "it is out already")


def test_a_piece_goes_from_a_plan_to_readers(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Planned, begun from a blank page, ready, out: the budget says where it is.
    """
    words = (
        "--slug",
        "pier",
        "--what",
        "Who pays?",
        "--site",
        "example",
        "--to",
        "bo",
        "--due",
        "2099-01-01T12:00:00Z",
    )
    made = desk.done("plan", *words, "--json").json["id"]
    assert [line["stage"] for line in desk.done("budget", "--json").json] == ["planned"]
    desk.done("plan", made, "--what", "Who pays for the lamps?", "--due", "none")
    monkeypatch.setattr(sys, "stdin", io.StringIO("Nobody has paid since spring.\n\nThe port says that it will.\n"))
    receipt = desk.done("begin", "--headline", "Who pays for the lamps", "--plan", made, "--json").json
    assert "is a template" in receipt["remarks"][0]
    shown = desk.done("budget").out
    for word in ("in work", receipt["id"], "pier: Who pays for the lamps", "bo"):
        assert word in shown
    desk.done("ready", receipt["id"])
    assert desk.done("budget", "--json").json[0]["stage"] == "ready"
    desk.done("ready", receipt["id"], "--no")
    desk.done("licence", "confirm", "own-desk")
    outputs = desk.done("publish", receipt["id"], "--site", "example", "--json").json["outputs"]
    assert any(o["path"].endswith(receipt["id"][4:]) for o in outputs)
    assert desk.done("budget", "--json").json[0]["stage"] == "out"
    told(desk("plan", made, "--drop"), "is no open plan")


def test_plans_are_tied_and_dropped_by_themselves(desk: Desk, lamps: str) -> None:
    """
    Either is said alone: to give a plan up and to change it are two things.
    """
    one, two = (desk.done("plan", "--slug", slug, "--json").json["id"] for slug in ("one", "two"))
    desk.done("take", lamps)
    desk.done("plan", one, "--article", lamps)
    desk.done("plan", two, "--drop", "--reason", "it is dark")
    assert [line["slug"] for line in desk.done("budget", "--json").json] == ["one"]
    told(desk("plan", two, "--drop", "--slug", "x"), "each stand alone")
    told(desk("plan", "--article", lamps), "each stand alone")


def test_a_blank_page_wants_a_headline_a_file_and_a_source_of_our_own(desk: Desk, tmp_path: Path) -> None:
    """
    Each refusal says what to do.
    """
    file = tmp_path / "words.txt"
    file.write_text("Nobody has paid.\n")
    told(desk("begin", "--text", file), "give it a headline")
    told(desk("begin", "--headline", "Who pays", "--text", tmp_path / "no.txt"), "No such file")
    shutil.move(desk.room / "sources" / "own-desk.toml", tmp_path)
    desk.done("apply")
    told(desk("begin", "--headline", "Who pays", "--text", file), "no source of our own", "dateline init DIR")


def test_nobody_goes_by_the_name_of_a_rule(desk: Desk, lamps: str) -> None:
    """
    What a rule did and what a person did are told apart by that name.
    """
    told(desk("take", lamps, "--by", "rule:night"), "what a rule of the desk goes by")
