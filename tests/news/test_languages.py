"""An item in several languages: what its source says of the item, it says of each of them."""

from datetime import timedelta
from itertools import permutations

import pytest
from msgspec.structs import replace
from tests.news.room import NOON, Memory
from tests.news.test_words_of_the_source import TEXT, told

from dateline.news import holds, ids
from dateline.news.blocks import paragraph
from dateline.news.facts import Taken
from dateline.news.wire import Link, Notice, Version

LATER, LATEST = NOON + timedelta(hours=1), NOON + timedelta(hours=2)
LINKS = (Link("work", "1"),)
FRENCH = replace(
    TEXT, item="1#fr", headline="Lampe", body=(paragraph("La lampe de la baie s'est éteinte."),), links=LINKS
)
ITALIAN = replace(TEXT, item="1#it", headline="Lampada", body=(paragraph("La lampada si è spenta oggi."),), links=LINKS)
IDS = {item: ids.story_id("nwa", f"item:{item}") for item in ("1", "1#fr", "1#it")}


def said(*words: Version | Notice) -> Memory:
    """A room to which these words came, in this order."""
    room = Memory()
    for one in words:
        told(room, one, story=IDS[one.item or ""], key=f"item:{one.item}")
    return room


@pytest.mark.parametrize("order", list(permutations(range(4))))
@pytest.mark.parametrize(
    ("word", "killed"),
    [
        (Notice(action="kill", item="1", issued=LATER), True),
        (replace(TEXT, number=2, issued=LATER, status="canceled"), True),
        (Notice(action="withhold", item="1", issued=LATER), False),
        (replace(TEXT, number=2, issued=LATER, status="withheld"), False),
    ],
)
def test_what_is_said_of_an_item_reaches_all_its_languages(
    word: Version | Notice, killed: bool, order: tuple[int, ...]
) -> None:
    """
    A kill that names the item alone kills the French text too, whichever of them comes first.
    """
    room = said(*((TEXT, FRENCH, ITALIAN, word)[n] for n in order))
    assert all(holds.forbidden(room.stories[id]) for id in IDS.values())
    assert {holds.killed(room.stories[id]) for id in IDS.values()} == {killed}


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_hold_of_an_item_ends_in_all_its_languages(order: tuple[int, ...]) -> None:
    """
    A lift of the item lifts the hold of each language; a later version of one language ends it for that one.
    """
    hold = Notice(action="withhold", item="1", issued=LATER)
    words = (FRENCH, TEXT, hold, Notice(action="lift", item="1", issued=LATEST))
    assert not any(holds.forbidden(story) for story in said(*(words[n] for n in order)).stories.values())
    newer = (FRENCH, TEXT, hold, replace(FRENCH, number=3, issued=LATEST))
    room = said(*(newer[n] for n in order))
    assert [bool(holds.forbidden(room.stories[IDS[item]])) for item in ("1", "1#fr")] == [True, False]


def test_a_word_about_one_language_is_about_no_other() -> None:
    """
    A French text that is canceled by itself leaves the others; a newer Italian one corrects no French one.
    """
    room = said(TEXT, FRENCH, ITALIAN, replace(FRENCH, number=2, issued=LATER, status="canceled"))
    assert [holds.killed(room.stories[id]) for id in IDS.values()] == [False, True, False]
    room = said(TEXT, FRENCH, ITALIAN)
    room.add(Taken("art-00000000", IDS["1#fr"], room.stories[IDS["1#fr"]].marks[0].entry))
    told(room, replace(ITALIAN, number=2, issued=LATER), story=IDS["1#it"], key="item:1#it")
    assert holds.alert(room.stories[IDS["1#fr"]]) == ""


ENGLISH, FRENCH_OF_IT, GERMAN_OF_IT = (
    replace(TEXT, item="1"),
    replace(FRENCH, item="2", links=(Link("translated-from", "1"),)),
    replace(ITALIAN, item="3", links=(Link("translated-from", "1"), Link("translated-from", "3"))),
)
TRANSLATED = {item: ids.story_id("nwa", f"item:{item}") for item in ("1", "2", "3")}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_original_and_its_translations_know_of_each_other(order: tuple[int, ...]) -> None:
    """
    Whichever comes first; a text that says it translates itself says nothing.
    """
    room = Memory()
    for number in order:
        one = (ENGLISH, FRENCH_OF_IT, GERMAN_OF_IT)[number]
        told(room, one, story=TRANSLATED[one.item or ""], key=f"item:{one.item}")
    first, *others = (room.stories[id] for id in TRANSLATED.values())
    assert set(first.languages) == {TRANSLATED["2"], TRANSLATED["3"]}
    assert first.original == ""
    assert {other.original for other in others} == {TRANSLATED["1"]}


def test_what_is_killed_is_killed_in_that_language_alone_where_the_ids_are_of_their_own() -> None:
    """
    A translation under an id of its own is another text of another desk: its source names it, or leaves it.
    """
    room = Memory()
    for one in (ENGLISH, FRENCH_OF_IT, replace(ENGLISH, number=2, issued=LATER, status="canceled")):
        told(room, one, story=TRANSLATED[one.item or ""], key=f"item:{one.item}")
    assert [holds.killed(room.stories[TRANSLATED[item]]) for item in ("1", "2")] == [True, False]


def test_an_update_that_is_no_translation_any_more_is_none() -> None:
    """A reading of the same bytes that knows better takes its word back."""
    room = Memory()
    told(room, ENGLISH, story=TRANSLATED["1"], key="item:1")
    told(room, FRENCH_OF_IT, story=TRANSLATED["2"], key="item:2")
    told(room, replace(FRENCH_OF_IT, number=2, issued=LATER, links=()), story=TRANSLATED["2"], key="item:2")
    assert room.stories[TRANSLATED["1"]].languages == (TRANSLATED["2"],)
