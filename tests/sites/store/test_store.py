"""The page store: what is served, what holds what, when the clock changes something, what is kept as evidence."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sites.newsroom import START as MORNING

from dateline.sites.generations import Generations
from dateline.sites.store import START, Built, Cursor, PageStore

LATER = MORNING + timedelta(hours=1)
PARTS = ("pel-1", "pel-2", "art-1", "key:quay")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PageStore]:
    store = PageStore(tmp_path / "1.db")
    yield store
    store.close()


def built(path: str = "/", body: bytes = b"words", **more: Any) -> Built:
    return Built(path=path, body=body, **more)


def put(store: PageStore, made: Built, moment: Any = MORNING) -> str | None:
    """Store a page in a transaction of its own."""
    with store.writing():
        return store.put(made, made.digest, moment)


def remove(store: PageStore, path: str, moment: Any = LATER) -> str | None:
    """Take a page away in a transaction of its own."""
    with store.writing():
        return store.remove(path, moment)


# Pages


def test_a_page_is_stored_as_it_was_made(store: PageStore) -> None:
    """
    Body, type, status, parts and the moment it is good until come back unchanged; the digest is that of the body.
    """
    made = built("/x", b"words " * 100, status=410, type="text/plain", parts=("pel-1", "art-1"), until=LATER)
    assert put(store, made) == ""
    page = store.page("/x")
    assert page is not None
    assert (page.status, page.type, page.parts, page.until) == (410, "text/plain", ("pel-1", "art-1"), LATER)
    assert (page.digest, page.modified, page.size) == (made.digest, MORNING, 600)
    assert list(store.pages()) == [page] and store.paths() == ["/x"]
    served = store.served("/x")
    assert served is not None and served[0] == page
    assert len(served[1]) < len(made.body) and store.unpacked(served[1]) == store.body("/x") == made.body


def test_where_nothing_stands_nothing_is_given(store: PageStore) -> None:
    """
    The server asks for any address that a reader types.
    """
    assert (store.page("/x"), store.served("/x"), store.body("/x")) == (None, None, None)
    assert store.evidence("/x", built().digest) is None


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=2000))
def test_any_body_comes_back(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    """
    Compression loses nothing, not even of an empty body.
    """
    with closing(PageStore(tmp_path_factory.mktemp("store") / "1.db")) as store:
        put(store, built(body=body))
        assert store.body("/") == body


def test_the_same_bytes_are_no_change(store: PageStore) -> None:
    """
    A page made anew with the same bytes keeps the moment of its last change, for caches; its parts and its until may be
    others all the same, for the gate.
    """
    put(store, built(parts=("pel-1",)))
    assert put(store, built(parts=("pel-2",), until=LATER), LATER) is None
    page = store.page("/")
    assert page is not None
    assert (page.modified, page.parts, page.until) == (MORNING, ("pel-2",), LATER)
    assert store.showing_parts(["pel-1"]) == frozenset()
    assert store.showing_parts(["pel-2"]) == {"/"}


def test_another_status_is_a_change(store: PageStore) -> None:
    """
    Readers and caches must learn that an address answers 410 now, even in the same words.
    """
    put(store, built())
    assert put(store, built(status=410), LATER) == built().digest
    page = store.page("/")
    assert page is not None and (page.status, page.modified) == (410, LATER)


def test_a_page_that_is_no_more_leaves_no_trace_in_the_index(store: PageStore) -> None:
    """
    Its body stays for a while as evidence.
    """
    put(store, built("/x", parts=("pel-1",), waits=("key:quay",)))
    assert store.showing_parts(["key:quay"]) == {"/x"}
    assert remove(store, "/x") == built().digest
    assert remove(store, "/x") is None
    assert (store.page("/x"), store.body("/x")) == (None, None)
    assert store.showing_parts(["pel-1", "key:quay"]) == frozenset()
    assert store.evidence("/x", built().digest) == b"words"


def test_a_page_may_be_known_by_few_of_its_parts(store: PageStore) -> None:
    """
    A list names every story whose words it holds, for the gate; what changes is looked up by its articles alone.
    """
    put(store, built(parts=("art-1", "pel-1"), index=("art-1",), waits=("art-2",)))
    assert store.showing_parts(["art-1"]) == store.showing_parts(["art-2"]) == {"/"}
    assert store.showing_parts(["pel-1"]) == frozenset()
    page = store.page("/")
    assert page is not None and page.parts == ("art-1", "pel-1")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(["/a", "/b", "/c"]), st.none() | st.sets(st.sampled_from(PARTS))), max_size=5
        ),
        max_size=5,
    ),
    st.booleans(),
)
def test_the_reverse_index_says_what_the_pages_say(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[tuple[str, set[str] | None]]], hidden: bool
) -> None:
    """
    Whatever is put and taken away, in one step or several: a part finds the pages that hold it, and no others.
    """
    holding: dict[str, set[str]] = {}
    with closing(PageStore(tmp_path_factory.mktemp("store") / "1.db", hidden=hidden)) as store:
        for step in steps:
            with store.writing():
                for path, parts in step:
                    if parts is None:
                        store.remove(path, MORNING)
                        holding.pop(path, None)
                    else:
                        made = built(path, parts=tuple(sorted(parts)))
                        store.put(made, made.digest, MORNING)
                        holding[path] = parts
                    for part in PARTS:
                        assert store.showing_parts([part]) == {p for p, held in holding.items() if part in held}
            for part in PARTS:
                assert store.showing_parts([part]) == {p for p, held in holding.items() if part in held}
        assert store.showing_parts(PARTS) == {p for p, held in holding.items() if held}


def test_a_step_that_fails_has_not_happened(store: PageStore) -> None:
    """
    Pages, index and cursor are saved together or not at all.
    """
    put(store, built("/x", parts=("pel-1",)))
    with pytest.raises(RuntimeError), store.writing():
        store.put(built("/y", parts=("pel-1",)), built().digest, MORNING)
        store.put(built("/x", b"other"), built(body=b"other").digest, MORNING)
        store.settle(Cursor(7, LATER, "made"))
        raise RuntimeError
    assert store.paths() == ["/x"] and store.body("/x") == b"words"
    assert store.showing_parts(["pel-1"]) == {"/x"}
    assert store.cursor() == START


def test_somebody_elses_commit_is_seen(store: PageStore, tmp_path: Path) -> None:
    """
    The server keeps pages at hand for as long as this number stays the same.
    """
    with closing(PageStore(tmp_path / "1.db")) as other:
        before = other.version()
        put(other, built("/own"))
        assert other.version() == before
        put(store, built("/x"))
        assert other.version() != before and other.body("/x") == b"words"


# Evidence


def test_bodies_are_let_go_only_once_no_page_has_them_and_their_time_is_over(store: PageStore) -> None:
    """
    Bodies are kept by digest for a while after they left; a body that stands, or stands again, is not touched.
    """
    old, new = built("/x", b"old"), built("/x", b"new")
    put(store, old)
    put(store, new)
    assert store.evidence("/x", new.digest) == b"new", "it stands there"
    store.forget(MORNING)
    assert store.evidence("/x", old.digest) == b"old", "its time is not over"
    put(store, old, LATER)
    store.forget(LATER + timedelta(days=1))
    assert store.body("/x") == store.evidence("/x", old.digest) == b"old", "it stands again"
    assert store.evidence("/x", new.digest) is None
    put(store, new, LATER + timedelta(days=2))
    assert store.evidence("/x", old.digest) == b"old", "it has just left once more"


def test_a_body_with_erased_words_goes_at_once(store: PageStore) -> None:
    """
    An erasure does not wait for the time of evidence to be over; other bodies do, also those of ids that begin alike.
    """
    put(store, built("/x", b"erased", parts=("art-1", "pel-1")))
    put(store, built("/y", b"other", parts=("art-11", "pel-11")))
    for path in ("/x", "/y"):
        remove(store, path, MORNING)
    store.forget(MORNING - timedelta(days=90), ["pel-1"])
    assert store.evidence("/x", built(body=b"erased").digest) is None
    assert store.evidence("/y", built(body=b"other").digest) == b"other"


def test_erased_words_are_nowhere_in_the_file(store: PageStore, tmp_path: Path) -> None:
    """
    Who has the disk finds no body that had to leave, packed or not; nor in the journal beside it, while it is served.
    """
    made = built("/x", b"zqerased words of a court's case", parts=("pel-1",))
    put(store, made)
    served = store.served("/x")
    assert served is not None
    with closing(PageStore(tmp_path / "1.db")) as server:
        assert server.served("/x") == served
        remove(store, "/x")
        with store.writing():
            store.forget(MORNING, ["pel-1"])
        rests = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert served[1] not in rests and b"zqerased" not in rests


def test_a_generation_inherits_what_stood_in_the_one_before(store: PageStore, tmp_path: Path) -> None:
    """
    A rebuild must not cost the proof of what readers saw: pages that stood, and those that had left before.
    """
    put(store, built("/x", b"old", parts=("pel-1",)))
    put(store, built("/x", b"new", parts=("pel-1",)))
    with closing(PageStore(tmp_path / "2.db", hidden=True)) as younger:
        younger.inherit(tmp_path / "1.db", LATER)
        for body in (b"old", b"new"):
            assert younger.evidence("/x", built(body=body).digest) == body
        assert younger.paths() == []
        younger.forget(LATER)
        assert younger.evidence("/x", built(body=b"old").digest) is None
        assert younger.evidence("/x", built(body=b"new").digest) == b"new"


# The clock, and how far we are


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


def test_a_store_remembers_what_the_chain_was_told(store: PageStore) -> None:
    """
    After a fall it looks only at outputs that came later.
    """
    assert store.told() == 0
    for number in (7, 9):
        store.tell(number)
    assert store.told() == 9


# Generations


def test_a_hidden_generation_is_kept_once_it_is_shown(tmp_path: Path) -> None:
    """
    While nobody serves it nothing of it need survive the power; from the swap on all of it must.
    """
    with closing(PageStore(tmp_path / "1.db", hidden=True)) as store:
        put(store, built("/x", parts=("pel-1",)))
        store.show()
        put(store, built("/y", parts=("pel-1",)))
    with closing(sqlite3.connect(tmp_path / "1.db")) as tables:
        assert tables.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with closing(PageStore(tmp_path / "1.db")) as store:
        assert store.paths() == ["/x", "/y"] and store.showing_parts(["pel-1"]) == {"/x", "/y"}


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


def test_another_process_sees_the_swap(tmp_path: Path) -> None:
    """
    The server looks at the pointer on each request, and reads it only where it is another file.
    """
    ours, theirs = Generations(tmp_path), Generations(tmp_path)
    for number in range(1, 4):
        ours.swap(f"{number:06}")
        assert theirs.current() == ours.current() == f"{number:06}"


@pytest.mark.parametrize("hidden", [True, False])
def test_an_index_too_large_for_memory_is_the_same_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hidden: bool
) -> None:
    """
    What shows a part is written from time to time while very many pages are made, and read again where it grows.
    """
    monkeypatch.setattr("dateline.sites.store._MOST_ROWS", 2)
    with closing(PageStore(tmp_path / "many.db", hidden=hidden)) as store:
        with store.writing():
            for number in range(12):
                made = built(f"/{number}", parts=(f"pel-{number % 3}", f"art-{number}", "key:quay"))
                store.put(made, made.digest, MORNING)
        assert store.showing_parts(["pel-1"]) == {"/1", "/4", "/7", "/10"}
        assert len(store.showing_parts(["key:quay"])) == 12
        assert store.showing_parts(["art-11"]) == {"/11"}
