"""Concepts, events, plans of coverage and catalogs: what NewsML-G2 sends for the desk to know, and not for readers."""

from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree
from msgspec.structs import replace

from dateline.news.blocks import Block, heading
from dateline.news.wire import Link, Named, Version
from dateline.wires import xml
from dateline.wires.letters import escaped, fold
from dateline.wires.markup import blocks
from dateline.wires.newsml_g2.concepts import LANG, Kind, code, in_language, kind_and_name, named_in, tail
from dateline.wires.newsml_g2.document import Item
from dateline.wires.statuses import doubted

#: Items of this kind, and what they are.
KINDS: Final = {
    "conceptItem": "a concept",
    "knowledgeItem": "a vocabulary",
    "planningItem": "a plan of coverage",
    "catalogItem": "a catalog of vocabularies",
}
#: Elements whose words are a text.
_TEXTS: Final = frozenset({"definition", "note", "remark"})
#: What has a place of its own, apart from the facts.
_APART: Final = ("name", "definition", "note", "remark")
#: What else an event names, and what that is.
_PARTIES: Final[dict[str, Kind]] = {"location": "place", "organiser": "organisation", "participant": "person"}
#: Attributes that say how to read an element, and nothing about the world.
_MANNER: Final = frozenset({"id", "qcode", "uri", "literal", "rel", "role", "creator", "modified", "dir", LANG})
#: Elements inside elements, at most; what lies deeper is told as its words alone.
_DEEPEST: Final = 8


def for_desk(item: Item, version: Version) -> Version:
    """
    The *version* of an item that tells the desk something, with what it tells.

    Returns:
        Its headline is the item's, else the name of its only concept; its body has each concept's definitions, and
        its facts as a list. Places, organisers and participants are named. It is in doubt: nobody means it to be read.
    """
    told = list(_told(item))
    language = item.language or _language(told)
    only = kind_and_name(told[0], language)[1] if len(told) == 1 else ""
    named = (one for each in told for one in _named(each, language))
    described = xml.texts(item.about, "description")
    return replace(
        version,
        headline=version.headline or only,
        standfirst=described[0] if described else "",
        body=told_blocks(told, language),
        named=tuple(dict.fromkeys((*version.named, *named))),
        links=(*version.links, *_deliveries(item)),
        more=version.more | ({"description": "\n".join(described[1:])} if described[1:] else {}),
        doubt=doubted(version.doubt, doubt_of(KINDS[item.name])),
    )


def doubt_of(what: str) -> str:
    """Why *what* tells the desk something must not be published as it stands."""
    return f"it is {what}: for the desk to know, not for readers"


def told_blocks(concepts: list[etree._Element], language: str) -> tuple[Block, ...]:
    """These *concepts* as a text, what is in the item's *language* as texts, the rest as facts."""
    return tuple(block for one in concepts for block in _blocks(one, language, named=len(concepts) > 1))


def _language(concepts: list[etree._Element]) -> str:
    """The language of the first name that says its own."""
    return next((told for one in concepts for child in one if (told := child.get(LANG))), "")


def _told(item: Item) -> Iterator[etree._Element]:
    """The concepts, the coverages or the schemes that an *item* holds."""
    yield from item.parts.get("concept", ())
    for held in ("conceptSet", "newsCoverageSet", "newsCoverage", "catalogContainer"):
        for around in item.parts.get(held, ()):
            if held == "newsCoverage":
                yield around
            elif held == "catalogContainer":
                yield from xml.find_all(around, "catalog/scheme")
            else:
                yield from around


def _blocks(concept: etree._Element, language: str, *, named: bool) -> Iterator[Block]:
    """A *concept*: its name as a heading if it is to be *named*, its definitions, and a list of all else."""
    name = kind_and_name(concept, language)[1]
    if named and name:
        yield heading(name)
    for child in concept:
        if xml.local(child) in _TEXTS and in_language(child, language):
            yield from blocks([child])
    facts = [fact for fact in _facts(concept, language, name) if fact]
    if facts:
        yield Block("list", f"<ul>{''.join(f'<li>{escaped(fact)}</li>' for fact in facts)}</ul>")


def _facts(concept: etree._Element, language: str, name: str) -> Iterator[str]:
    """What is said of a *concept* besides its *name* and its texts, a line for each; of its details, for each part."""
    for key, value in concept.attrib.items():
        if key not in _MANNER:
            yield f"{_local(key)}: {fold(value)}"
    for child in concept:
        part = xml.local(child)
        if part in _APART and in_language(child, language) and (part in _TEXTS or xml.text(child) == name):
            continue
        inner = child if part.endswith("Details") or part in ("planning", "delivery") else [child]
        yield from (_fact(one, language) for one in inner)


def _fact(element: etree._Element, language: str, depth: int = 0) -> str:
    """One *element* as "what: words"."""
    words = _words(element, language, depth)
    what = [xml.local(element), tail(element.get("rel") or element.get("role") or "")]
    if not in_language(element, language):
        what.append(element.get(LANG) or "")
    return f"{' '.join(filter(None, what))}: {words}" if words else ""


def _words(element: etree._Element, language: str, depth: int) -> str:
    """An *element* in words: its name or text, else its code or attributes; in parentheses what is inside it."""
    if len(element) == 0 or depth >= _DEEPEST or (element.text or "").strip() or xml.local(element) in _TEXTS:
        told = xml.text(element)
    else:
        told = kind_and_name(element, language)[1]
    told = told or code(element)
    others = [f"{_local(key)} {fold(value)}" for key, value in element.attrib.items() if key not in _MANNER]
    if len(element) and depth < _DEEPEST and not (element.text or "").strip():
        others += [_fact(one, language, depth + 1) for one in element if xml.local(one) != "name"]
    inside = "; ".join(filter(None, others))
    return f"{told} ({inside})" if told and inside else told or inside


def _local(key: str) -> str:
    return key.rpartition("}")[2]


def _named(concept: etree._Element, language: str) -> Iterator[Named]:
    """Who and what a *concept* is, and where and with whom an event is."""
    if one := named_in(concept, language):
        yield one
    for details in concept:
        if xml.local(details) == "eventDetails":
            for child in details:
                kind = _PARTIES.get(xml.local(child))
                if kind and (one := named_in(child, language, kind)):
                    yield one


def _deliveries(item: Item) -> Iterator[Link]:
    """What was sent of a plan."""
    for around in (*item.parts.get("newsCoverageSet", ()), *item.parts.get("newsCoverage", ())):
        for one in xml.descendants(around, "deliveredItemRef"):
            target = fold(one.get("residref") or one.get("guidref") or "")
            title = xml.text(xml.find(one, "title"))
            if target or one.get("href"):
                yield Link("delivered", target, fold(one.get("href") or ""), title)


def contact_of(party: etree._Element) -> str:
    """How somebody can be reached who is named beside a text; empty where that is not told."""
    return "; ".join(_words(one, "", 0) for one in xml.descendants(party, "contactInfo"))


def hops(histories: Iterable[etree._Element]) -> str:
    """Through whose hands an item went, in their order, such as "1. 2031-03-04T09:00:00Z NWA: created content"."""
    found = []
    for history in histories:
        for place, hop in enumerate(xml.children(history).get("hop", ()), 1):
            within = xml.children(hop)
            party = ", ".join(kind_and_name(one, "")[1] or code(one) for one in within.get("party", ()))
            did = "; ".join(
                " ".join(filter(None, (tail(code(one)), tail(one.get("target") or ""), one.get("timestamp") or "")))
                for one in within.get("action", ())
            )
            told = " ".join(filter(None, (hop.get("timestamp") or "", party)))
            found.append(f"{hop.get('seq') or place}. {told}{': ' if did else ''}{did}")
    return "\n".join(found)
