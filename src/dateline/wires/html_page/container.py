"""Where a page's text is, as its markup tells it."""

from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from dateline.wires.html_page.document import Page, tokens, words_in
from dateline.wires.html_page.furniture import Weights, is_junk
from dateline.wires.html_page.prose import densest

#: Classes, ids and test ids by which agencies, press offices and the common publishing systems name a text.
_BODIES: Final = frozenset({
    "bw-release-story", "release-body", "main-body-container", "articlebody", "article-body", "article__body",
    "article-content", "article__content", "articlecontent", "entry-content", "post-content", "post-body",
    "story-body", "story__body", "storybody", "story-content", "news-content", "news-body", "newsbody", "newstext",
    "release-content", "press-release-body", "pressrelease-body", "press-release-content", "richtextstorybody",
    "richtextbody", "caas-body", "wysiwyg_content", "wysiwyg-content", "article__block", "article-text", "articletext",
    "article__text", "article__main", "body-copy", "bodycopy", "field--name-body", "field-name-body", "td-post-content",
    "content__article-body", "article_body", "article_content", "story_content", "news_content", "detail-content",
    "paragraph--type--text", "text-block-container", "usa-article-content", "c-article-content", "article-entry",
    "post__content", "entry__content", "single-content", "the-content", "story-text", "news-text", "news__text",
    "press-release", "pressrelease", "newsarticle", "article-detail", "article-body-text", "ui-kit-press-release",
    "story-body-text", "o-article-body", "article-copy", "art-text", "main-article", "newsitem-body", "text-long",
})  # fmt: skip
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
_MANY: Final = 4
_WITHOUT_END: Final = frozenset({"nav", "header", "footer", "aside", "form"})


def containers(page: Page, weights: Weights, heading: etree._Element | None) -> list[etree._Element]:
    """
    The elements that hold the text, in the order of the page; none where the markup does not tell.

    The most certain is asked first: microdata, the names by which publishers call a text, ``article``, ``main``. One
    that leaves out as much as it holds gives way to what is around it. Of several articles on the page it is the one
    under the *heading* of the page, else the longest.
    """
    expected = len(page.told("articleBody"))
    for place, found in enumerate(_offered(page, weights, heading)):
        letters = sum(map(weights.prose, found))
        if letters < (_LEAST_SURE if place < _SURE else _LEAST) or letters < 0.6 * expected:
            continue
        around = _around(found)
        if around is not None and _stray(around, found, weights) > 0.5 * letters:
            found, place = [around], _SURE
        if place == 0 or len(found) > 1:
            return found
        return _narrowed(found[0], weights, _NEARLY if place <= _SURE else _MOSTLY)
    dense = densest(page.root, weights)
    return [dense[0]] if dense is not None and dense[1] >= _DENSE else []


def _narrowed(container: etree._Element, weights: Weights, least: float) -> list[etree._Element]:
    """The part of a *container* that has at *least* so much of its prose, and long paragraphs before it; else all."""
    dense = densest(container, weights)
    if dense is None or dense[0] is container or dense[1] < least:
        return [container]
    inner = set(dense[0].iter("*"))
    before: list[etree._Element] = []
    for one in container.iter("*"):
        if one is dense[0]:
            break
        if (
            one not in inner
            and one.tag == "p"
            and weights.prose(one) >= _LONG
            and not _is_aside(one, container, weights)
        ):
            before.append(one)
    return [*before, dense[0]]


#: So many of what is offered come from names that only texts have.
_SURE: Final = 2


def article_around(found: list[etree._Element]) -> list[etree._Element]:
    """The articles around what was *found*, each once; they hold pictures that it does not."""
    return list(dict.fromkeys(_whole(one) for one in found))


def is_list(page: Page, weights: Weights) -> bool:
    """True of a page of many teasers alike, each with a link, that tells machines of no article."""
    if page.article or page.meta("og:type") == "article":
        return False
    articles = [one for one in _outermost(page.root.iter("article")) if not _in_furniture(one)]
    linked = [one for one in articles if next(one.iter("a"), None) is not None]
    return len(linked) >= _MANY and not _of_articles(linked, weights, None)


def is_index(page: Page, container: etree._Element) -> bool:
    """True of a *container* of headings that lead to other pages, each with a line or two below it."""
    if page.article or page.meta("og:type") == "article":
        return False
    leading = [
        one for one in container.iter("h2", "h3", "h4") if len(words_in(one)) == sum(map(_linked, one.iter("a"))) > 0
    ]
    paragraphs = sum(1 for one in container.iter("p") if len(words_in(one)) >= _LONG)
    return len(leading) >= _MANY and 2 * len(leading) > paragraphs


def _linked(anchor: etree._Element) -> int:
    return len(words_in(anchor))


def _whole(element: etree._Element) -> etree._Element:
    for above in element.iterancestors():
        if above.tag in ("article", "main") or "Article" in (above.get("itemtype") or ""):
            return above
    return element


def _offered(page: Page, weights: Weights, heading: etree._Element | None) -> Iterator[list[etree._Element]]:
    yield _best(_with_items(page.root), weights, heading)
    yield _best(_named(page.root, weights), weights, heading)
    articles = [one for one in _outermost(page.root.iter("article")) if not _in_furniture(one)]
    yield _of_articles(articles, weights, heading)
    mains = [one for one in page.root.iter("main", "div", "section", "td") if _is_main(one)]
    yield _outermost(mains)[:1]


def _with_items(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter("*"):
        if "articleBody" in (element.get("itemprop") or "").split() and element.tag != "meta":
            yield element


def _named(root: etree._Element, weights: Weights) -> Iterator[etree._Element]:
    for element in root.iter("div", "section", "article", "main", "td"):
        if tokens(element) & _BODIES and not is_junk(element, weights, signed=False) and not _in_furniture(element):
            yield element


def _is_main(element: etree._Element) -> bool:
    return element.tag == "main" or (element.get("role") or "").lower() in ("main", "article")


def _in_furniture(element: etree._Element) -> bool:
    return any(above.tag in _WITHOUT_END for above in element.iterancestors())


def _outermost(elements: Iterable[etree._Element]) -> list[etree._Element]:
    """Those of the *elements*, which come in the order of the page, that lie in no other."""
    found: list[etree._Element] = []
    known: set[etree._Element] = set()
    for element in elements:
        if not any(above in known for above in element.iterancestors()):
            found.append(element)
            known.add(element)
    return found


def _best(elements: Iterable[etree._Element], weights: Weights, heading: etree._Element | None) -> list[etree._Element]:
    """Of containers in several articles those of the one with the most text; in one article, all belong together."""
    groups: dict[etree._Element | None, list[etree._Element]] = {}
    for element in _outermost(elements):
        groups.setdefault(_article_of(element), []).append(element)
    own = next((group for above, group in groups.items() if _is_over(heading, above)), [])
    if sum(map(weights.prose, own)) >= _LEAST:
        return own
    best = max(groups.values(), key=lambda group: sum(map(weights.prose, group)), default=[])
    return [one for one in best if weights.prose(one)]


def _article_of(element: etree._Element) -> etree._Element | None:
    return next((above for above in element.iterancestors("article")), None)


def _is_over(heading: etree._Element | None, article: etree._Element | None) -> bool:
    return heading is not None and article is not None and article in heading.iterancestors()


def _of_articles(
    articles: list[etree._Element], weights: Weights, heading: etree._Element | None
) -> list[etree._Element]:
    """The article under the *heading*, else the one with the most text; none of many alike, as a list has."""
    own = [one for one in articles if _is_over(heading, one) and weights.prose(one) >= _LEAST]
    if own:
        return own
    sizes = sorted((weights.prose(one) for one in articles), reverse=True)
    if len(sizes) >= _MANY and sizes[2] > 0.5 * sizes[0]:
        return []
    best = max(articles, key=weights.prose, default=None)
    return [] if best is None else [best]


def _around(found: list[etree._Element]) -> etree._Element | None:
    """The article, or else the main part, around what was *found*."""
    for above in found[0].iterancestors("article", "main"):
        return above
    return None


def _stray(around: etree._Element, found: list[etree._Element], weights: Weights) -> int:
    """The letters of the long paragraphs *around* that are in none of *found*, nor in furniture."""
    inside = {inner for one in found for inner in one.iter("p")}
    strays = 0
    for one in around.iter("p"):
        if one in inside:
            continue
        letters, linked = weights.of(one)
        if letters >= _LONG and linked < 0.3 * letters and not _is_aside(one, around, weights):
            strays += letters
    return strays


def _is_aside(element: etree._Element, around: etree._Element, weights: Weights) -> bool:
    for above in element.iterancestors():
        if above is around:
            return False
        if above.tag in ("aside", "footer", "header", "figure") or is_junk(above, weights):
            return True
    return False
