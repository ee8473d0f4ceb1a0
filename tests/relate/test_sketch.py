"""Near-copies are told from other reports, in whatever language, by how much they have in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.relate.conftest import FERRY, HEADLINE, PARAGRAPHS, report
from tests.relate.test_shingles import ARABIC, CHINESE, GERMAN

from dateline.relate.sketch import Sketch, shared, sketch

LEAD = (
    "Shares of Northwater Lines fell by a fifth on Monday after one of its ships was stranded on a sandbank in bad"
    " weather, and trading was halted twice before noon."
)
COPIES = {
    "as it was": report(*range(8)),
    "its first half": report(0, 1, 2, 3),
    "its second half, under another headline": report(4, 5, 6, 7, headline="All safe after a night on the sands"),
    "with a lead before it": sketch("Shares fall after grounding", [LEAD, *PARAGRAPHS]),
    "with a new lead": sketch("Shares fall after grounding", [LEAD, *PARAGRAPHS[1:]]),
    "with its quote moved up": report(0, 2, 1, *range(3, 8)),
    "with its days in German": sketch(HEADLINE, [p.replace("January 13", "13. Januar") for p in PARAGRAPHS]),
    "with one figure corrected": sketch(HEADLINE.replace("212", "221"), [p.replace("212", "221") for p in PARAGRAPHS]),
    "in capitals": sketch(HEADLINE.upper(), [p.upper() for p in PARAGRAPHS]),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
def test_a_report_that_was_edited_is_a_near_copy(copy: Sketch) -> None:
    """
    Agencies and clients cut from the bottom, write a new lead, move the quotes and date as their readers do.
    """
    assert shared(FERRY, copy) == shared(copy, FERRY) > 0.5


def test_what_is_common_is_told_as_a_share_of_the_shorter() -> None:
    """
    All of a cut text stands in the whole one, however long that is.
    """
    assert shared(FERRY, FERRY) == 1
    assert shared(FERRY, report(0, 1, 2, 3)) > 0.85
    assert 0.6 < shared(FERRY, COPIES["with a new lead"]) < 0.95


OTHERS = {
    "another report on the same event": sketch(
        "Saltmarsh rescue hailed as fishermen save ferry passengers",
        [
            "Fishing crews were being praised on Monday night for getting more than two hundred passengers off a"
            " stranded ferry without losing anyone. Villagers lit fires on the beach.",
            "The Corncrake lay on her side in shallow water while salvage experts argued over whether she could be"
            " towed at the next spring tide. Harbour master Odile Brandt promised an inquiry.",
        ],
    ),
    "a follow-up with a paragraph of it": sketch(
        "Minister to answer for missing light",
        [
            "Transport minister Hesper Lund will be questioned by a committee on Friday about a warning light that was"
            " never built off Tallow Head, her office said. Lund has been in post since June.",
            "Documents seen by the committee show that the coast survey wrote to the ministry in four successive"
            " years. Members want to know who signed the replies, and what the sum was compared with.",
            "A former head of the survey, Piet Aldous, offered to give evidence in public. He said in a letter that"
            " it was smaller than the cost of one rescue flight.",
            PARAGRAPHS[6],
        ],
    ),
    "its headline alone": sketch(HEADLINE, []),
    "no text": sketch("", []),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_another_report_is_no_near_copy(other: Sketch) -> None:
    """
    A second view of the same event is what an editor looks for: it must not be hidden behind the first.
    """
    assert shared(FERRY, other) == shared(other, FERRY) == 0


WEATHER = (
    "Cloudy at first over the harbour, with highs of {} degrees in the north and {} in the south. Winds from the west"
    " at {} knots, easing to {} by evening. Rain of {} millimetres is expected along the coast and {} in the hills."
    " Pressure {} and rising. Sea temperature {} degrees, waves to {} metres."
)


def test_a_form_that_is_filled_in_anew_is_another_report() -> None:
    """
    Today's weather and market reports have yesterday's words, and their figures are all that is new in them.
    """
    one = sketch("Saltmarsh weather", [WEATHER.format(12, 15, 22, 14, 3, 9, 1013, 8, 2)])
    other = sketch("Saltmarsh weather", [WEATHER.format(11, 17, 25, 10, 4, 7, 1009, 6, 5)])
    again = sketch("Saltmarsh weather", [WEATHER.format(12, 15, 22, 14, 3, 9, 1031, 8, 2)])
    assert shared(one, other) == 0
    assert shared(one, again) > 0.8


@pytest.mark.parametrize(
    ("one", "other"), [(GERMAN, ARABIC), (ARABIC, CHINESE), (CHINESE, GERMAN)], ids=["German", "Arabic", "Chinese"]
)
def test_texts_are_known_in_any_script(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    """
    A text with a sentence behind it is a near-copy of itself, in scripts with and without blanks; of another it is not.
    """
    longer = sketch("", (*one, "Mehr als hundert Helfer waren im Einsatz."))
    assert shared(sketch("", one), longer) > 0.9
    assert shared(sketch("", one), sketch("", other)) == 0


def test_two_forms_of_few_words_must_agree_in_nearly_all_of_them() -> None:
    """
    "Quarterly dividend 12 cents, payable April 15" is what a hundred firms say on one day.
    """
    one, other = "Gorse Mills sets quarterly dividend", "Tidewater Shipping sets quarterly dividend"
    paid = "Payable April 15 to holders of record on March 20."
    assert shared(sketch(one, [paid]), sketch(one, [paid])) == 1
    assert shared(sketch(one, [paid]), sketch(other, [paid])) == 0


@given(st.text(max_size=300), st.text(max_size=300))
def test_what_is_common_is_the_same_from_both_sides(one: str, other: str) -> None:
    """
    Which of two stories came first says nothing about how much they share.
    """
    a, b = sketch("", [one]), sketch("", [other])
    assert shared(a, b) == shared(b, a)
    assert 0 <= shared(a, b) <= 1
    assert shared(a, sketch("", [one])) == (1 if a.runs else 0)
