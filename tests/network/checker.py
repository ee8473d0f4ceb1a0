"""
The independent proof: whose words stand where, in everything that a network answers over HTTP.

It reads the raw deliveries with a small reader of its own, and takes every run of five words of theirs for a mark. It
imports nothing of the program; what may be where is `table`'s to say, and `crawl` reads the sites.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

from lxml import etree, html
from tests.network.crawl import Answer, Crawl, spoken
from tests.network.table import Allowed, Kind, Report, Table, Text

#: So many words in a row are one text's alone.
RUN: Final = 5
_WORD = re.compile(r"[^\W_]+")
#: The way to a story, as it stands in links and in plain sight.
_PATH = re.compile(r"/\d{4}/\d\d/\d\d/([a-z0-9-]+)-[0-9a-z]{8}(?:/how)?")

Run = tuple[str, ...]


def words(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return _WORD.findall(text.lower())


def runs(text: str, most: int | None = None) -> list[Run]:
    """The runs of words of a text, or of its beginning."""
    said = words(text)[:most]
    return list(zip(*(said[n:] for n in range(RUN)), strict=False))


def question(report: Report, *, wide: bool = False) -> str:
    """The address at which a reader of a site, or of the network, searches for two words of a report's headline."""
    one, two = words(report.said.headline)[:2]
    return f"/search?q={one}+{two}{'&of=network' if wide else ''}"


# What was sent


class Sent(NamedTuple):
    """One version of an item, as its bytes say."""

    item: str
    text: Text
    killed: bool = False


def read(data: bytes) -> Sent:
    """Read a delivery: ninjs, NITF or RSS, as far as our sources write them."""
    if data.lstrip().startswith(b"{"):
        return _ninjs(data)
    root = etree.fromstring(data)
    return _nitf(root) if root.tag == "nitf" else _rss(root)


def _ninjs(data: bytes) -> Sent:
    said = json.loads(data)
    status = said.get("pubStatus", "usable")
    began, ends = (datetime.fromisoformat(v) if (v := said.get(k)) else None for k in ("embargoedUntil", "expires"))
    text = Text(
        said["headlines"][0]["value"],
        next((d["value"] for d in said.get("descriptions", ())), ""),
        _paragraphs(said["bodies"][0]["value"]),
        datetime.fromisoformat(said["versionCreated"]),
        status == "withheld",
        began,
        ends,
    )
    return Sent(said["uri"], text, status == "canceled")


def _nitf(root: etree._Element) -> Sent:
    docdata = root.find("head/docdata")
    assert docdata is not None
    issued = str(docdata.findall("date.issue")[0].get("norm"))
    text = Text(
        root.findtext("body/body.head/hedline/hl1", ""),
        root.findtext("body/body.head/hedline/hl2", ""),
        tuple("".join(map(str, p.itertext())) for p in root.findall("body/body.content/p")),
        datetime.strptime(issued, "%Y%m%dT%H%M%S%z"),
    )
    item = str(docdata.findall("doc-id")[0].get("id-string"))
    return Sent(item, text, docdata.get("management-status") == "canceled")


def _rss(root: etree._Element) -> Sent:
    item = root.findall("channel/item")[0]
    body = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded", "")
    issued = parsedate_to_datetime(item.findtext("pubDate", ""))
    text = Text(item.findtext("title", ""), item.findtext("description", ""), _paragraphs(body), issued)
    return Sent(item.findtext("guid", ""), text)


def _paragraphs(body: str) -> tuple[str, ...]:
    return tuple(p.text_content() for p in html.fragments_fromstring(body) if not isinstance(p, str))


# What is found


class Found(NamedTuple):
    """What of all texts stands on one body: text → its runs there; and the headlines by which ways lead to stories."""

    texts: dict[str, set[Run]]
    ways: frozenset[str]


class Checker:
    """
    Looks for what stands where it must not, and for what does not stand where it must.

    Args:
        table: Who may be where.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        #: A run → the text that it is of, and whose that is.
        self._marks: dict[Run, str] = {}
        self._whose: dict[str, Report] = {}
        #: A headline's first words → whose it is: addresses are made of them, and kept.
        self._heads: dict[Run, Report] = {}
        self._words: set[str] = set()
        #: What was found on bodies; one that was there before a text came holds nothing of it.
        self._found: dict[bytes, Found] = {}

    def note(self, report: Report, *texts: str) -> None:
        """These words are a report's; the first of them is a headline, or empty."""
        for text in texts:
            self._words.update(words(text))
            for run in runs(text):
                assert self._marks.setdefault(run, text) == text, run
            self._whose[text] = report
        if texts[0]:
            self._heads[tuple(words(texts[0])[:3])] = report

    def delivered(self, report: Report, data: bytes) -> Sent:
        """A delivery of a report has come."""
        sent = read(data)
        self.note(report, sent.text.headline, sent.text.standfirst, *sent.text.body)
        return sent

    def of(self, path: str) -> Report | None:
        """Whose own page an address is, by its words."""
        match = _PATH.fullmatch(path)
        return self._heads.get(tuple(match[1].split("-")[:3])) if match else None

    def found(self, body: bytes) -> Found:
        """What of all texts stands on a body."""
        if body not in self._found:
            text = spoken(body)
            ways = frozenset(match[1] for match in _PATH.finditer(text))
            texts: dict[str, set[Run]] = {}
            for run in self._runs(_PATH.sub(" ", text)):
                if (said := self._marks.get(run)) is not None:
                    texts.setdefault(said, set()).add(run)
            self._found[body] = Found(texts, ways)
        return self._found[body]

    def reports_on(self, body: bytes) -> list[Report]:
        """The reports whose words stand on a body."""
        return [self._whose[text] for text in self.found(body).texts]

    def _runs(self, text: str) -> Iterator[Run]:
        """The runs of a text whose first and last word are somebody's."""
        said, ours = words(text), self._words
        for n in range(len(said) - RUN + 1):
            if said[n] in ours and said[n + RUN - 1] in ours:
                yield tuple(said[n : n + RUN])

    # What must not be there

    def forbidden(self, answers: Iterable[Answer], now: datetime) -> list[str]:
        """All that stands on an output where it must not."""
        return [flaw for answer in answers for _, flaw in self._too_much(answer, now)]

    def taken_back(self, answers: Iterable[Answer], now: datetime) -> list[str]:
        """The same, of texts alone that nobody may see at all on that site: for pages that nobody has made anew yet."""
        flaws = ((answer, *found) for answer in answers for found in self._too_much(answer, now))
        return [flaw for answer, report, flaw in flaws if not report.free(answer.site, now)]

    def _too_much(self, answer: Answer, now: datetime) -> Iterator[tuple[Report, str]]:
        found, where = self.found(answer.body), f"{answer.site}{answer.path} ({answer.status})"
        # A notice that something is not here says nothing of it.
        kind: Kind = answer.kind if answer.status == 200 else "other"
        owner = self.of(answer.path)
        for text, standing in found.texts.items():
            report = self._whose[text]
            most = self.table.may(report, answer.site, kind, now, owner).get(text, 0)
            if len(standing) > max(0, most - RUN + 1):
                said = f"{len(standing) + RUN - 1} words, and may have {most}"
                yield report, f"{where}: of {report.item} stand {said}: “{' '.join(sorted(standing)[0])}”"
        for way in found.ways:
            led = self._heads.get(tuple(way.split("-")[:3]))
            if led is not None and not self.table.may(led, answer.site, kind, now, owner):
                yield led, f"{where}: a way to {led.item} stands in it: {way}"

    # What must be there

    def missing(self, crawl: Crawl, now: datetime) -> list[str]:
        """All that does not stand on any output of the kind where readers have to find it."""
        return [
            flaw
            for site in crawl.network.hosts
            for report in self.table.reports.values()
            for flaw in self._too_little(crawl, report, site, now)
        ]

    def _too_little(self, crawl: Crawl, report: Report, site: str, now: datetime) -> Iterator[str]:
        must = self.table.must
        pages = [a for a in crawl.of(site, "story") if self.of(a.path) is report]
        if pages and not (report.stands(site, now) or report.remains(site, now)):
            yield f"{site}{pages[0].path}: {report.item} has a page"
        yield from self._lacking(pages, must(report, site, "story", now), f"{site}: the page of {report.item}")
        lists = crawl.of(site, "list")
        ways = {
            "its section": [a for a in lists if a.path == f"/{report.sections.get(site)}/"],
            "the days": [a for a in lists if a.path[1:5].isdigit()],
            "its source's list": [a for a in lists if a.path.startswith(f"/source/{report.source}/")],
        }
        for name, answers in ways.items():
            yield from self._lacking(answers, must(report, site, "list", now), f"{site}: {report.item} in {name}")
        for format in ("/feed.xml", "/atom.xml", "/feed.json"):
            feeds = [a for a in crawl.of(site, "feed") if a.path == format]
            yield from self._lacking(feeds, must(report, site, "feed", now), f"{site}{format}: {report.item}")
        for kind in ("corrections", "api"):
            wanted = must(report, site, kind, now)
            yield from self._lacking(crawl.of(site, kind), wanted, f"{site}: {report.item} in {kind}")
        if asked := [a for a in crawl.of(site, "search") if a.path == question(report)]:
            yield from self._lacking(asked, must(report, site, "search", now), f"{site}: a search for {report.item}")

    def _lacking(self, answers: list[Answer], wanted: Allowed, where: str) -> Iterator[str]:
        """What no output of several has of the texts that are wanted."""
        standing = [self.found(a.body).texts for a in answers]
        for text, most in wanted.items():
            beginning = set(runs(text, most))
            if not any(beginning <= found.get(text, set()) for found in standing):
                yield f"{where} lacks “{text[:60]}…” on {[a.path for a in answers]}"
