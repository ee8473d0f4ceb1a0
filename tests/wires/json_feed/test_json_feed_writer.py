"""Versions into JSON Feeds, and back."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.wire import Dateline, Link, Media, Subject, Version
from dateline.wires.json_feed.reader import read
from dateline.wires.json_feed.writer import send
from dateline.wires.written import Sending

NOW = datetime(2031, 3, 4, 12, tzinfo=UTC)
STORY = Version(
    item="urn:newsml:nwa.example:20310304:ferry",
    headline="Ferry crews walk out",
    standfirst="No ferry sails.",
    byline="Oda Lindqvist",
    dateline=Dateline("VELLMAR", ("AP",), date(2031, 3, 4), in_body=True),
    body=(
        Block("paragraph", "<p>Crews walked out at <em>dawn</em> &amp; went home.</p>"),
        Block("list", "<ul><li>One</li><li>Two</li></ul>"),
        Block("table", "<table><tr><td>7</td></tr></table>"),
    ),
    language="en",
    issued=NOW,
    created=NOW - timedelta(hours=2),
    subjects=(Subject(name="Ferries"), Subject(name="Strikes")),
    media=(
        Media("picture", "https://nwa.example/1.jpg", headline="Quay", type="image/jpeg"),
        Media("audio", "https://nwa.example/1.mp3", type="audio/mpeg"),
    ),
    links=(Link("canonical", href="https://nwa.example/1"), Link("related", href="https://ferries.example/")),
)
WORDS = st.text("xyz é<&>\"'", min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)


def reread(*versions: Version) -> tuple[Version, ...]:
    """The *versions* after a journey through a feed; what the feed says of itself is left out."""
    (data,) = send(Sending(versions=versions, title="NWA", at=NOW)).documents
    return tuple(replace(version, more={}) for version in read(data, received=NOW).versions)


def test_a_story_comes_back_as_it_went() -> None:
    """
    What both formats have a field for survives; the dateline is in the text for readers, and out of it again for us.
    """
    assert reread(STORY) == (STORY,)


def test_an_announcement_comes_back_as_one() -> None:
    """
    A teaser that turned into a full story would be published as all there is.
    """
    teaser = replace(STORY, extent="teaser", standfirst="", dateline=None, body=(Block("paragraph", "<p>More.</p>"),))
    assert reread(teaser) == (teaser,)


@given(WORDS, WORDS)
def test_any_words_come_back(headline: str, text: str) -> None:
    """
    Marks that HTML uses are words in a story about them.
    """
    body = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    version = Version(item="1", headline="Ferries: " + headline, body=(Block("paragraph", f"<p>Then {body}</p>"),))
    (back,) = reread(version)
    assert (back.headline, back.body) == (version.headline, version.body)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"status": "canceled"}, "canceled"),
        ({"status": "withheld"}, "withheld"),
        ({"doubt": "its status is unknown"}, "in doubt"),
        ({"embargo": NOW + timedelta(hours=1)}, "embargoed"),
        ({"expires": NOW}, "expired"),
    ],
)
def test_what_may_not_be_shown_is_in_no_feed(change: dict[str, object], words: str) -> None:
    """
    A JSON Feed has no word for a kill or an embargo; whoever reads it would publish.
    """
    written = send(Sending(versions=(replace(STORY, **change), STORY), title="NWA", at=NOW))
    assert [item["id"] for item in json.loads(written.documents[0])["items"]] == [STORY.item]
    assert words in written.problems[0].what


def test_an_embargo_that_is_over_bars_nothing() -> None:
    """
    From its hour on the text is anybody's to read.
    """
    (data,) = send(Sending(versions=(replace(STORY, embargo=NOW),), at=NOW)).documents
    assert len(json.loads(data)["items"]) == 1


def test_a_feed_has_what_the_specification_asks_for() -> None:
    """
    Version, title, items; each item an id and a text; each attachment an address and a type.
    """
    bare = Version(headline="Ferries", media=(Media("other", "https://nwa.example/x"),))
    home, address = "https://nwa.example/", "https://nwa.example/feed.json"
    sending = Sending(versions=(bare,), title="NWA", at=NOW, home=home, address=address)
    written = json.loads(send(sending).documents[0])
    assert list(written) == ["version", "title", "home_page_url", "feed_url", "items"]
    (item,) = written["items"]
    assert item["content_text"] == "Ferries" and item["id"].startswith("urn:dateline:")
    assert item["attachments"] == [{"url": "https://nwa.example/x", "mime_type": "application/octet-stream"}]


def test_two_pictures_of_one_title_stay_two() -> None:
    """
    The format takes attachments of one title for one thing in several forms.
    """
    media = tuple(Media("picture", f"https://nwa.example/{n}.jpg", headline="Quay", type="image/jpeg") for n in (1, 2))
    written = send(Sending(versions=(replace(STORY, media=media),), at=NOW))
    assert "title of a medium" in written.remarks[0].what
    back = reread(replace(STORY, media=media))[0].media
    assert [(one.href, one.headline) for one in back] == [(media[0].href, "Quay"), (media[1].href, "")]


def test_a_headline_about_markup_keeps_it() -> None:
    """
    A title is plain text, and so is a summary.
    """
    story = replace(STORY, headline="Why <b> is bold &co", standfirst="Use <em> & <i>.")
    assert reread(story) == (story,)
