"""WordPress exports into readings."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from dateline.news.errors import WireError
from dateline.news.wire import Reading, Version
from dateline.wires.wxr.reader import read

RECEIVED = datetime(2031, 3, 4, 12, tzinfo=UTC)
SAMPLES = Path(__file__).parent / "samples"
REAL = sorted((Path(__file__).resolve().parents[4] / "shared").glob("wires/wxr/*.xml"))
ROOT = (
    '<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
)


def post(content: str, fields: str = "") -> Reading:
    """The reading of an export of one post."""
    item = (
        f"<item><title>T</title><guid>g</guid><content:encoded><![CDATA[{content}]]></content:encoded>{fields}</item>"
    )
    return read(f"{ROOT}{item}</channel></rss>".encode(), received=RECEIVED)


def texts(version: Version) -> list[str]:
    return [block.text for block in version.body]


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.xml")), ids=lambda path: path.stem)
def test_a_sample_reads_as_it_stands_beside_it(sample: Path) -> None:
    """
    A pair of files states what each element means; adding a pair adds a test.
    """
    expected = msgspec.json.decode(sample.with_suffix(".json").read_bytes())
    reading = read(sample.read_bytes(), received=RECEIVED)
    assert msgspec.json.decode(msgspec.json.encode(reading)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One\nand one.", ["One and one."]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        ("<p>One.</p>\n<p>Two.</p>", ["One.", "Two."]),
        ("<strong>One.\n\nTwo.</strong>", ["One.", "Two."]),
        ("One.\n<ul>\n<li>A</li>\n<li>B</li>\n</ul>\nTwo.", ["One.", "A B", "Two."]),
        ('One.\n\n<figure><img src="https://a.example/b.jpg"></figure>\n\nTwo.', ["One.", "Two."]),
        ("<!-- wp:list -->\n<p>One\nline.</p>\n<!-- /wp:list -->\nTwo.\n\nThree.", ["One line.", "Two.", "Three."]),
        ("5 < 6 and [sic]", ["5 < 6 and [sic]"]),
    ],
)  # fmt: skip
def test_paragraphs_are_those_that_the_site_shows(typed: str, expected: list[str]) -> None:
    """
    WordPress keeps what its author typed, and makes paragraphs of it when it shows the page.
    """
    assert texts(post(typed).versions[0]) == expected


@pytest.mark.parametrize(
    ("status", "gmt", "expected"),
    [
        ("publish", "2031-03-04 08:00:00", ("usable", None, False)),
        ("future", "2031-03-05 08:00:00", ("usable", datetime(2031, 3, 5, 8, tzinfo=UTC), False)),
        ("future", "0000-00-00 00:00:00", ("usable", None, True)),
        ("draft", "0000-00-00 00:00:00", ("withheld", None, False)),
        ("private", "2031-03-04 08:00:00", ("withheld", None, False)),
        ("inherit", "2031-03-04 08:00:00", ("usable", None, True)),
    ],
)
def test_what_the_site_hides_is_never_usable(status: str, gmt: str, expected: tuple[object, ...]) -> None:
    """
    An export holds also what its readers never saw: drafts, private notes, tomorrow's posts.
    """
    fields = f"<wp:status>{status}</wp:status><wp:post_date_gmt>{gmt}</wp:post_date_gmt>"
    version = post("Text.", fields).versions[0]
    assert (version.status, version.embargo, bool(version.doubt)) == expected


def test_a_shortcode_is_no_word_and_a_word_in_brackets_is_no_shortcode() -> None:
    """
    Commands for plugins must not be printed; what an author put in brackets must.
    """
    reading = post('He [sic] left. [map lat="1"] [[gallery]] [video src="https://a.example/v.mp4"][/video]')
    version = reading.versions[0]
    assert texts(version) == ["He [sic] left. [gallery]"]
    assert [(one.kind, one.href) for one in version.media] == [("video", "https://a.example/v.mp4")]
    assert [problem.what for problem in reading.problems] == ["shortcodes that only its site knows were dropped: [map]"]


def test_an_excerpt_may_be_html() -> None:
    """
    Editors that write excerpts as HTML put emphasis and links there too.
    """
    excerpt = '<p>A <strong>b</strong> and <a href="https://a.example/c">c</a>.</p>'
    version = post("Text.", f"<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>").versions[0]
    assert version.standfirst == "A b and c."


def test_an_export_whose_head_is_lost_still_gives_its_posts() -> None:
    """
    A line that broke at the top must not cost the archive of ten years.
    """
    data = (
        (SAMPLES / "classic.xml")
        .read_bytes()
        .replace(b"<rss version", b"<rss <version")
        .replace(b"<channel>", b"<chan")
    )
    reading = read(data, received=RECEIVED)
    assert [version.headline for version in reading.versions] == ["Ferry line reopens"]
    assert reading.problems


@pytest.mark.parametrize("data", [b"", b"<rss>", b"<feed xmlns='http://www.w3.org/2005/Atom'/>", b"\xff\xfe\x00"])
def test_what_is_no_export_is_refused(data: bytes) -> None:
    """
    It is quarantined with its bytes.
    """
    with pytest.raises(WireError):
        read(data, received=RECEIVED)


@pytest.mark.skipif(not REAL, reason="real exports are not here")
def test_real_exports_are_read_whole() -> None:
    """
    Exact headlines, ids, times, slugs, bylines and media of what sites really wrote.
    """
    found = {path.name: read(path.read_bytes(), received=RECEIVED) for path in REAL}
    first = found["core--wordpress_wxr.xml"].versions[0]
    assert first.headline == "Starafrica to dispose assets for $6 million to clear debt"
    assert (first.item, first.slug) == (
        "http://sdnewtester.org/?p=216",
        "starafrica-to-dispose-assets-for-6-million-to-clear-debt",
    )
    assert first.issued == datetime(2013, 7, 29, 16, 3, 54, tzinfo=UTC)
    assert (first.byline, first.dateline and first.dateline.place) == ("Tester", "Harare")
    assert texts(first)[0].endswith("$19.7 million debt. Bla bla test")
    assert [subject.name for subject in first.subjects] == ["Business", "Companies", "companies", "Economy"]
    assert len(found["core--wordpress_wxr.xml"].versions) == 5
    (thumb,) = found["core--wordpress_wxr_thumb.xml"].versions
    assert (thumb.item, thumb.headline, texts(thumb)) == ("https://main.toto.invalid", "test post", ["toto"])
    assert [(one.href, one.caption) for one in thumb.media] == [("https://toto.invalid/attachment.jpg", "excerpt")]


def test_a_picture_has_its_own_size_and_the_words_that_readers_saw_under_it() -> None:
    """
    A featured picture that also stands in the text has there what its photographer asked to be printed.
    """
    sizes = 's:5:"sizes";a:1:{s:6:"medium";a:2:{s:5:"width";i:300;s:6:"height";i:200;}}'
    noted = f'a:3:{{s:5:"width";i:2000;s:6:"height";i:1333;{sizes}}}'
    attachment = (
        "<item><guid>https://courier.example/q.jpg</guid><excerpt:encoded>Stock words</excerpt:encoded>"
        "<wp:post_id>7</wp:post_id><wp:post_type>attachment</wp:post_type>"
        "<wp:postmeta><wp:meta_key>_wp_attachment_metadata</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{noted}]]></wp:meta_value></wp:postmeta></item>"
    )
    content = '[caption]<img src="https://courier.example/q-300x200.jpg"> The quay. Photo: Di Lens[/caption] Text.'
    item = (
        f"<item><guid>1</guid><content:encoded><![CDATA[{content}]]></content:encoded>"
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>7</wp:meta_value></wp:postmeta></item>"
    )
    (version,) = read(f"{ROOT}{item}{attachment}</channel></rss>".encode(), received=RECEIVED).versions
    (medium,) = version.media
    assert (medium.caption, medium.width, medium.height) == ("The quay. Photo: Di Lens", 2000, 1333)


def test_the_size_of_a_rendition_is_not_that_of_its_picture() -> None:
    """
    A picture that is said to be smaller than it is may be thought too small for a page.
    """
    attachment = (
        "<item><guid>https://courier.example/q.jpg</guid><wp:post_id>7</wp:post_id>"
        "<wp:post_type>attachment</wp:post_type></item>"
    )
    item = '<item><guid>1</guid><content:encoded><![CDATA[<img src="https://courier.example/q-300x200.jpg" width="300">'
    data = f"{ROOT}{item}]]></content:encoded></item>{attachment}</channel></rss>"
    (medium,) = read(data.encode(), received=RECEIVED).versions[0].media
    assert (medium.href, medium.width) == ("https://courier.example/q.jpg", None)
