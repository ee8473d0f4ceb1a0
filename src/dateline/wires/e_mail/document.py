"""A message as RFC 5322 and MIME shape it: headers, and parts within parts."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from dateline.news.errors import WireError
from dateline.wires.charset import unmarked
from dateline.wires.e_mail.words import Valued, decoded_words, parameters

FORMAT: Final = "e-mail"
#: Deeper parts, and further ones, are kept as what they are, unparted: no mailer makes them.
_DEEPEST: Final = 8
_MOST_PARTS: Final = 500
_MOST_MARKS: Final = 20 * _MOST_PARTS
#: In bytes; what is longer is no head.
_LONGEST_HEAD: Final = 1024 * 1024
_MOST_HEADERS: Final = 2000
_LONGEST_NAME: Final = 200
_HEADER = re.compile(rb"[!-9;-~]{1,200}[ \t]*:")
#: A boundary that is in use, whatever the header says.
_BOUNDARY = re.compile(rb"\s*--([^\s\x00]{1,70})[ \t]*\r?\n(?=content-[a-z-]{4,30}:)", re.IGNORECASE)
_NAME = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)


class Part(Struct, eq=False):
    """A message, or a part of one."""

    #: Name in small letters → each value as sent, unfolded, bytes as Latin-1 letters.
    headers: dict[str, list[str]]
    #: Such as ``text/plain``, in small letters.
    type: str
    params: dict[str, str]
    #: As sent, in its transfer encoding; empty where it is parted.
    body: bytes = b""
    parts: tuple["Part", ...] = ()
    #: The header's names as they were written.
    written: dict[str, str] = {}

    def first(self, name: str) -> str:
        """The first value of a header that has one, as sent; empty if there is none."""
        return next((value for value in self.headers.get(name, ()) if value), "")

    def words(self, name: str) -> str:
        """The first value of a header in words: encoded ones are decoded."""
        return self.told(self.first(name))

    def told(self, value: str) -> str:
        """A header's *value* in words; bytes beyond ASCII are in the charset of the text, where they can be."""
        return decoded_words(value, "" if value.isascii() else self.charset)

    @property
    def charset(self) -> str:
        """The charset of its first text that tells one; empty if none does."""
        told = (part.params.get("charset", "") for part in self.walk() if part.type.startswith("text/"))
        return next(filter(None, told), "")

    @property
    def disposition(self) -> Valued:
        """Whether the part is shown or attached, and its file's name."""
        return parameters(self.first("content-disposition"))

    @property
    def name(self) -> str:
        """The name of the file that it is; empty if it has none."""
        told = self.disposition.params.get("filename") or self.params.get("name") or ""
        return " ".join(told.replace("\\", "/").rpartition("/")[2].split())

    def walk(self) -> Iterator["Part"]:
        """All parts that are not parted, in order; those of a message inside it are its own."""
        if not self.parts or self.type == "message/rfc822":
            yield self
        else:
            for part in self.parts:
                yield from part.walk()


class _Budget:
    """How many more parts may be."""

    def __init__(self) -> None:
        self.left = _MOST_PARTS


def parse(data: bytes) -> Part:
    """
    Part a message.

    Args:
        data: One message, with any line ends.
    Raises:
        WireError: If it has no header.
    """
    data = unmarked(data).lstrip(b" \t\r\n\x00\xef\xbb\xbf")
    if b"\n" not in data[:_LONGEST_HEAD] and b"\r" in data[:_LONGEST_HEAD]:
        data = data.replace(b"\r", b"\n")
    part = _part(data, "text/plain", 0, _Budget())
    if not part.headers:
        raise WireError(FORMAT, "line 1", "it has no header")
    return part


def _part(data: bytes, usual: str, depth: int, budget: _Budget) -> Part:
    """A part whose type is the *usual* one where it tells none."""
    headers, written, body = _head(data)
    told = parameters(next((value for value in headers.get("content-type", ()) if value), ""))
    kind = told.value if _NAME.fullmatch(told.value) else usual
    part = Part(headers, kind, told.params, body, written=written)
    if depth >= _DEEPEST or budget.left <= 0:
        return part
    if kind.startswith("multipart/"):
        inner = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        found = _pieces(body, told.params.get("boundary", "").encode("latin-1", "replace"), budget)
        if not found and (used := _BOUNDARY.match(body)):
            found = _pieces(body, used[1], budget)
        part.parts = tuple(_part(piece, inner, depth + 1, budget) for piece in found)
        part.body = b"" if part.parts else body
        # One without parts is read as it stands.
        part.type = kind if part.parts else "text/plain"
    elif kind == "message/rfc822" and _is_clear(headers) and _HEADER.match(body.lstrip()):
        budget.left -= 1
        part.parts = (_part(body.lstrip(), "text/plain", depth + 1, budget),)
        part.body = b""
    return part


def _is_clear(headers: dict[str, list[str]]) -> bool:
    coding = next(iter(headers.get("content-transfer-encoding", ())), "").strip().lower()
    return coding not in ("base64", "quoted-printable")


def _head(data: bytes) -> tuple[dict[str, list[str]], dict[str, str], bytes]:
    """The headers by their names in small letters, those names as written, and what follows the head."""
    if data[:1] == b"\n" or data[:2] == b"\r\n":
        return {}, {}, data[data.index(b"\n") + 1 :]
    head, body = _parted(data)
    text = head.decode("latin-1").replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ")
    headers: dict[str, list[str]] = {}
    written: dict[str, str] = {}
    lines = text.split("\n", _MOST_HEADERS)
    for place, line in enumerate(lines):
        sent, colon, value = line.partition(":")
        name = sent.rstrip().lower()
        if colon and 0 < len(name) < _LONGEST_NAME and " " not in name and name.isprintable() and name.isascii():
            headers.setdefault(name, []).append(value.strip())
            written.setdefault(name, sent.rstrip())
        elif not headers:
            return {}, {}, data
        elif " " in line.strip() and not line.startswith(">"):
            # The head ended without a blank line: what follows is text.
            rest = "\n".join(lines[place:]).encode("latin-1")
            return headers, written, rest + (b"\n\n" + body if body else b"")
    return headers, written, body


def _parted(data: bytes) -> tuple[bytes, bytes]:
    """What stands before the first blank line, and after it."""
    far = data.find(b"\n\r\n", 0, _LONGEST_HEAD)
    near = data.find(b"\n\n", 0, far if far >= 0 else _LONGEST_HEAD)
    if near >= 0:
        return data[:near], data[near + 2 :]
    return (data[:far], data[far + 3 :]) if far >= 0 else (data[:_LONGEST_HEAD], data[_LONGEST_HEAD:])


def _pieces(body: bytes, boundary: bytes, budget: _Budget) -> list[bytes]:
    """The bytes between the lines of a *boundary*; what stands before the first and after the last is for nobody."""
    mark = b"\n--" + boundary.rstrip()
    found: list[list[bytes]] = []
    # The line end before a boundary is the boundary's.
    for piece in (b"\n" + body).split(mark, _MOST_MARKS)[1:] if boundary else ():
        rest, _, after = piece.partition(b"\n")
        rest = rest.strip()
        if rest == b"--":
            break
        if not rest and budget.left > 0:
            budget.left -= 1
            found.append([after])
        elif found:
            # A boundary may begin with another's words.
            found[-1] += mark, piece
    whole = (b"".join(pieces).removesuffix(b"\r") for pieces in found)
    return [one for one in whole if one.strip()]
