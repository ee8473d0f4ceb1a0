"""
Deliver: what the sites' followers have made goes out to the sites' exports, caches and hubs.

Each recipient has a sender of its own, so that one that is down delays no other. A cache or hub of a site with exports
is told of a page once an export has it: whoever is told comes and looks there.
"""

import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from multiprocessing.pool import AsyncResult, ThreadPool
from pathlib import Path
from threading import Lock
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from dateline.ledger.contract import Ledger, Recorded
from dateline.news import rights
from dateline.news.errors import DatelineError, WireError
from dateline.news.house import Export, Purge, Site
from dateline.news.rights import Standing
from dateline.pictures.values import TYPES, Rendition, named
from dateline.send.bucket import Bucket
from dateline.send.folder import Folder
from dateline.send.hub import Hub
from dateline.send.needs import Barred, Chain, Pages, Recipient
from dateline.send.outbox import Outbox
from dateline.send.purge import Hook, Method
from dateline.send.sender import Done, Sender, Told, ms
from dateline.send.values import PICTURES, Said, Sent, Stored
from dateline.sites.generations import Generations
from dateline.sites.store import PageStore, shown_part

#: Seconds that a step waits for slow recipients; and until one is tried again that another process has in hand.
PATIENCE, BUSY = 0.2, 0.5
#: Why a thing is still out that nobody has tried to send.
_ON_ITS_WAY = "it is on its way"
#: What may be a picture's address in a page.
_PICTURE = re.compile(rb"/pictures/([0-9a-z.-]+)")


class Chains(Ledger, Protocol):
    """A ledger, and how long its chain of outputs is."""

    def output_tail(self) -> int:
        """The number of the last output."""


class Reached(Struct, frozen=True):
    """An output that a recipient has."""

    site: str
    recipient: str
    path: str
    #: Milliseconds from the entry until the recipient had it, or something newer in its place.
    ms: float


class Outstanding(Struct, frozen=True):
    """An output that a recipient does not have yet."""

    site: str
    recipient: str
    path: str
    because: str


class _Turn(Struct):
    """When a sender is to work again."""

    #: The chain's last output when it began to work last; -1 if it is to work at once.
    tail: int = -1
    next_due: datetime | None = None


class Senders:
    """
    The senders of all sites in force. Safe for threads, which take their steps in turn.

    Args:
        ledger: Whose outputs are sent.
        data: The newsroom's ``data`` folder; what each sender remembers lies in ``send`` there.
        pages: Opens a site's pages, for the thread that asks.
    """

    def __init__(self, ledger: Chains, data: Path, pages: Callable[[str], AbstractContextManager[Pages]]) -> None:
        self._ledger, self._folder, self._home, self._pages = ledger, data / "send", data.parent, pages
        #: A thread for each sender, so that none waits for one that waits for a slow recipient.
        self._pool: ThreadPool | None = None
        self._threads = 0
        self._stepping = Lock()
        self._made: dict[tuple[str, str, Export | Purge | str], Sender] = {}
        self._turns: dict[Sender, _Turn] = {}
        self._met: dict[Sender, tuple[Sender, ...]] = {}
        self._working: dict[Sender, AsyncResult[Sent | None]] = {}

    def close(self) -> None:
        """Wait for nobody: what is being sent is sent again another time."""
        if self._pool is not None:
            self._pool.terminate()

    def step(self, moment: datetime, patience: float = PATIENCE) -> tuple[Sent, ...]:
        """
        Send what is to be sent.

        Args:
            moment: Now; UTC.
            patience: Seconds to wait for slow recipients; what they come to is told by a later step.
        Returns:
            What each sender did that has come back since.
        """
        with self._stepping:
            return self._step(moment, time.monotonic() + patience)

    def _step(self, moment: datetime, end: float) -> tuple[Sent, ...]:
        told: list[Sent] = []
        senders = self._senders()
        while True:
            self._begin(senders, moment)
            came = self._came_back(senders, moment)
            told += came
            if came:
                # Who follows them has something to do now.
                continue
            if not self._working or time.monotonic() >= end:
                return tuple(told)
            next(iter(self._working.values())).wait(0.005)

    def next_due(self) -> datetime | None:
        """When the clock makes something to be sent again, at once where a slow one is not back; None: it does not."""
        if self._working:
            return datetime.min.replace(tzinfo=UTC)
        return min((t.next_due for t in self._turns.values() if t.next_due is not None), default=None)

    def bring(self, site: str, to: str, moment: datetime) -> Sent:
        """
        Bring one export of a site up to now; a folder's files are compared, whatever is remembered of them.

        Args:
            site: Its code.
            to: The folder or store, as `Export.to` has it; with that export's settings where the site has it.
            moment: Now; UTC.
        Returns:
            What was done; where something is still out, its problem says what, and why.
        """
        known = self._ledger.standing().house.site(site)
        export = next((e for e in known.exports if e.to == to), None) if known else None
        recipient = self._recipient_of(export or Export(to=to))
        sender, anew = Sender(site, recipient, self._folder), isinstance(recipient, Folder)
        with sender.lease(wait=True):
            sent = self._work(sender, (self._told(site),), moment, anew=anew, asked=True)
            return sent if sent.problem or not sent.out else replace(sent, problem=_still_out(sender))

    # What has become of an entry

    def receipt(self, entry: int, after: int = 0) -> tuple[Reached | Outstanding, ...]:
        """
        What has become of the outputs that followed an entry, for each recipient.

        Args:
            entry: Its number.
            after: The outputs up to this one are older than the entry; 0: nobody knows.
        """
        since = next((e.recorded for e in self._ledger.entries(after=entry - 1)), None)
        found: list[Reached | Outstanding] = []
        for sender, exports in self._senders().items():
            outputs = list(self._followed(sender.site, entry, after))
            if outputs and since is not None:
                found += self._results(outputs, sender, exports, since)
        return tuple(found)

    def outstanding(self, entry: int, after: int = 0) -> tuple[Outstanding, ...]:
        """What of an entry's outputs is still to be sent, and why; see `receipt`."""
        return tuple(r for r in self.receipt(entry, after) if isinstance(r, Outstanding))

    def _followed(self, site: str, entry: int, after: int) -> Iterator[Said]:
        """The outputs of the step by which a site came up to the entry."""
        step = None
        for recorded in self._ledger.outputs(site=site, after=after):
            if recorded.output.entry < entry:
                continue
            step = step or recorded.output.entry
            if recorded.output.entry != step:
                return
            yield _said(recorded)

    def _results(
        self, outputs: list[Said], sender: Sender, exports: tuple[Sender, ...], since: datetime
    ) -> list[Reached | Outstanding]:
        try:
            with closing(sender.outbox()) as outbox:
                outputs = [*outputs, *_pictures(exports or (sender,), outputs)]
                concern = (said for said in outputs if sender.recipient.concerns(said))
                found = (self._result(said, sender, outbox, exports, since) for said in concern)
                return [one for one in found if one is not None]
        except sqlite3.Error as e:
            because = self._trouble(e)
            return [Outstanding(sender.site, sender.recipient.name, said.path, because) for said in outputs]

    def _result(
        self, said: Said, sender: Sender, outbox: Outbox, exports: tuple[Sender, ...], since: datetime
    ) -> Reached | Outstanding | None:
        """What has become of one output; None where it was never for this recipient."""
        site, name, path = sender.site, sender.recipient.name, said.path
        state = outbox.state(path)
        rest = outbox.rest()
        if state is not None and state.said.number >= said.number:
            if not state.out and state.done is not None:
                return Reached(site, name, path, ms(since, state.done))
            because = state.problem or (rest.problem if rest else "")
            return Outstanding(site, name, path, because or _ON_ITS_WAY)
        if sender.recipient.takes_pages:
            return Outstanding(site, name, path, rest.problem if rest else _ON_ITS_WAY)
        if behind := next((e for e in exports if not _has(e, said)), None):
            return Outstanding(site, name, path, f"it waits for {behind.recipient.name}")
        unheard = (s.path for chain in self._chains(sender, exports) for s in _unheard(chain, outbox))
        return Outstanding(site, name, path, _ON_ITS_WAY) if path in unheard else None

    # The senders

    def _senders(self) -> dict[Sender, tuple[Sender, ...]]:
        """The senders of what is in force, exports first; and for caches and hubs the exports of their site."""
        found: dict[Sender, tuple[Sender, ...]] = {}
        for site in self._ledger.standing().house.sites:
            exports = tuple(self._sender(site, export) for export in site.exports)
            found |= dict.fromkeys(exports, ())
            found |= {self._sender(site, purge): exports for purge in site.purges}
            if site.hub:
                found[self._sender(site, site.hub)] = exports
        return found

    def _sender(self, site: Site, setting: Export | Purge | str) -> Sender:
        key = (site.code, site.host, setting)
        if key not in self._made:
            self._made[key] = Sender(site.code, self._recipient(site, setting), self._folder)
        return self._made[key]

    def _recipient(self, site: Site, setting: Export | Purge | str) -> Recipient:
        match setting:
            case Export():
                return self._recipient_of(setting)
            case Purge(style="purge"):
                return Method(site, setting)
            case Purge():
                return Hook(site, setting)
        return Hub(site)

    def _recipient_of(self, export: Export) -> Folder | Bucket:
        if export.to.startswith("s3://"):
            return Bucket(export, self._home)
        return Folder(self._home / export.to, export.packed)

    def _chains(self, sender: Sender, exports: tuple[Sender, ...]) -> tuple[Chain, ...]:
        return tuple(Done(e) for e in exports) or (self._told(sender.site),)

    def _told(self, site: str) -> Told:
        return Told(lambda n: map(_said, self._ledger.outputs(site=site, after=n)), self._ledger.output_tail)

    # Their work

    def _begin(self, senders: dict[Sender, tuple[Sender, ...]], moment: datetime) -> None:
        """Set those to work that have something to do, and are not working."""
        tail = self._ledger.output_tail()
        if senders != self._met:
            self._meet(senders)
        self._turns = {s: self._turns.get(s, _Turn()) for s in senders}
        for sender, turn in self._turns.items():
            due = turn.next_due is not None and turn.next_due <= moment
            if sender not in self._working and (turn.tail != tail or due):
                self._turns[sender] = _Turn(tail)
                chains = self._chains(sender, senders[sender])
                pool = self._room_for(len(senders))
                self._working[sender] = pool.apply_async(self._leased, (sender, chains, moment))

    def _room_for(self, senders: int) -> ThreadPool:
        if self._pool is None or self._threads < senders:
            if self._pool is not None:
                self._pool.close()
            self._pool, self._threads = ThreadPool(senders), senders
        return self._pool

    def _meet(self, senders: dict[Sender, tuple[Sender, ...]]) -> None:
        """Before any export works: caches and hubs that are new are told of all that exports do from now on."""
        for sender in (s for s in senders if not s.recipient.takes_pages and s not in self._working):
            # One whose memory cannot be used says so when it works.
            with suppress(sqlite3.Error):
                sender.meet(self._chains(sender, senders[sender]))
        self._met = senders

    def _came_back(self, senders: dict[Sender, tuple[Sender, ...]], moment: datetime) -> list[Sent]:
        """What has been done since; each once. Who follows one that has done something works next."""
        came: list[Sent] = []
        for sender in [s for s, result in self._working.items() if result.ready()]:
            turn, result = self._turns.get(sender, _Turn()), self._working.pop(sender)
            try:
                sent = result.get()
            except BaseException:
                turn.tail = -1
                raise
            turn.next_due = moment + timedelta(seconds=BUSY) if sent is None else sent.next_due
            if sent is None:
                continue
            if sent.delivered or sent.problem:
                came.append(sent)
            for other in (s for s, exports in senders.items() if sent.delivered and sender in exports):
                self._turns[other].tail = -1
        return came

    def _leased(self, sender: Sender, chains: Iterable[Chain], moment: datetime) -> Sent | None:
        """One sender's step; None where another process has it in hand."""
        with sender.lease() as mine:
            return self._work(sender, chains, moment) if mine else None

    def _work(
        self, sender: Sender, chains: Iterable[Chain], moment: datetime, *, anew: bool = False, asked: bool = False
    ) -> Sent:
        try:
            with self._pages(sender.site) as pages:
                return sender.step(chains, pages, self._barred(moment), moment, anew=anew, asked=asked)
        except (DatelineError, OSError, sqlite3.Error) as e:
            again = moment + timedelta(seconds=BUSY)
            return Sent(sender.site, sender.recipient.name, problem=self._trouble(e), next_due=again)

    def _trouble(self, error: Exception) -> str:
        """What keeps a sender from its work, in words, and what helps."""
        if not isinstance(error, sqlite3.Error):
            return str(error)
        return (
            f"what it remembers, below {self._folder}, cannot be used ({error}); make room for it, or give it to this "
            "account; where it is spoilt take it away, and all is sent anew"
        )

    def _barred(self, moment: datetime) -> Barred:
        """What may not go out at that moment: what no page may hold, and what files cannot answer for."""
        standing = self._ledger.standing()

        def barred(parts: Iterable[str]) -> dict[str, str]:
            parts = tuple(parts)
            found = {part: why for part in parts if (why := self._bound(part, standing))}
            closed = {part: bar for part, bar in self._ledger.bars(parts).items() if bar.closed(moment)}
            return found | {part: f"it holds {part}, which is {bar.why}" for part, bar in closed.items()}

        return barred

    def _bound(self, part: str, standing: Standing) -> str:
        """Why a story's words may not stand in files that nobody follows; empty where they may."""
        story = self._ledger.story(part)
        for licence in rights.licences_of(story, standing) if story else ():
            if licence.duties.notify:
                return (
                    f"it holds {part}, and licence {licence.name} wants readers told where a text was taken back: "
                    "exported files cannot do that by themselves"
                )
        return ""


class _Pages:
    """
    A site's pages and pictures as a sender wants them.

    Args:
        store: None where there is none yet.
        rendition: Gives the bytes of a rendition by its name; None: pages are sent without their pictures.
    """

    def __init__(self, store: PageStore | None, rendition: Callable[[str], bytes | None] | None) -> None:
        self._store, self._rendition = store, rendition

    def paths(self) -> Iterable[str]:
        """The paths of all pages."""
        return self._store.paths() if self._store else ()

    def page(self, path: str) -> Stored | None:
        """The page or the picture of that path; None if there is none."""
        if path.startswith(PICTURES):
            return self._picture(path)
        if self._store is None or (found := self._store.served(path)) is None:
            return None
        page, packed = found
        body = self._store.unpacked(packed)
        return Stored(page.type, page.digest, page.until, body, frozenset(self._shown(body)))

    def _shown(self, body: bytes) -> Iterator[str]:
        """The addresses of the pictures in a page; what only looks like one is none."""
        names = {name.decode() for name in _PICTURE.findall(body)} if self._rendition else set()
        return (one.path for one in map(named, sorted(names)) if one is not None and self._is_shown(one))

    def _is_shown(self, rendition: Rendition) -> bool:
        return self._store is not None and bool(self._store.showing_parts((shown_part(rendition.key),)))

    def _picture(self, path: str) -> Stored | None:
        """A rendition, under the rule by which the page server gives it out: a page shows it."""
        found = named(path.removeprefix(PICTURES))
        if found is None or self._rendition is None or not self._is_shown(found):
            return None
        try:
            body = self._rendition(found.name)
        except WireError:
            return None
        return Stored(TYPES[found.format], path, None, body) if body is not None else None


def stored_pages(
    sites: Path, rendition: Callable[[str], bytes | None] | None = None
) -> Callable[[str], AbstractContextManager[Pages]]:
    """
    Opens the pages of a site that are served, with their pictures.

    Args:
        sites: The folder that has a folder for each site.
        rendition: Gives the bytes of a rendition by its name; None: pages are sent without their pictures.
    """

    @contextmanager
    def opened(site: str) -> Iterator[Pages]:
        store = _served(Generations(sites / site))
        try:
            yield _Pages(store, rendition)
        finally:
            if store is not None:
                store.close()

    return opened


def _served(generations: Generations) -> PageStore | None:
    """The generation that is served, to be read; None while there is none."""
    while current := generations.current():
        try:
            return PageStore(generations.path(current), reading=True)
        except sqlite3.OperationalError:
            # It may have made room for the next between two lines of ours.
            if generations.current() == current:
                raise
    return None


def _said(recorded: Recorded) -> Said:
    output = recorded.output
    return Said(
        number=recorded.number,
        entry=output.entry,
        recorded=recorded.recorded,
        path=output.path,
        status=output.status,
        digest=output.digest,
        parts=output.parts,
    )


def _has(sender: Sender, said: Said) -> bool:
    """Whether a recipient has an output, or something newer."""
    with closing(sender.outbox()) as outbox:
        state = outbox.state(said.path)
    return state is not None and not state.out and state.said.number >= said.number


def _still_out(sender: Sender) -> str:
    """One of the things that a recipient does not have, and why."""
    with closing(sender.outbox()) as outbox:
        state = outbox.oldest()
    return f"{state.said.path} is still out: {state.problem or _ON_ITS_WAY}" if state else ""


def _pictures(senders: Iterable[Sender], outputs: list[Said]) -> list[Said]:
    """The pictures that came or went with outputs, as those who are sent them remember."""
    first, last = outputs[0].number, outputs[-1].number
    found: dict[str, Said] = {}
    for sender in senders:
        with closing(sender.outbox()) as outbox:
            found |= {said.path: said for said in outbox.pictures(first, last)}
    return list(found.values())


def _unheard(chain: Chain, outbox: Outbox) -> Iterator[Said]:
    heard = outbox.heard(chain.name)
    return (said for _, said in chain.after(heard)) if heard is not None else iter(())
