import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.news.errors import WireError
from dateline.news.wire import Link, Reading
from dateline.wires.ninjs.reader import read

NOW = datetime(2031, 3, 4, 9, tzinfo=UTC)
NAMES = st.sampled_from(
    ["uri", "type", "version", "pubStatus", "embargoedUntil", "expires", "urgency", "headlines", "headline", "bodies",
     "body_html", "associations", "renditions", "subjects", "people", "rightsInfo", "value", "name", "href", "width",
     "signals", "language", "edNote", "infoSources", "altIds", "located", "x"]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(["text", "picture", "canceled", "2031-03-04T09:00:00Z", "<p>Fire</p>", "<nitf>", "http://x.example/"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=8),
    max_leaves=25,
)  # fmt: skip


def one(document: dict[str, object]) -> Reading:
    return read(json.dumps({"uri": "urn:x:1"} | document).encode(), received=NOW)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"{", "no JSON"),
        (b"", "no JSON"),
        (b"[" * 100_000, "nested deeper"),
        (b'{"uri": "urn:x:1", "x": ' + b"[" * 150 + b"]" * 150 + b"}", "nested deeper than 100 levels"),
        (b'{"uri": "urn:x:1", "urgency": ' + b"9" * 5000 + b"}", "thousands of digits"),
        (b'{"headline": "No id"}', "has no uri"),
        (b"7", "is no JSON object"),
        (b'{"uri": ""}', "has no uri"),
        (b"\xff\xfe{\x00", "no JSON"),
        (b" " * (32 * 1024 * 1024 + 1), "too many"),
    ],
)
def test_what_is_no_item_is_refused_with_its_reason(data: bytes, what: str) -> None:
    """
    A delivery that nobody can read is quarantined, and the desk is told why.
    """
    with pytest.raises(WireError, match=what):
        read(data, received=NOW)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'{"uri": "urn:x:1", "title": "a", "title": "b"}', "occurs twice"),
        (b'{"uri": "urn:x:1", "title": "\\ud800b\\u0000"}', "characters that no text has"),
        (b'{"uri": "urn:x:1", "title": "b", "urgency": NaN}', "no JSON value"),
        ('{"uri": "urn:x:1", "title": "b", "by": "J\xf6rg"}'.encode("latin-1"), "not UTF-8"),
        (
            b"\xff\xfe"
            + '{"uri": "urn:x:1", "title": "b", "x": "@@"}'.encode("utf-16-le").replace(b"@\0@\0", b"\0\xd8a\0"),
            "not utf-16-le",
        ),
    ],
)
def test_what_can_be_mended_is_mended_and_told(data: bytes, told: str) -> None:
    """
    One bad byte must not cost the newsroom a story, nor pass unseen.
    """
    reading = read(data, received=NOW)
    assert reading.versions[0].headline == "b"
    assert any(told in problem.what for problem in reading.problems)


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_every_charset_of_json_is_read(charset: str) -> None:
    """
    Windows software sends UTF-16.
    """
    assert read('{"uri": "urn:x:1", "by": "Jörg"}'.encode(charset), received=NOW).versions[0].byline == "Jörg"


@pytest.mark.parametrize("sent", ["", "tomorrow", 7, ["2031-03-04T09:00:00Z"], True, "2031-13-01T00:00:00Z"])
@pytest.mark.parametrize("name", ["embargoedUntil", "embargoed"])
def test_an_embargo_that_cannot_be_read_holds_the_item(name: str, sent: object) -> None:
    """
    A misprint in an embargo must not publish the story.
    """
    reading = one({name: sent})
    assert "embargo" in reading.versions[0].doubt
    assert any("held until somebody has looked" in problem.what for problem in reading.problems)


def test_an_embargo_that_is_null_is_none() -> None:
    """
    Software that always writes the field must not hold all of its stories.
    """
    reading = one({"embargoed": None, "pubStatus": None})
    assert (reading.versions[0].status, reading.versions[0].embargo, reading.problems) == ("usable", None, ())


@pytest.mark.parametrize(
    ("sent", "status"),
    [("usable", "usable"), ("Canceled", "canceled"), ("cancelled", "canceled"), ("withheld", "withheld"),
     ("privileged", "withheld"), ("stat:withdrawn", "in doubt"), ("", "in doubt"), (7, "in doubt"),
     ({"a": 1}, "in doubt"), ("embargoed", "in doubt"), ("recalled", "in doubt")],
)  # fmt: skip
def test_a_status_nobody_knows_holds(sent: object, status: str) -> None:
    """
    Only what is plainly usable may be used.
    """
    version = one({"pubStatus": sent}).versions[0]
    assert ("in doubt" if version.doubt else version.status) == status


@pytest.mark.parametrize("status", ["embargoed", "privileged", "Embargoed"])
def test_a_status_that_waits_is_usable_from_the_moment_that_is_told_on(status: str) -> None:
    """
    PA and AP send the text ahead, with the hour it may be used at.
    """
    version = one({"pubstatus": status, "embargoed": "2031-03-05T09:00:00Z"}).versions[0]
    assert (version.status, version.doubt, version.embargo) == ("usable", "", datetime(2031, 3, 5, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    ("members", "doubted"),
    [
        ({"signals": ["newscontent"], "altids": {"itemid": "1"}}, False),
        ({"signals": ["singlesource"], "altids": {"itemid": "1"}}, True),
        ({"signals": [], "altids": {"itemid": "1", "etag": "2"}}, True),
        ({"signals": [], "provider": "AP"}, True),
        ({"signals": ["frontpage"]}, False),
        ({"altids": {"itemid": "1"}}, False),
    ],
)
def test_what_ap_does_not_call_news_is_for_the_desk(members: dict[str, object], doubted: bool) -> None:
    """
    AP's daybooks and advisories come on the same feed as its stories; only the signal tells them apart.
    """
    version = one(members).versions[0]
    assert (bool(version.doubt), "advisory" in version.signals) == (doubted, doubted)


@pytest.mark.parametrize(
    ("types", "signals"),
    [
        (["Lead"], ("update",)),
        (["Kill"], ("kill",)),
        (["Correction"], ("correction",)),
        (["Leadership"], ()),
        ("odd", ()),
    ],
)
def test_aps_editorial_types_are_signals(types: object, signals: tuple[str, ...]) -> None:
    """
    AP says "Lead" of a new version there, and in words only at times.
    """
    assert one({"editorialtypes": types}).versions[0].signals == signals


@pytest.mark.parametrize(
    ("ids", "serial"),
    [({"itemid": "77", "transref": "V9991"}, "v9991"), ([{"role": "transref", "value": "a0584"}], "a0584"),
     ({"itemid": "77"}, ""), ("broken", ""), ([7], ""), ({"dpaId": "dpa 0157", "versionSerial": 3}, "157"),
     ({"dpa-id": "urn:newsml:dpa.example:17", "version-serial": "dpa 158"}, "158"),
     ([{"role": "https://ids.example/serial", "value": "V9991"}], "v9991"), ({"dpa": "157", "transref": "V9"}, "v9"),
     ({"etag": "x_9a1", "version": "4"}, "")],
)  # fmt: skip
def test_the_number_of_a_transmission_is_kept(ids: object, serial: str) -> None:
    """
    A kill names a story by it.
    """
    assert one({"altids": ids}).versions[0].serial == serial


def test_a_part_is_no_freer_than_its_package() -> None:
    """
    A canceled or embargoed package must not leak through its parts.
    """
    reading = one(
        {
            "pubStatus": "canceled",
            "embargoedUntil": "2031-05-01T00:00:00Z",
            "bodies": [{"value": "Whole"}],
            "associations": [{"name": "main", "uri": "urn:x:2", "bodies": [{"value": "Part"}]}],
        }
    )
    assert [(one.role, one.status, one.embargo) for one in reading.versions] == [
        ("main", "canceled", datetime(2031, 5, 1, tzinfo=UTC)),
        ("related", "canceled", datetime(2031, 5, 1, tzinfo=UTC)),
    ]


def test_nitf_that_is_broken_is_read_as_html_and_told() -> None:
    """
    A torn body inside a sound item is still a text that the desk paid for.
    """
    reading = one({"bodies": [{"contentType": "text/vnd.IPTC.NITF", "value": "<nitf><body.content><p>Fire & smoke"}]})
    assert [block.text for block in reading.versions[0].body] == ["Fire & smoke"]
    assert "its NITF is broken" in reading.problems[0].what


def test_a_link_to_a_page_is_an_address_and_no_item() -> None:
    """
    The page of a story is where readers go, not a story of its own.
    """
    reading = one(
        {"associations": [{"name": "web", "rel": "canonical", "uri": "https://x.example/1", "title": "Fire"}]}
    )
    assert reading.versions[0].links == (Link("canonical", href="https://x.example/1", title="Fire"),)


@given(st.dictionaries(NAMES, VALUES, max_size=12))
def test_any_json_makes_a_reading_that_can_be_stored(document: dict[str, object]) -> None:
    """
    Whatever an agency's software writes into a field, the reading can be written to the ledger.
    """
    try:
        reading = read(json.dumps(document).encode(), received=NOW)
    except WireError:
        return
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


def test_a_picture_that_was_taken_away_again_harms_no_other() -> None:
    """
    Superdesk sends null in its place.
    """
    picture = {"type": "picture", "renditions": {"original": {"href": "https://nwa.example/1.jpg"}, "thumbnail": None}}
    reading = one({"headline": "Ferry", "associations": {"embedded1": None, "featuremedia": picture}})
    assert [medium.href for medium in reading.versions[0].media] == ["https://nwa.example/1.jpg"]


@pytest.mark.parametrize("sample", ["package-2x", "list-with-faults", "embargoed"])
def test_a_delivery_cut_at_any_byte_is_read_or_refused(sample: str) -> None:
    """
    A line that breaks off does so anywhere.
    """
    data = (Path(__file__).parent / "samples" / f"{sample}.json").read_bytes()
    for end in range(0, len(data), 3):
        try:
            found = read(data[:end], received=NOW)
        except WireError:
            continue
        assert any("torn off here" in problem.what for problem in found.problems) or not data[end:].strip()
