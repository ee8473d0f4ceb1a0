"""
Bands: texts that may be alike are found without looking at all of them.

A sketch's hashes are cut into 64 bands of two, and texts that agree in one band are looked at: of those with a fifth of
all runs in common 93 in 100, with a quarter 98, with a third 99.9, with a hundredth one in 150. Rensa's own index does
the same with 84 bytes a band and text, which is 270 MB for 50,000 texts; here it is four bytes, as what stands in one
place of a band is a chain through an array.
"""

from array import array
from collections.abc import Sequence
from typing import Final

from dateline.relate.sketch import HASHES, Sketch

#: Hashes of a band; how many bands; places in each, as a power of two.
_WIDTH: Final = 2
_BANDS: Final = HASHES // _WIDTH
_PLACES: Final = 14
_MASK: Final = (1 << _PLACES) - 1
#: Odd, so that every bit of the first hash counts in a place.
_SPREAD: Final = 0x9E3779B1
_NONE: Final = -1


class Bands:
    """Texts by the places in which they stand, in memory; `places` tells these."""

    def __init__(self) -> None:
        #: For each place of each band, the first and the last of those that stand there: what came first goes first.
        self._heads = array("i", [_NONE]) * (_BANDS << _PLACES)
        self._tails = array("i", self._heads)
        #: For each band of each text, the one that stands behind it.
        self._links = array("i")
        self._ids: list[str] = []
        self._slots: dict[str, int] = {}
        self._free: list[int] = []

    def __contains__(self, id: str) -> bool:
        """Whether the text is here."""
        return id in self._slots

    def add(self, id: str, places: Sequence[int]) -> None:
        """Take in a text that is not here yet."""
        if self._free:
            slot = self._free.pop()
            self._ids[slot] = id
        else:
            slot = len(self._ids)
            self._ids.append(id)
            self._links.extend([_NONE] * _BANDS)
        self._slots[id] = slot
        heads, tails, links = self._heads, self._tails, self._links
        for band, place in enumerate(places):
            if heads[place] == _NONE:
                heads[place] = slot
            else:
                links[tails[place] * _BANDS + band] = slot
            tails[place] = slot
            links[slot * _BANDS + band] = _NONE

    def remove(self, id: str, places: Sequence[int]) -> None:
        """Let go of a text that is here, by the places that it was put in."""
        slot = self._slots.pop(id)
        heads, tails, links = self._heads, self._tails, self._links
        for band, place in enumerate(places):
            before, at = _NONE, heads[place]
            while at != slot:
                before, at = at, links[at * _BANDS + band]
            behind = links[slot * _BANDS + band]
            if before == _NONE:
                heads[place] = behind
            else:
                links[before * _BANDS + band] = behind
            if behind == _NONE:
                tails[place] = before
        self._ids[slot] = ""
        self._free.append(slot)

    def near(self, places: Sequence[int]) -> list[str]:
        """The texts that stand in one of the places, in no order; among them a few that have nothing in common."""
        heads, links, found = self._heads, self._links, set[int]()
        for band, place in enumerate(places):
            slot = heads[place]
            while slot != _NONE:
                found.add(slot)
                slot = links[slot * _BANDS + band]
        return [self._ids[slot] for slot in found]


def places(sketch: Sketch) -> list[int]:
    """Where a text stands in each band; nowhere, if it has no words."""
    if not sketch.runs:
        return []
    hashes = iter(sketch.minhash.digest())
    return [
        band << _PLACES | (one * _SPREAD + other) >> 7 & _MASK
        for band, (one, other) in enumerate(zip(hashes, hashes, strict=True))
    ]
