"""Markup into blocks: nothing lost, nothing let in."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from dateline.wires.markup import blocks


def made(inner: str) -> list[str]:
    """The HTML of the blocks of a body with this content."""
    return [block.html for block in blocks([etree.fromstring(f"<body>{inner}</body>")])]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<p>One &amp; &lt;two&gt;.</p>", ["<p>One &amp; &lt;two&gt;.</p>"]),
        ("bare <b>words</b>", ["<p>bare <strong>words</strong></p>"]),
        ("<p>a</p> loose <p>b</p> end", ["<p>a</p>", "<p>loose</p>", "<p>b</p>", "<p>end</p>"]),
        ("<div><section><p>deep</p></section></div>", ["<p>deep</p>"]),
        ("<p>one<br/><br/>two<br/>three</p>", ["<p>one</p>", "<p>two<br>three</p>"]),
        ("<p><i>one<br/> <br/>two</i></p>", ["<p><em>one</em></p>", "<p><em>two</em></p>"]),
        ("<p><br/>one<br/></p>", ["<p>one</p>"]),
        ("<p> </p><p><em/></p><p>&#160;&#8203;</p>", []),
        ("<h1>A</h1><h6>B <i>c</i></h6><hl2>D</hl2>", ["<h2>A</h2>", "<h2>B <em>c</em></h2>", "<h2>D</h2>"]),
        ("<h2><p>one</p><ul><li>two</li></ul></h2>", ["<h2>one two</h2>"]),
        ("<ul><li>a<ol><li>b</li></ol></li><li><p>c</p><p>d</p></li></ul>",
         ["<ul><li>a<ol><li>b</li></ol></li><li>c<br>d</li></ul>"]),
        ("<ol>stray<li>a</li>tail<li/></ol>", ["<ol><li>stray</li><li>a</li><li>tail</li></ol>"]),
        ("<dl><dt>term</dt><dd>meaning</dd></dl>", ["<ul><li>term</li><li>meaning</li></ul>"]),
        ("<ul><li/></ul><table><tr><td/></tr></table><blockquote/>", []),
        ("<bq><block><p>said</p></block></bq>", ["<blockquote><p>said</p></blockquote>"]),
        ("<blockquote>a<ul><li>b</li></ul></blockquote>", ["<blockquote><p>a</p><ul><li>b</li></ul></blockquote>"]),
        ("<p>Before<table><tr><td>cell</td></tr></table>after</p>",
         ["<p>Before</p>", "<table><tr><td>cell</td></tr></table>", "<p>after</p>"]),
        ("<p><em>x<p>y</p>z</em></p>", ["<p><em>x</em></p>", "<p><em>y</em></p>", "<p><em>z</em></p>"]),
        ("<p>a <person>Ann</person>, <money>$1</money> <classifier>c</classifier></p>", ["<p>a Ann, $1 c</p>"]),
        ("<p><person><name.given>Ann</name.given><name.family>Lee</name.family></person></p>", ["<p>Ann Lee</p>"]),
        ("<p><city>Rome</city>, <country>Italy</country></p>", ["<p>Rome, Italy</p>"]),
        ("<p>1<frac><frac-num>1</frac-num><frac-sep/><frac-den>2</frac-den></frac></p>", ["<p>1 1/2</p>"]),
        ("<p>H<sub>2</sub>O <abbr title='x'>UN</abbr> <q>q</q> <code>c</code></p>",
         ["<p>H<sub>2</sub>O <abbr>UN</abbr> <q>q</q> <code>c</code></p>"]),
        ("<p>a<script>bad()</script>b<style>c</style><iframe>d</iframe><form>e</form><object>f</object>g</p>",
         ["<p>abg</p>"]),
        ("<figure><img src='x'/><figcaption>Caption</figcaption></figure><img src='y'/><p>t</p>", ["<p>t</p>"]),
        ("<div><img src='x'/><figcaption>Caption</figcaption></div>", []),
        ("<media><media-caption>Caption</media-caption></media>", []),
        ("<figure><table><tr><td>1</td></tr></table><figcaption>What</figcaption></figure>",
         ["<table><tr><td>1</td></tr></table>", "<p>What</p>"]),
        ("<pre>one\ntwo\n\nthree</pre>", ["<p>one<br>two</p>", "<p>three</p>"]),
        ("<pre>a\n\n<b>b\n\nc</b></pre>", ["<p>a</p>", "<p><strong>b</strong></p>", "<p><strong>c</strong></p>"]),
        ("<p>x\u2029y\u2028z\u00a0w \u202f v</p>", ["<p>x y z w v</p>"]),
        ("<p>zero\u200bwidth\u00ad so\ufeffft</p>", ["<p>zerowidth soft</p>"]),
        ("<p>\u0093quoted\u0094 \u0081</p>", ["<p>“quoted”</p>"]),
    ],
)  # fmt: skip
def test_markup_becomes_clean_blocks(inner: str, expected: list[str]) -> None:
    """
    A body has one form, whatever the agency's markup was.
    """
    assert made(inner) == expected


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ('<a href="https://x.example/?a=1&amp;b=2">x</a>', '<p><a href="https://x.example/?a=1&amp;b=2">x</a></p>'),
        ('<a href="mailto:ann@x.example" onclick="y()">x</a>', '<p><a href="mailto:ann@x.example">x</a></p>'),
        ('<a href="http://x.example/a b&quot;c">x</a>', '<p><a href="http://x.example/a%20b&quot;c">x</a></p>'),
        ('<a href="javascript:alert(1)">x</a>', "<p>x</p>"),
        ('<a href=" java&#10;script:alert(1)">x</a>', "<p>x</p>"),
        ('<a href="data:text/html,y">x</a>', "<p>x</p>"),
        ('<a href="/relative">x</a>', "<p>x</p>"),
        ("<a>x</a>", "<p>x</p>"),
        ('<a href="http://a.example"><a href="http://b.example">x</a></a>', '<p><a href="http://a.example">x</a></p>'),
        ('y<a href="http://a.example"> </a>', "<p>y</p>"),
    ],
)
def test_only_links_to_pages_and_mailboxes_stay(inner: str, expected: str) -> None:
    """
    A wire's link must not run a script on our page, nor lead into the agency's own file system.
    """
    assert made(inner) == [expected]


def test_a_table_keeps_its_columns() -> None:
    """
    Results are read by column: empty cells and spans count, words outside a cell get one.
    """
    inner = (
        '<table><caption>Results</caption>loose<thead><tr><th colspan="2">Team</th><th/></tr></thead>'
        '<tbody><tr>x<td rowspan="900000">A</td><b>y</b><td colspan="1"><p>1</p><p>2</p></td>z</tr><tr><td/></tr>'
        "<colgroup/><p>stray</p></tbody></table>"
    )
    assert made(inner) == [
        "<table><caption>Results</caption><tr><td>loose</td></tr>"
        '<tr><th colspan="2">Team</th><th></th></tr>'
        "<tr><td>x</td><td>A</td><td><strong>y</strong></td><td>1<br>2</td><td>z</td></tr>"
        "<tr><td>stray</td></tr></table>"
    ]


def test_lines_that_a_machine_broke_are_joined() -> None:
    """
    Old systems end a line at a fixed width; on a page such ends cut sentences in two.
    """
    wrapped = (
        "The harbour was closed on Thursday after a fire that burned two<br/>cranes and a shed, the port's office said."
    )
    assert made(f"<p>{wrapped}</p>") == [f"<p>{wrapped.replace('<br/>', ' ')}</p>"]
    assert made("<p>Gulls 2<br/>Terns 1</p>") == ["<p>Gulls 2<br>Terns 1</p>"]


def test_typed_paragraphs_inside_one_element_are_parted() -> None:
    """
    Some wires send a whole report in one element, with blank lines or set-in lines for paragraphs.
    """
    typed = (
        "\n    The first paragraph is set in and goes on to the margin, where\nit ends.\n"
        "    The second.\nGulls   2\nTerns   1\n"
    )
    assert made(f"<p>{typed}</p>") == [
        "<p>The first paragraph is set in and goes on to the margin, where it ends.</p>",
        "<p>The second.<br>Gulls 2<br>Terns 1</p>",
    ]


def test_markup_indented_for_the_eye_is_one_paragraph() -> None:
    """
    Line ends in XML mean nothing by themselves.
    """
    assert made("<p>\n      one\n      two\n    </p>") == ["<p>one two</p>"]


def test_markup_too_deep_to_walk_keeps_its_words() -> None:
    """
    Mischief must not stop the reader, and a text wrapped too often must not lose its end.
    """
    deep = "<div>" * 220 + "deep<script>no</script><b>er</b> words" + "</div>" * 220
    assert " ".join(made(deep)) == "<p>deep er words</p>"
    lists = "<ul><li>" * 110 + "item" + "</li></ul>" * 110
    assert "item" in made(lists)[0]
    tables = "<table><tbody><tr><td>" * 60 + "cell" + "</td></tr></tbody></table>" * 60
    assert "cell" in made(tables)[0]


def test_any_namespace_is_read_by_local_name() -> None:
    """
    The same element comes with XHTML's namespace, with NITF's, with a prefix, and with none.
    """
    element = etree.fromstring('<x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:P>t<x:BR/>u</x:P></x:div>')
    assert [block.html for block in blocks([element])] == ["<p>t<br>u</p>"]


def test_entities_that_nobody_resolved_are_read() -> None:
    """
    A parser that expands nothing leaves them as nodes; the word must not lose its letter.
    """
    parser = etree.XMLParser(resolve_entities=False)
    element = etree.fromstring('<!DOCTYPE p SYSTEM "x"><p>caf&eacute;<!-- c --> x</p>', parser)
    assert [block.html for block in blocks([element])] == ["<p>café x</p>"]


_TAGS = ["p", "div", "b", "em", "a", "span", "ul", "ol", "li", "h2", "blockquote", "table", "tr", "td", "section", "q"]
_WORD = st.text("abcdefgh<&>é", min_size=1, max_size=6)


@st.composite
def trees(draw: st.DrawFn, depth: int = 0) -> str:
    """Markup of any shape, with a word at every place that can hold one, each apart from the next."""
    pieces = []
    for _ in range(draw(st.integers(0, 3 if depth < 4 else 0))):
        tag = draw(st.sampled_from(_TAGS))
        pieces.append(f"<{tag}> {draw(trees(depth + 1))} </{tag}>")
        pieces.append(f" {html.escape(draw(_WORD))} ")
    return html.escape(draw(_WORD)) + " " + "".join(pieces)


@settings(max_examples=150, deadline=None)
@given(trees())
def test_no_word_is_lost_or_moved(inner: str) -> None:
    """
    What the agency wrote is what the page says, in its order.
    """
    element = etree.fromstring(f"<body>{inner}</body>")
    sent = " ".join(str(piece) for piece in element.itertext()).split()
    assert " ".join(block.text for block in blocks([element])).split() == sent


@settings(max_examples=150, deadline=None)
@given(trees())
def test_only_our_own_tags_come_out(inner: str) -> None:
    """
    Whatever goes in, a page can print the fragment as it is.
    """
    allowed = "p|h2|ul|ol|li|blockquote|table|caption|tr|th|td|a|em|strong|sub|sup|br|q|code|abbr"
    for fragment in made(inner):
        assert re.sub(rf'</?(?:{allowed})(?: href="[^"<>]*")?>', "", fragment).count("<") == 0
        etree.fromstring(fragment.replace("<br>", "<br/>"))
