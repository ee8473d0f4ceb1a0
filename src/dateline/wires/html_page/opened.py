"""Whether a page gives all of its article, only its beginning, or none: paywalls, errors, log-ins, lists of links."""

import re
from typing import Final

from lxml import etree

from dateline.news.errors import WireError
from dateline.wires.html_page import jsonld
from dateline.wires.html_page.container import MANY, teasers
from dateline.wires.html_page.decode import FORMAT
from dateline.wires.html_page.document import Page, tokens, words_in
from dateline.wires.html_page.furniture import Weights, letters
from dateline.wires.plain.heads import end_of_teaser

_WALLS: Final = frozenset({
    "paywall", "regwall", "paywalled", "piano", "tp-container", "subscriber-only", "subscribers-only", "metered",
    "premium-content", "paywall-container", "gate", "gated", "subscription-required", "paid-content", "barrier",
    "offer", "article-locked", "locked-content", "content-locked", "wall", "login-wall", "registration-wall",
})  # fmt: skip
_WALL_WORDS = re.compile(
    r"(?:subscribe|sign up|register|log ?in|sign in|become a (?:member|subscriber))\b.{0,60}"
    r"\b(?:continue|keep|read|finish|access|unlock)\b"
    r"|already (?:a|have an) (?:subscri|member|account|registered)\w*"
    r"|this (?:article|content|story|post) is (?:for|only|reserved|exclusive).{0,60}(?:subscribers|members)"
    r"|(?:continue|keep) reading with|to (?:continue|keep) reading|unlock this (?:article|story)"
    r"|remaining free articles|jetzt weiterlesen|weiterlesen mit|会員限定|会员专享"
    r"|réservé aux abonnés|exclusivo para suscriptores",
    re.IGNORECASE,
)
#: Words of a page that asks for consent; so many of them make one.
_CONSENT: Final = (
    "cookies", "our partners", "personalised", "personalized", "consent", "your choices", "personal data",
)  # fmt: skip
_CONSENTING: Final = 3
_ERROR = re.compile(
    r"(?:error\s*)?(?:40[0134]|410|429|50[0234])\b.{0,60}"
    r"|.{0,40}(?:page|article|story|file|content|url) (?:you.{0,40})?(?:was |could |can ?|is )?"
    r"(?:not|n['’]t|no longer)\s?(?:be )?(?:found|exist|available).{0,40}"
    r"|not found|.{0,20}access (?:denied|to this page has been denied).{0,40}|forbidden|unauthori[sz]ed"
    r"|just a moment\W*|attention required.{0,40}|are you (?:a robot|human)\W*|.{0,20}captcha.{0,20}"
    r"|security check.{0,30}|please (?:enable|turn on) (?:javascript|cookies).{0,60}|service unavailable.{0,30}"
    r"|internal server error|bad gateway|.{0,20}temporarily unavailable.{0,20}|seite nicht gefunden"
    r"|page introuvable|página no encontrada|(?:sign|log) ?[io]n(?: (?:to|with|or)\b.{0,60})?|login|register"
    r"|(?:sorry|oops)\b.{0,60}|session expired.{0,40}",
    re.IGNORECASE,
)
#: Types of pages that lead to articles and are none.
_LISTINGS: Final = frozenset({"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage", "ContactPage"})
#: Words of a page that is not an error, whatever its title says.
_ENOUGH: Final = 120
#: Words of a text, at least, of a page that asks to log in too; a headline with fewer under it is none.
_LEAST: Final = 12
_LEAST_BESIDE_FORM: Final = 36
#: A text with a wall in front of it and fewer words is only its beginning.
_SHORT: Final = 180
#: In letters, a paragraph of an article.
_LONG: Final = 80


def counted(texts: list[str]) -> int:
    """The words of some *texts*; where a script sets no spaces, as many as that many letters make elsewhere."""
    return sum(max(len(text.split()), letters(text) // 7) for text in texts)


def refuse_list(page: Page, found: list[etree._Element], weights: Weights) -> None:
    """
    Refuse a front page, or a list of links.

    Args:
        found: What the page's text is in.
    Raises:
        WireError: If the page tells machines of no article, and is at a site's own address, is a list by its own
            word and holds few words, or is many teasers alike.
    """
    if page.is_article:
        return
    if page.address and not page.address.partition("//")[2].partition("?")[0].partition("/")[2]:
        raise WireError(FORMAT, "canonical", "the front page of a site, and no article")
    told = any(not _LISTINGS.isdisjoint(jsonld.types(node)) for node in page.nodes)
    short = counted([words_in(one) for one in found]) < _ENOUGH
    if (told and short) or teasers(page.root, weights) or any(map(_is_index, found)):
        raise WireError(FORMAT, "document", "a page of links to other pages, and no article")


def _is_index(container: etree._Element) -> bool:
    """True of headings that lead to other pages, each with a line or two below it."""
    leading = 0
    for heading in container.iter("h2", "h3", "h4"):
        linked = sum(len(words_in(anchor)) for anchor in heading.iter("a"))
        leading += 0 < linked == len(words_in(heading))
    return leading >= MANY and 2 * leading > sum(len(words_in(one)) >= _LONG for one in container.iter("p"))


def refuse(page: Page, headline: str, words: int, text: str) -> None:
    """
    Refuse a page without an article.

    Args:
        words: Of its text, and of the captions of its pictures.
    Raises:
        WireError: If it is an error page, asks to log in or for consent, or is empty.
    """
    for title in (page.title, headline) if words < _ENOUGH else ():
        if _ERROR.fullmatch(re.split(r"\s+[|–—-]\s+", title)[0].strip(" .!")):
            raise WireError(FORMAT, "title", f"an error or log-in page ({title[:80]!r}), and no article")
    if words < _ENOUGH and sum(one in text.casefold() for one in _CONSENT) >= _CONSENTING:
        raise WireError(FORMAT, "document", "asks for consent to cookies, and shows no article")
    asks = any((one.get("type") or "").lower() == "password" for one in page.root.iter("input"))
    if asks and words < _LEAST_BESIDE_FORM:
        raise WireError(FORMAT, "form", "asks to log in, and shows no article")
    if words < _LEAST:
        what = "holds a headline, and no text under it" if headline else "holds no text but navigation and links"
        raise WireError(FORMAT, "document", what)


def has_wall(root: etree._Element) -> bool:
    """True if something on the page keeps its text from those who have not paid or registered."""
    for element in root.iter("div", "section", "aside", "p", "span", "article", "h2", "h3"):
        named = bool(tokens(element) & _WALLS)
        longest = 600 if named else 300
        if (named or element.tag in ("p", "h2", "h3")) and _WALL_WORDS.search(words_in(element)[:longest]):
            return True
    return False


def is_teaser(page: Page, words: int, last: str, *, wall: bool) -> bool:
    """
    True if a page gives only the beginning of its text.

    Args:
        words: How many were found.
        last: The last paragraph.
        wall: Whether a wall stands on the page.
    """
    told = page.told("wordCount")
    whole = int(told) if told.isascii() and told.isdigit() and len(told) < 7 else 0
    # What JSON-LD holds is all there is, unless it is but a summary.
    whole = max(whole, len(page.told("articleBody").split()))
    short = words < 0.7 * whole if whole else words < _SHORT
    paid = page.told("isAccessibleForFree").lower() == "false" or page.meta("article:content_tier").lower() == "locked"
    cut = last.endswith(("...", "…")) or end_of_teaser(last) is not None
    return (paid and (wall or short)) or (wall and (short or cut)) or (cut and words < _SHORT)
