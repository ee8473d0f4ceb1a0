"""A site's search page, and that of the network."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final
from urllib.parse import parse_qs, urlencode

from dateline.archive import answer as found
from dateline.archive.answer import Answer
from dateline.archive.index import DEEPEST
from dateline.archive.search import PAGE
from dateline.doors.addresses import SEARCH
from dateline.doors.door import made
from dateline.news.house import Site
from dateline.news.rights import Standing
from dateline.sites.http import Request, Response
from dateline.sites.pages import Anchor, Facet, FacetLink, Hint, Hit, NavItem, Run, SearchPage
from dateline.sites.shell import Shells
from dateline.sites.words import address, time

#: Letters of a query that are looked at.
_LONGEST: Final = 1000
#: What a facet is called; others are for the desk.
_FACETS: Final = {"site": "Site", "section": "Section", "topic": "Topic", "source": "Source", "date": "Month"}
#: How a facet's value is asked for.
_FIELDS: Final = {"site": "site", "section": "section", "topic": "topic", "source": "source", "date": "date"}
#: Values of a facet on a page.
_VALUES: Final = 8

Find = Callable[..., Answer]


class SearchPages:
    """
    A site's search page.

    Args:
        site: Whose.
        standing: What is in force.
        shells: What stands around the site's pages.
        find: The newsroom's search; see `archive.search.Search.answer`.
    """

    def __init__(self, site: Site, standing: Standing, shells: Shells, find: Find) -> None:
        self._site, self._house, self._shells, self._find = site, standing.house, shells, find

    def answer(self, request: Request, moment: datetime) -> Response | None:
        """The answer to who asks."""
        if request.path != SEARCH:
            return None
        return made(self._shells.renderer.render(self._page(_Asked(request.query), moment)))

    def _page(self, asked: "_Asked", moment: datetime) -> SearchPage:
        title = f"Search {self._house.name}" if asked.wide else f"Search {self._site.name}"
        shell = self._shells.shell(SEARCH, f"{asked.text}: search" if asked.text else title, "", noindex=True)
        if not asked.text:
            return SearchPage(shell=shell, title=title, hints=_hints(self._site), wider=self._wider(asked))
        site = None if asked.wide else self._site.code
        answer = self._find(
            asked.text,
            site=site,
            page=asked.page,
            newest=asked.newest,
            moment=moment,
            shown_on=self._site.code if asked.wide else "",
        )
        return SearchPage(
            shell=shell,
            title=title,
            query=asked.text,
            kept=asked.kept,
            found=_counted(answer),
            remarks=answer.remarks,
            hits=tuple(hit for one in answer.hits if (hit := self._hit(one, asked)) is not None),
            facets=tuple(_facets(answer.facets, asked)),
            orders=(
                NavItem(asked.link(newest=False, page=1), "By relevance", not answer.newest),
                NavItem(asked.link(newest=True, page=1), "Newest first", answer.newest),
            ),
            hints=() if answer.hits else _hints(self._site),
            wider=self._wider(asked),
            older=_leaf(asked, answer.page + 1, answer.pages),
            newer=_leaf(asked, answer.page - 1, answer.pages),
        )

    def _hit(self, one: found.Hit, asked: "_Asked") -> Hit | None:
        here = next((p for p in one.places if asked.wide or p.site == self._site.code), None)
        site = self._house.site(here.site) if here else None
        if here is None or site is None:
            return None
        section = site.section(here.section)
        return Hit(
            href=here.path if site.code == self._site.code else address(site, here.path),
            site=site.name if asked.wide else "",
            kicker=section.title if section else "",
            headline=_runs(one.headline),
            runs=_runs(one.snippet),
            byline=", ".join(one.sources),
            when=time(one.date, self._site),
        )

    def _wider(self, asked: "_Asked") -> Anchor | None:
        """The same question to the whole network, or back to the site."""
        if len(self._house.sites) < 2:
            return None
        words = f"Search {self._site.name} only" if asked.wide else f"Search all of {self._house.name}"
        return Anchor(asked.link(wide=not asked.wide, page=1), words)


class _Asked:
    """A reader's question, as it stands in an address."""

    def __init__(self, query: str) -> None:
        given = parse_qs(query, max_num_fields=16) if query.count("&") < 16 else {}
        self.text = " ".join(given.get("q", [""])[0][:_LONGEST].split())
        self.newest = given.get("sort", [""])[0] == "newest"
        self.wide = given.get("of", [""])[0] == "network"
        number = given.get("page", ["1"])[0]
        self.page = (
            min(int(number), DEEPEST // PAGE) if number.isascii() and number.isdigit() and len(number) < 6 else 1
        )

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What the form keeps of it, beside the words."""
        return (*((("of", "network"),) if self.wide else ()), *((("sort", "newest"),) if self.newest else ()))

    def link(
        self, *, text: str | None = None, newest: bool | None = None, wide: bool | None = None, page: int | None = None
    ) -> str:
        """The address of a question that differs in something."""
        number = self.page if page is None else page
        given = {
            "q": self.text if text is None else text,
            "sort": "newest" if (self.newest if newest is None else newest) else "",
            "of": "network" if (self.wide if wide is None else wide) else "",
            "page": str(number) if number > 1 else "",
        }
        return f"{SEARCH}?" + urlencode({k: v for k, v in given.items() if v})


def _counted(answer: Answer) -> str:
    if not answer.total:
        return "Nothing was found"
    about = "" if answer.exact else "about "
    return f"{about}{answer.total:,} {'article' if answer.total == 1 else 'articles'}".capitalize()


def _runs(runs: Iterable[found.Run]) -> tuple[Run, ...]:
    return tuple(Run(run.text, run.marked) for run in runs)


def _facets(facets: Iterable[found.Facet], asked: _Asked) -> Iterable[Facet]:
    for facet in facets:
        field = _FIELDS.get(facet.field)
        if field is None or (facet.field == "site" and not asked.wide) or len(facet.counts) < 1:
            continue
        links = [_narrowed(asked, field, count) for count in facet.counts[:_VALUES]]
        yield Facet(title=_FACETS[facet.field], links=tuple(links))


def _narrowed(asked: _Asked, field: str, count: found.Count) -> FacetLink:
    """A way to narrow the question to a value, or to widen it again where it asks for that value already."""
    value = count.value.rpartition("/")[2]
    term = f'{field}:"{value}"' if " " in value else f"{field}:{value}"
    words = asked.text.split(" ")
    here = term in words
    text = " ".join(w for w in words if w != term) if here else f"{asked.text} {term}"
    return FacetLink(href=asked.link(text=text, page=1), words=count.name, count=count.number, here=here)


def _leaf(asked: _Asked, page: int, pages: int) -> Anchor | None:
    return Anchor(asked.link(page=page), f"Page {page}") if 1 <= page <= pages and page != asked.page else None


def _hints(site: Site) -> tuple[Hint, ...]:
    """Questions that show how to ask, about what the site has."""
    first = site.sections[0]
    given = (
        ('"two words"', "words that stand side by side"),
        (f"section:{first.slug}", f"what stands in {first.title}"),
        ("since:2020-01", "what is of January 2020 or later"),
        ("harb*", "words that begin so"),
    )
    return tuple(Hint(f"{SEARCH}?" + urlencode({"q": query}), query, words) for query, words in given)
