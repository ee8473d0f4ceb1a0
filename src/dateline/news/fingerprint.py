"""
Fingerprints: by a few numbers, a text is known again when it comes back under another id.

A sketch holds the smallest hashes of what stands in a text: runs of three longer words, again those runs that have a
number in their middle, and for alerts each word. It is the same on every machine. It is state, not an entry: who
changes how it is made rebuilds the state from the ledger.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from dateline.news.clues import BLOCK, PRINT

#: Texts of fewer words say too little to be known by.
_LEAST = 8
#: From this many words on, a text is known by its runs of words; up to the other, by its words.
_REPORT, _ALERT = 25, 40
#: How many runs, and how many of those around a number, a sketch holds at most.
_RUNS, _FIGURES = 64, 16
#: The two lowest bits of a hash tell what it is of.
_RUN, _FIGURE, _WORD, _PAIR = range(4)
#: A paragraph of fewer words may stand in two reports by chance.
_PARAGRAPH = 8
#: Words on either side of a paragraph's middle, by which it is found.
_SIDE = 5
#: What is no part of a word in ASCII.
_BLANKED = bytes(c if c >= 128 or chr(c).isalnum() else 32 for c in range(256))
#: Quotes, dashes, blanks and stops beyond ASCII, as UTF-8.
_MARKS = re.compile(
    rb"\xe2\x80[\x80-\xbf]|\xc2[\xa0-\xbf]|\xe3\x80[\x80-\x9f]|\xef\xbc[\x81-\x8f]|\xe0\xa5\xa4|\xd8\x8c"
)


def words(text: str) -> list[bytes]:
    """The words of *text* in order, as UTF-8, without case or marks."""
    if text.isascii():
        return text.lower().encode().translate(_BLANKED).split()
    data = unicodedata.normalize("NFC", text).lower().encode(errors="replace")
    return _MARKS.sub(b" ", data).translate(_BLANKED).split()


def sketch(words: Sequence[bytes]) -> tuple[int, ...]:
    """
    What a text is known again by.

    Args:
        words: Of headline and body, as `words` tells them.
    Returns:
        Numbers below 2**32, ascending: 80 for a long report, at most 220; none for a text of fewer than eight words.
    """
    if len(words) < _LEAST:
        return ()
    found = _alert(words) if len(words) <= _ALERT else []
    if len(words) >= _REPORT:
        # Small words are what a light edit changes; they also make runs that many texts share.
        long = [w for w in words if len(w) > 3 or w < b":"]
        runs = list(map(crc32, map(b" ".join, zip(long, long[1:], long[2:], strict=False))))
        # Digits sort before letters.
        figures = {h for h, word in zip(runs, long[1:], strict=False) if word < b":"}
        found += [h & ~3 | _RUN for h in _smallest(runs, _RUNS)]
        found += [h & ~3 | _FIGURE for h in sorted(figures)[:_FIGURES]]
    return tuple(sorted(found))


def _smallest(hashes: list[int], most: int) -> list[int]:
    """The *most* smallest, ascending, each once; all are not sorted where a long text has many."""
    end = (most * 5 << 31) // max(len(hashes), 1)
    few = sorted({h for h in hashes if h < end})
    return (few if len(few) >= most else sorted(set(hashes)))[:most]


def _alert(words: Sequence[bytes]) -> list[int]:
    pairs = {crc32(a + b" " + b) & ~3 | _PAIR for a, b in pairwise(words)}
    # Alerts of one form differ in a number: it weighs as much as three words.
    weights = {crc32(w, n) & ~3 | _WORD for w in words for n in range(3 if w < b":" else 1)}
    return [*pairs, *weights]


# Asked twice: for what a turn will look up, and for what it keeps.
@lru_cache(maxsize=256)
def prints(sketch: tuple[int, ...], most: int = 8) -> tuple[int, ...]:
    """
    Clues of which a text and its near-copies share at least one, and other texts next to never any.

    Args:
        sketch: The text's.
        most: How many, twice as many for what is between an alert and a report. Who notes eight and looks for sixteen
            finds more of the copies that stand inside a longer text.
    """
    chosen = ([h for h in sketch if h & 3 == kind][:most] for kind in (_RUN, _PAIR))
    return tuple([PRINT | h for some in chosen for h in some])


def alike(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """
    Whether two sketches are of one text, edited or cut, or of a text and one that holds it.

    Reports of one form with other figures, and those that share some background, are not alike.
    """
    return _reports(a, b) or _alerts(a, b)


def _reports(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    smaller, larger, common = _compared(a, b, _RUN, _RUNS)
    if common < 5 or (common < 0.5 * smaller and common < 0.25 * (smaller + larger - common)):
        return False
    figures, _, same = _compared(a, b, _FIGURE, _FIGURES)
    return figures < 3 or same >= 0.4 * figures - 0.5


def _alerts(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    smaller, larger, common = _compared(a, b, _WORD, 4 * _ALERT)
    return common > 0.92 * smaller and common >= 0.7 * (smaller + larger - common)


def _compared(a: tuple[int, ...], b: tuple[int, ...], kind: int, most: int) -> tuple[int, int, int]:
    """
    Hashes of one *kind* in either, fewer first, and in both: those up to where both sketches are whole.

    A sketch of *most* hashes holds none above its largest, so what the other holds there says nothing.
    """
    ours, theirs = ([h for h in s if h & 3 == kind] for s in (a, b))
    end = min(s[-1] if len(s) >= most else 1 << 32 for s in (ours, theirs))
    one, other = ({h for h in s if h <= end} for s in (ours, theirs))
    smaller, larger = sorted((len(one), len(other)))
    return smaller, larger, len(one & other)


def middle(paragraph: Sequence[bytes]) -> tuple[int, ...]:
    """
    The clues by which a paragraph that is pasted elsewhere finds its story: the words on either side of its middle.

    They stay where a dateline or a half was left out or its ends were changed, and one of them where a word was.

    Args:
        paragraph: Its words; where they are fewer than eight there is no clue.
    """
    if len(paragraph) < _PARAGRAPH:
        return ()
    half, last = len(paragraph) // 2, len(paragraph) - _SIDE
    return _side(paragraph, max(half - _SIDE, 0)), _side(paragraph, min(half, last))


def runs(paragraph: Sequence[bytes]) -> tuple[int, ...]:
    """The clues of whatever paragraph this one may have been: `middle` of it is among them if it was."""
    if len(paragraph) < _PARAGRAPH:
        return ()
    return tuple([_side(paragraph, start) for start in range(len(paragraph) - _SIDE + 1)])


def _side(words: Sequence[bytes], start: int) -> int:
    return BLOCK | crc32(b" ".join(words[start : start + _SIDE]))
