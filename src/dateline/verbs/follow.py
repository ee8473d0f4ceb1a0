"""A site's follower: it keeps the site's pages in step with the ledger and the clock."""

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from dateline.ledger.contract import Change, Ledger, Output
from dateline.news.house import Site
from dateline.sites import plan
from dateline.sites.build import Edition
from dateline.sites.generations import Generations
from dateline.sites.needs import News
from dateline.sites.render import Renderer
from dateline.sites.showing import Showing, showing
from dateline.sites.store import Built, Cursor, PageStore


class Snapshot(News, Protocol):
    """The state as of one entry."""

    def changes(self, after: int) -> Change:
        """What entries after that number were about."""


class Snapshots(Ledger, Protocol):
    """A ledger that can be looked at while others write."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """The state as of one entry, for as long as the block lasts."""

    def output_tail(self) -> int:
        """The number of the last output."""


class Written(Struct, frozen=True):
    """An output that is now another one than before."""

    site: str
    path: str
    status: int
    #: SHA-256 of the body before; empty if there was none.
    before: str
    #: SHA-256 of the body now; empty if there is none.
    after: str
    parts: tuple[str, ...]
    size: int


class Step(Struct, frozen=True):
    """What a follower did at once."""

    site: str
    entry: int
    written: tuple[Written, ...]
    #: Seconds it took.
    took: float
    #: Why it did nothing, in words; empty if nothing is wrong.
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
    """

    def __init__(
        self, code: str, ledger: Snapshots, folder: Path, renderer: Callable[[str], Renderer], program: str
    ) -> None:
        self.code, self._ledger, self._program = code, ledger, program
        self._theme = renderer
        #: Made when first needed: a broken theme must not keep a verb from being done.
        self._renderer: Renderer | None = None
        self.generations = Generations(folder)
        self._lease = folder / "lease.lock"
        self._store: tuple[str, PageStore] | None = None

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
        return self.store().showing_parts((part,))

    def step(self, moment: datetime) -> Step:
        """Bring the pages up to the ledger's tail and that *moment*; whoever calls holds the lease."""
        self.generations.tidy()
        return self._follow(self.store(), moment)

    def rebuild(self, moment: datetime) -> Step:
        """Make all pages from nothing beside those that are served, then swap."""
        try:
            return self._anew(moment, self.store())
        except sqlite3.DatabaseError:
            # What is served is spoilt: nothing of it can be kept as evidence, nor compared with.
            return self._anew(moment, None)

    def _anew(self, moment: datetime, served: PageStore | None) -> Step:
        generation = self.generations.fresh()
        with closing(PageStore(self.generations.path(generation))) as store:
            if served is not None:
                moment = max(moment, served.cursor().moment)
                store.inherit(self.generations.path(self.generations.current()), moment)
            step = self._follow(store, moment, served)
        self.generations.swap(generation)
        return step

    def _follow(self, store: PageStore, moment: datetime, served: PageStore | None = None) -> Step:
        began = time.perf_counter()
        with self._ledger.snapshot() as news:
            cursor = store.cursor()
            change = news.changes(cursor.entry)
            moment = max(moment, cursor.moment)
            due = store.due(moment)
            renderer = self._renderer or self._theme(self.code)
            if change.settings or cursor.made != self._made(renderer):
                # The theme may have changed since we read it; or another process has read it since.
                renderer = self._theme(self.code)
            self._renderer, made = renderer, self._made(renderer)
            everything = change.settings or cursor.made != made
            if change.entry == cursor.entry and not due and not everything:
                return Step(self.code, change.entry, (), 0.0)
            with store.writing():
                work = _Work(self.code, news, store, renderer, moment)
                written = work.bring(change.parts | due, everything)
                changed = written if served is None else _seen(written, served, self.code)
                untold = self._untold(changed, store, (served or store).told())
                self._record(untold, change.entry, moment, renderer.digest)
                store.tell(self._ledger.output_tail())
                store.settle(Cursor(change.entry, moment, made))
        return Step(self.code, change.entry, written, time.perf_counter() - began)

    def _made(self, renderer: Renderer) -> str:
        return f"{self._program} {renderer.digest}"

    def _untold(self, written: tuple[Written, ...], store: PageStore, told: int) -> tuple[Written, ...]:
        """What the chain does not say yet: somebody may have told it of pages, and fallen over before they stood."""
        said = {r.output.path: r.output for r in self._ledger.outputs(after=told) if r.output.site == self.code}
        if not said:
            return written
        untold: list[Written] = []
        for w in written:
            last = said.pop(w.path, None)
            if last is None or (last.digest, last.status) != (w.after, w.status):
                untold.append(w if last is None else replace(w, before=last.digest))
        for path, last in sorted(said.items()):
            page = store.page(path)
            stands = (page.status, page.digest, page.parts) if page else (404, "", ())
            if (last.status, last.digest) != stands[:2]:
                size = len(store.body(stands[1]) or b"")
                status, after, parts = stands
                untold.append(Written(self.code, path, status, last.digest, after, parts, size))
        return tuple(untold)

    def _record(self, written: tuple[Written, ...], entry: int, moment: datetime, theme: str) -> None:
        """Before the pages: what stands in the world is in the chain, even if we fall over in between."""
        if not written:
            return
        with self._ledger.turn() as turn:
            turn.put(
                Output(
                    site=w.site,
                    path=w.path,
                    status=w.status,
                    digest=w.after,
                    before=w.before,
                    size=w.size,
                    parts=w.parts,
                    entry=entry,
                    moment=moment,
                    program=self._program,
                    theme=theme,
                )
                for w in written
            )


def _locked(descriptor: int, wait: bool) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _seen(written: tuple[Written, ...], served: PageStore, site: str) -> tuple[Written, ...]:
    """What pages made from nothing change for the readers of those that are served."""
    stood = {p.path: p for p in served.pages()}
    changed = [
        replace(w, before=before.digest if before else "")
        for w in written
        if (before := stood.pop(w.path, None)) is None or (before.digest, before.status) != (w.after, w.status)
    ]
    return (*changed, *(Written(site, p.path, 404, p.digest, "", (), 0) for p in stood.values()))


#: On the list of what the clock changes, a page goes by this and its path.
_PAGE = "page:"


class _Work:
    """One step of one site, inside the store's transaction."""

    def __init__(self, code: str, news: News, store: PageStore, renderer: Renderer, moment: datetime) -> None:
        self._code, self._news, self._store, self._moment = code, news, store, moment
        self._renderer = renderer

    def bring(self, changed: frozenset[str], everything: bool) -> tuple[Written, ...]:
        """Rule anew on what changed, then make the outputs it touches."""
        house = self._news.standing().house
        site = house.site(self._code)
        if site is None:
            return self._clear()
        showings = [self._noted(id, site) for id in sorted(self._articles(changed, everything))]
        paths = {p.removeprefix(_PAGE) for p in changed if p.startswith(_PAGE)}
        for before, after in showings:
            paths |= plan.touched(before, after)
        both = [s for pair in showings for s in pair]
        paths |= self._store.showing_parts(plan.parts_touched(both, changed))
        paths |= self._days_beside(both)
        edition = Edition(site, self._news, self._store, self._renderer, self._moment)
        if everything:
            paths |= edition.standing_paths() | {p.path for p in self._store.pages()}
        written = tuple(w for path in sorted(paths) if (w := self._make(path, edition)) is not None)
        self._store.forget(self._moment - timedelta(days=house.keep_pages), self._erased(changed))
        return written

    def _articles(self, changed: frozenset[str], everything: bool) -> set[str]:
        if everything:
            return {a.id for a in self._news.articles()} | set(self._store.articles())
        found: set[str] = set()
        for part in changed:
            article = self._news.article(part)
            # A verb on an article may end the withdrawal of its stories, which others hold too.
            stories = (self._news.story(id) for id in (article.stories if article else (part,)))
            found.update((article.id,) if article else (), *(s.articles for s in stories if s))
        return found | self._above(changed)

    def _above(self, changed: frozenset[str]) -> set[str]:
        """The articles on whose pages those texts stand: whether machines are led there hangs on each of them."""
        pages = (path for path in self._store.showing_parts(changed) if plan.kind(path) == "story")
        return {s.article for path in pages if (s := self._store.route(plan.routed(path) or "")) is not None}

    def _noted(self, id: str, site: Site) -> tuple[Showing | None, Showing | None]:
        article = self._news.article(id)
        before = self._store.noted(id)
        after = showing(article, site, self._news, self._moment) if article else None
        if after is not None:
            self._store.note(after)
            self._store.expect(id, after.until)
        return before, after

    def _days_beside(self, showings: list[Showing | None]) -> set[str]:
        """Days link to the days before and after, which may be others now."""
        days = {s.day for s in showings if s is not None and s.state != "waiting"}
        return {plan.day_path(d) for day in days for d in self._store.beside(day) if d}

    def _erased(self, changed: frozenset[str]) -> list[str]:
        stories = (self._news.story(part) for part in changed)
        return [s.id for s in stories if s and any(d.deed == "erase" for d in s.decisions)]

    def _make(self, path: str, edition: Edition) -> Written | None:
        built = edition.build(path)
        if built is None:
            return self._remove(path)
        self._store.expect(_PAGE + path, built.until)
        before = self._store.put(built, self._moment)
        return None if before is None else self._written(built, before)

    def _written(self, built: Built, before: str) -> Written:
        return Written(self._code, built.path, built.status, before, built.digest, built.parts, len(built.body))

    def _remove(self, path: str) -> Written | None:
        before = self._store.remove(path, self._moment)
        return None if before is None else Written(self._code, path, 404, before, "", (), 0)

    def _clear(self) -> tuple[Written, ...]:
        """The site is no longer in force: nothing of it stands."""
        self._store.unlist()
        paths = [p.path for p in self._store.pages()]
        return tuple(w for path in paths if (w := self._remove(path)) is not None)
