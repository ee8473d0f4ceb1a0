"""NewsML 1 into readings: each item of a file, and what is said of items that came before."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
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
    Component,
    Item,
    formal,
    item_of,
    line,
    lines,
    properties,
    typed_lines,
    values,
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
from dateline.wires.xml import Elements

FORMAT: Final = "newsml-1"
_NOTE_TYPES: Final = ("note", "advisory", "instruction", "editor")
_PATCHED: Final = "only changes to an earlier revision were sent, and not the whole text"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_URGENCIES: Final = frozenset("123456789")
#: What is kept under NewsML's names: codes, those who took part, and holders of properties.
_KEPT: Final = ("NewsItemType", "Genre", "OfInterestTo")
_PARTIES: Final = ("Provider", "Creator", "Source", "Contributor")
_HOLDERS: Final = ("DescriptiveMetadata", "Metadata", "AdministrativeMetadata")
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
    envelope = xml.children(xml.find(root, "NewsEnvelope"))
    more, sent = _envelope(envelope), parse_time(xml.text(xml.first(envelope, "DateAndTime")))
    serial = serial_of(xml.text(xml.first(envelope, "TransmissionId"))) if len(items) == 1 else ""
    versions: list[Version] = []
    notices: list[Notice] = []
    for place, element in enumerate(items, start=1):
        item, where = item_of(element), "NewsItem" if len(items) == 1 else f"NewsItem[{place}]"
        notice = _notice(item, where, problems)
        version = None if notice else _version(item, sent, where, received, problems)
        if notice:
            notices.append(notice)
        if version is None:
            continue
        version = replace(version, serial=version.serial or serial)
        ordered = carried_out(version, where, received=received, problems=problems)
        versions.append(replace(ordered.version, more=version.more | more))
        notices.extend(ordered.notices)
    if not versions and not notices:
        told = f": {problems[-1].where} {problems[-1].what}" if problems else ""
        raise WireError(FORMAT, f"line {root.sourceline}", f"it holds nothing to publish{told}")
    return Reading(format=FORMAT, versions=tuple(versions), notices=tuple(notices), problems=tuple(problems))


def _envelope(envelope: Elements) -> dict[str, str]:
    """What a file says of its sending, each kind under its name."""
    found: dict[str, str] = {}
    for name, elements in envelope.items():
        words = "; ".join(filter(None, (formal(element) or xml.text(element) for element in elements)))
        if words and name not in ("SentTo", "SentFrom"):
            found[f"envelope/{name}"] = words
    return found


def _notice(item: Item, where: str, problems: list[Problem]) -> Notice | None:
    """What a revision that replaces nothing but ``NewsManagement`` says of its item; None for all others."""
    own, management = item.identity, item.management
    if own.update != "A" or "NewsComponent" in item.parts or not own.item:
        return None
    found = terms(management, where, problems)
    usable = found.settled.status == "usable" and not found.settled.doubt and found.settled.embargo is None
    action: Action = "lift" if usable else "kill" if found.settled.status == "canceled" else "withhold"
    until = found.settled.embargo if action == "withhold" and not found.settled.doubt else None
    if until is None and (moment := found.settled.embargo or found.expires):
        problems.append(
            Problem(where, f"its status changes again at {moment:%Y-%m-%d %H:%M} UTC; somebody must see to that")
        )
    words = [formal(xml.first(management, "Status")), *map(formal, management.get("Instruction", ()))]
    words += [xml.text(one) for one in item.inside.get("Comment", ())]
    issued = parse_time(xml.text(xml.first(management, "ThisRevisionCreated")))
    return Notice(action=action, item=own.item, issued=issued, text="; ".join(filter(None, words)), until=until)


def _version(
    item: Item, sent: datetime | None, where: str, received: datetime, problems: list[Problem]
) -> Version | None:
    """One item's version, *sent* at a moment if that is known; None, and a problem, if it is of no use."""
    found = terms(item.management, where, problems)
    version = _managed(item, found, where, problems)
    version = replace(version, issued=version.issued or sent)
    if item.identity.update == "U":
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


def _patched(version: Version, item: Item) -> Version:
    """
    A revision that came as changes: its words are for the desk, for without the earlier one they are no text.

    Where nothing but the headline changed, that is the one in force.
    """
    changes = [one for update in item.parts.get("Update", ()) for one in update if xml.local(one) in _CHANGES]
    notes = tuple(" ".join(filter(None, (f"{xml.local(one)}:", xml.text(one)))) for one in changes)
    inside = [(xml.local(change), xml.local(part), part) for change in changes for part in change]
    only = len(inside) == len(changes) == 1 and inside[0][:2] == ("Replace", "HeadLine")
    return replace(
        version,
        headline=xml.text(inside[0][2]) if only else "",
        notes=notes,
        doubt=doubted(version.doubt, _PATCHED),
        signals=(*version.signals, "update"),
        patch=True,
    )


def _managed(item: Item, found: Terms, where: str, problems: list[Problem]) -> Version:
    """What the identification and the management of an *item* say."""
    own, management = item.identity, item.management
    urgency = formal(xml.first(management, "Urgency"))
    numbers = (
        serial_of(value) for name, value in values(item.inside.get("Property", ())) if name.lower().endswith("serial")
    )
    return Version(
        item=own.item or None,
        number=_number(own.revision, where, problems),
        serial=next(filter(None, numbers), ""),
        slug=item.label,
        issued=_time(management, "ThisRevisionCreated", where, problems),
        created=_time(management, "FirstCreated", where, problems),
        status=found.settled.status,
        doubt=found.settled.doubt,
        embargo=found.settled.embargo,
        expires=found.expires,
        signals=signals(management),
        urgency=int(urgency) if urgency in _URGENCIES else None,
        urgency_given=urgency,
        links=tuple(_links(item)),
        notes=tuple(dict.fromkeys(_comments(item))),
    )


def _comments(item: Item) -> Iterator[str]:
    """An item's own comments, but for those that only tell of software."""
    for comment in item.parts.get("Comment", ()):
        if (words := xml.text(comment)) and "version" not in formal(comment).lower():
            yield words


def _time(management: Elements, name: str, where: str, problems: list[Problem]) -> datetime | None:
    sent = xml.text(xml.first(management, name))
    moment = parse_time(sent) if sent else None
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


def _links(item: Item) -> Iterator[Link]:
    for name, rel in (("DerivedFrom", "derived-from"), ("AssociatedWith", "related")):
        for one in item.management.get(name, ()):
            target = without_revision(fold(one.get("NewsItem") or ""))
            if target:
                yield Link(rel, target, title=xml.text(xml.find(one, "Comment")))
    for one in item.inside.get("NewsItemRef", ()):
        target = fold(one.get("NewsItem") or "")
        if target and not target.startswith("#"):
            yield Link("item", without_revision(target), title=xml.text(xml.find(one, "Comment")))


def _described(version: Version, item: Item, content: Content) -> Version:
    """The *version* with what the components around its content say of it."""
    around, inside = content.around, content.version
    embargoes = [moment for moment in (version.embargo, inside.embargo) if moment]
    ends = [moment for moment in (version.expires, inside.expires) if moment]
    slugs = list(filter(None, (version.slug, line(around, "SlugLine"), inside.slug)))
    language = _language(item, content)
    holders = (xml.text(one) for part in around for one in xml.descendants(part.element, "CopyrightHolder"))
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


def _language(item: Item, content: Content) -> str:
    """The language of the text: its components' own word for it, else their ``xml:lang``, else the item's."""
    described = (xml.children(*one.parts.get("DescriptiveMetadata", ())) for one in content.around)
    told = (formal(xml.first(one, "Language")) for one in described)
    marked = (fold(one.get(_LANG) or "") for one in (*(part.element for part in content.around), item.element))
    found = next(filter(None, chain(told, marked)), "") or content.version.language
    return found.lower() if found.isupper() else found


def _subjects(item: Item) -> Iterator[Subject]:
    names: dict[str, list[etree._Element]] = {}
    for topic in item.inside.get("Topic", ()):
        told = xml.children(topic)
        names[xml.text(xml.first(told, "FormalName"))] = told.get("Description", [])
    for holder in item.inside.get("SubjectCode", ()):
        for one in xml.descendants(holder, "Subject", "SubjectMatter", "SubjectDetail"):
            if code := formal(one):
                scheme = fold(one.get("Scheme") or one.get("Vocabulary") or "") or (
                    "IPTC" if code.isdecimal() and len(code) == 8 else ""
                )
                described = [name for name in names.get(code, []) if name.get("Variant", "Name") == "Name"]
                yield Subject(scheme, code, xml.text(next(iter(described), None)))


def _more(item: Item, around: tuple[Component, ...], typed: list[tuple[str, str]], slugs: list[str]) -> dict[str, str]:
    """What else an *item* tells, under NewsML's names."""
    found: dict[str, list[str]] = {"SlugLine": slugs}
    for name in ("KeywordLine", "SeriesLine"):
        found[name] = lines(around, name)
    for type, words in typed:
        found.setdefault(f"NewsLine {type}".strip(), []).append(words)
    for name in _KEPT:
        found[name] = [formal(element) for element in item.inside.get(name, ())]
    for name in _PARTIES:
        parties = xml.children(*item.inside.get(name, ())).get("Party", ())
        found[name] = [formal(party) for party in parties]
    outer = (*(component.element for component in around), *item.parts.get("NewsManagement", ()))
    for holder in chain.from_iterable(outer):
        if xml.local(holder) in _HOLDERS:
            for name, value in properties(holder):
                found.setdefault(name, []).append(value)
        elif xml.local(holder) == "Property":
            found.setdefault(formal(holder), []).append(fold(holder.get("Value") or ""))
    joined = {name: "; ".join(dict.fromkeys(filter(None, words))) for name, words in found.items()}
    return {name: words for name, words in joined.items() if words}
