"""TIFF's tags, in which Exif is written."""

import struct
from typing import Final

from msgspec import Struct

#: Bytes of one value, by its type.
_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_FORMS: Final = {1: "B", 3: "H", 4: "I", 13: "I"}
#: Tags that lead to further tables: Exif's own, and that of a satellite's position.
_LEADS: Final = (34665, 34853)
#: What is added to the tags of a position, which have the numbers of others.
GPS: Final = 65536
_POSITION: Final = 34853
#: No table of a picture has more tags.
_MOST: Final = 2000


class Tiff(Struct, frozen=True):
    """The tags of the first picture of a TIFF structure, Exif's among them; those of a position have `GPS` added."""

    #: ``<`` or ``>``.
    order: str
    #: Type, number of values, and their bytes, by tag.
    tags: dict[int, tuple[int, int, bytes]]

    def raw(self, tag: int) -> bytes:
        """A tag's bytes; empty if it is missing."""
        return self.tags[tag][2] if tag in self.tags else b""

    def number(self, tag: int) -> int | None:
        """The first number of a tag; None if it has none."""
        kind, count, value = self.tags.get(tag, (0, 0, b""))
        form = _FORMS.get(kind)
        if form is None or not count or len(value) < _SIZES[kind]:
            return None
        return int(struct.unpack_from(self.order + form, value)[0])

    def ratios(self, tag: int) -> list[float]:
        """The fractions of a tag; empty if it has none, or one by zero."""
        kind, count, value = self.tags.get(tag, (0, 0, b""))
        if kind != 5 or len(value) < 8 * count:
            return []
        pairs = struct.unpack_from(f"{self.order}{2 * min(count, 3)}I", value)
        return [] if 0 in pairs[1::2] else [above / below for above, below in zip(pairs[::2], pairs[1::2], strict=True)]

    def iptc(self) -> bytes:
        """IPTC's records; some software has written them as numbers in the other order of bytes."""
        kind, count, value = self.tags.get(33723, (0, 0, b""))
        if kind == 4 and value[:1] != b"\x1c" and len(value) >= 4 * count:
            return struct.pack(f">{count}I", *struct.unpack_from(f"<{count}I", value))
        return value


def tags(data: bytes) -> Tiff | None:
    """
    The tags of a TIFF structure, as far as they are sound.

    Returns:
        None if it is none.
    Source:
        TIFF 6.0; Exif 2.32
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    if order is None or len(data) < 8:
        return None
    found: dict[int, tuple[int, int, bytes]] = {}
    _table(data, order, struct.unpack_from(order + "I", data, 4)[0], 0, found)
    tiff = Tiff(order, found)
    for lead in _LEADS:
        at = tiff.number(lead)
        if at is not None:
            _table(data, order, at, GPS if lead == _POSITION else 0, found)
    return tiff


def _table(data: bytes, order: str, at: int, above: int, found: dict[int, tuple[int, int, bytes]]) -> None:
    if at + 2 > len(data):
        return
    count = min(struct.unpack_from(order + "H", data, at)[0], _MOST, (len(data) - at - 2) // 12)
    # What the values of a whole table may take: more than the file is no sound table, but one that repeats itself.
    left = len(data)
    for place in range(at + 2, at + 2 + 12 * count, 12):
        tag, kind, number = struct.unpack_from(order + "HHI", data, place)
        size = _SIZES.get(kind, 0) * number
        start = place + 8 if size <= 4 else struct.unpack_from(order + "I", data, place + 8)[0]
        left -= size
        if size and start + size <= len(data) and left >= 0:
            found.setdefault(above + tag, (kind, number, data[start : start + size]))
