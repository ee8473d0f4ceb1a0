"""Clues: numbers by which a story is found again."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

#: What a clue is of: a print of a text, words in the middle of a paragraph, a name that its source calls it by.
PRINT, BLOCK, NAME = (kind << 56 for kind in (1, 2, 3))
#: Set in the clues that each new version is held against: they are few, and stand for what must not be used.
WATCHED = 1 << 60


def watched(clues: Iterable[int]) -> list[int]:
    """The clues by which what is to come finds its story: a killed text's prints, names under which a notice waits."""
    return [clue | WATCHED for clue in clues]


@lru_cache(maxsize=512)
def named(*names: str) -> tuple[int, ...]:
    """The clues of names, such as ``name:afp:harbour fire`` and ``serial:afp:v9991``."""
    return tuple([NAME | int.from_bytes(blake2b(n.encode(errors="replace"), digest_size=7).digest()) for n in names])
