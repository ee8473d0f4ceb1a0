"""What is attached to a letter: pictures, texts in other formats, and what nobody here reads."""

from typing import Final, Literal

from msgspec import Struct

from dateline.news.wire import Media, Problem
from dateline.wires.e_mail import calendar
from dateline.wires.e_mail.document import Part
from dateline.wires.e_mail.parts import bytes_of
from dateline.wires.e_mail.sealed import ENCRYPTED, is_encrypted
from dateline.wires.photo.container import size_of

_MEDIA: Final[dict[str, Literal["picture", "video", "audio"]]] = {
    "image": "picture", "video": "video", "audio": "audio",
}  # fmt: skip
#: Types of files that their mailer names none for, by the ends of their names.
_PICTURES: Final = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "tif": "image/tiff",
    "tiff": "image/tiff", "webp": "image/webp", "heic": "image/heic", "mp4": "video/mp4", "mov": "video/quicktime",
    "mp3": "audio/mpeg", "wav": "audio/wav",
}  # fmt: skip
_TEXTS: Final = frozenset({"text/plain", "text/xml", "application/xml", "application/json", "text/html", "text/json",
                           "message/rfc822"})  # fmt: skip
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
    "application/pgp-encrypted", "application/pgp-keys", "message/delivery-status", "message/disposition-notification",
    "message/feedback-report", "text/rfc822-headers", "text/x-amp-html", "text/watch-html",
})  # fmt: skip
_Kind = Literal["media", "text", "calendar", "quiet", "encrypted", "other"]


class Attachment(Struct, frozen=True):
    """An attached file."""

    #: Its file's name; one made of its place where it has none.
    name: str
    #: Such as ``image/jpeg``, in small letters.
    type: str
    data: bytes
    kind: _Kind
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
    type = _PICTURES.get(ending, part.type) if part.type in _UNNAMED else part.type
    kind: _Kind = "encrypted" if is_encrypted(part, data) else _kind(type, ending)
    return Attachment(name, type, data, kind, part.first("content-id").strip(" <>"), part.words("content-description"))


def _kind(type: str, ending: str) -> _Kind:
    """What is done with a file of a *type*, whose name has this *ending*."""
    if type in _QUIET:
        return "quiet"
    if type in calendar.TYPES:
        return "calendar"
    if type.partition("/")[0] in _MEDIA:
        return "media"
    return "text" if type in _TEXTS or type.endswith(("+xml", "+json")) or ending in _NAMES else "other"


def described(part: Attachment) -> str:
    """Type and size of a *part*."""
    return f"{part.type}, {len(part.data):,} bytes"


def unread(part: Attachment) -> str:
    """Why a *part* is not read, and what to do; empty if it is, or need not be."""
    if part.kind == "encrypted":
        return ENCRYPTED
    wrapped = "; Outlook's own wrapping: ask its sender for HTML or plain text" if part.type in _TNEF else ""
    return f"{described(part)}{wrapped}" if part.kind == "other" else ""


def picture(part: Attachment) -> Media | None:
    """The picture, video or sound that a *part* is; None if it is none."""
    if part.kind != "media":
        return None
    width, height = size_of(part.data)
    return Media(
        _MEDIA[part.type.partition("/")[0]], f"cid:{part.id}" if part.id else "",
        item=part.name, caption=part.caption, type=part.type, width=width, height=height,
    )  # fmt: skip
