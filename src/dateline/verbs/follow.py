"""A site's follower: it keeps the site's pages in step with the ledger and the clock."""

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from msgspec import Struct

from dateline.ledger.contract import Change, Ledger
from dateline.news.errors import DatelineError
from dateline.news.house import Site
from dateline.news.rights import Standing
from dateline.sites import plan
from dateline.sites.generations import Generations
from dateline.sites.needs import Pictures, Placed
from dateline.sites.render import Renderer
from dateline.sites.shell import Shells
from dateline.sites.store import Cursor, PageStore
from dateline.verbs.chain import Chain, Label, Written
from dateline.verbs.work import Work


class Snapshot(Placed, Protocol):
    """The state as of one entry."""

    def changes(self, after: int) -> Change:
        """What entries after that number were about."""


class Snapshots(Ledger, Protocol):
    """A ledger that can be looked at while others write."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """The state as of one entry, for as long as the block lasts."""

    def output_tail(self) -> int:
        """The number of the last output."""


class Step(Struct, frozen=True):
    """What a follower did at once."""

    site: str
    entry: int
    #: The outputs that are other ones now; of a site made from nothing they are only counted.
    written: tuple[Written, ...]
    #: Seconds it took.
    took: float
    #: How many outputs were made.
    count: int = 0
    #: Why it did nothing; None if nothing is wrong.
    error: Exception | None = None
    #: The same in words; empty if nothing is wrong.
    trouble: str = ""


class SiteFollower:
    """
    Keeps one site's pages.

    Args:
        code: The site's.
        ledger: What is followed.
        folder: ``data/sites/CODE``.
        renderer: Gives the site's theme.
        program: Digest of the program that makes the pages.
        pictures: Those that came with stories.
    """

    def __init__(
        self,
        code: str,
        ledger: Snapshots,
        folder: Path,
        renderer: Callable[[str], Renderer],
        program: str,
        pictures: Pictures,
    ) -> None:
        self.code, self._ledger, self._program, self._pictures = code, ledger, program, pictures
        self._theme = renderer
        #: Made when first needed: a broken theme must not keep a verb from being done.
        self._renderer: Renderer | None = None
        self.generations = Generations(folder)
        self._lease = folder / "lease.lock"
        self._store: tuple[str, PageStore] | None = None
        self._kept: tuple[tuple[int, Renderer], Shells] | None = None

    @contextmanager
    def lease(self, *, wait: bool = False) -> Iterator[bool]:
        """Be the only one who follows this site; False where another process already is, unless asked to *wait*."""
        descriptor = os.open(self._lease, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            yield _locked(descriptor, wait)
        finally:
            os.close(descriptor)

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store[1].close()
            self._store = None

    def store(self) -> PageStore:
        """The generation that is served; a first one is begun where there is none."""
        current = self.generations.current()
        if not current:
            current = self.generations.fresh()
            PageStore(self.generations.path(current)).close()
            self.generations.swap(current)
        if self._store is None or self._store[0] != current:
            self.close()
            self.generations.tidy()
            self._store = (current, PageStore(self.generations.path(current)))
        return self._store[1]

    def reached(self) -> int:
        """The entry up to which the pages are right."""
        return self.store().cursor().entry

    def next_due(self) -> datetime | None:
        """When the clock will next change something."""
        return self.store().next_due()

    def holding(self, part: str) -> frozenset[str]:
        """The paths of the pages that hold a story's or an article's words, as they were last made."""
        store = self.store()
        articles = {f"art-{tail}" for path in store.showing_parts((part,)) if (tail := plan.routed(path))}
        # Lists are known by their articles alone.
        found = store.showing_parts({part, *articles})
        return frozenset(p for p in found if (page := store.page(p)) and part in page.parts)

    def step(self, moment: datetime) -> Step:
        """Bring the pages up to the ledger's tail and that *moment*; whoever calls holds the lease."""
        (step,) = follow(self._ledger, (self,), moment)
        if step.error is not None:
            raise step.error
        return step

    def rebuild(self, moment: datetime) -> Step:
        """Make all pages from nothing beside those that are served, then swap."""
        try:
            return self._anew(moment, self.store())
        except sqlite3.DatabaseError:
            # What is served is spoilt: nothing of it can be kept as evidence, nor compared with.
            return self._anew(moment, None)

    def _anew(self, moment: datetime, served: PageStore | None) -> Step:
        generation = self.generations.fresh()
        with closing(PageStore(self.generations.path(generation), hidden=True)) as store:
            if served is not None:
                moment = max(moment, served.cursor().moment)
                store.inherit(self.generations.path(self.generations.current()), moment)
            step = self._follow(store, moment, served)
            store.show()
        self.generations.swap(generation)
        return step

    def _follow(self, store: PageStore, moment: datetime, served: PageStore | None = None) -> Step:
        with self._ledger.snapshot() as news:
            begun = self.begin(news, moment, store, served)
            if begun is None:
                return Step(self.code, news.changes(0).entry, (), 0.0)
            try:
                begun.chain.close()
            except BaseException:
                begun.undo()
                raise
            return begun.finish(self._ledger.output_tail())

    def begin(
        self, news: Snapshot, moment: datetime, store: PageStore | None = None, served: PageStore | None = None
    ) -> "Begun | None":
        """
        Bring the pages up to a state and a moment, in a transaction that is left open: the chain is told first.

        Args:
            news: The state.
            moment: When; UTC.
            store: The pages; None: those that are served.
            served: What readers have until *store* takes its place.
        Returns:
            None where there is nothing to do.
        """
        began = time.perf_counter()
        store = store or self.store()
        cursor = store.cursor()
        found = news.changes(cursor.entry)
        moment = max(moment, cursor.moment)
        due = store.due(moment)
        renderer = self._renderer or self._theme(self.code)
        if found.settings or cursor.made != self._made(renderer):
            # The theme may have changed since we read it; or another process has read it since.
            renderer = self._theme(self.code)
        self._renderer, made = renderer, self._made(renderer)
        everything = found.settings or cursor.made != made
        if found.entry == cursor.entry and not due and not everything:
            return None
        label = Label(found.entry, moment, self._program, renderer.digest)
        chain = Chain(self._ledger, self.code, store, served, label)
        store.begin()
        try:
            work = Work(self.code, news, store, moment, chain, partial(self._shells, renderer), self._pictures)
            work.bring(found.parts | due, everything)
            store.settle(Cursor(found.entry, moment, made))
        except BaseException:
            store.undo()
            raise
        return Begun(self.code, chain, store, began)

    def _shells(self, renderer: Renderer, site: Site, standing: Standing) -> Shells:
        """What stands around the site's pages; it is made anew only where settings changed, or the theme."""
        key = (standing.entry, renderer)
        if self._kept is None or self._kept[0] != key:
            self._kept = (key, Shells(site, standing, renderer))
        return self._kept[1]

    def _made(self, renderer: Renderer) -> str:
        return f"{self._program} {renderer.digest}"


class Begun:
    """A site's pages, brought up to a state, and not yet there for anybody else to see."""

    def __init__(self, code: str, chain: Chain, store: PageStore, began: float) -> None:
        self.code, self.chain, self._store, self._began = code, chain, store, began
        #: Leaves the pages as they were.
        self.undo = store.undo

    def finish(self, tail: int) -> Step:
        """Let everybody see them; the chain has been told of them, up to that number."""
        try:
            self.chain.told(tail)
            self._store.commit()
        finally:
            self.undo()
        chain, took = self.chain, time.perf_counter() - self._began
        return Step(self.code, chain.entry, tuple(chain.written), took, chain.count)


def follow(ledger: Snapshots, followers: Iterable[SiteFollower], moment: datetime) -> tuple[Step, ...]:
    """
    Bring several sites up to the ledger's tail and a moment, as one: all see one state, and the chain is told once.

    What is wrong with one of them is told in its step, and holds up no other.
    """
    steps: dict[str, Step] = {}
    begun: list[Begun] = []
    with ledger.snapshot() as news:
        for follower in followers:
            try:
                one = follower.begin(news, moment)
            except TROUBLES as e:
                steps[follower.code] = Step(follower.code, 0, (), 0.0, error=e)
                continue
            if one is None:
                steps[follower.code] = Step(follower.code, news.changes(follower.reached()).entry, (), 0.0)
            else:
                begun.append(one)
    try:
        if outputs := [output for one in begun for output in one.chain.outputs()]:
            with ledger.turn() as turn:
                turn.put(outputs)
    except BaseException:
        for one in begun:
            one.undo()
        raise
    tail = ledger.output_tail() if begun else 0
    for one in begun:
        try:
            steps[one.code] = one.finish(tail)
        except TROUBLES as e:
            steps[one.code] = Step(one.code, 0, (), 0.0, error=e)
    return tuple(steps[f.code] for f in followers)


#: What may be wrong with one site.
TROUBLES: Final = (DatelineError, OSError, sqlite3.Error)


def _locked(descriptor: int, wait: bool) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
