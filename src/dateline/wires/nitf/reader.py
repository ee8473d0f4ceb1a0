"""NITF into readings; also the NITF that other wires carry inside."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.slugs import serial_of
from dateline.news.wire import Dateline, Link, Notice, Problem, Reading, Version, Words
from dateline.wires import xml
from dateline.wires.dateline import agencies_of, parse_dateline
from dateline.wires.dialects.spoken import dialect_of, spoken
from dateline.wires.markup import blocks
from dateline.wires.nitf import document
from dateline.wires.nitf.document import attribute, told
from dateline.wires.nitf.marks import SIGNALS
from dateline.wires.nitf.terms import notices, terms
from dateline.wires.opening import byline_of, direction_of
from dateline.wires.orders import carried_out
from dateline.wires.preamble import joined, same_words, take_preamble
from dateline.wires.times import parse_time
from dateline.wires.xml import Elements

FORMAT: Final = "nitf"
#: ``meta`` names that agencies use for the working name where they send no ``key-list``.
_SLUGS: Final = ("slugline", "slug", "anpa-keyword", "keyword", "keywords")
#: ``meta`` names that agencies use for the number of a transmission.
_SERIALS: Final = ("transref", "anpa-transref", "service-number", "wire-number", "serial")
_LANGUAGES: Final = ("{http://www.w3.org/XML/1998/namespace}lang", "baselang", "lang")
_URGENCIES: Final = frozenset("123456789")
#: Notes in a body that are not for publication.
_DESK_NOTES: Final = frozenset({"editorsnote", "npa"})


class _Text(Struct, frozen=True):
    """A document's text, and what stands around it."""

    head: Elements
    #: What the head of the body holds.
    top: Elements
    #: The elements that hold the text.
    content: list[etree._Element]
    #: What in it has a field of its own.
    marked: list[etree._Element]
    #: What the end of the body holds.
    end: Elements


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read one NITF document.

    Args:
        data: NITF 2.5 to 3.6, with or without its namespace.
        received: When it reached us, UTC; datelines without a year are taken to be near it.
    Returns:
        One version, a notice, or both: a document may say that another is to be killed, held or used again. An
        embargo whose end cannot be read is a doubt, and is told.
    Raises:
        WireError: If it is no NITF, or holds neither text nor notice.
    Source:
        NITF 3.6, IPTC
    """
    parsed = xml.parse(data, format=FORMAT)
    root, problems = parsed.root, list(parsed.problems)
    roots = [root] if xml.local(root) == "nitf" else _outermost(xml.descendants(root, "nitf"))
    if not roots:
        raise WireError(FORMAT, "line 1", f"the root is <{xml.local(root)}>, and no <nitf> is in it")
    versions: list[Version] = []
    said: list[Notice] = []
    for place, one in enumerate(roots, start=1):
        where = "nitf" if len(roots) == 1 else f"nitf[{place}]"
        version, ordered = _document(one, where, received, problems)
        said.extend(ordered)
        if version is not None:
            versions.append(version)
        elif not ordered:
            problems.append(Problem(where, "it has no headline, no body and no notice; left out"))
    if not versions and not said:
        raise WireError(FORMAT, f"line {roots[0].sourceline}", "it has no headline, no body and no notice")
    return Reading(format=FORMAT, versions=tuple(versions), notices=tuple(said), problems=tuple(problems))


def _outermost(roots: Iterator[etree._Element]) -> list[etree._Element]:
    return [root for root in roots if next(root.iterancestors("{*}nitf"), None) is None]


def _document(
    root: etree._Element, where: str, received: datetime, problems: list[Problem]
) -> tuple[Version | None, tuple[Notice, ...]]:
    """One document's version, and what it says of others; no version where it holds nothing else."""
    head = xml.inside(xml.find(root, "head"))
    version = _version(root, head, received, problems)
    version = spoken(version, dialect_of(FORMAT, _senders(head, version), version))
    said = notices(head, version.issued, "\n".join(version.notes) or version.headline, problems)
    ordered = carried_out(version, where, received=received, problems=problems)
    version, said = ordered.version, _once((*said, *ordered.notices))
    if version.headline or version.body or version.media:
        return version, said
    # An empty document that takes itself back is a version; one that speaks of another is none.
    return (None if said or version.status == "usable" or version.item is None else version), said


def _senders(head: Elements, version: Version) -> tuple[str, ...]:
    """Who sends a document, as it says in several places."""
    source = told(head, "from-src", "src-name") or told(head, "doc-id", "regsrc")
    return (version.credit, version.holder, source)


def version_of(root: etree._Element, *, received: datetime, problems: list[Problem]) -> Version:
    """
    Read one ``nitf`` element, wherever it stands; what is wrong with it is added to *problems*.

    Returns:
        Its version; empty where the element holds nothing.
    """
    return _version(root, xml.inside(xml.find(root, "head")), received, problems)


def _version(root: etree._Element, head: Elements, received: datetime, problems: list[Problem]) -> Version:
    """The version of a document at *root*, whose *head* holds these elements."""
    body = xml.find(root, "body")
    if body is None and xml.find(root, "body.content") is not None:
        body = root
    parts = xml.children(body)
    top = xml.inside(xml.first(parts, "body.head"))
    end = xml.inside(xml.first(parts, "body.end")) if "body.end" in parts else {}
    content = _content(body, parts)
    text = _Text(head, top, content, document.marked(content), end)
    version = _with_facts(_described(root, head, top, problems), text, _language(root, body, text.marked))
    return _with_text(version, text, received)


def _described(root: etree._Element, head: Elements, top: Elements, problems: list[Problem]) -> Version:
    """What a *head* says of its document, and the *top* of its body of its use."""
    when, metas = terms(head, top, problems), document.metas(head)
    meta = {name.lower(): content for name, content in metas}
    slug, keywords = _keywords(head, meta)
    urgency = told(head, "urgency", "ed-urg")
    return Version(
        item=told(head, "doc-id", "id-string") or attribute(root, "uno") or None,
        number=_number(head),
        serial=_serial(head, meta),
        slug=slug,
        issued=when.issued or _dated(top),
        status=when.settled.status,
        doubt=when.settled.doubt,
        embargo=when.settled.embargo,
        expires=when.expires,
        signals=_signals(head),
        urgency=int(urgency) if urgency in _URGENCIES else None,
        urgency_given=urgency,
        subjects=document.subjects(head),
        links=_links(head),
        holder=told(head, "doc.copyright", "holder") or told(head, "doc.rights", "owner"),
        usage=document.usage(head, top),
        more=keywords | document.more(head, metas),
    )


def _dated(top: Elements) -> datetime | None:
    """The moment of the story, where its head tells no issue; a day alone is none."""
    sent = told(top, "story.date", "norm")
    return parse_time(sent) if "T" in sent else None


def _once(notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """The *notices*, each item once: what a field says of it comes before what words say."""
    named = {notice.item for notice in notices if notice.item}
    first = {id(next(one for one in notices if one.item == item)) for item in named}
    return tuple(notice for notice in notices if not notice.item or id(notice) in first)


def _with_facts(version: Version, text: _Text, language: str) -> Version:
    """The *version* with what stands around its *text*, and what is marked in it; notes for the desk leave the text."""
    head, top, end = text.head, text.top, text.end
    notes, cut = _notes(text)
    marked = document.marked(text.content) if cut else text.marked
    identified = document.marked(head.get("identified-content", ())[:1])
    return replace(
        version,
        notes=notes,
        language=language,
        direction=direction_of(language),
        named=document.named((*identified, *marked), head),
        media=document.media((*top.get("media", ()), *top.get("img", ()), *marked, *end.get("media", ()))),
        credit=xml.text(xml.first(top, "distributor")),
        holder=version.holder or _words(top, "rights.owner", "copyrite.holder"),
        notice="\n".join(filter(None, (_words(top, "rights"), _words(top, "copyrite")))),
    )


def _with_text(version: Version, text: _Text, received: datetime) -> Version:
    """The *version* with its words, each in its place."""
    top, title = text.top, xml.text(xml.first(text.head, "title"))
    headline, second = _headlines(top, title)
    writers, titles = document.byline(top)
    issued = version.issued or received
    opening = take_preamble(
        blocks(text.content),
        headline,
        byline_of(writers, version.language),
        xml.text(xml.first(top, "abstract")) or second,
        language=version.language,
        day_hint=issued.date(),
    )
    beside = _dateline(top, issued)
    place = "" if beside is None or opening.dateline is None else beside.place
    shown = (headline, opening.standfirst, opening.byline, version.slug)
    return replace(
        version,
        headline=headline,
        headlines=(Words(second, "hl2"),) if second and second not in shown else (),
        standfirst=opening.standfirst,
        byline=opening.byline,
        dateline=joined(opening.dateline, beside),
        body=opening.body,
        notes=(*version.notes, *opening.notes),
        more=version.more | _kept({"dateline": place, "byttl": titles, "title": title}, shown),
    )


def _words(elements: Elements, *names: str) -> str:
    """The words of the first of the *elements* of these *names*."""
    return next((words for name in names if (words := document.spaced(xml.first(elements, name)))), "")


def _kept(words: dict[str, str], shown: tuple[str, ...]) -> dict[str, str]:
    """Those of the *words* that are not *shown* elsewhere."""
    return {name: told for name, told in words.items() if told and told not in shown}


def _content(body: etree._Element | None, parts: Elements) -> list[etree._Element]:
    """The elements that hold the text: ``body.content``, or the body itself where a wire leaves that out."""
    if body is None or "body.content" in parts:
        return parts.get("body.content", [])
    for part in (*parts.get("body.head", ()), *parts.get("body.end", ())):
        part.clear(keep_tail=True)
    return [body]


def _headlines(top: Elements, title: str) -> tuple[str, str]:
    """The headline, which is the document's *title* where there is no other, and the second one."""
    firsts = xml.texts(top, "hl1")
    plain = xml.first(top, "hedline")
    headline = firsts[0] if firsts else xml.text(xml.first(top, "headline") if plain is None else plain) or title
    second = " ".join([*firsts[1:], *xml.texts(top, "hl2")])
    return headline, "" if same_words(second, headline) else second


def _notes(text: _Text) -> tuple[tuple[str, ...], bool]:
    """Words for the desk, and whether some stood in the text: these are taken out of it."""
    head, top, end = text.head, text.top, text.end
    found = [*document.all_told(head, "ed-msg", "info"), *document.all_told(head, "correction", "info")]
    found += [*xml.texts(top, "note"), *xml.texts(end, "note")]
    cut = False
    for note in text.marked:
        if xml.local(note) == "note" and not _DESK_NOTES.isdisjoint(_kinds(note)):
            found.append(xml.text(note))
            note.clear(keep_tail=True)
            cut = True
    found += [*xml.texts(end, "tagline"), *xml.texts(end, "bibliography")]
    return tuple(dict.fromkeys(filter(None, found))), cut


def _kinds(note: etree._Element) -> tuple[str, str]:
    return attribute(note, "noteclass").lower(), attribute(note, "type").lower()


def _dateline(top: Elements, day_hint: datetime) -> Dateline | None:
    """What the ``dateline`` element tells; None if it names neither place nor agency."""
    element = xml.first(top, "dateline")
    if element is None:
        return None
    inside = xml.inside(element) if len(element) else {}
    moment = None
    if (story_date := xml.first(inside, "story.date")) is not None:
        moment = parse_time(attribute(story_date, "norm"))
        story_date.clear(keep_tail=True)
    location = xml.first(inside, "location")
    words = document.place(location) if location is not None else xml.text(element)
    found = parse_dateline(words, day_hint=day_hint.date()) if words else None
    if found is None or (location is not None and not found.agencies):
        found = _with_agencies(element, found)
    return replace(found, day=found.day or (moment.date() if moment else None)) if found else None


def _with_agencies(element: etree._Element, found: Dateline | None) -> Dateline | None:
    """What was *found*, with the agencies that stand in parentheses beside the location."""
    beside = (element.text or "") + "".join([child.tail or "" for child in element])
    opens, _, rest = beside.partition("(")
    agencies = agencies_of(rest.partition(")")[0].strip()) if rest and not opens.strip() else ()
    return replace(found or Dateline(), agencies=agencies) if agencies else found


def _keywords(head: Elements, meta: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The working name, and the other keywords; *meta* are the contents of the ``meta`` elements by their names."""
    keys = [*document.all_told(head, "keyword", "key"), *document.all_told(head, "key-list", "key")]
    words = xml.texts(head, "keyword")
    more = {"keyword": "; ".join(keys[1:] + words)} if keys[1:] or words else {}
    for name in _SLUGS if not keys else ():
        if found := meta.get(name):
            return found, more
    title = "" if keys else xml.text(xml.first(head, "title"))
    return keys[0] if keys else "" if " " in title else title, more


def _serial(head: Elements, meta: dict[str, str]) -> str:
    """The number under which the document was transmitted, in a ``meta`` or in ``pubdata``."""
    sent = [*(meta[name] for name in _SERIALS if name in meta), told(head, "pubdata", "id")]
    return next(filter(None, map(serial_of, filter(None, sent))), "")


def _signals(head: Elements) -> tuple[str, ...]:
    """What the document tells the desk to do; of messages those without words, by their type."""
    types = [attribute(one, "msg-type") for one in head.get("ed-msg", ()) if not attribute(one, "info")]
    known = [one for one in types if one in SIGNALS]
    return tuple(dict.fromkeys(["correction", *known] if "correction" in head else known))


def _number(head: Elements) -> int | None:
    digits = told(head, "du-key", "version")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else None


def _links(head: Elements) -> tuple[Link, ...]:
    """The document that this one corrects, and the work that it is a version of."""
    links = [Link("corrects", item) for item in document.all_told(head, "correction", "id-string")]
    if key := told(head, "du-key", "key"):
        # Each part of a work has versions of its own.
        part = told(head, "du-key", "part")
        links.append(Link("work", f"{key}/{part}" if part else key))
    return tuple(links)


def _language(root: etree._Element, body: etree._Element | None, marked: list[etree._Element]) -> str:
    """The document's language, wherever it tells it: some have it in an empty element of the text."""
    for element in (root, xml.find(root, "head"), body):
        for name in _LANGUAGES if element is not None and element.attrib else ():
            if words := attribute(element, name):
                return words
    return next((attribute(one, "lang") for one in marked if xml.local(one) == "lang" and not xml.text(one)), "")
