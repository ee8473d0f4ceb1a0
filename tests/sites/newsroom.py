"""A small newsroom with two sites and five senders that do not exist, on a real ledger; its clock is set by hand."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from msgspec.structs import replace

from dateline.app import told
from dateline.clock import SetClock
from dateline.ledger.contract import Output
from dateline.ledger.database import DatabaseLedger
from dateline.news.facts import Fact
from dateline.news.house import Collection, Entity, House, Licence, Readership, Section, Site, Source, Text, Use
from dateline.news.story import Article, Story
from dateline.news.wire import Delivery
from dateline.pictures.library import Library
from dateline.readers.gate import Gate
from dateline.sites.http import Request, Response
from dateline.sites.render import Renderer
from dateline.sites.serve import SiteServer
from dateline.sites.store import Page
from dateline.verbs.apply import apply
from dateline.verbs.common import Decided
from dateline.verbs.edit import Draft, correct, edit
from dateline.verbs.erase import erase
from dateline.verbs.follow import SiteFollower, Step
from dateline.verbs.gather import gather, ungather
from dateline.verbs.hold import hold, release
from dateline.verbs.ingest import ingest
from dateline.verbs.join import join, separate
from dateline.verbs.kill import kill, withdraw
from dateline.verbs.package import package
from dateline.verbs.pictures import Illustrations
from dateline.verbs.pin import pin, unpin
from dateline.verbs.post import post
from dateline.verbs.publish import publish
from dateline.verbs.reissue import reissue
from dateline.verbs.spike import restore, spike
from dateline.verbs.take import take
from dateline.verbs.update import update
from dateline.wires.ninjs.reader import read

START = datetime(2020, 1, 16, 10, 0, tzinfo=UTC)
DESK = "ada"
PROGRAM = "test"

TIDE = Site(
    code="tide",
    name="The Tideline",
    tagline="Ports, locks and the people who work them",
    host="www.tideline.example",
    sections=(
        Section(slug="ports", title="Ports", topics=("harbour",)),
        Section(slug="crews", title="Crews", kicker="On deck", topics=("pilots",)),
    ),
    since=2009,
    entity=Entity(name="Bellweather Press Ltd", jurisdiction="Anselm", place="Port Anselm", address="1 Quay Street"),
    readership=Readership(whom="people who work on the water"),
    about="The Tideline prints what happens in ports.\n\nEvery text says who sent it.",
    texts=(
        Text(page="privacy", effective=date(2019, 11, 1), text="We keep no list of our readers."),
        Text(page="cookies", effective=date(2019, 11, 1), text="We set none."),
        Text(page="terms", effective=date(2019, 12, 1), text="Read as much as you like."),
    ),
    contact="desk@tideline.example",
    collections=(
        Collection(slug="floods", title="Floods", intro="When the water comes."),
        Collection(slug="lock-nine", title="How lock nine was built", kind="timeline"),
    ),
)
MILL = replace(
    TIDE,
    code="mill",
    name="The Millrace",
    tagline="Weirs, mills and what they grind",
    host="www.millrace.example",
    timezone="Pacific/Auckland",
    sections=(Section(slug="rivers", title="Rivers"), Section(slug="mills", title="Mills", topics=("wheel",))),
    since=2020,
    collections=(),
)

ALL_USES: tuple[Use, ...] = ("display", "teaser", "feed", "index", "archive", "versions")
LICENCES = (
    Licence(
        name="pelican",
        holder="Pelican Press",
        terms="Used under a subscription.",
        uses=ALL_USES,
        edit="free",
        credit="Credit: Pelican",
        excerpt=60,
    ),
    Licence(
        name="brackwater",
        holder="Brackwater News Cooperative",
        terms="Used for 28 days.",
        uses=("display", "teaser", "index", "archive"),
        days=28,
    ),
    Licence(
        name="corvane",
        holder="Corvane Boats",
        terms="For readers of the Tideline only.",
        uses=("display", "teaser", "feed", "index", "archive"),
        sites=("tide",),
        days=3,
    ),
    Licence(
        name="bellweather",
        holder="Bellweather Press Ltd",
        ground="own",
        terms="Our own work.",
        uses=ALL_USES,
        edit="free",
        feed="full",
    ),
    Licence(
        name="survey",
        holder="the Anselm Survey",
        ground="public-domain",
        terms="Nobody holds a right in it.",
        uses=("display", "index", "archive"),
        edit="cut",
    ),
)
SOURCES = (
    Source(
        code="pel",
        name="Pelican",
        kind="agency",
        full_name="Pelican Press",
        licence="pelican",
        updates="auto",
    ),
    Source(code="brk", name="Brackwater", kind="agency", full_name="Brackwater News", licence="brackwater"),
    Source(code="cor", name="Corvane", kind="press-release", full_name="Corvane Boats", licence="corvane"),
    Source(code="own", name="Tideline desk", kind="own", full_name="The Tideline desk", licence="bellweather"),
    Source(code="sur", name="Survey", kind="public-domain", full_name="the Anselm Survey", licence="survey"),
)
HOUSE = House(name="Bellweather Network", sources=SOURCES, licences=LICENCES, sites=(TIDE, MILL))


def item(
    uri: str,
    *,
    headline: str,
    body: Iterable[str] = (),
    number: int = 1,
    issued: datetime = START,
    standfirst: str = "",
    inside: Mapping[str, dict[str, Any]] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """
    A ninjs item.

    Args:
        uri: The source's id.
        headline: Its headline.
        body: Its paragraphs.
        number: The source's version number.
        issued: When the source made the version.
        standfirst: The sentence under the headline.
        inside: Texts that come on its page, by name.
        more: Further members under ninjs' own names.
    """
    paragraphs = "".join(f"<p>{text}</p>" for text in body)
    return {
        "uri": uri,
        "type": "text",
        "version": str(number),
        "versionCreated": issued.isoformat(),
        "headlines": [{"role": "main", "value": headline}],
        **({"descriptions": [{"role": "standfirst", "value": standfirst}]} if standfirst else {}),
        **({"bodies": [{"role": "main", "contentType": "text/html", "value": paragraphs}]} if paragraphs else {}),
        **({"associations": [{"name": name, **part} for name, part in inside.items()]} if inside else {}),
        **more,
    }


@cache
def renderer(_site: str) -> Renderer:
    """The theme that every site of the tests has."""
    return Renderer()


class Newsroom:
    """
    A newsroom in a folder.

    Args:
        folder: Where its ledger and its sites lie.
        house: What is put in force first.
    """

    def __init__(self, folder: Path, house: House = HOUSE) -> None:
        self.folder, self.clock = folder, SetClock(START)
        self.ledger = DatabaseLedger(folder, self.clock)
        self.pictures = Illustrations(self.ledger, Library(folder / "pictures", self.ledger, told))
        self.sites = {code: self.follower(code) for code in ("tide", "mill")}
        self._sent = 0
        self.apply(house)

    def follower(self, code: str, folder: str = "sites", program: str = PROGRAM) -> SiteFollower:
        """A follower of a site, on a folder of its own if wanted."""
        return SiteFollower(code, self.ledger, self.folder / folder / code, renderer, program, self.pictures)

    def server(self, code: str = "tide") -> SiteServer:
        """A server of a site's pages."""
        gate = Gate(self.ledger, self.clock)
        return SiteServer(code, self.folder / "sites" / code, gate, self.clock.now, self.pictures)

    def close(self) -> None:
        """Let go of all files."""
        for follower in self.sites.values():
            follower.close()
        self.ledger.close()

    # What happens

    def tick(self, **by: float) -> datetime:
        """Move the clock on."""
        self.clock.moment += timedelta(**by)
        return self.clock.moment

    def send(self, source: str, sent: dict[str, Any]) -> str:
        """Take one ninjs document in; the id of its first story."""
        self._sent += 1
        data = json.dumps(sent).encode()
        delivery = Delivery(source, "hand", f"{self._sent}.json", data, self.clock.now())
        (result,) = ingest([delivery], by="dateline", ledger=self.ledger, read=_read, number=lambda f: f"{f}/1")
        return result.items[0].story

    def append(self, fact: Fact, by: str = DESK) -> int:
        """Append a fact for which there is no verb; its entry's number."""
        with self.ledger.turn() as turn:
            return turn.append(fact, by=by).number

    def apply(self, house: House) -> Decided:
        """Put settings in force."""
        return apply(house, {}, by=DESK, ledger=self.ledger)

    def take(self, id: str, note: str = "") -> Decided:
        """Take a story."""
        return take(id, by=DESK, ledger=self.ledger, note=note)

    def publish(self, id: str, *sites: str, home: str = "", section: str = "", at: datetime | None = None) -> Decided:
        """Publish on the Tideline, or on *sites*."""
        sections = {(sites or ("tide",))[0]: section} if section else {}
        return publish(id, sites=sites or ("tide",), by=DESK, ledger=self.ledger, home=home, sections=sections, at=at)

    def edit(self, id: str, **draft: str) -> Decided:
        """Change an article's words."""
        return edit(id, replace(Draft(), **draft), by=DESK, ledger=self.ledger)

    def correct(self, id: str, wrong: str = "nine", right: str = "ten", **draft: str) -> Decided:
        """Correct an article."""
        return correct(id, replace(Draft(), **draft), wrong=wrong, right=right, by=DESK, ledger=self.ledger)

    def kill(self, id: str) -> Decided:
        """Kill a story or an article."""
        return kill(id, reason="it must go", by=DESK, ledger=self.ledger)

    def withdraw(self, id: str) -> Decided:
        """Withdraw a story or an article."""
        return withdraw(id, reason="in doubt", by=DESK, ledger=self.ledger)

    def spike(self, id: str) -> Decided:
        """Put a story aside."""
        return spike(id, by=DESK, ledger=self.ledger)

    def restore(self, id: str) -> Decided:
        """Bring a spiked story back."""
        return restore(id, by=DESK, ledger=self.ledger)

    def hold(self, id: str, until: datetime | None = None) -> Decided:
        """Hold a story or an article."""
        return hold(id, reason="we ask first", until=until, by=DESK, ledger=self.ledger)

    def release(self, id: str) -> Decided:
        """Let go of a story or an article."""
        return release(id, reason="they answered", by=DESK, ledger=self.ledger)

    def reissue(self, id: str) -> str:
        """Begin a killed story anew; the new one's id."""
        return reissue(id, reason="the wrong one was killed", by=DESK, ledger=self.ledger).id

    def join(self, id: str, other: str) -> Decided:
        """Say that two stories are one."""
        return join(id, other, reason="one report", by=DESK, ledger=self.ledger)

    def separate(self, id: str, other: str) -> Decided:
        """Say that two joined stories are two."""
        return separate(id, other, reason="two reports", by=DESK, ledger=self.ledger)

    def package(self, id: str, *add: tuple[str, str], drop: tuple[str, ...] = ()) -> Decided:
        """Change what stands below an article."""
        return package(id, add=add, drop=drop, by=DESK, ledger=self.ledger)

    def pin(self, id: str, place: int = 1, until: datetime | None = None, site: str = "tide") -> Decided:
        """Give an article a place on a front."""
        return pin(id, site=site, place=place, until=until, by=DESK, ledger=self.ledger)

    def unpin(self, id: str, site: str = "tide") -> Decided:
        """Take an article off its place."""
        return unpin(id, site=site, by=DESK, ledger=self.ledger)

    def gather(self, id: str, collection: str = "floods", place: int | None = None) -> Decided:
        """Put an article into a collection of the Tideline."""
        return gather(id, site="tide", collection=collection, place=place, by=DESK, ledger=self.ledger)

    def ungather(self, id: str, collection: str = "floods") -> Decided:
        """Take an article out of a collection of the Tideline."""
        return ungather(id, site="tide", collection=collection, by=DESK, ledger=self.ledger)

    def post(self, id: str, text: str = "", *, story: str = "", headline: str = "", last: bool = False) -> Decided:
        """Put a post before an article's words, which is live from then on."""
        return post(id, text=text, story=story, headline=headline, last=last, by=DESK, ledger=self.ledger)

    def update(self, id: str) -> Decided:
        """Take the source's newer version into an article."""
        return update(id, by=DESK, ledger=self.ledger)

    def erase(self, id: str) -> Decided:
        """Erase a story."""
        return erase(id, reason="a court asked", by=DESK, ledger=self.ledger)

    def follow(self) -> dict[str, Step]:
        """Bring all sites up to now."""
        return {code: follower.step(self.clock.now()) for code, follower in self.sites.items()}

    # What is there

    def story(self, id: str) -> Story:
        """A story that is there."""
        found = self.ledger.story(id)
        assert found is not None
        return found

    def article(self, story: str) -> Article:
        """The article made of a story."""
        found = self.ledger.article(self.story(story).articles[0])
        assert found is not None
        return found

    def path(self, story: str, site: str = "tide") -> str:
        """The address of a story's article."""
        placement = self.article(story).placement(site)
        assert placement is not None
        return placement.path

    def page(self, path: str, site: str = "tide") -> Page | None:
        """A page as it is stored."""
        return self.sites[site].store().page(path)

    def status(self, path: str, site: str = "tide") -> int:
        """The status of a page as it is stored; 404 if there is none."""
        page = self.page(path, site)
        return page.status if page else 404

    def body(self, path: str, site: str = "tide") -> bytes:
        """The bytes of a page that is there."""
        store = self.sites[site].store()
        page = store.page(path)
        assert page is not None, f"there is no page {path}"
        body = store.body(path)
        assert body is not None
        return body

    def text(self, path: str, site: str = "tide") -> str:
        """The words of an HTML page from its body on, white space folded."""
        return " ".join(self.tree(path, site).find("body").text_content().split())

    def tree(self, path: str, site: str = "tide") -> Any:
        """An HTML page as a tree."""
        return html.fromstring(self.body(path, site).decode())

    def outputs(self, site: str = "tide", after: int = 0) -> list[Output]:
        """The chain of outputs of a site."""
        return [r.output for r in self.ledger.outputs(site=site, after=after)]


def _read(data: bytes, *, received: datetime, name: str = "") -> Any:  # noqa: ARG001 - what ingest asks for
    return read(data, received=received)


def ask(server: SiteServer, path: str, method: str = "GET", **headers: str) -> Response:
    """Ask a server; underscores in the names of headers are hyphens."""
    return server.answer(Request(method, "", path, headers={k.replace("_", "-"): v for k, v in headers.items()}))


def header(response: Response, name: str) -> str | None:
    """A response's header; None if it has none."""
    return dict(response.headers).get(name)


def chain(outputs: Iterable[Output]) -> dict[str, str]:
    """The digests that stand at each path by the chain of outputs alone, each following on the one before it."""
    standing: dict[str, str] = {}
    for output in outputs:
        assert output.before == standing.get(output.path, ""), output.path
        standing[output.path] = output.digest
    return {path: digest for path, digest in standing.items() if digest}


def words(text: str, least: int = 4) -> set[str]:
    """The words of *least* letters and more, in lower case."""
    return {w.casefold() for w in re.findall(r"[^\W\d_]+", text) if len(w) >= least}


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """A newsroom with two sites, on the morning of January 16, 2020."""
    room = Newsroom(tmp_path)
    yield room
    room.close()
