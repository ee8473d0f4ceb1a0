"""NITF into readings; also the NITF that other wires carry inside."""

from datetime import datetime
from typing import Final

from lxml import etree
from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.script import direction_of
from dateline.news.slugs import serial_of
from dateline.news.wire import Dateline, Link, Notice, Problem, Reading, Version, Words
from dateline.wires import xml
from dateline.wires.dateline import parse_dateline
from dateline.wires.dialects.spoken import dialect_of, spoken
from dateline.wires.markup import blocks
from dateline.wires.nitf import document as parts
from dateline.wires.nitf.document import SIGNALS, Document, any_told, attribute, document_of, told
from dateline.wires.nitf.terms import notices, terms
from dateline.wires.opening import byline_of
from dateline.wires.orders import carried_out
from dateline.wires.preamble import joined, same_words, take_preamble
from dateline.wires.sizes import whole
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


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read one NITF document, or several in one root.

    Args:
        data: NITF 2.5 to 3.6, with or without its namespace.
        received: When it reached us, UTC; datelines without a year are taken to be near it.
    Returns:
        Of each document a version, a notice, or both: it may say that another is to be killed, held or used again. An
        embargo whose end cannot be read is a doubt, and is told.
    Raises:
        WireError: If it is no NITF, or holds neither text nor notice.
    Source:
        NITF 3.6, IPTC
    """
    parsed = xml.parse(data, format=FORMAT)
    root, problems = parsed.root, list(parsed.problems)
    roots = [root] if xml.local(root) == "nitf" else [*xml.descendants(root, "nitf")]
    roots = [one for one in roots if next(one.iterancestors("{*}nitf"), None) is None]
    if not roots:
        raise WireError(FORMAT, "line 1", f"the root is <{xml.local(root)}>, and no <nitf> is in it")
    versions: list[Version] = []
    said: list[Notice] = []
    for place, one in enumerate(roots, start=1):
        where = "nitf" if len(roots) == 1 else f"nitf[{place}]"
        version, ordered = _document(document_of(one), where, received, problems)
        said.extend(ordered)
        if version is not None:
            versions.append(version)
        elif not ordered:
            problems.append(Problem(where, "it has no headline, no body and no notice; left out"))
    if not versions and not said:
        raise WireError(FORMAT, f"line {roots[0].sourceline}", "it has no headline, no body and no notice")
    return Reading(format=FORMAT, versions=tuple(versions), notices=tuple(said), problems=tuple(problems))


def version_of(root: etree._Element, *, received: datetime, problems: list[Problem]) -> Version:
    """
    Read one ``nitf`` element, wherever it stands; what is wrong with it is added to *problems*.

    Returns:
        Its version; empty where the element holds nothing.
    """
    document = document_of(root)
    return _worded(_described(document, problems), document, received)


def _document(
    document: Document, where: str, received: datetime, problems: list[Problem]
) -> tuple[Version | None, tuple[Notice, ...]]:
    """A document's version, and what it says of others; no version where it holds nothing else."""
    head = document.head
    version = _worded(_described(document, problems), document, received)
    sender = told(head, "from-src", "src-name") or told(head, "doc-id", "regsrc")
    version = spoken(version, dialect_of(FORMAT, (version.credit, version.holder, sender), version))
    said = notices(head, version.issued, "\n".join(version.notes) or version.headline, problems)
    ordered = carried_out(version, where, received=received, problems=problems)
    version, said = ordered.version, _once((*said, *ordered.notices))
    if version.headline or version.body or version.media:
        return version, said
    # An empty document that takes itself back is a version; one that speaks of another is none.
    return (None if said or version.status == "usable" or version.item is None else version), said


def _once(notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """The *notices*, each item once: what a field says of it comes before what words say."""
    found: dict[str | int, Notice] = {}
    for notice in notices:
        found.setdefault(notice.item or id(notice), notice)
    return tuple(found.values())


def _described(document: Document, problems: list[Problem]) -> Version:
    """All that a *document* tells but its words; notes for the desk are taken out of its text."""
    head, top = document.head, document.top
    found, metas = terms(head, top, problems), parts.metas(head)
    meta = {name.lower(): content for name, content in metas}
    urgency, notes = told(head, "urgency", "ed-urg"), _notes(document)
    marked, identified = parts.marked(document.content), parts.marked(head.get("identified-content", ())[:1])
    language = _language(document, marked)
    holders = (told(head, "doc.copyright", "holder"), told(head, "doc.rights", "owner"))
    return replace(
        found,
        item=told(head, "doc-id", "id-string") or attribute(document.root, "uno") or None,
        number=whole(told(head, "du-key", "version")),
        serial=_serial(head, meta),
        slug=_slug(head, meta),
        language=language,
        direction=direction_of(language),
        issued=found.issued or _dated(top),
        signals=_signals(head),
        notes=notes,
        urgency=int(urgency) if urgency in _URGENCIES else None,
        urgency_given=urgency,
        subjects=parts.subjects(head),
        named=parts.named((*identified, *marked), head),
        media=parts.media((*top.get("media", ()), *top.get("img", ()), *marked, *document.end.get("media", ()))),
        links=_links(head),
        holder=next(filter(None, (*holders, *_words(top, "rights.owner", "copyrite.holder"))), ""),
        notice="\n".join(_words(top, "rights", "copyrite")),
        usage=parts.usage(head, top),
        credit=xml.text(xml.first(top, "distributor")),
        more=parts.more(head, metas),
    )


def _dated(top: Elements) -> datetime | None:
    """The moment of the story, where its head tells no issue; a day alone is none."""
    sent = told(top, "story.date", "norm")
    return parse_time(sent) if "T" in sent else None


def _words(elements: Elements, *names: str) -> list[str]:
    """The words of the first of the *elements* of each of these *names*."""
    return list(filter(None, (parts.spaced(xml.first(elements, name)) for name in names)))


def _notes(document: Document) -> tuple[str, ...]:
    """Words for the desk; those that stand in the text are taken out of it."""
    head, top, end = document.head, document.top, document.end
    found = [*parts.all_told(head, "ed-msg", "info"), *parts.all_told(head, "correction", "info")]
    found += [*xml.texts(top, "note"), *xml.texts(end, "note")]
    for note in [note for part in document.content for note in xml.descendants(part, "note")]:
        if not _DESK_NOTES.isdisjoint((attribute(note, "noteclass").lower(), attribute(note, "type").lower())):
            found.append(xml.text(note))
            note.clear(keep_tail=True)
    found += [*xml.texts(end, "tagline"), *xml.texts(end, "bibliography")]
    return tuple(dict.fromkeys(filter(None, found)))


def _slug(head: Elements, meta: dict[str, str]) -> str:
    """The working name; *meta* are the contents of the ``meta`` elements by their names in small letters."""
    named = [*parts.keys(head), *(meta[name] for name in _SLUGS if name in meta)]
    title = xml.text(xml.first(head, "title"))
    return named[0] if named else "" if " " in title else title


def _serial(head: Elements, meta: dict[str, str]) -> str:
    """The number under which the document was transmitted, in a ``meta`` or in ``pubdata``."""
    sent = (*(meta[name] for name in _SERIALS if name in meta), told(head, "pubdata", "id"))
    return next(filter(None, map(serial_of, sent)), "")


def _signals(head: Elements) -> tuple[str, ...]:
    """What the document tells the desk to do; of messages those without words, by their type."""
    types = (attribute(one, "msg-type") for one in head.get("ed-msg", ()) if not attribute(one, "info"))
    known = (one for one in types if one in SIGNALS)
    return tuple(dict.fromkeys((*(["correction"] if "correction" in head else []), *known)))


def _links(head: Elements) -> tuple[Link, ...]:
    """The document that this one corrects, and the work that it is a version of."""
    links = [Link("corrects", item) for item in parts.all_told(head, "correction", "id-string")]
    if key := told(head, "du-key", "key"):
        # Each part of a work has versions of its own.
        part = told(head, "du-key", "part")
        links.append(Link("work", f"{key}/{part}" if part else key))
    return tuple(links)


def _language(document: Document, marked: list[etree._Element]) -> str:
    """The document's language, wherever it tells it: some have it in an empty element of the text."""
    tellers = (document.root, xml.find(document.root, "head"), document.body, *document.content[:1])
    told = [any_told(one, *_LANGUAGES) for one in tellers if one is not None and one.attrib]
    told += [attribute(one, "lang") for one in marked if xml.local(one) == "lang" and not xml.text(one)]
    return next(filter(None, told), "")


def _worded(version: Version, document: Document, received: datetime) -> Version:
    """The *version* with its words, each in its place."""
    top, title = document.top, xml.text(xml.first(document.head, "title"))
    headline, second = _headlines(top, title, version.slug)
    standfirst = xml.text(xml.first(top, "abstract"))
    if not any("headline" in attribute(one, "id").lower() for one in top.get("hl2", ())):
        standfirst = standfirst or second
    writers, titles = parts.byline(top)
    issued = version.issued or received
    opening = take_preamble(
        blocks(document.content),
        headline,
        byline_of(writers, version.language),
        standfirst,
        language=version.language,
        day_hint=issued.date(),
    )
    beside = _dateline(top, issued)
    place = "" if beside is None or opening.dateline is None else beside.place
    shown = ("", headline, opening.standfirst, opening.byline, version.slug)
    unshown = {"dateline": place, "byttl": titles, "title": title}
    return replace(
        version,
        headline=headline,
        headlines=() if second in shown else (Words(second, "hl2"),),
        standfirst=opening.standfirst,
        byline=opening.byline,
        dateline=joined(opening.dateline, beside),
        body=opening.body,
        notes=(*version.notes, *opening.notes),
        more=version.more | {name: words for name, words in unshown.items() if words not in shown},
    )


def _headlines(top: Elements, title: str, slug: str) -> tuple[str, str]:
    """The headline, which is the document's *title* where there is no other, and the second one but for the *slug*."""
    firsts = xml.texts(top, "hl1") or xml.texts(top, "hedline") or xml.texts(top, "headline") or [title]
    second = " ".join([*firsts[1:], *xml.texts(top, "hl2")])
    return firsts[0], "" if same_words(second, firsts[0]) or same_words(second, slug) else second


def _dateline(top: Elements, issued: datetime) -> Dateline | None:
    """What the ``dateline`` element tells; None if it names neither place nor agency."""
    element = xml.first(top, "dateline")
    if element is None:
        return None
    inside = xml.inside(element) if len(element) else {}
    moment = parse_time(told(inside, "story.date", "norm"))
    for one in inside.get("story.date", ()):
        one.clear(keep_tail=True)
    location = xml.first(inside, "location")
    words = xml.text(element) if location is None else parts.place(location)
    found = parse_dateline(words, day_hint=issued.date())
    beside = "".join([element.text or "", *[child.tail or "" for child in element]]).strip(", \n")
    if location is not None and beside and (found is None or not found.agencies):
        whole = parse_dateline(f"{words} {beside}", day_hint=issued.date())
        found = whole if whole is not None and whole.agencies else found
    return replace(found, day=found.day or (moment.date() if moment else None)) if found else None
