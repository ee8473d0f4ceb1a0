"""The format is the documented one, and so is the newsroom that scenarios play in."""

import re
from pathlib import Path
from typing import get_args

import pytest
from tests.scenario_run.writing import HEAD, write

from dateline.news.house import House
from dateline.scenario import claims, room
from dateline.scenario.document import read
from dateline.scenario.verbs import OPTIONS, VERBS
from dateline.setup.load import load, problems
from dateline.verbs.ingest import Outcome
from dateline.wires.read import WIRES

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "scenarios.md").read_text("utf-8")
EVERYTHING = {
    *("display", "teaser", "feed", "index", "archive", "versions"),
    *("river", "newsletter", "syndicate", "translate", "mine", "store"),
}


def test_every_wire_that_is_read_is_documented() -> None:
    """
    A scenario's files come in any format that is read; which those are, its writer must know.
    """
    assert {f"`{wire.name}`" for wire in WIRES} <= set(re.findall(r"`[^`]*`", DOCS))


def test_what_a_verb_cannot_do_without_is_documented() -> None:
    """
    A step without them is refused before it is played.
    """
    table = DOCS.partition("| verb | its options")[2].partition("\n\n")[0]
    rows = {row.split("|")[1]: row for row in table.splitlines() if row.startswith("| `")}
    for verb in VERBS.values():
        row = next((row for verbs, row in rows.items() if f"`{verb.name}`" in verbs), "")
        bold = set(re.findall(r"\*\*`([a-z_]+)`\*\*", row))
        assert [keys for keys in verb.asked if not bold & set(keys)] == [], verb.name


def test_every_outcome_is_explained() -> None:
    """
    Which of two outcomes is told where both are so decides what a scenario may expect.
    """
    explained = re.findall(r"^\| `([a-z]+)` \|", DOCS.partition("| outcome | the item |")[2], re.M)
    assert set(get_args(Outcome)) <= set(explained)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """What is in force in the newsroom of a scenario that has none of its own."""
    folder = tmp_path_factory.mktemp("format")
    scenario, wrong = read(write(folder / "case", f"{HEAD}\n[[steps]]\n"))
    assert scenario is not None and wrong == ()
    room.make(scenario, folder / "room")
    assert problems(folder / "room") == ()
    return load(folder / "room").house


def test_every_key_and_verb_is_documented() -> None:
    """
    An editor writes scenarios from that page alone.
    """
    named = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]*)`", DOCS))))
    assert {*VERBS, *OPTIONS, *claims.KEYS, *claims.RECEIPTS} - named == set()


def test_the_sources_of_the_newsroom_are_the_documented_ones(house: House) -> None:
    """
    Their licences decide what a scenario may expect.
    """
    assert {s.code: (s.licence, s.updates) for s in house.sources} == {
        "agency": ("agency", "auto"),
        "wire": ("wire", "propose"),
        "strict": ("strict", "propose"),
        "space": ("space", "propose"),
        "release": ("release", "propose"),
        "own": ("own", "propose"),
        "by-hand": ("own-responsibility", "propose"),
    }


@pytest.mark.parametrize(
    ("name", "lacking", "edit", "feed"),
    [
        ("agency", {"mine", "syndicate"}, "free", "excerpt"),
        ("wire", {"mine", "syndicate"}, "free", "excerpt"),
        ("strict", EVERYTHING - {"display", "teaser", "index", "feed"}, "none", "excerpt"),
        ("space", set(), "free", "full"),
        ("release", set(), "cut", "full"),
        ("own", set(), "free", "full"),
        ("own-responsibility", set(), "free", "full"),
    ],
)
def test_the_licences_of_the_newsroom_are_the_documented_ones(
    name: str, lacking: set[str], edit: str, feed: str, house: House
) -> None:
    """
    Everything but what the page says; nothing of it is a template, and only one has an end.
    """
    licence = house.licence(name)
    assert licence is not None
    assert (EVERYTHING - set(licence.uses), licence.edit, licence.feed) == (lacking, edit, feed)
    assert (licence.days, licence.sites) == ((30, ("north",)) if name == "strict" else (None, ()))
    assert (licence.until, licence.template) == (None, False)


def test_the_sites_of_the_newsroom_are_the_documented_ones(house: House) -> None:
    """
    Names, time zones and sections, to the letter.
    """
    told = [(s.code, s.name, s.timezone, tuple(section.slug for section in s.sections)) for s in house.sites]
    assert told == [
        ("north", "The North Light", "UTC", ("news", "science")),
        ("south", "The Southern Post", "Australia/Sydney", ("all",)),
    ]
