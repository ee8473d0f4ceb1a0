"""What NITF says where: the parts of a document by their names in the specification, as plain values."""

from collections.abc import Iterable
from typing import Final

from lxml import etree

from dateline.news.wire import Media, Named, Rendition, Subject
from dateline.wires import xml
from dateline.wires.letters import fold
from dateline.wires.nitf.marks import UNTOLD
from dateline.wires.xml import Elements

_KINDS: Final = {
    "person": "person", "org": "organisation", "location": "place", "event": "event", "object.title": "object",
}  # fmt: skip
_MEDIA: Final = {"image": "picture", "photo": "picture", "video": "video", "audio": "audio", "graphic": "graphic"}
#: What a head may hold and no field of ours is for.
_KEPT: Final = (
    "tobject", "tobject.property", "doc-scope", "series", "fixture", "evloc", "du-key", "del-list", "from-src",
    "pubdata", "revision-history", "doc.copyright",
)  # fmt: skip
#: Where a subject's name stands, the finest level first.
_LEVELS: Final = ("tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type")
#: Where the code of what is named stands; a place has its own attributes, and some agencies set the others' on it.
_CODES: Final = (("idsrc", "value"), ("code-source", "location-code", "idsrc", "value"))
_PLACE_PARTS: Final = ("sublocation", "city", "state", "region", "country")


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute's words, folded; empty if it or its element is missing."""
    told = None if element is None else element.get(name)
    return fold(told) if told else ""


def attributes(element: etree._Element) -> str:
    """All attributes of an *element* as one line."""
    return "; ".join(f"{name}={fold(value)}" for name, value in element.items() if value.strip())


def byline(top: Elements) -> tuple[str, str]:
    """The writers, and their titles, which NITF sets inside the byline."""
    writers: list[str] = []
    titles: list[str] = []
    for element in top.get("byline", ()):
        pieces = [element.text or ""]
        for child in element:
            if xml.local(child) == "byttl":
                titles.append(xml.text(child))
            else:
                pieces.append(xml.text(child))
            pieces.append(child.tail or "")
        writers.append(fold(" ".join(pieces)).replace(" ,", ",").strip(" ,"))
    named, titled = ", ".join(filter(None, writers)), ", ".join(filter(None, titles))
    return (named, titled) if named.lower() not in ("", "by") else (titled, "")


def place(location: etree._Element) -> str:
    """A location as a dateline prints it: its parts with commas, or its words."""
    parts = [xml.text(part) for part in xml.descendants(location, *_PLACE_PARTS)]
    return ", ".join(filter(None, parts)) or xml.text(location)


def subjects(head: Elements) -> tuple[Subject, ...]:
    """The subjects of ``tobject``; the name is that of the finest level told."""
    found: dict[Subject, None] = {}
    for element in head.get("tobject.subject", ()):
        name = next(filter(None, (attribute(element, level) for level in _LEVELS)), "")
        code = attribute(element, "tobject.subject.refnum")
        scheme = (attribute(element, "tobject.subject.ipr") or "IPTC") if code else ""
        if code == UNTOLD:
            code, scheme = "", attribute(element, "tobject.subject.ipr")
        if code or name:
            found[Subject(scheme, code or attribute(element, "tobject.subject.code"), name)] = None
    return tuple(found)


def named(parts: Iterable[etree._Element]) -> tuple[Named, ...]:
    """Who and what is marked in these *parts*, each once, in the order of the text."""
    found: dict[tuple[str, str], Named] = {}
    for part in parts:
        for element in xml.descendants(part, *_KINDS):
            name, kind = xml.text(element), _KINDS[xml.local(element)]
            code = ":".join(filter(None, (attribute(element, key) for key in _CODES[kind == "place"])))
            if name and len(name) < 200 and (code or (kind, name) not in found):
                found[kind, name] = Named(kind, name, code)  # type: ignore[arg-type]
    return tuple(found.values())


def usage(head: Elements) -> str:
    """What a *head* says of the use of its document, a line for each ``doc.rights``; limitations alone are words."""
    told = [(attribute(one, "limitations") if len(one.attrib) == 1 else "", one) for one in head.get("doc.rights", ())]
    return "\n".join([words or attributes(one) for words, one in told if one.attrib])


def media(body: etree._Element | None) -> tuple[Media, ...]:
    """The pictures and the like in a *body*, each with its own caption."""
    found = []
    for element in () if body is None else xml.descendants(body, "media", "img"):
        one = _image(element) if xml.local(element) == "img" else _medium(element)
        if one is not None:
            found.append(one)
    return tuple(found)


def _image(element: etree._Element) -> Media | None:
    """HTML's ``img``, which wires write into NITF, with ``source`` for ``src`` at times."""
    href = attribute(element, "src") or attribute(element, "source")
    return Media("picture", href, alt=attribute(element, "alt")) if href else None


def _medium(element: etree._Element) -> Media | None:
    """One ``media``: the largest of its references stands for it."""
    inside = xml.inside(element)
    references = inside.get("media-reference", [])
    caption = "\n".join(xml.texts(inside, "media-caption"))
    if not references and not caption:
        return None
    best = max(references, key=lambda one: pixels(one, "width") or 0, default=None)
    type = attribute(best, "mime-type")
    beside = {attribute(one, "name"): attribute(one, "value") for one in inside.get("media-metadata", ())}
    kind = _MEDIA.get(attribute(element, "media-type").lower()) or _MEDIA.get(type.partition("/")[0], "other")
    return Media(
        kind,  # type: ignore[arg-type]
        attribute(best, "source"),
        item=attribute(best, "id") or attribute(element, "id") or beside.get("id", ""),
        headline=attribute(best, "name"),
        caption=caption,
        alt=attribute(best, "alternate-text"),
        credit=xml.text(xml.first(inside, "media-producer")) or attribute(best, "copyright"),
        holder=beside.get("copyright-holder", ""),
        usage=beside.get("usage-terms", ""),
        type=type,
        width=pixels(best, "width"),
        height=pixels(best, "height"),
        renditions=tuple(map(_rendition, references)) if len(references) > 1 else (),
    )


def _rendition(reference: etree._Element) -> Rendition:
    return Rendition(
        attribute(reference, "source"),
        attribute(reference, "name"),
        attribute(reference, "mime-type"),
        pixels(reference, "width"),
        pixels(reference, "height"),
    )


def pixels(element: etree._Element | None, name: str) -> int | None:
    """A size in pixels; None if it is told in other units, or not."""
    digits = attribute(element, name).removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdecimal() and 0 < len(digits) < 7 else None


def whole(element: etree._Element | None, name: str) -> int | None:
    """A count, such as of bytes or seconds; None if it is no whole number, or not told."""
    digits = attribute(element, name)
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else None


def metas(head: Elements) -> list[tuple[str, str]]:
    """The names and the contents of a *head*'s ``meta`` elements."""
    return [(attribute(one, "name"), attribute(one, "content")) for one in head.get("meta", ())]


def more(head: Elements, told: list[tuple[str, str]]) -> dict[str, str]:
    """What else a *head* tells, under NITF's names, and what is *told* in its ``meta`` elements under theirs."""
    found: dict[str, list[str]] = {}
    for name, content in told:
        found.setdefault(name, []).append(content)
    for name in _KEPT:
        for element in head.get(name, ()):
            found.setdefault(name, []).append(attributes(element) or xml.text(element))
    joined = {name: "; ".join(filter(None, values)) for name, values in found.items() if name}
    return {name: value for name, value in joined.items() if value}
