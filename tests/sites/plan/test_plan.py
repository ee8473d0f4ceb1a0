"""Which outputs there are: an address says what it is, and a list's pages are counted from the oldest."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.sites.newsroom import TIDE

from dateline.news.house import Collection
from dateline.sites import plan
from dateline.sites.plan import Address

PATH = "/2020/01/16/quay-opens-7f3k2q9m"
DAY = date(2020, 1, 16)

lists = st.sampled_from(["", "section:ports", "topic:pilots", "place:port-anselm", "source:pel", "name:ada-quill"])
sizes = st.integers(1, 4 * plan.PAGE + 1)


# Addresses


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/", Address("front")),
        ("/days/", Address("days")),
        ("/corrections", Address("corrections")),
        ("/corrections/2019", Address("corrections", day=date(2019, 1, 1))),
        ("/sitemap.xml", Address("sitemap")),
        ("/sitemap/2020-01.xml", Address("month", day=date(2020, 1, 1))),
        ("/sitemap/news.xml", Address("news")),
        ("/robots.txt", Address("robots")),
        ("/ads.txt", Address("ads")),
        ("/trust.txt", Address("trust")),
        ("/.well-known/trust.txt", Address("trust")),
        ("/.well-known/tdmrep.json", Address("tdm")),
        ("/icon.svg", Address("icon")),
        ("/404", Address("404")),
        ("/410", Address("410")),
        *((f"/{page}", Address("text", word=page)) for page in plan.TEXTS),
        ("/privacy/2019-11-01", Address("text", word="privacy", day=date(2019, 11, 1))),
        ("/2020/01/16/", Address("day", day=DAY)),
        (PATH, Address("story", day=DAY)),
        (f"{PATH}/how", Address("how", day=DAY)),
        ("/collection/moon-landings/", Address("collection", word="moon-landings")),
        ("/ports/", Address("list", "section:ports")),
        ("/rail-and-road/", Address("list", "section:rail-and-road")),
        ("/ports/page-3", Address("page", "section:ports", number=3)),
        ("/topic/pilots/", Address("list", "topic:pilots")),
        ("/topic/2020-elections/page-12", Address("page", "topic:2020-elections", number=12)),
        ("/place/port-anselm/", Address("list", "place:port-anselm")),
        ("/source/pel/page-1", Address("page", "source:pel", number=1)),
        ("/feed.xml", Address("feed")),
        ("/atom.xml", Address("feed", format="atom")),
        ("/feed.json", Address("feed", format="json")),
        ("/ports/feed.xml", Address("feed", "section:ports")),
        ("/ports/feed.json", Address("feed", "section:ports", format="json")),
        ("/topic/pilots/atom.xml", Address("feed", "topic:pilots", format="atom")),
    ],
)
def test_a_path_says_what_it_is(path: str, what: Address) -> None:
    """
    Outputs are named by their paths: nobody keeps a second list of what they are.
    """
    assert plan.address(path) == what


@pytest.mark.parametrize(
    "path",
    [
        *("", "/ports", "/Ports/", "/about/us", "/about\n", "/2020/1/16/", "/2020/01/", f"{PATH}/why"),
        *("/2020/02/30/", "/2020/13/01/words-7f3k2q9m", "/sitemap/2020.xml", "/sitemap/2020-13.xml"),
        *("/privacy/2019-11", "/privacy/2019-02-30", "/about/2019-11-01", "/corrections/19"),
        *("/ports/page-0", "/ports/page-01", "/ports/page-", "/ports/page-1/", "/page-1", "/topic/page-1"),
        *("/place/port-anselm/feed.xml", "/source/pel/atom.xml", "/ports/rss.xml", "/feedxxml"),
        *("/topic/", "/place/", "/search/", "/api/", "/fonts/", "/pictures/", "/sitemap/", "/collection/"),
        *(
            "/search",
            "/river/",
            "/style-00000000.css",
            "/fonts/serif-00000000.woff2",
            "/topic/Pilots/",
            "/topic/-pilots/",
        ),
    ],
)
def test_other_paths_are_nothing_of_ours(path: str) -> None:
    """
    A day that no calendar has, page nought, a feed of a place: what is nowhere written must not come into being because
    somebody asks for it.
    """
    assert plan.address(path) is None


def test_no_section_can_take_the_address_of_something_else() -> None:
    """
    The words that lead to topics, search or pictures are kept for those.
    """
    assert all(plan.address(plan.section_path(word)) != Address("list", f"section:{word}") for word in plan.RESERVED)


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


def test_a_site_stands_before_there_is_news() -> None:
    """
    The pages that say who we are, the lists and the notices are there from the first minute.
    """
    site = replace(TIDE, collections=(Collection(slug="floods", title="Floods"),))
    paths = plan.standing_paths(site)
    assert {"/", "/about", "/privacy", "/privacy/2019-11-01", "/terms", "/copyright", "/404", "/410"} <= paths
    assert {"/ports/", "/crews/", "/crews/feed.xml", "/feed.json", "/collection/floods/", "/sitemap/news.xml"} <= paths
    assert all(plan.address(path) is not None for path in paths)


# Lists


@pytest.mark.parametrize(("slot", "page"), [(1, 1), (50, 1), (51, 2), (100, 2), (101, 3)])
def test_a_place_on_a_list_is_on_one_page_for_good(slot: int, page: int) -> None:
    """
    Counted from the oldest: fifty to a page, whatever comes later.
    """
    assert plan.page_of(slot) == page


@pytest.mark.parametrize(("size", "pages"), [(0, 0), (1, 0), (50, 0), (51, 2), (100, 2), (101, 3)])
def test_a_list_has_numbered_pages_once_its_newest_are_not_all(size: int, pages: int) -> None:
    """
    A short list is whole at its own address; a second address of the same would tell readers and crawlers nothing.
    """
    assert plan.pages_of(size) == pages


@given(lists, sizes)
def test_all_outputs_of_a_list_say_that_they_are_its(key: str, size: int) -> None:
    """
    Every page that a list makes is found again by its address; what articles are related by has no page at all.
    """
    outputs = list(plan.all_outputs(key, size))
    assert len(set(outputs)) == len(outputs)
    found = [plan.address(path) for path in outputs]
    assert all(about is not None and about.key == key for about in found)
    assert [about.number for about in found if about and about.number] == list(range(1, plan.pages_of(size) + 1)) or (
        plan.shelf(key) not in plan.PAGED
    )
    assert bool(outputs) is (plan.shelf(key) != "name")


@given(lists, sizes)
def test_a_change_touches_its_own_page_of_a_list_and_what_shows_the_newest(key: str, size: int) -> None:
    """
    An article that comes or goes moves no other: one numbered page is made anew, and where it opened a page the one
    before that, which leads there.
    """
    for slot in {1, size, max(1, size - plan.PAGE), (size + 1) // 2}:
        touched = set(plan.outputs_of(key, size, slot))
        assert touched <= set(plan.all_outputs(key, size))
        numbered = {about.number for path in touched if (about := plan.address(path)) and about.kind == "page"}
        opened = slot % plan.PAGE == 1 and slot > 1
        if plan.shelf(key) in plan.PAGED and plan.pages_of(size):
            assert numbered == {plan.page_of(slot)} | ({plan.page_of(slot) - 1} if opened else set())
            assert plan.list_path(key) in touched
        else:
            assert numbered == set()
        assert set(plan.feed_paths(key)) <= touched


@given(lists, st.integers(0, 3 * plan.PAGE), st.integers(1, plan.PAGE + 2))
def test_articles_that_come_at_once_touch_all_that_they_bring_into_being(key: str, before: int, come: int) -> None:
    """
    After a night's sleep a follower finds a list fifty articles longer: no page of it may be missing.
    """
    after = before + come
    new = set(plan.all_outputs(key, after)) - set(plan.all_outputs(key, before) if before else ())
    touched = {path for slot in range(before + 1, after + 1) for path in plan.outputs_of(key, after, slot)}
    assert new <= touched
    if plan.shelf(key) in plan.PAGED and 0 < plan.pages_of(before) < plan.pages_of(after):
        assert plan.page_path(key, plan.pages_of(before)) in touched, "it leads on from now on"
