"""
Shingles: the runs of words that a text is made of, without what agencies and their clients put around it.

The words of one text run on over its paragraphs, so that it says the same whether these are merged or not. Small words
are left out, as in `news/fingerprint.py`: they are what a light edit changes, and what all texts have in common.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final, NamedTuple

from dateline.news import fingerprint

#: Scripts without blanks between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese.
_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
#: Letters of these that stand for a word; each such piece begins one letter after the one before.
_PIECE: Final = 3
_WORD = re.compile(rf"(?P<unspaced>[{_UNSPACED}]+)|[^\W_{_UNSPACED}]+")
#: Stretches Arabic words to the width of a line.
_TATWEEL: Final = "\u0640"

#: What opens a text before its first sentence. Who takes too much off one copy takes it off all.
_OPENING = re.compile(
    # "PARIS, Jan 16 (AFP) -", "باريس (أ ف ب) -"
    r"[^()（）]{0,80}[(（][^()（）]{2,40}[)）]\s*[-–—−:]+\s*"
    # "SALTMARSH, Feb 26 -"
    r"|(?=[^.!?]{0,60}\d)[^!?()]{3,60}?\s[-–—−]{1,2}\s"
    # "OUTER KILN --"
    r"|(?=[^\W\d_]{2})[^a-z!?()]{3,60}?\s[-–—−]{1,2}\s"
    # "新华社北京1月16日电（记者王某）"
    r"|.{2,40}?日?[电電](?:\s*[(（][^)）]{1,40}[)）]|(?<=日[电電]))\s*"
)
#: An agency in parentheses, or the letters that a body is known by: some copies have them, and others do not.
_LETTERS = re.compile(r"[(（][^\s()（）]{2,8}[)）]")
#: Opens a line on who wrote, sent or owns a text, also where it ends as a sentence does.
_CREDIT = re.compile(r"\W*(?:©|\(c\)|copyright|all rights|(?:additional |with )?(?:reporting|writing|editing)\b)", re.I)
_ENDS: Final = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", '"', "”", "»", "“", "’", "」")
#: A line of credits has at most so many letters, any other that does not end as a sentence does so many; and so many
#: of them open or close a text.
_CREDITS, _LINE, _LINES = 160, 90, 4


class Shingles(NamedTuple):
    """What a text is compared by."""

    #: Runs of three longer words or numbers; of five letters where a script parts no words.
    runs: set[bytes]
    #: The numbers.
    figures: set[bytes]


def shingles(headline: str, paragraphs: Sequence[str]) -> Shingles:
    """
    The runs of words in a text, and the numbers.

    Args:
        headline: As it came.
        paragraphs: Of the body, as plain text, in order; those that are no text of its own are passed over.
    """
    found = chain.from_iterable(map(words, (headline, *own(paragraphs))))
    long = [w for w in found if len(w) > 3 or w < b":"]
    runs = set(map(b" ".join, zip(long, long[1:], long[2:], strict=False)))
    # Of fewer words than a run has, all are one.
    return Shingles(runs or {b" ".join(long)} - {b""}, {w for w in long if w < b":"})


def words(text: str) -> list[bytes]:
    """The words of a *text* in order, as UTF-8, without case, accents or marks; numbers sort below all others."""
    if text.isascii():
        return fingerprint.words(text)
    plain = unicodedata.normalize("NFKD", text.replace(_TATWEEL, "")).casefold()
    plain = "".join([c for c in plain if not unicodedata.combining(c)])
    return [w.encode(errors="replace") for found in _WORD.finditer(plain) for w in _parted(found)]


def _parted(found: re.Match[str]) -> Iterable[str]:
    """A word as it is; the pieces of a run of letters that stand without blanks."""
    letters = found[0]
    if found["unspaced"] is None or len(letters) <= _PIECE:
        return (letters,)
    return (letters[n : n + _PIECE] for n in range(len(letters) - _PIECE + 1))


def own(paragraphs: Sequence[str]) -> list[str]:
    """
    What in the *paragraphs* of a body is its own text: no dateline, no byline, no word on who sent or owns it.

    All of them where nothing else is there, as in an alert of one line.
    """
    first, end = 0, len(paragraphs)
    while first < min(end, _LINES) and _beside(paragraphs[first]):
        first += 1
    while end > max(first, len(paragraphs) - _LINES) and _beside(paragraphs[end - 1]):
        end -= 1
    kept = list(paragraphs[first:end] or paragraphs)
    if kept and (opening := _OPENING.match(kept[0])):
        kept[0] = kept[0][opening.end() :]
    return [_LETTERS.sub(" ", text) if "(" in text or "（" in text else text for text in kept]


def _beside(line: str) -> bool:
    """Whether a *line* at either end of a body is none of its sentences."""
    if len(line) > _CREDITS:
        return False
    ended = _LETTERS.sub("", line).rstrip(" )）").endswith(_ENDS)
    return _CREDIT.match(line) is not None or (len(line) <= _LINE and not ended)
