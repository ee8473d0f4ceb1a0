"""What was looked for is marked where it stands, in plain text that a page can show safely."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dateline.archive.answer import Run
from dateline.archive.marks import marked, snippet
from dateline.archive.meaning import Said


def said(*phrases: str, prefix: bool = False) -> list[Said]:
    return [Said("text", tuple(p.split()), prefix) for p in phrases]


def text(runs: tuple[Run, ...]) -> str:
    return "".join(f"[{r.text}]" if r.marked else r.text for r in runs)


def test_a_word_is_marked_as_it_is_written() -> None:
    """
    The reader typed zurich; the text says Zürich, and that is what is marked.
    """
    assert text(marked("From Zürich to ZURICH.", said("zurich"))) == "From [Zürich] to [ZURICH]."


def test_a_phrase_is_marked_as_one_and_only_where_it_stands() -> None:
    """
    Its words elsewhere are not what was looked for.
    """
    assert text(marked("A new pier, not a new quay.", said("new pier"))) == "A [new pier], not a new quay."


def test_the_beginning_of_a_word_marks_the_word() -> None:
    """
    Half a marked word is hard to read.
    """
    assert (
        text(marked("Harbours and a harbour-master", said("harb", prefix=True))) == "[Harbours] and a [harbour]-master"
    )
    assert text(marked("new harbours", said("new harb", prefix=True))) == "[new harbours]"


def test_what_overlaps_is_marked_once() -> None:
    """
    A word that is part of a phrase which is marked gets no mark of its own.
    """
    assert text(marked("the new pier", said("pier", "new pier"))) == "the [new pier]"


def test_markup_in_a_text_stays_text() -> None:
    """
    No HTML is made here: what looks like it comes out as it went in, and the page escapes it.
    """
    assert marked("<b>pier</b>", said("pier")) == (Run("<b>"), Run("pier", True), Run("</b>"))


def test_a_snippet_is_the_stretch_with_most_of_what_was_looked_for() -> None:
    """
    A paragraph that has both words comes before an earlier one that has one.
    """
    paragraphs = ["The pier is old.", "Nothing here.", "Grain lies on the pier now.", "Grain and pier again."]
    assert text(snippet(paragraphs, said("grain", "pier"))) == "[Grain] lies on the [pier] now."


def test_a_long_paragraph_is_cut_around_what_was_found() -> None:
    """
    What was found is in the snippet with some words before it, and dots say that there are more.
    """
    words = [f"w{n}" for n in range(200)]
    found = text(snippet([" ".join(words)], said("w100"), 20))
    assert found.startswith("… w95 ") and found.endswith(" w114 …") and "[w100]" in found


def test_without_any_of_it_a_snippet_is_the_beginning() -> None:
    """
    What was found by its headline or a field opens with its first words.
    """
    assert text(snippet(["One two three four."], said("five"), 3)) == "One two three …"
    assert snippet([], said("five")) == ()
    assert snippet(["One."], said("one"), 0) == ()


@given(
    st.text(alphabet="ab é.-", max_size=120),
    st.lists(st.sampled_from(["a", "ab", "b a", "e"]), max_size=3),
    st.integers(1, 12),
)
def test_marks_change_no_character(paragraph: str, phrases: list[str], most: int) -> None:
    """
    A headline with marks is the headline; a snippet is a stretch of the text, no longer than it may be.
    """
    assert "".join(r.text for r in marked(paragraph, said(*phrases))) == paragraph
    runs = snippet([paragraph], said(*phrases), most)
    plain = "".join(r.text for r in runs).removeprefix("… ").removesuffix(" …")
    assert plain in paragraph
    assert all(a.marked != b.marked for a, b in pairwise(runs))
    assert len(plain.replace(".", " ").replace("-", " ").split()) <= most
