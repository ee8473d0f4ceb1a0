"""Pictures that stories name by an address."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from dateline.collect.http import Limits
from dateline.collect.pictures import Pictures, address, wanted
from dateline.collect.robots import Manners
from dateline.news import house
from dateline.news.blocks import paragraph
from dateline.news.errors import CollectError
from dateline.news.house import Feed, House, Licence, Source
from dateline.news.rights import Standing
from dateline.news.story import Decision, Mark, Story
from dateline.news.wire import Delivery, Media, Rendition, Version

THEN = datetime(2020, 1, 16, 10, tzinfo=UTC)
JPEG = b"\xff\xd8\xff\xe0 a picture, as far as a collector looks"
HREF = "https://vellmar.example/ferry.jpg"
LICENCE = Licence(name="vel", holder="V", terms="T.", uses=("display",), pictures=house.Pictures(uses=("display",)))
TEXT = Version(item="urn:1", body=(paragraph("Crews walked out."),), media=(Media("picture", HREF),))
MARK = Mark(entry=2, delivery=1, item=0, issued=THEN, received=THEN, digest="d")
STORY = Story(id="vel-00000000", source="vel", key="item:urn:1", marks=(MARK,), text=TEXT)


def source(url: str) -> Source:
    """A source whose feed is there."""
    feeds = (Feed(url=url),)
    return Source(code="vel", name="VEL", kind="agency", full_name="Vellmar Press", licence="vel", feeds=feeds)


def standing(licence: Licence = LICENCE, **more: Any) -> Standing:
    """A house with one source under that licence."""
    return Standing(House(name="Net", sources=(source("https://vellmar.example/feed"),), licences=(licence,)), **more)


@pytest.fixture
def pictures(clock: Any) -> Iterator[Pictures]:
    running = Pictures("desk@orbit.example", clock, Manners(gap=0), Limits(2.0, 5.0, 5.0, size=100_000))
    yield running
    running.close()


def fetched(pictures: Pictures, clock: Any, rounds: int = 6) -> list[Delivery | CollectError]:
    """What comes within an hour and more."""
    found: list[Delivery | CollectError] = []
    for _ in range(rounds):
        found += pictures.fetched()
        clock.tick(3600)
    return found


def test_a_picture_becomes_a_delivery_of_its_own(server: Any, pictures: Pictures, clock: Any) -> None:
    """
    Its bytes are kept and hashed like all that comes in: what stood on the page can be shown years later.
    """
    server.says("/robots.txt", 404)
    href = server.says("/ferry.jpg", 200, JPEG, Content_Type="image/jpeg")
    pictures.want(source(href), [href, href])
    assert fetched(pictures, clock) == [Delivery("vel", "picture", href, JPEG, THEN)]
    asked = [one for one in server.asked if one.path == "/ferry.jpg"]
    assert len(asked) == 1
    assert asked[0].headers["Accept"].startswith("image/jpeg")
    assert "desk@orbit.example" in asked[0].headers["User-Agent"]


def test_a_picture_that_does_not_come_is_told_once(server: Any, pictures: Pictures, clock: Any) -> None:
    """
    Some pictures are put in their place minutes after the story; one that never is must not be asked for for ever.
    """
    server.says("/robots.txt", 404)
    late = server.says("/late.jpg", 404)
    server.says("/late.jpg", 200, JPEG)
    never = server.says("/never.jpg", 404)
    pictures.want(source(late), [late, never])
    came, told = fetched(pictures, clock)
    assert isinstance(came, Delivery)
    assert came.name == late
    assert isinstance(told, CollectError)
    assert told.what.startswith(f"the picture at {never} does not come: 404 Not Found: nothing is there")
    assert len([one for one in server.asked if one.path == "/never.jpg"]) == 4


@pytest.mark.parametrize("body", [b"GIF89a a dot that counts readers", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_picture_for_a_page_is_left(server: Any, pictures: Pictures, clock: Any, body: bytes) -> None:
    """
    An address may answer with a counter, a drawing that runs scripts, or anything else.
    """
    server.says("/robots.txt", 404)
    href = server.says("/x", 200, body, Content_Type="image/jpeg")
    pictures.want(source(href), [href])
    (told,) = fetched(pictures, clock)
    assert isinstance(told, CollectError)
    assert "no JPEG, PNG, WebP or TIFF picture" in told.what


def test_a_picture_without_end_is_let_go(server: Any, pictures: Pictures, clock: Any) -> None:
    """
    A page's picture is a few megabytes; whoever sends more sends something else.
    """
    server.says("/robots.txt", 404)
    href = server.says("/large.jpg", 200, JPEG + b"\0" * 100_000)
    pictures.want(source(href), [href])
    (told,) = fetched(pictures, clock)
    assert isinstance(told, CollectError)
    assert "larger than" in told.what


def test_robots_txt_is_heeded(server: Any, pictures: Pictures, clock: Any) -> None:
    """
    A feed that names a picture does not speak for the server that the picture lies on.
    """
    server.says("/robots.txt", 200, b"User-agent: *\nDisallow: /pictures/\n")
    href = server.says("/pictures/ferry.jpg", 200, JPEG)
    pictures.want(source(href), [href])
    (told,) = fetched(pictures, clock)
    assert isinstance(told, CollectError)
    assert "robots.txt" in told.what
    assert {one.path for one in server.asked} == {"/robots.txt"}


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_a_story_cannot_make_us_ask_our_own_machines(server: Any, pictures: Pictures, clock: Any, host: str) -> None:
    """
    Whoever writes a story for a feed would else read, through our desk, what only this house may read.
    """
    server.says("/router", 200, JPEG)
    href = server.url("/router").replace("127.0.0.1", host)
    pictures.want(source("https://vellmar.example/feed"), [href])
    (told,) = fetched(pictures, clock)
    assert isinstance(told, CollectError)
    assert "no public address" in told.what or "refuses the connection" in told.what
    assert server.asked == []


def test_nor_does_a_detour_lead_there(server: Any, pictures: Pictures, clock: Any) -> None:
    """
    A server that may be asked sends us on to one that may not.
    """
    server.says("/robots.txt", 404)
    server.says("/router", 200, JPEG)
    inside = server.url("/router").replace("127.0.0.1", "localhost")
    href = server.says("/ferry.jpg", 302, Location=inside)
    pictures.want(source(href), [href])
    (told,) = fetched(pictures, clock)
    assert isinstance(told, CollectError)
    assert "/router" not in {one.path for one in server.asked}


@pytest.mark.parametrize(
    ("licence", "confirmed"),
    [
        (replace(LICENCE, pictures=house.Pictures()), ()),
        (replace(LICENCE, template=True, digest="t"), ()),
        (replace(LICENCE, name="other"), ()),
    ],
)
def test_without_a_licence_for_pictures_none_is_fetched(licence: Licence, confirmed: tuple[str, ...]) -> None:
    """
    To copy a picture is a use of it, whether or not it is ever shown.
    """
    assert wanted(STORY, standing(licence, confirmed=frozenset(confirmed))) == ()


def test_a_licence_for_pictures_has_them_fetched() -> None:
    """
    What may stand on our pages is brought here before an editor asks for it.
    """
    assert wanted(STORY, standing()) == (HREF,)
    template = replace(LICENCE, template=True, digest="t")
    assert wanted(STORY, standing(template, confirmed=frozenset({"t"}))) == (HREF,)


@pytest.mark.parametrize(
    "story",
    [
        replace(STORY, text=replace(TEXT, notes=("NO USE OF PHOTOS",))),
        replace(STORY, text=replace(TEXT, media=(replace(TEXT.media[0], usage="Photo not for publication"),))),
        replace(STORY, text=replace(TEXT, media=(Media("video", "https://vellmar.example/a.mp4"),))),
        replace(STORY, text=replace(TEXT, media=(Media("picture", "ferry.jpg"),))),
        replace(STORY, decisions=(Decision(3, "kill", THEN, "ann", "wrong"),)),
        replace(STORY, text=None),
    ],
)
def test_what_must_not_be_used_is_not_fetched(story: Story) -> None:
    """
    A source's word against its own pictures, and a kill, hold before anything is copied.
    """
    assert wanted(story, standing()) == ()


LARGE, SMALL = "https://vellmar.example/large.jpg", "https://vellmar.example/small.jpg"


@pytest.mark.parametrize(
    ("media", "href"),
    [
        (Media("picture", LARGE, renditions=(Rendition(SMALL, width=2000),)), SMALL),
        (Media("picture", LARGE, renditions=(Rendition(SMALL, width=200),)), LARGE),
        (Media("picture", renditions=(Rendition(LARGE, width=800), Rendition(SMALL))), LARGE),
        (Media("picture", LARGE, renditions=(Rendition(SMALL, type="video/mp4", width=4000),)), LARGE),
        (Media("picture", "//vellmar.example/large.jpg"), "//vellmar.example/large.jpg"),
        (Media("picture", "cid:1"), ""),
    ],
)
def test_of_several_forms_the_smallest_that_is_large_enough_is_asked_for(media: Media, href: str) -> None:
    """
    An original for print is ten times what any page can show.
    """
    assert address(media) == href
