"""NewsML-G2's concepts: codes and the catalogs that explain them, names, subjects, who and what is asserted."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from lxml import etree
from msgspec import Struct

from dateline.news.wire import Named, Subject
from dateline.wires import xml
from dateline.wires.degrees import NOWHERE, Point, point
from dateline.wires.letters import fold
from dateline.wires.newsml_g2 import iptc
from dateline.wires.newsml_g2.naming import scheme_of
from dateline.wires.remembered import remembered
from dateline.wires.xml import Elements

Kind = Literal["person", "organisation", "place", "event", "object"]

LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_CODE = re.compile(r"[:/#]")
#: The ends of ``cpnat:`` types, and of agencies' own for the same.
_KINDS: Final[dict[str, Kind]] = {
    "person": "person", "organisation": "organisation", "organization": "organisation", "geoarea": "place",
    "poi": "place", "event": "event", "object": "object",
}  # fmt: skip
#: What a concept's details say of its kind where no type does.
_DETAILS: Final[dict[str, Kind]] = {
    "personDetails": "person", "organisationDetails": "organisation", "geoAreaDetails": "place", "POIDetails": "place",
    "eventDetails": "event", "objectDetails": "object",
}  # fmt: skip
#: What a subject without a code of its own is put together from.
_PARTS: Final = tuple(f"{{*}}{name}" for name in ("mainConcept", "facetConcept", "bit"))
_UNTOLD: Final[tuple[Kind | None, str]] = (None, "")


class Catalog(Struct, frozen=True):
    """What an item says of its codes; of the catalogs that it points to, IPTC's is known, and no other is fetched."""

    #: Alias → the vocabulary's address.
    schemes: dict[str, str]
    #: Code → the kind and the name that an ``assert`` gives it.
    asserted: dict[str, tuple[Kind | None, str]]


def catalog_of(parts: Elements) -> Catalog:
    """The catalog and the assertions among the *parts* of an item."""
    schemes = iptc.SCHEMES if any(map(_is_iptc, parts.get("catalogRef", ()))) else {}
    if "catalog" in parts:
        own = xml.children(*parts["catalog"]).get("scheme", ())
        schemes = schemes | {scheme.get("alias", ""): scheme_of(scheme.get("uri", "")) for scheme in own}
    asserted: dict[str, tuple[Kind | None, str]] = {}
    for concept in (*parts.get("assert", ()), *parts.get("inlineRef", ())):
        if key := code(concept):
            before, told = asserted.get(key, _UNTOLD), kind_and_name(concept, "")
            asserted[key] = (before[0] or told[0], before[1] or told[1])
    return Catalog(schemes, asserted)


def _is_iptc(reference: etree._Element) -> bool:
    return iptc.CATALOG.fullmatch((reference.get("href") or "").strip()) is not None


def code(element: etree._Element | None) -> str:
    """How the source identifies a concept: ``qcode``, ``uri`` or ``literal``, as it stands."""
    if element is None:
        return ""
    told = element.get("qcode") or element.get("uri") or element.get("literal")
    return _folded(told) if told else ""


#: An agency's codes are the same from item to item.
_folded: Final = remembered(fold)


@remembered
def tail(code: str) -> str:
    """A code's own part, in small letters: ``usable`` of ``stat:usable`` and of an address that ends so."""
    return _CODE.split(code.rstrip("/#:"))[-1].lower()


def label(element: etree._Element) -> str:
    """A concept in words: its name, else its literal or code, else its text."""
    if len(element) and (name := kind_and_name(element, "")[1]):
        return name
    if told := element.get("literal") or element.get("qcode") or element.get("uri"):
        return _folded(told) or code(element) or xml.text(element)
    return xml.text(element)


def kind_and_name(concept: etree._Element, language: str) -> tuple[Kind | None, str]:
    """What a *concept* says of itself: its kind, and its name in the *language*, else its first one."""
    kind = _KINDS.get(tail(concept.get("type") or ""))
    by_details: Kind | None = None
    names = []
    for child in concept:
        part = xml.local(child)
        if part == "name":
            names.append(child)
        elif part == "type":
            kind = kind or _KINDS.get(tail(code(child)))
        elif part in _DETAILS:
            by_details = by_details or _DETAILS[part]
    return kind or by_details, _chosen(names, language) if names else ""


def _chosen(names: list[etree._Element], language: str) -> str:
    """Of a concept's *names*, the first in the *language*, else the first one."""
    for one in names if len(names) > 1 else ():
        if in_language(one, language):
            return xml.text(one)
    return xml.text(names[0])


def in_language(element: etree._Element, language: str) -> bool:
    """True if an *element* is in a *language* (BCP 47), or does not say; which country's makes no difference."""
    told = element.get(LANG)
    return told is None or told == language or told.lower().partition("-")[0] == language.lower().partition("-")[0]


def named_in(concept: etree._Element, language: str, otherwise: Kind | None = None) -> Named | None:
    """
    Who or what a *concept* is.

    Args:
        otherwise: The kind that it is of where it does not say.
    Returns:
        None where it has no kind, or no name.
    """
    kind, name = kind_and_name(concept, language)
    if not (kind := kind or otherwise) or not name:
        return None
    key = code(concept) or code(xml.find(concept, "conceptId"))
    return Named(kind, name, key, *(_position(concept) if kind == "place" else NOWHERE))


def _subject(element: etree._Element, catalog: Catalog, language: str) -> Subject | Named | None:
    """One ``subject``: somebody or something with a name, or what the text is about; None if it is empty."""
    key = code(element)
    kind, words = kind_and_name(element, language)
    if key in catalog.asserted:
        asserted = catalog.asserted[key]
        kind, words = kind or asserted[0], words or asserted[1]
    if kind and words:
        return Named(kind, words, key, *(_position(element) if kind == "place" else NOWHERE))
    alias, colon, own = key.partition(":")
    if colon and element.get("qcode"):
        return Subject(catalog.schemes.get(alias, alias), own, words)
    return Subject("", key, words) if key or words else None


def _each(subjects: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """The *subjects*; of one that is put together, the concepts it is made of."""
    for one in subjects:
        parts = [part for part in one.iter(*_PARTS) if part is not one] if len(one) and not code(one) else ()
        yield from parts or (one,)


def _position(concept: etree._Element) -> Point:
    """Where a place is, in degrees north and east, by its details."""
    for details in concept:
        if xml.local(details) in ("geoAreaDetails", "POIDetails"):
            position = next(xml.descendants(details, "position"), None)
            if position is not None:
                return point(position.get("latitude"), position.get("longitude"))
    return NOWHERE


def concepts(
    elements: Iterable[etree._Element], catalog: Catalog, language: str
) -> tuple[tuple[Subject, ...], tuple[Named, ...]]:
    """The subjects, and who and what is named, each once, in the order of the item; then those only asserted."""
    subjects: dict[Subject, None] = {}
    named: dict[Named, None] = {}
    for element in _each(elements):
        one = _subject(element, catalog, language)
        if isinstance(one, Subject):
            subjects[one] = None
        elif one is not None:
            named[one] = None
    known = {one.code for one in named}
    for key, (kind, words) in catalog.asserted.items():
        if kind and words and key not in known:
            named[Named(kind, words, key)] = None
    return tuple(subjects), tuple(named)
