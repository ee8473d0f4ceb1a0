"""One AP item into one version."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.script import direction_of
from dateline.news.slugs import serial_of
from dateline.news.wire import Link, Media, Named, Problem, Version, Words
from dateline.wires.ap_media import concepts
from dateline.wires.ap_media.document import FORMS, Fields, item_id, text_in
from dateline.wires.ap_media.media import KINDS, media
from dateline.wires.ap_media.terms import terms
from dateline.wires.ap_media.text import TEXTS, text_of
from dateline.wires.html import bare, blocks_from_html, words_of
from dateline.wires.json import as_text
from dateline.wires.letters import fold
from dateline.wires.ninjs.told import Told, may_be_shown, number_of, time_of, urgency_of
from dateline.wires.opening import byline_of
from dateline.wires.orders import carried_out
from dateline.wires.preamble import Preamble, joined, take_preamble
from dateline.wires.terms import no_freer

_RESTRICTS = re.compile(r"(?:\+\+|\W*RESTRICTIONS?(?: SUMMARY)?\s*:)", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n")
#: Members that lead to other items, and how.
_LEADS: Final = (("derivedfrom", "derived-from"), ("evolvedfrom", "previous"), ("refersto", "refers-to"))
#: What an association has that is no more than mentioned.
_MENTIONED: Final = frozenset({"uri", "altids", "version", "type", "headline"})
_CAPTIONS: Final = ("description_caption", "caption", "description_caption_nitf")


def version_of(
    raw: dict[str, Any], where: str, beside: dict[str, Any], received: datetime, told: Told
) -> tuple[Version, ...]:
    """
    Make versions of one item and of the texts inside it.

    Args:
        raw: The item's JSON object.
        where: Its place in the delivery, for problems.
        beside: What its envelope says of it.
        received: When it reached us, UTC.
        told: Problems, and its orders about other items, are added here.
    Returns:
        The item's own version, then those of texts among its associations, which are under its terms.
    """
    fields = Fields(raw, where, told.problems)
    own = _facts(fields, told.problems)
    kind = fields.text("type").lower()
    associated = [_associated(name, one, own, received, told) for name, one in fields.objects("associations")]
    found = _with_text(own, kind, fields, beside, received, told)
    links = (*found.links, *_links(fields), *(one for one in associated if isinstance(one, Link)))
    pictures = (*found.media, *(one for one in associated if isinstance(one, Media)))
    version = replace(found, links=tuple(dict.fromkeys(links)), media=_distinct(pictures))
    parts = [part for one in associated if isinstance(one, tuple) for part in one]
    if parts:
        fields.without_texts("associations", TEXTS)
    version = replace(version, more=version.more | _more(fields, kind, version.headline, beside))
    ordered = carried_out(version, where, received=received, problems=told.problems)
    told.notices.extend(ordered.notices)
    return (ordered.version, *(no_freer(part, ordered.version) for part in parts))


def _facts(fields: Fields, problems: list[Problem]) -> Version:
    """What single members of the item say; its text is still to come."""
    orders = concepts.orders(fields)
    when = terms(fields, orders, problems)
    language, urgency = fields.text("language"), fields.text("urgency", "priority")
    headline = words_of(fields.text("headline"))
    slug, serial = _of_filing(fields)
    return Version(
        item=item_id(fields) or None,
        number=_number(fields, problems),
        serial=serial,
        headline=headline or words_of(fields.text("title")),
        headlines=_longer(fields, headline),
        standfirst=_words(fields, "description_summary", "description_summary_nitf", "summary"),
        slug=slug,
        byline=byline_of(concepts.byline(fields), language),
        notes=_notes(fields),
        language=language,
        direction=direction_of(language),
        issued=_time(fields, problems, "versioncreated", "arrivaldatetime"),
        created=_time(fields, problems, "firstcreated"),
        status=when.status,
        doubt=when.doubt,
        embargo=when.embargo,
        expires=when.expires,
        signals=orders.signals,
        urgency=urgency_of(urgency, f"{fields.where}.urgency", problems, most=8),
        urgency_given=urgency,
        subjects=concepts.subjects(fields),
        named=concepts.named(fields),
        notice=fields.text("copyrightnotice", "copyrightline"),
    )


def _with_text(
    own: Version, kind: str, fields: Fields, beside: dict[str, Any], received: datetime, told: Told
) -> Version:
    """The version with its text, and for a picture or a film with that; what the item says comes before its text."""
    caption = _words(fields, *_CAPTIONS) if kind in KINDS else ""
    shown = (media(fields, KINDS[kind], own.item or "", own.headline, caption),) if kind in KINDS else ()
    own = replace(own, holder=fields.text("copyrightholder"), credit=concepts.credit(fields))
    text = text_of(fields, beside, own.issued or received, told.problems) or Version()
    own = replace(no_freer(own, text), expires=min(filter(None, (own.expires, text.expires)), default=None))
    headline, byline = own.headline or text.headline, own.byline or text.byline
    opening = _opening(text, headline, byline, own, received)
    place = concepts.dateline(fields)
    usage = (*fields.lines("usageterms", "rightsline"), *(_restrictions(fields, text.body) if kind in KINDS else ()))
    announced = not text.body and kind in ("", "text")
    return replace(
        own,
        item=own.item or text.item,
        extent="teaser" if announced else "full",
        headline=headline,
        slug=own.slug or text.slug,
        byline=opening.byline,
        standfirst=opening.standfirst or caption,
        dateline=joined(text.dateline or opening.dateline, place),
        body=opening.body,
        notes=tuple(dict.fromkeys((*own.notes, *text.notes, *opening.notes))),
        language=own.language or text.language,
        signals=tuple(dict.fromkeys((*own.signals, *text.signals))),
        subjects=own.subjects or text.subjects,
        named=_all_named(own, text),
        media=(*shown, *text.media),
        links=text.links,
        notice=own.notice or text.notice,
        usage="\n".join(dict.fromkeys(usage)),
        more={f"nitf.{name}": value for name, value in text.more.items()},
    )


def _opening(text: Version, headline: str, byline: str, own: Version, received: datetime) -> Preamble:
    """The body from its first sentence on, and what stood before it."""
    if not text.body:
        return Preamble((), None, byline, own.standfirst)
    day = (own.issued or received).date()
    return take_preamble(text.body, headline, byline, own.standfirst, language=own.language, day_hint=day)


def _all_named(own: Version, text: Version) -> tuple[Named, ...]:
    """Whom the item names, then whom its text marks besides."""
    known = {one.name.casefold() for one in own.named} if text.named else set()
    return own.named + tuple(one for one in text.named if one.name.casefold() not in known)


def _of_filing(fields: Fields) -> tuple[str, str]:
    """The slug and the transmission number; older documents have them in the first of their filings."""
    filing = next((one for _, one in fields.objects("filings")), {})
    altids = fields.look("altids")
    told = altids.get("transref") if isinstance(altids, dict) else None
    told = told or fields.text("transref", "transmissionreference") or filing.get("transmissionreference")
    slug = fields.text("slugline") or filing.get("slugline")
    return fold(slug) if isinstance(slug, str) else "", serial_of(told) if isinstance(told, str) else ""


def _number(fields: Fields, problems: list[Problem]) -> int | None:
    """AP counts its versions from 0."""
    told = fields.text("version", "recordsequencenumber")
    number = number_of(told, f"{fields.where}.version", problems)
    if told and number is None:
        fields.more["version"] = told
    return number


def _time(fields: Fields, problems: list[Problem], *names: str) -> datetime | None:
    told = fields.text(*names)
    moment = time_of(told, f"{fields.where}.{names[0]}", problems)
    if told and moment is None:
        fields.more[names[0]] = told
    return moment


def _longer(fields: Fields, headline: str) -> tuple[Words, ...]:
    """AP's longer headline, where it says more."""
    longer = words_of(fields.text("headline_extended"))
    return (Words(longer, "extended"),) if longer not in ("", headline) else ()


def _words(fields: Fields, *names: str) -> str:
    """The words of the first of these members that has any; each may be markup."""
    return next((told for name in fields.among(names) if (told := words_of(fields.markup(name)))), "")


def _notes(fields: Fields) -> tuple[str, ...]:
    """AP's notes to editors; all of them are for the desk alone."""
    found: list[str] = []
    for name in ("ednote", "specialinstructions", "outinginstructions"):
        value = fields.markup(name)
        found.extend(folded for note in _BLANK_LINES.split(bare(value)) if (folded := fold(note)))
    return tuple(dict.fromkeys(found))


def _restrictions(fields: Fields, body: tuple[Block, ...]) -> Iterator[str]:
    """The limits that AP writes into the script and the shot list of a film."""
    sent = text_in(fields.look("shotlist") or fields.look("description_shotlist_nitf"))
    shots = blocks_from_html(sent) if sent else ()
    return (block.text for block in (*body, *shots) if _RESTRICTS.match(block.text))


def _links(fields: Fields) -> list[Link]:
    """The story's page, and the items that it comes from or refers to."""
    found = []
    for _, one in fields.objects("links", "link"):
        href, rel = one.get("href"), one.get("rel")
        if isinstance(href, str) and href.strip():
            found.append(Link(rel if isinstance(rel, str) and rel else "related", href=href.strip()))
    if canonical := fields.text("canonicallink"):
        found.append(Link("canonical", href=canonical))
    for name, rel in _LEADS:
        value = fields.look(name)
        for one in value if isinstance(value, list) else [value]:
            item = item_id(Fields(one, name, [])) if isinstance(one, dict) else one
            if isinstance(item, str) and item.strip():
                found.append(Link(rel, item=item.strip()))
    return found


def _associated(
    name: str, one: dict[str, Any], whole: Version, received: datetime, told: Told
) -> Media | Link | tuple[Version, ...] | None:
    """What came with an item: a text with its words, one without, or a picture; None where it may not be used."""
    fields = Fields(one, f"associations.{name}", told.problems)
    kind = fields.text("type").lower()
    if kind not in KINDS and TEXTS & one.keys():
        own, *parts = version_of({"signals": list(whole.signals)} | one, fields.where, {}, received, told)
        return (replace(own, role="related"), *parts)
    headline, item = words_of(fields.text("headline") or fields.text("title")), item_id(fields)
    if kind not in KINDS:
        return Link("related", item=item, title=headline) if item or headline else None
    if not one.keys() - _MENTIONED:
        return Media(KINDS[kind], item=item, headline=headline)
    own_terms = terms(fields, concepts.Orders((), "", waits=False), told.problems)
    if not may_be_shown(own_terms, whole, fields.where, told, kind=kind, item=item):
        return None
    return media(fields, KINDS[kind], item, headline, _words(fields, *_CAPTIONS))


def _distinct(found: tuple[Media, ...]) -> tuple[Media, ...]:
    """Each picture once: the first mention says the most."""
    known: dict[str, Media] = {}
    for one in found:
        known.setdefault(one.item or one.href or one.caption, one)
    return tuple(known.values())


def _more(fields: Fields, kind: str, headline: str, beside: dict[str, Any]) -> dict[str, str]:
    """What a version has no field for, under AP's names; what stood in the envelope after it."""
    more = fields.rest()
    if more.get("title") == headline:
        del more["title"]
    if kind not in ("", "text"):
        more["type"] = kind
    for name, value in beside.items():
        if isinstance(value, dict):
            left = {key: one for key, one in value.items() if one not in (None, "", [], {}) and key not in FORMS}
            value = left or ""
        elif name != "meta":
            continue
        if value and name not in more:
            more[name] = as_text(value)
    return more
