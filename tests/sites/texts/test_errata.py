"""Corrections: what readers of a site were told was wrong, and that something was taken back."""

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.sites.newsroom import HOUSE, START, TIDE, Newsroom, item

from dateline.news.house import Site
from dateline.news.rights import Standing
from dateline.news.story import Told
from dateline.sites import errata, plan
from dateline.sites.errata import Notice
from dateline.sites.pages import CorrectionsPage
from dateline.sites.render import Renderer
from dateline.sites.shell import Shells
from dateline.sites.showing import seen, showing

SHELL = Shells(TIDE, Standing(HOUSE), Renderer()).shell("/corrections", "", "")


def told(newsroom: Newsroom, story: str, site: Site = TIDE) -> list[tuple[str, str]]:
    """What readers are told of a story's article now: the marks and the words."""
    return [(mark, words) for _, mark, words in rows(newsroom, story, site)]


def rows(newsroom: Newsroom, story: str, site: Site = TIDE) -> tuple[tuple[datetime, errata.Mark, str], ...]:
    """The same with the moments."""
    article = newsroom.article(story)
    with newsroom.ledger.snapshot() as news:
        shown = showing(article, site, news, newsroom.clock.now())
    assert shown is not None
    stories = [newsroom.story(id) for id in article.stories]
    notes = seen(article, site)
    return errata.told(article, stories, notes, site, state=shown.state, published=shown.published)


def page(
    *notices: Notice, path: str = "/corrections", years: tuple[int, ...] = (), site: Site = TIDE
) -> CorrectionsPage:
    """A corrections page."""
    return errata.page(path, notices, years, site, SHELL)


@pytest.fixture
def story(newsroom: Newsroom) -> str:
    """A story that readers have seen for an hour."""
    id = newsroom.send("pel", item("q:1", headline="Nine cranes stop", body=["Nine cranes stopped at noon."]))
    newsroom.publish(id)
    newsroom.tick(hours=1)
    return id


def test_a_correction_is_told_with_what_was_wrong_and_what_is_right(newsroom: Newsroom, story: str) -> None:
    """
    It is the note that stands on the article's own page, word for word.
    """
    newsroom.correct(story, wrong="nine", right="ten", headline="Ten cranes stop")
    assert told(newsroom, story) == [("corrected", newsroom.article(story).corrections[0].words)]
    assert rows(newsroom, story)[0][0] == START + timedelta(hours=1)


def test_nothing_is_told_of_an_article_that_was_always_right(newsroom: Newsroom, story: str) -> None:
    """
    An edit that mends no error is no correction.
    """
    newsroom.edit(story, headline="Cranes stop")
    assert told(newsroom, story) == []


def test_a_killed_article_leaves_nothing_but_that_it_was_removed(newsroom: Newsroom, story: str) -> None:
    """
    Not its headline, nor the notes of its corrections, which say its words again.
    """
    newsroom.correct(story, wrong="nine", right="ten", headline="Ten cranes stop")
    newsroom.kill(story)
    words = "An article of Jan 16, 2020 was taken back by decision of this newsroom. It must not be used any more."
    assert told(newsroom, story) == [("removed", words)]


def test_a_withdrawn_article_may_return_and_then_nothing_was_removed(newsroom: Newsroom, story: str) -> None:
    """
    The line goes when the article is there again.
    """
    newsroom.withdraw(story)
    words = "An article of Jan 16, 2020 was taken back by decision of this newsroom. It may return."
    assert told(newsroom, story) == [("removed", words)]
    newsroom.publish(story)
    assert told(newsroom, story) == []


def test_a_sources_kill_is_told_as_the_sources(newsroom: Newsroom, story: str) -> None:
    """
    Readers may know who took it back, by its part in it and not by its name.
    """
    newsroom.send("pel", item("q:1", headline="Nine cranes stop", number=2, pubStatus="canceled"))
    words = "An article of Jan 16, 2020 was taken back by order of the source that had supplied it."
    assert told(newsroom, story) == [("removed", f"{words} It must not be used any more.")]


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("kill", "by order of the source that had supplied it. It must not be used any more."),
        ("recall", "while this newsroom asks its source. It may return."),
    ],
)
def test_a_notice_that_was_long_on_its_way_took_back_what_readers_had_seen(
    newsroom: Newsroom, story: str, action: Literal["kill", "recall"], words: str
) -> None:
    """
    The source issued it before we published, and it came after: it is told of the moment from which we can have known.
    """
    said = Told(entry=99, action=action, issued=START - timedelta(minutes=5), of=story)
    taken_back, article = replace(newsroom.story(story), told=(said,)), newsroom.article(story)
    (line,) = errata.told(article, [taken_back], (), TIDE, state="gone", published=START)
    assert line == (START, "removed", f"An article of Jan 16, 2020 was taken back {words}")
    evening = START + timedelta(hours=8)
    assert errata.told(article, [taken_back], (), TIDE, state="gone", published=evening) == ()


def test_what_readers_never_saw_was_never_removed(newsroom: Newsroom) -> None:
    """
    An article that was set for the evening and killed at noon was told to nobody.
    """
    id = newsroom.send("pel", item("q:2", headline="Ferry waits", body=["The ferry waits."]))
    newsroom.publish(id, at=START + timedelta(hours=8))
    newsroom.tick(hours=1)
    newsroom.kill(id)
    newsroom.tick(hours=12)
    assert told(newsroom, id) == []


def test_an_article_whose_licence_is_over_was_not_removed_for_an_error(newsroom: Newsroom) -> None:
    """
    Time that is over is no mistake, and is told at the article's own address alone.
    """
    id = newsroom.send("brk", item("q:3", headline="Locks close", body=["The locks close."]))
    newsroom.publish(id)
    newsroom.tick(days=29)
    assert told(newsroom, id) == []


def test_who_came_later_than_the_error_is_told_nothing_of_it(newsroom: Newsroom, story: str) -> None:
    """
    A site that never showed what was wrong has nothing to put right.
    """
    newsroom.correct(story, wrong="nine", right="ten", headline="Ten cranes stop")
    newsroom.tick(hours=1)
    newsroom.publish(story, "mill")
    assert told(newsroom, story, HOUSE.sites[1]) == []
    assert len(told(newsroom, story)) == 1


# Pages

FIRST = Notice(datetime(2019, 12, 31, 12, tzinfo=UTC), "corrected", "An earlier version said two.", "/a", "Boats")
LAST = Notice(datetime(2020, 1, 16, 9, tzinfo=UTC), "removed", "An article of Jan 2, 2020 was taken back.")


def test_the_newest_stands_first_by_day() -> None:
    """
    Each line has its moment, its mark, and the article by its headline where that still stands.
    """
    it = page(FIRST, LAST)
    assert [day.title for day in it.days] == ["Thursday, January 16, 2020", "Tuesday, December 31, 2019"]
    last, first = it.days[0].told[0], it.days[1].told[0]
    assert (last.mark, last.article, last.words) == ("removed", None, LAST.words)
    assert first.article is not None
    assert (first.article.href, first.article.words, first.when.words) == ("/a", "Boats", "Dec 31, 2019, 12:00")


def test_a_headline_that_no_list_may_show_is_not_shown_here() -> None:
    """
    The correction is told all the same, and leads to the article.
    """
    (line,) = page(replace(FIRST, headline="")).days[0].told
    assert line.article is not None and line.article.words == "An article of ours"


def test_the_latest_lead_to_the_years_and_each_year_back() -> None:
    """
    The latest are few; all of them can be reached from there.
    """
    it = page(LAST, years=(2019, 2020))
    assert it.title == "Corrections" and it.latest is None
    assert [(a.href, a.words) for a in it.years] == [
        ("/corrections/2020", "All of 2020"),
        ("/corrections/2019", "All of 2019"),
    ]
    year = page(FIRST, path="/corrections/2019", years=(2019, 2020))
    assert year.title == "Corrections of 2019" and year.years == ()
    assert year.latest is not None and year.latest.href == "/corrections"


def test_a_site_without_errors_says_so() -> None:
    """
    An empty page would look like a fault.
    """
    assert page().days == () and page().empty


def test_a_day_is_the_sites() -> None:
    """
    What was told at noon of New Year's Eve in London was told in the new year in Auckland.
    """
    auckland = replace(TIDE, timezone="Pacific/Auckland")
    assert page(FIRST, site=auckland).days[0].title == "Wednesday, January 1, 2020"
    before, after = (), ((FIRST.at, "corrected", "W."),)
    assert errata.touched(before, after, TIDE) == {"/corrections", "/corrections/2019"}
    assert errata.touched(before, after, auckland) == {"/corrections", "/corrections/2020"}


ROWS = st.lists(
    st.tuples(
        st.timedeltas(timedelta(days=-30 * 365), timedelta(days=30 * 365)).map(lambda after: START + after),
        st.sampled_from(["corrected", "removed"]),
        st.text(max_size=3),
    ),
    unique=True,
    max_size=4,
)


@given(ROWS, ROWS)
def test_a_change_touches_just_the_years_in_which_something_changed(
    before: list[tuple[datetime, str, str]], after: list[tuple[datetime, str, str]]
) -> None:
    """
    What stays as it was is not made anew.
    """
    paths = errata.touched(before, after, TIDE)
    for path in paths - {plan.CORRECTIONS}:
        year = int(path.rpartition("/")[2])
        assert {r for r in before if r[0].year == year} != {r for r in after if r[0].year == year}
    assert (plan.CORRECTIONS in paths) == (set(before) != set(after))
