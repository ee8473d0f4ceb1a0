"""
Sketches: by a few hundred bytes, it is told how much of one text stands in another.

The house knows near-copies in two ways. `news/fingerprint.py` keeps killed text out: it is state, the same for ever on
every machine, is kept with each version in the ledger, finds a killed text inside a longer one, and would rather hold
too much. What is here shows an editor, for three days, which of the stories that came in are one: it lives in memory,
is made anew by each process, says how much is common, and would rather show two lines than hide a report behind
another. What a word is, and that small ones say nothing, is the same in both.
"""

from collections.abc import Sequence
from typing import Final
from zlib import crc32

from msgspec import Struct
from rensa import RMinHash  # type: ignore[import-untyped]

from dateline.relate.shingles import shingles

#: Smallest hashes that a sketch has of a text's runs: of how much is common, they tell within some five in a hundred.
HASHES: Final = 128
_SEED: Final = 1
#: The share of all runs in either text that must be in both.
_RESEMBLANCE: Final = 0.2
#: The share of the shorter text's runs that must be in the longer, beyond as many as two texts of one form share; and
#: for a text that has few, without that.
_SHARE, _FORM, _FEW = 0.5, 6, 0.9
#: How many figures a sketch has at most, and from how many on they must agree; the share of them that must.
_FIGURES, _ENOUGH, _AGREE = 16, 3, 0.5


class Sketch(Struct, frozen=True):
    """What a text is compared by."""

    minhash: RMinHash
    #: How many different runs of words the text has.
    runs: int
    #: The smallest hashes of the numbers in it, ascending, four bytes each.
    figures: bytes


def sketch(headline: str, paragraphs: Sequence[str]) -> Sketch:
    """
    The sketch of a story's text.

    Args:
        headline: As it came.
        paragraphs: Of the body, as plain text, in order; datelines, bylines and credits may be among them.
    """
    found = shingles(headline, paragraphs)
    minhash = RMinHash(HASHES, _SEED)
    minhash.update(list(found.runs))
    figures = sorted(map(crc32, found.figures))[:_FIGURES]
    return Sketch(minhash, len(found.runs), b"".join([n.to_bytes(4, "big") for n in figures]))


def shared(a: Sketch, b: Sketch) -> float:
    """
    How much of the shorter of two texts stands in the longer.

    Returns:
        The share of its runs, from 0 to 1; 0 where the two are no near-copies.
    """
    fewer = min(a.runs, b.runs)
    resemblance = a.minhash.jaccard(b.minhash) if fewer else 0.0
    if resemblance < _RESEMBLANCE:
        return 0.0
    common = resemblance / (1 + resemblance) * (a.runs + b.runs)
    if common < min(_SHARE * fewer + _FORM, _FEW * fewer) or not _agree(a.figures, b.figures):
        return 0.0
    return min(common / fewer, 1.0)


def _agree(a: bytes, b: bytes) -> bool:
    """Whether two texts tell the same figures, as far as both sketches have them: forms filled in anew do not."""
    ours, theirs = ([s[n : n + 4] for n in range(0, len(s), 4)] for s in (a, b))
    # A sketch that is full has no hash above its largest, so that what the other has there says nothing.
    end = min((s[-1] for s in (ours, theirs) if len(s) >= _FIGURES), default=b"\xff" * 4)
    one, other = ({h for h in s if h <= end} for s in (ours, theirs))
    fewer = min(len(one), len(other))
    return fewer < _ENOUGH or len(one & other) >= _AGREE * fewer
