from pathlib import Path

import pytest

from dateline.news.errors import WireError
from dateline.wires.detect import detect

SHARED = Path(__file__).resolve().parents[4] / "shared"
BOM = b"\xef\xbb\xbf"
MAIL = b"\n\nReceived: by 10.0.0.1\nMessage-ID: <1@example.org>\nFrom: a@example.org\nSubject: Fire\n\nText"
CASES = {
    "newsml-g2": [
        b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>',
        BOM + b'<?xml version="1.0"?>\n<!-- by the agency -->\n<n:newsMessage xmlns:n="x"/>',
        '<?xml version="1.0" encoding="utf-16"?><packageItem/>'.encode("utf-16"),
        "<newsItem/>".encode("utf-16-le"),
    ],
    "newsml-1": [b'<!DOCTYPE NewsML [ <!ENTITY % a SYSTEM "b>c"> %a; ]>\n<NewsML/>'],
    "nitf": [b'<!DOCTYPE nitf SYSTEM "nitf-3-2.dtd">\n<nitf><body/></nitf>', b"<!DOCTYPE nitf [ it's ]>\n<nitf/>"],
    "ninjs": [
        b'{"uri": "urn:x:1"}',
        b" [ {}]",
        '{"uri": "x"}'.encode("utf-16"),
        b"[]",
        b"{",
        b'{"$standard": {"name": "ninjs", "version": "1.4"}, "uri": "urn:x:1", "altids": {"itemid": "1"}}',
    ],
    "ap-media": [b'{"api_version": "2.1", "org_name": "A", "data": {}}'],
    "json-feed": [b'{"version": "https://jsonfeed.org/version/1.1"}'],
    "rss": [
        b'<rss version="2.0"/>',
        b'<feed xmlns="http://www.w3.org/2005/Atom"/>',
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
    ],
    "wxr": [b'<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"></rss>'],
    "html": [b"<!-- x --><!DOCTYPE html><html></html>", b"<html lang='en'></html>", b"<div><p>Cut out</p></div>"],
    "anpa-1312": [b"\x16\x16\x01W2870\x1f_asian f l"],
    "iptc-7901": [b"\x01xyz062 4 i 211 ccccb   xyz 061\r\n", b"xyz00075 3 i 510    xyz 1003\r\n"],
    "e-mail": [MAIL],
    "plain": [
        b"Harbour fire spreads\n\nNORTHPORT (XYZ) -- A fire",
        b"{slug} is not JSON",
        b"[1] nor is this",
        b"<3 from Northport",
        b"<Keyword> without an end",
        b"Subject: a headline that looks like mail\n\nText",
        "Größe".encode("latin-1"),
    ],
}


@pytest.mark.parametrize(("wire", "data"), [(wire, data) for wire, each in CASES.items() for data in each])
def test_the_wire_is_known_by_its_content(wire: str, data: bytes) -> None:
    """
    File names and content types lie; the first bytes do not.
    """
    assert detect(data) == wire


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "nothing in it"),
        (b" \n\t ", "nothing in it"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"\x00\x00\x00\x18ftypmp42", "a video"),
        (b"\x00\x01\x02\x03" * 20, "binary data"),
        (b"<?xml version='1.0'?>", "XML without a root element"),
        (b"<invoice xmlns='x'></invoice>", "XML of no wire"),
    ],
)
def test_what_is_no_wire_is_named(data: bytes, what: str) -> None:
    """
    The desk must learn from the message what somebody sent, not that "parsing failed".
    """
    with pytest.raises(WireError, match=what):
        detect(data)


@pytest.mark.parametrize(
    "folder",
    ["newsml-g2", "newsml-1", "nitf", "ninjs", "ap-media", "iptc-7901", "anpa-1312", "wxr", "email", "atom", "photo"],
)
def test_every_file_that_agencies_sent_is_known(folder: str) -> None:
    """
    Real files carry long comments, odd document types and white space in front.
    """
    files = sorted((SHARED / "wires" / folder).glob("*"))
    if not files:
        pytest.skip("the collection of agencies' files lies not beside this checkout")
    expected = {"email": "e-mail", "atom": "rss"}.get(folder, folder)
    assert {file.name: detect(file.read_bytes()) for file in files} == dict.fromkeys((f.name for f in files), expected)
