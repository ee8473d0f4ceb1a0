"""NewsML-G2 into readings."""

import re
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from dateline.news.errors import WireError
from dateline.news.wire import Reading, Version, Words
from dateline.wires.letters import unescaped
from dateline.wires.newsml_g2.reader import read
from dateline.wires.xml import local, parse

RECEIVED = datetime(2020, 1, 16, 12, tzinfo=UTC)
SAMPLES = Path(__file__).parent / "samples"
SHARED = Path(__file__).resolve().parents[4] / "shared"
REAL = [*sorted(SHARED.glob("wires/newsml-g2/*")), *sorted(SHARED.glob("standards/newsml-g2/examples/*.xml"))]


def item(inner: str = "", *, meta: str = "", about: str = "<headline>H</headline>", attributes: str = "") -> Version:
    """The version of a small item with these parts."""
    reading = whole(inner, meta=meta, about=about, attributes=attributes)
    assert len(reading.versions) == 1
    return reading.versions[0]


def whole(inner: str = "", *, meta: str = "", about: str = "<headline>H</headline>", attributes: str = "") -> Reading:
    """The reading of a small item with these parts."""
    document = (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="nw:1" {attributes}><itemMeta>{meta}</itemMeta>'
        f"<contentMeta>{about}</contentMeta>{inner}</newsItem>"
    )
    return read(document.encode(), received=RECEIVED)


def xhtml(body: str) -> str:
    """A content set of this XHTML."""
    return (
        '<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<body>{body}</body></html></inlineXML></contentSet>"
    )


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.xml")), ids=lambda path: path.stem)
def test_a_sample_reads_as_it_stands_beside_it(sample: Path) -> None:
    """
    A pair of files states what each element means; adding a pair adds a test.
    """
    expected = msgspec.json.decode(sample.with_suffix(".json").read_bytes())
    reading = read(sample.read_bytes(), received=RECEIVED)
    assert msgspec.json.decode(msgspec.json.encode(reading)) == expected


@pytest.mark.parametrize(
    ("meta", "status"),
    [
        ("", "usable"),
        ("<pubStatus qcode='stat:usable'/>", "usable"),
        ("<pubStatus uri='http://cv.iptc.org/newscodes/pubstatusg2/canceled'/>", "canceled"),
        ("<pubStatus qcode='stat:cancelled'/>", "canceled"),
        ("<pubStatus qcode='stat:withheld'/>", "withheld"),
        ("<pubStatus literal='privileged'/>", "withheld"),
        ("<pubStatus qcode='stat:withdrawn'/>", "in doubt"),
        ("<pubStatus>Usable</pubStatus>", "usable"),
        ("<pubStatus qcode='stat:archived'/>", "in doubt"),
        ("<pubStatus qcode='stat:embargoed'/>", "in doubt"),
        ("<pubStatus qcode='stat:embargoed'/><embargoed>2020-01-17T06:00:00Z</embargoed>", "usable"),
        ("<embargoed xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:nil='true'/>", "in doubt"),
        ("<embargoed>tomorrow</embargoed>", "in doubt"),
        ("<signal qcode='edStat:D'/>", "in doubt"),
        ("<signal qcode='apsig:isplanned'/>", "in doubt"),
        ("<signal qcode='apsig:newscontent'/>", "usable"),
        ("<signal qcode='sig:takedown'/>", "canceled"),
        ("<embargoed/><pubStatus qcode='stat:canceled'/>", "in doubt"),
    ],
)
def test_what_may_not_be_used_is_never_usable(meta: str, status: str) -> None:
    """
    Where a status or an embargo cannot be read, holding a story costs minutes; publishing it costs the contract.
    """
    version = item(meta=meta)
    assert ("in doubt" if version.doubt else version.status) == status


def test_the_later_of_two_embargoes_counts() -> None:
    """
    An item must wait for every moment that it names.
    """
    meta = "<embargoed>2020-01-17T06:00:00Z</embargoed><embargoed>2020-01-18T06:00:00Z</embargoed>"
    assert item(meta=meta).embargo == datetime(2020, 1, 18, 6, tzinfo=UTC)


def test_the_earlier_of_two_expiries_counts() -> None:
    """
    Use must end when the first permission ends; one that cannot be read is told.
    """
    reading = whole(meta="<expires>2020-03-01</expires><expires>2020-02-01</expires><expires>never</expires>")
    assert reading.versions[0].expires == datetime(2020, 2, 1, tzinfo=UTC)
    assert [problem.where for problem in reading.problems] == ["newsItem/expires", "newsItem/itemMeta"]
    assert reading.versions[0].doubt == "its expiry cannot be read"


@pytest.mark.parametrize(
    ("signal", "expected"),
    [
        ("qcode='sig:update'", "update"),
        ("uri='http://cv.iptc.org/newscodes/signal/correction'", "correction"),
        ("qcode='nw:takedown'", "kill"),
        ("qcode='edStat:U'", "edStat:U"),
        ("literal='ours'", "ours"),
    ],
)
def test_signals_have_our_words_or_their_own(signal: str, expected: str) -> None:
    """
    The desk acts on a few signals and must see the others as sent.
    """
    assert item(meta=f"<signal {signal}/>").signals == (expected,)


def test_a_headline_and_a_note_signal_too() -> None:
    """
    Many agencies write the instruction into the words alone.
    """
    version = item(about="<headline>CORRECTED-Tin rises</headline>", meta="<edNote>Eds: UPDATES with quotes</edNote>")
    assert "correction" in version.signals


def test_the_main_headline_is_chosen_by_its_role() -> None:
    """
    A kicker or a sub-headline must not stand where the headline belongs.
    """
    about = '<headline role="x:subtitle">Sub</headline><headline role="x:title">Main</headline>'
    version = item(about=about + '<headline role="x:subtitle">More</headline>')
    assert version.headline == "Main"
    assert version.headlines == (Words("Sub", "x:subtitle"), Words("More", "x:subtitle"))


def test_only_a_headline_of_another_role_is_still_kept() -> None:
    """
    No headline is better than a wrong one; what was sent stays with the story.
    """
    version = item(xhtml("<p>Text.</p>"), about='<headline role="x:ticker">Tick</headline>')
    assert (version.headline, version.headlines) == ("", (Words("Tick", "x:ticker"),))


def test_a_headline_of_any_other_role_stands_where_there_is_no_better_one() -> None:
    """
    An agency that sends one headline means it to be used, whatever it calls it.
    """
    version = item(xhtml("<p>Text.</p>"), about='<headline role="x:web">Web</headline>')
    assert (version.headline, version.headlines) == ("Web", ())


def test_an_advisory_is_for_the_desk() -> None:
    """
    "(Adds quote)" tells editors what is new; readers are not meant to see it. The byline under it has its own field.
    """
    body = "<p>(In Jan. 3 item, corrects name)</p><p>By Nell Scrivener</p><h3>Key points</h3><p>* Tin up</p>"
    version = item(xhtml(body + "<p>LONDON, Jan 5 (Reuters) - Tin rose.</p>"))
    assert version.notes == ("(In Jan. 3 item, corrects name)",)
    assert version.byline == "Nell Scrivener"
    assert [block.text for block in version.body] == ["Key points", "* Tin up", "Tin rose."]
    assert version.dateline is not None and version.dateline.place == "LONDON"


def test_a_byline_that_differs_stays_in_the_body() -> None:
    """
    Two names cannot both be in one field; nothing may be lost.
    """
    version = item(xhtml("<p>By Nell Scrivener</p><p>Tin rose.</p>"), about="<headline>H</headline><by>Desk</by>")
    assert (version.byline, version.body[0].text) == ("Desk", "By Nell Scrivener")


@pytest.mark.parametrize(
    "text",
    ["By noon the fire was out", "Von der Leyen besucht Kiew", "By Monday", "By the end of Tin Week, prices fell."],
)
def test_a_sentence_that_begins_like_a_byline_is_text(text: str) -> None:
    """
    A name is made of capitals; the first paragraph must not be taken for a writer.
    """
    assert item(xhtml(f"<p>{text}</p><p>More.</p>")).body[0].text == text


def test_a_long_parenthesis_is_text() -> None:
    """
    A whole report inside one pair of parentheses is not a note.
    """
    words = "(Adds that " + "tin rose again " * 60 + ")"
    assert item(xhtml(f"<p>{words}</p>")).body[0].text == words


def test_a_standfirst_that_repeats_the_first_paragraph_stays_in_the_body_only() -> None:
    """
    A page must not print the same sentence twice.
    """
    version = item(xhtml("<p>Tin rose.</p>"), about="<headline>H</headline><description>TIN ROSE</description>")
    assert (version.standfirst, version.body[0].text) == ("", "Tin rose.")


def test_urgency_outside_the_scale_is_kept_as_given() -> None:
    """
    A scale of an agency's own must not be taken for ours.
    """
    version = item(about="<headline>H</headline><urgency>12</urgency>")
    assert (version.urgency, version.urgency_given) == (None, "12")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('<inlineData contenttype="image/png" encoding="base64">AAAA</inlineData>', "image/png is not text"),
        ('<inlineXML contenttype="application/sportsml+xml"><s><n>7</n></s></inlineXML>', "is data, not text"),
        ("<inlineXML><sports-content><n>7</n></sports-content></inlineXML>", "is data, not text"),
    ],
)
def test_data_is_not_printed_as_text(content: str, problem: str) -> None:
    """
    Numbers out of their table are noise; the desk is told that they came.
    """
    reading = whole(f"<contentSet>{content}</contentSet>")
    assert reading.versions[0].body == ()
    assert problem in reading.problems[0].what


def test_of_two_renditions_of_a_text_one_is_read() -> None:
    """
    The parts of a content set are one content in several forms; both would print it twice.
    """
    content = '<inlineData contenttype="text/plain">Plain</inlineData><inlineXML><p>Rich</p></inlineXML>'
    assert [block.html for block in item(f"<contentSet>{content}</contentSet>").body] == ["<p>Rich</p>"]
    content = (
        '<inlineXML><p> </p></inlineXML><inlineData contenttype="text/html">&lt;p&gt;Second&lt;/p&gt;</inlineData>'
    )
    assert [block.html for block in item(f"<contentSet>{content}</contentSet>").body] == ["<p>Second</p>"]


def test_media_of_one_item_are_told_apart() -> None:
    """
    Renditions are one picture; a second picture and a film are others.
    """
    content = (
        '<remoteContent contenttype="image/jpeg" rendition="r:thumb" href="a-small.jpg"/>'
        '<remoteContent contenttype="image/jpeg" rendition="r:highRes" href="a.jpg"/>'
        '<remoteContent contenttype="image/jpeg" rendition="r:highRes" href="b.jpg"/>'
        '<remoteContent contenttype="video/mp4" href="c.mp4" width="1920px"/>'
        '<remoteContent href="d.ai" residref="nw:d"/>'
    )
    media = item(f"<contentSet>{content}</contentSet>", meta='<itemClass qcode="ninat:graphic"/>').media
    assert [(one.kind, one.href) for one in media] == [
        ("graphic", "a.jpg"), ("graphic", "b.jpg"), ("video", "c.mp4"), ("graphic", "d.ai"),
    ]  # fmt: skip
    assert (media[2].width, media[3].item) == (1920, "nw:d")


def test_the_files_of_a_picture_are_its_renditions_whatever_ids_they_have() -> None:
    """
    Reuters gives each file of a picture an id of its own; the desk wants one picture, not four.
    """
    content = "".join(
        f'<remoteContent contenttype="image/jpeg" rendition="rend:{name}" residref="bin:{name}" href="{name}.jpg" '
        f'width="{width}" size="{width}0"/>'
        for name, width in (("thumbnail", 100), ("baseImage", 3000), ("viewImage", 600))
    )
    (medium,) = item(f"<contentSet>{content}</contentSet>", meta='<itemClass qcode="icls:picture"/>').media
    assert (medium.href, medium.item) == ("baseImage.jpg", "nw:1")
    assert [(one.name, one.width, one.size) for one in medium.renditions] == [
        ("thumbnail", 100, 1000), ("baseImage", 3000, 30000), ("viewImage", 600, 6000),
    ]  # fmt: skip


def test_a_link_to_itself_is_to_an_earlier_version() -> None:
    """
    Some agencies point so to what the new version replaces.
    """
    version = item(meta='<link guidref="nw:1" version="2"/><link rel="x:sub" href="http://a.example"/><link/>')
    assert [(link.rel, link.item or link.href) for link in version.links] == [
        ("previous", "nw:1"), ("x:sub", "http://a.example"),
    ]  # fmt: skip


def test_a_rights_expression_is_kept_to_the_letter() -> None:
    """
    A licence is read elsewhere; whoever reads it needs the bytes of its terms.
    """
    rights = '<rightsInfo><rightsExpressionData> {"a": 1} </rightsExpressionData></rightsInfo><rightsInfo/>'
    assert item(rights).rights == '{"a": 1}'


def test_a_bare_package_links_to_its_items() -> None:
    """
    Its items come in deliveries of their own; the package says what each is to the page.
    """
    document = (
        '<packageItem guid="nw:p"><itemMeta><title>Top</title></itemMeta><groupSet root="g">'
        '<group id="g" role="x:main">'
        '<itemRef residref="nw:1"><title>One</title></itemRef><itemRef href="http://a.example/2"/></group></groupSet>'
        "</packageItem>"
    )
    reading = read(document.encode(), received=RECEIVED)
    assert [(link.rel, link.item, link.href, link.title) for link in reading.versions[0].links] == [
        ("main", "nw:1", "", "One"), ("main", "", "http://a.example/2", ""),
    ]  # fmt: skip
    assert not reading.package


def message(*items: str) -> Reading:
    """The reading of a message of these items."""
    return read(f"<newsMessage><itemSet>{''.join(items)}</itemSet></newsMessage>".encode(), received=RECEIVED)


def news(guid: str) -> str:
    """A small item of text."""
    meta = f"<contentMeta><headline>{guid}</headline></contentMeta>"
    return f'<newsItem guid="{guid}">{meta}<contentSet><inlineXML><p>Text.</p></inlineXML></contentSet></newsItem>'


def test_a_package_that_is_held_says_so() -> None:
    """
    And so are the items that came in its message: whoever holds the page does not want its parts shown either.
    """
    package = (
        '<packageItem guid="p"><itemMeta><pubStatus qcode="stat:withheld"/></itemMeta>'
        '<itemRef residref="a"/><itemRef residref="b"/></packageItem>'
    )
    reading = message(news("b"), news("a"), package)
    assert [(one.item, one.role, one.status) for one in reading.versions] == [
        ("a", "main", "withheld"), ("b", "related", "withheld"), ("p", "related", "withheld"),
    ]  # fmt: skip
    assert reading.package


def test_an_item_outside_the_package_keeps_it_from_being_one_page() -> None:
    """
    Reports that only travelled together must not land on one page.
    """
    reading = message(news("a"), news("b"), '<packageItem guid="p"><itemRef residref="a"/></packageItem>')
    assert [(one.item, one.role) for one in reading.versions] == [("a", "main"), ("b", "main"), ("p", "main")]
    assert not reading.package


def test_several_reports_in_one_message_are_several_stories() -> None:
    """
    A message without a package is only an envelope.
    """
    reading = message(news("a"), news("b"))
    assert [(one.item, one.role) for one in reading.versions] == [("a", "main"), ("b", "main")]
    assert not reading.package


@pytest.mark.parametrize(
    "document",
    [
        "<rss><channel/></rss>",
        "<newsMessage/>",
        "<newsMessage><itemSet/></newsMessage>",
        "<newsItem guid='nw:1'/>",
        "<knowledgeItem guid='nw:1'/>",
        "<newsMessage><itemSet><newsItem guid='1'>....</newsItem></itemSet></newsMessage>",
    ],
)
def test_a_document_with_nothing_to_publish_is_refused(document: str) -> None:
    """
    It is quarantined with its bytes, and the reason names what was found.
    """
    with pytest.raises(WireError, match="holds nothing to publish"):
        read(document.encode(), received=RECEIVED)


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.xml")), ids=lambda path: path.stem)
def test_a_torn_delivery_is_refused_or_read(sample: Path) -> None:
    """
    A line that broke must never stop the reader with anything but a WireError.
    """
    data = sample.read_bytes()
    for end in range(0, len(data), 97):
        with pytest.raises(WireError):
            read(data[:end], received=RECEIVED)


_DEEP_GROUPS = "".join(
    f'<group id="g{n}"><groupRef idref="g{n + 1}"/><groupRef idref="g{n + 1}"/></group>' for n in range(60)
)


@pytest.mark.parametrize(
    "document",
    [
        f'<packageItem guid="p"><groupSet root="g0">{_DEEP_GROUPS}</groupSet></packageItem>',
        '<packageItem guid="p"><groupSet>'
        + "".join(f'<group id="g{n}"><groupRef idref="g{n + 1}"/></group>' for n in range(3000))
        + "</groupSet></packageItem>",
        f"<newsItem><contentSet><inlineXML>{'<div><figcaption/></div>' * 30_000}</inlineXML></contentSet></newsItem>",
        f"<newsItem><contentSet><inlineXML>{'<note/>x<br/>' * 30_000}</inlineXML></contentSet></newsItem>",
        f"<newsItem><contentSet><inlineXML>{'<b>' * 99}{'<i/>' * 900}{'</b>' * 99}</inlineXML></contentSet></newsItem>",
        f"<newsItem><contentSet>{'<remoteContent href=^a^/>' * 30_000}</contentSet></newsItem>".replace("^", '"'),
    ],
    ids=["groups twice each", "groups in a chain", "captions", "breaks", "empty tags", "media"],
)
def test_mischief_does_not_keep_the_others_waiting(document: str) -> None:
    """
    One delivery, however it is built, is read or refused within a second or so.
    """
    began = time.perf_counter()
    with suppress(WireError):
        read(document.encode(), received=RECEIVED)
    assert time.perf_counter() - began < 3


def letters(text: str) -> str:
    """The letters and digits of a text, which no change of white space moves."""
    return "".join(re.findall(r"\w", text))


def texts(root: etree._Element) -> str:
    """The text inside a document's contents, apart from captions, from what heads the page, and from data."""
    unseen = " or ".join(
        f"local-name()='{name}'"
        for name in ("header", "head", "body.head", "figcaption", "sports-content", "events", "contentMeta")
    )
    found = root.xpath(f"//*[local-name()='inlineXML']//text()[not(ancestor::*[{unseen}])]")
    return " ".join(str(piece) for piece in found) if isinstance(found, list) else ""


@pytest.mark.skipif(not REAL, reason="real wires are not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_real_wire_keeps_every_word_in_order(path: Path) -> None:
    """
    What agencies really send is read whole: what is not in the body is in a field of its own.
    """
    data = path.read_bytes()
    sent = letters(unescaped(texts(parse(data, format="test").root)))
    try:
        reading = read(data, received=RECEIVED)
    except WireError:
        assert not sent or b"<newsItem" not in data
        return
    at = skipped = 0
    news = [one for one in reading.versions if "for the desk to know" not in one.doubt]
    for block in (block for one in news for block in one.body):
        found = sent.find(letters(block.text), at)
        if b"inlineXML" in data:
            assert found >= 0, block.text
            skipped += found - at
            at = found + len(letters(block.text))
    aside = "".join(
        letters(f"{one.headline}{one.standfirst}{one.byline}{one.notes}{one.dateline}") for one in reading.versions
    )
    assert len(sent) - at + skipped <= len(aside) or not news


@pytest.mark.skipif(not REAL, reason="real wires are not here")
@pytest.mark.parametrize(
    "path", [path for path in REAL if re.search(rb"<(?:concept|knowledge|planning)Item|<events", path.read_bytes())]
)
def test_what_the_desk_is_to_know_is_kept_to_the_last_word(path: Path) -> None:
    """
    Of an official concept, event or plan every word and every date is told, in whatever field.
    """
    data = path.read_bytes()
    (version,) = read(data, received=RECEIVED).versions
    told = letters(repr(msgspec.json.decode(msgspec.json.encode(version))))
    root = parse(data, format="test").root
    for element in root.iter():
        words = letters((element.text or "").strip())
        if words and not words.isdigit() and local(element) != "name":
            around = element.getparent()
            assert words in told or (around is not None and local(around).endswith("Meta")), words
    assert version.doubt and version.item == root.get("guid") and str(version.number) == root.get("version")


def test_an_item_with_nothing_in_it_is_kept_until_its_text_comes() -> None:
    """
    Agencies send metadata alone, and the text as a later version: the id, the terms and the hops are not lost.
    """
    version = item(meta="<urgency>2</urgency><versionCreated>2020-01-16T09:00:00Z</versionCreated>", about="")
    assert version.item == "nw:1" and version.doubt == "it has no headline and no content"


def test_what_a_second_part_of_a_kind_tells_is_read_too() -> None:
    """
    The specification has one itemMeta and one contentMeta; where an agency sends two, no word and no hold is lost.
    """
    rest = (
        '<itemMeta><pubStatus qcode="stat:withheld"/></itemMeta><contentMeta><creditline>NW</creditline></contentMeta>'
    )
    version = item(rest)
    assert (version.headline, version.status, version.credit) == ("H", "withheld", "NW")
