"""The river: the raw wire as it comes, as far as licences have the use ``river``; never for search engines."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby, islice
from typing import Final, Protocol

from dateline.doors.door import made
from dateline.news import credit, rights
from dateline.news.house import Site
from dateline.news.rights import Standing
from dateline.news.slugs import plain_headline
from dateline.news.story import Article, Story
from dateline.sites import plan
from dateline.sites.http import Request, Response
from dateline.sites.licensed import licensed
from dateline.sites.pages import RiverDay, RiverPage, Time, WireItem
from dateline.sites.shell import Shells
from dateline.sites.words import excerpt, local_day, long, time

#: Items on the page, and how many of the latest are looked at for them.
MOST: Final = 100
_LOOKED_AT: Final = 400
_MARKS: Final = ("flash", "urgent", "update", "correction")


class Wire(Protocol):
    """What came in."""

    def stories(self) -> Iterator[Story]:
        """All stories, the latest entry first."""

    def article(self, id: str) -> Article | None:
        """The article as it stands; None if there is none."""


class River:
    """
    A site's river.

    Args:
        site: Whose.
        standing: What is in force.
        shells: What stands around the site's pages.
        wire: What came in.
    """

    def __init__(self, site: Site, standing: Standing, shells: Shells, wire: Wire) -> None:
        self._site, self._standing, self._shells, self._wire = site, standing, shells, wire

    def answer(self, request: Request, moment: datetime) -> Response | None:
        """The page, as the wire is at a moment; None where the site has none."""
        if not self._site.river or request.path != plan.RIVER:
            return None
        title = "The raw wire"
        intro = "As it came from our sources: nobody here has chosen, checked or edited it."
        told = list(islice(self._items(moment), MOST))
        credits = dict.fromkeys(credit.holding(story, self._standing.house).sentence for story, _, _ in told)
        page = RiverPage(
            shell=self._shells.shell(plan.RIVER, title, intro, credits=credits, noindex=True, changed=moment),
            title=title,
            intro=intro,
            days=tuple(_days(told)),
        )
        return made(self._shells.renderer.render(page))

    def _items(self, moment: datetime) -> Iterator[tuple[Story, date, WireItem]]:
        for story in islice(self._wire.stories(), _LOOKED_AT):
            item = self._item(story, moment)
            if item is not None and story.current is not None:
                yield story, local_day(story.current.received, self._site), item

    def _item(self, story: Story, moment: datetime) -> WireItem | None:
        site, standing, current = self._site, self._standing, story.current
        ruling = rights.rule_story(story, "river", moment, site=site.code, standing=standing)
        source = standing.house.source(story.source)
        if not ruling.allowed or story.text is None or current is None or source is None:
            return None
        blocks = licensed(story.text.body, (story,), "river", standing, of=story.id)
        most = next((li.excerpt for li in rights.licences_of(story, standing)), 40)
        first = next((b.text for b in blocks if b.kind == "paragraph"), "")
        return WireItem(
            code=source.name,
            source=source.full_name,
            when=_hour(time(current.received, site)),
            href=self._page(story, moment),
            headline=plain_headline(story.headline),
            first=excerpt(first, min(most, ruling.excerpt or most)),
            mark=next((s for s in _MARKS if s in current.signals), ""),
        )

    def _page(self, story: Story, moment: datetime) -> str | None:
        """Where our readers have the whole of it; None where they do not."""
        for id in story.articles:
            article = self._wire.article(id)
            placement = article.placement(self._site.code) if article else None
            if article is not None and placement is not None:
                ruling = rights.rule_article(
                    article, (story,), "display", moment, site=self._site.code, standing=self._standing
                )
                return placement.path if ruling.allowed else None
        return None


def _hour(moment: Time) -> Time:
    """The hour alone: the day stands above."""
    return Time(moment.iso, moment.words.rpartition(", ")[2])


def _days(told: Iterable[tuple[Story, date, WireItem]]) -> Iterator[RiverDay]:
    for day, some in groupby(told, key=lambda one: one[1]):
        yield RiverDay(title=long(day), items=tuple(item for _, _, item in some))
