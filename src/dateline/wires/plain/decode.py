"""Bytes of unknown origin → text, with every repair told."""

import re

from dateline.news.errors import WireError
from dateline.news.wire import Problem
from dateline.wires.alphabets import charset_of
from dateline.wires.charset import restored, unmarked

_BINARY = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"RIFF",
)  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")
#: But for the one that ends a line, and those that stand for nothing.
_C1 = re.compile("[\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f]")
#: The share of control characters above which nothing here was meant to be read as text.
_TOO_MANY = 0.05
#: More lines than this, and shorter on the average than that, no news has.
_MOST_LINES = 100_000
_SHORT = 16
_NO_UTF8 = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """
    Read *data* as text.

    Args:
        data: UTF-8, UTF-16 or UTF-32 (these two need a byte order mark), else a charset of one byte a letter: one of
            `charset_of`, or cp1252.
    Returns:
        The text with ``\\n`` line ends and no control characters but tabs, and what was mended.
    Raises:
        WireError: If there is no word in it, if it is no text at all, or all lines and no words.
    """
    if data.startswith(_BINARY):
        raise WireError("plain", "offset 0", "this is a binary file, not text")
    text, problems = _characters(data)
    text, told = _mend_quotes(text)
    problems += told
    strange = [found.start() for found in _CONTROL.finditer(text)]
    if len(strange) > 3 and len(strange) > _TOO_MANY * len(text):
        raise WireError("plain", f"offset {strange[0]}", "control bytes throughout: this is no text")
    for mend in (_mend_ends, _mend_controls, _mend_twice, _tell_lost):
        text, told = mend(text)
        problems += told
    if not any(character.isalnum() for character in text):
        raise WireError("plain", "the whole file", "it holds no word")
    return text, problems


def _characters(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    data = unmarked(data)
    lines = max(data.count(b"\n"), data.count(b"\r"))
    if lines > _MOST_LINES and len(data) < _SHORT * lines:
        raise WireError("plain", "the whole file", f"{lines} lines of next to nothing are no news")
    text = data.decode("utf-8", "surrogateescape")
    odd = _NO_UTF8.search(text)
    if not odd:
        return text, ()
    mended, count = _NO_UTF8.subn(lambda found: _cp1252(bytes([ord(found[0]) - 0xDC00])), text)
    if len(_BEYOND_ASCII.findall(text)) <= 2 * count:
        return _of_one_byte(data)
    return mended, (Problem(_line(text, odd.start()), f"{count} bytes that are no UTF-8 were read as cp1252"),)


def _of_one_byte(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    charset = charset_of(data)
    if not charset:
        return _cp1252(data), ()
    return data.decode(charset, "replace"), (Problem("the whole file", f"read as {charset}"),)


def _cp1252(data: bytes) -> str:
    """As browsers read it: the five bytes that cp1252 leaves open are control characters."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def _mend_quotes(text: str) -> tuple[str, tuple[Problem, ...]]:
    """Quotes and dashes of cp1252 that were written out as UTF-8 by their numbers, as browsers read them."""
    mended, count = _C1.subn(lambda found: _cp1252(found[0].encode("latin-1")), text)
    first = _C1.search(text)
    if first is None:
        return text, ()
    return mended, (Problem(_line(text, first.start()), f"{count} characters of cp1252 were mended"),)


def _mend_ends(text: str) -> tuple[str, tuple[Problem, ...]]:
    kinds = [kind for kind, found in _ends(text).items() if found]
    mended = _ENDS.sub("\n", text)
    if len(kinds) < 2:
        return mended, ()
    return mended, (Problem("the whole file", f"line ends of {len(kinds)} kinds ({', '.join(kinds)}) were made one"),)


def _ends(text: str) -> dict[str, int]:
    both = text.count("\r\n")
    return {"CR LF": both, "LF": text.count("\n") - both, "CR": text.count("\r") - both}


def _mend_controls(text: str) -> tuple[str, tuple[Problem, ...]]:
    first = _CONTROL.search(text)
    if not first:
        return text, ()
    mended, count = _CONTROL.subn("", text)
    return mended, (Problem(_line(text, first.start()), f"{count} control characters were taken out"),)


def _mend_twice(text: str) -> tuple[str, tuple[Problem, ...]]:
    mended, told = restored(text)
    if not told:
        return text, ()
    # Up to the first of them both are the same.
    first = next((place for place, (was, now) in enumerate(zip(text, mended, strict=False)) if was != now), 0)
    return mended, (Problem(_line(text, first), told),)


def _tell_lost(text: str) -> tuple[str, tuple[Problem, ...]]:
    lost = text.count("\ufffd")
    if not lost:
        return text, ()
    where = _line(text, text.index("\ufffd"))
    return text, (Problem(where, f"{lost} characters were lost before the text reached us; they stand as \ufffd"),)


def _line(text: str, offset: int) -> str:
    newlines = text.count("\n", 0, offset)
    return f"line {newlines + 1}"
