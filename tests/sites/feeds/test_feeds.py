"""What machines read: the feed, the sitemaps, robots.txt, the icon."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace
from tests.sites.newsroom import HOUSE, LICENCES, START, TIDE, Newsroom, item

from dateline.sites.build import FEED

NAMES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "atom": "http://www.w3.org/2005/Atom",
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
}
BODY = ["Forty barges & one tug had been waiting outside.", "The last one left at noon."]


def sent(newsroom: Newsroom, name: str, source: str = "pel", **more: Any) -> str:
    body = more.pop("body", BODY)
    story = newsroom.send(source, item(f"q:{name}", headline=f"Quay {name}", body=body, **more))
    newsroom.publish(story)
    return story


def feed(newsroom: Newsroom, site: str = "tide") -> Any:
    """The feed, read by a parser that forgives nothing."""
    return etree.fromstring(newsroom.body("/feed.xml", site))


def titles(newsroom: Newsroom) -> list[str]:
    return [str(title) for title in feed(newsroom).xpath("channel/item/title/text()")]


def test_a_feed_says_whose_it_is(newsroom: Newsroom) -> None:
    """
    RSS 2.0 with the address of the feed itself; one without any item claims no date.
    """
    newsroom.follow()
    rss = feed(newsroom)
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    assert rss.findtext("channel/title") == "The Tideline"
    assert rss.findtext("channel/link") == "https://www.tideline.example/"
    assert rss.findtext("channel/description") == TIDE.tagline
    assert rss.findtext("channel/language") == "en"
    assert rss.find("channel/atom:link", NAMES).get("href") == "https://www.tideline.example/feed.xml"
    assert rss.find("channel/lastBuildDate") is None
    assert rss.findall("channel/item") == []


def test_an_item_says_what_and_whose_it_is(newsroom: Newsroom) -> None:
    """
    Title, address, an id that never changes, the moment of publication, byline, words and rights.
    """
    story = sent(newsroom, "opens <now> & then")
    newsroom.follow()
    (one,) = feed(newsroom).findall("channel/item")
    assert one.findtext("title") == "Quay opens <now> & then"
    assert one.findtext("link") == f"https://www.tideline.example{newsroom.path(story)}"
    assert one.findtext("guid") == f"{newsroom.article(story).id}@www.tideline.example"
    assert one.find("guid").get("isPermaLink") == "false"
    assert parsedate_to_datetime(one.findtext("pubDate")) == START
    assert one.findtext("dc:creator", namespaces=NAMES) == "Pelican"
    assert one.findtext("description") == f"{BODY[0]} Credit: Pelican"
    assert "copyright Pelican Press" in one.findtext("dc:rights", namespaces=NAMES)
    assert parsedate_to_datetime(feed(newsroom).findtext("channel/lastBuildDate")) == START


def test_a_feed_has_as_much_of_a_text_as_the_licence_lets_it_have(newsroom: Newsroom) -> None:
    """
    An excerpt of the agency's text with the credit that it asks for, the whole of our own.
    """
    newsroom.apply(replace(HOUSE, licences=(replace(LICENCES[0], excerpt=4), *LICENCES[1:])))
    sent(newsroom, "theirs")
    newsroom.tick(minutes=1)
    sent(newsroom, "ours", "own")
    newsroom.follow()
    ours, theirs = feed(newsroom).findall("channel/item")
    full = ours.findtext("content:encoded", namespaces=NAMES)
    assert full == "<p>Forty barges &amp; one tug had been waiting outside.</p><p>The last one left at noon.</p>"
    assert theirs.findtext("description") == "Forty barges & one … Credit: Pelican"
    assert theirs.find("content:encoded", NAMES) is None
    assert b"last one left" not in newsroom.body("/feed.xml").partition(b"Quay theirs")[2]


def test_what_may_not_be_syndicated_is_in_no_feed(newsroom: Newsroom) -> None:
    """
    A licence to display and to tease is none for the feed; not even the headline is there.
    """
    sent(newsroom, "kept", "brk")
    newsroom.follow()
    assert "Quay kept" in newsroom.text("/")
    assert titles(newsroom) == []
    page = newsroom.page("/feed.xml")
    assert page is not None and page.parts == ()


def test_what_is_taken_back_leaves_the_feed(newsroom: Newsroom) -> None:
    """
    Newest first; a killed story is gone with the next step.
    """
    first = sent(newsroom, "one")
    newsroom.tick(minutes=1)
    sent(newsroom, "two", body=["Another text altogether."])
    newsroom.follow()
    assert titles(newsroom) == ["Quay two", "Quay one"]
    newsroom.kill(first)
    newsroom.follow()
    assert titles(newsroom) == ["Quay two"]


def test_a_feed_has_an_end(newsroom: Newsroom) -> None:
    """
    Readers ask for it every few minutes: it holds the newest only.
    """
    for number in range(FEED + 2):
        sent(newsroom, str(number))
        newsroom.tick(minutes=1)
    newsroom.follow()
    assert titles(newsroom) == [f"Quay {n}" for n in range(FEED + 1, 1, -1)]


@pytest.mark.parametrize("letter", ["\x00", "\x01", "\x0c", "\x1b", "\ufffe", "]]>", "\U0001f6a2"])
def test_no_letter_breaks_the_feed(newsroom: Newsroom, letter: str) -> None:
    """
    XML has no word for some letters that may be typed or sent; one of them must not take the feed from all readers.
    """
    story = sent(newsroom, "opens", "own")
    newsroom.take(story)
    newsroom.edit(story, headline=f"Quay{letter} opens", text=f"One{letter} word.")
    newsroom.follow()
    (title,) = titles(newsroom)
    assert title.startswith("Quay") and title.endswith(" opens")
    assert newsroom.status(newsroom.path(story)) == 200


def test_sitemaps_lead_to_every_article_by_month(newsroom: Newsroom) -> None:
    """
    One a month, with the moment of each article's last change; the list names those that there are.
    """
    first = sent(newsroom, "one")
    newsroom.tick(days=30)
    second = sent(newsroom, "two")
    newsroom.send("pel", item("q:two", headline="Quay two", body=["New."], number=2, issued=newsroom.tick(hours=1)))
    newsroom.follow()
    index = etree.fromstring(newsroom.body("/sitemap.xml"))
    assert index.tag == f"{{{NAMES['map']}}}sitemapindex"
    site = "https://www.tideline.example"
    locations = index.xpath("map:sitemap/map:loc/text()", namespaces=NAMES)
    assert locations == [f"{site}/sitemap/2020-01.xml", f"{site}/sitemap/2020-02.xml"]

    def month(name: str) -> list[tuple[str, str]]:
        urls = etree.fromstring(newsroom.body(f"/sitemap/{name}.xml")).findall("map:url", NAMES)
        return [(u.findtext("map:loc", "", NAMES), u.findtext("map:lastmod", "", NAMES)) for u in urls]

    assert month("2020-01") == [(site + newsroom.path(first), "2020-01-16T10:00:00Z")]
    assert month("2020-02") == [(site + newsroom.path(second), "2020-02-15T11:00:00Z")]
    newsroom.kill(first)
    newsroom.follow()
    assert newsroom.status("/sitemap/2020-01.xml") == 404
    assert b"2020-01" not in newsroom.body("/sitemap.xml")


def test_crawlers_are_told_where_the_sitemap_is(newsroom: Newsroom) -> None:
    """
    Everything may be read.
    """
    newsroom.follow()
    lines = newsroom.body("/robots.txt").decode().splitlines()
    assert lines[:2] == ["User-agent: *", "Allow: /"]
    assert "Sitemap: https://www.tideline.example/sitemap.xml" in lines


def test_the_icon_is_the_initial_on_the_colour_of_the_site(newsroom: Newsroom) -> None:
    """
    Well-formed also where a site's name begins with a letter that XML minds.
    """
    newsroom.apply(replace(HOUSE, sites=(replace(TIDE, name="& Co", accent="#0f5c6e"), HOUSE.sites[1])))
    newsroom.follow()
    icon = etree.fromstring(newsroom.body("/icon.svg"))
    assert "".join(str(t) for t in icon.itertext()).strip() == "&"
    assert b"#0f5c6e" in newsroom.body("/icon.svg")


def test_a_feed_is_good_until_the_first_of_its_items_is_over(newsroom: Newsroom) -> None:
    """
    It is a page like any other: its items have ends too.
    """
    sent(newsroom, "short", "cor")
    newsroom.follow()
    page = newsroom.page("/feed.xml")
    assert page is not None and page.until == START + timedelta(days=3)
    newsroom.tick(days=3)
    newsroom.follow()
    assert titles(newsroom) == []
