"""What every ledger promises."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, get_args

import pytest
from msgspec.structs import replace
from tests.barred import tombstones
from tests.ledger.conftest import HOUSE

from dateline.app import reader_name
from dateline.clock import SetClock
from dateline.ledger.blobs import LARGE
from dateline.ledger.contract import Change, Output
from dateline.ledger.memory import Memory
from dateline.ledger.open import open_ledger
from dateline.news.errors import DatelineError, LedgerError, NotAllowed
from dateline.news.facts import Confirmed, Erased, Fact, Judgement, Killed, Placement, Published, Read, Received, Taken
from dateline.news.rights import Standing
from dateline.news.rulebook import DeskRule, Then, When
from dateline.news.story import Article, Story
from dateline.verbs.apply import apply, confirm
from dateline.verbs.audit import look
from dateline.verbs.begin import Page, begin
from dateline.verbs.edit import Draft, correct, edit
from dateline.verbs.erase import erase
from dateline.verbs.gather import gather, ungather
from dateline.verbs.hold import hold, release
from dateline.verbs.join import join, separate
from dateline.verbs.judge import judge
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.note import assign, note, ready
from dateline.verbs.package import package
from dateline.verbs.pin import pin, unpin
from dateline.verbs.plan import Planning, plan
from dateline.verbs.publish import publish
from dateline.verbs.reissue import reissue
from dateline.verbs.route import Routing
from dateline.verbs.rules import put_rule
from dateline.verbs.spike import restore, spike
from dateline.verbs.take import take
from dateline.verbs.update import update

if TYPE_CHECKING:
    from tests.ledger.conftest import Press

Wire = Callable[..., bytes]
Named = Callable[..., str]
NOON = datetime(2020, 1, 16, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def output(path: str = "/") -> Output:
    return Output(
        site="harbour",
        path=path,
        status=200,
        digest="00",
        size=2,
        parts=("nwa-00000000",),
        entry=1,
        moment=NOON,
        program="p",
        theme="t",
    )


def test_entries_are_numbered_without_a_gap(press: "Press") -> None:
    """
    A missing number would be a missing decision; who counts to the tail has seen everything.
    """
    for n in range(3):
        with press.ledger.turn() as turn:
            assert [turn.append(Confirmed("nwa", f"{n}"), by="ada").number for _ in range(2)] == [2 * n + 1, 2 * n + 2]
    assert [e.number for e in press.ledger.entries()] == [1, 2, 3, 4, 5, 6]
    assert press.ledger.tail() == 6
    assert [e.number for e in press.ledger.entries(after=4)] == [5, 6]


def test_an_entry_comes_back_as_it_was_appended(press: "Press") -> None:
    """
    Who, when and what: an audit reads nothing else.
    """
    with press.ledger.turn() as turn:
        assert turn.moment == NOON
        appended = turn.append(Killed("nwa-00000000", "the mayor never spoke"), by="ada")
    assert list(press.ledger.entries()) == [appended]
    assert (appended.recorded, appended.by, appended.fact) == (
        NOON,
        "ada",
        Killed("nwa-00000000", "the mayor never spoke"),
    )


def test_recorded_never_goes_back_even_if_the_clock_does(press: "Press") -> None:
    """
    The order of the numbers is the order of the moments, whatever a time server does to the machine.
    """
    moments = []
    for now in (NOON, NOON - HOUR, NOON + HOUR, NOON):
        press.clock.moment = now
        with press.ledger.turn() as turn:
            moments.append(turn.append(Confirmed("nwa", "d"), by="ada").recorded)
            turn.put([output()])
    assert moments == [NOON, NOON, NOON + HOUR, NOON + HOUR]
    assert [r.recorded for r in press.ledger.outputs()] == moments


def test_an_exception_in_a_turn_leaves_nothing(press: "Press", wire: Wire, story_id: Named) -> None:
    """
    A verb that is refused half-way, or a machine that fails, has not happened.
    """
    press.apply()
    press.take_in(wire())
    tail, before = press.ledger.tail(), press.ledger.story(story_id())
    with pytest.raises(NotAllowed), press.ledger.turn() as turn:
        turn.append(Killed(story_id(), "no"), by="ada")
        turn.put([output()])
        raise NotAllowed("kill", "second thoughts")
    assert (press.ledger.tail(), press.ledger.story(story_id())) == (tail, before)
    assert tombstones(press.ledger) == {} and list(press.ledger.outputs()) == []
    with press.ledger.turn() as turn:
        assert turn.append(Confirmed("nwa", "d"), by="ada").number == tail + 1
    assert list(press.ledger.check()) == []


def test_a_turn_reads_what_it_has_appended_and_nobody_else_does(press: "Press") -> None:
    """
    A verb decides on what stands at its own end of the turn; readers see whole turns.
    """
    other = press.open()
    with press.ledger.turn() as turn:
        turn.append(Killed("nwa-00000000", "early"), by="ada")
        story = turn.story("nwa-00000000")
        assert story and story.decisions[0].deed == "kill"
        assert other.story("nwa-00000000") is None
    assert press.ledger.story("nwa-00000000") == story


def test_the_chain_of_a_whole_day_verifies(press: "Press", wire: Wire, story_id: Named) -> None:
    """
    Nothing that the program does by itself may look like tampering.
    """
    for _ in steps(press, wire, story_id):
        pass
    before = press.ledger.output_tail()
    with press.ledger.turn() as turn:
        turn.put([output("/"), output("/about")])
    with press.ledger.turn() as turn:
        turn.put([output("/")])
        turn.put([])
    assert list(press.ledger.check()) == []
    assert press.ledger.output_tail() == before + 3


def test_outputs_are_a_chain_of_their_own(press: "Press") -> None:
    """
    What stood at an address, and when, is proven without any page being kept.
    """
    with press.ledger.turn() as turn:
        turn.put([output("/"), output("/about")])
    with press.ledger.turn() as turn:
        turn.put([output("/")])
    assert [(r.number, r.output.path) for r in press.ledger.outputs()] == [(1, "/"), (2, "/about"), (3, "/")]
    assert [r.number for r in press.ledger.outputs(path="/", after=1)] == [3]
    assert list(press.ledger.outputs(site="valley")) == []
    assert press.ledger.tail() == 0


def test_the_same_bytes_of_a_source_are_known_again(press: "Press", wire: Wire) -> None:
    """
    A feed that sends everything every hour must not fill the ledger.
    """
    press.apply()
    (first,) = press.take_in(wire())
    blob = press.ledger.prepare(wire())
    with press.ledger.turn() as turn:
        assert turn.delivered("nwa", blob.digest) == first.entry
        assert turn.delivered("tlp", blob.digest) is None
    (delivered,) = press.ledger.deliveries()
    assert (delivered.entry, delivered.source, delivered.name) == (first.entry, "nwa", "0.json")
    assert (delivered.reader, delivered.problem) == (reader_name("ninjs"), "")
    assert press.ledger.bytes_of(delivered.digest) == wire()
    assert press.ledger.bytes_of("00") is None


def test_changes_name_what_entries_were_about(press: "Press", wire: Wire, story_id: Named) -> None:
    """
    A follower looks anew at what changed since, and at everything when settings did.
    """
    press.apply()
    assert press.ledger.changes(0) == Change(1, frozenset(), True)
    press.take_in(wire())
    tail = press.ledger.tail()
    assert press.ledger.changes(1) == Change(tail, frozenset({story_id()}), False)
    assert press.ledger.changes(tail) == Change(tail, frozenset(), False)
    take(story_id(), by="ada", ledger=press.ledger)
    (article,) = press.ledger.articles()
    assert press.ledger.changes(tail).parts == {story_id(), article.id}
    assert [e.number for e in press.ledger.entries(part=article.id)] == [tail + 1]


def test_stories_come_the_latest_first(press: "Press", wire: Wire, story_id: Named) -> None:
    """
    The desk looks at what has just come in or changed.
    """
    press.apply()
    press.take_in(wire(item="1"), wire(item="2"))
    assert [s.id for s in press.ledger.stories()] == [story_id("2"), story_id("1")]
    press.take_in(wire(2, item="1"))
    assert [s.id for s in press.ledger.stories()] == [story_id("1"), story_id("2")]


def test_what_is_not_there_is_none(press: "Press") -> None:
    """
    An empty ledger answers every question.
    """
    ledger = press.ledger
    assert (ledger.story("x"), ledger.article("x"), ledger.version(1), ledger.tail()) == (None, None, None, 0)
    assert ledger.standing().house.sources == () and tombstones(ledger) == {}
    with ledger.turn() as turn:
        assert (turn.story("x"), turn.article("x"), turn.version(1)) == (None, None, None)
        assert turn.standing() == ledger.standing()


def test_a_snapshot_stays_while_others_write(press: "Press", wire: Wire, story_id: Named) -> None:
    """
    A page is made from one state, never from half of two.
    """
    press.apply()
    press.take_in(wire())
    publish(story_id(), sites=("harbour",), by="ada", ledger=press.ledger)
    other = press.open()
    with press.ledger.snapshot() as then:
        tail = then.changes(0).entry
        kill(story_id(), reason="no", by="bo", ledger=other)
        story = then.story(story_id())
        assert story and story.decisions[-1].deed == "publish" and then.story(story_id()) is story
        assert then.changes(0).entry == tail
        (article,) = then.articles()
        assert then.article(article.id) == article
        assert then.version(article.revisions[0].version) == story.text
        assert then.standing() == press.ledger.standing()
    assert tombstones(press.ledger) == {story_id(): f"killed by entry {tail + 1}"}


def test_what_collectors_note_changes_in_place_and_is_no_entry(press: "Press") -> None:
    """
    When a feed was asked last is nobody's decision.
    """
    press.ledger.note_poll("nwa", "https://nwa.example/feed", b"1")
    press.ledger.note_poll("nwa", "https://nwa.example/feed", b"2")
    assert press.ledger.poll_states() == {("nwa", "https://nwa.example/feed"): b"2"}
    assert press.ledger.tail() == 0


# Bytes that leave


@pytest.mark.parametrize("size", [10, LARGE + 1])
def test_erasing_takes_words_and_bytes_and_the_chain_still_verifies(press: "Press", size: int) -> None:
    """
    A court's order is carried out, and that it was is proven by the same chain.
    """
    data = b"x" * size
    blob = press.ledger.prepare(data)
    with press.ledger.turn() as turn:
        turn.append(Received("nwa", "hand", "a", blob.digest, blob.size), by="ada", blobs=[blob])
    assert press.ledger.bytes_of(blob.digest) == data
    with press.ledger.turn() as turn:
        turn.append(Erased("nwa-00000000", "a court", (1,)), by="ada")
        turn.erase((1,))
    assert press.ledger.bytes_of(blob.digest) is None
    assert [e.fact for e in press.ledger.entries()] == [None, Erased("nwa-00000000", "a court", (1,))]
    assert list(press.ledger.deliveries()) == [] and list(press.ledger.check()) == []
    assert not [p for p in press.folder.rglob("*") if p.is_file() and p.parent.parent.name == "blobs"]


def test_bytes_over_a_megabyte_lie_in_a_file_and_stay_if_the_turn_fails(press: "Press") -> None:
    """
    Pictures do not belong into the database; an erasure that did not happen removes no file.
    """
    blob = press.ledger.prepare(b"y" * (LARGE + 1))
    assert blob.stored is None
    assert press.ledger.prepare(b"y" * (LARGE + 1)) == blob
    assert press.ledger.prepare(b"y" * LARGE).stored is not None
    with press.ledger.turn() as turn:
        turn.append(Received("nwa", "hand", "a", blob.digest, blob.size), by="ada", blobs=[blob])
    with pytest.raises(NotAllowed), press.ledger.turn() as turn:
        turn.erase((1,))
        raise NotAllowed("erase", "second thoughts")
    assert press.ledger.bytes_of(blob.digest) == b"y" * (LARGE + 1)
    assert list(press.ledger.check()) == []


def test_bytes_that_two_sources_sent_stay_until_both_are_erased(press: "Press") -> None:
    """
    Erasing what one agency sent must not take another's.
    """
    blob = press.ledger.prepare(b"the same")
    with press.ledger.turn() as turn:
        for source in ("nwa", "tlp"):
            turn.append(Received(source, "hand", "a", blob.digest, blob.size), by="ada", blobs=[blob])
    for number, left in ((1, b"the same"), (2, None)):
        with press.ledger.turn() as turn:
            turn.append(Erased("nwa-00000000", "a court", (number,)), by="ada")
            turn.erase((number,))
        assert press.ledger.bytes_of(blob.digest) == left
        assert list(press.ledger.check()) == []


# State follows from the entries


def steps(press: "Press", wire: Wire, story_id: Named) -> Iterator[str]:
    """A day with every verb; what was done is yielded after it."""
    ledger, main, other, third = press.ledger, story_id(), story_id("2"), story_id("3")
    press.apply()
    yield "apply"
    confirm("tlp", by="ada", ledger=ledger)
    yield "confirm"
    press.take_in(wire(), wire(item="2"), wire(item="3"), b"no wire at all {")
    yield "ingest"
    take(main, by="ada", ledger=ledger, note="for the commuters")
    yield "take"
    publish(main, sites=("harbour",), by="ada", ledger=ledger)
    publish(other, sites=("harbour",), by="ada", ledger=ledger)
    yield "publish"
    press.take_in(wire(2), wire(2, item="2"))
    yield "update"
    edit(main, Draft(headline="Boat runs", text="Our words.\n\nIt costs 2 crowns."), by="ada", ledger=ledger)
    yield "edit"
    correct(main, Draft(headline="Boat runs again"), wrong="never", right="again", by="ada", ledger=ledger)
    yield "correct"
    press.take_in(wire(3), wire(3, item="2", edNote="Correction: the fare.", pubStatus="usable"))
    yield "correction by the source"
    withdraw(main, reason="doubts", by="ada", ledger=ledger)
    yield "withdraw"
    publish(main, sites=("harbour",), by="ada", ledger=ledger)
    yield "publish again"
    withdraw(f"art-{main.rpartition('-')[2]}", reason="doubts", by="ada", ledger=ledger)
    yield "withdraw the article"
    press.take_in(wire(2, item="3", pubStatus="canceled"), wire(4, item="2", pubStatus="withheld"))
    yield "kill and hold by the source"
    kill(main, reason="the mayor never spoke", by="bo", ledger=ledger)
    yield "kill"
    press.take_in(wire(4))
    yield "a version after the kill"
    erase(main, reason="a court", by="bo", ledger=ledger)
    yield "erase"
    press.take_in(wire(5))
    yield "a version after the erasure"
    erase(third, reason="a court", by="bo", ledger=ledger)
    yield "erase what its source killed"
    withdraw(other, reason="doubts", by="bo", ledger=ledger)
    erase(other, reason="a court", by="bo", ledger=ledger)
    yield "erase what followed its source"
    yield from desk_steps(press, wire, story_id)
    apply(ledger.standing().house.__class__(name="Empty"), {}, by="ada", ledger=ledger)
    yield "apply another house"


def desk_steps(press: "Press", wire: Wire, story_id: Named) -> Iterator[str]:
    """What a desk does beside publishing."""
    ledger, one, two, three, four = press.ledger, *(story_id(item) for item in ("11", "12", "13", "14"))
    press.take_in(*(wire(item=item) for item in ("11", "12", "13", "14")))
    hold(one, reason="doubts", by="ada", ledger=ledger, until=press.later() + HOUR)
    yield "hold"
    release(one, reason="none left", by="ada", ledger=ledger)
    spike(two, by="ada", ledger=ledger)
    yield "release and spike"
    restore(two, by="ada", ledger=ledger)
    join(one, two, reason="one report", by="ada", ledger=ledger)
    yield "restore and join"
    separate(one, two, reason="it is not", by="ada", ledger=ledger)
    publish(three, sites=("harbour",), by="ada", ledger=ledger)
    package(three, add=(("related", one),), by="ada", ledger=ledger)
    pin(three, site="harbour", by="ada", ledger=ledger)
    yield "separate, package and pin"
    gather(three, site="harbour", collection="ferries", by="ada", ledger=ledger, place=2)
    yield "gather"
    ungather(three, site="harbour", collection="ferries", by="ada", ledger=ledger)
    yield "ungather"
    edit(three, Draft(headline="A headline of our own"), by="ada", ledger=ledger)
    press.take_in(wire(2, item="13"))
    update(three, by="ada", ledger=ledger, choices={1: "ours"})
    unpin(three, site="harbour", by="ada", ledger=ledger)
    yield "an update of an edited article, and unpin"
    kill(four, reason="the wrong one", by="bo", ledger=ledger)
    reissue(four, reason="it was the wrong one", by="bo", ledger=ledger)
    yield "reissue"
    yield from colleagues_steps(press, wire, story_id)
    with ledger.turn() as turn:
        turn.put([output()])
    look("harbour", "/", "00", reason="a court asks", by="owner", ledger=ledger)
    yield "look"


def colleagues_steps(press: "Press", wire: Wire, story_id: Named) -> Iterator[str]:
    """What a desk says to itself, its rules, and what it reports itself."""
    ledger, one, two = press.ledger, story_id("15"), story_id("16")
    rule = DeskRule(name="all", when=When(sources=("nwa",)), then=Then(sites=("harbour",), value=1, kicker="Boats"))
    put_rule(rule, by="ada", ledger=ledger)
    routing = Routing(ledger, lambda: None)
    press.take_in(wire(item="15"), wire(item="16"))
    assert [d.verb for d in routing.step(press.later())] == ["route", "route"]
    yield "rules"
    judge(one, (Judgement("harbour", 3, "all of them take it"),), by="ada", ledger=ledger)
    assign(one, "bo", by="ada", ledger=ledger)
    note(two, "the captain rings at noon", by="ada", ledger=ledger)
    publish(two, sites=("harbour",), by="ada", ledger=ledger)
    yield "judge, assign and note"
    take(one, by="ada", ledger=ledger, judgements=(Judgement("harbour", 2, "most do"),))
    ready(one, by="ada", ledger=ledger)
    yield "take with a judgement, and ready"
    made = plan(Planning(slug="fares", to="bo"), by="ada", ledger=ledger)
    plan(Planning(slug="tides"), by="ada", ledger=ledger)
    page = Page(headline="The quay at dawn", text="Nobody has swept it.\n\nIt rains.")
    began = begin(page, by="ada", ledger=ledger, moment=press.later(), plan=made.id)
    publish(began.id, sites=("harbour",), by="ada", ledger=ledger)
    yield "plan and begin"
    erase_own = next(iter(ledger.article(began.id).stories))  # type: ignore[union-attr]
    kill(erase_own, reason="it was swept", by="ada", ledger=ledger)
    for id in (erase_own, one):
        erase(id, reason="a court", by="bo", ledger=ledger)
    yield "erase what colleagues had judged, and what they had written"


def placed(press: "Press", site: str = "harbour") -> list[tuple[int, str]]:
    """The articles that a site ever had, in order."""
    with press.ledger.snapshot() as news:
        return news.placed(site)


def state(press: "Press") -> dict[str, object]:
    """All that is kept beside the entries."""
    ledger = press.ledger
    return {
        "stories": list(ledger.stories()),
        "articles": list(ledger.articles()),
        "tombstones": tombstones(ledger),
        "standing": ledger.standing(),
        "agenda": ledger.agenda(),
        "placements": placed(press),
        "deliveries": list(ledger.deliveries()),
        "changes": [ledger.changes(n) for n in range(ledger.tail())],
    }


def test_state_that_is_rebuilt_is_the_state_that_was_kept(press: "Press", wire: Wire, story_id: Named) -> None:
    """
    All state follows from the entries alone, after every verb, also once bytes have left.
    """
    done = []
    for step in steps(press, wire, story_id):
        kept = state(press)
        press.ledger.rebuild()
        rebuilt = state(press)
        assert {k: v for k, v in rebuilt.items() if v != kept[k]} == {}, f"after: {step}"
        done.append(step)
    assert len(done) == 34


def test_a_site_has_its_articles_in_the_order_in_which_it_first_had_them(press: "Press", wire: Wire) -> None:
    """
    Numbered pages of lists are in that order for good: what comes after a first publish changes it no more, and another
    site has an order of its own.
    """
    press.apply(replace(HOUSE, sites=(HOUSE.sites[0], replace(HOUSE.sites[0], code="quay"))))
    one, two, three = (i.items[0].story for i in press.take_in(wire(), wire(item="2"), wire(item="3")))
    assert placed(press) == []
    numbers = {s: publish(s, sites=("harbour",), by="ada", ledger=press.ledger).entry for s in (two, one)}
    order = [(numbers[s], f"art-{s.rpartition('-')[2]}") for s in (two, one)]
    assert placed(press) == order and placed(press, "quay") == []
    later = publish(one, sites=("quay",), by="ada", ledger=press.ledger).entry
    edit(two, Draft(headline="Boat runs"), by="ada", ledger=press.ledger)
    withdraw(one, reason="doubts", by="ada", ledger=press.ledger)
    publish(one, sites=("harbour",), by="ada", ledger=press.ledger)
    kill(two, reason="no", by="bo", ledger=press.ledger)
    take(three, by="ada", ledger=press.ledger)
    assert placed(press) == order and placed(press, "quay") == [(later, order[1][1])]
    press.ledger.rebuild()
    assert placed(press) == order and placed(press, "quay") == [(later, order[1][1])]
    erase(two, reason="a court", by="bo", ledger=press.ledger)
    assert placed(press) == order and list(press.ledger.check()) == []


def test_a_publish_that_was_undone_placed_nothing(press: "Press", wire: Wire) -> None:
    """
    A turn that fails leaves no gap on a list.
    """
    press.apply()
    (one,) = (i.items[0].story for i in press.take_in(wire()))
    placement = Placement("harbour", f"/2020/01/16/x-{one.rpartition('-')[2]}", "news")
    with pytest.raises(NotAllowed), press.ledger.turn() as turn:
        turn.append(Published(f"art-{one.rpartition('-')[2]}", (placement,), "harbour", story=one), by="ada")
        raise NotAllowed("publish", "second thoughts")
    assert placed(press) == []


@pytest.mark.parametrize(
    "deed", ["DELETE FROM placements", "UPDATE placements SET entry = 99", "UPDATE placements SET article = 'art-x'"]
)
def test_a_placement_that_somebody_changed_is_told_and_made_anew(press: "Press", wire: Wire, deed: str) -> None:
    """
    Pages would come in another order, and nobody would know why.
    """
    press.apply()
    (one,) = (i.items[0].story for i in press.take_in(wire()))
    publish(one, sites=("harbour",), by="ada", ledger=press.ledger)
    before = placed(press)
    press.change(deed)
    assert [flaw for flaw in press.ledger.check() if "placement" in flaw.where] != []
    press.ledger.rebuild()
    assert placed(press) == before and list(press.ledger.check()) == []


def test_the_day_of_the_rebuilding_did_what_it_says(press: "Press", wire: Wire, story_id: Named) -> None:
    """
    A day in which nothing was edited or killed would prove nothing about edits and kills.
    """
    done = {type(e.fact).__name__ for _ in steps(press, wire, story_id) for e in press.ledger.entries()}
    assert done == {fact.__name__ for fact in get_args(Fact)} | {"NoneType"}
    why = tombstones(press.ledger)
    assert why[story_id()].startswith("killed") and why[story_id("2")].startswith("erased")
    assert why[story_id("3")].startswith("erased") and why[f"art-{story_id()[-8:]}"].startswith("withdrawn")


def test_what_stood_at_another_moment_follows_from_the_entries_until_then(
    press: "Press", wire: Wire, story_id: Named
) -> None:
    """
    `--now` looks at the entries recorded up to then, and sees what everybody saw.
    """
    stood: dict[int, tuple[list[Story], list[Article], Standing]] = {}
    for step in steps(press, wire, story_id):
        ledger = press.ledger
        stood[ledger.tail()] = (list(ledger.stories()), list(ledger.articles()), ledger.standing())
        if step == "a version after the kill":
            break
    for tail, (stories, articles, standing) in stood.items():
        then = Memory(e for e in ledger.entries() if e.number <= tail)
        assert {s.id: s for s in then.stories()} == {s.id: s for s in stories}
        assert {a.id: a for a in then.articles()} == {a.id: a for a in articles}
        assert then.standing() == standing
        assert all(then.story(s.id) == s for s in stories) and all(then.article(a.id) == a for a in articles)
    assert then.story("x") is None and then.article("x") is None and then.version(1) is None


# Turns


def test_writers_in_threads_get_a_turn_each(press: "Press") -> None:
    """
    No update is lost however many write at once.
    """

    def write(name: str) -> None:
        for n in range(10):
            with press.ledger.turn() as turn:
                turn.append(Confirmed(name, f"{n}"), by=name)

    threads = [Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    facts = [e.fact for e in press.ledger.entries()]
    assert [e.number for e in press.ledger.entries()] == list(range(1, 41))
    for name in "abcd":
        own = [f.digest for f in facts if isinstance(f, Confirmed) and f.licence == name]
        assert own == [f"{n}" for n in range(10)]
    assert list(press.ledger.check()) == []


def test_the_stamp_is_another_one_after_every_commit_and_the_same_otherwise(press: "Press") -> None:
    """
    A page server asks it on each request: it must see every kill, and must not see ghosts.
    """
    stamps = [press.ledger.stamp(), press.ledger.stamp()]
    other = press.open()
    list(other.entries())
    with pytest.raises(DatelineError), other.turn() as turn:
        turn.append(Killed("nwa-00000000", "no"), by="ada")
        raise DatelineError("second thoughts")
    stamps.append(press.ledger.stamp())
    assert len(set(stamps)) == 1
    for writer in (other, press.ledger):
        with writer.turn() as turn:
            turn.append(Killed("nwa-00000000", "no"), by="ada")
        stamps.append(press.ledger.stamp())
    assert len(set(stamps)) == 3 and press.ledger.stamp() == stamps[-1]


def test_a_folder_that_cannot_be_written_is_refused_in_words(tmp_path: Path) -> None:
    """
    The first thing that goes wrong on a new machine must not be a traceback.
    """
    file = tmp_path / "a file"
    file.write_text("")
    with pytest.raises(LedgerError, match="choose a folder"):
        open_ledger(file / "data", SetClock(NOON))


def test_a_fact_that_was_read_gives_its_version_by_entry(press: "Press", wire: Wire) -> None:
    """
    A revision names the entry of the version it shows; the words are found there.
    """
    press.apply()
    press.take_in(wire())
    (entry,) = (e for e in press.ledger.entries() if isinstance(e.fact, Read))
    assert isinstance(entry.fact, Read)
    assert press.ledger.version(entry.number) == entry.fact.version
    assert press.ledger.version(1) is None
    with press.ledger.turn() as turn:
        assert turn.version(entry.number) == entry.fact.version
        turn.append(Taken("art-00000000", entry.fact.story, entry.number), by="ada")
        article = turn.article("art-00000000")
    assert article and article.wording.headline == "Ferry runs, text 1"
