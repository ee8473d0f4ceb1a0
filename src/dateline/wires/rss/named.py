"""Who wrote a feed's item, and whom and what it names: PRISM, Dublin Core and GeoRSS."""

import re
from typing import Final, Literal

from lxml import etree

from dateline.news.wire import Named
from dateline.wires.degrees import Point, point
from dateline.wires.opening import byline_of
from dateline.wires.rss.fields import Fields, name_of, text_of

#: In letters; what is longer is no mailbox.
_LONGEST: Final = 200
_BOX: Final = r"(?:mailto:)?[^\s@<>()\[\]]+@[^\s@<>()\[\]]+"
_OWNED = re.compile(
    rf"{_BOX}\s*\((?P<after>[^)]+)\)|{_BOX}\s+-?\s*(?P<bare>[^<>@()\[\]]+)"
    rf"|(?P<before>[^<>@()\[\]]+?)\s*(?:<{_BOX}>|\({_BOX}\)|\[{_BOX}\])"
)
_MAILBOX = re.compile(_BOX)
_Kind = Literal["person", "organisation", "place", "event", "object"]
_COORDINATES: Final = 2
_NAMED: Final[dict[str, _Kind]] = {
    "prism:person": "person", "prism:organization": "organisation", "prism:location": "place", "prism:event": "event",
    "prism:object": "object", "dcterms:spatial": "place", "dc:coverage": "place",
}  # fmt: skip


def byline(fields: Fields, names: tuple[str, ...], language: str) -> str:
    """
    The writers that these elements name, each once; a mailbox gives its owner's name.

    Args:
        names: The elements of people, such as ``author``.
        language: BCP 47, for the word before a name.
    Returns:
        Without "by". A mailbox stands only where nobody is named.
    """
    people = dict.fromkeys(_writer(element) for element in fields.all(*names))
    named = [person for person in people if person and not _MAILBOX.fullmatch(person)]
    return byline_of(", ".join(named or filter(None, people)), language)


def _writer(element: etree._Element) -> str:
    """One person: Atom's parts, else words."""
    if len(element):
        told = {name_of(part).rpartition(":")[2]: text_of(part) for part in element}
        return _owner(told.get("name", "")) or told.get("email", "") or (text_of(element) if "uri" not in told else "")
    return _owner(text_of(element))


def _owner(text: str) -> str:
    """The name in a mailbox; any other *text* as it is."""
    if "@" not in text or len(text) >= _LONGEST:
        return text
    found = _OWNED.fullmatch(text)
    return (found["after"] or found["bare"] or found["before"]).strip().strip("\"'") if found else text


def named_in(fields: Fields) -> tuple[Named, ...]:
    """What an item names, each once; a point on the map without a name stays with what has no field."""
    if not fields.all(*_NAMED, "georss:featurename"):
        return ()
    found = [Named(kind, words) for name, kind in _NAMED.items() for words in fields.texts(name)]
    if place := fields.text("georss:featurename"):
        where = _point(fields)
        found.append(Named("place", place, latitude=where[0], longitude=where[1]))
    return tuple(dict.fromkeys(found))


def _point(fields: Fields) -> Point:
    """Where the item takes place, in GeoRSS's simple form, in GML's, or in W3C's; latitude comes first."""
    pair = fields.text("georss:point").replace(",", " ").split()
    for where in fields.all("georss:where"):
        pair = pair or next((text_of(one).split() for one in where.iter() if name_of(one) == "gml:pos"), [])
    north, east = pair if len(pair) == _COORDINATES else (fields.text("geo:lat"), fields.text("geo:long"))
    return point(north, east)
