"""What of an article may be shown: ruled once, for its page, the lists and the feed."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from tests.sites.newsroom import HOUSE, LICENCES, MILL, START, TIDE, Newsroom, item

from dateline.news.facts import Membership
from dateline.news.house import Use
from dateline.sites.showing import Showing, View, showing, view
from dateline.sites.words import address, excerpt, long, short, time

QUAY = item("q:1", headline="Quay opens", standfirst="Nobody cheered.", body=["It opened before it was light."])


def shown(newsroom: Newsroom, story: str, site: str = "tide") -> Showing:
    with newsroom.ledger.snapshot() as news:
        ruled = showing(newsroom.article(story), TIDE if site == "tide" else MILL, news, newsroom.clock.now())
    assert ruled is not None
    return ruled


def viewed(newsroom: Newsroom, story: str, site: str = "tide") -> View:
    with newsroom.ledger.snapshot() as news:
        found = view(newsroom.article(story), TIDE if site == "tide" else MILL, news, newsroom.clock.now())
    assert found is not None
    return found


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


# What it is on


ABOUT = item(
    "q:about",
    headline="Crane lifts a gate",
    body=["It weighed nine tons."],
    subjects=[{"name": "Lock gates"}, {"name": "Cranes"}],
    people=[{"name": "Ada Quill"}],
    places=[{"name": "Port Anselm"}],
)
SENT_LISTS = ("topic:lock-gates", "topic:cranes", "place:port-anselm", "name:ada-quill")


def keys(showing: Showing) -> list[str]:
    return [key for key, _ in showing.lists]


def test_an_article_is_on_the_lists_of_all_that_it_is_about(newsroom: Newsroom) -> None:
    """
    All articles, its section, its source, and what its source says that it is about; each by the name that readers see.
    """
    story = newsroom.send("pel", ABOUT)
    newsroom.publish(story, section="crews")
    lists = shown(newsroom, story).lists
    assert [key for key, _ in lists] == ["", "section:crews", "source:pel", *SENT_LISTS]
    assert dict(lists)["section:crews"] == "Crews" and dict(lists)["source:pel"] == "Pelican Press"
    assert [name for key, name in lists if key in SENT_LISTS] == ["Lock gates", "Cranes", "Port Anselm", "Ada Quill"]


def test_what_it_is_about_was_settled_by_its_first_publish(newsroom: Newsroom) -> None:
    """
    A source that changes its mind about its topics moves no article from list to list; an editor moves it to another
    section.
    """
    story = newsroom.send("pel", ABOUT)
    newsroom.publish(story)
    newsroom.send("pel", ABOUT | {"version": "2", "subjects": [{"name": "Weather"}], "people": []})
    assert keys(shown(newsroom, story)) == ["", "section:ports", "source:pel", *SENT_LISTS]
    newsroom.publish(story, section="crews")
    assert keys(shown(newsroom, story)) == ["", "section:crews", "source:pel", *SENT_LISTS]


def test_a_site_that_comes_later_lists_it_by_its_own_sections(newsroom: Newsroom) -> None:
    """
    What it is about is the same everywhere; where it stands is each site's own.
    """
    story = newsroom.send("pel", ABOUT)
    newsroom.publish(story)
    newsroom.publish(story, "mill")
    assert keys(shown(newsroom, story, "mill")) == ["", "section:rivers", "source:pel", *SENT_LISTS]


def test_a_section_or_a_source_that_is_no_more_has_no_list(newsroom: Newsroom) -> None:
    """
    The article stays; nothing leads to a page that is not there.
    """
    story = newsroom.send("pel", ABOUT)
    newsroom.publish(story)
    with newsroom.ledger.snapshot() as news:
        bare = showing(newsroom.article(story), replace(TIDE, sections=()), news, START)
    assert bare is not None and keys(bare) == ["", "source:pel", *SENT_LISTS]


@pytest.mark.parametrize("way", ["embargo", "moment", "hold", "no way"])
def test_what_readers_see_later_than_it_was_placed_is_late(newsroom: Newsroom, way: str) -> None:
    """
    Its place on numbered pages was given when it was published; among the newest it belongs where readers first saw it.
    """
    later = START + timedelta(hours=2)
    story = newsroom.send("pel", QUAY | ({"embargoedUntil": later.isoformat()} if way == "embargo" else {}))
    newsroom.publish(story, at=later if way == "moment" else None)
    if way == "hold":
        newsroom.hold(newsroom.article(story).id, later)
    newsroom.clock.moment = later
    ruled = shown(newsroom, story)
    assert (ruled.state, ruled.late) == ("shown", way != "no way")
    assert ruled.published == (later if way != "no way" else START)


def test_an_article_is_at_home_on_one_site_and_the_others_lead_there(newsroom: Newsroom) -> None:
    """
    While the home may show it; once that one must not, nobody is led to a notice.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story, "tide", "mill", home="mill")
    placement = newsroom.article(story).placement("mill")
    assert placement is not None
    assert shown(newsroom, story).home == f"https://www.millrace.example{placement.path}"
    assert shown(newsroom, story, "mill").home == ""
    newsroom.apply(replace(HOUSE, licences=(replace(LICENCES[0], sites=("tide",)), *LICENCES[1:])))
    assert (shown(newsroom, story).state, shown(newsroom, story).home) == ("shown", "")


def test_the_end_of_the_home_is_an_end_of_what_leads_there(newsroom: Newsroom) -> None:
    """
    The pages on the other sites are made anew at that moment, by the clock.
    """
    licence = replace(LICENCES[1], sites=("tide", "mill"))
    newsroom.apply(replace(HOUSE, licences=(LICENCES[0], licence, *LICENCES[2:])))
    story = newsroom.send("brk", QUAY)
    newsroom.publish(story, "tide", "mill", home="mill")
    ruled = shown(newsroom, story)
    assert ruled.home and ruled.until == ruled.ends == START + timedelta(days=28)


def test_a_pin_ends_with_its_moment(newsroom: Newsroom) -> None:
    """
    Until then the article has the place, and the ruling says when it will be otherwise.
    """
    story, end = newsroom.send("pel", QUAY), START + timedelta(hours=2)
    newsroom.publish(story)
    newsroom.pin(story, 3, end)
    assert (shown(newsroom, story).place, shown(newsroom, story).until) == (3, end)
    newsroom.clock.moment = end
    assert (shown(newsroom, story).place, shown(newsroom, story).until) == (0, None)


def test_an_article_knows_the_collections_of_its_site(newsroom: Newsroom) -> None:
    """
    Those of another site are not this one's.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story, "tide", "mill")
    newsroom.gather(story, "floods", 2)
    newsroom.gather(story, "lock-nine")
    floods, lock = Membership("tide", "floods", 2), Membership("tide", "lock-nine")
    assert set(shown(newsroom, story).gathered) == {floods, lock}
    assert shown(newsroom, story, "mill").gathered == ()
    newsroom.ungather(story, "lock-nine")
    assert shown(newsroom, story).gathered == (floods,)


def test_readers_are_told_of_what_they_had_read(newsroom: Newsroom) -> None:
    """
    A correction tells the readers of a site that had the error; once the article is taken back, that alone is told.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    assert shown(newsroom, story).errata == ()
    fixed = newsroom.tick(hours=1)
    newsroom.correct(story, headline="Quay shuts")
    newsroom.tick(hours=1)
    newsroom.publish(story, "mill")
    ((at, mark, words),) = shown(newsroom, story).errata
    assert (at, mark) == (fixed, "corrected") and "nine" in words
    assert shown(newsroom, story, "mill").errata == (), "they never read it"
    newsroom.withdraw(story)
    ((at, mark, words),) = shown(newsroom, story).errata
    assert (at, mark) == (newsroom.clock.now(), "removed") and "nine" not in words and "It may return." in words


# What its page is made of


def test_a_page_has_the_blocks_that_may_stand_there(newsroom: Newsroom) -> None:
    """
    A block that thanks somebody who let us have nothing stays out; one that was pasted in stands by its own rights.
    """
    body = ["The weir is open.", "Image credit: the Anselm Survey/Dredge Lab.", "It was shut."]
    story = newsroom.send("sur", item("q:s", headline="Weir opens", body=body))
    newsroom.publish(story)
    found = viewed(newsroom, story)
    assert [b.text for b in found.blocks] == ["The weir is open.", "It was shut."]
    assert [s.id for s in found.stories] == [story] and [r.allowed for r in found.rulings] == [True]
    assert not found.live


@pytest.mark.parametrize("deed", ["kill", "withdraw", "hold"])
def test_what_may_not_be_shown_has_no_block(newsroom: Newsroom, deed: str) -> None:
    """
    Nobody who makes a page has to ask again.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    assert [b.text for b in viewed(newsroom, story).blocks] == ["It opened before it was light."]
    getattr(newsroom, deed)(story)
    found = viewed(newsroom, story)
    assert (found.blocks, found.showing.card, found.showing.feed) == ((), None, None)
    assert [r.allowed for r in found.rulings] == [False]


def test_of_several_stories_each_has_its_ruling(newsroom: Newsroom) -> None:
    """
    "How we know" says for each part what lets it stand there.
    """
    story, other = newsroom.send("pel", QUAY), newsroom.send("brk", item("q:2", headline="Gate", body=["It is oak."]))
    newsroom.publish(story)
    newsroom.post(story, story=other)
    found = viewed(newsroom, story)
    assert [s.id for s in found.stories] == [story, other]
    assert [r.until for r in found.rulings] == [None, START + timedelta(days=28)]
    assert found.showing.parts == (newsroom.article(story).id, story, other)


def test_an_article_with_posts_is_live(newsroom: Newsroom) -> None:
    """
    Its newest words come first; it stays a live story after its last post.
    """
    story = newsroom.send("own", QUAY)
    newsroom.publish(story)
    assert not viewed(newsroom, story).live
    newsroom.post(story, "The first barge is in.", headline="First barge")
    newsroom.tick(minutes=5)
    newsroom.post(story, "The last barge is in.", last=True)
    found = viewed(newsroom, story)
    assert found.live and [b.text for b in found.blocks] == [
        *("The last barge is in.", "First barge", "The first barge is in.", "It opened before it was light.")
    ]
    assert found.showing.changed == newsroom.clock.now()
