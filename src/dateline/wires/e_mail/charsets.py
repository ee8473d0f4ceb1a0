"""Bytes of a part into text: the charset it claims, the one it has, and the transfer encoding around it."""

import binascii
import codecs
import re
from functools import lru_cache
from typing import Final, NamedTuple

from dateline.wires.alphabets import lettered
from dateline.wires.charset import decoded

_SOUND = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,39}")
#: Names that mailers write and Python does not know, or knows for less than they mean.
_SAME: Final = {
    "x-mac-roman": "mac_roman", "macintosh": "mac_roman", "x-sjis": "cp932", "shift_jis": "cp932", "gb2312": "gb18030",
    "gbk": "gb18030", "x-gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "iso-8859-8-i": "iso8859-8",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "iso8859-1": "cp1252", "ansi": "cp1252", "x-ansi": "cp1252",
    "windows-874": "cp874", "tis-620": "cp874", "unicode": "utf-8", "cp-850": "cp850", "iso-2022-jp": "iso2022_jp_2",
    "big5": "big5hkscs", "iso-8859-9": "cp1254",
}  # fmt: skip
#: What says nothing of the bytes beyond ASCII.
_SILENT: Final = frozenset({"", "us-ascii", "ascii", "ansi_x3.4-1968", "unknown-8bit", "x-unknown", "unknown", "8bit",
                            "x-user-defined", "binary", "default", "none", "_charset", "cp-utf8"})  # fmt: skip
#: What begins letters of no ASCII in charsets of seven bits, and in wide ones.
_SHIFTS: Final = (b"\x1b", b"+", b"~{", b"\x00")
#: Codecs of Python's that are no charsets of text, or take far longer than a text does.
_NONE: Final = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs"})
_LETTERS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_NO_LETTERS: Final = bytes(byte for byte in range(256) if byte not in _LETTERS)
#: The end of base64, and words that a list's server set behind it.
_AFTER_BASE64 = re.compile(rb"=?=?[ \t]*\r?\n\s*\r?\n(?=[^\r\n]*[ :_])|(?<=[A-Za-z0-9+/]=)\s*\r?\n(?=[^\r\n]*[ :_])")
_QUOTED = re.compile(rb"=(?:3D|20|C3|E2|09|0A|A0|\r?\n)")


class Text(NamedTuple):
    """A text, and what was mended in it, in words; empty if nothing was."""

    text: str
    mended: str = ""


def text_of(data: bytes, charset: str) -> Text:
    """
    The text of *data*.

    Args:
        charset: What the part claims; empty if nothing. Latin-1 is read as Windows-1252, as browsers do.
    Returns:
        The text in the claimed charset where it is that, else in the one that it is found to be in.
    """
    if data.isascii() and not any(mark in data for mark in _SHIFTS):
        return Text(data.decode("ascii"))
    claimed = charset.strip().strip("\"'").lower()
    known = _codec(claimed)
    if known in ("", "utf-8"):
        text, mended = lettered(data)
        told = "" if known or claimed in _SILENT else f"its charset {claimed[:40]!r} is not known"
        if known and not mended.endswith("restored") and not _utf8(data):
            told = "it says utf-8, and is not"
        return Text(text, "; ".join(filter(None, (told, mended))))
    windows = known == "cp1252"
    # A letter of UTF-16 has a byte of zero in nearly all languages, and so has one of UTF-32 in all.
    narrow = known.startswith(("utf-16", "utf-32")) and b"\x00" not in data
    if (windows or narrow) and (text := _utf8(data)):
        return Text(decoded(data)[0] if windows else text, f"it says {claimed}, and is utf-8")
    try:
        return Text(data.decode(known))
    except UnicodeError:
        if windows:
            return Text(decoded(data)[0])
        if text := _utf8(data):
            return Text(text, f"it says {claimed}, and is utf-8")
        return Text(data.decode(known, "replace"), f"some of its bytes are no {claimed}; they stand as \ufffd")


def _utf8(data: bytes) -> str:
    """The text of *data* in UTF-8; empty if it is none."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


@lru_cache(maxsize=256)
def _codec(claimed: str) -> str:
    """The name of Python's codec for a claimed charset; empty where there is none, or none is told."""
    if claimed in _SILENT or not _SOUND.fullmatch(claimed):
        return ""
    try:
        name = codecs.lookup(_SAME.get(claimed, claimed)).name
        if name.replace("_", "-") in _NONE:
            return ""
        # Python's other codecs, such as that of zip, refuse even this.
        b"".decode(name)
    except LookupError:
        return ""
    return name


def unpacked(data: bytes, coding: str) -> tuple[bytes, str]:
    """
    A part's bytes without their transfer encoding.

    Args:
        coding: As the part tells it, in small letters; empty if it does not.
    Returns:
        The bytes, and what was mended; a part that is not in the encoding it tells is left as it is.
    """
    if coding == "quoted-printable":
        return binascii.a2b_qp(data), ""
    if coding == "base64":
        return _from_base64(data)
    if coding in ("", "7bit", "8bit") and b"=\n" in data.replace(b"\r\n", b"\n") and len(_QUOTED.findall(data)) > 2:
        return binascii.a2b_qp(data), "quoted-printable that does not say so was decoded"
    return data, ""


def _from_base64(data: bytes) -> tuple[bytes, str]:
    odd = data.translate(None, _LETTERS + b"\r\n")
    if odd.strip():
        if end := _AFTER_BASE64.search(data):
            head, mended = _packed(data[: end.end()])
            if head:
                return head + b"\n\n" + data[end.end() :], mended or "words stood behind its base64"
        if 4 * len(odd) > len(data) or (len(odd) > 3 and b" " in data.strip()):
            return data, "it says base64, and is not"
    return _packed(data)


def _packed(data: bytes) -> tuple[bytes, str]:
    whole, end, after = data.translate(None, _NO_LETTERS).partition(b"=")
    left = len(whole) % 4
    mended = "its base64 broke off" if left == 1 or (end and (left + 1 + len(after)) % 4) else ""
    if after.strip(b"="):
        mended = "its base64 ends in its midst"
    # A single letter left over holds no byte.
    whole = whole[:-1] if left == 1 else whole
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4)), mended
