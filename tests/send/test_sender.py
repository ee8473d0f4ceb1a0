"""What every sender does, whoever it sends to."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.send.conftest import START, Shelf, Site, state, to

from dateline.send.outbox import LONGEST, LONGEST_TOLD
from dateline.send.sender import Done, Sender
from dateline.send.values import Answer, Item, Said, SendError, Stored


def test_a_new_recipient_gets_the_whole_site(site: Site, shelf: Shelf, sender: Sender) -> None:
    """
    Whoever is named in the settings today has no page of yesterday.
    """
    site.put("/", b"front")
    site.put("/about", b"about")
    sent = site.step(sender)
    assert shelf.held == {"/": b"front", "/about": b"about"}
    assert ({d.path for d in sent.delivered}, sent.out, sent.problem) == ({"/", "/about"}, 0, "")


def test_only_what_has_changed_is_sent(site: Site, shelf: Shelf, sender: Sender) -> None:
    """
    One story costs the pages that it is on, however many there are.
    """
    site.put("/", b"front")
    site.put("/about", b"about")
    site.step(sender)
    site.put("/", b"front, changed")
    site.step(sender)
    assert shelf.sent == ["/", "/about", "/"]
    site.step(sender)
    assert shelf.sent == ["/", "/about", "/"]


def test_of_several_changes_only_the_last_is_sent(site: Site, shelf: Shelf, sender: Sender) -> None:
    """
    Nobody needs the front page of three minutes ago.
    """
    site.put("/", b"one")
    site.put("/", b"two")
    site.put("/", b"three")
    site.step(sender)
    assert (shelf.sent, shelf.held) == (["/"], {"/": b"three"})


def test_what_came_back_to_the_same_bytes_is_not_sent(site: Site, shelf: Shelf, sender: Sender) -> None:
    """
    A page that was changed and changed back has not changed; nothing of it is out.
    """
    site.put("/", b"one")
    site.step(sender)
    site.put("/", b"two")
    last = site.put("/", b"one")
    assert site.step(sender).out == 0
    assert shelf.sent == ["/"]
    found = state(sender, "/")
    assert (found.out, found.said.number) == (False, last.number)


def test_what_is_taken_back_goes_first(site: Site, outboxes: Path) -> None:
    """
    Pages that go, then pages that lose words, then what is new: a kill waits for no publication.
    """
    shelf = Shelf(most=1)
    sender = to(shelf, outboxes)
    site.put("/ports/", b"both", "art-a", "art-b")
    site.put("/a", b"a", "art-a")
    site.put("/b", b"b", "art-b")
    site.step(sender)
    shelf.sent.clear()
    site.put("/c", b"c", "art-c")
    site.put("/d", b"d", "art-d")
    site.put("/ports/", b"a and c", "art-a", "art-c")
    site.gone("/b")
    site.step(sender)
    assert shelf.sent == ["/b", "/ports/", "/c", "/d"]


def test_a_kill_overtakes_what_is_being_sent(site: Site, outboxes: Path) -> None:
    """
    A whole site takes its time to send; what is killed meanwhile does not wait until it is through.
    """

    class Watched(Shelf):
        def send(self, items: tuple[Item, ...]) -> Iterator[Answer]:
            if len(self.sent) == 3:
                site.gone("/5")
                site.gone("/1")
            yield from super().send(items)

    shelf = Watched(most=1)
    for number in range(9):
        site.put(f"/{number}", b"page %d" % number)
    site.step(to(shelf, outboxes))
    assert shelf.sent[:6] == ["/0", "/1", "/2", "/3", "/5", "/1"]
    assert shelf.sent.count("/5") == 1
    assert set(shelf.held) == set(site.standing())


def test_a_recipient_that_is_down_gets_everything_once_it_is_up(site: Site, shelf: Shelf, sender: Sender) -> None:
    """
    It is tried again by itself, less and less often; until then the receipt says what is out and why.
    """
    site.put("/", b"front")
    shelf.down = SendError("it is on fire")
    waits = []
    for _ in range(9):
        sent = site.step(sender)
        assert (sent.delivered, sent.out, sent.problem) == ((), 1, "it is on fire")
        assert sent.next_due is not None
        waits.append(round((sent.next_due - site.moment).total_seconds()))
        assert site.step(sender).next_due == sent.next_due
        site.moment = sent.next_due
    assert waits == [1, 2, 4, 8, 16, 32, LONGEST, LONGEST, LONGEST]
    shelf.down = None
    sent = site.step(sender)
    assert (shelf.held, sent.out, sent.problem, sent.next_due) == ({"/": b"front"}, 0, "", None)


@pytest.mark.parametrize(("asked", "kept"), [(7.0, 7), (86_400.0, LONGEST_TOLD)])
def test_a_recipient_is_left_alone_for_as_long_as_it_asks(
    asked: float, kept: float, site: Site, shelf: Shelf, sender: Sender
) -> None:
    """
    Retry-After is kept, up to an hour: a cache that says "tomorrow" is not believed while a killed story is in it.
    """
    site.put("/", b"front")
    shelf.down = SendError("too much", asked)
    sent = site.step(sender)
    assert sent.next_due is not None
    assert round((sent.next_due - site.moment).total_seconds()) == kept
    shelf.down = None
    site.passes(kept - 1)
    assert site.step(sender).out == 1
    site.passes(1.1)
    assert site.step(sender).out == 0


def test_one_page_that_cannot_be_sent_holds_up_no_other(site: Site, shelf: Shelf, sender: Sender) -> None:
    """
    It is tried again after a while, and says why it is out.
    """
    site.put("/bad", b"bad")
    site.put("/good", b"good")
    shelf.fails["/bad"] = "its name is too long"
    sent = site.step(sender)
    assert (set(shelf.held), sent.out, sent.problem) == ({"/good"}, 1, "")
    assert state(sender, "/bad").problem == "its name is too long"
    shelf.fails.clear()
    site.passes(1.1)
    assert site.step(sender).out == 0
    assert set(shelf.held) == {"/good", "/bad"}


def test_what_was_being_sent_when_the_process_ended_is_sent_again(
    site: Site, shelf: Shelf, sender: Sender, outboxes: Path
) -> None:
    """
    It may have arrived, although we never heard so: a page that went back to what stood there before is sent as well.
    """

    class Ends(Shelf):
        def send(self, items: tuple[Item, ...]) -> Iterator[Answer]:
            for answer in super().send(items):
                shelf.held |= self.held
                yield answer
                raise KeyboardInterrupt

    site.put("/", b"before")
    site.step(sender)
    site.put("/", b"a story that is killed")
    with pytest.raises(KeyboardInterrupt):
        site.step(to(Ends(), outboxes))
    assert shelf.held == {"/": b"a story that is killed"}
    site.put("/", b"before")
    assert site.step(sender).out == 0
    assert shelf.held == {"/": b"before"}


def test_a_page_is_sent_once_it_is_made(site: Site, shelf: Shelf, sender: Sender) -> None:
    """
    The chain is written before the pages: what it says last may be a page that is not there yet.
    """
    said = site.says("/", b"new")
    sent = site.step(sender)
    assert (sent.out, sent.problem, shelf.held) == (1, "", {})
    assert sent.next_due is not None and (sent.next_due - site.moment).total_seconds() < 1
    site.put("/", b"newer")
    site.chain.pop()
    site.passes(1)
    assert (site.step(sender).out, shelf.held) == (1, {})
    site.stored["/"] = site.stored["/"].__class__("text/html", said.digest, None, b"new")
    site.passes(5)
    site.step(sender)
    assert shelf.held == {"/": b"new"}


def test_a_page_whose_time_is_over_is_not_sent(site: Site, shelf: Shelf, sender: Sender) -> None:
    """
    An embargo that begins, or a licence that ends, between making and sending.
    """
    site.put("/", b"front")
    page = site.stored["/"]
    site.stored["/"] = page.__class__(page.type, page.digest, START, page.body)
    assert site.step(sender).out == 1
    assert shelf.held == {}


def test_barred_words_do_not_go_out(site: Site, shelf: Shelf, sender: Sender) -> None:
    """
    A kill is in force from its entry on, not from when the pages are made anew; other pages go meanwhile.
    """
    site.put("/a", b"a", "art-a")
    site.put("/b", b"b", "art-b")
    site.bars["art-a"] = "art-a was killed"
    site.step(sender)
    assert shelf.held == {"/b": b"b"}
    assert state(sender, "/a").problem == "art-a was killed"
    site.gone("/a")
    assert site.step(sender).out == 0
    assert shelf.held == {"/b": b"b"}


def test_nothing_is_sent_again_by_who_starts_anew(site: Site, shelf: Shelf, sender: Sender, outboxes: Path) -> None:
    """
    What was sent is remembered on disk; a new process goes on where the last one ended.
    """
    site.put("/", b"front")
    site.step(sender)
    site.step(to(shelf, outboxes))
    assert shelf.sent == ["/"]


def test_a_recipient_who_wants_things_in_another_form_gets_all_of_them(
    site: Site, shelf: Shelf, sender: Sender, outboxes: Path
) -> None:
    """
    Who now wants packed files has none for the pages of yesterday.
    """
    site.put("/", b"front")
    site.gone("/b")
    site.step(sender)
    shelf.form = "packed"
    site.step(to(shelf, outboxes))
    site.step(to(shelf, outboxes))
    assert sorted(shelf.sent) == ["/", "/", "/b", "/b"]


def test_two_processes_do_not_send_to_one_recipient(sender: Sender, shelf: Shelf, outboxes: Path) -> None:
    """
    One would take back what the other is about to put there.
    """
    with sender.lease() as mine, to(shelf, outboxes).lease() as theirs:
        assert (mine, theirs) == (True, False)
    with to(shelf, outboxes).lease() as free:
        assert free


class Cache(Shelf):
    """A recipient that is only told of pages."""

    takes_pages = False
    name = identity = "cache"

    def concerns(self, said: Said) -> bool:
        """As real ones say it: a picture that is new they cannot have."""
        return not (said.is_picture and said.stands)


def test_who_is_only_told_hears_of_what_comes_not_of_what_was(site: Site, outboxes: Path) -> None:
    """
    A cache that is named today would otherwise be asked to forget the whole archive.
    """
    cache = Cache()
    sender = to(cache, outboxes)
    site.put("/old", b"old")
    site.step(sender)
    assert cache.sent == []
    site.put("/new", b"new")
    site.gone("/old")
    site.step(sender)
    assert cache.sent == ["/old", "/new"]


def test_a_cache_is_told_once_the_export_has_the_page(site: Site, shelf: Shelf, sender: Sender, outboxes: Path) -> None:
    """
    Told any earlier, it would fetch the old page again, and keep that.
    """
    cache = Cache()
    telling = to(cache, outboxes)
    follow = (Done(sender),)

    def tell() -> None:
        telling.step(follow, site, lambda _: {}, site.moment, anew=False)

    tell()
    site.put("/", b"front")
    shelf.down = SendError("away")
    site.step(sender)
    tell()
    assert cache.sent == []
    shelf.down = None
    site.passes(2)
    site.step(sender)
    tell()
    tell()
    assert cache.sent == ["/"]


def test_a_cache_is_not_told_of_pages_that_were_looked_over_only(site: Site, sender: Sender, outboxes: Path) -> None:
    """
    `dateline build --export` compares all files; where none has changed nobody need fetch anything.
    """

    class Same(Shelf):
        def send(self, items: tuple[Item, ...]) -> Iterator[Answer]:
            return (Answer(i.said.path, changed=False) for i in items)

    cache = Cache()
    telling = to(cache, outboxes)
    follow = (Done(sender),)
    telling.step(follow, site, lambda _: {}, site.moment, anew=False)
    site.put("/", b"front")
    site.step(sender)
    telling.step(follow, site, lambda _: {}, site.moment, anew=False)
    sent = site.step(to(Same(), outboxes), anew=True)
    assert [d.changed for d in sent.delivered] == [False]
    telling.step(follow, site, lambda _: {}, site.moment, anew=False)
    assert cache.sent == ["/"]
    # One that had been spoilt is another one now.
    site.step(sender, anew=True)
    telling.step(follow, site, lambda _: {}, site.moment, anew=False)
    assert cache.sent == ["/", "/"]


def test_a_cache_is_told_again_once_the_other_export_has_the_page(site: Site, outboxes: Path) -> None:
    """
    It may take its pages from either; an export that is behind has nothing to tell of.
    """
    near, far, cache = Shelf(), Shelf(), Cache()
    far.name = far.identity = "far"
    exports = (to(near, outboxes), to(far, outboxes))
    telling = to(cache, outboxes)

    def tell() -> None:
        telling.step(map(Done, exports), site, lambda _: {}, site.moment, anew=False)

    tell()
    site.put("/", b"one")
    for export in exports:
        site.step(export)
    site.put("/", b"two")
    site.step(exports[0])
    tell()
    assert (cache.sent, state(telling, "/").said.number) == (["/"], 2)
    site.step(exports[1])
    tell()
    assert cache.sent == ["/", "/"]


# Pictures


FERRY, CRANE = "/pictures/aa-640.avif", "/pictures/bb-640.avif"


def test_a_picture_goes_before_its_page_and_with_the_last_that_shows_it(site: Site, outboxes: Path) -> None:
    """
    No page shows a hole; and a folder or a store keeps no picture of a story that was taken back.
    """
    shelf = Shelf(most=1)
    sender = to(shelf, outboxes)
    site.put("/", b"front", pictures=(FERRY,))
    site.put("/a", b"a", "art-a", pictures=(FERRY, CRANE))
    site.step(sender)
    assert shelf.sent == [FERRY, "/", CRANE, "/a"]
    assert state(sender, FERRY).out is False
    site.gone("/a")
    site.step(sender)
    assert set(shelf.held) == {"/", FERRY}
    site.put("/", b"front without it")
    site.step(sender)
    assert (set(shelf.held), shelf.sent[-1]) == ({"/"}, FERRY)
    site.put("/b", b"b", pictures=(FERRY,))
    assert site.step(sender).out == 0
    assert set(shelf.held) == {"/", "/b", FERRY}


def test_a_picture_of_barred_words_does_not_go_out(site: Site, shelf: Shelf, sender: Sender) -> None:
    """
    A kill is in force from its entry on, also for a picture that waits to be sent; one that another page shows goes.
    """
    site.put("/a", b"a", "art-a", pictures=(FERRY,))
    site.put("/b", b"b", "art-b", pictures=(CRANE,))
    shelf.down = SendError("away")
    site.step(sender)
    assert state(sender, FERRY).out
    site.bars["art-a"] = "art-a was killed"
    shelf.down = None
    site.passes(2)
    site.step(sender)
    assert set(shelf.held) == {"/b", CRANE}
    assert state(sender, FERRY).problem == "art-a was killed"
    site.gone("/a")
    assert site.step(sender).out == 0
    assert FERRY not in shelf.sent[:-1]


def test_a_picture_that_cannot_be_had_holds_up_no_page(site: Site, shelf: Shelf, sender: Sender) -> None:
    """
    It may be made a moment later; its words are news meanwhile.
    """
    site.put("/a", b"a", pictures=(FERRY,))
    made = site.stored.pop(FERRY)
    assert site.step(sender).out == 1
    assert set(shelf.held) == {"/a"}
    site.stored[FERRY] = made
    site.passes(2)
    assert site.step(sender).out == 0
    assert set(shelf.held) == {"/a", FERRY}


def test_a_page_that_went_back_keeps_its_pictures(site: Site, shelf: Shelf, sender: Sender) -> None:
    """
    Changed, and changed back before anything was sent: the picture of the form in between goes nowhere.
    """
    site.put("/a", b"a", pictures=(FERRY,))
    site.step(sender)
    shelf.down = SendError("away")
    site.put("/a", b"other", pictures=(CRANE,))
    site.step(sender)
    site.put("/a", b"a", pictures=(FERRY,))
    shelf.down = None
    site.passes(2)
    assert site.step(sender).out == 0
    assert shelf.held == site.standing()


def test_a_cache_before_our_own_server_is_told_of_pictures_that_went(site: Site, outboxes: Path) -> None:
    """
    Pictures may be kept for a year: one that was shown before the cache was named is told of all the same.
    """
    cache = Cache()
    sender = to(cache, outboxes)
    site.put("/a", b"a", pictures=(FERRY,))
    site.step(sender)
    site.put("/b", b"b", pictures=(CRANE,))
    site.step(sender)
    assert cache.sent == ["/b"]
    site.gone("/a")
    site.step(sender)
    assert cache.sent == ["/b", "/a", FERRY]
    site.put("/a", b"again", pictures=(FERRY,))
    site.step(sender)
    site.gone("/a")
    site.step(sender)
    assert cache.sent[-2:] == ["/a", FERRY]


def test_a_cache_behind_an_export_is_told_of_the_pictures_that_left_it(
    site: Site, shelf: Shelf, sender: Sender, outboxes: Path
) -> None:
    """
    Once they are gone from there, and not before: it would fetch them again.
    """
    cache = Cache()
    telling = to(cache, outboxes)

    def tell() -> None:
        telling.step((Done(sender),), site, lambda _: {}, site.moment, anew=False)

    tell()
    site.put("/a", b"a", pictures=(FERRY,))
    site.step(sender)
    tell()
    site.gone("/a")
    shelf.fails[FERRY] = "busy"
    site.step(sender)
    tell()
    assert cache.sent == ["/a", "/a"]
    shelf.fails.clear()
    site.passes(2)
    site.step(sender)
    tell()
    assert cache.sent == ["/a", "/a", FERRY]


def test_a_cache_before_our_own_server_is_told_once_the_page_stands(site: Site, outboxes: Path) -> None:
    """
    The chain is written before the pages: told any earlier, it would fetch the old page again, and keep that.
    """
    cache = Cache()
    sender = to(cache, outboxes)
    site.put("/", b"old")
    site.step(sender)
    said = site.says("/", b"new")
    assert (site.step(sender).out, cache.sent) == (1, [])
    site.stored["/"] = Stored("text/html", said.digest, None, b"new")
    site.passes(1)
    assert (site.step(sender).out, cache.sent) == (0, ["/"])


_PATHS = st.sampled_from(["/", "/a", "/b"])
#: What a page shows, by its body.
_SHOWN = {b"1": (), b"2": (FERRY,), b"3": (FERRY, CRANE)}
_ACTS = st.one_of(
    st.tuples(st.just("put"), _PATHS, st.sampled_from([b"1", b"2", b"3"])),
    st.tuples(st.just("gone"), _PATHS),
    st.tuples(st.just("down"), st.booleans()),
    st.tuples(st.just("fails"), _PATHS | st.sampled_from([FERRY, CRANE])),
    st.tuples(st.just("ends")),
    st.tuples(st.just("step")),
)


@settings(max_examples=25)
@given(acts=st.lists(_ACTS, max_size=20))
def test_whatever_happens_the_recipient_ends_with_what_the_site_has(
    acts: list[tuple[object, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """
    Failures, ends of the process in the midst of sending, changes back and forth: nothing is lost, nothing stays.
    """
    site, shelf = Site(), Shelf()
    outboxes = tmp_path_factory.mktemp("send")
    sender = to(shelf, outboxes)
    for act in acts:
        match act:
            case ("put", str(path), bytes(body)):
                site.put(path, body, pictures=_SHOWN[body])
            case ("gone", str(path)) if path in site.stored:
                site.gone(path)
            case ("down", bool(down)):
                shelf.down = SendError("down") if down else None
            case ("fails", str(path)):
                shelf.fails = {path: "no"}
            case ("ends",):
                _ended_midway(site, shelf, outboxes)
            case ("step",):
                site.step(sender)
        site.passes(40)
    shelf.down, shelf.fails = None, {}
    site.passes(3600)
    assert site.step(sender).out == 0
    assert shelf.held == site.standing()


def _ended_midway(site: Site, shelf: Shelf, outboxes: Path) -> None:
    """The process ends once the first thing has arrived, before that is saved."""

    class Ended(Exception):
        pass

    class Ends(Shelf):
        def send(self, items: tuple[Item, ...]) -> Iterator[Answer]:
            for _ in shelf.send(items):
                raise Ended
            yield from ()

    with suppress(Ended):
        site.step(to(Ends(), outboxes))
