"""The reader processes, as the newsroom's own process has them: begun, answered, begun again where one dies."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from dateline.news.errors import NotAllowed
from dateline.readers.link import Handler, serve

#: How a reader process is begun; the newsroom's ``data/`` and two descriptors follow.
PROGRAM: Final = (sys.executable, "-P", "-m", "dateline.readers")
#: Connections that may wait while no process takes them.
_BACKLOG: Final = 1024
#: Seconds of life after which a process may be begun again at once; and how long others wait.
_SHORT, _REST = 1.0, 1.0
#: Seconds for a process to end, and until it is clear whether the newsroom ends with it.
_ENDING, _SURE = 5.0, 0.05

Tell = Callable[[str], None]


class Processes:
    """
    Reader processes on one port.

    The port is ours, and handed down: while a process is begun again, connections wait instead of being refused.

    Args:
        data: The newsroom's ``data/``.
        handlers: Makes what answers for the newsroom, in the thread that asks it.
        address: Host and port to listen at.
        tell: Takes a line for the terminal.
        count: How many.
        program: How one is begun.
    Raises:
        NotAllowed: If the port is taken.
    """

    def __init__(
        self,
        data: Path,
        handlers: Callable[[], Handler],
        address: tuple[str, int],
        tell: Tell,
        count: int = 1,
        program: Sequence[str] = PROGRAM,
    ) -> None:
        self._data, self._handlers, self._tell, self._program = data, handlers, tell, program
        self._port = listening(*address)
        self._stop = threading.Event()
        self._links: set[socket.socket] = set()
        self._threads = [threading.Thread(target=self._keep, name="readers", daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """End all processes, each after what it is answering."""
        self._stop.set()
        for link in tuple(self._links):
            _shut(link)
        for thread in self._threads:
            thread.join()
        self._port.close()

    def _keep(self) -> None:
        """Have one process for as long as the newsroom runs."""
        handler = self._handlers()
        while not self._stop.is_set():
            began = time.monotonic()
            ours, theirs = socket.socketpair()
            with ours, self._begun(theirs) as process:
                self._links.add(ours)
                if self._stop.is_set():
                    _shut(ours)
                serve(ours, handler)
                self._links.discard(ours)
                how = _ended(process)
            if not self._stop.wait(_SURE):
                self._tell(f"readers: process {process.pid} {how}; another one is begun")
                self._stop.wait(0 if time.monotonic() - began > _SHORT else _REST)

    def _begun(self, line: socket.socket) -> "subprocess.Popen[bytes]":
        with line:
            descriptors = (self._port.fileno(), line.fileno())
            words = [*self._program, os.fspath(self._data), *map(str, descriptors)]
            return subprocess.Popen(words, stdin=subprocess.DEVNULL, pass_fds=descriptors)


def _shut(link: socket.socket) -> None:
    # The process may have closed its end already.
    with suppress(OSError):
        link.shutdown(socket.SHUT_RDWR)


def _ended(process: "subprocess.Popen[bytes]") -> str:
    """How a process ended, which it does by force where it takes too long."""
    try:
        status = process.wait(_ENDING)
    except subprocess.TimeoutExpired:
        process.kill()
        return "did not end, and was killed"
    return f"was ended by {signal.Signals(-status).name}" if status < 0 else f"ended with status {status}"


def listening(host: str, port: int, option: str = "--port") -> socket.socket:
    """
    A socket that listens.

    Args:
        host: The address.
        port: The port.
        option: By which another is chosen, for the words of a refusal.
    Raises:
        NotAllowed: If the port cannot be had.
    """
    if not 0 <= port < 1 << 16:
        raise NotAllowed("serve", f"port {port} of {host} cannot be had: ports go to 65535; choose another: {option} N")
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=_BACKLOG
        )
    except OSError as e:
        why = e.strerror or e
        raise NotAllowed("serve", f"port {port} of {host} cannot be had ({why}); choose another: {option} N") from e
