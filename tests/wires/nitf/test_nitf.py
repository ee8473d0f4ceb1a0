"""NITF into readings."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from dateline.news.errors import WireError
from dateline.news.wire import Reading, Version, Words
from dateline.wires.nitf.reader import read
from dateline.wires.xml import parse

RECEIVED = datetime(2020, 1, 16, 12, tzinfo=UTC)
SAMPLES = Path(__file__).parent / "samples"
SHARED = Path(__file__).resolve().parents[4] / "shared"
REAL = sorted(SHARED.glob("wires/nitf/*"))


def whole(docdata: str = "", *, status: str = "", top: str = "", body: str = "<p>Text.</p>", head: str = "") -> Reading:
    """The reading of a small document with these parts."""
    document = (
        f"<nitf><head>{head}<docdata {status}>{docdata}</docdata></head><body><body.head>{top}</body.head>"
        f"<body.content>{body}</body.content></body></nitf>"
    )
    return read(document.encode(), received=RECEIVED)


def one(docdata: str = "", *, status: str = "", top: str = "", body: str = "<p>Text.</p>", head: str = "") -> Version:
    """The version of a small document with these parts."""
    return whole(docdata, status=status, top=top, body=body, head=head).versions[0]


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.xml")), ids=lambda path: path.stem)
def test_a_sample_reads_as_it_stands_beside_it(sample: Path) -> None:
    """
    A pair of files states what each element means; adding a pair adds a test.
    """
    expected = msgspec.json.decode(sample.with_suffix(".json").read_bytes())
    reading = read(sample.read_bytes(), received=RECEIVED)
    assert msgspec.json.decode(msgspec.json.encode(reading)) == expected


@pytest.mark.parametrize(
    ("status", "docdata", "expected"),
    [
        ("", "", "usable"),
        ('management-status="usable"', '<date.release norm="YYYYMMDD"/>', "usable"),
        ('management-status="withheld"', "", "withheld"),
        ('management-status="Cancelled"', "", "canceled"),
        ('management-status="frozen"', "", "in doubt"),
        ('management-status="withdrawn"', "", "in doubt"),
        ('management-status="EMBARGOED"', "", "in doubt"),
        ('management-status="embargoed"', '<date.release norm="tonight"/>', "in doubt"),
        ('management-status="embargoed"', '<date.release norm="20200117"/>', "usable"),
        ("", '<date.release norm="tonight"/>', "in doubt"),
        ("", '<date.expire norm="soon"/>', "in doubt"),
        ("", '<date.release norm="YYYYMMDD000000-HHMM"/><date.expire norm="00000000"/>', "usable"),
    ],
)
def test_what_may_not_be_used_is_never_usable(status: str, docdata: str, expected: str) -> None:
    """
    An embargo is lifted by a date alone; where none can be read, and nobody says "usable", the text is held.
    """
    version = one(docdata, status=status)
    assert ("in doubt" if version.doubt else version.status) == expected


def test_a_release_in_the_future_is_an_embargo() -> None:
    """
    The date of release holds a document also where its status does not say so; a right's first day does too.
    """
    issued = '<date.issue norm="20200116T080000Z"/>'
    assert one(issued + '<date.release norm="20200117T080000Z"/>').embargo == datetime(2020, 1, 17, 8, tzinfo=UTC)
    assert one(issued + '<date.release norm="20200116T080000Z"/>').embargo is None
    assert one(issued + '<doc.rights startdate="20200118"/>').embargo == datetime(2020, 1, 18, tzinfo=UTC)


def test_use_ends_with_the_first_of_its_dates() -> None:
    """
    A right that ends before the document expires ends its use.
    """
    assert one('<date.expire norm="20200301"/><doc.rights enddate="20200201"/>').expires == datetime(
        2020, 2, 1, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("told", "action"),
    [
        ("canceled", "kill"),
        ("withheld", "withhold"),
        ("embargoed", "withhold"),
        ("usable", "lift"),
        ("odd", "withhold"),
    ],
)
def test_a_document_may_speak_of_another(told: str, action: str) -> None:
    """
    A kill often comes as a new document that names the old one.
    """
    reading = whole(status=f'management-doc-idref="nw.1" management-idref-status="{told}"', body="")
    assert [(notice.action, notice.item) for notice in reading.notices] == [(action, "nw.1")]
    assert reading.versions == ()
    assert bool(reading.problems) == (told == "odd")


def test_a_substitute_comes_with_the_kill_of_what_it_replaces() -> None:
    """
    One document may do both.
    """
    reading = whole(
        status='management-doc-idref="nw.1" management-idref-status="canceled"', top="<hedline><hl1>New</hl1></hedline>"
    )
    assert len(reading.notices) == len(reading.versions) == 1


@pytest.mark.parametrize(
    ("top", "byline"),
    [
        ("<byline>By Ann Lee</byline>", "Ann Lee"),
        ("<byline>By<person>Ann Lee</person><byttl>Wire</byttl></byline>", "Ann Lee"),
        ("<byline>By <person>Ann Lee</person>, <person>Bo Ray</person></byline>", "Ann Lee, Bo Ray"),
        ("<byline><byttl>The Wire</byttl></byline>", "The Wire"),
        ("<byline>By Ann Lee</byline><byline>By Bo Ray</byline>", "Ann Lee, By Bo Ray"),
        ("", ""),
    ],
)
def test_the_byline_is_the_writers_names(top: str, byline: str) -> None:
    """
    A title beside a name is kept elsewhere; alone it stands for the writer.
    """
    assert one(top=top).byline == byline


@pytest.mark.parametrize(
    ("top", "place", "day"),
    [
        ("<dateline>Oslo</dateline>", "Oslo", None),
        ("<dateline><location><city>Rome</city><country>Italy</country></location></dateline>", "Rome, Italy", None),
        ("<dateline><location>Rome</location><story.date norm='20200115'>15/1</story.date></dateline>", "Rome",
         date(2020, 1, 15)),
    ],
)  # fmt: skip
def test_the_dateline_element_is_read(top: str, place: str, day: date | None) -> None:
    """
    A place in a field is as good as one that opens the text.
    """
    dateline = one(top=top).dateline
    assert dateline is not None
    assert (dateline.place, dateline.day, dateline.in_body) == (place, day, False)


@pytest.mark.parametrize(
    "beside", ["(AP)", ", (AP) --", ", <story.date norm='20200115'>Wednesday</story.date> (AP) -- "]
)
def test_an_agency_beside_the_place_is_in_the_dateline(beside: str) -> None:
    """
    Who reported must be credited, however loosely a wire sets place, day and agency side by side.
    """
    dateline = one(top=f"<dateline><location>LONDON</location>{beside}</dateline>").dateline
    assert dateline is not None
    assert (dateline.place, dateline.agencies) == ("LONDON", ("AP",))


def test_a_story_date_alone_is_no_dateline() -> None:
    """
    A moment of sending is not where the report was written.
    """
    assert one(top="<dateline><story.date norm='20200115'>20200115</story.date></dateline>").dateline is None


def test_text_and_field_make_one_dateline() -> None:
    """
    What opens the text is what the page prints; the field adds what the text leaves out.
    """
    top = "<dateline><story.date norm='20200115'/></dateline>"
    dateline = one(top=top, body="<p>Baghdad (AFP) - Talks began.</p>").dateline
    assert dateline is not None
    assert (dateline.place, dateline.agencies, dateline.in_body) == ("Baghdad", ("AFP",), True)


def test_a_note_for_editors_is_taken_out_of_the_body() -> None:
    """
    Only what readers may see stays; other notes are text.
    """
    version = one(body='<p>A</p><note type="npa"><p>Call us.</p></note>B<note><p>C</p></note>', top="<note>D</note>")
    assert [block.text for block in version.body] == ["A", "B", "C"]
    assert version.notes == ("D", "Call us.")


def test_the_title_is_the_headline_where_there_is_no_other() -> None:
    """
    Data wires send no headline; and a title of one word is the slug.
    """
    assert one(head="<title>TEAMS-Tin</title>", top="").headline == "TEAMS-Tin"
    version = one(head="<title>TEAMS-Tin</title>", top="<hedline><hl1>Tin wins</hl1></hedline>")
    assert (version.headline, version.slug) == ("Tin wins", "TEAMS-Tin")


def test_the_second_headline_is_the_standfirst_where_there_is_no_abstract() -> None:
    """
    The abstract was written for the purpose; otherwise the second headline serves.
    """
    hedline = "<hedline><hl1>One</hl1><hl2>Two</hl2></hedline>"
    assert one(top=hedline).standfirst == "Two"
    version = one(top=hedline + "<abstract><p>Three</p></abstract>")
    assert (version.standfirst, version.headlines) == ("Three", (Words("Two", "hl2"),))


def test_a_second_headline_that_is_something_else_is_no_standfirst() -> None:
    """
    Some set the working name there, which nobody prints, and AP the first headline that the story had.
    """
    slug = "<key-list><keyword key='TIN PRICE'/></key-list>"
    version = one(slug, top="<hedline><hl1>One</hl1><hl2>Tin Price</hl2></hedline>")
    assert (version.standfirst, version.headlines) == ("", ())
    version = one(top="<hedline><hl1>One</hl1><hl2 id='originalHeadline'>Two</hl2></hedline>")
    assert (version.standfirst, version.headlines) == ("", (Words("Two", "hl2"),))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<img src="a.jpg" alt="Smoke"/>', [("picture", "a.jpg")]),
        ('<media media-type="video"><media-reference source="b.mp4"/></media>', [("video", "b.mp4")]),
        ('<media><media-reference mime-type="audio/mp3" source="c"/></media>', [("audio", "c")]),
        ("<media><media-caption>Only words</media-caption></media>", [("other", "")]),
        ('<media><media-metadata name="x" value="y"/></media><img/>', []),
    ],
)
def test_media_are_read_beside_the_text(body: str, expected: list[tuple[str, str]]) -> None:
    """
    Pictures are ruled and credited apart from the text; their words are not the text's.
    """
    version = one(body=f"<p>Text.</p>{body}")
    assert [(medium.kind, medium.href) for medium in version.media] == expected
    assert [block.text for block in version.body] == ["Text."]


def test_a_language_is_found_wherever_it_is_told() -> None:
    """
    NITF has it on the root, agencies also in an empty element of the text.
    """
    document = b'<nitf xml:lang="ar"><body><body.content><p>x</p></body.content></body></nitf>'
    version = read(document, received=RECEIVED).versions[0]
    assert (version.language, version.direction) == ("ar", "rtl")
    assert one(body='<lang lang="it"/><p>Testo.</p>').language == "it"
    document = b'<nitf><body><body.content lang="de"><p>x</p></body.content></body></nitf>'
    assert read(document, received=RECEIVED).versions[0].language == "de"


def test_keywords_without_keys_are_no_slug() -> None:
    """
    A list of topics does not name the story.
    """
    version = one("<key-list><keyword>Trade</keyword><keyword>Tin</keyword></key-list>")
    assert (version.slug, version.more["keyword"]) == ("", "Trade; Tin")


def test_rights_in_the_body_head_are_the_notice() -> None:
    """
    Some agencies state the owner there alone.
    """
    version = one(top="<rights>(c) 2020 <rights.owner>Northern Wire</rights.owner></rights>")
    assert (version.holder, version.notice) == ("Northern Wire", "(c) 2020 Northern Wire")


def test_nitf_inside_an_envelope_is_found() -> None:
    """
    Some agencies wrap the document.
    """
    reading = read(b"<wrap><nitf><body><body.content><p>T</p></body.content></body></nitf></wrap>", received=RECEIVED)
    assert reading.versions[0].body[0].text == "T"


@pytest.mark.parametrize(
    ("document", "what"),
    [
        ("<rss/>", "no <nitf> is in it"),
        ("<nitf/>", "no headline, no body and no notice"),
        ("<nitf><body><body.content><p/></body.content></body></nitf>", "no headline, no body and no notice"),
        ("<nitf>", "Premature end"),
    ],
)
def test_a_document_with_nothing_in_it_is_refused(document: str, what: str) -> None:
    """
    It is quarantined with its bytes, and the reason says what was missed.
    """
    with pytest.raises(WireError, match=what):
        read(document.encode(), received=RECEIVED)


def letters(text: str) -> str:
    """The letters and digits of a text, which no change of white space moves."""
    return "".join(re.findall(r"\w", text))


def texts(root: etree._Element) -> list[object]:
    """The pieces of text in the body, apart from the media's."""
    found = root.xpath("//*[local-name()='body.content']//text()[not(ancestor::*[local-name()='media'])]")
    return list(found) if isinstance(found, list) else []


@pytest.mark.skipif(not REAL, reason="real wires are not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_real_wire_keeps_every_word_in_order(path: Path) -> None:
    """
    What agencies really send is read whole: what is not in the body is in a field of its own before it.
    """
    data = path.read_bytes()
    sent = letters(" ".join(str(piece) for piece in texts(parse(data, format="nitf").root)))
    try:
        version = read(data, received=RECEIVED).versions[0]
    except WireError:
        assert not sent
        return
    body = letters(" ".join(block.text for block in version.body))
    # What agencies sign their texts with below the last sentence has a field too.
    assert sent.endswith((body, body + letters(version.more.get("sign-off", ""))))
    aside = letters(f"{version.headline} {version.dateline}")
    assert len(sent) - len(body) <= len(aside)


def test_a_body_without_content_keeps_what_stands_above_it() -> None:
    """
    Where a wire leaves body.content out, its abstract, dateline and copyright are as good as elsewhere.
    """
    top = (
        "<hedline><hl1>H</hl1></hedline><rights>(c) Wire</rights><dateline><location>Port Ellery</location></dateline>"
    )
    document = f"<nitf><body><body.head>{top}<abstract><p>A.</p></abstract></body.head><p>Text.</p></body></nitf>"
    (version,) = read(document.encode(), received=RECEIVED).versions
    assert [block.text for block in version.body] == ["Text."]
    assert (version.standfirst, version.notice) == ("A.", "(c) Wire")
    assert version.dateline is not None and version.dateline.place == "Port Ellery"


def test_a_name_goes_without_its_office() -> None:
    """
    A page of names lists the mayor once, in office and out of it.
    """
    body = (
        "<p><person idsrc='x' value='1'><name.given>Bo</name.given><name.family>Ray</name.family>"
        "<function>mayor</function></person></p>"
    )
    version = one(body=body)
    assert [(named.name, named.code) for named in version.named] == [("Bo Ray", "x:1")]
    assert version.body[0].text == "Bo Ray mayor"


def test_the_rights_of_a_body_end_its_use_too() -> None:
    """
    Some tell the terms in the text's head alone.
    """
    rights = (
        "<rights><rights.startdate norm='20200118'/><rights.enddate norm='20200201'/>"
        "<rights.limitations>No web.</rights.limitations></rights>"
    )
    version = one('<date.issue norm="20200116T080000Z"/>', top=rights)
    assert (version.embargo, version.expires) == (
        datetime(2020, 1, 18, tzinfo=UTC),
        datetime(2020, 2, 1, tzinfo=UTC),
    )
    assert version.usage == "No web."
