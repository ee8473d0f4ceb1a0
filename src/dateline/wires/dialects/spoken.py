"""A version as its agency means it: what a dialect changes in what a format's reader made of a delivery."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.slugs import serial_of
from dateline.news.wire import Version
from dateline.wires.dialects import PLAIN, Dialect, authority, by_fields, of, telling_fields
from dateline.wires.statuses import doubted

#: Signatures are short, in letters of HTML; and stand in so many last blocks.
_SHORT: Final = 120
_LAST: Final = 3
#: Lines for the desk stand among so many first and last blocks; what opens a closing part, among so many last ones.
_NEAR: Final = 4
_FURTHEST: Final = 12
_LONGEST_LINE: Final = 400
_LONGEST_LIST: Final = 4000
#: The tags before a block's words.
_OPENS: Final = re.compile(r"(?:<[^<>]*>)*(?=.)", re.DOTALL)


def dialect_of(format: str, marks: tuple[str, ...], version: Version) -> Dialect:
    """
    The dialect of a *version*.

    Args:
        marks: What its delivery calls the sender by. After these count the agencies in the dateline, whose texts keep
            their habits in whatever delivery, and fields that nobody else sends.
    """
    found = of(format, marks, version.issued)
    if found is PLAIN and version.dateline is not None and version.dateline.agencies:
        found = of(format, version.dateline.agencies, version.issued)
    if found is PLAIN and not telling_fields(format).isdisjoint(version.more):
        found = by_fields(format, version.more, version.issued)
    return found


def spoken(version: Version, dialect: Dialect, *, parted: bool = False) -> Version:
    """
    The *version* as its agency means it.

    Args:
        parted: Whether its reader has taken off already what stands below the text.
    Returns:
        Every word taken off the text is in another field: signatures in ``more["sign-off"]``, words for the desk in the
        notes; but for furniture, which is no part of it.
    """
    if dialect is PLAIN:
        return version
    more: dict[str, str] = {}
    changes = _text(version, dialect, more, parted=parted) if version.body else {}
    changes |= _fields(version, dialect, more)
    if dialect.byline != "name" and version.byline:
        changes |= _byline(version, dialect, more)
    if "sign-off" in more and (before := version.more.get("sign-off")):
        more["sign-off"] = f"{before} {more['sign-off']}"
    if more:
        changes["more"] = version.more | more
    return replace(version, **changes) if changes else version


def signalled(version: Version, dialect: Dialect) -> Version:
    """
    The *version* with what its agency's own signals say of it.

    Returns:
        Signals in our words where the dialect has one. One that says that the text is none any more is a doubt; so is
        that others of the agency's are there, and none of those that it sets on whatever may be published: such a text
        is an advisory. What is not usable anyway is in no doubt. Version numbers that do not grow are kept aside.
    """
    sent, doubt = version.signals, ""
    changes: dict[str, Any] = {}
    if version.status == "usable" and (dialect.doubts or dialect.publishable):
        doubt = next((dialect.doubts[signal] for signal in sent if signal in dialect.doubts), "")
        own = [_tail(signal) for signal in sent if _is_own(signal, dialect)] if dialect.publishable else []
        if own and dialect.publishable.isdisjoint(own):
            sent, doubt = (*sent, "advisory"), dialect.for_desk
    if dialect.signals:
        sent = tuple([dialect.signals.get(signal, signal) for signal in sent])
    if sent != version.signals:
        changes["signals"] = tuple(dict.fromkeys(sent))
    if doubt:
        changes["doubt"] = doubted(version.doubt, doubt)
    if dialect.counts_to is not None and (version.number or 0) > dialect.counts_to:
        changes |= {"number": None, "more": version.more | {"version": str(version.number)}}
    return replace(version, **changes) if changes else version


def _is_own(signal: str, dialect: Dialect) -> bool:
    """True of a *signal* of the agency's own vocabulary, by its alias or its address."""
    marks = (signal.partition(":")[0], authority(signal))
    return of(dialect.formats[0], marks, None).name == dialect.name


def _tail(signal: str) -> str:
    return signal.rpartition(":")[2].rpartition("/")[2].lower()


def local(moment: datetime | None, sent: str, dialect: Dialect) -> datetime | None:
    """A *moment* that was read as UTC, in the agency's own zone where what was *sent* names none; UTC."""
    clock = sent.partition("T")[2].replace(":", "") if dialect.zone else ""
    if moment is None or not clock.isdecimal():
        return moment
    return moment.replace(tzinfo=ZoneInfo(dialect.zone)).astimezone(UTC)


def _fields(version: Version, dialect: Dialect, more: dict[str, str]) -> dict[str, Any]:
    """What the agency's own fields tell; what has no field of ours is added to *more*."""
    changes: dict[str, Any] = {}
    sent = version.more
    for name in dialect.serial_fields:
        if serial := _serial(sent.get(name, ""), dialect):
            changes["serial"] = serial
            break
    if dialect.not_slugs and version.slug.casefold() in dialect.not_slugs:
        changes["slug"], more["label"] = "", version.slug
    if dialect.credit_fields and not version.credit:
        changes["credit"] = next(filter(None, (sent.get(name) for name in dialect.credit_fields)), "")
    if dialect.urgency_fields and version.urgency is None:
        given = next(filter(None, (sent.get(name) for name in dialect.urgency_fields)), "")
        if (urgency := dialect.urgencies.get(given.casefold())) is not None:
            changes |= {"urgency": urgency, "urgency_given": given}
    return changes


def _serial(told: str, dialect: Dialect) -> str:
    if dialect.serial is None:
        return serial_of(told) if told else ""
    found = dialect.serial.search(told)
    return serial_of(found["serial"]) if found else ""


def _byline(version: Version, dialect: Dialect, more: dict[str, str]) -> dict[str, Any]:
    """A byline that is none, where it belongs; initials stand before what else signs the text."""
    if dialect.byline == "headline" and not version.standfirst:
        return {"byline": "", "standfirst": version.byline}
    if dialect.byline == "headline":
        more["byline"] = version.byline
        return {"byline": ""}
    if dialect.sign_off is not None and dialect.sign_off.fullmatch(version.byline):
        more["sign-off"] = f"{version.byline} {more.get('sign-off', '')}".strip()
        return {"byline": ""}
    return {}


def _text(version: Version, dialect: Dialect, more: dict[str, str], *, parted: bool) -> dict[str, Any]:
    """The body without what is no text; where that went, what has no field of ours to *more*."""
    changes: dict[str, Any] = {}
    body, notes = version.body, list[str]()
    if dialect.furniture is not None:
        body = tuple(block for block in body if not _said(dialect.furniture, block)) or body
    if dialect.below is not None and not parted:
        body, under = _parted(body, dialect.below)
        notes += under
    if dialect.notes is not None:
        body, lines = _unnoted(body, dialect.notes)
        notes += lines
    if dialect.credit_line is not None:
        body, who = _unsourced(body, dialect.credit_line)
        if who:
            more["source"] = who
        if who and not version.credit:
            changes["credit"] = who
    body, signs = _unsigned(body, dialect)
    if signs:
        more["sign-off"] = signs
    if body is not version.body:
        changes["body"] = body
    if notes:
        changes["notes"] = tuple(dict.fromkeys((*version.notes, *notes)))
    return changes


def _said(pattern: re.Pattern[str], block: Block) -> str:
    """The words of a short *block* that is all in a dialect's *pattern*; empty if it is not."""
    html = block.html
    if len(html) > _LONGEST_LINE:
        return ""
    # Most begin otherwise, which shows before their words are taken out of their markup.
    opens = _OPENS.match(html)
    if opens is not None and html[opens.end()] != "&" and pattern.match(html, opens.end()) is None:
        return ""
    words = block.text
    return words if pattern.fullmatch(words) else ""


def _parted(body: tuple[Block, ...], below: re.Pattern[str]) -> tuple[tuple[Block, ...], list[str]]:
    """The *body* up to the line from which on all is for the desk, and what follows, which is no long text."""
    opens = len(body)
    for place in range(len(body) - 1, max(0, len(body) - _FURTHEST), -1):
        if len(body[place].html) > (_LONGEST_LINE if body[place].kind == "paragraph" else _LONGEST_LIST):
            break
        if _said(below, body[place]):
            opens = place
    under = "\n".join(block.text for block in body[opens:])
    return (body[:opens], [under]) if under else (body, [])


def _unnoted(body: tuple[Block, ...], notes: re.Pattern[str]) -> tuple[tuple[Block, ...], list[str]]:
    """The *body* without the lines for the desk among its first and last blocks, and these."""
    places = range(len(body))
    found = sorted({*_lines(body, notes, places[:_NEAR]), *_lines(body, notes, places[: -_NEAR - 1 : -1])})
    if not found or len(found) == len(body):
        return body, []
    return tuple(block for n, block in enumerate(body) if n not in found), [body[n].text for n in found]


def _lines(body: tuple[Block, ...], notes: re.Pattern[str], places: range) -> Iterator[int]:
    """The *places* of lines for the desk, up to the second that is none."""
    others = 0
    for place in places:
        if _said(notes, body[place]):
            yield place
        elif others:
            return
        else:
            others = 1


def _unsourced(body: tuple[Block, ...], credit_line: re.Pattern[str]) -> tuple[tuple[Block, ...], str]:
    """The *body* without the line that names whom it is from, and his name."""
    for place in range(len(body) - 1, max(0, len(body) - 1 - _NEAR), -1):
        block = body[place]
        found = credit_line.fullmatch(block.text) if len(block.html) <= _LONGEST_LINE else None
        if found is not None:
            return body[:place] + body[place + 1 :], found["who"]
    return body, ""


def _unsigned(body: tuple[Block, ...], dialect: Dialect) -> tuple[tuple[Block, ...], str]:
    """The *body* without the agency's signature, and this; a body that is nothing else stays."""
    signs: list[str] = []
    pattern = dialect.sign_off
    while pattern is not None and len(body) > 1 and len(signs) < _LAST and len(body[-1].html) <= _SHORT:
        if not (words := _said(pattern, body[-1])):
            break
        signs.insert(0, words)
        body = body[:-1]
    html = body[-1].html.removesuffix("</p>") if dialect.closings else ""
    if html.endswith(dialect.closings) and body[-1].kind == "paragraph":
        closing = next(one for one in dialect.closings if html.endswith(one))
        rest = html.removesuffix(closing).rstrip()
        # Behind a sentence that is over; one may as well end with the agency's name.
        if rest.removeprefix("<p>") and not rest[-1].isalnum():
            signs.insert(0, closing.strip())
            body = (*body[:-1], Block("paragraph", f"{rest}</p>"))
    return body, " ".join(signs)
