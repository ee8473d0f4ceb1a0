"""A site whose outputs are given out by hand, and servers that answer as they are told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from msgspec import Struct

from dateline.news import house
from dateline.news.house import Entity, Readership
from dateline.send.needs import Recipient
from dateline.send.sender import Sender, Told
from dateline.send.values import PICTURES, Answer, Item, Said, SendError, Sent, State, Stored

START = datetime(2020, 1, 16, 10, 0, tzinfo=UTC)
TIDE = house.Site(
    code="tide",
    name="The Tideline",
    tagline="",
    host="www.tideline.example",
    sections=(),
    since=2009,
    entity=Entity(name="Bellweather Press Ltd", jurisdiction="Anselm", place="Port Anselm"),
    readership=Readership(whom="people who work on the water"),
    about="The Tideline prints what happens in ports.",
    texts=(),
)


def digest(body: bytes) -> str:
    """SHA-256, hexadecimal."""
    return sha256(body).hexdigest()


class Site:
    """A site's chain of outputs, and its pages."""

    def __init__(self) -> None:
        self.chain: list[Said] = []
        self.stored: dict[str, Stored] = {}
        self.moment = START
        #: Parts that may not go out, and why.
        self.bars: dict[str, str] = {}

    def says(self, path: str, body: bytes = b"", *, status: int = 200, parts: tuple[str, ...] = ()) -> Said:
        """Only the chain says something; each time another entry."""
        number = len(self.chain) + 1
        said = Said(
            number=number,
            entry=100 + number,
            recorded=self.moment,
            path=path,
            status=status,
            digest=digest(body) if body else "",
            parts=parts,
        )
        self.chain.append(said)
        return said

    def put(
        self,
        path: str,
        body: bytes,
        *parts: str,
        type: str = "text/html; charset=utf-8",
        status: int = 200,
        pictures: tuple[str, ...] = (),
    ) -> Said:
        """A page stands there from now on, and the pictures that it shows."""
        self.stored[path] = Stored(type, digest(body), None, body, frozenset(pictures))
        self.stored |= {p: Stored("image/avif", p, None, p.encode() * 20) for p in pictures}
        return self.says(path, body, status=status, parts=parts)

    def gone(self, path: str) -> Said:
        """A page is taken back: its address has a notice in its place."""
        self.stored[path] = Stored("text/html; charset=utf-8", digest(b"gone"), None, b"gone")
        return self.says(path, b"gone", status=410)

    def removed(self, path: str) -> Said:
        """A page is no more."""
        del self.stored[path]
        return self.says(path, status=404)

    def page(self, path: str) -> Stored | None:
        """The page of that path."""
        return self.stored.get(path)

    def paths(self) -> list[str]:
        """The paths of all pages."""
        return [path for path in self.stored if not path.startswith(PICTURES)]

    def standing(self) -> dict[str, bytes]:
        """What is to be read, by path, and the pictures that it shows."""
        last = {s.path: s for s in self.chain}
        pages = [path for path, said in last.items() if said.stands]
        return {path: self.stored[path].body for page in pages for path in (page, *self.stored[page].pictures)}

    def followed(self) -> Told:
        """The chain, as senders follow it."""
        return Told(lambda n: iter(self.chain[n:]), lambda: len(self.chain))

    def passes(self, seconds: float) -> None:
        """Time passes."""
        self.moment += timedelta(seconds=seconds)

    def step(self, sender: Sender, *, anew: bool = False) -> Sent:
        """A sender's step."""
        return sender.step((self.followed(),), self, self._barred, self.moment, anew=anew)

    def _barred(self, parts: object) -> dict[str, str]:
        assert isinstance(parts, set)
        return {part: why for part, why in self.bars.items() if part in parts}


class Shelf:
    """A recipient that holds what it is sent, and fails as it is told."""

    takes_pages = True
    name = identity = form = "shelf"

    def __init__(self, most: int = 100) -> None:
        self.most = most
        self.held: dict[str, bytes] = {}
        #: Paths in the order in which they were sent.
        self.sent: list[str] = []
        #: How it fails: as a whole, or for a path.
        self.down: SendError | None = None
        self.fails: dict[str, str] = {}

    def concerns(self, _: Said) -> bool:
        """It wants everything."""
        return True

    def pictures(self) -> list[str]:
        """Those that it holds."""
        return [path for path in self.held if path.startswith(PICTURES)]

    def send(self, items: tuple[Item, ...]) -> Iterator[Answer]:
        """Hold, or let go."""
        for item in items:
            path = item.said.path
            if self.down is not None:
                raise self.down
            if path in self.fails:
                yield Answer(path, problem=self.fails[path])
                continue
            self.sent.append(path)
            if item.body is None:
                self.held.pop(path, None)
            else:
                self.held[path] = item.body
            yield Answer(path)


def state(sender: Sender, path: str) -> State:
    """How a path stands with a sender's recipient."""
    outbox = sender.outbox()
    found = outbox.state(path)
    outbox.close()
    assert found is not None
    return found


class Call(Struct, frozen=True):
    """What a server was asked."""

    method: str
    path: str
    #: Names in lower case.
    headers: dict[str, str]
    body: bytes


class Server:
    """A server on this machine that takes down what it is asked, and answers as it is told."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.calls: list[Call] = []
        #: Status and headers of the answers to come, in order; then it answers 200.
        self.answers: list[tuple[int, dict[str, str]]] = []
        #: Answers wait until this is set.
        self.free = threading.Event()
        self.free.set()


@contextmanager
def serving() -> Iterator[Server]:
    """A server, for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            """Any method is taken down."""
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline or not self.parse_request():
                self.close_connection = True
                return
            headers = {k.lower(): v for k, v in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", 0)))
            one.calls.append(Call(self.command, self.path, headers, body))
            one.free.wait(20)
            status, more = one.answers.pop(0) if one.answers else (200, {})
            self.send_response(status)
            for name, value in {"Content-Length": "0", **more}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        one = Server(listening.server_port)
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield one
        finally:
            one.free.set()
            listening.shutdown()
            thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that answers 200 unless it is told otherwise."""
    with serving() as one:
        yield one


@pytest.fixture
def site() -> Site:
    """A site without pages."""
    return Site()


@pytest.fixture
def shelf() -> Shelf:
    """A recipient that has nothing yet."""
    return Shelf()


@pytest.fixture
def outboxes(tmp_path: Path) -> Path:
    """Where senders remember."""
    return tmp_path / "send"


@pytest.fixture
def sender(shelf: Shelf, outboxes: Path) -> Sender:
    """The shelf's sender."""
    return to(shelf, outboxes)


def to(recipient: Recipient, outboxes: Path) -> Sender:
    """A recipient's sender."""
    return Sender("tide", recipient, outboxes)
