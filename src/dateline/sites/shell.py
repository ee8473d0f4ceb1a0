"""What stands around every page of one site: name, sections, footer, and what it says of itself to machines."""

from collections.abc import Iterable
from datetime import datetime

from dateline.news import credit
from dateline.news.house import Site
from dateline.news.rights import Standing
from dateline.news.script import direction_of
from dateline.sites import plan
from dateline.sites.machines import declarations, social
from dateline.sites.machines.feeds import ATOM, JSON_FEED, RSS
from dateline.sites.machines.structured import Publisher
from dateline.sites.pages import FOOT, Anchor, Feed, Frame, NavItem, Shell
from dateline.sites.render import Renderer, style_path
from dateline.sites.words import address, local_day

_TYPES = {"rss": RSS, "atom": ATOM, "json": JSON_FEED}


class Shells:
    """The shells of one site's pages."""

    def __init__(self, site: Site, standing: Standing, renderer: Renderer) -> None:
        self._site, self._house, self.renderer = site, standing.house, renderer
        #: The style sheet in the site's colours, and its address.
        self.style = renderer.style_for(site.accent, site.accent_dark)
        self.style_path = style_path(self.style)
        self._network = tuple(Anchor(address(s), s.name) for s in self._house.sites if s.code != site.code)
        self._links = (*FOOT, Anchor(plan.RIVER, "The raw wire")) if site.river else FOOT
        self._direction = direction_of(site.language)
        #: What is the same on many pages, by the section they are of and the list whose feeds they lead to.
        self._frames: dict[tuple[str, str], Frame] = {}
        #: Who publishes, for machines.
        self.publisher = self._publisher()

    def shell(
        self,
        path: str,
        title: str,
        description: str,
        *,
        here: str = "",
        key: str = "",
        name: str = "",
        credits: Iterable[str] = (),
        canonical: str | None = None,
        noindex: bool = False,
        changed: datetime | None = None,
        data: str = "",
        told: social.Pairs | None = None,
        expires: datetime | None = None,
    ) -> Shell:
        """
        The shell of one page.

        Args:
            path: The page's.
            title: For the browser's tab and for search engines.
            description: The same; may be empty.
            here: The section in the bar that the page is of.
            key: The list whose feeds it leads to, beside the site's own.
            name: What that list is called.
            credits: Whose words stand on it, one sentence each.
            canonical: In place of the page's own address.
            noindex: Whether search engines shall leave it out.
            changed: When it last changed: the year of the copyright line.
            data: What it is in schema.org's words, as one JSON text.
            told: What a link to it shows; None: its title and description.
            expires: When it will be gone, as far as that is known.
        """
        site, own = self._site, address(self._site, path)
        leads = None if noindex and canonical is None else canonical or own
        return Shell(
            site=site.code,
            name=site.name,
            tagline=site.tagline,
            language=site.language,
            direction=self._direction,
            nav=(),
            style=self.style_path,
            accent=site.accent,
            accent_dark=site.accent_dark,
            canonical=leads,
            title=title if title == site.name else f"{title} · {site.name}",
            description=description,
            credits=tuple(credits),
            copyright=credit.copyright_line(site, local_day(changed, site).year if changed else site.since),
            noindex=noindex,
            robots=declarations.robots_meta(noindex=noindex, expires=expires),
            social=told if told is not None else self._told(leads, title, description),
            data=data,
            frame=self._frame(here, key, name),
        )

    def _told(self, leads: str | None, title: str, description: str) -> social.Pairs:
        return social.page(self._site.name, title, description, leads, self._site.language) if leads else ()

    def _frame(self, here: str, key: str, name: str) -> Frame:
        frame = self._frames.get((here, key))
        if frame is None:
            frame = self.renderer.frame(self._common(here, key, name))
            # The sections are few; of other lists there may be thousands.
            if plan.shelf(key) in ("all", "section"):
                self._frames[here, key] = frame
        return frame

    def _common(self, here: str, key: str, name: str) -> Shell:
        site = self._site
        nav = (NavItem(plan.section_path(s.slug), s.title, plan.section_path(s.slug) == here) for s in site.sections)
        return Shell(
            site=site.code,
            name=site.name,
            tagline=site.tagline,
            language=site.language,
            direction=self._direction,
            nav=tuple(nav),
            style=self.style_path,
            accent=site.accent,
            accent_dark=site.accent_dark,
            title=site.name,
            network=self._network,
            network_name=self._house.name,
            links=self._links,
            search="/search",
            feeds=(*(_feeds(key, f"{site.name}: {name}") if key else ()), *_feeds("", site.name)),
        )

    def _publisher(self) -> Publisher:
        site, house = self._site, self._house
        home = house.standing_for_all() or site
        return Publisher(
            name=site.name,
            url=address(site),
            legal_name=site.entity.name,
            place=site.entity.address or site.entity.place,
            contact=site.contact,
            since=site.since,
            language=site.language,
            description=site.tagline,
            network=Anchor(address(home), house.name) if len(house.sites) > 1 else None,
            principles=address(site, "/how-we-work"),
            corrections=address(site, plan.CORRECTIONS),
            ownership=address(site, "/about"),
            terms=address(site, "/terms"),
            copyright=address(site, "/copyright"),
            search=address(site, "/search?q={query}"),
        )


def _feeds(key: str, title: str) -> tuple[Feed, ...]:
    paths = zip(plan.feed_paths(key), plan.FEEDS.values(), strict=False)
    return tuple(Feed(_TYPES[format], title, path) for path, format in paths)
