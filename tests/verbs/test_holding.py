"""Holding and letting go; and what the program holds until a person has looked."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.barred import tombstones

from dateline.news import holds
from dateline.news.errors import NotAllowed
from dateline.verbs.hold import hold, release
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.publish import publish
from dateline.verbs.take import take

if TYPE_CHECKING:
    from tests.verbs.conftest import Desk

Wire = Callable[..., bytes]
Named = Callable[..., str]
EVENING = datetime(2020, 1, 16, 18, tzinfo=UTC)
LONG = (
    "Forty barges waited below the northern lock on Thursday while divers looked for the chain that had torn two of "
    "its gates from their hinges in the storm of the night before, the harbour office said, and asked every skipper "
    "to keep clear of the western pier until the crane from Vellmar has lifted the wreck of the pilot boat."
)
PLAIN = f"Chain torn at the northern lock\nby Staff Writers\nVellmar (NWA) Jan 16, 2020\n\n{LONG}\n".encode()
PLAIN_KILL = (
    b'MANDATORY KILL\nEditors,\nPlease kill the story headlined "Chain torn at the northern lock", sent on '
    b"January 16, 2020.\nThe harbour office never said so.\nA kill is mandatory.\n"
)


def body(text: str, **more: object) -> dict[str, object]:
    """Members of a document with that body."""
    return {"bodies": [{"contentType": "text/plain", "value": text}], **more}


@pytest.fixture
def ferry(desk: "Desk", wire: Wire, story_id: Named) -> str:
    """A published story."""
    desk.ingest(wire())
    publish(story_id(), sites=("harbour",), by="ada", ledger=desk.ledger)
    return story_id()


def refused(done: Callable[[], object], words: str) -> None:
    with pytest.raises(NotAllowed, match=words):
        done()


def test_a_hold_until_a_moment_ends_by_itself(desk: "Desk", ferry: str) -> None:
    """
    Who holds a story until the verdict at six need not be at the desk at six.
    """
    hold(ferry, reason="until the verdict", until=EVENING, by="bo", ledger=desk.ledger)
    assert desk.status(ferry) == "held" and tombstones(desk.ledger) == {}
    bar = desk.ledger.bars([ferry])[ferry]
    assert (bar.before, "held by bo" in bar.why) == (EVENING, True)
    desk.clock.moment = EVENING
    assert desk.status(ferry) == "published"


def test_a_hold_without_end_stays_until_it_is_released(desk: "Desk", ferry: str) -> None:
    """
    The reason of both is in the ledger.
    """
    hold(ferry, reason=" we ask first ", by="bo", ledger=desk.ledger)
    desk.later(days=9)
    assert desk.status(ferry) == "held" and ferry in tombstones(desk.ledger)
    release(ferry, reason="they answered", by="ada", ledger=desk.ledger)
    assert desk.status(ferry) == "published" and tombstones(desk.ledger) == {}
    deeds = [(d.deed, d.by, d.reason) for d in desk.story(ferry).decisions[-2:]]
    assert deeds == [("hold", "bo", "we ask first"), ("release", "ada", "they answered")]


def test_a_held_article_leaves_its_story_alone(desk: "Desk", ferry: str) -> None:
    """
    What our desk made of it may be wrong where the agency is right.
    """
    article = desk.article(ferry).id
    hold(article, reason="our headline", by="bo", ledger=desk.ledger)
    assert list(tombstones(desk.ledger)) == [article] and desk.status(ferry) == "published"
    refused(lambda: release(ferry, reason="no", by="bo", ledger=desk.ledger), "nothing holds it")
    release(article, reason="mended", by="bo", ledger=desk.ledger)
    assert tombstones(desk.ledger) == {}
    refused(lambda: release(article, reason="again", by="bo", ledger=desk.ledger), "nothing holds it")


@pytest.mark.parametrize(("until", "words"), [(EVENING, "is past"), (datetime(2020, 1, 16, 12, tzinfo=UTC), "is past")])
def test_a_hold_until_a_moment_that_is_past_is_a_slip(until: datetime, words: str, desk: "Desk", ferry: str) -> None:
    """
    It would hold nothing, and the editor would think it did.
    """
    desk.clock.moment = EVENING
    refused(lambda: hold(ferry, reason="r", until=until, by="bo", ledger=desk.ledger), words)


@pytest.mark.parametrize("verb", [hold, release])
def test_holding_and_letting_go_need_a_reason(verb: Callable[..., object], desk: "Desk", ferry: str) -> None:
    """
    The next shift must know what it waits for.
    """
    if verb is release:
        hold(ferry, reason="r", by="bo", ledger=desk.ledger)
    refused(lambda: verb(ferry, reason=" ", by="bo", ledger=desk.ledger), "--reason")


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"pubStatus": "withheld"}, "only the source can lift"),
        ({"embargoedUntil": "2020-01-17T00:00:00Z"}, "its embargo runs until 2020-01-17 00:00 UTC"),
    ],
)
def test_what_its_source_holds_only_its_source_lifts(
    sent: dict[str, str], words: str, desk: "Desk", wire: Wire, story_id: Named
) -> None:
    """
    An embargo is the agency's promise to others; a desk that breaks it loses the wire.
    """
    desk.ingest(wire(**sent))
    refused(lambda: release(story_id(), reason="we want it", by="bo", ledger=desk.ledger), words)
    desk.ingest(wire(2))
    assert desk.status(story_id()) == "new"


def test_a_withdrawal_is_not_undone_by_a_release(desk: "Desk", ferry: str) -> None:
    """
    Each verb has its own inverse; that of a withdrawal is a publication, which is ruled on.
    """
    withdraw(ferry, reason="doubts", by="bo", ledger=desk.ledger)
    refused(lambda: release(ferry, reason="r", by="bo", ledger=desk.ledger), "`dateline publish` brings it back")


def test_our_hold_stays_below_the_sources_and_is_told(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    Letting go of the one does not let go of the other.
    """
    desk.ingest(wire(pubStatus="withheld"))
    hold(story_id(), reason="r", by="bo", ledger=desk.ledger)
    done = release(story_id(), reason="r", by="bo", ledger=desk.ledger)
    assert done.remarks == ("it is still withheld by its source",) and desk.status(story_id()) == "held"


# Doubt


def test_a_status_that_means_nothing_holds_until_a_person_has_looked(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    An unknown status never publishes; each version that brings one is looked at anew.
    """
    (done,) = desk.ingest(wire(pubStatus="sometimes"))
    assert done.items[0].outcome == "held" and any("sometimes" in p.what for p in done.problems)
    refused(lambda: publish(story_id(), sites=("harbour",), by="ada", ledger=desk.ledger), "held in doubt")
    release(story_id(), reason="they mean usable", by="bo", ledger=desk.ledger)
    publish(story_id(), sites=("harbour",), by="ada", ledger=desk.ledger)
    assert desk.status(story_id()) == "published"
    desk.ingest(wire(2, pubStatus="sometimes"))
    assert desk.status(story_id()) == "held"


def test_an_unedited_page_shows_the_released_version(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    What comes back after a release is the text that was held, not the one before it.
    """
    desk.ingest(wire(2, pubStatus="withheld"))
    assert desk.article(ferry).wording.headline == "Ferry runs, text 1"
    desk.ingest(wire(2, item="1", pubStatus="sometimes", urgency=3, versionCreated="2020-01-16T03:00:00Z"))
    release(ferry, reason="they mean usable", by="bo", ledger=desk.ledger)
    assert desk.article(ferry).wording.headline == "Ferry runs, text 2"


def test_a_kill_over_a_path_that_proves_nobody_takes_back_and_waits_for_an_editor(desk: "Desk") -> None:
    """
    Anybody can write an e-mail: readers lose the story at once, and an editor says whether it is dead.
    """
    (item,) = desk.ingest(PLAIN, name="a.txt")[0].items
    publish(item.story, sites=("harbour",), by="ada", ledger=desk.ledger)
    (done,) = desk.ingest(PLAIN_KILL, name="b.txt")
    assert done.items[0].outcome == "held" and desk.status(item.story) == "withdrawn"
    assert "proves nobody" in holds.alert(desk.story(item.story))
    release(item.story, reason="telephoned: they sent no kill", by="bo", ledger=desk.ledger)
    assert desk.status(item.story) == "published" and not holds.alert(desk.story(item.story))


def test_an_editor_makes_it_a_kill(desk: "Desk") -> None:
    """
    Then nothing brings it back.
    """
    (item,) = desk.ingest(PLAIN, name="a.txt")[0].items
    desk.ingest(PLAIN_KILL, name="b.txt")
    kill(item.story, reason="telephoned: it is true", by="bo", ledger=desk.ledger)
    refused(lambda: release(item.story, reason="no", by="bo", ledger=desk.ledger), "nothing follows")
    assert desk.status(item.story) == "killed"


# Near-copies


@pytest.mark.parametrize("first", ["kill", "copy"])
def test_what_is_nearly_a_killed_text_is_held_whichever_came_first(
    first: str, desk: "Desk", wire: Wire, story_id: Named
) -> None:
    """
    An agency that sends its killed story again under a new number must not have it printed.
    """
    copy = wire(item="2", **body(LONG.replace("Forty", "Some forty")))
    desk.ingest(wire(item="1", **body(LONG)), *([copy] if first == "copy" else []))
    kill(story_id("1"), reason="the mayor never spoke", by="bo", ledger=desk.ledger)
    if first == "kill":
        assert desk.item(copy).outcome == "held"
    assert desk.status(story_id("2")) == "held"
    refused(
        lambda: publish(story_id("2"), sites=("harbour",), by="ada", ledger=desk.ledger),
        f"nearly that of {story_id('1')}, which was killed",
    )


def test_a_false_match_is_let_go_with_a_reason_and_stays_so(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    A form that an agency sends every week may be killed once; the next week's is looked at, and printed.
    """
    desk.ingest(wire(item="1", **body(LONG)), wire(item="2", **body(LONG)))
    kill(story_id("1"), reason="an error", by="bo", ledger=desk.ledger)
    release(story_id("2"), reason="the right one", by="bo", ledger=desk.ledger)
    assert desk.status(story_id("2")) == "new"
    desk.ingest(wire(2, item="2", **body(LONG + " It took an hour.")))
    assert desk.status(story_id("2")) == "new"


def test_another_text_is_not_held(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    The kill of one story takes no other one along.
    """
    other = (
        "Mill hands in Vellmar voted by a show of hands to take the wheel out before the thaw, and to mend its axle."
    )
    desk.ingest(wire(item="1", **body(LONG)), wire(item="2", headlines=[{"value": "Wheel"}], **body(other)))
    kill(story_id("1"), reason="an error", by="bo", ledger=desk.ledger)
    take(story_id("2"), by="ada", ledger=desk.ledger)
    assert desk.status(story_id("2")) == "taken"
