"""Which of the pictures that a story names have come."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from tests.pictures.files import photograph, told

from dateline.news.blocks import paragraph
from dateline.news.house import House, Licence, Pictures, Source
from dateline.news.rights import Standing
from dateline.news.story import Mark, Story
from dateline.news.wire import Media, Rendition, Version
from dateline.pictures.came import Came, came, may_cut
from dateline.pictures.needs import File
from dateline.pictures.values import Picture

THEN = datetime(2031, 3, 4, tzinfo=UTC)
HREF = "https://vellmar.example/ferry.jpg"
TEXT = Version(item="urn:1", headline="Ferries stop", body=(paragraph("Crews walked out."),))


@dataclass
class Deliveries:
    """What came in: by its entry, and by source and name."""

    entries: dict[int, File] = field(default_factory=dict)
    names: dict[tuple[str, str], File] = field(default_factory=dict)

    def delivered(self, entry: int) -> File | None:
        return self.entries.get(entry)

    def sent(self, source: str, name: str) -> File | None:
        return self.names.get((source, name))


def story(text: Version | None, *, delivery: int = 7) -> Story:
    """A story of one version, which came in a delivery."""
    mark = Mark(entry=delivery + 1, delivery=delivery, item=0, issued=THEN, received=THEN, digest="d")
    return Story(id="vel-00000000", source="vel", key="item:urn:1", marks=(mark,), text=text)


def test_a_picture_that_was_delivered_is_its_own_file() -> None:
    """
    An agency's picture desk sends pictures by themselves, with all that is to be said of them inside.
    """
    picture = story(told(photograph()))
    found = came(picture, Deliveries({7: File("d1", "ferry.jpg")}))
    assert [(one.digest, one.stories, one.media.caption) for one in found] == [
        ("d1", ("vel-00000000",), "A ferry lies in the harbour.")
    ]
    # Erased, or the entry of something else.
    assert [one.digest for one in came(picture, Deliveries())] == [""]


def test_a_picture_that_was_fetched_is_found_by_its_address() -> None:
    """
    A feed names a picture by where it lies; what came from there for the same source is that picture, nobody else's.
    """
    deliveries = Deliveries(names={("vel", HREF): File("d2", HREF, "vel-pic"), ("own", HREF): File("d3", HREF)})
    found = came(story(replace(TEXT, media=(Media("picture", HREF),))), deliveries)
    assert found == (Came(Media("picture", HREF), "d2", ("vel-00000000", "vel-pic")),)


def test_any_form_of_a_picture_will_do() -> None:
    """
    Of five forms that an agency offers, one was fetched.
    """
    media = Media("picture", HREF, renditions=(Rendition(HREF), Rendition("https://vellmar.example/small.jpg")))
    deliveries = Deliveries(names={("vel", "https://vellmar.example/small.jpg"): File("d4", "small")})
    assert [one.digest for one in came(story(replace(TEXT, media=(media,))), deliveries)] == ["d4"]


@pytest.mark.parametrize(
    ("href", "name"), [("ferry.jpg", "vel/0304/ferry.jpg"), ("../pix/ferry.jpg", "vel/pix/ferry.jpg")]
)
def test_a_name_is_that_of_a_file_beside_the_story(href: str, name: str) -> None:
    """
    Agencies put a story and its pictures into one folder, and name the pictures as they lie there.
    """
    deliveries = Deliveries({7: File("text", "vel/0304/story.xml")}, {("vel", name): File("d5", name, "vel-pic")})
    assert [one.digest for one in came(story(replace(TEXT, media=(Media("picture", href),))), deliveries)] == ["d5"]


def test_what_has_not_come_is_told_as_missing_and_sounds_are_none() -> None:
    """
    A page is made without the picture, and made again when it comes.
    """
    media = (Media("picture", HREF), Media("audio", "https://vellmar.example/a.mp3"), Media("graphic", ""))
    found = came(story(replace(TEXT, media=media)), Deliveries())
    assert [(one.media.kind, one.digest, one.awaited) for one in found] == [
        ("picture", "", (HREF,)),
        ("graphic", "", ()),
    ]
    assert came(story(None), Deliveries()) == ()


@pytest.mark.parametrize(
    ("crop", "whole", "may"), [(True, False, True), (False, False, False), (True, True, False), (None, False, False)]
)
def test_a_picture_is_cut_only_where_its_licence_lets_us(crop: bool | None, whole: bool, may: bool) -> None:
    """
    A cut can turn a handshake into a portrait: who sold us the picture decides, and who made it may say no.
    """
    licence = Licence(
        name="vel", holder="V", terms="T.", uses=("display",), pictures=Pictures(uses=("display",), crop=bool(crop))
    )
    source = Source(code="vel", name="VEL", kind="agency", full_name="Vellmar Press", licence="vel")
    house = House(name="Net", sources=(source,), licences=(licence,) if crop is not None else ())
    picture = Picture(digest="0" * 64, type="image/jpeg", width=90, height=60, whole=whole)
    assert may_cut(picture, story(TEXT), Standing(house)) is may
