"""The lines under a headline, as readers of the page see them, else as machines are told."""

from typing import Final

from lxml import etree

from dateline.news.blocks import Block
from dateline.wires.html_page.document import Page, tokens, words_in
from dateline.wires.html_page.furniture import KICKERS, Weights, is_junk, is_line
from dateline.wires.html_page.jsonld import text, types
from dateline.wires.preamble import same_words

_STANDFIRSTS: Final = frozenset({
    "standfirst", "dek", "deck", "subtitle", "subheadline", "subhead", "subheading", "sub-headline", "sub-title",
    "article-summary", "article__summary", "article-intro", "article__intro", "article-standfirst", "lede", "excerpt",
    "entry-subtitle", "chapo", "chapeau", "bajada", "entradilla", "sottotitolo", "sommario", "vorspann", "ingress",
    "bw-release-subhead", "prntac", "article-lead", "article__lead", "linha-fina",
})  # fmt: skip
#: Letters, as `Weights` counts them.
_SHORTEST: Final = 20
_LONGEST: Final = 600
#: A standfirst stands above the text; after so many letters of paragraphs there is none.
_TEXT: Final = 400
_LONG: Final = 80


def standfirst_of(page: Page, heading: etree._Element | None, headline: str, weights: Weights) -> str:
    """
    The standfirst of a *page*; empty if it has none.

    Args:
        heading: The headline's element, after which it stands; None if the page shows none.
    """
    seen = _seen(page.root, heading, headline, weights)
    told = page.told("description") or page.meta(*_DESCRIPTIONS)
    names = {page.meta("og:site_name"), page.told("publisher"), *_of_sites(page)}
    return seen or ("" if told in names else told)


_DESCRIPTIONS: Final = ("og:description", "description", "twitter:description", "dc.description")


def _of_sites(page: Page) -> list[str]:
    """What is said of the site, not of its article."""
    return [text(one.get("description")) for one in page.nodes if {"WebSite", "Organization"} & set(types(one))]


def _seen(root: etree._Element, heading: etree._Element | None, headline: str, weights: Weights) -> str:
    below = heading is None
    passed = 0
    for element in root.iter("*"):
        below = below or element is heading
        if not below or element is heading:
            continue
        told = tokens(element) & _STANDFIRSTS if element.tag in ("p", "h2", "h3", "h4", "div", "span") else None
        if told and _SHORTEST < weights.prose(element) < _LONGEST and not _is_beside(element, weights):
            words = words_in(element)
            return "" if is_line(words) or same_words(words, headline) else words
        many = weights.prose(element) if element.tag == "p" else 0
        passed += many if many >= _LONG else 0
        if passed > _TEXT:
            return ""
    return ""


def _is_beside(element: etree._Element, weights: Weights) -> bool:
    """True of what stands in a menu, in a list, or in a box of other stories."""
    return any(
        above.tag in ("aside", "li", "nav", "footer", "a") or is_junk(above, weights, signed=False)
        for above in (element, *element.iterancestors())
    )


def apart(standfirst: str, body: tuple[Block, ...]) -> str:
    """The *standfirst*, unless the text begins with it, or holds it."""
    bare = standfirst.rstrip(" .…[]")
    head = " ".join(block.text for block in body[:6])
    # The dateline, which it may open with, is off the body already.
    held = bare[:120] in head or (len(bare) > 2 * _LONG and bare[-_LONG:] in head)
    return "" if not bare or held or standfirst.endswith(("...", "…", "[…]")) else standfirst


def kicker_of(root: etree._Element) -> str:
    """The word or two that stand above the headline, such as a place or a series; empty if there are none."""
    for element in root.iter("span", "p", "div", "strong", "h2", "h3"):
        if tokens(element) & KICKERS and 0 < len(words := words_in(element)) < _LONG:
            return words
    return ""
