"""What headers say: encoded words in any charset, parameters, ids of messages."""

import binascii
import re
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple
from urllib.parse import unquote_to_bytes

from dateline.wires.e_mail.charsets import text_of
from dateline.wires.letters import fold

_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]*)?\?([bBqQ])\?([^?\r\n]*)\?=")
#: White space between two encoded words is none.
_BETWEEN = re.compile(r"(?<=\?=)\s+(?==\?)")
_PARAM = re.compile(r";\s*([^\s=;]{1,60})\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"?|([^;]*))")
_CONTINUED = re.compile(r"([^*]+)\*(\d{1,3})?(\*)?")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ID = re.compile(r"<([^<>\s]+)>")
_LONGEST: Final = 4000


class Valued(NamedTuple):
    """A header's value in small letters, and its parameters."""

    value: str
    params: dict[str, str]


def decoded_words(value: str, charset: str = "") -> str:
    """
    A header's *value* as text, folded.

    Args:
        value: As sent, its bytes as Latin-1 letters.
        charset: Of bytes beyond ASCII that nothing encodes and that are no UTF-8; empty if nobody tells.
    """
    if "=?" not in value:
        return fold(_raw(value, charset))
    pieces: list[str] = []
    joined: list[tuple[str, bytes]] = []
    at = 0
    value = _BETWEEN.sub("", value[: 8 * _LONGEST])
    for found in _WORD.finditer(value):
        if found.start() > at:
            pieces += [*_said(joined), _raw(value[at : found.start()], charset)]
            joined = []
        joined.append((found[1].lower(), _bytes_of(found[2], found[3])))
        at = found.end()
    return fold("".join([*pieces, *_said(joined), _raw(value[at:], charset)]))


def _said(words: list[tuple[str, bytes]]) -> list[str]:
    """Encoded *words* that follow each other; a letter may begin in one and end in the next."""
    runs = groupby(words, itemgetter(0))
    return [text_of(b"".join(data for _, data in run), charset).text for charset, run in runs]


def _bytes_of(coding: str, text: str) -> bytes:
    data = text.encode("latin-1", "replace")
    if coding in "qQ":
        return binascii.a2b_qp(data, header=True)
    try:
        return binascii.a2b_base64(data + b"=" * (-len(data.rstrip(b"=")) % 4))
    except binascii.Error:
        return data


def _raw(text: str, charset: str) -> str:
    """Letters that are bytes, which no standard allows beyond ASCII and many mailers send."""
    return text if text.isascii() else text_of(text.encode("latin-1", "replace"), charset).text


def parameters(value: str) -> Valued:
    """
    A header's value and its parameters, also those in pieces and in charsets.

    Source:
        RFC 2045, RFC 2231
    """
    if ";" not in value:
        return Valued(value.strip().lower(), {})
    value = value[:_LONGEST]
    first, _, _ = value.partition(";")
    params: dict[str, str] = {}
    continued: dict[str, list[tuple[int, bool, str]]] = {}
    for found in _PARAM.finditer(value, len(first)):
        name = found[1].lower()
        told = _ESCAPE.sub(r"\1", found[2]) if found[2] is not None else found[3].strip()
        if "*" in name and (piece := _CONTINUED.fullmatch(name)):
            continued.setdefault(piece[1], []).append((int(piece[2] or 0), piece[3] is not None or not piece[2], told))
        else:
            params.setdefault(name, decoded_words(told) if name in ("name", "filename") else told)
    for name, pieces in continued.items():
        params[name] = _joined(sorted(pieces, key=lambda piece: piece[0]))
    return Valued(first.strip().lower(), params)


def _joined(pieces: list[tuple[int, bool, str]]) -> str:
    """A parameter in pieces; the first names the charset of those that are marked."""
    charset, data = "utf-8", b""
    for place, (_, marked, told) in enumerate(pieces):
        if marked and place == 0 and told.count("'") >= 2:
            charset, _, told = told.split("'", 2)
        data += unquote_to_bytes(told) if marked else told.encode("latin-1", "replace")
    return fold(text_of(data, charset or "utf-8").text)


def ids(value: str) -> tuple[str, ...]:
    """The ids of messages in a header's *value*, without their brackets, each once."""
    found = _ID.findall(value[: 16 * _LONGEST])
    bare = value.strip()
    return tuple(dict.fromkeys(found)) or ((bare,) if bare and " " not in bare and "@" in bare else ())
