"""The intake: what came in, and what changes in it while somebody looks."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Annotated, Final

from litestar import Router, get
from litestar.params import FromQuery, HeaderParameter, QueryParameter
from litestar.response import Stream
from msgspec import Struct

from dateline.desk.api.common import MOST, PAGE, Desk, TheDesk, after, cursor
from dateline.desk.intake import Row, View, seen_in
from dateline.desk.live import Change
from dateline.news.status import Status

#: Seconds between two words that the line is still there.
ALIVE: Final = 15.0


class Rows(Struct, frozen=True, omit_defaults=True):
    """A page of the intake, the latest received first."""

    rows: list[Row]
    #: Of the last change that is in it: `events` go on from there.
    number: int
    #: How many rows the view chooses.
    count: int
    #: For the page after it; empty: this is the last.
    next: str = ""


@get("/intake", opt={"act": "see"}, sync_to_thread=True)
def intake(
    desk: TheDesk,
    source: FromQuery[list[str] | None] = None,
    status: FromQuery[list[Status] | None] = None,
    topic: FromQuery[list[str] | None] = None,
    site: FromQuery[list[str] | None] = None,
    urgency: Annotated[int, QueryParameter(ge=0, le=9)] = 0,
    q: FromQuery[str] = "",
    alerts: FromQuery[bool] = False,
    limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = PAGE,
    cursor_: Annotated[str, QueryParameter(name="cursor")] = "",
) -> Rows:
    """The stories of the last days that a view chooses, the latest received first."""
    view = View(
        sources=tuple(source or ()),
        statuses=tuple(status or ()),
        topics=tuple(topic or ()),
        sites=tuple(site or ()),
        urgency=urgency,
        words=q,
        alerts=alerts,
    )
    number = desk.live.number
    chosen = [row for row in desk.live.rows() if seen_in(view, row)]
    place = after(cursor_) if cursor_ else None
    left = [r for r in chosen if _place(r) < place] if place else chosen
    page = left[:limit]
    return Rows(page, number, len(chosen), cursor(*_place(page[-1])) if len(left) > limit else "")


def _place(row: Row) -> tuple[str, ...]:
    return (row.received.isoformat(), row.id)


@get("/intake/events", opt={"act": "see"}, media_type="text/event-stream")
async def events(
    desk: TheDesk,
    since: FromQuery[int] = -1,
    last: Annotated[int, HeaderParameter(name="Last-Event-ID", ge=-1)] = -1,
) -> Stream:
    """
    What changes in the intake, as server-sent events: ``rows`` with rows that came or changed and ids that left;
    ``anew`` where the list is to be read again. Each event's id is the number to go on from.
    """
    begin = max(since, last)
    lines = events_of(desk, begin if begin >= 0 else desk.live.number)
    return Stream(
        lines, media_type="text/event-stream", headers={"cache-control": "no-store", "x-accel-buffering": "no"}
    )


async def events_of(desk: Desk, number: int) -> AsyncGenerator[bytes, None]:
    """What one reader is sent: all that changed since the last message, as it changes."""
    loop, come = asyncio.get_running_loop(), asyncio.Event()
    silence = desk.live.listen(lambda: loop.call_soon_threadsafe(come.set))
    try:
        yield b": the intake\n\n"
        while True:
            come.clear()
            changes = desk.live.since(number)
            if changes is None:
                number = desk.live.number
                yield b"id: %d\nevent: anew\ndata: {}\n\n" % number
            elif changes:
                number = changes[-1].number
                yield b"".join(map(_line, changes))
            else:
                try:
                    await asyncio.wait_for(come.wait(), ALIVE)
                except TimeoutError:
                    yield b": still here\n\n"
    finally:
        silence()


def _line(change: Change) -> bytes:
    return b"id: %d\nevent: rows\ndata: %b\n\n" % (change.number, change.body)


routes = Router("/", route_handlers=[intake, events], tags=["Intake"])
