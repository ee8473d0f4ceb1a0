"""NITF into readings; also the NITF that other wires carry inside."""

from datetime import datetime
from typing import Final

from lxml import etree
from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.slugs import serial_of
from dateline.news.wire import Dateline, Link, Notice, Problem, Reading, Version, Words
from dateline.wires import xml
from dateline.wires.dateline import agencies_of, parse_dateline
from dateline.wires.markup import blocks
from dateline.wires.nitf import document
from dateline.wires.nitf.document import attribute
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
_SERIALS: Final = ("ap-transref", "transref", "anpa-transref", "service-number", "wire-number", "serial")
_LANGUAGES: Final = ("{http://www.w3.org/XML/1998/namespace}lang", "baselang", "lang")
_URGENCIES: Final = frozenset("123456789")
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
    root = parsed.root if xml.local(parsed.root) == "nitf" else next(xml.descendants(parsed.root, "nitf"), None)
    if root is None:
        raise WireError(FORMAT, "line 1", f"the root is <{xml.local(parsed.root)}>, and no <nitf> is in it")
    problems = list(parsed.problems)
    head = xml.inside(xml.find(root, "head"))
    version = _with_text(_described(head, problems), root, head, received)
    told = notices(head, version.issued, "\n".join(version.notes) or version.headline, problems)
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
    head = xml.inside(xml.find(root, "head"))
    return _with_text(_described(head, problems), root, head, received)


def _described(head: Elements, problems: list[Problem]) -> Version:
    """What a *head* says of its document."""
    when, metas = terms(head, problems), document.metas(head)
    meta = {name.lower(): content for name, content in metas}
    slug, keywords = _keywords(head, meta)
    urgency = attribute(xml.first(head, "urgency"), "ed-urg")
    owner = attribute(xml.first(head, "doc.rights"), "owner")
    return Version(
        item=attribute(xml.first(head, "doc-id"), "id-string") or None,
        number=_number(head),
        serial=_serial(head, meta),
        slug=slug,
        issued=when.issued,
        status=when.settled.status,
        doubt=when.settled.doubt,
        embargo=when.settled.embargo,
        expires=when.expires,
        signals=_signals(head),
        urgency=int(urgency) if urgency in _URGENCIES else None,
        urgency_given=urgency,
        subjects=document.subjects(head),
        links=_links(head),
        holder=attribute(xml.first(head, "doc.copyright"), "holder") or owner,
        usage=document.usage(head),
        more=keywords | document.more(head, metas),
    )


def _once(notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """The *notices*, each item once: what a field says of it comes before what words say."""
    named = {notice.item for notice in notices if notice.item}
    first = {id(next(one for one in notices if one.item == item)) for item in named}
    return tuple(notice for notice in notices if not notice.item or id(notice) in first)


def _with_text(version: Version, root: etree._Element, head: Elements, received: datetime) -> Version:
    """The *version* with the words of the body, each in its place."""
    body = xml.find(root, "body")
    parts = xml.children(body)
    top = xml.inside(xml.first(parts, "body.head"))
    language = _language(root, xml.find(root, "head"), body)
    title = xml.text(xml.first(head, "title"))
    headline, second = _headlines(top, title)
    writers, titles = document.byline(top)
    notes = _notes(head, body, parts)
    media, content = document.media(body), _content(body, parts)
    issued = version.issued or received
    opening = take_preamble(
        blocks(content),
        headline,
        byline_of(writers, language),
        xml.text(xml.first(top, "abstract")) or second,
        language=language,
        day_hint=issued.date(),
    )
    beside = _dateline(top, issued)
    place = "" if beside is None or opening.dateline is None else beside.place
    shown = (headline, opening.standfirst, opening.byline, version.slug)
    more = _kept({"dateline": place, "byttl": titles, "title": title}, shown)
    return replace(
        version,
        headline=headline,
        headlines=(Words(second, "hl2"),) if second and second not in shown else (),
        standfirst=opening.standfirst,
        byline=opening.byline,
        dateline=joined(opening.dateline, beside),
        body=opening.body,
        notes=(*notes, *opening.notes),
        language=language,
        direction=direction_of(language),
        named=document.named([*head.get("identified-content", ())[:1], *content]),
        media=media,
        credit=xml.text(xml.first(top, "distributor")),
        holder=version.holder or xml.text(xml.first(top, "rights.owner")),
        notice=xml.text(xml.first(top, "rights")),
        more=version.more | more,
    )


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


def _notes(head: Elements, body: etree._Element | None, parts: Elements) -> tuple[str, ...]:
    """Words for the desk; those that stand in the body are taken out of it."""
    found = [attribute(one, "info") for name in ("ed-msg", "correction") for one in head.get(name, ())]
    for note in () if body is None else list(xml.descendants(body, "note")):
        in_head = any(xml.local(above) in ("body.head", "body.end") for above in note.iterancestors())
        if in_head or {attribute(note, "noteclass").lower(), attribute(note, "type").lower()} & _DESK_NOTES:
            found.append(xml.text(note))
            note.clear(keep_tail=True)
    end = xml.inside(xml.first(parts, "body.end"))
    found += [*xml.texts(end, "tagline"), *xml.texts(end, "bibliography")]
    return tuple(dict.fromkeys(filter(None, found)))


def _dateline(top: Elements, day_hint: datetime) -> Dateline | None:
    """What the ``dateline`` element tells; None if it names neither place nor agency."""
    element = xml.first(top, "dateline")
    if element is None:
        return None
    inside = xml.inside(element)
    told = None
    if (story_date := xml.first(inside, "story.date")) is not None:
        told = parse_time(attribute(story_date, "norm"))
        story_date.clear(keep_tail=True)
    location = xml.first(inside, "location")
    words = document.place(location) if location is not None else xml.text(element)
    found = parse_dateline(words, day_hint=day_hint.date()) if words else None
    if found is None or (location is not None and not found.agencies):
        found = _with_agencies(element, found)
    return replace(found, day=found.day or (told.date() if told else None)) if found else None


def _with_agencies(element: etree._Element, found: Dateline | None) -> Dateline | None:
    """What was *found*, with the agencies that stand in parentheses beside the location."""
    beside = (element.text or "") + "".join([child.tail or "" for child in element])
    opens, _, rest = beside.partition("(")
    agencies = agencies_of(rest.partition(")")[0].strip()) if rest and not opens.strip() else ()
    return replace(found or Dateline(), agencies=agencies) if agencies else found


def _keywords(head: Elements, meta: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The working name, and the other keywords; *meta* are the contents of the ``meta`` elements by their names."""
    listed = [*head.get("keyword", ()), *head.get("key-list", ())]
    keys = [key for one in listed if (key := attribute(one, "key"))]
    words = xml.texts(head, "keyword")
    more = {"keyword": "; ".join(keys[1:] + words)} if keys[1:] or words else {}
    for name in _SLUGS if not keys else ():
        if told := meta.get(name):
            return told, more
    title = "" if keys else xml.text(xml.first(head, "title"))
    return keys[0] if keys else "" if " " in title else title, more


def _serial(head: Elements, meta: dict[str, str]) -> str:
    """The number under which the document was transmitted: AP's in a ``meta``, others' in ``pubdata``."""
    told = [*(meta[name] for name in _SERIALS if name in meta), attribute(xml.first(head, "pubdata"), "id")]
    return next(filter(None, map(serial_of, told)), "")


def _signals(head: Elements) -> tuple[str, ...]:
    """What the document tells the desk to do; of messages those without words, by their type."""
    told = [attribute(one, "msg-type") for one in head.get("ed-msg", ()) if not attribute(one, "info")]
    known = [one for one in told if one in SIGNALS]
    return tuple(dict.fromkeys(["correction", *known] if "correction" in head else known))


def _number(head: Elements) -> int | None:
    told = attribute(xml.first(head, "du-key"), "version")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 16 else None


def _links(head: Elements) -> tuple[Link, ...]:
    """The document that this one corrects, and the work that it is a version of."""
    corrected = [attribute(one, "id-string") for one in head.get("correction", ())]
    links = [Link("corrects", item) for item in corrected if item]
    key, part = (attribute(xml.first(head, "du-key"), name) for name in ("key", "part"))
    # Each part of a work has versions of its own.
    return (*links, Link("work", f"{key}/{part}" if part else key)) if key else tuple(links)


def _language(*parts: etree._Element | None) -> str:
    """The document's language, where any of its *parts* tells it, the last of which is its body."""
    for element in parts:
        for name in () if element is None else _LANGUAGES:
            if told := attribute(element, name):
                return told
    body = parts[-1]
    inline = () if body is None else [one for one in xml.descendants(body, "lang") if not xml.text(one)]
    return attribute(inline[0], "lang") if inline else ""
