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
recommended recommendations recirc
newsletter newsletters subscribe signup optin promo promos promotion promoted advert adverts
advertisement advertising ad ads adslot adunit adcontainer dfp sponsor sponsored cookie cookies consent gdpr breadcrumb
breadcrumbs nav navbar navigation subnav menu comments commentlist comentarios
commentaires kommentare commenti disqus respond taglist toolbar toolbox pagination pager popup
modal lightbox sidebar outbrain taboola trending mostread mostpopular paywall piano donate donation followus rating poll
feedback like likes sronly noprint backtotop skiplink readmore morestories morenews seealso widgetarea zergnet
revcontent
"""
_JUNK: Final = frozenset(_WORDS.split())
_PAIRS: Final = frozenset({
    "comment-list", "comments-area", "comment-body", "comment-respond", "comment-form", "user-comment",
    "sr-only", "no-print", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader", "read-more",
    "read-next", "up-next", "more-stories", "more-news", "more-from", "most-read", "most-popular", "see-also",
    "also-read", "you-may-like", "skip-link", "back-to-top", "follow-us", "social-links", "tag-list", "post-tags",
    "article-tags", "entry-tags", "tags-links", "cat-links", "author-bio", "author-box", "about-author", "entry-meta",
    "post-meta", "article-meta", "jp-relatedposts", "sharedaddy", "post-navigation", "nav-links", "article-footer",
    "audio-player", "listen-bar", "region-sidebar", "inline-newsletter", "hidden-print", "d-print-none",
    "instagram-media", "tiktok-embed",
})  # fmt: skip
#: Who wrote it and when, where they stand on their own.
_SIGNED: Final = frozenset({
    "byline", "bylines", "author", "authors", "timestamp", "datetime", "pubdate", "publishdate", "readtime",
    "reading-time", "published", "dateline-date", "post-date", "entry-date", "article-date",
})  # fmt: skip
#: What stands above a headline.
KICKERS: Final = frozenset(
    {"kicker", "eyebrow", "overline", "dachzeile", "topline", "antetitulo", "surtitre", "occhiello"}
)
#: Spans that are no words of the sentence around them.
_UNREAD: Final = frozenset({"sr-only", "visually-hidden", "screen-reader-text", "sronly", *KICKERS})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: Elements that are words of a sentence, whatever their class.
_INLINE: Final = frozenset({
    "a", "abbr", "b", "br", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub",
    "sup", "u", "td", "th", "tr", "tbody", "thead", "html", "body",
})  # fmt: skip
_LONGEST_LINE: Final = 200
#: Letters of prose that are worth keeping apart even in a box beside the text.
_PROSE: Final = 160
#: A table of fewer cells, with paragraphs in them, has no figures.
_FEW_CELLS: Final = 4
#: Letters of a sentence, at least; of a list of links, at most.
_SENTENCE: Final = 40
_LONGEST_LIST: Final = 3000
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
            parent = element.getparent()
            if parent is not None and parent in self._of:
                above = self._of[parent]
                above[0] += own[0] + letters(element.tail)
                above[1] += own[1]

    def of(self, element: etree._Element) -> tuple[int, int]:
        """The letters of an *element*, and those in links."""
        found = self._of.get(element)
        return (found[0], found[1]) if found else (0, 0)

    def prose(self, element: etree._Element) -> int:
        """The letters of an *element* that are in no link."""
        letters, linked = self.of(element)
        return letters - linked


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
    few = len(cells) < _FEW_CELLS
    return few and any(next(cell.iterdescendants("p", "div", "h3"), None) is not None for cell in cells)


def _parts(table: etree._Element) -> list[etree._Element]:
    """The rows and cells of a *table* itself."""
    sections = [child for child in table if child.tag in ("tbody", "thead", "tfoot")]
    rows = [child for holder in (table, *sections) for child in holder if child.tag == "tr"]
    cells = [child for holder in (table, *sections, *rows) for child in holder if child.tag in ("td", "th")]
    return [*sections, *rows, *cells]


def remove(element: etree._Element) -> None:
    """Take an *element* out of its tree; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = f"{before.tail or ''} {element.tail}"
        else:
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
    if tag in _INLINE:
        return tag == "span" and bool(tokens(element) & _UNREAD)
    if element.get("aria-hidden") == "true" and tag != "figure" and weights.of(element)[0] < _PROSE:
        return True
    told = tokens(element)
    if told & _JUNK or told & _PAIRS:
        return True
    return signed and bool(told & _SIGNED or told & KICKERS) and weights.of(element)[0] < _PROSE


def cleaned(container: etree._Element, weights: Weights, host: str) -> list[str]:
    """
    Take the furniture out of a *container*.

    Args:
        host: Of the page; lists of links to its other pages are furniture. Empty if nothing tells.
    Returns:
        The prose of boxes beside the text, which is kept apart.
    """
    whole = max(weights.of(container)[0], 1)
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
        parent = element.getparent()
        return parent is not None and weights.of(parent)[0] == weights.of(element)[0]
    if element.tag in ("aside", "footer") or is_junk(element, weights) or "comment" in tokens(element):
        return weights.of(element)[0] < _MOST * whole
    return _is_labelled(element, weights)


def _is_labelled(element: etree._Element, weights: Weights) -> bool:
    """True of a small box whose first words are a label or a button: "Newsletter", "Read also"."""
    if element.tag not in ("div", "section", "ul", "article") or not 0 < weights.of(element)[0] < _LONGEST_BOX:
        return False
    if element.text and element.text.strip():
        return False
    first = next((inner for inner in element.iterdescendants("*") if inner.text and inner.text.strip()), None)
    if first is None or weights.of(first)[0] == weights.of(element)[0]:
        return False
    words = words_in(first)
    return is_heading(words) or is_button(words)


#: In letters.
_LONGEST_BOX: Final = 400


def _worth(element: etree._Element, weights: Weights) -> str:
    """The words of a box that has some of its own; empty for links, buttons and forms."""
    if element.tag not in ("aside", "div", "section", "footer"):
        return ""
    letters, linked = weights.of(element)
    if letters < _PROSE or linked > 0.25 * letters or tokens(element) & {"cookie", "consent", "newsletter", "paywall"}:
        return ""
    words = words_in(element)
    return "" if is_appeal(words) else words


def _without_lists_of_links(container: etree._Element, host: str) -> None:
    """Take out lists that are nothing but links, under a heading that says so or with no prose below them."""
    weights = Weights(container)
    places = {element: place for place, element in enumerate(container.iter("*"))}
    last = max((places[one] for one in container.iter("p", "blockquote", "td") if _is_prose(one, weights)), default=-1)
    for element in list(container.iterdescendants("ul", "ol", "div", "section", "dl", "p")):
        letters, linked = weights.of(element)
        if not letters or linked < 0.8 * letters or letters > _LONGEST_LIST or element.getparent() is None:
            continue
        if sum(1 for _ in element.iter("a")) < 2 and not (places[element] > last >= 0 and _is_way_back(element, host)):
            continue
        heading = _heading_of(element)
        related = heading is not None and is_heading(words_in(heading))
        if related and heading is not None:
            remove(heading)
        if related or places[element] > last >= 0 or _leads_elsewhere(element, host):
            remove(element)


def _is_way_back(element: etree._Element, host: str) -> bool:
    """True of a short link to another page of the same site."""
    href = next((one.get("href") or "" for one in element.iter("a")), "")
    return len(words_in(element)) < _SENTENCE and (f"//{host}/" in href if host else "//" not in href)


def _leads_elsewhere(element: etree._Element, host: str) -> bool:
    """True of a list of headlines of the same site, between paragraphs, that no colon leads to."""
    if not host or element.tag not in ("ul", "ol", "div", "section"):
        return False
    before = element.getprevious()
    led = before is not None and words_in(before)[-1:] == ":"
    return not led and all(f"//{host}/" in (one.get("href") or "") for one in element.iter("a"))


def _is_prose(element: etree._Element, weights: Weights) -> bool:
    letters, linked = weights.of(element)
    return letters >= _SENTENCE and linked < 0.5 * letters


def _heading_of(element: etree._Element) -> etree._Element | None:
    """The heading right above an *element*, or its own first words where they are one."""
    before = element.getprevious()
    if before is not None and (before.tag in ("h2", "h3", "h4", "h5", "h6") or len(words_in(before)) < 60):
        return before
    parent = element.getparent()
    return None if parent is None or parent.getprevious() is None or before is not None else _heading(parent)


def _heading(parent: etree._Element) -> etree._Element | None:
    before = parent.getprevious()
    return before if before is not None and before.tag in ("h2", "h3", "h4", "h5", "h6") else None


def is_line(text: str) -> bool:
    """True if a line is the page's word to its visitor: to share, to subscribe, that an advert follows."""
    if len(text) > _LONGEST_LINE:
        return is_appeal(text)
    return is_button(text) or is_label(text) or is_links(text) or is_appeal(text)
