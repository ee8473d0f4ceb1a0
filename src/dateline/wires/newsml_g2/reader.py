"""NewsML-G2 into readings: an item, or a message of several."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from lxml import etree
from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.slugs import serial_of
from dateline.news.wire import Notice, Problem, Reading, Version, gravest
from dateline.wires import xml
from dateline.wires.dateline import parse_dateline
from dateline.wires.newsml_g2 import meta, package
from dateline.wires.newsml_g2.concepts import LANG, catalog_of, code, concepts, tail
from dateline.wires.newsml_g2.content import Content, content_of
from dateline.wires.opening import byline_of, direction_of
from dateline.wires.orders import carried_out
from dateline.wires.preamble import joined, take_preamble
from dateline.wires.signals import signals_in
from dateline.wires.statuses import NO_END, doubted

FORMAT: Final = "newsml-g2"
_ITEMS: Final = ("newsItem", "packageItem")
_TORN: Final = "a part of its message could not be read, and the message is all or nothing"
#: Roles that make a headline or a description the one to show; others are kept aside.
_MAIN: Final = ("", "main", "title", "headline", "summary", "abstract", "teaser", "lead", "standfirst", "description")
_PROMINENCE: Final = {role: place for place, role in enumerate(_MAIN)}


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
    if xml.local(root) == "newsMessage":
        items = [item for held in xml.find_all(root, "itemSet") for item in held]
    else:
        items = [root]
    header = xml.find(root, "header")
    told = xml.children(header)
    more, sent = _envelope(header), meta.signals(_all(told, "signal"))
    serial = serial_of(xml.text(_first(told, "transmitId"))) if len(items) == 1 else ""
    notices: list[Notice] = []
    versions: list[Version] = []
    packages: list[tuple[etree._Element, Version]] = []
    torn = False
    for place, item in enumerate(items, start=1):
        where = xml.local(item) if len(items) == 1 else f"{xml.local(item)}[{place}]"
        version = _item(item, where, received, problems)
        if version is None:
            torn = torn or xml.local(item) in _ITEMS
            continue
        version = _sent(version, sent, serial, where, problems)
        ordered = carried_out(version, where, received=received, problems=problems)
        notices.extend(ordered.notices)
        version = replace(ordered.version, more=version.more | more)
        if xml.local(item) == "packageItem":
            packages.append((item, version))
        else:
            versions.append(version)
    # All of it or nothing, says the source of an atomic message: what is left is held.
    doubt = _TORN if torn and any(tail(signal) == "atomic" for signal in sent) else ""
    versions = [replace(one, doubt=doubted(one.doubt, doubt)) for one in versions]
    packages = [(item, replace(one, doubt=doubted(one.doubt, doubt))) for item, one in packages]
    ordered_versions, together = package.arranged(tuple(versions), packages)
    if not ordered_versions:
        last = f": {problems[-1].where} {problems[-1].what}" if problems else ""
        raise WireError(FORMAT, f"line {root.sourceline}", f"<{xml.local(root)}> holds nothing to publish{last}")
    return Reading(
        format=FORMAT, versions=ordered_versions, notices=tuple(notices), problems=tuple(problems), package=together
    )


def _sent(version: Version, signals: tuple[str, ...], serial: str, where: str, problems: list[Problem]) -> Version:
    """The *version* with what its message says of all that it holds."""
    signals = tuple(dict.fromkeys((*version.signals, *signals)))
    doubt = meta.signal_doubt(signals) if version.status == "usable" else ""
    if doubt:
        problems.append(Problem(f"{where}/signal", f"{doubt}; held until somebody has looked"))
        signals = signals if "deleted" in doubt else (*signals, "advisory")
    return replace(version, signals=signals, doubt=doubted(version.doubt, doubt), serial=version.serial or serial)


def _envelope(header: etree._Element | None) -> dict[str, str]:
    """What a message says of its sending; the list of those it goes to is nobody's business here."""
    found: dict[str, list[str]] = {}
    for element in [] if header is None else header:
        if xml.local(element) not in ("destination", "catalogRef", "catalog"):
            meta.keep(found, element, xml.text(element) or code(element))
    return {f"header/{name}": "; ".join(words) for name, words in found.items()}


def _item(item: etree._Element, where: str, received: datetime, problems: list[Problem]) -> Version | None:
    """One item's version; None, and a problem, if it is of no use."""
    if xml.local(item) not in _ITEMS:
        problems.append(Problem(where, "holds no text, picture or package; left out"))
        return None
    version = _described(item, where, problems)
    if xml.local(item) == "packageItem":
        version = replace(version, links=package.links(item) + version.links, direction=direction_of(version.language))
    else:
        kind = tail(code(xml.find(item, "itemMeta/itemClass")))
        content = content_of(item, kind, received=received, problems=problems)
        version = _worded(_merged(version, content), item, received)
    told = version.headline or version.body or version.media or version.links or signals_in("", version.notes)
    if not told and version.status == "usable":
        problems.append(Problem(where, "has no headline and no content; left out"))
        return None
    if version.item is None:
        problems.append(Problem(where, "has no guid; later versions of it will count as other stories"))
    return version


def _described(item: etree._Element, where: str, problems: list[Problem]) -> Version:
    """What an *item* says of itself, apart from its words."""
    item_meta, content_meta = xml.find(item, "itemMeta"), xml.find(item, "contentMeta")
    own, about = xml.children(item_meta), xml.children(content_meta)
    language = _language(item)
    terms, rights = meta.terms(item_meta, where, problems), meta.rights(item)
    subjects, named = concepts(_all(about, "subject"), catalog_of(item), language)
    urgency = xml.text(_first(about, "urgency"))
    return Version(
        item=(item.get("guid") or "").strip() or None,
        number=_number(item, where, problems),
        serial=next(filter(None, (meta.serial(one) for one in _all(own, "altId"))), ""),
        slug=next(filter(None, (xml.text(one) for one in _all(about, "slugline"))), ""),
        notes=_notes(item_meta),
        language=language,
        issued=meta.moment(_first(own, "versionCreated"), where, problems),
        created=meta.moment(_first(own, "firstCreated"), where, problems),
        status=terms.settled.status,
        doubt=terms.settled.doubt,
        embargo=terms.settled.embargo,
        expires=terms.expires,
        signals=meta.signals(_all(own, "signal")),
        urgency=int(urgency) if urgency in set("123456789") else None,
        urgency_given=urgency,
        subjects=subjects,
        named=named,
        links=meta.links(item),
        holder=rights.holder,
        notice=rights.notice,
        usage=rights.usage,
        rights=rights.expression,
        credit=xml.text(_first(about, "creditline")),
        headline=_chosen(_all(about, "headline"))[0] or xml.text(_first(own, "title")),
        more=meta.more(item_meta, content_meta),
    )


def _merged(version: Version, content: Content) -> Version:
    """The item's *version* with its content, and with what the markup inside tells where the item does not."""
    inside = content.version
    embargoes = [moment for moment in (version.embargo, inside.embargo) if moment]
    ends = [moment for moment in (version.expires, inside.expires) if moment]
    return replace(
        version,
        headline=version.headline or inside.headline,
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


def _worded(version: Version, item: etree._Element, received: datetime) -> Version:
    """The *version* with its words, each in its place."""
    about = xml.children(xml.find(item, "contentMeta"))
    standfirst, others = _chosen(_all(about, "description"))
    byline = ", ".join(filter(None, (xml.text(one) for one in _all(about, "by"))))
    day = (version.issued or received).date()
    opening = take_preamble(
        version.body,
        version.headline,
        byline_of(byline or version.byline, version.language),
        standfirst or version.standfirst,
        language=version.language,
        day_hint=day,
    )
    field = xml.text(_first(about, "dateline"))
    # Some agencies write the moment of sending here.
    beside = parse_dateline(field, day_hint=day) if field and not field[0].isdigit() else None
    found = joined(opening.dateline, version.dateline)
    notes = version.notes + opening.notes
    kept = _chosen(_all(about, "headline"))[1] | others | ({"dateline": field} if field else {})
    return _captioned(
        replace(
            version,
            byline=opening.byline,
            standfirst=opening.standfirst,
            body=opening.body,
            dateline=joined(found, beside),
            notes=notes,
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


def _chosen(elements: Iterable[etree._Element]) -> tuple[str, dict[str, str]]:
    """Of headlines or descriptions, the one to show, and the others by name and role."""
    main, others = "", dict[str, str]()
    for element in sorted(elements, key=_prominence):
        words, role = xml.text(element), element.get("role") or element.get("rank") or ""
        if not main and _prominence(element) < len(_MAIN):
            main = words
        elif words and words != main:
            name = " ".join(filter(None, (xml.local(element), role)))
            others[name] = "; ".join(filter(None, (others.get(name), words)))
    return main, others


def _prominence(element: etree._Element) -> int:
    return _PROMINENCE.get(tail(element.get("role") or ""), len(_MAIN))


def _language(item: etree._Element) -> str:
    """The language of the content, else of what is said about it."""
    told = next(filter(None, (one.get("tag") for one in xml.find_all(item, "contentMeta/language"))), "")
    return told or item.get(LANG) or ""


def _number(item: etree._Element, where: str, problems: list[Problem]) -> int | None:
    """The version's number, which the specification counts as 1 where it is not told."""
    told = item.get("version", "1").strip()
    if told.isascii() and told.isdecimal() and len(told) < 19:
        return int(told)
    problems.append(
        Problem(f"{where}@version", f"{told!r} is no number; the order of versions then follows their dates")
    )
    return None


def _notes(meta: etree._Element | None) -> tuple[str, ...]:
    """The notes to the desk, each once; some agencies misspell the element."""
    notes = () if meta is None else meta.iterchildren("{*}edNote", "{*}ednote")
    return tuple(dict.fromkeys(filter(None, (xml.text(one) for one in notes))))


def _all(meta: dict[str, list[etree._Element]], name: str) -> list[etree._Element]:
    return meta.get(name, [])


def _first(meta: dict[str, list[etree._Element]], name: str) -> etree._Element | None:
    return next(iter(meta.get(name, ())), None)
