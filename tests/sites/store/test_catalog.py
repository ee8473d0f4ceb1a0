"""The catalog: articles in the order in which the site had them, and the lists that they are on for good."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.sites.newsroom import START as MORNING

from dateline.news.facts import Membership
from dateline.sites import plan
from dateline.sites.catalog import Catalog, Fragments, Listed, Slot
from dateline.sites.pages import Card
from dateline.sites.showing import FeedItem, Showing
from dateline.sites.store import PageStore

LATER = MORNING + timedelta(hours=1)
CARD = Card(href="/x", headline="Quay opens")
REMOVED = (LATER, "removed", "An article was taken back.")
SECTIONS = ("ports", "crews")
ABOUT = ("topic:pilots", "topic:locks", "place:port-anselm", "name:ada-quill", "name:ben-sluice")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PageStore]:
    store = PageStore(tmp_path / "1.db")
    yield store
    store.close()


@pytest.fixture
def catalog(store: PageStore) -> Catalog:
    return store.catalog


@contextmanager
def new(folder: pytest.TempPathFactory, **more: Any) -> Iterator[tuple[PageStore, Path]]:
    """A store of its own, and its file."""
    file = folder.mktemp("store") / "1.db"
    with closing(PageStore(file, **more)) as store:
        yield store, file


def listed(name: str, at: datetime = MORNING, *, on: Sequence[str] = ("section:ports",), **more: Any) -> Showing:
    """An article that may be listed, on the list of all and on those named."""
    given: dict[str, Any] = {
        "article": f"art-{name}",
        "path": f"/2020/01/16/words-{name}",
        "section": "ports",
        "state": "shown",
        "published": at,
        "changed": at,
        "day": at.date(),
        "parts": (f"art-{name}",),
        "card": CARD,
        "feed": FeedItem("It opened."),
        "lists": (("", "The Tideline"), *((key, key.partition(":")[2]) for key in on)),
    }
    return Showing(**given | more)


def gone(showing: Showing) -> Showing:
    """The same, once it was taken back from readers."""
    return replace(showing, state="gone", card=None, feed=None, errata=(REMOVED,))


def note(catalog: Catalog, *showings: Showing) -> None:
    """Note articles, each with fragments that name them."""
    for showing in showings:
        name = showing.article.removeprefix("art-")
        set_in_type = Fragments(
            river=f"<{name}>",
            lead=f"<{name}!>",
            sitemap=f"{name} map",
            news=f"{name} news",
            rss=f"{name} rss",
            atom=f"{name} atom",
            json=f"{name} json",
        )
        fragments = set_in_type if showing.card else Fragments()
        catalog.note(showing, fragments, (), tuple(at.year for at, _, _ in showing.errata))


def names(some: Sequence[Listed]) -> list[str]:
    return [one.article.removeprefix("art-") for one in some]


# Articles


def test_lists_are_newest_first_and_hold_what_may_be_listed(catalog: Catalog) -> None:
    """
    An article that no licence lets a list show is noted, has its place, and is in no list.
    """
    first, second = listed("a"), listed("b", LATER, on=["section:crews"])
    hidden = listed("c", LATER, card=None)
    note(catalog, first, second, hidden)
    assert names(catalog.newest("", 9)) == ["b", "a"]
    assert names(catalog.newest("", 1)) == ["b"]
    assert names(catalog.newest("section:ports", 9)) == ["a"]
    assert catalog.newest("section:locks", 9) == []
    assert names(catalog.of_day(MORNING.date())) == ["b", "a"]
    assert names(catalog.of_month(MORNING.date())) == ["a", "b"]
    assert names(catalog.since(MORNING.date())) == ["b", "a"] and catalog.since(date(2020, 1, 17)) == []
    assert catalog.noted("art-c") == hidden
    assert catalog.noted("art-d") is None
    assert catalog.articles() == ["art-a", "art-b", "art-c"]
    assert (catalog.count(), catalog.size(""), catalog.size("section:ports")) == (2, 3, 2)


def test_a_list_gives_the_fragment_that_is_asked_for(catalog: Catalog) -> None:
    """
    A card below a day's name, one of a front's first, a line of a sitemap: each was set in type once.
    """
    note(catalog, listed("a", parts=("art-a", "pel-1"), until=LATER))
    (one,) = catalog.newest("", 9, "lead")
    assert (one.html, one.line.parts, one.line.until) == ("<a!>", ("art-a", "pel-1"), LATER)
    assert (one.number, one.day, one.published, one.urgency) == (1, date(2020, 1, 16), MORNING, 5)
    assert [one.html for one in catalog.of(["art-a", "art-b"], "river")] == ["<a>"]
    assert [one.html for one in catalog.of_month(MORNING.date())] == ["a map"]
    assert [one.html for one in catalog.since(MORNING.date())] == ["a news"]


def test_what_feeds_may_not_have_is_in_no_feed(catalog: Catalog) -> None:
    """
    A feed is as long as it can be: those that it may not have take no place of it.
    """
    note(catalog, listed("a"), listed("b", feed=None), listed("c"), listed("d", feed=None))
    fed = catalog.fed("", 2)
    assert names([one for one, _ in fed]) == ["c", "a"]
    assert [(f.rss, f.atom, f.json) for _, f in fed] == [("c rss", "c atom", "c json"), ("a rss", "a atom", "a json")]


def test_what_search_engines_may_not_have_is_in_no_sitemap(catalog: Catalog) -> None:
    """
    Readers find it on its day all the same.
    """
    note(catalog, listed("a", indexed=False), listed("b"))
    assert names(catalog.of_month(MORNING.date())) == names(catalog.since(MORNING.date())) == ["b"]
    assert names(catalog.of_day(MORNING.date())) == ["b", "a"]


def test_days_know_their_neighbours(catalog: Catalog) -> None:
    """
    Readers leaf from day to day, over days without news.
    """
    for day, name in ((3, "a"), (16, "b"), (31, "c")):
        note(catalog, listed(name, datetime(2020, 1, day, 12, tzinfo=UTC)))
    note(catalog, listed("d", datetime(2020, 1, 20, tzinfo=UTC), card=None))
    note(catalog, listed("e", datetime(2020, 1, 31, 13, tzinfo=UTC)))
    assert catalog.days() == [date(2020, 1, 3), date(2020, 1, 16), date(2020, 1, 31)]
    assert [catalog.has(date(2020, 1, day)) for day in (16, 17, 20)] == [True, False, False]
    assert catalog.beside(date(2020, 1, 16)) == (date(2020, 1, 3), date(2020, 1, 31))
    assert catalog.beside(date(2020, 1, 3)) == (None, date(2020, 1, 16))
    assert catalog.beside(date(2020, 1, 31)) == (date(2020, 1, 16), None)


def test_a_full_story_is_found_by_its_headline(catalog: Catalog) -> None:
    """
    The earliest listed article of a headline is the full story; one that is not listed is none, nor is a headline of no
    words.
    """
    note(catalog, listed("c", MORNING - timedelta(days=1), key="quay opens", card=None))
    note(catalog, listed("b", LATER, key="quay opens"), listed("a", key="quay opens"), listed("d"))
    assert catalog.full_story("quay opens") == listed("a", key="quay opens")
    assert catalog.full_story("quay shuts") is None and catalog.full_story("") is None


def test_of_two_articles_of_one_headline_and_moment_always_the_same_is_the_full_story(catalog: Catalog) -> None:
    """
    Pages made from nothing are the same as those kept step by step, in whatever order articles were noted.
    """
    one, other = listed("a", key="quay opens"), listed("b", key="quay opens")
    note(catalog, other, one)
    assert catalog.full_story("quay opens") == one
    note(catalog, one, other)
    assert catalog.full_story("quay opens") == one


def test_a_site_out_of_force_lists_nothing(catalog: Catalog) -> None:
    """
    And numbers begin anew when it comes back.
    """
    note(catalog, gone(listed("a", gathered=(Membership("tide", "floods"),))), listed("b", late=True))
    catalog.unlist()
    assert (catalog.articles(), catalog.newest("", 9), catalog.lists(), catalog.days()) == ([], [], [], [])
    assert (catalog.gathered("floods", oldest=True), catalog.errata_years(), catalog.size("")) == ([], [], 0)
    note(catalog, listed("b"))
    assert catalog.slots("art-b") == [Slot("", 1, 1), Slot("section:ports", 1, 1)]


# Places on lists


def test_a_place_is_an_articles_for_good(catalog: Catalog) -> None:
    """
    Whoever linked to page three of a section finds there what stood there.
    """
    note(catalog, listed("a"), listed("b", on=["section:crews", "topic:pilots"]), listed("c"))
    b = [Slot("", 2, 3), Slot("section:crews", 1, 1), Slot("topic:pilots", 1, 1)]
    assert catalog.slots("art-b") == b
    note(catalog, gone(listed("a")))
    assert (names(catalog.page("", 1)), names(catalog.newest("", 9))) == (["c", "b"], ["c", "b"])
    assert catalog.slots("art-b") == b and catalog.slots("art-c") == [Slot("", 3, 3), Slot("section:ports", 2, 2)]
    note(catalog, listed("a"))
    assert names(catalog.page("", 1)) == ["c", "b", "a"]
    assert catalog.slots("art-d") == []


def test_a_numbered_page_has_the_articles_of_its_places(catalog: Catalog) -> None:
    """
    Fifty places to a page; what was taken back leaves a gap, and nothing moves up.
    """
    showings = [listed(f"{n:03}", MORNING + timedelta(minutes=n)) for n in range(1, 2 * plan.PAGE + 2)]
    note(catalog, *showings)
    note(catalog, gone(showings[0]), gone(showings[75]))
    pages = [names(catalog.page("section:ports", n)) for n in (1, 2, 3, 4)]
    assert pages[0] == [f"{n:03}" for n in range(50, 1, -1)]
    assert pages[1] == [f"{n:03}" for n in range(100, 50, -1) if n != 76]
    assert pages[2:] == [["101"], []]
    assert names(catalog.newest("section:ports", 50))[-1] == "051"


def test_an_article_that_moves_to_another_section_comes_where_it_would_always_have_been(catalog: Catalog) -> None:
    """
    An editor put it under the wrong head: the lists are as if that had never been.
    """
    note(catalog, listed("a"), listed("b", on=["section:crews"]), listed("c"), listed("d", on=["section:crews"]))
    note(catalog, listed("c", on=["section:crews"]))
    assert names(catalog.page("section:crews", 1)) == ["d", "c", "b"]
    assert catalog.slots("art-d") == [Slot("", 4, 4), Slot("section:crews", 3, 3)]
    assert names(catalog.page("section:ports", 1)) == ["a"] and catalog.size("section:ports") == 1
    note(catalog, listed("e"))
    assert catalog.slots("art-e")[1] == Slot("section:ports", 2, 2)


def test_what_readers_first_see_later_is_of_that_moment(catalog: Catalog) -> None:
    """
    Prepared under an embargo it was given its place; among the newest it stands where the embargo ended. Its numbered
    page keeps it in its place.
    """
    early = listed("a", LATER, late=True)
    note(catalog, replace(early, state="waiting", card=None, feed=None), *(listed(n) for n in "bcd"))
    assert names(catalog.newest("", 2)) == ["d", "c"]
    note(catalog, early)
    assert names(catalog.newest("", 2)) == ["a", "d"] and names(catalog.newest("", 9)) == ["a", "d", "c", "b"]
    assert names(catalog.page("", 1)) == ["d", "c", "b", "a"]
    note(catalog, replace(early, published=LATER - timedelta(days=1)))
    assert names(catalog.newest("", 9)) == ["d", "c", "b", "a"]
    note(catalog, gone(early))
    assert names(catalog.newest("", 9)) == ["d", "c", "b"]


def test_late_articles_push_nothing_off_a_list_that_is_newer(catalog: Catalog) -> None:
    """
    The newest fifty are the newest fifty, however many of them waited for an embargo.
    """
    late = [listed(f"l{n}", MORNING + timedelta(days=n, hours=1), late=True) for n in range(3)]
    plain = [listed(f"p{n}", MORNING + timedelta(days=n)) for n in range(4)]
    note(catalog, *late, *plain)
    for most in range(1, 8):
        assert names(catalog.newest("", most)) == ["p3", "l2", "p2", "l1", "p1", "l0", "p0"][:most]


def test_a_list_is_called_what_its_first_article_calls_it(catalog: Catalog) -> None:
    """
    One word in the address, two spellings in the wires: a name that changed with each would write all pages anew.
    """
    note(catalog, listed("a", lists=(("topic:pilots", "Pilots"),)), listed("b", lists=(("topic:pilots", "PILOTS"),)))
    assert (catalog.name("topic:pilots"), catalog.name("topic:locks")) == ("Pilots", "")
    assert catalog.lists() == ["", "topic:pilots"]


# What is related


def related(catalog: Catalog, name: str) -> list[str]:
    return [article.removeprefix("art-") for article, _ in catalog.related(f"art-{name}")]


def test_an_article_is_related_to_older_ones_that_share_most_with_it(catalog: Catalog) -> None:
    """
    A name says more than a topic, a topic more than a place; what shares a section or a source alone is not related.
    """
    note(catalog, listed("a", on=["section:ports", "place:port-anselm"]), listed("b", on=["topic:pilots"]))
    note(catalog, listed("c", on=["name:ada-quill"]), listed("d", on=["section:ports", "source:pel"]))
    everything = ["section:ports", "source:pel", "topic:pilots", "place:port-anselm", "name:ada-quill"]
    note(catalog, listed("e", on=everything))
    assert related(catalog, "e") == ["c", "b", "a"]
    assert [related(catalog, n) for n in "abcd"] == [[], [], [], []]
    assert related(catalog, "f") == []


def test_of_two_that_share_as_much_the_newer_comes_first(catalog: Catalog) -> None:
    """
    And what many articles are about says little of each.
    """
    note(catalog, *(listed(n, on=["topic:pilots"]) for n in "abc"), listed("d", on=["topic:locks"]))
    note(catalog, listed("e", on=["topic:pilots", "topic:locks"]))
    assert related(catalog, "e") == ["d", "c", "b", "a"]


def test_an_article_is_related_to_ten_at_most_and_never_to_a_newer_one(catalog: Catalog) -> None:
    """
    What is published later changes no older page.
    """
    note(catalog, *(listed(f"{n:02}", on=["topic:pilots"]) for n in range(15)))
    assert related(catalog, "12") == [f"{n:02}" for n in range(11, 1, -1)]
    before = catalog.related("art-03")
    note(catalog, listed("new", on=["topic:pilots"]))
    assert catalog.related("art-03") == before


def test_what_may_not_be_shown_stays_related_and_has_no_card(catalog: Catalog) -> None:
    """
    The page waits for it: once it is back, it is shown there again.
    """
    note(catalog, listed("a", on=["topic:pilots"]), listed("b", on=["topic:pilots"]))
    note(catalog, gone(listed("a", on=["topic:pilots"])))
    assert catalog.related("art-b") == [("art-a", None)]
    note(catalog, listed("a", on=["topic:pilots"]))
    ((article, one),) = catalog.related("art-b")
    assert article == "art-a" and one is not None and one.html == "<a>"


# Pins, collections, errata


def test_a_front_knows_what_editors_placed(catalog: Catalog) -> None:
    """
    By place; one that may not be listed has none.
    """
    note(catalog, listed("a", place=3), listed("b"), listed("c", place=1), listed("d", place=2, card=None))
    assert [(place, one.html) for place, one in catalog.pinned()] == [(1, "<c!>"), (3, "<a!>")]
    assert [(one.article, one.place) for one in catalog.unseen()] == [("art-d", 2)]
    note(catalog, listed("c"))
    assert [place for place, _ in catalog.pinned()] == [3]


def test_a_collection_has_what_was_given_a_place_first(catalog: Catalog) -> None:
    """
    Then by moment: newest first in a list, oldest first in a timeline. What is taken out leaves at once.
    """
    placed, free = Membership("tide", "floods", 1), Membership("tide", "floods")
    note(catalog, listed("a", gathered=(free,)), listed("b", gathered=(placed, Membership("tide", "locks"))))
    note(catalog, listed("c", LATER, gathered=(free,)), listed("d"), listed("e", card=None, gathered=(free,)))
    assert names(catalog.gathered("floods", oldest=False)) == ["b", "c", "a"]
    assert names(catalog.gathered("floods", oldest=True)) == ["b", "a", "c"]
    assert names(catalog.gathered("locks", oldest=True)) == ["b"] and catalog.gathered("weirs", oldest=True) == []
    note(catalog, listed("b"))
    assert names(catalog.gathered("floods", oldest=False)) == ["c", "a"]


def test_what_readers_were_told_is_kept_by_year(catalog: Catalog) -> None:
    """
    Newest first; told otherwise, it is told so and not twice.
    """
    before = datetime(2019, 12, 31, tzinfo=UTC)
    told = (before, "corrected", "It was ten."), (MORNING, "corrected", "At noon.")
    note(catalog, listed("a", errata=told), listed("b", errata=((LATER, "corrected", "Two."),)))
    assert [words for _, _, words, _ in catalog.errata(None, 9)] == ["Two.", "At noon.", "It was ten."]
    assert [words for _, _, words, _ in catalog.errata(None, 1)] == ["Two."]
    assert [words for _, _, words, _ in catalog.errata(2019, 0)] == ["It was ten."], "a year is told whole"
    assert catalog.errata_years() == [2019, 2020]
    note(catalog, gone(listed("a")))
    assert [(mark, s.article) for _, mark, _, s in catalog.errata(None, 9)] == [
        ("removed", "art-a"),
        ("corrected", "art-b"),
    ]
    assert catalog.errata_years() == [2020]


def test_feeds_tell_what_was_taken_back_of_late(catalog: Catalog) -> None:
    """
    Whoever has a copy learns that it is gone; what only may not be listed was not taken back.
    """
    showings = [listed(n) for n in "abc"]
    note(catalog, *showings, listed("d", on=["section:crews"]))
    note(catalog, gone(showings[0]), replace(showings[1], card=None), gone(listed("d", on=["section:crews"])))
    assert catalog.gone("", 9) == [("art-a", LATER), ("art-d", LATER)]
    assert catalog.gone("", 1) == catalog.gone("section:ports", 9) == [("art-a", LATER)]
    note(catalog, showings[0])
    assert catalog.gone("section:ports", 9) == []


def test_what_was_taken_back_long_ago_is_mourned_no_more(catalog: Catalog) -> None:
    """
    Nobody has a copy of it in a reader that keeps the last few.
    """
    first = listed("first")
    note(catalog, first, *(listed(f"{n:03}") for n in range(199)))
    note(catalog, gone(first))
    assert catalog.gone("", 9) == [("art-first", LATER)]
    note(catalog, listed("last"))
    assert catalog.gone("", 9) == []


# Rules

sorts = st.tuples(st.sampled_from(SECTIONS), st.lists(st.sampled_from(ABOUT), unique=True, max_size=3), st.booleans())
Kind = tuple[str, list[str], bool]


def article(number: int, kind: Kind, **more: Any) -> Showing:
    """The article that was noted as that number; of some, readers saw nothing for an hour."""
    section, about, late = kind
    at = MORNING + timedelta(minutes=number) + (timedelta(hours=1) if late else timedelta())
    lists = [f"section:{section}", "source:pel", *about]
    return listed(f"{number:04}", at, on=lists, section=section, late=late, **more)


def tables(file: Path) -> list[list[tuple[Any, ...]]]:
    """All that the tables say, with lists by their keys; a list that has lost its last article is none."""
    queries = (
        "SELECT number, article, related, listed, fed, value FROM catalog ORDER BY number",
        "SELECT key, name, size FROM lists WHERE size > 0 ORDER BY key",
        "SELECT s.key, slot, article, shown FROM listed l JOIN lists s ON id = list "
        "JOIN catalog c ON c.number = l.number ORDER BY s.key, slot",
        "SELECT s.key, l.published, article FROM late l JOIN lists s ON id = list "
        "JOIN catalog c ON c.number = l.number ORDER BY s.key, l.published, article",
        "SELECT * FROM gathered ORDER BY collection, article",
        "SELECT * FROM errata ORDER BY moment, article",
    )
    with closing(sqlite3.connect(file)) as connection:
        return [connection.execute(query).fetchall() for query in queries]


def shown(catalog: Catalog) -> dict[str, object]:
    """What the outputs of all lists are made of, by path."""
    found: dict[str, object] = {}
    for key in catalog.lists():
        size = catalog.size(key)
        last = plan.pages_of(size)
        for path in plan.all_outputs(key, size):
            about = plan.address(path)
            assert about is not None
            if about.kind == "page":
                found[path] = (names(catalog.page(key, about.number)), about.number < last)
            elif about.kind == "feed":
                found[path] = (names([one for one, _ in catalog.fed(key, plan.FEED)]), catalog.gone(key, plan.FEED))
            else:
                found[path] = (names(catalog.newest(key, plan.NEWEST)), last)
    return found


def differing(before: dict[str, object], after: dict[str, object]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def others(catalog: Catalog, but: str) -> dict[str, tuple[dict[str, int], list[str]]]:
    """The places of all other articles, and what they are related to."""
    ids = [id for id in catalog.articles() if id != but]
    return {id: ({s.key: s.slot for s in catalog.slots(id)}, [a for a, _ in catalog.related(id)]) for id in ids}


def touched(catalog: Catalog, showing: Showing) -> set[str]:
    slots = catalog.slots(showing.article)
    return {path for slot in slots for path in plan.outputs_of(slot.key, slot.size, slot.slot)}


RULE = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@RULE
@given(st.lists(sorts, min_size=1, max_size=4), st.integers(0, 105), sorts, st.booleans())
@example([("ports", [], False)], 50, ("ports", [], False), True)
@example([("ports", ["topic:locks"], False)], 100, ("ports", ["topic:locks"], False), True)
def test_an_article_that_comes_changes_what_the_plan_says_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[Kind], size: int, kind: Kind, may_list: bool
) -> None:
    """
    A publish costs as much on the hundred-thousandth day as on the first: no older page of a list is another than
    before, and no article has another place or other relations.
    """
    with new(tmp_path_factory) as (store, _), store.writing():
        note(store.catalog, *(article(n, kinds[n % len(kinds)]) for n in range(size)))
        before, places = shown(store.catalog), others(store.catalog, "")
        coming = article(size, kind) if may_list else article(size, kind, card=None, feed=None)
        note(store.catalog, coming)
        assert differing(before, shown(store.catalog)) <= touched(store.catalog, coming)
        assert others(store.catalog, coming.article) == places


@RULE
@given(st.lists(sorts, min_size=1, max_size=4), st.integers(1, 105), st.integers(0, 104))
@example([("ports", [], False)], 101, 50)
def test_a_kill_moves_nothing(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[Kind], size: int, which: int
) -> None:
    """
    It leaves a gap: every other article keeps its place and its relations, and no page but its own is another; once it
    is back all is as it was.
    """
    with new(tmp_path_factory) as (store, _), store.writing():
        showings = [article(n, kinds[n % len(kinds)]) for n in range(size)]
        note(store.catalog, *showings)
        killed = showings[which % size]
        before, places = shown(store.catalog), others(store.catalog, killed.article)
        note(store.catalog, gone(killed))
        assert differing(before, shown(store.catalog)) <= touched(store.catalog, killed)
        assert others(store.catalog, killed.article) == places
        assert killed.article.removeprefix("art-") not in names(store.catalog.newest("", size))
        note(store.catalog, killed)
        assert shown(store.catalog) == before


#: The article of a number is placed, taken back, brought back, moved to another section; or the power goes.
Event = tuple[str, int]
changes = st.tuples(st.sampled_from(["kill", "return", "move", "hold", "gather", "fall"]), st.integers(0, 59))


@RULE
@given(st.lists(sorts, min_size=1, max_size=60), st.lists(changes, max_size=12), st.integers(1, 7))
@example([("ports", [], False)] * 55, [("move", 3), ("move", 54), ("move", 3)], 1)
@example([("ports", ["name:ada-quill"], True)] * 45, [("hold", 0), ("kill", 1), ("return", 0)], 3)
def test_the_catalog_is_the_same_whatever_way_led_to_it(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[Kind], events: list[Event], at_once: int
) -> None:
    """
    Noted one by one, with other articles' changes in between and steps that came to nothing, or all in one go by who
    makes the site from nothing: numbers, places, relations and lists are equal.
    """
    final = [article(n, kind) for n, kind in enumerate(kinds)]
    with new(tmp_path_factory) as (store, file):
        waiting, coming = list(events), 0
        while coming < len(final) or waiting:
            if waiting and (coming == len(final) or coming % 5 == 4):
                deed, which = waiting.pop()
                _change(store, final, coming, deed, which)
            step = final[coming : coming + at_once]
            with store.writing():
                note(store.catalog, *step)
            coming += len(step)
        kept = tables(file)
    with new(tmp_path_factory, hidden=True) as (store, file):
        with store.writing():
            note(store.catalog, *final)
        assert tables(file) == kept


def _change(store: PageStore, final: list[Showing], coming: int, deed: str, which: int) -> None:
    """Something happens to an article that has come already, in a step of its own."""
    if not coming:
        return
    index = which % coming
    showing = final[index]
    section = "crews" if showing.section == "ports" else "ports"
    moved = tuple((f"section:{section}", section) if k.startswith("section:") else (k, n) for k, n in showing.lists)
    became = {
        "kill": gone(showing),
        "return": replace(showing, state="shown", card=CARD, feed=FeedItem("It opened."), errata=()),
        "move": replace(showing, section=section, lists=moved),
        "hold": replace(showing, published=showing.published + timedelta(hours=3), late=True),
        "gather": replace(showing, gathered=(Membership("tide", "floods", which),)),
        "fall": gone(showing),
    }[deed]
    if deed == "fall":
        with pytest.raises(RuntimeError), store.writing():
            note(store.catalog, became, article(9_000, ("crews", list(ABOUT), False)))
            raise RuntimeError
        return
    final[index] = became
    with store.writing():
        note(store.catalog, became)


def test_articles_that_come_and_move_in_one_step_leave_the_lists_whole(tmp_path: Path) -> None:
    """
    A follower that slept notes in one step what came and what was moved meanwhile.
    """
    with closing(PageStore(tmp_path / "1.db")) as store:
        with store.writing():
            note(store.catalog, listed("a"), listed("b"), listed("c", on=["section:crews"]), listed("d"))
            note(store.catalog, listed("a", on=["section:crews"]))
        with store.writing():
            note(store.catalog, listed("e"))
        assert store.catalog.slots("art-e") == [Slot("", 5, 5), Slot("section:ports", 3, 3)]
        assert names(store.catalog.page("section:crews", 1)) == ["c", "a"]
        assert [store.catalog.size(key) for key in ("", "section:ports", "section:crews")] == [5, 3, 2]
