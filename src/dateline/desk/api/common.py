"""What all routes share: the desk behind them, who asks, and verbs that are done once however often they are sent."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Any, Final

import msgspec
from litestar import Request
from litestar.di import NamedDependency
from litestar.exceptions import ValidationException
from msgspec import Struct

from dateline.desk.accounts import Accounts, Session
from dateline.desk.live import Live
from dateline.desk.needs import Room
from dateline.desk.once import Once
from dateline.desk.people import Person
from dateline.verbs.common import Decided
from dateline.verbs.receipt import Receipt

Asked = Request[Session, Any, Any]

#: Rows in an answer, if nothing is said, and at most.
PAGE: Final = 200
MOST: Final = 1000


class Desk(Struct, frozen=True):
    """What the routes work with."""

    room: Room
    live: Live
    accounts: Accounts
    once: Once
    #: Takes a line for whoever runs the program.
    tell: Callable[[str], None]
    #: Whom the demonstration logs in by itself who sits at this machine; None: nobody.
    guest: Person | None = None


#: As a route asks for it.
TheDesk = NamedDependency[Desk]


def after(cursor: str) -> tuple[str, ...]:
    """
    The place in a list at which a page ends, from what the page before gave out.

    Raises:
        ValidationException: If nobody gave that out.
    """
    try:
        return msgspec.json.decode(urlsafe_b64decode(cursor), type=tuple[str, ...])
    except ValueError as e:
        raise ValidationException("This cursor is none of ours; leave it out to begin at the top.") from e


def cursor(*place: str) -> str:
    """A place in a list, to be given back for the next page."""
    return urlsafe_b64encode(msgspec.json.encode(place)).decode()


def done(request: Asked, desk: Desk, key: str, said: tuple[object, ...], verb: Callable[[], Decided]) -> Receipt:
    """
    Do a verb in the name of who asks, once.

    Args:
        request: Who asks.
        desk: Where.
        key: Their Idempotency-Key; empty: what is asked twice is done twice.
        said: All of the request that has a say in what is done.
        verb: What to do.
    """
    asked = msgspec.json.encode(said)
    return desk.once.do(request.user.person.id, key, asked, lambda: desk.room.done(verb))


def stands_on(desk: Desk, id: str) -> tuple[str, ...]:
    """The sites that a story or an article stands on."""
    ledger = desk.room.ledger
    article = ledger.article(id)
    story = None if article else ledger.story(id)
    articles = [article] if article else [ledger.article(a) for a in (story.articles if story else ())]
    return tuple(dict.fromkeys(p.site for a in articles if a for p in a.placements))
