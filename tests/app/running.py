"""The program as it is run: commands in this process or in one of their own, and a server in one of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import coverage
import msgspec
import pytest
import zstandard
from msgspec import Struct

from dateline.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
#: No test waits longer for what ought to come at once.
PATIENCE = 20.0


class Said(Struct, frozen=True):
    """What a command came to."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, as the one JSON document that it is."""
        return msgspec.json.decode(self.out)

    @property
    def lines(self) -> list[Any]:
        """Standard output, a JSON object a line."""
        return [msgspec.json.decode(line) for line in self.out.splitlines()]


class Terminal:
    """Runs commands in this process, and takes down what they print."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *words: object) -> Said:
        """``dateline WORD…``"""
        self._capsys.readouterr()
        self._monkeypatch.setattr(sys, "argv", ["dateline", *map(str, words)])
        try:
            main()
            status = 0
        except SystemExit as e:
            status = int(e.code or 0)
        said = self._capsys.readouterr()
        return Said(status, said.out, said.err)

    def done(self, *words: object) -> Said:
        """The same, for what must be done without a problem."""
        said = self(*words)
        assert said.status == 0, said.out + said.err
        return said


def environment(**more: str) -> dict[str, str]:
    """What a process of the program finds around it; what it runs is measured where we are."""
    found = {k: v for k, v in os.environ.items() if k not in ("DATELINE_NEWSROOM", "DATELINE_BY", "EDITOR", "VISUAL")}
    if coverage.Coverage.current() is not None:
        found |= {"COVERAGE_PROCESS_START": str(ROOT / "pyproject.toml"), "COVERAGE_FILE": str(ROOT / ".coverage")}
    return found | more


def dateline(*words: object) -> list[str]:
    """The command line that runs the program in a process of its own."""
    return [sys.executable, "-m", "dateline.cli.main", *map(str, words)]


def process(*words: object, env: Mapping[str, str] = {}, **more: Any) -> Said:
    """Run a command in a process of its own."""
    more = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    done = subprocess.run(dateline(*words), env=environment(**env), timeout=60, check=False, **more)
    return Said(
        done.returncode,
        (done.stdout or b"").decode("utf-8", "backslashreplace"),
        (done.stderr or b"").decode("utf-8", "backslashreplace"),
    )


class Answer(Struct, frozen=True):
    """What a server answered."""

    status: int
    #: Names in lower case.
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body, unpacked."""
        packed = self.headers.get("content-encoding") == "zstd"
        return (zstandard.ZstdDecompressor().decompress(self.body) if packed else self.body).decode()


def asked(link: HTTPConnection, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """Ask for a path; ``accept_encoding`` is the header Accept-Encoding."""
    link.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
    response = link.getresponse()
    return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())


class Server:
    """A process of the program that serves."""

    def __init__(self, running: "subprocess.Popen[bytes]", port: int) -> None:
        self.running, self.port = running, port

    def link(self) -> HTTPConnection:
        """A connection of one's own."""
        return HTTPConnection("127.0.0.1", self.port, timeout=10)

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """One request on a connection of its own."""
        link = self.link()
        try:
            return asked(link, path, method, body, **headers)
        finally:
            link.close()

    def interrupt(self) -> tuple[int, str, float]:
        """Ctrl-C; the status it ends with, all that it printed, and how many seconds that took."""
        began = time.monotonic()
        self.running.send_signal(signal.SIGINT)
        out, _ = self.running.communicate(timeout=PATIENCE)
        return self.running.returncode, out.decode(), time.monotonic() - began


@contextmanager
def serving(*words: object, port: int) -> Iterator[Server]:
    """A serving process, from when it answers until it is ended."""
    pipes: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    command = dateline(*words, "--port", port, "--desk", 0)
    with subprocess.Popen(command, env=environment(), cwd=ROOT, **pipes) as running:
        try:
            soon(lambda: running.poll() is not None or listens(port), "nobody listens")
            assert running.poll() is None, running.communicate()[0].decode()
            yield Server(running, port)
        finally:
            if running.poll() is None:
                running.send_signal(signal.SIGINT)
                try:
                    running.communicate(timeout=5)
                except subprocess.TimeoutExpired:
                    running.kill()


def listens(port: int) -> bool:
    """Whether somebody listens at a port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def soon(come: Callable[[], object], otherwise: str) -> None:
    """Wait until something has come."""
    end = time.monotonic() + PATIENCE
    while not come():
        assert time.monotonic() < end, otherwise
        time.sleep(0.01)


def plain(text: str) -> str:
    """What a terminal shows, without its colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)
