"""One item of a feed into one version."""

import re
from datetime import datetime
from typing import Final, NamedTuple

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.wire import Extent, Link, Media, Problem, Subject, Version
from dateline.wires.html import Content, blocks_from_text, content_from_html, words_of
from dateline.wires.markup import blocks
from dateline.wires.ninjs.ids import item_of
from dateline.wires.opening import byline_of, direction_of, split_opening
from dateline.wires.preamble import take_advisories
from dateline.wires.rss.fields import Fields, as_sent, name_of, text_of
from dateline.wires.rss.media import media_of
from dateline.wires.statuses import doubted
from dateline.wires.times import parse_time

_FULL: Final = ("content:encoded", "content", "xhtml:body", "xhtml:div", "body", "fulltext", "full-text")
_BRIEF: Final = ("description", "summary", "dc:description", "dcterms:abstract", "itunes:summary")
_ISSUED: Final = ("updated", "dcterms:modified", "modified", "pubdate", "dc:date", "published", "issued")
_CREATED: Final = ("published", "issued", "dcterms:created", "dcterms:issued", "created")
#: Links of these relations lead to machines, not to words.
_TECHNICAL: Final = frozenset({"self", "edit", "edit-media", "replies", "hub", "service", "enclosure", "license"})
#: In letters; what is longer is no mailbox.
_LONGEST_NAME: Final = 200
_MAILBOX = re.compile(r"\S+@\S+\s*\((?P<name>[^)]+)\)|(?P<before>[^<>@]+?)\s*<\S+@\S+>")


class Feed(Struct, frozen=True):
    """What a feed says of all its items."""

    language: str = ""
    notice: str = ""
    author: str = ""


class _Text(Struct, frozen=True):
    """An item's words."""

    body: tuple[Block, ...]
    standfirst: str
    extent: Extent
    media: tuple[Media, ...]


class _Terms(NamedTuple):
    """When, and whether at all, an item may be used."""

    embargo: datetime | None
    expires: datetime | None
    doubt: str


def version_of(
    element: etree._Element, feed: Feed, where: str, received: datetime, problems: list[Problem]
) -> Version | None:
    """
    Make a version of one item or entry.

    Args:
        feed: What holds for the item where it says nothing itself.
        where: The item's place in the feed, for problems, which are added to *problems*.
        received: When the feed reached us, UTC.
    Returns:
        None if it holds neither words nor an id.
    """
    fields = Fields(element)
    facts = _facts(fields, feed, where, problems)
    headline = _line(fields.all("title", "dc:title"))
    text = _text(fields)
    media = _distinct((*media_of(fields), *text.media))
    if not (headline or text.body or facts.item or media):
        return None
    notes, body = take_advisories(text.body, headline)
    dateline, body = split_opening(body, headline, day_hint=(facts.issued or received).date())
    return replace(
        facts,
        extent=text.extent,
        headline=headline,
        standfirst=text.standfirst,
        dateline=dateline,
        body=body,
        notes=notes,
        media=media,
        more=dict(fields.rest()),
    )


def _facts(fields: Fields, feed: Feed, where: str, problems: list[Problem]) -> Version:
    """What single elements of the item say; its text is still to come."""
    links = _links(fields)
    item = fields.text("guid", "id") or fields.about or next((link.href for link in links), "")
    language = fields.text("dc:language", "language") or fields.language or feed.language
    terms = _terms(fields, where, problems)
    return Version(
        item=item_of(item) or None,
        byline=_byline(fields, feed, language),
        language=language,
        direction=direction_of(language),
        issued=_time(fields, _ISSUED, where, problems),
        created=_time(fields, _CREATED, where, problems),
        doubt=terms.doubt,
        embargo=terms.embargo,
        expires=terms.expires,
        subjects=_subjects(fields),
        links=links,
        holder=fields.text("dcterms:rightsholder"),
        notice=fields.text("dc:rights", "rights", "copyright", "dcterms:rights", "media:copyright") or feed.notice,
        usage=_licence(fields),
        credit=_credit(fields),
    )


def _line(elements: list[etree._Element]) -> str:
    """The words of the first of *elements* that has some; its markup, escaped or not, is gone."""
    for element in elements:
        sent = text_of(element)
        if words := sent if element.get("type") == "text" else words_of(sent):
            return words
    return ""


def _text(fields: Fields) -> _Text:
    """The full text where there is one, and the summary as its standfirst; else the summary as the text."""
    full = _longest([_content(element) for element in fields.all(*_FULL)])
    brief = _longest([_content(element) for element in fields.all(*_BRIEF)])
    if not full.blocks:
        return _Text(brief.blocks, "", "teaser", (*full.media, *brief.media))
    if not brief.blocks:
        return _Text(full.blocks, "", "full", (*full.media, *brief.media))
    summary = _words(brief.blocks)
    if _size(brief) > 3 * _size(full):
        return _Text(brief.blocks, _words(full.blocks), "full", (*brief.media, *full.media))
    repeated = _opens(full.blocks, summary.rstrip(" .…[]"))
    return _Text(full.blocks, "" if repeated else summary, "full", (*full.media, *brief.media))


def _opens(body: tuple[Block, ...], summary: str) -> bool:
    """True if a *summary* is the beginning of the text, and so would be said twice."""
    first = body[0].text
    if not first.startswith(summary[: len(first)]):
        return False
    return _words(body[: summary.count(".") + 3]).startswith(summary)


def _size(content: Content) -> int:
    return sum(len(block.html) for block in content.blocks)


def _longest(contents: list[Content]) -> Content:
    """The one with the most words; the pictures of all."""
    best = max(contents, key=_size, default=Content((), ()))
    return best if len(contents) < 2 else Content(best.blocks, tuple(one for each in contents for one in each.media))


def _words(body: tuple[Block, ...]) -> str:
    return " ".join(block.text for block in body)


def _content(element: etree._Element) -> Content:
    """The contents of an *element* of text, by its type: plain, HTML in it as text, or XHTML as elements."""
    kind = element.get("type", "html").lower()
    if len(element):
        return Content(blocks([element]), ())
    text = element.text or ""
    if kind in ("text", "text/plain"):
        return Content(blocks_from_text(text), ())
    return content_from_html(text)


def _time(fields: Fields, names: tuple[str, ...], where: str, problems: list[Problem]) -> datetime | None:
    for element in fields.all(*names):
        sent = text_of(element)
        if moment := parse_time(sent):
            return moment
        if sent:
            problems.append(Problem(f"{where}.{as_sent(element)}", f"{sent[:60]!r} is no time; ignored"))
    return None


def _terms(fields: Fields, where: str, problems: list[Problem]) -> _Terms:
    """PRISM's limits; one that cannot be read is a doubt of the item."""
    doubts: list[str] = []
    limits: list[datetime | None] = []
    for names, what in (
        (("prism:embargodate",), "embargo"),
        (("prism:expirationdate", "prism:killdate", "expirationdate"), "expiry"),
    ):
        element = next(iter(fields.all(*names)), None)
        limits.append(parse_time(text_of(element)) if element is not None else None)
        if element is not None and limits[-1] is None:
            doubts.append(f"its {what} cannot be read: {text_of(element)[:60]!r}")
            problems.append(Problem(f"{where}.{as_sent(element)}", f"{doubts[-1]}; held until somebody has looked"))
    return _Terms(limits[0], limits[1], doubted(*doubts))


def _byline(fields: Fields, feed: Feed, language: str) -> str:
    """The writers, each once; a mailbox gives its owner's name."""
    names = []
    for element in fields.all("dc:creator", "author", "itunes:author"):
        inner = [text_of(name) for name in element if name_of(name) == "name"]
        names.extend(inner or [_owner(text_of(element))])
    return byline_of(", ".join(dict.fromkeys(filter(None, names))) or feed.author, language)


def _owner(text: str) -> str:
    found = _MAILBOX.fullmatch(text) if len(text) < _LONGEST_NAME else None
    return (found["name"] or found["before"]).strip() if found else text


def _subjects(fields: Fields) -> tuple[Subject, ...]:
    found = []
    for element in fields.all("category", "dc:subject"):
        words, term = text_of(element), (element.get("term") or "").strip()
        scheme = (element.get("scheme") or element.get("domain") or "").strip()
        if term or words:
            found.append(Subject(scheme, term, (element.get("label") or "").strip() or words or term))
    return tuple(dict.fromkeys(found))


def _links(fields: Fields) -> tuple[Link, ...]:
    """The page of the item first, then what it is related to."""
    found = []
    for element in fields.all("feedburner:origlink", "link"):
        href = (element.get("href") or text_of(element)).strip()
        rel = (element.get("rel") or "alternate").lower()
        if href and rel not in _TECHNICAL:
            found.append(Link("canonical" if rel == "alternate" else rel, href=href, title=element.get("title") or ""))
    permanent = next((guid for guid in fields.all("guid") if guid.get("isPermaLink", "true") == "true"), None)
    href = text_of(permanent) if permanent is not None else ""
    if not found and href.startswith(("http://", "https://")):
        found.append(Link("canonical", href=href))
    return tuple(sorted(dict.fromkeys(found), key=lambda link: link.rel != "canonical"))


def _licence(fields: Fields) -> str:
    """The terms that the item names: a licence's address, or words."""
    linked = (link.get("href") for link in fields.all("link") if link.get("rel") == "license")
    return next((href for href in linked if href), "") or fields.text("dcterms:license", "dcterms:accessrights")


def _credit(fields: Fields) -> str:
    """Whom the item came from: the feed that it names as its source, or its publisher."""
    for element in fields.all("source"):
        inner = [text_of(title) for title in element if name_of(title) == "title"]
        if name := next(iter(inner), "") or (text_of(element) if not len(element) else ""):
            return name
    return fields.text("dc:source", "dc:publisher", "media:credit")


def _distinct(media: tuple[Media, ...]) -> tuple[Media, ...]:
    """Each address once; the first mention says the most."""
    found: dict[str, Media] = {}
    for one in media:
        found.setdefault(one.href, one)
    return tuple(found.values())
