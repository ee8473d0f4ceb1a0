"""Connections that end when their time is over: whatever a server still sends, a byte an hour or without end."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from threading import Timer
from typing import Final

from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

#: The sockets of the call that is under way in this thread.
_USED: Final[ContextVar[list[socket.socket]]] = ContextVar("_USED")


class _Plain(HTTPConnection):
    def getresponse(self) -> HTTPResponse:  # type: ignore[override]
        _note(self.sock)
        return super().getresponse()


class _Sealed(HTTPSConnection):
    def getresponse(self) -> HTTPResponse:  # type: ignore[override]
        _note(self.sock)
        return super().getresponse()


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SealedPool(HTTPSConnectionPool):
    ConnectionCls = _Sealed


def lines(headers: dict[str, str]) -> PoolManager:
    """Connections that `ended` can end; each question says these *headers*."""
    made = PoolManager(headers=headers, retries=False, maxsize=4)
    made.pool_classes_by_scheme = {"http": _PlainPool, "https": _SealedPool}
    return made


@contextmanager
def ended(seconds: float) -> Iterator[None]:
    """
    Shut all connections that are used within the block once so many seconds are over.

    A limit on each read would not do: a server that sends its headers a byte at a time is never silent.
    """
    used: list[socket.socket] = []
    token = _USED.set(used)
    timer = Timer(seconds, _shut, [used])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        _USED.reset(token)


def _note(used: socket.socket | None) -> None:
    if used is not None:
        _USED.get([]).append(used)


def _shut(used: list[socket.socket]) -> None:
    for one in used:
        # What is over already is closed.
        with suppress(OSError):
            socket.socket.shutdown(one, socket.SHUT_RDWR)
