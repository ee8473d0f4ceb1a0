"""Fronts, days and collections."""

from datetime import timedelta

from msgspec.structs import replace
from tests.sites.lists.press import changed, digests, links, numbered, order, published
from tests.sites.newsroom import HOUSE, START, TIDE, Newsroom

from dateline.sites.fronts import FRONT_BEFORE, FRONT_DAY, FRONT_DAYS

# Fronts


def test_a_front_begins_with_the_newest_day_in_the_order_of_worth(newsroom: Newsroom) -> None:
    """
    What its source calls urgent leads; of two alike the newer one.
    """
    for name, urgency in (("plain", 5), ("flash", 1), ("minor", 8), ("later", 5)):
        published(newsroom, name, urgency=urgency)
    newsroom.follow()
    assert order(newsroom, "/") == ["flash", "later", "plain", "minor"]


def test_a_front_is_of_its_last_days_and_of_each_the_newest(newsroom: Newsroom) -> None:
    """
    Nine of the newest day, eight of each before, four days; each day's name leads to all of it.
    """
    days = []
    for day in range(FRONT_DAYS + 2):
        newsroom.clock.moment = START + timedelta(days=day)
        days.append(numbered(day * 20 + 1, day * 20 + 10))
        published(newsroom, *days[-1])
    newsroom.follow()
    shown = order(newsroom, "/")
    assert shown[:FRONT_DAY] == days[-1][::-1][:FRONT_DAY]
    assert shown[FRONT_DAY:] == [n for day in days[-2:0:-1] for n in day[::-1][:FRONT_BEFORE]]
    assert {f"/2020/01/{16 + n}/" for n in range(1, FRONT_DAYS + 1)} <= set(links(newsroom, "/"))


def test_a_day_that_an_article_leaves_gives_its_place_to_the_next(newsroom: Newsroom) -> None:
    """
    A front is never shorter than it need be.
    """
    stories = published(newsroom, *numbered(1, FRONT_DAY + 2))
    newsroom.follow()
    newsroom.kill(stories[-1])
    newsroom.follow()
    assert order(newsroom, "/") == numbered(2, FRONT_DAY + 1)[::-1]


def test_what_editors_placed_stands_once(newsroom: Newsroom) -> None:
    """
    At its place on top, and not again below its day.
    """
    (old,) = published(newsroom, "old")
    newsroom.tick(days=1)
    *_, newer = published(newsroom, "new", "newer")
    newsroom.pin(old, 2)
    newsroom.follow()
    assert order(newsroom, "/") == ["newer", "old", "new"]
    found = links(newsroom, "/")
    assert found.count(newsroom.path(old)) == found.count(newsroom.path(newer))


def test_a_front_shows_what_editors_keep_together(newsroom: Newsroom) -> None:
    """
    Of each collection the newest four, of a timeline its last four steps; one without any is not named.
    """
    stories = published(newsroom, *numbered(1, 6))
    newsroom.tick(days=1)
    published(newsroom, "lead")
    newsroom.tick(days=1)
    published(newsroom, "today")
    newsroom.follow()
    assert "Floods" not in newsroom.text("/")
    for story in stories:
        newsroom.gather(story)
        newsroom.gather(story, "lock-nine")
    newsroom.follow()
    front = newsroom.body("/").decode()
    floods, line = (front.index(f'href="/collection/{slug}/"') for slug in ("floods", "lock-nine"))
    shelves = front[min(floods, line) : front.index("</section>", max(floods, line))]
    assert shelves.count("/quay-006-") and shelves.count("/quay-003-") and "/quay-002-" not in shelves
    assert "How lock nine was built" in newsroom.text("/") and "Floods" in newsroom.text("/")


# Days


def test_previous_issues_are_all_days_by_month_the_newest_first(newsroom: Newsroom) -> None:
    """
    A day comes with its first article and leaves with its last; a second one of a day changes nothing there.
    """
    newsroom.follow()
    assert links(newsroom, "/days/") == []
    (first,) = published(newsroom, "one")
    newsroom.clock.moment = START + timedelta(days=20)
    published(newsroom, "two")
    newsroom.follow()
    assert links(newsroom, "/days/") == ["/2020/02/05/", "/2020/01/16/"]
    text = newsroom.text("/days/")
    assert text.index("February 2020") < text.index("January 2020")
    before = digests(newsroom)
    published(newsroom, "three")
    newsroom.follow()
    assert "/days/" not in changed(newsroom, before)
    newsroom.kill(first)
    newsroom.follow()
    assert links(newsroom, "/days/") == ["/2020/02/05/"]


def test_a_day_has_all_of_its_articles_and_leads_to_its_neighbours(newsroom: Newsroom) -> None:
    """
    Also more than a front shows; the days between without news are skipped.
    """
    published(newsroom, *numbered(1, 12))
    for day in (3, 9):
        newsroom.clock.moment = START + timedelta(days=day)
        published(newsroom, f"day{day}")
    newsroom.follow()
    assert order(newsroom, "/2020/01/16/") == numbered(1, 12)[::-1]
    assert {"/2020/01/16/", "/2020/01/25/"} <= set(links(newsroom, "/2020/01/19/"))
    assert not {"/2020/01/17/", "/2020/01/15/"} & set(links(newsroom, "/2020/01/16/"))
    newsroom.clock.moment = START + timedelta(days=11)
    before = digests(newsroom)
    published(newsroom, "last")
    newsroom.follow()
    days = {path for path in changed(newsroom, before) if path.startswith("/2020/") and path.endswith("/")}
    assert days == {"/2020/01/27/", "/2020/01/25/"}


# Collections


def test_a_collection_has_what_editors_put_there(newsroom: Newsroom) -> None:
    """
    What was given a place first, the rest newest first; taken out or killed it leaves at once, and nothing but
    that page and the front does.
    """
    one, two, three = published(newsroom, "one", "two", "three")
    newsroom.follow()
    assert newsroom.status("/collection/floods/") == 200 and order(newsroom, "/collection/floods/") == []
    assert "When the water comes." in newsroom.text("/collection/floods/")
    before = digests(newsroom)
    for story in (one, two, three):
        newsroom.gather(story)
    newsroom.follow()
    assert changed(newsroom, before) <= {"/collection/floods/", "/"}
    assert order(newsroom, "/collection/floods/") == ["three", "two", "one"]
    newsroom.gather(one, place=1)
    newsroom.ungather(three)
    newsroom.follow()
    assert order(newsroom, "/collection/floods/") == ["one", "two"]
    newsroom.kill(one)
    newsroom.follow()
    assert order(newsroom, "/collection/floods/") == ["two"]


def test_a_timeline_tells_it_from_its_beginning(newsroom: Newsroom) -> None:
    """
    With the moment of each step.
    """
    for name in ("one", "two"):
        (story,) = published(newsroom, name)
        newsroom.gather(story, "lock-nine")
        newsroom.tick(days=1)
    newsroom.follow()
    assert order(newsroom, "/collection/lock-nine/") == ["one", "two"]
    times = newsroom.tree("/collection/lock-nine/").xpath("//main//li//time/@datetime")
    assert list(dict.fromkeys(times)) == ["2020-01-16T10:01:00Z", "2020-01-17T10:02:00Z"]


def test_a_collection_names_whose_words_it_holds(newsroom: Newsroom) -> None:
    """
    The gate closes it with the first kill, like any list; and it is good until the first of its articles is over.
    """
    (story,) = published(newsroom, "one", source="cor")
    newsroom.gather(story)
    newsroom.follow()
    page = newsroom.page("/collection/floods/")
    assert page is not None and story in page.parts and newsroom.article(story).id in page.parts
    assert page.until == START + timedelta(days=3)


def test_a_collection_goes_with_its_setting_and_comes_back_whole(newsroom: Newsroom) -> None:
    """
    What editors put there is entries; the settings say only whether it has a page.
    """
    newsroom.gather(published(newsroom, "one")[0])
    newsroom.apply(replace(HOUSE, sites=(replace(TIDE, collections=()), HOUSE.sites[1])))
    newsroom.follow()
    assert newsroom.status("/collection/floods/") == newsroom.status("/collection/weirs/") == 404
    newsroom.apply(HOUSE)
    newsroom.follow()
    assert order(newsroom, "/collection/floods/") == ["one"]
