"""One item of a feed into one version."""

from datetime import datetime
from typing import Final, NamedTuple

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dateline.news.script import direction_of
from dateline.news.wire import Link, Problem, Subject, Version
from dateline.wires.ninjs.ids import item_of
from dateline.wires.opening import split_opening
from dateline.wires.preamble import take_advisories
from dateline.wires.rss.fields import TECHNICAL, Fields, as_sent, attribute, attributes_of, misspelt, name_of, text_of
from dateline.wires.rss.media import distinct, media_of
from dateline.wires.rss.named import byline, named_in
from dateline.wires.rss.words import headlines_of, is_text, line_of, text_of_item
from dateline.wires.statuses import doubted
from dateline.wires.times import parse_web_time

_IDS: Final = ("guid", "id")
_OTHER_IDS: Final = ("dc:identifier", "dcterms:identifier")
_ISSUED: Final = (
    "updated", "dcterms:modified", "modified", "prism:modificationdate", "pubdate", "dc:date", "date", "published",
    "issued", "prism:publicationdate",
)  # fmt: skip
_CREATED: Final = (
    "published", "issued", "dcterms:created", "dcterms:issued", "created", "prism:publicationdate",
    "prism:creationdate",
)  # fmt: skip
_RIGHTS: Final = ("dc:rights", "rights", "copyright", "dcterms:rights", "prism:copyright", "media:copyright")
_KEYWORDS: Final = ("media:keywords", "itunes:keywords", "prism:keyword", "keywords")
_LICENCES: Final = ("creativecommons:license", "cc:license", "dcterms:license", "dcterms:accessrights")
_EMBARGOES: Final = ("prism:embargodate",)
_PERIOD: Final = "dcterms:valid"
_ENDS: Final = ("prism:expirationdate", "prism:killdate", "expirationdate")
_REGISTRY: Final = "http://www.iana.org/assignments/relation/"
#: Pages for readers; a page of another type is the same for machines.
_PAGES: Final = frozenset({"", "text/html", "application/xhtml+xml"})


class Feed(Struct, frozen=True):
    """What a feed says of all its items."""

    language: str = ""
    notice: str = ""
    author: str = ""
    usage: str = ""


class _Terms(NamedTuple):
    """When, and whether at all, an item may be used."""

    embargo: datetime | None = None
    expires: datetime | None = None
    doubt: str = ""


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
    facts = _facts(fields, _origin(fields, feed), where, problems)
    headline, headlines = headlines_of(fields)
    text = text_of_item(fields, headline, facts.links[:1])
    shown, told = media_of(fields, where, problems)
    media = distinct((*shown, *text.media))
    if not (headline or text.body or facts.item or media):
        return None
    notes, body = take_advisories(text.body, headline)
    dateline, body = split_opening(body, headline, day_hint=(facts.issued or received).date())
    return replace(
        facts,
        extent=text.extent,
        headline=headline,
        headlines=headlines,
        standfirst=text.standfirst,
        dateline=dateline,
        body=body,
        notes=notes,
        media=media,
        more=told | text.more | _more(fields),
    )


def feed_of(head: Fields, root: Fields) -> Feed:
    """What a *head* says of all items of a *root*; an author by the feed's own name is its publisher, no writer."""
    name = next(filter(None, map(line_of, head.all("title", "dc:title"))), "")
    language = head.text("language", "dc:language") or head.language or root.language
    writers = byline(head, ("author", "dc:creator") if name_of(head.element) in ("feed", "source") else (), language)
    return Feed(
        language=language,
        notice=head.text(*_RIGHTS),
        author=writers if writers != name else "",
        usage=_licence(head),
    )


def _origin(fields: Fields, feed: Feed) -> Feed:
    """What holds for an item that was taken over from another feed: that one's word before the *feed*'s own."""
    for source in fields.all("source"):
        if len(source):
            own = feed_of(Fields(source), fields)
            return Feed(feed.language, own.notice or feed.notice, own.author or feed.author, own.usage or feed.usage)
    return feed


def _facts(fields: Fields, feed: Feed, where: str, problems: list[Problem]) -> Version:
    """What single elements of the item say; its text is still to come."""
    links = _links(fields)
    item = fields.text(*_IDS) or misspelt(fields.element, "about") or fields.text(*_OTHER_IDS)
    language = fields.text("dc:language", "language") or fields.language or feed.language
    terms = _terms(fields, where, problems)
    return Version(
        item=item_of(item or next((link.href for link in links), "")) or None,
        byline=byline(fields, ("dc:creator", "author"), language)
        or byline(fields, ("itunes:author",), language)
        or feed.author,
        language=language,
        direction=direction_of(language),
        issued=_time(fields, _ISSUED, where, problems),
        created=_time(fields, _CREATED, where, problems),
        status="withheld" if _is_draft(fields) else "usable",
        doubt=terms.doubt,
        embargo=terms.embargo,
        expires=terms.expires,
        subjects=_subjects(fields),
        named=named_in(fields),
        links=links,
        holder=fields.text("dcterms:rightsholder"),
        notice=fields.text(*_RIGHTS) or feed.notice,
        usage=_licence(fields) or feed.usage,
        credit=_credit(fields),
    )


def _more(fields: Fields) -> dict[str, str]:
    """What has no field of ours."""
    # How long a file is has no place beside a file in one form.
    sized = [attributes_of(one) for one in fields.all("enclosure") if attribute(one, "length").strip("0")]
    sources = [url for element in fields.all("source") if (url := attribute(element, "url"))]
    beside = {"enclosure": "\n".join(sized), "source@url": "\n".join(sources)}
    return fields.rest() | {name: words for name, words in beside.items() if words}


def _time(fields: Fields, names: tuple[str, ...], where: str, problems: list[Problem]) -> datetime | None:
    """The first that can be read; what cannot is told once."""
    for element in fields.all(*names):
        sent = text_of(element)
        if moment := parse_web_time(sent):
            return moment
        told = Problem(f"{where}.{as_sent(element)}", f"{sent[:60]!r} is no time; ignored")
        if sent and told not in problems[-2:]:
            problems.append(told)
    return None


def _terms(fields: Fields, where: str, problems: list[Problem]) -> _Terms:
    """PRISM's and Dublin Core's limits; one that cannot be read is a doubt of the item."""
    if not fields.all(*_EMBARGOES, *_ENDS, _PERIOD):
        return _Terms()
    # Such as "start=2031-03-04; end=2031-03-05".
    parts = (part.partition("=") for part in fields.text(_PERIOD).split(";"))
    period = {name.strip().lower(): value.strip() for name, _, value in parts}
    limits: list[datetime | None] = []
    doubts: list[str] = []
    for names, key, what in ((_EMBARGOES, "start", "embargo"), (_ENDS, "end", "expiry")):
        element = next(iter(fields.all(*names)), None)
        name, sent = (_PERIOD, period.get(key, "")) if element is None else (as_sent(element), text_of(element))
        limits.append(parse_web_time(sent))
        if limits[-1] is None and (sent or element is not None):
            doubts.append(f"its {what} cannot be read: {sent[:60]!r}")
            problems.append(Problem(f"{where}.{name}", f"{doubts[-1]}; held until somebody has looked"))
    return _Terms(limits[0], limits[1], doubted(*doubts))


def _is_draft(fields: Fields) -> bool:
    """True of what Atom's publishing protocol keeps from readers."""
    controls = (child for control in fields.all("app:control") for child in control)
    return any(name_of(child) == "app:draft" and text_of(child).lower() == "yes" for child in controls)


def _subjects(fields: Fields) -> tuple[Subject, ...]:
    found = []
    for element in fields.all("category", "dc:subject", "media:category", "itunes:category"):
        # Most have no attribute.
        told = {key: value.strip() for key, value in element.items()}
        term = told.get("term", "")
        if name := told.get("label") or text_of(element) or term or told.get("text"):
            found.append(Subject(told.get("scheme") or told.get("domain") or "", term, name))
    listed = (word for words in fields.texts(*_KEYWORDS) for word in words.split(","))
    found += [Subject(name=name) for word in listed if (name := word.strip())]
    return tuple(dict.fromkeys(found))


def _links(fields: Fields) -> tuple[Link, ...]:
    """The page of the item first, then what it is related to."""
    pages: list[Link] = []
    foreign: list[Link] = []
    others: list[Link] = []
    for element in fields.all("feedburner:origlink", "link"):
        href = attribute(element, "href") or text_of(element)
        rel = (element.get("rel") or "alternate").strip().removeprefix(_REGISTRY).lower()
        if not href or rel in TECHNICAL:
            continue
        link = Link(rel, href=href, title=element.get("title") or "")
        if rel != "alternate":
            others.append(link)
        # Readers of this feed get its page, not one in another language or for machines.
        elif (element.get("type") or "") in _PAGES and element.get("hreflang") is None:
            pages.append(link)
        else:
            foreign.append(link)
    others += [Link("content", href=href) for href in _contents(fields)]
    pages += foreign
    if pages:
        pages[0] = replace(pages[0], rel="canonical")
    elif href := _permanent(fields):
        pages = [Link("canonical", href=href)]
    return tuple(dict.fromkeys((*pages, *others)))


def _permanent(fields: Fields) -> str:
    """The item's page, where nothing tells it but its id; or, in CDF, the item itself."""
    for guid in fields.all("guid"):
        href = text_of(guid)
        if (misspelt(guid, "ispermalink") or "true").lower() == "true" and href.startswith(("http://", "https://")):
            return href
    return misspelt(fields.element, "href")


def _contents(fields: Fields) -> list[str]:
    """The addresses of texts that are not in the item itself; `media_of` has what is no text."""
    return [src for content in fields.all("content") if (src := content.get("src")) and is_text(content)]


def _licence(fields: Fields) -> str:
    """The terms that the item names: a licence's address, or words."""
    linked = (link.get("href") for link in fields.all("link") if link.get("rel") == "license")
    if href := next(filter(None, linked), ""):
        return href
    return next((told for one in fields.all(*_LICENCES) if (told := text_of(one) or misspelt(one, "resource"))), "")


def _credit(fields: Fields) -> str:
    """Whom the item came from: the feed that it names as its source, or its publisher."""
    for element in fields.all("source"):
        inner = [text_of(title) for title in element if name_of(title) == "title"]
        if name := next(iter(inner), "") or (text_of(element) if not len(element) else ""):
            return name
    return ", ".join(fields.texts("dc:source")) or fields.text("dc:publisher", "dcterms:publisher")
