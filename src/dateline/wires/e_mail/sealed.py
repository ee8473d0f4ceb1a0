"""Signed letters whose text lies inside the signature (S/MIME, opaque), and encrypted ones, which nobody here opens."""

from typing import Final

from dateline.wires.e_mail.document import Part

ENCRYPTED: Final = "encrypted; ask its sender for it in the clear"
#: Types of a part that is a letter in a seal of its own.
_SEALS: Final = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
#: ``signedData``, object identifier 1.2.840.113549.1.7.2; ``data``, …7.1, as DER writes them.
_SIGNED: Final = bytes.fromhex("06092a864886f70d010702")
_DATA: Final = bytes.fromhex("06092a864886f70d010701")
#: An element that holds bytes, and those that hold such elements: a string in pieces, and what is around it.
_OCTETS, _AROUND = 0x04, (0x24, 0xA0)
#: Nobody cuts a letter into more pieces.
_MOST: Final = 100_000


def is_seal(part: Part) -> bool:
    """True of a part that seals a letter, also where mailers only say so by its name."""
    return part.type in _SEALS or (part.type == "application/octet-stream" and part.name.lower().endswith(".p7m"))


def is_encrypted(part: Part, data: bytes) -> bool:
    """True if a part, whose bytes are *data*, can be read by none but those whom it is for."""
    return (is_seal(part) and not opened(data)) or b"-----BEGIN PGP MESSAGE-----" in data[:200]


def opened(data: bytes) -> bytes:
    """
    The letter inside a signature; empty if *data* is none, or is encrypted. The signature is not checked.

    Source:
        RFC 5652, §5.1 and §5.2 (signed data); X.690, §8 (BER)
    """
    at = data.find(_DATA) + len(_DATA) if _SIGNED in data[:40] and _DATA in data else len(data)
    pieces: list[bytes] = []
    for _ in range(_MOST):
        tag, start, end = _element(data, at)
        if tag == _OCTETS:
            pieces.append(data[start:end])
        elif tag not in _AROUND:
            break
        at = end if tag == _OCTETS else start
    return b"".join(pieces)


def _element(data: bytes, at: int) -> tuple[int, int, int]:
    """The tag of the element that begins *at* a byte, 0 if none does, and where its content begins and ends."""
    if at + 2 > len(data):
        return 0, at, at
    tag, size, start = data[at], data[at + 1], at + 2
    if size > 0x80:
        width = size - 0x80
        size = int.from_bytes(data[start : start + width], "big")
        start += width
    return tag, start, min(start + size, len(data))
