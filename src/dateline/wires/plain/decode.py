"""Bytes of unknown origin → text, with every repair told."""

import re
from collections.abc import Callable

from dateline.news.errors import WireError
from dateline.news.wire import Problem
from dateline.wires.alphabets import lettered
from dateline.wires.charset import unmarked
from dateline.wires.telegram import normalised

_BINARY = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"RIFF",
)  # fmt: skip
#: Quotes and dashes of Windows that were written out by their numbers; the rest of these numbers stand for nothing.
_C1 = re.compile("[\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")
#: The share of control characters above which nothing here was meant to be read as text.
_TOO_MANY = 0.05
_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_WHOLE = "the whole file"


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """
    Read *data* as text.

    Args:
        data: UTF-8, UTF-16 or UTF-32 (these two need a byte order mark), else a charset that `lettered` knows.
    Returns:
        The text with ``\\n`` line ends and no control characters but tabs, and what was mended.
    Raises:
        WireError: If there is no word in it, if it is no text at all, or all lines and no words.
    """
    if data.startswith(_BINARY):
        raise WireError("plain", "offset 0", "this is a binary file, not text")
    data = unmarked(data)
    kinds = [name for name, count in _ends(data).items() if count]
    data = normalised(data, format="plain")
    text, told = lettered(data)
    problems: list[Problem] = []
    if len(kinds) > 1:
        problems.append(Problem(_WHOLE, f"line ends of {len(kinds)} kinds ({', '.join(kinds)}) were made one"))
    where = _first(data, text, told) if told else ""
    text = _replaced(_C1, _ENDS.sub("\n", text), _windows, "characters of cp1252 were mended", problems)
    strange = [found.start() for found in _CONTROL.finditer(text)]
    if len(strange) > 3 and len(strange) > _TOO_MANY * len(text):
        raise WireError("plain", f"offset {strange[0]}", "control bytes throughout: this is no text")
    text = _replaced(_CONTROL, text, lambda _: "", "control characters were taken out", problems)
    problems += [Problem(where, told)] if told else []
    if not any(character.isalnum() for character in text):
        raise WireError("plain", _WHOLE, "it holds no word")
    return text, tuple(problems)


def _windows(found: re.Match[str]) -> str:
    return found[0].encode("latin-1").decode("cp1252")


def _ends(data: bytes) -> dict[str, int]:
    both = data.count(b"\r\n")
    return {"CR LF": both, "LF": data.count(b"\n") - both, "CR": data.count(b"\r") - both}


def _replaced(
    pattern: re.Pattern[str], text: str, by: Callable[[re.Match[str]], str], what: str, problems: list[Problem]
) -> str:
    """The *text* with what a *pattern* finds replaced; where anything is, that is told."""
    mended, count = pattern.subn(by, text)
    if count and (first := pattern.search(text)):
        problems.append(Problem(_line(text, first.start()), f"{count} {what}"))
    return mended


def _first(data: bytes, text: str, told: str) -> str:
    """Where the first of the characters stands that were mended or lost: up to it the bytes are the *text*."""
    if told.startswith("read as"):
        return _WHOLE
    sent = data.decode("utf-8", "surrogateescape")
    differ = (place for place, (was, now) in enumerate(zip(sent, text, strict=False)) if was != now)
    return _line(_ENDS.sub("\n", text), next(differ, text.find("\ufffd")))


def _line(text: str, offset: int) -> str:
    return f"line {text.count(chr(10), 0, offset) + 1}"
