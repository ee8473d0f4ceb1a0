import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.setup.contrast import DARK_PAPER, ENOUGH, PAPER, contrast, readable

COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#abcdef", "#abcdef", 1),
    ],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, expected: float) -> None:
    """
    The grey that just fails and the grey that just passes on white are known to every designer.
    """
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


@given(colour=COLOURS, paper=st.sampled_from([PAPER, DARK_PAPER]))
def test_the_colour_proposed_can_be_read(colour: str, paper: str) -> None:
    """
    A remedy that fails the next check is none.
    """
    assert contrast(readable(colour, paper), paper) >= ENOUGH


@given(colour=COLOURS)
def test_a_colour_that_can_be_read_is_left_alone(colour: str) -> None:
    """
    Nobody's brand is changed without need.
    """
    if contrast(colour, PAPER) >= ENOUGH:
        assert readable(colour, PAPER) == colour
