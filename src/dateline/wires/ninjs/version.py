"""One ninjs item into one version."""

import re
from datetime import datetime

from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.script import direction_of
from dateline.news.wire import Dateline, Extent, Link, Media, Problem, Version
from dateline.wires.dialects import authority
from dateline.wires.dialects.spoken import dialect_of, spoken
from dateline.wires.html import words_of
from dateline.wires.ninjs.concepts import credit_of, for_desk, named_of, signals_of, subjects_of
from dateline.wires.ninjs.document import FORMAT, KINDS, Item, Text
from dateline.wires.ninjs.ids import item_of, serial_in
from dateline.wires.ninjs.inside import read_text
from dateline.wires.ninjs.media import media_of
from dateline.wires.ninjs.texts import body_of, desk_notes, further_headlines, headline_of, kind_of, others, summary_of
from dateline.wires.ninjs.told import Terms, Told, limit_of, may_be_shown, number_of, time_of, urgency_of
from dateline.wires.opening import byline_of
from dateline.wires.orders import carried_out
from dateline.wires.preamble import joined, take_preamble
from dateline.wires.statuses import doubted, settled
from dateline.wires.terms import no_freer

_BLANK_LINES = re.compile(r"\n\s*\n")


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
    version = spoken(version, dialect_of(FORMAT, senders, version))
    ordered = carried_out(version, where, received=received, problems=told.problems)
    told.notices.extend(ordered.notices)
    return ordered.version


def _with_text(item: Item, facts: Version, where: str, received: datetime, told: Told) -> Version:
    """The version of these *facts* with its words and what it shows."""
    issued = facts.issued or received
    summary, body = summary_of(item), body_of(item.bodies)
    text = Version()
    if body:
        text = read_text(body.value, kind_of(body), f"{where}.bodies", format=FORMAT, received=issued,
                         problems=told.problems)  # fmt: skip
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
        signals=signals_of(item),
        media=_media(item, where, facts, text.media, told),
        more=_more(item, facts, dateline, summary, body),
    )


def _facts(item: Item, where: str, problems: list[Problem]) -> Version:
    """What single fields of the *item* say; its text is still to come."""
    terms = _terms(item, where, problems)
    return Version(
        item=item_of(item.uri) or None,
        serial=serial_in(item.more),
        number=number_of(item.version, f"{where}.version", problems),
        slug=item.slugline,
        byline=byline_of(item.by or ", ".join(item.authors), item.language),
        language=item.language,
        direction=direction_of(item.language),
        issued=time_of(item.version_created, f"{where}.versionCreated", problems),
        created=time_of(item.first_created, f"{where}.firstCreated", problems),
        status=terms.status,
        doubt=terms.doubt,
        embargo=terms.embargo,
        expires=terms.expires,
        urgency=urgency_of(item.urgency or item.priority, f"{where}.urgency", problems),
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


def _terms(item: Item, where: str, problems: list[Problem]) -> Terms:
    """The item's status and limits; what cannot be read is a doubt, for nothing may get out by a misprint."""
    embargo = limit_of(item.embargoed, f"{where}.embargoedUntil", problems)
    expires = limit_of(item.expires, f"{where}.expires", problems)
    found = settled(item.pub_status or "", [] if item.embargoed is None else [(item.embargoed, embargo)])
    doubt = doubted(
        found.doubt,
        "its status is empty" if item.pub_status == "" else "",
        f"its expiry cannot be read: {item.expires[:80]!r}" if item.expires is not None and expires is None else "",
        for_desk(item),
    )
    if doubt:
        problems.append(Problem(where, f"{doubt}; held until somebody has looked"))
    return Terms(found.status, found.embargo, expires, doubt)


def _extent(item: Item, body: tuple[Block, ...], standfirst: str) -> Extent:
    partial = item.representation in ("partial", "incomplete")
    announced = not body and standfirst and item.type in ("", "text", "composite")
    return "teaser" if partial or announced else "full"


def _notes(item: Item) -> tuple[str, ...]:
    """Words for the desk, parted at blank lines."""
    told = [item.ed_note, *desk_notes(item)]
    return tuple(" ".join(note.split()) for one in told if one for note in _BLANK_LINES.split(one) if note.strip())


def _media(item: Item, where: str, whole: Version, shown: tuple[Media, ...], told: Told) -> tuple[Media, ...]:
    """What the item itself is, what is associated with it, and what is *shown* in its text and is none of these."""
    own = (media_of(item),) if item.renditions or item.type in KINDS else ()
    found = own + _associated_media(item, where, whole, told)
    if not shown:
        return found
    known = {one.href for each in (item, *item.associations) for one in each.renditions}
    return (*found, *(one for one in shown if one.href not in known))


def _associated_media(item: Item, where: str, whole: Version, told: Told) -> tuple[Media, ...]:
    """The pictures and sounds that came inside; one under stricter terms than its text is left out, and told."""
    found: list[Media] = []
    for place, part in enumerate(item.associations):
        if not part.is_shown:
            continue
        at = f"{where}.associations[{place}]"
        own, kind = _terms(part, at, told.problems), part.type or "picture"
        if may_be_shown(own, whole, at, told, kind=kind, item=item_of(part.uri), note=part.ed_note):
            found.append(media_of(part))
    return tuple(found)


def _links(item: Item) -> tuple[Link, ...]:
    """Associated items that came without their content, and the items that this one goes on from or stands in for."""
    leads = (("previous", item.evolved_from), *(("replaces", one) for one in item.replacing),
             ("replaced-by", item.replaced_by))  # fmt: skip
    found = [Link(rel, item=item_of(uri)) for rel, uri in leads if uri]
    for part in item.associations:
        if part.bodies or part.is_shown or not part.uri:
            continue
        title = headline_of(part)
        # IPTC's own word for it comes with and without its vocabulary's name.
        rel = "translated-from" if part.rel.endswith("translatedFrom") else part.rel or "related"
        if rel in ("canonical", "alternate"):
            found.append(Link(rel, href=part.uri, title=title))
        else:
            found.append(Link(rel, item=item_of(part.uri), title=title or part.name))
    return tuple(found)


def _more(
    item: Item, facts: Version, dateline: Dateline | None, summary: Text | None, body: Text | None
) -> dict[str, str]:
    """What a version has no field for: further descriptions, other forms of the text, and all that is not standard."""
    shown = [text for text in item.descriptions if text.role not in ("alt", "usage")]
    standard = {
        "type": item.type if item.type != "text" else "",
        "profile": item.profile,
        "title": item.title if item.headlines and item.title not in [one.value for one in item.headlines] else "",
        "priority": item.priority if item.urgency else "",
        "located": item.located if dateline and item.located != dateline.place else "",
        "version": item.version if facts.number is None else "",
        "source": item.source if item.info_sources else "",
        "rightsInfo.langId": item.rights.language,
        "rightsInfo.linkedRights": item.rights.linked if item.rights.encoded else "",
        "descriptions": others(shown, summary),
        "bodies": others(item.bodies, body),
    }
    return {name: value for name, value in standard.items() if value} | item.more
