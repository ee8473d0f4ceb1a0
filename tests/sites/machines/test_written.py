"""How values are written for machines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.sites.machines.items import WORDS, said

from dateline.sites.machines.written import absolute, clean, inline, xml

PAGE = "https://www.tideline.example/2020/01/16/quay-7f3k2q9m"
SITE = "https://www.tideline.example"


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        ('<a href="/x?a=1&amp;b=2">x</a>', f'<a href="{SITE}/x?a=1&amp;b=2">x</a>'),
        ("<a href='#note'>x</a>", f'<a href="{PAGE}#note">x</a>'),
        ('<a href="other">x</a>', f'<a href="{SITE}/2020/01/16/other">x</a>'),
        ('<a href="//cdn.example/x">x</a>', '<a href="https://cdn.example/x">x</a>'),
        ('<a href="https://a.example/">x</a>', '<a href="https://a.example/">x</a>'),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        ('<a title="a > b" href="/x">x</a>', f'<a title="a > b" href="{SITE}/x">x</a>'),
        ('<a href="//[">x</a>', f'<a href="{PAGE}">x</a>'),
        ('<video poster="/p.jpg" src="/v"></video>', f'<video poster="{SITE}/p.jpg" src="{SITE}/v"></video>'),
        ('<img srcset="/a 1x, /b 2x">', f'<img srcset="{SITE}/a 1x, {SITE}/b 2x">'),
        ('<img srcset="https://a.example/a 1x, /b 2x">', f'<img srcset="https://a.example/a 1x, {SITE}/b 2x">'),
        ('<img srcset="data:image/png;base64,AA== 1x">', '<img srcset="data:image/png;base64,AA== 1x">'),
        ('<blockquote cite="/x">y</blockquote>', f'<blockquote cite="{SITE}/x">y</blockquote>'),
        ('<p>Write href="/x" in it, or 1 < 2 src="/y".</p>', '<p>Write href="/x" in it, or 1 < 2 src="/y".</p>'),
        ("<p>plain</p>", "<p>plain</p>"),
    ],
)
def test_links_lead_to_the_same_place_from_anywhere(fragment: str, told: str) -> None:
    """
    Only in tags: what reads like an attribute in a sentence is a sentence.
    """
    assert absolute(fragment, PAGE) == told
    assert absolute(told, PAGE) == told


@given(WORDS)
def test_cleaned_text_has_every_word_and_is_xml(text: str) -> None:
    """
    A letter that parts words leaves a blank; the others that XML has no word for go.
    """
    assert said(clean(text)) == said(text)
    root = etree.fromstring(f'<a b="{xml(text)}">{xml(text)}</a>')
    assert said(root.text or "") == said(root.get("b") or "") == said(text)


@given(st.text("<>& ab\u2028\u2029"))
def test_what_stands_in_a_script_element_cannot_end_it(text: str) -> None:
    """
    Also as a member's name.
    """
    assert not set("<>&\u2028\u2029") & set(inline({"a" + text: text}))
