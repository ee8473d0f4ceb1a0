"""Ids and addresses: the same on every machine, never changed, never reused."""

import re
import unicodedata
from hashlib import blake2b

#: Crockford's base32 in lower case: no i, l, o, u, so that an id can be read out on the telephone.
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
#: How many digits an id has, and how many where another story already has those.
SHORT, LONG = 8, 13

_WORD = re.compile(r"[^\W_]+")
_ID = re.compile(rf"[a-z0-9]+(?:-[a-z0-9]+)*-[{_DIGITS}]{{{SHORT},{LONG}}}")


#: What sources, licences and sites are called by: small letters and digits, parted by single hyphens.
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def digits(*parts: str, length: int = SHORT) -> str:
    """
    A short digest of *parts* for people to read.

    Args:
        parts: What is to be told apart; their borders count.
        length: Base32 digits, at most 13.
    """
    number = int.from_bytes(blake2b("\0".join(parts).encode(), digest_size=9).digest(), "big")
    return "".join(_DIGITS[number >> (72 - 5 * (n + 1)) & 31] for n in range(length))


def story_id(source: str, key: str, length: int = SHORT) -> str:
    """The id of the story that *source* knows by *key*, such as ``afp-7f3k2q9m``."""
    return f"{source}-{digits(source, key, length=length)}"


def story_key(item: str | None, slug: str, day: str, digest: str) -> str:
    """
    What makes a source's story itself.

    Args:
        item: The source's own id; the best key there is.
        slug: Its working name; with *day* the next best.
        day: ISO date of the dateline or issue; empty if not told.
        digest: Of the bytes it came in; what remains.
    """
    if item:
        return f"item:{item}"
    return f"slug:{slug.casefold()}:{day}" if slug and day else f"digest:{digest}"


def is_id(text: str) -> bool:
    """Whether *text* has the form of a story's or an article's id."""
    return _ID.fullmatch(text) is not None


def source_of(id: str) -> str:
    """The code of the source in a story's id; ``art`` for an article's."""
    return id.rpartition("-")[0]


def tail(id: str) -> str:
    """The digits of an id, which alone route a request."""
    return id.rpartition("-")[2]


def words_in_path(headline: str, most: int = 8) -> str:
    """A headline as the words of an address: ASCII, lower case, hyphens; ``story`` if nothing is left."""
    folded = (
        unicodedata.normalize("NFKD", headline.replace("'", "").replace("’", "")).encode("ascii", "ignore").decode()
    )
    return "-".join(_WORD.findall(folded.lower())[:most])[:80].strip("-") or "story"


def headline_key(headline: str) -> str:
    """A headline without case, accents and punctuation: by it a teaser finds its full story."""
    folded = unicodedata.normalize("NFKD", headline).casefold()
    if not folded.isascii():
        folded = "".join([c for c in folded if not unicodedata.combining(c)])
    return " ".join(_WORD.findall(folded))


def file_part(source: str, name: str) -> str:
    """By which the entry of a file is found again under the *name* that its *source* gave it: a path, an address."""
    digest = blake2b("\0".join((source, name)).encode(), digest_size=16)
    return f"file:{digest.hexdigest()}"
