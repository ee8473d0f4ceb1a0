"""Real picture files, made here: four coloured quarters that tell which way up a picture is, with metadata around."""

import struct
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from PIL import Image
from tests.wires.photo.pictures import alt, bag, iim, photoshop, segment, structures, xmp

from dateline.news.errors import WireError
from dateline.news.wire import Version
from dateline.wires.photo.reader import read

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
#: What no rendition may hold: a camera's number, where it stood, what the desk wrote for itself.
SECRETS = (b"SERIAL-4711", b"Vellmar Desk 3", b"STAFF ONLY", b"48,12.51N")
CREDITED = xmp(
    bag("dc:creator", "Ilse Vantongeren", kind="Seq")
    + alt("dc:rights", "© 2031 The Vellmar Press. All rights reserved & kept.")
    + alt("dc:description", "A ferry lies in the harbour.")
    + alt("Iptc4xmpCore:AltTextAccessibility", "A white ferry at an empty quay.")
    + alt("xmpRights:UsageTerms", "Editorial use only.")
    + structures(
        "plus:Licensor",
        "<plus:LicensorName>Vellmar Pictures</plus:LicensorName>"
        "<plus:LicensorURL>https://vellmar.example/buy</plus:LicensorURL>",
    )
    + "<plus:DataMining>http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED</plus:DataMining>",
    photoshop__Headline="Ferry lies idle",
    photoshop__Credit="The Vellmar Press",
    photoshop__Instructions="STAFF ONLY",
    xmp__CreatorTool="Vellmar Desk 3",
    xmpRights__WebStatement="https://vellmar.example/terms",
    Iptc4xmpExt__DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
)
RECORDS = iim(
    (1, 90, b"\x1b%G"),
    (2, 80, "Ilse Vantongeren"),
    (2, 110, "The Vellmar Press"),
    (2, 116, "© 2031 The Vellmar Press. All rights reserved & kept."),
)


def quarters(width: int, height: int) -> Image.Image:
    """Red and green above, blue and white below."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    image.paste(WHITE, (width // 2, height // 2, width, height))
    return image


def file(image: Image.Image, format: str = "JPEG", **settings: Any) -> bytes:
    """An image as a file."""
    out = BytesIO()
    image.save(out, format, **({"quality": 95, "subsampling": 0} if format == "JPEG" else {}) | settings)
    return out.getvalue()


def photograph(width: int = 900, height: int = 600, *, packet: bytes = CREDITED) -> bytes:
    """A JPEG as a camera and a desk leave it: position, serial number, thumbnail, XMP and IPTC's records."""
    exif = Image.Exif()
    exif[0x013B] = "Somebody Else"
    exif.get_ifd(0x8769)[0xA431] = "SERIAL-4711"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (48.0, 12.0, 30.0)
    plain = file(quarters(width, height), exif=exif, comment=b"STAFF ONLY")
    more = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet) if packet else b""
    more += segment(0xED, b"Photoshop 3.0\0" + photoshop(RECORDS)) if packet else b""
    return plain[:2] + more + plain[2:]


def turned(orientation: int) -> bytes:
    """A JPEG of 60 by 40 whose camera was held so."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return file(quarters(60, 40), exif=exif)


def told(data: bytes) -> Version | None:
    """What the wires' reader makes of a picture's file."""
    try:
        return read(data, received=datetime(2031, 3, 4, tzinfo=UTC)).versions[0]
    except WireError:
        return None


def opened(data: bytes) -> Image.Image:
    """A rendition, decoded."""
    image = Image.open(BytesIO(data))
    image.load()
    return image


def corners(image: Image.Image) -> tuple[str, ...]:
    """The colours in the four quarters, from the upper left to the lower right."""
    across, down = image.size
    points = [(x * across // 4, y * down // 4) for y in (1, 3) for x in (1, 3)]
    return tuple(_name(image.convert("RGB").getpixel(point)) for point in points)


def _name(pixel: Any) -> str:
    names = {RED: "red", GREEN: "green", BLUE: "blue", WHITE: "white"}
    return names[min(names, key=lambda known: sum(abs(a - b) for a, b in zip(known, pixel, strict=True)))]


def swapped_profile() -> bytes:
    """A colour profile whose red is green and whose green is red, with the primaries of sRGB otherwise."""
    red, green, blue = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, int(2.2 * 256)) + b"\0\0"
    words = b"text\0\0\0\0Made here\0\0\0"
    title = b"desc\0\0\0\0" + struct.pack(">I", 8) + b"Swapped\0" + b"\0" * 78
    return _profile((
        (b"desc", title), (b"cprt", words), (b"wtpt", _xyz((0.9642, 1.0, 0.8249))),
        (b"rXYZ", _xyz(green)), (b"gXYZ", _xyz(red)), (b"bXYZ", _xyz(blue)),
        (b"rTRC", curve), (b"gTRC", curve), (b"bTRC", curve),
    ))  # fmt: skip


def _xyz(values: Iterable[float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)


def _profile(tags: tuple[tuple[bytes, bytes], ...]) -> bytes:
    table, body, at = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags:
        data += b"\0" * (-len(data) % 4)
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data
    size = at + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H", 2031, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
    head += struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body
