"""What pages say of a picture in HTML."""

import pytest

from dateline.news.blocks import plain
from dateline.news.third import credited_in
from dateline.pictures.html import as_ruled, sources_of
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


@pytest.mark.parametrize("shape", ["", "3x2"])
def test_every_address_on_the_page_is_one_that_can_be_asked_for(shape: str) -> None:
    """
    A browser that is given a size which does not exist shows a hole.
    """
    sources = sources_of(PICTURE, shape)
    assert [type for type, _ in sources] == ["image/avif", "image/webp"]
    candidates = [one.split() for _, srcset in sources for one in srcset.split(", ")]
    wide = {path.removeprefix("/pictures/"): width for path, width in candidates}
    # The JPEG stands apart, for whoever knows neither of the two.
    assert {named(name): width for name, width in wide.items()} == {
        one: f"{one.width}w" for one in renditions(PICTURE, shape)[1:]
    }


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
