"""One step of one site: what changed is ruled anew, and the outputs that it touches are made."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from dateline.news.house import Site
from dateline.news.rights import Standing
from dateline.news.story import Story
from dateline.sites import change, errata, languages, plan
from dateline.sites.build import Edition
from dateline.sites.needs import Pictures, Placed
from dateline.sites.shell import Shells
from dateline.sites.showing import Showing
from dateline.sites.store import Built, PageStore
from dateline.verbs.chain import Chain, Written

#: On the list of what the clock changes, a page goes by this and its path.
_PAGE = "page:"
#: Articles of a whole site whose pages are made before memory is let go.
_FORGET = 64


class Work:
    """One step of one site, inside the store's transaction."""

    def __init__(
        self,
        code: str,
        news: Placed,
        store: PageStore,
        moment: datetime,
        chain: Chain,
        shells: Callable[[Site, Standing], Shells],
        pictures: Pictures,
    ) -> None:
        self._pictures = pictures
        self._code, self._news, self._store, self._moment = code, news, store, moment
        self._chain, self._shells = chain, shells

    def bring(self, changed: frozenset[str], everything: bool) -> None:
        """Rule anew on what changed, then make the outputs it touches."""
        house = self._news.standing().house
        site = house.site(self._code)
        if site is None:
            self._clear()
            return
        if everything:
            self._all(self._edition(site))
        else:
            self._some(site, changed)
        self._store.forget(self._moment - timedelta(days=house.keep_pages), self._erased(changed))

    def _edition(self, site: Site) -> Edition:
        shells = self._shells(site, self._news.standing())
        return Edition(site, self._news, self._store, shells, self._moment, self._pictures)

    def _some(self, site: Site, changed: frozenset[str]) -> None:
        """What a few changes touch."""
        changed |= languages.parts(self._stories(changed))
        paths = {p.removeprefix(_PAGE) for p in changed if p.startswith(_PAGE)}
        articles = self._here(self._articles(changed))
        held = self._store.showing_parts(changed)
        if not (articles or paths or held):
            # Most changes are of other sites.
            return
        edition = self._edition(site)
        days = edition.days_of(articles)
        stood = {d for d in days if self._store.catalog.has(d)}
        pairs = [self._noted(id, edition) for id in articles]
        for before, after in pairs:
            paths |= change.touched(before, after, edition.slots(after.article) if after else ())
            paths |= edition.moved(before, after)
            paths |= errata.touched(before.errata if before else (), after.errata if after else (), site)
        paths |= self._store.showing_parts(change.parts_touched(pairs, changed))
        for day in stood ^ {d for d in days if self._store.catalog.has(d)}:
            # Days link to the days before and after, which may be others now.
            paths |= {plan.DAYS, *(plan.day_path(d) for d in self._store.catalog.beside(day) if d)}
        months = {plan.month_path(d) for d in days}
        mapped = {path for path in months if self._store.page(path)}
        for path in sorted(paths):
            self._make(path, edition)
        if mapped != {path for path in months if self._store.page(path)}:
            self._make(plan.SITEMAP, edition)

    def _all(self, edition: Edition) -> None:
        """Everything: articles first, in the order in which the site had them, then what leads to them."""
        # Lists may be other ones under other settings: they begin anew, and are the same where nothing changed.
        self._store.catalog.unlist()
        made, again = set[str](), set[str]()
        for count, (_, article) in enumerate(self._news.placed(self._code), 1):
            before, after = self._noted(article, edition)
            if after is None:
                continue
            # An older page may have waited for this one.
            again |= made & self._store.showing_parts(change.parts_touched([(before, after)], ()))
            for path, built in edition.pages_of(article):
                self._put(path, built)
                made.add(path)
            if count % _FORGET == 0:
                edition.forget()
        rest = {*edition.standing_paths(), *edition.listing_paths(), *self._store.paths()} - made
        for path in sorted(rest | again):
            self._make(path, edition)

    def _articles(self, changed: frozenset[str]) -> set[str]:
        own = {part for part in changed if self._news.article(part) is not None}
        return own.union(self._above(changed), *(s.articles for s in self._stories(changed)))

    def _stories(self, changed: Iterable[str]) -> Iterator[Story]:
        """The stories that changed; a verb on an article may end the withdrawal of its own, which others hold too."""
        for part in changed:
            article = self._news.article(part)
            ids = article.stories if article else (part,)
            yield from (story for id in ids if (story := self._news.story(id)) is not None)

    def _above(self, changed: frozenset[str]) -> set[str]:
        """The articles on whose pages those texts stand: whether machines are led there hangs on each of them."""
        tails = (plan.routed(p) for p in self._store.showing_parts(changed) if _kind(p) == "story")
        return {f"art-{tail}" for tail in tails if tail}

    def _here(self, ids: set[str]) -> list[str]:
        """Those of the articles that the site ever had, in the order in which it had them: lists are in that order."""
        articles = (article for id in ids if (article := self._news.article(id)) is not None)
        placed = [(entry, a.id) for a in articles if (entry := dict(a.placed).get(self._code)) is not None]
        return [id for _, id in sorted(placed)]

    def _noted(self, id: str, edition: Edition) -> tuple[Showing | None, Showing | None]:
        before, after = edition.note(id)
        if after is not None:
            self._store.expect(id, after.until)
        return before, after

    def _erased(self, changed: frozenset[str]) -> list[str]:
        stories = (self._news.story(part) for part in changed)
        return [s.id for s in stories if s and any(d.deed == "erase" for d in s.decisions)]

    def _make(self, path: str, edition: Edition) -> None:
        self._put(path, edition.build(path))

    def _put(self, path: str, built: Built | None) -> None:
        if built is None:
            self._remove(path)
            return
        self._store.expect(_PAGE + path, built.until)
        self._store.expect(_PAGE + path, built.due)
        digest = built.digest
        before = self._store.put(built, digest, self._moment)
        if before is not None:
            self._chain.tell(Written(self._code, path, built.status, before, digest, built.parts, len(built.body)))

    def _remove(self, path: str) -> None:
        before = self._store.remove(path, self._moment)
        if before is not None:
            self._chain.tell(Written(self._code, path, 404, before, "", (), 0))

    def _clear(self) -> None:
        """The site is no longer in force: nothing of it stands."""
        self._store.catalog.unlist()
        for path in self._store.paths():
            self._remove(path)


def _kind(path: str) -> str:
    about = plan.address(path)
    return about.kind if about else ""
