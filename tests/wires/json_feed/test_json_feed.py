"""JSON Feeds into readings."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.news.errors import WireError
from dateline.news.wire import Link, Reading, Version
from dateline.wires.json_feed.reader import read

RECEIVED = datetime(2031, 3, 4, 12, tzinfo=UTC)
SAMPLES = Path(__file__).parent / "samples"
DELIVERIES = sorted(path for path in SAMPLES.glob("*.json") if not path.name.endswith(".expected.json"))
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=20),
    st.sampled_from(["<p>x<b>", "&lt;p&gt;x&lt;/p&gt;", "\x00"]),
    st.lists(st.one_of(st.none(), st.integers(), st.text(max_size=5), st.just({})), max_size=3),
    st.dictionaries(st.sampled_from(["url", "name", "title"]), st.one_of(st.none(), st.text(max_size=5))),
)


def feed(*items: Any, **members: Any) -> Reading:
    """The reading of a feed with these *items*."""
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "Vellmar Courier", "items": items, **members}
    return read(json.dumps(document).encode(), received=RECEIVED)


def one(**members: Any) -> Version:
    """The version of an item with these *members* beside its id."""
    return feed({"id": "1", **members}).versions[0]


@pytest.mark.parametrize("sample", DELIVERIES, ids=lambda path: path.stem)
def test_a_sample_reads_as_it_stands_beside_it(sample: Path) -> None:
    """
    A pair of files states what each member means; adding a pair adds a test.
    """
    expected = msgspec.json.decode(sample.with_suffix(".expected.json").read_bytes())
    reading = read(sample.read_bytes(), received=RECEIVED)
    assert msgspec.json.decode(msgspec.json.encode(reading)) == expected


@pytest.mark.parametrize(
    ("members", "body", "standfirst", "extent"),
    [
        ({"content_html": "<p>Ferries lie idle.</p>"}, ["Ferries lie idle."], "", "full"),
        ({"content_text": "Ferries lie idle.\n\nSo do crews."}, ["Ferries lie idle.", "So do crews."], "", "full"),
        ({"content_html": "<p>A.</p>", "content_text": "A."}, ["A."], "", "full"),
        ({"content_html": "", "content_text": "A."}, ["A."], "", "full"),
        ({"content_text": "5 < 6 & <b>"}, ["5 < 6 & <b>"], "", "full"),
        ({"content_html": "<p>A ferry. A crew.</p>", "summary": "No sailing."}, ["A ferry. A crew."], "No sailing.",
         "full"),
        ({"content_html": "<p>A ferry. A crew.</p>", "summary": "A ferry …"}, ["A ferry. A crew."], "", "full"),
        ({"summary": "No sailing."}, ["No sailing."], "", "teaser"),
        ({"summary": "No sailing.", "content_text": "No sailing."}, ["No sailing."], "", "teaser"),
    ],
)  # fmt: skip
def test_the_text_is_taken_once_and_whole(
    members: dict[str, Any], body: list[str], standfirst: str, extent: str
) -> None:
    """
    HTML and plain text are two forms of the same words; a summary is a standfirst, or all there is.
    """
    version = one(**members)
    assert ([block.text for block in version.body], version.standfirst, version.extent) == (body, standfirst, extent)


def test_plain_text_that_says_something_else_is_kept() -> None:
    """
    Two texts that differ are two texts.
    """
    assert one(content_html="<p>A.</p>", content_text="B.").more["content_text"] == "B."


def test_an_item_without_an_id_goes_by_its_page() -> None:
    """
    The page stays the same when the item is updated, so that the update finds its story.
    """
    assert feed({"url": "https://courier.example/7", "title": "T"}).versions[0].item == "https://courier.example/7"


def test_a_number_is_an_id_too() -> None:
    """
    Some write ids as numbers; the specification asks readers to take them as texts.
    """
    assert feed({"id": 1500, "title": "T"}).versions[0].item == "1500"


def test_what_an_item_does_not_say_its_feed_says() -> None:
    """
    Language and authors stand once above all items.
    """
    reading = feed({"id": "1", "title": "T"}, language="nb-NO", authors=[{"name": "Oda Lindqvist"}])
    assert (reading.versions[0].language, reading.versions[0].byline) == ("nb-NO", "Oda Lindqvist")


def test_the_page_elsewhere_is_no_page_of_the_item() -> None:
    """
    A link blog's item is about another page, and must not be taken for it.
    """
    links = one(url="https://courier.example/1", external_url="https://ferries.example/").links
    assert links == (Link("canonical", href="https://courier.example/1"),
                     Link("related", href="https://ferries.example/"))  # fmt: skip


def test_extensions_are_kept_under_their_names() -> None:
    """
    Who sends them knows what they mean; the item's stand apart from the feed's.
    """
    reading = feed({"id": "1", "title": "T", "_desk": {"a": 1}}, _desk={"b": 2}, hubs=[{"type": "x", "url": "u"}])
    more = reading.versions[0].more
    assert (more["_desk"], more["feed._desk"], more["feed.hubs"]) == ('{"a":1}', '{"b":2}', '[{"type":"x","url":"u"}]')


@pytest.mark.parametrize(
    ("title", "text", "status", "doubted"),
    [
        ("KILL KILL KILL: Mayor resigns", "Please kill this story.", "canceled", False),
        ("STORY WITHDRAWN: Mayor resigns", "", "canceled", False),
        ("HOLD HOLD HOLD Mayor resigns", "Wait.", "usable", True),
        ("Kill Bill returns to theaters", "The film is back.", "usable", False),
    ],
)
def test_orders_in_words_go_the_way_of_other_feeds(title: str, text: str, status: str, doubted: bool) -> None:
    """
    A feed proves nobody: a hold in words is a doubt, as in RSS; a kill is read, and the ledger makes it a recall.
    """
    version = one(title=title, content_text=text)
    assert (version.status, bool(version.doubt)) == (status, doubted)


def test_a_word_about_another_item_is_a_notice() -> None:
    """
    A feed may take back what it said under another id.
    """
    reading = feed({"id": "9", "title": "ADVISORY: kill", "content_text": "Please kill the story Harbor-Fire, a0388."})
    assert [(notice.action, notice.slug, notice.serial) for notice in reading.notices] == [
        ("kill", "Harbor-Fire", "a0388")
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "no JSON"), (b"[]", "no list of items"), (b'{"version":"https://jsonfeed.org/version/1.1"}', "no list"),
     (b'{"items":{}}', "no list")],
)  # fmt: skip
def test_what_is_no_feed_is_refused(data: bytes, words: str) -> None:
    """
    The error names the wire, so that the source's page says which feed went wrong.
    """
    with pytest.raises(WireError, match=words) as caught:
        read(data, received=RECEIVED)
    assert caught.value.format == "json-feed"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_feed_with_odd_members_is_read_or_refused(data: st.DataObject) -> None:
    """
    Members of the wrong kind are told and kept; they never break the reader.
    """
    document = json.loads(data.draw(st.sampled_from(DELIVERIES)).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = document
        while isinstance(at, (dict, list)) and at:
            key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
            if not isinstance(at[key], (dict, list)) or data.draw(st.integers(0, 4)) == 0:
                at[key] = data.draw(ODD)
                break
            at = at[key]
    try:
        reading = read(json.dumps(document).encode(), received=RECEIVED)
    except WireError:
        return
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


def test_attachments_of_one_title_are_one_medium_in_several_forms() -> None:
    """
    The specification's rule: an episode in two codecs is one episode.
    """
    attached = [
        {"url": "https://courier.example/1.mp3", "mime_type": "audio/mpeg", "title": "Talk", "size_in_bytes": 100},
        {
            "url": "https://courier.example/1.ogg",
            "mime_type": "audio/ogg",
            "title": "Talk",
            "duration_in_seconds": 61.5,
        },
        {"url": "https://courier.example/2.mp3", "mime_type": "audio/mpeg"},
    ]
    first, second = one(attachments=attached).media
    assert (first.href, first.headline, second.renditions) == ("https://courier.example/1.mp3", "Talk", ())
    assert [(form.type, form.size, form.duration) for form in first.renditions] == [
        ("audio/mpeg", 100, None), ("audio/ogg", None, 61),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Why <b> is bold", "Why <b> is bold"),
        ("Ships <b>sail</b>", "Ships sail"),
        ("Ships &amp; boats", "Ships & boats"),
        ("5 < 6 & 7", "5 < 6 & 7"),
    ],
)
def test_a_title_is_plain_text_unless_it_closes_a_tag(title: str, headline: str) -> None:
    """
    The format says plain; some who write it send HTML.
    """
    assert one(title=title).headline == headline


def test_relative_addresses_are_those_of_the_feeds_site() -> None:
    """
    Half an address leads our readers to a page of our own that does not exist.
    """
    item = {"id": "1", "url": "/1", "image": "i.jpg", "content_html": '<p>See <a href="/2">it</a>.</p>'}
    (version,) = feed(item, home_page_url="https://courier.example/a/").versions
    assert (version.links[0].href, version.media[0].href) == (
        "https://courier.example/1", "https://courier.example/a/i.jpg",
    )  # fmt: skip
    assert version.body[0].html == '<p>See <a href="https://courier.example/2">it</a>.</p>'
