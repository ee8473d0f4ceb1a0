"""Which outputs there are, and which of them a change touches."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from tests.sites.newsroom import START, TIDE

from dateline.sites import plan
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
OWN = {PATH, PATH + "/how"}
LISTS = {"/", "/feed.xml", "/sitemap.xml", "/sitemap/2020-01.xml", "/2020/01/16/", "/ports/"}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "front"),
        ("/feed.xml", "feed"),
        ("/sitemap.xml", "sitemap"),
        ("/sitemap/2020-01.xml", "months"),
        ("/robots.txt", "robots"),
        ("/icon.svg", "icon"),
        ("/404", "404"),
        ("/410", "410"),
        ("/about", "text"),
        ("/privacy", "text"),
        ("/terms", "text"),
        ("/copyright", "text"),
        ("/2020/01/16/", "day"),
        (PATH, "story"),
        (PATH + "/how", "how"),
        ("/ports/", "section"),
        ("/rail-and-road/", "section"),
        ("", None),
        ("/about/us", None),
        ("/ports", None),
        ("/Ports/", None),
        ("/2020/1/16/", None),
        ("/2020/01/", None),
        (PATH + "/why", None),
        ("/sitemap/2020.xml", None),
        ("/style-00000000.css", None),
        ("/feedxxml", None),
        ("/about\n", None),
    ],
)
def test_a_path_says_what_it_is(path: str, kind: plan.Kind | None) -> None:
    """
    Outputs are named by their paths: nobody keeps a second list of what they are.
    """
    assert plan.kind(path) == kind


@pytest.mark.parametrize(
    ("path", "digits"),
    [
        (PATH, "7f3k2q9m"),
        (PATH + "/", "7f3k2q9m"),
        ("/1999/12/31/other-words-7f3k2q9m", "7f3k2q9m"),
        ("/7f3k2q9m", "7f3k2q9m"),
        ("/pel-7f3k2q9m", "7f3k2q9m"),
        ("/art-7f3k2q9m", "7f3k2q9m"),
        ("/2020/01/16/words-7f3k2q9m7f3k2", "7f3k2q9m7f3k2"),
        ("/", None),
        ("/about", None),
        ("/2020/01/16/quay-opens", None),
        ("/7f3k2q9", None),
        ("/7f3k2q9i", None),
        ("/7F3K2Q9M", None),
        (PATH + "/how", None),
    ],
)
def test_only_the_digits_route(path: str, digits: str | None) -> None:
    """
    Headlines change and addresses are mistyped; the id in them does not change.
    """
    assert plan.routed(path) == digits


@pytest.mark.parametrize(
    ("before", "after", "touched"),
    [
        (None, None, set()),
        (None, {}, OWN | LISTS),
        ({}, None, OWN | LISTS),
        ({}, {"state": "gone", "card": None, "feed": None}, OWN | LISTS),
        ({"state": "waiting"}, {}, OWN | LISTS),
        (None, {"state": "waiting", "card": None}, OWN),
        (None, {"state": "gone", "card": None}, OWN),
        ({"state": "gone"}, {"state": "gone", "why": "killed by entry 9"}, OWN),
        ({}, {}, OWN),
        ({}, {"why": "for another reason", "key": "quay opens again"}, OWN),
        ({}, {"urgency": 1}, OWN | LISTS),
        ({}, {"feed": None}, OWN | LISTS),
        ({}, {"credits": ("Pelican text.",)}, OWN | LISTS),
        ({}, {"section": "crews"}, OWN | LISTS | {"/crews/"}),
        ({}, {"day": date(2020, 2, 1), "card": None}, OWN | LISTS | {"/2020/02/01/", "/sitemap/2020-02.xml"}),
    ],
)
def test_a_change_touches_its_pages_and_the_lists_that_show_it(
    before: dict[str, Any] | None, after: dict[str, Any] | None, touched: set[str]
) -> None:
    """
    The words of a body are in no list: lists are made anew only if what they show is another. Nothing is touched where
    nothing was and is.
    """
    showings = [None if given is None else replace(SHOWN, **given) for given in (before, after)]
    assert plan.touched(*showings) == touched


def test_pages_are_found_by_what_changed_whose_words_it_holds_and_what_waits_for_it() -> None:
    """
    A verb on an article concerns pages that hold only its story, and teasers that wait for its headline, old and new.
    """
    renamed = replace(SHOWN, key="quay shuts")
    parts = plan.parts_touched([SHOWN, renamed, None, replace(SHOWN, key="")], {"brk-22222222"})
    assert parts == {"brk-22222222", "key:quay opens", "key:quay shuts", "art-7f3k2q9m", "pel-7f3k2q9m"}


def test_a_site_stands_before_there_is_news() -> None:
    """
    The pages that say who we are, the lists and the notices are there from the first minute.
    """
    paths = plan.standing_paths(TIDE)
    assert {"/", "/about", "/privacy", "/terms", "/copyright", "/ports/", "/crews/", "/404", "/410"} <= paths
    assert all(plan.kind(path) is not None for path in paths)
