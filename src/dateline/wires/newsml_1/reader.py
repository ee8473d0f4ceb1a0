"""NewsML 1 into readings: each item of a file, and what is said of items that came before."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from lxml import etree
from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.slugs import serial_of
from dateline.news.wire import Link, Notice, Problem, Reading, Subject, Version, gravest
from dateline.wires import xml
from dateline.wires.dateline import parse_dateline
from dateline.wires.letters import fold
from dateline.wires.newsml_1.content import Content, content_of, usage_of
from dateline.wires.newsml_1.document import (
    Identity,
    formal,
    identity,
    line,
    lines,
    path_text,
    properties,
    typed_lines,
    without_dtds,
    without_revision,
)
from dateline.wires.newsml_1.terms import Terms, signals, terms
from dateline.wires.opening import byline_of, direction_of
from dateline.wires.order_words import Action
from dateline.wires.orders import carried_out
from dateline.wires.preamble import joined, take_preamble
from dateline.wires.signals import signals_in
from dateline.wires.statuses import NO_END, doubted
from dateline.wires.times import parse_time

FORMAT: Final = "newsml-1"
_NOTE_TYPES: Final = ("note", "advisory", "instruction", "editor")
_PATCHED: Final = "only changes to an earlier revision were sent, and not the whole text"
_CHANGES: Final = ("Replace", "InsertBefore", "InsertAfter", "Delete")


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read one NewsML 1 file.

    Args:
        data: NewsML 1.0 to 1.2, with or without its namespace. No DTD and no catalog is fetched.
        received: When it reached us, UTC; datelines without a year are taken to be near it.
    Returns:
        A version for each ``NewsItem``; a notice for one whose revision changes only how the item may be used, and for
        each order about another item. A status or an embargo that cannot be read is a doubt of its item.
    Raises:
        WireError: If it is no NewsML 1, or nothing in it can be read.
    Source:
        NewsML 1.2, IPTC
    """
    parsed = xml.parse(without_dtds(data), format=FORMAT)
    root, problems = parsed.root, list(parsed.problems)
    if xml.local(root) != "NewsML":
        raise WireError(FORMAT, f"line {root.sourceline}", f"the root is <{xml.local(root)}>, not <NewsML>")
    items = list(xml.descendants(root, "NewsItem"))
    envelope = xml.find(root, "NewsEnvelope")
    versions: list[Version] = []
    notices: list[Notice] = []
    for place, item in enumerate(items, start=1):
        where = "NewsItem" if len(items) == 1 else f"NewsItem[{place}]"
        notice = _notice(item, where, problems)
        version = None if notice else _version(item, envelope, where, received, problems)
        if notice:
            notices.append(notice)
        if version is None:
            continue
        if len(items) == 1 and envelope is not None:
            version = replace(version, serial=version.serial or serial_of(path_text(envelope, "TransmissionId")))
        ordered = carried_out(version, where, received=received, problems=problems)
        versions.append(replace(ordered.version, more=version.more | _envelope(envelope)))
        notices.extend(ordered.notices)
    if not versions and not notices:
        told = f": {problems[-1].where} {problems[-1].what}" if problems else ""
        raise WireError(FORMAT, f"line {root.sourceline}", f"it holds nothing to publish{told}")
    return Reading(format=FORMAT, versions=tuple(versions), notices=tuple(notices), problems=tuple(problems))


def _envelope(envelope: etree._Element | None) -> dict[str, str]:
    """What a file says of its sending, each kind under its name."""
    found: dict[str, list[str]] = {}
    for element in [] if envelope is None else envelope:
        if xml.local(element) not in ("SentTo", "SentFrom"):
            found.setdefault(f"envelope/{xml.local(element)}", []).append(formal(element) or xml.text(element))
    joined = {name: "; ".join(filter(None, words)) for name, words in found.items()}
    return {name: words for name, words in joined.items() if words}


def _notice(item: etree._Element, where: str, problems: list[Problem]) -> Notice | None:
    """What a revision that replaces nothing but ``NewsManagement`` says of its item; None for all others."""
    own = identity(item)
    if own.update != "A" or xml.find(item, "NewsComponent") is not None or not own.item:
        return None
    management = xml.find(item, "NewsManagement")
    found = terms(management, where, problems)
    usable = found.settled.status == "usable" and not found.settled.doubt and found.settled.embargo is None
    action: Action = "lift" if usable else "kill" if found.settled.status == "canceled" else "withhold"
    if found.settled.embargo or found.expires:
        moment = found.settled.embargo or found.expires
        problems.append(
            Problem(where, f"its status changes again at {moment:%Y-%m-%d %H:%M} UTC; somebody must see to that")
        )
    words = [formal(one) for one in ([] if management is None else xml.find_all(management, "Instruction"))]
    words += [xml.text(one) for one in xml.descendants(item, "Comment")]
    told = None if management is None else xml.find(management, "Status")
    issued = None if management is None else parse_time(path_text(management, "ThisRevisionCreated"))
    text = "; ".join(filter(None, [formal(told), *words]))
    return Notice(action=action, item=own.item, issued=issued, text=text)


def _version(
    item: etree._Element, envelope: etree._Element | None, where: str, received: datetime, problems: list[Problem]
) -> Version | None:
    """One item's version; None, and a problem, if it is of no use."""
    own, management = identity(item), xml.find(item, "NewsManagement")
    found = terms(management, where, problems)
    version = _managed(item, own, found, management, where, problems)
    sent = None if envelope is None else parse_time(path_text(envelope, "DateAndTime"))
    version = replace(version, issued=version.issued or sent)
    if own.update == "U":
        version = _patched(version, item)
        problems.append(Problem(where, f"{_PATCHED}; held until somebody has looked"))
    else:
        content = content_of(item, received=received, problems=problems)
        version = _worded(_described(version, item, content), content, received)
    told = version.headline or version.body or version.media or version.links or signals_in("", version.notes)
    if not told and version.status == "usable" and not version.doubt:
        problems.append(Problem(where, "has no headline and no content; left out"))
        return None
    if version.item is None:
        problems.append(Problem(where, "has no id; later revisions of it will count as other stories"))
    return version


def _patched(version: Version, item: etree._Element) -> Version:
    """A revision that came as changes: its words are for the desk, for without the earlier one they are no text."""
    changes = (one for update in xml.find_all(item, "Update") for one in update if xml.local(one) in _CHANGES)
    notes = tuple(" ".join(filter(None, (f"{xml.local(one)}:", xml.text(one)))) for one in changes)
    return replace(version, notes=notes, doubt=doubted(version.doubt, _PATCHED), signals=(*version.signals, "update"))


def _managed(
    item: etree._Element,
    own: Identity,
    found: Terms,
    management: etree._Element | None,
    where: str,
    problems: list[Problem],
) -> Version:
    """What the identification and the management of an *item* say."""
    urgency = "" if management is None else formal(xml.find(management, "Urgency"))
    times = {
        name: None if management is None else _time(management, name, where, problems)
        for name in ("ThisRevisionCreated", "FirstCreated")
    }
    numbers = (serial_of(value) for name, value in properties(item) if name.lower().endswith("serial"))
    return Version(
        item=own.item or None,
        number=_number(own.revision, where, problems),
        serial=next(filter(None, numbers), ""),
        slug=path_text(item, "Identification/NameLabel"),
        issued=times["ThisRevisionCreated"],
        created=times["FirstCreated"],
        status=found.settled.status,
        doubt=found.settled.doubt,
        embargo=found.settled.embargo,
        expires=found.expires,
        signals=signals(management),
        urgency=int(urgency) if urgency in set("123456789") else None,
        urgency_given=urgency,
        links=tuple(_links(item, management)),
        notes=tuple(dict.fromkeys(_comments(item))),
    )


def _comments(item: etree._Element) -> Iterator[str]:
    """An item's own comments, but for those that only tell of software."""
    for comment in xml.find_all(item, "Comment"):
        if (words := xml.text(comment)) and "version" not in formal(comment).lower():
            yield words


def _time(management: etree._Element, name: str, where: str, problems: list[Problem]) -> datetime | None:
    sent = path_text(management, name)
    moment = parse_time(sent)
    if sent and moment is None:
        problems.append(Problem(f"{where}/{name}", f"{sent[:60]!r} is no moment that can be read; left out"))
    return moment


def _number(told: str, where: str, problems: list[Problem]) -> int | None:
    """The revision's number; 0 is none, by the specification."""
    if told.isascii() and told.isdecimal() and len(told) < 19 and int(told):
        return int(told)
    problems.append(
        Problem(f"{where}/RevisionId", f"{told[:40]!r} is no number; the order of versions follows their dates")
    )
    return None


def _links(item: etree._Element, management: etree._Element | None) -> Iterator[Link]:
    for name, rel in (("DerivedFrom", "derived-from"), ("AssociatedWith", "related")):
        for one in [] if management is None else xml.find_all(management, name):
            target = without_revision(fold(one.get("NewsItem") or ""))
            if target:
                yield Link(rel, target, title=path_text(one, "Comment"))
    for one in xml.descendants(item, "NewsItemRef"):
        target = fold(one.get("NewsItem") or "")
        if target.startswith("#"):
            continue
        if target:
            yield Link("item", without_revision(target), title=path_text(one, "Comment"))


def _described(version: Version, item: etree._Element, content: Content) -> Version:
    """The *version* with what the components around its content say of it."""
    around, inside = content.around, content.version
    embargoes = [moment for moment in (version.embargo, inside.embargo) if moment]
    ends = [moment for moment in (version.expires, inside.expires) if moment]
    slugs = list(filter(None, (version.slug, line(around, "SlugLine"), inside.slug)))
    language = _language(item, content)
    holders = (xml.text(one) for component in around for one in xml.descendants(component, "CopyrightHolder"))
    typed = list(typed_lines(around))
    told = [words for type, words in typed if any(word in type.lower() for word in _NOTE_TYPES)]
    keywords = signals_in("", (), "; ".join(lines(around, "KeywordLine")))
    return replace(
        version,
        headline=line(around, "HeadLine", "Headline") or content.title or inside.headline,
        slug=next(iter(slugs), ""),
        status=gravest(version.status, inside.status),
        doubt=doubted(version.doubt, "" if version.embargo and inside.doubt == NO_END else inside.doubt),
        embargo=max(embargoes, default=None),
        expires=min(ends, default=None),
        signals=tuple(dict.fromkeys((*version.signals, *inside.signals, *keywords))),
        notes=tuple(dict.fromkeys((*version.notes, *told, *inside.notes, *content.notes))),
        language=language,
        direction=direction_of(language),
        urgency=version.urgency or inside.urgency,
        subjects=tuple(dict.fromkeys(_subjects(item))) or inside.subjects,
        named=inside.named,
        media=(*content.media, *inside.media),
        links=(*version.links, *content.links, *inside.links),
        holder=next(filter(None, holders), "") or inside.holder,
        notice="\n".join(lines(around, "CopyrightLine")) or inside.notice,
        usage="\n".join(filter(None, (usage_of(around), inside.usage))),
        credit=line(around, "CreditLine"),
        more=inside.more | _more(item, around, typed, slugs[1:]),
    )


def _worded(version: Version, content: Content, received: datetime) -> Version:
    """The *version* with its words, each in its place."""
    around, inside = content.around, content.version
    day = (version.issued or received).date()
    subheads = " ".join(lines(around, "SubHeadLine"))
    byline = ", ".join(lines(around, "ByLine"))
    opening = take_preamble(
        inside.body,
        version.headline,
        byline_of(byline or inside.byline, version.language),
        subheads or content.standfirst or inside.standfirst,
        language=version.language,
        day_hint=day,
    )
    field = line(around, "DateLine")
    # Some agencies write the moment of sending here.
    beside = parse_dateline(field, day_hint=day) if field and not field[0].isdigit() else None
    more = {"DateLine": field, "ByLineTitle": ", ".join(lines(around, "ByLineTitle"))}
    return replace(
        version,
        byline=opening.byline,
        standfirst=opening.standfirst,
        body=opening.body,
        dateline=joined(joined(opening.dateline, inside.dateline), beside),
        notes=tuple(dict.fromkeys((*version.notes, *opening.notes))),
        more=version.more | {name: words for name, words in more.items() if words},
    )


def _language(item: etree._Element, content: Content) -> str:
    """The language of the text: its components' own word for it, else their ``xml:lang``, else the item's."""
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    told = (formal(xml.find(one, "DescriptiveMetadata/Language")) for one in content.around)
    marked = (fold(one.get(lang) or "") for one in (*content.around, item))
    found = next(filter(None, (*told, *marked)), "") or content.version.language
    return found.lower() if found.isupper() else found


def _subjects(item: etree._Element) -> Iterator[Subject]:
    names = {
        path_text(topic, "FormalName"): xml.find_all(topic, "Description") for topic in xml.descendants(item, "Topic")
    }
    for holder in xml.descendants(item, "SubjectCode"):
        for one in xml.descendants(holder, "Subject", "SubjectMatter", "SubjectDetail"):
            if code := formal(one):
                scheme = fold(one.get("Scheme") or one.get("Vocabulary") or "") or (
                    "IPTC" if code.isdecimal() and len(code) == 8 else ""
                )
                described = [name for name in names.get(code, []) if name.get("Variant", "Name") == "Name"]
                yield Subject(scheme, code, xml.text(next(iter(described), None)))


def _more(
    item: etree._Element, around: tuple[etree._Element, ...], typed: list[tuple[str, str]], slugs: list[str]
) -> dict[str, str]:
    """What else an *item* tells, under NewsML's names."""
    found: dict[str, list[str]] = {"SlugLine": slugs}
    for name in ("CreditLine", "KeywordLine", "SeriesLine"):
        found[name] = lines(around, name) if name != "CreditLine" else []
    for type, words in typed:
        found.setdefault(f"NewsLine {type}".strip(), []).append(words)
    for element in xml.descendants(item, "NewsItemType", "Genre", "OfInterestTo"):
        found.setdefault(xml.local(element), []).append(formal(element))
    for name in ("Provider", "Creator", "Source", "Contributor"):
        for party in xml.descendants(item, name):
            found.setdefault(name, []).extend(formal(one) for one in xml.find_all(party, "Party"))
    for component in (*around, *xml.find_all(item, "NewsManagement")):
        for holder in component:
            if xml.local(holder) in ("DescriptiveMetadata", "Metadata", "AdministrativeMetadata", "Property"):
                for name, value in (
                    properties(holder)
                    if xml.local(holder) != "Property"
                    else [(formal(holder), holder.get("Value") or "")]
                ):
                    found.setdefault(name, []).append(fold(value))
    joined = {name: "; ".join(dict.fromkeys(filter(None, words))) for name, words in found.items()}
    return {name: words for name, words in joined.items() if words}
