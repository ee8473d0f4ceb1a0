"""Pictures into readings."""

import html
import re
import zlib
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import msgspec
import pytest
from tests.wires.photo.pictures import (
    AGENCY,
    FERRY,
    OLD,
    UTF8,
    alt,
    bag,
    chunk,
    digest,
    iim,
    jpeg,
    photoshop,
    png,
    png_xmp,
    samples,
    segment,
    tiff,
    webp,
    xmp,
)

from dateline.news.errors import WireError
from dateline.news.wire import Reading, Version
from dateline.wires.photo.reader import read

RECEIVED = datetime(2031, 3, 4, 12, tzinfo=UTC)
SAMPLES = Path(__file__).parent / "samples"
SHARED = Path(__file__).resolve().parents[4] / "shared" / "wires" / "photo"
PICTURES = samples()


def whole(data: bytes) -> Reading:
    """The reading of a picture that came at noon."""
    return read(data, received=RECEIVED)


def one(data: bytes) -> Version:
    """Its version."""
    return whole(data).versions[0]


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_sample_reads_as_it_stands_beside_it(name: str) -> None:
    """
    A picture and its reading state what each field means; adding the pair adds a test.
    """
    expected = msgspec.json.decode((SAMPLES / f"{name}.json").read_bytes())
    assert msgspec.json.decode(msgspec.json.encode(whole(PICTURES[name]))) == expected


def test_every_expected_reading_has_its_picture() -> None:
    """
    What is expected of nothing is never checked.
    """
    assert {path.stem for path in SAMPLES.glob("*.json")} == set(PICTURES)


@pytest.mark.parametrize("place", ["instructions", "records"])
@pytest.mark.parametrize(
    "note",
    [
        "KILL KILL KILL",
        "MANDATORY KILL",
        "PICTURE KILL",
        "PHOTO KILL: wrong man",
        "Please kill this picture.",
        "MANDATORY KILL. Please kill this photo. A substitute follows.",
        "PHOTO WITHDRAWN",
    ],
)
def test_a_picture_that_is_taken_back_is_canceled(note: str, place: str) -> None:
    """
    A kill of a picture comes as the picture again, with the order among the special instructions.
    """
    packet = xmp(alt("dc:description", FERRY), photoshop__Instructions=note)
    data = jpeg(packet) if place == "instructions" else jpeg(xmp(alt("dc:description", FERRY)), iim((2, 40, note)))
    assert one(data).status == "canceled"


@pytest.mark.parametrize("order", ["KILL KILL KILL", "MANDATORY KILL", "PICTURE KILL", "PHOTO WITHDRAWN"])
def test_a_kill_stands_in_the_caption_or_the_headline_too(order: str) -> None:
    """
    Where a desk looks first, some set the order.
    """
    assert one(jpeg(xmp(alt("dc:description", f"{order}\n\n{FERRY}")))).status == "canceled"
    version = one(jpeg(xmp(alt("dc:description", FERRY), photoshop__Headline=order)))
    assert (version.status, version.headline) == ("canceled", order)


def test_credit_that_is_owed_is_for_the_desk() -> None:
    """
    "Mandatory credit" and "no archives" stand among the notes, from which terms are read, and hold nothing back.
    """
    version = one(PICTURES["agency"])
    assert version.notes == ("MANDATORY CREDIT: THE VELLMAR PRESS; NO ARCHIVES",)
    assert (version.status, version.doubt, version.signals) == ("usable", "", ())


@pytest.mark.parametrize("between", ["\n\n", "\r\n\r\n", "\r\r"])
def test_instructions_are_a_note_each(between: str) -> None:
    """
    Macs ended their lines otherwise; an embargo among other words still counts.
    """
    version = one(jpeg(records=iim((2, 120, FERRY), (2, 40, f"NO SALES{between}EMBARGOED until 0600 GMT March 6"))))
    assert version.notes == ("NO SALES", "EMBARGOED until 0600 GMT March 6")
    assert version.embargo


def test_keywords_that_begin_alike_are_all_kept() -> None:
    """
    "ferry strike" in the records is no longer form of "ferry" in XMP; a word that a limit cut short is made whole.
    """
    packet = xmp(bag("dc:subject", "ferry", "Osterhaven Ferries") + alt("dc:description", FERRY))
    version = one(jpeg(packet, iim((2, 25, "ferry strike"), (2, 25, "Osterhaven Fer"))))
    assert [subject.name for subject in version.subjects] == ["ferry", "Osterhaven Ferries", "ferry strike"]


def test_a_picture_that_nobody_vouches_for_is_held() -> None:
    """
    Whose it is, and what may be done with it, has to be told by somebody before it is used.
    """
    reading = whole(jpeg())
    assert "who made it" in reading.versions[0].doubt
    assert reading.versions[0].media[0].width == 300
    assert len(reading.problems) == 1


def test_two_pictures_of_one_slug_and_day_are_two_stories() -> None:
    """
    A desk sends forty pictures of one event under one slug; each is an item of its own.
    """
    packets = (xmp(alt("dc:title", "OST-Ferry") + alt("dc:description", words)) for words in (FERRY, "Another."))
    first, second = (one(jpeg(packet)) for packet in packets)
    assert first.slug == second.slug == "OST-Ferry"
    assert first.item and second.item and first.item != second.item
    assert first.media[0].item == first.item


def test_records_in_step_with_xmp_give_way_to_it() -> None:
    """
    Photoshop notes a digest of the records; only one that no longer fits says that they were changed since.
    """
    records = iim((2, 105, "Ferries sail again"))
    assert one(jpeg(AGENCY, records, mark=digest(records))).headline == "Ferry crews walk out"
    assert one(jpeg(AGENCY, records, mark=b"\1" * 16)).headline == "Ferries sail again"


def test_what_both_tell_differently_is_kept() -> None:
    """
    Of two headlines one is shown, and the other is not lost.
    """
    assert one(PICTURES["records_say_something_else"]).more["iptc:Headline"] == "Ferries sail again"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("2031-03-04T09:12:30+01:00", datetime(2031, 3, 4, 8, 12, 30, tzinfo=UTC)),
        ("2031-03-04T09:12:30.25Z", datetime(2031, 3, 4, 9, 12, 30, tzinfo=UTC)),
        ("2031-03-04T09:12", datetime(2031, 3, 4, 9, 12, tzinfo=UTC)),
        ("2031-03-04", datetime(2031, 3, 4, tzinfo=UTC)),
        ("2031:03:04 09:12:30", datetime(2031, 3, 4, 9, 12, 30, tzinfo=UTC)),
        ("2031-03", None),
        ("2031-02-30T09:12:30Z", None),
        ("yesterday", None),
    ],
)
def test_a_time_is_read_as_cameras_and_desks_write_it(sent: str, expected: datetime | None) -> None:
    """
    What names no moment is kept as sent, and told.
    """
    reading = whole(jpeg(xmp(alt("dc:description", FERRY), photoshop__DateCreated=sent)))
    assert reading.versions[0].created == expected
    assert bool(reading.problems) == (expected is None)
    assert reading.versions[0].more.get("photoshop:DateCreated", "") == ("" if expected else sent)


def test_the_zone_in_the_records_is_the_zone_of_the_same_hour_in_xmp() -> None:
    """
    XMP of cameras has no zone; IPTC's records always do.
    """
    packet = xmp(alt("dc:description", FERRY), photoshop__DateCreated="2031-03-04T09:12:30")
    records = iim((2, 55, "20310304"), (2, 60, "091230+0100"))
    assert one(jpeg(packet, records)).created == datetime(2031, 3, 4, 8, 12, 30, tzinfo=UTC)
    assert one(jpeg(packet)).created == datetime(2031, 3, 4, 9, 12, 30, tzinfo=UTC)


def test_a_letter_cut_in_two_by_a_limit_is_dropped() -> None:
    """
    IPTC's limits are in bytes; half a letter is no other charset.
    """
    reading = whole(jpeg(records=iim(UTF8, (2, 105, "Müggelå".encode()[:-1]))))
    assert reading.versions[0].headline == "Müggel"
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("cp1251", "Паром стоит в гавани во вторник"),
        ("cp1253", "Το πλοίο βρίσκεται στο λιμάνι την Τρίτη"),
        ("cp932", "フェリーが港に停泊している"),
        ("gb18030", "新华社照片，2031年3月4日，渡轮停在港口"),
        ("cp949", "항구에 정박한 여객선"),
        ("cp1252", "Fährgesellschaft schließt über Nacht"),
        ("utf-8", "Паром стоит в гавани"),
    ],
)
def test_records_that_name_no_charset_are_read_in_the_likely_one(charset: str, words: str) -> None:
    """
    Records of half the world's agencies were written in their country's charset, and do not say so.
    """
    reading = whole(jpeg(records=iim((2, 120, words.encode(charset)))))
    assert reading.versions[0].standfirst == words
    assert len(reading.problems) == 1


@pytest.mark.parametrize("mark", [b"", b"Photoshop 3.0\0", b"Adobe_Photoshop2.5:"])
def test_records_are_found_whatever_stands_before_them(mark: bytes) -> None:
    """
    Old software wrote other marks above them, or none.
    """
    records = iim((2, 5, "OST-FERRY"), (2, 120, FERRY))
    data = b"\xff\xd8" + segment(0xED, mark + (photoshop(records) if mark else records)) + jpeg()[2:]
    assert (one(data).slug, one(data).standfirst) == ("OST-FERRY", FERRY)


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-be", "utf-16-le", "utf-32", "utf-32-be"])
def test_a_packet_in_wide_letters_is_read(charset: str) -> None:
    """
    XMP may be in UTF-16 or UTF-32.
    """
    assert one(jpeg(xmp(alt("dc:description", "Fähre")).decode().encode(charset))).standfirst == "Fähre"


def test_records_that_advise_a_kill_hold_the_picture() -> None:
    """
    "Object Kill" means another picture, which most software does not name: an editor has to look.
    """
    reading = whole(jpeg(records=iim((2, 42, "01"), (2, 120, FERRY))))
    assert reading.versions[0].doubt == "its records advise a kill (2:42)"
    assert reading.problems


def test_a_packet_in_pieces_is_read_whole() -> None:
    """
    What does not fit one segment of 64 kB stands in segments of its own.
    """
    more = xmp(alt("Iptc4xmpCore:AltTextAccessibility", "x" * 1000))
    head = b"A" * 32 + len(more).to_bytes(4, "big")
    pieces = [(0, more[:500]), (500, more[500:])]
    inside = b"".join(
        segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + head + at.to_bytes(4, "big") + piece)
        for at, piece in reversed(pieces)
    )
    data = jpeg(AGENCY)
    first = whole(data[:2] + inside + data[2:]).versions[0]
    assert first.headline == "Ferry crews walk out"
    plain = xmp(alt("dc:description", FERRY))
    data = jpeg(plain)
    assert one(data[:2] + inside + data[2:]).media[0].alt == "x" * 1000


@pytest.mark.parametrize("kind", ["jpeg", "png", "png packed", "webp", "tiff"])
def test_a_packet_is_found_in_every_kind_of_file(kind: str) -> None:
    """
    An agency's metadata say the same in whichever file they travel.
    """
    data = {
        "jpeg": jpeg(AGENCY),
        "png": png(png_xmp(AGENCY)),
        "png packed": png(png_xmp(AGENCY, packed=True)),
        "webp": webp((b"XMP ", AGENCY)),
        "tiff": tiff((256, 4, 1, b"\x2c\1\0\0"), (257, 4, 1, b"\xc8\0\0\0"), (700, 1, len(AGENCY), AGENCY)),
    }[kind]
    found, wanted = one(data), one(jpeg(AGENCY))
    assert msgspec.structs.replace(found, media=()) == msgspec.structs.replace(wanted, media=())
    assert (found.media[0].width, found.media[0].height) == (300, 200)
    assert found.media[0].type == f"image/{kind.split()[0]}"


def test_records_of_an_older_tiff_in_the_other_order_of_bytes_are_read() -> None:
    """
    Old software wrote the block as numbers, each turned round.
    """
    block = iim(*OLD)
    block += b"\0" * (-len(block) % 4)
    turned = b"".join(block[at : at + 4][::-1] for at in range(0, len(block), 4))
    assert one(tiff((33723, 4, len(turned) // 4, turned))).headline == "Crews walk out"


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"RIFF\0\0\0\0WAVE", b"<html>", b"\x89PNG\r\n", b"\xff\xd8", b"II*", b"\0" * 64],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    """
    A sound file begins like a WebP, and is none.
    """
    with pytest.raises(WireError):
        whole(data)


def test_a_broken_packet_leaves_the_records() -> None:
    """
    Half of the metadata is better than none; what is wrong is told.
    """
    reading = whole(jpeg(AGENCY[:900], iim(UTF8, *OLD)))
    assert reading.versions[0].headline == "Crews walk out"
    assert any(one.where == "xmp" for one in reading.problems)


def test_a_picture_that_breaks_off_is_told() -> None:
    """
    What stood before the break is read all the same.
    """
    data = jpeg(AGENCY)
    reading = whole(data[: len(data) - 20])
    assert reading.versions[0].headline == "Ferry crews walk out"
    assert "breaks off" in reading.problems[0].what


def test_packed_metadata_never_fill_the_memory() -> None:
    """
    A few bytes can unpack to gigabytes; all chunks of a picture share one bound.
    """
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 7_000_000))
    reading = whole(png(*[bomb] * 20))
    assert sum("cannot be unpacked" in one.what for one in reading.problems) >= 18


def test_time_grows_with_the_length_alone() -> None:
    """
    Ten times the metadata take about ten times as long.
    """

    def took(number: int) -> float:
        data = jpeg(records=iim(*[(2, 25, f"word {n}") for n in range(number)]))
        packets = tiff(
            (
                33723,
                7,
                len(iim(*[(2, 25, f"w{n}") for n in range(number)])),
                iim(*[(2, 25, f"w{n}") for n in range(number)]),
            )
        )
        before = process_time()
        for _ in range(3):
            whole(data)
            whole(packets)
        return process_time() - before

    took(100)
    assert took(4000) < 40 * max(took(400), 0.002)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")
def test_real_pictures_are_read_exactly() -> None:
    """
    A picture of an agency, and the one with which IPTC tests all fields.
    """
    agency = one((SHARED / "core--GAC103-thumb.jpg").read_bytes())
    assert (agency.slug, agency.serial, agency.byline) == (
        "BC-Wildfires-Homeowners 202309",
        "gac103",
        "Annick deGooyer",
    )
    assert agency.credit == "The Canadian Press"
    assert agency.dateline and agency.dateline.place == "West Kelowna, BC, CANADA"
    assert agency.notes[0].endswith("THIS IMAGE MAY BE USED ONLY FOR 14 DAYS FROM THE TIME OF TRANSMISSION")
    assert agency.created == datetime(2023, 8, 19, 19, 7, 18, tzinfo=UTC)
    assert agency.standfirst.endswith("THE CANADIAN PRESS/HO-Annick deGooyer, *MANDATORY CREDIT*")
    assert (agency.media[0].width, agency.media[0].height, agency.urgency) == (30, 14, 4)
    reference = one((SHARED / "core--IPTC-PhotometadataRef-Std2017.1.jpg").read_bytes())
    assert reference.headline == "The Headline (ref2017.1)"
    assert reference.byline == "Creator1 (ref2017.1), Creator2 (ref2017.1)"
    assert reference.usage == "Rights Usage Termns (ref2017.1)"
    assert reference.created == datetime(2017, 7, 13, 17, 1, tzinfo=UTC)
    assert [named.name for named in reference.named if named.kind == "person"] == [
        "Person Shown 1 (ref2017.1)", "Person Shown 2 (ref2017.1)", "Person Name 1 (ref2017.1)",
    ]  # fmt: skip


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")
def test_no_words_of_a_real_picture_are_lost() -> None:
    """
    Each text in IPTC's reference picture is somewhere in the reading.
    """
    data = (SHARED / "core--IPTC-PhotometadataRef-Std2017.1.jpg").read_bytes()
    packet = data[data.index(b"<x:xmpmeta") : data.index(b"</x:xmpmeta>")].decode()
    told = {html.unescape(" ".join(words.split())) for words in re.findall(r">([^<>]*\(ref2017\.1\)[^<>]*)<", packet)}
    kept = msgspec.json.encode(one(data)).decode()
    assert [words for words in sorted(told) if words not in kept] == []
    assert len(told) > 90


@pytest.mark.parametrize(
    ("comment", "caption"),
    [
        (b"CREATOR: gd-jpeg v1.0 (using IJG JPEG v80), quality = 90\n", ""),
        (b"Created with GIMP", ""),
        (b"Lavc58.134.100", ""),
        (b"Optimized by JPEGmini 3.18", ""),
        (b"Created with love by pupils of the harbour school", "Created with love by pupils of the harbour school"),
        (b"A ferry at its quay", "A ferry at its quay"),
    ],
)
def test_what_a_program_left_is_no_caption(comment: bytes, caption: str) -> None:
    """
    Readers who cannot see a picture are told what is on it, and not what it was packed with.
    """
    (version,) = read(jpeg(comment=comment), received=RECEIVED).versions
    assert version.media[0].caption == caption
