"""What the desk costs whoever works at it: the first look, the next story, a key, and all of it under load."""

import asyncio
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import msgspec
from msgspec import Struct

from dateline.app import Newsroom
from dateline.bench.desk import newsroom
from dateline.bench.desk.browser import can, looked_at, opened
from dateline.bench.desk.listening import Watch, watches
from dateline.bench.measure import Figure, figure
from dateline.desk.asking import COOKIE
from dateline.desk.people import Person
from dateline.desks import accounts_of
from dateline.news.errors import NotAllowed

#: Stories in the intake, those who watch it, stories that come in a second, and for how many seconds.
STORIES, WATCHING, RATE, SECONDS = 10_000, 48, 100, 60
#: Seconds until a desk must answer.
PATIENCE = 120.0


class Served(Struct, frozen=True):
    """A desk that runs."""

    folder: Path
    port: int
    #: Of a session of its owner.
    cookie: str

    def asked(self, path: str) -> bytes:
        """What it answers."""
        with urlopen(Request(f"http://127.0.0.1:{self.port}{path}", headers={"cookie": self.cookie})) as answer:
            return bytes(answer.read())


def desk(stories: int = STORIES, seconds: int = SECONDS) -> list[Figure]:
    """
    All figures of the desk.

    Args:
        stories: In the intake.
        seconds: For how long stories come in while many watch.
    """
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as name:
        folder = Path(name) / "newsroom"
        newsroom.make(folder, stories)
        with served(folder, stories) as running:
            with closing(Newsroom(folder)) as room:
                coming = newsroom.more(2_000_000, room.clock.now(), seed=5)

                def take_in() -> str:
                    (result,) = room.ingest([next(coming)], "bench")
                    return result.items[0].story

                found = looked_at(running.port, running.cookie, stories, take_in)
            return [*asked(running, stories), *found, *watched(running, seconds)]


@contextmanager
def served(folder: Path, stories: int) -> Iterator[Served]:
    """`dateline run` in a process of its own, until its intake is whole."""
    accounts = accounts_of(folder / "data")
    owner = Person(id="owner", name="The owner", role="owner")
    accounts.add(owner)
    cookie = f"{COOKIE}={accounts.open(owner).secret}"
    port, other = _free(), _free()
    words = ["run", "--newsroom", str(folder), "--port", str(other), "--desk", str(port)]
    running = subprocess.Popen([sys.executable, "-m", "dateline", *words], stdout=subprocess.DEVNULL)
    try:
        found = Served(folder, port, cookie)
        _wait(lambda: _count(found) >= stories, running)
        yield found
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(timeout=30)


def _wait(ready: Callable[[], bool], running: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if running.poll() is not None:
            raise NotAllowed("bench", f"dateline run ended with {running.returncode}")
        try:
            if ready():
                return
        except (URLError, ConnectionError):
            pass
        time.sleep(0.1)
    raise NotAllowed("bench", f"the desk was not ready after {PATIENCE:g} s")


def _count(running: Served) -> int:
    return int(msgspec.json.decode(running.asked("/api/v1/intake?limit=1"))["count"])


def asked(running: Served, stories: int) -> list[Figure]:
    """What the server takes for the first page of a full intake, and for all of it."""
    first, whole = [], []
    for _ in range(10):
        began = time.perf_counter()
        running.asked("/api/v1/intake?limit=200")
        first.append((time.perf_counter() - began) * 1000)
    for _ in range(3):
        began, cursor = time.perf_counter(), ""
        while True:
            page = msgspec.json.decode(running.asked(f"/api/v1/intake?limit=1000&cursor={cursor}"))
            cursor = page.get("next", "")
            if not cursor:
                break
        whole.append((time.perf_counter() - began) * 1000)
    return [
        figure(f"first 200 of {stories:,} stories", "ms", first),
        figure(f"all {stories:,} stories", "ms", whole),
    ]


def watched(running: Served, seconds: int) -> list[Figure]:
    """How soon everybody is told of each story, while a hundred a second come in."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    sending = context.Process(target=_send, args=(running.folder, seconds, theirs), daemon=True)
    sending.start()
    end = time.monotonic() + seconds + PATIENCE
    sent: dict[str, float] = {}
    done = [0.0]

    def enough() -> bool:
        while ours.poll():
            news = ours.recv()
            if news is None:
                # The last ones are still on their way.
                done[0] = time.monotonic() + 10
            else:
                sent.update([news])
        return (done[0] and time.monotonic() > done[0]) or time.monotonic() > end or not sending.is_alive()

    with ExitStack() as looking, ThreadPoolExecutor(1) as listening:
        if not can():
            looking.enter_context(opened(running.port, running.cookie, tabs=2))
        heard = listening.submit(asyncio.run, watches(WATCHING, running.port, running.cookie, enough)).result()
    sending.join(timeout=30)
    return _told(sent, heard, seconds)


def _told(sent: dict[str, float], heard: list[Watch], seconds: int) -> list[Figure]:
    late = [(watch.heard[id] - at) * 1000 for watch in heard for id, at in sent.items() if id in watch.heard]
    lost = sum(id not in watch.heard for watch in heard for id in sent)
    what = f"{len(heard)} who watch, {len(sent) / seconds:.0f} stories a second for {seconds} s"
    return [
        figure(f"{what}: from entry to watcher", "ms", late or [0.0], "p95 under 200"),
        figure(f"{what}: not told", "stories", [float(lost)], "0"),
        figure(f"{what}: messages a second", "messages", [w.messages / seconds for w in heard], "4 at most"),
        figure("others' load on this machine", "processes", [os.getloadavg()[0]], "under 1"),
    ]


def _send(folder: Path, seconds: int, to: Connection) -> None:
    """Take stories in at an even pace, and tell of each when it is durable."""
    with closing(Newsroom(folder)) as room:
        coming = newsroom.more(1_000_000, room.clock.now())
        began = time.monotonic()
        for number, delivery in enumerate(islice(coming, RATE * seconds)):
            time.sleep(max(0.0, began + number / RATE - time.monotonic()))
            for result in room.ingest([delivery], "bench"):
                to.send((result.items[0].story, time.time()))
    to.send(None)


def _free() -> int:
    with closing(socket.socket()) as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])
