"""The link between a reader process and the newsroom's own."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dateline.news.errors import LedgerError
from dateline.readers import link
from dateline.readers.link import Handler, Link, later, serve
from dateline.sites.http import Request, Response


@contextmanager
def linked(handler: Handler) -> Iterator[socket.socket]:
    """One end of a link whose other end answers."""
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=serve, args=(theirs, handler))
    with ours, theirs:
        thread.start()
        yield ours
        theirs.shutdown(socket.SHUT_RDWR)
        thread.join(10)
    assert not thread.is_alive()


def echo(request: Request) -> Response | None:
    """Says what was asked; in as many bytes as there are in the query's number."""
    if request.path == "/trouble":
        raise LedgerError("it is gone")
    body = request.path.encode() + request.body + b"." * int(request.query or 0)
    return Response(200, (("x-host", request.host),), body) if request.path != "/nothing" else None


async def _asked(line: socket.socket, *requests: Request) -> list[Response]:
    one = await Link.over(line)
    listening = asyncio.create_task(one.listen())
    try:
        return list(await asyncio.gather(*map(one.ask, requests)))
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


def test_each_question_gets_its_own_answer() -> None:
    """
    Many readers ask at a time, for much and for little; nobody gets another one's page.
    """
    requests = [Request("POST", f"h{n}.example", f"/{n}", str(n * 997 % 90_000), {}, b"b" * n) for n in range(100)]
    with linked(echo) as line:
        answers = asyncio.run(_asked(line.dup(), *requests))
    for request, answer in zip(requests, answers, strict=True):
        assert answer == echo(request)


def test_a_trouble_is_told_and_what_is_nobodys_is_not_found() -> None:
    """
    The ledger's trouble asks for patience; the next question is answered.
    """
    asked = [Request("GET", "", path) for path in ("/trouble", "/nothing", "/fine")]
    with linked(echo) as line:
        trouble, nothing, fine = asyncio.run(_asked(line.dup(), *asked))
    assert (trouble.status, dict(trouble.headers)["retry-after"]) == (503, "1") and b"it is gone" in trouble.body
    assert (nothing.status, fine.status) == (404, 200)


def test_a_newsroom_that_does_not_answer_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    After a while, or where too many wait already, readers are asked for patience.
    """
    monkeypatch.setattr(link, "PATIENCE", 0.05)
    monkeypatch.setattr(link, "MOST", 2)
    ours, theirs = socket.socketpair()
    with theirs:
        answers = asyncio.run(_asked(ours, *(Request("GET", "", "/x") for _ in range(3))))
    assert answers == [later()] * 3


def test_who_listens_hears_that_the_other_end_is_closed() -> None:
    """
    Also in the middle of an answer: a newsroom that died says nothing more.
    """

    async def heard() -> None:
        ours, theirs = socket.socketpair()
        one = await Link.over(ours)
        theirs.send(b"\x00\x00\x01")
        theirs.close()
        await asyncio.wait_for(one.listen(), 10)

    asyncio.run(heard())
