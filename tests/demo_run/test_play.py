"""What the demonstration's days come to."""

import html
import json
from datetime import timedelta

import pytest
from tests.demo_run.conftest import SITES, START, TURN, Demonstration, Room

from dateline.clock import clock_of
from dateline.demo.play import MARK, now_in_words
from dateline.demo.script import script
from dateline.news import rights
from dateline.sites.http import Response

PLANTED = {s.planted: s for s in script().step if s.planted}
#: What each planted item's story is at the start of the clock.
STATUSES = {
    "the press release": "published",
    "the page of three parts": "published",
    "the full story behind a teaser": "published",
    "the correction": "published",
    "the denial, two weeks before the lead": "published",
    "the lapsing licence": "published",
    "our own reporting": "published",
    "the mandatory kill": "killed",
    "the update": "published",
    "the exact repeat": "published",
    "the embargo": "held",
    "the lead": "published",
    "the same story from another agency": "new",
}


def test_all_of_it_comes_to_what_the_script_says(played: Demonstration) -> None:
    """
    Every wire that ships is read, and nothing is a surprise.
    """
    assert played.played.surprises == ()
    assert played.played.deliveries == len([s for s in script().step if s.do == "ingest"])
    outcomes = played.played.outcomes
    assert (outcomes["corrected"], outcomes["killed"], outcomes["updated"], outcomes["repeated"]) == (1, 1, 1, 1)
    assert (outcomes["held"], outcomes["quarantined"]) == (1, 2)


def test_every_site_has_a_front_worth_reading(played: Demonstration) -> None:
    """
    Four sites, each with ten articles at least.
    """
    assert played.played.published.keys() == set(SITES)
    assert min(played.played.published.values()) >= 10


@pytest.mark.parametrize("label", PLANTED)
def test_a_planted_item_came_to_what_was_expected(played: Demonstration, label: str) -> None:
    """
    What the start page promises to show has happened.
    """
    (planted,) = [p for p in played.played.planted if p.label == label]
    assert planted.outcome == PLANTED[label].expect
    assert bool(planted.problem) == (planted.outcome == "quarantined")
    assert bool(planted.story) == (planted.outcome != "quarantined")


@pytest.mark.parametrize("label", STATUSES)
def test_a_planted_story_stands_as_it_should(played: Demonstration, room: Room, label: str) -> None:
    """
    At eight in the evening of the demonstration's last day.
    """
    (planted,) = [p for p in played.played.planted if p.label == label]
    story = room.room.ledger.story(planted.story)
    assert story is not None
    assert rights.status(story, START, room.room.ledger.standing()) == STATUSES[label]


def test_progress_is_told_from_the_first_step_to_the_last(played: Demonstration) -> None:
    """
    Whoever waits sees the days of January go by.
    """
    assert [done for done, _, _ in played.progress] == list(range(len(script().step) + 1))
    assert played.progress[0][2] == "Jan 3, 09:46"
    assert played.progress[-1][2] == "building the sites"


def test_the_clock_starts_where_the_newsroom_says(played: Demonstration) -> None:
    """
    It begins at eight when the days are played, and runs on from there in every process.
    """
    anchor = json.loads((played.folder / "data" / "clock.json").read_bytes())
    assert anchor["start"] == "2020-01-30T20:00:00Z"
    first = clock_of(played.folder / "data").now()
    assert START <= first < START + timedelta(hours=1)
    assert clock_of(played.folder / "data").now() > first


def test_the_folder_is_a_newsroom_like_any_other(played: Demonstration, room: Room) -> None:
    """
    Its files are in force as they lie there, its ledger is sound, and it can be told from a folder of somebody's own.
    """
    assert not room.room.differs()
    assert list(room.room.ledger.check()) == []
    assert (played.folder / MARK).exists()
    assert {s.code for s in room.room.house.sites} == set(SITES)
    assert all(s.host == f"{s.code}.localhost:8000" for s in room.room.house.sites)


def text(response: Response) -> str:
    """A page's text, its tags among it."""
    return html.unescape(response.body.decode())


def test_a_moment_is_told_in_words() -> None:
    """
    As the start page prints it.
    """
    assert now_in_words(TURN) == "January 30, 2020, 20:02:00 UTC"


def test_the_embargo_lifts_at_its_moment_on_every_output(room: Room) -> None:
    """
    A thousandth of a second before it the story is nowhere, and at the moment it is on the front, in its section, in
    the feed and at its own address; no entry has come meanwhile.
    """
    path, entries = room.path("pulsar", "apogee"), room.room.ledger.tail()
    story = room.room.ledger.story(room.names["pulsar"])
    article = room.room.ledger.article(story.articles[0]) if story else None
    assert article is not None
    headline = article.wording.headline
    section = f"/{next(p.section for p in article.placements if p.site == 'apogee')}/"
    day = path[:12]
    room.at(TURN - timedelta(milliseconds=1))
    for output in ("/", section, "/feed.xml", day, "/sitemap/2020-01.xml"):
        assert headline not in text(room.get("apogee", output))
        assert path not in text(room.get("apogee", output))
    assert room.get("apogee", path).status == 404
    room.at(TURN)
    for output in ("/", section, "/feed.xml", day):
        assert headline in text(room.get("apogee", output))
    assert path in text(room.get("apogee", "/sitemap/2020-01.xml"))
    assert room.get("apogee", path).status == 200
    assert headline in text(room.get("apogee", path))
    assert room.room.ledger.tail() == entries


def test_the_licence_lapses_at_its_moment_on_every_output(room: Room) -> None:
    """
    The story is on the site until then; from the moment its licence ends no list has it and its address answers 410,
    without its headline; no entry has come meanwhile.
    """
    path, entries = room.path("deadline", "bulwark"), room.room.ledger.tail()
    story = room.room.ledger.story(room.names["deadline"])
    assert story is not None
    headline = story.headline
    lists = ("/streets/", "/2020/01/16/", "/sitemap/2020-01.xml")
    room.at(TURN - timedelta(milliseconds=1))
    assert all(path in text(room.get("bulwark", output)) for output in lists)
    assert room.get("bulwark", path).status == 200
    assert headline in text(room.get("bulwark", path))
    room.at(TURN)
    for output in ("/", "/feed.xml", *lists):
        assert path not in text(room.get("bulwark", output))
        assert headline not in text(room.get("bulwark", output))
    for own in (path, f"{path}/how"):
        assert room.get("bulwark", own).status == 410
        assert headline not in text(room.get("bulwark", own))
    assert room.room.ledger.tail() == entries


def test_a_page_whose_time_is_over_is_not_served_while_nobody_follows(room: Room) -> None:
    """
    The page server rules by the clock itself: a slow follower may make a list late, never a lapsed text available.
    """
    path = room.path("deadline", "bulwark")
    before = text(room.get("bulwark", path))
    room.clock.moment = TURN
    for output in (path, f"{path}/how", "/streets/"):
        late = room.get("bulwark", output)
        assert late.status in (410, 503)
        assert late.status == 410 or dict(late.headers)["retry-after"] == "1"
        assert path not in text(late)
    assert before != text(room.get("bulwark", path))
    assert room.get("bulwark", "/about").status == 200
