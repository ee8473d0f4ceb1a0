"""
What NewsML 1 says where: an item's identity, its components from the outside in, and the lines that go with them.

Source:
    NewsML 1.2 DTD and functional specification, IPTC
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree
from msgspec import Struct

from dateline.wires import xml
from dateline.wires.letters import fold
from dateline.wires.remembered import remembered
from dateline.wires.xml import Elements

#: A document type that only names other DTDs, none of which is ever fetched. No part of it can be read in two ways:
#: what opens so and goes on otherwise takes no time.
_DTDS: Final = re.compile(
    rb"(<!DOCTYPE(?:\s*[^\s<>\[\]]+)*+)\s*\[(?>\s+|<!--(?:(?!--).)*-->|%[\w.-]+;|<!ENTITY\s+%[^<>]*>)*+\]", re.DOTALL
)
_HEAD: Final = 4096
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def without_dtds(data: bytes) -> bytes:
    """The *data* without the part of its document type that does nothing but point to further DTDs."""
    head = data[:_HEAD]
    return _DTDS.sub(rb"\1", head, count=1) + data[_HEAD:] if b"<!DOCTYPE" in head else data


def formal(element: etree._Element | None) -> str:
    """An element's ``FormalName``, folded; empty if there is none."""
    told = None if element is None else element.get("FormalName")
    return _folded(told) if told else ""


def first_formal(elements: Elements, name: str) -> str:
    """The ``FormalName`` of the first of the *elements* of a *name*, folded; empty if there is none."""
    return formal(xml.first(elements, name))


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
    #: Whose item it is, by an address of his: ``afp.com``.
    provider: str = ""


class Component(Struct, frozen=True, eq=False):
    """A ``NewsComponent``, read once."""

    #: Its children.
    parts: Elements
    #: What it is, in small letters; empty if it does not say.
    role: str
    #: The words of its ``NewsLines``, by their names in small letters.
    lines: dict[str, list[str]]
    #: Its lines of a provider's own types: their types and their words.
    typed: list[tuple[str, str]]
    #: What stands in its ``DescriptiveMetadata``.
    about: Elements
    #: Its own word for its language (BCP 47); empty if it has none.
    language: str
    #: True where its parts are the same thing in other forms or languages.
    alternatives: bool

    @property
    def silent(self) -> bool:
        """True of a component that is only a frame: it has no lines."""
        return not (self.lines or self.typed)


class Leaf(Struct, frozen=True, eq=False):
    """A ``ContentItem`` and the components around it, the innermost first."""

    #: Its children.
    parts: Elements
    around: tuple[Component, ...]
    #: Where it is, if it is a file elsewhere; else empty.
    href: str
    #: What it says it is, in small letters: its media type, format and MIME type.
    format: str
    #: The nearest role, in small letters; empty if there is none.
    role: str
    #: The nearest language (BCP 47); empty if none is told.
    language: str
    #: The component that it is a part of, whose title, caption and picture are beside it.
    owner: Component
    #: What it says of itself, by its names in small letters; of a file elsewhere alone.
    told: dict[str, str]


class Item(Struct, frozen=True):
    """A ``NewsItem``, walked over once; items inside it are items of their own."""

    #: Its children.
    parts: Elements
    identity: Identity
    #: Its working name.
    label: str
    #: What ``NewsManagement`` says.
    management: Elements
    #: Its language, where it tells it itself.
    language: str
    #: All its components in their order, each before those inside it.
    components: list[Component]
    #: All its content in its order.
    leaves: list[Leaf]


def item_of(element: etree._Element) -> Item:
    """A ``NewsItem`` *element* as an item."""
    parts = xml.children(element)
    components: list[Component] = []
    found: list[Leaf] = []
    for one in parts.get("NewsComponent", ()):
        _walk(one, (), components, found)
    return Item(
        parts=parts,
        identity=identity_of(element),
        label=next((xml.text(label) for label in xml.find_all(element, "Identification/NameLabel")), ""),
        management=xml.children(*parts.get("NewsManagement", ())),
        language=_lower(element.get(_LANG) or ""),
        components=components,
        leaves=found,
    )


def _walk(
    element: etree._Element, outer: tuple[Component, ...], components: list[Component], leaves: list[Leaf]
) -> None:
    """Read the component at *element*, and what is inside it."""
    component = _component(element)
    components.append(component)
    around = (component, *outer)
    for child in element:
        name = xml.local(child)
        if name == "ContentItem":
            leaves.append(_leaf(child, around))
        elif name == "NewsComponent":
            _walk(child, around, components, leaves)


def _component(element: etree._Element) -> Component:
    parts = xml.children(element)
    about = xml.children(*parts.get("DescriptiveMetadata", ()))
    lines: dict[str, list[str]] = {}
    typed: list[tuple[str, str]] = []
    for holder in parts.get("NewsLines", ()):
        for one in holder:
            name = xml.local(one)
            if name == "NewsLine":
                inner = xml.children(one)
                typed += [(first_formal(inner, "NewsLineType"), words) for words in xml.texts(inner, "NewsLineText")]
            elif (words := xml.text(one)) and words not in lines.get(name.lower(), ()):
                lines.setdefault(name.lower(), []).append(words)
    return Component(
        parts=parts,
        role=first_formal(parts, "Role").lower(),
        lines=lines,
        typed=typed,
        about=about,
        language=_lower(first_formal(about, "Language") or element.get(_LANG) or ""),
        alternatives=(element.get("EquivalentsList") or "").lower() == "yes",
    )


@remembered
def _lower(language: str) -> str:
    """A *language* as a tag; some shout it."""
    folded = fold(language)
    return folded.lower() if folded.isupper() else folded


def _leaf(content: etree._Element, around: tuple[Component, ...]) -> Leaf:
    parts = xml.children(content)
    owner = 1 if len(around) > 1 and around[0].silent else 0
    # A list of forms that says nothing itself stands between a picture and its component.
    while owner + 1 < len(around) and around[owner].alternatives and around[owner].silent:
        owner += 1
    href = fold(content.get("Href") or "")
    return Leaf(
        parts,
        around,
        href,
        " ".join([first_formal(parts, name) for name in ("MediaType", "Format", "MimeType")]).lower(),
        next((one.role for one in around if one.role), ""),
        next((one.language for one in around if one.language), ""),
        around[owner],
        {name.lower(): value for name, value in properties(content)} if href else {},
    )


def identity_of(element: etree._Element) -> Identity:
    """The identity of a ``NewsItem`` *element*; of two forms that differ the public one counts."""
    identification = xml.find(element, "Identification")
    told = xml.children(None if identification is None else xml.find(identification, "NewsIdentifier"))
    revision = xml.first(told, "RevisionId")
    number = xml.text(revision)
    provider, day, own = (xml.text(xml.first(told, name)) for name in ("ProviderId", "DateId", "NewsItemId"))
    public = without_revision(xml.text(xml.first(told, "PublicIdentifier")), number)
    if not (own and public.lower().startswith("urn:newsml:") and public.count(":") > 3):
        public = f"urn:newsml:{provider}:{day}:{own}" if own else ""
    update = "" if revision is None else (revision.get("Update") or "").upper()
    return Identity(public, number, update or "N", provider)


def without_revision(urn: str, revision: str = "") -> str:
    """A public identifier without its last part, the revision; a *urn* without one as it is."""
    before, _, last = urn.rpartition(":")
    if revision and (last == revision or (last[:-1] == revision and last[-1] in "NUAnua")):
        return before
    if not revision and before.count(":") > 3 and re.fullmatch(r"\d+[NUA]?", last):
        return before
    return urn


def nearest(around: Iterable[Component]) -> dict[str, list[str]]:
    """The words of all lines by their names in small letters, each from the nearest component that has one."""
    found: dict[str, list[str]] = {}
    for component in around:
        for name, words in component.lines.items():
            found.setdefault(name, words)
    return found


def line(lines: dict[str, list[str]], name: str) -> str:
    """The first of the *lines* of a *name*; empty if there is none."""
    words = lines.get(name)
    return words[0] if words else ""


def properties(*holders: etree._Element) -> Iterator[tuple[str, str]]:
    """The names and values of all properties in some *holders*, at any depth; only those that have both."""
    for one in (one for holder in holders for one in holder.iter("{*}Property")):
        name, value = formal(one), fold(one.get("Value") or one.get("ValueRef") or "")
        if name and value:
            yield name, value


def rights(around: Iterable[Component], *names: str) -> Iterator[etree._Element]:
    """The elements of these *names* in the ``RightsMetadata`` of the components *around*, the nearest first."""
    for component in around:
        for metadata in component.parts.get("RightsMetadata", ()):
            yield from xml.descendants(metadata, *names)
