"""Renditions: their sizes, their colours, and what they say of their picture."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.pictures.files import (
    GREEN,
    SECRETS,
    corners,
    file,
    opened,
    photograph,
    quarters,
    swapped_profile,
    told,
    turned,
)

from dateline.news.wire import Media, Version
from dateline.pictures.make import LONGEST, base, look, render, rendered
from dateline.pictures.marks import packet, records
from dateline.pictures.values import (
    SHAPES,
    TALLEST,
    WIDTHS,
    Credits,
    Picture,
    Point,
    Rendition,
    credits_of,
    fallback,
    frame,
    height,
    named,
    renditions,
    widths,
    worded,
)
from dateline.wires.photo import xmp as packets

shares = st.floats(0, 1)
pictures = st.builds(
    Picture,
    digest=st.just("0" * 64),
    type=st.just("image/jpeg"),
    width=st.integers(1, 20_000),
    height=st.integers(1, 20_000),
    focus=st.builds(Point, shares, shares),
).filter(lambda p: max(p.width, p.height) <= LONGEST * min(p.width, p.height))
shapes = st.sampled_from(["", *SHAPES])


@given(pictures, shapes)
def test_no_picture_is_made_larger_than_it_came(picture: Picture, shape: str) -> None:
    """
    Pixels that were made up are bytes for nothing, and a blurred face.
    """
    seen, known = frame(picture, shape), widths(picture, shape)
    assert known == tuple(sorted(set(known)))
    assert 1 <= known[-1] <= min(seen.width, WIDTHS[-1])
    assert all(1 <= height(picture, w, shape) <= TALLEST + LONGEST for w in known)


@given(pictures, shapes)
def test_a_cut_lies_in_its_picture(picture: Picture, shape: str) -> None:
    """
    Wherever the focus is, at an edge or outside all faces, a cut shows the picture and nothing beside it.
    """
    seen = frame(picture, shape)
    assert min(seen.left, seen.top, seen.width - 1, seen.height - 1) >= 0
    assert seen.left + seen.width <= picture.width
    assert seen.top + seen.height <= picture.height


@given(pictures, shapes)
def test_a_rendition_is_known_by_its_address(picture: Picture, shape: str) -> None:
    """
    The server makes what an address asks for, and nothing that no page could have named.
    """
    known = renditions(picture, shape)
    assert len(set(known)) == len(known) == 2 * len(widths(picture, shape)) + 1
    assert all(named(one.name) == one and one.path == f"/pictures/{one.name}" for one in known)
    assert known[0] == fallback(picture, shape)


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", f"{'0' * 64}-640.gif", f"{'0' * 63}-640.jpg", f"{'0' * 64}-9x9-640.jpg",
             f"{'0' * 64}-0640.jpg", f"{'A' * 64}-640.jpg", f"{'0' * 64}-640.jpg\n"]
)  # fmt: skip
def test_other_names_are_no_renditions(name: str) -> None:
    """
    Addresses are typed by strangers too.
    """
    assert named(name) is None


@pytest.mark.parametrize("shape", ["", "3x2"])
def test_each_rendition_is_what_its_page_says(shape: str) -> None:
    """
    A page keeps a place of that width and height; a file of another would be squeezed into it.
    """
    data = photograph(1000, 700)
    picture = look(data)
    for one, made in rendered(data, picture, renditions(picture, shape)):
        image = opened(made)
        assert image.format == {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}[one.format]
        assert image.size == (one.width, height(picture, one.width, shape))


def test_the_same_bytes_give_the_same_bytes() -> None:
    """
    Renditions can be deleted and made anew, all at once or when one is asked for, and no reader sees a difference.
    """
    data = photograph(700, 500)
    picture = look(data, told(data))
    at_once = dict(rendered(data, picture, renditions(picture)))
    again = dict(rendered(data, look(data, told(data)), renditions(picture)[::-1]))
    assert at_once == again
    assert {one: render(data, picture, one) for one in renditions(picture)} == at_once


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["avif", "webp", "jpg"])
def test_pictures_stand_upright(orientation: int, format: str) -> None:
    """
    How a camera was held is a note beside the pixels, which we drop; so the pixels are turned.
    """
    data = turned(orientation)
    picture = look(data)
    one = next(r for r in renditions(picture) if r.format == format)
    lying = {
        1: ("red", "green", "blue", "white"), 2: ("green", "red", "white", "blue"),
        3: ("white", "blue", "green", "red"), 4: ("blue", "white", "red", "green"),
        5: ("red", "blue", "green", "white"), 6: ("blue", "red", "white", "green"),
        7: ("white", "green", "blue", "red"), 8: ("green", "white", "red", "blue"),
    }  # fmt: skip
    image = opened(render(data, picture, one))
    assert corners(image) == lying[orientation]
    assert not image.getexif()


def test_a_large_picture_is_turned_and_cut_at_the_right_place() -> None:
    """
    What is decoded at a quarter to save time is still cut where the whole would have been.
    """
    exif = Image.Exif()
    exif[0x0112] = 6
    data = file(quarters(8000, 6000), exif=exif, quality=60, subsampling=2)
    picture = look(data)
    one = Rendition(picture.digest, "3x2", 320, "jpg")
    assert corners(base(data, picture, "3x2")) == ("blue", "red", "white", "green")
    assert corners(opened(render(data, picture, one))) == ("blue", "red", "white", "green")


def test_colours_are_those_of_a_screen() -> None:
    """
    A file in another colour space looks dull or garish where its profile is dropped, and profiles are larger than
    small pictures.
    """
    plain = Image.new("RGB", (64, 64), GREEN)
    data = file(plain, "PNG", icc_profile=swapped_profile())
    picture = look(data)
    image = opened(render(data, picture, fallback(picture)))
    assert set(corners(image)) == {"red"}
    assert "icc_profile" not in image.info


def test_a_profile_that_does_not_fit_is_passed_over() -> None:
    """
    Some desks paste the profile of a print into a picture for the web; browsers show it all the same.
    """
    data = file(quarters(64, 64).convert("L"), "PNG", icc_profile=swapped_profile())
    picture = look(data)
    assert opened(render(data, picture, fallback(picture))).size == (64, 64)


def test_print_colours_grey_sixteen_bits_and_palettes_are_shown() -> None:
    """
    Agencies' graphics and archives come in whatever a press or a scanner once wanted.
    """
    scan = Image.new("I;16", (64, 64), 40_000)
    for image, format, wanted in (
        (quarters(64, 64).convert("CMYK"), "JPEG", ("red", "green", "blue", "white")),
        (quarters(64, 64).convert("P"), "PNG", ("red", "green", "blue", "white")),
        (quarters(64, 64).convert("P"), "TIFF", ("red", "green", "blue", "white")),
    ):
        data = file(image, format)
        picture = look(data)
        assert corners(opened(render(data, picture, fallback(picture)))) == wanted
    data = file(scan, "PNG")
    picture = look(data)
    assert abs(opened(render(data, picture, fallback(picture))).convert("L").getpixel((5, 5)) - 40_000 // 256) < 3  # type: ignore[operator]


def test_what_is_transparent_is_white() -> None:
    """
    A graphic is drawn for paper: on black its words would be gone.
    """
    clear = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    for data in (file(clear, "PNG"), file(clear, "WEBP", lossless=True)):
        picture = look(data)
        for _, made in rendered(data, picture, renditions(picture)):
            assert set(corners(opened(made))) == {"white"}


@pytest.mark.parametrize("format", ["avif", "webp", "jpg"])
def test_every_rendition_names_its_maker_and_nothing_else(format: str) -> None:
    """
    A picture that was saved from a page still says whose it is; where the photographer stood, and with what, it does
    not say any more.
    """
    data = photograph(400, 300)
    assert all(secret in data for secret in SECRETS[:3])
    picture = look(data, told(data))
    one = next(r for r in renditions(picture) if r.format == format)
    made = render(data, picture, one)
    assert not any(secret in made for secret in SECRETS)
    image = opened(made)
    assert image.info.keys() <= {"xmp", "photoshop", "jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive",
                                 "progression", "loop", "background", "timestamp", "duration"}  # fmt: skip
    found = packets.properties([image.info["xmp"]], [])
    assert {name: values[0].text or dict(values[0].parts) for name, values in found.items()}.keys() == {
        "dc:creator", "dc:rights", "photoshop:Credit", "xmpRights:UsageTerms", "xmpRights:WebStatement",
        "plus:Licensor", "plus:DataMining", "Iptc4xmpExt:DigitalSourceType",
    }  # fmt: skip


@pytest.mark.parametrize("format", ["webp", "jpg"])
def test_what_a_rendition_says_is_read_back(format: str) -> None:
    """
    Another newsroom's reader, or ours, finds in the rendition what it found in the file.
    """
    data = photograph(400, 300)
    picture = look(data, told(data))
    made = render(data, picture, next(r for r in renditions(picture) if r.format == format))
    version = told(made)
    assert version is not None
    assert credits_of(version) == picture.credits


def test_the_records_of_a_jpeg_stand_alone() -> None:
    """
    Older software reads IPTC's records and no XMP; its fields are short, and no letter is cut in two.
    """
    long = Credits(creator="Ä" * 40, credit="The Vellmar Press", notice="ö" * 200)
    head, tail = file(quarters(8, 8))[:2], file(quarters(8, 8))[2:]
    version = told(head + records(long) + tail)
    assert version is not None
    assert (version.byline, version.credit, version.notice) == ("Ä" * 16, "The Vellmar Press", "ö" * 64)


@given(st.builds(Credits, creator=st.text(), credit=st.text(), notice=st.text(), usage=st.text(), mining=st.text()))
def test_whatever_was_told_makes_a_packet_that_can_be_read(credits: Credits) -> None:
    """
    Names come with ampersands, brackets and worse; none of them breaks the file that carries it.
    """
    problems: list[object] = []
    found = packets.properties([packet(credits)], problems) if packet(credits) else {}  # type: ignore[arg-type]
    assert problems == []
    printable = "".join(c for c in credits.credit if c.isprintable() or c in "\n\t").strip()
    assert (found["photoshop:Credit"][0].text if printable else "") == printable.replace("\r", "\n")
    assert len(records(credits)) < 65_000


def test_a_picture_that_says_nothing_is_given_no_words() -> None:
    """
    What nobody told us we do not make up, in a file either.
    """
    data = file(quarters(60, 40))
    picture = look(data, told(data))
    for one, made in rendered(data, picture, renditions(picture)):
        assert b"adobe" not in made, one


def test_a_storys_words_stand_beside_its_picture() -> None:
    """
    A story tells what its picture shows that day; who made it stands in the picture's file.
    """
    data = photograph(60, 40)
    picture = look(data, told(data))
    media = Media("picture", caption="The strike is over.", credit="VP", holder="Others")
    shown = worded(picture, media, "Shown under contract.")
    assert (shown.caption, shown.alt, shown.credit, shown.terms) == (
        "The strike is over.", "A white ferry at an empty quay.", "Ilse Vantongeren/VP", "Shown under contract.",
    )  # fmt: skip
    assert worded(picture, Media("picture")) == picture
    bare = worded(look(file(quarters(8, 8))), Media("picture", holder="Kiln"))
    assert bare.credit == "Kiln"


def test_nothing_of_a_files_reading_is_needed() -> None:
    """
    A file whose metadata cannot be read is a picture all the same.
    """
    out = BytesIO(photograph(60, 40)).getvalue()
    assert look(out).credits == Credits()
    assert look(out, Version()).caption == ""
