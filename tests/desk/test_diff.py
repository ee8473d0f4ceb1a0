"""Two versions in one, word by word."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from dateline.desk.diff import compare, words

TEXTS = st.lists(st.text(alphabet="ab c.<&é", max_size=12), max_size=5).map(tuple)


def test_one_word_is_marked_and_no_more() -> None:
    """An editor sees at once that it is twelve now, and was eleven."""
    assert words("Eleven people died.", "Twelve people died.") == "<del>Eleven </del><ins>Twelve </ins>people died."


def test_paragraphs_that_came_and_went_are_told_apart() -> None:
    """A new lead does not make all that follows it look new."""
    found = compare(("One.", "Two."), ("New lead.", "One."))
    assert [c.kind for c in found] == ["added", "same", "left out"]


@given(TEXTS, TEXTS)
def test_either_version_can_be_read_from_it(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Without what is gone it is the newer text, without what is new the older one; nothing in it is a tag."""
    found = compare(before, after)
    newer = ["" if c.kind == "left out" else _without("del", c.html) for c in found]
    older = ["" if c.kind == "added" else _without("ins", c.html) for c in found]
    assert [t for t in newer if t] == [t for t in after if t]
    assert [t for t in older if t] == [t for t in before if t]


def _without(tag: str, html: str) -> str:
    kept = re.sub(f"<{tag}>.*?</{tag}>", "", html, flags=re.DOTALL)
    return unescape(re.sub("</?(?:ins|del)>", "", kept))
