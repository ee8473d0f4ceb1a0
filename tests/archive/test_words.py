"""Words are found whatever their case, accents and punctuation."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.archive.words import indexed, tokens, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zürich, ZÜRICH", "zurich zurich"),
        ("Malmö Ærø Łódź Straße", "malmo aero lodz strasse"),
        ("U.S. and US", "us and us"),
        ("the U.S.-led talks of the U.K.", "the us led talks of the uk"),
        ("follow-up: 3,000 tonnes", "follow up 3 000 tonnes"),
        ("O’Brien's", "o brien s"),
        ("日本語 ok", "日 本 語 ok"),
        ("Москва́ Афи́ны", "москва афины"),
        ("हिन्दी की किताब।", "हिनदी की किताब"),
        ("كِتَاب كتاب", "كتاب كتاب"),
        ("— … ***", ""),
    ],
)
def test_a_word_is_known_in_any_dress(text: str, found: str) -> None:
    """
    Agencies write one name in several ways, and readers type none of their accents.
    """
    assert " ".join(words(text)) == found


def test_an_accent_typed_apart_is_the_same_letter() -> None:
    """
    Some machines send é as one character, others as two.
    """
    assert words(unicodedata.normalize("NFD", "Bogotá résumé")) == words("Bogotá résumé") == ("bogota", "resume")


@given(st.text(max_size=200))
def test_what_is_marked_is_what_was_found(text: str) -> None:
    """
    A text's words are the same whether it is put into the index or marked in an answer.
    """
    assert " ".join(t.word for t in tokens(text)).split() == indexed(text).split()


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=200))
def test_plain_letters_take_the_short_way_to_the_same_words(text: str) -> None:
    """
    Most texts are ASCII and are cut up by a table; one accent more must not make other words of them.
    """
    assert indexed(text).split() == indexed(f"{text} é").split()[:-1]


@given(st.text(max_size=100))
def test_words_stand_where_they_are_said_to(text: str) -> None:
    """
    Marks are put around characters of the text, in order, and never over one another.
    """
    at = 0
    for token in tokens(text):
        assert at <= token.start < token.end <= len(text)
        at = token.end
