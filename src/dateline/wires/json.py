"""JSON of large deliveries into plain values: at once where it is sound, mended and told where it is not."""

import re
from typing import Any, Final

import msgspec

from dateline.news.wire import Problem
from dateline.wires.charset import may_be_twice
from dateline.wires.json_mended import LONGEST, decode, is_crowded

_DECODER: Final = msgspec.json.Decoder()
#: Escapes of characters that no text has, or may not have: what holds one is decoded with care.
_SUSPECT = re.compile(rb"\\(?:[bf]|u(?:00[0189]|[dD][89a-fA-F]|[fF]{3}))")
#: What brackets are made of, and all that is no bracket.
_BRACKETS: Final = b"[]{}"
_OTHERS: Final = bytes(byte for byte in range(256) if byte not in _BRACKETS)
#: Levels of brackets that are taken off to see how deep a document is; what is deeper is looked at with care.
_USUAL: Final = 24


def decoded(data: bytes, *, format: str) -> tuple[Any, tuple[Problem, ...]]:
    """
    Decode one JSON document.

    Args:
        data: JSON in UTF-8; other charsets are known by their marks or read as Windows-1252.
        format: The wire it is read as, for the error's words.
    Returns:
        The value, without characters that no text has; and what was mended.
    Raises:
        WireError: If it is no JSON, too long or nested too deep.
    """
    if len(data) <= LONGEST and not _is_odd(data):
        try:
            return _DECODER.decode(data), ()
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            pass
    return decode(data, format=format)


def _is_odd(data: bytes) -> bool:
    """True if *data* is to be decoded with care."""
    return _SUSPECT.search(data) is not None or may_be_twice(data) or is_crowded(data) or not _is_shallow(data)


def as_text(value: object) -> str:
    """A *value* of JSON as one text: a text as it is, anything else as JSON."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _is_shallow(data: bytes) -> bool:
    """True if *data* surely nests no deeper than is usual; brackets inside texts may make it False."""
    brackets = data.translate(None, _OTHERS)
    for _ in range(_USUAL):
        if not brackets:
            return True
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    return not brackets
