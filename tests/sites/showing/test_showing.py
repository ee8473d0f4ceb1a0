"""What of an article may be shown: ruled once, for its page, the lists and the feed."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from tests.sites.newsroom import HOUSE, LICENCES, MILL, START, TIDE, Newsroom, item

from dateline.news.house import Use
from dateline.sites.showing import Showing, showing
from dateline.sites.words import address, excerpt, long, short, time

QUAY = item("q:1", headline="Quay opens", standfirst="Nobody cheered.", body=["It opened before it was light."])


def shown(newsroom: Newsroom, story: str, site: str = "tide") -> Showing:
    with newsroom.ledger.snapshot() as news:
        ruled = showing(newsroom.article(story), TIDE if site == "tide" else MILL, news, newsroom.clock.now())
    assert ruled is not None
    return ruled


def test_an_article_is_shown_where_it_was_published(newsroom: Newsroom) -> None:
    """
    Another site of the network knows nothing of it, nor does anybody of one that was only taken.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.take(story)
    article = newsroom.article(story)
    with newsroom.ledger.snapshot() as news:
        assert showing(article, TIDE, news, START) is None
    newsroom.publish(story)
    assert shown(newsroom, story).state == "shown"
    with newsroom.ledger.snapshot() as news:
        assert showing(newsroom.article(story), MILL, news, START) is None


@pytest.mark.parametrize(
    ("uses", "card", "feed"),
    [
        (("display",), False, False),
        (("display", "teaser"), True, False),
        (("display", "feed"), False, True),
        (("display", "teaser", "feed"), True, True),
    ],
)
def test_each_use_is_ruled_by_itself(newsroom: Newsroom, uses: tuple[Use, ...], card: bool, feed: bool) -> None:
    """
    A licence to display is none to tease or to syndicate.
    """
    newsroom.apply(replace(HOUSE, licences=(replace(LICENCES[0], uses=uses), *LICENCES[1:])))
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    ruled = shown(newsroom, story)
    assert (ruled.state, ruled.card is not None, ruled.feed is not None) == ("shown", card, feed)
    newsroom.follow()
    assert newsroom.status(newsroom.path(story)) == 200
    assert ("Quay opens" in newsroom.text("/")) is card
    assert newsroom.status("/2020/01/16/") == (200 if card else 404)


@pytest.mark.parametrize(("most", "summary"), [(3, "It opened before …"), (6, "It opened before it was light.")])
def test_a_summary_has_as_many_words_as_the_licence_lets_an_excerpt_have(
    newsroom: Newsroom, most: int, summary: str
) -> None:
    """
    The standfirst where there is one, else the first paragraph; cut where the licence says so.
    """
    newsroom.apply(replace(HOUSE, licences=(replace(LICENCES[0], excerpt=most), *LICENCES[1:])))
    plain = newsroom.send("pel", item("q:2", headline="Quay", body=["It opened before it was light."]))
    newsroom.publish(plain)
    card = shown(newsroom, plain).card
    assert card is not None and card.summary == summary
    titled = newsroom.send("pel", QUAY)
    newsroom.publish(titled)
    card = shown(newsroom, titled).card
    assert card is not None and card.summary == "Nobody cheered."


def test_the_earliest_end_is_the_end(newsroom: Newsroom) -> None:
    """
    Source and licence may both set one.
    """
    soon = START + timedelta(days=1)
    story = newsroom.send("brk", QUAY | {"expires": soon.isoformat()})
    newsroom.publish(story)
    assert shown(newsroom, story).until == soon


def test_an_embargo_waits_and_a_withdrawal_is_gone(newsroom: Newsroom) -> None:
    """
    What was never there is told apart from what was taken away: 404 and 410.
    """
    story = newsroom.send("pel", QUAY | {"embargoedUntil": (START + timedelta(hours=1)).isoformat()})
    newsroom.publish(story)
    ruled = shown(newsroom, story)
    assert (ruled.state, ruled.until, ruled.card, ruled.feed) == ("waiting", START + timedelta(hours=1), None, None)
    newsroom.tick(hours=1)
    newsroom.withdraw(story)
    ruled = shown(newsroom, story)
    assert (ruled.state, ruled.card, ruled.credits) == ("gone", None, ())
    assert ruled.why.startswith("withdrawn by entry")


def test_the_day_is_the_one_of_the_site(newsroom: Newsroom) -> None:
    """
    In Auckland it is Friday already when the Tideline's Thursday is at noon.
    """
    newsroom.clock.moment = START + timedelta(hours=2)
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story, "tide", "mill")
    newsroom.follow()
    assert newsroom.status("/2020/01/16/") == 200
    assert newsroom.status("/2020/01/17/", "mill") == 200
    assert newsroom.status("/2020/01/16/", "mill") == 404
    assert "Friday, January 17, 2020" in newsroom.text("/", "mill")


def test_the_most_urgent_story_of_the_day_leads(newsroom: Newsroom) -> None:
    """
    Urgency first, then the newer one; a story without any is of the middle of the scale.
    """
    for name, urgency in (("plain", None), ("minor", 8), ("flash", 1), ("later", 1)):
        newsroom.tick(minutes=1)
        sent = item(f"q:{name}", headline=f"A {name} one", body=["Words."])
        newsroom.publish(newsroom.send("pel", sent | ({"urgency": urgency} if urgency else {})))
    newsroom.follow()
    headlines = [e.text_content() for e in newsroom.tree("/").cssselect(".edition .headline")]
    assert headlines == ["A later one", "A flash one", "A plain one", "A minor one"]


def test_a_source_that_is_in_force_no_more_has_no_licence(newsroom: Newsroom) -> None:
    """
    Nobody answers for its terms any more.
    """
    story = newsroom.send("pel", QUAY)
    standing = newsroom.ledger.standing()
    assert standing.licence_of(newsroom.story(story).source) == LICENCES[0]
    without = replace(standing, house=replace(HOUSE, sources=()))
    assert without.licence_of(newsroom.story(story).source) is None


# Words


def test_moments_are_told_in_the_zone_of_the_site() -> None:
    """
    For people in their own zone, for machines in UTC.
    """
    moment = datetime(2020, 1, 16, 12, 5, 30, tzinfo=UTC)
    assert (time(moment, TIDE).words, time(moment, TIDE).iso) == ("Jan 16, 2020, 12:05", "2020-01-16T12:05:30Z")
    assert (time(moment, MILL).words, time(moment, MILL).iso) == ("Jan 17, 2020, 01:05", "2020-01-16T12:05:30Z")
    assert (short(moment.date()), long(moment.date())) == ("Jan 16, 2020", "Thursday, January 16, 2020")


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [("One two three", 3, "One two three"), ("One two, three", 2, "One two …"), ("One", 0, " …"), ("", 5, "")],
)
def test_an_excerpt_says_that_there_is_more(text: str, most: int, cut: str) -> None:
    """
    An ellipsis stands where words were left out, and nowhere else.
    """
    assert excerpt(text, most) == cut


def test_addresses_on_this_machine_are_plain() -> None:
    """
    A demonstration has no certificate.
    """
    assert address(TIDE, "/about") == "https://www.tideline.example/about"
    assert address(replace(TIDE, host="tide.localhost:8000")) == "http://tide.localhost:8000/"


def test_an_article_that_comes_to_a_site_later_is_of_that_day_there(newsroom: Newsroom) -> None:
    """
    Readers of the second site find it where it is new to them.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story, "tide")
    newsroom.tick(days=3)
    newsroom.publish(story, "mill")
    assert shown(newsroom, story, "mill").published - shown(newsroom, story).published == timedelta(days=3)


def test_what_waited_for_an_embargo_is_of_the_moment_it_lifted(newsroom: Newsroom) -> None:
    """
    It is news when readers can first see it, not when the desk prepared it.
    """
    lifts = START + timedelta(days=2)
    story = newsroom.send(
        "pel", item("q:2", headline="Quay sold", body=["It was sold."], embargoedUntil=lifts.isoformat())
    )
    newsroom.publish(story)
    newsroom.tick(days=3)
    assert shown(newsroom, story).published == lifts
