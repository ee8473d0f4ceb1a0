"""What NITF says where: the parts of a document by their names in the specification, as plain values."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from dateline.news.wire import Media, Named, Subject
from dateline.wires import xml
from dateline.wires.letters import fold

_KINDS: Final = {
    "person": "person", "org": "organisation", "location": "place", "event": "event", "object.title": "object",
}  # fmt: skip
_MEDIA: Final = {"image": "picture", "photo": "picture", "video": "video", "audio": "audio", "graphic": "graphic"}
#: What a head may hold and no field of ours is for.
_KEPT: Final = (
    "tobject", "tobject.property", "doc-scope", "series", "fixture", "evloc", "du-key", "del-list", "from-src",
    "pubdata", "revision-history", "doc.copyright",
)  # fmt: skip
_PLACE_PARTS: Final = ("sublocation", "city", "state", "region", "country")


def every(within: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """All elements of these local *names* inside an element; none if there is no such element."""
    return iter(()) if within is None else xml.descendants(within, *names)


def first(within: etree._Element | None, *names: str) -> etree._Element | None:
    """The first element of these local *names* inside an element."""
    return next(every(within, *names), None)


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute's words, folded; empty if it or its element is missing."""
    return "" if element is None else fold(element.get(name) or "")


def attributes(element: etree._Element) -> str:
    """All attributes of an *element* as one line."""
    return "; ".join(f"{name}={fold(value)}" for name, value in element.items() if value.strip())


def byline(head: etree._Element | None) -> tuple[str, str]:
    """The writers, and their titles, which NITF sets inside the byline."""
    writers: list[str] = []
    titles: list[str] = []
    for element in every(head, "byline"):
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
    parts = [xml.text(part) for part in every(location, *_PLACE_PARTS)]
    return ", ".join(filter(None, parts)) or xml.text(location)


def subjects(head: etree._Element | None) -> tuple[Subject, ...]:
    """The subjects of ``tobject``; the name is that of the finest level told."""
    found = []
    for element in every(head, "tobject.subject"):
        name = next(
            (
                name
                for level in ("detail", "matter", "type")
                if (name := attribute(element, f"tobject.subject.{level}"))
            ),
            "",
        )
        code = attribute(element, "tobject.subject.refnum")
        scheme = (attribute(element, "tobject.subject.ipr") or "IPTC") if code else ""
        if code or name:
            found.append(Subject(scheme, code or attribute(element, "tobject.subject.code"), name))
    return tuple(dict.fromkeys(found))


def named(*parts: etree._Element | None) -> tuple[Named, ...]:
    """Who and what is marked in these *parts*, each once, in the order of the text."""
    found: dict[tuple[str, str], Named] = {}
    for part in parts:
        for element in every(part, *_KINDS):
            name, kind = xml.text(element), _KINDS[xml.local(element)]
            code = ":".join(filter(None, (attribute(element, "idsrc"), attribute(element, "value"))))
            if name and len(name) < 200 and (code or (kind, name) not in found):
                found[kind, name] = Named(kind, name, code)  # type: ignore[arg-type]
    return tuple(found.values())


def media(body: etree._Element | None) -> tuple[Media, ...]:
    """The pictures and the like in a body, each with its own caption."""
    found = []
    for element in every(body, "media", "img"):
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
    references = list(every(element, "media-reference"))
    caption = "\n".join(filter(None, (xml.text(one) for one in every(element, "media-caption"))))
    if not references and not caption:
        return None
    best = max(references, key=lambda one: pixels(one, "width") or 0, default=None)
    type = attribute(best, "mime-type")
    kind = _MEDIA.get(attribute(element, "media-type").lower()) or _MEDIA.get(type.partition("/")[0], "other")
    return Media(
        kind,  # type: ignore[arg-type]
        attribute(best, "source"),
        item=attribute(best, "id") or attribute(element, "id"),
        headline=attribute(best, "name"),
        caption=caption,
        alt=attribute(best, "alternate-text"),
        credit=xml.text(first(element, "media-producer")) or attribute(best, "copyright"),
        type=type,
        width=pixels(best, "width"),
        height=pixels(best, "height"),
    )


def pixels(element: etree._Element | None, name: str) -> int | None:
    """A size in pixels; None if it is told in other units, or not."""
    digits = attribute(element, name).removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdecimal() and 0 < len(digits) < 7 else None


def more(head: etree._Element | None) -> dict[str, str]:
    """What else a *head* tells, under NITF's names and those of its ``meta`` elements."""
    found: dict[str, list[str]] = {}
    for element in every(head, "meta"):
        found.setdefault(attribute(element, "name"), []).append(attribute(element, "content"))
    for element in every(head, *_KEPT):
        found.setdefault(xml.local(element), []).append(attributes(element) or xml.text(element))
    joined = {name: "; ".join(filter(None, values)) for name, values in found.items() if name}
    return {name: value for name, value in joined.items() if value}
