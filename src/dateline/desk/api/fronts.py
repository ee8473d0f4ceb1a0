"""Sites' fronts: what they show, what they would show after some changes, and who changed them."""

import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import partial
from typing import Annotated, TypedDict, cast

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct

from dateline.desk import fronts
from dateline.desk.api.common import Asked, Desk, TheDesk, after, cursor
from dateline.desk.asking import permitted
from dateline.desk.fronts import Deed, Given, Made, Move
from dateline.desk.preview import Imagined, Previews, Shown
from dateline.ledger.contract import Ledger
from dateline.news.facts import Pin
from dateline.news.house import Site
from dateline.news.story import Article
from dateline.sites import plan
from dateline.sites.store import START, PageStore
from dateline.verbs.gather import gather, ungather
from dateline.verbs.pin import pin, unpin

Id = Annotated[str, Meta(min_length=1, max_length=80)]
ThePreviews = NamedDependency[Previews]

#: Changes that are looked at together, at most.
MOST = 100
#: Seconds that who asks for a front waits for a site that is behind.
PATIENCE = 1.0


class Changed(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that would be done with a front; its fields are those of the verb."""

    verb: Deed
    #: The article's, or its story's.
    id: Id
    #: On the front, or in the collection; None in a collection: by its day.
    place: Annotated[int, Meta(ge=1, le=50)] | None = None
    until: datetime | None = None
    collection: Annotated[str, Meta(max_length=80)] = ""


class _Common(TypedDict):
    """What all verbs of a front take."""

    site: str
    by: str
    ledger: Ledger


class Foreseen(Struct, frozen=True, forbid_unknown_fields=True):
    """What would be done, in this order."""

    changes: Annotated[tuple[Changed, ...], Meta(max_length=MOST)] = ()


class Seen(Struct, frozen=True):
    """A front as it would be."""

    front: Made
    #: Where its page can be looked at for a while.
    href: str


class Moves(Struct, frozen=True, omit_defaults=True):
    """What was done with a front, the last first."""

    moves: list[Move]
    #: For the page after it; empty: this is the last.
    next: str = ""


@get("/fronts/{site:str}", opt={"act": "see"}, sync_to_thread=True)
def front(desk: TheDesk, previews: ThePreviews, site: FromPath[str]) -> Made:
    """What a site's front shows: its places, the days before, its collections."""
    found, ledger = _site(desk, site), desk.room.ledger
    with closing(previews.store(found.code, reading=True)) as store:
        _catch_up(store, ledger.tail())
        return fronts.made(found, store.catalog, ledger, partial(fronts.given, ledger))


@get("/fronts/{site:str}/history", opt={"act": "see"}, sync_to_thread=True)
def history(
    desk: TheDesk,
    site: FromPath[str],
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 100,
    cursor_: Annotated[str, QueryParameter(name="cursor")] = "",
) -> Moves:
    """Who gave which article a place on a site's front, took it off, put it into a collection, and when."""
    moves = fronts.history(desk.room.ledger, _site(desk, site).code)
    if cursor_:
        last = after(cursor_)[0]
        moves = [m for m in moves if f"{m.entry:020}" < last]
    page = moves[:limit]
    return Moves(page, cursor(f"{page[-1].entry:020}") if len(moves) > limit else "")


@post("/fronts/{site:str}/preview", opt={"act": "pin"}, status_code=200, sync_to_thread=True)
def preview(
    request: Asked, desk: TheDesk, previews: ThePreviews, site: FromPath[str], data: JSONBody[Foreseen]
) -> Seen:
    """A site's front as it would be after some changes, and its page as readers would get it; nothing is written."""
    found, person = _site(desk, site), request.user.person.id
    permitted(request.user, "pin", (found.code,))
    ledger = Imagined(desk.room.ledger, desk.room.clock)
    touched = [_done(one, found.code, person, ledger) for one in data.changes]
    with previews.edition(found.code, ledger) as (edition, catalog):
        for article in dict.fromkeys(touched):
            edition.note(article)
        made = fronts.made(found, catalog, ledger, _given(desk))
        shown = Shown(edition.build(plan.FRONT), plan.FRONT, ledger.moment)
    return Seen(made, f"/preview/{previews.keep(shown, found.code)}")


def _done(change: Changed, site: str, by: str, imagined: Imagined) -> str:
    """Do a change where nothing is real; the article's id."""
    # The verbs ask for no more of a ledger than its turns.
    id, common = change.id, _Common(site=site, by=by, ledger=cast(Ledger, imagined))
    match change.verb:
        case "pin":
            return pin(id, place=change.place or 1, until=change.until, **common).id
        case "unpin":
            return unpin(id, **common).id
        case "gather":
            return gather(id, collection=change.collection, place=change.place, **common).id
        case "ungather":
            return ungather(id, collection=change.collection, **common).id


def _catch_up(store: PageStore, entry: int) -> None:
    """Wait for the site to have made an entry its own: who is told of a change, and looks, is to see it."""
    end = time.monotonic() + PATIENCE
    while store.cursor() != START and store.cursor().entry < entry and time.monotonic() < end:
        time.sleep(0.02)


def _given(desk: Desk) -> Callable[[Article, Pin], Given]:
    """Who gave a place: nobody yet, where it is other than it was."""
    ledger = desk.room.ledger

    def told(article: Article, pin: Pin) -> Given:
        real = ledger.article(article.id)
        if real is None or pin not in real.pins:
            return Given(pin.place, pin.until)
        return fronts.given(ledger, real, pin)

    return told


def _site(desk: Desk, code: str) -> Site:
    found = desk.room.ledger.standing().house.site(code)
    if found is None:
        known = ", ".join(s.code for s in desk.room.ledger.standing().house.sites) or "none"
        raise NotFoundException(f"There is no site {code}; there are: {known}.")
    return found


def routes(previews: Previews) -> Router:
    """All of these, with what they alone need."""
    return Router(
        "/",
        route_handlers=[front, history, preview],
        dependencies={"previews": Provide(lambda: previews, sync_to_thread=False)},
        tags=["Fronts"],
    )
