"""What is asked twice under one key is done once: answers are kept for a day by who asked and the key they gave."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

import msgspec
from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import (
    ASGIApp,
    HTTPReceiveMessage,
    HTTPRequestEvent,
    HTTPScope,
    Message,
    Receive,
    Scope,
    Send,
    WebSocketReceiveMessage,
)
from msgspec import Struct
from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from dateline.desk import tables
from dateline.desk.problems import PROBLEM, SECURITY, problem

KEY: Final = "idempotency-key"
#: How long an answer is kept, and how long one that is being made may take.
KEPT: Final = timedelta(days=1)
SLOW: Final = timedelta(minutes=2)
#: Bytes of a request, at most: a long article is a tenth of that.
MOST: Final = 4_000_000
#: Characters of a key, at most.
LONGEST: Final = 200
#: Of an answer that is being made.
_BEGUN: Final = 0
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Reused(HTTPException):
    """A key was given to two different requests."""

    status_code = 422


class Doing(HTTPException):
    """The same request is being done."""

    status_code = 409


class Answer(Struct, frozen=True):
    """What was answered."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class Once:
    """
    The answers that were given of late.

    Args:
        engine: Of `tables.open_tables`.
        now: The world's clock.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine, self._now = engine, now

    def begin(self, person: str, key: str, asked: bytes) -> Answer | None:
        """
        Note that something is being done; or what was answered when it was.

        Args:
            person: Who asks.
            key: As they gave it.
            asked: All of the request that has a say in what is done.
        Raises:
            Reused: If the key was given to something else.
            Doing: If somebody is at it.
        """
        own, digest = _own(person, key), sha256(asked).hexdigest()
        table, now = tables.answers, int(self._now().timestamp())
        try:
            with self._engine.begin() as db:
                db.execute(delete(table).where(table.c.at < now - KEPT.total_seconds()))
                slow = (table.c.status == _BEGUN) & (table.c.at < now - SLOW.total_seconds())
                db.execute(delete(table).where((table.c.key == own) & slow))
                db.execute(insert(table).values(key=own, asked=digest, at=now, status=_BEGUN, value=b""))
        except IntegrityError:
            with self._engine.connect() as db:
                row = db.execute(select(table).where(table.c.key == own)).first()
            if row is not None and row.asked != digest:
                raise Reused("This Idempotency-Key was sent with another request; make a new one for each.") from None
            if row is None or row.status == _BEGUN:
                raise Doing("The same request is being done; ask again in a moment.") from None
            return msgspec.msgpack.decode(row.value, type=Answer)
        return None

    def keep(self, person: str, key: str, answer: Answer) -> None:
        """It was done: whoever asks again is answered so."""
        table = tables.answers
        with self._engine.begin() as db:
            done = update(table).where(table.c.key == _own(person, key))
            db.execute(done.values(status=answer.status, value=msgspec.msgpack.encode(answer)))

    def forget(self, person: str, key: str) -> None:
        """It was not done: who asks again may fare better."""
        with self._engine.begin() as db:
            db.execute(delete(tables.answers).where(tables.answers.c.key == _own(person, key)))


class Repeated:
    """Middleware that does once what is sent twice under one Idempotency-Key; it stands behind `Asking`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as before, or do it."""
        if scope["type"] == ScopeType.HTTP and scope["method"] not in _SAFE and scope.get("user"):
            connection = ASGIConnection[Any, Any, Any, Any](scope)
            if key := connection.headers.get(KEY, ""):
                if len(key) > LONGEST:
                    raise ValidationException(f"An Idempotency-Key has {LONGEST} characters at most.")
                await self._once(scope, receive, send, key)
                return
        await self._app(scope, receive, send)

    async def _once(self, scope: HTTPScope, receive: Receive, send: Send, key: str) -> None:
        connection = ASGIConnection[Any, Any, Any, Any](scope)
        once: Once = connection.app.state.once
        body, more = await _read(receive)
        said = (scope["method"], scope["path"], scope["query_string"], connection.headers.get("if-match", ""), body)
        person = connection.user.person.id
        known = await asyncio.to_thread(once.begin, person, key, msgspec.msgpack.encode(said))
        if known is None:
            known = await self._done(scope, _again(body, more, receive), once, (person, key))
        await send({"type": "http.response.start", "status": known.status, "headers": known.headers})
        await send({"type": "http.response.body", "body": known.body, "more_body": False})

    async def _done(self, scope: HTTPScope, receive: Receive, once: Once, own: tuple[str, str]) -> Answer:
        """Do it, and keep the answer; one that refuses, or whose words are told this once, is not kept."""
        sent: list[Message] = []

        async def keep(message: Message) -> None:
            sent.append(message)

        done = False
        try:
            await self._app(scope, receive, keep)
            answer = _answer(sent)
            done = answer.status < 300
        finally:
            if not done:
                await asyncio.to_thread(once.forget, *own)
        secret = bool(scope["route_handler"].opt.get("secret"))
        await asyncio.to_thread(once.keep, *own, _TOLD if secret else answer)
        return answer


async def _read(receive: Receive) -> tuple[bytes, bool]:
    """What is sent, and whether there is more of it: what is too long is not read to its end."""
    parts, size = list[bytes](), 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts), True
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if not message.get("more_body") or size > MOST:
            return b"".join(parts), bool(message.get("more_body"))


def _again(body: bytes, more: bool, receive: Receive) -> Receive:
    """What was read, to be read once more, and then what is left."""
    begin: HTTPRequestEvent = {"type": "http.request", "body": body, "more_body": more}
    left: list[HTTPReceiveMessage] = [begin]

    async def read() -> HTTPReceiveMessage | WebSocketReceiveMessage:
        return left.pop() if left else await receive()

    return read


def _answer(sent: list[Message]) -> Answer:
    status, headers, parts = 500, list[tuple[bytes, bytes]](), list[bytes]()
    for message in sent:
        if message["type"] == "http.response.start":
            status, headers = message["status"], [(bytes(name), bytes(value)) for name, value in message["headers"]]
        elif message["type"] == "http.response.body":
            parts.append(message["body"])
    return Answer(status, tuple(headers), b"".join(parts))


def _own(person: str, key: str) -> str:
    return f"{person} {sha256(key.encode()).hexdigest()}"


#: In place of an answer that is told once: a token's secret is kept nowhere.
_TOLD: Final = Answer(
    409,
    tuple((name.encode(), value.encode()) for name, value in {**SECURITY, "content-type": PROBLEM}.items()),
    msgspec.json.encode(problem(409, "It was done when it was first asked, and what it told is told once.")),
)
