"""HTML pages into readings."""

import re
from datetime import datetime
from typing import Final

from lxml import etree
from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.errors import WireError
from dateline.news.wire import Problem, Reading, Version
from dateline.wires.html import blocks_from_text
from dateline.wires.html_page import jsonld
from dateline.wires.html_page.closing import Sorted, sorted_out
from dateline.wires.html_page.container import article_around, containers, is_list
from dateline.wires.html_page.decode import FORMAT
from dateline.wires.html_page.document import Page, page_of, tokens, words_in
from dateline.wires.html_page.external import extracted
from dateline.wires.html_page.facts import facts_of, is_moment
from dateline.wires.html_page.furniture import Weights, cleaned, without_layout
from dateline.wires.html_page.headline import headline_of
from dateline.wires.html_page.old_page import read_parts
from dateline.wires.html_page.opened import counted, has_wall, is_teaser, refuse
from dateline.wires.html_page.pictures import media_of
from dateline.wires.markup import blocks
from dateline.wires.opening import byline_of
from dateline.wires.orders import carried_out
from dateline.wires.preamble import same_words, take_preamble

#: More elements, or deeper ones, has no page of news.
_MOST: Final = 90_000
_DEEPEST: Final = 400
_TOO_DEEP: Final = etree.XPath(f"boolean({'/*' * (_DEEPEST + 1)})")
_STANDFIRSTS: Final = frozenset({
    "standfirst", "dek", "deck", "subtitle", "subheadline", "subhead", "sub-headline", "sub-title", "article-summary",
    "article__summary", "article-intro", "article__intro", "article-standfirst", "lede", "excerpt", "entry-subtitle",
})  # fmt: skip
_CONTACTS: Final = frozenset(
    {"bw-release-contact", "release-contact", "press-contact", "media-contact", "media-contacts"}
)
_WITHDRAWN = re.compile(
    r"\b(?:this|the|our) (?:press release|news release|release|article|story|report|post)\b.{0,80}?"
    r"\b(?:has been|was|is)\s(?:being\s)?(?:withdrawn|retracted|removed|taken down|unpublished)\b",
    re.IGNORECASE,
)
#: Headline, byline and time stand among so many first blocks, and are no longer, in letters.
_FIRST: Final = 5
_LONGEST_SIGN: Final = 400
#: A page with a longer text reports of a withdrawal, and is none.
_LONGEST_NOTICE: Final = 90


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read one page of an agency, a press office or a news site.

    Args:
        data: HTML, in any charset, whole or torn.
        received: When it reached us, UTC; datelines without a year are taken to be near it.
    Returns:
        One version; or the parts of a page without markup for machines, as a package: the main story, backgrounders
        and teasers. A page that shows but the beginning of its text is a teaser. What a page says of being withdrawn
        proves nobody: it is a signal to kill, which the wire's readers take for a recall.
    Raises:
        WireError: If it holds no article: an error page, one that asks to log in, navigation and links.
    Source:
        schema.org NewsArticle, Open Graph, TDMRep
    """
    try:
        return _read(data, received)
    except RecursionError as e:
        raise WireError(FORMAT, "document", "what it says of itself nests deeper than any page of news") from e


def _read(data: bytes, received: datetime) -> Reading:
    problems: list[Problem] = []
    page = page_of(data, problems)
    if _TOO_DEEP(page.root) or sum(1 for _ in page.root.iter("*")) > _MOST:
        raise WireError(FORMAT, "document", f"has more than {_MOST} elements, or nests more than {_DEEPEST} deep")
    without_layout(page.root)
    if not _marked(page) and (parts := _parts(page, received)) is not None:
        return replace(parts, problems=(*problems, *parts.problems))
    version = _version(page, received, problems)
    ordered = carried_out(version, "page", received=received, problems=problems, proves=False)
    return Reading(format=FORMAT, versions=(ordered.version,), notices=ordered.notices, problems=tuple(problems))


def _marked(page: Page) -> bool:
    """True if the page tells machines that it is an article, or where its text is."""
    return bool(page.article) or page.meta("og:type") == "article" or bool(page.meta("article:published_time"))


def _parts(page: Page, received: datetime) -> Reading | None:
    """The parts of a page that tells machines nothing; None where it has no such parts."""
    body = page.root.find("body")
    reading = read_parts(page.root if body is None else body, received=received)
    if reading is None:
        return None
    told = facts_of(page, [])
    first = next((place for place, one in enumerate(reading.versions) if one.role == "main"), 0)
    versions = tuple(
        replace(
            one,
            item=told.item if place == first else None,
            language=one.language or told.language,
            direction=told.direction,
            links=told.links if place == first else (),
            usage=told.usage,
            more=one.more | (told.more if place == first else {}),
        )
        for place, one in enumerate(reading.versions)
    )
    return replace(reading, versions=versions)


def _version(page: Page, received: datetime, problems: list[Problem]) -> Version:
    """The one article of a *page*."""
    told = facts_of(page, problems)
    headline, others = headline_of(page)
    wall = has_wall(page.root)
    standfirst = _standfirst(page)
    weights = Weights(page.root)
    if is_list(page, weights):
        raise WireError(FORMAT, "document", "a page of links to other pages, and no article")
    found = containers(page, weights)
    media = media_of(page, article_around(found), weights)
    contacts = _contacts(page.root, found)
    sorted, aside = _text(page, found, weights, wall, problems)
    corrections = tuple(dict.fromkeys((*sorted.corrections, *jsonld.texts(page.article.get("correction")))))
    opening = take_preamble(
        _without_signs(tuple(sorted.body), headline, told.byline, told.language),
        headline,
        told.byline,
        standfirst,
        language=told.language,
        day_hint=(told.created or told.issued or received).date(),
    )
    words = counted([block.text for block in opening.body])
    said = (*opening.notes, *corrections, *(block.text for block in opening.body))
    withdrawn = words < _LONGEST_NOTICE and any(map(_WITHDRAWN.search, said))
    refuse(page, headline, words, withdrawn=withdrawn or bool(opening.notes))
    last = opening.body[-1].text if opening.body else ""
    shown = _apart(opening.standfirst, opening.body)
    kept = {"aside": "\n\n".join(aside), "source": sorted.source, "description": standfirst if not shown else ""}
    more = told.more | others | {name: text for name, text in kept.items() if text}
    return replace(
        told,
        extent="teaser" if is_teaser(page, words, last, wall=wall) else "full",
        headline=headline,
        standfirst=shown,
        byline=opening.byline,
        dateline=opening.dateline,
        body=opening.body,
        notes=tuple(dict.fromkeys((*opening.notes, *corrections, *sorted.notes, *contacts))),
        signals=("kill",) if withdrawn else ("correction",) if corrections else (),
        media=media,
        credit=told.credit or sorted.source,
        notice=told.notice or sorted.rights,
        more=more,
    )


def _text(
    page: Page, found: list[etree._Element], weights: Weights, wall: bool, problems: list[Problem]
) -> tuple[Sorted, list[str]]:
    """The page's text: what its markup says it is, else what trafilatura takes for it; and what stood beside it."""
    aside: list[str] = []
    for container in found:
        aside.extend(cleaned(container, weights))
    text = blocks(found)
    if not found:
        text = extracted(page.root)
    whole = page.told("articleBody")
    free = page.told("isAccessibleForFree").lower() != "false" and not wall
    if free and len(whole) > 1.5 * sum(len(block.text) for block in text) + 100:
        said = page.article.get("articleBody")
        text = blocks_from_text(said) if isinstance(said, str) and "<" not in said else blocks_from_text(whole)
        problems.append(Problem("articleBody", "the page shows less than its JSON-LD holds; read from there"))
    return sorted_out(text), aside


def _without_signs(body: tuple[Block, ...], headline: str, byline: str, language: str) -> tuple[Block, ...]:
    """The *body* without headline, byline and time of publication among its first blocks: they have fields."""

    def signs(block: Block) -> bool:
        text = block.text
        if block.kind not in ("paragraph", "heading") or len(text) > _LONGEST_SIGN:
            return False
        named = bool(byline) and same_words(byline_of(text, language), byline)
        return same_words(text, headline) or named or is_moment(text)

    kept = tuple(block for block in body[:_FIRST] if not signs(block))
    return (*kept, *body[_FIRST:])


def _contacts(root: etree._Element, found: list[etree._Element]) -> list[str]:
    """Whom to call, where that stands in a box of its own beside the text that was *found*."""
    inside = {inner for one in found for inner in one.iter("*")}
    boxes = [one for one in root.iter("div", "section") if tokens(one) & _CONTACTS and one not in inside]
    return [words for one in boxes if 10 < len(words := words_in(one)) < 1500]


def _standfirst(page: Page) -> str:
    """The lines under the headline, as readers see them; else as machines are told."""
    for element in page.root.iter("p", "h2", "div", "span"):
        if tokens(element) & _STANDFIRSTS and 20 < len(words := words_in(element)) < 600:
            return words if not any(above.tag in ("aside", "li", "nav") for above in element.iterancestors()) else ""
    return page.told("description") or page.meta(
        "og:description", "description", "twitter:description", "dc.description"
    )


def _apart(standfirst: str, body: tuple[Block, ...]) -> str:
    """The *standfirst*, unless the text begins with it, or holds it."""
    bare = standfirst.rstrip(" .…[]")
    head = " ".join(block.text for block in body[:6])
    return "" if not bare or bare[:120] in head or standfirst.endswith(("...", "…", "[…]")) else standfirst
