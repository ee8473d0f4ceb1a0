"""stories, show: what we have, now or at another moment."""

from pathlib import Path
from typing import Any

import pytest
from tests.app.running import Terminal
from tests.cli.conftest import Desk, Item, told

#: What a story has in any list, whatever else.
KEYS = {"id", "headline", "source", "status", "version", "sites"}


def statuses(desk: Desk, *words: str) -> dict[str, str]:
    """Headline's last figure → status."""
    return {s["headline"][-1]: s["status"] for s in desk.done("stories", "--json", *words).json}


def test_an_empty_newsroom_says_what_to_do(desk: Desk) -> None:
    """
    The first look at an empty list is a lesson, not a blank.
    """
    assert "dateline ingest" in desk.done("stories").out
    assert desk.done("stories", "--json").json == []


def test_a_list_has_a_line_a_story_the_latest_first(desk: Desk, item: Item) -> None:
    """
    Id, status, versions, sites and headline are what the desk works with.
    """
    one = desk.take_in(item("1"), "1.json")
    two = desk.take_in(item("2"), "2.json")
    desk.done("publish", one, "--site", "example")
    lines = desk.done("stories").out.splitlines()
    assert [line.split()[0] for line in lines] == ["id", one, two]
    assert "published" in lines[1]
    assert lines[1].rstrip().endswith("Lamps on the northern pier, item 1")


def test_a_story_in_json_has_what_was_promised(desk: Desk, published: str) -> None:
    """
    Tools count on these names.
    """
    (story,) = desk.done("stories", "--json").json
    assert story.keys() >= KEYS
    assert (story["id"], story["source"], story["status"]) == (published, "qui", "published")
    assert (story["version"], story["sites"]) == (1, ["example"])


def test_a_list_can_be_of_one_status_or_source(desk: Desk, item: Item) -> None:
    """
    The desk asks for what nobody has touched yet.
    """
    desk.done("publish", desk.take_in(item("1"), "1.json"), "--site", "example")
    desk.take_in(item("2"), "2.json")
    assert statuses(desk, "--status", "new") == {"2": "new"}
    assert statuses(desk, "--source", "qui") == {"1": "published", "2": "new"}
    assert statuses(desk, "--source", "by-hand") == {}
    assert "No story is so" in desk.done("stories", "--source", "by-hand").out
    for more in ((), ("--json",)):
        told(desk("stories", "--source", "qiu", *more), "no such source", "by-hand", "qui")


def test_the_moment_decides_embargo_and_expiry(desk: Desk, item: Item) -> None:
    """
    ``--now`` shows what will hold then: an embargo that has lifted, a text whose time is over; nothing is recorded.
    """
    held = desk.take_in(item("1", embargoedUntil="2100-01-01T00:00:00Z"), "1.json")
    brief = desk.take_in(item("2", expires="2100-01-01T00:00:00Z"), "2.json")
    for id in (held, brief):
        desk.done("publish", id, "--site", "example")
    before = desk("check", "--json").json["entries"]
    assert statuses(desk) == {"1": "held", "2": "published"}
    assert statuses(desk, "--now", "2099-12-31T23:59:59.999Z") == {"1": "held", "2": "published"}
    assert statuses(desk, "--now", "2100-01-01T00:00:00Z") == {"1": "published", "2": "expired"}
    assert statuses(desk, "--now", "2100-01-01T01:00:00+01:00") == {"1": "published", "2": "expired"}
    assert statuses(desk, "--now", "2100-01-01") == {"1": "published", "2": "expired"}
    assert desk.story(held, "--now", "2100-06-01T00:00:00Z")["sites"] == ["example"]
    assert desk.story(brief, "--now", "2100-06-01T00:00:00Z")["sites"] == []
    assert desk("check", "--json").json["entries"] == before


@pytest.mark.parametrize(
    "moment", ["yesterday", "2020-13-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]
)
def test_a_moment_that_is_none_is_refused(desk: Desk, moment: str) -> None:
    """
    Also one that lies outside of all calendars once it is in UTC.
    """
    told(desk("stories", "--now", moment), "is no moment", "2020-01-30T20:05:00Z")


def test_show_has_all_that_is_known_of_a_story(desk: Desk, item: Item) -> None:
    """
    Versions, decisions, rulings for each use, and every output that holds it.
    """
    id = desk.take_in(item("1"), "1.json")
    desk.done("take", id, "--site", "example", "--note", "The pier is where they read us.")
    desk.done("publish", id, "--site", "example")
    desk.take_in(item("1", "2"), "2.json")
    story = desk.story(id)
    assert story.keys() >= KEYS
    assert [v["version"] for v in story["versions"]] == [1, 2]
    assert [v["issued"] for v in story["versions"]] == ["2020-01-16T01:00:00Z", "2020-01-16T02:00:00Z"]
    assert [(d["verb"], d["by"]) for d in story["decisions"]] == [("take", "ada"), ("publish", "ada")]
    assert story["decisions"][0]["reason"] == "The pier is where they read us."
    assert {(r["site"], r["use"], r["allowed"]) for r in story["rights"]} >= {("example", "display", True)}
    paths = {o["path"] for o in story["outputs"]}
    assert {"/", "/feed.xml"} < paths
    assert any(p.endswith("/how") for p in paths)
    assert story["body"][2].startswith("The harbour office")


def test_show_in_words(desk: Desk, published: str) -> None:
    """
    The same for a person: headline first, then one heading a kind of fact.
    """
    lines = desk.done("show", published).out.splitlines()
    assert lines[0] == "Lamps on the northern pier, item 1"
    assert published in lines[1]
    assert "published" in lines[1]
    for title in ("versions", "decisions", "rights", "outputs"):
        assert title in lines
    assert any("display" in line and "yes" in line for line in lines)


def test_an_article_shows_its_story(desk: Desk, published: str) -> None:
    """
    Whoever has only the id that a page carries finds what it is made of.
    """
    (article,) = desk.story(published)["articles"]
    assert article.startswith("art-")
    assert desk.story(article)["id"] == published


def test_a_killed_story_keeps_its_addresses_in_sight(desk: Desk, published: str) -> None:
    """
    The desk can see which addresses answer 410, and that no other output holds it.
    """
    desk.done("kill", published, "--reason", "test")
    story = desk.story(published)
    assert (story["status"], story["sites"]) == ("killed", [])
    assert {o["status"] for o in story["outputs"]} == {410}
    assert len(story["outputs"]) == 2
    assert all(not r["allowed"] and "killed" in r["because"] for r in story["rights"])


def test_a_package_shows_its_parts(desk: Desk) -> None:
    """
    A page of two reports is one main story with what goes beside it.
    """
    page = Path(__file__).resolve().parents[2] / "src/dateline/demo/wires/by-hand/2020-01-14-fires.txt"
    came: Any = desk.done("ingest", page, "--json").json[0]["items"]
    assert [i["outcome"] for i in came] == ["new"] * 3
    parts = desk.story(came[0]["story"])["package"]
    assert [p["id"] for p in parts] == [i["story"] for i in came[1:]]
    assert {p["role"] for p in parts} == {"backgrounder", "teaser"}
    assert "package" in desk.done("show", came[0]["story"]).out.splitlines()


@pytest.mark.parametrize("id", ["qui-00000000", "art-00000000", "two words", "../../etc/passwd", "'; DROP TABLE"])
def test_an_id_that_nobody_has_is_told(desk: Desk, id: str) -> None:
    """
    Refused, with the command that lists those there are.
    """
    told(desk("show", id), "no story or article has this id", "dateline stories")


def test_a_folder_that_is_no_newsroom_is_told(terminal: Terminal, tmp_path: Path) -> None:
    """
    Nothing is made there; the two ways out are said.
    """
    told(terminal("stories", "--newsroom", tmp_path / "away"), "no newsroom", "dateline init", "--newsroom")
    assert not (tmp_path / "away").exists()


def test_a_status_that_is_none_is_refused(desk: Desk) -> None:
    """
    A misspelt filter must not look like an empty newsroom.
    """
    told(desk("stories", "--status", "publishd"), "publishd", "there are: killed, withdrawn")


def test_what_had_not_come_in_yet_is_not_called_unknown(desk: Desk, published: str) -> None:
    """
    The id is right and the moment too early: to look for a slip in the id would be in vain.
    """
    for command in ("show", "rights"):
        for more in ((), ("--json",)):
            told(desk(command, published, "--now", "2001-01-01", *more), "had not come in yet", "a later moment")
        told(desk(command, "qui-00000000", "--now", "2001-01-01"), "no story or article")
