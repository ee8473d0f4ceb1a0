"""What leads crawlers: sitemaps by month, the news of two days by the clock, robots.txt, the icon."""

from datetime import timedelta

from lxml import etree
from msgspec.structs import replace
from tests.sites.lists.press import changed, digests, published, sent
from tests.sites.newsroom import HOUSE, LICENCES, START, TIDE, Newsroom, item

from dateline.sites.machines.sitemaps import NEWS_AGE

NAMES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "news": "http://www.google.com/schemas/sitemap-news/0.9"}
HOME = "https://www.tideline.example"


def located(newsroom: Newsroom, path: str) -> list[str]:
    """The addresses that a sitemap or its index leads to, without the host."""
    found = etree.fromstring(newsroom.body(path)).xpath("//map:loc/text()", namespaces=NAMES)
    assert all(str(address).startswith(f"{HOME}/") for address in found)
    return [str(address).removeprefix(HOME) for address in found]


def test_sitemaps_lead_to_every_article_by_month(newsroom: Newsroom) -> None:
    """
    One a month, oldest first, with the moment of each article's last change; the index names those that there are.
    """
    first = published(newsroom, "one", "two")
    newsroom.clock.moment = START + timedelta(days=30)
    (later,) = published(newsroom, "three")
    newsroom.follow()
    assert located(newsroom, "/sitemap.xml") == ["/sitemap/2020-01.xml", "/sitemap/2020-02.xml", "/sitemap/news.xml"]
    assert located(newsroom, "/sitemap/2020-01.xml") == [newsroom.path(s) for s in first]
    newsroom.tick(hours=1)
    newer = item("q:three", headline="Quay three", body=["New."], number=2, issued=newsroom.clock.now())
    newsroom.send("pel", newer)
    newsroom.follow()
    root = etree.fromstring(newsroom.body("/sitemap/2020-02.xml"))
    assert located(newsroom, "/sitemap/2020-02.xml") == [newsroom.path(later)]
    assert root.xpath("//map:lastmod/text()", namespaces=NAMES) == ["2020-02-15T11:01:00Z"]
    for story in first:
        newsroom.kill(story)
    newsroom.follow()
    assert newsroom.status("/sitemap/2020-01.xml") == 404
    assert located(newsroom, "/sitemap.xml") == ["/sitemap/2020-02.xml", "/sitemap/news.xml"]


def test_every_sitemap_that_the_index_names_is_there(newsroom: Newsroom) -> None:
    """
    A month of which search engines may have nothing has no sitemap, and none is named.
    """
    licence = replace(LICENCES[1], uses=("display", "teaser", "archive"), days=None)
    newsroom.apply(replace(HOUSE, licences=(LICENCES[0], licence, *LICENCES[2:])))
    published(newsroom, "kept", source="brk")
    newsroom.follow()
    assert newsroom.status("/2020/01/16/") == 200
    assert [newsroom.status(path) for path in located(newsroom, "/sitemap.xml")] == [200]
    newsroom.clock.moment = START + timedelta(hours=1)
    published(newsroom, "free")
    newsroom.follow()
    assert [newsroom.status(path) for path in located(newsroom, "/sitemap.xml")] == [200, 200]


def test_a_publish_changes_the_sitemap_of_its_month_alone(newsroom: Newsroom) -> None:
    """
    The index and the months before stay as they were.
    """
    published(newsroom, "one")
    newsroom.clock.moment = START + timedelta(days=30)
    published(newsroom, "two")
    newsroom.follow()
    before = digests(newsroom)
    published(newsroom, "three")
    newsroom.follow()
    maps = {path for path in changed(newsroom, before) if path.startswith("/sitemap")}
    assert maps == {"/sitemap/2020-02.xml", "/sitemap/news.xml"}


def test_the_news_sitemap_forgets_by_the_clock(newsroom: Newsroom) -> None:
    """
    An article is news for two days, to the microsecond; then the follower makes that one output anew, without any
    entry, until none is left.
    """
    (one,) = published(newsroom, "one")
    newsroom.tick(hours=6)
    (two,) = published(newsroom, "two")
    newsroom.follow()
    assert located(newsroom, "/sitemap/news.xml") == [newsroom.path(two), newsroom.path(one)]
    ends = START + timedelta(minutes=1) + NEWS_AGE
    assert newsroom.sites["tide"].next_due() == ends
    newsroom.clock.moment = ends - timedelta(microseconds=1)
    assert newsroom.follow()["tide"].written == ()
    newsroom.clock.moment = ends
    assert [w.path for w in newsroom.follow()["tide"].written] == ["/sitemap/news.xml"]
    assert located(newsroom, "/sitemap/news.xml") == [newsroom.path(two)]
    newsroom.tick(hours=7)
    newsroom.follow()
    assert located(newsroom, "/sitemap/news.xml") == [] and newsroom.sites["tide"].next_due() is None
    assert located(newsroom, "/sitemap/2020-01.xml") == [newsroom.path(one), newsroom.path(two)]


def test_a_news_sitemap_is_served_while_it_waits_to_be_made_anew(newsroom: Newsroom) -> None:
    """
    That an article is no news any more is no reason to keep the page from crawlers.
    """
    published(newsroom, "one")
    newsroom.follow()
    page = newsroom.page("/sitemap/news.xml")
    assert page is not None and page.until is None


def test_what_is_at_home_elsewhere_is_in_that_sites_sitemap_alone(newsroom: Newsroom) -> None:
    """
    Search engines are led to one page of an article, not to one a site.
    """
    story = sent(newsroom, "one")
    newsroom.publish(story, "tide", "mill", home="mill")
    newsroom.follow()
    assert newsroom.status("/sitemap/2020-01.xml") == 404 and located(newsroom, "/sitemap/news.xml") == []
    assert b"quay-one" in newsroom.body("/sitemap/2020-01.xml", "mill")
    newsroom.publish(story, "tide", "mill", home="tide")
    newsroom.follow()
    path = newsroom.path(story)
    assert located(newsroom, "/sitemap/2020-01.xml") == located(newsroom, "/sitemap/news.xml") == [path]
    assert newsroom.status("/sitemap/2020-01.xml", "mill") == 404, "its home has moved"


def test_crawlers_are_told_where_the_sitemaps_are(newsroom: Newsroom) -> None:
    """
    By the file that they all ask for first.
    """
    newsroom.follow()
    lines = newsroom.body("/robots.txt").decode().splitlines()
    assert f"Sitemap: {HOME}/sitemap.xml" in lines and "User-agent: *" in lines


def test_the_icon_is_the_initial_on_the_colour_of_the_site(newsroom: Newsroom) -> None:
    """
    Well-formed also where a site's name begins with a letter that XML minds.
    """
    newsroom.apply(replace(HOUSE, sites=(replace(TIDE, name="& Co", accent="#0f5c6e"), HOUSE.sites[1])))
    newsroom.follow()
    icon = etree.fromstring(newsroom.body("/icon.svg"))
    assert "".join(str(t) for t in icon.itertext()).strip() == "&"
    assert b"#0f5c6e" in newsroom.body("/icon.svg")
