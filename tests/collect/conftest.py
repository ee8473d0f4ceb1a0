from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, Protocol

import pytest

START = datetime(2020, 1, 16, 10, 0, tzinfo=UTC)


class SetClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        return self.moment

    def tick(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


class Asked(Protocol):
    """One request as the server saw it."""

    path: str
    headers: Any


class Server:
    """A real web server on this machine. Each path has a script: an answer a request, and then the last one again."""

    def __init__(self) -> None:
        self.scripts: dict[str, list[Callable[[BaseHTTPRequestHandler], None]]] = {}
        self.asked: list[Asked] = []
        #: Set at the end, to let go of whoever waits.
        self.over = Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(self)
                script = server.scripts[self.path]
                (script.pop(0) if len(script) > 1 else script[0])(self)

            def log_message(self, format: str, *args: object) -> None:
                """Tests are quiet."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.thread = Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    @property
    def port(self) -> int:
        return int(self.http.server_address[1])

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def says(self, path: str, status: int, body: bytes = b"", **headers: str) -> str:
        """One more answer on the *path*: ``Retry_After`` is the header Retry-After. Returns the address."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in {"Content_Length": str(len(body)), **headers}.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(body)

        return self.does(path, answer)

    def does(self, path: str, answer: Callable[[BaseHTTPRequestHandler], None]) -> str:
        """One more answer on the *path*, made by hand. Returns the address."""
        self.scripts.setdefault(path, []).append(answer)
        return self.url(path)

    def close(self) -> None:
        self.over.set()
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()
