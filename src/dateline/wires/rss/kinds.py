"""Whether a file is a picture, a film or a sound, by its type and its address."""

from typing import Final, Literal

Kind = Literal["picture", "graphic", "video", "audio", "other"]
#: Flash and playlists of streams show films, whatever their types begin with.
_TYPES: Final[dict[str, Kind]] = {
    "image": "picture", "picture": "picture", "video": "video", "audio": "audio",
    "application/x-shockwave-flash": "video", "application/x-mpegurl": "video",
    "application/vnd.apple.mpegurl": "video",
}  # fmt: skip
_ENDINGS: Final[dict[str, Kind]] = {
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp", "avif", "bmp", "tif", "tiff", "heic"), "picture"),
    **dict.fromkeys(("mp4", "m4v", "mov", "webm", "ogv", "avi", "wmv", "mpg", "m3u8"), "video"),
    **dict.fromkeys(("mp3", "m4a", "ogg", "oga", "wav", "flac", "aac"), "audio"),
    "svg": "graphic",
}


def kind_of(type: str, href: str) -> Kind:
    """What a file is by its *type*, such as ``image/jpeg`` or ``image``; else by the ending of its address."""
    type, ending = type.lower(), href.partition("?")[0].rpartition(".")[2].lower()
    return _TYPES.get(type) or _TYPES.get(type.partition("/")[0]) or _ENDINGS.get(ending, "other")
