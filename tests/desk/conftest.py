"""A desk on a real newsroom, at noon on January 16, 2020, with people of each role."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from litestar.testing import TestClient
from msgspec import Struct
from tests.desk.sent import NOON, delivery

from dateline.app import Newsroom
from dateline.clock import SetClock
from dateline.desk import tables
from dateline.desk.accounts import Accounts
from dateline.desk.api.common import Desk
from dateline.desk.app import make
from dateline.desk.asking import COOKIE, CSRF
from dateline.desk.live import Live
from dateline.desk.once import Once
from dateline.desk.people import ROLES, Person, Role
from dateline.setup.init import init

PASSWORD = "seven quiet herons"


class Working(Struct):
    """A newsroom with its desk, as a test works with it."""

    room: Newsroom
    desk: Desk
    client: TestClient  # type: ignore[type-arg]
    told: list[str]

    def sent(self, uri: str, headline: str, *paragraphs: str, version: int = 1) -> str:
        """A story that came in, and is in the intake; its id."""
        (result,) = self.room.ingest([delivery(uri, headline, *paragraphs, version=version)], "dateline")
        self.desk.live.step()
        return result.items[0].story

    def headers(self, person: str) -> dict[str, str]:
        """What a browser of somebody sends once they are logged in."""
        known = self.desk.accounts.person(person)
        assert known is not None
        opened = self.desk.accounts.open(known)
        return {"cookie": f"{COOKIE}={opened.secret}", CSRF: opened.session.csrf}


@pytest.fixture
def working(tmp_path: Path) -> Iterator[Working]:
    """A newsroom with one site, a source by hand, and a person of each role, whose id is the role's name."""
    init(tmp_path / "room")
    with closing(Newsroom(tmp_path / "room", SetClock(NOON))) as room:
        room.apply("ada")
        room.follow()
        engine = tables.open_tables(room.data, None)
        accounts, told = Accounts(engine), list[str]()
        for role in ROLES:
            accounts.add(_person(role))
        live = Live(room.ledger, room.clock.now)
        live.step()
        desk = Desk(room, live, accounts, Once(engine), told.append)
        with TestClient(make(desk), raise_server_exceptions=False) as client:
            yield Working(room, desk, client, told)
        engine.dispose()


def _person(role: Role) -> Person:
    return Person(id=role, name=role.replace("-", " ").title(), role=role)
