"""Bytes leave: all of a source's before some day, and by themselves where a contract says how long they may stay."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from dateline.news import holds, rights
from dateline.news.errors import NotAllowed
from dateline.news.facts import Erased
from dateline.verbs.erase import erase_source, next_retention, retain
from dateline.verbs.publish import publish

if TYPE_CHECKING:
    from tests.verbs.conftest import Desk

Wire = Callable[..., bytes]
Named = Callable[..., str]
DAY = timedelta(days=1)


def kept(desk: "Desk", source: str | None = None, keep: int | None = None) -> None:
    """Put in force how many days a source's words may stay, by the source's own setting or its licence's."""
    house = desk.ledger.standing().house
    sources = tuple(replace(s, retention=keep) if s.code == source else s for s in house.sources)
    licences = tuple(replace(li, keep=keep) if source is None and li.name == "nwa" else li for li in house.licences)
    desk.house(sources=sources, licences=licences)


def erasures(desk: "Desk") -> list[Erased]:
    return [e.fact for e in desk.ledger.entries() if isinstance(e.fact, Erased)]


def test_all_that_a_source_sent_before_a_day_leaves(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    What came later stays, and so does what came from others.
    """
    desk.ingest(wire(item="1"))
    desk.ingest(wire(item="1"), source="cut")
    desk.later(days=30)
    desk.ingest(wire(item="2"))
    done = erase_source("nwa", older=29 * DAY, reason=" the contract ended ", by="bo", ledger=desk.ledger)
    assert (done.entry, done.id, done.remarks) == (desk.ledger.tail(), "nwa", ("1 story erased",))
    assert [(f.id, f.reason) for f in erasures(desk)] == [(story_id("1"), "the contract ended")]
    assert desk.story(story_id("1")).text is None and desk.story(story_id("2")).text
    assert desk.story(story_id("1", "cut")).text and list(desk.ledger.check()) == []


def test_what_readers_can_see_stays_and_is_named(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    A page goes with a receipt, never by the way.
    """
    desk.ingest(wire(item="1"), wire(item="2"))
    publish(story_id("1"), sites=("harbour",), by="ada", ledger=desk.ledger)
    desk.later(days=2)
    done = erase_source("nwa", older=DAY, reason="r", by="bo", ledger=desk.ledger)
    assert done.remarks[0] == "1 story erased" and story_id("1") in done.remarks[1]
    assert desk.story(story_id("1")).text and not desk.story(story_id("2")).text


def test_erasing_by_source_needs_one_and_a_reason(desk: "Desk") -> None:
    """
    A slip in a code is told with the codes there are.
    """
    with pytest.raises(NotAllowed, match="no source moon; there are: nwa, cut"):
        erase_source("moon", older=DAY, reason="r", by="bo", ledger=desk.ledger)
    with pytest.raises(NotAllowed, match="--reason"):
        erase_source("nwa", older=DAY, reason=" ", by="bo", ledger=desk.ledger)


@pytest.mark.parametrize("whose", ["nwa", None])
def test_words_leave_by_themselves_when_their_days_are_over(
    whose: str | None, desk: "Desk", wire: Wire, story_id: Named
) -> None:
    """
    A contract's "delete after 30 days" is kept whether anybody thinks of it or not, also for what readers see: the
    ruling ends at the same moment.
    """
    kept(desk, whose, 30)
    desk.ingest(wire())
    publish(story_id(), sites=("harbour",), by="ada", ledger=desk.ledger)
    received = desk.story(story_id()).marks[0].received
    (delivered,) = desk.ledger.deliveries()
    end = received + 30 * DAY
    assert next_retention(desk.ledger, desk.ledger.standing().house) == end
    assert rights.leaves(desk.story(story_id()), desk.ledger.standing().house) == end
    desk.clock.moment = end - timedelta(microseconds=1)
    assert retain(desk.ledger, desk.clock.now()) == 0 and desk.status(story_id()) == "published"
    desk.clock.moment = end
    assert desk.status(story_id()) == "expired"
    assert retain(desk.ledger, desk.clock.now()) == 1
    assert [f.reason for f in erasures(desk)] == ["kept for 30 days, as its source and licence say"]
    assert desk.ledger.bytes_of(delivered.digest) is None
    assert (retain(desk.ledger, desk.clock.now()), next_retention(desk.ledger, desk.ledger.standing().house)) == (
        0,
        None,
    )
    assert list(desk.ledger.check()) == []


def test_what_left_because_its_days_were_over_was_not_killed(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    Readers are told that its time is over, not that it was wrong.
    """
    kept(desk, "nwa", 1)
    desk.ingest(wire())
    desk.later(days=2)
    retain(desk.ledger, desk.clock.now())
    assert holds.retired(desk.story(story_id()))


def test_the_shorter_of_two_limits_counts(desk: "Desk", wire: Wire) -> None:
    """
    A newsroom may forget sooner than its contract asks, never later.
    """
    kept(desk, None, 30)
    kept(desk, "nwa", 7)
    desk.ingest(wire())
    assert rights.kept_days("nwa", desk.ledger.standing().house) == 7
    desk.later(days=8)
    assert retain(desk.ledger, desk.clock.now()) == 1


def test_without_a_limit_nothing_leaves(desk: "Desk", wire: Wire) -> None:
    """
    The ledger forgets nothing by itself.
    """
    desk.ingest(wire())
    desk.later(days=9999)
    assert retain(desk.ledger, desk.clock.now()) == 0
    assert next_retention(desk.ledger, desk.ledger.standing().house) is None


def test_days_count_from_the_words_in_force(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    A running story is not erased under the desk because its first words are old, and the clock is not asked in vain.
    """
    kept(desk, "nwa", 7)
    desk.ingest(wire())
    desk.later(days=6)
    desk.ingest(wire(2), wire(item="2"))
    story, house = desk.story(story_id()), desk.ledger.standing().house
    latest = story.marks[-1].received
    first = story.marks[0].received
    assert rights.leaves(story, house) == latest + 7 * DAY
    assert rights.leaves(story, house, story.marks[0]) == first + 7 * DAY
    assert next_retention(desk.ledger, house) == latest + 7 * DAY
    desk.later(days=2)
    assert retain(desk.ledger, desk.clock.now()) == 0 and desk.story(story_id()).text
    done = erase_source("nwa", older=3 * DAY, reason="r", by="bo", ledger=desk.ledger)
    assert done.remarks == ("0 stories erased",)
    desk.later(days=5)
    assert retain(desk.ledger, desk.clock.now()) == 2 and desk.story(story_id()).text is None
    assert next_retention(desk.ledger, house) is None and list(desk.ledger.check()) == []


def test_a_delivery_without_a_story_keeps_nobody_waiting(desk: "Desk") -> None:
    """
    What could not be read has no words that a licence speaks of; the clock must not come round to it for ever.
    """
    kept(desk, "nwa", 7)
    desk.ingest(b'{"uri": ')
    assert next_retention(desk.ledger, desk.ledger.standing().house) is None
