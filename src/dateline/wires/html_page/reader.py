"""HTML pages into readings."""

import re
from datetime import datetime
from typing import Final

from lxml import etree
from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.wire import Problem, Reading, Version
from dateline.wires.dialects.spoken import dialect_of, spoken
from dateline.wires.html import blocks_from_text
from dateline.wires.html_page import jsonld
from dateline.wires.html_page.above import opening_of
from dateline.wires.html_page.captions import Frames
from dateline.wires.html_page.closing import Sorted, sorted_out
from dateline.wires.html_page.container import containers, is_index, is_list
from dateline.wires.html_page.decode import FORMAT
from dateline.wires.html_page.document import Page, page_of, tokens, words_in
from dateline.wires.html_page.external import extracted
from dateline.wires.html_page.facts import facts_of
from dateline.wires.html_page.furniture import Weights, cleaned, without_layout
from dateline.wires.html_page.headline import headline_of
from dateline.wires.html_page.old_page import read_parts
from dateline.wires.html_page.opened import counted, has_wall, is_teaser, refuse
from dateline.wires.html_page.pictures import media_of
from dateline.wires.html_page.standfirst import apart, kicker_of, standfirst_of
from dateline.wires.html_page.state import text_in
from dateline.wires.markup import blocks
from dateline.wires.orders import carried_out

#: More elements, or deeper ones, has no page of news.
_MOST: Final = 90_000
_DEEPEST: Final = 400
_TOO_DEEP: Final = etree.XPath(f"boolean({'/*' * (_DEEPEST + 1)})")
_CONTACTS: Final = frozenset(
    {"bw-release-contact", "release-contact", "press-contact", "media-contact", "media-contacts"}
)
_WITHDRAWN = re.compile(
    r"\b(?:this|the|our) (?:press release|news release|release|article|story|report|post)\b.{0,80}?"
    r"\b(?:has been|was|is)\s(?:being\s)?(?:withdrawn|retracted|removed|taken down|unpublished)\b",
    re.IGNORECASE,
)
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
    version = spoken(version, dialect_of(FORMAT, (page.host, version.more.get("publisher", "")), version))
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
    headline, others, heading = headline_of(page)
    wall = has_wall(page.root)
    weights = Weights(page.root)
    standfirst = standfirst_of(page, heading, headline, weights)
    found = containers(page, weights, heading)
    contacts = _contacts(page.root, found)
    listed = is_list(page, weights)
    aside = [words for container in found for words in cleaned(container, weights, page.host)]
    if listed or any(is_index(page, one) for one in found):
        raise WireError(FORMAT, "document", "a page of links to other pages, and no article")
    media = media_of(page, found, weights)
    for container in found:
        Frames(weights).cleared(container)
    sorted = _text(page, found, wall, problems)
    corrections = tuple(dict.fromkeys((*sorted.corrections, *jsonld.texts(page.article.get("correction")))))
    day = (told.created or told.issued or received).date()
    opening, above = opening_of(tuple(sorted.body), headline, standfirst, told, day)
    texts = [*(block.text for block in opening.body), *(one.caption for one in media)]
    words = counted(texts)
    said = (*opening.notes, *corrections, *(block.text for block in opening.body))
    withdrawn = words < _LONGEST_NOTICE and any(map(_WITHDRAWN.search, said))
    refuse(page, headline, texts, withdrawn=withdrawn or bool(opening.notes))
    last = opening.body[-1].text if opening.body else ""
    shown = apart(opening.standfirst, opening.body)
    kept = {"kicker": kicker_of(page.root), "above": above, "aside": "\n\n".join(aside), "source": sorted.source}
    kept["description"] = "" if shown else standfirst
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


def _text(page: Page, found: list[etree._Element], wall: bool, problems: list[Problem]) -> Sorted:
    """The page's text: what its markup says it is, else what trafilatura takes for it."""
    text = blocks(found)
    if not found and (text := text_in(page.states)):
        problems.append(Problem("script", "the page shows no text; read from what it hands to its scripts"))
    if not text:
        text = extracted(page.root)
    whole = page.told("articleBody")
    free = page.told("isAccessibleForFree").lower() != "false" and not wall
    if free and len(whole) > 1.5 * sum(len(block.text) for block in text) + 100:
        said = page.article.get("articleBody")
        text = blocks_from_text(said) if isinstance(said, str) and "<" not in said else blocks_from_text(whole)
        problems.append(Problem("articleBody", "the page shows less than its JSON-LD holds; read from there"))
    return sorted_out(text)


def _contacts(root: etree._Element, found: list[etree._Element]) -> list[str]:
    """Whom to call, where that stands in a box of its own beside the text that was *found*."""
    inside = {inner for one in found for inner in one.iter("*")}
    boxes = [one for one in root.iter("div", "section") if tokens(one) & _CONTACTS and one not in inside]
    return [words for one in boxes if 10 < len(words := words_in(one)) < 1500]
