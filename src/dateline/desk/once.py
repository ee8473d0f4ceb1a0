"""What is asked twice under one key is done once: answers are kept for a day by who asked and the key they gave."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

import msgspec
from litestar.exceptions import HTTPException
from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from dateline.desk import tables
from dateline.verbs.receipt import Receipt

#: How long an answer is kept, and how long one that is being made may take.
KEPT: Final = timedelta(days=1)
SLOW: Final = timedelta(minutes=2)
#: Of an answer that is being made.
_BEGUN: Final = 0


class Reused(HTTPException):
    """A key was given to two different requests."""

    status_code = 422


class Doing(HTTPException):
    """The same request is being done."""

    status_code = 409


class Once:
    """
    The answers that were given of late.

    Args:
        engine: Of `tables.open_tables`.
        now: The world's clock.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine, self._now = engine, now

    def do(self, person: str, key: str, asked: bytes, verb: Callable[[], Receipt]) -> Receipt:
        """
        Do a verb, or give the receipt of when it was done.

        Args:
            person: Who asks.
            key: As they gave it; empty: what is asked twice is done twice.
            asked: All of the request that has a say in what is done.
            verb: What to do.
        Raises:
            Reused: If the key was given to something else.
            Doing: If somebody is at it.
        """
        if not key:
            return verb()
        own = f"{person} {sha256(key.encode()).hexdigest()}"
        digest = sha256(asked).hexdigest()
        known = self._begin(own, digest)
        if known is not None:
            return known
        try:
            receipt = verb()
        except BaseException:
            # What was refused was not done: who asks again may fare better.
            self._forget(own)
            raise
        table = tables.answers
        with self._engine.begin() as db:
            done = update(table).where(table.c.key == own)
            db.execute(done.values(status=200, value=msgspec.json.encode(receipt)))
        return receipt

    def _begin(self, key: str, digest: str) -> Receipt | None:
        """Note that it is being done; or the receipt of when it was."""
        table, now = tables.answers, int(self._now().timestamp())
        try:
            with self._engine.begin() as db:
                db.execute(delete(table).where(table.c.at < now - KEPT.total_seconds()))
                slow = (table.c.status == _BEGUN) & (table.c.at < now - SLOW.total_seconds())
                db.execute(delete(table).where((table.c.key == key) & slow))
                db.execute(insert(table).values(key=key, asked=digest, at=now, status=_BEGUN, value=b""))
        except IntegrityError:
            with self._engine.connect() as db:
                row = db.execute(select(table).where(table.c.key == key)).first()
            if row is not None and row.asked != digest:
                raise Reused("This Idempotency-Key was sent with another request; make a new one for each.") from None
            if row is None or row.status == _BEGUN:
                raise Doing("The same request is being done; ask again in a moment.") from None
            return msgspec.json.decode(row.value, type=Receipt)
        return None

    def _forget(self, key: str) -> None:
        with self._engine.begin() as db:
            db.execute(delete(tables.answers).where(tables.answers.c.key == key))
