"""An ASGI application, served by granian within this process, that leaves nothing behind when it ends."""

import asyncio
import gc
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from granian.constants import Interfaces
from granian.server.embed import Server

#: Seconds that the server's threads are waited for at the end, and where the system does not list them.
ENDING, UNSEEN = 10.0, 0.5


class Serving:
    """
    An application, served.

    Args:
        app: An ASGI application.
        address: Host and port to listen at.
        wrong: Told why it cannot be served, or no longer.
    """

    def __init__(self, app: Any, address: tuple[str, int], wrong: Callable[[str], None]) -> None:  # ASGI has no type
        self._app, self._address, self._wrong = app, address, wrong
        self._stop = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._answering = set[asyncio.Task[Any]]()

    def run(self) -> None:
        """Serve until `stop`: what a thread of its own does."""
        asyncio.run(self._serve())

    def stop(self) -> None:
        """End it soon, from any thread; who still reads a stream is let go."""
        self._stop.set()
        # The loop has ended where the port could not be had.
        with suppress(RuntimeError):
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._ended.set)

    async def _serve(self) -> None:
        others = native_threads()
        host, port = self._address
        server = Server(self._answer, address=host, port=port, interface=Interfaces.ASGI, log_enabled=False)
        self._ended, self._loop = asyncio.Event(), asyncio.get_running_loop()
        if self._stop.is_set():
            return
        served = asyncio.create_task(server.serve())
        ended = asyncio.create_task(self._ended.wait())
        await asyncio.wait((served, ended), return_when=asyncio.FIRST_COMPLETED)
        if not served.done():
            server.stop()  # type: ignore[no-untyped-call]
        while not served.done():
            for task in self._answering:
                task.cancel()
            await asyncio.wait((served,), timeout=0.01)
        if wrong := served.exception():
            # As granian tells that somebody took the port meanwhile; what follows is for those who mend granian.
            self._wrong(str(wrong).splitlines()[0])
        await outlive(others)

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        task = asyncio.current_task()
        if task is not None and scope["type"] != "lifespan":
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)
        await self._app(scope, receive, send)


def native_threads() -> frozenset[int]:
    """
    The threads of this process without a name of their own, also those that Python does not know.

    The search's have one, and never ask for the interpreter. None where the system does not list them.
    """
    try:
        own = Path("/proc/self/comm").read_bytes()
        return frozenset(int(t.name) for t in Path("/proc/self/task").iterdir() if (t / "comm").read_bytes() == own)
    except OSError:
        return frozenset()


async def outlive(others: frozenset[int]) -> None:
    """
    Wait for the threads that the server began, and end what they still ask for.

    Granian says that it has ended before its threads have. One that asks for the interpreter's lock while that shuts
    down is ended by force, in the middle of code that cannot bear it, and the process with it (SIGABRT). What one
    hands to a loop that has ended is never done, nor let go of.

    Args:
        others: Those that were there before.
    """
    end = time.monotonic() + (ENDING if others else UNSEEN)
    while _begun(others) and time.monotonic() < end:
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        # Requests that were cut off hold on to its threads, in circles that nobody looks for soon.
        gc.collect()
        await asyncio.sleep(0.01)


def _begun(others: frozenset[int]) -> bool:
    """Whether there are threads that are neither Python's nor among *others*; where none are listed, there may be."""
    return not others or bool(native_threads() - others - {thread.native_id for thread in threading.enumerate()})
