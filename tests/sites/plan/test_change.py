"""Which outputs an article's change touches."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec.structs import replace
from tests.sites.newsroom import START

from dateline.news.facts import Membership
from dateline.sites import change
from dateline.sites.catalog import Slot
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
LISTS = {
    *("/", "/2020/01/16/", "/sitemap/2020-01.xml", "/sitemap/news.xml"),
    *("/feed.xml", "/atom.xml", "/feed.json"),
    *("/ports/", "/ports/page-1", "/ports/page-2", "/ports/feed.xml", "/ports/atom.xml", "/ports/feed.json"),
    *("/place/port-anselm/", "/place/port-anselm/page-1"),
}
FEBRUARY = {"/2020/02/01/", "/sitemap/2020-02.xml"}
FLOODS = (Membership("tide", "floods"),)


@pytest.mark.parametrize(
    ("before", "after", "touched"),
    [
        (None, None, set()),
        (None, {}, OWN | LISTS),
        ({}, None, OWN | LISTS),
        ({}, {"state": "gone", "card": None, "feed": None}, OWN | LISTS),
        ({"state": "waiting"}, {}, OWN | LISTS),
        ({"state": "gone"}, {"state": "gone", "why": "killed by entry 9"}, OWN),
        ({}, {}, OWN),
        ({}, {"why": "for another reason", "key": "quay opens again", "rest": 4}, OWN),
        ({}, {"urgency": 1}, OWN | LISTS),
        ({}, {"place": 2}, OWN | LISTS),
        ({}, {"indexed": False}, OWN | LISTS),
        ({}, {"home": "https://www.millrace.example/x"}, OWN | LISTS),
        ({}, {"errata": ((START, "corrected", "It was ten."),)}, OWN | LISTS),
        ({}, {"feed": None}, OWN | LISTS),
        ({}, {"credits": ("Pelican text.",)}, OWN | LISTS),
        ({}, {"until": datetime(2020, 2, 1, tzinfo=UTC)}, OWN | LISTS),
        ({}, {"gathered": FLOODS}, OWN | LISTS | {"/collection/floods/"}),
        ({"gathered": FLOODS}, {}, OWN | LISTS | {"/collection/floods/"}),
        ({}, {"day": date(2020, 2, 1), "card": None}, OWN | LISTS | FEBRUARY),
    ],
)
def test_a_change_touches_its_pages_and_the_lists_that_show_it(
    before: dict[str, Any] | None, after: dict[str, Any] | None, touched: set[str]
) -> None:
    """
    The words of a body are in no list: lists are made anew only if what they show is another. Nothing is touched where
    nothing was and is.
    """
    was, now = (None if given is None else replace(SHOWN, **given) for given in (before, after))
    assert change.touched(was, now, SLOTS if before is not None or after is not None else ()) == touched


def test_pages_are_found_by_what_changed_whose_words_it_holds_and_what_waits_for_it() -> None:
    """
    A verb on an article concerns pages that hold only its story, and teasers that wait for its headline, old and new.
    """
    renamed = replace(SHOWN, key="quay shuts")
    parts = change.parts_touched([(SHOWN, renamed), (None, replace(SHOWN, key=""))], {"brk-22222222"})
    own = {"art-7f3k2q9m", "pel-7f3k2q9m", "related:art-7f3k2q9m"}
    assert parts == {"brk-22222222", "key:quay opens", "key:quay shuts", *own}
