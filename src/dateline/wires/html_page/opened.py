"""Whether a page gives all of its article, only its beginning, or none: paywalls, errors, log-ins, lists of links."""

import re
from typing import Final

from lxml import etree

from dateline.news.errors import WireError
from dateline.wires.html_page import jsonld
from dateline.wires.html_page.decode import FORMAT
from dateline.wires.html_page.document import Page, tokens, words_in
from dateline.wires.html_page.furniture import letters
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
    "cookies",
    "our partners",
    "personalised",
    "personalized",
    "consent",
    "your choices",
    "personal data",
)
_CONSENTING: Final = 3
_THING: Final = r"(?:page|article|story|file|content|url)"
_ERROR = re.compile(
    r"(?:error\s*)?(?:40[0134]|410|429|50[0234])\b.{0,60}"
    rf"|.{{0,40}}{_THING} (?:you.{{0,40}})?(?:was |could |can ?|is )?(?:not|n['’]t|no longer)\s?(?:be )?"
    r"(?:found|exist|available).{0,40}"
    r"|not found|.{0,20}access (?:denied|to this page has been denied).{0,40}|forbidden|unauthori[sz]ed"
    r"|just a moment\W*|attention required.{0,40}|are you (?:a robot|human)\W*|.{0,20}captcha.{0,20}"
    r"|security check.{0,30}|please (?:enable|turn on) (?:javascript|cookies).{0,60}|service unavailable.{0,30}"
    r"|internal server error|bad gateway|.{0,20}temporarily unavailable.{0,20}|seite nicht gefunden"
    r"|page introuvable|página no encontrada|(?:sign|log) ?[io]n(?: (?:to|with|or)\b.{0,60})?|login|register"
    r"|(?:sorry|oops)\b.{0,60}|session expired.{0,40}",
    re.IGNORECASE,
)
#: Words of a page that is not an error, whatever its title says.
_ENOUGH: Final = 120
#: Words of a text, at least; a headline with fewer under it is none.
_LEAST: Final = 12
#: A text with a wall in front of it and fewer words is only its beginning.
_SHORT: Final = 180


def counted(texts: list[str]) -> int:
    """The words of some *texts*; where a script sets no spaces, as many as that many letters make elsewhere."""
    return sum(max(len(text.split()), letters(text) // 7) for text in texts)


def refuse(page: Page, headline: str, texts: list[str], *, withdrawn: bool) -> None:
    """
    Refuse a page without an article.

    Args:
        texts: Its paragraphs, and the captions of its pictures.
        withdrawn: Whether it says that its article was taken back.
    Raises:
        WireError: If it is an error page, asks to log in, or holds but links to other pages.
    """
    words = counted(texts)
    text = " ".join(texts).casefold() if words < _ENOUGH else ""
    for title in (page.title, headline):
        bare = re.split(r"\s+[|–—-]\s+", title)[0] if title else ""
        if words < _ENOUGH and bare and _ERROR.fullmatch(bare.strip(" .!")) and not withdrawn:
            raise WireError(FORMAT, "title", f"an error or log-in page ({title[:80]!r}), and no article")
    if words < _ENOUGH and not withdrawn and sum(one in text for one in _CONSENT) >= _CONSENTING:
        raise WireError(FORMAT, "document", "asks for consent to cookies, and shows no article")
    if _asks_to_log_in(page) and words < _LEAST * 3 and not withdrawn:
        raise WireError(FORMAT, "form", "asks to log in, and shows no article")
    if not page.article and page.meta("og:type") != "article" and _is_front(page.address):
        raise WireError(FORMAT, "canonical", "the front page of a site, and no article")
    listing = any(name in jsonld.LISTINGS for node in page.nodes for name in jsonld.types(node))
    if not page.article and page.meta("og:type") != "article" and listing and words < _ENOUGH:
        raise WireError(FORMAT, "document", "a page of links to other pages, and no article")
    if words < _LEAST and not withdrawn:
        what = "holds no text but navigation and links" if not headline else "holds a headline, and no text under it"
        raise WireError(FORMAT, "document", what)


def _is_front(address: str) -> bool:
    """True of the address of a site's first page."""
    return address.partition("//")[2].partition("?")[0].partition("/")[2] == "" if address else False


def _asks_to_log_in(page: Page) -> bool:
    return any((one.get("type") or "").lower() == "password" for one in page.root.iter("input"))


def has_wall(root: etree._Element) -> bool:
    """True if something on the page keeps its text from those who have not paid or registered."""
    for element in root.iter("div", "section", "aside", "p", "span", "article", "h2", "h3"):
        if tokens(element) & _WALLS and _WALL_WORDS.search(words_in(element)[:600]):
            return True
        if element.tag in ("p", "h2", "h3") and _WALL_WORDS.search(words_in(element)[:300]):
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
    counted = page.told("wordCount")
    whole = int(counted) if counted.isascii() and counted.isdigit() and len(counted) < 7 else 0
    # What JSON-LD holds is all there is, unless it is but a summary.
    whole = max(whole, len(page.told("articleBody").split()))
    short = words < 0.7 * whole if whole else words < _SHORT
    paid = page.told("isAccessibleForFree").lower() == "false" or page.meta("article:content_tier").lower() == "locked"
    cut = last.rstrip().endswith(("...", "…")) or end_of_teaser(last) is not None
    return (paid and (wall or short)) or (wall and (short or cut)) or (cut and words < _SHORT)
