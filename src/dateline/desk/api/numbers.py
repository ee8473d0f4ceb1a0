"""The numbers, each by its name, of the last days; and what each site values."""

from datetime import timedelta
from typing import Annotated

from litestar import Router, get
from litestar.params import FromPath, QueryParameter
from msgspec import Struct

from dateline.desk.api.common import Desk, TheDesk
from dateline.desk.api.logs import TheTally
from dateline.desk.logs import zone_of
from dateline.desk.numbers import Name, Numbers, Window, numbers, window
from dateline.desk.tally import Tally
from dateline.news.judgements import Counted, valued
from dateline.news.judgements import Valued as Judged
from dateline.news.story import Article, Story

Days = Annotated[int, QueryParameter(ge=1, le=90)]
#: Topics, sources and reasons of one site, at most.
_MOST = 40


class Values(Struct, frozen=True):
    """What each site valued, as its editors judged."""

    sites: tuple[Judged, ...]


@get("/numbers/values", opt={"act": "see"}, sync_to_thread=True)
def values(desk: TheDesk, tally: TheTally, days: Days = 7) -> Values:
    """What each site valued: by value, topic and source, with the reasons."""
    span = _window(desk, days)
    return tally.once(f"values {days}", lambda: Values(tuple(_valued(desk, tally, span))))


@get("/numbers/{name:str}", opt={"act": "see"}, sync_to_thread=True)
def named(desk: TheDesk, tally: TheTally, name: FromPath[Name], days: Days = 7) -> Numbers:
    """The numbers of that name, of the last so many days, today among them."""
    span = _window(desk, days)
    return tally.once(f"{name} {days}", lambda: numbers(name, tally, span))


def _window(desk: Desk, days: int) -> Window:
    return window(days, zone_of(desk.room.ledger.standing().house), desk.room.clock.now())


def _valued(desk: Desk, tally: Tally, span: Window) -> list[Judged]:
    ledger = desk.room.ledger
    things: list[tuple[Story | Article, Story]] = []
    for shown in tally.shown():
        article = ledger.article(shown.id) if shown.verdicts else None
        story = ledger.story(shown.story) if article else None
        if article and story:
            things.append((article, story))
    alone = (ledger.story(c.id) for c in tally.came() if c.verdicts and not c.articles)
    things += [(story, story) for story in alone if story]
    found = valued(things, span.since, span.now + timedelta(seconds=1), desk.room.topics())
    return [_cut(site) for site in found]


def _cut(site: Judged) -> Judged:
    def first(counted: tuple[Counted, ...]) -> tuple[Counted, ...]:
        return counted[:_MOST]

    return Judged(site.site, site.by_value, first(site.topics), first(site.sources), site.reasons[:_MOST])


routes = Router("/", route_handlers=[values, named], tags=["Numbers"])
