"""The state that a ledger keeps beside its entries: clues, bars, and what a turn sees of its own doing."""

from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.ledger.conftest import NOON, ferry, id_of

from dateline.ledger import memory, queries, turn
from dateline.ledger.database import DatabaseLedger
from dateline.ledger.memory import Memory
from dateline.news import clues
from dateline.news.change import Change
from dateline.news.errors import DatelineError
from dateline.news.facts import Confirmed, Entry, Read, Received
from dateline.news.rights import Bar
from dateline.news.story import Mark, Story
from dateline.news.wire import Problem, Version
from dateline.verbs.kill import kill
from dateline.verbs.publish import publish

if TYPE_CHECKING:
    from tests.ledger.conftest import Press

HOUR = timedelta(hours=1)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> dict[str, Change]:
    """What `Confirmed` facts change, by their digest, in place of what they change in a newsroom."""
    changes: dict[str, Change] = {}

    def fold(entry: Entry, _state: object) -> Change:
        return changes.get(entry.fact.digest, Change()) if isinstance(entry.fact, Confirmed) else Change()

    monkeypatch.setattr(turn, "fold", fold)
    monkeypatch.setattr(memory, "fold", fold)
    return changes


def story(id: str, **mark: object) -> Story:
    """A story that may be shown, but for what its mark says."""
    said = {"entry": 1, "delivery": 1, "item": 0, "issued": NOON, "received": NOON, "digest": "00", **mark}
    return Story(id=id, source="nwa", key=id, marks=(Mark(**said),))  # type: ignore[arg-type]


def do(press: "Press", *names: str) -> None:
    """Append the steps of those names in one turn."""
    with press.ledger.turn() as writer:
        for name in names:
            writer.append(Confirmed("nwa", name), by="ada")


# Clues

#: A name, a print of a text, and one that each new version is held against.
NAME, PRINT = (clues.named("name:nwa:quay")[0], clues.PRINT | 7)
(WATCHED,) = clues.watched((PRINT,))


def test_a_clue_finds_the_stories_that_it_was_noted_for(press: "Press", steps: dict[str, Change]) -> None:
    """
    A notice that names a transmission number reaches the story that came with it, in this turn or years ago.
    """
    steps["a"] = Change(clues=(("nwa-b", (NAME, PRINT, WATCHED)), ("nwa-a", (NAME,))))
    steps["b"] = Change(clues=(("nwa-c", (NAME,)), ("nwa-a", (NAME,))))
    with press.ledger.turn() as writer:
        assert writer.clued(NAME) == ()
        writer.append(Confirmed("nwa", "a"), by="ada")
        assert writer.clued(NAME) == ("nwa-a", "nwa-b") and writer.clued(WATCHED) == ("nwa-b",)
        assert press.ledger.clued(NAME) == ()
    do(press, "b")
    ledger = press.ledger
    with ledger.turn() as writer, ledger.snapshot() as snapshot:
        for state in (writer, snapshot, ledger, Memory(ledger.entries())):
            assert state.clued(NAME) == ("nwa-a", "nwa-b", "nwa-c")
            assert state.clued(PRINT, WATCHED, NAME, 3) == ("nwa-a", "nwa-b", "nwa-c")
            assert state.clued(PRINT) == state.clued(WATCHED) == ("nwa-b",) and state.clued(3) == state.clued() == ()


@pytest.mark.parametrize("clue", [NAME, WATCHED], ids=["of a text", "watched"])
def test_forgotten_clues_find_nothing_and_can_be_noted_anew(
    clue: int, press: "Press", steps: dict[str, Change]
) -> None:
    """
    A story whose words were erased must not be found by the fingerprint of those words.
    """
    steps["a"] = Change(clues=(("nwa-a", (clue, PRINT)), ("nwa-b", (clue,))))
    steps["forget"] = Change(forgotten=("nwa-a",), clues=(("nwa-a", (3,)),))
    do(press, "a")
    with press.ledger.turn() as writer:
        assert writer.clued(clue) == ("nwa-a", "nwa-b")
        writer.append(Confirmed("nwa", "forget"), by="ada")
        assert (writer.clued(clue), writer.clued(PRINT), writer.clued(3)) == (("nwa-b",), (), ("nwa-a",))
    assert (press.ledger.clued(clue), press.ledger.clued(PRINT)) == (("nwa-b",), ())
    assert list(press.ledger.check()) == []
    do(press, "a", "forget", "a")
    for state in (press.ledger, Memory(press.ledger.entries())):
        assert (state.clued(clue), state.clued(3)) == (("nwa-a", "nwa-b"), ("nwa-a",))
    press.ledger.rebuild()
    assert press.ledger.clued(clue) == ("nwa-a", "nwa-b") and list(press.ledger.check()) == []


def test_nothing_of_forgotten_clues_stays(press: "Press", steps: dict[str, Change]) -> None:
    """
    A print is made of words that had to leave: no table may keep it.
    """
    steps["a"], steps["forget"] = Change(clues=(("nwa-a", (PRINT, WATCHED)),)), Change(forgotten=("nwa-a",))
    do(press, "a", "a")
    do(press, "a", "forget")
    with press.tables() as tables:
        assert tables.execute("SELECT count(*) FROM clues").fetchone() == (0,)
        assert tables.execute("SELECT count(*) FROM subjects WHERE clues IS NOT NULL").fetchone() == (0,)


def test_clues_are_found_on_whichever_shelf_they_stand(
    press: "Press", steps: dict[str, Change], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Years of a wire are many shelves, and a kill looks on all of them.
    """
    monkeypatch.setattr(queries, "_SHELF", 3)
    steps["a"] = Change(clues=(("nwa-a", (NAME, PRINT, WATCHED)),))
    steps["b"] = Change(clues=(("nwa-b", (NAME,)),))
    do(press, "a", "b", "b", "nothing", "b")
    do(press, "nothing", "nothing", "a", "b")
    assert press.ledger.clued(NAME) == ("nwa-a", "nwa-b") and list(press.ledger.check()) == []
    steps["forget"] = Change(forgotten=("nwa-a",))
    do(press, "forget")
    assert press.ledger.clued(NAME) == ("nwa-b",) and press.ledger.clued(PRINT, WATCHED) == ()
    assert list(press.ledger.check()) == []


def test_a_turn_that_fails_notes_no_clue(press: "Press", steps: dict[str, Change]) -> None:
    """
    What did not happen leaves no trace by which something is found.
    """
    steps["a"] = Change(clues=(("nwa-a", (NAME,)),))
    with pytest.raises(DatelineError), press.ledger.turn() as writer:
        writer.append(Confirmed("nwa", "a"), by="ada")
        assert writer.clued(NAME) == ("nwa-a",)
        raise DatelineError("second thoughts")
    assert press.ledger.clued(NAME) == ()


@pytest.mark.parametrize("words", ["x" * 20_000, "a\0b", "\ud800", "%s ? :x"], ids=["long", "zero", "half", "marks"])
def test_any_words_can_be_a_clue(words: str, press: "Press", steps: dict[str, Change]) -> None:
    """
    Sources name their items as they like; no database may refuse a delivery for it.
    """
    one, other = clues.named(words, words + "!")
    steps["a"] = Change(clues=(("nwa-a", (one,)), ("nwa-b", (other,))))
    do(press, "a")
    assert press.ledger.clued(one) == ("nwa-a",) and press.ledger.clued(other) == ("nwa-b",)
    assert list(press.ledger.check()) == []


# Bars


def test_bars_say_why_and_when(press: "Press", steps: dict[str, Change]) -> None:
    """
    The page server asks for the bars of the parts that a page holds, and the clock does the rest.
    """
    later = NOON + HOUR
    steps["a"] = Change(
        stories=(
            story("nwa-open"),
            story("nwa-embargoed", embargo=later),
            story("nwa-killed", status="canceled"),
            story("nwa-both", embargo=NOON, expires=later),
        )
    )
    do(press, "a")
    bars = press.ledger.bars()
    assert set(bars) == {"nwa-embargoed", "nwa-killed", "nwa-both"}
    assert (bars["nwa-embargoed"].before, bars["nwa-embargoed"].after) == (later, None)
    assert (bars["nwa-both"].before, bars["nwa-both"].after) == (NOON, later)
    assert (bars["nwa-killed"].before, bars["nwa-killed"].after) == (None, None) and bars["nwa-killed"].why
    assert press.ledger.bars(["nwa-open", "nwa-both", "nwa-none"]) == {"nwa-both": bars["nwa-both"]}
    assert press.ledger.bars([]) == {} and Memory(press.ledger.entries()).bars() == bars
    assert Memory(press.ledger.entries()).bars(["nwa-killed", "x"]) == {"nwa-killed": bars["nwa-killed"]}
    with press.ledger.snapshot() as snapshot:
        assert snapshot.bars() == bars and isinstance(bars["nwa-both"], Bar)


def test_a_bar_goes_when_nothing_bars_any_more(press: "Press", steps: dict[str, Change]) -> None:
    """
    A story that its source lets go is shown at once; in one turn, or in two.
    """
    steps["held"] = Change(stories=(story("nwa-a", status="withheld"),))
    steps["free"] = Change(stories=(story("nwa-a"),))
    do(press, "held")
    assert set(press.ledger.bars()) == {"nwa-a"}
    do(press, "free")
    assert press.ledger.bars() == {}
    do(press, "held", "free")
    assert press.ledger.bars() == {}
    do(press, "free", "held")
    assert set(press.ledger.bars()) == {"nwa-a"} and list(press.ledger.check()) == []


def test_bars_of_very_many_parts_are_found(press: "Press", steps: dict[str, Change]) -> None:
    """
    A page server that starts asks for thousands at once.
    """
    many = [f"nwa-{n}" for n in range(1203)]
    steps["a"] = Change(stories=tuple(story(id, status="canceled") for id in many))
    do(press, "a")
    assert set(press.ledger.bars(many)) == set(press.ledger.bars()) == set(many)


# What a turn sees


def test_what_is_foreseen_is_what_is_found(press: "Press") -> None:
    """
    Looking up in one go changes how long it takes, and nothing else.
    """
    press.apply()
    (first,) = press.take_in(ferry(item="1"))
    blob = press.ledger.prepare(ferry(item="1"))
    with press.ledger.turn() as writer:
        writer.foresee(stories=(id_of("1"), id_of("2"), "nwa-x\0y"), digests=(blob.digest, "00"), clues=(NAME,))
        assert writer.story(id_of("1")) == press.ledger.story(id_of("1")) and writer.story(id_of("2")) is None
        assert writer.delivered("nwa", blob.digest) == first.entry and writer.delivered("nwa", "00") is None
        assert writer.clued(NAME) == ()


def test_a_turn_sees_what_it_has_taken_in(press: "Press") -> None:
    """
    Two files of one batch may hold the same bytes, or one working name.
    """
    press.apply()
    first, again, other = press.take_in(
        ferry(item="1", slugline="ferry"), ferry(item="1", slugline="ferry"), ferry(item="2", slugline="ferry")
    )
    assert again.entry == first.entry and again.items[0].outcome == "repeated"
    assert other.entry == first.entry + 2
    (read,) = (e for e in press.ledger.entries(after=first.entry) if isinstance(e.fact, Read) and e.fact.delivery == 2)
    with press.ledger.turn() as writer:
        assert writer.version(read.number) is not None


@pytest.mark.parametrize("slug", ["a\0b", "long " * 4000, "☃" * 900], ids=["zero", "long", "wide"])
def test_words_of_any_kind_are_taken_in(slug: str, press: "Press", steps: dict[str, Change]) -> None:
    """
    A character that one database cannot hold, or a name too long for its index, must not stop a wire.
    """
    steps["a"] = Change(stories=(replace(story("nwa-a"), text=Version(slug=slug, headline=slug)),))
    with press.ledger.turn() as writer:
        writer.append(Received("nwa", "hand", slug, "00", 2), by="ada", blobs=[])
        problem = Problem(slug, slug)
        writer.append(Read(delivery=1, item=0, source="nwa", reader="ninjs/1", problems=(problem,)), by="ada")
        writer.append(Confirmed("nwa", "a"), by="ada")
    kept = press.ledger.story("nwa-a")
    assert kept and kept.headline == slug and press.ledger.story(slug) is None
    assert list(press.ledger.entries(part=slug)) == [] and len(list(press.ledger.deliveries())) == 1
    assert [f.where for f in press.ledger.check()] == ["entry 1"]


def test_a_sources_oldest_bytes_are_known(press: "Press") -> None:
    """
    Retention asks what has been kept for too long.
    """
    press.apply()
    assert press.ledger.first_received("nwa") is None and press.ledger.received_before("nwa", NOON) == []
    taken = [press.take_in(ferry(item=f"{n}"))[0].entry for n in range(4)]
    moments = {e.number: e.recorded for e in press.ledger.entries()}
    assert press.ledger.first_received("nwa") == moments[taken[0]]
    assert press.ledger.received_before("nwa", moments[taken[1]]) == taken[:2]
    assert press.ledger.received_before("nwa", moments[taken[1]] - HOUR) == taken[:1]
    assert press.ledger.received_before("tlp", datetime(2030, 1, 1, tzinfo=UTC)) == []


def test_when_a_source_sent_is_known(press: "Press") -> None:
    """
    A source that falls silent is known by its rhythm.
    """
    press.apply()
    taken = [press.take_in(ferry(item=f"{n}"))[0].entry for n in range(4)]
    recorded = {e.number: e.recorded for e in press.ledger.entries()}
    moments = [recorded[entry] for entry in taken]
    assert press.ledger.arrivals("nwa", moments[0] - HOUR) == moments
    assert press.ledger.arrivals("nwa", moments[0] - HOUR, 2) == moments[2:]
    assert press.ledger.arrivals("nwa", moments[1]) == [moment for moment in moments if moment > moments[1]]
    assert press.ledger.arrivals("tlp", moments[0] - HOUR) == []


# Waiting


def test_who_waits_is_woken_by_a_commit_and_by_nothing_else(press: "Press") -> None:
    """
    A follower sleeps until there is something to do, and misses nothing that came before it lay down.
    """
    other = press.open()
    assert press.ledger.wait(0.0)
    assert not press.ledger.wait(0.02)
    do(press, "before it waits")
    assert press.ledger.wait(0.0) and not press.ledger.wait(0.0)
    with pytest.raises(DatelineError), other.turn() as writer:
        writer.append(Confirmed("nwa", "never"), by="ada")
        raise DatelineError("second thoughts")
    assert not press.ledger.wait(0.02)
    began = Thread(target=lambda: _append(other))
    began.start()
    assert press.ledger.wait(30.0)
    began.join()


def _append(ledger: DatabaseLedger) -> None:
    with ledger.turn() as writer:
        writer.append(Confirmed("nwa", "while it waits"), by="ada")


def test_a_rebuilt_state_is_looked_at_again(press: "Press") -> None:
    """
    A page server must not go by what stood before the state was mended.
    """
    press.apply()
    press.take_in(ferry(item="1"))
    publish(id_of("1"), sites=("harbour",), by="ada", ledger=press.ledger)
    kill(id_of("1"), reason="no", by="ada", ledger=press.ledger)
    other = press.open()
    stamp = press.ledger.stamp()
    other.rebuild()
    assert press.ledger.stamp() != stamp


def test_the_state_of_very_many_entries_is_made_anew(press: "Press", steps: dict[str, Change]) -> None:
    """
    A ledger of years is replayed in pieces, so that memory does not grow with it.
    """
    names = [f"{n}" for n in range(1300)]
    for name in names:
        id = f"nwa-{int(name) % 700}"
        steps[name] = Change(stories=(story(id, digest=name),), clues=((id, clues.named(name)),))
    do(press, *names)
    before = list(press.ledger.stories()), press.ledger.clued(*clues.named(*names))
    press.ledger.rebuild()
    assert (list(press.ledger.stories()), press.ledger.clued(*clues.named(*names))) == before
    assert len(before[1]) == 700 and list(press.ledger.check()) == []
