"""Pages from what there is: each output's values, set in type."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import partial
from typing import Final

from dateline.news.house import Site
from dateline.news.uses import earliest
from dateline.sites import errata, plan, texts
from dateline.sites.article import ArticlePages
from dateline.sites.catalog import Fragments, Slot
from dateline.sites.icon import icon
from dateline.sites.illustrate import Illustrator
from dateline.sites.items import item
from dateline.sites.lists import ListPages
from dateline.sites.machines import declarations
from dateline.sites.machines.item import Item, fragments
from dateline.sites.needs import News, Pictures
from dateline.sites.pages import Anchor, GonePage, MissingPage
from dateline.sites.plan import Address
from dateline.sites.shell import Shells
from dateline.sites.showing import Showing, View, view
from dateline.sites.store import Built, PageStore
from dateline.sites.words import local_day

_TEXT: Final = "text/plain; charset=utf-8"


class Edition:
    """
    One site's outputs, from the state after an entry, at a moment.

    Args:
        site: Whose.
        news: What there is.
        store: What is on the site already.
        shells: What stands around the site's pages, in its theme.
        moment: When; UTC.
        pictures: Those that came with stories.
    """

    def __init__(
        self, site: Site, news: News, store: PageStore, shells: Shells, moment: datetime, pictures: Pictures
    ) -> None:
        self._site, self._news, self._catalog, self._shells = site, news, store.catalog, shells
        self._renderer = renderer = shells.renderer
        self._standing, self._moment = news.standing(), moment
        self._mined = declarations.may_be_mined(site, self._standing)
        self._illustrator = Illustrator(news, pictures, moment)
        self._articles = ArticlePages(site, news, self._catalog, self._shells, renderer, moment, self._illustrator)
        self._lists = ListPages(site, self._standing, self._catalog, self._shells, renderer, moment)
        #: The views of articles whose pages are being made.
        self._views: dict[str, View | None] = {}
        self._items: dict[str, Item] = {}
        self._files = self._made()

    # Articles

    def note(self, article: str) -> tuple[Showing | None, Showing | None]:
        """Rule on an article anew, and note how lists show it now; as it was shown before, and as it is."""
        before, found = self._catalog.noted(article), self.view(article)
        if found is None:
            return before, None
        years = tuple(local_day(at, self._site).year for at, _, _ in found.showing.errata)
        self._catalog.note(found.showing, self._fragments(found), _credits(found.showing), years)
        return before, found.showing

    def view(self, article: str) -> View | None:
        """An article as it is on the site at the edition's moment; None where it never was."""
        if article not in self._views:
            thing = self._news.article(article)
            found = view(thing, self._site, self._news, self._moment) if thing else None
            self._views[article] = self._illustrator.carded(found) if found else None
        return self._views[article]

    def days_of(self, articles: Iterable[str]) -> set[date]:
        """The days of articles, as they were noted and as they are."""
        views = (self.view(article) for article in articles)
        now = {found.showing.day for found in views if found}
        return now | {noted.day for a in articles if (noted := self._catalog.noted(a)) is not None}

    def forget(self) -> None:
        """Let go of views: a whole site has many."""
        self._views.clear()
        self._items.clear()

    def _fragments(self, found: View) -> Fragments:
        card = found.showing.card
        if card is None:
            return Fragments()
        set_card = partial(self._renderer.card, card, language=self._site.language)
        told = fragments(self._told(found))
        return Fragments(
            river=set_card("h3"),
            lead=set_card("h2", more=True, lead=True),
            sitemap=told.sitemap,
            news=told.news,
            rss=told.rss,
            atom=told.atom,
            json=told.json,
        )

    def _told(self, found: View) -> Item:
        known = self._items.get(found.article.id)
        if known is None:
            known = self._items[found.article.id] = item(found, self._site, self._standing)
        return known

    def pages_of(self, article: str) -> Iterator[tuple[str, Built | None]]:
        """The pages of an article's own, by their paths."""
        found = self.view(article)
        if found is not None:
            yield found.showing.path, self._articles.story(found, self._told(found))
            yield found.showing.how, self._articles.how(found)

    def moved(self, before: Showing | None, after: Showing | None) -> frozenset[str]:
        """The outputs of the lists that an article left or came to after it was placed."""
        if before is None or after is None:
            return frozenset()
        keys = {key for key, _ in before.lists} ^ {key for key, _ in after.lists}
        return frozenset(p for key in keys for p in plan.all_outputs(key, self._catalog.size(key) + 1))

    def slots(self, article: str) -> list[Slot]:
        """The places of an article on its lists."""
        return self._catalog.slots(article)

    # Outputs

    def build(self, path: str) -> Built | None:
        """The output of that path; None where there is to be none."""
        if (file := self._files.get(path)) is not None:
            return file
        about = plan.address(path)
        if about is None:
            return None
        if about.kind in ("story", "how"):
            return self._article(path, how=about.kind == "how")
        return self._maker(about)(path)

    def _article(self, path: str, *, how: bool) -> Built | None:
        found = self.view(f"art-{plan.routed(path.removesuffix('/how'))}")
        if found is None or path != (found.showing.how if how else found.showing.path):
            return None
        return self._articles.how(found) if how else self._articles.story(found, self._told(found))

    def _maker(self, about: Address) -> Callable[[str], Built | None]:
        lists = self._lists
        listed = {
            "list": lists.newest,
            "page": lists.page,
            "feed": lists.feed,
            "day": lists.day,
            "month": lists.month,
            "collection": lists.collection,
        }
        if (make := listed.get(about.kind)) is not None:
            return partial(make, about=about)
        return {
            "front": lists.front,
            "days": lists.days,
            "sitemap": lists.sitemap,
            "news": lists.news,
            "text": self._text,
            "corrections": self._corrections,
            "robots": self._robots,
            "ads": self._ads,
            "trust": self._trust,
            "tdm": self._tdm,
            "icon": self._icon,
            "404": self._not_found,
            "410": self._gone,
        }.get(about.kind, _nothing)

    def _made(self) -> dict[str, Built]:
        """The style sheet and the fonts, whose addresses change with their bytes."""
        style = Built(path=self._shells.style_path, type="text/css; charset=utf-8", body=self._shells.style)
        fonts = (Built(path=p, type="font/woff2", body=body) for p, body in self._renderer.fonts.items())
        return {built.path: built for built in (style, *fonts)}

    def standing_paths(self) -> frozenset[str]:
        """The outputs that the site has whatever happens."""
        return plan.standing_paths(self._site) | self._files.keys()

    def listing_paths(self) -> frozenset[str]:
        """The outputs that lead to the site's articles, as far as they follow from its catalog."""
        catalog = self._catalog
        lists = ((key, catalog.size(key)) for key in catalog.lists() if key)
        days = catalog.days()
        return frozenset(
            (
                *(path for key, size in lists for path in plan.all_outputs(key, size)),
                *(plan.day_path(d) for d in days),
                *(plan.month_path(d) for d in days),
                *(plan.errata_path(year) for year in catalog.errata_years()),
            )
        )

    # Who we are

    def _text(self, path: str) -> Built | None:
        page = texts.text(path, self._site, self._standing, self._moment, self._shells)
        if page is None:
            return None
        until = texts.until(path, self._site, self._standing, self._moment)
        return Built(path=path, body=self._renderer.render(page), due=until)

    def _corrections(self, path: str) -> Built | None:
        about = plan.address(path)
        year = about.day.year if about and about.day else None
        years = self._catalog.errata_years()
        if year is not None and year not in years:
            return None
        told = self._catalog.errata(year, errata.MOST)
        notices = [_notice(at, mark, words, showing) for at, mark, words, showing in told]
        used = [s for *_, s in told if s.state == "shown"]
        shell = self._shells.shell(
            path,
            errata.title(path),
            errata.INTRO,
            credits=dict.fromkeys(c for s in used for c in _credits(s)),
            changed=max((n.at for n in notices), default=None),
        )
        return Built(
            path=path,
            body=self._renderer.render(errata.page(path, notices, years, self._site, shell)),
            parts=tuple(dict.fromkeys(p for s in used for p in s.parts)),
            until=earliest(s.until for s in used),
        )

    # Machines

    def _robots(self, path: str) -> Built:
        return Built(path=path, type=_TEXT, body=declarations.robots(self._site, mined=self._mined))

    def _ads(self, path: str) -> Built:
        owner = self._site.host.partition(":")[0].removeprefix("www.")
        return Built(path=path, type=_TEXT, body=declarations.ads(self._site.ads, owner))

    def _trust(self, path: str) -> Built:
        return Built(
            path=path, type=_TEXT, body=declarations.trust(self._site, self._standing.house, mined=self._mined)
        )

    def _tdm(self, path: str) -> Built:
        return Built(path=path, type="application/json", body=declarations.tdmrep(mined=self._mined))

    def _icon(self, path: str) -> Built:
        return Built(path=path, type="image/svg+xml", body=icon(self._site))

    # What the server says where there is nothing

    def _not_found(self, path: str) -> Built:
        sentences = ("There is no page at this address.", "The front page and the sections list all that is here.")
        shell = self._shells.shell(path, "Not found", "", noindex=True, changed=self._standing.since)
        sections = tuple(Anchor(plan.section_path(s.slug), s.title) for s in self._site.sections)
        page = MissingPage(shell=shell, title="Not found", sentences=sentences, search="/search", sections=sections)
        return Built(path=path, status=404, body=self._renderer.render(page))

    def _gone(self, path: str) -> Built:
        sentences = ("An article that stood at this address was taken back a moment ago.", "It is no longer here.")
        shell = self._shells.shell(path, "No longer here", "", noindex=True, changed=self._standing.since)
        page = GonePage(shell=shell, title="No longer here", sentences=sentences)
        return Built(path=path, status=410, body=self._renderer.render(page))


def _nothing(_path: str) -> None:
    return None


def _notice(at: datetime, mark: errata.Mark, words: str, showing: Showing) -> errata.Notice:
    """What readers were told of an article; its headline and the way to it only while it may be shown."""
    shown = showing.state == "shown"
    headline = showing.card.headline if shown and showing.card else ""
    return errata.Notice(at, mark, words, showing.path if shown else "", headline)


def _credits(showing: Showing) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for c in (*showing.credits, showing.credit) if c))
