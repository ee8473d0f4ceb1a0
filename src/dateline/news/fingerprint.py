"""
Fingerprints: by a few numbers, a text is known again when it comes back under another id.

A sketch holds the smallest hashes of what stands in a text: runs of three longer words, again those runs that have a
number in their middle, and for alerts each word. It is the same on every machine. It is state, not an entry: who
changes how it is made rebuilds the state from the ledger.
"""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from zlib import crc32

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
#: Words at either end of a paragraph, by which it is found.
_END = 6
#: What is no part of a word, beyond ASCII and in it.
_FOREIGN = re.compile(r"[^\x00-\x7f\w]")
_PARTED = bytes(c if c >= 128 or chr(c).isalnum() or chr(c) == "_" else 32 for c in range(256))
_BLANKED = bytes(c if c >= 128 or chr(c).isalnum() else 32 for c in range(256))
#: Quotes, dashes, blanks and stops beyond ASCII, as UTF-8.
_MARKS = re.compile(
    rb"\xe2\x80[\x80-\xbf]|\xc2[\xa0-\xbf]|\xe3\x80[\x80-\x9f]|\xef\xbc[\x81-\x8f]|\xe0\xa5\xa4|\xd8\x8c"
)


# A turn asks twice, for what it will look up and for what it keeps; the same of `clues`.
@lru_cache(maxsize=128)
def sketch(text: str) -> tuple[int, ...]:
    """
    What a text is known again by.

    Args:
        text: Headline and body, blanks between them; plain words.
    Returns:
        Numbers below 2**32, ascending: 80 for a long report, at most 220; none for a text of fewer than eight words.
    """
    words = _words(text)
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


def _words(text: str) -> list[bytes]:
    """The words of *text* in order, as UTF-8, without case or marks."""
    if text.isascii():
        return text.lower().encode().translate(_BLANKED).split()
    data = unicodedata.normalize("NFC", text).lower().encode(errors="replace")
    return _MARKS.sub(b" ", data).translate(_BLANKED).split()


def _smallest(hashes: list[int], most: int) -> list[int]:
    """The *most* smallest, ascending, each once; all are not sorted where a long text has many."""
    end = (most * 5 << 31) // max(len(hashes), 1)
    few = sorted({h for h in hashes if h < end})
    return (few if len(few) >= most else sorted(set(hashes)))[:most]


def _alert(words: list[bytes]) -> list[int]:
    pairs = {crc32(a + b" " + b) & ~3 | _PAIR for a, b in pairwise(words)}
    # Alerts of one form differ in a number: it weighs as much as three words.
    weights = {crc32(w, n) & ~3 | _WORD for w in words for n in range(3 if w < b":" else 1)}
    return [*pairs, *weights]


@lru_cache(maxsize=256)
def clues(sketch: tuple[int, ...], most: int = 8) -> tuple[str, ...]:
    """
    Strings of which a text and its near-copies share at least one, and other texts next to never any.

    Args:
        sketch: The text's.
        most: How many, twice as many for what is between an alert and a report. Who notes eight and looks for sixteen
            finds more of the copies that stand inside a longer text.
    """
    chosen = (h for kind in (_RUN, _PAIR) for h in [h for h in sketch if h & 3 == kind][:most])
    return tuple(f"print:{h:08x}" for h in chosen)


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


def block_clues(text: str) -> tuple[str, ...]:
    """
    The clues by which a paragraph that was pasted elsewhere finds its story: its first words, and its last.

    One of them stays where a dateline was left out or a word was changed. None where it is too short to tell.
    """
    # Bytes are looked through several times quicker than letters.
    folded = text.lower() if text.isascii() else _FOREIGN.sub(" ", text.casefold())
    words = folded.encode().translate(_PARTED).split()
    if len(words) < _PARAGRAPH:
        return ()
    ends = (words[:_END], words[-_END:])
    return tuple(f"block:{blake2b(b' '.join(end), digest_size=8).hexdigest()}" for end in ends)
