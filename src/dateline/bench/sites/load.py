"""Readers by the thousand: one process that asks a page server for pages as fast as it answers."""

import select
import socket
import time
from collections.abc import Sequence

from msgspec import Struct


class Served(Struct, frozen=True):
    """What a server did."""

    #: Answers with status 200, and all others.
    good: int
    other: int
    #: By the clock.
    seconds: float
    #: The share of one processor that asking took: near 1 the asking was the limit, not the server.
    busy: float


def load(port: int, host: str, paths: Sequence[str], seconds: float, connections: int = 16) -> Served:
    """
    Ask for pages over connections that stay open, the next as soon as one has been answered.

    Args:
        port: On this machine.
        host: The site that is asked.
        paths: Asked for in turn, again and again.
        seconds: When to stop.
        connections: How many are waiting for an answer at any time.
    """
    head = f"HTTP/1.1\r\nhost: {host}\r\naccept-encoding: zstd\r\n\r\n"
    asks = [f"GET {path} {head}".encode() for path in paths]
    lines = dict[int, _Line]()
    poll = select.epoll()
    for _ in range(connections):
        opened = socket.create_connection(("127.0.0.1", port))
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        lines[opened.fileno()] = _Line(opened)
        poll.register(opened.fileno(), select.EPOLLIN)
    good, other, turn = 0, 0, 0
    began, cpu = time.perf_counter(), time.process_time()
    for line in lines.values():
        line.socket.sendall(asks[turn % len(asks)])
        turn += 1
    end = began + seconds
    while time.perf_counter() < end:
        for number, _ in poll.poll(0.5):
            line = lines[number]
            if status := line.read():
                good, other = good + (status == b"200"), other + (status != b"200")
                line.socket.sendall(asks[turn % len(asks)])
                turn += 1
    took, busy = time.perf_counter() - began, time.process_time() - cpu
    for line in lines.values():
        line.socket.close()
    poll.close()
    return Served(good, other, took, busy / took)


class _Line:
    """One connection, and what of an answer has come over it."""

    def __init__(self, line: socket.socket) -> None:
        self.socket, self._come, self._wanted = line, bytearray(), 0

    def read(self) -> bytes:
        """Take what has come; the status once the answer is whole, else nothing."""
        data = self.socket.recv(1 << 18)
        if not data:
            raise ConnectionError("the server has closed a connection")
        come = self._come
        come += data
        if not self._wanted:
            head = come.find(b"\r\n\r\n")
            if head < 0:
                return b""
            at = come.find(b"content-length: ", 0, head)
            self._wanted = head + 4 + (int(come[at + 16 : come.index(b"\r", at)]) if at >= 0 else 0)
        if len(come) < self._wanted:
            return b""
        status = bytes(come[9:12])
        come.clear()
        self._wanted = 0
        return status
