"""Which charset a telegram is in: wires of one byte a letter never say so."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from itertools import islice
from typing import Final

_BEYOND = re.compile(rb"[\x80-\xff]+")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
_ASCII: Final = bytes(range(128))
#: All bytes but those that begin a letter of UTF-8 in the languages of the West.
_NO_LEADS: Final = bytes(byte for byte in range(256) if byte not in (*range(0xC2, 0xC6), 0xE2, 0xEF))
#: All but the letters of DOS, of which no text lacks the commonest.
_NO_DOS: Final = bytes(byte for byte in range(256) if not 0x80 <= byte <= 0xA5 or byte == 0xA0)
#: Of so many places where a text leaves ASCII its code page is plain.
_LOOKED_AT: Final = 400
_NO_UTF8 = re.compile("[\udc80-\udcff]")
#: Bytes that are letters in the code pages of DOS, and in Windows none that stands inside or before a word.
_DOS = re.compile(
    rb"(?<=[A-Za-z])[\x80-\x8b\x8d\x90\x93-\x95\x98-\x9a\xa1-\xa5](?=[a-z])|[ (]\x85(?= [a-z])|\x81"
    rb"|(?<=[A-Za-z])[\x82\x8a\x84\x81](?=[\s.,;:])|(?:(?<=\s)|(?<=\())\x94(?=[a-z])|\xae(?=[A-Za-z])|(?<=[a-z.?!])\xaf(?=[\s.,;:])"
)
#: Bytes that are letters and quotes in Windows, and frames in DOS.
_WINDOWS = re.compile(
    rb"(?<=[A-Za-z])[\xc0-\xe0\xe2-\xf6\xf8-\xff]|[\xc0-\xe0\xe2-\xf6\xf8-\xff](?=[A-Za-z])"
    rb"|(?<=[A-Za-z])\x92(?=[A-Za-z\s])|(?<=[\s(])[\x84\x91\x93](?=[A-Z\xc0-\xdf])|(?<=[a-z.,?!])\x94(?=[\s.,;:)])"
    rb"|(?<= )[\x96\x97](?= )|\xab(?=[\w ])|(?<=[\w .?!])\xbb"
)
#: Bytes that are letters in code page 850, and frames or Greek in 437.
_FRAMES = re.compile(
    rb"[\xb3-\xdf][\xb5-\xb8\xbd\xbe\xc6\xc7\xd0-\xd8]|[\xb5-\xb8\xbd\xbe\xc6\xc7\xd0-\xd8][\xb3-\xdf]"
)
#: UTF-8 that was once read as cp1252 or Latin-1 and written out again.
_CONTINUES: Final = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_TWICE = re.compile(f"[ÂÃ]{_CONTINUES}|â[\x80\x82-\x84\x89€‚ƒ„‰]{_CONTINUES}")
#: The same in UTF-8: where none of it stands, there is nothing to mend.
_MAY_BE_TWICE = re.compile(rb"\xc3(?:[\x82\x83][\xc2\xc5\xc6\xcb\xe2]|\xa2(?:\xc2[\x80-\x89]|\xe2|\xc6))")
#: So often has one software after the other encoded what was encoded.
_PASSES: Final = 3
#: The longer of those that begin alike come first.
_MARKS: Final = (
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)


def decoded(data: bytes) -> tuple[str, str]:
    """
    Read the bytes of one telegram.

    Args:
        data: ASCII, UTF-8, Latin-1 or Windows-1252, DOS code page 850 or 437; bytes of two of them too.
    Returns:
        The text, and what was guessed or mended, in words; empty where there was nothing to guess.
    """
    data = data.removeprefix(BOM_UTF8)
    if data.isascii():
        return data.decode("ascii"), ""
    try:
        return _once(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _of_one_byte(data)


def _of_one_byte(data: bytes) -> tuple[str, str]:
    """Text that is no UTF-8, or not throughout."""
    foreign_bytes = data.translate(None, _ASCII)
    leads = foreign_bytes.translate(None, _NO_LEADS)
    if not leads and not foreign_bytes.translate(None, _NO_DOS):
        return _windows(data), ""
    mixed = data.decode("utf-8", "surrogateescape") if leads else ""
    foreign = "".join(_BEYOND_ASCII.findall(mixed))
    odd = sum("\udc80" <= letter <= "\udcff" for letter in foreign)
    if leads and len(foreign) > 2 * odd:
        text, told = _once(_NO_UTF8.sub(lambda found: _windows(bytes([ord(found[0]) - 0xDC00])), mixed))
        return text, "; ".join(filter(None, (f"{odd} bytes that are no UTF-8 were read as cp1252", told)))
    places = islice(_BEYOND.finditer(data), _LOOKED_AT)
    around = b"\n".join(data[max(place.start() - 1, 0) : place.end() + 2] for place in places)
    if len(_DOS.findall(around)) > len(_WINDOWS.findall(around)):
        page = "cp437" if _FRAMES.search(data) else "cp850"
        return data.decode(page), f"read as {page}"
    return _windows(data), ""


def _windows(data: bytes) -> str:
    """As browsers read it: the five bytes that cp1252 leaves open are control characters."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def _once(text: str) -> tuple[str, str]:
    """The *text* without characters that were encoded twice, and of which some were lost."""
    text, told = restored(text)
    said = [told] if told else []
    if lost := text.count("\ufffd"):
        said.append(f"{lost} characters were lost before the text reached us")
    return text, "; ".join(said)


def restored(text: str) -> tuple[str, str]:
    """The *text* without characters that were encoded twice or more often, and that in words; empty if none was."""
    count = 0
    for _ in range(_PASSES):
        if "Ã" not in text and "â" not in text and "Â" not in text:
            break
        text, more = _TWICE.subn(_decoded_twice, text)
        if not more:
            break
        count = count or more
    return text, f"{count} characters that were encoded twice were restored" if count else ""


def may_be_twice(data: bytes) -> bool:
    """False if no character in *data*, in UTF-8, was encoded twice; cheap to ask."""
    return b"\xc3" in data and _MAY_BE_TWICE.search(data) is not None


def unmarked(data: bytes) -> bytes:
    """The *data* without its byte order mark; in UTF-8 where that says UTF-16 or UTF-32."""
    for mark, charset in _MARKS if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00")) else ():
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, "replace").encode("utf-8", "replace")
    return data.removeprefix(BOM_UTF8)


def _decoded_twice(found: re.Match[str]) -> str:
    raw = b"".join(bytes([ord(c)]) if "\x80" <= c <= "\xbf" else c.encode("cp1252") for c in found[0])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
