"""The newsroom: the one place where the rooms are wired together."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from functools import cache, cached_property, partial
from hashlib import blake2b
from itertools import takewhile
from pathlib import Path

from msgspec.structs import replace

from dateline import __version__
from dateline.clock import clock_of, start_clock
from dateline.collect.files import deliveries
from dateline.doors.door import Door
from dateline.doors.doors import Doors, ServedStore
from dateline.doors.items import Items
from dateline.doors.river import River
from dateline.doors.search import SearchPages
from dateline.ledger.contract import Clock, Recorded
from dateline.ledger.memory import Memory
from dateline.ledger.open import open_ledger
from dateline.news.errors import CollectError, NotAllowed, WireError
from dateline.news.house import House, Site
from dateline.news.rights import Standing
from dateline.news.topics import Topics
from dateline.news.wire import Delivery, Version
from dateline.past import Past, State
from dateline.pictures.library import Library
from dateline.pictures.needs import File
from dateline.readers.gate import Gate
from dateline.setup.load import load
from dateline.setup.topics import topics_of
from dateline.sites import plan
from dateline.sites.generations import Generations
from dateline.sites.http import Request, Response
from dateline.sites.render import Renderer
from dateline.sites.serve import Network, SiteServer
from dateline.sites.served import Cache
from dateline.sites.shell import Shells
from dateline.sites.store import START, PageStore
from dateline.sites.trouble import trouble
from dateline.verbs.apply import apply
from dateline.verbs.common import Decided
from dateline.verbs.deliver import Senders, stored_pages
from dateline.verbs.erase import next_retention, retain
from dateline.verbs.follow import SiteFollower, Step, follow
from dateline.verbs.index import Searching
from dateline.verbs.ingest import Ingested, ingest
from dateline.verbs.pictures import Files, Illustrations
from dateline.verbs.receipt import Out, Receipt
from dateline.verbs.reread import reread
from dateline.verbs.route import Routing
from dateline.verbs.takedown import may_leave
from dateline.wires.photo import reader as photo
from dateline.wires.read import WIRES, read

#: Seconds to wait for another process to bring the sites up to an entry.
PATIENCE = 30.0
#: Seconds that a verb waits for exports, caches and hubs; what is still out then is told, and sent by `dateline run`.
SENDING = 2.0


class Newsroom:
    """
    One newsroom: a folder with its files and its ``data/``.

    Args:
        folder: The newsroom folder.
        clock: In place of the newsroom's own.
    Raises:
        ConfigError: If it is no newsroom folder.
        LedgerError: If its ledger cannot be opened.
    """

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self.folder, self.data = folder, folder / "data"
        if not (folder / "newsroom.toml").exists():
            load(folder)
        self.clock: Clock = clock or clock_of(self.data)
        #: Whether somebody asks for a moment of their own; the clock's is always that of all that is recorded.
        self._asked = clock is not None
        self.ledger = open_ledger(self.data, self.clock)
        self._followers: dict[str, SiteFollower] = {}
        #: The renditions of pictures; made by `Library.make`, or when one is asked for.
        self.library = Library(self.data / "pictures", self.ledger, told)
        self.pictures = Illustrations(self.ledger, self.library)
        #: The search, and what keeps its index.
        self.searching = Searching(self.data, self.ledger, program("news", "archive"), partial(topics_of, self.data))
        #: What applies the rules of the desk to what comes.
        self.routing = Routing(self.ledger, self.topics)
        #: What brings exports, caches and hubs into step with the pages.
        self.senders = Senders(self.ledger, self.data, stored_pages(self.data / "sites", self.library.rendition))

    def close(self) -> None:
        """Let go of all files."""
        self.senders.close()
        self.searching.close()
        for follower in self._followers.values():
            follower.close()
        self.ledger.close()

    @property
    def house(self) -> House:
        """What is in force."""
        return self.ledger.standing().house

    def apply(self, by: str) -> Decided:
        """
        Put the folder's files in force.

        Raises:
            ConfigError: If one of them is wrong; nothing is in force then that was not before.
        """
        loaded = load(self.folder)
        decided = apply(loaded.house, loaded.files, by=by, ledger=self.ledger)
        start_clock(self.data, loaded.house.clock)
        return decided

    def differs(self) -> bool:
        """Whether the folder's files are other ones than those in force."""
        return load(self.folder).house != self.house

    def state(self) -> State:
        """
        What stood at the clock's moment: entries recorded up to then.

        What has been killed, withdrawn or erased since stays so: another moment never gives it back.
        """
        now = self.clock.now()
        if not self._asked or all(e.recorded <= now for e in self.ledger.entries(after=self.ledger.tail() - 1)):
            return self.ledger
        return Past(Memory(takewhile(lambda e: e.recorded <= now, self.ledger.entries())), self.ledger)

    # Taking in

    def ingest(self, coming: Iterable[Delivery], by: str) -> Iterator[Ingested]:
        """Take deliveries in; see `verbs.ingest`."""
        return ingest(coming, by=by, ledger=self.ledger, read=read, number=reader_name)

    def files(self, paths: Iterable[Path], source: str) -> tuple[Iterator[Delivery], list[CollectError]]:
        """Files and folders as deliveries, and a list that fills with what could not be read on the way."""
        house, wrong = self.house, list[CollectError]()
        if house.source(source) is None:
            known = ", ".join(s.code for s in house.sources) or "none; `dateline apply` puts some in force"
            raise NotAllowed("ingest", f"there is no source {source}; there are: {known}")

        def walk() -> Iterator[Delivery]:
            for found in deliveries(paths, source=source, clock=self.clock):
                if isinstance(found, CollectError):
                    wrong.append(found)
                else:
                    yield found

        return walk(), wrong

    def file(self, source: str, name: str) -> File | None:
        """The latest picture that a source sent under a name, or that was fetched from there."""
        return Files(self.ledger).sent(source, name)

    def reread(self, by: str, only: frozenset[int] = frozenset()) -> Iterator[Ingested]:
        """Read again what came in before; see `verbs.reread`."""
        return reread(by=by, ledger=self.ledger, read=read, number=reader_name, only=only)

    # Following

    def followers(self) -> tuple[SiteFollower, ...]:
        """The followers of the sites in force, and of those that were and still have pages."""
        codes = {s.code for s in self.house.sites} | set(self._followers)
        for code in codes - set(self._followers):
            self._followers[code] = SiteFollower(
                code, self.ledger, self.data / "sites" / code, self._renderer, program(), self.pictures
            )
        return tuple(self._followers[code] for code in sorted(codes))

    def _renderer(self, code: str) -> Renderer:
        own = self.folder / "themes" / code
        return Renderer(overrides=own if own.is_dir() else None)

    def follow(self) -> tuple[Step, ...]:
        """
        Bring every site up to the ledger and the clock, except those that another process brings.

        What is wrong with one site (a template that cannot be set, a full disk) is told in its step, and holds up no
        other; its gate keeps closed what may not be shown.
        """
        self.retain()
        with ExitStack() as leases:
            mine = [f for f in self.followers() if leases.enter_context(f.lease())]
            steps = follow(self.ledger, mine, self.clock.now())
        return tuple(s if s.error is None else replace(s, trouble=self._trouble(s)) for s in steps)

    def _trouble(self, step: Step) -> str:
        return trouble(step.error, self.data / "sites" / step.site) if step.error else ""

    def rebuild(self, site: str | None = None) -> tuple[Step, ...]:
        """
        Make the pages of all sites, or of one, from nothing.

        Raises:
            NotAllowed: If there is no such site.
        """
        followers = [f for f in self.followers() if site in (None, f.code)]
        if site is not None and not followers:
            known = ", ".join(f.code for f in self.followers()) or "none; `dateline apply` puts sites/*.toml in force"
            raise NotAllowed("build", f"there is no site {site}; there are: {known}")
        steps: list[Step] = []
        for follower in followers:
            with follower.lease(wait=True):
                steps.append(follower.rebuild(self.clock.now()))
        return tuple(steps)

    def next_due(self) -> datetime | None:
        """When the clock will next change a page, or bytes must leave the ledger."""
        leaving = next_retention(self.ledger, self.house)
        return min((d for d in (leaving, *(f.next_due() for f in self.followers())) if d), default=None)

    def _reach(self, entry: int) -> dict[str, str]:
        """Follow up to an entry, or wait until others have; the sites that are still behind, and why."""
        end = time.monotonic() + PATIENCE
        behind = {f.code: f for f in self.followers()}
        trouble: dict[str, str] = {}
        while behind.keys() - trouble.keys() and time.monotonic() < end:
            trouble |= {s.site: s.trouble for s in self.follow() if s.trouble}
            behind = {code: f for code, f in behind.items() if code in trouble or f.reached() < entry}
            if behind.keys() - trouble.keys():
                time.sleep(0.002)
        return {code: trouble.get(code, "another process follows it, and is slow") for code in behind}

    def done(self, verb: Callable[[], Decided]) -> Receipt:
        """
        Do a verb and see it through to every output.

        Args:
            verb: The verb, ready to be called.
        Raises:
            NotAllowed: As the verb does.
        """
        before = self.ledger.output_tail()
        began = time.perf_counter()
        decided = verb()
        durable = time.perf_counter()
        if decided.verb == "erase":
            self.library.sweep()
        waiting = self._reach(decided.entry) if decided.entry else {}
        ended = time.perf_counter()
        if decided.entry:
            self.senders.step(self.clock.now(), SENDING)
        written = [r for r in self.ledger.outputs(after=before) if r.output.entry >= decided.entry > 0]
        recorded = next((e.recorded for e in self.ledger.entries(after=decided.entry - 1)), None)
        return Receipt(
            verb=decided.verb,
            id=decided.id,
            entry=decided.entry,
            ms=_ms(durable - began),
            outputs=tuple(_out(r, recorded) for r in written),
            all_ms=_ms(ended - began),
            remarks=decided.remarks,
            waiting=waiting,
            outstanding=self.senders.outstanding(decided.entry, before) if decided.entry else (),
        )

    def export(self, site: str, to: str | Path) -> int:
        """
        Send a site's pages to ``TO/SITE``; how many files changed.

        Args:
            site: Its code.
            to: A folder, or ``s3://BUCKET/PREFIX``.
        Raises:
            NotAllowed: If they cannot be sent there, or a licence of these words wants what files cannot do.
        """
        follower = next(f for f in self.followers() if f.code == site)
        may_leave(site, (part for page in follower.store().pages() for part in page.parts), self.ledger)
        sent = self.senders.bring(site, f"{str(to).rstrip('/')}/{site}", self.clock.now())
        if sent.problem or sent.out:
            raise NotAllowed("build", f"{sent.recipient}: {sent.problem or 'not every page could be sent'}")
        return sum(d.changed for d in sent.delivered)

    def retain(self) -> int:
        """Erase what may be kept no longer; how many stories went."""
        gone = retain(self.ledger, self.clock.now())
        if gone:
            self.library.sweep()
        return gone

    def kept(self, site: str, path: str, digest: str) -> bytes | None:
        """The bytes of a page that stood on a site; None once they were let go."""
        follower = next((f for f in self.followers() if f.code == site), None)
        return follower.store().evidence(path, digest) if follower is not None and digest else None

    def holding(self, id: str) -> list[tuple[str, str]]:
        """The outputs that hold a story's or an article's words: site and path."""
        return [(f.code, path) for f in self.followers() for path in sorted(f.holding(id))]

    def topics(self) -> Topics | None:
        """The vocabulary of topics that was imported; None if none was."""
        return topics_of(self.data)

    # Serving

    def readers(self) -> Callable[[Request], Response | None]:
        """What answers readers, for one thread; sites that `apply` adds or takes away come and go by themselves."""
        known: tuple[int, tuple[Site, ...], Network] | None = None
        cache = Cache()

        def answer(request: Request) -> Response | None:
            nonlocal known
            stamp = self.ledger.stamp()
            if known is None or known[0] != stamp:
                sites = self.house.sites
                network = known[2] if known and known[1] == sites else Network(sites, partial(self._server, cache))
                known = (stamp, sites, network)
            return known[2].answer(request)

        return answer

    def _server(self, cache: Cache, code: str) -> SiteServer:
        gate = Gate(self.ledger, self.clock)
        generations = Generations(self.data / "sites" / code)
        door = Doors(code, gate.standing, self._renderer, partial(self._doors, ServedStore(generations)))
        return SiteServer(code, generations.folder, gate, self.clock.now, self.pictures, door, cache=cache)

    def _doors(
        self, store: Callable[[], PageStore | None], site: Site, standing: Standing, shells: Shells
    ) -> tuple[Door, ...]:
        """What is made for each of a site's readers anew."""
        return (
            SearchPages(site, standing, shells, self.searching.answer),
            River(site, standing, shells, self.ledger),
            Items(site, standing, self.ledger, store),
        )

    @cached_property
    def name(self) -> str:
        """The network's name."""
        return self.house.name


def told(data: bytes) -> Version | None:
    """What a picture's file says of itself; None where it cannot be read."""
    try:
        return photo.read(data, received=START.moment).versions[0]
    except WireError:
        return None


def reader_name(format: str) -> str:
    """A format's reader, by name and number: ``ninjs/1``."""
    number = next((w.number for w in WIRES if w.name == format), 0)
    return f"{format}/{number}"


@cache
def program(*rooms: str) -> str:
    """The program that makes something: its version, and a digest of the *rooms* that have a say in its bytes."""
    digest = blake2b(digest_size=8)
    root = Path(__file__).parent
    for room in rooms or ("news", "pictures", "sites"):
        for file in sorted((root / room).rglob("*.py")):
            digest.update(file.read_bytes())
    return f"{__version__}+{digest.hexdigest()}"


def _out(recorded: Recorded, since: datetime | None) -> Out:
    output = recorded.output
    # The pages that the server gives out for addresses without one stand there themselves.
    status = 200 if output.path in (plan.NOT_FOUND, plan.GONE) else output.status
    state = {410: "gone", 404: "removed"}.get(status, "rewritten" if output.before else "new")
    ms = (recorded.recorded - since).total_seconds() * 1000 if since else 0.0
    return Out(output.site, output.path, state, output.before, output.digest, round(ms, 1))


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)
