"""Those who ask, and what a program of its own takes."""

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from dateline.bench.sites import child
from dateline.bench.sites.load import load


class Server(threading.Thread):
    """Answers each request over a connection that stays open, in two pieces; every tenth with 503."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.answered = 0

    def run(self) -> None:
        """Answer until the connection is closed, perhaps in the middle of an answer."""
        line, _ = self.socket.accept()
        with self.socket, line, suppress(ConnectionError):
            while line.recv(4096):
                self.answered += 1
                status = b"503 Later" if self.answered % 10 == 0 else b"200 OK"
                body = b"x" * (self.answered % 7)
                line.sendall(b"HTTP/1.1 " + status + b"\r\ncontent-length: %d\r\n" % len(body))
                line.sendall(b"\r\n" + body)


@pytest.fixture
def server() -> Iterator[Server]:
    one = Server()
    one.start()
    yield one
    one.join(10)


def test_every_answer_is_counted_once(server: Server) -> None:
    """
    As many as the server gave, however they came in pieces; an answer that is no page is not counted as one.
    """
    served = load(server.socket.getsockname()[1], "www.site01.example", ["/", "/a"], 0.2, connections=1)
    server.join(10)
    assert server.answered - 1 <= served.good + served.other <= server.answered
    assert served.other == pytest.approx(served.good / 9, abs=1)
    assert 0 < served.busy <= 1.1
    assert served.seconds >= 0.2


def test_a_programs_memory_is_its_own(tmp_path: Path) -> None:
    """
    What the one who started it holds is not counted, and its exit status and its words are told.
    """
    held = bytearray(b"x") * (200 << 20)
    used, said = child.run([sys.executable, "-S", "-c", "print('done'); raise SystemExit(3)"], tmp_path)
    assert (used.end, said) == (3, "done\n")
    assert 0 < used.peak < 100 < len(held) >> 20
    assert 0 < used.cpu < 60
