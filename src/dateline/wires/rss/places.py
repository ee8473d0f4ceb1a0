"""People, organisations, places and events that a feed's item names: PRISM, Dublin Core and GeoRSS."""

from typing import Final, Literal

from dateline.news.wire import Named
from dateline.wires.degrees import Point, point
from dateline.wires.rss.fields import Fields, name_of, text_of

_Kind = Literal["person", "organisation", "place", "event", "object"]
_COORDINATES: Final = 2
_NAMED: Final[dict[str, _Kind]] = {
    "prism:person": "person", "prism:organization": "organisation", "prism:location": "place", "prism:event": "event",
    "prism:object": "object", "dcterms:spatial": "place", "dc:coverage": "place",
}  # fmt: skip


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
