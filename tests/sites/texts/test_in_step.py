"""Text pages and corrections as a site's follower keeps them."""

from datetime import UTC, date, datetime

from msgspec.structs import replace
from tests.sites.newsroom import HOUSE, TIDE, Newsroom, item

from dateline.news.house import Text


def test_a_new_wording_is_in_force_from_its_day_on_without_anybodys_doing(newsroom: Newsroom) -> None:
    """
    It was announced; at the site's midnight it holds, and the one before stays readable.
    """
    later = Text(page="terms", effective=date(2020, 1, 18), text="Read even more.")
    newsroom.apply(replace(HOUSE, sites=(replace(TIDE, texts=(*TIDE.texts, later)), HOUSE.sites[1])))
    newsroom.follow()
    assert "Read as much as you like." in newsroom.text("/terms")
    assert "From Jan 18, 2020 this text holds" in newsroom.text("/terms")
    assert "Read even more." in newsroom.text("/terms/2020-01-18")
    newsroom.clock.moment = datetime(2020, 1, 18, tzinfo=UTC)
    newsroom.follow()
    assert "Read even more." in newsroom.text("/terms") and "this text holds" not in newsroom.text("/terms")
    assert "Held from Dec 1, 2019 to Jan 17, 2020" in newsroom.text("/terms/2019-12-01")
    assert "In force since Dec 1, 2019" in newsroom.text("/terms", "mill")


def test_every_text_page_is_there_and_leads_on(newsroom: Newsroom) -> None:
    """
    From any page of the site a reader finds who answers for it and what holds.
    """
    newsroom.follow()
    for path in ("/about", "/how-we-work", "/privacy", "/cookies", "/terms", "/copyright", "/contact"):
        links = [a.get("href") for a in newsroom.tree(path).cssselect("a[href]")]
        wanted = {"/about", "/how-we-work", "/privacy", "/cookies", "/terms", "/copyright", "/contact", "/corrections"}
        assert wanted <= set(links), path
    assert "mailto:desk@tideline.example" in [a.get("href") for a in newsroom.tree("/contact").cssselect("a[href]")]
    assert "Pelican Press: Used under a subscription." in newsroom.text("/copyright")


def test_corrections_of_killed_words_leave_the_page_with_them(newsroom: Newsroom) -> None:
    """
    The page says that something was removed, and none of the words that were.
    """
    story = newsroom.send("pel", item("q:1", headline="Nine cranes stop", body=["Nine cranes stopped at noon."]))
    newsroom.publish(story)
    newsroom.tick(hours=1)
    newsroom.correct(story, wrong="nine cranes", right="ten cranes", headline="Ten cranes stop")
    newsroom.follow()
    for path in ("/corrections", "/corrections/2020"):
        assert "Ten cranes stop" in newsroom.text(path) and "nine cranes" in newsroom.text(path)
    newsroom.kill(story)
    newsroom.follow()
    for path in ("/corrections", "/corrections/2020"):
        assert "cranes" not in newsroom.text(path)
        assert "An article of Jan 16, 2020 was taken back by decision of this newsroom." in newsroom.text(path)
    assert newsroom.status("/corrections/2019") == 404


def test_a_kill_of_the_story_bars_the_corrections_that_quote_it(newsroom: Newsroom) -> None:
    """
    Until the page is made anew the gate must know whose words stand on it.
    """
    story = newsroom.send("pel", item("q:1", headline="Nine cranes stop", body=["Nine cranes stopped at noon."]))
    newsroom.publish(story)
    newsroom.tick(hours=1)
    newsroom.correct(story, wrong="nine cranes", right="ten cranes", headline="Ten cranes stop")
    newsroom.follow()
    page = newsroom.page("/corrections")
    assert page is not None and story in page.parts


def test_a_year_of_corrections_is_the_sites(newsroom: Newsroom) -> None:
    """
    At noon of New Year's Eve in London it is the new year in Auckland, on the page's address as on the page.
    """
    story = newsroom.send("pel", item("q:1", headline="Nine cranes stop", body=["Nine cranes stopped at noon."]))
    newsroom.publish(story, "mill")
    newsroom.clock.moment = datetime(2020, 12, 31, 12, tzinfo=UTC)
    newsroom.correct(story, wrong="nine cranes", right="ten cranes", headline="Ten cranes stop")
    newsroom.follow()
    assert "Friday, January 1, 2021" in newsroom.text("/corrections/2021", "mill")
    assert newsroom.status("/corrections/2020", "mill") == 404
