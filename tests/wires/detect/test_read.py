from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.news.errors import WireError
from dateline.news.wire import Reading
from dateline.wires.detect import READ
from dateline.wires.read import WIRES, read

NOW = datetime(2031, 3, 4, 5, 6, tzinfo=UTC)
PIECES = st.sampled_from(
    [
        b"<newsItem guid='a' version='1'>", b"</newsItem>", b"<nitf>", b"<body.content>", b"<p>", b"</p>", b"<rss>",
        b"<channel><item>", b"</item></channel></rss>", b"<title>", b"&amp;", b"&x;", b"<![CDATA[", b"]]>", b"<!--",
        b'{"uri": "a:b"', b', "bodies": [', b"}", b"]", b"[", b"{", b'"\\ud800"', b"1e999", b"NaN", b"null", b",",
        b"<?xml version='1.0' encoding='utf-7'?>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"\xff\xfe", b"\x00",
        b"NORTHPORT (XYZ) --", b"\n\n", b"By Ann Example", b"<html>", b"<feed xmlns='http://www.w3.org/2005/Atom'>",
    ]
)  # fmt: skip


def test_every_wire_that_is_named_is_read() -> None:
    """
    What the messages promise and what the table holds is one list.
    """
    assert tuple(wire.name for wire in WIRES) == READ
    assert all(wire.number >= 1 for wire in WIRES)


def test_the_content_decides_and_not_the_name() -> None:
    """
    A feed saved as harbour.json is a feed.
    """
    assert read(b'<rss version="2.0"><channel/></rss>', received=NOW, name="harbour.json").format == "rss"


def test_what_is_no_wire_is_named_with_those_that_are_read() -> None:
    """
    The newsroom must know whether to ask the agency for another format, and for which.
    """
    with pytest.raises(WireError, match=r"a PDF, not text; this Dateline reads newsml-g2, .* and plain"):
        read(b"%PDF-1.7 and so on", received=NOW)


@given(st.one_of(st.binary(max_size=300), st.lists(st.one_of(PIECES, st.binary(max_size=8))).map(b"".join)))
@example(b'{"uri": "a:b", "x": ' + b"[" * 5000)
@example(b"<rss><channel>" + b"<item>" * 3000)
@example(b"<rss><channel><item><title>" + b"<b>" * 3000)
@example('{"uri": "a:b", "headline": "\ud800"}'.encode("utf-8", "surrogatepass"))
@settings(max_examples=300, deadline=None)
def test_whatever_is_sent_ends_in_a_reading_or_a_wire_error(data: bytes) -> None:
    """
    A collector runs unattended: one odd delivery is quarantined, and never stops it.
    """
    try:
        assert isinstance(read(data, received=NOW), Reading)
    except WireError as error:
        assert error.what
