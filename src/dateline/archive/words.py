"""Words as they are searched: without case, accents and punctuation, the same for a text and for what is asked."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

#: Marks that belong to the letter before them: accents typed apart, vowels of Hebrew, Arabic and Indic scripts.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u096f\u0971-\u0dff\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f"
)
#: Scripts without blanks between words: each letter is a word, and words are found as phrases.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
#: ``U.S.`` is one word, as ``US`` is.
_DOTTED = re.compile(r"(?:[A-Z]\.){2,}")
_TOKEN = re.compile(
    rf"{_DOTTED.pattern}|[{_UNSPACED}][{_MARKS}]*|(?:[^\W_{_UNSPACED}][{_MARKS}]*)+",
)
#: Each ASCII character as a small letter or digit, or as a blank.
_ASCII = bytes(ord(chr(c).lower()) if c < 128 and chr(c).isalnum() else ord(" ") for c in range(256))
#: Letters that are no accented ones to Unicode, and to readers are.
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th"})


class Token(NamedTuple):
    """A word where it stands in a text."""

    #: Folded.
    word: str
    start: int
    end: int


def fold(text: str) -> str:
    """A text without case and accents: ``Zürich`` and ``ZURICH`` are one word, and so are ``U.S.`` and ``us``."""
    if text.isascii():
        return text.lower().replace(".", "")
    plain = unicodedata.normalize("NFKD", text.replace(".", "")).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)


def indexed(text: str) -> str:
    """The words of a text, folded, with blanks between them."""
    if not text.isascii():
        return fold(" ".join(_TOKEN.findall(text)))
    # Most texts are so, and all of them pass here: a table is ten times as quick as the pattern.
    joined = _DOTTED.sub(lambda m: m[0].replace(".", "") + " ", text) if "." in text else text
    return joined.encode().translate(_ASCII).decode()


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, in order."""
    return tuple(indexed(text).split())


def tokens(text: str) -> Iterator[Token]:
    """The words of a text where they stand in it."""
    return (Token(fold(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(text))
