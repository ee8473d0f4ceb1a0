"""What single elements of feeds mean, as feedparser and the feeds of the world have it."""

from datetime import UTC, datetime

import pytest
from tests.wires.rss.feeds import HEAD, NOW, entry, only

from dateline.news.wire import Named, Rendition, Subject, Words
from dateline.wires.rss.reader import read


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("<title>Ships &lt;b&gt;sail&lt;/b&gt;</title>", "Ships sail"),
        ('<title type="html">Ships &lt;b&gt;sail&lt;/b&gt; &amp;amp; dock</title>', "Ships sail & dock"),
        ('<title type="html"><![CDATA[Q&amp;A: &lt;b&gt; in HTML]]></title>', "Q&A: <b> in HTML"),
        ('<title type="text">Why &lt;b&gt; is bold</title>', "Why <b> is bold"),
        ("<title>Why &lt;b&gt; is bold</title>", "Why <b> is bold"),
        ("<title>AT&amp;amp;T buys pier</title>", "AT&T buys pier"),
        (
            '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Ex<em>am</em>ple &lt;b&gt; <br/>two</div>'
            "</title>",
            "Example <b> two",
        ),
        ("<title/><dc:title>Second best</dc:title>", "Second best"),
        ("<title>5 &lt; 6 &amp;&amp; 7 &gt; 4</title>", "5 < 6 && 7 > 4"),
    ],
)
def test_a_title_of_atom_is_taken_by_its_type(title: str, headline: str) -> None:
    """
    A headline about markup must keep it, and one in markup must lose it.
    """
    assert entry(title + "<id>1</id>").headline == headline


def test_further_titles_are_further_headlines() -> None:
    """
    A podcast's plain title, or a library's, may be the better one for the desk.
    """
    version = only("<title>Ep. 7: Ships</title><itunes:title>Ships</itunes:title><dc:title>EP. 7 - Ships</dc:title>")
    assert (version.headline, version.headlines) == ("Ep. 7: Ships", (Words("Ships", "itunes:title"),))


@pytest.mark.parametrize(
    ("inner", "body", "extent"),
    [
        ('<content type="html">&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content>', ["One.", "Two."], "full"),
        ('<content type="text">One &lt;b&gt; two.</content>', ["One <b> two."], "full"),
        ("<content>One &lt;b&gt; two.</content>", ["One <b> two."], "full"),
        ("<content>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content>", ["One.", "Two."], "full"),
        (
            '<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>One <h:b>two</h:b>.</h:p></h:div>'
            "</content>",
            ["One two."],
            "full",
        ),
        ('<content type="application/xhtml+xml">&lt;p&gt;One.&lt;/p&gt;</content>', ["One."], "full"),
        ('<content type="text/html; charset=utf-8">&lt;p&gt;One.&lt;/p&gt;</content>', ["One."], "full"),
        ('<content type="application/octet-stream">T25lIDxiPnR3bzwvYj4u</content>', ["One two."], "full"),
        ('<content type="text/html" mode="base64">T25lIDxiPnR3bzwvYj4u</content>', ["One two."], "full"),
        ('<content type="image/png">iVBORw0KGgoAAAANSUhEUgAA</content><summary>One.</summary>', ["One."], "teaser"),
        ('<content type="text"/><summary>One.</summary>', ["One."], "teaser"),
        ('<summary type="html">&lt;p&gt;One&lt;/p&gt; &lt;p&gt;two&lt;/p&gt;</summary>', ["One", "two"], "teaser"),
        ("<yandex:full-text>One.\n\nTwo.</yandex:full-text>", ["One.", "Two."], "full"),
        ("<content:encoded><![CDATA[<p>One.</p><p>Two [&#8230;]</p>]]></content:encoded>", ["One.", "Two […]"],
         "teaser"),
        ("<media:group><media:description>One.</media:description></media:group>", ["One."], "teaser"),
    ],
)  # fmt: skip
def test_a_text_is_taken_by_its_type(inner: str, body: list[str], extent: str) -> None:
    """
    Plain, escaped, in elements or in base64: it is the same story.
    """
    version = entry(inner + "<id>1</id>")
    assert ([block.text for block in version.body], version.extent) == (body, extent)


def test_pictures_in_elements_are_media_as_those_in_text_are() -> None:
    """
    XHTML shows its pictures as HTML does.
    """
    version = entry(
        '<id>1</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Quay.</p><figure>'
        '<img src="https://x.example/1.jpg" alt="A &quot;quay&quot;" width="80"/><figcaption>The '
        "<b>quay</b></figcaption></figure></div></content>"
    )
    (medium,) = version.media
    assert (medium.href, medium.alt, medium.caption, medium.width) == (
        "https://x.example/1.jpg", 'A "quay"', "The quay", 80,
    )  # fmt: skip


def test_a_second_text_with_other_words_is_kept() -> None:
    """
    A podcast's notes are no summary, and neither may be lost.
    """
    version = only(
        "<description>Boats sail.</description><itunes:summary>Our reporter went aboard.</itunes:summary>"
        "<content:encoded>Boats sail. Crews are glad.</content:encoded>"
    )
    assert (version.standfirst, version.more) == ("Our reporter went aboard.", {})
    version = only("<description>Our reporter went aboard at dawn.</description><itunes:summary>Hm.</itunes:summary>")
    assert version.more == {"itunes:summary": "Hm."}


def test_a_summary_that_repeats_the_headline_is_none() -> None:
    """
    Printed under the headline, it would be said twice.
    """
    version = only(
        "<title>Boats sail</title><description>Boats sail.</description><content:encoded>A.</content:encoded>"
    )
    assert version.standfirst == ""


@pytest.mark.parametrize(
    ("people", "byline"),
    [
        ("<author>Ann Example (ann@x.example)</author>", "Ann Example"),
        ("<author>mailto:ann@x.example (Ann Example)</author>", "Ann Example"),
        ("<author>ann@x.example Ann Example</author>", "Ann Example"),
        ("<author>&quot;Ann Example&quot; &lt;ann@x.example&gt;</author>", "Ann Example"),
        ("<dc:creator>Ann Example</dc:creator><author>ann@x.example</author>", "Ann Example"),
        ("<dc:creator>Ann Example</dc:creator><dc:creator>Bo Sample</dc:creator>", "Ann Example, Bo Sample"),
        ("<itunes:author>Harbour Radio</itunes:author><author>ann@x.example (Ann)</author>", "Ann"),
        ("<itunes:author>Harbour Radio</itunes:author>", "Harbour Radio"),
        ("<author><name>Ann</name><email>ann@x.example</email><uri>https://x.example/ann</uri></author>", "Ann"),
        ("<author><email>ann@x.example</email></author>", "ann@x.example"),
        ("<author><uri>https://x.example/ann</uri></author>", ""),
        ("<author><name/></author><author><name>By Bo</name></author>", "Bo"),
    ],
)
def test_a_byline_is_made_of_names(people: str, byline: str) -> None:
    """
    RSS asks for a mailbox where readers want a name.
    """
    assert only(people + "<guid>1</guid>").byline == byline


def test_an_entry_without_an_author_has_that_of_its_source_or_feed() -> None:
    """
    Atom's rule; a feed that names itself as author names nobody.
    """
    feed = "<title>Harbour Wire</title><author><name>Ann</name></author><author><name>Bo</name></author>"
    assert entry("<id>1</id>", feed).byline == "Ann, Bo"
    assert entry("<id>1</id><author><name>Cy</name></author>", feed).byline == "Cy"
    source = "<source><title>Quay News</title><author><name>Di</name></author><rights>(c) Quay</rights></source>"
    version = entry(f"<id>1</id>{source}", feed)
    assert (version.byline, version.credit, version.notice) == ("Di", "Quay News", "(c) Quay")
    assert entry("<id>1</id>", "<title>Harbour Wire</title><author><name>Harbour Wire</name></author>").byline == ""


@pytest.mark.parametrize(
    ("inner", "links"),
    [
        (
            '<link rel="alternate" type="application/json" href="https://x.example/1.json"/>'
            '<link rel="alternate" hreflang="fr" href="https://x.example/fr/1"/><link href="https://x.example/1"/>',
            [("canonical", "https://x.example/1"), ("alternate", "https://x.example/1.json"),
             ("alternate", "https://x.example/fr/1")],
        ),
        (
            '<link rel="http://www.iana.org/assignments/relation/alternate" href="https://x.example/1"/>'
            '<link rel="VIA" href="https://y.example/"/><link rel="self" href="https://x.example/atom"/>',
            [("canonical", "https://x.example/1"), ("via", "https://y.example/")],
        ),
        ('<content src="https://x.example/1.html" type="text/html"/>', [("content", "https://x.example/1.html")]),
        ("<guid isPermaLink='True'>https://x.example/1</guid>", [("canonical", "https://x.example/1")]),
        ("<guid isPermaLink='False'>https://x.example/1</guid>", []),
        ("<guid ispermalink='false'>https://x.example/1</guid>", []),
        ("<guid>tag:x,1</guid>", []),
    ],
)  # fmt: skip
def test_the_page_of_an_item_is_the_one_for_its_readers(inner: str, links: list[tuple[str, str]]) -> None:
    """
    The page for machines, or in another language, is not where our readers are sent.
    """
    found = entry(inner + "<id>1</id>").links
    assert [(link.rel, link.href) for link in found] == links


@pytest.mark.parametrize(
    ("inner", "subjects"),
    [
        ('<category term="a1" scheme="https://s.example/" label="Ports"/>', [("https://s.example/", "a1", "Ports")]),
        ('<category term="ports"/>', [("", "ports", "ports")]),
        (
            '<category domain="desk">Ports</category><category>Ports</category>',
            [("desk", "", "Ports"), ("", "", "Ports")],
        ),
        ("<dc:subject>Ports</dc:subject><category> </category>", [("", "", "Ports")]),
        ("<media:keywords>ships, quays ,</media:keywords>", [("", "", "ships"), ("", "", "quays")]),
        ('<itunes:category text="News"/>', [("", "", "News")]),
        ('<media:category scheme="s" label="Ports">p/1</media:category>', [("s", "", "Ports")]),
    ],
)
def test_subjects_keep_their_vocabulary(inner: str, subjects: list[tuple[str, str, str]]) -> None:
    """
    The same word in another vocabulary is another subject.
    """
    assert only(inner + "<guid>1</guid>").subjects == tuple(Subject(*one) for one in subjects)


def test_sizes_of_one_picture_are_one_picture() -> None:
    """
    Some papers send each size as a content of its own, and no group around them.
    """
    sizes = "".join(
        f'<media:content url="https://i.example/a.jpg?width={width}&amp;s=1" width="{width}"><media:credit>Di'
        "</media:credit></media:content>" for width in (140, 460)
    )  # fmt: skip
    (medium,) = only(sizes + "<guid>1</guid>").media
    assert (medium.width, medium.credit) == (460, "Di")
    assert [one.width for one in medium.renditions] == [140, 460]


def test_different_files_of_one_script_are_different_pictures() -> None:
    """
    An address that says by a number which picture is meant is no size of another.
    """
    two = "".join(f'<media:content url="https://i.example/show?id={n}" medium="image"/>' for n in (1, 2))
    assert len(only(two).media) == 2


def test_a_video_keeps_its_still_and_its_words() -> None:
    """
    A player without a still is a black box on the page.
    """
    version = only(
        "<media:group><media:title>Harbour</media:title>"
        '<media:content url="https://v.example/1.mp4" type="video/mp4" duration="61.5" fileSize="9000" medium="video">'
        '<media:thumbnail url="https://v.example/1.jpg" width="480" height="360"/></media:content>'
        "<media:description>&lt;p&gt;The &lt;b&gt;new&lt;/b&gt; crane&lt;/p&gt;</media:description>"
        '<media:credit role="camera">Di</media:credit><media:credit role="sound">Ed</media:credit></media:group>'
    )
    (medium,) = version.media
    assert (medium.headline, medium.caption, medium.credit) == ("Harbour", "The new crane", "Di, Ed")
    assert medium.renditions == (
        Rendition("https://v.example/1.mp4", type="video/mp4", size=9000, duration=61),
        Rendition("https://v.example/1.jpg", "thumbnail", width=480, height=360),
    )  # fmt: skip


def test_a_film_in_flash_is_a_film() -> None:
    """
    By its type it is an application, and its still would stand beside it as a picture of its own.
    """
    flash = '<media:content url="https://v.example/v/1" type="application/x-shockwave-flash"/>'
    still = '<media:thumbnail url="https://v.example/1.jpg"/>'
    (medium,) = only(f"<media:group>{flash}{still}</media:group>").media
    assert (medium.kind, len(medium.renditions)) == ("video", 2)


def test_what_a_player_alone_shows_is_kept() -> None:
    """
    Some videos have a page that plays them, and no file.
    """
    (medium,) = only('<media:content medium="video"><media:player url="https://v.example/p/1"/></media:content>').media
    assert (medium.kind, medium.href) == ("video", "https://v.example/p/1")


def test_a_picture_that_is_taken_back_is_left_out_and_told() -> None:
    """
    Its source may not be let down by a page that still shows it.
    """
    item = '<guid>1</guid><media:content url="https://i.example/1.jpg"><media:status state="deleted"/></media:content>'
    reading = read(f"{HEAD}<item>{item}</item></channel></rss>".encode(), received=NOW)
    assert reading.versions[0].media == ()
    assert "deleted" in reading.problems[0].what


def test_a_later_mention_of_a_picture_adds_what_the_first_does_not_say() -> None:
    """
    The enclosure has its type, the text its caption.
    """
    (medium,) = only(
        '<enclosure url="https://i.example/1.jpg" type="image/jpeg" length="7"/><description><![CDATA[<p>A.</p><figure>'
        '<img src="https://i.example/1.jpg" alt="Quay"><figcaption>The quay</figcaption></figure>]]></description>'
    ).media
    assert (medium.type, medium.alt, medium.caption) == ("image/jpeg", "Quay", "The quay")


def test_a_photographer_is_not_credited_with_the_story() -> None:
    """
    A picture's credit stands with the picture.
    """
    version = only("<media:content url='https://i.example/1.jpg'/><media:credit>Di Lens</media:credit>")
    assert (version.credit, version.media[0].credit) == ("", "Di Lens")


@pytest.mark.parametrize(
    ("inner", "named"),
    [
        ("<prism:person>Ann Example</prism:person>", Named("person", "Ann Example")),
        ("<prism:organization>Harbour Board</prism:organization>", Named("organisation", "Harbour Board")),
        (
            "<georss:featureName>Vellmar</georss:featureName><georss:point>45.25 -71.5</georss:point>",
            Named("place", "Vellmar", latitude=45.25, longitude=-71.5),
        ),
        (
            "<georss:featureName>Vellmar</georss:featureName><georss:where><gml:Point><gml:pos>45.25 -71.5</gml:pos>"
            "</gml:Point></georss:where>",
            Named("place", "Vellmar", latitude=45.25, longitude=-71.5),
        ),
        (
            "<georss:featureName>Vellmar</georss:featureName><geo:lat>45.25</geo:lat><geo:long>-71.5</geo:long>",
            Named("place", "Vellmar", latitude=45.25, longitude=-71.5),
        ),
        (
            "<georss:featureName>Vellmar</georss:featureName><georss:point>north</georss:point>",
            Named("place", "Vellmar"),
        ),
    ],
)
def test_who_and_where_are_named(inner: str, named: Named) -> None:
    """
    The desk finds stories by the people and places in them.
    """
    assert only(inner + "<guid>1</guid>").named == (named,)


def test_a_point_without_a_name_is_kept_as_sent() -> None:
    """
    A place that has no name cannot be printed, and a map may want it.
    """
    assert only("<guid>1</guid><georss:point>45.25 -71.5</georss:point>").more == {"georss:point": "45.25 -71.5"}


@pytest.mark.parametrize(
    ("inner", "usage"),
    [
        ('<link rel="license" href="https://l.example/by"/>', "https://l.example/by"),
        ("<creativeCommons:license>https://l.example/by</creativeCommons:license>", "https://l.example/by"),
        (
            '<cc:license xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:resource="https://l.example/by"/>',
            "https://l.example/by",
        ),
        ("<dcterms:accessRights>Subscribers alone</dcterms:accessRights>", "Subscribers alone"),
    ],
)
def test_terms_of_an_item_are_kept_and_those_of_its_feed_stand_in(inner: str, usage: str) -> None:
    """
    What may be done with a text is often said once, above all of them.
    """
    assert entry(f"<id>1</id>{inner}").usage == usage
    assert entry("<id>1</id>", inner).usage == usage
    assert only("<guid>1</guid><dcterms:license>own</dcterms:license>", inner).usage == "own"


def test_a_draft_is_withheld() -> None:
    """
    What its writer has not let go is not for our pages.
    """
    assert entry("<id>1</id><app:control><app:draft>yes</app:draft></app:control>").status == "withheld"
    assert entry("<id>1</id><app:control><app:draft>no</app:draft></app:control>").status == "usable"


def test_a_period_of_validity_is_an_embargo_and_an_end() -> None:
    """
    Dublin Core says both in one line; one that cannot be read must not set the text free.
    """
    version = only("<guid>1</guid><dcterms:valid>start=2031-03-05T06:00:00Z; end=2031-03-09; name=Fair</dcterms:valid>")
    assert (version.embargo, version.expires) == (
        datetime(2031, 3, 5, 6, tzinfo=UTC), datetime(2031, 3, 9, tzinfo=UTC),
    )  # fmt: skip
    assert "embargo" in only("<guid>1</guid><dcterms:valid>start=soon</dcterms:valid>").doubt


def test_all_that_has_no_field_is_kept() -> None:
    """
    Nothing of what a source sends is thrown away, not what stands in attributes or comes twice.
    """
    version = only(
        "<guid>1</guid><comments>https://x.example/1#c</comments><x:desk>north</x:desk><x:desk>coast</x:desk>"
        '<media:community><media:starRating average="3.5" count="2"/><media:statistics views="9"/></media:community>'
        '<x:meta><x:desk code="7">north</x:desk></x:meta>'
        '<source url="https://y.example/feed">Quay News</source>'
        '<enclosure url="https://x.example/1.mp3" type="audio/mpeg" length="1234"/>'
    )
    assert version.credit == "Quay News"
    assert version.more == {
        "comments": "https://x.example/1#c",
        "x:desk": "north\ncoast",
        "media:community/media:starRating": "average=3.5 count=2",
        "media:community/media:statistics": "views=9",
        "x:meta/x:desk": "north",
        "x:meta/x:desk@code": "7",
        "source@url": "https://y.example/feed",
        "enclosure": "url=https://x.example/1.mp3 type=audio/mpeg length=1234",
    }


def test_a_time_that_cannot_be_read_is_told_once() -> None:
    """
    Two fields of ours are looked for in the same element.
    """
    feed = f"{HEAD}<item><guid>1</guid><published>soon</published><pubDate>Tue, 4 Mar 31 08:30 EST</pubDate></item>"
    reading = read(f"{feed}</channel></rss>".encode(), received=NOW)
    assert reading.versions[0].issued == datetime(2031, 3, 4, 13, 30, tzinfo=UTC)
    assert [problem.where for problem in reading.problems] == ["item[0].published"]


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2031", (2031, 1, 1)),
        ("2031-03", (2031, 3, 1)),
        ("2031-03-04T08Z", (2031, 3, 4, 8)),
        ("2031-03-04T8:30:00Z", (2031, 3, 4, 8, 30)),
        ("2031-03-04T08:30:00+00:00Z", (2031, 3, 4, 8, 30)),
        ("Tue,04 Mar 2031 08:30:00 +0100", (2031, 3, 4, 7, 30)),
        ("Tue, 04 Mar 2031 08:30:00 +01", (2031, 3, 4, 7, 30)),
        ("Tue, 04 Mar 2031 08:30:00 GMT+1", (2031, 3, 4, 7, 30)),
        ("Tue, 04 Mar 2031 08:30:00 + 0100", (2031, 3, 4, 7, 30)),
        ("Tue, 2031/03/04 08:30:00 EDT", (2031, 3, 4, 12, 30)),
        ("Tuesday, March 4, 2031 - 08:30", (2031, 3, 4, 8, 30)),
        ("03/14/2031 08:30", (2031, 3, 14, 8, 30)),
        ("14/03/2031 08:30", (2031, 3, 14, 8, 30)),
        ("Tue, 4 Mar 2031 08:30:00 ET", (2031, 3, 4, 13, 30)),
        ("Fri, 4 Jul 2031 08:30:00 ET", (2031, 7, 4, 12, 30)),
        ("2031년 03월 04일 오후 05:30:00", (2031, 3, 4, 8, 30)),
        ("2031年3月4日 08:30", (2031, 3, 4, 8, 30)),
        ("2031/3/4 8:30", (2031, 3, 4, 8, 30)),
    ],
)
def test_moments_are_read_as_feeds_write_them(told: str, moment: tuple[int, ...]) -> None:
    """
    A story whose moment is not known stands in the wrong place of every page.
    """
    issued = only(f"<guid>1</guid><dc:date>{told}</dc:date>").issued
    assert issued is not None
    assert issued.tzinfo is UTC
    assert issued.timetuple()[:6] == (*moment, 0, 0, 0)[:6]


@pytest.mark.parametrize(
    "told", ["03/04/2031", "soon", "2031-13", "31/31/2031", "Tue, 31 Feb 2031 09:00 GMT", "1" * 99]
)
def test_a_moment_that_may_mean_two_is_none(told: str) -> None:
    """
    A guess that is wrong by a month is worse than the moment of receipt.
    """
    assert only(f"<guid>1</guid><pubDate>{told}</pubDate>").issued is None


def test_what_feeds_set_behind_a_text_is_no_text() -> None:
    """
    "Continue reading" and WordPress's own line are for those who read the feed itself.
    """
    behind = (
        '<p><a href="https://x.example/1">T</a> was originally published in <a href="https://x.example">X</a> on '
        'Medium, where people go on.</p><p>The post <a href="https://x.example/1">T</a> appeared first on <a '
        'href="https://x.example">X</a>.</p>'
    )
    version = only(
        f"<link>https://x.example/1</link><description><![CDATA[<p>Boats sail. Crews [&#8230;]</p>{behind}]]>"
        "</description><content:encoded><![CDATA[<p>Boats sail. Crews are glad.</p>"
        f'<p><a href="https://x.example/1">Continue reading…</a></p>{behind}]]></content:encoded>'
    )
    assert ([block.text for block in version.body], version.standfirst) == (["Boats sail. Crews are glad."], "")


def test_the_line_that_drupal_sets_above_a_text_is_no_text() -> None:
    """
    Press offices' feeds open with headline, account and day, which have fields of their own.
    """
    above = "<span>Pier opens</span>\n<span>jtolling</span> <time>Tue, 03/04/2031 - 09:30</time>"
    version = only(f"<title>Pier opens</title><description><![CDATA[{above}<div><p>Ships came.</p>]]></description>")
    assert [block.text for block in version.body] == ["Ships came."]
    version = only(
        "<title>Pier opens</title><description><![CDATA[<p>Pier opens in May</p><p>At last.</p>]]></description>"
    )
    assert [block.text for block in version.body] == ["Pier opens in May", "At last."]


def test_a_text_that_is_nothing_but_a_link_stays() -> None:
    """
    Some feeds say no more than where the story is.
    """
    link = "<link>https://x.example/1</link>"
    item = f'{link}<description>&lt;p&gt;&lt;a href="https://x.example/1"&gt;Here&lt;/a&gt;</description>'
    assert [block.text for block in only(item).body] == ["Here"]
