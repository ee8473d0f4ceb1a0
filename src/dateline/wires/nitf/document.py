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
#: What stands in a text and has a field of its own.
_MARKED: Final = tuple(f"{{*}}{name}" for name in (*_KINDS, "media", "img", "note", "lang"))
#: What a head may hold and no field of ours is for.
_KEPT: Final = (
    "tobject", "tobject.property", "iim", "ds", "doc-scope", "series", "fixture", "evloc", "du-key", "del-list",
    "from-src", "pubdata", "revision-history", "doc.copyright",
)  # fmt: skip
#: Where a subject's name stands, the finest level first.
_LEVELS: Final = ("tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type")
#: Where the code of what is named stands; a place has its own attributes, and some agencies set the others' on it.
_CODES: Final = ("idsrc", "value")
_PLACE_CODES: Final = ("code-source", "location-code", *_CODES)
_PLACE_PARTS: Final = ("sublocation", "city", "state", "region", "country")
_RIGHTS: Final = ("rights.type", "rights.geography", "rights.agent", "rights.limitations")
#: Where the place of an event stands, the finest first.
_EVENT_PLACES: Final = ("city", "county-dist", "state-prov")
#: In letters; what is longer is no name.
_LONGEST: Final = 200


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute's words, folded; empty if it or its element is missing."""
    told = None if element is None else element.get(name)
    return fold(told) if told else ""


def told(elements: Elements, name: str, key: str) -> str:
    """The attribute *key* of the first of the *elements* of a *name*, folded; empty if either is missing."""
    named = elements.get(name)
    words = named[0].get(key) if named else None
    return fold(words) if words else ""


def all_told(elements: Elements, name: str, key: str) -> list[str]:
    """The attribute *key* of all *elements* of a *name* that have it, folded."""
    return [fold(words) for one in elements.get(name, ()) if (words := one.get(key))]


def attributes(element: etree._Element) -> str:
    """All attributes of an *element* as one line."""
    return "; ".join([f"{name}={fold(value)}" for name, value in element.items() if not value.isspace() and value])


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
    parts = [xml.text(part) for part in xml.descendants(location, *_PLACE_PARTS)] if len(location) else []
    return ", ".join(filter(None, parts)) or xml.text(location)


def subjects(head: Elements) -> tuple[Subject, ...]:
    """The subjects of ``tobject``, by the finest name told; and the classifiers of what the document is about."""
    found: dict[Subject, None] = {}
    for element in head.get("tobject.subject", ()):
        name = next((words for level in _LEVELS if (words := attribute(element, level))), "")
        code, vocabulary = attribute(element, "tobject.subject.refnum"), attribute(element, "tobject.subject.ipr")
        scheme = (vocabulary or "IPTC") if code else ""
        if code == UNTOLD:
            code, scheme = "", vocabulary
        if code or name:
            found[Subject(scheme, code or attribute(element, "tobject.subject.code"), name)] = None
    for element in head.get("classifier", ()):
        code, name = attribute(element, "value"), xml.text(element)
        if code or name:
            found[Subject(attribute(element, "idsrc") or attribute(element, "type"), code, name)] = None
    return tuple(found)


def marked(content: Iterable[etree._Element]) -> list[etree._Element]:
    """All in a *content* that has a field of its own, in the order of the text."""
    return [element for part in content for element in part.iterdescendants(*_MARKED)]


def named(elements: Iterable[etree._Element], head: Elements) -> tuple[Named, ...]:
    """Who and what is marked among these *elements*, each once, in their order; then the places of events."""
    found: dict[tuple[str, str], Named] = {}
    for element in elements:
        kind = _KINDS.get(xml.local(element))
        if kind is not None and (name := _name(element)) and len(name) < _LONGEST:
            code = _code(element, kind)
            if code or (kind, name) not in found:
                found[kind, name] = Named(kind, name, code)  # type: ignore[arg-type]
    for element in head.get("evloc", ()):
        if name := next((words for part in _EVENT_PLACES if (words := attribute(element, part))), ""):
            found.setdefault(("place", name), Named("place", name))
    return tuple(found.values())


def _name(element: etree._Element) -> str:
    """The name in an *element*, without the office of whom it names."""
    if len(element) == 0 or all(xml.local(child) != "function" for child in element):
        return xml.text(element)
    pieces = [element.text or ""]
    for child in element:
        pieces += ("" if xml.local(child) == "function" else xml.text(child), child.tail or "")
    return fold(" ".join(pieces)).strip(" ,")


def spaced(element: etree._Element | None) -> str:
    """All words of an *element*, whose parts agencies set side by side with no space between."""
    return "" if element is None else fold(" ".join(element.itertext()))


def _code(element: etree._Element, kind: str) -> str:
    """Whose code for what is named, and this; its own, else the first of its alternatives."""
    if element.attrib and (own := _joined(element, _PLACE_CODES if kind == "place" else _CODES)):
        return own
    others = xml.descendants(element, "alt-code") if len(element) else ()
    return next((code for one in others if (code := _joined(one, _CODES))), "")


def _joined(element: etree._Element, names: tuple[str, ...]) -> str:
    return ":".join([words for name in names if (words := attribute(element, name))])


def usage(head: Elements, top: Elements) -> str:
    """
    What a *head* says of the use of its document, a line for each ``doc.rights``, of which limitations alone are words;
    and what the *top* of the body says.
    """
    said = [(attribute(one, "limitations") if len(one.attrib) == 1 else "", one) for one in head.get("doc.rights", ())]
    lines = [words or attributes(one) for words, one in said if one.attrib]
    return "\n".join([*lines, *(words for name in _RIGHTS for words in xml.texts(top, name))])


def media(elements: Iterable[etree._Element]) -> tuple[Media, ...]:
    """The pictures and the like among these *elements*, each with its own caption."""
    found = []
    for element in elements:
        name = xml.local(element)
        one = _medium(element) if name == "media" else _image(element) if name == "img" else None
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
    beside = {attribute(one, "name").lower(): attribute(one, "value") for one in inside.get("media-metadata", ())}
    caption = "\n".join(xml.texts(inside, "media-caption")) or beside.get("caption", "")
    if not references and not caption:
        return None
    best = max(references, key=lambda one: pixels(one, "width") or 0, default=None)
    type = attribute(best, "mime-type")
    kind = _MEDIA.get(attribute(element, "media-type").lower()) or _MEDIA.get(type.partition("/")[0], "other")
    credits = (*xml.texts(inside, "media-producer")[:1], attribute(best, "source-credit"), beside.get("credit", ""))
    return Media(
        kind,  # type: ignore[arg-type]
        attribute(best, "source"),
        item=attribute(best, "id") or attribute(element, "id") or beside.get("id", ""),
        headline=attribute(best, "name") or beside.get("headline", ""),
        caption=caption,
        alt=attribute(best, "alternate-text"),
        credit=next(filter(None, credits), "") or attribute(best, "copyright"),
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
    found = []
    for one in head.get("meta", ()):
        name, content = one.get("name") or one.get("http-equiv"), one.get("content")
        if name and content:
            found.append((fold(name), fold(content)))
    return found


def more(head: Elements, metas: list[tuple[str, str]]) -> dict[str, str]:
    """What else a *head* tells, under NITF's names, and what its *metas* tell under theirs."""
    found: dict[str, str] = {}
    for name, content in metas:
        if name and content:
            found[name] = f"{found[name]}; {content}" if name in found else content
    if source := told(head, "doc-id", "regsrc"):
        found["regsrc"] = source
    for name in _KEPT:
        for element in head.get(name, ()):
            if words := attributes(element) or xml.text(element):
                found[name] = f"{found[name]}; {words}" if name in found else words
    return found
