"""What the W3C's feed validator objects to, as far as a feed of ours could earn it: each fault in a sentence."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
_RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:[A-Z][a-z]{2}) \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_LINKS = ("href", "src", "poster", "cite")
_ONCE = ("title", "link", "description", "guid", "pubDate", "content:encoded", "dc:rights")


def rss(data: bytes) -> list[str]:
    """The faults of an RSS 2.0 feed."""
    return list(_rss(etree.fromstring(data)))


def _rss(root: Any) -> Iterator[str]:
    if (root.tag, root.get("version")) != ("rss", "2.0"):
        yield "no RSS 2.0"
    (channel,) = root
    for name in ("title", "link", "description"):
        if len(channel.findall(name)) != 1 or not channel.findtext(name):
            yield f"channel needs one {name}"
    if [e.get("rel") for e in channel.findall("atom:link", NAMES)].count("self") != 1:
        yield "channel needs one atom:link rel=self"
    yield from _dates(channel, ("lastBuildDate", "pubDate"))
    yield from _addresses(channel, ("link",))
    for link in channel.findall("atom:link", NAMES):
        if not _absolute(link.get("href")):
            yield "a relative atom:link"
    items = channel.findall("item")
    twice = [g for g, n in Counter(i.findtext("guid") for i in items).items() if n > 1]
    yield from (f"guid {g} twice" for g in twice)
    for item in items:
        yield from _item(item)


def _item(item: Any) -> Iterator[str]:
    names = [e.tag for e in item]
    for name in _ONCE:
        if len(item.findall(name, NAMES)) > 1:
            yield f"item has {name} twice"
    if not item.findtext("title") and not item.findtext("description"):
        yield "item needs a title or a description"
    if not item.findtext("guid"):
        yield "item needs a guid"
    encoded = f"{{{NAMES['content']}}}encoded"
    if encoded in names and "description" not in names[: names.index(encoded)]:
        yield "content:encoded needs a description before it"
    if "author" in names:
        yield "author and dc:creator say the same"
    if any(not (c.text or "").strip() for c in item.findall("category")):
        yield "an empty category"
    yield from _dates(item, ("pubDate",))
    yield from _addresses(item, ("link",))
    for name in ("description", "content:encoded"):
        yield from _relative(item.findtext(name, "", NAMES))
    for picture in item.findall("media:content", NAMES):
        if not _absolute(picture.get("url")) or int(picture.get("width")) < 1:
            yield "media:content needs an address and a width"


def _dates(parent: Any, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        for element in parent.findall(name):
            if not _RFC822.fullmatch(element.text or ""):
                yield f"{name} is no RFC 822 date"
            elif f"{parsedate_to_datetime(element.text):%a}" != element.text[:3]:
                yield f"{name} is another day of the week"


def _addresses(parent: Any, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if not _absolute(parent.findtext(name)):
            yield f"{name} is no absolute address"


def _absolute(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not set(address or "") & set(' \n<>"')


def _relative(fragment: str) -> Iterator[str]:
    """Links that mean another place in a reader of feeds, and elements that it would not let in."""
    if not fragment.strip():
        return
    for element in html.fragment_fromstring(fragment, create_parent="div").iter():
        if element.tag in ("script", "style", "iframe", "object", "form"):
            yield f"<{element.tag}> in a text"
        addresses = [element.get(name) for name in _LINKS if element.get(name) is not None]
        addresses += [part.split()[0] for part in (element.get("srcset") or "").split(",") if part.strip()]
        yield from (f"relative link {a}" for a in addresses if not urlsplit(a).scheme)


def atom(data: bytes) -> list[str]:
    """The faults of an Atom feed with tombstones."""
    return list(_atom(etree.fromstring(data)))


def _atom(feed: Any) -> Iterator[str]:
    if feed.tag != f"{{{NAMES['atom']}}}feed":
        yield "no Atom feed"
    entries = feed.findall("atom:entry", NAMES)
    for parent in (feed, *entries):
        for name in ("id", "title", "updated"):
            if len(parent.findall(f"atom:{name}", NAMES)) != 1 or not parent.findtext(f"atom:{name}", "", NAMES):
                yield f"{etree.QName(parent).localname} needs one {name}"
        if not parent.findall("atom:author/atom:name", NAMES):
            yield f"{etree.QName(parent).localname} needs an author"
        if not _absolute(parent.findtext("atom:id", None, NAMES)):
            yield "an id that is no address"
        for link in parent.findall("atom:link", NAMES):
            if not _absolute(link.get("href")):
                yield "a relative link"
        for name in ("updated", "published"):
            yield from (f"{name} is no moment" for e in parent.findall(f"atom:{name}", NAMES) if not _moment(e.text))
    if [e.get("rel") for e in feed.findall("atom:link", NAMES)].count("self") != 1:
        yield "feed needs one link rel=self"
    twice = [i for i, n in Counter(e.findtext("atom:id", "", NAMES) for e in entries).items() if n > 1]
    yield from (f"id {i} twice" for i in twice)
    for entry in entries:
        yield from _relative(entry.findtext("atom:content", "", NAMES))
        if any(not c.get("term") for c in entry.findall("atom:category", NAMES)):
            yield "a category without a term"
    graves = [(g.get("ref"), g.get("when")) for g in feed.findall("at:deleted-entry", NAMES)]
    yield from (f"two tombstones alike for {g[0]}" for g, n in Counter(graves).items() if n > 1)
    yield from (f"tombstone of {ref} needs a moment" for ref, when in graves if not ref or not _moment(when))


def _moment(text: str | None) -> bool:
    return bool(_RFC3339.fullmatch(text or "")) and datetime.fromisoformat(text or "").tzinfo is not None


def json_feed(feed: dict[str, Any]) -> list[str]:
    """The faults of a JSON Feed 1.1."""
    return list(_json(feed))


def _json(feed: dict[str, Any]) -> Iterator[str]:
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "no JSON Feed 1.1"
    if not feed.get("title") or not isinstance(feed.get("items"), list):
        yield "needs a title and items"
    for name in ("home_page_url", "feed_url"):
        if not _absolute(feed.get(name)):
            yield f"{name} is no absolute address"
    yield from (f"id {i} twice" for i, n in Counter(i["id"] for i in feed["items"]).items() if n > 1)
    for item in feed["items"]:
        if not isinstance(item.get("id"), str) or not item["id"]:
            yield "item needs an id"
        if not ("content_html" in item or "content_text" in item):
            yield "item needs words"
        yield from (f"{n} is no moment" for n in ("date_published", "date_modified") if not _moment(item.get(n)))
        yield from _relative(item.get("content_html", ""))
        yield from (f"an author without a name in {item['id']}" for a in item["authors"] if not a.get("name"))
