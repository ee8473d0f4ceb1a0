"""Agencies' habits in ninjs, and the envelopes of their APIs."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline.news.errors import WireError
from dateline.news.wire import Link, Named, Problem, Reading, Version, Words
from dateline.wires.ninjs.reader import read

NOW = datetime(2031, 3, 4, 9, tzinfo=UTC)
ITEM: dict[str, Any] = {"uri": "urn:x:1", "headline": "Ferries stop", "body_text": "Ferries have stopped."}
SUITE = Path(__file__).resolve().parents[4] / "shared" / "standards" / "ninjs" / "validation" / "test_suite"


def reading(document: Any) -> Reading:
    return read(json.dumps(document).encode(), received=NOW)


def one(**members: Any) -> Version:
    """The version of an item with these *members* besides an id, a headline and a text."""
    return reading(ITEM | members).versions[0]


@pytest.mark.parametrize(
    "shape",
    [
        lambda item: item,
        lambda item: [item],
        lambda item: {"items": [item]},
        lambda item: {"total": 1, "item": [item]},
        lambda item: {"_items": [item], "_links": {}, "_meta": {"total": 1}},
        lambda item: {"hits": [item], "total": 1},
        lambda item: {"hits": {"hits": [{"_id": "7", "_source": item}]}},
        lambda item: {"data": item},
        lambda item: {"data": {"items": [{"item": item}]}},
        lambda item: {"response": {"docs": [item], "numFound": 1}},
    ],
)
def test_an_item_is_found_in_the_envelope_of_any_api(shape: Any) -> None:
    """
    Every agency wraps the same item in an answer of its own.
    """
    found = reading(shape(ITEM))
    assert ([version.item for version in found.versions], found.problems) == (["urn:x:1"], ())


@pytest.mark.parametrize("between", [b"\n", b"\r\n", b"\n\n", b"\n\x1e", b" \n  "])
def test_several_documents_are_read_a_line_each(between: bytes) -> None:
    """
    Streams and archives of an API come as lines of JSON.
    """
    lines = [json.dumps(ITEM | {"uri": f"urn:x:{n}"}).encode() for n in range(3)]
    found = read(between.join(lines), received=NOW)
    assert [version.item for version in found.versions] == ["urn:x:0", "urn:x:1", "urn:x:2"]
    assert found.problems == ()
    assert not found.package


def test_a_broken_line_harms_no_other() -> None:
    """
    One slip in a day's archive must not cost the day.
    """
    good = json.dumps(ITEM).encode()
    found = read(good + b'\n{"uri": "urn:x:2", "head\n' + good, received=NOW)
    assert [version.item for version in found.versions] == ["urn:x:1", "urn:x:1"]
    assert [problem.where for problem in found.problems] == ["document 2"]


def test_a_list_torn_off_keeps_what_is_whole() -> None:
    """
    A connection that breaks off in a page of a hundred must not cost the ninety-nine, and must not pass unseen.
    """
    data = json.dumps({"total": 3, "data": {"items": [ITEM | {"uri": f"urn:x:{n}"} for n in range(3)]}}).encode()
    for end in range(data.index(b"urn:x:1"), data.index(b"urn:x:2")):
        found = read(data[:end], received=NOW)
        whole = 1 + (end > data.rindex(b'}, {"uri": "urn:x:2'))
        assert len(found.versions) == whole
        assert "torn off here" in found.problems[0].what


@pytest.mark.parametrize("end", [1, 20, 60, -30])
@pytest.mark.parametrize(
    "item", [ITEM, {"uri": "urn:x:1", "headlines": [{"value": "Up"}], "bodies": [{"value": "Ferries have stopped."}]}]
)
def test_an_item_torn_off_is_refused(item: dict[str, Any], end: int) -> None:
    """
    Half a story must not pass for the whole of it, whatever lists its whole members are.
    """
    with pytest.raises(WireError, match="no JSON"):
        read(json.dumps(item).encode()[:end], received=NOW)


def test_a_text_without_an_id_is_read_and_told() -> None:
    """
    A sender's slip in a field must not cost a story; that its versions cannot be told apart is for the desk to know.
    """
    found = reading([{"headline": "Ferries stop", "body_text": "All of them.", "slugline": "ferries"}])
    assert [(version.item, version.slug) for version in found.versions] == [(None, "ferries")]
    assert found.problems == (Problem("items[0]", "has no uri; its versions are known by its slug and day"),)
    assert reading([{"id": 4711, "headline": "Ferries stop"}]).versions[0].item == "4711"


def test_members_are_known_however_they_are_spelled() -> None:
    """
    Software of one house writes ``versioncreated``, of another ``versionCreated`` or ``version_created``.
    """
    version = reading(
        {"URI": "urn:x:1", "HeadLine": "Up", "version_created": "2031-03-04T08:00:00Z", "Body_HTML": "<p>High.</p>"}
    ).versions[0]
    assert (version.headline, version.issued) == ("Up", datetime(2031, 3, 4, 8, tzinfo=UTC))
    assert [block.text for block in version.body] == ["High."]


def test_of_two_names_for_a_field_the_other_is_kept() -> None:
    """
    Nothing that was sent is dropped because it was sent twice.
    """
    version = one(guid="tag:cms.example:9", byline="Kim Sample", by="Jo Sample", slug="other", slugline="ferries")
    assert (version.item, version.byline, version.slug) == ("urn:x:1", "Jo Sample", "ferries")
    assert version.more == {"guid": "tag:cms.example:9", "byline": "Kim Sample", "slug": "other"}


def test_writers_in_a_list_are_the_byline_where_there_is_no_other() -> None:
    """
    Superdesk and TT name the writers with their roles; one who is named for the house alone is not printed.
    """
    authors = [{"name": "Joan Sample", "role": "writer"}, {"code": "ms", "name": "Max Sample"}]
    assert one(authors=authors).byline == "Joan Sample, Max Sample"
    assert one(authors=authors, byline="By the desk").byline == "the desk"
    assert one(bylines=[{"byline": "Alba Prov/TT"}, {"byline": "mag", "internal": "true"}]).byline == "Alba Prov/TT"
    assert one(bylines=[{"firstname": "Alba", "lastname": "Prov", "role": "text"}]).byline == "Alba Prov"


def test_tts_own_members_are_read() -> None:
    """
    TT sends its notes as a description, its signals as an object, and each version under an id of its own.
    """
    found = reading(
        ITEM
        | {
            "description_text": "Hamnen är stängd.",
            "description_usage": "Arkivbild finns.",
            "headline_short": "Stopp",
            "signals": {"updatetype": "update", "pageproduct": "x"},
            "replacing": ["urn:x:0"],
            "replacedby": "urn:x:2",
            "body_event": {"city": "Ald"},
        }
    )
    version = found.versions[0]
    assert (version.standfirst, version.notes, version.signals) == (
        "Hamnen är stängd.",
        ("Arkivbild finns.",),
        ("update",),
    )
    assert version.headlines == (Words("Stopp", "short"),)
    assert version.links == (Link("replaces", "urn:x:0"), Link("replaced-by", "urn:x:2"))
    assert json.loads(version.more["body_event"]) == {"city": "Ald"}
    assert found.problems == ()


def test_a_picture_in_the_text_is_a_picture_of_it_once() -> None:
    """
    Superdesk sends a picture in the text as an association too; other software in the text alone.
    """
    body = '<p>Ferries stop.</p><figure><img src="https://x.example/{}.jpg"><figcaption>Quay</figcaption></figure>'
    file = {"original": {"href": "https://x.example/a.jpg", "mimetype": "image/jpeg"}}
    picture = {"guid": "p1", "type": "picture", "description_text": "Quay", "body_text": "Grey", "renditions": file}
    members = {"body_text": None, "associations": {"editor_0": picture}}
    (own,) = one(**members, body_html=body.format("a")).media
    assert (own.item, own.caption, own.alt) == ("p1", "Quay", "Grey")
    assert [picture.href for picture in one(**members, body_html=body.format("b")).media] == [
        "https://x.example/a.jpg",
        "https://x.example/b.jpg",
    ]


def test_what_a_text_or_a_file_says_besides_is_kept() -> None:
    """
    A part of a list that we have no field for keeps its list; what we count ourselves needs no keeping.
    """
    counted = {"value": "Ferries have stopped.", "charCount": 21, "wordCount": 3}
    assert one(body_text=None, bodies=[counted]).more == {}
    told = [counted | {"reviewed": True}]
    assert json.loads(one(body_text=None, bodies=told).more["bodies"]) == told
    file = {"name": "hires", "href": "https://x.example/a.jpg", "duration": "PT9S", "poi": {"x": 1, "y": 2}}
    picture = {"uri": "p1", "type": "picture", "renditions": [file]}
    assert json.loads(one(associations=[picture]).more["associations"]) == [picture]


def test_a_rights_expression_may_be_an_object() -> None:
    """
    RightsML in JSON is one; a desk that sells the text on must not lose it.
    """
    version = one(rightsInfo={"langId": "https://www.w3.org/ns/odrl/2/", "encodedRights": {"@type": "Offer"}})
    assert version.rights == '{"@type":"Offer"}'


def test_what_a_picture_says_besides_is_kept() -> None:
    """
    A version has no field for a picture's copyright notice or its keywords; both are there when somebody asks.
    """
    picture = {"uri": "p1", "type": "picture", "copyrightnotice": "(c) X", "keywords": ["quay"]}
    assert json.loads(one(associations={"1": picture}).more["associations"]) == [{"name": "1"} | picture]
    assert "associations" not in one(associations={"1": {"uri": "p1", "type": "picture", "headline": "Quay"}}).more


def test_nitf_in_an_item_is_read_whole() -> None:
    """
    Where the item's own fields are empty, what its NITF says besides the text counts; limits of either count always.
    """
    nitf = (
        '<nitf><head><docdata><date.expire norm="20310501T000000Z"/></docdata></head><body><body.head>'
        "<byline>By Kim Sample</byline></body.head><body.content><p>OSLO (EXW) - Stop.</p></body.content></body></nitf>"
    )
    version = one(body_text=None, bodies=[{"contentType": "text/vnd.IPTC.NITF", "value": nitf}])
    assert (version.byline, version.expires) == ("Kim Sample", datetime(2031, 5, 1, tzinfo=UTC))
    assert version.dateline is not None and (version.dateline.place, version.dateline.agencies) == ("OSLO", ("EXW",))
    piece = one(body_text=None, body_nitf="<p>Stop &amp; go.</p><p>Wait.</p>")
    assert [block.text for block in piece.body] == ["Stop & go.", "Wait."]


def test_codes_are_parted_from_their_scheme() -> None:
    """
    A place of one vocabulary must not pass for one of another.
    """
    places = [
        {"name": "Ald", "code": "a1", "scheme": "places"},
        {"name": "Bru", "code": "7", "scheme": "http://x.example/"},
    ]
    assert one(place=places).named == (Named("place", "Ald", "places:a1"), Named("place", "Bru", "http://x.example/7"))


def test_a_large_text_of_nothing_but_tags_is_refused() -> None:
    """
    A tree of it would take a hundred times its size in memory; beside other items it alone is left out.
    """
    crowd = ITEM | {"body_text": None, "body_html": "<p>x" * 300_000}
    with pytest.raises(WireError, match="next to nothing"):
        reading(crowd)
    found = reading([ITEM, crowd])
    assert len(found.versions) == 1
    assert "left out" in found.problems[0].what


@pytest.mark.skipif(not SUITE.exists(), reason="the ninjs test suite lies not beside this checkout")
@pytest.mark.parametrize("kind", ["should_pass", "should_fail"])
def test_the_standards_own_tests_are_read(kind: str) -> None:
    """
    What is right by the standard is read without a fault, but for times that its schema lets pass; what is wrong is
    read all the same, where it has an id and a text, since a desk would rather have the story.
    """
    for file in sorted(SUITE.glob(f"*/{kind}/*.json")):
        try:
            found = read(file.read_bytes(), received=NOW)
        except WireError as e:
            assert kind == "should_fail" and ("uri" in e.what or "no JSON" in e.what), file
            continue
        assert found.versions, file
        faults = [
            problem.what for problem in found.problems if "time" not in problem.what and "embargo" not in problem.what
        ]
        assert kind == "should_fail" or not faults, (file, faults)
