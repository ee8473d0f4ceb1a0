"""What is attached to a letter: pictures, texts in other formats, and what nobody here reads."""

from typing import Final, Literal

from msgspec import Struct

from dateline.news.wire import Media, Problem
from dateline.wires.e_mail import calendar
from dateline.wires.e_mail.document import Part
from dateline.wires.e_mail.parts import bytes_of
from dateline.wires.e_mail.sealed import ENCRYPTED, is_encrypted

_SOUND: Final = {"image": "picture", "video": "video", "audio": "audio"}
_PICTURES: Final = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "tif": "image/tiff",
    "tiff": "image/tiff", "webp": "image/webp", "heic": "image/heic", "mp4": "video/mp4", "mov": "video/quicktime",
    "mp3": "audio/mpeg", "wav": "audio/wav",
}  # fmt: skip
_TEXTS: Final = frozenset({"text/plain", "text/xml", "application/xml", "application/json", "text/html", "text/json"})
_NAMES: Final = frozenset(
    {"xml", "nitf", "newsml", "json", "ninjs", "txt", "html", "htm", "iptc", "anpa", "eml", "fip", "sgml", "nml", "g2"}
)
_UNNAMED: Final = frozenset(
    {"application/octet-stream", "application/x-unknown", "application/unknown", "application/binary"}
)
_TNEF: Final = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
#: What belongs to the letter as its seal does, and is told to nobody.
_QUIET: Final = frozenset({
    "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature",
    "message/delivery-status",
    "text/rfc822-headers", "message/disposition-notification", "text/x-amp-html", "text/watch-html",
    "message/feedback-report", "application/pgp-encrypted", "application/pgp-keys",
})  # fmt: skip


class Attachment(Struct, frozen=True):
    """An attached file."""

    #: Its file's name; one made of its place where it has none.
    name: str
    #: Such as ``image/jpeg``, in small letters.
    type: str
    data: bytes
    kind: Literal["media", "text", "calendar", "quiet", "encrypted", "other"]
    #: By which the text of the letter shows it; empty if not.
    id: str = ""
    #: What the letter says of it.
    caption: str = ""


def attachment(place: int, part: Part, problems: list[Problem]) -> Attachment:
    """
    Unpack an attached *part*.

    Args:
        place: Which it is, from 1.
        problems: What was mended is added to them.
    """
    name = part.name or f"attachment {place}"
    data, mended = bytes_of(part)
    if mended:
        problems.append(Problem(name, mended))
    ending = name.rpartition(".")[2].lower()
    kind = _PICTURES.get(ending, part.type) if part.type in _UNNAMED else part.type
    what: Literal["media", "text", "calendar", "quiet", "encrypted", "other"] = "other"
    if kind in _QUIET:
        what = "quiet"
    elif is_encrypted(part, data):
        what = "encrypted"
    elif kind in calendar.TYPES:
        what = "calendar"
    elif kind.partition("/")[0] in _SOUND:
        what = "media"
    elif kind in _TEXTS or kind.endswith(("+xml", "+json")) or ending in _NAMES or part.type == "message/rfc822":
        what = "text"
    return Attachment(name, kind, data, what, part.first("content-id").strip(" <>"), part.words("content-description"))


def is_readable(part: Attachment) -> bool:
    """True if a *part* may be in a wire's format; an empty one is in none."""
    return part.kind == "text" and bool(part.data.strip())


def described(part: Attachment) -> str:
    """Type and size of a *part*."""
    return f"{part.type}, {len(part.data):,} bytes"


def unread(part: Attachment) -> str:
    """Why a *part* is not read, and what to do; empty if it is, or need not be."""
    if part.kind == "encrypted":
        return ENCRYPTED
    if part.kind != "other":
        return ""
    wrapped = "; Outlook's own wrapping: ask its sender for HTML or plain text" if part.type in _TNEF else ""
    return f"{described(part)}{wrapped}"


def picture(part: Attachment) -> Media | None:
    """The picture, video or sound that a *part* is; None if it is none."""
    sound = _SOUND.get(part.type.partition("/")[0]) if part.kind == "media" else None
    if sound is None:
        return None
    href = f"cid:{part.id}" if part.id else ""
    width, height = _size(part.data)
    return Media(
        sound,  # type: ignore[arg-type]
        href, item=part.name, caption=part.caption, type=part.type, width=width, height=height,
    )  # fmt: skip


def _size(data: bytes) -> tuple[int | None, int | None]:
    """Width and height of a picture in pixels; None where its first bytes do not tell."""
    if data.startswith(b"\x89PNG\r\n") and len(data) >= 24:
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if data.startswith(b"GIF8") and len(data) >= 10:
        return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    return _jpeg_size(data) if data.startswith(b"\xff\xd8\xff") else (None, None)


def _jpeg_size(data: bytes) -> tuple[int | None, int | None]:
    at = 2
    for _ in range(200):
        if data[at : at + 1] != b"\xff" or at + 9 > len(data):
            break
        mark = data[at + 1]
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None, None
