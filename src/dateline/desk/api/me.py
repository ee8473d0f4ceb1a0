"""Who is logged in, and what the desk looks like to them."""

from datetime import datetime

from litestar import Router, get
from msgspec import Struct

from dateline.desk.api.common import Asked, TheDesk
from dateline.desk.people import Act, Person, allowed
from dateline.news.house import Site
from dateline.news.status import RULES, Status, Verb


class Listed(Struct, frozen=True, omit_defaults=True):
    """A site, as the desk lists it."""

    code: str
    name: str
    host: str
    #: Slug and title.
    sections: tuple[tuple[str, str], ...]
    #: Slug and title.
    collections: tuple[tuple[str, str], ...]
    #: Who reads it.
    readers: str
    #: IANA name; decides its days.
    timezone: str


class Known(Struct, frozen=True, omit_defaults=True):
    """A verb: what it does, to what, and what undoes it."""

    verb: Verb
    does: str
    #: The statuses of a story to which it may be done.
    to: tuple[Status, ...]
    undone_by: str = ""


class Me(Struct, frozen=True):
    """Who is logged in, and the newsroom they work in."""

    person: Person
    acts: tuple[Act, ...]
    newsroom: str
    sites: tuple[Listed, ...]
    #: Code → name.
    sources: dict[str, str]
    #: For the header of what changes something; empty for a token.
    csrf: str
    #: By the newsroom's own clock; UTC.
    now: datetime
    #: The status table.
    rules: tuple[Known, ...]


@get("/me", opt={"act": "see"}, sync_to_thread=True)
def me(request: Asked, desk: TheDesk) -> Me:
    """Who asks, what they may do, and the sites and sources that there are."""
    house = desk.room.ledger.standing().house
    session = request.user
    return Me(
        session.person,
        tuple(a for a in allowed(session.person) if session.scopes is None or a in session.scopes),
        house.name,
        tuple(map(_listed, house.sites)),
        {s.code: s.full_name or s.name for s in house.sources},
        session.csrf,
        desk.room.clock.now(),
        tuple(Known(r.verb, r.does, r.to, r.undone_by) for r in RULES),
    )


def _listed(site: Site) -> Listed:
    return Listed(
        site.code,
        site.name,
        site.host,
        tuple((s.slug, s.title) for s in site.sections),
        tuple((c.slug, c.title) for c in site.collections),
        site.readership.whom,
        site.timezone,
    )


routes = Router("/", route_handlers=[me], tags=["Desk"])
