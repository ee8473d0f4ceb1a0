"""NewsML 1 into readings."""

import gc
import re
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import msgspec
import pytest
from lxml import etree

from dateline.news.errors import WireError
from dateline.news.wire import Reading, Version
from dateline.wires.letters import unescaped
from dateline.wires.newsml_1.document import without_dtds
from dateline.wires.newsml_1.reader import read
from dateline.wires.ninjs.reader import read as read_ninjs
from dateline.wires.xml import parse

RECEIVED = datetime(2020, 1, 16, 12, tzinfo=UTC)
SAMPLES = Path(__file__).parent / "samples"
SHARED = Path(__file__).resolve().parents[4] / "shared"
REAL = [*sorted(SHARED.glob("wires/newsml-1/*.xml")), *sorted(SHARED.glob("standards/newsml-1/examples/*.xml"))]
TWINS = [
    (path, twin)
    for path in sorted(SHARED.glob("standards/newsml-1/examples/*.xml"))
    if (twin := SHARED / "standards/ninjs/examples/2.1" / f"{path.stem}.json").exists()
    or (twin := SHARED / "standards/ninjs/examples/1.4" / f"{path.stem}.json").exists()
]
BODY = (
    "<NewsComponent><NewsLines><HeadLine>H</HeadLine></NewsLines>"
    "<ContentItem><DataContent>T</DataContent></ContentItem></NewsComponent>"
)


def whole(
    management: str, *, revision: str = '<RevisionId Update="N">1</RevisionId>', rest: str = BODY, ids: str = ""
) -> Reading:
    """The reading of a small file with these parts."""
    ids = ids or "<ProviderId>nw.example</ProviderId><DateId>20200116</DateId><NewsItemId>1</NewsItemId>"
    document = (
        f"<NewsML><NewsEnvelope><DateAndTime>20200116T090000Z</DateAndTime></NewsEnvelope><NewsItem><Identification>"
        f"<NewsIdentifier>{ids}{revision}</NewsIdentifier></Identification>"
        f"<NewsManagement>{management}</NewsManagement>{rest}</NewsItem></NewsML>"
    )
    return read(document.encode(), received=RECEIVED)


def one(management: str) -> Version:
    """The version of a small file with this management."""
    (version,) = whole(management).versions
    return version


def change(status: str, moment: str) -> str:
    return (
        f"<StatusWillChange><FutureStatus FormalName='{status}'/><DateAndTime>{moment}</DateAndTime></StatusWillChange>"
    )


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.xml")), ids=lambda path: path.stem)
def test_a_sample_reads_as_it_stands_beside_it(sample: Path) -> None:
    """
    A pair of files states what each element means; adding a pair adds a test.
    """
    expected = msgspec.json.decode(sample.with_suffix(".json").read_bytes())
    assert msgspec.json.decode(msgspec.json.encode(read(sample.read_bytes(), received=RECEIVED))) == expected


@pytest.mark.parametrize(
    ("management", "status"),
    [
        ("<Status FormalName='Usable'/>", "usable"),
        ("<Status FormalName='USABLE'/>", "usable"),
        ("<Status FormalName='OPEN'/>", "usable"),
        ("<Status FormalName='Withheld'/>", "withheld"),
        ("<Status FormalName='cancelled'/>", "canceled"),
        ("<Status FormalName='Canceled'/>" + change("Usable", "20200117T060000Z"), "canceled"),
        ("<Status FormalName='Recalled'/>", "in doubt"),
        ("<Status/>", "in doubt"),
        ("", "in doubt"),
        ("<Status FormalName='Embargoed'/>", "in doubt"),
        ("<Status FormalName='Embargoed'/>" + change("Usable", "tonight"), "in doubt"),
        ("<Status FormalName='Usable'/>" + change("Withheld", "tonight"), "in doubt"),
        ("<Status FormalName='Usable'/><Instruction FormalName='Kill'/>", "canceled"),
    ],
)
def test_what_may_not_be_used_is_never_usable(management: str, status: str) -> None:
    """
    A status that nobody knows, and an embargo without an end, hold the text until somebody has looked.
    """
    version = one(management)
    assert ("in doubt" if version.doubt else version.status) == status


@pytest.mark.parametrize("status", ["Embargoed", "Withheld"])
def test_a_status_that_will_be_usable_is_an_embargo(status: str) -> None:
    """
    NewsML 1 has no field for an embargo: it says when the status changes.
    """
    version = one(f"<Status FormalName='{status}'/>" + change("Usable", "20200117T060000+0100"))
    assert (version.status, version.embargo) == ("usable", datetime(2020, 1, 17, 5, tzinfo=UTC))


def test_a_status_that_will_end_is_an_expiry() -> None:
    """
    What is canceled at an hour must be gone at that hour; the first one counts.
    """
    changes = change("Canceled", "20200201T000000Z") + change("Withheld", "20200120T000000Z")
    assert one("<Status FormalName='Usable'/>" + changes).expires == datetime(2020, 1, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "action"), [("Canceled", "kill"), ("Withheld", "withhold"), ("Usable", "lift"), ("Odd", "withhold")]
)
def test_a_revision_of_the_management_alone_is_a_notice(status: str, action: str) -> None:
    """
    It has no text: as a version it would replace the story by nothing.
    """
    reading = whole(f"<Status FormalName='{status}'/>", revision='<RevisionId Update="A">2</RevisionId>', rest="")
    assert reading.versions == ()
    assert [(one.action, one.item) for one in reading.notices] == [(action, "urn:newsml:nw.example:20200116:1")]


def test_changes_without_the_text_wait_for_somebody() -> None:
    """
    A patch to a text is no text; the desk sees what it says.
    """
    rest = "<Update><Replace DuidRef='a'>Tin fell.</Replace><Delete DuidRef='b'/></Update>"
    (version,) = whole(
        "<Status FormalName='Usable'/>", revision='<RevisionId Update="U">2</RevisionId>', rest=rest
    ).versions
    assert version.doubt
    assert version.notes == ("Replace: Tin fell.", "Delete:")


@pytest.mark.parametrize(
    ("ids", "item"),
    [
        ("<ProviderId>a.example</ProviderId><DateId>20200116</DateId><NewsItemId>7</NewsItemId>",
         "urn:newsml:a.example:20200116:7"),
        (
            "<ProviderId>A</ProviderId><DateId>20200116</DateId><NewsItemId>7-v1</NewsItemId>"
            "<PublicIdentifier>urn:newsml:a.example:20200116:7:1</PublicIdentifier>",
            "urn:newsml:a.example:20200116:7",
        ),
        (
            "<ProviderId>A</ProviderId><DateId>20200116</DateId><NewsItemId>7</NewsItemId>"
            "<PublicIdentifier>urn:newsml:www.a.example</PublicIdentifier>",
            "urn:newsml:A:20200116:7",
        ),
        ("<ProviderId>A</ProviderId><DateId>20200116</DateId><NewsItemId/>", None),
    ],
)  # fmt: skip
def test_an_item_has_one_id_for_all_its_revisions(ids: str, item: str | None) -> None:
    """
    Each revision has a public identifier of its own; the story is one.
    """
    assert whole("<Status FormalName='Usable'/>", ids=ids).versions[0].item == item


@pytest.mark.parametrize("filler", [b" ", b"<!---->", b"%nitf;", b'<!ENTITY % x PUBLIC "y" "z">'])
def test_no_dtd_and_no_entity_is_read(filler: bytes) -> None:
    """
    A document type that points elsewhere is passed over, and one that declares more stays as it is, however long it
    goes on like the first; one that declares entities is refused.
    """
    head = b'<!DOCTYPE NewsML SYSTEM "n.dtd" [<!ENTITY % nitf SYSTEM "file:///etc/hostname"> %nitf;' + 99 * filler
    assert without_dtds(head + b"]><NewsML/>") == b'<!DOCTYPE NewsML SYSTEM "n.dtd"><NewsML/>'
    other = head + b"<!ELEMENT x ANY>]><NewsML/>"
    assert without_dtds(other) == other
    with pytest.raises(WireError, match="declares entities"):
        read(b'<!DOCTYPE NewsML [<!ENTITY x "y">]><NewsML>&x;</NewsML>', received=RECEIVED)


@pytest.mark.parametrize("document", ["<NewsML/>", "<nitf/>", "<NewsML><NewsItem/></NewsML"])
def test_what_holds_nothing_is_refused(document: str) -> None:
    """
    A delivery that was torn is kept and told, and makes no empty story.
    """
    with pytest.raises(WireError, match=r"^newsml-1: "):
        read(document.encode(), received=RECEIVED)


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


def contents(root: etree._Element) -> list[str]:
    """The words of all texts in a file, each from markup or characters."""
    found = []
    for data in root.iterdescendants("{*}DataContent"):
        words = " ".join(str(text) for text in data.itertext())
        found.append(letters(re.sub(r"<[^>]*>", " ", unescaped(words))))
    return found


@pytest.mark.skipif(not REAL, reason="real wires are not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_real_wire_keeps_every_sentence_in_order(path: Path) -> None:
    """
    What agencies really send is read whole: each block of each body is in the text that was sent, one after the other.
    """
    reading = read(path.read_bytes(), received=RECEIVED)
    sent = "".join(contents(parse(without_dtds(path.read_bytes()), format="test").root))
    at = 0
    for block in (block for version in reading.versions for block in version.body if block.kind != "heading"):
        found = sent.find(letters(block.text), at)
        assert found >= 0, block.text
        at = found + len(letters(block.text))
    assert all(version.item or version.headline for version in reading.versions)
    assert not any(version.doubt or version.status != "usable" for version in reading.versions)


@pytest.mark.skipif(not TWINS, reason="the standard's examples are not here")
@pytest.mark.parametrize("pair", TWINS, ids=lambda pair: pair[0].stem)
def test_a_press_release_says_the_same_in_both_formats(pair: tuple[Path, Path]) -> None:
    """
    IPTC converted these files to ninjs by hand: headline, language and moment must be what they found.
    """
    (ours,) = read(pair[0].read_bytes(), received=RECEIVED).versions
    theirs = read_ninjs(pair[1].read_bytes(), received=RECEIVED).versions[0]
    assert letters(ours.headline) == letters(theirs.headline)
    assert ours.language[:2] == theirs.language[:2]


def test_time_grows_with_the_size_of_a_file() -> None:
    """
    One photographer's file of a thousand pictures, each of them told to be the same thing, must not stop the wire.
    """

    def spent(count: int) -> float:
        content = "<ContentItem Href='a.jpg'/><ContentItem><DataContent>T</DataContent></ContentItem>"
        picture = f"<NewsComponent>{content}</NewsComponent>"
        rest = f"<NewsComponent EquivalentsList='yes'>{picture * count}</NewsComponent>"
        gc.collect()
        began = process_time()
        assert len(whole("<Status FormalName='Usable'/>", rest=rest).versions[0].media) == count
        return process_time() - began

    # What other tests left in memory is no part of the file.
    gc.freeze()
    try:
        assert min(spent(4000) for _ in range(3)) < 16 * min(spent(500) for _ in range(3))
    finally:
        gc.unfreeze()


def content(data: str, format: str = "Text") -> Reading:
    """The reading of a small file with this content."""
    rest = f"<NewsComponent><ContentItem><Format FormalName='{format}'/>{data}</ContentItem></NewsComponent>"
    return whole("<Status FormalName='Usable'/>", rest=rest)


@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
def test_a_text_in_base64_is_a_text(charset: str) -> None:
    """
    Some software wraps every content so, whatever it is.
    """
    wrapped = b64encode("Père Noël est là.".encode(charset)).decode()
    reading = content(f"<Encoding Notation='base64'><DataContent>{wrapped}</DataContent></Encoding>")
    assert [block.text for block in reading.versions[0].body] == ["Père Noël est là."]


@pytest.mark.parametrize(
    "data", ["<Encoding Notation='base64'><DataContent>AAECAwQ=</DataContent></Encoding>",
             "<Encoding Notation='base64'><DataContent>é</DataContent></Encoding>",
             "<DataContent><sports-content><team>A</team></sports-content></DataContent>"],
)  # fmt: skip
def test_what_is_no_text_is_told(data: str) -> None:
    """
    A picture's bytes and a league's figures are nothing to print, and nobody loses them unknowingly.
    """
    reading = whole(
        "<Status FormalName='Usable'/>",
        rest=f"<NewsComponent><NewsLines><HeadLine>H</HeadLine></NewsLines><ContentItem>{data}</ContentItem></NewsComponent>",
    )
    assert reading.versions[0].body == ()
    assert [problem.where.partition("/")[0] for problem in reading.problems] == ["ContentItem"]


@pytest.mark.parametrize(
    "data",
    [
        "<nitf><body><body.head><hedline><hl1>Head</hl1></hedline></body.head><body.content><p>Text.</p></body.content></body></nitf>",
        "<body><body.head><hedline><hl1>Head</hl1></hedline></body.head><body.content><p>Text.</p></body.content></body>",
        "<body.head><hedline><hl1>Head</hl1></hedline></body.head><body.content><p>Text.</p></body.content>",
        "<![CDATA[<?xml version='1.0'?><nitf><body><body.head><hedline><hl1>Head</hl1></hedline></body.head>"
        "<body.content><p>Text.</p></body.content></body></nitf>]]>",
    ],
)
def test_nitf_is_nitf_in_whatever_dress(data: str) -> None:
    """
    A headline that is taken for text would stand twice on the page.
    """
    (version,) = content(f"<DataContent>{data}</DataContent>", "NITF").versions
    assert (version.headline, [block.text for block in version.body]) == ("Head", ["Text."])


def test_each_language_is_a_version_of_its_own() -> None:
    """
    An item that comes in German and in French is two texts for two sites, and a kill of the item takes both back.
    """
    parts = "".join(
        f"<NewsComponent xml:lang='{language}'><NewsLines><HeadLine>{language}</HeadLine></NewsLines>"
        f"<ContentItem><DataContent>Text {language}.</DataContent></ContentItem></NewsComponent>"
        for language in ("de-CH", "fr-CH", "de-AT")
    )
    reading = whole("<Status FormalName='Canceled'/>", rest=f"<NewsComponent>{parts}</NewsComponent>")
    told = [(one.item, one.language, one.headline, one.status) for one in reading.versions]
    item = "urn:newsml:nw.example:20200116:1"
    assert told == [(item, "de-CH", "de-CH", "canceled"), (f"{item}#fr", "fr-CH", "fr-CH", "canceled")]
    assert [block.text for block in reading.versions[0].body] == ["Text de-CH.", "de-AT", "Text de-AT."]


@pytest.mark.parametrize(
    ("attribute", "roles", "bodies"),
    [("yes", ("", ""), ["One."]), ("no", ("", ""), ["One.", "Two."]), ("yes", ("Main", "Lead"), ["One.", "Two."])],
)
def test_only_what_has_one_role_can_be_the_same(attribute: str, roles: tuple[str, str], bodies: list[str]) -> None:
    """
    A sender who calls a lead and a main text equivalent loses neither.
    """
    parts = "".join(
        f"<NewsComponent><Role FormalName='{role}'/><ContentItem><DataContent>{text}</DataContent></ContentItem>"
        "</NewsComponent>"
        for role, text in zip(roles, ("One.", "Two."), strict=True)
    )
    rest = f"<NewsComponent EquivalentsList='{attribute}'>{parts}</NewsComponent>"
    (version,) = whole("<Status FormalName='Usable'/>", rest=rest).versions
    assert [block.text for block in version.body] == bodies


def test_all_working_names_are_kept_and_no_item_points_to_itself() -> None:
    """
    Some send a SlugLine for each keyword, and say that a revision is derived from the one before.
    """
    lines = "<NewsLines><HeadLine>H</HeadLine><SlugLine>tin</SlugLine><SlugLine>price</SlugLine></NewsLines>"
    management = (
        "<Status FormalName='Usable'/><DerivedFrom NewsItem='urn:newsml:nw.example:20200116:1:4'/>"
        "<DerivedFrom NewsItem='urn:newsml:nw.example:20200116:2:4'/>"
    )
    (version,) = whole(management, rest=f"<NewsComponent>{lines}</NewsComponent>").versions
    assert (version.slug, version.more["SlugLine"]) == ("tin", "price")
    assert [link.item for link in version.links] == ["urn:newsml:nw.example:20200116:2"]
