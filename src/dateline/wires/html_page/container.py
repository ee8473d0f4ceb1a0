"""Where a page's text is, as its markup tells it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from dateline.wires.html_page.document import Page, stands_in, tokens
from dateline.wires.html_page.furniture import Weights, is_beside, is_junk
from dateline.wires.html_page.prose import densest
from dateline.wires.remembered import remembered

#: How agencies, press offices and the common publishing systems name a text.
_NAMED = re.compile(
    r"(?:[a-z]{1,4}(?:-|__)|content__)?(?:article|story|entry|post|news(?:item)?|release|press-?release)(?:--|__|[-_])?"
    r"(?:body|content|text|copy|main|details?|block|entry)(?:-text)?"
    r"|bw-release-story|main-body-container|richtext(?:story)?body|caas-body|wysiwyg[-_]content|body-?copy|art-text"
    r"|field--?name-body|paragraph--type--text|text-block-container|single-content|the-content|text-long"
    r"|(?:ui-kit-)?press-?release|newsarticle|main-article"
)
#: Fewer letters outside links are no text; where the markup is sure, few are enough.
_LEAST: Final = 140
_LEAST_SURE: Final = 40
#: Paragraphs of so many letters outside a container show that it is not all.
_LONG: Final = 80
#: A part that holds so much of an article's prose holds its text; so much of the main part of a page; of a page.
_NEARLY: Final = 0.8
_MOSTLY: Final = 0.6
_DENSE: Final = 0.35
#: So many articles alike are the teasers of a list.
MANY: Final = 4
#: Of what is offered, microdata come first; names that only texts have and articles are sure.
_MICRODATA: Final = 0
_SURE: Final = 2


def containers(page: Page, weights: Weights, heading: etree._Element | None) -> list[etree._Element]:
    """
    The elements that hold the text, in the order of the page; none where the markup does not tell.

    The most certain is asked first: microdata, the names by which publishers call a text, ``article``, ``main``. One
    that leaves out as much as it holds gives way to what is around it. Of several articles on the page it is the one
    under the *heading* of the page, else the longest.
    """
    expected = 0.6 * len(page.told("articleBody"))
    for place, found in enumerate(_offered(page.root, weights, heading)):
        letters = sum(map(weights.prose, found))
        if letters < max(expected, _LEAST_SURE if place < _SURE else _LEAST):
            continue
        around = next(found[0].iterancestors("article", "main"), None)
        if around is not None and sum(map(weights.prose, _strays(around, found, weights))) > 0.5 * letters:
            found, place = [around], _SURE
        if place == _MICRODATA or len(found) > 1:
            return found
        return _narrowed(found[0], weights, _NEARLY if place <= _SURE else _MOSTLY)
    dense = densest(page.root, weights)
    return [dense[0]] if dense is not None and dense[1] >= _DENSE else []


def articles_around(found: list[etree._Element]) -> list[etree._Element]:
    """The articles around what was *found*, each once; they hold pictures that it does not."""
    return list(dict.fromkeys(next(filter(_is_article, one.iterancestors()), one) for one in found))


def _is_article(element: etree._Element) -> bool:
    return element.tag in ("article", "main") or "Article" in (element.get("itemtype") or "")


def teasers(root: etree._Element, weights: Weights) -> list[etree._Element]:
    """The articles of a page that are many alike, each with a link; none where one of them is its own."""
    linked = [one for one in _articles(root) if next(one.iter("a"), None) is not None]
    return linked if len(linked) >= MANY and _own_article(linked, weights, None) is None else []


def _offered(root: etree._Element, weights: Weights, heading: etree._Element | None) -> Iterator[list[etree._Element]]:
    yield _best(filter(_is_body, root.iterfind(".//*[@itemprop]")), weights, heading)
    boxes = root.iter("div", "section", "article", "main", "td")
    yield _best((one for one in boxes if _is_named(one, weights)), weights, heading)
    own = _own_article(_articles(root), weights, heading)
    yield [] if own is None else [own]
    yield _outermost(filter(_is_main, root.iter("main", "div", "section", "td")))[:1]


def _is_body(element: etree._Element) -> bool:
    return "articleBody" in (element.get("itemprop") or "").split() and element.tag != "meta"


def _is_named(element: etree._Element, weights: Weights) -> bool:
    named = any(map(_names_a_text, tokens(element)))
    return named and not is_junk(element, weights, signed=False) and not _in_furniture(element)


@remembered
def _names_a_text(token: str) -> bool:
    return _NAMED.fullmatch(token) is not None


def _is_main(element: etree._Element) -> bool:
    return element.tag == "main" or (element.get("role") or "").lower() in ("main", "article")


def _in_furniture(element: etree._Element) -> bool:
    return stands_in(element, "nav", "header", "footer", "aside", "form")


def _articles(root: etree._Element) -> list[etree._Element]:
    return [one for one in _outermost(root.iter("article")) if not _in_furniture(one)]


def _outermost(elements: Iterable[etree._Element]) -> list[etree._Element]:
    """Those of the *elements*, which come in the order of the page, that lie in no other."""
    found: dict[etree._Element, None] = {}
    for element in elements:
        if not any(above in found for above in element.iterancestors()):
            found[element] = None
    return list(found)


def _best(elements: Iterable[etree._Element], weights: Weights, heading: etree._Element | None) -> list[etree._Element]:
    """Of containers in several articles those of the one with the most text; in one article, all belong together."""
    groups: dict[etree._Element | None, list[etree._Element]] = {}
    for element in _outermost(elements):
        groups.setdefault(next(element.iterancestors("article"), None), []).append(element)
    sizes = {article: sum(map(weights.prose, group)) for article, group in groups.items()}
    own = next((article for article in groups if _is_over(heading, article) and sizes[article] >= _LEAST), None)
    best = own if own is not None else max(sizes, key=lambda article: sizes[article], default=None)
    return [one for one in groups.get(best, ()) if weights.prose(one)]


def _is_over(heading: etree._Element | None, article: etree._Element | None) -> bool:
    return heading is not None and article is not None and article in heading.iterancestors("article")


def _own_article(
    articles: list[etree._Element], weights: Weights, heading: etree._Element | None
) -> etree._Element | None:
    """The article under the *heading*, else the one with the most text; none of many alike, as a list has."""
    for one in articles:
        if _is_over(heading, one) and weights.prose(one) >= _LEAST:
            return one
    sizes = sorted(map(weights.prose, articles), reverse=True)
    if len(sizes) >= MANY and sizes[2] > 0.5 * sizes[0]:
        return None
    return max(articles, key=weights.prose, default=None)


def _strays(around: etree._Element, found: list[etree._Element], weights: Weights) -> list[etree._Element]:
    """The long paragraphs *around* that are in none of *found*, nor in furniture."""
    inside = {inner for one in found for inner in one.iter("p")}
    return [one for one in around.iter("p") if one not in inside and _is_long(one, around, weights)]


def _is_long(paragraph: etree._Element, around: etree._Element, weights: Weights) -> bool:
    return weights.prose(paragraph) >= _LONG and not is_beside(paragraph, around, weights)


def _narrowed(container: etree._Element, weights: Weights, least: float) -> list[etree._Element]:
    """The part of a *container* that has at *least* so much of its prose, and long paragraphs before it; else all."""
    dense = densest(container, weights)
    if dense is None or dense[0] is container or dense[1] < least:
        return [container]
    before: list[etree._Element] = []
    for one in container.iter("*"):
        if one is dense[0]:
            break
        if one.tag == "p" and _is_long(one, container, weights):
            before.append(one)
    return [*before, dense[0]]
