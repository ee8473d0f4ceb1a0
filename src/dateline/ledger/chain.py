"""Chains: every header holds the digest of the header before it, so that nothing can be changed in between unseen."""

from hashlib import sha256

#: What the first header of a chain holds in place of a predecessor's digest.
START = bytes(32)


def linked(
    number: int, kind: str, shape: int, recorded: int, by: str, size: int, digest: bytes, previous: bytes
) -> bytes:
    """The digest of an entry's header; as `link` makes it, but made for a walk along a million of them."""
    texts = (str(number), kind, str(shape), str(recorded), by, str(size), digest.hex(), previous.hex())
    written = "".join([f"{len(t)}:{t}" for t in texts])
    # Lengths are of bytes.
    return sha256(written.encode()).digest() if written.isascii() else link(*texts)


def link(*fields: str | int) -> bytes:
    """
    The digest of a header's fields.

    Each field is written as its length in bytes, a colon and its text, so that no two headers are written alike.
    """
    texts = [str(f).encode() for f in fields]
    return sha256(b"".join(b"%d:%s" % (len(t), t) for t in texts)).digest()


def seal(salt: bytes, payload: bytes) -> bytes:
    """The digest of a payload; the salt keeps an erased one from being guessed."""
    return sha256(salt + payload).digest()
