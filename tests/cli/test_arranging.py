"""post and gather at the command line: a live story, and what editors keep together."""

import io
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Desk, Item, told

from dateline.app import Newsroom
from dateline.news.facts import Membership
from dateline.news.live import posts
from dateline.news.story import Article

STRIKE = """
[[collections]]
slug = "strike"
title = "The lamplighters' strike"
"""


@pytest.fixture
def lamps(desk: Desk, item: Item) -> str:
    """A story on the site ``example``, which has a collection."""
    file = desk.room / "sites" / "example.toml"
    file.write_text(file.read_text() + STRIKE)
    desk.done("apply")
    id = desk.take_in(item())
    desk.done("publish", id, "--site", "example", "--form", "analysis")
    return id


def article(desk: Desk, id: str) -> Article:
    """The article made of a story."""
    room = Newsroom(desk.room)
    try:
        story = room.ledger.story(id)
        found = room.ledger.article(story.articles[0]) if story else None
        assert found is not None
        return found
    finally:
        room.close()


def test_posts_come_from_a_file_from_standard_input_and_from_another_story(
    desk: Desk, item: Item, lamps: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Whoever writes from the quay types it, pipes it in or points to what an agency sent.
    """
    file = tmp_path / "words.txt"
    file.write_text("The first lamp is lit.\n\nNobody cheered.\n")
    receipt = desk.done("post", lamps, "--text", file, "--headline", "Lit", "--json").json
    assert (receipt["verb"], {o["state"] for o in receipt["outputs"]} >= {"rewritten"}) == ("post", True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("The second one too.\n"))
    desk.done("post", lamps, "--text", "-", "--note", "A second lamp")
    other = desk.take_in(item("2"), "2.json")
    desk.done("post", lamps, "--story", other, "--last")
    made = article(desk, lamps)
    assert [len(p.blocks) for p in posts(made.wording)] == [4, 1, 3] and not made.wording.live
    assert made.stories == (lamps, other) and made.form == "analysis"


def test_what_is_gathered_stands_in_the_collection_until_it_is_taken_out(desk: Desk, lamps: str) -> None:
    """
    The file says which collections there are, the desk what is in them.
    """
    where = ("--site", "example", "--collection", "strike")
    desk.done("gather", lamps, *where, "--place", "2", "--reason", "how it began")
    assert article(desk, lamps).gathered == (Membership("example", "strike", 2),)
    desk.done("ungather", lamps, *where)
    assert article(desk, lamps).gathered == ()


def test_what_was_left_out_is_asked_for(desk: Desk, lamps: str) -> None:
    """
    A refusal names the option that is missing, or what there is to choose from.
    """
    told(desk("gather", lamps, "--site", "example"), "--site CODE --collection SLUG")
    told(desk("ungather", lamps, "--collection", "strike"), "--site CODE --collection SLUG")
    told(desk("gather", lamps, "--site", "example", "--collection", "tides"), "there are: strike")
    told(desk("post", lamps), "--text FILE", "--story ID")
    told(desk("publish", lamps, "--site", "example", "--form", "rumour"), "report, background, analysis, opinion")
