"""NewsML-G2 into readings: an item, or a message of several."""

import re
from datetime import datetime
from operator import itemgetter
from typing import Final

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.script import direction_of
from dateline.news.slugs import serial_of
from dateline.news.wire import Notice, Problem, Reading, Version, Words, gravest
from dateline.wires import xml
from dateline.wires.dateline import parse_dateline
from dateline.wires.dialects import PLAIN, authority, of
from dateline.wires.dialects.spoken import dialect_of, signalled, spoken
from dateline.wires.newsml_g2 import knowledge, meta, package
from dateline.wires.newsml_g2.concepts import catalog_of, code, concepts, tail
from dateline.wires.newsml_g2.content import Content, content_of
from dateline.wires.newsml_g2.document import Item, item_of
from dateline.wires.newsml_g2.naming import our_word
from dateline.wires.opening import byline_of
from dateline.wires.orders import carried_out
from dateline.wires.preamble import joined, take_preamble
from dateline.wires.signals import signals_in
from dateline.wires.statuses import NO_END, doubted
from dateline.wires.xml import Elements

FORMAT: Final = "newsml-g2"
_ITEMS: Final = ("newsItem", "packageItem")
_EMPTY: Final = "it has no headline and no content"
_TORN: Final = "a part of its message could not be read, and the message is all or nothing"
#: Roles of headlines that stand above or below another, or tick by.
_BESIDE = re.compile(r"sub|kicker|ticker|over|dach|roof|unter|catch|slug|secondary", re.IGNORECASE)
_URGENCIES: Final = frozenset("123456789")
#: Roles that make a headline or a description the one to show; others are kept aside.
_MAIN: Final = ("", "main", "title", "headline", "summary", "abstract", "teaser", "lead", "standfirst", "description")
#: Of a message's header, what is nobody's business here: those it goes to, and catalogs that are not fetched.
_UNKEPT: Final = ("destination", "catalogRef", "catalog")
_PROMINENCE: Final = {role: place for place, role in enumerate(_MAIN)}


class _Message(Struct, frozen=True):
    """What a message says of all that it holds; nothing where an item came alone."""

    items: list[etree._Element]
    signals: tuple[str, ...] = ()
    #: Its transmission number, which is that of the only item in it.
    serial: str = ""
    #: What else it says of its sending.
    more: dict[str, str] = {}


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read one NewsML-G2 document.

    Args:
        data: A ``newsMessage``, ``newsItem`` or ``packageItem`` of NewsML-G2 2.0 to 2.35.
        received: When it reached us, UTC; datelines without a year are taken to be near it.
    Returns:
        A version for each item, and a notice for each order about another. Where a package and its items come in one
        message, the package's order is theirs and its groups tell their roles. An item that cannot be read is told
        beside the rest; a status or an embargo that cannot be read is a doubt of its item.
    Raises:
        WireError: If it is no NewsML-G2, or no item in it is a text, a picture or a package.
    Source:
        NewsML-G2 2.35, IPTC
    """
    parsed = xml.parse(data, format=FORMAT)
    root, problems = parsed.root, list(parsed.problems)
    message = _message(root)
    notices: list[Notice] = []
    found: list[tuple[Item, Version]] = []
    torn = False
    for place, element in enumerate(message.items, start=1):
        item = item_of(element)
        where = item.name if len(message.items) == 1 else f"{item.name}[{place}]"
        version = _item(item, where, received, problems)
        if version is None:
            torn = torn or item.name in _ITEMS
            continue
        version = _sent(version, message, where, problems)
        ordered = carried_out(version, where, received=received, problems=problems)
        notices.extend(ordered.notices)
        found.append((item, replace(ordered.version, more=version.more | message.more)))
    # All of it or nothing, says the source of an atomic message: what is left is held.
    if torn and any(tail(signal) == "atomic" for signal in message.signals):
        found = [(item, replace(one, doubt=doubted(one.doubt, _TORN))) for item, one in found]
    versions, together = package.arranged(
        tuple(version for item, version in found if item.name != "packageItem"),
        [(item, version) for item, version in found if item.name == "packageItem"],
    )
    if not versions:
        last = f": {problems[-1].where} {problems[-1].what}" if problems else ""
        raise WireError(FORMAT, f"line {root.sourceline}", f"<{xml.local(root)}> holds nothing to publish{last}")
    return Reading(format=FORMAT, versions=versions, notices=tuple(notices), problems=tuple(problems), package=together)


def _message(root: etree._Element) -> _Message:
    """What a document says before its items, and these."""
    if xml.local(root) != "newsMessage":
        return _Message([root])
    parts = xml.children(root)
    items = [item for held in parts.get("itemSet", ()) for item in held]
    header = xml.children(xml.first(parts, "header"))
    serial = serial_of(xml.text(xml.first(header, "transmitId"))) if len(items) == 1 else ""
    return _Message(items, meta.signals(header.get("signal", ())), serial, _envelope(header))


def _envelope(header: Elements) -> dict[str, str]:
    """What a message's *header* says of its sending."""
    found: dict[str, list[str]] = {}
    for name, elements in header.items():
        if name not in _UNKEPT:
            for element in elements:
                meta.keep(found, f"header/{name}", element, xml.text(element) or code(element))
    return {name: "; ".join(words) for name, words in found.items()}


def _sent(version: Version, message: _Message, where: str, problems: list[Problem]) -> Version:
    """The *version* with what its *message* says of all that it holds, as its agency means it."""
    signals = tuple(dict.fromkeys((*version.signals, *message.signals)))
    version = replace(version, signals=signals, serial=version.serial or message.serial)
    senders = (
        authority(version.item or ""),
        version.more.get("provider", ""),
        message.more.get("header/sender", ""),
        *(signal.partition(":")[0] for signal in signals),
    )
    dialect = of(FORMAT, senders, version.issued)
    meant = signalled(version, dialect)
    if doubt := meant.doubt.removeprefix(version.doubt).lstrip("; "):
        problems.append(Problem(f"{where}/signal", f"{doubt}; held until somebody has looked"))
    return spoken(meant, dialect if dialect is not PLAIN else dialect_of(FORMAT, (), version))


def _item(item: Item, where: str, received: datetime, problems: list[Problem]) -> Version | None:
    """One item's version; None, and a problem, if it says nothing and nothing can be said of it later."""
    version = _described(item, where, problems)
    if item.name in knowledge.KINDS:
        version = knowledge.for_desk(item, version)
    elif item.name == "packageItem":
        direction = item.direction or direction_of(version.language)
        version = replace(version, links=package.links(item) + version.links, direction=direction)
    else:
        content = content_of(item, received=received, problems=problems)
        merged = _stand_in(_merged(version, content))
        merged = replace(merged, direction=item.direction) if item.direction else merged
        version = _worded(merged, item, received)
    told = version.headline or version.body or version.media or version.links or signals_in("", version.notes)
    if not told and version.status == "usable":
        # Its text may follow, and what it says of itself may matter until then.
        kept = bool(version.item and item.own)
        problems.append(Problem(where, f"has no headline and no content; {'held' if kept else 'left out'}"))
        if not kept:
            return None
        version = replace(version, doubt=doubted(version.doubt, _EMPTY))
    elif item.name in knowledge.KINDS:
        problems.append(Problem(where, f"{version.doubt}; held until somebody has looked"))
    if version.item is None:
        problems.append(Problem(where, "has no guid; later versions of it will count as other stories"))
    return version


def _described(item: Item, where: str, problems: list[Problem]) -> Version:
    """What an *item* says of itself, apart from its words."""
    own, about, language = item.own, item.about, item.language
    terms, rights = meta.terms(item, where, problems), meta.rights(item)
    subjects, named = concepts(about.get("subject", ()), catalog_of(item.parts), language)
    urgency = xml.text(xml.first(about, "urgency"))
    return Version(
        item=item.guid,
        number=_number(item, where, problems),
        serial=meta.serial(item),
        slug=next(iter(xml.texts(about, "slugline")), ""),
        # Some agencies misspell the element.
        notes=tuple(dict.fromkeys((*xml.texts(own, "edNote"), *xml.texts(own, "ednote")))),
        language=language,
        issued=meta.moment(xml.first(own, "versionCreated"), where, problems),
        created=meta.moment(xml.first(own, "firstCreated"), where, problems),
        status=terms.settled.status,
        doubt=terms.settled.doubt,
        embargo=terms.settled.embargo,
        expires=terms.expires,
        signals=meta.signals(own.get("signal", ())),
        urgency=int(urgency) if urgency in _URGENCIES else None,
        urgency_given=urgency,
        subjects=subjects,
        named=named,
        links=meta.links(item),
        holder=rights.holder,
        notice=rights.notice,
        usage=rights.usage,
        rights=rights.expression,
        credit=xml.text(xml.first(about, "creditline")),
        headline=_chosen(about, "headline")[0] or xml.text(xml.first(own, "title")),
        headlines=_headlines(about),
        more=meta.more(item) | rights.more,
    )


def _merged(version: Version, content: Content) -> Version:
    """The item's *version* with its content, and with what the markup inside tells where the item does not."""
    inside = content.version
    embargoes = [moment for moment in (version.embargo, inside.embargo) if moment]
    ends = [moment for moment in (version.expires, inside.expires) if moment]
    return replace(
        version,
        headline=version.headline or inside.headline,
        headlines=tuple(dict.fromkeys(version.headlines + inside.headlines)),
        standfirst=inside.standfirst,
        slug=version.slug or inside.slug,
        byline=inside.byline,
        dateline=inside.dateline,
        body=inside.body,
        notes=tuple(dict.fromkeys(version.notes + inside.notes)),
        language=version.language or inside.language,
        direction=direction_of(version.language or inside.language),
        issued=version.issued or inside.issued,
        status=gravest(version.status, inside.status),
        # That a document inside names no end of its embargo is nothing to doubt where its item does.
        doubt=doubted(version.doubt, "" if version.embargo and inside.doubt == NO_END else inside.doubt),
        serial=version.serial or inside.serial,
        embargo=max(embargoes, default=None),
        expires=min(ends, default=None),
        signals=tuple(dict.fromkeys(version.signals + inside.signals)),
        urgency=version.urgency or inside.urgency,
        subjects=version.subjects or inside.subjects,
        named=tuple(dict.fromkeys(version.named + inside.named)),
        media=content.media,
        links=version.links + inside.links,
        holder=version.holder or inside.holder,
        notice=version.notice or inside.notice,
        usage=version.usage or inside.usage,
        credit=version.credit or inside.credit,
        more=inside.more | version.more,
    )


def _worded(version: Version, item: Item, received: datetime) -> Version:
    """The *version* with its words, each in its place."""
    about = item.about
    standfirst, others = _chosen(about, "description")
    byline = ", ".join(xml.texts(about, "by"))
    day = (version.issued or received).date()
    opening = take_preamble(
        version.body,
        version.headline,
        byline_of(byline or version.byline, version.language),
        standfirst or version.standfirst,
        language=version.language,
        day_hint=day,
    )
    field = xml.text(xml.first(about, "dateline"))
    # Some agencies write the moment of sending here.
    beside = parse_dateline(field, day_hint=day) if field and not field[0].isdigit() else None
    found = joined(opening.dateline, version.dateline)
    kept = others | ({"dateline": field} if field else {})
    return _captioned(
        replace(
            version,
            byline=opening.byline,
            standfirst=opening.standfirst,
            body=opening.body,
            dateline=joined(found, beside),
            notes=tuple(dict.fromkeys(version.notes + opening.notes)),
            more=version.more | kept,
        ),
        others,
    )


def _captioned(version: Version, descriptions: dict[str, str]) -> Version:
    """A picture's own item tells of the picture what an item of text tells of the text."""
    if version.body or not version.media:
        return version
    caption = next((words for name, words in descriptions.items() if "caption" in name.lower()), version.standfirst)
    media = tuple(
        replace(
            one,
            item=one.item or version.item or "",
            headline=one.headline or version.headline,
            caption=one.caption or caption,
            credit=one.credit or version.credit or version.byline,
            holder=one.holder or version.holder,
            usage=one.usage or version.usage,
        )
        for one in version.media
    )
    return replace(version, media=media)


def _chosen(about: Elements, name: str) -> tuple[str, dict[str, str]]:
    """Of the headlines or descriptions *about* a content, the one to show, and the others by name and role."""
    main, others = "", dict[str, str]()
    ranked = [(_PROMINENCE.get(tail(one.get("role") or ""), len(_MAIN)), one) for one in about.get(name, ())]
    for prominence, element in sorted(ranked, key=itemgetter(0)):
        words, role = xml.text(element), element.get("role") or element.get("rank") or ""
        if not main and prominence < len(_MAIN):
            main = words
        elif words and words != main:
            key = f"{name} {role}" if role else name
            others[key] = "; ".join(filter(None, (others.get(key), words)))
    return main, others


def _headlines(about: Elements) -> tuple[Words, ...]:
    """The headlines *about* a content that are not the one to show."""
    sent = about.get("headline", ())
    if not sent or (len(sent) == 1 and not sent[0].get("role")):
        return ()
    main = _chosen(about, "headline")[0]
    told = (Words(xml.text(one), our_word(one.get("role") or one.get("rank") or "")) for one in sent)
    return tuple(dict.fromkeys(words for words in told if words.text and words.text != main))


def _stand_in(version: Version) -> Version:
    """The *version* under its first headline of any role where it has no other; lines above and below one are none."""
    for one in () if version.headline else version.headlines:
        if not _BESIDE.search(one.role):
            return replace(version, headline=one.text, headlines=tuple(h for h in version.headlines if h != one))
    return version


def _number(item: Item, where: str, problems: list[Problem]) -> int | None:
    """The version's number, which the specification counts as 1 where it is not told."""
    told = item.element.get("version", "1").strip()
    if told.isascii() and told.isdecimal() and len(told) < 19:
        return int(told)
    problems.append(
        Problem(f"{where}@version", f"{told!r} is no number; the order of versions then follows their dates")
    )
    return None
