"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.wires.sentences import sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two.", 2),
        ("President George W. Bush met Gen. Sample in the U.S. Senate.", 1),
        ("He left the U.S. The rest stayed.", 2),
        ("It rose 3.5 pct. to No. 5 on Jan. 6.", 1),
        ("They met in Jan. The rest came later.", 2),
        ('"It works." said he. "Good."', 2),
        ('"Why?" he asked. "How?" She left.', 3),
        ("Mr. and Mrs. Roe of St. Marys live there. So do I.", 2),
        ("Acme Inc. said so. Acme Inc. The firm is new.", 3),
        ("Er kam am 16. Januar. Dann ging er.", 2),
        ("It cost $5. $3 came back.", 2),
        ("Well ... and so on. Yes!", 2),
        ("He rose at 5 a.m. and slept at 9 p.m. Nobody minded.", 2),
        ("1. The first rule", 1),
        ("", 0),
    ],
)
def test_a_stop_ends_a_sentence_unless_it_shortens_a_word(text: str, count: int) -> None:
    """
    A paragraph broken after "Gen." or "U.S." reads as an error.
    """
    assert len(sentences(text)) == count


@given(st.text(alphabet="aB.?! \"'”5,", max_size=60))
def test_sentences_joined_are_the_text(text: str) -> None:
    """
    Nothing of a source's text may be lost or doubled by taking it apart.
    """
    assert " ".join(sentences(text)) == text
