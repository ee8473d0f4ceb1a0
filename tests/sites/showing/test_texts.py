"""Lists, and what the server says where there is nothing."""

from tests.sites.newsroom import Newsroom, item


def test_a_site_without_news_says_so(newsroom: Newsroom) -> None:
    """
    An empty front is no error; its sections are there too.
    """
    newsroom.follow()
    assert "No story has been published here yet." in newsroom.text("/")
    assert "Ports" in newsroom.text("/ports/")
    assert newsroom.status("/2020/01/16/") == 404


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
