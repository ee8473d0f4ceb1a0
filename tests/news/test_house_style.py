"""House style: what an editor is offered, and what is left alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.news.blocks import Block, heading, paragraph
from dateline.news.house_style import CHECKS, Suggestion, Text, suggestions
from dateline.news.wire import Dateline

DAY = date(2020, 1, 16)


def found(*paragraphs: str, check: str = "", byline: str = "") -> list[Suggestion]:
    """What is suggested for a text of these paragraphs."""
    text = Text(headline="Ferry runs again", byline=byline, blocks=tuple(map(paragraph, paragraphs)), day=DAY)
    return [s for s in suggestions(text) if check in ("", s.check)]


def mended(words: str, check: str) -> str:
    """A paragraph with all that one check suggests."""
    for one in found(words, check=check):
        assert one.replacement is not None
        words = words.replace(one.words, one.replacement, 1)
    return words


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("It left on Friday, Jan 16, 2020.", "It left on Thursday, Jan 16, 2020."),
        ("It left on Fri., January 16, 2020.", "It left on Thu., January 16, 2020."),
        ("It left on Monday 16 January 2020.", "It left on Thursday 16 January 2020."),
        ("It left on Wednesday (Jan 16).", "It left on Thursday (Jan 16)."),
        ("It leaves on Sunday, Feb 29, 2020.", "It leaves on Saturday, Feb 29, 2020."),
    ],
)
def test_a_weekday_is_that_of_the_calendar(said: str, right: str) -> None:
    """
    Readers plan by the day that a page names.
    """
    assert mended(said, "dates") == right


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_no_right_date_is_called_wrong(day: date) -> None:
    """
    A check that cries wolf is turned off.
    """
    forms = (f"{day:%A}, {day:%B} {day.day}, {day.year}", f"{day:%a} {day.day} {day:%b} {day.year}")
    assert found(*(f"They met on {form}, it says." for form in forms), check="dates") == []


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(1, 6))
def test_every_wrong_weekday_is_found_and_mended(day: date, off: int) -> None:
    """
    What is suggested is right: checked again, there is nothing more to say.
    """
    wrong = date.fromordinal(day.toordinal() + off)
    words = f"They met on {wrong:%A}, {day:%B} {day.day}, {day.year}."
    assert mended(words, "dates") == f"They met on {day:%A}, {day:%B} {day.day}, {day.year}."
    assert found(mended(words, "dates"), check="dates") == []


@pytest.mark.parametrize("said", ["on Feb 30, 2020", "on 31 April 2020", "on February 29, 2019"])
def test_a_day_that_there_is_not_is_shown_and_not_guessed(said: str) -> None:
    """
    Which day was meant is for the editor to find out.
    """
    (one,) = found(f"It left {said} at noon.", check="dates")
    assert one.replacement is None
    assert "there is no" in one.reason


@pytest.mark.parametrize("said", ["- 'Deep concern' -", "-- Deep concern --", "DEEP CONCERN"])
def test_an_agencys_sub_head_becomes_a_heading(said: str) -> None:
    """
    Dashes are how a wire without headings marks one.
    """
    (one,) = found("The ferry runs.", said, check="sub-heads")
    assert (one.place, one.block) == (1, "heading")
    assert (one.replacement or "").casefold().strip("'") == "deep concern"


@pytest.mark.parametrize("said", ["* * *", "(MORE)", "-30-", "ENDS"])
def test_marks_for_desks_are_left_out(said: str) -> None:
    """
    No reader has a use for them.
    """
    (one,) = found("The ferry runs.", said, check="sub-heads")
    assert (one.place, one.block, one.replacement) == (1, "gone", "")


def test_a_heading_and_a_sentence_are_no_sub_heads() -> None:
    """
    What is a heading already, and what ends with a stop, stays.
    """
    blocks = (paragraph("The ferry runs."), heading("DEEP CONCERN"), paragraph("NATO AGREED."))
    text = Text(headline="Ferry", blocks=blocks)
    assert [s for s in suggestions(text) if s.check == "sub-heads"] == []


@pytest.mark.parametrize(
    "opening",
    ["BAGHDAD, Jan 16 (AFP) - ", "Baghdad (AFP) Jan 16, 2020 -- ", "CAPE TOWN, South Africa — ", "PARIS (AFP) – "],
)
def test_the_text_does_not_repeat_its_dateline(opening: str) -> None:
    """
    The page sets place, agency and day above the text, in one form for all.
    """
    (one,) = found(f"{opening}The ferry runs again.", check="dateline")
    assert (one.words, one.replacement) == (opening.rstrip(), "")


def test_the_reason_shows_the_form_that_the_page_has() -> None:
    """
    Nobody need remember the form.
    """
    dateline = Dateline("BAGHDAD", ("AFP",), DAY)
    text = Text(headline="", blocks=(paragraph("BAGHDAD, Jan 16 (AFP) - It runs."),), dateline=dateline)
    (one,) = [s for s in suggestions(text) if s.check == "dateline"]
    assert "Baghdad (AFP) Jan 16, 2020" in one.reason


def test_a_byline_is_a_name() -> None:
    """
    The page writes "by"; a name is not shouted, and stands in one place.
    """
    assert [s.replacement for s in found("It runs.", byline="By Ada Ferry", check="byline")] == ["Ada Ferry"]
    assert [s.replacement for s in found("It runs.", byline="ADA FERRY", check="byline")] == ["Ada Ferry"]
    assert [s.block for s in found("By Ada Ferry", "It runs.", check="byline")] == ["gone"]
    assert found("By noon the ferry had left.", byline="Ada Ferry", check="byline") == []


def test_quotes_are_curled_in_pairs() -> None:
    """
    Straight quotes are a typewriter's.
    """
    assert mended('"It runs," she said. "It\'s late."', "quotes") == "“It runs,” she said. “It’s late.”"


def test_a_quote_that_nobody_closed_is_shown_and_not_guessed() -> None:
    """
    Where somebody's words end is a fact, which no program knows.
    """
    (one,) = found('She said: "It runs.', check="quotes")
    assert one.replacement is None


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("We saw 3 people there.", "We saw three people there."),
        ("We saw twelve ships there.", "We saw 12 ships there."),
        ("It cost 12000 crowns.", "It cost 12,000 crowns."),
    ],
)
def test_counts_are_words_below_ten(said: str, right: str) -> None:
    """
    One house, one way to count.
    """
    assert mended(said, "numbers") == right


@pytest.mark.parametrize(
    "said",
    [
        "It went 3 miles in 5 minutes at 2 percent.",
        "She is aged 5 years old, on page 9 there.",
        "Twelve ships left. “Twenty more,” he said.",
        "In 2020 it cost $4 million, or 3-4 ships, at 12:30.",
    ],
)
def test_units_ages_and_beginnings_stay(said: str) -> None:
    """
    With a unit, an age or money a figure is right; a sentence does not begin with one.
    """
    assert found(said, check="numbers") == []


WORDS = st.text(st.sampled_from("aA1 \"'.,-–(*THE Jan 30 2020 Monday By five12"), max_size=80)


@given(st.lists(WORDS, max_size=5), WORDS)
def test_every_suggestion_is_of_words_that_stand_there(paragraphs: list[str], headline: str) -> None:
    """
    An editor who accepts one changes the words that it shows, and no others.
    """
    blocks: tuple[Block, ...] = tuple(map(paragraph, paragraphs))
    text = Text(headline=headline, byline=headline, blocks=blocks, day=DAY)
    for check in CHECKS:
        for one in check(text):
            stands = blocks[one.place].text if isinstance(one.place, int) else getattr(text, one.place)
            assert stands.count(one.words) > one.nth
            assert one.reason
    assert suggestions(text) == suggestions(replace(text))
