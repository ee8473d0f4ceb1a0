"""Pictures of one pixel, made by hand, with metadata as agencies, cameras and old software write them."""

import struct
import zlib
from hashlib import md5

#: A frame of 300 by 200 pixels, and the mark at which a JPEG's pixels begin.
FRAME = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 200, 300, 1) + b"\x01\x11\x00"
PIXELS = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
    "vell": "https://vellmar.example/ns/",
}
UTF8 = (1, 90, b"\x1b%G")


def iim(*datasets: tuple[int, int, bytes | str]) -> bytes:
    """A block of IPTC's records."""
    block = b""
    for record, number, value in datasets:
        data = value.encode() if isinstance(value, str) else value
        long = struct.pack(">HI", 0x8004, len(data)) if len(data) > 0x7FFF else struct.pack(">H", len(data))
        block += bytes((0x1C, record, number)) + long + data
    return block


def photoshop(records: bytes, digest: bytes = b"") -> bytes:
    """Photoshop's image resources with these records, and their digest."""
    found = b""
    for id, data in ((0x0404, records), (0x0425, digest)):
        if data:
            found += (
                b"8BIM"
                + struct.pack(">H", id)
                + b"\0\0"
                + struct.pack(">I", len(data))
                + data
                + b"\0" * (len(data) % 2)
            )
    return found


def digest(records: bytes) -> bytes:
    """What Photoshop notes of records that are in step with XMP."""
    return md5(records, usedforsecurity=False).digest()


def xmp(inside: str = "", **attributes: str) -> bytes:
    """A packet whose description has these elements inside, and these attributes, ``__`` for the colon."""
    spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    said = " ".join(f'{name.replace("__", ":")}="{value}"' for name, value in attributes.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {spaces} {said}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>'
        f"{' ' * 64}<?xpacket end='w'?>"
    ).encode()


def alt(name: str, words: str, **others: str) -> str:
    """A property in several languages."""
    items = "".join(f'<rdf:li xml:lang="{language}">{said}</rdf:li>' for language, said in others.items())
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{words}</rdf:li>{items}</rdf:Alt></{name}>'


def bag(name: str, *words: str, kind: str = "Bag") -> str:
    """A property of several values."""
    return f"<{name}><rdf:{kind}>{''.join(f'<rdf:li>{one}</rdf:li>' for one in words)}</rdf:{kind}></{name}>"


def structures(name: str, *parts: str) -> str:
    """A property of several structures."""
    items = "".join(f'<rdf:li rdf:parseType="Resource">{one}</rdf:li>' for one in parts)
    return f"<{name}><rdf:Bag>{items}</rdf:Bag></{name}>"


def tiff(
    *tags: tuple[int, int, int, bytes], order: str = "<", inner: tuple[tuple[int, int, int, bytes], ...] = ()
) -> bytes:
    """A TIFF structure with these tags (number, type, count, bytes), and those of Exif's own table."""
    rows = [*tags, *([(34665, 4, 1, b"\0\0\0\0")] if inner else [])]
    start = 8 + 2 + 12 * len(rows) + 4
    room = start + (2 + 12 * len(inner) + 4 if inner else 0)
    heap, tables = b"", []
    for table in (rows, inner):
        found = struct.pack(order + "H", len(table))
        for number, kind, count, value in sorted(table):
            if number == 34665:
                value = struct.pack(order + "I", start)
            if len(value) > 4:
                found += struct.pack(order + "HHII", number, kind, count, room + len(heap))
                heap += value
            else:
                found += struct.pack(order + "HHI", number, kind, count) + value.ljust(4, b"\0")
        tables.append(found + b"\0\0\0\0")
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(order + "I", 8) + tables[0] + (tables[1] if inner else b"") + heap


def text(number: int, words: str) -> tuple[int, int, int, bytes]:
    """A tag of words."""
    data = words.encode() + b"\0"
    return number, 2, len(data), data


def segment(marker: int, body: bytes) -> bytes:
    """One segment of a JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def jpeg(
    packet: bytes = b"", records: bytes = b"", exif: bytes = b"", comment: bytes = b"", mark: bytes = b""
) -> bytes:
    """A JPEG with these metadata; *mark* is the digest of its records."""
    found = b"\xff\xd8" + segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
    found += segment(0xE1, b"Exif\0\0" + exif) if exif else b""
    found += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet) if packet else b""
    found += segment(0xED, b"Photoshop 3.0\0" + photoshop(records, mark)) if records else b""
    found += segment(0xFE, comment) if comment else b""
    return found + FRAME + PIXELS


def chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*chunks: bytes) -> bytes:
    """A PNG of 300 by 200 with these chunks behind its pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 300, 200, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0"))
    return b"\x89PNG\r\n\x1a\n" + head + pixels + b"".join(chunks) + chunk(b"IEND", b"")


def png_xmp(packet: bytes, packed: bool = False) -> bytes:
    """A packet in a PNG's chunk."""
    body = b"XML:com.adobe.xmp\0" + (b"\1\0" if packed else b"\0\0") + b"\0\0"
    return chunk(b"iTXt", body + (zlib.compress(packet) if packed else packet))


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    """A WebP of 300 by 200 with these chunks."""
    canvas = b"\x0c\0\0\0" + (299).to_bytes(3, "little") + (199).to_bytes(3, "little")
    body = b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
        for kind, data in ((b"VP8X", canvas), *chunks)
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


FERRY = "A ferry lies in the harbour of Osterhaven on Tuesday, March 4, 2031, after its crew walked out."
AGENCY = xmp(
    alt("dc:title", "OST-Ferry-Strike", de="Fährstreik")
    + alt("dc:description", FERRY, de="Eine Fähre liegt im Hafen von Osterhaven.")
    + alt("dc:rights", "Copyright 2031 The Vellmar Press. All rights reserved.")
    + bag("dc:creator", "Ilse Vantongeren", kind="Seq")
    + bag("dc:subject", "ferry", "strike", "harbour")
    + bag("Iptc4xmpCore:SubjectCode", "09003000")
    + bag("Iptc4xmpExt:PersonInImage", "Orrin Tallowby")
    + bag("Iptc4xmpExt:OrganisationInImageName", "Osterhaven Ferries")
    + bag("Iptc4xmpExt:OrganisationInImageCode", "OSTF")
    + alt("Iptc4xmpExt:Event", "Ferry strike")
    + alt("Iptc4xmpCore:AltTextAccessibility", "A white ferry at an empty quay.")
    + alt("Iptc4xmpCore:ExtDescrAccessibility", "The quay is empty but for two pickets.")
    + alt("xmpRights:UsageTerms", "Editorial use only.")
    + structures("plus:CopyrightOwner", "<plus:CopyrightOwnerName>The Vellmar Press</plus:CopyrightOwnerName>")
    + structures(
        "Iptc4xmpExt:LocationShown",
        "<Iptc4xmpExt:City>Osterhaven</Iptc4xmpExt:City><Iptc4xmpExt:CountryName>Vellmar</Iptc4xmpExt:CountryName>"
        "<Iptc4xmpExt:CountryCode>VLM</Iptc4xmpExt:CountryCode><Iptc4xmpExt:WorldRegion>North</Iptc4xmpExt:WorldRegion>",
    )
    + structures(
        "Iptc4xmpExt:AboutCvTerm",
        "<Iptc4xmpExt:CvId>http://cv.vellmar.example/topic/</Iptc4xmpExt:CvId>"
        "<Iptc4xmpExt:CvTermId>http://cv.vellmar.example/topic/t7</Iptc4xmpExt:CvTermId>"
        + alt("Iptc4xmpExt:CvTermName", "industrial action"),
    ),
    photoshop__Headline="Ferry crews walk out",
    photoshop__Credit="The Vellmar Press",
    photoshop__Source="Osterhaven Photo",
    photoshop__Instructions="MANDATORY CREDIT: THE VELLMAR PRESS; NO ARCHIVES",
    photoshop__City="Osterhaven",
    photoshop__State="Norrland",
    photoshop__Country="Vellmar",
    photoshop__TransmissionReference="OST104",
    photoshop__DateCreated="2031-03-04T09:12:30+01:00",
    photoshop__Urgency="4",
    photoshop__AuthorsPosition="STF",
    photoshop__CaptionWriter="kt",
    photoshop__Category="F",
    Iptc4xmpCore__CountryCode="VLM",
    Iptc4xmpExt__DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    Iptc4xmpExt__DigImageGUID="urn:vellmar:pic:778120",
    xmp__MetadataDate="2031-03-04T10:02:00+01:00",
    xmp__CreatorTool="Vellmar Desk 3",
    vell__Shift="morning",
)
OLD = (
    (2, 5, "OST-FERRY"), (2, 10, "5"), (2, 12, "IPTC:09003000:labour::strike"), (2, 15, "FIN"), (2, 20, "LAB"),
    (2, 25, "ferry"), (2, 25, "strike"), (2, 40, "For editorial use only"), (2, 55, "20310304"), (2, 60, "091230+0100"),
    (2, 80, "Ilse Vantongeren"), (2, 85, "STF"), (2, 90, "Osterhaven"), (2, 95, "Norrland"), (2, 100, "VLM"),
    (2, 101, "Vellmar"), (2, 103, "OST 105"), (2, 105, "Crews walk out"), (2, 110, "VP"), (2, 115, "The Vellmar Press"),
    (2, 116, "Copyright 2031 The Vellmar Press"), (2, 120, FERRY), (2, 122, "kt"), (1, 70, "20310304"),
    (1, 80, "101500+0100"), (1, 100, "20310304:vp.example:OST105"), (2, 75, "a"), (2, 118, "desk@vellmar.example"),
)  # fmt: skip
GERMAN = ((2, 105, "Fährgesellschaft schließt"), (2, 120, "Die Fähre „Müggel“ im Hafen."), (2, 116, "VP"))


def _in(charset: str, *named: bytes) -> bytes:
    marks = [(1, 90, one) for one in named]
    return jpeg(records=iim(*marks, *((record, number, words.encode(charset)) for record, number, words in GERMAN)))


def samples() -> dict[str, bytes]:
    """Pictures by name; what each is read as lies beside, in ``samples``."""
    cut = tuple(
        (r, n, v[:20] if n == 105 else v[:60] if n == 120 else v)
        for r, n, v in ((2, 105, "Ferry crews walk out"), (2, 120, FERRY))
    )
    german_xmp = xmp(alt("dc:description", "Die Fähre „Müggel“."), photoshop__Headline="Fähre")
    return {
        "agency": jpeg(AGENCY),
        "records_alone": jpeg(records=iim(UTF8, (2, 0, b"\0\4"), *OLD)),
        "records_cut_short": jpeg(AGENCY, iim(UTF8, *cut)),
        "records_say_something_else": jpeg(AGENCY, iim((2, 105, "Ferries sail again"), (2, 40, "HOLD FOR RELEASE"))),
        "records_changed_later": jpeg(AGENCY, iim((2, 105, "Ferries sail again")), mark=b"\1" * 16),
        "german_without_a_charset": _in("cp1252"),
        "german_of_an_old_mac": _in("mac_roman"),
        "german_that_says_utf8_and_is_not": _in("cp1252", b"\x1b%G"),
        "german_encoded_twice": jpeg(records=iim(UTF8, (2, 105, "Fähre".encode().decode("cp1252")))),
        "camera": jpeg(
            exif=tiff(
                text(270, "Harbour at dawn"),
                text(271, "Vellcam"),
                text(272, "Vellcam 9"),
                (274, 3, 1, b"\6\0"),
                text(306, "2031:03:04 08:00:00"),
                text(315, "Ilse Vantongeren"),
                text(33432, "(c) Ilse Vantongeren"),
                inner=(text(36867, "2031:03:04 07:59:58"), text(36881, "+01:00")),
            )
        ),
        "camera_that_says_nothing": jpeg(
            exif=tiff(text(270, "OLYMPUS DIGITAL CAMERA         "), text(271, "Vellcam"), order=">")
        ),
        "killed_by_its_instructions": jpeg(
            xmp(
                alt("dc:title", "OST-Ferry-Strike") + alt("dc:description", FERRY),
                photoshop__Instructions="MANDATORY KILL. Please kill this picture. He is not Orrin Tallowby.",
                photoshop__TransmissionReference="OST104",
                photoshop__Credit="VP",
            )
        ),
        "kill_in_the_caption": jpeg(
            records=iim((2, 103, "OST104"), (2, 120, "PICTURE KILL\r\rA ferry in Osterhaven."))
        ),
        "embargo_in_words": jpeg(
            xmp(alt("dc:description", FERRY), photoshop__Instructions="EMBARGOED until 0600 GMT March 6")
        ),
        "embargo_and_expiry_in_records": jpeg(
            records=iim(
                (2, 120, FERRY),
                (2, 30, "20310306"),
                (2, 35, "060000+0100"),
                (2, 37, "20310401"),
                (2, 38, "000000+0000"),
            )
        ),
        "embargo_that_cannot_be_read": jpeg(records=iim((2, 120, FERRY), (2, 30, "soon"))),
        "artist_and_faces": png(
            png_xmp(
                xmp(
                    structures(
                        "Iptc4xmpExt:ArtworkOrObject",
                        alt("Iptc4xmpExt:AOTitle", "The Tide")
                        + bag("Iptc4xmpExt:AOCreator", "Jost Remmel", kind="Seq"),
                    )
                    + structures(
                        "Iptc4xmpExt:PersonInImageWDetails",
                        alt("Iptc4xmpExt:PersonName", "Mara Quill") + bag("Iptc4xmpExt:PersonId", "vp:p17"),
                    )
                    + '<mwg-rs:Regions rdf:parseType="Resource">'
                    + structures(
                        "mwg-rs:RegionList", "<mwg-rs:Name>Orrin Tallowby</mwg-rs:Name><mwg-rs:Type>Face</mwg-rs:Type>"
                    )
                    + "</mwg-rs:Regions>"
                    + bag("xmpRights:Owner", "Museum of Osterhaven")
                    + "<photoshop:DateCreated>2031-03</photoshop:DateCreated>"
                ),
                packed=True,
            )
        ),
        "png_by_imagemagick": png(
            chunk(
                b"zTXt",
                b"Raw profile type iptc\0\0"
                + zlib.compress(b"\niptc\n 99\n" + photoshop(iim(*OLD)).hex().encode() + b"\n"),
            ),
            chunk(b"tEXt", b"Software\0Osterhaven Painter"),
        ),
        "webp": webp((b"VP8 ", b"\0" * 10), (b"EXIF", tiff(text(315, "Somebody Else"))), (b"XMP ", german_xmp)),
        "standard_of_2025": jpeg(
            xmp(
                alt("dc:description", FERRY)
                + bag("dc:subject", "ferry; strike; harbour")
                + structures(
                    "Iptc4xmpExt:LocationShown",
                    alt("Iptc4xmpExt:LocationName", "Pier 3") + "<Iptc4xmpExt:City>Osterhaven</Iptc4xmpExt:City>"
                    "<Iptc4xmpExt:LocationId>vp:l3</Iptc4xmpExt:LocationId>"
                    '<exif:GPSLatitude xmlns:exif="http://ns.adobe.com/exif/1.0/">48,12.51N</exif:GPSLatitude>'
                    '<exif:GPSLongitude xmlns:exif="http://ns.adobe.com/exif/1.0/">16,22,19.5W</exif:GPSLongitude>',
                )
                + structures("plus:ImageCreator", "<plus:ImageCreatorName>Ilse Vantongeren</plus:ImageCreatorName>")
                + structures("plus:ImageSupplier", "<plus:ImageSupplierName>The Vellmar Press</plus:ImageSupplierName>")
                + alt("xmpRights:UsageTerms", "Editorial use only.")
                + alt("plus:OtherConstraints", "Not for the training of machines.")
                + "<plus:DataMining>http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED</plus:DataMining>"
                + structures(
                    "Iptc4xmpExt:Contributor",
                    alt("Iptc4xmpExt:Name", "Jost Remmel")
                    + bag("Iptc4xmpExt:Role", "https://vellmar.example/role/light"),
                )
                + structures(
                    "Iptc4xmpExt:ImageRegion",
                    alt("Iptc4xmpExt:Name", "Orrin Tallowby")
                    + structures(
                        "Iptc4xmpExt:RCtype",
                        bag("xmp:Identifier", "http://cv.iptc.org/newscodes/imageregiontype/human"),
                    ),
                    alt("Iptc4xmpExt:Name", "left half") + bag("Iptc4xmpExt:PersonInImage", "Mara Quill"),
                ),
                Iptc4xmpExt__AISystemUsed="Vellpaint",
                Iptc4xmpExt__AIPromptInformation="brighter sky",
                xmpRights__WebStatement="https://vellmar.example/licence",
            )
        ),
        "tiff": tiff(
            (256, 4, 1, struct.pack(">I", 300)),
            (257, 3, 1, struct.pack(">H", 200)),
            (700, 1, len(german_xmp), german_xmp),
            (33723, 7, len(iim(*OLD)), iim(*OLD)),
            order=">",
        ),
    }
