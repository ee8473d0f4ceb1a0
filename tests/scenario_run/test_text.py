"""What a reader sees of an answer, and where in it words are."""

import pytest

from dateline.scenario.text import near, seen
from dateline.sites.http import Response


def answer(type: str, body: str) -> Response:
    """An answer of that type."""
    return Response(200, (("content-type", type),), body.encode())


@pytest.mark.parametrize(
    ("type", "body", "text"),
    [
        ("text/html; charset=utf-8", "<p>One  <em>w</em>ord</p><p>more</p>", "One word more"),
        ("text/html", "<title>T</title><style>p{}</style><script>x()</script><p>a<br>b", "T a b"),
        ("text/html", "<p>Eels &amp; trout<!-- hidden --> pass</p>", "Eels & trout pass"),
        ("text/html", '<img src="x" alt="A weir">', "A weir"),
        ("text/html", "", ""),
        ("application/rss+xml; charset=utf-8", "<a><b>Eels &amp;amp; trout</b><c>x</c></a>", "Eels &amp; trout x"),
        ("application/xml", "<a>&lt;p>One &lt;em>w&lt;/em>ord&lt;/p></a>", "<p>One <em>w</em>ord</p> One word"),
        ("application/xml", "<a>torn", "torn"),
        ("text/plain", "one\n two", "one two"),
        ("text/css", "p { color: red }", ""),
        ("image/png", "red", ""),
    ],
)
def test_markup_is_not_what_a_reader_sees(type: str, body: str, text: str) -> None:
    """
    Words are looked for as they are read: across inline markup, not across paragraphs run together.
    """
    assert seen(answer(type, body)) == text


def test_the_neighbourhood_of_words_is_cut_out() -> None:
    """
    A page is too long to be told; the words before and after show where it differs.
    """
    text = "a" * 100 + " the weir of Ashby " + "b" * 100
    assert near(text, "weir") == "…" + "a" * 55 + " the weir of Ashby " + "b" * 50 + "…"
    assert "the weir of Ashby" in near(text, "the weir of Ashley")
    assert near("short text", "elsewhere").startswith("short text")
