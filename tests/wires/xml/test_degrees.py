"""Where a place is, as sources write it."""

import pytest

from dateline.wires.degrees import NOWHERE, geojson, point


@pytest.mark.parametrize(
    ("latitude", "longitude", "found"),
    [
        ("51.5", "-9.25", (51.5, -9.25)), (51, 180, (51.0, 180.0)), (" +0.5 ", 0, (0.5, 0.0)),
        ("91", "0", NOWHERE), ("0", "181", NOWHERE), ("0", None, NOWHERE), (True, 1, NOWHERE),
        (float("nan"), 1, NOWHERE),
        (10**400, 1, NOWHERE), ("1e1", "1", NOWHERE), ("51°30'", "1", NOWHERE), ("٥", "1", NOWHERE),
    ],
)  # fmt: skip
def test_a_place_is_where_both_numbers_say(latitude: object, longitude: object, found: object) -> None:
    """
    A map with a pin in the wrong sea is worse than none.
    """
    assert point(latitude, longitude) == found


@pytest.mark.parametrize(
    ("geometry", "found"),
    [
        ({"type": "Point", "coordinates": [-9.25, 51.5]}, (51.5, -9.25)),
        ({"type": "Point", "coordinates": [-9.25, 51.5, 120]}, (51.5, -9.25)),
        ({"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}, (2.0, 1.0)),
        ({"type": "Polygon", "coordinates": [[[1, 2]]]}, NOWHERE),
        ({"type": "Point", "coordinates": [1]}, NOWHERE), ({"type": "Point"}, NOWHERE),
        ("Point", NOWHERE), (None, NOWHERE),
    ],
)  # fmt: skip
def test_geojson_names_east_first(geometry: object, found: object) -> None:
    """
    GeoJSON sets the longitude before the latitude, as nobody else does.
    """
    assert geojson(geometry) == found
