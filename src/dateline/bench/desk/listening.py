"""Many who watch the intake at once: each holds a line open and notes when it was told of each story."""

import asyncio
import time
from collections.abc import Callable

import msgspec
from msgspec import Struct


class Watch(Struct, frozen=True):
    """What one of them was told: each story's id, and when by the world's clock, in seconds."""

    heard: dict[str, float]
    #: Messages that came.
    messages: int


class _Rows(Struct):
    rows: list[dict[str, object]] = []


async def watch(port: int, cookie: str, until: Callable[[], bool]) -> Watch:
    """
    Watch the intake by server-sent events.

    Args:
        port: The desk's, on this machine.
        cookie: Of a session.
        until: Says when enough was seen.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
    head = f"GET /api/v1/intake/events HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: {cookie}\r\n\r\n"
    writer.write(head.encode())
    heard: dict[str, float] = {}
    messages = 0
    try:
        while not until():
            try:
                line = await asyncio.wait_for(reader.readline(), 0.5)
            except TimeoutError:
                continue
            if not line:
                break
            if line.startswith(b"data: {"):
                now = time.time()
                messages += 1
                for row in msgspec.json.decode(line[6:], type=_Rows).rows:
                    heard.setdefault(str(row["id"]), now)
    finally:
        writer.close()
    return Watch(heard, messages)


async def watches(count: int, port: int, cookie: str, until: Callable[[], bool]) -> list[Watch]:
    """So many of them at once."""
    return list(await asyncio.gather(*(watch(port, cookie, until) for _ in range(count))))
