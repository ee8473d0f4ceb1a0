"""What NITF says where: the parts of a document by their names in the specification, as plain values."""

from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree
from msgspec import Struct

from dateline.news.wire import Media, Named, Rendition, Subject
from dateline.wires import xml
from dateline.wires.letters import fold
from dateline.wires.sizes import pixels
from dateline.wires.xml import Elements

#: A subject's number where there is none: the schema demands one.
UNTOLD: Final = "00000000"
#: What an ``ed-msg`` without words may be the type of, and means as a signal.
SIGNALS: Final = frozenset({"update", "correction", "kill", "withhold", "lift", "refile", "advisory", "urgent"})
#: What is named, and our word for its kind.
KINDS: Final = {
    "person": "person", "org": "organisation", "location": "place", "event": "event", "object.title": "object",
}  # fmt: skip
_MEDIA: Final = {"image": "picture", "photo": "picture", "video": "video", "audio": "audio", "graphic": "graphic"}
#: What stands in a text and has a field of its own.
_MARKED: Final = tuple(f"{{*}}{name}" for name in (*KINDS, "media", "img", "lang"))
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


class Document(Struct, frozen=True, eq=False):
    """A document by its parts."""

    root: etree._Element
    #: All that is inside its head.
    head: Elements
    body: etree._Element | None
    #: All that is inside the head of its body.
    top: Elements
    #: The elements that hold its text.
    content: list[etree._Element]
    #: All that is inside the end of its body.
    end: Elements


def document_of(root: etree._Element) -> Document:
    """The document at *root*; its text is the body itself where a wire leaves ``body.content`` out."""
    body = xml.find(root, "body")
    if body is None and xml.find(root, "body.content") is not None:
        body = root
    parts = xml.children(body)
    top, end = (xml.inside(xml.first(parts, name)) for name in ("body.head", "body.end"))
    content = parts.get("body.content", [])
    if body is not None and not content:
        content = [body]
        for part in (*parts.get("body.head", ()), *parts.get("body.end", ())):
            part.clear(keep_tail=True)
    return Document(root, xml.inside(xml.find(root, "head")), body, top, content, end)


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
    return "; ".join([f"{name}={fold(value)}" for name, value in element.items() if value and not value.isspace()])


def any_told(element: etree._Element, *names: str) -> str:
    """The first attribute of these *names* that an *element* has, folded; empty if it has none."""
    return next((fold(words) for name in names if (words := element.get(name))), "")


def spaced(element: etree._Element | None) -> str:
    """All words of an *element*, whose parts agencies set side by side with no space between."""
    return "" if element is None else fold(" ".join(element.itertext()))


def byline(top: Elements) -> tuple[str, str]:
    """The writers, and their titles, which NITF sets inside the byline."""
    writers: list[str] = []
    titles: list[str] = []
    for element in top.get("byline", ()):
        names, offices = _apart(element, "byttl")
        writers.append(names)
        titles += offices
    named, titled = ", ".join(filter(None, writers)), ", ".join(filter(None, titles))
    return (named, titled) if named.lower() not in ("", "by") else (titled, "")


def _apart(element: etree._Element, title: str) -> tuple[str, list[str]]:
    """The words of an *element*, and apart from them those of its children called *title*."""
    pieces, titles = [element.text or ""], []
    for child in element:
        if xml.local(child) == title:
            titles.append(xml.text(child))
        else:
            pieces.append(xml.text(child))
        pieces.append(child.tail or "")
    return fold(" ".join(pieces)).replace(" ,", ",").strip(" ,"), titles


def place(location: etree._Element) -> str:
    """A location as a dateline prints it: its parts with commas, or its words."""
    parts = [xml.text(part) for part in xml.descendants(location, *_PLACE_PARTS)] if len(location) else []
    return ", ".join(filter(None, parts)) or xml.text(location)


def subjects(head: Elements) -> tuple[Subject, ...]:
    """The subjects of ``tobject``, by the finest name told; and the classifiers of what the document is about."""
    found: list[Subject] = []
    for element in head.get("tobject.subject", ()):
        name, number = any_told(element, *_LEVELS), attribute(element, "tobject.subject.refnum")
        scheme = attribute(element, "tobject.subject.ipr") if number else ""
        if number and number != UNTOLD:
            found.append(Subject(scheme or "IPTC", number, name))
        else:
            found.append(Subject(scheme, attribute(element, "tobject.subject.code"), name))
    found += [
        Subject(any_told(one, "idsrc", "type"), attribute(one, "value"), xml.text(one))
        for one in head.get("classifier", ())
    ]
    return tuple(dict.fromkeys(one for one in found if one.code or one.name))


def marked(content: Iterable[etree._Element]) -> list[etree._Element]:
    """All in a *content* that has a field of its own, in the order of the text."""
    return [element for part in content for element in part.iterdescendants(*_MARKED)]


def named(elements: Iterable[etree._Element], head: Elements) -> tuple[Named, ...]:
    """Who and what is marked among these *elements*, each once, in their order; then the places of events."""
    found: dict[tuple[str, str], Named] = {}
    for element in elements:
        kind = KINDS.get(xml.local(element))
        if kind is not None and (name := _name(element)) and len(name) < _LONGEST:
            code = _code(element, kind)
            if code or (kind, name) not in found:
                found[kind, name] = Named(kind, name, code)  # type: ignore[arg-type]
    for element in head.get("evloc", ()):
        if name := any_told(element, *_EVENT_PLACES):
            found.setdefault(("place", name), Named("place", name))
    return tuple(found.values())


def _name(element: etree._Element) -> str:
    """The name in an *element*, without the office of whom it names."""
    offices = len(element) and xml.find(element, "function") is not None
    return _apart(element, "function")[0] if offices else xml.text(element)


def _code(element: etree._Element, kind: str) -> str:
    """Whose code for what is named, and this; its own, else the first of its alternatives."""
    if element.attrib and (own := _joined(element, _PLACE_CODES if kind == "place" else _CODES)):
        return own
    others = xml.descendants(element, "alt-code") if len(element) else ()
    return next((code for one in others if (code := _joined(one, _CODES))), "")


def _joined(element: etree._Element, names: Sequence[str]) -> str:
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
    named = [(xml.local(one), one) for one in elements]
    found = [_medium(one) if name == "media" else _image(one) for name, one in named if name in ("media", "img")]
    return tuple(one for one in found if one is not None)


def _image(element: etree._Element) -> Media | None:
    """HTML's ``img``, which wires write into NITF, with ``source`` for ``src`` at times."""
    href = any_told(element, "src", "source")
    return Media("picture", href, alt=attribute(element, "alt")) if href else None


def _medium(element: etree._Element) -> Media | None:
    """One ``media``: the largest of its references stands for it."""
    inside = xml.inside(element)
    references = inside.get("media-reference", [])
    beside = {attribute(one, "name").lower(): attribute(one, "value") for one in inside.get("media-metadata", ())}
    caption = "\n".join(xml.texts(inside, "media-caption")) or beside.get("caption", "")
    if not references and not caption:
        return None
    best = max(references, key=lambda one: pixels(one.get("width")) or 0, default=None)
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
        width=pixels(attribute(best, "width")),
        height=pixels(attribute(best, "height")),
        renditions=tuple(map(_rendition, references)) if len(references) > 1 else (),
    )


def _rendition(reference: etree._Element) -> Rendition:
    source, name, type = (attribute(reference, key) for key in ("source", "name", "mime-type"))
    return Rendition(source, name, type, pixels(reference.get("width")), pixels(reference.get("height")))


def metas(head: Elements) -> list[tuple[str, str]]:
    """The names and the contents of a *head*'s ``meta`` elements; only those that have both."""
    told = [(one.get("name") or one.get("http-equiv"), one.get("content")) for one in head.get("meta", ())]
    return [(fold(name), fold(content)) for name, content in told if name and content]


def keys(head: Elements) -> list[str]:
    """What the keywords of a *head* are called; the first is the working name."""
    return [*all_told(head, "keyword", "key"), *all_told(head, "key-list", "key")]


def more(head: Elements, metas: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What else a *head* tells, under NITF's names, and what its *metas* tell under theirs; several as a list."""
    told = [*metas, *[("keyword", words) for words in (*keys(head)[1:], *xml.texts(head, "keyword"))]]
    told += [("regsrc", words) for words in all_told(head, "doc-id", "regsrc")]
    told += [(name, attributes(one) or xml.text(one)) for name in _KEPT if name in head for one in head[name]]
    found: dict[str, str] = {}
    for name, words in told:
        if name and words:
            found[name] = f"{found[name]}; {words}" if name in found else words
    return found
