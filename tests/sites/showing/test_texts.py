"""Lists and the pages that say who we are."""

from datetime import date

from msgspec.structs import replace
from tests.sites.newsroom import HOUSE, LICENCES, TIDE, Newsroom, item


def test_a_site_without_news_says_so(newsroom: Newsroom) -> None:
    """
    An empty front is no error; its sections are there too.
    """
    newsroom.follow()
    assert "No story has been published here yet." in newsroom.text("/")
    assert "Ports" in newsroom.text("/ports/")
    assert newsroom.status("/2020/01/16/") == 404


def test_about_ends_with_who_answers_for_the_site(newsroom: Newsroom) -> None:
    """
    The imprint follows from the site's file: who publishes it, where, and how to write to the editors.
    """
    newsroom.follow()
    text = newsroom.text("/about")
    assert "The Tideline prints what happens in ports. Every text says who sent it." in text
    assert "The Tideline is published by Bellweather Press Ltd, 1 Quay Street." in text
    assert "Write to the editors: desk@tideline.example." in text
    plain = replace(TIDE, entity=replace(TIDE.entity, address=""), contact="")
    newsroom.apply(replace(HOUSE, sites=(plain, HOUSE.sites[1])))
    newsroom.follow()
    text = newsroom.text("/about")
    assert "published by Bellweather Press Ltd, Port Anselm." in text
    assert "Write to the editors" not in text


def test_privacy_and_terms_say_since_when(newsroom: Newsroom) -> None:
    """
    A reader can tell which terms held on a day; pages without a date do not invent one.
    """
    newsroom.apply(replace(HOUSE, sites=(replace(TIDE, effective=date(2019, 11, 1)), HOUSE.sites[1])))
    newsroom.follow()
    for path in ("/privacy", "/terms"):
        assert "In force since Nov 1, 2019" in newsroom.text(path)
        assert "In force since" not in newsroom.text(path, "mill")
    assert "In force since" not in newsroom.text("/about")


def test_the_copyright_page_names_the_sources_that_may_stand_there(newsroom: Newsroom) -> None:
    """
    From the licences in force: no source without one, none of another site, no template that nobody confirmed.
    """
    template = replace(LICENCES[1], template=True, digest="d1")
    newsroom.apply(replace(HOUSE, licences=(LICENCES[0], template, *LICENCES[2:4])))
    newsroom.follow()
    tide, mill = newsroom.text("/copyright"), newsroom.text("/copyright", "mill")
    assert "Pelican Press: Used under a subscription." in tide and "Pelican Press" in mill
    assert "Corvane Boats" in tide and "Corvane Boats" not in mill
    assert "Brackwater" not in tide and "Survey" not in tide
    assert "stand under the law of Anselm" in tide


def test_the_front_shows_the_last_days_and_a_day_shows_its_own(newsroom: Newsroom) -> None:
    """
    The front leads to the days before it, each of which has an address for ever.
    """
    for day in range(7):
        newsroom.publish(newsroom.send("pel", item(f"q:{day}", headline=f"News number {day}", body=["Words."])))
        newsroom.tick(days=1)
    newsroom.follow()
    front = newsroom.text("/")
    assert [day for day in range(7) if f"News number {day}" in front] == [2, 3, 4, 5, 6]
    assert "News number 0" in newsroom.text("/ports/")
    assert "News number 0" in newsroom.text("/2020/01/16/")
    links = [a.get("href") for a in newsroom.tree("/2020/01/17/").cssselect(".pager a")]
    assert links == ["/2020/01/18/", "/2020/01/16/"]


def test_a_topic_decides_the_section_and_its_kicker(newsroom: Newsroom) -> None:
    """
    The small capitals are the section's own words, or its title.
    """
    pilots = newsroom.send("pel", item("q:1", headline="Pilots vote", body=["Words."]))
    other = newsroom.send("pel", item("q:2", headline="Cranes argue", body=["Words."]))
    for story in (pilots, other):
        newsroom.publish(story)
    newsroom.follow()
    assert newsroom.tree(newsroom.path(pilots)).cssselect(".kicker")[0].text_content() == "On deck"
    assert newsroom.tree(newsroom.path(other)).cssselect(".kicker")[0].text_content() == "Ports"
    assert "Pilots vote" in newsroom.text("/crews/") and "Pilots vote" not in newsroom.text("/ports/")
    newsroom.publish(pilots, section="ports")
    newsroom.follow()
    assert "Pilots vote" in newsroom.text("/ports/") and "Pilots vote" not in newsroom.text("/crews/")


def test_notices_of_the_server_are_pages_of_the_site(newsroom: Newsroom) -> None:
    """
    Also who comes to a wrong address is told where the front page is.
    """
    newsroom.follow()
    assert "There is no page at this address." in newsroom.text("/404")
    assert "was taken back a moment ago" in newsroom.text("/410")
    assert (newsroom.status("/404"), newsroom.status("/410")) == (404, 410)
