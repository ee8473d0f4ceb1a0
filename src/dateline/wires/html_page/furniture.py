"""What stands in and around a page's text and is none of it: bars to share, lists of other stories, adverts, forms."""

import re
from itertools import islice
from typing import Final

from lxml import etree

from dateline.wires.html_page.document import tokens, words_in
from dateline.wires.html_page.phrases import is_button, is_heading, is_label
from dateline.wires.plain.furniture import is_appeal, is_links

#: Elements that never hold a text.
_TAGS: Final = frozenset({
    "nav", "form", "button", "dialog", "select", "menu", "input", "textarea", "label", "amp-sidebar", "amp-ad",
    "amp-embed", "amp-consent", "amp-sticky-ad", "amp-social-share", "amp-user-notification", "amp-next-page",
    "amp-list", "amp-lightbox", "amp-state", "amp-live-list-update", "amp-web-push-widget", "amp-app-banner",
})  # fmt: skip
_ROLES: Final = frozenset({
    "navigation", "complementary", "banner", "contentinfo", "dialog", "search", "toolbar", "menu", "menubar",
    "alertdialog", "tablist",
})  # fmt: skip
_WORDS: Final = """
share shares sharing sharebar sharer sharethis addthis addtoany social socials socialbar socialmedia related
recommended recommendations recirc newsletter newsletters subscribe signup optin promo promos promotion promoted advert
adverts advertisement advertising ad ads adslot adunit adcontainer dfp sponsor sponsored cookie cookies consent gdpr
breadcrumb breadcrumbs nav navbar navigation subnav menu comments commentlist comentarios commentaires kommentare
commenti disqus respond taglist toolbar toolbox pagination pager popup modal lightbox sidebar outbrain taboola trending
mostread mostpopular paywall piano donate donation followus rating poll feedback like likes sronly noprint backtotop
skiplink readmore morestories morenews seealso widgetarea zergnet revcontent comment-list comment-body comment-respond
comment-form user-comment sr-only no-print visually-hidden visuallyhidden screen-reader-text screen-reader read-more
read-next up-next more-stories more-news more-from most-read most-popular see-also also-read you-may-like skip-link
back-to-top follow-us tag-list post-tags article-tags entry-tags tags-links cat-links author-bio author-box
about-author entry-meta post-meta article-meta jp-relatedposts sharedaddy nav-links article-footer audio-player
listen-bar hidden-print d-print-none instagram-media tiktok-embed
"""
_JUNK: Final = frozenset(_WORDS.split())
#: What stands above a headline.
KICKERS: Final = frozenset(
    {"kicker", "eyebrow", "overline", "dachzeile", "topline", "antetitulo", "surtitre", "occhiello"}
)
#: Who wrote it and when, and what stands above the headline, where they stand on their own.
_SIGNED: Final = KICKERS | {
    "byline", "bylines", "author", "authors", "timestamp", "datetime", "pubdate", "publishdate", "readtime",
    "reading-time", "published", "dateline-date", "post-date", "entry-date", "article-date",
}  # fmt: skip
#: Spans that are no words of the sentence around them.
_UNREAD: Final = KICKERS | {"sr-only", "visually-hidden", "screen-reader-text", "sronly"}
#: Boxes beside the text with nothing of their own to say.
_EMPTY: Final = frozenset({"cookie", "consent", "newsletter", "paywall"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: Elements that are words of a sentence, whatever their class.
_INLINE: Final = frozenset({
    "a", "abbr", "b", "br", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub",
    "sup", "u", "td", "th", "tr", "tbody", "thead", "html", "body",
})  # fmt: skip
#: Letters of prose that are worth keeping apart even in a box beside the text.
_PROSE: Final = 160
#: A table of fewer cells, with paragraphs in them, has no figures.
_FEW_CELLS: Final = 4
#: Letters: of a sentence, at least; of a box that opens with a label, a list of links, at most.
_SENTENCE: Final = 40
_LONGEST_BOX: Final = 400
_LONGEST_LIST: Final = 3000
_LONGEST_LINE: Final = 200
#: An element that holds more than this part of a text is no furniture of it.
_MOST: Final = 0.45


class Weights:
    """How many letters are in each element under a root, and how many of these are in links; counted once for all."""

    def __init__(self, root: etree._Element) -> None:
        elements = list(root.iter("*"))
        self._of: dict[etree._Element, list[int]] = {one: [0, 0] for one in elements}
        for element in reversed(elements):
            own = self._of[element]
            own[0] += letters(element.text)
            if element.tag == "a":
                own[1] = own[0]
            if (above := self._of.get(element.getparent())) is not None:  # type: ignore[arg-type]
                above[0] += own[0] + letters(element.tail)
                above[1] += own[1]

    def of(self, element: etree._Element) -> int:
        """The letters of an *element*."""
        found = self._of.get(element)
        return found[0] if found else 0

    def prose(self, element: etree._Element) -> int:
        """The letters of an *element* that are in no link."""
        found = self._of.get(element)
        return found[0] - found[1] if found else 0


def letters(text: str | None) -> int:
    """The letters of a *text*; one of Chinese, Japanese or Korean says as much as three of others."""
    if not text:
        return 0
    text = text.strip()
    return len(text) if text.isascii() else len(text) + 2 * len(_DENSE.findall(text))


_DENSE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def without_layout(root: etree._Element) -> None:
    """Make plain boxes of tables that only set a page, as they did before there were styles."""
    for table in list(root.iter("table")):
        if _sets_the_page(table):
            for inner in [table, *_parts(table)]:
                inner.tag = "div"


def _sets_the_page(table: etree._Element) -> bool:
    if next(table.iterdescendants("table", "h1", "h2", "article", "main"), None) is not None:
        return True
    cells = list(islice(table.iter("td", "th"), _FEW_CELLS))
    framed = any(next(cell.iterdescendants("p", "div", "h3"), None) is not None for cell in cells)
    return framed and len(cells) < _FEW_CELLS


def _parts(table: etree._Element) -> list[etree._Element]:
    """The rows and cells of a *table* itself."""
    sections = [child for child in table if child.tag in ("tbody", "thead", "tfoot")]
    rows = [child for holder in (table, *sections) for child in holder if child.tag == "tr"]
    cells = [child for holder in (table, *sections, *rows) for child in holder if child.tag in ("td", "th")]
    return [*sections, *rows, *cells]


def remove(element: etree._Element) -> None:
    """Take an *element* out of its tree; what follows it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = f"{before.tail or ''} {element.tail}"
    elif element.tail:
        parent.text = f"{parent.text or ''} {element.tail}"
    element.tail = None
    parent.remove(element)


def is_junk(element: etree._Element, weights: Weights, *, signed: bool = True) -> bool:
    """
    True if an element is furniture by its tag, its role, its style or its class.

    Args:
        signed: Whether bylines and times, which have fields of their own, count too.
    """
    tag = element.tag
    if tag in _TAGS or (element.get("role") or "").strip().lower() in _ROLES:
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    told = tokens(element)
    if tag in _INLINE:
        return tag == "span" and not told.isdisjoint(_UNREAD)
    if not told.isdisjoint(_JUNK):
        return True
    silent = element.get("aria-hidden") == "true" and tag != "figure"
    return (silent or (signed and not told.isdisjoint(_SIGNED))) and weights.of(element) < _PROSE


def is_beside(
    element: etree._Element, around: etree._Element, weights: Weights, *tags: str, signed: bool = True
) -> bool:
    """
    True if an *element* stands in furniture, or in one of these *tags*, inside what is *around* it.

    Args:
        signed: As in `is_junk`.
    """
    for above in element.iterancestors():
        if above is around:
            return False
        if above.tag in ("aside", "footer", *tags) or is_junk(above, weights, signed=signed):
            return weights.of(above) < _MOST * weights.of(around)
    return False


def cleaned(container: etree._Element, weights: Weights, host: str) -> list[str]:
    """
    Take the furniture out of a *container*.

    Args:
        host: Of the page; lists of links to its other pages are furniture. Empty if nothing tells.
    Returns:
        The prose of boxes beside the text, which is kept apart.
    """
    whole = max(weights.of(container), 1)
    aside: list[str] = []
    gone: set[etree._Element] = set()
    for element in list(container.iterdescendants("*")):
        if element.getparent() in gone:
            gone.add(element)
        elif _goes(element, whole, weights):
            gone.add(element)
            if (words := _worth(element, weights)) and words not in aside:
                aside.append(words)
    for element in gone:
        if element.getparent() not in gone:
            remove(element)
    _without_lists_of_links(container, host)
    return aside


def _goes(element: etree._Element, whole: int, weights: Weights) -> bool:
    if element.tag == "time":
        return not _is_in_sentence(element)
    if element.tag in ("aside", "footer") or is_junk(element, weights) or "comment" in tokens(element):
        return weights.of(element) < _MOST * whole
    return _is_labelled(element, weights)


def _is_in_sentence(element: etree._Element) -> bool:
    """True of an *element* with words right beside it, or in a cell of its own."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None or parent.tag in ("td", "th", "dt", "dd"):
        return True
    beside = (parent.text if before is None else before.tail) or ""
    return bool(beside.strip() or (element.tail or "").strip())


def _is_labelled(element: etree._Element, weights: Weights) -> bool:
    """True of a small box whose first words are a label or a button: "Newsletter", "Read also"."""
    if element.tag not in ("div", "section", "ul", "article") or not 0 < weights.of(element) < _LONGEST_BOX:
        return False
    if element.text and element.text.strip():
        return False
    first = next((inner for inner in element.iterdescendants("*") if inner.text and inner.text.strip()), None)
    if first is None or weights.of(first) == weights.of(element):
        return False
    words = words_in(first)
    return is_heading(words) or is_button(words)


def _worth(element: etree._Element, weights: Weights) -> str:
    """The words of a box that has some of its own; empty for links, buttons and forms."""
    whole, prose = weights.of(element), weights.prose(element)
    if element.tag not in ("aside", "div", "section", "footer") or whole < _PROSE or prose < 0.75 * whole:
        return ""
    words = words_in(element) if tokens(element).isdisjoint(_EMPTY) else ""
    return "" if is_appeal(words) else words


def _without_lists_of_links(container: etree._Element, host: str) -> None:
    """Take out lists that are nothing but links, under a heading that says so or with no prose below them."""
    weights = Weights(container)
    places = {element: place for place, element in enumerate(container.iter("*"))}
    last = max((places[one] for one in container.iter("p", "blockquote", "td") if _is_prose(one, weights)), default=-1)
    for element in list(container.iterdescendants("ul", "ol", "div", "section", "dl", "p")):
        whole = weights.of(element)
        if not 0 < whole <= _LONGEST_LIST or weights.prose(element) > 0.2 * whole or element.getparent() is None:
            continue
        before, below = element.getprevious(), places[element] > last >= 0
        above = "" if before is None else words_in(before)
        own, many = _leads_home(element, host), sum(1 for _ in element.iter("a")) > 1
        titled = before is not None and is_heading(above)
        elsewhere = many and own and element.tag != "p" and above[-1:] != ":"
        if titled and before is not None:
            remove(before)
        if titled or elsewhere or (below and (many or (own and whole < _SENTENCE))):
            remove(element)


def _is_prose(element: etree._Element, weights: Weights) -> bool:
    return weights.of(element) >= _SENTENCE and weights.prose(element) > 0.5 * weights.of(element)


def _leads_home(element: etree._Element, host: str) -> bool:
    """True if all links in an *element* are to pages of the same site."""
    addresses = [one.get("href") or "" for one in element.iter("a")]
    return all(f"//{host}/" in href if host else "//" not in href for href in addresses)


def is_line(text: str) -> bool:
    """True if a line is the page's word to its visitor: to share, to subscribe, that an advert follows."""
    if len(text) > _LONGEST_LINE:
        return is_appeal(text)
    return is_button(text) or is_label(text) or is_links(text) or is_appeal(text)
