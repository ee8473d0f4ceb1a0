"""
The link between a reader process and the newsroom's own: requests one way, answers the other, as frames on a socket.

What is made for each reader anew (search, the river, items, a rendition that nobody has asked for yet) is made where
the newsroom is. The link is also how each side knows that the other lives.
"""

import asyncio
import socket
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Final

import msgspec

from dateline.news.errors import DatelineError
from dateline.sites.http import Request, Response, plain

#: Requests that may wait for the newsroom at a time, and how long one does; seconds.
MOST: Final = 256
PATIENCE: Final = 30.0
#: Bytes of a frame's length.
_LENGTH: Final = 4

Handler = Callable[[Request], Response | None]

_pack = msgspec.msgpack.Encoder().encode
_request = msgspec.msgpack.Decoder(tuple[int, Request])
_response = msgspec.msgpack.Decoder(tuple[int, Response])


def later(words: str = "The newsroom does not answer. Please try again in a moment.") -> Response:
    """The answer where nobody can tell what the answer is."""
    return plain(503, words, (("retry-after", "1"),))


def answered(handler: Handler, request: Request) -> Response:
    """The answer to a request, also where the newsroom has a trouble, or no site of that name."""
    try:
        response = handler(request)
    except (DatelineError, sqlite3.Error, OSError) as e:
        return later(str(e))
    return response or plain(404, "There is no site at this address; `dateline run` lists the sites as it starts.")


def serve(link: socket.socket, handler: Handler) -> None:
    """Answer what comes over a link, one request after the other, until its other end is closed."""
    with suppress(ConnectionError), link.makefile("rb") as coming:
        while len(head := coming.read(_LENGTH)) == _LENGTH:
            number, request = _request.decode(coming.read(int.from_bytes(head)))
            link.sendall(_frame((number, answered(handler, request))))


def _frame(message: object) -> bytes:
    packed = _pack(message)
    return len(packed).to_bytes(_LENGTH) + packed


class Link:
    """
    The end of a link at which is asked.

    Args:
        coming: What comes over it.
        going: What goes.
    """

    def __init__(self, coming: asyncio.StreamReader, going: asyncio.StreamWriter) -> None:
        self._coming, self._going = coming, going
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[Response]] = {}

    @classmethod
    async def over(cls, line: socket.socket) -> "Link":
        """A link over a connected socket."""
        return cls(*await asyncio.open_connection(sock=line))

    async def ask(self, request: Request) -> Response:
        """The newsroom's answer; 503 where it does not come in time."""
        if len(self._waiting) >= MOST:
            return later()
        number, answer = next(self._numbers), asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            self._going.write(_frame((number, request)))
            return await asyncio.wait_for(answer, PATIENCE)
        except TimeoutError:
            return later()
        finally:
            del self._waiting[number]

    async def listen(self) -> None:
        """Pass answers on until the other end is closed."""
        try:
            while True:
                size = int.from_bytes(await self._coming.readexactly(_LENGTH))
                number, response = _response.decode(await self._coming.readexactly(size))
                answer = self._waiting.get(number)
                if answer is not None and not answer.done():
                    answer.set_result(response)
        except (asyncio.IncompleteReadError, OSError):
            return
        finally:
            self._going.close()
