"""Updates meet our edits: proposed, taken in by themselves, chosen on where they clash, declined."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from dateline.news.errors import NotAllowed
from dateline.verbs.edit import Draft, edit
from dateline.verbs.hold import hold
from dateline.verbs.kill import withdraw
from dateline.verbs.publish import publish
from dateline.verbs.take import take
from dateline.verbs.update import proposal, update

if TYPE_CHECKING:
    from tests.verbs.conftest import Desk

Wire = Callable[..., bytes]
Named = Callable[..., str]
FIRST = (
    "The ferry to Vellmar runs again on Thursday.\n\nA single costs two crowns.\n\nShe had been in dock since autumn."
)
#: The source changes the second paragraph.
SECOND = FIRST.replace("two crowns", "three crowns")


def refused(done: Callable[[], object], words: str) -> None:
    with pytest.raises(NotAllowed, match=words):
        done()


def text(words: str, number: int = 1, **more: object) -> dict[str, object]:
    """Members of a document with that body, under one headline."""
    bodies = [{"contentType": "text/plain", "value": words}]
    return {"number": number, "headlines": [{"value": "Ferry runs"}], "bodies": bodies, **more}


def words(desk: "Desk", id: str) -> list[str]:
    return [b.text for b in desk.article(id).wording.blocks]


@pytest.fixture
def ferry(desk: "Desk", wire: Wire, story_id: Named) -> str:
    """A published story of an agency whose updates are only proposed; our desk has changed its last paragraph."""
    sources = tuple(replace(s, updates="propose") for s in desk.ledger.standing().house.sources)
    desk.house(sources=sources)
    desk.ingest(wire(**text(FIRST)))
    publish(story_id(), sites=("harbour",), by="ada", ledger=desk.ledger)
    edit(story_id(), Draft(text=FIRST.replace("autumn", "October")), by="ada", ledger=desk.ledger)
    return story_id()


def auto(desk: "Desk") -> None:
    """From now on updates are taken as they come."""
    desk.house(sources=tuple(replace(s, updates="auto") for s in desk.ledger.standing().house.sources))


def test_a_newer_version_is_proposed_and_changes_nothing_by_itself(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    An editor sees what the source changed, beside what the desk changed, and decides.
    """
    assert proposal(desk.article(ferry), desk.ledger) is None
    before = desk.article(ferry)
    desk.ingest(wire(**text(SECOND, 2)))
    assert desk.article(ferry) == before
    found = proposal(desk.article(ferry), desk.ledger)
    assert found is not None and found.conflicts == () and not found.correction
    assert [b.text for b in found.merged.wording.blocks][1:] == [
        "A single costs three crowns.",
        "She had been in dock since October.",
    ]


def test_a_clean_update_is_taken_in_beside_our_words(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    Theirs where only they changed, ours where only we did; the revision says which version it is made from.
    """
    desk.ingest(wire(**text(SECOND, 2)))
    done = update(ferry, by="bo", ledger=desk.ledger, note="the new fare")
    assert words(desk, ferry)[1:] == ["A single costs three crowns.", "She had been in dock since October."]
    last, current = desk.article(ferry).revisions[-1], desk.story(ferry).current
    assert current and (last.kind, last.by, last.note, last.version) == ("update", "bo", "the new fare", current.entry)
    assert done.entry == desk.ledger.tail() and 0 < last.share < 1
    refused(lambda: update(ferry, by="bo", ledger=desk.ledger), "holds its source's latest version")


def test_where_updates_are_automatic_a_clean_one_needs_nobody(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    The entry is the program's, and the editor's words stay.
    """
    auto(desk)
    desk.ingest(wire(**text(SECOND, 2)))
    assert words(desk, ferry)[1:] == ["A single costs three crowns.", "She had been in dock since October."]
    assert (desk.article(ferry).decisions[-1].deed, desk.article(ferry).decisions[-1].by) == ("update", "dateline")


@pytest.mark.parametrize(("choice", "fare"), [("ours", "A single costs nothing."), ("theirs", "A single costs three")])
def test_a_conflict_waits_for_an_editor_who_chooses(
    choice: str, fare: str, desk: "Desk", wire: Wire, ferry: str
) -> None:
    """
    Where both changed the same words, no machine decides, not even where updates are automatic.
    """
    auto(desk)
    ours = FIRST.replace("autumn", "October").replace("costs two crowns", "costs nothing")
    edit(ferry, Draft(text=ours), by="ada", ledger=desk.ledger)
    before = desk.article(ferry)
    desk.ingest(wire(**text(SECOND, 2)))
    assert desk.article(ferry) == before
    found = proposal(before, desk.ledger)
    assert found and [(c.base, c.ours, c.theirs) for c in found.conflicts] == [
        ("A single costs two crowns.", "A single costs nothing.", "A single costs three crowns.")
    ]
    refused(lambda: update(ferry, by="bo", ledger=desk.ledger), "conflicts 1: say whose words stand")
    refused(
        lambda: update(ferry, choices={1: "ours", 2: "ours"}, by="bo", ledger=desk.ledger), "there is no conflict 2"
    )
    update(ferry, choices={1: "ours" if choice == "ours" else "theirs"}, by="bo", ledger=desk.ledger)
    assert words(desk, ferry)[1].startswith(fare) and words(desk, ferry)[2].endswith("October.")


def test_a_declined_version_is_not_proposed_again_and_the_next_one_is(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    Who said no is not asked twice; the article stays as it is, and says so in its history.
    """
    desk.ingest(wire(**text(SECOND, 2)))
    before = desk.article(ferry).wording
    done = update(ferry, decline=True, note="not for us", by="bo", ledger=desk.ledger)
    assert "declined" in done.remarks[0] and desk.article(ferry).wording == before
    assert (desk.article(ferry).revisions[-1].kind, desk.article(ferry).revisions[-1].note) == ("decline", "not for us")
    assert proposal(desk.article(ferry), desk.ledger) is None
    desk.ingest(wire(**text(SECOND.replace("dock", "a dry dock"), 3)))
    assert proposal(desk.article(ferry), desk.ledger) is not None


def test_a_late_older_version_is_no_update(desk: "Desk", wire: Wire, story_id: Named) -> None:
    """
    What comes out of order must not be offered as news.
    """
    desk.house(sources=tuple(replace(s, updates="propose") for s in desk.ledger.standing().house.sources))
    desk.ingest(wire(**text(SECOND, 2)))
    take(story_id(), by="ada", ledger=desk.ledger)
    desk.ingest(wire(**text(FIRST, 1)))
    assert proposal(desk.article(story_id()), desk.ledger) is None


def test_what_must_not_be_used_is_not_offered(desk: "Desk", wire: Wire, ferry: str) -> None:
    """
    A withheld version is no update yet, and the reason is told.
    """
    desk.ingest(wire(**text(SECOND, 2, pubStatus="withheld")))
    refused(lambda: update(ferry, by="bo", ledger=desk.ledger), "withheld by its source")
    # Nor does our own hold change whose it is to lift.
    hold(ferry, reason="we ask", by="bo", ledger=desk.ledger)
    refused(lambda: update(ferry, by="bo", ledger=desk.ledger), "withheld by its source")


@pytest.mark.parametrize("taken_back", [hold, withdraw])
def test_behind_our_own_hold_the_desk_goes_on_working(
    taken_back: Callable[..., object], desk: "Desk", wire: Wire, ferry: str
) -> None:
    """
    What our desk keeps from readers while it asks is what it then mends with the source's newer words; nothing of that
    happens by itself, and no reader sees it before the desk lets go.
    """
    auto(desk)
    taken_back(ferry, reason="we ask", by="bo", ledger=desk.ledger)
    desk.ingest(wire(**text(SECOND, 2)))
    assert words(desk, ferry)[1] == "A single costs two crowns."
    status = desk.status(ferry)
    update(ferry, by="bo", ledger=desk.ledger)
    assert words(desk, ferry)[1] == "A single costs three crowns."
    assert desk.status(ferry) == status in ("held", "withdrawn")


@pytest.mark.parametrize("readers", [True, False])
def test_a_correction_by_the_source_is_told_to_those_who_saw_the_error(
    readers: bool, desk: "Desk", wire: Wire, story_id: Named
) -> None:
    """
    What was wrong and what is right, in words, dated, by the source; nothing where no reader had seen it.
    """
    desk.house(sources=tuple(replace(s, updates="propose") for s in desk.ledger.standing().house.sources))
    desk.ingest(wire(**text(FIRST)))
    take(story_id(), by="ada", ledger=desk.ledger)
    edit(story_id(), Draft(text=FIRST.replace("autumn", "October")), by="ada", ledger=desk.ledger)
    if readers:
        publish(story_id(), sites=("harbour",), by="ada", ledger=desk.ledger)
    desk.later(hours=1)
    desk.ingest(wire(**text(SECOND, 2, edNote="Correction: clarifies the fare.")))
    update(story_id(), by="bo", ledger=desk.ledger)
    notes = desk.article(story_id()).corrections
    if not readers:
        assert notes == ()
        return
    (note,) = notes
    assert "two" in note.words and "three" in note.words and "lari" not in note.words and note.by == "nwa"
    assert desk.article(story_id()).revisions[-1].kind == "correction"
