from datetime import date

import pytest

from dateline.news.blocks import paragraph
from dateline.news.wire import Dateline
from dateline.wires.html import blocks_from_html
from dateline.wires.opening import byline_of, split_opening

DAY = date(2031, 3, 4)


def test_headline_and_dateline_are_taken_off_the_text() -> None:
    """
    The page prints both once, in its own place and style.
    """
    body = blocks_from_html("<h1>Harbour fire</h1><p><b>BAGHDAD (AFP)</b> &mdash; Ships &amp; <i>boats</i> left.</p>")
    dateline, rest = split_opening(body, "Harbour Fire", day_hint=DAY)
    assert dateline == Dateline("BAGHDAD", ("AFP",), in_body=True)
    assert [block.html for block in rest] == ["<p>Ships &amp; <em>boats</em> left.</p>"]


def test_a_dateline_that_is_a_paragraph_of_its_own_goes_with_it() -> None:
    """
    An empty paragraph in its place would show.
    """
    dateline, rest = split_opening((paragraph("Paris, 21 January 2031 (AFP) -"), paragraph("Rain.")), "", day_hint=DAY)
    assert dateline is not None
    assert dateline.day == date(2031, 1, 21)
    assert [block.text for block in rest] == ["Rain."]


def test_a_text_without_either_stays_as_it_is() -> None:
    """
    Nothing is taken off that is not surely a dateline.
    """
    body = (paragraph("Rain fell. It rained."),)
    assert split_opening(body, "Other words") == (None, body)
    assert split_opening((), "Other words") == (None, ())


@pytest.mark.parametrize(
    ("text", "language", "byline"),
    [
        ("By Ann  Example", "", "Ann Example"),
        ("BY ANN EXAMPLE", "en", "ANN EXAMPLE"),
        ("Von Karl Muster, xyz", "de-AT", "Karl Muster, xyz"),
        ("Von Example", "en", "Von Example"),
        ("Byron Example", "en", "Byron Example"),
        ("By", "en", "By"),
    ],
)
def test_a_byline_has_no_word_before_the_name(text: str, language: str, byline: str) -> None:
    """
    The theme writes "by" in the site's own language.
    """
    assert byline_of(text, language) == byline
