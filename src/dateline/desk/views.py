"""Saved views: how somebody likes to see the intake; each person has their own, under names of theirs."""

from typing import Final

import msgspec
from msgspec import Struct
from sqlalchemy import Engine, delete, func, insert, select

from dateline.desk import tables
from dateline.desk.intake import View
from dateline.news.errors import NotAllowed

#: Views of one person, at most.
MOST: Final = 100


class Named(Struct, frozen=True):
    """A view under its name."""

    name: str
    view: View


class Views:
    """
    Everybody's views.

    Args:
        engine: Of `tables.open_tables`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self, person: str) -> list[Named]:
        """Somebody's views, by their names."""
        table = tables.views
        with self._engine.connect() as db:
            rows = db.execute(select(table).where(table.c.person == person).order_by(table.c.name))
            return [Named(row.name, msgspec.json.decode(row.value, type=View)) for row in rows]

    def keep(self, person: str, name: str, view: View) -> None:
        """
        Keep a view under a name, in place of any that had it.

        Raises:
            NotAllowed: If there are too many.
        """
        table = tables.views
        # PostgreSQL keeps all letters but this one.
        name = name.replace("\0", "")
        with self._engine.begin() as db:
            db.execute(delete(table).where((table.c.person == person) & (table.c.name == name)))
            count = db.execute(select(func.count()).where(table.c.person == person)).scalar_one()
            if count >= MOST:
                raise NotAllowed("views", f"there are {MOST} views already; forget one first")
            db.execute(insert(table).values(person=person, name=name, value=msgspec.json.encode(view)))

    def forget(self, person: str, name: str) -> bool:
        """Forget a view; whether there was one of that name."""
        table = tables.views
        with self._engine.begin() as db:
            gone = db.execute(delete(table).where((table.c.person == person) & (table.c.name == name)))
        return gone.rowcount > 0
