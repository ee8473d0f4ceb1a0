"""One ninjs item into one version."""

import json
import re
from datetime import datetime
from typing import Final, NamedTuple

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.errors import WireError
from dateline.news.wire import Dateline, Extent, Link, Media, Notice, Problem, SourceStatus, Version, Words
from dateline.wires import xml
from dateline.wires.html import bare, blocks_from_html, blocks_from_text, words_of
from dateline.wires.markup import blocks
from dateline.wires.ninjs.concepts import credit_of, is_for_desk_alone, named_of, signals_of, subjects_of
from dateline.wires.ninjs.document import Item, Text
from dateline.wires.ninjs.ids import item_of, serial_in
from dateline.wires.ninjs.media import KINDS, media_of, own_media
from dateline.wires.opening import byline_of, direction_of, split_opening
from dateline.wires.orders import carried_out
from dateline.wires.preamble import take_advisories
from dateline.wires.statuses import doubted, settled
from dateline.wires.times import parse_time

_ZONE = re.compile(r"(?:[Zz]|[+-]\d\d(?::?\d\d)?|[A-Za-z]{2,4})\s*\Z")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#?\w{2,10});")
_DIGITS = re.compile(r"\d{1,19}", re.ASCII)
_DEGREE = re.compile(r"([1-9])(?:\.0+)?", re.ASCII)
_NO_LETTERS = re.compile(r"\W+")
_BLANK_LINES = re.compile(r"\n\s*\n")
_HEADLINES: Final = ("main", "headline", "")
_STANDFIRSTS: Final = ("standfirst", "summary", "abstract", "lead", "text", "main", "")
#: The largest number that every store of ours can hold.
_LARGEST: Final = 2**63 - 1


class Told(Struct):
    """What a delivery told us besides its versions, gathered as it is read."""

    problems: list[Problem]
    notices: list[Notice]


class _Terms(NamedTuple):
    """When, and whether at all, an item may be used."""

    status: SourceStatus
    embargo: datetime | None
    expires: datetime | None
    doubt: str


def version_of(item: Item, where: str, received: datetime, told: Told) -> Version:
    """
    Make a version of one *item*, apart from the texts inside it.

    Args:
        where: The item's place in the delivery, for problems.
        received: When it reached us, UTC.
        told: Problems, notices about pictures inside it, and its orders about other items, are added here.
    """
    facts = _facts(item, where, told.problems)
    headline = words_of(_chosen(item.headlines, _HEADLINES) or item.title)
    standfirst = words_of(_chosen(item.descriptions, _STANDFIRSTS))
    chosen, body = _body(item.bodies, f"{where}.bodies", told.problems)
    above, body = take_advisories(body, headline)
    dateline, body = split_opening(body, headline, day_hint=(facts.issued or received).date())
    noted = tuple(" ".join(note.split()) for note in _BLANK_LINES.split(item.ed_note) if note.strip())
    notes = (*noted, *(note for note in above if note not in noted))
    planned = ("advisory",) if item.type in ("event", "planning") else ()
    version = replace(
        facts,
        extent=_extent(item, body, standfirst),
        headline=headline,
        headlines=_further(item, headline),
        standfirst=standfirst,
        dateline=dateline or (Dateline(item.located) if item.located else None),
        body=body,
        notes=notes,
        signals=tuple(dict.fromkeys((*signals_of(item), *planned))),
        media=own_media(item) + _associated_media(item, where, facts, told),
        more=_more(item, dateline, chosen),
    )
    ordered = carried_out(version, where, received=received, problems=told.problems)
    told.notices.extend(ordered.notices)
    return ordered.version


def _facts(item: Item, where: str, problems: list[Problem]) -> Version:
    """What single fields of the *item* say; its text is still to come."""
    terms = _terms(item, where, problems)
    return Version(
        item=item_of(item.uri),
        serial=serial_in(item.more),
        number=_number(item.version, f"{where}.version", problems),
        slug=item.slugline,
        byline=byline_of(item.by, item.language),
        language=item.language,
        direction=direction_of(item.language),
        issued=_time(item.version_created, f"{where}.versionCreated", problems),
        created=_time(item.first_created, f"{where}.firstCreated", problems),
        status=terms.status,
        doubt=terms.doubt,
        embargo=terms.embargo,
        expires=terms.expires,
        urgency=_urgency(item, where, problems),
        urgency_given=item.urgency or item.priority,
        subjects=subjects_of(item),
        named=named_of(item),
        links=_links(item),
        holder=item.holder,
        notice=item.notice,
        usage=item.usage,
        rights=item.encoded_rights or item.linked_rights,
        credit=credit_of(item),
    )


def _chosen(texts: tuple[Text, ...], roles: tuple[str, ...]) -> str:
    """The text with the earliest of these *roles*, else the first."""
    ranked = sorted(texts, key=lambda text: roles.index(text.role) if text.role in roles else len(roles))
    return ranked[0].value if ranked else ""


def _body(texts: tuple[Text, ...], where: str, problems: list[Problem]) -> tuple[Text | None, tuple[Block, ...]]:
    """The richest of the bodies that hold all of the text, and its blocks."""
    words = {text: len(bare(text.value).split()) for text in texts} if len(texts) > 1 else dict.fromkeys(texts, 0)
    longest = max(words.values(), default=0)
    full = [text for text in texts if 10 * words[text] >= 6 * longest]
    if not full:
        return None, ()
    chosen = min(full, key=_richness)
    return chosen, _blocks(chosen, where, problems)


def _richness(text: Text) -> int:
    """0 for HTML, 1 for NITF, 2 for plain text, 3 for markup that we cannot name."""
    kind = f"{text.content_type} {text.role}".lower()
    if "nitf" in kind and "ttnitf" not in kind:
        return 1
    if "html" in kind or "richtext" in kind:
        return 0
    if "xml" in kind or "nitf" in kind or text.value.lstrip().startswith("<?xml"):
        return 3
    if "plain" in kind or text.role == "text":
        return 2
    return 0 if _MARKUP.search(text.value) else 2


def _blocks(text: Text, where: str, problems: list[Problem]) -> tuple[Block, ...]:
    """The blocks of one body, by what it says it is and what it looks like."""
    richness = _richness(text)
    if richness == 2:
        return blocks_from_text(text.value)
    if richness == 1:
        try:
            root = xml.parse(text.value.encode(), format="ninjs").root
        except WireError as e:
            problems.append(Problem(where, f"its NITF is broken ({e.what}); read as HTML"))
            return blocks_from_html(text.value)
        return blocks(_content(root))
    return blocks_from_html(text.value)


def _content(root: etree._Element) -> list[etree._Element]:
    """The part of a NITF document that holds the text."""
    return list(xml.descendants(root, "body.content")) or [root]


def _time(text: str, where: str, problems: list[Problem]) -> datetime | None:
    moment = parse_time(text) if text else None
    if text and moment is None:
        problems.append(Problem(where, f"{text!r} is no time; ignored"))
    return moment


def _terms(item: Item, where: str, problems: list[Problem]) -> _Terms:
    """The item's status and limits; what cannot be read is a doubt, for nothing may get out by a misprint."""
    limits: list[datetime | None] = []
    for name, sent in (("embargoedUntil", item.embargoed), ("expires", item.expires)):
        limits.append(parse_time(sent) if sent else None)
        if limits[-1] and sent and not _ZONE.search(sent):
            problems.append(Problem(f"{where}.{name}", f"{sent!r} names no time zone; read as UTC"))
    embargo, expires = limits
    found = settled(item.pub_status or "", [] if item.embargoed is None else [(item.embargoed, embargo)])
    doubt = doubted(
        found.doubt,
        "its status is empty" if item.pub_status == "" else "",
        f"its expiry cannot be read: {item.expires[:80]!r}" if item.expires is not None and expires is None else "",
        "it has no signal newscontent: AP sends it to be read by the desk, not to be published"
        if is_for_desk_alone(item)
        else "",
    )
    if doubt:
        problems.append(Problem(where, f"{doubt}; held until somebody has looked"))
    return _Terms(found.status, found.embargo, expires, doubt)


def _number(text: str, where: str, problems: list[Problem]) -> int | None:
    """The version number; a version that is no number is kept among what else was sent."""
    if not _DIGITS.fullmatch(text):
        if text:
            problems.append(Problem(where, f"{text[:40]!r} is no number; versions go by their times"))
        return None
    return int(text) if int(text) <= _LARGEST else None


def _urgency(item: Item, where: str, problems: list[Problem]) -> int | None:
    """1 to 9; Superdesk's priority stands in where there is no urgency."""
    given = item.urgency or item.priority
    digit = _DEGREE.fullmatch(given)
    if given and not digit:
        problems.append(Problem(f"{where}.urgency", f"{given[:40]!r} is not on the scale 1 to 9; ignored"))
    return int(digit[1]) if digit else None


def _extent(item: Item, body: tuple[Block, ...], standfirst: str) -> Extent:
    partial = item.representation in ("partial", "incomplete")
    announced = not body and standfirst and item.type in ("", "text", "composite")
    return "teaser" if partial or announced else "full"


def _associated_media(item: Item, where: str, whole: Version, told: Told) -> tuple[Media, ...]:
    """The pictures and sounds that came inside; one under stricter terms than its text is left out, and told."""
    found: list[Media] = []
    for place, part in enumerate(item.associations):
        if part.type not in KINDS and not (part.renditions and not part.bodies):
            continue
        at = f"{where}.associations[{place}]"
        own = _terms(part, at, told.problems)
        later = own.embargo is not None and (whole.embargo is None or own.embargo > whole.embargo)
        if own.status == "usable" and not later and not own.doubt:
            found.append(media_of(part))
            continue
        why = own.doubt or (f"embargoed until {own.embargo:%Y-%m-%d %H:%M} UTC" if own.embargo else own.status)
        why = why if own.status == "usable" else own.status
        told.problems.append(Problem(at, f"the {part.type or 'picture'} is {why}; left out"))
        if part.uri:
            told.notices.append(
                Notice(
                    action="kill" if own.status == "canceled" else "withhold",
                    item=item_of(part.uri),
                    text=part.ed_note,
                )
            )
    return tuple(found)


def _links(item: Item) -> tuple[Link, ...]:
    """Associated items that came without their content, and the item that this one goes on from."""
    found = [Link("previous", item=item_of(item.evolved_from))] if item.evolved_from else []
    for part in item.associations:
        if part.bodies or part.renditions or part.type in KINDS or not part.uri:
            continue
        title = words_of(_chosen(part.headlines, _HEADLINES) or part.title)
        rel = part.rel or "related"
        if rel in ("canonical", "alternate"):
            found.append(Link(rel, href=part.uri, title=title))
        else:
            found.append(Link(rel, item=item_of(part.uri), title=title or part.name))
    return tuple(found)


def _more(item: Item, dateline: Dateline | None, chosen: Text | None) -> dict[str, str]:
    """What a version has no field for: further descriptions, other forms of the text, and all that is not standard."""
    standard = {
        "type": item.type if item.type != "text" else "",
        "profile": item.profile,
        "title": item.title if not item.headlines or item.title not in [one.value for one in item.headlines] else "",
        "priority": item.priority if item.urgency else "",
        "located": item.located if dateline and item.located != dateline.place else "",
        "version": item.version if not item.version.isdecimal() else "",
        "rightsInfo.langId": item.rights_language,
        "rightsInfo.linkedRights": item.linked_rights if item.encoded_rights else "",
        "descriptions": _others(item.descriptions, _chosen(item.descriptions, _STANDFIRSTS)),
        "bodies": _others(item.bodies, chosen.value if chosen else ""),
    }
    return item.more | {name: value for name, value in standard.items() if value}


def _further(item: Item, headline: str) -> tuple[Words, ...]:
    """The headlines but for the one to show, each once."""
    told = (Words(words_of(text.value), text.role) for text in item.headlines)
    return tuple(dict.fromkeys(one for one in told if one.text and one.text != headline))


def _others(texts: tuple[Text, ...], taken: str) -> str:
    """The texts that were not *taken* and say something else, as JSON; empty if none do."""
    untaken = [text for text in texts if text.value != taken]
    known = _words(taken) if untaken else ""
    others = [
        {"role": text.role, "contentType": text.content_type, "value": text.value}
        for text in untaken
        if _words(text.value) != known
    ]
    return json.dumps(others, ensure_ascii=False) if others else ""


def _words(text: str) -> str:
    return _NO_LETTERS.sub("", bare(text)).casefold()
