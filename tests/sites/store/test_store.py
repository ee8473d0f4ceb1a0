"""The page store: what is served, what holds what, what the lists are made of, when the clock changes something."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sites.newsroom import START as MORNING

from dateline.sites.generations import Generations
from dateline.sites.pages import Card
from dateline.sites.showing import Showing
from dateline.sites.store import START, Built, Cursor, PageStore

LATER = MORNING + timedelta(hours=1)
CARD = Card(href="/x", headline="Quay opens")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PageStore]:
    store = PageStore(tmp_path / "1.db")
    yield store
    store.close()


def built(path: str = "/", body: bytes = b"words", **more: Any) -> Built:
    return Built(path=path, body=body, **more)


def listed(digits: str, at: datetime = MORNING, *, section: str = "ports", key: str = "", card: bool = True) -> Showing:
    return Showing(
        article=f"art-{digits}",
        path=f"/2020/01/16/words-{digits}",
        section=section,
        state="shown",
        published=at,
        changed=at,
        day=at.date(),
        key=key,
        parts=(f"art-{digits}",),
        card=CARD if card else None,
    )


# Pages


def test_a_page_is_stored_as_it_was_made(store: PageStore) -> None:
    """
    Body, type, status, parts and the moment it is good until come back unchanged; the digest is that of the body.
    """
    made = built("/x", b"words " * 100, status=410, type="text/plain", parts=("pel-1", "art-1"), until=LATER)
    assert store.put(made, MORNING) == ""
    page = store.page("/x")
    assert page is not None
    assert (page.status, page.type, page.parts, page.until) == (410, "text/plain", ("pel-1", "art-1"), LATER)
    assert (page.digest, page.modified) == (made.digest, MORNING)
    assert store.body(page.digest) == made.body
    stored = store.stored(page.digest)
    assert stored is not None and len(stored) < len(made.body)
    assert store.unpacked(stored) == made.body


@given(st.binary(max_size=2000))
def test_any_body_comes_back(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    """
    Compression loses nothing, not even of an empty body.
    """
    store = PageStore(tmp_path_factory.mktemp("store") / "1.db")
    store.put(built(body=body), MORNING)
    assert store.body(built(body=body).digest) == body
    store.close()


def test_the_same_bytes_are_no_change(store: PageStore) -> None:
    """
    A page made anew with the same bytes keeps the moment of its last change, for caches; its parts and its until may be
    others all the same, for the gate.
    """
    store.put(built(parts=("pel-1",)), MORNING)
    assert store.put(built(parts=("pel-2",), until=LATER), LATER) is None
    page = store.page("/")
    assert page is not None
    assert (page.modified, page.parts, page.until) == (MORNING, ("pel-2",), LATER)
    assert store.showing_parts(["pel-1"]) == frozenset()
    assert store.showing_parts(["pel-2"]) == {"/"}


def test_another_status_is_a_change(store: PageStore) -> None:
    """
    Readers and caches must learn that an address answers 410 now, even in the same words.
    """
    store.put(built(), MORNING)
    assert store.put(built(status=410), LATER) == built().digest
    page = store.page("/")
    assert page is not None and (page.status, page.modified) == (410, LATER)


def test_a_page_that_is_no_more_leaves_no_trace_in_the_index(store: PageStore) -> None:
    """
    Its body stays for a while as evidence.
    """
    store.put(built("/x", parts=("pel-1",), waits=("key:quay",)), MORNING)
    assert store.showing_parts(["key:quay"]) == {"/x"}
    assert store.remove("/x", LATER) == built().digest
    assert store.remove("/x", LATER) is None
    assert store.page("/x") is None
    assert store.showing_parts(["pel-1", "key:quay"]) == frozenset()
    assert store.body(built().digest) == b"words"


def test_bodies_are_let_go_only_once_no_page_has_them_and_their_time_is_over(store: PageStore) -> None:
    """
    Bodies are kept by digest for a while after they left; a body that stands, or stands again, is not touched.
    """
    old, new = built("/x", b"old"), built("/x", b"new")
    store.put(old, MORNING)
    store.put(built("/same", b"old"), MORNING)
    store.put(new, MORNING)
    store.forget(LATER)
    assert store.body(old.digest) == b"old", "another page has it"
    store.remove("/same", MORNING)
    store.forget(MORNING)
    assert store.body(old.digest) == b"old", "its time is not over"
    store.put(old, LATER)
    store.forget(LATER + timedelta(days=1))
    assert store.body(old.digest) == b"old", "it stands again"
    assert store.body(new.digest) is None
    assert store.stored(new.digest) is None


def test_a_body_with_erased_words_goes_at_once(store: PageStore) -> None:
    """
    An erasure does not wait for the time of evidence to be over; other bodies do, also those of ids that begin alike.
    """
    store.put(built("/x", b"erased", parts=("art-1", "pel-1")), MORNING)
    store.put(built("/y", b"other", parts=("art-11", "pel-11")), MORNING)
    for path in ("/x", "/y"):
        store.remove(path, MORNING)
    store.forget(MORNING - timedelta(days=90), ["pel-1"])
    assert store.body(built(body=b"erased").digest) is None
    assert store.body(built(body=b"other").digest) == b"other"


def test_a_step_that_fails_has_not_happened(store: PageStore) -> None:
    """
    Pages and cursor are saved together or not at all.
    """
    store.put(built("/x"), MORNING)
    with pytest.raises(RuntimeError), store.writing():
        store.put(built("/y"), MORNING)
        store.settle(Cursor(7, LATER, "made"))
        raise RuntimeError
    assert [p.path for p in store.pages()] == ["/x"]
    assert store.cursor() == START


# Lists


def test_lists_are_newest_first_and_hold_what_may_be_listed(store: PageStore) -> None:
    """
    An article that no licence lets a list show is noted, and in no list.
    """
    first, second = listed("aaaaaaaa"), listed("bbbbbbbb", LATER, section="crews")
    hidden = listed("cccccccc", LATER, card=False)
    for showing in (first, second, hidden):
        store.note(showing)
    assert store.latest(9) == [second, first]
    assert store.latest(1) == [second]
    assert store.latest(9, "ports") == [first]
    assert store.of_day(MORNING.date()) == [second, first]
    assert store.of_month(MORNING.date()) == [first, second]
    assert store.noted("art-cccccccc") == hidden
    assert store.noted("art-dddddddd") is None
    assert store.articles() == ["art-aaaaaaaa", "art-bbbbbbbb", "art-cccccccc"]


def test_days_know_their_neighbours(store: PageStore) -> None:
    """
    Readers leaf from day to day, over days without news.
    """
    for day, digits in ((3, "aaaaaaaa"), (16, "bbbbbbbb"), (31, "cccccccc")):
        store.note(listed(digits, datetime(2020, 1, day, 12, tzinfo=UTC)))
    store.note(listed("dddddddd", datetime(2020, 1, 20, tzinfo=UTC), card=False))
    assert store.days() == [date(2020, 1, 3), date(2020, 1, 16), date(2020, 1, 31)]
    assert store.beside(date(2020, 1, 16)) == (date(2020, 1, 3), date(2020, 1, 31))
    assert store.beside(date(2020, 1, 3)) == (None, date(2020, 1, 16))
    assert store.beside(date(2020, 1, 31)) == (date(2020, 1, 16), None)


def test_an_article_is_found_by_its_digits_and_a_full_story_by_its_headline(store: PageStore) -> None:
    """
    The earliest listed article of a headline is the full story; one that is not listed is none.
    """
    store.note(listed("cccccccc", MORNING - timedelta(days=1), key="quay opens", card=False))
    store.note(listed("bbbbbbbb", LATER, key="quay opens"))
    store.note(listed("aaaaaaaa", key="quay opens"))
    assert store.route("bbbbbbbb") == listed("bbbbbbbb", LATER, key="quay opens")
    assert store.route("dddddddd") is None
    assert store.full_story("quay opens") == listed("aaaaaaaa", key="quay opens")
    assert store.full_story("quay shuts") is None
    store.unlist()
    assert store.latest(9) == [] and store.route("bbbbbbbb") is None


def test_of_two_articles_of_one_headline_and_moment_always_the_same_is_the_full_story(store: PageStore) -> None:
    """
    Pages made from nothing are the same as those kept step by step, in which order ever articles were noted.
    """
    one, other = listed("aaaaaaaa", key="quay opens"), listed("bbbbbbbb", key="quay opens")
    store.note(other)
    store.note(one)
    assert store.full_story("quay opens") == one
    store.note(one)
    store.note(other)
    assert store.full_story("quay opens") == one


# The clock


def test_the_list_of_what_is_due_is_worked_off_by_moment(store: PageStore) -> None:
    """
    What is due stays on the list until its step is settled.
    """
    store.expect("art-1", LATER)
    store.expect("art-1", LATER)
    store.expect("art-2", LATER + timedelta(hours=1))
    store.expect("art-3", None)
    assert store.next_due() == LATER
    assert store.due(LATER - timedelta(microseconds=1)) == frozenset()
    assert store.due(LATER) == {"art-1"}
    store.settle(Cursor(3, LATER, "made"))
    assert store.cursor() == Cursor(3, LATER, "made")
    assert store.next_due() == LATER + timedelta(hours=1)
    store.settle(Cursor(3, LATER + timedelta(days=1), "made"))
    assert store.next_due() is None


# Generations


def test_a_generation_is_served_from_the_swap_on_and_others_go(tmp_path: Path) -> None:
    """
    Names are never used again while an older generation lies there, finished or not.
    """
    generations = Generations(tmp_path / "tide")
    assert generations.current() == ""
    first = generations.fresh()
    PageStore(generations.path(first)).close()
    assert generations.current() == ""
    generations.swap(first)
    assert generations.current() == first
    abandoned = generations.fresh()
    PageStore(generations.path(abandoned)).close()
    third = generations.fresh()
    assert len({first, abandoned, third}) == 3
    PageStore(generations.path(third)).close()
    generations.swap(third)
    assert generations.current() == third
    assert sorted(p.name for p in (tmp_path / "tide").iterdir()) == [f"{third}.db", "current"]
