"""Feeds as a whole, what an item is known by, and orders in feeds."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.wires.rss.feeds import HEAD, NOW, only

from dateline.news.errors import WireError
from dateline.news.wire import Reading
from dateline.wires.rss.reader import read


@pytest.mark.parametrize("feed", ["<rss><channel/></rss>", "<feed xmlns='http://www.w3.org/2005/Atom'/>"])
def test_a_feed_without_items_is_sound(feed: str) -> None:
    """
    A quiet day is no fault.
    """
    assert read(feed.encode(), received=NOW) == Reading(format="rss")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "an HTML page"),
        (b"<html><p>unclosed", "an HTML page"),
        (b"<nitf/>", "is the root of no feed"),
        (b"<rss", "line 1"),
        (b"", "line 1"),
        (b"not xml at all", "line 1"),
        (
            b"<!DOCTYPE rss [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><rss><channel>&b;</channel></rss>",
            "declares entities",
        ),
        (
            b"<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><rss><channel><item>&a;</rss>",
            "declares entities",
        ),
        (b"<rss>" * 500 + b"</rss>" * 500, "nests deeper"),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes, what: str) -> None:
    """
    A site that serves its front page at the feed's address must not fill the desk with nonsense.
    """
    with pytest.raises(WireError, match=what):
        read(data, received=NOW)


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Ships &amp; boats", "Ships & boats"),
        ("Ships &amp;amp; boats", "Ships & boats"),
        ("<![CDATA[Ships <b>and</b> boats]]>", "Ships and boats"),
        ("5 &lt; 6 &gt; 4", "5 < 6 > 4"),
        ("  Ships\n and   boats ", "Ships and boats"),
    ],
)
def test_a_headline_is_words_alone(title: str, headline: str) -> None:
    """
    Feeds escape once, twice, or wrap markup; a headline shows none of it.
    """
    assert only(f"<title>{title}</title>").headline == headline


def test_a_summary_that_opens_the_text_is_no_standfirst() -> None:
    """
    Content systems cut the summary from the text's beginning; printed above it, it would be said twice.
    """
    version = only(
        "<description>Ships left the [...]</description>"
        "<content:encoded>&lt;p&gt;Ships left the harbour.&lt;/p&gt;&lt;p&gt;Rain.&lt;/p&gt;</content:encoded>"
    )
    assert (version.standfirst, len(version.body), version.extent) == ("", 2, "full")


def test_a_description_longer_than_the_content_is_the_text() -> None:
    """
    Some feeds have the two the wrong way round; the whole text must not end as a standfirst.
    """
    version = only(
        f"<description>{'Ships left the harbour. ' * 9}</description><content:encoded>Boats sail</content:encoded>"
    )
    assert (version.standfirst, version.extent) == ("Boats sail", "full")
    assert version.body[0].text.startswith("Ships left the harbour. Ships")


@pytest.mark.parametrize(
    ("item", "id", "canonical"),
    [
        ("<guid>https://x.example/1</guid>", "https://x.example/1", "https://x.example/1"),
        ("<guid isPermaLink='false'>7</guid><link>https://x.example/1</link>", "7", "https://x.example/1"),
        ("<link>https://x.example/1</link>", "https://x.example/1", "https://x.example/1"),
        (
            "<feedburner:origLink>https://x.example/1</feedburner:origLink><link>https://f.example/1</link>",
            "https://x.example/1",
            "https://x.example/1",
        ),
        ("<title>x</title>", None, None),
    ],
)
def test_an_item_is_known_by_its_guid_else_by_its_link(item: str, id: str | None, canonical: str | None) -> None:
    """
    An update is known as one only if the id stays the same.
    """
    version = only(item)
    assert version.item == id
    assert next((link.href for link in version.links), None) == canonical


def test_media_of_all_kinds_are_kept_once() -> None:
    """
    Enclosures repeat what Media RSS says; thumbnails stand for what is there anyway.
    """
    version = only(
        "<enclosure url='https://x.example/1.jpg' type='image/jpeg'/>"
        "<media:content url='https://x.example/1.jpg' medium='image' width='10px'><media:title>Pier</media:title>"
        "</media:content>"
        "<media:content url='https://x.example/2.webm'/><media:content/><media:thumbnail url='https://x.example/t.jpg'/>"
        "<media:license href='https://terms.example/'/>"
    )
    assert [(one.kind, one.href, one.headline, one.width, one.usage) for one in version.media] == [
        ("picture", "https://x.example/1.jpg", "Pier", 10, "https://terms.example/"),
        ("video", "https://x.example/2.webm", "", None, "https://terms.example/"),
    ]


@pytest.mark.parametrize(
    "item",
    [
        "<itunes:image href='https://x.example/c.jpg'/>",
        "<image><url>https://x.example/c.jpg</url></image>",
        "<media:group><media:thumbnail url='https://x.example/c.jpg'/></media:group>",
    ],
)
def test_a_cover_is_kept_where_there_is_nothing_else(item: str) -> None:
    """
    A podcast's cover is its picture.
    """
    assert [one.href for one in only(item + "<title>x</title>").media] == ["https://x.example/c.jpg"]


def test_an_entry_on_its_own_is_a_feed_of_one() -> None:
    """
    Atom's publishing protocol sends single entries.
    """
    entry = b"<entry xmlns='http://www.w3.org/2005/Atom'><id>urn:x:1</id><title>One</title></entry>"
    assert read(entry, received=NOW).versions[0].item == "urn:x:1"


def test_a_tear_in_one_item_harms_no_other() -> None:
    """
    A tag that nobody closed must not pour one story into the next.
    """
    torn = (
        "<item><title>One</title><description>a <b>bold</description><guid>1</guid></item>"
        "<item><title>Two</title><x><y></x><guid>2</guid></item>"
        "<item><title>Three & four < five</title><media:title>m</media:title>"
    )
    reading = read(f"<rss version='2.0'><channel><language>fr</language>{torn}".encode(), received=NOW)
    assert [(one.headline, one.item, one.language) for one in reading.versions] == [
        ("One", "1", "fr"),
        ("Two", "2", "fr"),
        ("Three & four < five", None, "fr"),
    ]
    assert reading.versions[0].body[0].html == "<p>a <strong>bold</strong></p>"
    assert [problem.where for problem in reading.problems] == ["line 1, column 112", "item[2]"]
    assert "items were read one by one" in reading.problems[0].what
    assert "cut off" in reading.problems[1].what


def test_an_item_beyond_repair_is_told_beside_the_rest() -> None:
    """
    One bad item is a problem of its own; the good ones go to the desk.
    """
    deep = "<x>" * 300 + "</x>" * 300
    torn = f"<item><title>One</title>{deep}</item><item><title a=b a='c' d>Two</title></item>"
    reading = read(f"<rss version='2.0'><channel>{torn}".encode(), received=NOW)
    assert [one.headline for one in reading.versions] == ["Two"]
    assert [problem.where for problem in reading.problems[1:]] == ["item[0]"]


def test_what_no_field_of_ours_holds_is_kept_under_its_own_name() -> None:
    """
    An agency's own elements may be what a rule of the desk goes by.
    """
    version = only("<title>x</title><x:desk xmlns:x='https://x.example/'>north</x:desk><priority level='2'/>")
    assert version.more == {"x:desk": "north", "priority": "level=2"}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["title", "link", "guid", "pubDate", "description", "author", "category", "source", "image",
                             "content:encoded", "media:content", "media:group", "dc:date", "enclosure", "x"]),
            st.text(max_size=12),
        ),
        max_size=8,
    ),
    st.binary(max_size=4),
)  # fmt: skip
@settings(deadline=None)
def test_any_item_makes_a_reading_that_can_be_stored(children: list[tuple[str, str]], torn: bytes) -> None:
    """
    Whatever stands in a feed, its reading can be written to the ledger, or it is refused.
    """
    inner = "".join(f"<{name} url='{text}'>{text}</{name}>" for name, text in children)
    data = f"{HEAD}<item>{inner}</item>".encode("utf-8", "surrogatepass") + torn + b"</channel></rss>"
    try:
        reading = read(data, received=NOW)
    except WireError:
        return
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


@pytest.mark.parametrize(
    ("title", "words", "meant"),
    [
        ("KILL", "Please kill the story slugged HARBOUR-FIRE. A kill is mandatory.", [("kill", "HARBOUR-FIRE", "")]),
        ("KILL HARBOUR-FIRE", "", [("kill", "HARBOUR-FIRE", "")]),
        ("Kill notice", "Please kill HARBOUR-FIRE, V9991, sent at 0915 GMT.", [("kill", "HARBOUR-FIRE", "v9991")]),
        ("HOLD HOLD HOLD HARBOUR-FIRE", "", [("withhold", "HARBOUR-FIRE", "")]),
        ("Advisory", "HOLD HOLD HOLD HARBOUR-FIRE", [("withhold", "HARBOUR-FIRE", "")]),
        ("HOLD LIFTED", "HARBOUR-FIRE stands. You may release it.", [("lift", "HARBOUR-FIRE", "")]),
        ("Harbour fire", "The keepers kill the fire at HARBOUR-ONE.", []),
    ],
)
def test_an_entry_that_orders_something_names_its_story_in_words(
    title: str, words: str, meant: list[tuple[str, str, str]]
) -> None:
    """
    A feed has no field for a kill; its desk writes it as an entry.
    """
    item = f"<item><guid>k-1</guid><title>{title}</title><description>{words}</description></item>"
    reading = read(f"{HEAD}{item}</channel></rss>".encode(), received=NOW)
    assert [(one.action, one.slug, one.serial) for one in reading.notices] == meant


@pytest.mark.parametrize(
    ("ref", "comment", "meant"),
    [
        ('ref="tag:x,1"', "", [("tag:x,1", "")]),
        (
            'ref="tag:x,1"',
            "Please kill the story HARBOUR-FIRE. It is false.",
            [("tag:x,1", ""), (None, "HARBOUR-FIRE")],
        ),
        ("", "Please kill the story HARBOUR-FIRE. It is false.", [(None, "HARBOUR-FIRE")]),
        ("", "It is false.", []),
    ],
)
def test_a_tombstone_kills_what_its_comment_names_too(
    ref: str, comment: str, meant: list[tuple[str | None, str]]
) -> None:
    """
    The entry may have gone out under another id before.
    """
    spaces = 'xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"'
    stone = f'<at:deleted-entry {ref} when="2031-03-04T08:00:00Z"><at:comment>{comment}</at:comment></at:deleted-entry>'
    reading = read(f"<feed {spaces}>{stone}</feed>".encode(), received=NOW)
    assert [(one.item, one.slug) for one in reading.notices] == meant
    assert {one.action for one in reading.notices} <= {"kill"}
    assert bool(reading.problems) == (not meant)


def test_relative_addresses_are_made_whole_by_the_base_told() -> None:
    """
    A link that is only half an address leads our readers to a page of our own that does not exist.
    """
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://nwa.example/a/"><entry xml:base="b/"><id>1</id>'
        '<title>T</title><link href="c.html"/><link rel="related" href="mailto:desk@nwa.example"/><content type="html">'
        '&lt;p&gt;See &lt;a href="/d"&gt;it&lt;/a&gt;.&lt;/p&gt;&lt;img src="e.jpg"&gt;</content></entry></feed>'
    )
    (version,) = read(feed.encode(), received=NOW).versions
    assert [link.href for link in version.links] == ["https://nwa.example/a/b/c.html", "mailto:desk@nwa.example"]
    assert '<a href="https://nwa.example/d">it</a>' in version.body[0].html
    assert [one.href for one in version.media] == ["https://nwa.example/a/b/e.jpg"]
