"""The logs: how sources do, which rights end, what was corrected, who decided what, and what is still to be sent."""

from datetime import date, timedelta
from typing import Annotated, Final

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.exceptions import ValidationException
from litestar.params import FromQuery, QueryParameter
from msgspec import Struct

from dateline.desk import logs
from dateline.desk.api.common import MOST, PAGE, Desk, TheDesk, after, cursor, sane
from dateline.desk.logs import Chosen, Corrected, Ends, Line, Owed, Source
from dateline.desk.tally import Tally
from dateline.desk.working import name_of
from dateline.verbs.reports import expiring
from dateline.verbs.sources import sources as looked_at

TheTally = NamedDependency[Tally]
#: Hours and days that may be asked for at once.
_HOURS: Final = 24 * 90
_DAYS: Final = 3660


class Decided(Struct, frozen=True):
    """A decision, with the story it leads to."""

    line: Line
    #: Whoever decided, by name.
    who: str
    #: Empty where it is about none.
    story: str
    headline: str


class Decisions(Struct, frozen=True, omit_defaults=True):
    """A page of decisions, the latest first."""

    rows: list[Decided]
    #: For the page after it, which may be empty where it looked through much and found nothing; empty: it is the last.
    next: str = ""


@get("/sources", opt={"act": "see"}, sync_to_thread=True)
def sources(desk: TheDesk, tally: TheTally) -> list[Source]:
    """How each source is doing, those in trouble first."""
    return sourced(desk, tally)


def sourced(desk: Desk, tally: Tally) -> list[Source]:
    """How each source is doing."""
    ledger, now = desk.room.ledger, desk.room.clock.now()
    house = ledger.standing().house
    return tally.once("sources", lambda: logs.told(looked_at(ledger, now), house, tally))


@get("/expiring", opt={"act": "see"}, sync_to_thread=True)
def rights_ending(
    desk: TheDesk, tally: TheTally, hours: Annotated[int, QueryParameter(ge=1, le=_HOURS)] = 168
) -> list[Ends]:
    """What is allowed now on a site and ends within so many hours, the soonest first."""
    return ending(desk, tally, timedelta(hours=hours))


def ending(desk: Desk, tally: Tally, within: timedelta) -> list[Ends]:
    """What ends within a time."""
    ledger, now = desk.room.ledger, desk.room.clock.now()

    def found() -> list[Ends]:
        return logs.ends(expiring(ledger, now, now + within), lambda id: tally.headline(id)[0])

    return tally.once(f"expiring {within}", found)


@get("/corrections", opt={"act": "see"}, sync_to_thread=True)
def corrections(
    desk: TheDesk, tally: TheTally, days: Annotated[int, QueryParameter(ge=1, le=_DAYS)] = 30
) -> list[Corrected]:
    """What was corrected or taken back in so many days, by us or by a source, the latest first."""
    now = desk.room.clock.now()
    return logs.corrections(tally, now - timedelta(days=days), now + timedelta(days=1))


@get("/outstanding", opt={"act": "see"}, sync_to_thread=True)
def outstanding(desk: TheDesk, tally: TheTally) -> list[Owed]:
    """What exports, caches and hubs are still to be sent of what was decided within a day."""
    room = desk.room
    sites = room.ledger.standing().house.sites
    if not any(site.exports or site.purges or site.hub for site in sites):
        return []
    return logs.owed(tally, room.ledger, room.senders, room.clock.now())


@get("/audit", opt={"act": "see"}, sync_to_thread=True)
def audit(
    desk: TheDesk,
    tally: TheTally,
    by: FromQuery[str] = "",
    verb: FromQuery[str] = "",
    site: FromQuery[str] = "",
    story: FromQuery[str] = "",
    day: FromQuery[date | None] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = PAGE,
    cursor_: Annotated[str, QueryParameter(name="cursor")] = "",
) -> Decisions:
    """Who decided what, when and why, the latest first: all of it, or of one person, verb, site, story or day."""
    begin, end = _between(desk, day)
    until = min(_place(cursor_), end) if cursor_ else end
    asked = Chosen(by=by, verb=verb, site=site, parts=_parts(desk, story), after=begin, until=until)
    found, more = logs.audit(desk.room.ledger, asked, limit)
    return Decisions([_decided(desk, tally, line) for line in found], cursor(str(more)) if more else "")


def _decided(desk: Desk, tally: Tally, line: Line) -> Decided:
    story, headline = tally.headline(line.id)
    return Decided(line, name_of(desk, line.by), story, headline)


def _between(desk: Desk, day: date | None) -> tuple[int, int]:
    """After which entry, and up to which, a day's lie; all of them, if none is said."""
    ledger = desk.room.ledger
    if day is None:
        return 0, ledger.tail()
    since, until = logs.span_of(sane(day), logs.zone_of(ledger.standing().house))
    moment = timedelta(microseconds=1)
    return ledger.last_by(since - moment), ledger.last_by(until - moment)


def _place(sent: str) -> int:
    (number, *_) = after(sent) or ("",)
    if not number.isascii() or not number.isdigit() or len(number) > 15:
        raise ValidationException("This cursor is none of ours; leave it out to begin at the top.")
    return int(number)


def _parts(desk: Desk, id: str) -> tuple[str, ...]:
    """A story and its articles, whichever of them is named; none if nothing is."""
    if not id:
        return ()
    article = desk.room.ledger.article(id)
    story = desk.room.ledger.story(article.stories[0] if article and article.stories else id)
    return tuple(dict.fromkeys((id, *((story.id, *story.articles) if story else ()))))


routes = Router("/", route_handlers=[sources, rights_ending, corrections, outstanding, audit], tags=["Logs"])
