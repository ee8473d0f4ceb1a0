"""Picture files: where their metadata lie, and how large they are; no pixel is decoded."""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct

from dateline.news.errors import WireError
from dateline.news.wire import Problem
from dateline.wires.photo.resources import Resource, joined, resources
from dateline.wires.photo.tiff import Tiff, tags

FORMAT: Final = "photo"
#: The most that the packed metadata of a picture may unpack to, in bytes.
_MOST: Final = 8 * 1024 * 1024
#: A file has no more segments, chunks or pieces of one packet than this.
_PIECES: Final = 50_000
_EXIF: Final = b"Exif\0\0"
_XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
_MORE_XMP: Final = b"http://ns.adobe.com/xmp/extension/\0"
_MARK = re.compile(rb"Photoshop 3\.0\0|Adobe_Photoshop2\.5:\0?")
#: JPEG: frames, which tell the size; what has no length; where the pixels begin.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_ENDS: Final = frozenset({0xD9, 0xDA})


class Parts(Struct):
    """What a picture file holds besides its pixels, gathered as it is walked."""

    #: Such as ``image/jpeg``.
    type: str
    width: int | None = None
    height: int | None = None
    #: XMP packets, the main one first.
    xmp: list[bytes] = []
    #: Photoshop's image resources, IPTC's records among them.
    resources: list[Resource] = []
    exif: Tiff | None = None
    #: Comments and text chunks, under their names.
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    #: How many bytes packed metadata may still unpack to.
    room: int = _MOST


def parts(data: bytes) -> Parts:
    """
    The metadata of a picture file.

    Raises:
        WireError: If it is no JPEG, PNG, WebP or TIFF file.
    Source:
        ITU T.81; PNG 3rd ed.; WebP container; TIFF 6.0; XMP part 3; Photoshop file formats
    """
    for magic, read in _KINDS:
        if data.startswith(magic) and (magic != b"RIFF" or data[8:12] == b"WEBP"):
            return read(data)
    raise WireError(FORMAT, "byte 0", "it is no JPEG, PNG, WebP or TIFF picture")


def size_of(data: bytes) -> tuple[int | None, int | None]:
    """Width and height in pixels of a picture, a GIF too; None where its first bytes do not tell."""
    if data.startswith(b"GIF8") and len(data) >= 10:
        return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    try:
        found = parts(data)
    except WireError:
        return None, None
    return found.width, found.height


def _jpeg(data: bytes) -> Parts:
    found, photoshop, more = Parts("image/jpeg"), list[bytes](), list[bytes]()
    for marker, body in _segments(data, found):
        if marker in _FRAMES and len(body) >= 5:
            found.height, found.width = struct.unpack_from(">HH", body, 1)
        elif marker == 0xE1:
            _of_application(body, more, found)
        elif marker == 0xED and (mark := _MARK.match(body)):
            photoshop.append(body[mark.end() :])
        elif marker == 0xED and body[:1] == b"\x1c":
            found.resources.append(Resource(0x0404, body))
        elif marker == 0xFE:
            found.texts.setdefault("comment", body.decode("utf-8", "replace"))
    _with_resources(resources(b"".join(photoshop)), found)
    found.xmp += joined(more)
    return found


def _of_application(body: bytes, more: list[bytes], found: Parts) -> None:
    if body.startswith(_EXIF) and found.exif is None:
        found.exif = tags(body[len(_EXIF) :])
    elif body.startswith(_XMP):
        found.xmp.append(body[len(_XMP) :])
    elif body.startswith(_MORE_XMP) and len(more) < _PIECES:
        more.append(body[len(_MORE_XMP) :])


def _segments(data: bytes, found: Parts) -> Iterator[tuple[int, bytes]]:
    """Each segment's marker and body, up to the pixels."""
    at, most = 2, _PIECES
    while at + 4 <= len(data) and data[at] == 0xFF and (most := most - 1):
        marker = data[at + 1]
        if marker == 0xFF or marker in _BARE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _ENDS:
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end > len(data):
            break
        yield marker, data[at + 4 : end]
        at = end
    found.problems.append(Problem(f"byte {at}", "the file breaks off before its pixels; what stood before was read"))


def _png(data: bytes) -> Parts:
    found, at, most = Parts("image/png"), 8, _PIECES
    while at + 12 <= len(data) and (most := most - 1):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if at + 12 + size > len(data):
            break
        if kind == b"IHDR" and size >= 8:
            found.width, found.height = struct.unpack_from(">II", data, at + 8)
        elif kind == b"eXIf" and found.exif is None:
            found.exif = tags(data[at + 8 : at + 8 + size])
        elif kind in (b"iTXt", b"tEXt", b"zTXt"):
            _of_text(kind, data[at + 8 : at + 8 + size], found)
        elif kind == b"IEND":
            return found
        at += 12 + size
    found.problems.append(Problem(f"byte {at}", "the file breaks off; what stood before was read"))
    return found


def _of_text(kind: bytes, body: bytes, found: Parts) -> None:
    """One of PNG's text chunks; ImageMagick writes whole metadata blocks into them, in hexadecimal digits."""
    name, _, value = body.partition(b"\0")
    packed = kind == b"zTXt" or (kind == b"iTXt" and value[:1] == b"\1")
    if kind == b"iTXt":
        value = value[2:].partition(b"\0")[2].partition(b"\0")[2]
    elif kind == b"zTXt":
        value = value[1:]
    if packed and (value := _unpacked(value, found)) == b"":
        found.problems.append(Problem(f"chunk {name.decode('latin-1')[:40]}", "it cannot be unpacked; left out"))
        return
    if name == b"XML:com.adobe.xmp":
        found.xmp.append(value)
    elif name.startswith(b"Raw profile type "):
        _of_profile(name[17:], _hexadecimal(value), found)
    elif name:
        charset = "utf-8" if kind == b"iTXt" else "latin-1"
        found.texts.setdefault(name.decode("latin-1"), value.decode(charset, "replace"))


def _of_profile(name: bytes, value: bytes, found: Parts) -> None:
    if name in (b"iptc", b"8bim"):
        _with_resources(resources(value) or [Resource(0x0404, value)], found)
    elif name == b"xmp":
        found.xmp.append(value)
    elif name in (b"exif", b"APP1"):
        _of_application(value, [], found)


def _hexadecimal(value: bytes) -> bytes:
    """A block in hexadecimal digits, after a line with its name and one with its length."""
    digits = b"".join(value.strip().split(b"\n")[2:])
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return b""


def _unpacked(value: bytes, found: Parts) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        plain = unpacking.decompress(value, max(found.room, 1))
    except zlib.error:
        return b""
    found.room -= len(plain)
    return plain if unpacking.eof else b""


def _webp(data: bytes) -> Parts:
    found, at, most = Parts("image/webp"), 12, _PIECES
    while at + 8 <= len(data) and (most := most - 1):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        head = data[at + 8 : at + 18]
        if kind == b"VP8X" and len(head) >= 10:
            found.width, found.height = (1 + int.from_bytes(head[n : n + 3], "little") for n in (4, 7))
        elif kind == b"VP8 " and found.width is None and len(head) >= 10:
            found.width, found.height = (n & 0x3FFF for n in struct.unpack_from("<HH", head, 6))
        elif kind == b"VP8L" and found.width is None and len(head) >= 5:
            bits = int.from_bytes(head[1:5], "little")
            found.width, found.height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        elif kind == b"XMP ":
            found.xmp.append(data[at + 8 : at + 8 + size])
        elif kind == b"EXIF" and found.exif is None:
            found.exif = tags(data[at + 8 : at + 8 + size].removeprefix(_EXIF))
        at += 8 + size + size % 2
    if at > len(data) + 1:
        found.problems.append(Problem(f"byte {len(data)}", "the file breaks off; what stood before was read"))
    return found


def _tiff(data: bytes) -> Parts:
    found = Parts("image/tiff", exif=tags(data))
    if tiff := found.exif:
        found.width, found.height = tiff.number(256), tiff.number(257)
        found.xmp += filter(None, [tiff.raw(700)])
        _with_resources(resources(tiff.raw(34377)), found)
        found.resources[:0] = [Resource(0x0404, iptc)] if (iptc := tiff.iptc()) else []
    return found


def _with_resources(read: list[Resource], found: Parts) -> None:
    """Photoshop's resources, and what is packed into them."""
    found.resources += read
    for one in read:
        if one.id == 0x0424 and not found.xmp:
            found.xmp.append(one.data)
        elif one.id == 0x0422 and found.exif is None:
            found.exif = tags(one.data)


_KINDS: Final[tuple[tuple[bytes, Callable[[bytes], Parts]], ...]] = (
    (b"\xff\xd8\xff", _jpeg),
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"RIFF", _webp),
    (b"II*\0", _tiff),
    (b"MM\0*", _tiff),
)
