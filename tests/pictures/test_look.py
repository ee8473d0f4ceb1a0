"""Pictures as they come: what is told of them, and what is refused."""

import struct
import zlib
from hashlib import sha256
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.pictures.files import BLUE, RED, corners, file, opened, photograph, quarters, told, turned
from tests.wires.photo.pictures import structures, xmp

from dateline.news.errors import WireError
from dateline.pictures.make import look, render
from dateline.pictures.values import MIDDLE, Point, doubts, fallback, frame

FACES = (
    '<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag>'
    '<rdf:li rdf:parseType="Resource"><mwg-rs:Type>Face</mwg-rs:Type><mwg-rs:Name>Orrin Tallowby</mwg-rs:Name>'
    '<mwg-rs:Area xmlns:a="http://ns.adobe.com/xmp/sType/Area#" a:x="0.8" a:y="0.3" a:w="0.1" a:h="0.2"'
    ' a:unit="normalized"/></rdf:li>'
    '<rdf:li rdf:parseType="Resource"><mwg-rs:Type>Pet</mwg-rs:Type>'
    '<mwg-rs:Area xmlns:a="http://ns.adobe.com/xmp/sType/Area#" a:x="0.1" a:y="0.9" a:w="0.1" a:h="0.1"'
    ' a:unit="normalized"/></rdf:li></rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>'
)
MAIN = structures(
    "Iptc4xmpExt:ImageRegion",
    '<Iptc4xmpExt:RegionBoundary rdf:parseType="Resource"><Iptc4xmpExt:rbUnit>relative</Iptc4xmpExt:rbUnit>'
    "<Iptc4xmpExt:rbX>0.1</Iptc4xmpExt:rbX><Iptc4xmpExt:rbY>0.5</Iptc4xmpExt:rbY>"
    "<Iptc4xmpExt:rbW>0.2</Iptc4xmpExt:rbW><Iptc4xmpExt:rbH>0.4</Iptc4xmpExt:rbH></Iptc4xmpExt:RegionBoundary>"
    '<Iptc4xmpExt:rRole><rdf:Bag><rdf:li rdf:parseType="Resource"><xmp:Identifier><rdf:Bag><rdf:li>'
    "http://cv.iptc.org/newscodes/imageregionrole/mainSubjectArea"
    "</rdf:li></rdf:Bag></xmp:Identifier></rdf:li></rdf:Bag></Iptc4xmpExt:rRole>",
)


def test_a_picture_is_told_with_its_own_words() -> None:
    """
    Whoever made it wrote down what is to be seen, who is to be named, and whose it is: nobody at the desk types that.
    """
    data = photograph(900, 600)
    picture = look(data, told(data))
    assert (picture.digest, picture.type, picture.width, picture.height) == (
        sha256(data).hexdigest(),
        "image/jpeg",
        900,
        600,
    )
    assert (picture.alt, picture.caption) == ("A white ferry at an empty quay.", "A ferry lies in the harbour.")
    assert picture.credit == "Ilse Vantongeren/The Vellmar Press"
    assert picture.credits.notice == "© 2031 The Vellmar Press. All rights reserved & kept."
    assert doubts(picture) == ()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_as_wide_as_it_is_seen(orientation: int) -> None:
    """
    A camera that was held upright writes a picture lying down: a page that kept its place by those figures would jump.
    """
    picture = look(turned(orientation))
    assert (picture.width, picture.height) == ((60, 40) if orientation < 5 else (40, 60))


def _bomb(width: int, height: int) -> bytes:
    """A small PNG that says it is large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 2_000_000, 9)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    made = [struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    """
    Two kilobytes that unpack to a gigabyte have brought down newsrooms; the head of the file tells.
    """
    before = process_time()
    with pytest.raises(WireError, match="400 million pixels, and we take 80 million; ask for a smaller copy"):
        look(_bomb(20_000, 20_000))
    assert process_time() - before < 1


@pytest.mark.parametrize("size", [(1, 400), (2000, 20)])
def test_a_line_is_no_picture(size: tuple[int, int]) -> None:
    """
    Rules and borders of old pages come among the pictures of feeds; as a picture one would be a page long.
    """
    with pytest.raises(WireError, match="it is a line"):
        look(file(Image.new("RGB", size), "PNG"))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.98])
def test_a_file_that_breaks_off_is_told(format: str, share: float) -> None:
    """
    Half an upload is no picture: its lower half would be grey on every page.
    """
    noise = Image.frombytes("RGB", (300, 200), Random(1).randbytes(300 * 200 * 3))
    data = file(noise, format)
    with pytest.raises(WireError, match=r"ask for another copy|is no JPEG, PNG, WebP or TIFF"):
        look(data[: int(len(data) * share)])
    assert look(data).width == 300


@pytest.mark.parametrize("data", [b"", b"<html>", b"GIF89a\1\0\1\0\0\0\0;", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP"])
def test_what_is_no_picture_is_told(data: bytes) -> None:
    """
    An address that named a picture yesterday may answer with anything today.
    """
    with pytest.raises(WireError, match="picture"):
        look(data)


@pytest.mark.parametrize("mode", ["LAB", "F"])
def test_colours_that_no_screen_has_are_told(mode: str) -> None:
    """
    A laboratory's scan would come out black, or not at all; the desk asks for another copy.
    """
    with pytest.raises(WireError, match=f"written as {mode}; ask for a copy in RGB"):
        look(file(Image.new(mode, (64, 64)), "TIFF"))


def test_of_a_moving_picture_the_first_frame_is_meant() -> None:
    """
    A page of news does not blink.
    """
    frames = [Image.new("RGB", (40, 40), colour) for colour in (RED, BLUE)]
    data = file(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    picture = look(data)
    assert set(corners(opened(render(data, picture, fallback(picture))))) == {"red"}


def test_a_cut_keeps_the_faces() -> None:
    """
    A list shows pictures in one shape; the minister on the right of a wide one stays in it.
    """
    data = photograph(900, 300, packet=xmp(FACES))
    picture = look(data, told(data))
    assert picture.focus == Point(0.8, 0.3)
    seen = frame(picture, "3x2")
    assert (seen.width, seen.height) == (450, 300)
    assert seen.left <= 0.75 * 900
    assert seen.left + seen.width >= 0.85 * 900


def test_what_the_supplier_marks_counts_before_faces() -> None:
    """
    Whoever was there knows better than a program that finds faces what the picture is about.
    """
    data = photograph(packet=xmp(FACES + MAIN))
    assert look(data, told(data)).focus == Point(0.2, 0.7)


@pytest.mark.parametrize("packet", [b"", b"<", b"<x/>", xmp(FACES.replace("normalized", "pixel")), xmp("") * 2])
def test_where_nothing_is_marked_the_middle_counts(packet: bytes) -> None:
    """
    Most pictures say nothing of where to look, and some say it in a way that nobody can read.
    """
    assert look(photograph(packet=packet)).focus == MIDDLE


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ({"photoshop__Instructions": "HANDOUT. NO CROPPING."}, True),
        ({"photoshop__Instructions": "Must not be cropped or retouched"}, True),
        ({"plus__ImageAlterationConstraints": "http://ns.useplus.org/ldf/vocab/AL-CRP"}, True),
        ({"photoshop__Instructions": "NO ARCHIVES; the crop failed"}, False),
    ],
)
def test_a_maker_may_forbid_to_cut(said: dict[str, str], whole: bool) -> None:
    """
    Handouts of artists and families come with that condition, and a licence for all of an agency's pictures does not
    lift it.
    """
    data = photograph(packet=xmp("", photoshop__Credit="The Vellmar Press", **said))
    assert look(data, told(data)).whole is whole


def test_a_picture_without_words_is_in_doubt() -> None:
    """
    Readers who cannot see it, and lawyers who ask whose it is, get no answer from a page; the desk hears of it first.
    """
    picture = look(file(quarters(60, 40)))
    assert [p.what for p in doubts(picture)] == [
        "it has no words for who cannot see it, and no caption to take them from; write some",
        "nobody is named as its maker or supplier; find out who is",
    ]


SEEDS = (
    file(quarters(48, 32), progressive=True),
    file(quarters(48, 32), "PNG"),
    file(quarters(48, 32), "WEBP"),
    file(quarters(48, 32), "TIFF", compression="tiff_lzw"),
    photograph(48, 32),
)


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12),
    st.floats(0.2, 1),
)
def test_no_file_breaks_more_than_itself(data: bytes, changes: list[tuple[float, int]], share: float) -> None:
    """
    Whatever is wrong with a file is told as that; no page and no other picture waits for it.
    """
    spoilt = bytearray(data)
    for where, value in changes:
        spoilt[int(where * (len(data) - 1))] = value
    cut = bytes(spoilt[: int(len(spoilt) * share)])
    try:
        picture = look(cut, told(cut))
    except WireError as e:
        assert e.what
    else:
        assert render(cut, picture, fallback(picture))
