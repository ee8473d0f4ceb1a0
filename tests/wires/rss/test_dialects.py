"""Feeds of all ages and makers: other namespaces, other roots, other charsets, torn ones."""

import codecs

import pytest
from tests.wires.rss.feeds import HEAD, NOW

from dateline.news.errors import WireError
from dateline.news.wire import Version
from dateline.wires.rss.reader import read

ITEM = (
    "<item><title>Crane &amp; quay</title><link>https://x.example/1</link><description>It lifts.</description></item>"
)
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def versions(feed: str | bytes) -> tuple[Version, ...]:
    return read(feed if isinstance(feed, bytes) else feed.encode(), received=NOW).versions


@pytest.mark.parametrize(
    "feed",
    [
        f'<rss version="0.91"><channel><title>W</title>{ITEM}</channel></rss>',
        f'<RSS version="2.0"><channel>{ITEM}</channel></RSS>',
        f'<rss version="2.0"><channel/>{ITEM}</rss>',
        f'<rss version="2.0" xmlns="http://backend.userland.com/rss2"><channel>{ITEM}</channel></rss>',
        f'<rss version="2.0" xmlns="http://nobody.example/knows"><channel>{ITEM}</channel></rss>',
        f'<rdf:RDF xmlns:rdf="{RDF}" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel/>{ITEM}</rdf:RDF>',
        f'<rdf:RDF xmlns:rdf="{RDF}" xmlns="http://purl.org/rss/1.0/"><channel><items><rdf:Seq/></items></channel>{ITEM}'
        "</rdf:RDF>",
        f'<RDF xmlns="http://purl.org/rss/1.0"><channel/>{ITEM}</RDF>',
        f'<Channel xmlns="http://purl.org/net/rss1.1#"><items>{ITEM}</items></Channel>',
        f'<r:rss xmlns:r="http://purl.org/rss/1.0/"><r:channel>{ITEM}</r:channel></r:rss>',
        "<rss><channel><ITEM><TITLE>Crane &amp; quay</TITLE><Link>https://x.example/1</Link>"
        "<Description>It lifts.</Description></ITEM></channel></rss>",
        '<!DOCTYPE channel SYSTEM "http://www.w3c.org/cdf.dtd"><CHANNEL HREF="https://x.example/"><TITLE>W</TITLE>'
        '<ITEM HREF="https://x.example/1"><TITLE>Crane &amp; quay</TITLE><ABSTRACT>It lifts.</ABSTRACT></ITEM>'
        "</CHANNEL>",
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>Crane &amp; quay</a:title>'
        '<a:link href="https://x.example/1"/><a:summary>It lifts.</a:summary></a:entry></a:feed>',
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="escaped">Crane &amp;amp; quay</title>'
        '<link rel="alternate" type="text/html" href="https://x.example/1"/><summary>It lifts.</summary></entry>'
        "</feed>",
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">\n'
        f"<rss><channel>{ITEM}</channel></rss>",
    ],
)  # fmt: skip
def test_every_family_of_feeds_is_read(feed: str) -> None:
    """
    A small press office's feed is as old as its website, and its news is new.
    """
    (version,) = versions(feed)
    assert (version.headline, version.item, version.links[0].href, [block.text for block in version.body]) == (
        "Crane & quay", "https://x.example/1", "https://x.example/1", ["It lifts."],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("spaces", "prefix"),
    [
        ('xmlns:dc="http://purl.org/dc/elements/1.1/"', "dc"),
        ('xmlns:d="HTTP://PURL.ORG/dc/elements/1.1"', "d"),
        ('xmlns:DC="https://www.purl.org/dc/elements/1.1/"', "DC"),
        ('xmlns:dc="http://nobody.example/dublin"', "dc"),
        ('xmlns:DC="http://nobody.example/dublin"', "DC"),
        ("", "dc"),
    ],
)
def test_a_module_is_known_by_its_namespace_else_by_its_prefix(spaces: str, prefix: str) -> None:
    """
    Templates are copied with their mistakes; the writer's name is there all the same.
    """
    item = f"<item><title>T</title><{prefix}:Creator>Ann Example</{prefix}:Creator></item>"
    (version,) = versions(f'<rss version="2.0" {spaces}><channel>{item}</channel></rss>')
    assert (version.headline, version.byline) == ("T", "Ann Example")


@pytest.mark.parametrize(
    ("charset", "mark", "declared"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, ""),
        ("utf-8", b"", "iso-8859-1"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-8"),
        ("utf-16-le", b"", "utf-16"),
        ("cp1252", b"", "windows-1252"),
        ("cp1252", b"", "iso-8859-1"),
        ("cp1252", b"", ""),
        ("koi8-r", b"", "koi8-r"),
    ],
)
@pytest.mark.parametrize("torn", [False, True], ids=["sound", "torn"])
def test_words_are_read_in_the_charset_that_they_are_in(charset: str, mark: bytes, declared: str, torn: bool) -> None:
    """
    Who serves a feed and who wrote it seldom agree about its charset.
    """
    words = "Кран поднял" if charset == "koi8-r" else "Müller’s “crane” – 5 €"
    if declared == "iso-8859-1" and charset == "cp1252":
        words = "Müller’s crane"
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    if not declared and charset == "utf-8":
        declaration = '<?xml version="1.0"?>'
    tear = "<p>one<br>two" if torn else ""
    item = f"<item><title>{words}</title><description>{tear}</description></item>"
    feed = f"{declaration}<rss><channel>{item}</channel></rss>"
    (version,) = versions(mark + feed.encode(charset))
    assert version.headline == words


def test_single_bytes_of_another_charset_harm_no_other_letter() -> None:
    """
    One pasted quotation mark must not turn every umlaut of a torn feed into two letters.
    """
    feed = "<rss><channel><item><title>Müller @s crane</title><description><p>one<br></description></item>".encode()
    assert versions(feed.replace(b" @", b"\x92"))[0].headline == "Müller’s crane"


@pytest.mark.parametrize("title", ["Caf&eacute; &mdash; 5&nbsp;&euro;", "Caf&#233; &#8212; 5&#160;&#8364;"])
def test_characters_by_their_names_in_html_are_read(title: str) -> None:
    """
    XML knows five names, those who write feeds know two hundred.
    """
    assert versions(f"<rss><channel><item><title>{title}</title></item></channel></rss>")[0].headline == "Café — 5 €"


@pytest.mark.parametrize(
    ("item", "facts"),
    [
        (
            "<item><title>T</title><link>https://x.example/1<guid>7</guid><pubDate>x</pubDate></item>",
            ("T", "7", "https://x.example/1"),
        ),
        ("<item><Title>T</title><GUID>7</guid><link>https://x.example/1</Link></item>",
         ("T", "7", "https://x.example/1")),
        ('<item rdf:about="7"><title>T & U</title><link>https://x.example/1</link></item>',
         ("T & U", "7", "https://x.example/1")),
        ("<rss:item><title>T & U</title><guid>7</guid><link>https://x.example/1</link></rss:item>",
         ("T & U", "7", "https://x.example/1")),
        ("<item><title>T<guid>7<link>https://x.example/1<description>a <b>b", ("T", "7", "https://x.example/1")),
    ],
)  # fmt: skip
def test_a_torn_item_keeps_its_parts_apart(item: str, facts: tuple[str, str, str]) -> None:
    """
    A tag that was never closed must not swallow the id behind it: the same story would come as a new one.
    """
    version = versions(f"<rss><channel><x><y></x>{item}")[0]
    assert (version.headline, version.item, version.links[0].href) == facts


FEED = (
    f"{HEAD}<title>W</title><item><guid>1</guid><title>Müller &amp; crane</title><description><![CDATA[<p>It lifts "
    "<b>60</b> tonnes.</p>]]></description></item><item><guid>2</guid><title>Two</title><dc:creator>Ann</dc:creator>"
    '<media:content url="https://x.example/1.jpg"/></item></channel></rss>'
).encode()


def test_a_feed_that_is_cut_off_anywhere_is_read_up_to_there_and_told() -> None:
    """
    A connection that breaks costs no item that had come through.
    """
    first = FEED.index(b"</item>") + len(b"</item>")
    for end in range(len(FEED)):
        try:
            reading = read(FEED[:end], received=NOW)
        except WireError:
            assert end < FEED.index(b"<item>") + len(b"<item>")
            continue
        assert reading.problems
        if end >= first:
            assert (reading.versions[0].item, reading.versions[0].headline) == ("1", "Müller & crane")
            assert reading.versions[0].body[0].html == "<p>It lifts <strong>60</strong> tonnes.</p>"


def test_addresses_without_a_server_are_those_of_the_feeds_site() -> None:
    """
    A link that is half an address leads our readers to a page of our own that does not exist.
    """
    feed = (
        f'{HEAD}<link>https://x.example/news/</link><item><guid>n1</guid><link>/1</link><media:content url="/1.jpg"/>'
        '<description>&lt;p&gt;See &lt;a href="/2">it&lt;/a>.&lt;/p></description></item></channel></rss>'
    )
    (version,) = versions(feed)
    assert (version.item, version.links[0].href, version.media[0].href) == (
        "n1", "https://x.example/1", "https://x.example/1.jpg",
    )  # fmt: skip
    assert version.body[0].html == '<p>See <a href="https://x.example/2">it</a>.</p>'
