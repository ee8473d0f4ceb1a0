"""HTML pages into readings."""

import re
from datetime import datetime
from typing import Final, NamedTuple

from lxml import etree
from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.errors import WireError
from dateline.news.wire import Media, Problem, Reading, Version
from dateline.wires.dialects.spoken import dialect_of, spoken
from dateline.wires.html_page import jsonld
from dateline.wires.html_page.above import opening_of
from dateline.wires.html_page.captions import Frames
from dateline.wires.html_page.closing import Sorted, sorted_out
from dateline.wires.html_page.container import containers
from dateline.wires.html_page.decode import FORMAT
from dateline.wires.html_page.document import Page, page_of, tokens, words_in
from dateline.wires.html_page.external import extracted
from dateline.wires.html_page.facts import facts_of
from dateline.wires.html_page.furniture import Weights, cleaned, without_layout
from dateline.wires.html_page.headline import apart, headline_of, standfirst_of
from dateline.wires.html_page.old_page import read_parts
from dateline.wires.html_page.opened import counted, has_wall, is_teaser, refuse, refuse_list
from dateline.wires.html_page.pictures import media_of
from dateline.wires.html_page.unshown import posts_beside, text_in, told_text
from dateline.wires.markup import blocks
from dateline.wires.orders import carried_out

_CONTACTS: Final = frozenset(
    {"bw-release-contact", "release-contact", "press-contact", "media-contact", "media-contacts"}
)
_WITHDRAWN = re.compile(
    r"\b(?:this|the|our) (?:press release|news release|release|article|story|report|post)\b.{0,80}?"
    r"\b(?:has been|was|is)\s(?:being\s)?(?:withdrawn|retracted|removed|taken down|unpublished)\b",
    re.IGNORECASE,
)
#: In words: a page with a longer text reports of a withdrawal, and is none.
_LONGEST_NOTICE: Final = 90
#: JSON-LD that holds so much more than the page shows, in letters, holds its text.
_MUCH_MORE: Final = 1.5
_MORE: Final = 100


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
    without_layout(page.root)
    marked = page.is_article or page.meta("article:published_time")
    if not marked and (parts := _parts(page, received, problems)) is not None:
        return replace(parts, problems=(*problems, *parts.problems))
    version = _version(page, received, problems)
    version = spoken(version, dialect_of(FORMAT, (page.host, version.more.get("publisher", "")), version))
    ordered = carried_out(version, "page", received=received, problems=problems, proves=False)
    return Reading(format=FORMAT, versions=(ordered.version,), notices=ordered.notices, problems=tuple(problems))


def _parts(page: Page, received: datetime, problems: list[Problem]) -> Reading | None:
    """The parts of a page that tells machines nothing; None where it has no such parts."""
    page.make_links_whole([page.root])
    body = page.root.find("body")
    reading = read_parts(page.root if body is None else body, received=received)
    if reading is None:
        return None
    told = facts_of(page, problems)
    versions = [
        replace(one, language=one.language or told.language, direction=told.direction, usage=told.usage)
        for one in reading.versions
    ]
    first = next((place for place, one in enumerate(versions) if one.role == "main"), 0)
    main = versions[first]
    versions[first] = replace(main, item=told.item, links=told.links, more=main.more | told.more)
    return replace(reading, versions=tuple(versions))


class _Shown(NamedTuple):
    """What readers see of the one article of a page."""

    headline: str
    #: Other headlines that the page has, and its kicker, under their names.
    others: dict[str, str]
    standfirst: str
    text: Sorted
    media: tuple[Media, ...]
    #: Boxes beside the text with words of their own.
    aside: str
    contacts: list[str]
    #: Whether something keeps the text from those who have not paid.
    wall: bool


def _shown(page: Page, problems: list[Problem]) -> _Shown:
    headline, others, heading = headline_of(page)
    wall = has_wall(page.root)
    weights = Weights(page.root)
    standfirst = standfirst_of(page, heading, headline, weights)
    found = containers(page, weights, heading)
    contacts = _contacts(page.root, found)
    page.make_links_whole(found or [page.root])
    aside = [words for container in found for words in cleaned(container, weights, page.host)]
    refuse_list(page, found, weights)
    frames = Frames(weights)
    media = media_of(page, found, frames)
    for container in found:
        frames.clear(container)
    text = sorted_out(_text(page, found, wall, problems))
    return _Shown(headline, others, standfirst, text, media, "\n\n".join(aside), contacts, wall)


def _version(page: Page, received: datetime, problems: list[Problem]) -> Version:
    """The one article of a *page*."""
    told = facts_of(page, problems)
    shown = _shown(page, problems)
    corrections = [*shown.text.corrections, *jsonld.texts(page.article.get("correction"))]
    day = (told.created or told.issued or received).date()
    opening, above = opening_of(tuple(shown.text.body), shown.headline, shown.standfirst, told, day)
    standfirst = apart(opening.standfirst, opening.body)
    texts = [block.text for block in opening.body]
    words = counted([*texts, *(one.caption for one in shown.media)])
    withdrawn = words < _LONGEST_NOTICE and any(map(_WITHDRAWN.search, (*opening.notes, *corrections, *texts)))
    if not (withdrawn or opening.notes):
        refuse(page, shown.headline, words, " ".join(texts))
    kept = {"aside": shown.aside, "source": shown.text.source, **above}
    kept["description"] = "" if standfirst else shown.standfirst
    return replace(
        told,
        extent="teaser" if is_teaser(page, words, texts[-1] if texts else "", wall=shown.wall) else "full",
        headline=shown.headline,
        standfirst=standfirst,
        byline=opening.byline,
        dateline=opening.dateline,
        body=opening.body,
        notes=tuple(dict.fromkeys((*opening.notes, *corrections, *shown.text.notes, *shown.contacts))),
        signals=("kill",) if withdrawn else ("correction",) if corrections else (),
        media=shown.media,
        credit=told.credit or shown.text.source,
        notice=told.notice or " ".join(shown.text.rights),
        more=told.more | shown.others | {name: text for name, text in kept.items() if text},
    )


def _text(page: Page, found: list[etree._Element], wall: bool, problems: list[Problem]) -> tuple[Block, ...]:
    """The page's text: what its markup says it is, else what it holds for scripts, else what trafilatura finds."""
    text = blocks(found)
    if not found and (text := text_in(page.scripts)):
        problems.append(Problem("script", "the page shows no text; read from what it hands to its scripts"))
    text = text or extracted(page.root)
    if wall or page.told("isAccessibleForFree").lower() == "false":
        return text
    told = told_text(page.article)
    if _letters(told) > _MUCH_MORE * _letters(text) + _MORE:
        problems.append(Problem("articleBody", "the page shows less than its JSON-LD holds; read from there"))
        text = told
    if posts := posts_beside(page.article, text):
        problems.append(Problem("liveBlogUpdate", "the page does not show all its posts; the others read from JSON-LD"))
    return (*text, *posts)


def _letters(text: tuple[Block, ...]) -> int:
    return sum(len(block.text) for block in text)


def _contacts(root: etree._Element, found: list[etree._Element]) -> list[str]:
    """Whom to call, where that stands in a box of its own beside the text that was *found*."""
    inside = {inner for one in found for inner in one.iter("div", "section")}
    boxes = [one for one in root.iter("div", "section") if one not in inside and tokens(one) & _CONTACTS]
    return [words for one in boxes if 10 < len(words := words_in(one)) < 1500]
