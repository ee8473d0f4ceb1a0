"""Sections, topics, places and sources: the newest at an address of their own, and all on numbered pages."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from tests.sites.lists.press import changed, digests, links, numbered, order, published, sent
from tests.sites.newsroom import HOUSE, TIDE, Newsroom

from dateline.sites import plan

LISTS = ("/ports/", "/source/pel/")


def pages(*numbers: int, of: Iterable[str] = LISTS) -> set[str]:
    return {f"{path}page-{n}" for path in of for n in numbers}


@pytest.fixture
def full(newsroom: Newsroom) -> list[str]:
    """Fifty stories: as many as stand at the list's own address."""
    stories = published(newsroom, *numbered(1, plan.PAGE))
    newsroom.follow()
    return stories


def test_a_short_list_is_whole_at_its_own_address(newsroom: Newsroom, full: list[str]) -> None:
    """
    Newest first; there is no second address of the same.
    """
    assert len(full) == plan.PAGE
    for path in LISTS:
        assert order(newsroom, path) == numbered(1, plan.PAGE)[::-1]
        assert newsroom.status(f"{path}page-1") == 404


def test_pages_are_numbered_from_the_oldest(newsroom: Newsroom, full: list[str]) -> None:
    """
    The fifty-first story opens the second page; the first one is the oldest fifty, for good. Each says where it is and
    leads on.
    """
    published(newsroom, "051")
    newsroom.follow()
    for path in LISTS:
        assert order(newsroom, path) == numbered(2, 51)[::-1]
        assert order(newsroom, f"{path}page-1") == numbered(1, 50)[::-1]
        assert order(newsroom, f"{path}page-2") == ["051"]
        assert f"{path}page-2" in links(newsroom, path)
        first, second = links(newsroom, f"{path}page-1"), links(newsroom, f"{path}page-2")
        assert {f"{path}page-2", path} <= set(first) and {f"{path}page-1", path} <= set(second)
        assert f"{path}page-3" not in second and newsroom.status(f"{path}page-3") == 404
    assert "Page 1 of this section, from the oldest" in newsroom.text("/ports/page-1")
    assert len(full) == plan.PAGE


@pytest.mark.parametrize("at_once", [1, 2, 52])
def test_articles_that_come_together_bring_all_their_pages(newsroom: Newsroom, full: list[str], at_once: int) -> None:
    """
    A follower that slept finds several at once: every page that they opened is there, and the one before leads on.
    """
    assert len(full) == plan.PAGE
    published(newsroom, *numbered(51, plan.PAGE + at_once))
    newsroom.follow()
    last = plan.pages_of(plan.PAGE + at_once)
    for path in LISTS:
        found = [name for n in range(last, 0, -1) for name in order(newsroom, f"{path}page-{n}")]
        assert found == numbered(1, plan.PAGE + at_once)[::-1]
        assert all(f"{path}page-{n + 1}" in links(newsroom, f"{path}page-{n}") for n in range(1, last))


def test_a_new_article_changes_no_older_page(newsroom: Newsroom, full: list[str]) -> None:
    """
    Readers and crawlers find on page one of a section what stood there; an archive of years costs nothing to keep.
    """
    assert len(full) == plan.PAGE
    published(newsroom, "051", "052")
    newsroom.follow()
    before = digests(newsroom)
    published(newsroom, "053")
    newsroom.follow()
    others = changed(newsroom, before)
    assert pages(2) <= others and not pages(1) & others
    assert not any(path.startswith("/crews/") for path in others)


def test_a_kill_leaves_a_gap_and_moves_nothing(newsroom: Newsroom, full: list[str]) -> None:
    """
    No article comes to stand on another page than before.
    """
    published(newsroom, *numbered(51, 101))
    newsroom.follow()
    before = digests(newsroom)
    newsroom.kill(full[9])
    newsroom.follow()
    numbered_pages = {path for path in changed(newsroom, before) if "/page-" in path}
    assert numbered_pages == pages(1)
    assert order(newsroom, "/ports/page-1") == [n for n in numbered(1, 50)[::-1] if n != "010"]
    assert order(newsroom, "/ports/page-2") == numbered(51, 100)[::-1]
    assert order(newsroom, "/ports/") == numbered(52, 101)[::-1]


def test_a_page_without_any_article_left_stands(newsroom: Newsroom, full: list[str]) -> None:
    """
    Its neighbours lead there: it says that there is nothing, and leads on.
    """
    assert len(full) == plan.PAGE
    (last,) = published(newsroom, "051")
    newsroom.follow()
    newsroom.withdraw(last)
    newsroom.follow()
    assert newsroom.status("/ports/page-2") == 200 and order(newsroom, "/ports/page-2") == []
    assert "/ports/page-1" in links(newsroom, "/ports/page-2")
    newsroom.publish(last)
    newsroom.follow()
    assert order(newsroom, "/ports/page-2") == ["051"]


def test_an_edit_reaches_the_page_of_its_article_however_old(newsroom: Newsroom, full: list[str]) -> None:
    """
    A headline that was mended is mended wherever it stands, and only there.
    """
    published(newsroom, "051", "052")
    newsroom.follow()
    before = digests(newsroom)
    newsroom.edit(full[2], headline="Quay mended")
    newsroom.follow()
    assert {path for path in changed(newsroom, before) if "/page-" in path} == pages(1)
    assert "Quay mended" in newsroom.text("/ports/page-1")


def test_an_article_moved_to_another_section_comes_where_it_would_always_have_been(newsroom: Newsroom) -> None:
    """
    By the moment at which readers first had it; nothing of it stays behind.
    """
    one, _, three = published(newsroom, "one", "two", "three")
    published(newsroom, "four", section="crews")
    newsroom.follow()
    newsroom.publish(one, section="crews")
    newsroom.publish(three, section="crews")
    newsroom.follow()
    assert order(newsroom, "/crews/") == ["four", "three", "one"] and order(newsroom, "/ports/") == ["two"]
    assert "Quay one" not in newsroom.body("/ports/feed.xml").decode()
    assert "Quay one" in newsroom.body("/crews/feed.xml").decode()


def test_what_waited_for_an_embargo_leads_the_newest_and_keeps_its_page(newsroom: Newsroom, full: list[str]) -> None:
    """
    It was given its place when it was published; readers find it first when they can first read it.
    """
    assert len(full) == plan.PAGE
    lifts = newsroom.clock.now() + timedelta(hours=5)
    newsroom.publish(sent(newsroom, "embargoed", embargoedUntil=lifts.isoformat()))
    published(newsroom, "051", "052")
    newsroom.follow()
    assert order(newsroom, "/ports/")[:2] == ["052", "051"]
    newsroom.clock.moment = lifts
    newsroom.follow()
    assert order(newsroom, "/ports/")[:3] == ["embargoed", "052", "051"]
    assert order(newsroom, "/ports/page-2") == ["052", "051", "embargoed"]


def test_an_article_is_listed_by_all_that_it_is_about(newsroom: Newsroom) -> None:
    """
    A topic and a place have an address, called as readers know them; a person's name has none. Topics have feeds.
    """
    about: dict[str, Any] = {
        "subjects": [{"name": "Lock gates"}],
        "places": [{"name": "Port Anselm"}],
        "people": [{"name": "Ada Q"}],
    }
    published(newsroom, "one", **about)
    published(newsroom, "two", places=[{"name": "Port Anselm"}])
    newsroom.follow()
    assert order(newsroom, "/topic/lock-gates/") == ["one"] and order(newsroom, "/place/port-anselm/") == ["two", "one"]
    assert "Lock gates" in newsroom.text("/topic/lock-gates/")
    assert {newsroom.status(f"/topic/lock-gates/{feed}") for feed in plan.FEEDS} == {200}
    assert newsroom.status("/place/port-anselm/feed.xml") == newsroom.status("/name/ada-q/") == 404


def test_a_list_stands_while_there_is_something_on_it_and_a_section_always(newsroom: Newsroom) -> None:
    """
    A topic of which nothing may be shown has no page to be found empty.
    """
    (story,) = published(newsroom, "one", subjects=[{"name": "Lock gates"}])
    newsroom.follow()
    newsroom.withdraw(story)
    newsroom.follow()
    assert newsroom.status("/topic/lock-gates/") == newsroom.status("/topic/lock-gates/feed.xml") == 404
    assert newsroom.status("/source/pel/") == 404 and newsroom.status("/ports/") == 200
    newsroom.publish(story)
    newsroom.follow()
    assert order(newsroom, "/topic/lock-gates/") == ["one"]


def test_sections_that_are_named_anew_begin_anew(newsroom: Newsroom) -> None:
    """
    The list of a section that is no more goes with it; put in force again, it is whole.
    """
    published(newsroom, "one", "two")
    newsroom.follow()
    newsroom.apply(replace(HOUSE, sites=(replace(TIDE, sections=TIDE.sections[1:]), HOUSE.sites[1])))
    published(newsroom, "three")
    newsroom.follow()
    assert newsroom.status("/ports/") == 404 and order(newsroom, "/crews/") == ["three"]
    newsroom.apply(HOUSE)
    newsroom.follow()
    assert order(newsroom, "/ports/") == ["two", "one"] and order(newsroom, "/source/pel/") == ["three", "two", "one"]
