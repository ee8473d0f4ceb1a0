"""IPTC's Information Interchange Model: records of numbered datasets, and the charset that they are in."""

import re
from typing import Final

from dateline.news.wire import Problem
from dateline.wires.alphabets import charset_of
from dateline.wires.charset import decoded

#: Datasets by record and number.
Datasets = dict[tuple[int, int], list[str]]

#: No picture has more datasets.
_MOST: Final = 20_000
#: Datasets of bytes that are no text: versions, previews and the like.
_BINARY: Final = frozenset({(1, 0), (1, 20), (1, 22), (1, 90), (2, 0), (2, 125), (2, 200), (2, 201), (2, 202)})
#: Escape sequences of ISO 2022 by which dataset 1:90 names a charset.
_CHARSETS: Final = {
    b"\x1b%G": "utf-8", b"\x1b%/G": "utf-8", b"\x1b%/H": "utf-8", b"\x1b%/I": "utf-8", b"\x1b.A": "iso8859-1",
    b"\x1b-A": "iso8859-1", b"\x1b-B": "iso8859-2", b"\x1b-L": "iso8859-5", b"\x1b-F": "iso8859-7",
    b"\x1b-M": "iso8859-9", b"\x1b-b": "iso8859-15",
}  # fmt: skip
#: Bytes that are letters and quotes on old Macs, and stand so in no other charset.
_MAC = re.compile(
    rb"(?<=[A-Za-z])[\x87\x88\x8a\x8d-\x91\x96\x97\x9a\x9d-\x9f](?=[a-z])|(?<=[a-z])\xd5(?=[a-z])|\xd2[A-Z]"
)
#: Charsets of several bytes a letter, the letters that a text in them has, and how many of those beyond ASCII are such.
_ASIAN: Final = (
    ("cp932", re.compile("[ぁ-んァ-ヶー]"), 0.2),
    ("cp949", re.compile("[가-힣]"), 0.8),
    ("gb18030", re.compile("[的一是在了和有年月日中国人为上个市等与图记者摄社新华报道]"), 0.15),
)
_FEW: Final = 6
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_ASCII: Final = bytes(range(128))
#: The same of Windows.
_WINDOWS = re.compile(rb"(?<=[A-Za-z])[\xdf-\xf6\xf8-\xff](?=[A-Za-z .,;])|(?<=[a-z])\x92(?=[a-z])|\x93[A-Z]")


def datasets(data: bytes, problems: list[Problem]) -> Datasets:
    """
    The datasets of a block of records, as text.

    Args:
        data: The block.
        problems: A charset that is not named, or is not the one named, is told here.
    Returns:
        By record and number, in order; those that hold no text are left out.
    Source:
        IPTC IIM 4.2, chapters 1, 3 and 5; dataset 1:90 is ISO 2022's
    """
    raw, whole = _raw(data)
    if not whole:
        problems.append(Problem("iptc", "its records break off; what stood before was read"))
    named = raw.pop((1, 90), [b""])[0].strip(b"\0 ")
    texts = {key: values for key, values in raw.items() if key not in _BINARY and key[0] < 7}
    if all(value.isascii() for values in texts.values() for value in values):
        return {key: [_clean(value.decode("ascii")) for value in values] for key, values in texts.items()}
    charset, told = _charset(texts, named)
    if told:
        problems.append(Problem("iptc", told))
    mended: set[str] = set()
    found = {key: [_clean(_text(value, charset, mended)) for value in values] for key, values in texts.items()}
    problems.extend(Problem("iptc", one) for one in sorted(mended) if "twice" in one or "lost" in one)
    return found


def _raw(data: bytes) -> tuple[dict[tuple[int, int], list[bytes]], bool]:
    """The datasets as bytes, and whether the block is sound to its end."""
    found: dict[tuple[int, int], list[bytes]] = {}
    at, most = 0, _MOST
    while data[at : at + 1] == b"\x1c" and at + 5 <= len(data) and (most := most - 1):
        key, size = (data[at + 1], data[at + 2]), int.from_bytes(data[at + 3 : at + 5], "big")
        at += 5
        if size & 0x8000:
            width = size & 0x7FFF
            size = int.from_bytes(data[at : at + width], "big") if width <= 8 else len(data)
            at += width
        if at + size > len(data):
            return found, False
        found.setdefault(key, []).append(data[at : at + size])
        at += size
    return found, not data[at:].strip(b"\0 ")


def _charset(texts: dict[tuple[int, int], list[bytes]], named: bytes) -> tuple[str, str]:
    """The charset that all of the *texts* are in, empty for Windows-1252 or DOS; and what is to be told of it."""
    charset = _CHARSETS.get(named, "")
    unnamed = "its records name no charset (1:90); read as "
    # A limit in bytes may have cut the last letter of any of them.
    if all(_is_utf8(value) for values in texts.values() for value in values):
        lied = "names another charset, is UTF-8; read as UTF-8" if charset != "utf-8" else ""
        return "utf-8", lied if charset else f"{unnamed}UTF-8"
    if charset not in ("", "utf-8"):
        return charset, ""
    told = "says it is UTF-8, which it is not; read as " if charset else unnamed
    sample = b"\n".join(value for values in texts.values() for value in values)
    if len(_MAC.findall(sample)) > len(_WINDOWS.findall(sample)):
        return "mac_roman", f"{told}Mac Roman"
    if foreign := _foreign(sample):
        return foreign, f"{told}{foreign}"
    return "", f"{told}what its letters make likely, mostly Windows-1252"


def _foreign(sample: bytes) -> str:
    """The charset of a text in other letters than those of the West; empty if it is not likely one."""
    words = _WORD.findall(sample)
    high = sum(len(word.translate(None, _ASCII)) for word in words)
    for charset, letters, share in _ASIAN if high >= _FEW and 2 * high >= sum(map(len, words)) else ():
        try:
            text = sample.decode(charset)
        except UnicodeDecodeError:
            continue
        if len(letters.findall(text)) > share * sum(not letter.isascii() for letter in text):
            return charset
    return charset_of(sample)


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError as e:
        return e.reason == "unexpected end of data" and e.end == len(value)
    return True


def _text(value: bytes, charset: str, mended: set[str]) -> str:
    """One value; what had to be mended in it is added to *mended*."""
    if charset not in ("utf-8", ""):
        return value.decode(charset, "replace")
    text, said = decoded(value.decode("utf-8", "ignore").encode() if charset else value)
    mended.add(said)
    return text


def _clean(text: str) -> str:
    """The *text* without what fills it up, and with line ends of one kind."""
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()
