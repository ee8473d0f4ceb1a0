"""A page's headline, the lines under it and the word above it: as readers see them, told from the site's name."""

import re
from typing import Final

from lxml import etree

from dateline.news.blocks import Block
from dateline.wires.html_page.document import Page, stands_in, tokens, words_in
from dateline.wires.html_page.furniture import KICKERS, Weights, is_beside, is_junk, is_line
from dateline.wires.html_page.jsonld import text, types
from dateline.wires.preamble import same_words

#: Between a headline and the name of its site; Chinese pages set a low line, Japanese ones a wide bar.
_BETWEEN: Final = r"\s+(?:[|–—·•:»]|-{1,2})\s+|\s*｜\s*|(?<=[\u3400-\u9fff])_(?=[\u3400-\u9fff])"
_SITE = re.compile(_BETWEEN)
_PART = re.compile(rf":\s|{_BETWEEN}")
_WORD = re.compile(r"\w+")
_TITLES: Final = frozenset(
    {"headline", "title", "entry-title", "article-title", "post-title", "page-title", "epi-fontlg"}
)
_LARGE: Final = frozenset({"4", "5", "6", "7", "+1", "+2", "+3", "+4"})
_STANDFIRSTS: Final = frozenset({
    "standfirst", "dek", "deck", "subtitle", "subheadline", "subhead", "subheading", "sub-headline", "sub-title",
    "article-summary", "article__summary", "article-intro", "article__intro", "article-standfirst", "lede", "excerpt",
    "entry-subtitle", "chapo", "chapeau", "bajada", "entradilla", "sottotitolo", "sommario", "vorspann", "ingress",
    "bw-release-subhead", "prntac", "article-lead", "article__lead", "linha-fina",
})  # fmt: skip
_DESCRIPTIONS: Final = ("og:description", "description", "twitter:description", "dc.description")
#: In letters, a headline; one in bold alone; a standfirst, as `Weights` counts them.
_LONGEST: Final = 500
_SHORTEST_BOLD: Final = 10
_SHORTEST_STANDFIRST: Final = 20
_LONGEST_STANDFIRST: Final = 600
#: A standfirst stands above the text: after so many letters of long paragraphs there is none.
_TEXT: Final = 400
_LONG: Final = 80
#: How sure it must be, 0 to 1.8, that a heading is the headline.
_SURE: Final = 0.8


def headline_of(page: Page) -> tuple[str, dict[str, str], etree._Element | None]:
    """
    The headline, the others that the page has and its kicker, under their names, and where it stands, if it does.

    The one that readers see comes first; of several on the page, the one that what machines are told agrees with.
    """
    told = {
        "headline": page.told("headline"),
        "itemprop:headline": page.item("headline"),
        "og:title": page.meta("og:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"),
        "twitter:title": page.meta("twitter:title"),
        "title": page.title,
        "alternativeHeadline": page.told("alternativeHeadline"),
    }
    bare = {name: _without_site(words, page) for name, words in told.items()}
    heading = _seen(page, [words for words in dict.fromkeys((*told.values(), *bare.values())) if words])
    offered = told["headline"], told["itemprop:headline"], bare["og:title"], bare["title"]
    headline = next(filter(None, offered), "") if heading is None else words_in(heading)
    others = {
        name: words
        for name, words in told.items()
        if words and not same_words(bare[name], headline) and not same_words(words, headline)
    }
    if kicker := _kicker(page.root):
        others["kicker"] = kicker
    return headline, others, heading


def _seen(page: Page, spoken: list[str]) -> etree._Element | None:
    """The heading that stands over the text; None where none agrees with anything that was *spoken*."""
    offered = [one for one in page.root.iter("h1", "h2") if _may_be(words_in(one), page)]
    scores = {one: _likeness(one, spoken) for one in offered}
    best = max(offered, key=lambda one: scores[one], default=None)
    if best is not None and scores[best] >= _SURE:
        # A kicker may stand in the heading itself.
        inner = (one for one in best.iterdescendants("*") if any(same_words(words_in(one), text) for text in spoken))
        return next(inner, best)
    tops = [one for one in offered if one.tag == "h1"]
    if len(tops) == 1 and not page.told("headline"):
        return tops[0]
    return None if tops else _bold(page, spoken)


def _may_be(words: str, page: Page) -> bool:
    return 0 < len(words) <= _LONGEST and not same_words(words, page.site)


def _likeness(heading: etree._Element, spoken: list[str]) -> float:
    """How sure it is that a *heading* is the headline: by its words, most of all."""
    words = set(_WORD.findall(words_in(heading).casefold()))
    same = max((len(words & set(_WORD.findall(other.casefold()))) for other in spoken), default=0)
    alike = same / len(words) if words and same >= min(3, len(words)) else 0.0
    named = 0.2 * (not tokens(heading).isdisjoint(_TITLES)) + 0.2 * ("headline" in (heading.get("itemprop") or ""))
    return alike + named + 0.3 * (heading.tag == "h1") + 0.1 * stands_in(heading, "article", "main")


def _bold(page: Page, spoken: list[str]) -> etree._Element | None:
    """The first line in large or bold letters that is a whole part of a title, on pages that know no headings."""
    parts = [part for title in spoken for part in (title, *_PART.split(title))]
    for element in page.root.iter("b", "strong", "font", "h3", "h4", "big", "p", "div", "span", "td"):
        marked = element.tag in ("b", "strong", "h3", "h4", "big") or (element.get("size") or "")[:2] in _LARGE
        if marked or not tokens(element).isdisjoint(_TITLES):
            words = words_in(element)
            if len(words) > _SHORTEST_BOLD and _may_be(words, page) and any(same_words(words, one) for one in parts):
                return element
    return None


def _without_site(title: str, page: Page) -> str:
    """A *title* without the name of its site."""
    parts = list(_SITE.finditer(title))
    if not parts:
        return title
    first, last = parts[0], parts[-1]
    if same_words(title[: first.start()], page.site):
        return title[first.end() :]
    tail = title[last.end() :]
    host = page.address.partition("//")[2].partition("/")[0].replace(".", "").replace("-", "")
    named = same_words(tail, page.site) or "".join(_WORD.findall(tail.casefold())) in host
    is_site = named or (not page.site and len(tail) < len(title) / 2)
    return title[: last.start()] if is_site and len(tail.split()) <= 4 else title


def standfirst_of(page: Page, heading: etree._Element | None, headline: str, weights: Weights) -> str:
    """
    The standfirst of a *page*; empty if it has none.

    Args:
        heading: The headline's element, after which it stands; None if the page shows none.
    """
    if shown := _under(page.root, heading, headline, weights):
        return shown
    told = page.told("description") or page.meta(*_DESCRIPTIONS)
    of_site = [text(one.get("description")) for one in page.nodes if {"WebSite", "Organization"} & set(types(one))]
    return "" if told in (page.site, page.told("publisher"), *of_site) else told


def _under(root: etree._Element, heading: etree._Element | None, headline: str, weights: Weights) -> str:
    """The line of such a class that stands under the *heading* and above the text."""
    below, passed = heading is None, 0
    for element in root.iter("*"):
        if element is heading:
            below = True
        elif below and element.tag in ("p", "h2", "h3", "h4", "div", "span"):
            letters = weights.prose(element)
            if _SHORTEST_STANDFIRST < letters < _LONGEST_STANDFIRST and _is_standfirst(element, root, weights):
                words = words_in(element)
                return "" if is_line(words) or same_words(words, headline) else words
            passed += letters if element.tag == "p" and letters >= _LONG else 0
            if passed > _TEXT:
                return ""
    return ""


def _is_standfirst(element: etree._Element, root: etree._Element, weights: Weights) -> bool:
    """True of an element of such a class that stands in no menu or list, and in no box of other stories."""
    if tokens(element).isdisjoint(_STANDFIRSTS) or is_junk(element, weights, signed=False):
        return False
    return not is_beside(element, root, weights, "li", "a", signed=False)


def apart(standfirst: str, body: tuple[Block, ...]) -> str:
    """The *standfirst*, unless the text begins with it, or holds it."""
    bare = standfirst.rstrip(" .…[]")
    head = " ".join(block.text for block in body[:6])
    # The dateline, which it may open with, is off the body already.
    held = bare[:120] in head or (len(bare) > 2 * _LONG and bare[-_LONG:] in head)
    return "" if not bare or held or standfirst.endswith(("...", "…", "[…]")) else standfirst


def _kicker(root: etree._Element) -> str:
    """The word or two that stand above the headline, such as a place or a series; empty if there are none."""
    for element in root.iter("span", "p", "div", "strong", "h2", "h3"):
        if not tokens(element).isdisjoint(KICKERS) and 0 < len(words := words_in(element)) < _LONG:
            return words
    return ""
