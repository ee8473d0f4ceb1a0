"""Pictures, from a delivery to a reader, and back."""

import json
from io import BytesIO

from PIL import Image
from tests.app.conftest import NOON
from tests.pictures.files import photograph

from dateline.app import Newsroom
from dateline.news.wire import Delivery
from dateline.sites.http import Request, Response
from dateline.verbs.erase import erase
from dateline.verbs.kill import kill
from dateline.verbs.publish import publish

HREF = "https://vellmar.example/ferry.jpg"
RSS = f"""<rss version="2.0"><channel><title>F</title><item><guid>a1</guid><title>Ferries stop</title>
<description>&lt;p&gt;Crews walked out of the ferries on Tuesday, and no boat has left since.&lt;/p&gt;
&lt;img src="{HREF}" alt="A quay"&gt;</description></item></channel></rss>""".encode()
FETCHED = Delivery("by-hand", "picture", HREF, photograph(), NOON)


def asked(room: Newsroom, path: str) -> Response:
    """What a reader of the site gets."""
    response = room.readers()(Request("GET", room.house.sites[0].host, path))
    assert response is not None
    return response


def published(room: Newsroom, delivery: Delivery) -> tuple[str, str]:
    """A delivery's story on the site: its id, and its page's path."""
    (taken,) = room.ingest([delivery], "ada")
    story = taken.items[0].story
    site = room.house.sites[0].code
    receipt = room.done(lambda: publish(story, sites=(site,), by="ada", ledger=room.ledger))
    return story, next(o.path for o in receipt.outputs if o.path.endswith(story[-8:]))


def source(page: Response) -> str:
    """Where the page's picture is."""
    return page.body.decode().partition('<img src="')[2].partition('"')[0]


def test_a_picture_that_comes_after_its_story_is_put_on_the_page(room: Newsroom) -> None:
    """
    A story goes out at once; its picture is fetched meanwhile, and nobody has to publish again.
    """
    _, path = published(room, Delivery("by-hand", "http", "feed", RSS, NOON))
    assert source(asked(room, path)) == ""
    (taken,) = room.ingest([FETCHED], "dateline")
    assert [item.outcome for item in taken.items] == ["noted"]
    room.follow()
    response = asked(room, source(asked(room, path)))
    assert (response.status, dict(response.headers)["content-type"]) == (200, "image/jpeg")
    assert Image.open(BytesIO(response.body)).size == (900, 600)


def test_a_picture_that_was_delivered_is_shown_with_its_caption(room: Newsroom) -> None:
    """
    A picture desk's picture is a story of its own.
    """
    _, path = published(room, Delivery("by-hand", "folder", "ferry.jpg", photograph(), NOON))
    page = asked(room, path)
    assert asked(room, source(page)).status == 200
    assert b"A ferry lies in the harbour." in page.body
    assert b"Ilse Vantongeren/The Vellmar Press" in page.body
    # The licence at the picture: where the file says it is written down.
    assert b'<a href="https://vellmar.example/terms" rel="license">' in page.body


def test_a_kill_takes_the_picture_at_once(room: Newsroom) -> None:
    """
    The text may be gone while its picture, at an address of its own, is still being passed on.
    """
    list(room.ingest([FETCHED], "dateline"))
    story, path = published(room, Delivery("by-hand", "http", "feed", RSS, NOON))
    picture = source(asked(room, path))
    assert asked(room, picture).status == 200
    kill(story, reason="wrong", by="ada", ledger=room.ledger)
    assert asked(room, picture).status == 410
    room.follow()
    assert asked(room, picture).status == 410


def test_only_what_a_page_shows_can_be_asked_for(room: Newsroom) -> None:
    """
    Whatever else lies in the ledger, whoever knows or guesses its digest.
    """
    list(room.ingest([FETCHED], "dateline"))
    _, path = published(room, Delivery("by-hand", "http", "feed", RSS, NOON))
    picture = source(asked(room, path))
    assert asked(room, picture.replace("-900.", "-901.")).status == 404
    assert asked(room, picture.replace("-900.", "-3x2-900.")).status != 200
    (taken,) = room.ingest([Delivery("by-hand", "folder", "b.jpg", photograph(64, 48), NOON)], "ada")
    received = next(e.fact for e in room.ledger.entries(after=taken.entry - 1))
    assert asked(room, f"/pictures/{received.digest}-64.jpg").status == 404  # type: ignore[union-attr]


def test_an_erasure_takes_the_picture_out_of_the_ledger(room: Newsroom) -> None:
    """
    What a court takes away with a story is its pictures too, and what was made of them.
    """
    list(room.ingest([FETCHED], "dateline"))
    story, path = published(room, Delivery("by-hand", "http", "feed", RSS, NOON))
    digest = source(asked(room, path))[10:74]
    kill(story, reason="a court", by="ada", ledger=room.ledger)
    room.follow()
    assert room.ledger.bytes_of(digest) is not None
    erase(story, reason="a court", by="ada", ledger=room.ledger)
    assert room.ledger.bytes_of(digest) is None
    assert room.library.sweep() == 1
    assert list(room.ledger.check()) == []


def test_a_picture_in_the_same_folder_is_its_storys_and_takes_the_page_with_it(room: Newsroom) -> None:
    """
    An agency's kill of a picture reaches the page that shows it, though the page's text may stay.
    """
    (taken,) = room.ingest([Delivery("by-hand", "folder", "0304/ferry.jpg", photograph(), NOON)], "ada")
    own = taken.items[0].story
    text = {
        "uri": "urn:vellmar:1",
        "type": "text",
        "headline": "Ferries stop",
        "body_xhtml": "<p>Crews walked out of the ferries on Tuesday, and no boat has left since.</p>",
        "associations": {"main": {"type": "picture", "renditions": {"large": {"href": "ferry.jpg"}}}},
    }
    _, path = published(room, Delivery("by-hand", "folder", "0304/story.json", json.dumps(text).encode(), NOON))
    picture = source(asked(room, path))
    assert asked(room, picture).status == 200
    kill(own, reason="he is not who the caption says", by="ada", ledger=room.ledger)
    assert asked(room, picture).status == 410
    room.follow()
    assert (asked(room, path).status, source(asked(room, path))) == (200, "")


def test_what_is_read_again_stays_no_story(room: Newsroom) -> None:
    """
    A better reader of pictures must not flood the desk with all that were ever fetched.
    """
    (taken,) = room.ingest([FETCHED], "dateline")
    assert list(room.reread("ada", frozenset({taken.entry}))) == []
    assert list(room.ledger.stories()) == []
