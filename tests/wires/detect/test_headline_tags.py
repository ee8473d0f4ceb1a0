"""What wires read in a headline as said to desks, readers never get."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.news.slugs import plain_headline
from dateline.wires.signals import signals_in

MILD = {"correction", "update", "refile", "lift", "urgent"}
TAGS = (
    *("UPDATE 2-", "WRAPUP 3-", "REFILE-", "RPT-", "REPEAT - ", "CORRECTED-", "CORRECTED-(OFFICIAL)-", "CORRECTIVE: "),
    *(
        "CORRECTING and REPLACING ",
        "CORRECTS AND REPLACES ",
        "Corrected: ",
        "Correction: ",
        "(CORRECTED) ",
        "UPDATED: ",
    ),
    *("Korrektur: ", "KORREKTUR: ", "Berichtigung: ", "Achtung/Berichtigung: ", "BERICHTIGT - ", "WIEDERHOLUNG: "),
    *("CORRECCIÓN - ", "(Corrige) ", "ANULA Y SUSTITUYE - ", "RECTIFICATIF - ", "ANNULE ET REMPLACE ", "RETTIFICA - "),
    *("HOLD LIFTED - ", "EMBARGO LIFTED: ", "HOLD RELEASED: ", "SPERRFRIST AUFGEHOBEN: ", "1ST LEAD "),
    *("Updated: ", "Ampliación: ", "RÄTTELSE: ", "CORREZIONE: ", "CLARIFICATION: ", "EIL: ", "URGENT - "),
)


@pytest.mark.parametrize("tag", [tag for tag in TAGS if signals_in(f"{tag}Lamp lost at Quill Sound", ())])
def test_a_tag_that_wires_read_is_not_printed(tag: str) -> None:
    """
    "Berichtigung:" above a story tells a desk to look, and a reader nothing.
    """
    assert set(signals_in(f"{tag}Lamp lost at Quill Sound", ())) & MILD
    assert plain_headline(f"{tag}Lamp lost at Quill Sound") == "Lamp lost at Quill Sound"


def test_all_of_these_tags_are_read() -> None:
    """
    A tag that no wire reads would leave the test above without a word.
    """
    assert [tag for tag in TAGS if not signals_in(f"{tag}Lamp lost at Quill Sound", ())] == []


@given(
    st.lists(st.sampled_from(TAGS), max_size=3),
    st.sampled_from(["Lamp lost", "Owls of Skell return", "Eel market shut"]),
)
def test_several_tags_go_together(tags: list[str], headline: str) -> None:
    """
    "RPT-UPDATE 1-CORRECTED-" is three.
    """
    plain = plain_headline("".join(tags) + headline)
    assert not set(signals_in(plain, ())) & MILD
    assert plain == headline
    assert plain_headline(plain) == plain


@pytest.mark.parametrize(
    "headline",
    [
        "REPEAT offenders go free",
        "EMBARGO LIFTED on cheese",
        "UPDATE on the storm by noon",
        "Updated maps reach schools",
        "KILL: Lamp lost at Quill Sound",
        "HOLD ON, MAYOR SAYS",
        "CORRECTED",
    ],
)
def test_news_in_such_words_is_printed_whole(headline: str) -> None:
    """
    A headline without its first words is another headline; what is killed or held is never printed.
    """
    assert plain_headline(headline) == headline


@pytest.mark.parametrize("headline", ["REPEAT offenders go free", "EMBARGO LIFTED on cheese", "UPDATE on the storm"])
def test_a_word_in_capitals_that_small_letters_follow_is_news(headline: str) -> None:
    """
    Without a mark between them it is the first word of a sentence.
    """
    assert signals_in(headline, ()) == ()
