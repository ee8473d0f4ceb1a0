"""Search: a text as typed in, an answer out; each hit is looked at as it stands now before anybody sees it."""

import threading
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from pathlib import Path

from dateline.archive.answer import Answer, Count, Facet, Hit, Place
from dateline.archive.documents import buried, dated, readable, ruled, status_of
from dateline.archive.generations import Generations
from dateline.archive.index import COUNTED, DEEPEST, NEWEST, Reader
from dateline.archive.marks import SNIPPET, marked, snippet
from dateline.archive.meaning import Among, Meaning, Said, meaning
from dateline.archive.needs import News
from dateline.archive.query import parse
from dateline.news import credit, holds, rights
from dateline.news.errors import NotAllowed
from dateline.news.house import Site
from dateline.news.rights import Standing
from dateline.news.status import Status
from dateline.news.story import Article, Story

#: Hits on a page.
PAGE = 10
#: Values of a facet.
_COUNTS = 24


class Search:
    """
    What is found in a newsroom; from any thread.

    Args:
        folder: ``data/search``.
        news: Where stories and articles stand as they are now.
    """

    def __init__(self, folder: Path, news: News) -> None:
        self._generations, self._news = Generations(folder), news
        self._reader: tuple[str, Reader] | None = None
        self._lock = threading.Lock()

    def answer(
        self,
        text: str,
        *,
        site: str | None = None,
        page: int = 1,
        newest: bool = False,
        moment: datetime,
        desk: bool = False,
        shown_on: str = "",
    ) -> Answer:
        """
        What is found.

        Args:
            text: As typed; nothing in it is an error.
            site: The code of the site whose readers ask; None: those of the network.
            page: From 1.
            newest: True: the newest first; False: what fits best, with a mild preference for what is new.
            moment: When; UTC. What is killed, withheld or not licensed then is in no answer, whatever the index holds.
            desk: True where our desk asks: everything that came in, what stands on a *site* only if one is given.
            shown_on: The code of the site whose page shows the answer, where that is of the whole network: what may
                not lead readers there is left out.
        Raises:
            NotAllowed: If there is no such site, or no index yet.
        """
        standing = self._news.standing()
        place = standing.house.site(site) if site is not None else None
        if site is not None and place is None:
            raise NotAllowed("search", f"there is no site {site} in force")
        meant = meaning(parse(text), standing.house, site=place, desk=desk)
        if not meant.wanted:
            return Answer(text=text, newest=newest, remarks=meant.remarks)
        reader = self._current()
        found = reader.find(meant, moment, newest=newest)
        page = max(1, min(page, DEEPEST // PAGE))
        looks = _Looks(self._news, standing, meant, place, desk, moment, shown_on)
        hits, dropped, ended = _leafed(looks, found.ids, page)
        total = found.total - dropped
        # To look for a phrase that is everywhere once more would take as long again.
        counted = total > 0 and not found.newest
        counts, sampled = reader.facets(meant, found.total) if counted else ({}, False)
        return Answer(
            text=text,
            hits=tuple(hits),
            total=total,
            exact=ended and found.total <= DEEPEST and not found.newest,
            page=page,
            pages=-(-min(total, DEEPEST) // PAGE),
            newest=newest,
            facets=tuple(_facets(counts, standing, place, desk)),
            sampled=sampled,
            remarks=(*meant.remarks, *_narrow(total, found.newest)),
        )

    def _current(self) -> Reader:
        """The generation that serves now."""
        current = self._generations.current()
        if not current:
            raise NotAllowed("search", "there is no index yet; `dateline run` makes it, and `dateline search` itself")
        with self._lock:
            if self._reader is None or self._reader[0] != current:
                self._reader = (current, self._opened(current))
            return self._reader[1]

    def _opened(self, generation: str) -> Reader:
        try:
            return Reader(self._generations.index(generation))
        except NotAllowed:
            # It may have made room for the next one between two lines of ours.
            if (current := self._generations.current()) == generation:
                raise
            return Reader(self._generations.index(current))


def _leafed(looks: "_Looks", ids: Iterable[str], page: int) -> tuple[list[Hit], int, bool]:
    """
    The hits of a page, how many on the way to it may not be shown any more, and whether all were looked at.

    What may not be shown is passed over, so that a page is full; it starts from the first hit, so that two pages never
    show one thing twice.
    """
    coming, wanted = iter(ids), page * PAGE
    kept: list[Hit] = []
    passed = good = 0
    for id in coming:
        # Of the pages before it is only known which of their hits stand.
        hit = looks.hit(id, whole=good >= wanted - PAGE)
        if hit is None:
            passed += 1
            continue
        good += 1
        if good > wanted - PAGE:
            kept.append(hit)
        if good == wanted:
            break
    return kept, passed, next(islice(coming, 1), None) is None


class _Looks:
    """A look at what was found, as it stands now."""

    def __init__(
        self,
        news: News,
        standing: Standing,
        meant: Meaning,
        site: Site | None,
        desk: bool,
        moment: datetime,
        shown_on: str = "",
    ) -> None:
        self._news, self._standing, self._desk, self._moment = news, standing, desk, moment
        self._site, self._said, self._shown_on = site, meant.said, shown_on
        self._statuses = [
            (a.values, w.unwanted)
            for w in meant.wanted
            for a in w.atoms
            if isinstance(a, Among) and a.field == "status" and len(w.atoms) == 1
        ]
        #: Whether it was found by its words; what must not be used has none.
        self._worded = any(isinstance(a, Said) for w in meant.wanted if not w.unwanted for a in w.atoms)

    def hit(self, id: str, *, whole: bool) -> Hit | None:
        """
        What was found under an id; None where it may not be shown.

        Args:
            id: An article's or a story's.
            whole: False where nobody will see more than that it stands.
        """
        article = self._news.article(id)
        if article is None:
            story = self._news.story(id) if self._desk else None
            return self._story(story, whole) if story else None
        stories = tuple(s for i in article.stories if (s := self._news.story(i)) is not None)
        return self._article(article, stories, whole)

    def _article(self, article: Article, stories: tuple[Story, ...], whole: bool) -> Hit | None:
        left = rights.left_out(article.wording.blocks, stories, self._standing)
        places, most = self._places(article, stories, left)
        if not places and not self._desk:
            return None
        now: Status = status_of(article, stories, self._standing, self._moment) if self._desk else "published"
        gone = buried(article, stories)
        if not self._stands(now, gone):
            return None
        words = article.wording if whole and not gone else None
        texts = (words.standfirst, *(b.text for b in readable(article, left))) if words and most else ()
        return Hit(
            id=article.id,
            headline=marked(words.headline, self._said) if words else (),
            snippet=snippet(filter(None, texts), self._said, most),
            sources=tuple(dict.fromkeys(n for s in stories for n in credit.names(s, self._standing.house))),
            places=places,
            status=now,
            date=dated(article, stories, (p.site for p in places)),
        )

    def _story(self, story: Story, whole: bool) -> Hit | None:
        now = rights.status(story, self._moment, self._standing)
        gone = holds.killed(story)
        if not self._stands(now, gone) or story.current is None:
            return None
        words = story.text if whole and not gone else None
        return Hit(
            id=story.id,
            headline=marked(words.headline, self._said) if words else (),
            snippet=snippet((words.standfirst, *(b.text for b in words.body)), self._said) if words else (),
            sources=credit.names(story, self._standing.house),
            status=now,
            date=story.current.issued,
        )

    def _stands(self, now: Status, gone: bool) -> bool:
        """Whether what has that status, and whose words may be *gone*, is what was asked for."""
        if gone and self._worded:
            return False
        return all((now in values) != unwanted for values, unwanted in self._statuses)

    def _places(
        self, article: Article, stories: tuple[Story, ...], left: tuple[str, ...]
    ) -> tuple[tuple[Place, ...], int]:
        """Where readers may find it now, its home first; and how many words may lead them to it."""
        asked = [p for p in article.placements if self._site is None or p.site == self._site.code]
        places, most = [], SNIPPET
        if self._shown_on:
            (teaser,) = rights.rule_uses(
                article,
                stories,
                ("teaser",),
                self._moment,
                site=self._shown_on,
                standing=self._standing,
                left=left,
            )
            if not teaser.allowed:
                return (), 0
            most = most if teaser.excerpt is None else min(most, teaser.excerpt)
        for p in sorted(asked, key=lambda p: (p.site != article.home, p.site)):
            found = ruled(article, stories, p.site, self._standing, self._moment, left)
            if found.shown:
                places.append(Place(p.site, p.path, p.section))
                most = most if self._desk or found.words is None else min(most, found.words)
        return tuple(places), most


def _narrow(total: int, newest: bool) -> tuple[str, ...]:
    most = f"The first {DEEPEST} can be leafed through; more words, a source or a date narrow the search."
    phrase = f"A phrase of words that are everywhere was looked for in the newest {NEWEST} texts alone; a date helps."
    return (*((phrase,) if newest else ()), *((most,) if total > DEEPEST else ()))


def _facets(counts: dict[str, dict[str, int]], standing: Standing, site: Site | None, desk: bool) -> Iterable[Facet]:
    for field in COUNTED:
        values = counts.get(field, {})
        if field == "section" and site is not None:
            values = {v: n for v, n in values.items() if v.startswith(f"{site.code}/")}
        if not values or (field == "status" and not desk) or (field == "site" and site is not None):
            continue
        told = (Count(v, _named(field, v, standing, site), n) for v, n in islice(_ordered(field, values), _COUNTS))
        yield Facet({"subject": "topic", "month": "date"}.get(field, field), tuple(told))


def _ordered(field: str, values: dict[str, int]) -> list[tuple[str, int]]:
    """Months the latest first; all else by how many."""
    if field == "month":
        return sorted(values.items(), reverse=True)
    return sorted(values.items(), key=lambda item: (-item[1], item[0]))


def _named(field: str, value: str, standing: Standing, site: Site | None) -> str:
    house = standing.house
    if field == "source" and (source := house.source(value)):
        return source.name
    if field == "site" and (place := house.site(value)):
        return place.name
    if field == "section":
        code, _, slug = value.partition("/")
        place = house.site(code)
        section = place.section(slug) if place else None
        title = section.title if section else slug
        return title if site else f"{title}, {place.name if place else code}"
    return value
