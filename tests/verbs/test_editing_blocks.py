"""An edit by blocks: whose words they are is found out, whatever is said of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from dateline.news.blocks import Block, BlockSource, paragraph
from dateline.news.errors import NotAllowed
from dateline.verbs.edit import Draft, edit
from dateline.verbs.take import take

if TYPE_CHECKING:
    from tests.verbs.conftest import Desk

Wire = Callable[..., bytes]
Named = Callable[..., str]

FIRST = "The ferry across the harbour runs again after a week of storms, its master said on Thursday."
SECOND = "A crossing costs two crowns as it did before, and dogs go free until the end of the month."
OTHERS = "The bridge at the upper lock stays closed to carts until its third span has been made new."


def bodied(*paragraphs: str) -> list[dict[str, str]]:
    """A ninjs body."""
    return [{"contentType": "text/plain", "value": "\n\n".join(paragraphs)}]


@pytest.fixture
def ferry(desk: "Desk", wire: Wire, story_id: Named) -> str:
    """An article of an agency that lets us edit freely; another story of it is in the house."""
    desk.ingest(wire(bodies=bodied(FIRST, SECOND)), wire(item="2", bodies=bodied(OTHERS)))
    take(story_id(), by="ada", ledger=desk.ledger)
    return desk.article(story_id()).id


def edited(desk: "Desk", id: str, *blocks: Block) -> tuple[Block, ...]:
    """The blocks of an article once these were saved."""
    edit(id, Draft(blocks=blocks), by="ada", ledger=desk.ledger)
    return desk.article(id).wording.blocks


def test_blocks_that_nobody_touched_come_back_as_they_were(desk: "Desk", ferry: str) -> None:
    """
    To open an article and save it changes nothing, and is no entry.
    """
    blocks = desk.article(ferry).wording.blocks
    assert edit(ferry, Draft(blocks=blocks), by="ada", ledger=desk.ledger).entry == 0
    assert desk.article(ferry).wording.blocks == blocks


def test_both_halves_of_a_split_paragraph_stay_its_sources(desk: "Desk", ferry: str) -> None:
    """
    An Enter in the middle makes no words ours.
    """
    first, second = desk.article(ferry).wording.blocks
    halves = (replace(first, html=paragraph(FIRST[:48]).html), replace(first, html=paragraph(FIRST[49:]).html))
    found = edited(desk, ferry, *halves, second)
    assert [b.source for b in found] == [first.source, first.source, second.source]
    assert [b.edited for b in found] == [True, True, False]


def test_what_was_moved_stays_whose_it_is(desk: "Desk", ferry: str) -> None:
    """
    Whose words they are does not hang on where they stand.
    """
    first, second = desk.article(ferry).wording.blocks
    assert edited(desk, ferry, second, first) == (second, first)


def test_words_that_are_called_ours_stay_the_sources_they_came_from(desk: "Desk", ferry: str) -> None:
    """
    A browser that leaves out the source, or lies about it, changes no credit, no licence and no kill.
    """
    first, second = desk.article(ferry).wording.blocks
    ours = (paragraph(FIRST.replace("week", "month")), paragraph(f"As we hear, {SECOND}"))
    assert [b.source for b in edited(desk, ferry, *ours)] == [first.source, second.source]


def test_a_part_of_a_paragraph_that_is_called_ours_stays_its_sources(desk: "Desk", ferry: str) -> None:
    """
    Half a paragraph in a row is no chance.
    """
    first, second = desk.article(ferry).wording.blocks
    half = paragraph(" ".join(FIRST.split()[:9]))
    assert [b.source for b in edited(desk, ferry, half, second)] == [first.source, second.source]


def test_a_paragraph_pasted_from_another_story_is_that_storys(desk: "Desk", ferry: str, story_id: Named) -> None:
    """
    It is known by its words, wherever it was copied.
    """
    first, _ = desk.article(ferry).wording.blocks
    found = edited(desk, ferry, first, paragraph(OTHERS))
    assert found[1].source is not None
    assert found[1].source.story == story_id("2")
    assert story_id("2") in desk.article(ferry).stories


def test_words_of_our_own_cannot_be_laid_at_a_sources_door(desk: "Desk", ferry: str) -> None:
    """
    A source is not credited with what it never wrote.
    """
    first, second = desk.article(ferry).wording.blocks
    ours = replace(paragraph("Nobody whom we asked believed a word."), source=first.source)
    found = edited(desk, ferry, first, second, ours)
    assert found[2].source is None


@pytest.mark.parametrize("source", [BlockSource("nwa-00000000", 1, 0), BlockSource("nwa-00000000", 999, -3)])
def test_a_source_that_the_newsroom_does_not_have_is_none(desk: "Desk", ferry: str, source: BlockSource) -> None:
    """
    What is said of a block is checked against what came in.
    """
    first, second = desk.article(ferry).wording.blocks
    ours = replace(paragraph("Nobody whom we asked believed a word."), source=source)
    assert edited(desk, ferry, first, second, ours)[2].source is None


def test_an_edit_on_an_older_revision_writes_nothing_over(desk: "Desk", ferry: str) -> None:
    """
    Two who begin at one revision: the second is told, and takes the first one's change in.
    """
    base = len(desk.article(ferry).revisions)
    edit(ferry, Draft(headline="Boat runs", base=base), by="ada", ledger=desk.ledger)
    with pytest.raises(NotAllowed, match=r"was changed by ada"):
        edit(ferry, Draft(headline="Ship runs", base=base), by="ben", ledger=desk.ledger)
    assert desk.article(ferry).wording.headline == "Boat runs"
