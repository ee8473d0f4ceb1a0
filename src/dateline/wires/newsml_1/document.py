"""
What NewsML 1 says where: an item's identity, its components from the outside in, and the lines that go with them.

Source:
    NewsML 1.2 DTD and functional specification, IPTC
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lxml import etree
from msgspec import Struct

from dateline.wires import xml
from dateline.wires.letters import fold
from dateline.wires.remembered import remembered
from dateline.wires.xml import Elements

#: A document type that only names other DTDs, none of which is ever fetched.
_DTDS: Final = re.compile(
    rb"""(<!DOCTYPE\s+[\w:.-]+\s*(?:PUBLIC\s+(?:"[^"]*"|'[^']*')\s*(?:"[^"]*"|'[^']*')?|SYSTEM\s+(?:"[^"]*"|'[^']*'))?)\s*
    \[(?:\s+|<!--.{0,500}?-->|%[\w.-]+;
    |<!ENTITY\s+%\s+[\w.-]+\s+(?:SYSTEM\s+|PUBLIC\s+(?:"[^"]*"|'[^']*')\s*)(?:"[^"]*"|'[^']*')\s*>)*\]""",
    re.DOTALL | re.VERBOSE,
)
_HEAD: Final = 4096
_REVISION: Final = re.compile(r":[^:]*?(?:\d[^:]*?)[NUA]?\Z")


def without_dtds(data: bytes) -> bytes:
    """The *data* without the part of its document type that does nothing but point to further DTDs."""
    head, rest = data[:_HEAD], data[_HEAD:]
    return _DTDS.sub(rb"\1", head, count=1) + rest


def formal(element: etree._Element | None) -> str:
    """An element's ``FormalName``, folded; empty if there is none."""
    told = None if element is None else element.get("FormalName")
    return _folded(told) if told else ""


#: A provider's names are the same from item to item.
_folded: Final = remembered(fold)


class Identity(Struct, frozen=True):
    """Which item a ``NewsItem`` is, and which revision of it."""

    #: ``urn:newsml:`` with provider, day and id, and without the revision; empty where it has none.
    item: str
    #: As sent.
    revision: str
    #: ``N``: replaces the item; ``U``: holds changes to it; ``A``: holds only how it may be used now.
    update: str


class Item(Struct, frozen=True):
    """A ``NewsItem``, walked over once."""

    element: etree._Element
    #: Its children.
    parts: Elements
    #: All that is inside it, at any depth.
    inside: Elements
    identity: Identity
    #: Its working name.
    label: str
    #: What ``NewsManagement`` says.
    management: Elements


def item_of(element: etree._Element) -> Item:
    """A ``NewsItem`` *element* as an item."""
    parts = xml.children(element)
    identification = xml.children(*parts.get("Identification", ()))
    return Item(
        element=element,
        parts=parts,
        inside=xml.inside(element),
        identity=_identity(xml.first(identification, "NewsIdentifier")),
        label=xml.text(xml.first(identification, "NameLabel")),
        management=xml.children(*parts.get("NewsManagement", ())),
    )


def _identity(identifier: etree._Element | None) -> Identity:
    """The identity in an *identifier*; of two forms that differ, the public one counts: it outlives each revision."""
    if identifier is None:
        return Identity("", "", "N")
    told = xml.children(identifier)
    revision = xml.first(told, "RevisionId")
    number = xml.text(revision)
    provider, day, own = (xml.text(xml.first(told, name)) for name in ("ProviderId", "DateId", "NewsItemId"))
    composed = f"urn:newsml:{provider}:{day}:{own}" if own else ""
    public = without_revision(xml.text(xml.first(told, "PublicIdentifier")), number)
    whole = public.lower().startswith("urn:newsml:") and len(public.split(":")) > 4
    update = "" if revision is None else (revision.get("Update") or "N").upper()
    return Identity(public if whole and own else composed, number, update or "N")


def without_revision(urn: str, revision: str = "") -> str:
    """A public identifier without its last part, the revision; a *urn* without one as it is."""
    parts = urn.split(":")
    if revision and re.fullmatch(rf"{re.escape(revision)}[NUAnua]?", parts[-1]):
        return ":".join(parts[:-1])
    if not revision and len(parts) > 5 and re.fullmatch(r"\d+[NUA]?", parts[-1]):
        return ":".join(parts[:-1])
    return urn


class Component(Struct, frozen=True, eq=False):
    """A ``NewsComponent``, walked over once."""

    element: etree._Element
    #: Its children.
    parts: Elements
    #: What stands in its ``NewsLines``.
    lines: Elements


def component_of(element: etree._Element) -> Component:
    """A ``NewsComponent`` *element* as a component."""
    parts = xml.children(element)
    return Component(element, parts, xml.children(*parts.get("NewsLines", ())))


class Leaf(Struct, frozen=True, eq=False):
    """A ``ContentItem`` and the components around it, the innermost first."""

    content: etree._Element
    #: Its children.
    parts: Elements
    around: tuple[Component, ...]
    #: What it says it is, in small letters: its media type, format and MIME type.
    format: str
    #: The nearest role, in small letters; empty if there is none.
    role: str
    #: The component that it is a part of, whose title, caption and picture are beside it.
    owner: Component


def leaves(item: Item) -> list[Leaf]:
    """All content of an *item* in its order; items inside it are items of their own."""
    found: list[Leaf] = []
    known: dict[etree._Element, Component] = {}
    for content in item.inside.get("ContentItem", ()):
        around: list[Component] = []
        for above in content.iterancestors("{*}NewsComponent", "{*}NewsItem"):
            if above is item.element:
                break
            if xml.local(above) == "NewsItem":
                around = []
                break
            if above not in known:
                known[above] = component_of(above)
            around.append(known[above])
        if around:
            found.append(_leaf(content, tuple(around)))
    return found


def _leaf(content: etree._Element, around: tuple[Component, ...]) -> Leaf:
    roles = (formal(xml.first(component.parts, "Role")) for component in around)
    silent = len(around) > 1 and not any(xml.text(line) for lines in around[0].lines.values() for line in lines)
    role = next(filter(None, roles), "").lower()
    parts = xml.children(content)
    format = " ".join([formal(xml.first(parts, name)) for name in ("MediaType", "Format", "MimeType")]).lower()
    return Leaf(content, parts, around, format, role, around[1] if silent else around[0])


def lines(around: Sequence[Component], *names: str) -> list[str]:
    """The words of the lines of these *names*, in the nearest component that has one."""
    for component in around:
        if found := [words for name in names for words in xml.texts(component.lines, name)]:
            return list(dict.fromkeys(found))
    return []


def line(around: Sequence[Component], *names: str) -> str:
    """The first of `lines`; empty if there is none."""
    return next(iter(lines(around, *names)), "")


def typed_lines(around: Sequence[Component]) -> Iterator[tuple[str, str]]:
    """The lines of a provider's own types: their types and their words."""
    for component in reversed(around):
        for one in component.lines.get("NewsLine", ()):
            parts = xml.children(one)
            for text in xml.texts(parts, "NewsLineText"):
                yield formal(xml.first(parts, "NewsLineType")), text


def properties(holder: etree._Element) -> Iterator[tuple[str, str]]:
    """The names and values of all properties in a *holder*, at any depth."""
    return values(xml.descendants(holder, "Property"))


def values(properties: Iterable[etree._Element]) -> Iterator[tuple[str, str]]:
    """The names and values of *properties* that have both."""
    for one in properties:
        name, value = formal(one), fold(one.get("Value") or "") or fold(one.get("ValueRef") or "")
        if name and value:
            yield name, value
