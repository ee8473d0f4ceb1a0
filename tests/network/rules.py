"""What holds of every output of a network, whatever stands on it: for readers, search engines and feed readers."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlsplit

from lxml import etree, html
from tests.network.crawl import Answer, Crawl, Link

#: Of a link to a page; links to what a page needs, and addresses in feeds and sitemaps, lead to what is there.
LEADS: Final = {"a@href", "json"}
#: What a page loads by itself.
_LOADED: Final = ("img@src", "img@srcset", "script@src", "iframe@src", "source@srcset", "css", "object@data")
_LOADED_LINKS: Final = ("link@stylesheet", "link@icon", "link@preload", "link@manifest")
_ATOM: Final = "{http://www.w3.org/2005/Atom}"


def broken(crawl: Crawl) -> list[str]:
    """Links that do not answer as they should, each with one output that has it."""
    found = []
    for target, led in sorted(crawl.led.items()):
        status = crawl.answers[target].status
        kinds = {how for _, _, how in led}
        allowed = {200, 301, 410} if kinds <= LEADS else {200}
        if status not in allowed:
            found.append(f"{''.join(target)} answers {status}; led to by {sorted(led)[0]}")
    return found


def outside(crawl: Crawl, sources: Iterable[str]) -> list[str]:
    """
    Addresses outside the network that a page loads something from, or leads to although they are nobody's of ours.

    Args:
        crawl: All outputs.
        sources: Hosts of our sources' own pages.
    """
    found, known = [], {*sources, *crawl.network.hosts.values()}
    for answer in crawl.answers.values():
        for link in crawl.network.links(answer):
            host = urlsplit(link.address).netloc
            if host in ("", crawl.network.hosts[answer.site]) or _of_a_format(answer, link):
                continue
            loaded = link.how in (*_LOADED, *_LOADED_LINKS)
            if loaded or host not in known or link.address.startswith("http:"):
                found.append(f"{answer.site}{answer.path}: {link}")
    return found


def _of_a_format(answer: Answer, link: Link) -> bool:
    """Whether an address is no way, but the name of a format's word."""
    names = ("https://schema.org", "https://jsonfeed.org/version/", "http://www.iptc.org/std/ninjs/")
    return "json" in answer.type and link.address.startswith(names)


# Pages


def unsound(crawl: Crawl) -> list[str]:
    """What is wrong with pages that people read."""
    pages = [(a, html.fromstring(a.body)) for a in crawl.answers.values() if a.is_html and a.status in (200, 404, 410)]
    found = [flaw for answer, tree in pages for flaw in _page(crawl, answer, tree)]
    titles: dict[tuple[str, str], list[str]] = defaultdict(list)
    for answer, tree in pages:
        if answer.status == 200 and canonical(tree) == own(crawl, answer):
            titles[answer.site, str(tree.findtext("head/title"))].append(answer.path)
    return found + [f"{title}: {paths} have one title" for title, paths in titles.items() if len(paths) > 1]


def own(crawl: Crawl, answer: Answer) -> str:
    """The address under which the world knows an output."""
    return f"https://{crawl.network.hosts[answer.site]}{answer.path}"


def canonical(tree: Any) -> str:
    """The address that a page calls the original; empty if it names none."""
    return next((e.get("href") for e in tree.xpath("//link[@rel='canonical']")), "")


def noindex(tree: Any) -> bool:
    """Whether a page asks search engines to leave it out."""
    return any("noindex" in e.get("content") for e in tree.xpath("//meta[@name='robots']"))


def _languages(tree: Any) -> dict[str, str]:
    """The addresses that a page names as itself in other languages, and as itself."""
    return {e.get("hreflang"): e.get("href") for e in tree.xpath("//link[@hreflang]")}


def _page(crawl: Crawl, answer: Answer, tree: Any) -> Iterator[str]:
    where = f"{answer.site}{answer.path} ({answer.status})"
    language = {"quay": ("en", "ltr"), "meadow": ("en-AU", "ltr"), "lamp": ("he", "rtl")}[answer.site]
    if (tree.get("lang"), tree.get("dir")) != language:
        yield f"{where}: <html> is {dict(tree.attrib)}"
    if len(tree.xpath("//h1")) != 1 or not tree.xpath("string(//h1)").strip():
        yield f"{where}: it has {len(tree.xpath('//h1'))} h1"
    if not (tree.findtext("head/title") or "").strip():
        yield f"{where}: no title"
    ids = tree.xpath("//@id")
    if len(ids) != len(set(ids)):
        yield f"{where}: an id stands twice"
    if answer.status == 200:
        yield from _leads(crawl, answer, tree, where)
    elif not noindex(tree) or canonical(tree):
        yield f"{where}: search engines would keep it"
    yield from _data(crawl, answer, tree, where)


def _leads(crawl: Crawl, answer: Answer, tree: Any, where: str) -> Iterator[str]:
    """Whether what a page says to search engines is of one piece."""
    to = canonical(tree)
    if not to and not noindex(tree):
        yield f"{where}: it names no original"
    if to and to != own(crawl, answer):
        target = crawl.network.target(answer.site, answer.path, to)
        original = crawl.answers.get(target) if target else None
        if original is not None and (original.status != 200 or canonical(html.fromstring(original.body)) != to):
            yield f"{where}: its original {to} is none"
    for other in _languages(tree).values():
        target = crawl.network.target(answer.site, answer.path, other)
        there = crawl.answers.get(target) if target else None
        if there is None or there.status != 200 or not to:
            yield f"{where}: it names {other} as itself in another language"
            continue
        page = html.fromstring(there.body)
        if canonical(page) != other or _languages(page) != _languages(tree):
            yield f"{where}: {other} does not say that it is this page in another language"
    told = tree.xpath("string(//meta[@property='og:url']/@content)")
    if told and told not in (to, own(crawl, answer)):
        yield f"{where}: og:url {told} is neither it nor its original"


def _data(crawl: Crawl, answer: Answer, tree: Any, where: str) -> Iterator[str]:
    """Whether structured data can be read, and tells of this page."""
    scripts = tree.xpath("//script")
    if any(s.get("type") != "application/ld+json" for s in scripts):
        yield f"{where}: a script"
    told = [json.loads(s.text) for s in scripts]
    if answer.status != 200:
        return
    if answer.kind == "story" and not told and not noindex(tree):
        yield f"{where}: machines are told nothing"
    named = {value for one in told for value in _strings(one)}
    if told and not {own(crawl, answer), canonical(tree)} & named:
        yield f"{where}: structured data does not name the page"
    if told and answer.kind == "story" and tree.xpath("string(//h1)").strip() not in named:
        yield f"{where}: structured data does not have its headline"
    if any(one.get("@context") != "https://schema.org" for one in told):
        yield f"{where}: structured data in whose words?"


def _strings(found: Any) -> Iterator[str]:
    if isinstance(found, dict | list):
        for inner in found.values() if isinstance(found, dict) else found:
            yield from _strings(inner)
    elif isinstance(found, str):
        yield found


# Feeds and sitemaps


def unsound_feeds(crawl: Crawl) -> list[str]:
    """What is wrong with feeds; whether their links answer is `broken`'s to say."""
    return [
        f"{a.site}{a.path}: {flaw}"
        for site in crawl.network.hosts
        for a in crawl.of(site, "feed")
        for flaw in _feed(crawl, a)
    ]


def _feed(crawl: Crawl, answer: Answer) -> Iterator[str]:
    if answer.path.endswith("/feed.json"):
        yield from _json_feed(crawl, answer)
        return
    root = etree.fromstring(answer.body)
    selves = [e.get("href") for e in root.iter(f"{_ATOM}link") if e.get("rel") == "self"]
    if selves != [own(crawl, answer)]:
        yield f"it calls itself {selves}"
    if answer.path.endswith("/atom.xml"):
        entries = root.findall(f"{_ATOM}entry")
        names = [e.findtext(f"{_ATOM}id") for e in entries]
        moments = [e.findtext(f"{_ATOM}updated", "") for e in (root, *entries)]
        if any(datetime.fromisoformat(m).tzinfo is None for m in moments):
            yield "a moment without a zone"
        gone = {e.get("ref") for e in root.iter("{http://purl.org/atompub/tombstones/1.0}deleted-entry")}
        if gone & {*names}:
            yield f"{gone & {*names}} stand and are gone"
    else:
        items = root.findall("channel/item")
        names = [e.findtext("guid") for e in items]
        if any(parsedate_to_datetime(e.findtext("pubDate", "")).tzinfo is None for e in items):
            yield "a moment without a zone"
    if None in names or len(names) != len(set(names)):
        yield "two of its items have one name"


def _json_feed(crawl: Crawl, answer: Answer) -> Iterator[str]:
    feed = json.loads(answer.body)
    if feed["feed_url"] != own(crawl, answer):
        yield f"it calls itself {feed['feed_url']}"
    names = [item["id"] for item in feed["items"]]
    if len(names) != len(set(names)):
        yield "two of its items have one name"
    if any("content_text" not in item and "content_html" not in item for item in feed["items"]):
        yield "an item without words"


def mapped(crawl: Crawl, site: str) -> set[str]:
    """The addresses that a site's sitemaps lead to."""
    maps = [etree.fromstring(a.body) for a in crawl.of(site, "sitemap") if a.path != "/sitemap.xml"]
    return {str(e.text) for tree in maps for e in tree.iter("{*}loc")}


def unsound_maps(crawl: Crawl) -> list[str]:
    """What sitemaps lead to although search engines may not have it there."""
    found = []
    for site in crawl.network.hosts:
        for address in sorted(mapped(crawl, site)):
            target = crawl.network.target(site, "/", address)
            answer = crawl.answers[target] if target else None
            if answer is None or answer.status != 200:
                found.append(f"{site}: {address} is not there")
                continue
            tree = html.fromstring(answer.body)
            if noindex(tree) or canonical(tree) != address:
                found.append(
                    f"{site}: {address} is not for search engines: its original is {canonical(tree) or 'none'}"
                )
    return found
