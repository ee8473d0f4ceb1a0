"""
A reader process.

Granian calls us in the one thread that it keeps for Python. A page that can be given out is given out there and then;
only what the newsroom must be asked for waits in an event loop. That is not granian's own way, which takes each request
to the event loop's thread and back: twice the processor's time of all the rest.
"""

import asyncio
import os
import select
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from granian._futures import _cbsched_aioschedule, _future_watcher_wrapper
from granian._granian import CallbackScheduler, RSGIWorker, SocketHolder, WorkerSignal
from granian.constants import HTTPModes

from dateline.ledger.contract import Clock
from dateline.readers.front import Front
from dateline.readers.link import Link
from dateline.sites.http import Request, Response

if TYPE_CHECKING:
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian.rsgi import Scope

#: Connections that may wait to be taken, and that may be open at a time in a process.
BACKLOG: Final = 1024
MOST: Final = 2048
#: Seconds for what is being answered at the end.
ENDING: Final = 2.0
#: The headers that a page's answer depends on.
_HEEDED: Final = ("accept-encoding", "if-none-match", "if-modified-since")


class Door:
    """
    The way in from granian: a request as a value, an answer as a value.

    Args:
        front: Answers at once, or not.
        link: Asks the newsroom.
    """

    def __init__(self, front: Callable[[Request], Response | None], link: Link) -> None:
        self._front, self._link = front, link

    def at_once(self, scope: "Scope", proto: "HTTPProtocol") -> bool:
        """Give a page out; False where the newsroom must be asked."""
        given = scope.headers.get
        heeded = {name: value for name in _HEEDED if (value := given(name)) is not None}
        response = self._front(Request(scope.method, _host(scope), scope.path, scope.query_string, heeded))
        if response is None:
            return False
        _give(response, proto)
        return True

    async def later(self, scope: "Scope", proto: "HTTPProtocol") -> None:
        """Ask the newsroom, and give out what it says."""
        body = await proto() if scope.method not in ("GET", "HEAD") else b""
        headers = {k.lower(): v for k, v in scope.headers.items()}
        request = Request(scope.method, _host(scope), scope.path, scope.query_string, headers, body)
        _give(await self._link.ask(request), proto)


def _host(scope: "Scope") -> str:
    authority = scope.authority or scope.headers.get("host", "")
    return authority.rpartition("@")[2].partition(":")[0].lower()


def _give(response: Response, proto: "HTTPProtocol") -> None:
    # Granian takes any sequence; its hints say list.
    headers: Any = response.headers
    if response.body:
        proto.response_bytes(response.status, headers, response.body)
    else:
        proto.response_empty(response.status, headers)


class _Scheduler(CallbackScheduler):
    """Granian's own, but that the event loop is spared where an answer is at hand."""

    __slots__ = ()

    def __new__(cls, loop: asyncio.AbstractEventLoop, door: Door) -> "_Scheduler":
        # The last three are for tasks of granian's own kind, which we have none of.
        made: _Scheduler = super().__new__(cls, loop, door.later, None, None, None)  # type: ignore[call-arg]
        return made

    def __init__(self, loop: asyncio.AbstractEventLoop, door: Door) -> None:
        super().__init__()
        later = _future_watcher_wrapper(door.later)  # type: ignore[no-untyped-call]
        waiting = _cbsched_aioschedule(loop, self._ctx, later)  # type: ignore[no-untyped-call]
        self._schedule_fn = partial(_schedule, door.at_once, waiting)


def _schedule(at_once: Callable[[Any, Any], bool], later: Callable[[Any], None], watcher: Any) -> None:
    done = True
    try:
        done = at_once(watcher.scope, watcher.proto)
    finally:
        if done:
            watcher.done()
    if not done:
        later(watcher)


def work(data: Path, clock: Clock, port: int, line: int) -> None:
    """
    Serve until the newsroom's end of the line is closed, or SIGTERM comes; then the process ends.

    Args:
        data: The newsroom's ``data/``.
        clock: The newsroom's.
        port: The descriptor of a socket that listens.
        line: That of the link to the newsroom.
    """
    # Ctrl-C at a terminal reaches all; who began us says when to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(line,), daemon=True).start()
    with closing(Front(data, clock)) as front:
        asyncio.run(_serve(front, socket.socket(fileno=port), socket.socket(fileno=line)))
    # Granian's threads may ask for the interpreter yet, which cannot bear that while it shuts down.
    os._exit(0)


def _end_with(line: int) -> None:
    """End, at the latest so long after the line's other end was closed, whatever this process is at."""
    other = select.poll()
    other.register(line, 0)
    other.poll()
    threading.Event().wait(ENDING)
    os._exit(1)


async def _serve(front: Front, port: socket.socket, line: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    link = await Link.over(line)
    ending, ended = WorkerSignal(), asyncio.Event()
    ending.add_cb(lambda: loop.call_soon_threadsafe(ended.set))
    worker = RSGIWorker(*_settings(port))
    worker.serve_async(_Scheduler(loop, Door(front.answer, link)), loop, ending)  # type: ignore[attr-defined]
    asked = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, asked.set)
    listening, told = asyncio.create_task(link.listen()), asyncio.create_task(asked.wait())
    await asyncio.wait((listening, told), return_when=asyncio.FIRST_COMPLETED)
    ending.set()
    await asyncio.wait((asyncio.create_task(ended.wait()),), timeout=ENDING)


def _settings(port: socket.socket) -> tuple[Any, ...]:
    """What granian's own servers hand their worker, in its order."""
    port.setblocking(False)
    held = SocketHolder(port.fileno(), False, BACKLOG)  # type: ignore[call-arg]
    threads, more = (1, 1, 1, 30), (None, None, False, None)
    no_tls = (False, None, None, None, "tls1.3", None, (), False)
    return (1, (None, held), None, *threads, MOST, HTTPModes.http1, *more, *no_tls, (None, None))
