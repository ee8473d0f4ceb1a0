"""A page's headline: the one that its readers see, told from the site's name and from what is said to machines."""

import re
from typing import Final

from lxml import etree

from dateline.wires.html_page.document import Page, tokens, words_in
from dateline.wires.preamble import same_words

#: Between a headline and the name of its site; Chinese pages set a low line, Japanese ones a wide bar.
_SITE = re.compile(r"\s+(?:[|–—·•:»]|-{1,2})\s+|\s*｜\s*|(?<=[\u3400-\u9fff])_(?=[\u3400-\u9fff])")
_WORD = re.compile(r"\w+")
_TITLES: Final = frozenset(
    {"headline", "title", "entry-title", "article-title", "post-title", "page-title", "epi-fontlg"}
)
#: In letters; no headline is longer.
_LONGEST: Final = 500


def headline_of(page: Page) -> tuple[str, dict[str, str], etree._Element | None]:
    """
    The headline, the others that the page has, under their names, and where it stands on the page, if it does.

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
    spoken = [text for text in told.values() if text]
    heading = _seen(page, spoken)
    seen = "" if heading is None else words_in(heading)
    plain = _without_site(told["og:title"], page), _without_site(page.title, page)
    headline = seen or told["headline"] or told["itemprop:headline"] or plain[0] or plain[1]
    others = {}
    for name, text in told.items():
        bare = _without_site(text, page)
        if text and not same_words(bare, headline) and not same_words(text, headline):
            others[name] = text
    return headline, others, heading


def _seen(page: Page, spoken: list[str]) -> etree._Element | None:
    """The heading that stands over the text; None where none agrees with anything that was *spoken*."""
    best: etree._Element | None = None
    most = 0.0
    for element in page.root.iter("h1", "h2"):
        text = words_in(element)
        if not 0 < len(text) <= _LONGEST or _is_name(text, page):
            continue
        score = max((_alike(text, other) for other in spoken), default=0.0)
        score += 0.3 * (element.tag == "h1") + 0.2 * bool(tokens(element) & _TITLES)
        score += 0.2 * ("headline" in (element.get("itemprop") or "").split()) + 0.1 * _in_article(element)
        if score > most:
            best, most = element, score
    single = [one for one in page.root.iter("h1") if words_in(one) and not _is_name(words_in(one), page)]
    if best is not None and most >= 0.8:
        # A kicker may stand in the heading itself.
        inner = [one for one in best.iterdescendants("*") if any(same_words(words_in(one), text) for text in spoken)]
        return inner[0] if inner else best
    if len(single) == 1 and not page.told("headline") and most >= 0.3:
        return single[0]
    return _bold(page, spoken) if not single else None


def _bold(page: Page, spoken: list[str]) -> etree._Element | None:
    """The first line in large or bold letters that is a whole part of a title, on pages that know no headings."""
    for element in page.root.iter("b", "strong", "font", "h3", "h4", "big", "p", "div", "span", "td"):
        marked = element.tag in ("b", "strong", "h3", "h4", "big") or (element.get("size") or "")[:2] in _LARGE
        if not (marked or tokens(element) & _TITLES):
            continue
        words = words_in(element)
        if _SHORTEST < len(words) <= _LONGEST and not _is_name(words, page) and _ends(words, spoken):
            return element
    return None


def _ends(words: str, spoken: list[str]) -> bool:
    """True if *words* are one of the *spoken* titles, or all of it but the name of its site."""
    return any(same_words(words, part) for title in spoken for part in (title, *_NAMED.split(title)))


_LARGE: Final = frozenset({"4", "5", "6", "7", "+1", "+2", "+3", "+4"})
_NAMED = re.compile(r":\s|\s+(?:[|–—·•:»]|-{1,2})\s+")
_SHORTEST: Final = 10


def _in_article(element: etree._Element) -> bool:
    return any(above.tag in ("article", "main") for above in element.iterancestors())


def _is_name(text: str, page: Page) -> bool:
    return same_words(text, page.meta("og:site_name") or page.told("publisher"))


def _alike(one: str, other: str) -> float:
    """How much of two lines is the same, by their words: 0 to 1."""
    first, second = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    return len(first & second) / max(len(first), 1) if first and len(first & second) >= min(3, len(first)) else 0.0


def _without_site(title: str, page: Page) -> str:
    """A *title* without the name of its site."""
    site = page.meta("og:site_name") or page.told("publisher")
    parts = list(_SITE.finditer(title))
    if not parts:
        return title
    first, last = parts[0], parts[-1]
    if site and same_words(title[: first.start()], site):
        return title[first.end() :]
    tail = title[last.end() :]
    host = page.address.partition("//")[2].partition("/")[0].replace(".", "").replace("-", "")
    short = len(tail.split()) <= 4
    named = (site and same_words(tail, site)) or "".join(_WORD.findall(tail.casefold())) in host
    return title[: last.start()] if short and (named or (not site and len(tail) < len(title) / 2)) else title
