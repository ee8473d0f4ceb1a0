"""Where a place is, as sources write it."""

import re
from typing import Final

_DEGREES = re.compile(r"\s*[+-]?\d{1,3}(?:\.\d{0,20})?\s*", re.ASCII)
_POLE: Final = 90
_ROUND: Final = 180

Point = tuple[float | None, float | None]
NOWHERE: Final[Point] = (None, None)


def point(latitude: object, longitude: object) -> Point:
    """Degrees north and east, as numbers or decimal digits; both None where either is not told or cannot be."""
    north, east = _degrees(latitude), _degrees(longitude)
    if north is None or east is None or abs(north) > _POLE or abs(east) > _ROUND:
        return NOWHERE
    return north, east


def _degrees(told: object) -> float | None:
    if isinstance(told, str):
        return float(told) if _DEGREES.fullmatch(told) else None
    if isinstance(told, bool) or not isinstance(told, (int, float)):
        return None
    return float(told) if -_ROUND <= told <= _ROUND else None


def geojson(geometry: object) -> Point:
    """The place of a GeoJSON point, bare or in a feature; nowhere for anything else, such as an area."""
    if isinstance(geometry, dict) and geometry.get("type") == "Feature":
        geometry = geometry.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return NOWHERE
    pair = geometry.get("coordinates")
    return point(pair[1], pair[0]) if isinstance(pair, list) and len(pair) > 1 else NOWHERE
