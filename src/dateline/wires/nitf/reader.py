"""NITF into readings; also the NITF that other wires carry inside."""

from datetime import datetime
from typing import Final

from lxml import etree
from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.slugs import serial_of
from dateline.news.wire import Dateline, Link, Notice, Problem, Reading, Version
from dateline.wires import xml
from dateline.wires.dateline import parse_dateline
from dateline.wires.markup import blocks
from dateline.wires.nitf import document
from dateline.wires.nitf.document import attribute, every, first
from dateline.wires.nitf.terms import notices, terms
from dateline.wires.opening import byline_of, direction_of
from dateline.wires.orders import carried_out
from dateline.wires.preamble import joined, same_words, take_preamble
from dateline.wires.times import parse_time

FORMAT: Final = "nitf"
#: ``meta`` names that agencies use for the working name where they send no ``key-list``.
_SLUGS: Final = ("slugline", "slug", "anpa-keyword", "keyword", "keywords")
#: ``meta`` names that agencies use for the number of a transmission.
_SERIALS: Final = ("ap-transref", "transref", "anpa-transref", "service-number", "wire-number", "serial")
#: Notes in a body that are not for publication.
_DESK_NOTES: Final = frozenset({"editorsnote", "npa"})


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
    root = parsed.root if xml.local(parsed.root) == "nitf" else first(parsed.root, "nitf")
    if root is None:
        raise WireError(FORMAT, "line 1", f"the root is <{xml.local(parsed.root)}>, and no <nitf> is in it")
    problems = list(parsed.problems)
    version = version_of(root, received=received, problems=problems)
    words = "\n".join(version.notes) or version.headline
    told = notices(xml.find(root, "head"), version.issued, words, problems)
    ordered = carried_out(version, "nitf", received=received, problems=problems)
    version = ordered.version
    told = _once((*told, *ordered.notices))
    blank = not (version.headline or version.body or version.media)
    if blank and not told and (version.status == "usable" or version.item is None):
        raise WireError(FORMAT, f"line {root.sourceline}", "it has no headline, no body and no notice")
    versions = () if blank and told else (version,)
    return Reading(format=FORMAT, versions=versions, notices=told, problems=tuple(problems))


def version_of(root: etree._Element, *, received: datetime, problems: list[Problem]) -> Version:
    """
    Read one ``nitf`` element, wherever it stands; what is wrong with it is added to *problems*.

    Returns:
        Its version; empty where the element holds nothing.
    """
    head = xml.find(root, "head")
    when = terms(head, problems)
    slug, keywords = _keywords(head)
    version = Version(
        item=attribute(first(head, "doc-id"), "id-string") or None,
        number=_number(head),
        serial=_serial(head),
        slug=slug,
        issued=when.issued,
        status=when.settled.status,
        doubt=when.settled.doubt,
        embargo=when.settled.embargo,
        expires=when.expires,
        subjects=document.subjects(head),
        links=_links(head),
        more=keywords | document.more(head),
    )
    told = _with_text(_with_rights(_with_urgency(version, head), head), root, received)
    corrected = ("correction",) if first(head, "correction") is not None else ()
    return replace(told, signals=corrected)


def _once(notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """The *notices*, each item once: what a field says of it comes before what words say."""
    named = {notice.item for notice in notices if notice.item}
    first = {id(next(one for one in notices if one.item == item)) for item in named}
    return tuple(notice for notice in notices if not notice.item or id(notice) in first)


def _with_text(version: Version, root: etree._Element, received: datetime) -> Version:
    """The *version* with the words of the body, each in its place."""
    head, body = xml.find(root, "head"), xml.find(root, "body")
    top = None if body is None else xml.find(body, "body.head")
    language = _language(root, head, body)
    headline, second = _headlines(top, xml.text(first(head, "title")))
    writers, titles = document.byline(top)
    notes = _notes(head, body)
    media = document.media(body)
    content = _content(body)
    day = (version.issued or received).date()
    opening = take_preamble(
        blocks(content),
        headline,
        byline_of(writers, language),
        xml.text(first(top, "abstract")) or second,
        language=language,
        day_hint=day,
    )
    beside = _dateline(top, version.issued or received)
    place = "" if beside is None or opening.dateline is None else beside.place
    more = {"dateline": place, "byttl": titles, "hl2": second, "title": xml.text(first(head, "title"))}
    shown = (headline, opening.standfirst, opening.byline, version.slug)
    return replace(
        version,
        headline=headline,
        standfirst=opening.standfirst,
        byline=opening.byline,
        dateline=joined(opening.dateline, beside),
        body=opening.body,
        notes=(*notes, *opening.notes),
        language=language,
        direction=direction_of(language),
        named=document.named(first(head, "identified-content"), *content),
        media=media,
        credit=version.credit or xml.text(first(top, "distributor")),
        holder=version.holder or xml.text(first(first(top, "rights"), "rights.owner")),
        notice=version.notice or xml.text(first(top, "rights")),
        more=version.more | {name: words for name, words in more.items() if words and words not in shown},
    )


def _content(body: etree._Element | None) -> list[etree._Element]:
    """The elements that hold the text: ``body.content``, or the body itself where a wire leaves that out."""
    if body is None:
        return []
    content = xml.find_all(body, "body.content")
    if content:
        return content
    for part in [*xml.find_all(body, "body.head"), *xml.find_all(body, "body.end")]:
        part.clear(keep_tail=True)
    return [body]


def _headlines(top: etree._Element | None, title: str) -> tuple[str, str]:
    """The headline, which is the document's *title* where there is no other, and the second one."""
    firsts = [words for one in every(top, "hl1") if (words := xml.text(one))]
    seconds = [words for one in every(top, "hl2") if (words := xml.text(one))]
    headline = firsts[0] if firsts else xml.text(first(top, "hedline", "headline")) or title
    second = " ".join([*firsts[1:], *seconds])
    return headline, "" if same_words(second, headline) else second


def _notes(head: etree._Element | None, body: etree._Element | None) -> tuple[str, ...]:
    """Words for the desk; those that stand in the body are taken out of it."""
    found = [attribute(one, "info") for one in every(head, "ed-msg", "correction")]
    if body is None:
        return tuple(filter(None, found))
    for note in list(every(body, "note")):
        in_head = any(xml.local(above) in ("body.head", "body.end") for above in note.iterancestors())
        if in_head or {attribute(note, "noteclass").lower(), attribute(note, "type").lower()} & _DESK_NOTES:
            found.append(xml.text(note))
            note.clear(keep_tail=True)
    found.extend(xml.text(one) for one in every(xml.find(body, "body.end"), "tagline", "bibliography"))
    return tuple(dict.fromkeys(filter(None, found)))


def _dateline(top: etree._Element | None, day_hint: datetime) -> Dateline | None:
    """What the ``dateline`` element tells; None if it names neither place nor agency."""
    element = first(top, "dateline")
    if element is None:
        return None
    story_date = first(element, "story.date")
    told = parse_time(attribute(story_date, "norm"))
    if story_date is not None:
        story_date.clear(keep_tail=True)
    location = first(element, "location")
    words = document.place(location) if location is not None else xml.text(element)
    found = parse_dateline(words, day_hint=day_hint.date()) if words else None
    return replace(found, day=found.day or (told.date() if told else None)) if found else None


def _keywords(head: etree._Element | None) -> tuple[str, dict[str, str]]:
    """The working name, and the other keywords."""
    keys = [key for one in every(head, "keyword", "key-list") if (key := attribute(one, "key"))]
    words = [text for one in every(head, "keyword") if (text := xml.text(one))]
    more = {"keyword": "; ".join(keys[1:] + words)} if keys[1:] or words else {}
    named = {attribute(one, "name").lower(): attribute(one, "content") for one in every(head, "meta")}
    title = xml.text(first(head, "title"))
    last = "" if " " in title else title
    return next(filter(None, [*keys, *(named.get(name) for name in _SLUGS)]), last), more


def _serial(head: etree._Element | None) -> str:
    """The number under which the document was transmitted: AP's in a ``meta``, others' in ``pubdata``."""
    named = {attribute(one, "name").lower(): attribute(one, "content") for one in every(head, "meta")}
    told = [*(named.get(name, "") for name in _SERIALS), attribute(first(head, "pubdata"), "id")]
    return next(filter(None, (serial_of(one) for one in told)), "")


def _number(head: etree._Element | None) -> int | None:
    told = attribute(first(head, "du-key"), "version")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 16 else None


def _with_urgency(version: Version, head: etree._Element | None) -> Version:
    told = attribute(first(head, "urgency"), "ed-urg")
    return replace(version, urgency=int(told) if told in set("123456789") else None, urgency_given=told)


def _with_rights(version: Version, head: etree._Element | None) -> Version:
    """Who holds the copyright, and what ``doc.rights`` allows, all its attributes to the letter."""
    usage = "\n".join(document.attributes(one) for one in every(head, "doc.rights") if one.attrib)
    owner = attribute(first(head, "doc.rights"), "owner")
    return replace(version, holder=attribute(first(head, "doc.copyright"), "holder") or owner, usage=usage)


def _links(head: etree._Element | None) -> tuple[Link, ...]:
    """The document that this one corrects."""
    corrected = (attribute(one, "id-string") for one in every(head, "correction"))
    return tuple(Link("corrects", item) for item in corrected if item)


def _language(root: etree._Element, *parts: etree._Element | None) -> str:
    """The document's language, where any of its parts tells it."""
    for element in (root, *filter(lambda part: part is not None, parts)):
        for name in ("{http://www.w3.org/XML/1998/namespace}lang", "baselang", "lang"):
            if told := attribute(element, name):
                return told
    inline = [attribute(one, "lang") for one in every(parts[-1], "lang") if not xml.text(one)]
    return inline[0] if inline else ""
