"""An editor's text against the blocks it was made from."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.news.blocks import Block, BlockSource, heading, paragraph
from dateline.news.wire import Dateline
from dateline.news.wording import reworded, typed

PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=30).filter(
    lambda t: bool(t.strip())
)
TEXT = PLAIN.map(paragraph)
MARKED = PLAIN.map(lambda t: paragraph(t).html.replace("<p>", "<p><em>x</em> "))
SOURCES = st.none() | st.builds(BlockSource, st.just("nwa-00000000"), st.integers(1, 3), st.integers(0, 9))
BLOCKS = st.one_of(
    st.builds(paragraph, PLAIN, SOURCES),
    st.builds(heading, PLAIN, SOURCES),
    st.builds(Block, st.just("paragraph"), MARKED, SOURCES, st.booleans()),
    st.builds(lambda t, s: Block("quote", f"<blockquote>{paragraph(t).html}</blockquote>", s), PLAIN, SOURCES),
    st.builds(
        lambda ts, s: Block("list", "<ul>" + "".join(f"<li>{paragraph(t).html[3:-4]}</li>" for t in ts) + "</ul>", s),
        st.lists(PLAIN, min_size=1, max_size=3),
        SOURCES,
    ),
    st.builds(lambda t, s: Block("table", f"<table><tr><td>{t.html[3:-4]}</td></tr></table>", s), TEXT, SOURCES),
)

FIRST = paragraph("The ferry runs again after a week of storms.", BlockSource("nwa-00000000", 2, 0))
SECOND = replace(
    paragraph("", BlockSource("nwa-00000000", 2, 1)), html="<p>It costs <strong>two</strong> crowns, as before.</p>"
)
OURS = paragraph("We asked the harbour office.")


@given(st.lists(BLOCKS, max_size=8))
def test_a_text_that_nobody_changed_gives_back_its_blocks(blocks: list[Block]) -> None:
    """
    Opening and saving must not cost a source, a mark or an accent.
    """
    assert reworded(blocks, typed(blocks)) == tuple(blocks)


@given(st.lists(BLOCKS, max_size=8), st.data())
def test_moved_and_left_out_blocks_keep_their_sources(blocks: list[Block], data: st.DataObject) -> None:
    """
    Whose words they are does not hang on where they stand.
    """
    some = data.draw(st.permutations(blocks).flatmap(lambda p: st.integers(0, len(p)).map(lambda n: p[:n])))
    assert typed(reworded(blocks, typed(some))) == typed(some)
    assert all(block in blocks for block in reworded(blocks, typed(some)))


def test_a_body_is_typed_with_plain_marks() -> None:
    """
    An editor at a terminal needs no HTML.
    """
    listed = Block("list", "<ul><li>one</li><li>two &amp; <em>three</em></li></ul>")
    quote = Block("quote", "<blockquote><p>Never again.</p></blockquote>")
    text = typed([heading("Fares"), FIRST, listed, quote])
    assert text == (
        "## Fares\n\nThe ferry runs again after a week of storms.\n\n- one\n- two & three\n\n> Never again.\n"
    )


def test_a_changed_paragraph_stays_the_sources_and_is_marked() -> None:
    """
    Changing a word does not make an agency's sentence ours.
    """
    text = typed([FIRST, SECOND]).replace("a week", "ten days")
    changed, same = reworded([FIRST, SECOND], text)
    assert changed.source == FIRST.source and changed.edited
    assert changed.text == "The ferry runs again after ten days of storms."
    assert same is SECOND


def test_a_new_paragraph_has_no_source() -> None:
    """
    What an editor wrote is ours to answer for.
    """
    first, new, second = reworded([FIRST, SECOND], typed([FIRST, OURS, SECOND]))
    assert (first, second) == (FIRST, SECOND)
    assert new == OURS and new.source is None and not new.edited


def test_our_own_changed_paragraph_is_not_marked_as_edited() -> None:
    """
    The mark says that a source's words were changed; ours have no source.
    """
    (block,) = reworded([OURS], "We asked the harbour office twice.")
    assert block.source is None and not block.edited


def test_two_changed_paragraphs_each_find_their_own_source() -> None:
    """
    Each draft takes the likest of the blocks that are left, and takes it once.
    """
    text = "It costs two crowns, as ever before.\n\nThe ferry runs again after a long week of storms.\n"
    one, other = reworded([FIRST, SECOND], text)
    assert (one.source, other.source) == (SECOND.source, FIRST.source)
    again, new = reworded([FIRST], "The ferry runs again after a week.\n\nThe ferry runs again after storms.")
    assert again.source == FIRST.source and new.source is None


def test_a_paragraph_that_stands_twice_stays_twice() -> None:
    """
    The same words from two versions keep each their own source, in their order.
    """
    twin = replace(FIRST, source=BlockSource("nwa-00000000", 5, 0))
    assert reworded([FIRST, twin], typed([FIRST, twin])) == (FIRST, twin)


@pytest.mark.parametrize(
    ("text", "kind", "html"),
    [
        ("## Fares & times", "heading", "<h2>Fares &amp; times</h2>"),
        ("> Never\n> again <ever>.", "quote", "<blockquote><p>Never again &lt;ever&gt;.</p></blockquote>"),
        ("- one & two\n- three", "list", "<ul><li>one &amp; two</li><li>three</li></ul>"),
        ("One\nline <b>only</b>.", "paragraph", "<p>One line &lt;b&gt;only&lt;/b&gt;.</p>"),
        ("- a dash\nbut no list", "paragraph", "<p>- a dash but no list</p>"),
        ("#hashtag", "paragraph", "<p>#hashtag</p>"),
    ],
)
def test_typed_marks_become_blocks_and_markup_stays_text(text: str, kind: str, html: str) -> None:
    """
    Nothing typed at the desk can smuggle markup onto a page.
    """
    assert reworded([], text) == (Block(kind, html),)  # type: ignore[arg-type]


def test_lines_ended_as_on_other_systems_and_blank_lines_with_blanks_part_blocks() -> None:
    """
    A text edited elsewhere comes back with other line ends.
    """
    assert reworded([FIRST, SECOND], typed([FIRST, SECOND]).replace("\n", "\r\n")) == (FIRST, SECOND)
    assert len(reworded([], "One.\n \t\nTwo.\n\n\n\nThree.")) == 3
    assert reworded([FIRST], " \n\n ") == ()


PLACED = Dateline("Oldsluice", ("NWA",), date(2020, 1, 16))


@pytest.mark.parametrize(
    "opening",
    [
        "OLDSLUICE, Jan 16 (NWA) - ",
        "Oldsluice (NWA) Jan 16, 2020 — ",
        "OLDSLUICE — ",
        "Oldsluice (NWA) Jan 16, 2020\n\n",
    ],
)
def test_a_dateline_that_is_typed_with_the_text_is_no_part_of_it(opening: str) -> None:
    """
    It stands above the text already; who types the wire's text as it came changes nothing.
    """
    assert reworded([FIRST, SECOND], opening + typed([FIRST, SECOND]), PLACED) == (FIRST, SECOND)


@pytest.mark.parametrize("opening", ["Newsluice - ", "OLDSLUICE, Jan 17 (NWA) - ", "Jan 16 - "])
def test_an_opening_that_says_more_than_the_dateline_stays(opening: str) -> None:
    """
    Another place or day is the editor's word, and no dateline of the wire's.
    """
    first, second = reworded([FIRST, SECOND], opening + typed([FIRST, SECOND]), PLACED)
    assert first.edited and second == SECOND
    assert first.text.startswith(opening.partition(" -")[0])
