"""Feeds: valid by the W3C validator's rules, whatever letters come in; and what is taken back is told."""

import json
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from msgspec.structs import replace
from tests.sites.machines import feed_rules
from tests.sites.machines.feed_rules import NAMES
from tests.sites.machines.items import BARE, CHANNEL, FULL, HOME, START, WORDS, said

from dateline.news.blocks import paragraph
from dateline.news.wire import Subject
from dateline.sites.machines import feeds
from dateline.sites.machines.feeds import Gone
from dateline.sites.machines.item import Item, fragments
from dateline.wires.json_feed.reader import read as read_json
from dateline.wires.rss.reader import read as read_rss

GONE = Gone(f"{HOME}art-00000000", START)


def rss(*items: Item) -> bytes:
    return feeds.rss(CHANNEL, [fragments(i).rss for i in items], max((i.changed for i in items), default=None))


def atom(*items: Item, gone: tuple[Gone, ...] = ()) -> bytes:
    return feeds.atom(CHANNEL, [fragments(i).atom for i in items], gone, START)


def json_feed(*items: Item) -> Any:
    return json.loads(feeds.json_feed(CHANNEL, [fragments(i).json for i in items]))


def item_of(data: bytes) -> Any:
    return etree.fromstring(data).find("channel/item")


def entry_of(data: bytes) -> Any:
    return etree.fromstring(data).find("atom:entry", NAMES)


@pytest.mark.parametrize("items", [(), (BARE,), (FULL,), (FULL, replace(BARE, id="art-00000001"))])
def test_feeds_are_valid(items: tuple[Item, ...]) -> None:
    """
    Readers of feeds refuse what is not; a feed of nothing is a feed as well.
    """
    assert feed_rules.rss(rss(*items)) == []
    assert feed_rules.atom(atom(*items, gone=(GONE,))) == []
    assert feed_rules.json_feed(json_feed(*items)) == []


def test_the_rules_find_what_is_wrong() -> None:
    """
    A check that finds nothing anywhere proves nothing.
    """
    broken = rss(FULL, FULL).replace(b"<pubDate>Thu", b"<pubDate>Fri").replace(b"https://www", b"www")
    broken = broken.replace(b"<category>Ports</category>", b"<category> </category>")
    found = feed_rules.rss(broken)
    assert {"pubDate is another day of the week", "link is no absolute address", "an empty category"} <= set(found)
    assert any(f.startswith("guid ") for f in found)
    assert feed_rules.atom(atom(FULL).replace(b"<published>2020-01-16T", b"<published>2020-01-16 ")) != []


def test_a_feed_says_whose_it_is_and_who_tells_of_its_changes() -> None:
    """
    Its own address and, where the site has a hub, the hub's: WebSub needs both, in each format.
    """
    links = {e.get("rel"): e.get("href") for e in etree.fromstring(rss()).findall("channel/atom:link", NAMES)}
    assert links == {"self": CHANNEL.address, "hub": CHANNEL.hub}
    links = {e.get("rel"): e.get("href") for e in etree.fromstring(atom()).findall("atom:link", NAMES)}
    assert links == {"self": CHANNEL.address, "hub": CHANNEL.hub, "alternate": CHANNEL.home}
    assert json_feed()["hubs"] == [{"type": "WebSub", "url": CHANNEL.hub}]
    quiet = replace(CHANNEL, hub="")
    assert b"hub" not in feeds.rss(quiet, (), None) + feeds.atom(quiet, (), (), START) + feeds.json_feed(quiet, ())


def test_a_feed_says_what_it_is_called() -> None:
    """
    Its title, the page it is of, one sentence, the language and the copyright line.
    """
    channel = etree.fromstring(rss(FULL))[0]
    for name, value in (
        ("title", CHANNEL.title),
        ("link", CHANNEL.home),
        ("description", CHANNEL.description),
        ("language", "en-AU"),
        ("copyright", CHANNEL.rights),
    ):
        assert channel.findtext(name) == value
    assert parsedate_to_datetime(channel.findtext("lastBuildDate", "")) == FULL.changed
    assert etree.fromstring(rss()).find("channel/lastBuildDate") is None
    plain = feeds.rss(replace(CHANNEL, description=""), (), None)
    assert etree.fromstring(plain).findtext("channel/description") == CHANNEL.title


def test_an_item_of_rss_says_what_and_whose_it_is() -> None:
    """
    Title, address, a name that never changes, the moment of publication, byline, subjects, words and rights.
    """
    item = item_of(rss(FULL))
    assert item.findtext("title") == "Quay opens"
    assert item.findtext("link") == FULL.url
    assert (item.findtext("guid"), item.find("guid").get("isPermaLink")) == (f"{HOME}art-7f3k2q9m", "false")
    assert parsedate_to_datetime(item.findtext("pubDate")) == START
    assert item.findtext("dc:creator", namespaces=NAMES) == FULL.byline
    assert [c.text for c in item.findall("category")] == ["Ports", "sea transport", "Harbours & quays"]
    assert item.findtext("dc:rights", namespaces=NAMES) == " ".join(FULL.rights)
    picture = item.find("media:content", NAMES)
    assert (picture.get("url"), picture.get("width"), picture.get("height")) == (FULL.image.url, "960", "640")  # type: ignore[union-attr]
    assert picture.findtext("media:credit", namespaces=NAMES) == "Jo Doe/Pelican"


def test_an_entry_of_atom_says_what_and_whose_it_is() -> None:
    """
    The same, with its language, each author by name, both moments, and subjects by their vocabulary.
    """
    entry = entry_of(atom(FULL))
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-AU"
    assert entry.findtext("atom:id", namespaces=NAMES) == f"{HOME}art-7f3k2q9m"
    assert [a.text for a in entry.findall("atom:author/atom:name", NAMES)] == ["Ada Example", "Pelican"]
    moments = [datetime.fromisoformat(entry.findtext(f"atom:{n}", namespaces=NAMES)) for n in ("published", "updated")]
    assert moments == [START, FULL.changed]
    categories = [(c.get("term"), c.get("scheme"), c.get("label")) for c in entry.findall("atom:category", NAMES)]
    assert categories == [
        ("Ports", None, None),
        ("20000294", "http://cv.iptc.org/newscodes/mediatopic/", "sea transport"),
        ("harbour", None, "Harbours & quays"),
    ]
    assert entry.findtext("atom:rights", namespaces=NAMES) == " ".join(FULL.rights)
    assert entry_of(atom(BARE)).findtext("atom:author/atom:name", namespaces=NAMES) == "Pelican"


def test_an_item_of_json_feed_says_what_and_whose_it_is() -> None:
    """
    The same, and beyond the format's own members whose words they are and what was wrong with them.
    """
    (item,) = json_feed(FULL)["items"]
    assert (item["id"], item["url"], item["title"]) == (FULL.ref, FULL.url, "Quay opens")
    assert item["tags"] == ["Ports", "sea transport", "Harbours & quays", "Port Anselm", "Brackwater"]
    assert item["_dateline"]["corrections"] == [
        {"date": "2020-01-16T11:00:00Z", "text": "There were forty barges, not fourteen."}
    ]
    assert item["_dateline"]["credit"] == "Credit: Pelican"
    (bare,) = json_feed(BARE)["items"]
    assert bare["content_text"] == "Quay opens" and "_dateline" not in bare


def test_a_whole_text_begins_with_what_was_wrong_and_ends_with_its_credit() -> None:
    """
    Who reads in a reader of feeds sees the note and the credit that the page has.
    """
    texts = (
        item_of(rss(FULL)).findtext("content:encoded", namespaces=NAMES),
        entry_of(atom(FULL)).findtext("atom:content", namespaces=NAMES),
        json_feed(FULL)["items"][0]["content_html"],
    )
    assert len(set(texts)) == 1
    read = " ".join(html.fromstring(texts[0]).text_content().split())
    assert read.startswith("Correction: There were forty barges") and read.endswith("Credit: Pelican")


def test_an_excerpt_is_all_where_the_licence_lets_a_feed_have_no_more() -> None:
    """
    The summary with its credit, marked where it was corrected; not a word of the text.
    """
    short = replace(FULL, html="")
    words = "(Corrected) Forty barges & one tug had been waiting. Credit: Pelican"
    item, entry = item_of(rss(short)), entry_of(atom(short))
    assert item.find("content:encoded", NAMES) is None and entry.find("atom:content", NAMES) is None
    assert html.fromstring(item.findtext("description")).text_content() == words
    assert entry.findtext("atom:summary", namespaces=NAMES) == words
    assert json_feed(short)["items"][0]["content_text"] == words


def test_links_and_pictures_lead_to_the_site_from_anywhere() -> None:
    """
    In a reader of feeds an address without a host leads nowhere.
    """
    text = item_of(rss(FULL)).findtext("content:encoded", namespaces=NAMES)
    links = [value for _, _, value, _ in html.fromstring(f"<div>{text}</div>").iterlinks()]
    assert links and all(link.startswith(HOME) for link in links)
    assert f"{HOME}pictures/0a-480.jpg 480w, {HOME}pictures/0a-960.jpg 960w" in text


def test_what_feeds_may_not_have_is_in_none() -> None:
    """
    Not even its headline.
    """
    kept = fragments(replace(FULL, fed=False))
    assert (kept.rss, kept.atom, kept.json) == ("", "", "")
    assert json_feed(replace(FULL, fed=False), BARE)["items"][0]["id"] == BARE.ref


def test_a_tombstone_tells_what_is_gone_and_no_word_of_it() -> None:
    """
    Who keeps a copy learns by its name that it was taken back, once for each time.
    """
    graves = etree.fromstring(atom(BARE, gone=(GONE, GONE))).findall("at:deleted-entry", NAMES)
    assert [dict(g.attrib) for g in graves] == [{"ref": GONE.ref, "when": "2020-01-16T10:00:00Z"}]
    assert all(len(g) == 0 and not g.text for g in graves)


def test_what_names_an_article_survives_every_change() -> None:
    """
    A reader of feeds that knows it by another name shows it twice, and a tombstone for another name is for nobody.
    """
    changed = replace(FULL, headline="Another", url=f"{HOME}elsewhere", published=START + timedelta(days=1))
    names = {item_of(rss(i)).findtext("guid") for i in (FULL, changed)}
    names |= {entry_of(atom(i)).findtext("atom:id", namespaces=NAMES) for i in (FULL, changed)}
    names |= {json_feed(i)["items"][0]["id"] for i in (FULL, changed)}
    assert names == {f"{HOME}art-7f3k2q9m"}


def test_another_newsroom_can_take_our_feeds() -> None:
    """
    Our own readers, which are made for the feeds of others, find nothing to object to; a tombstone is a kill to them.
    """
    second = json.dumps(json_feed(FULL)).encode()
    for reading in (read_rss(rss(FULL), received=START), read_json(second, received=START)):
        assert [(v.item, v.headline) for v in reading.versions] == [(FULL.ref, "Quay opens")]
        assert reading.problems == ()
    taken = read_rss(atom(FULL, gone=(GONE,)), received=START)
    assert [(n.action, n.item, n.issued) for n in taken.notices] == [("kill", GONE.ref, START)]
    assert taken.problems == () and taken.versions[0].notice == " ".join(FULL.rights)


@given(WORDS, WORDS, WORDS, WORDS)
@settings(max_examples=150, deadline=None)
def test_no_letter_breaks_a_feed_and_no_word_is_lost(headline: str, summary: str, text: str, name: str) -> None:
    """
    One letter that a format has no word for would take the feed from all readers.
    """
    item = replace(
        FULL,
        headline=f"Quay {headline}",
        summary=summary,
        html=paragraph(text).html,
        section=name,
        credit=name,
        rights=(name,),
        topics=(Subject(code=name, name=name),),
        corrections=(),
    )
    one, entry, (told,) = item_of(rss(item)), entry_of(atom(item)), json_feed(item)["items"]
    for title in (one.findtext("title"), entry.findtext("atom:title", namespaces=NAMES), told["title"]):
        assert said(title) == said(f"Quay {headline}")
    words = said(f"{summary} {name}")
    assert said(html.fragment_fromstring(one.findtext("description", ""), "div").text_content()) == words
    assert said(entry.findtext("atom:summary", "", namespaces=NAMES)) == said(told.get("summary", "")) == words
    for body in (
        one.findtext("content:encoded", namespaces=NAMES),
        entry.findtext("atom:content", namespaces=NAMES),
        told["content_html"],
    ):
        parts = html.fragment_fromstring(body, "div")
        assert said(" ".join(p.text_content() for p in parts)) == said(f"{text} {name}")


@given(st.lists(st.sampled_from([FULL, BARE, replace(BARE, fed=False)]), max_size=5))
def test_the_same_items_are_the_same_bytes(items: list[Item]) -> None:
    """
    What did not change is not written again, nor sent: no clock is asked.
    """
    assert (rss(*items), atom(*items), json_feed(*items)) == (rss(*items), atom(*items), json_feed(*items))
