"""The board: what is planned, in work, ready and out; the plans on it; and the sheet for whoever comes next."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Annotated, Final, TypeVar

from litestar import Router, delete, get, patch, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream
from msgspec import UNSET, Struct, UnsetType

from dateline.desk import handover as sheets
from dateline.desk.api.common import Asked, Desk, TheDesk, sane, stands_on
from dateline.desk.api.logs import TheTally, ending, sourced
from dateline.desk.api.verbs import Codes, Words
from dateline.desk.asking import permitted
from dateline.desk.board import Card, cards
from dateline.desk.handover import Sheet
from dateline.desk.logs import corrections, span_of, zone_of
from dateline.desk.working import name_of
from dateline.news.budget import STAGES, Stage
from dateline.news.story import BY_PROGRAM
from dateline.verbs.common import Decided
from dateline.verbs.plan import Planning, budget, drop, plan, replan, tie
from dateline.verbs.receipt import Receipt

T = TypeVar("T")

#: Seconds between looks at the ledger for one reader, and between two words that the line is still there.
LOOK: Final = 0.5
ALIVE: Final = 15.0
#: What the sheet says of rights that end.
SOON: Final = timedelta(hours=24)


class Board(Struct, frozen=True):
    """The board as it stands."""

    #: From left to right.
    stages: tuple[Stage, ...]
    cards: tuple[Card, ...]
    #: Ids and names of those who work here.
    people: tuple[tuple[str, str], ...]
    #: Of the last entry that is in it: `events` go on from there.
    number: int


class New(Struct, frozen=True, forbid_unknown_fields=True):
    """A piece that is to be planned."""

    #: Its working name.
    slug: Words
    what: Words = ""
    sites: Codes = ()
    section: Words = ""
    #: A person's id; empty: nobody's.
    to: Words = ""
    due: datetime | None = None
    reason: Words = ""


class Otherwise(Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be thought otherwise of a plan; what is left out stays as it is."""

    slug: Words | UnsetType = UNSET
    what: Words | UnsetType = UNSET
    sites: Codes | UnsetType = UNSET
    section: Words | UnsetType = UNSET
    to: Words | UnsetType = UNSET
    due: datetime | UnsetType | None = UNSET
    reason: Words = ""


class To(Struct, frozen=True, forbid_unknown_fields=True):
    """What came of a plan."""

    #: An article's id, or its story's.
    article: Words


@get("/board", opt={"act": "see"}, sync_to_thread=True)
def board(desk: TheDesk) -> Board:
    """What is planned, in work, ready, and out since a day."""
    number = desk.room.ledger.tail()
    people = tuple((p.id, p.name) for p in desk.accounts.people() if p.active)
    return Board(STAGES, _cards(desk), people, number)


def _cards(desk: Desk) -> tuple[Card, ...]:
    now, ledger = desk.room.clock.now(), desk.room.ledger
    return tuple(cards(budget(ledger, now), ledger, now, partial(_name, desk)))


def _name(desk: Desk, id: str) -> str:
    return "the program" if id == BY_PROGRAM else name_of(desk, id)


@get("/board/events", opt={"act": "see"}, media_type="text/event-stream")
async def events(desk: TheDesk, since: Annotated[int, QueryParameter(ge=0, le=2**53)]) -> Stream:
    """That the board has changed, as server-sent events ``board``; each event's id is the number to go on from."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return Stream(events_of(desk, since), media_type="text/event-stream", headers=headers)


async def events_of(desk: Desk, number: int) -> AsyncGenerator[bytes, None]:
    """What one reader is sent: word of entries about articles, plans or settings, and that the line is still there."""
    yield b": the board\n\n"
    silent = 0.0
    while True:
        found = await asyncio.to_thread(desk.room.ledger.changes, number)
        if found.settings or any(part.startswith(("art-", "plan-")) for part in found.parts):
            yield b"id: %d\nevent: board\ndata: {}\n\n" % found.entry
            silent = 0.0
        elif silent >= ALIVE:
            yield b": still here\n\n"
            silent = 0.0
        number, silent = found.entry, silent + LOOK
        await asyncio.sleep(LOOK)


@post("/plans", opt={"act": "plan"}, status_code=201, sync_to_thread=True)
def planned(request: Asked, desk: TheDesk, data: JSONBody[New]) -> Receipt:
    """Put a piece on the budget, before there is a story of it."""
    permitted(request.user, "plan", data.sites)
    wanted = Planning(
        slug=data.slug, what=data.what, sites=data.sites, section=data.section, to=data.to, due=data.due or UNSET
    )
    does = partial(plan, wanted, by=request.user.person.id, ledger=desk.room.ledger, reason=data.reason)
    return desk.room.done(does)


@patch("/plans/{id:str}", opt={"act": "plan"}, sync_to_thread=True)
def changed(request: Asked, desk: TheDesk, id: FromPath[str], data: JSONBody[Otherwise]) -> Receipt:
    """Think otherwise of a plan."""
    _permitted(request, desk, id, () if data.sites is UNSET else data.sites)
    wanted = Planning(
        slug=_given(data.slug),
        what=_given(data.what),
        sites=_given(data.sites),
        section=_given(data.section),
        to=_given(data.to),
        due=data.due,
    )
    does = partial(replan, id, wanted, by=request.user.person.id, ledger=desk.room.ledger, reason=data.reason)
    return desk.room.done(does)


def _given(value: T | UnsetType) -> T | None:
    return None if isinstance(value, UnsetType) else value


@delete("/plans/{id:str}", opt={"act": "plan"}, status_code=200, sync_to_thread=True)
def dropped(
    request: Asked,
    desk: TheDesk,
    id: FromPath[str],
    reason: Annotated[str, QueryParameter(max_length=2000)] = "",
) -> Receipt:
    """Give a plan up."""
    _permitted(request, desk, id)
    does = partial(drop, id, by=request.user.person.id, ledger=desk.room.ledger, reason=reason)
    return desk.room.done(does)


@post("/plans/{id:str}/tie", opt={"act": "plan"}, status_code=200, sync_to_thread=True)
def tied(request: Asked, desk: TheDesk, id: FromPath[str], data: JSONBody[To]) -> Receipt:
    """Say that an article is what came of a plan."""
    _permitted(request, desk, id, stands_on(desk, data.article))

    def does() -> Decided:
        return tie(id, data.article, by=request.user.person.id, ledger=desk.room.ledger)

    return desk.room.done(does)


def _permitted(request: Asked, desk: Desk, id: str, sites: tuple[str, ...] = ()) -> None:
    """Nobody touches plans for sites that they do not work for."""
    known = desk.room.ledger.agenda().plan(id)
    permitted(request.user, "plan", (*sites, *(known.sites if known else ())))


@get("/handover", opt={"act": "see"}, sync_to_thread=True)
def handover(desk: TheDesk, tally: TheTally, day: FromQuery[date | None] = None) -> Sheet:
    """A day of the newsroom, by its own zone; today, if none is said. What waits is told as it stands now."""
    now, zone, name = desk.room.clock.now(), zone_of(desk.room.ledger.standing().house), partial(_name, desk)
    asked = sane(day or now.astimezone(zone).date())
    since, until = (moment.astimezone(now.tzinfo) for moment in span_of(asked, zone))
    came = sheets.came_in(tally, since, until)
    return Sheet(
        day=asked,
        zone=zone.key,
        since=since,
        until=until,
        came=came,
        all=sum(count for _, count in came),
        chosen=sheets.chosen(tally, since, until, name),
        out=sheets.out(tally, since, until),
        corrections=tuple(corrections(tally, since, until)),
        notes=sheets.notes(tally, since, until, name),
        planned=tuple(card for card in _cards(desk) if card.stage != "out"),
        holds=sheets.holds(tally, now),
        alerts=sheets.alerts(tally),
        ends=tuple(ending(desk, tally, SOON)),
        sources=tuple(source for source in sourced(desk, tally) if source.wrong),
    )


routes = Router("/", route_handlers=[board, events, planned, changed, dropped, tied, handover], tags=["Board"])
