"""Photoshop's image resources, in which IPTC's records travel, and packets that were cut into pieces."""

from typing import Final

from msgspec import Struct

#: What an image resource begins with; the last four are of other software.
_SIGNS: Final = frozenset({b"8BIM", b"PHUT", b"DCSR", b"AgHg", b"MeSa"})
#: The most that a packet cut into pieces may be, in bytes.
_MOST: Final = 8 * 1024 * 1024


class Resource(Struct, frozen=True):
    """One image resource."""

    #: ``0x0404`` IPTC's records, ``0x0422`` Exif, ``0x0424`` XMP, ``0x0425`` the digest of IPTC's records.
    id: int
    data: bytes


def resources(data: bytes) -> list[Resource]:
    """
    The image resources in a block, as far as it is sound.

    Source:
        Adobe, Photoshop file formats specification: image resource blocks
    """
    found: list[Resource] = []
    at = 0
    while data[at : at + 4] in _SIGNS:
        id = int.from_bytes(data[at + 4 : at + 6], "big")
        # The name has its length before it, and an even number of bytes with it.
        at += 6
        name = data[at] if at < len(data) else 0
        at += 1 + name + (name + 1) % 2
        size = int.from_bytes(data[at : at + 4], "big")
        found.append(Resource(id, data[at + 4 : at + 4 + size]))
        at += 4 + size + size % 2
    return found


def joined(pieces: list[bytes]) -> list[bytes]:
    """
    Packets too long for one segment, from their *pieces*, each with the packet's id, its length and its own place.

    Source:
        XMP specification part 3, 1.1.3.1
    """
    packets: dict[bytes, dict[int, bytes]] = {}
    for piece in pieces:
        if len(piece) > 40:
            packets.setdefault(piece[:32], {})[int.from_bytes(piece[36:40], "big")] = piece[40:]
    found = (b"".join(by_place[place] for place in sorted(by_place)) for by_place in packets.values())
    return [whole for whole in found if len(whole) <= _MOST]
