"""A mended reader reads again what came in before."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from tests.barred import tombstones

from dateline.app import reader_name
from dateline.news.errors import WireError
from dateline.news.facts import Read
from dateline.news.wire import Notice, Reading, Version
from dateline.verbs.edit import Draft, edit
from dateline.verbs.erase import erase
from dateline.verbs.ingest import Ingested
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.publish import publish
from dateline.verbs.reread import reread
from dateline.wires.read import read

if TYPE_CHECKING:
    from tests.verbs.conftest import Desk

Wire = Callable[..., bytes]
Named = Callable[..., str]
#: What a mended reader makes of a version.
Mended = Callable[[Version], Version]


def again(
    desk: "Desk", mended: Mended, *, number: str = "ninjs/9", only: Iterable[int] = (), notices: tuple[Notice, ...] = ()
) -> list[Ingested]:
    """Let a reader of that number read again; it makes of each version what *mended* says."""

    def better(data: bytes, *, received: datetime, name: str = "") -> Reading:
        reading = read(data, received=received, name=name)
        return replace(reading, versions=tuple(mended(v) for v in reading.versions), notices=notices)

    found = reread(by="ada", ledger=desk.ledger, read=better, number=lambda _: number, only=frozenset(only))
    return list(found)


def signed(version: Version) -> Version:
    """The gain: a byline that was overlooked."""
    return replace(version, byline="Bo Sample")


def test_a_mended_reader_brings_what_was_overlooked(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    The story has one version as before, with what the old reader missed; the bytes are those of the first day.
    """
    (first,) = desk.ingest(wire())
    (done,) = again(desk, signed)
    story = desk.story(story_id())
    assert story.text and story.text.byline == "Bo Sample" and len(story.marks) == 1
    assert (done.entry, done.name, done.items[0].story) == (first.entry, "a.json", story_id())
    assert [d.reader for d in desk.ledger.deliveries()] == ["ninjs/9"]
    assert story.marks[0].received == next(e.recorded for e in desk.ledger.entries(after=first.entry - 1))


def test_reading_again_without_a_gain_appends_nothing(desk: "Desk", wire: Wire) -> None:
    """
    A new number alone is no news; neither is a second reading by the same reader.
    """
    desk.ingest(wire())
    tail = desk.ledger.tail()
    assert again(desk, lambda v: v) == [] and again(desk, signed, number=reader_name("ninjs")) == []
    assert desk.ledger.tail() == tail
    assert len(again(desk, signed)) == 1 and again(desk, signed) == []


def test_only_the_deliveries_asked_for_are_read_again(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    Whoever mends one file's reading leaves the others, and may use the reader at hand.
    """
    first, second = desk.ingest(wire(item="1"), wire(item="2"))
    (done,) = again(desk, signed, only=[second.entry], number=reader_name("ninjs"))
    assert done.entry == second.entry
    texts = [desk.story(story_id(item)).text for item in "12"]
    assert [text.byline for text in texts if text] == ["", "Bo Sample"] and first.entry != second.entry


def test_what_was_quarantined_is_read_once_its_reader_can(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    The bytes were kept for this day.
    """

    def blind(data: bytes, *, received: datetime, name: str = "") -> Reading:  # noqa: ARG001
        raise WireError("ninjs", "line 1", "too new for this reader")

    (bad,) = desk.ingest(wire()[:-1])
    assert bad.quarantined

    def better(data: bytes, *, received: datetime, name: str = "") -> Reading:
        return read(data + b"}", received=received, name=name)

    list(reread(by="ada", ledger=desk.ledger, read=blind, number=reader_name))
    assert [d.problem for d in desk.ledger.deliveries()] == ["line 1: too new for this reader"]
    (done,) = reread(by="ada", ledger=desk.ledger, read=better, number=reader_name)
    assert (done.quarantined, done.items[0].outcome) == ("", "new")
    assert desk.story(story_id()).headline == "Ferry runs, text 1"
    assert [d.problem for d in desk.ledger.deliveries()] == [""]


@pytest.mark.parametrize("by", ["desk", "source"])
def test_a_kill_stays_whatever_the_new_reading_says(by: str, desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    A mended reader that finds the status usable after all finds a killed story.
    """
    desk.ingest(wire(pubStatus="usable" if by == "desk" else "canceled"))
    if by == "desk":
        kill(story_id(), reason="the mayor never spoke", by="ada", ledger=desk.ledger)
    (done,) = again(desk, lambda v: replace(signed(v), status="usable"))
    assert done.items[0].outcome == "killed" and desk.status(story_id()) == "killed"
    assert story_id() in tombstones(desk.ledger)


@pytest.mark.parametrize("held", [{"pubStatus": "withheld"}, {"embargoedUntil": "2020-01-20T00:00:00Z"}])
def test_a_hold_stays_whatever_the_new_reading_says(
    held: dict[str, str], desk: "Desk", wire: Wire, story_id: Named
) -> None:
    """
    A withheld or embargoed text is not let out by a reader that overlooks why.
    """
    desk.ingest(wire(**held))
    again(desk, lambda v: replace(signed(v), status="usable", embargo=None))
    assert desk.status(story_id()) == "held"


def test_a_withdrawal_stays(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    What our desk took back, our desk brings back.
    """
    desk.ingest(wire())
    publish(story_id(), sites=("harbour",), by="ada", ledger=desk.ledger)
    withdraw(story_id(), reason="doubts", by="ada", ledger=desk.ledger)
    again(desk, signed)
    assert desk.status(story_id()) == "withdrawn"


def test_an_editors_words_stay(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    The story gains, the article that a person worked on is left alone.
    """
    desk.ingest(wire())
    publish(story_id(), sites=("harbour",), by="ada", ledger=desk.ledger)
    edit(story_id(), Draft(headline="Boat runs"), by="ada", ledger=desk.ledger)
    before = desk.article(story_id())
    again(desk, lambda v: replace(v, headline="Ferry runs, mended"))
    assert desk.article(story_id()) == before and desk.story(story_id()).headline == "Ferry runs, mended"


def test_an_unedited_page_gains(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    Where a page shows the source's text as it came, it shows what the mended reader found.
    """
    desk.ingest(wire())
    publish(story_id(), sites=("harbour",), by="ada", ledger=desk.ledger)
    again(desk, lambda v: replace(v, headline="Ferry runs, mended"))
    assert desk.article(story_id()).wording.headline == "Ferry runs, mended"


def test_a_notice_that_was_overlooked_is_done_now(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    A kill is late then, and is a kill.
    """
    desk.ingest(wire())
    again(desk, lambda v: v, notices=(Notice(action="kill", item="urn:x:1"),))
    assert desk.status(story_id()) == "killed"


def test_erased_bytes_are_not_read_again(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    There is nothing left to read, and nothing comes back.
    """
    desk.ingest(wire(item="1"), wire(item="2"))
    kill(story_id("1"), reason="a court", by="ada", ledger=desk.ledger)
    erase(story_id("1"), reason="a court", by="ada", ledger=desk.ledger)
    assert [i.story for done in again(desk, signed) for i in done.items] == [story_id("2")]
    assert desk.story(story_id("1")).text is None


def test_every_version_of_a_story_gains_and_their_order_stays(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    The latest by the source's number stays the latest, though the first was read again after it.
    """
    desk.ingest(wire(1), wire(2))
    again(desk, signed)
    story = desk.story(story_id())
    assert [m.number for m in story.marks] == [1, 2] and story.headline == "Ferry runs, text 2"
    facts = [e.fact for e in desk.ledger.entries() if isinstance(e.fact, Read)]
    assert [f.reader for f in facts] == [reader_name("ninjs")] * 2 + ["ninjs/9"] * 2
