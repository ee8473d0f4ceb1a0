"""One ninjs item into one version."""

import re
from datetime import datetime
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.wire import Dateline, Extent, Link, Media, Notice, Problem, SourceStatus, Version
from dateline.wires.dialects import authority
from dateline.wires.dialects.spoken import dialect_of, spoken
from dateline.wires.html import words_of
from dateline.wires.ninjs.concepts import credit_of, is_for_desk_alone, named_of, signals_of, subjects_of
from dateline.wires.ninjs.document import Item, Text
from dateline.wires.ninjs.ids import item_of, serial_in
from dateline.wires.ninjs.media import KINDS, media_of, own_media
from dateline.wires.ninjs.texts import (
    body_of,
    desk_notes,
    further_headlines,
    headline_of,
    others,
    read_body,
    summary_of,
)
from dateline.wires.opening import byline_of, direction_of
from dateline.wires.orders import carried_out
from dateline.wires.preamble import joined, take_preamble
from dateline.wires.statuses import doubted, settled
from dateline.wires.terms import no_freer
from dateline.wires.times import parse_time

_ZONE = re.compile(r"(?:[Zz]|[+-]\d\d(?::?\d\d)?|[A-Za-z]{2,4})\s*\Z")
_DIGITS = re.compile(r"\d{1,19}", re.ASCII)
_DEGREE = re.compile(r"([1-9])(?:\.0+)?", re.ASCII)
_BLANK_LINES = re.compile(r"\n\s*\n")
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
    Raises:
        WireError: If its text is large, and nothing but tags.
    """
    version = _with_text(item, _facts(item, where, told.problems), where, received, told)
    senders = (item.more.get("provider", ""), version.credit, authority(version.item or ""))
    version = spoken(version, dialect_of("ninjs", senders, version))
    ordered = carried_out(version, where, received=received, problems=told.problems)
    told.notices.extend(ordered.notices)
    return ordered.version


def _with_text(item: Item, facts: Version, where: str, received: datetime, told: Told) -> Version:
    """The version of these *facts* with its words and what it shows."""
    issued = facts.issued or received
    summary, body = summary_of(item), body_of(item.bodies)
    text = read_body(body, f"{where}.bodies", received=issued, problems=told.problems) if body else Version()
    facts = replace(no_freer(facts, text), expires=min(filter(None, (facts.expires, text.expires)), default=None))
    headline = headline_of(item) or text.headline
    standfirst = words_of(summary.value) if summary else ""
    noted = _notes(item)
    opening = take_preamble(
        text.body, headline, facts.byline or text.byline, standfirst, language=item.language, day_hint=issued.date()
    )
    dateline = text.dateline or opening.dateline
    return replace(
        facts,
        extent=_extent(item, opening.body, standfirst),
        headline=headline,
        headlines=further_headlines(item, headline),
        standfirst=opening.standfirst,
        byline=opening.byline,
        dateline=joined(dateline, Dateline(item.located) if item.located else None),
        body=opening.body,
        notes=(*noted, *(note for note in (*text.notes, *opening.notes) if note not in noted)),
        signals=_signals(item),
        media=_media(item, where, facts, text.media, told),
        more=_more(item, dateline, summary, body),
    )


def _facts(item: Item, where: str, problems: list[Problem]) -> Version:
    """What single fields of the *item* say; its text is still to come."""
    terms = _terms(item, where, problems)
    return Version(
        item=item_of(item.uri) or None,
        serial=serial_in(item.more),
        number=_number(item.version, f"{where}.version", problems),
        slug=item.slugline,
        byline=byline_of(item.by or ", ".join(item.authors), item.language),
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
        rights=item.rights.encoded or item.rights.linked,
        credit=credit_of(item),
    )


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


def _notes(item: Item) -> tuple[str, ...]:
    """Words for the desk, parted at blank lines."""
    told = [item.ed_note, *desk_notes(item)]
    return tuple(" ".join(note.split()) for one in told if one for note in _BLANK_LINES.split(one) if note.strip())


def _signals(item: Item) -> tuple[str, ...]:
    planned = ("advisory",) if item.type in ("event", "planning") else ()
    return tuple(dict.fromkeys((*signals_of(item), *planned)))


def _media(item: Item, where: str, whole: Version, shown: tuple[Media, ...], told: Told) -> tuple[Media, ...]:
    """What the item itself is, what is associated with it, and what is *shown* in its text and is none of these."""
    found = own_media(item) + _associated_media(item, where, whole, told)
    if not shown:
        return found
    known = {one.href for each in (item, *item.associations) for one in each.renditions}
    return (*found, *(one for one in shown if one.href not in known))


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
    """Associated items that came without their content, and the items that this one goes on from or stands in for."""
    leads = (("previous", item.evolved_from), *(("replaces", one) for one in item.replacing),
             ("replaced-by", item.replaced_by))  # fmt: skip
    found = [Link(rel, item=item_of(uri)) for rel, uri in leads if uri]
    for part in item.associations:
        if part.bodies or part.renditions or part.type in KINDS or not part.uri:
            continue
        title = headline_of(part)
        rel = part.rel or "related"
        if rel in ("canonical", "alternate"):
            found.append(Link(rel, href=part.uri, title=title))
        else:
            found.append(Link(rel, item=item_of(part.uri), title=title or part.name))
    return tuple(found)


def _more(item: Item, dateline: Dateline | None, summary: Text | None, body: Text | None) -> dict[str, str]:
    """What a version has no field for: further descriptions, other forms of the text, and all that is not standard."""
    shown = [text for text in item.descriptions if text.role not in ("alt", "usage")]
    standard = {
        "type": item.type if item.type != "text" else "",
        "profile": item.profile,
        "title": item.title if item.headlines and item.title not in [one.value for one in item.headlines] else "",
        "priority": item.priority if item.urgency else "",
        "located": item.located if dateline and item.located != dateline.place else "",
        "version": item.version if not item.version.isdecimal() else "",
        "source": item.source if item.info_sources else "",
        "rightsInfo.langId": item.rights.language,
        "rightsInfo.linkedRights": item.rights.linked if item.rights.encoded else "",
        "descriptions": others(shown, summary),
        "bodies": others(item.bodies, body),
    }
    return item.more | {name: value for name, value in standard.items() if value}
