"""Two ids that are one report, and a report that begins anew after a mistaken kill."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from tests.barred import tombstones

from dateline.news.errors import NotAllowed, StoryNotFound
from dateline.verbs.erase import erase
from dateline.verbs.hold import hold, release
from dateline.verbs.join import join, separate
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.publish import publish
from dateline.verbs.reissue import reissue
from dateline.verbs.spike import restore, spike

if TYPE_CHECKING:
    from tests.verbs.conftest import Desk

Wire = Callable[..., bytes]
Named = Callable[..., str]
HERE = ("harbour",)
#: The source's notice that kills the story of `wire`.
KILL = (
    b'<nitf><head><docdata management-status="canceled" management-doc-idref="urn:x:1" '
    b'management-idref-status="canceled"><doc-id id-string="urn:x:8"/>'
    b'<date.issue norm="2020-01-16T12:30:00Z"/><ed-msg info="Kill it."/></docdata></head><body/></nitf>'
)


def refused(done: Callable[[], object], words: str) -> None:
    with pytest.raises(NotAllowed, match=words):
        done()


@pytest.fixture
def pair(desk: "Desk", wire: Wire, story_id: Named) -> tuple[str, str]:
    """Two stories of two agencies, both published, that turn out to be one report."""
    desk.ingest(wire(item="1"))
    desk.ingest(wire(item="2", headlines=[{"value": "Boat runs"}]), source="cut")
    one, two = story_id("1"), story_id("2", "cut")
    for id in (one, two):
        publish(id, sites=HERE, by="ada", ledger=desk.ledger)
    return one, two


# join and separate


@pytest.mark.parametrize("first", ["join", "kill"])
@pytest.mark.parametrize("whose", ["desk", "source"])
def test_a_kill_of_one_is_a_kill_of_the_other(
    first: str, whose: str, desk: "Desk", wire: Wire, pair: tuple[str, str]
) -> None:
    """
    Whatever came first, the kill or the finding that they are one report.
    """
    one, two = pair

    def killed() -> None:
        if whose == "desk":
            kill(one, reason="an error", by="bo", ledger=desk.ledger)
        else:
            desk.ingest(wire(2, item="1", pubStatus="canceled"))

    if first == "kill":
        killed()
    join(one, two, reason="one report", by="ada", ledger=desk.ledger)
    if first == "join":
        killed()
    assert {desk.status(one), desk.status(two)} == {"killed"}
    assert set(pair) <= set(tombstones(desk.ledger))


def test_a_hold_a_withdrawal_and_a_spike_are_shared_and_so_is_their_undoing(
    desk: "Desk", pair: tuple[str, str]
) -> None:
    """
    One report that is in doubt is in doubt under each of its ids.
    """
    one, two = pair
    join(two, one, reason="one report", by="ada", ledger=desk.ledger)
    hold(one, reason="we ask", by="bo", ledger=desk.ledger)
    assert desk.status(two) == "held"
    release(two, reason="they answered", by="bo", ledger=desk.ledger)
    assert (desk.status(one), desk.status(two)) == ("published", "published")
    withdraw(two, reason="doubts", by="bo", ledger=desk.ledger)
    assert desk.status(one) == "withdrawn"
    spike(two, by="bo", ledger=desk.ledger)
    refused(lambda: publish(one, sites=HERE, by="bo", ledger=desk.ledger), "is spiked")
    restore(one, by="bo", ledger=desk.ledger)
    publish(one, sites=HERE, by="bo", ledger=desk.ledger)
    publish(two, sites=HERE, by="bo", ledger=desk.ledger)
    assert (desk.status(one), desk.status(two)) == ("published", "published")


def test_a_withdrawal_that_was_undone_before_the_joining_takes_nothing_back(
    desk: "Desk", pair: tuple[str, str]
) -> None:
    """
    What readers see of both stays: the doubts of yesterday were answered yesterday.
    """
    one, two = pair
    withdraw(one, reason="doubts", by="bo", ledger=desk.ledger)
    publish(one, sites=HERE, by="bo", ledger=desk.ledger)
    join(one, two, reason="one report", by="ada", ledger=desk.ledger)
    assert (desk.status(one), desk.status(two)) == ("published", "published")


def test_what_is_killed_under_one_of_three_ids_is_dead_under_all(
    desk: "Desk", wire: Wire, pair: tuple[str, str], story_id: Named
) -> None:
    """
    Joins reach on: who is one with one is one with all of them.
    """
    desk.ingest(wire(item="3"))
    join(pair[0], pair[1], reason="one", by="ada", ledger=desk.ledger)
    join(pair[1], story_id("3"), reason="one", by="ada", ledger=desk.ledger)
    kill(story_id("3"), reason="an error", by="bo", ledger=desk.ledger)
    assert {desk.status(id) for id in (*pair, story_id("3"))} == {"killed"}


def test_what_was_separated_goes_its_own_way_from_then_on(desk: "Desk", pair: tuple[str, str]) -> None:
    """
    What was shared until then stays: a kill is not undone by finding that it was meant for the other.
    """
    one, two = pair
    join(one, two, reason="one", by="ada", ledger=desk.ledger)
    hold(one, reason="we ask", by="bo", ledger=desk.ledger)
    separate(two, one, reason="two after all", by="ada", ledger=desk.ledger)
    assert desk.status(two) == "held"
    release(two, reason="not this one", by="bo", ledger=desk.ledger)
    assert (desk.status(one), desk.status(two)) == ("held", "published")
    kill(one, reason="an error", by="bo", ledger=desk.ledger)
    assert desk.status(two) == "published"


def test_joins_that_make_no_sense_are_refused(desk: "Desk", pair: tuple[str, str]) -> None:
    """
    Each with its reason, and no entry.
    """
    one, two = pair
    tail = desk.ledger.tail()
    refused(lambda: join(one, one, reason="r", by="ada", ledger=desk.ledger), "the same story")
    refused(lambda: join(one, desk.article(one).id, reason="r", by="ada", ledger=desk.ledger), "the same story")
    refused(lambda: separate(one, two, reason="r", by="ada", ledger=desk.ledger), "are not joined")
    refused(lambda: join(one, two, reason="", by="ada", ledger=desk.ledger), "--reason")
    with pytest.raises(StoryNotFound):
        join(one, "nwa-00000000", reason="r", by="ada", ledger=desk.ledger)
    assert desk.ledger.tail() == tail
    join(one, two, reason="r", by="ada", ledger=desk.ledger)
    refused(lambda: join(two, one, reason="r", by="ada", ledger=desk.ledger), "joined already")


# reissue


@pytest.fixture
def dead(desk: "Desk", wire: Wire, story_id: Named) -> str:
    """A published story that our desk killed by mistake."""
    desk.ingest(wire())
    publish(story_id(), sites=HERE, by="ada", ledger=desk.ledger)
    kill(story_id(), reason="the wrong number", by="bo", ledger=desk.ledger)
    return story_id()


def test_a_mistaken_kill_is_answered_by_a_new_story_with_the_words_of_the_old(desk: "Desk", dead: str) -> None:
    """
    The killed one stays killed; the new one has an id of its own, and is published like any other.
    """
    done = reissue(dead, reason="the wrong one was killed", by="ada", ledger=desk.ledger)
    assert desk.status(dead) == "killed" and desk.story(dead).reissued == done.id != dead
    assert desk.status(done.id) == "new" and desk.story(done.id).text == desk.story(dead).text
    publish(done.id, sites=HERE, by="ada", ledger=desk.ledger)
    (old,), (new,) = desk.article(dead).placements, desk.article(done.id).placements
    assert old.path != new.path and desk.status(done.id) == "published"
    assert dead in tombstones(desk.ledger) and done.id not in tombstones(desk.ledger)


def test_what_its_source_sends_from_then_on_is_the_new_ones(desk: "Desk", wire: Wire, dead: str) -> None:
    """
    Updates, and kills among them: the source knows nothing of our mistake, and its number is the old one.
    """
    new = reissue(dead, reason="the wrong one", by="ada", ledger=desk.ledger).id
    publish(new, sites=HERE, by="ada", ledger=desk.ledger)
    assert desk.item(wire(2)).outcome == "updated"
    assert desk.story(new).headline == desk.article(new).wording.headline == "Ferry runs, text 2"
    assert desk.story(dead).headline == "Ferry runs, text 1"
    assert desk.item(wire(3, pubStatus="canceled")).outcome == "killed"
    assert desk.status(new) == "killed"


def test_a_source_notice_about_the_old_one_kills_the_new_one(desk: "Desk", dead: str) -> None:
    """
    A notice names the number that the source knows.
    """
    new = reissue(dead, reason="the wrong one", by="ada", ledger=desk.ledger).id
    desk.ingest(KILL)
    assert desk.status(new) == "killed"


def test_a_story_may_be_reissued_again_after_a_second_mistake(desk: "Desk", dead: str) -> None:
    """
    Its text is that of two killed stories, and held for neither.
    """
    first = reissue(dead, reason="the wrong one", by="ada", ledger=desk.ledger).id
    refused(lambda: reissue(dead, reason="again", by="ada", ledger=desk.ledger), f"was reissued as {first} already")
    kill(first, reason="the wrong number once more", by="bo", ledger=desk.ledger)
    second = reissue(first, reason="the wrong one once more", by="ada", ledger=desk.ledger).id
    assert desk.status(second) == "new" and len({dead, first, second}) == 3


@pytest.mark.parametrize("why", ["version", "notice"])
def test_a_sources_mistaken_kill_is_answered_too_and_its_next_one_counts(
    why: str, desk: "Desk", wire: Wire, story_id: Named
) -> None:
    """
    Agencies kill the wrong number as well, and say so by telephone; an editor answers for the new story.
    """
    desk.ingest(wire())
    desk.ingest(wire(2, pubStatus="canceled", bodies=[]) if why == "version" else KILL)
    new = reissue(story_id(), reason="they telephoned", by="ada", ledger=desk.ledger).id
    assert (desk.status(story_id()), desk.status(new)) == ("killed", "new")
    assert desk.story(new).headline == "Ferry runs, text 1"
    desk.ingest(wire(3, pubStatus="canceled"))
    assert desk.status(new) == "killed"


def test_what_was_erased_does_not_come_back(desk: "Desk", dead: str) -> None:
    """
    Our own slip can be mended, a court's order cannot.
    """
    erase(dead, reason="a court", by="bo", ledger=desk.ledger)
    refused(lambda: reissue(dead, reason="we want it", by="ada", ledger=desk.ledger), "no longer in the ledger")


def test_a_reissue_needs_a_reason(desk: "Desk", dead: str) -> None:
    """
    Who reads the ledger asks why a killed text stands on a page again.
    """
    refused(lambda: reissue(dead, reason=" ", by="ada", ledger=desk.ledger), "--reason")


def test_a_live_story_is_not_reissued(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    There is nothing to mend.
    """
    desk.ingest(wire())
    refused(lambda: reissue(story_id(), reason="r", by="ada", ledger=desk.ledger), "it is not killed")
