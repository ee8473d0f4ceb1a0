"""What a NewsML-G2 item says of itself: its status and terms, its signals and links, its rights, and all the rest."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dateline.news.slugs import serial_of
from dateline.news.wire import Link, Problem
from dateline.wires import xml
from dateline.wires.letters import fold
from dateline.wires.newsml_g2.concepts import code, label, tail
from dateline.wires.statuses import Settled, doubted, settled
from dateline.wires.times import parse_time

_NIL: Final = "{http://www.w3.org/2001/XMLSchema-instance}nil"
#: The ends of signals, and our words for them; other signals stay as the source has them.
_SIGNALS: Final = {
    "update": "update", "correction": "correction", "corrected": "correction", "kill": "kill", "takedown": "kill",
    "withhold": "withhold", "hold": "withhold", "lift": "lift", "refile": "refile", "advisory": "advisory",
    "replace": "update", "withdrawn": "kill", "retraction": "kill", "rectify": "correction", "repeat": "refile",
}  # fmt: skip
#: Reuters' word for an item that is deleted.
_DELETED: Final = "edStat:D"
#: AP sets one of these on whatever may be published; advisories and daybooks carry AP's signals without them.
_PUBLISHABLE: Final = ("newscontent", "consumerready")
_RELATIONS: Final = {
    "seealso": "related", "associatedwith": "related", "derivedfrom": "derived-from", "previousversion": "previous",
    "evolvedfrom": "previous", "translatedfrom": "translated-from", "canonical": "canonical",
}  # fmt: skip
#: The ends of an ``altId``'s types that are transmission numbers.
_SERIALS: Final = frozenset(
    {"runningnumber", "transref", "serial", "serialnumber", "transmissionnumber", "servicenumber"}
)
#: Elements that have a field of their own in a version.
_FIELDS: Final = frozenset({
    "versionCreated", "firstCreated", "embargoed", "pubStatus", "signal", "edNote", "link", "expires", "urgency",
    "language", "subject", "headline", "description", "by", "dateline", "creditline", "slugline",
})  # fmt: skip


class Terms(Struct, frozen=True):
    """When an item may be used."""

    settled: Settled
    expires: datetime | None


class Rights(Struct, frozen=True):
    """What ``rightsInfo`` says, to the letter."""

    holder: str = ""
    notice: str = ""
    usage: str = ""
    expression: str = ""


def terms(meta: etree._Element | None, where: str, problems: list[Problem]) -> Terms:
    """
    Read when an item may be used.

    Args:
        meta: Its ``itemMeta``; without one, the specification counts it as usable.
        where: The item's place, for the problems' words.
        problems: What is wrong is added here. A status that is unknown, and an embargo without a readable end, are
            doubts.
    """
    if meta is None:
        return Terms(Settled("usable"), None)
    told = xml.find(meta, "pubStatus")
    embargoes = xml.find_all(meta, "embargoed")
    ends = [(xml.text(one), None if one.get(_NIL) == "true" else parse_time(xml.text(one))) for one in embargoes]
    found = settled(code(told) or xml.text(told), ends)
    expiries = [(one, moment(one, where, problems)) for one in xml.find_all(meta, "expires")]
    unread = any(end is None and xml.text(one) for one, end in expiries)
    found = replace(found, doubt=doubted(found.doubt, "its expiry cannot be read" if unread else ""))
    if found.doubt:
        problems.append(Problem(f"{where}/itemMeta", f"{found.doubt}; held until somebody has looked"))
    return Terms(found, min(filter(None, (end for _, end in expiries)), default=None))


def moment(element: etree._Element | None, where: str, problems: list[Problem]) -> datetime | None:
    """The moment in an *element*; one that cannot be read is told."""
    told = xml.text(element)
    found = parse_time(told)
    if element is not None and told and found is None:
        problems.append(Problem(f"{where}/{xml.local(element)}", f"{told!r} is no moment that can be read; left out"))
    return found


def signals(elements: Iterable[etree._Element]) -> tuple[str, ...]:
    """What the source tells the desk to do, each once; those that nobody knows stay as sent."""
    codes = (code(one) or label(one) for one in elements)
    return tuple(dict.fromkeys(_signal(one) for one in codes if one))


def _signal(code: str) -> str:
    if code.lower().startswith("update:"):
        return "update"
    return _SIGNALS.get(tail(code), code)


def signal_doubt(signals: tuple[str, ...]) -> str:
    """A doubt where an item's *signals* say that it is deleted, or no news; empty if they do not."""
    if _DELETED in signals:
        return "its signal edStat:D says that it is deleted"
    ap = [signal for signal in signals if re.match(r"apsig:|https?://[^/]*ap\.org/", signal, re.IGNORECASE)]
    if ap and not any(tail(signal) in _PUBLISHABLE for signal in ap):
        return "it has no signal newscontent: AP sends it to be read by the desk, not to be published"
    return ""


def serial(element: etree._Element) -> str:
    """The transmission number that an ``altId`` is; empty if it is another id."""
    type = tail(element.get("type") or "")
    return serial_of(xml.text(element)) if type in _SERIALS or not type else ""


def links(item: etree._Element) -> tuple[Link, ...]:
    """The items and pages that an *item* points to; a link to itself is to an earlier version."""
    found = []
    for element in xml.find_all(item, "itemMeta/link"):
        rel = element.get("rel") or ""
        target = fold(element.get("residref") or element.get("guidref") or "")
        href = fold(element.get("href") or "")
        plain = "previous" if target and target == item.get("guid") else rel or "related"
        if target or href:
            title = xml.text(xml.find(element, "title"))
            found.append(Link(_RELATIONS.get(tail(rel), plain), target, href, title))
    return tuple(dict.fromkeys(found))


def rights(item: etree._Element) -> Rights:
    """What all the ``rightsInfo`` of an *item* say, one after the other."""
    infos = xml.find_all(item, "rightsInfo")
    expressions = (
        _expression(one)
        for info in infos
        for one in info.iterchildren("{*}rightsExpressionXML", "{*}rightsExpressionData")
    )
    inside = [xml.children(info) for info in infos]
    return Rights(
        next(filter(None, (label(one) for info in inside for one in info.get("copyrightHolder", ()))), ""),
        _joined(one for info in inside for one in info.get("copyrightNotice", ())),
        _joined(one for info in inside for one in info.get("usageTerms", ())),
        "\n".join(filter(None, expressions)),
    )


def _joined(elements: Iterable[etree._Element]) -> str:
    return "\n".join(dict.fromkeys(filter(None, (xml.text(one) for one in elements))))


def _expression(element: etree._Element) -> str:
    """A rights expression as it stands: XML as XML, other data as data."""
    if len(element) == 0:
        return (element.text or "").strip()
    return "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in element)


def more(*metas: etree._Element | None) -> dict[str, str]:
    """What else the *metas* tell, under NewsML-G2's names, with the role where there is one; in words, or codes."""
    found: dict[str, list[str]] = {}
    for meta in metas:
        for element in [] if meta is None else meta:
            if xml.local(element) not in _FIELDS:
                keep(found, element, label(element))
    return {name: "; ".join(dict.fromkeys(words)) for name, words in found.items()}


def keep(found: dict[str, list[str]], element: etree._Element, words: str) -> None:
    """Add an element's *words* to what is kept under its name."""
    if words:
        name = xml.local(element)
        role = element.get("role") or element.get("type") if name != "located" else ""
        found.setdefault(f"{name} {role}" if role else name, []).append(words)
