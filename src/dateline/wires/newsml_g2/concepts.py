"""NewsML-G2's concepts: codes and the catalogs that explain them, names, subjects, who and what is asserted."""

import re
from collections.abc import Iterable
from typing import Final, Literal

from lxml import etree
from msgspec import Struct

from dateline.news.wire import Named, Subject
from dateline.wires import xml
from dateline.wires.letters import fold
from dateline.wires.remembered import remembered

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


class Catalog(Struct, frozen=True):
    """What an item itself says of its codes; catalogs that it only points to are not fetched."""

    #: Alias → the vocabulary's address.
    schemes: dict[str, str]
    #: Code → the kind and the name that an ``assert`` gives it.
    asserted: dict[str, tuple[Kind | None, str]]


def catalog_of(item: etree._Element) -> Catalog:
    """The catalog and the assertions inside an *item*."""
    schemes = {scheme.get("alias", ""): scheme.get("uri", "") for scheme in xml.find_all(item, "catalog/scheme")}
    asserted: dict[str, tuple[Kind | None, str]] = {}
    for concept in xml.find_all(item, "assert"):
        if key := code(concept):
            before = asserted.get(key, (None, ""))
            inside = xml.children(concept)
            asserted[key] = (before[0] or _kind(concept, inside), before[1] or _chosen(inside.get("name", []), ""))
    return Catalog(schemes, asserted)


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


def name(element: etree._Element, language: str = "") -> str:
    """A concept's name in the *language* of its item, else the first one."""
    return _chosen(xml.find_all(element, "name"), language) if len(element) else ""


def _chosen(names: list[etree._Element], language: str) -> str:
    """Of a concept's *names*, the first in the *language*, else the first one; empty if there is none."""
    for one in names:
        if one.get(LANG) in (None, language):
            return xml.text(one)
    return xml.text(names[0]) if names else ""


def label(element: etree._Element | None, language: str = "") -> str:
    """A concept in words: its name, else its literal or code, else its text."""
    if element is None:
        return ""
    own = name(element, language) or _folded(element.get("literal") or "") or code(element)
    return own or xml.text(element)


def _kind(element: etree._Element, inside: dict[str, list[etree._Element]]) -> Kind | None:
    """What sort of thing a concept is, by its element and the children *inside*; None if it is not told."""
    if (type := element.get("type")) and (told := _KINDS.get(tail(type))):
        return told
    if not inside:
        return None
    types = (_KINDS.get(tail(code(one))) for one in inside.get("type", ()))
    details = (_DETAILS.get(name) for name in inside)
    return next(filter(None, (*types, *details)), None)


def subject(element: etree._Element, catalog: Catalog, language: str) -> Subject | Named | None:
    """One ``subject``: somebody or something with a name, or what the text is about; None if it is empty."""
    key = code(element)
    kind, asserted = catalog.asserted.get(key, (None, ""))
    inside = xml.children(element) if len(element) else {}
    kind, words = _kind(element, inside) or kind, _chosen(inside.get("name", []), language) or asserted
    if kind and words:
        return Named(kind, words, key)
    alias, colon, own = key.partition(":")
    if element.get("qcode") and colon:
        return Subject(catalog.schemes.get(alias, alias), own, words)
    return Subject("", key, words) if key or words else None


def concepts(
    elements: Iterable[etree._Element], catalog: Catalog, language: str
) -> tuple[tuple[Subject, ...], tuple[Named, ...]]:
    """The subjects, and who and what is named, each once, in the order of the item; then those only asserted."""
    found = [one for element in elements if (one := subject(element, catalog, language))]
    known = {one.code for one in found if isinstance(one, Named)}
    found += [
        Named(kind, words, key)
        for key, (kind, words) in catalog.asserted.items()
        if kind and words and key not in known
    ]
    unique = dict.fromkeys(found)
    return (
        tuple(one for one in unique if isinstance(one, Subject)),
        tuple(one for one in unique if isinstance(one, Named)),
    )
