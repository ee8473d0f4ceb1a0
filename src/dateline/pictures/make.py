"""Bytes into pictures and renditions; the only place that decodes and encodes pixels. The same bytes give the same."""

import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from math import ceil
from typing import Any, Final, NamedTuple

from PIL import Image, ImageCms, UnidentifiedImageError

from dateline.news.errors import WireError
from dateline.news.wire import Version
from dateline.pictures.focus import focus_in
from dateline.pictures.marks import packet, records
from dateline.pictures.values import (
    MIDDLE,
    Credits,
    Format,
    Picture,
    Rendition,
    credits_of,
    frame,
    height,
    is_whole,
    widths,
)

#: Pixels of a picture, at most: the largest cameras of the trade have some 60 million; more is a mistake or a bomb.
MOST_PIXELS: Final = 80_000_000
#: How many times longer than wide a picture may be, or wider than long.
LONGEST: Final = 40
#: What is read, by the library's names; no other of its readers ever sees a byte from outside.
_READ: Final = ("JPEG", "PNG", "WEBP", "TIFF")
#: What the library raises at files that are torn, or made to do harm.
_TORN: Final = (OSError, SyntaxError, ValueError, EOFError, OverflowError, struct.error, zlib.error)
#: Ways to write colours that only print shops and laboratories use, and that nothing here turns into a screen's.
_FOREIGN: Final = frozenset({"LAB", "F", "HSV"})
_FORMAT: Final = "picture"
#: Beyond this width AVIF is made with less effort: its cost grows faster than what it saves.
_QUICK: Final = 960
_WHITE: Final = (255, 255, 255)
#: A large picture takes 240 MB while it is decoded, and Python's warnings are switched off for all threads at once.
_ONE_AT_A_TIME: Final = threading.Lock()
#: Exif's tag, and what each of its values asks for.
_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
_SIDEWAYS: Final = frozenset(_TURNS[number] for number in (5, 6, 7, 8))

# The limit is ours, and looked at before a pixel is decoded; the library's own would only warn.
Image.MAX_IMAGE_PIXELS = None


def look(data: bytes, version: Version | None = None) -> Picture:
    """
    Look at a picture's file, through to its last byte.

    Args:
        data: A JPEG, PNG, WebP or TIFF file; of several frames the first is meant.
        version: What the file's reader made of it; None: nothing is said of it.
    Raises:
        WireError: If it cannot be shown: it is no such file, breaks off, has too many pixels, or is a line.
    """
    # Decoded as small as can be: what breaks off is found at any size.
    held = _decoded(data, 0.0)
    across, down = held.size
    if max(held.size) > LONGEST * min(held.size):
        raise WireError(_FORMAT, "size", f"it is a line of {across} by {down} pixels, and no picture")
    # Whether regions were marked before or after it was turned, nobody can tell.
    focus = focus_in(held.packet) if held.turn is None else None
    media = version.media[0] if version is not None and version.media else None
    return Picture(
        digest=sha256(data).hexdigest(),
        type=held.type,
        width=across,
        height=down,
        alt=media.alt if media else "",
        caption=media.caption if media else "",
        credits=credits_of(version) if version else Credits(),
        focus=focus or MIDDLE,
        whole=is_whole(version) if version else False,
    )


def render(data: bytes, picture: Picture, rendition: Rendition) -> bytes:
    """
    One rendition of a picture.

    Args:
        data: Its file.
        picture: What `look` made of that.
        rendition: One of its `renditions`.
    Raises:
        WireError: If the file cannot be decoded.
    """
    return encoded(_sized(base(data, picture, rendition.shape), picture, rendition), rendition.format, picture.credits)


def rendered(data: bytes, picture: Picture, wanted: tuple[Rendition, ...]) -> Iterator[tuple[Rendition, bytes]]:
    """Several renditions of one shape, in the same bytes as `render` makes them one by one; decoded once."""
    if not wanted:
        return
    first, sized = base(data, picture, wanted[0].shape), dict[int, Image.Image]()
    for one in wanted:
        if one.width not in sized:
            sized[one.width] = _sized(first, picture, one)
        yield one, encoded(sized[one.width], one.format, picture.credits)


def base(data: bytes, picture: Picture, shape: str = "") -> Image.Image:
    """
    A picture, or a cut of it, at the largest width that we make: upright, in sRGB, on white, and nothing but pixels.

    Raises:
        WireError: If the file cannot be decoded.
    """
    seen, most = frame(picture, shape), widths(picture, shape)[-1]
    held = _decoded(data, most / seen.width)
    upright = held.image.transpose(held.turn) if held.turn is not None else held.image
    across, down = upright.width / picture.width, upright.height / picture.height
    right, bottom = seen.left + seen.width, seen.top + seen.height
    box = (seen.left * across, seen.top * down, right * across, bottom * down)
    size = (most, height(picture, most, shape))
    small = _plain(upright).resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    shown = _in_srgb(small, held.profile)
    # What the file said of itself some encoders would write into the rendition.
    shown.info = {}
    return shown


def encoded(image: Image.Image, format: Format, credits: Credits) -> bytes:
    """The bytes of a rendition, which hold its credits and nothing else beside the pixels."""
    out, said = BytesIO(), packet(credits)
    match format:
        case "avif":
            speed = 8 if image.width <= _QUICK else 9
            image.save(out, "AVIF", quality=60, speed=speed, max_threads=1, autotiling=False, codec="aom", xmp=said)
        case "webp":
            image.save(out, "WEBP", quality=78, method=2, xmp=said)
        case "jpg":
            more: dict[str, Any] = {"xmp": said} if said else {}
            image.save(out, "JPEG", quality=80, progressive=True, optimize=True, extra=records(credits), **more)
    return out.getvalue()


class _Held(NamedTuple):
    """What a file holds."""

    image: Image.Image
    #: How it is turned upright; None: it is.
    turn: Image.Transpose | None
    #: Pixels of the whole, upright.
    size: tuple[int, int]
    type: str
    profile: bytes | None
    packet: bytes


def _decoded(data: bytes, share: float) -> _Held:
    """
    A file's first frame; what the library raises becomes ours here.

    Args:
        data: The file.
        share: How much of its width and height is wanted: a JPEG is decoded at a half, a quarter or an eighth where
            that is enough.
    """
    try:
        with _ONE_AT_A_TIME, warnings.catch_warnings():
            # What is wrong with metadata that we drop is nobody's concern.
            warnings.simplefilter("ignore")
            return _read(data, share)
    except UnidentifiedImageError as e:
        raise WireError(_FORMAT, "byte 0", "it is no JPEG, PNG, WebP or TIFF picture that can be opened") from e
    except _TORN as e:
        raise WireError(_FORMAT, "pixels", f"it cannot be decoded to its end: {e}; ask for another copy") from e


def _read(data: bytes, share: float) -> _Held:
    with Image.open(BytesIO(data), formats=_READ) as image:
        across, down = image.size
        if across * down > MOST_PIXELS:
            raise WireError(_FORMAT, "size", _too_many(across * down))
        turn = _TURNS.get(image.getexif().get(_ORIENTATION, 1))
        packet, profile = image.info.get("xmp", b""), image.info.get("icc_profile")
        image.draft("RGB", (ceil(across * share) or 1, ceil(down * share) or 1))
        image.load()
    if image.mode in _FOREIGN:
        raise WireError(_FORMAT, "colours", f"its colours are written as {image.mode}; ask for a copy in RGB")
    upright = (down, across) if turn in _SIDEWAYS else (across, down)
    return _Held(image, turn, upright, Image.MIME[image.format or ""], profile, packet)


def _too_many(pixels: int) -> str:
    millions, most = pixels // 1_000_000, MOST_PIXELS // 1_000_000
    return f"it has {millions} million pixels, and we take {most} million; ask for a smaller copy"


def _plain(image: Image.Image) -> Image.Image:
    """A picture in a mode that can be scaled without harm."""
    if image.mode in ("RGB", "RGBA", "L", "LA", "CMYK") and not image.info.get("transparency"):
        return image
    if image.mode.startswith("I"):
        # 16 bits; the library would cut them off and not scale them.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours of a picture as a screen without a profile shows them; on white, where it is transparent."""
    alpha = image.getchannel("A") if image.mode in ("RGBA", "LA") else None
    opaque = image.convert(image.mode[:-1]) if alpha else image
    shown = _managed(opaque, profile)
    if alpha is None:
        return shown
    ground = Image.new("RGB", shown.size, _WHITE)
    ground.paste(shown, mask=alpha)
    return ground


def _managed(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours by a *profile*; as they are where there is none, or it is another kind of picture's."""
    if profile:
        try:
            theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
            found = ImageCms.profileToProfile(
                image,
                theirs,
                ImageCms.createProfile("sRGB"),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode="RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except (ImageCms.PyCMSError, OSError):
            # Browsers do the same.
            return image.convert("RGB")
        if found is not None:
            return found
    return image.convert("RGB")


def _sized(first: Image.Image, picture: Picture, rendition: Rendition) -> Image.Image:
    size = (rendition.width, height(picture, rendition.width, rendition.shape))
    return first if size == first.size else first.resize(size, Image.Resampling.LANCZOS)
