"""Sitemaps: what search engines are led to, by month and while it is news."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from lxml import etree
from msgspec.structs import replace
from tests.sites.machines.items import BARE, FULL, HOME, START, WORDS, said

from dateline.sites.machines import sitemaps
from dateline.sites.machines.item import fragments
from dateline.sites.machines.sitemaps import Map

NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}


def parsed(data: bytes) -> Any:
    return etree.fromstring(data)


def test_a_month_leads_to_its_articles_with_their_last_change() -> None:
    """
    By absolute addresses, in their order.
    """
    urls = parsed(sitemaps.month([fragments(FULL).sitemap, fragments(BARE).sitemap])).findall("map:url", NAMES)
    told = [(u.findtext("map:loc", "", NAMES), u.findtext("map:lastmod", "", NAMES)) for u in urls]
    assert told == [(FULL.url, "2020-01-16T11:00:00Z"), (BARE.url, "2020-01-16T10:00:00Z")]


def test_a_sitemap_leads_to_no_page_that_search_engines_shall_pass_over() -> None:
    """
    Not to one without the use index, nor to one whose original is on another site.
    """
    for item in (replace(BARE, noindex=True), replace(BARE, canonical="https://other.example/story")):
        assert (fragments(item).sitemap, fragments(item).news) == ("", "")
    assert fragments(replace(BARE, noindex=True)).rss != ""


def test_a_month_of_too_many_articles_takes_several_files() -> None:
    """
    No file has more than 50,000 addresses; what comes in later moves nothing from one to another.
    """
    many = [f"<url><loc>{HOME}{n}</loc></url>" for n in range(sitemaps.MOST + 1)]
    assert sitemaps.pieces(len(many)) == 2 and sitemaps.pieces(sitemaps.MOST) == 1 and sitemaps.pieces(0) == 0
    first, second = (parsed(sitemaps.month(many, piece)) for piece in (1, 2))
    assert (len(first), len(second)) == (sitemaps.MOST, 1)
    assert sitemaps.month(["", *many], 1) == sitemaps.month([*many, many[0]], 1)
    day = START.date()
    assert [sitemaps.month_path(day, n) for n in (1, 2)] == ["/sitemap/2020-01.xml", "/sitemap/2020-01-2.xml"]


def test_news_says_what_google_asks_for() -> None:
    """
    The site's name and language, the moment of first publication, the headline.
    """
    (url,) = parsed(sitemaps.news(["", fragments(FULL).news])).findall("map:url", NAMES)
    assert url.findtext("map:loc", "", NAMES) == FULL.url
    told = {etree.QName(e).localname: e.text for e in url.find("news:news", NAMES).iter() if e.text}
    assert told == {
        "name": "The Tideline",
        "language": "en",
        "publication_date": "2020-01-16T10:00:00Z",
        "title": "Quay opens",
    }


def test_languages_are_told_as_google_knows_them() -> None:
    """
    By their first part; Chinese by its script.
    """
    short = {"en": "en", "de-AT": "de", "zh-Hant-HK": "zh-tw", "zh-CN": "zh-cn", "zh": "zh", "ar": "ar"}
    for tag, wanted in short.items():
        assert f"<news:language>{wanted}</news:language>" in fragments(replace(BARE, language=tag)).news


def test_news_is_two_days_old_at_most_and_a_thousand_articles() -> None:
    """
    Google passes over what is older; the moment at which an article leaves is known beforehand.
    """
    assert sitemaps.new(START, START + timedelta(hours=47))
    assert not sitemaps.new(START, START + timedelta(hours=48))
    assert sitemaps.old_from(START) == START + timedelta(hours=48)
    many = [f"<url>{n}</url>" for n in range(1200)]
    held = parsed(sitemaps.news(many))
    assert len(held) == 1000 and held[0].text == "0"


def test_the_index_leads_to_every_sitemap() -> None:
    """
    With the moment of its newest change, where that is told.
    """
    root = parsed(sitemaps.index([Map(f"{HOME}sitemap/2020-01.xml", START), Map(f"{HOME}sitemap/news.xml")]))
    assert root.tag == f"{{{NAMES['map']}}}sitemapindex"
    assert root.xpath("map:sitemap/map:loc/text()", namespaces=NAMES) == [
        f"{HOME}sitemap/2020-01.xml",
        f"{HOME}sitemap/news.xml",
    ]
    assert root.xpath("map:sitemap/map:lastmod/text()", namespaces=NAMES) == ["2020-01-16T10:00:00Z"]


@given(WORDS, WORDS)
def test_no_letter_breaks_a_sitemap(headline: str, site: str) -> None:
    """
    One headline must not take the sitemap from all others.
    """
    item = replace(BARE, headline=headline, site=site)
    root = parsed(sitemaps.news([fragments(item).news]))
    assert said(root.findtext(".//news:title", "", NAMES)) == said(headline)
    assert said(root.findtext(".//news:name", "", NAMES)) == said(site)
