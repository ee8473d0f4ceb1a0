"""XMP packets: RDF/XML, as properties by the names that the trade calls them by."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree
from msgspec import Struct

from dateline.news.errors import WireError
from dateline.news.wire import Problem
from dateline.wires import xml
from dateline.wires.charset import decoded
from dateline.wires.letters import fold
from dateline.wires.remembered import remembered

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
#: The usual prefixes of namespaces; a packet may have others.
_PREFIXES: Final = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://www.metadataworkinggroup.com/schemas/regions/": "mwg-rs",
}  # fmt: skip
_CONTAINERS: Final = frozenset({f"{_RDF}Bag", f"{_RDF}Seq", f"{_RDF}Alt"})
#: Histories of software, which may be longer than all else.
_UNREAD: Final = frozenset(
    {f"{{http://ns.adobe.com/xap/1.0/mm/}}{name}" for name in ("History", "Ingredients", "Pantry", "Manifest")}
    | {"{http://ns.adobe.com/photoshop/1.0/}DocumentAncestors"}
)
_PACKET = re.compile(rb"<\?xpacket[^>]*\?>")
#: Values nest no deeper, in structures within structures.
_DEEPEST: Final = 24


class Value(Struct, frozen=True):
    """One value of a property."""

    text: str = ""
    #: BCP 47, or ``x-default``; empty if not told.
    language: str = ""
    #: Of a structure: its own properties.
    parts: "Properties" = {}

    def part(self, name: str) -> str:
        """The words of one of its properties, folded; empty if it has none."""
        return fold(chosen(self.parts.get(name, [])).text)


#: Properties by prefix and name: ``photoshop:Headline``.
Properties = dict[str, list[Value]]


def properties(packets: list[bytes], problems: list[Problem]) -> Properties:
    """
    The properties of all *packets* of a picture; of one told twice, the first.

    Args:
        problems: A packet that cannot be read is told here, and left out.
    Source:
        XMP specification part 1 (ISO 16684-1)
    """
    found: Properties = {}
    for packet in packets:
        try:
            parsed = xml.parse(_bare(packet, problems), format="photo")
        except WireError as e:
            problems.append(Problem("xmp", f"{e.where}: {e.what}; left out"))
            continue
        problems.extend(Problem(f"xmp {one.where}", one.what) for one in parsed.problems)
        for description in _descriptions(parsed.root):
            for name, values in _properties(description, 0).items():
                found.setdefault(name, values)
    return found


def _bare(packet: bytes, problems: list[Problem]) -> bytes:
    """A packet in UTF-8, without its wrapper, and without letters that were encoded twice."""
    if (wide := packet.find(b"\0", 0, 64)) >= 0 and packet.strip(b"\0 \t\r\n"):
        # UTF-32 has three bytes of zero for a letter of ASCII, UTF-16 one; which of them it is tells their order.
        width = 4 if packet.count(b"\0\0\0", 0, 64) > 4 else 2
        order = "le" if wide % width else "be"
        packet = packet.decode(f"utf-{8 * width}-{order}", "replace").lstrip("\ufeff").encode()
    packet = _PACKET.sub(b"", packet).strip(b"\0 \t\r\n")
    if packet.isascii():
        return packet
    text, said = decoded(packet)
    if said:
        problems.append(Problem("xmp", said))
    return text.encode()


def _descriptions(root: etree._Element) -> Iterator[etree._Element]:
    """The descriptions at the top of a packet; those inside are structures."""
    top = root if root.tag == f"{_RDF}RDF" else next(root.iter(f"{_RDF}RDF"), None)
    return iter(()) if top is None else top.iterchildren(f"{_RDF}Description")


def _properties(element: etree._Element, depth: int) -> Properties:
    """What an element says in attributes, and in elements."""
    found: Properties = {}
    for tag, value in element.items():
        if tag[:1] == "{" and not tag.startswith((_RDF, _XML)) and value.strip():
            found.setdefault(_name(tag, element), []).append(Value(value.strip()))
    for child in element:
        tag = str(child.tag)
        if tag not in _UNREAD and not tag.startswith(_RDF) and (values := _values(child, depth)):
            found.setdefault(_name(tag, child), []).extend(values)
    return found


def _values(element: etree._Element, depth: int) -> list[Value]:
    """The values of a property: those of its list, or the one that it is."""
    container = next((child for child in element if child.tag in _CONTAINERS), None)
    if container is None:
        return [found] if (found := _value(element, depth)) else []
    return [one for li in container.iterchildren(f"{_RDF}li") if (one := _value(li, depth))]


def _value(element: etree._Element, depth: int) -> Value | None:
    """One value: words, an address, or a structure; None if it is empty."""
    if not len(element) and not element.attrib:
        return Value(text) if (text := (element.text or "").strip()) else None
    if address := element.get(f"{_RDF}resource"):
        return Value(address.strip())
    inner = next(element.iterchildren(f"{_RDF}Description"), element)
    holder = next(inner.iterchildren(f"{_RDF}value"), None)
    words = ((holder if holder is not None else inner).text or "").strip()
    parts = _properties(inner, depth + 1) if depth < _DEEPEST and (len(inner) or inner.attrib) else {}
    language = element.get(f"{_XML}lang", "")
    return Value(words, language, parts) if words or parts else None


def _name(tag: str, element: etree._Element) -> str:
    if known := _known(tag):
        return known
    space, _, local = tag[1:].partition("}") if tag[:1] == "{" else ("", "", tag)
    prefix = next((one for one, address in element.nsmap.items() if address == space and one), "")
    return f"{prefix}:{local}" if prefix else local


@remembered
def _known(tag: str) -> str:
    """The name of a *tag* in a namespace that has a usual prefix; empty for others."""
    space, _, local = tag[1:].partition("}")
    return f"{_PREFIXES[space]}:{local}" if space in _PREFIXES else ""


def chosen(values: list[Value]) -> Value:
    """Of the same words in several languages those for everybody, else the first; an empty one if there is none."""
    return next((one for one in values if one.language == "x-default"), values[0] if values else Value())


def flat(name: str, values: list[Value]) -> Iterator[tuple[str, str]]:
    """All words of a property, those inside structures under the names on the way to them."""
    for one in values:
        if one.text:
            told = f"{name}@{one.language}" if one.language not in ("", "x-default") else name
            yield told, one.text
        for inner, deeper in one.parts.items():
            yield from flat(f"{name}/{inner}", deeper)
