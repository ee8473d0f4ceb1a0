"""
A reader of every output of a network of sites, over HTTP: follows all links, feeds, sitemaps and declarations.

It knows nothing of the program: a site is a host name, and all of them are behind one port of this machine.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from http.client import HTTPConnection
from typing import Any, Final, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html
from tests.network.table import Kind

#: Where a crawl begins, beside what somebody knows of.
BEGIN: Final = ("/", "/robots.txt", "/trust.txt", "/sitemap.xml", "/.well-known/tdmrep.json", "/ads.txt")
_STORY = re.compile(r"/\d{4}/\d\d/\d\d/[^/]+?(?P<how>/how)?")
_LISTS = re.compile(
    r"/|/days/|/\d{4}/\d\d/\d\d/|/(?:topic|place|source|collection)/[^/]+/(?:page-\d+)?|/[a-z-]+/(?:page-\d+)?"
)
_SITEMAP = re.compile(r"Sitemap: (\S+)")
_CSS = re.compile(r"""url\(["']?([^"')]+)""")


class Answer(NamedTuple):
    """What a site answered."""

    site: str
    path: str
    status: int
    type: str
    body: bytes
    #: Its ETag, and where it leads to; empty where there is none.
    mark: str
    to: str

    @property
    def kind(self) -> Kind:
        """What kind of output it is, by its address."""
        return kind_of(self.path)

    @property
    def is_html(self) -> bool:
        """Whether it is a page that people read."""
        return self.type.startswith("text/html")


@lru_cache(maxsize=4096)
def kind_of(path: str) -> Kind:
    """What kind of output stands at an address."""
    path, _, query = path.partition("?")
    if match := _STORY.fullmatch(path):
        return "how" if match["how"] else "story"
    if path.endswith(("/feed.xml", "/atom.xml", "/feed.json")):
        return "feed"
    if path.startswith(("/sitemap.xml", "/sitemap/")):
        return "sitemap"
    if path.startswith("/corrections"):
        return "corrections"
    if path.startswith("/api/"):
        return "api"
    if path == "/search":
        return "wide" if "of=network" in query else "search"
    if path == "/river/":
        return "river"
    return "list" if _LISTS.fullmatch(path) else "other"


class Link(NamedTuple):
    """A link as it is printed: where it stands, by what it leads, and to where."""

    how: str
    address: str


def links(answer: Answer) -> list[Link]:
    """All that an output leads to, by absolute addresses or such as begin with a slash."""
    if answer.is_html:
        return list(_in_html(answer.body))
    if answer.type.startswith("text/css"):
        return [Link("css", found) for found in _CSS.findall(answer.body.decode())]
    if "json" in answer.type:
        return [Link("json", a) for a in _in_json(json.loads(answer.body)) if a.startswith(("https://", "http://"))]
    if "xml" in answer.type and "svg" not in answer.type:
        return list(_in_xml(answer.body))
    if answer.path == "/robots.txt":
        return [Link("sitemap", found) for found in _SITEMAP.findall(answer.body.decode())]
    return []


@lru_cache(maxsize=1 << 17)
def _whole(base: str, address: str) -> tuple[str, str]:
    """The host and the path that an address on a page means."""
    whole = urlsplit(urljoin(base, address))
    return whole.netloc, (whole.path or "/") + (f"?{whole.query}" if whole.query else "")


def _in_html(body: bytes) -> Iterator[Link]:
    for element in html.fromstring(body).iter():
        for name in ("href", "src", "action", "poster", "data"):
            if (value := element.get(name)) is not None and isinstance(element.tag, str):
                how = f"{element.tag}@{element.get('rel', name)}" if element.tag == "link" else f"{element.tag}@{name}"
                yield Link(how, value)
        for candidate in (element.get("srcset") or "").split(","):
            if candidate.strip():
                yield Link("img@srcset", candidate.split()[0])


def _in_json(found: Any) -> Iterator[str]:
    if isinstance(found, dict | list):
        for inner in found.values() if isinstance(found, dict) else found:
            yield from _in_json(inner)
    elif isinstance(found, str) and " " not in found:
        yield found


def _in_xml(body: bytes) -> Iterator[Link]:
    for element in etree.fromstring(body).iter():
        name = etree.QName(element).localname
        if (address := element.get("href")) is not None:
            yield Link(f"{name}@{element.get('rel', 'href')}", address)
        elif name in ("link", "loc", "icon") and (element.text or "").strip():
            yield Link(name, str(element.text).strip())


class Network:
    """
    The sites of a network, behind one port.

    Args:
        port: On this machine.
        hosts: Site → its public host.
    """

    def __init__(self, port: int, hosts: dict[str, str]) -> None:
        self.hosts = hosts
        self._sites = {host: site for site, host in hosts.items()}
        self._link = HTTPConnection("127.0.0.1", port, timeout=20)
        #: What is linked on each body that was seen before.
        self._known: dict[tuple[str, bytes], list[Link]] = {}

    def ask(self, site: str, path: str) -> Answer:
        """Ask a site for a path."""
        self._link.request("GET", path, headers={"Host": self.hosts[site]})
        got = self._link.getresponse()
        headers = {k.lower(): v for k, v in got.getheaders()}
        body = got.read()
        return Answer(
            site,
            path,
            got.status,
            headers.get("content-type", ""),
            body,
            headers.get("etag", ""),
            headers.get("location", ""),
        )

    def close(self) -> None:
        """Hang up."""
        self._link.close()

    def links(self, answer: Answer) -> list[Link]:
        """What an answer leads to."""
        key = (answer.type, answer.body)
        if key not in self._known:
            self._known[key] = links(answer) if answer.status == 200 else []
        return self._known[key]

    def target(self, site: str, path: str, address: str) -> tuple[str, str] | None:
        """The site and path that an address on a page means; None if it leads out of the network, or nowhere."""
        if address.startswith(("mailto:", "data:", "urn:", "tag:")) or "{" in address:
            return None
        host, asked = _whole(f"https://{self.hosts[site]}{path}", address)
        found = self._sites.get(host)
        return (found, asked) if found is not None else None

    def crawl(self, known: Iterable[tuple[str, str]] = ()) -> "Crawl":
        """Read everything that any site leads to, and what is known of besides."""
        crawl = Crawl(self)
        crawl.go([*((site, path) for site in self.hosts for path in BEGIN), *known])
        return crawl


class Crawl:
    """All that the sites of a network answered at one moment."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.answers: dict[tuple[str, str], Answer] = {}
        #: What leads to each address: the outputs, and by what.
        self.led: dict[tuple[str, str], set[tuple[str, str, str]]] = {}
        self._there: dict[tuple[str, Kind], list[Answer]] = {}

    def go(self, begin: Iterable[tuple[str, str]]) -> None:
        """Ask for these, and for all that they lead to."""
        waiting = list(begin)
        while waiting:
            site, path = waiting.pop()
            if (site, path) in self.answers:
                continue
            answer = self.answers[site, path] = self.network.ask(site, path)
            if answer.to:
                waiting += [t for t in [self.network.target(site, path, answer.to)] if t]
            for link in self.network.links(answer):
                target = self.network.target(site, path, link.address)
                if target is not None and not (answer.path.startswith("/search?") and target[1].startswith("/search?")):
                    # One question leads to others without an end; those that nobody asked are not asked here.
                    self.led.setdefault(target, set()).add((site, path, link.how))
                    waiting.append(target)

    def of(self, site: str, kind: Kind) -> list[Answer]:
        """The outputs of a site that are there, of one kind."""
        if not self._there:
            for answer in self.answers.values():
                if answer.status == 200:
                    self._there.setdefault((answer.site, answer.kind), []).append(answer)
        return self._there.get((site, kind), [])


def spoken(body: bytes) -> str:
    """A body as its reader may understand it, whatever wrapped it: without tags, escapes and percent signs."""
    text = body.decode("utf-8", "replace")
    # What stands escaped within what is escaped, as a feed's text does.
    text = unescape(unescape(text.replace("\\u003c", "<").replace("\\u003e", ">")))
    text = unquote(text) if "%" in text else text
    return f"{text} {re.sub(r'<[^>]*>', ' ', text)}"
