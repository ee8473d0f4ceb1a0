"""Pages from what there is: each output's values, set in type."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from dateline.news.house import Site
from dateline.news.rights import Standing
from dateline.sites import feeds, plan
from dateline.sites.article import ArticlePages
from dateline.sites.needs import News
from dateline.sites.pages import Anchor, Card, Day, FrontPage, GonePage, ListPage, TextPage
from dateline.sites.render import Renderer
from dateline.sites.shell import Shells
from dateline.sites.showing import Showing
from dateline.sites.store import Built, PageStore
from dateline.sites.words import long, short

#: Stories on a front, of its newest day and of the days before.
FRONT_DAY, FRONT_BEFORE, FRONT_DAYS = 9, 8, 4
#: Stories on a section's page, and in a feed.
SECTION, FEED = 60, 40


class Edition:
    """
    One site's outputs, from the state after an entry, at a moment.

    Args:
        site: Whose.
        news: What there is.
        catalog: What is listed on the site already.
        renderer: The site's theme.
        moment: When; UTC.
    """

    def __init__(self, site: Site, news: News, catalog: PageStore, renderer: Renderer, moment: datetime) -> None:
        self._site, self._news, self._catalog, self._renderer = site, news, catalog, renderer
        self._standing: Standing = news.standing()
        self._shells = Shells(site, self._standing, renderer)
        self._articles = ArticlePages(site, news, catalog, self._shells, renderer, moment)

    def build(self, path: str) -> Built | None:
        """The output of that path; None where there is to be none."""
        if path == self._shells.style_path:
            return Built(path=path, type="text/css; charset=utf-8", body=self._shells.style)
        make: dict[plan.Kind, Callable[[str], Built | None]] = {
            "front": self._front,
            "section": self._section,
            "day": self._day,
            "story": self._story,
            "how": self._how,
            "text": self._text,
            "feed": self._feed,
            "sitemap": self._sitemap,
            "months": self._month,
            "robots": self._robots,
            "icon": self._icon,
            "404": self._not_found,
            "410": self._gone,
        }
        kind = plan.kind(path)
        return make[kind](path) if kind is not None else None

    def standing_paths(self) -> frozenset[str]:
        """The outputs that the site has whatever happens."""
        return plan.standing_paths(self._site) | {self._shells.style_path}

    # Lists

    def _front(self, path: str) -> Built:
        pinned = {s.article: s for s in self._catalog.pinned()}
        shown = [s for s in self._catalog.latest(200) if s.article not in pinned]
        days = _by_day(shown)
        today = days[0][1] if days else []
        ranked = sorted(today, key=lambda s: (s.urgency, -s.published.timestamp(), s.article))
        first = _placed(ranked[:FRONT_DAY], pinned.values())
        before = [(d, s[:FRONT_BEFORE]) for d, s in days[1 : 1 + FRONT_DAYS]]
        used = [*first, *(s for _, some in before for s in some)]
        page = FrontPage(
            shell=self._shells.shell(path, self._site.name, self._site.tagline, used, here="/"),
            today=long(days[0][0]) if days else "",
            lead=first[0].card if first else None,
            seconds=tuple(s.card for s in first[1:] if s.card),
            days=tuple(_day(d, some) for d, some in before),
        )
        return self._list(path, self._renderer.render(page), used)

    def _section(self, path: str) -> Built | None:
        section = self._site.section(path.strip("/"))
        if section is None:
            return None
        used = self._catalog.latest(SECTION, section.slug)
        intro = f"{section.title} on {self._site.name}, newest first."
        page = ListPage(
            shell=self._shells.shell(path, section.title, intro, used, here=path),
            title=section.title,
            intro="" if used else "No story has been published in this section yet.",
            days=tuple(_day(d, some) for d, some in _by_day(used)),
        )
        return self._list(path, self._renderer.render(page), used)

    def _day(self, path: str) -> Built | None:
        day = date.fromisoformat(path.strip("/").replace("/", "-"))
        used = self._catalog.of_day(day)
        if not used:
            return None
        older, newer = self._catalog.beside(day)
        title = long(day)
        page = ListPage(
            shell=self._shells.shell(path, title, f"{self._site.name} of {title}.", used),
            title=title,
            days=(Day(title=title, href=path, cards=_cards(used)),),
            older=Anchor(plan.day_path(older), short(older)) if older else None,
            newer=Anchor(plan.day_path(newer), short(newer)) if newer else None,
        )
        return self._list(path, self._renderer.render(page), used)

    def _list(self, path: str, body: bytes, used: Iterable[Showing], type: str = "text/html; charset=utf-8") -> Built:
        used = list(used)
        parts = tuple(sorted({p for s in used for p in s.parts}))
        until = min((s.until for s in used if s.until), default=None)
        return Built(path=path, type=type, body=body, parts=parts, until=until)

    # Articles

    def _story(self, path: str) -> Built | None:
        showing = self._catalog.route(plan.routed(path) or "")
        return self._articles.story(showing) if showing and showing.path == path else None

    def _how(self, path: str) -> Built | None:
        showing = self._catalog.route(plan.routed(path.removesuffix("/how")) or "")
        return self._articles.how(showing) if showing and showing.how == path else None

    # Who we are

    def _text(self, path: str) -> Built:
        site, since = self._site, self._standing.since
        titles = {"about": "About us", "privacy": "Privacy", "terms": "Terms of use", "copyright": "Copyright"}
        title = titles[path.strip("/")]
        texts = {"about": site.about, "privacy": site.privacy, "terms": site.terms, "copyright": ""}
        paragraphs = _paragraphs(texts[path.strip("/")])
        if path == "/about":
            paragraphs = (*paragraphs, *self._imprint())
        if path == "/copyright":
            paragraphs = self._copyright()
        dated = site.effective if path in ("/privacy", "/terms") else None
        page = TextPage(
            shell=self._shells.shell(path, title, f"{title}: {site.name}.", (), changed=since),
            title=title,
            paragraphs=paragraphs,
            effective=f"In force since {short(dated)}" if dated else "",
        )
        return Built(path=path, body=self._renderer.render(page))

    def _imprint(self) -> tuple[str, ...]:
        site, entity = self._site, self._site.entity
        address = f", {entity.address}" if entity.address else ""
        said = [f"{site.name} is published by {entity.name}{address or ', ' + entity.place}."]
        if site.contact:
            said.append(f"Write to the editors: {site.contact}.")
        return tuple(said)

    def _copyright(self) -> tuple[str, ...]:
        """Who may send us text, and what each lets us do, from the licences in force."""
        house = self._standing.house
        lines = [
            f"{source.full_name}: {licence.terms}"
            for source in house.sources
            if (licence := house.licence(source.licence))
            and not (licence.template and licence.digest not in self._standing.confirmed)
            and (not licence.sites or self._site.code in licence.sites)
        ]
        entity = self._site.entity
        return (
            "The foot of every page says whose words stand on it, and under which terms. "
            "These are the sources this site may draw on:",
            *lines,
            f"Our own reporting, and the selection and arrangement of these pages, belong to {entity.name}, "
            f"{entity.place}, and stand under the law of {entity.jurisdiction}.",
        )

    # Machines

    def _feed(self, path: str) -> Built:
        used = [s for s in self._catalog.latest(2 * FEED) if s.feed][:FEED]
        built = max((s.changed for s in used), default=None)
        type = "application/rss+xml; charset=utf-8"
        return self._list(path, feeds.rss(self._site, used, built), used, type)

    def _sitemap(self, path: str) -> Built:
        return Built(path=path, type="application/xml", body=feeds.months(self._site, self._catalog.days()))

    def _month(self, path: str) -> Built | None:
        month = date.fromisoformat(path.removeprefix("/sitemap/").removesuffix(".xml") + "-01")
        used = [s for s in self._catalog.of_month(month) if s.indexed]
        return self._list(path, feeds.sitemap(self._site, used), used, "application/xml") if used else None

    def _robots(self, path: str) -> Built:
        return Built(path=path, type="text/plain; charset=utf-8", body=feeds.robots(self._site))

    def _icon(self, path: str) -> Built:
        return Built(path=path, type="image/svg+xml", body=feeds.icon(self._site))

    # What the server says where there is nothing

    def _not_found(self, path: str) -> Built:
        sentences = ("There is no page at this address.", "The front page and the sections list all that is here.")
        return self._notice(path, 404, "Not found", sentences)

    def _gone(self, path: str) -> Built:
        sentences = ("An article that stood at this address was taken back a moment ago.", "It is no longer here.")
        return self._notice(path, 410, "No longer here", sentences)

    def _notice(self, path: str, status: int, title: str, sentences: tuple[str, ...]) -> Built:
        shell = self._shells.shell(path, title, "", (), noindex=True, changed=self._standing.since)
        page = GonePage(shell=shell, title=title, sentences=sentences)
        return Built(path=path, status=status, body=self._renderer.render(page))


def _placed(ranked: list[Showing], pinned: Iterable[Showing]) -> list[Showing]:
    """What a front shows first: at the places that editors gave away what they gave them to, else by rank."""
    found = list(ranked)
    for showing in sorted(pinned, key=lambda s: (s.place, s.article)):
        found.insert(showing.place - 1, showing)
    return found[:FRONT_DAY]


def _by_day(showings: Iterable[Showing]) -> list[tuple[date, list[Showing]]]:
    days: dict[date, list[Showing]] = {}
    for showing in showings:
        days.setdefault(showing.day, []).append(showing)
    return list(days.items())


def _day(day: date, showings: Iterable[Showing]) -> Day:
    return Day(title=long(day), href=plan.day_path(day), cards=_cards(showings))


def _cards(showings: Iterable[Showing]) -> tuple[Card, ...]:
    return tuple(s.card for s in showings if s.card)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(p.split()) for p in text.replace("\r\n", "\n").split("\n\n") if p.strip())
