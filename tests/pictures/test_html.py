"""A picture as HTML."""

from html.parser import HTMLParser

import pytest
from tests.pictures.files import file as made
from tests.pictures.files import photograph, quarters, told

from dateline.news.blocks import plain
from dateline.news.third import credited_in
from dateline.pictures.html import as_ruled, figure, image
from dateline.pictures.make import look
from dateline.pictures.values import Credits, Picture, named, renditions

PICTURE = Picture(
    digest="ab" * 32,
    type="image/jpeg",
    width=1500,
    height=1000,
    alt='A "quiet" quay & a ferry',
    caption="Crews <b>walked</b> out.",
    credits=Credits(creator="Ilse Vantongeren", credit="VP"),
    terms="All rights reserved; shown here under licence.",
)
SIZES = "(min-width: 60rem) 40rem, 100vw"


class Tags(HTMLParser):
    """All tags of a fragment, with what they say."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("img", "source"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def said(self, tag: str) -> dict[str, str | None]:
        """What the first of its kind says."""
        return next(said for name, said in self.found if name == tag)


def test_a_picture_keeps_its_place_before_it_is_loaded() -> None:
    """
    Text that jumps under a reader's finger opens the wrong story.
    """
    img = Tags(figure(PICTURE, sizes=SIZES)).said("img")
    assert (img["width"], img["height"]) == ("1280", "853")
    assert (img["loading"], img["decoding"], img["src"]) == ("lazy", "async", f"/pictures/{'ab' * 32}-1280.jpg")


def test_what_is_seen_first_is_loaded_first() -> None:
    """
    The picture at the top of a page is not put off until somebody scrolls.
    """
    img = Tags(figure(PICTURE, sizes=SIZES, lazy=False)).said("img")
    assert "loading" not in img
    assert img["fetchpriority"] == "high"


@pytest.mark.parametrize("shape", ["", "3x2"])
def test_every_address_on_the_page_is_one_that_can_be_asked_for(shape: str) -> None:
    """
    A browser that is given a size which does not exist shows a hole.
    """
    found = Tags(image(PICTURE, sizes=SIZES, shape=shape))
    sources = [said for tag, said in found.found if tag == "source"]
    assert [said["type"] for said in sources] == ["image/avif", "image/webp"]
    candidates = [one.split() for said in sources for one in str(said["srcset"]).split(", ")]
    wide = {path.removeprefix("/pictures/"): width for path, width in candidates}
    wide[str(found.said("img")["src"]).removeprefix("/pictures/")] = f"{renditions(PICTURE, shape)[0].width}w"
    assert {named(name): width for name, width in wide.items()} == {
        one: f"{one.width}w" for one in renditions(PICTURE, shape)
    }


def test_words_from_outside_stay_words() -> None:
    """
    A caption that an agency's editor typed in a hurry must not become markup on our page.
    """
    fragment = figure(PICTURE, sizes=SIZES)
    found = Tags(fragment)
    assert found.open == []
    assert [tag for tag, _ in found.found] == [
        "figure", "picture", "source", "source", "img", "figcaption", "span",
    ]  # fmt: skip
    assert found.said("img")["alt"] == 'A "quiet" quay & a ferry'
    assert plain(fragment) == (
        "Crews <b>walked</b> out. Picture: Ilse Vantongeren/VP · All rights reserved; shown here under licence."
    )


@pytest.mark.parametrize(
    ("credits", "line"),
    [
        (Credits(creator="Bo Sample", credit="Bo Sample/NWA"), "Bo Sample/NWA"),
        (Credits(creator="Bo Sample"), "Bo Sample"),
        (Credits(credit="NWA", holder="Northwater"), "NWA"),
        (Credits(holder="Northwater"), "Northwater"),
        (Credits(notice="© 2031"), ""),
    ],
)
def test_who_is_named_is_named_once(credits: Credits, line: str) -> None:
    """
    Agencies write their photographers into the credit line, or beside it, or not at all.
    """
    assert Picture(digest="0" * 64, type="image/png", width=8, height=8, credits=credits).credit == line


def test_a_caption_stands_in_for_words_that_are_missing() -> None:
    """
    Who cannot see the picture hears at least what others read below it.
    """
    data = photograph(60, 40)
    picture = look(data, told(data))
    silent = Picture(digest=picture.digest, type="image/jpeg", width=60, height=40, caption="A ferry.")
    assert Tags(figure(silent, sizes=SIZES)).said("img")["alt"] == "A ferry."
    bare = figure(look(made(quarters(8, 8))), sizes=SIZES)
    assert Tags(bare).said("img")["alt"] == ""
    assert "figcaption" not in bare


@pytest.mark.parametrize(
    ("caption", "credits", "other"),
    [
        ("A ferry. (Photo by Bo SAMPLE / NWA)", Credits(creator="Bo Sample", credit="Bo Sample/NWA"), ""),
        ("A ferry.", Credits(creator="Bo Sample, Cy Fiction", credit="NWA", holder="Cy Fiction"), ""),
        ("A ferry.", Credits(creator="Bo Sample", credit="Bo Sample"), ""),
        ("A ferry.", Credits(creator="Bo Sample", credit="Mirrorworks"), "Mirrorworks"),
        ("A ferry.", Credits(creator="Bo Sample", credit="NWA", holder="Mirrorworks"), "Mirrorworks"),
        ("A ferry. (Photo by Bo Sample/Mirrorworks)", Credits(creator="Bo Sample", credit="NWA"), "Mirrorworks"),
        ("A ferry.", Credits(credit="NWA/Bo Sample"), "Bo Sample"),
    ],
)
def test_a_photographer_is_no_other_supplier(caption: str, credits: Credits, other: str) -> None:
    """
    An agency's picture names its photographer, and is the agency's; one that names another house is not covered by
    the agency's contract.
    """
    picture = Picture(digest="0" * 64, type="image/jpeg", width=8, height=8, caption=caption, credits=credits)
    assert credited_in(plain(as_ruled(picture)), ("NWA", "Northwater"), picture=True) == other
