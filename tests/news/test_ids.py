"""Ids and addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.news import ids

WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize(
    ("source", "key", "id"),
    [
        ("nwa", "item:urn:nwa:2020:17", "nwa-wwhvk0nh"),
        ("by-hand", "slug:harbour-ferry:2020-01-16", "by-hand-yjx73j67"),
        ("osa", "digest:00ff:0", "osa-181afrrr"),
        ("nwa", "item:Zürich/é", "nwa-zjq9mx0n"),
    ],
)
def test_an_id_is_the_same_for_ever_and_everywhere(source: str, key: str, id: str) -> None:
    """
    Ids stand in addresses, in readers' bookmarks and in contracts: no later program may make other ones.
    """
    assert ids.story_id(source, key) == id


def test_a_longer_id_begins_with_the_short_one() -> None:
    """
    Where two stories share the short digits, the longer id must be known for the same story's.
    """
    short, long = ids.story_id("nwa", "item:1"), ids.story_id("nwa", "item:1", ids.LONG)
    assert long.startswith(short) and len(ids.tail(long)) == ids.LONG


@given(st.tuples(WORDS, WORDS), st.tuples(WORDS, WORDS))
def test_other_keys_have_other_digits(one: tuple[str, str], other: tuple[str, str]) -> None:
    """
    Two stories under one id would be killed together and credited to one another.
    """
    assert (ids.digits(*one, length=ids.LONG) == ids.digits(*other, length=ids.LONG)) == (one == other)


@given(st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?", fullmatch=True), WORDS, st.sampled_from([8, 13]))
def test_every_id_has_the_form_of_one(source: str, key: str, length: int) -> None:
    """
    The page server tells an id from a word by its form alone.
    """
    id = ids.story_id(source, key, length)
    assert ids.is_id(id) and id == f"{source}-{ids.tail(id)}"


@pytest.mark.parametrize(
    "text", ["", "nwa", "7f3k2q9m", "nwa-7f3k2q9", "nwa-7f3k2q9l", "NWA-7f3k2q9m", "-7f3k2q9m", "nwa-7f3k2q9m0000000"]
)
def test_other_words_are_no_ids(text: str) -> None:
    """
    Letters that are mistaken for digits on the telephone are not in an id, and no id is shorter than eight.
    """
    assert not ids.is_id(text)


def test_a_story_is_known_by_its_item_then_slug_and_day_then_bytes() -> None:
    """
    The source's own id outlives every change of words; where there is none, the next best is taken.
    """
    assert ids.story_key("urn:1", "ferry", "2020-01-16", "d") == "item:urn:1"
    assert ids.story_key(None, "Ferry", "2020-01-16", "d") == "slug:ferry:2020-01-16"
    assert ids.story_key(None, "ferry", "", "d") == ids.story_key("", "", "2020-01-16", "d") == "digest:d"


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("Ferry runs again", "ferry-runs-again"),
        ("Zoë's café: 3 % cheaper!", "zoes-cafe-3-cheaper"),
        ("The pilot’s boat", "the-pilots-boat"),
        ("one two three four five six seven eight nine", "one-two-three-four-five-six-seven-eight"),
        ("Überfahrt_nach_Øst", "uberfahrt-nach-st"),
        ("вести", "story"),
        ("", "story"),
    ],
)
def test_an_address_says_the_headline_in_plain_letters(headline: str, words: str) -> None:
    """
    An address is read aloud and typed off paper: ASCII, eight words at most.
    """
    assert ids.words_in_path(headline) == words


@given(WORDS)
def test_words_in_an_address_never_break_it(headline: str) -> None:
    """
    Whatever a source calls its story, the address has no slash, no blank and no end of hyphens.
    """
    words = ids.words_in_path(headline)
    assert 0 < len(words) <= 80 and set(words) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not words.startswith("-") and not words.endswith("-")


def test_headlines_meet_without_case_accents_and_marks() -> None:
    """
    A teaser finds its full story though one desk writes "Café" and the other "CAFE:".
    """
    assert ids.headline_key("Café: the Straße “opens”") == ids.headline_key("CAFE the STRASSE opens")
    assert ids.headline_key("Cafe opens") != ids.headline_key("Cafe closes")
