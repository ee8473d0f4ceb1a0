"""Blocks and their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.news.blocks import Block, BlockSource, heading, paragraph, plain


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("<p>Fish &amp; chips</p>", "Fish & chips"),
        ("<p>un<em>believ</em>able</p>", "unbelievable"),
        ("<ul><li>one</li><li>two</li></ul>", "one two"),
        ("<p>end<br>start</p>", "end start"),
        ("<table><tr><td>1</td><th>2</th></tr></table>", "1 2"),
        ("<blockquote><p>  a\n b\u00a0c </p></blockquote>", "a b c"),
        ("<p>1 &lt; 2</p>", "1 < 2"),
        ("", ""),
    ],
)
def test_the_words_of_a_fragment_are_what_a_reader_reads(fragment: str, words: str) -> None:
    """
    Inline marks do not part a word, blocks do; what counts and compares words must see what the eye sees.
    """
    assert plain(fragment) == words
    assert Block("paragraph", fragment).text == words


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"])))
def test_plain_text_comes_back_from_a_paragraph(text: str) -> None:
    """
    What an editor types is text, never markup, whatever signs it holds.
    """
    assert paragraph(text).text == text
    assert heading(text).text == text


def test_a_block_knows_whose_words_it_holds() -> None:
    """
    Rulings and credits follow the blocks, so the source is part of the block itself.
    """
    source = BlockSource("nwa-7f3k2q9m", 3, 0)
    assert paragraph("a", source).source == heading("a", source).source == source
    assert paragraph("a").source is None
