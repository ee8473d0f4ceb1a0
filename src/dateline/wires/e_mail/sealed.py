"""Signed letters whose text lies inside the signature (S/MIME, opaque), and encrypted ones, which nobody here opens."""

from typing import Final, NamedTuple

from dateline.wires.e_mail.document import Part

ENCRYPTED: Final = "encrypted; ask its sender for it in the clear"
#: Types of a part that is a letter in a seal of its own.
_SEALS: Final = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
#: ``signedData``, object identifier 1.2.840.113549.1.7.2; ``data``, …7.1, as DER writes them.
_SIGNED: Final = bytes.fromhex("06092a864886f70d010702")
_DATA: Final = bytes.fromhex("06092a864886f70d010701")
_OCTETS, _CONSTRUCTED = 0x04, 0x20
_DEEPEST: Final = 3
#: Nobody cuts a letter into more pieces.
_MOST: Final = 100_000


class _Element(NamedTuple):
    """One element of BER: where its content begins and ends, and where the next begins."""

    tag: int
    start: int
    end: int
    next: int


def is_seal(part: Part) -> bool:
    """True of a part that seals a letter, also where mailers only say so by its name."""
    return part.type in _SEALS or (part.type == "application/octet-stream" and part.name.lower().endswith(".p7m"))


def is_encrypted(part: Part, data: bytes) -> bool:
    """True if a part, whose bytes are *data*, can be read by none but those whom it is for."""
    armoured = b"-----BEGIN PGP MESSAGE-----" in data[:200]
    return (is_seal(part) and not opened(data)) or part.type == "application/pgp-encrypted" or armoured


def opened(data: bytes) -> bytes:
    """
    The letter inside a signature; empty if *data* is none, or is encrypted. The signature is not checked.

    Source:
        RFC 5652, §5.1 and §5.2 (signed data); X.690, §8 (BER)
    """
    if _SIGNED not in data[:40]:
        return b""
    at = data.find(_DATA, data.index(_SIGNED) + len(_SIGNED))
    outer = _element(data, at + len(_DATA), 0) if at >= 0 else None
    if outer is None or outer.tag != 0xA0:
        return b""
    pieces: list[bytes] = []
    _octets(data, outer.start, outer.end, pieces, 0)
    return b"".join(pieces)


def _octets(data: bytes, at: int, end: int, pieces: list[bytes], depth: int) -> None:
    """Gather the octets of a string that may be in pieces."""
    while at < end and len(pieces) < _MOST:
        found = _element(data, at, depth)
        if found is None or found.tag | _CONSTRUCTED != _OCTETS | _CONSTRUCTED:
            return
        if found.tag & _CONSTRUCTED and depth < _DEEPEST:
            _octets(data, found.start, found.end, pieces, depth + 1)
        else:
            pieces.append(data[found.start : found.end])
        at = found.next


def _element(data: bytes, at: int, depth: int) -> _Element | None:
    """The element that begins *at* a byte; None if there is none, or it ends an element without a length."""
    if at + 2 > len(data) or data[at : at + 2] == b"\0\0":
        return None
    tag, size = data[at], data[at + 1]
    start = at + 2
    if size == 0x80:
        # Its end is where its last part ends, which whoever walks through it finds.
        end = _end(data, start, depth + 1) if depth < _DEEPEST else len(data)
        return _Element(tag, start, end, end + 2)
    if size > 0x80:
        width = size - 0x80
        size = int.from_bytes(data[start : start + width], "big") if width <= 4 else len(data)
        start += width
    end = min(start + size, len(data))
    return _Element(tag, start, end, end)


def _end(data: bytes, at: int, depth: int) -> int:
    """Where the content of an element without a length ends."""
    while found := _element(data, at, depth):
        at = found.next
    return min(at, len(data))
