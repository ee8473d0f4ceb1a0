import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from referencing import Registry, Resource

from dateline.news.blocks import Block, heading, paragraph
from dateline.news.wire import Dateline, Link, Media, Named, Rendition, Subject, Version, Words
from dateline.wires.ninjs.ids import address_of, is_uri, item_of, uri_of
from dateline.wires.ninjs.reader import read
from dateline.wires.ninjs.writer import send, write
from dateline.wires.written import Sending

STANDARD = Path(__file__).resolve().parents[4] / "shared" / "standards" / "ninjs"
NOW = datetime(2031, 3, 4, 9, tzinfo=UTC)

WORD = st.text(st.characters(categories=("L", "N"), max_codepoint=0x24F), min_size=1, max_size=9)
LINE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
SAFE = LINE.map(lambda line: f"Q{line}")
MOMENT = st.integers(0, 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
BLOCK = st.one_of(
    LINE.map(paragraph),
    LINE.map(heading),
    LINE.map(lambda line: Block("list", f"<ul><li>{line}</li><li>&amp; <em>more</em></li></ul>")),
    LINE.map(lambda line: Block("quote", f"<blockquote><p>{line}</p></blockquote>")),
    LINE.map(lambda line: Block("paragraph", f'<p><a href="https://example.org/?a=1&amp;b=2">{line}</a> &lt;</p>')),
)
SUBJECT = st.one_of(
    SAFE.map(lambda name: Subject(name=name)),
    st.builds(Subject, st.just("http://codes.example.org/x/"), st.from_regex(r"[0-9]{8}", fullmatch=True), SAFE),
    st.builds(Subject, st.just("xtopic"), st.from_regex(r"[0-9]{8}", fullmatch=True), SAFE),
)
MEDIA = st.builds(
    Media, st.sampled_from(["picture", "graphic", "video", "audio"]),
    href=st.from_regex(r"https://pictures\.example\.org/[a-z]{3,9}\.bin", fullmatch=True),
    item=st.from_regex(r"urn:pic:[a-z]{3,9}", fullmatch=True), headline=SAFE, caption=SAFE, alt=SAFE, credit=SAFE,
    holder=SAFE, usage=SAFE, type=st.just("application/octet-stream"), width=st.integers(1, 9999),
    height=st.integers(1, 9999),
)  # fmt: skip
NAMED = st.builds(Named, st.just("person"), SAFE, st.sampled_from(["", "http://p.example.org/1"]))
LINK = st.builds(Link, st.just("related"), item=st.from_regex(r"urn:x:[a-z]{1,9}", fullmatch=True), title=SAFE)
#: Headlines begin with a letter that opens no order, bodies with a heading, so that no word is taken for a dateline.
VERSION = st.builds(
    Version,
    item=st.one_of(st.from_regex(r"(urn:x:|https://x\.example\.org/)[a-z0-9]{1,9}", fullmatch=True), SAFE),
    number=st.none() | st.integers(0, 2**63 - 1),
    headline=SAFE,
    standfirst=st.just("") | SAFE,
    slug=st.just("") | SAFE,
    byline=st.just("") | SAFE,
    dateline=st.none() | SAFE.map(Dateline),
    body=st.lists(BLOCK, min_size=1, max_size=6).map(lambda blocks: (heading("First of all"), *blocks)),
    notes=st.lists(SAFE, max_size=3).map(tuple),
    language=st.sampled_from(["", "en", "de-AT"]),
    issued=st.none() | MOMENT,
    created=st.none() | MOMENT,
    status=st.sampled_from(["usable", "withheld", "canceled"]),
    embargo=st.none() | MOMENT,
    expires=st.none() | MOMENT,
    urgency=st.none() | st.integers(1, 9),
    subjects=st.lists(SUBJECT, max_size=3).map(tuple),
    named=st.lists(NAMED, max_size=2).map(tuple),
    media=st.lists(MEDIA, max_size=2).map(tuple),
    links=st.lists(LINK, max_size=2).map(tuple),
    holder=st.just("") | SAFE,
    notice=st.just("") | SAFE,
    usage=st.just("") | SAFE,
    rights=st.sampled_from(["", '{"permission": []}', "https://terms.example.org/1"]),
    credit=st.just("") | SAFE,
    extent=st.sampled_from(["full", "teaser"]),
)  # fmt: skip


def validator() -> Draft202012Validator:
    schema, geo = (
        STANDARD / "specification/ninjs-schema_3.1.json",
        STANDARD / "validation/test_suite/GeoJSON-schema.json",
    )
    if not schema.exists():
        pytest.skip("the ninjs schema lies not beside this checkout")
    registry = Registry().with_resource(
        "https://geojson.org/schema/GeoJSON.json", Resource.from_contents(json.loads(geo.read_text()))
    )
    formats = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(json.loads(schema.read_text()), registry=registry, format_checker=formats)


@given(VERSION)
@settings(max_examples=120, deadline=None)
def test_what_is_written_reads_as_it_was(version: Version) -> None:
    """
    A story that leaves as ninjs and comes back has lost nothing that ninjs can say.
    """
    found = read(json.dumps(write(version)).encode(), received=NOW)
    urgency = "" if version.urgency is None else str(version.urgency)
    assert found.versions == (replace(version, urgency_given=urgency, more=found.versions[0].more),)
    assert found.problems == ()


def test_what_is_written_is_valid() -> None:
    """
    Partners validate what we send, and refuse what fails.
    """
    check = validator()

    @given(VERSION)
    @settings(max_examples=60, deadline=None)
    def each(version: Version) -> None:
        assert [error.message for error in check.iter_errors(write(version))] == []

    each()


ODD = Version(
    headline="Fire",
    language="en",
    rights="not an address",
    dateline=Dateline("Northport", ("XYZ",), date(2031, 3, 4), in_body=True),
    media=(Media("other"), Media("picture", "relative.jpg"), Media("video", "https://x.example/a b[1].mp4", width=0)),
    links=(Link("canonical", href="https://x.example/ü?a=b c"), Link("related"), Link("via", href="/relative")),
    named=(Named("place", "Northport", "xplace:1"),),
    subjects=(Subject("http://no slash", "a b", ""), Subject("a:", "", "n"), Subject()),
    more={"type": "unheard-of", "rightsInfo.langId": "not a uri"},
)


def test_odd_values_are_written_validly_too() -> None:
    """
    Plain text and torn feeds yield values that no schema foresaw.
    """
    check = validator()
    for version in (ODD, Version(), Version(item="42"), Version(slug="Harbour fire", issued=NOW)):
        assert [error.message for error in check.iter_errors(write(version))] == []


def test_every_example_of_the_standard_is_read_and_written_validly() -> None:
    """
    The standard's own examples, of all its versions, are the least that must work.
    """
    check = validator()
    files = [file for file in sorted(STANDARD.glob("**/examples/**/*.json")) if "schema" not in file.stem]
    files += sorted((STANDARD.parents[1] / "wires" / "ninjs").glob("*.json"))
    for file in files:
        reading = read(file.read_bytes(), received=NOW)
        assert reading.versions, file.name
        for version in reading.versions:
            assert [error.message for error in check.iter_errors(write(version))] == [], file.name


def test_a_version_without_an_id_has_always_the_same_uri() -> None:
    """
    Two machines that read the same plain text must name it alike.
    """
    words = Version(headline="Fire", body=(paragraph("It burned."),))
    assert write(words)["uri"] == write(words)["uri"]
    assert write(words)["uri"] != write(Version(headline="Smoke"))["uri"]
    assert write(Version(slug="Harbour fire", issued=NOW))["uri"] == "urn:dateline:Harbour%20fire-2031-03-04"
    dated = Version(slug="Fire", issued=NOW, dateline=Dateline("X", day=date(2031, 3, 3)))
    assert write(dated)["uri"] == "urn:dateline:Fire-2031-03-03"
    assert write(words, uri="urn:ours:1")["uri"] == "urn:ours:1"


def test_a_picture_is_written_as_the_picture_that_it_is() -> None:
    """
    A photo item has its file as a rendition of its own.
    """
    picture = b'{"uri":"urn:x:1","type":"picture","renditions":[{"name":"a","href":"https://x.example/1.jpg"}]}'
    version = read(picture, received=NOW).versions[0]
    written = write(version)
    assert (written["type"], written["renditions"][0]["href"]) == ("picture", "https://x.example/1.jpg")
    assert "associations" not in written


def test_all_that_a_picture_from_another_wire_is_has_its_place() -> None:
    """
    A partner who takes ninjs gets NewsML-G2's picture with its caption, its files and where it was taken.
    """
    files = (Rendition("https://x.example/s.jpg", "thumb", "image/jpeg", 100, 80), Rendition(name="large", size=9000))
    version = Version(
        item="urn:x:1",
        headline="Crane",
        headlines=(Words("The crane of Vellmar", "long"), Words("Crane!")),
        media=(Media("picture", "https://x.example/s.jpg", "urn:x:1", caption="It lifts.", alt="a", renditions=files),),
        named=(Named("place", "Vellmar", "", 51.5, -9.25),),
        more={"itemClass": "ninat:picture"},
    )
    written = write(version)
    assert [error.message for error in validator().iter_errors(written)] == []
    assert written["type"] == "picture"
    assert [(one["role"], one["value"]) for one in written["descriptions"]] == [("caption", "It lifts."), ("alt", "a")]
    assert [one["name"] for one in written["renditions"]] == ["thumb", "large"]
    assert [one["value"] for one in written["headlines"]] == ["Crane", "The crane of Vellmar", "Crane!"]
    assert written["places"][0]["geoJSON"] == {"type": "Point", "coordinates": [-9.25, 51.5]}


@given(st.text(min_size=1).filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text)))
def test_any_id_becomes_a_uri_and_back(item: str) -> None:
    """
    An agency's id is an id, whatever it looks like; it must come back the same to the letter.
    """
    assert is_uri(uri_of(item))
    assert item_of(uri_of(item)) == item


@pytest.mark.parametrize(
    ("href", "address"),
    [("https://x.example/a b", "https://x.example/a%20b"), ("/relative", ""), ("", ""), ("https://", ""),
     ("https://x.example/%zz", "")],
)  # fmt: skip
def test_an_address_is_written_only_where_it_is_one(href: str, address: str) -> None:
    """
    A partner's software stops at an address that is none.
    """
    assert address_of(href) == address


def test_times_are_written_in_utc() -> None:
    """
    Half the world reads a time without a zone as its own.
    """
    assert write(Version(item="urn:x:1", issued=NOW + timedelta(microseconds=5)))["versionCreated"].endswith("Z")


def test_the_number_of_a_transmission_is_written_and_read() -> None:
    """
    A kill names a story by it, also at the partner who has the story from us.
    """
    written = write(Version(item="urn:x:1", headline="Fire", serial="v9991"))
    assert written["altIds"] == [{"role": "serial", "value": "v9991"}]
    assert read(json.dumps(written).encode(), received=NOW).versions[0].serial == "v9991"
    again = Version(item="urn:x:1", serial="v9991", more={"altids": '{"serial": "V9991", "cms": "7"}'})
    assert write(again)["altIds"] == [{"role": "serial", "value": "V9991"}, {"role": "cms", "value": "7"}]


KEPT: dict[str, Any] = {
    "uri": "urn:x:1",
    "headline": "Fire",
    "title": "Fire in Vellmar",
    "contentcreated": "2031-03-03T08:00:00+01:00",
    "altids": {"cms": "7"},
    "genre": [{"name": "Feature", "code": "Feature", "scheme": "http://g.example/"}, {"name": "Odd", "weight": 3}],
    "trustindicator": [{"scheme": "http://t.example/", "code": "ethics", "href": "https://x.example/e", "title": "E"}],
    "digitalsourcetype": {"name": "Photo", "uri": "http://d.example/photo"},
}


def test_what_a_version_has_no_field_for_is_written_where_ninjs_has_one() -> None:
    """
    A desk that turns 1.x into 3.1 loses neither ids nor genres; what the standard cannot hold is told.
    """
    version = read(json.dumps(KEPT).encode(), received=NOW).versions[0]
    written = send(Sending(versions=(version,), at=NOW))
    item = json.loads(written.documents[0])
    assert item["title"] == "Fire in Vellmar"
    assert item["contentCreated"] == "2031-03-03T07:00:00Z"
    assert item["altIds"] == [{"role": "cms", "value": "7"}]
    assert item["trustIndicators"] == [{"role": "http://t.example/ethics", "title": "E", "href": "https://x.example/e"}]
    assert item["digitalSourceType"] == {"name": "Photo", "uri": "http://d.example/photo"}
    assert "genres" not in item
    assert [problem.what for problem in written.remarks] == ["written without: more (genre)"]
    assert [error.message for error in validator().iter_errors(item)] == []


def test_genres_of_1x_are_written_as_those_of_3x() -> None:
    """
    A code in a scheme is an address in 3.x.
    """
    version = read(json.dumps(KEPT | {"genre": KEPT["genre"][:1]}).encode(), received=NOW).versions[0]
    assert write(version)["genres"] == [{"name": "Feature", "uri": "http://g.example/Feature", "literal": "Feature"}]
