import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from dateline.news.blocks import Block
from dateline.wires.html import blocks_from_html, blocks_from_text, content_from_html
from dateline.wires.markup import blocks
from dateline.wires.simple import simple_blocks

WORDS = st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=6).map(" ".join)


def html(fragment: str) -> str:
    return "".join(block.html for block in blocks_from_html(fragment))


@pytest.mark.parametrize(
    ("fragment", "clean"),
    [
        ('<p onclick="x()" style="color:red">Fire</p>', "<p>Fire</p>"),
        ('<p><a href="javascript:alert(1)">Fire</a></p>', "<p>Fire</p>"),
        ('<p>See <a href="https://example.org/a?b=1&amp;c=2" onmouseover="x()">it</a></p>',
         '<p>See <a href="https://example.org/a?b=1&amp;c=2">it</a></p>'),
        ("<p>Fire<script>steal()</script><style>p{}</style></p>", "<p>Fire</p>"),
        ("<form action='/x'><input value='y'></form><p>Fire</p>", "<p>Fire</p>"),
        ("<p>Fire<p>Smoke", "<p>Fire</p><p>Smoke</p>"),
        ("Fire<br><br>Smoke", "<p>Fire</p><p>Smoke</p>"),
        ("&lt;p&gt;Fire &lt;b&gt;now&lt;/b&gt;&lt;/p&gt;", "<p>Fire <strong>now</strong></p>"),
        ("&amp;lt;p&amp;gt;Fire&amp;lt;/p&amp;gt;", "<p>Fire</p>"),
        ("The &lt;b&gt; tag &amp; 5 < 6", "<p>The &lt;b&gt; tag &amp; 5 &lt; 6</p>"),
        ("One\n\nTwo &amp; three", "<p>One</p><p>Two &amp; three</p>"),
        ("<!-- nothing -->", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_html_from_outside_is_cleaned_to_the_houses_tags(fragment: str, clean: str) -> None:
    """
    Nothing that runs, posts or tracks may reach a page through a feed, and no word may be lost.
    """
    assert html(fragment) == clean


def test_a_picture_in_the_text_is_kept_as_media_and_a_counting_pixel_is_not() -> None:
    """
    The desk may want the picture; nobody wants to be counted by the sender.
    """
    content = content_from_html(
        '<p>Fire</p><figure><img src="https://example.org/f.jpg" alt="Flames" width="800" height="600px">'
        "<figcaption>The <b>harbour</b></figcaption></figure>"
        '<img src="https://example.org/count.gif" width="1" height="1"><img src="data:image/gif;base64,AA">'
    )
    assert [(one.href, one.alt, one.caption, one.width, one.height) for one in content.media] == [
        ("https://example.org/f.jpg", "Flames", "The harbour", 800, 600)
    ]


@pytest.mark.parametrize("depth", [300, 3000, 60_000])
def test_words_below_any_number_of_tags_are_kept(depth: int) -> None:
    """
    A parser that gives up in the depths must not take the rest of the text with it.
    """
    fragment = "<p>start</p>" + "<div>" * depth + "deep" + "</div>" * depth + "<p>end</p><script>no</script>"
    assert [block.text for block in blocks_from_html(fragment)] == ["start", "deep", "end"]


@given(st.lists(WORDS, min_size=1, max_size=8), st.sampled_from(["p", "div", "li", "h2", "td", "b", "blockquote"]))
def test_every_word_of_a_fragment_is_in_a_block(texts: list[str], tag: str) -> None:
    """
    What the reader of the feed would have seen, our reader sees.
    """
    found = blocks_from_html("".join(f"<{tag}>{text}</{tag}> " for text in texts))
    assert " ".join(block.text for block in found).split() == " ".join(texts).split()


PIECE = st.sampled_from(
    ["<p>", "</p>", "<em>", "</em>", "<strong>", "</strong>", '<a href="https://example.org/a-1.html">', "</a>", " ",
     "\n", "fire", "5 ", "&amp;", "&lt;", "&nbsp;", "&mdash;", "é", "\xa0", "\xad", "&", "<br>", "&shy;", ">", '"']
)  # fmt: skip


@given(st.lists(st.lists(PIECE, max_size=5).map("".join), max_size=4))
@settings(max_examples=300)
def test_the_quick_way_gives_what_the_parser_gives(inners: list[str]) -> None:
    """
    Simple HTML is read without a parser for speed alone; the blocks must be the same to the letter.
    """
    fragment = "".join(f"<p>{inner}</p>" for inner in inners)
    quick = simple_blocks(fragment)
    if quick is not None:
        root = etree.fromstring(f"<body>{fragment}</body>".encode(), etree.HTMLParser(encoding="utf-8"))
        assert quick == blocks([root])


def test_an_emphasis_before_a_link_is_simple_too() -> None:
    """
    A press office that prints its name in bold before its address is read like any other.
    """
    fragment = '<p>Call <strong>Aldery Port</strong> or <a href="https://port.example/1">see here</a></p>'
    assert simple_blocks(fragment) == (Block("paragraph", fragment),)


@given(st.text(max_size=200))
def test_any_text_makes_blocks_of_known_tags_only(text: str) -> None:
    """
    The whitelist holds whatever is typed.
    """
    for block in blocks_from_html(text):
        assert isinstance(block, Block)
        assert not re.search(r"<(?!/?(?:p|h2|ul|ol|li|blockquote|table|tr|td|th|caption|a|em|strong|sub|sup|q|code|abbr"
                             r"|br)\b)", block.html)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One.\n\nTwo\nstill two.\r\n\r\n\r\nThree", ["One.", "Two still two.", "Three"]),
        ("First one.\nSecond paragraph, which is longer.", ["First one.", "Second paragraph, which is longer."]),
        (
            "This is a text that somebody has\nbroken to a width of some thirty\nletters, as terminals did.\n"
            "Here the second paragraph begins,\nand goes on.",
            ["This is a text that somebody has broken to a width of some thirty letters, as terminals did.",
             "Here the second paragraph begins, and goes on."],
        ),
        ("<b>as typed</b>", ["<b>as typed</b>"]),
        ("  \n ", []),
    ],
)  # fmt: skip
def test_plain_text_is_parted_where_its_writer_parted_it(text: str, paragraphs: list[str]) -> None:
    """
    Blank lines part paragraphs; without them line ends do, unless a terminal broke the lines.
    """
    assert [block.text for block in blocks_from_text(text)] == paragraphs
