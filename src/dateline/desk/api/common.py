"""What all routes share: the desk behind them, who asks, and places in lists."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import date
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
        place = msgspec.json.decode(urlsafe_b64decode(cursor), type=tuple[str, ...])
    except (ValueError, RecursionError):
        place = ()
    if not place:
        raise ValidationException("This cursor is none of ours; leave it out to begin at the top.")
    return place


def sane(day: date) -> date:
    """
    A day that news can be of: clocks and zones have none far from ours.

    Raises:
        ValidationException: If it is none.
    """
    if not 1900 <= day.year <= 2999:
        raise ValidationException(f"{day} is no day of news; ask for one between 1900 and 2999.")
    return day


def cursor(*place: str) -> str:
    """A place in a list, to be given back for the next page."""
    return urlsafe_b64encode(msgspec.json.encode(place)).decode()


def stands_on(desk: Desk, id: str) -> tuple[str, ...]:
    """The sites that a story or an article stands on."""
    ledger = desk.room.ledger
    article = ledger.article(id)
    story = None if article else ledger.story(id)
    articles = [article] if article else [ledger.article(a) for a in (story.articles if story else ())]
    return tuple(dict.fromkeys(p.site for a in articles if a for p in a.placements))
