"""NewsML 1 into readings: each item of a file, in each of its languages, and what is said of items that came before."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.script import direction_of
from dateline.news.slugs import serial_of
from dateline.news.wire import Dateline, Link, Notice, Problem, Reading, Version, Words, gravest
from dateline.wires import xml
from dateline.wires.dateline import parse_dateline
from dateline.wires.dialects import Dialect, of
from dateline.wires.dialects.spoken import dialect_of, local, spoken
from dateline.wires.letters import fold
from dateline.wires.newsml_1.about import Topics, kept, named, subjects, topics_of
from dateline.wires.newsml_1.content import Content, contents_of, main_language
from dateline.wires.newsml_1.document import (
    Item,
    first_formal,
    formal,
    identity_of,
    item_of,
    line,
    rights,
    without_dtds,
    without_revision,
)
from dateline.wires.newsml_1.terms import signals, terms, usage_dates, usage_of
from dateline.wires.opening import byline_of
from dateline.wires.order_words import Action
from dateline.wires.orders import carried_out
from dateline.wires.preamble import joined, same_words, take_preamble
from dateline.wires.signals import signals_in
from dateline.wires.statuses import NO_END, doubted
from dateline.wires.times import parse_time
from dateline.wires.xml import Elements

FORMAT: Final = "newsml-1"
_NOTE_TYPES: Final = ("note", "advisory", "instruction", "editor")
_PATCHED: Final = "only changes to an earlier revision were sent, and not the whole text"
_URGENCIES: Final = frozenset("123456789")
_CHANGES: Final = ("Replace", "InsertBefore", "InsertAfter", "Delete")


class _Sent(Struct, frozen=True):
    """What a file says of all its items."""

    #: When it was sent; UTC.
    moment: datetime | None
    received: datetime
    #: The number of its transmission, where it is such a number.
    serial: str
    topics: Topics
    more: dict[str, str]


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read one NewsML 1 file.

    Args:
        data: NewsML 1.0 to 1.2, with or without its namespace. No DTD and no catalog is fetched.
        received: When it reached us, UTC; datelines without a year are taken to be near it.
    Returns:
        A version for each ``NewsItem`` in each of its languages; a notice for one whose revision changes only how the
        item may be used, and for each order about another item. A status or an embargo that cannot be read is a doubt
        of its item.
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
    sent = _sent(xml.children(root), received)
    serial = sent.serial if len(items) == 1 else ""
    versions: list[Version] = []
    notices: list[Notice] = []
    for place, element in enumerate(items, start=1):
        item, where = item_of(element), "NewsItem" if len(items) == 1 else f"NewsItem[{place}]"
        if notice := _notice(item, where, problems):
            notices.append(notice)
            continue
        for version in _versions(item, sent, where, problems):
            version = _spoken(replace(version, serial=serial, more=version.more | sent.more), item)
            ordered = carried_out(version, where, received=received, problems=problems)
            versions.append(ordered.version)
            notices.extend(ordered.notices)
    if not versions and not notices:
        told = f": {problems[-1].where} {problems[-1].what}" if problems else ""
        raise WireError(FORMAT, f"line {root.sourceline}", f"it holds nothing to publish{told}")
    return Reading(format=FORMAT, versions=tuple(versions), notices=tuple(notices), problems=tuple(problems))


def _spoken(version: Version, item: Item) -> Version:
    """The *version* of an *item* as its agency means it."""
    more = version.more
    senders = (item.identity.provider, more.get("Provider", ""), version.credit, more.get("Source", ""))
    return spoken(version, dialect_of(FORMAT, senders, version))


def _sent(parts: Elements, received: datetime) -> _Sent:
    """What the *parts* of a file beside its items say."""
    envelope = xml.children(*parts.get("NewsEnvelope", ()))
    return _Sent(
        moment=parse_time(xml.text(xml.first(envelope, "DateAndTime"))),
        received=received,
        serial=serial_of(xml.text(xml.first(envelope, "TransmissionId"))),
        topics=topics_of(parts.get("TopicSet", ())),
        more=_envelope(envelope),
    )


def _envelope(envelope: Elements) -> dict[str, str]:
    """What a file says of its sending, each kind under its name."""
    kinds = {name: elements for name, elements in envelope.items() if name not in ("SentTo", "SentFrom")}
    told = {name: [formal(one) or xml.text(one) for one in elements] for name, elements in kinds.items()}
    return {f"envelope/{name}": words for name, all in told.items() if (words := "; ".join(filter(None, all)))}


def _notice(item: Item, where: str, problems: list[Problem]) -> Notice | None:
    """What a revision that replaces nothing but ``NewsManagement`` says of its item; None for all others."""
    own, management = item.identity, item.management
    if own.update != "A" or item.components or not own.item:
        return None
    found = terms(management, where, problems)
    usable = found.status == "usable" and not found.doubt and found.embargo is None
    action: Action = "lift" if usable else "kill" if found.status == "canceled" else "withhold"
    until = found.embargo if action == "withhold" and not found.doubt else None
    if until is None and (moment := found.embargo or found.expires):
        what = f"its status changes again at {moment:%Y-%m-%d %H:%M} UTC; somebody must see to that"
        problems.append(Problem(where, what))
    words = [first_formal(management, "Status"), *map(formal, management.get("Instruction", ()))]
    words += xml.texts(item.parts, "Comment")
    issued = parse_time(xml.text(xml.first(management, "ThisRevisionCreated")))
    return Notice(action=action, item=own.item, issued=issued, text="; ".join(filter(None, words)), until=until)


def _versions(item: Item, sent: _Sent, where: str, problems: list[Problem]) -> Iterator[Version]:
    """One item's versions, one for each language; none, and a problem, where it is of no use."""
    managed = _managed(item, sent, where, problems)
    if managed.item is None:
        problems.append(Problem(where, "has no id; later revisions of it will count as other stories"))
    if item.identity.update == "U":
        problems.append(Problem(where, f"{_PATCHED}; held until somebody has looked"))
        yield _patched(managed, item)
        return
    topics = _topics(item, sent)
    for place, content in enumerate(contents_of(item, received=sent.received, problems=problems)):
        own = _translated(managed, content.language) if place else managed
        version = _worded(_described(own, item, content, topics), content, sent.received)
        told = version.headline or version.body or version.media or version.links or signals_in("", version.notes)
        if told or version.status != "usable" or version.doubt:
            yield version
        else:
            problems.append(Problem(where, "has no headline and no content; left out"))


def _topics(item: Item, sent: _Sent) -> Topics:
    """The topics that an *item* can point to: its own before those of its file."""
    own = [one for part in item.components for one in part.parts.get("TopicSet", ())]
    return sent.topics | topics_of(own) if own else sent.topics


def _translated(version: Version, language: str) -> Version:
    """An item's *version* in a further language: a story of its own, and the same work."""
    if version.item is None:
        return version
    # A country may be told one day and left out the next.
    own = f"{version.item}#{main_language(language)}"
    return replace(version, item=own, links=(*version.links, Link("work", version.item)))


def _patched(version: Version, item: Item) -> Version:
    """
    A revision that came as changes: its words are for the desk, for without the earlier one they are no text.

    Where nothing but the headline changed, that is the one in force.
    """
    changes = [one for update in item.parts.get("Update", ()) for one in update if xml.local(one) in _CHANGES]
    notes = tuple(" ".join(filter(None, (f"{xml.local(one)}:", xml.text(one)))) for one in changes)
    only = changes[0] if len(changes) == 1 and len(changes[0]) == 1 and xml.local(changes[0]) == "Replace" else None
    return replace(
        version,
        headline="" if only is None else xml.text(xml.find(only, "HeadLine")),
        notes=notes,
        doubt=doubted(version.doubt, _PATCHED),
        signals=(*version.signals, "update"),
        patch=True,
    )


def _managed(item: Item, sent: _Sent, where: str, problems: list[Problem]) -> Version:
    """What the identification and the management of an *item* say."""
    own, management = item.identity, item.management
    dialect = of(FORMAT, (own.provider,), None)
    told = xml.first(management, "Urgency")
    urgency = formal(told) or xml.text(told)
    issued = _time(management, "ThisRevisionCreated", dialect, where, problems)
    # Some comments only tell of software.
    comments = [xml.text(one) for one in item.parts.get("Comment", ()) if "version" not in formal(one).lower()]
    return replace(
        terms(management, where, problems),
        item=own.item or _id_in(item, dialect) or None,
        number=_number(own.revision, where, problems),
        slug=item.label,
        issued=issued or sent.moment,
        created=_time(management, "FirstCreated", dialect, where, problems),
        signals=signals(management),
        urgency=int(urgency) if urgency in _URGENCIES else None,
        urgency_given=urgency,
        links=tuple(_links(item)),
        notes=tuple(dict.fromkeys(filter(None, comments))),
    )


def _id_in(item: Item, dialect: Dialect) -> str:
    """The id of an *item* that its agency writes elsewhere; empty where there is none."""
    if not dialect.id_fields:
        return ""
    found = (one for part in item.parts.get("NewsComponent", ()) for one in xml.descendants(part, *dialect.id_fields))
    return next(filter(None, map(xml.text, found)), "")


def _time(management: Elements, name: str, dialect: Dialect, where: str, problems: list[Problem]) -> datetime | None:
    sent = xml.text(xml.first(management, name))
    moment = parse_time(sent) if sent else None
    if sent and moment is None:
        problems.append(Problem(f"{where}/{name}", f"{sent[:60]!r} is no moment that can be read; left out"))
    return local(moment, sent, dialect)


def _number(told: str, where: str, problems: list[Problem]) -> int | None:
    """The revision's number; 0 is none, by the specification."""
    if told.isascii() and told.isdecimal() and len(told) < 19 and int(told):
        return int(told)
    what = f"{told[:40]!r} is no number; the order of versions follows their dates"
    problems.append(Problem(f"{where}/RevisionId", what))
    return None


def _links(item: Item) -> Iterator[Link]:
    for name, rel in (("DerivedFrom", "derived-from"), ("AssociatedWith", "related")):
        for one in item.management.get(name, ()):
            target = without_revision(fold(one.get("NewsItem") or ""))
            if target and target != item.identity.item:
                yield Link(rel, target, title=xml.text(xml.find(one, "Comment")))
    for component in item.components:
        for one in component.parts.get("NewsItemRef", ()):
            target = fold(one.get("NewsItem") or "")
            if target and not target.startswith("#"):
                yield Link("item", without_revision(target), title=xml.text(xml.find(one, "Comment")))
        for one in component.parts.get("NewsItem", ()):
            if target := identity_of(one).item:
                yield Link("item", target)


def _described(version: Version, item: Item, content: Content, topics: Topics) -> Version:
    """The *version* with what the components around its *content* say of it."""
    around, lines, inside = content.around, content.lines, content.version
    starts, ends = usage_dates(around, version.issued)
    slugs = [words for words in (version.slug, *lines.get("slugline", ()), inside.slug) if words]
    language = content.language or inside.language
    told = [words for type, words in content.typed if any(word in type.lower() for word in _NOTE_TYPES)]
    keyworded = signals_in("", (), "; ".join(lines.get("keywordline", ())))
    titles = [*lines.get("headline", ()), *content.titles, *filter(None, [inside.headline])]
    return replace(
        version,
        headline=titles[0] if titles else "",
        headlines=_further(titles, content.typed),
        slug=slugs[0] if slugs else "",
        status=gravest(version.status, inside.status),
        doubt=doubted(version.doubt, "" if version.embargo and inside.doubt == NO_END else inside.doubt),
        embargo=max(filter(None, (version.embargo, inside.embargo, *starts)), default=None),
        expires=min(filter(None, (version.expires, inside.expires, *ends)), default=None),
        signals=tuple(dict.fromkeys((*version.signals, *inside.signals, *keyworded))),
        notes=tuple(dict.fromkeys((*version.notes, *told, *inside.notes, *content.notes))),
        language=language,
        direction=direction_of(language),
        urgency=version.urgency or inside.urgency,
        subjects=tuple(dict.fromkeys(subjects(content.components, topics))) or inside.subjects,
        named=tuple(dict.fromkeys((*inside.named, *named(content.components, topics)))),
        media=(*content.media, *inside.media),
        links=(*version.links, *content.links, *inside.links),
        holder=next(filter(None, map(xml.text, rights(around, "CopyrightHolder"))), inside.holder),
        notice="\n".join(lines.get("copyrightline", ())) or inside.notice,
        usage="\n".join(filter(None, (usage_of(around), inside.usage))),
        credit=line(lines, "creditline") or inside.credit,
        more=inside.more | kept(item, content, slugs[1:]),
    )


def _further(titles: list[str], typed: list[tuple[str, str]]) -> tuple[Words, ...]:
    """All headlines but the first, each once: further ones, and lines of a type that says so."""
    found = [Words(words) for words in titles[1:] if not same_words(words, titles[0])]
    found += [Words(words, type) for type, words in typed if "headline" in type.lower()]
    return tuple(dict.fromkeys(found))


def _worded(version: Version, content: Content, received: datetime) -> Version:
    """The *version* with its words, each in its place."""
    inside, lines = content.version, content.lines
    day = (version.issued or received).date()
    opening = take_preamble(
        inside.body,
        version.headline,
        byline_of(", ".join(lines.get("byline", ())) or inside.byline, version.language),
        " ".join(lines.get("subheadline", ())) or content.standfirst or inside.standfirst,
        language=version.language,
        day_hint=day,
    )
    return replace(
        version,
        byline=opening.byline,
        standfirst=opening.standfirst,
        body=opening.body,
        dateline=_dateline(opening.dateline, content, day),
        notes=tuple(dict.fromkeys((*version.notes, *opening.notes))),
    )


def _dateline(opening: Dateline | None, content: Content, day: date) -> Dateline | None:
    """The dateline that opened the text, with what its markup, the lines around it and ``DateLineDate`` add."""
    field = line(content.lines, "dateline")
    # Some agencies write the moment of sending here.
    beside = parse_dateline(field, day_hint=day) if field and not field[0].isdigit() else None
    found = joined(joined(opening, content.version.dateline), beside)
    if found is None or found.day is not None:
        return found
    told = (one for component in content.around for one in component.about.get("DateLineDate", ()))
    moment = parse_time(xml.text(next(told, None)))
    return replace(found, day=moment.date()) if moment else found
