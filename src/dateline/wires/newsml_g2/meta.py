"""What a NewsML-G2 item says of itself: its status and terms, its signals and links, its rights, and all the rest."""

from collections.abc import Iterable
from copy import deepcopy
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
from dateline.wires.newsml_g2.document import Item
from dateline.wires.newsml_g2.knowledge import contact_of, hops
from dateline.wires.newsml_g2.naming import our_word
from dateline.wires.remembered import remembered
from dateline.wires.statuses import Settled, doubted, settled
from dateline.wires.times import parse_time

_NIL: Final = "{http://www.w3.org/2001/XMLSchema-instance}nil"
#: The ends of signals, and our words for them; other signals stay as the source has them.
_SIGNALS: Final = {
    "update": "update", "correction": "correction", "corrected": "correction", "kill": "kill", "takedown": "kill",
    "withhold": "withhold", "hold": "withhold", "lift": "lift", "refile": "refile", "advisory": "advisory",
    "replace": "update", "withdrawn": "kill", "retraction": "kill", "rectify": "correction", "repeat": "refile",
}  # fmt: skip
_RELATIONS: Final = {
    "seealso": "related", "associatedwith": "related", "derivedfrom": "derived-from", "previousversion": "previous",
    "evolvedfrom": "previous", "translatedfrom": "translated-from", "canonical": "canonical",
    "hascorrected": "corrects", "corrects": "corrects", "correctionof": "corrects", "iscorrectionof": "corrects",
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
#: Those of which the first alone fills its field.
_FIRST: Final = ("slugline", "creditline", "dateline", "urgency", "language")
#: Parts of ``rightsInfo`` that have a field of their own.
_RIGHTS: Final = frozenset({
    "copyrightHolder", "copyrightNotice", "usageTerms", "link", "rightsExpressionXML", "rightsExpressionData",
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
    #: What else it says, by its name.
    more: dict[str, str] = {}


def terms(item: Item, where: str, problems: list[Problem]) -> Terms:
    """
    Read when an *item* may be used.

    Args:
        where: The item's place, for the problems' words.
        problems: What is wrong is added here. A status that is unknown, and an embargo without a readable end, are
            doubts. An item without ``itemMeta`` is usable, by the specification.
    """
    told = xml.first(item.own, "pubStatus")
    found = settled(code(told) or xml.text(told), [_end(one) for one in item.own.get("embargoed", ())])
    expiries = [(one, moment(one, where, problems)) for one in item.own.get("expires", ())]
    if any(end is None and xml.text(one) for one, end in expiries):
        found = replace(found, doubt=doubted(found.doubt, "its expiry cannot be read"))
    if found.doubt:
        problems.append(Problem(f"{where}/itemMeta", f"{found.doubt}; held until somebody has looked"))
    return Terms(found, min([end for _, end in expiries if end], default=None))


def _end(embargoed: etree._Element) -> tuple[str, datetime | None]:
    """The end of an embargo as sent, and as a moment; None where it has none, or none that can be read."""
    told = xml.text(embargoed)
    return told, None if embargoed.get(_NIL) == "true" else parse_time(told)


def moment(element: etree._Element | None, where: str, problems: list[Problem]) -> datetime | None:
    """The moment in an *element*; one that cannot be read is told."""
    if element is None or not (told := xml.text(element)):
        return None
    found = parse_time(told)
    if found is None:
        problems.append(Problem(f"{where}/{xml.local(element)}", f"{told!r} is no moment that can be read; left out"))
    return found


def signals(elements: Iterable[etree._Element]) -> tuple[str, ...]:
    """What the source tells the desk to do, each once; those that nobody knows stay as sent."""
    codes = [code(one) or label(one) for one in elements]
    return tuple(dict.fromkeys([_signal(one) for one in codes if one]))


@remembered
def _signal(code: str) -> str:
    if code.lower().startswith("update:"):
        return "update"
    return _SIGNALS.get(tail(code), code)


def serial(item: Item) -> str:
    """The transmission number of an *item*, from its other ids; empty if none of them is one."""
    for one in (*item.own.get("altId", ()), *item.about.get("altId", ())):
        type = tail(one.get("type") or "")
        if (type in _SERIALS or not type) and (found := serial_of(xml.text(one))):
            return found
    return ""


def links(item: Item) -> tuple[Link, ...]:
    """The items and pages that an *item* points to; a link to itself is to an earlier version."""
    found: dict[Link, None] = {}
    for element in item.own.get("link", ()):
        rel = element.get("rel") or ""
        target = fold(element.get("residref") or element.get("guidref") or "")
        href = fold(element.get("href") or "")
        plain = "previous" if target and target == item.element.get("guid") else our_word(rel) or "related"
        if target or href:
            title = xml.text(xml.find(element, "title")) if len(element) else ""
            found[Link(_RELATIONS.get(tail(rel), plain), target, href, title)] = None
    return tuple(found)


def rights(item: Item) -> Rights:
    """What all the ``rightsInfo`` of an *item* say, one after the other; those of single media are theirs alone."""
    parts = {one.get("partid") for one in item.parts.get("partMeta", ()) if one.get("contentrefs")}
    told = xml.children(
        *(
            one
            for one in item.parts.get("rightsInfo", ())
            if not parts.issuperset((one.get("idrefs") or " ").split(" "))
        )
    )
    holders = [words for one in told.get("copyrightHolder", ()) if (words := label(one))]
    expressions = (*told.get("rightsExpressionXML", ()), *told.get("rightsExpressionData", ()))
    # Terms that are told elsewhere: an address in their place, so that nobody takes them for none.
    elsewhere = (*told.get("link", ()), *(one for one in told.get("usageTerms", ()) if not xml.text(one)))
    addresses = dict.fromkeys(href for one in elsewhere if (href := fold(one.get("href") or "")))
    return Rights(
        "; ".join(dict.fromkeys(holders)),
        "\n".join(dict.fromkeys(xml.texts(told, "copyrightNotice"))),
        "\n".join(dict.fromkeys(xml.texts(told, "usageTerms"))),
        "\n".join(filter(None, map(_expression, expressions))) or "\n".join(addresses),
        {name: "; ".join(filter(None, map(label, parts))) for name, parts in told.items() if name not in _RIGHTS},
    )


def _expression(element: etree._Element) -> str:
    """A rights expression as it stands: XML as XML, other data as data."""
    if len(element) == 0:
        return (element.text or "").strip()
    return "".join(_as_sent(child, element) for child in element)


def _as_sent(child: etree._Element, around: etree._Element) -> str:
    """A *child* as it was written, without the namespaces of what is *around* it."""
    copied = deepcopy(child)
    own = [prefix for prefix, space in child.nsmap.items() if prefix and around.nsmap.get(prefix) != space]
    etree.cleanup_namespaces(copied, keep_ns_prefixes=own)
    return etree.tostring(copied, encoding="unicode", with_tail=False)


def more(item: Item) -> dict[str, str]:
    """What else an *item* tells, under NewsML-G2's names, with the role where there is one; in words, or codes."""
    found: dict[str, list[str]] = {}
    for meta in (item.own, item.about):
        for name, elements in meta.items():
            if name not in _FIELDS:
                for element in elements:
                    keep(found, name, element, label(element))
                    if len(element) > 1 and (contact := contact_of(element)):
                        keep(found, f"{name}/contactInfo", element, contact)
    for name in _FIRST:
        for element in item.about.get(name, ())[1:]:
            keep(found, name, element, label(element) or element.get("tag") or "")
    if "hopHistory" in item.parts:
        found["hopHistory"] = [hops(item.parts["hopHistory"])]
    return {name: "; ".join(dict.fromkeys(words)) for name, words in found.items()}


def keep(found: dict[str, list[str]], name: str, element: etree._Element, words: str) -> None:
    """Add an element's *words* to what is kept under its *name*."""
    if words:
        role = element.get("role") or element.get("type") if name != "located" else ""
        found.setdefault(f"{name} {role}" if role else name, []).append(words)
