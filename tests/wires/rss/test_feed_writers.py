"""Feeds that are written are valid by their specifications."""

import re
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from hypothesis import given, settings
from lxml import etree
from msgspec.structs import replace
from tests.wires.write.versions import NOW, versions

from dateline.news.blocks import paragraph
from dateline.news.wire import Link, Notice, Subject, Version
from dateline.wires.ninjs.ids import is_uri
from dateline.wires.rss import atom_writer, writer
from dateline.wires.rss.reader import read
from dateline.wires.written import Sending, Written

ATOM: Final = "{http://www.w3.org/2005/Atom}"
AT: Final = "{http://purl.org/atompub/tombstones/1.0}"
RFC3339: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
RELATION: Final = re.compile(r"[^\s:/?#\[\]@<>\"{}|\\^`%]+")
BARE: Final = Version(item="urn:x:1", headline="Boats sail", issued=NOW - timedelta(hours=1))


def sent(*versions: Version, home: str = "https://nwa.example/") -> Sending:
    return Sending(versions=versions, at=NOW, title="NWA", home=home, address=home and f"{home}feed")


def check_atom(written: Written) -> None:
    """Assert what RFC 4287 and RFC 6721 demand of a feed."""
    feed = etree.fromstring(written.documents[0])
    _has_one_each(feed)
    entries = feed.findall(f"{ATOM}entry")
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    for entry in entries:
        _has_one_each(entry)
        assert len(entry.findall(f"{ATOM}content")) <= 1 and len(entry.findall(f"{ATOM}summary")) <= 1
        pages = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(pages) <= 1
        assert pages or entry.find(f"{ATOM}content") is not None
    for one in feed.iter(f"{ATOM}updated", f"{ATOM}published"):
        assert RFC3339.fullmatch(one.text or "")
    for link in feed.iter(f"{ATOM}link"):
        assert is_uri(link.get("href", ""))
        assert is_uri(link.get("rel", "")) or RELATION.fullmatch(link.get("rel", ""))
    for one in feed.iter(f"{ATOM}id"):
        assert is_uri(one.text or "")
    for one in feed.iter():
        assert LANGUAGE.fullmatch(one.get("{http://www.w3.org/XML/1998/namespace}lang", "en"))
        assert one.get("type", "text") in ("text", "html", "plain") or "/" in one.get("type", "")
    assert all(one.get("term") for one in feed.iter(f"{ATOM}category"))
    for one in feed.iter(f"{AT}deleted-entry"):
        assert is_uri(one.get("ref", "")) and RFC3339.fullmatch(one.get("when", ""))


def _has_one_each(element: etree._Element) -> None:
    assert [len(element.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]


def check_rss(written: Written) -> None:
    """Assert what the RSS Advisory Board's specification demands of a feed."""
    rss = etree.fromstring(written.documents[0])
    (channel,) = rss
    assert (rss.tag, rss.get("version"), channel.tag) == ("rss", "2.0", "channel")
    assert [len(channel.findall(name)) for name in ("title", "link", "description")] == [1, 1, 1]
    assert channel.findtext("title") and channel.findtext("description") and is_uri(channel.findtext("link") or "")
    for item in channel.findall("item"):
        assert item.find("title") is not None or item.find("description") is not None
        for name in ("title", "link", "description", "guid", "pubDate", "author", "source"):
            assert len(item.findall(name)) <= 1, name
        assert item.find("link") is None or is_uri(item.findtext("link") or "")
        (guid,) = item.findall("guid")
        assert guid.text and (guid.get("isPermaLink") == "false" or is_uri(guid.text))
    for one in channel.iter("pubDate", "lastBuildDate"):
        assert parsedate_to_datetime(one.text or "").tzinfo is not None
    assert all(one.text for one in channel.iter("category"))


@given(versions())
@settings(max_examples=60, deadline=None)
def test_feeds_hold_to_their_specifications(version: Version) -> None:
    """
    Who validates a feed refuses all of it for one element.
    """
    notices = (Notice(action="kill", item="a b"), Notice(action="kill", item="urn:x:9", text="False & <so>"))
    check_atom(atom_writer.send(replace(sent(version, BARE), notices=notices)))
    check_rss(writer.send(sent(version, BARE)))
    check_atom(atom_writer.send(sent(version, home="")))
    check_rss(writer.send(sent(version, home="")))


def test_an_odd_relation_is_left_out_and_told() -> None:
    """
    A relation of several words is none that Atom can say.
    """
    version = replace(
        BARE, links=(Link("see also", href="https://x.example/1"), Link("via", href="https://x.example/2"))
    )
    for send in (atom_writer.send, writer.send):
        written = send(sent(version))
        assert b"https://x.example/2" in written.documents[0]
        assert b"https://x.example/1" not in written.documents[0]
        assert "a link (see also" in written.remarks[0].what
    check_atom(atom_writer.send(sent(version)))


def test_what_has_no_writer_comes_back_without_one() -> None:
    """
    The feed's own name must not become a byline.
    """
    for send in (atom_writer.send, writer.send):
        (version,) = read(send(sent(replace(BARE, credit="Quay News"))).documents[0], received=NOW).versions
        assert (version.byline, version.credit) == ("", "Quay News")


def test_a_whole_feed_comes_back() -> None:
    """
    What RSS and Atom both can say survives the journey, whatever marks stand in it.
    """
    story = replace(
        BARE,
        headline="R&D <b> at 5 < 6",
        byline="Ann Example",
        body=(paragraph("One & two < three."), paragraph("Four.")),
        standfirst="What <em> means & why",
        language="pt-BR",
        subjects=(Subject("https://s.example/", "p", "Ports & ships"),),
        links=(Link("canonical", href="https://nwa.example/1"), Link("related", href="https://nwa.example/2")),
        notice="(c) 2031 NWA",
        usage="https://l.example/by",
    )
    for send in (atom_writer.send, writer.send):
        (back,) = read(send(sent(story)).documents[0], received=NOW).versions
        want = story if send is atom_writer.send else replace(
            story, subjects=(Subject("https://s.example/", "", "Ports & ships"),)
        )  # fmt: skip
        assert replace(back, more={}) == want
