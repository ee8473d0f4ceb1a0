"""Which outputs an article's change touches."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec.structs import replace
from tests.sites.newsroom import START

from dateline.news.facts import Membership
from dateline.sites import change, plan
from dateline.sites.catalog import MOURNED, Slot
from dateline.sites.pages import Card
from dateline.sites.showing import FeedItem, Showing

PATH = "/2020/01/16/quay-opens-7f3k2q9m"
SHOWN = Showing(
    article="art-7f3k2q9m",
    path=PATH,
    section="ports",
    state="shown",
    published=START,
    changed=START,
    day=date(2020, 1, 16),
    key="quay opens",
    parts=("art-7f3k2q9m", "pel-7f3k2q9m"),
    card=Card(href=PATH, headline="Quay opens"),
    feed=FeedItem("It opened."),
)
SLOTS = (Slot("", 60, 60), Slot("section:ports", 51, 51), Slot("place:port-anselm", 3, 60), Slot("name:ada", 1, 1))
OWN = {PATH, PATH + "/how"}
FEEDS = {
    *("/feed.xml", "/atom.xml", "/feed.json"),
    *("/ports/feed.xml", "/ports/atom.xml", "/ports/feed.json"),
}
LISTS = {
    *("/", "/2020/01/16/", "/sitemap/2020-01.xml", "/sitemap/news.xml"),
    *("/ports/", "/ports/page-1", "/ports/page-2"),
    *("/place/port-anselm/", "/place/port-anselm/page-1"),
    *FEEDS,
}
FEBRUARY = {"/2020/02/01/", "/sitemap/2020-02.xml"}
FLOODS = (Membership("tide", "floods"),)
HIDDEN: dict[str, Any] = {"card": None, "feed": None, "state": "waiting"}


def touched(before: dict[str, Any] | None, after: dict[str, Any] | None) -> set[str]:
    was, now = (None if given is None else replace(SHOWN, **given) for given in (before, after))
    return set(change.touched(was, now, () if was is None and now is None else SLOTS))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, {}),
        ({}, None),
        (HIDDEN, {}),
        ({"card": None}, {}),
        ({"feed": None}, {}),
        ({"indexed": False}, {}),
        ({"home": "https://www.millrace.example/x"}, {}),
    ],
)
def test_what_comes_touches_all_that_may_show_it_now(
    before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    """
    The front, its day, its month, the newest and its own page of each of its lists, and their feeds: none of them holds
    it yet, so that nothing but the plan knows.
    """
    assert touched(before, after) == OWN | LISTS


def test_what_is_of_another_day_now_touches_both() -> None:
    """
    A hold kept it back after all: it leaves one day and comes to another.
    """
    first = datetime(2020, 2, 1, 9, tzinfo=UTC)
    assert touched({}, {"published": first, "day": first.date()}) == OWN | LISTS | FEBRUARY


@pytest.mark.parametrize(
    ("after", "more"),
    [
        ({"state": "gone", "card": None, "feed": None, "errata": ((START, "removed", "It was taken back."),)}, set()),
        ({"urgency": 1}, {"/"}),
        ({"place": 2}, {"/"}),
        ({"indexed": False}, set()),
        ({"home": "https://www.millrace.example/x"}, set()),
        ({"errata": ((START, "corrected", "It was ten."),)}, set()),
        ({"feed": None}, set()),
        ({"credits": ("Pelican text.",)}, set()),
        ({"until": datetime(2020, 2, 1, tzinfo=UTC)}, set()),
        ({"gathered": FLOODS}, {"/collection/floods/"}),
    ],
)
def test_what_changes_or_goes_touches_what_no_index_knows(after: dict[str, Any], more: set[str]) -> None:
    """
    The pages that show it are found by the parts that they hold; feeds tell of it also once they hold it no more, and a
    front may give it another place.
    """
    assert touched({}, after) == OWN | FEEDS | more


def test_what_leaves_a_collection_touches_it() -> None:
    """
    Also where it may not be listed at all.
    """
    assert touched({"gathered": FLOODS} | HIDDEN, HIDDEN) == OWN | FEEDS | {"/collection/floods/"}


def test_what_left_a_list_long_ago_is_in_no_feed_of_it() -> None:
    """
    A feed tells of what was taken back as long as somebody may have a copy.
    """
    old = (Slot("", 1, MOURNED), Slot("section:ports", 1, MOURNED + 1))
    gone = replace(SHOWN, state="gone", card=None, feed=None)
    assert change.touched(SHOWN, gone, old) == OWN | {"/feed.xml", "/atom.xml", "/feed.json"}


@pytest.mark.parametrize("after", [{}, {"why": "for another reason", "key": "quay opens again", "rest": 4}])
def test_what_no_list_shows_touches_no_list(after: dict[str, Any]) -> None:
    """
    The words of a body are in no list; nothing is touched where nothing was and is.
    """
    assert touched({}, after) == OWN and touched(None, None) == set()


def test_pages_are_found_by_what_changed_whose_words_it_holds_and_what_waits_for_it() -> None:
    """
    A verb on an article concerns pages that hold only its story, and teasers that wait for its headline, old and new;
    pages that show it as related, only where what lists show of it is another.
    """
    renamed = replace(SHOWN, key="quay shuts")
    known = {"brk-22222222", "key:quay opens", "key:quay shuts", "art-7f3k2q9m", "pel-7f3k2q9m"}
    assert change.parts_touched([(SHOWN, renamed), (None, None)], {"brk-22222222"}) == known
    related = plan.related_part("art-7f3k2q9m")
    assert change.parts_touched([(SHOWN, replace(renamed, urgency=1))], {"brk-22222222"}) == known | {related}
    assert related in change.parts_touched([(None, replace(SHOWN, key=""))], ())
