"""The pages that lead to articles: fronts, lists and their numbered pages, days, collections, feeds, sitemaps."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Final

from dateline.news import credit
from dateline.news.house import Site
from dateline.news.rights import Standing
from dateline.news.uses import earliest
from dateline.sites import fronts, plan
from dateline.sites.catalog import Catalog, Fragments, Listed
from dateline.sites.machines import feeds, sitemaps, structured
from dateline.sites.machines.feeds import ATOM, JSON_FEED, RSS, Channel
from dateline.sites.pages import (
    Anchor,
    CollectionPage,
    Dated,
    Day,
    DayLink,
    FrontPage,
    IndexPage,
    ListPage,
    Month,
    Shell,
)
from dateline.sites.pages import Shelf as FrontShelf
from dateline.sites.plan import Address, Shelf
from dateline.sites.render import Renderer
from dateline.sites.shell import Shells
from dateline.sites.store import Built
from dateline.sites.words import address, long, month, short, time

_KICKERS: Final[dict[Shelf, str]] = {"topic": "Topic", "place": "Place", "source": "Source"}
_FEED_TYPES: Final = {
    "rss": f"{RSS}; charset=utf-8",
    "atom": f"{ATOM}; charset=utf-8",
    "json": JSON_FEED,
}
_FEED_WORDS: Final = {"rss": "RSS", "atom": "Atom", "json": "JSON"}


class _Used:
    """What a page must say of all articles on it."""

    def __init__(self, some: Iterable[Listed]) -> None:
        some = tuple(some)
        lines = [one.line for one in some]
        #: Articles and stories whose words it holds.
        self._parts = tuple(dict.fromkeys([p for line in lines for p in line.parts]))
        #: A story that changes is looked up by its articles.
        self._index = tuple([one.article for one in some])
        self._pictures = tuple([p for line in lines for p in line.pictures])
        self._until = min([line.until for line in lines if line.until], default=None)
        self.credits = tuple(dict.fromkeys([c for line in lines for c in line.credits]))
        #: The newest change; None where there is no article.
        self.changed = max([line.changed for line in lines], default=None)

    def built(
        self, path: str, body: bytes, type: str = "text/html; charset=utf-8", due: datetime | None = None
    ) -> Built:
        """The page of them."""
        return Built(
            path=path,
            type=type,
            body=body,
            parts=self._parts,
            index=self._index,
            pictures=self._pictures,
            until=self._until,
            due=due,
        )


class ListPages:
    """The pages of one site that lead to its articles, at one moment."""

    def __init__(
        self, site: Site, standing: Standing, catalog: Catalog, shells: Shells, renderer: Renderer, moment: datetime
    ) -> None:
        self._site, self._standing, self._catalog, self._moment = site, standing, catalog, moment
        self._shells, self._renderer = shells, renderer
        #: The list whose feeds were last made, and what they hold.
        self._last: tuple[str, list[Fragments], _Used] | None = None

    # Fronts

    def front(self, path: str) -> Built:
        """A site's first page: its newest day in the order of worth, then the days before."""
        made = fronts.front(self._catalog, self._site.collections)
        first, used = made.first, _Used(made.all)
        page = FrontPage(
            shell=self._shell(
                path, self._site.name, self._site.tagline, used, data=structured.front(self._shells.publisher, ())
            ),
            today=long(made.day) if made.day else "",
            lead_html=first[0].html if first else "",
            pictured=bool(first) and bool(first[0].line.pictures),
            seconds_html=tuple([one.html for one in first[1:]]),
            days=tuple([_day(d, some) for d, some in made.before]),
            collections=tuple(
                FrontShelf(title=c.title, href=plan.collection_path(c.slug), cards_html=_html(some))
                for c, some in made.shelves
                if some
            ),
        )
        return used.built(path, self._renderer.render(page))

    # Lists

    def newest(self, path: str, about: Address) -> Built | None:
        """A list's newest articles; sections stand also while they are empty."""
        title = self._title(about.key)
        used = self._catalog.newest(about.key, plan.NEWEST)
        if not title or not (used or plan.shelf(about.key) == "section"):
            return None
        last = plan.pages_of(self._catalog.size(about.key))
        return self._listing(path, about.key, title, used, older=_page(about.key, last) if last else None)

    def page(self, path: str, about: Address) -> Built | None:
        """A list's numbered page; it stands as long as the list has a place on it, whatever is shown there."""
        title, last = self._title(about.key), plan.pages_of(self._catalog.size(about.key))
        if not title or about.number > last:
            return None
        used, n = self._catalog.page(about.key, about.number), about.number
        kind = plan.shelf(about.key)
        return self._listing(
            path,
            about.key,
            title,
            used,
            position=f"Page {n} of this {kind}, from the oldest",
            older=_page(about.key, n - 1) if n > 1 else None,
            newer=_page(about.key, n + 1) if n < last else None,
            newest=Anchor(plan.list_path(about.key), title),
        )

    def _listing(
        self,
        path: str,
        key: str,
        title: str,
        used: list[Listed],
        *,
        position: str = "",
        older: Anchor | None = None,
        newer: Anchor | None = None,
        newest: Anchor | None = None,
    ) -> Built:
        kind, told = plan.shelf(key), _Used(used)
        intro = f"{title} on {self._site.name}, newest first."
        empty = "" if used or position else "No story has been published in this section yet."
        paths = zip(plan.feed_paths(key), plan.FEEDS.values(), strict=False)
        page = ListPage(
            shell=self._shell(
                path,
                f"{title}, page {plan.address(path).number}" if position else title,  # type: ignore[union-attr]
                intro,
                told,
                here=plan.list_path(key) if kind == "section" else "",
                key=key if kind in plan.FED else "",
                name=title,
                data=self._listed_data(path, title, intro),
            ),
            kicker=_KICKERS.get(kind, ""),
            title=title,
            intro=empty,
            days=tuple([_day(d, some) for d, some in fronts.by_day(used)]),
            position=position,
            older=older,
            newer=newer,
            newest=newest,
            feeds=() if position else tuple(Anchor(p, _FEED_WORDS[f]) for p, f in paths),
        )
        return told.built(path, self._renderer.render(page))

    def _listed_data(self, path: str, title: str, intro: str) -> str:
        site = self._site
        own = address(site, path)
        trail = (Anchor(address(site), site.name), Anchor(own, title))
        return structured.listing(title, own, intro, (), self._shells.publisher, trail)

    def _title(self, key: str) -> str:
        """What a list is called; empty if there is none."""
        if plan.shelf(key) == "section":
            section = self._site.section(key.partition(":")[2])
            return section.title if section else ""
        return self._catalog.name(key)

    # Days

    def day(self, path: str, about: Address) -> Built | None:
        """The articles of one day."""
        day = about.day or date.min
        used = self._catalog.of_day(day)
        if not used:
            return None
        older, newer = self._catalog.beside(day)
        title, told = long(day), _Used(used)
        intro = f"{self._site.name} of {title}."
        page = ListPage(
            shell=self._shell(path, title, intro, told, data=self._listed_data(path, title, intro)),
            title=title,
            days=(Day(title=title, href=path, cards_html=_html(used)),),
            older=Anchor(plan.day_path(older), short(older)) if older else None,
            newer=Anchor(plan.day_path(newer), short(newer)) if newer else None,
        )
        return told.built(path, self._renderer.render(page))

    def days(self, path: str) -> Built:
        """Previous issues: all days."""
        months = [
            Month(title=month(first), days=tuple([_day_link(d) for d in some]))
            for first, some in groupby(reversed(self._catalog.days()), key=lambda d: d.replace(day=1))
        ]
        title = "Previous issues"
        page = IndexPage(
            shell=self._shells.shell(path, title, f"All days of {self._site.name}."),
            title=title,
            months=tuple(months),
        )
        return Built(path=path, body=self._renderer.render(page))

    def collection(self, path: str, about: Address) -> Built | None:
        """What editors keep together: a list, or a timeline."""
        found = next((c for c in self._site.collections if c.slug == about.word), None)
        if found is None:
            return None
        line, used = found.kind == "timeline", fronts.gathered(self._catalog, found)
        told = _Used(used)
        page = CollectionPage(
            shell=self._shell(
                path, found.title, found.intro, told, data=self._listed_data(path, found.title, found.intro)
            ),
            kind=found.kind,
            title=found.title,
            intro=found.intro,
            updated=time(told.changed, self._site) if told.changed else None,
            cards_html=() if line else _html(used),
            steps=tuple(Dated(when=time(one.published, self._site), html=one.html) for one in used) if line else (),
        )
        return told.built(path, self._renderer.render(page))

    # Feeds and sitemaps

    def feed(self, path: str, about: Address) -> Built | None:
        """The newest articles that licences let feeds have."""
        title = self._title(about.key) if about.key else self._site.name
        fed, used = self._fed(about.key)
        if not title or not (fed or plan.shelf(about.key) in ("all", "section")):
            return None
        channel, changed = self._channel(path, about.key, title, used.changed), used.changed
        match about.format:
            case "rss":
                body = feeds.rss(channel, [f.rss for f in fed], changed)
            case "atom":
                gone = self._gone(about.key)
                updated = max([at for at in (changed, *(g.when for g in gone)) if at], default=self._began())
                body = feeds.atom(channel, [f.atom for f in fed], gone, updated)
            case "json":
                body = feeds.json_feed(channel, [f.json for f in fed])
        return used.built(path, body, _FEED_TYPES[about.format])

    def _fed(self, key: str) -> tuple[list[Fragments], _Used]:
        # Asked for in three formats, one after the other.
        if self._last is None or self._last[0] != key:
            found = self._catalog.fed(key, plan.FEED)
            self._last = (key, [f for _, f in found], _Used(one for one, _ in found))
        return self._last[1:]

    def _channel(self, path: str, key: str, title: str, changed: datetime | None) -> Channel:
        site = self._site
        year = changed.year if changed else site.since
        return Channel(
            site=site.name,
            title=f"{site.name}: {title}" if key else site.name,
            home=address(site, plan.list_path(key)),
            address=address(site, path),
            description=site.tagline if not key else "",
            language=site.language,
            hub=site.hub,
            rights=credit.copyright_line(site, year),
            icon=address(site, plan.ICON),
        )

    def _began(self) -> datetime:
        return datetime(self._site.since, 1, 1, tzinfo=UTC)

    def _gone(self, key: str) -> list[feeds.Gone]:
        home = address(self._site)
        return [feeds.Gone(f"{home}{article}", at) for article, at in self._catalog.gone(key, plan.FEED)]

    def sitemap(self, path: str) -> Built:
        """The list of a site's sitemaps, one a month."""
        months = (plan.month_path(first) for first in self._catalog.months())
        maps = [sitemaps.Map(address(self._site, p)) for p in (*months, plan.NEWS)]
        return Built(path=path, type="application/xml", body=sitemaps.index(maps))

    def month(self, path: str, about: Address) -> Built | None:
        """The articles of a month."""
        used = [one for one in self._catalog.of_month(about.day or date.min) if one.html]
        body = sitemaps.month(one.html for one in used)
        return _Used(used).built(path, body, "application/xml") if used else None

    def news(self, path: str) -> Built:
        """The articles of the last two days, for search engines that look for news."""
        since = (self._moment - sitemaps.NEWS_AGE).date() - timedelta(days=1)
        used = [o for o in self._catalog.since(since) if o.html and sitemaps.new(o.published, self._moment)]
        due = earliest(sitemaps.old_from(one.published) for one in used)
        return _Used(used).built(path, sitemaps.news(one.html for one in used), "application/xml", due)

    # What is common

    def _shell(
        self,
        path: str,
        title: str,
        description: str,
        used: _Used,
        *,
        here: str = "",
        key: str = "",
        name: str = "",
        data: str = "",
    ) -> Shell:
        return self._shells.shell(
            path,
            title,
            description,
            here=here,
            key=key,
            name=name,
            credits=used.credits,
            changed=used.changed,
            data=data,
        )


def _day(day: date, some: Iterable[Listed]) -> Day:
    return Day(title=long(day), href=plan.day_path(day), cards_html=_html(some))


def _html(some: Iterable[Listed]) -> tuple[str, ...]:
    return tuple([one.html for one in some])


def _page(key: str, number: int) -> Anchor:
    return Anchor(plan.page_path(key, number), f"Page {number}")


@lru_cache(maxsize=4096)
def _day_link(day: date) -> DayLink:
    return DayLink(href=plan.day_path(day), words=str(day.day), title=long(day))
