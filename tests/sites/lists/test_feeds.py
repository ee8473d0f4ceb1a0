"""Feeds as a site's follower keeps them: what licences let them have, in three formats."""

import json
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace
from tests.sites.lists.press import changed, digests, numbered, published, sent
from tests.sites.machines import feed_rules
from tests.sites.newsroom import HOUSE, LICENCES, START, TIDE, Newsroom

from dateline.sites.plan import FEED

NAMES = feed_rules.NAMES
TEXT = ["Forty barges & one tug had been waiting outside.", "The last one left at noon."]
HOME = "https://www.tideline.example"


def rss(newsroom: Newsroom, path: str = "/feed.xml") -> Any:
    """The feed, read by a parser that forgives nothing."""
    return etree.fromstring(newsroom.body(path))


def atom(newsroom: Newsroom, path: str = "/atom.xml") -> Any:
    return etree.fromstring(newsroom.body(path))


def titles(newsroom: Newsroom, key: str = "/") -> list[str]:
    """The stories of a list's feeds; all three hold the same."""
    in_rss = [t.removeprefix("Quay ") for t in rss(newsroom, f"{key}feed.xml").xpath("channel/item/title/text()")]
    in_atom = atom(newsroom, f"{key}atom.xml").xpath("atom:entry/atom:title/text()", namespaces=NAMES)
    in_json = [i["title"] for i in json.loads(newsroom.body(f"{key}feed.json"))["items"]]
    assert in_rss == [t.removeprefix("Quay ") for t in in_atom] == [t.removeprefix("Quay ") for t in in_json]
    return in_rss


def tombstones(newsroom: Newsroom, path: str = "/atom.xml") -> dict[str, str]:
    return {g.get("ref"): g.get("when") for g in atom(newsroom, path).findall("at:deleted-entry", NAMES)}


@pytest.mark.parametrize("filled", [False, True])
@pytest.mark.parametrize("key", ["/", "/ports/", "/topic/lock-gates/"])
def test_feeds_are_valid_filled_or_empty(newsroom: Newsroom, key: str, filled: bool) -> None:
    """
    By the rules of the W3C's validator, also while nothing has been published and once something was taken back.
    """
    if filled:
        stories = published(newsroom, "one", "two", subjects=[{"name": "Lock gates"}])
        newsroom.follow()
        newsroom.kill(stories[0])
    elif key.startswith("/topic/"):
        newsroom.follow()
        assert newsroom.status(f"{key}feed.xml") == 404
        return
    newsroom.follow()
    assert feed_rules.rss(newsroom.body(f"{key}feed.xml")) == []
    assert feed_rules.atom(newsroom.body(f"{key}atom.xml")) == []
    assert feed_rules.json_feed(json.loads(newsroom.body(f"{key}feed.json"))) == []


def test_a_feed_says_whose_it_is(newsroom: Newsroom) -> None:
    """
    With the address of the feed itself and of the page whose stories it holds; one without any item claims no date.
    """
    newsroom.follow()
    channel = rss(newsroom).find("channel")
    assert channel.findtext("title") == "The Tideline" and channel.findtext("link") == f"{HOME}/"
    assert channel.findtext("description") == TIDE.tagline and channel.findtext("language") == "en"
    assert channel.find("atom:link[@rel='self']", NAMES).get("href") == f"{HOME}/feed.xml"
    assert channel.find("lastBuildDate") is None and channel.findall("item") == []
    crews = rss(newsroom, "/crews/feed.xml").find("channel")
    assert crews.findtext("title") == "The Tideline: Crews" and crews.findtext("link") == f"{HOME}/crews/"
    assert json.loads(newsroom.body("/crews/feed.json"))["feed_url"] == f"{HOME}/crews/feed.json"


def test_an_item_says_what_and_whose_it_is(newsroom: Newsroom) -> None:
    """
    Title, address, an id that never changes, the moment of publication, byline, words and rights.
    """
    story = sent(newsroom, "opens <now> & then", body=TEXT)
    newsroom.publish(story)
    newsroom.follow()
    (one,) = rss(newsroom).findall("channel/item")
    assert one.findtext("title") == "Quay opens <now> & then"
    assert one.findtext("link") == f"{HOME}{newsroom.path(story)}"
    assert one.findtext("guid") == f"{HOME}/{newsroom.article(story).id}"
    assert parsedate_to_datetime(one.findtext("pubDate")) == START
    assert one.findtext("dc:creator", namespaces=NAMES) == "Pelican"
    assert TEXT[0].replace("&", "&amp;") in one.findtext("description")
    assert one.findtext("description").endswith("Credit: Pelican")
    assert "copyright Pelican Press" in one.findtext("dc:rights", namespaces=NAMES)
    assert parsedate_to_datetime(rss(newsroom).findtext("channel/lastBuildDate")) == START


def test_a_feed_has_as_much_of_a_text_as_the_licence_lets_it_have(newsroom: Newsroom) -> None:
    """
    An excerpt of the agency's text with the credit that it asks for, the whole of our own.
    """
    newsroom.apply(replace(HOUSE, licences=(replace(LICENCES[0], excerpt=4), *LICENCES[1:])))
    published(newsroom, "theirs", body=TEXT)
    published(newsroom, "ours", source="own", body=TEXT)
    newsroom.follow()
    ours, theirs = rss(newsroom).findall("channel/item")
    full = ours.findtext("content:encoded", namespaces=NAMES)
    assert full == "<p>Forty barges &amp; one tug had been waiting outside.</p><p>The last one left at noon.</p>"
    assert theirs.findtext("description") == "Forty barges &amp; one … Credit: Pelican"
    assert theirs.find("content:encoded", NAMES) is None
    for path in ("/feed.xml", "/atom.xml", "/feed.json"):
        assert newsroom.body(path).count(b"last one left") == 1, path


@pytest.mark.parametrize("source", ["brk", "sur"])
def test_what_may_not_be_syndicated_is_in_no_feed(newsroom: Newsroom, source: str) -> None:
    """
    A licence to display is none for the feed; not even the headline is there, nor a name among what the gate watches.
    """
    published(newsroom, "kept", source=source, subjects=[{"name": "Lock gates"}])
    newsroom.follow()
    assert newsroom.status("/2020/01/16/") == (200 if source == "brk" else 404)
    assert titles(newsroom) == titles(newsroom, "/ports/") == []
    assert newsroom.status("/topic/lock-gates/feed.xml") == 404
    page = newsroom.page("/feed.xml")
    assert page is not None and page.parts == ()


def test_a_feed_has_an_end(newsroom: Newsroom) -> None:
    """
    Readers ask for it every few minutes: it holds the newest only, and what it may not have takes none of its places.
    """
    published(newsroom, *numbered(1, FEED + 2))
    published(newsroom, "kept", source="brk")
    newsroom.follow()
    assert titles(newsroom) == titles(newsroom, "/ports/") == numbered(3, FEED + 2)[::-1]


def test_an_article_is_in_the_feeds_of_its_lists(newsroom: Newsroom) -> None:
    """
    Of its section and of what it is about; the others are not written.
    """
    published(newsroom, "crane", subjects=[{"name": "Lock gates"}])
    newsroom.follow()
    before = digests(newsroom)
    published(newsroom, "pilot", section="crews", subjects=[{"name": "Lock gates"}])
    newsroom.follow()
    assert titles(newsroom) == titles(newsroom, "/topic/lock-gates/") == ["pilot", "crane"]
    assert (titles(newsroom, "/ports/"), titles(newsroom, "/crews/")) == (["crane"], ["pilot"])
    assert not {p for p in changed(newsroom, before) if p.startswith("/ports/")}


@pytest.mark.parametrize("way", ["kill", "withdraw", "hold"])
def test_who_has_a_copy_is_told_that_it_was_taken_back(newsroom: Newsroom, way: str) -> None:
    """
    It leaves the feed, and Atom names it once more, by the id that it had and without a word of it. What only waits was
    not taken back.
    """
    one, _ = published(newsroom, "one", "two")
    newsroom.follow()
    assert titles(newsroom) == ["two", "one"] and tombstones(newsroom) == {}
    ids = atom(newsroom).xpath("atom:entry/atom:id/text()", namespaces=NAMES)
    newsroom.tick(hours=1)
    getattr(newsroom, way)(one)
    newsroom.follow()
    assert titles(newsroom) == titles(newsroom, "/ports/") == ["two"]
    told = {} if way == "hold" else {ids[1]: "2020-01-16T11:02:00Z"}
    assert tombstones(newsroom) == tombstones(newsroom, "/ports/atom.xml") == told
    assert tombstones(newsroom, "/crews/atom.xml") == {}
    assert b"Quay one" not in newsroom.body("/atom.xml")


def test_a_feed_is_newer_once_something_was_taken_back(newsroom: Newsroom) -> None:
    """
    A reader's program that looks at the feed's date must look at the tombstone too.
    """
    (one,) = published(newsroom, "one")
    newsroom.follow()
    assert atom(newsroom).findtext("atom:updated", namespaces=NAMES) == "2020-01-16T10:01:00Z"
    newsroom.tick(hours=1)
    newsroom.kill(one)
    newsroom.follow()
    assert atom(newsroom).findtext("atom:updated", namespaces=NAMES) == "2020-01-16T11:01:00Z"


def test_what_comes_back_has_no_tombstone(newsroom: Newsroom) -> None:
    """
    A withdrawal may end: under its old id it is an entry again.
    """
    (one,) = published(newsroom, "one")
    newsroom.withdraw(one)
    newsroom.follow()
    assert len(tombstones(newsroom)) == 1
    newsroom.publish(one)
    newsroom.follow()
    assert tombstones(newsroom) == {} and titles(newsroom) == ["one"]


@pytest.mark.parametrize("letter", ["\x00", "\x01", "\x0c", "\x1b", "\ufffe", "]]>", "\U0001f6a2"])
def test_no_letter_breaks_the_feed(newsroom: Newsroom, letter: str) -> None:
    """
    XML has no word for some letters that may be typed or sent; one of them must not take the feed from all readers.
    """
    story = sent(newsroom, "opens", "own")
    newsroom.publish(story)
    newsroom.edit(story, headline=f"Quay{letter} opens", text=f"One{letter} word.")
    newsroom.follow()
    (title,) = rss(newsroom).xpath("channel/item/title/text()")
    assert title.startswith("Quay") and title.endswith(" opens")
    assert (
        len(atom(newsroom).findall("atom:entry", NAMES)) == len(json.loads(newsroom.body("/feed.json"))["items"]) == 1
    )
    assert newsroom.status(newsroom.path(story)) == 200


def test_a_feed_is_good_until_the_first_of_its_items_is_over(newsroom: Newsroom) -> None:
    """
    It is a page like any other: its items have ends too.
    """
    published(newsroom, "short", source="cor")
    newsroom.follow()
    page = newsroom.page("/feed.xml")
    assert page is not None and page.until == START + timedelta(days=3)
    newsroom.clock.moment = START + timedelta(days=3)
    newsroom.follow()
    assert titles(newsroom) == [] and tombstones(newsroom) == {}, "its time was over; nobody took it back"
