"""An ASGI application served within a process."""

import asyncio
import threading
import time
from _thread import start_new_thread
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import pytest
from tests.app.running import free_port, listens, soon

from dateline.serving import ENDING, Serving, native_threads, outlive


async def slow(scope: dict[str, Any], receive: Callable[[], Any], send: Callable[[dict[str, Any]], Any]) -> None:
    """Begins an answer, and takes its time to end it."""
    if scope["type"] == "lifespan":
        while (said := (await receive())["type"]) != "lifespan.shutdown":
            await send({"type": f"{said}.complete"})
        await send({"type": f"{said}.complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"begun", "more_body": True})
    await asyncio.sleep(3600)


def test_who_still_reads_does_not_hold_it_up(recwarn: pytest.WarningsRecorder) -> None:
    """A stream of news has no end of its own, and a restart must not wait for its readers."""
    port, wrong = free_port(), list[str]()
    serving = Serving(slow, ("127.0.0.1", port), wrong.append)
    thread = threading.Thread(target=serving.run)
    thread.start()
    soon(lambda: listens(port), "nobody answers")
    with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as reader:
        reader.request("GET", "/")
        assert reader.getresponse().read(5) == b"begun"
        serving.stop()
        thread.join(ENDING)
    assert not thread.is_alive()
    assert wrong == []
    assert [str(warning.message) for warning in recwarn] == []


def test_what_is_stopped_before_it_began_does_not_begin() -> None:
    """A newsroom that cannot begin ends what it has, whatever that has come to."""
    serving = Serving(slow, ("127.0.0.1", free_port()), print)
    serving.stop()
    serving.run()
    serving.stop()


def test_the_server_is_over_when_its_threads_are() -> None:
    """
    One that asks for the interpreter while that shuts down takes the process with it: a unit that ends with SIGABRT
    looks to its supervisor as if it had failed.
    """
    before, may_end, ended = native_threads(), threading.Event(), threading.Event()

    # No thread of `threading`'s: as little known to Python as the server's own.
    def work() -> None:
        may_end.wait(5)
        ended.set()

    start_new_thread(work, ())
    threading.Timer(0.2, may_end.set).start()
    asyncio.run(outlive(before))
    assert ended.is_set()


def test_where_threads_are_not_listed_they_get_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Not every system has a list; what has no end there must not wait for one.
    """
    monkeypatch.setattr("dateline.serving.UNSEEN", 0.05)
    before = time.monotonic()
    asyncio.run(outlive(frozenset()))
    assert 0.05 <= time.monotonic() - before < ENDING
