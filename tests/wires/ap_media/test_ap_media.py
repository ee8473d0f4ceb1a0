"""AP Media documents into readings."""

import json
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.news.errors import WireError
from dateline.news.wire import Reading, Version
from dateline.wires.ap_media.reader import read

RECEIVED = datetime(2031, 3, 4, 12, tzinfo=UTC)
SAMPLES = Path(__file__).parent / "samples"
DELIVERIES = sorted(path for path in SAMPLES.glob("*.json") if not path.name.endswith(".expected.json"))
NEWS = {"type": "text", "signals": ["newscontent"], "headline": "Ferry crews walk out"}
#: What mischief, or a slip, puts where something else was.
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(["<p>x<b>", "<nitf><body.content>", "<?xml version='1.0'?>", "&lt;p&gt;x&lt;/p&gt;", "\x00"]),
    st.lists(st.one_of(st.none(), st.integers(), st.text(max_size=5), st.just({})), max_size=3),
    st.dictionaries(st.sampled_from(["nitf", "name", "code", "1", "type"]), st.one_of(st.none(), st.text(max_size=5))),
)


def whole(item: Any, **beside: Any) -> Reading:
    """The reading of a document about one *item*."""
    return read(json.dumps({"data": {"item": item}, **beside}).encode(), received=RECEIVED)


def one(**members: Any) -> Version:
    """The version of an item with these *members* beside an id, a headline and the signal of news."""
    return whole({"altids": {"itemid": "a1"}, **NEWS, **members}).versions[0]


@pytest.mark.parametrize("sample", DELIVERIES, ids=lambda path: path.stem)
def test_a_sample_reads_as_it_stands_beside_it(sample: Path) -> None:
    """
    A pair of files states what each member means; adding a pair adds a test.
    """
    expected = msgspec.json.decode(sample.with_suffix(".expected.json").read_bytes())
    reading = read(sample.read_bytes(), received=RECEIVED)
    assert msgspec.json.decode(msgspec.json.encode(reading)) == expected


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({}, "usable"),
        ({"pubstatus": "usable"}, "usable"),
        ({"pubstatus": "withheld"}, "withheld"),
        ({"pubstatus": "canceled"}, "canceled"),
        ({"pubstatus": "frozen"}, "in doubt"),
        ({"pubstatus": ""}, "in doubt"),
        ({"pubstatus": {}}, "in doubt"),
        ({"pubstatus": "embargoed"}, "in doubt"),
        ({"pubstatus": "embargoed", "embargoed": "2031-03-05T00:00:00Z"}, "usable"),
        ({"embargoed": "tonight"}, "in doubt"),
        ({"embargoed": True}, "in doubt"),
        ({"embargoed": False}, "usable"),
        ({"expires": "soon"}, "in doubt"),
        ({"editorialtypes": ["Kill"]}, "canceled"),
        ({"editorialtypes": ["Elimination"]}, "canceled"),
        ({"editorialtypes": ["Withhold"]}, "withheld"),
        ({"editorialtypes": ["Disregard"]}, "withheld"),
        ({"editorialtypes": ["HoldForRelease"]}, "in doubt"),
        ({"editorialtypes": ["Add"]}, "in doubt"),
        ({"editorialtypes": ["Takes"]}, "in doubt"),
        ({"editorialtypes": ["Lead", "Writethru"]}, "usable"),
        ({"editorialtypes": "Kill"}, "canceled"),
        ({"signals": []}, "in doubt"),
        ({"signals": None}, "in doubt"),
        ({"signals": ["newscontent", "Test"]}, "in doubt"),
        ({"signals": ["ConsumerReady"]}, "usable"),
        ({"ednote": "A kill is mandatory."}, "canceled"),
        ({"ednote": "Please withhold this story."}, "withheld"),
        ({"ednote": "HOLD FOR RELEASE until noon some day"}, "in doubt"),
    ],
)
def test_what_may_not_be_used_is_never_usable(members: dict[str, Any], expected: str) -> None:
    """
    AP asks to look at the status, the embargo, the editorial types, the signals and the note; any of them can stop it.
    """
    version = one(**members)
    assert ("in doubt" if version.doubt and version.status == "usable" else version.status) == expected


def test_a_kill_in_a_field_stands_against_a_note_about_another_text() -> None:
    """
    A note that names what replaces the killed story must not set the killed one free.
    """
    body = "".join(f"<p>Paragraph {n} of the story.</p>" for n in range(12))
    note = "Please kill the story Harbor-Fire, a0388. A substitute follows."
    assert one(editorialtypes=["Kill"], ednote=note, slugline="BC-Bees", story={"nitf": body}).status == "canceled"


@pytest.mark.parametrize(
    ("members", "item"),
    [
        ({"altids": {"itemid": "a1", "etag": "a1_9"}, "uri": "https://api.example/content/b2?qt=1"}, "a1"),
        ({"itemid": "a1"}, "a1"),
        ({"uri": "https://api.example/media/v/content/0123456789abcdef0123456789abcdef?qt=1&et=2"},
         "0123456789abcdef0123456789abcdef"),
        ({"uri": "https://api.example/media/v/content/0123456789abcdef0123456789abcdef.3/download"},
         "0123456789abcdef0123456789abcdef"),
        ({"uri": "https://api.example/story?session=9"}, "https://api.example/story"),
        ({}, None),
    ],
)  # fmt: skip
def test_versions_of_an_item_share_its_id(members: dict[str, Any], item: str | None) -> None:
    """
    The address changes with each request; were it the id, a kill would miss the story that an earlier request brought.
    """
    assert whole(NEWS | members).versions[0].item == item


def test_an_embargo_is_a_moment_whatever_its_zone() -> None:
    """
    AP's offsets count; a time without one is UTC, and that is told.
    """
    assert one(embargoed="2031-03-05T00:00:00-05:00").embargo == datetime(2031, 3, 5, 5, tzinfo=UTC)
    reading = whole(NEWS | {"embargoed": "2031-03-05T00:00:00"})
    assert reading.versions[0].embargo == datetime(2031, 3, 5, tzinfo=UTC)
    assert "no time zone" in reading.problems[0].what


def test_a_release_that_came_with_the_story_is_no_embargo() -> None:
    """
    Older documents tell a release of every item; only one that lies ahead holds it.
    """
    sent = {"arrivaldatetime": "2031-03-04T08:00:00Z"}
    assert one(**sent, releasedatetime="2031-03-04T08:00:00Z").embargo is None
    assert one(**sent, releasedatetime="2031-03-06T08:00:00Z").embargo == datetime(2031, 3, 6, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "item",
    [
        {"story": {"nitf": "<p>OSLO (AP) — Ferries <b>lie</b> idle.</p><p>So do crews.</p>"}},
        {"story": "<p>OSLO (AP) — Ferries lie idle.</p><p>So do crews.</p>"},
        {"body_nitf": "<body.content><block id='Main'><p>OSLO (AP) — Ferries lie idle.</p><p>So do crews.</p></block>"
                      "</body.content>"},
        {"main": {"nitf": "<nitf><body><body.content><p>OSLO (AP) — Ferries lie idle.</p><p>So do crews.</p>"
                          "</body.content></body></nitf>"}},
        {"body_html": "<div><p>OSLO (AP) — Ferries <i>lie</i> idle.</p><p>So do crews.</p></div>"},
        {"story": {"nitf": "OSLO (AP) — Ferries lie idle.\n\nSo do crews."}},
        {"story": {"nitf": "&lt;p&gt;OSLO (AP) — Ferries lie idle.&lt;/p&gt;&lt;p&gt;So do crews.&lt;/p&gt;"}},
        {"transcript": [{"text": "OSLO (AP) — Ferries lie idle."}, {"text": "So do crews."}]},
        {"renditions": {"nitf": {"rel": "Story", "body": "<p>OSLO (AP) — Ferries lie idle.</p><p>So do crews.</p>"}}},
    ],
)  # fmt: skip
def test_a_text_is_found_in_whatever_form_it_comes(item: dict[str, Any]) -> None:
    """
    The API, its agent and those who store its answers put the text in different members; no sentence may be lost.
    """
    version = one(**item)
    assert [block.text for block in version.body] == ["Ferries lie idle.", "So do crews."]
    assert version.dateline is not None and version.dateline.place == "OSLO"
    assert version.extent == "full"


def test_a_text_beside_the_item_is_its_text() -> None:
    """
    The Canadian Press stores the download beside the item that it belongs to.
    """
    beside = {"nitf": {"body_html": "<block>\n<p>OSLO (AP) — Ferries lie idle.</p></block>", "guid": None, "word": "x"}}
    version = whole(NEWS, **beside).versions[0]
    assert [block.text for block in version.body] == ["Ferries lie idle."]
    assert version.more["nitf"] == '{"word":"x"}'


def test_a_story_without_its_text_is_only_announced() -> None:
    """
    Feeds carry a link to the story; a page with a headline and nothing below must not pass for the report.
    """
    assert one().extent == "teaser"
    assert one(type="picture").extent == "full"


def test_a_member_of_an_unknown_name_is_kept() -> None:
    """
    AP adds members without notice; what we do not know yet is there when somebody asks.
    """
    assert one(newmember={"a": [1]}, Another="x").more == {"altids": '{"itemid":"a1"}', "newmember": '{"a":[1]}',
                                                             "Another": "x"}  # fmt: skip


def test_relevance_and_coordinates_are_kept_with_their_list() -> None:
    """
    A version has no field for how much a text is about something; the list stays as sent.
    """
    subject = [{"code": "s1", "name": "Ports", "scheme": "http://cv.example/id/", "relevance": 85}]
    assert json.loads(one(subject=subject).more["subject"]) == subject


@pytest.mark.parametrize(
    "shape",
    [
        lambda item: {"data": {"item": item}},
        lambda item: {"data": {"items": [{"meta": {}, "item": item}]}},
        lambda item: {"data": {"items": [item]}},
        lambda item: {"item": item},
        lambda item: {"items": [{"item": item}]},
        lambda item: [item],
        lambda item: item,
    ],
)
def test_an_item_is_found_in_every_envelope(shape: Any) -> None:
    """
    Item, feed, search and the agent's files wrap the same item differently.
    """
    reading = read(json.dumps(shape({"itemid": "a1", **NEWS})).encode(), received=RECEIVED)
    assert [version.item for version in reading.versions] == ["a1"]


def test_an_empty_page_of_a_feed_is_sound() -> None:
    """
    A feed that is asked every minute is empty most of the time.
    """
    assert read(b'{"data":{"items":[]}}', received=RECEIVED) == Reading(format="ap-media")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no JSON"),
        (b"[[[[", "no JSON"),
        (b"7", "no JSON object"),
        (b'{"data":{}}', "no item"),
        (b'{"error":{"code":404,"message":"no such item"}}', "no such item"),
        (b'{"data":{"item":{"type":"text"}}}', "no id, no headline and no text"),
        (b"[" * 400 + b"]" * 400, "nested deeper"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, words: str) -> None:
    """
    The error names the wire and says what stood there instead, for the desk to act on.
    """
    with pytest.raises(WireError, match=words) as caught:
        read(data, received=RECEIVED)
    assert caught.value.format == "ap-media"


def test_a_bad_item_harms_no_other() -> None:
    """
    One slip in a page of a hundred must not cost the ninety-nine.
    """
    reading = read(json.dumps({"data": {"items": [5, {"item": None}, NEWS]}}).encode(), received=RECEIVED)
    assert [version.headline for version in reading.versions] == ["Ferry crews walk out"]
    assert [problem.where for problem in reading.problems] == ["data.items[0]", "data.items[1]"]


def test_a_picture_taken_back_leaves_its_story() -> None:
    """
    The story stays; the picture is out, and whoever has it already is told.
    """
    parts = {"1": {"altids": {"itemid": "p1"}, "type": "picture", "pubstatus": "canceled"},
             "2": {"altids": {"itemid": "p2"}, "type": "picture", "headline": "Quay"}}  # fmt: skip
    reading = whole(NEWS | {"associations": parts})
    assert [picture.item for picture in reading.versions[0].media] == ["p2"]
    assert [(notice.action, notice.item) for notice in reading.notices] == [("kill", "p1")]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """
    Nothing that reaches a source's folder may stop the collection of the others.
    """
    try:
        read(data, received=RECEIVED)
    except WireError as e:
        assert e.format == "ap-media"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_document_with_odd_members_is_read_or_refused(data: st.DataObject) -> None:
    """
    Members of the wrong kind are told and kept; they never break the reader.
    """
    document = json.loads(data.draw(st.sampled_from(DELIVERIES)).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = document
        while isinstance(at, (dict, list)) and at:
            key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
            if not isinstance(at[key], (dict, list)) or data.draw(st.integers(0, 4)) == 0:
                at[key] = data.draw(ODD)
                break
            at = at[key]
    try:
        reading = read(json.dumps(document).encode(), received=RECEIVED)
    except WireError:
        return
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


def test_a_long_document_takes_time_by_its_length() -> None:
    """
    A document ten times as long may take ten times as long, and not a hundred.
    """

    def taken(count: int) -> float:
        item = NEWS | {
            "story": {"nitf": "<block>" + "<p>Ferries <org>lie</org> idle.</p>" * count},
            "subject": [{"code": str(n), "name": f"n{n}"} for n in range(count)],
            "associations": {str(n): {"type": "picture", "headline": f"{n}"} for n in range(count)},
        }
        data = json.dumps({"data": {"item": item}}).encode()
        started = process_time()
        read(data, received=RECEIVED)
        return process_time() - started

    taken(10)
    assert taken(4000) < 40 * max(taken(400), 0.005)


@pytest.mark.parametrize(
    ("bad", "where"), [('{"data": {"item', "document 2"), ('{"error": {"message": "gone"}}', "document 2: data")]
)
def test_answers_are_read_a_line_each(bad: str, where: str) -> None:
    """
    AP's agent keeps what it fetched in one file, a line an answer; a line that is broken or an error harms no other.
    """
    lines = [json.dumps({"data": {"item": NEWS | {"itemid": name}}}) for name in ("a1", "a2")]
    reading = read("\n".join([lines[0], bad, lines[1]]).encode(), received=RECEIVED)
    assert [version.item for version in reading.versions] == ["a1", "a2"]
    assert [problem.where for problem in reading.problems] == [where]


def test_a_page_torn_off_keeps_what_is_whole() -> None:
    """
    A connection that breaks off in a page of a feed must not cost the whole of it, and must not pass unseen.
    """
    page = {"api_version": "2.2", "data": {"items": [{"item": NEWS | {"itemid": name}} for name in ("a1", "a2")]}}
    reading = read(json.dumps(page).encode()[:-20], received=RECEIVED)
    assert [version.item for version in reading.versions] == ["a1"]
    assert "torn off here" in reading.problems[0].what


@pytest.mark.parametrize("tail", ["", "</body.content></body></nitf>"])
def test_a_large_text_of_nothing_but_tags_is_left_out(tail: str) -> None:
    """
    Torn or whole, a tree of it would take a hundred times its size in memory; the items beside it are read.
    """
    crowd = NEWS | {"itemid": "a1", "story": {"nitf": "<nitf><body><body.content>" + "<p>x" * 300_000 + tail}}
    with pytest.raises(WireError, match="next to nothing"):
        whole(crowd)
    reading = read(json.dumps({"data": {"items": [crowd, NEWS | {"itemid": "a2"}]}}).encode(), received=RECEIVED)
    assert [version.item for version in reading.versions] == ["a2"]
    assert [problem.where for problem in reading.problems] == ["data.items[0].story"]


def test_an_expiry_in_the_texts_markup_counts() -> None:
    """
    A text that may be used for a month must not stay because AP's own field is empty.
    """
    nitf = (
        '<nitf><head><docdata><date.expire norm="20310401T000000Z"/></docdata></head><body><p>Idle.</p></body></nitf>'
    )
    assert one(body_nitf=nitf).expires == datetime(2031, 4, 1, tzinfo=UTC)
    assert one(body_nitf=nitf, expires="2031-03-20T00:00:00Z").expires == datetime(2031, 3, 20, tzinfo=UTC)
