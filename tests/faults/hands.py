"""The other side of child.py: jobs are given to processes, some of which die, and their reports are read."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from signal import SIGKILL
from typing import Any

import msgspec
from tests.faults.soundness import Found
from tests.faults.strike import How
from tests.faults.table import Row
from tests.sites.newsroom import START

from dateline.ledger.open import keep_url

ROOT = Path(__file__).resolve().parents[2]
#: Times that a round is tried until it hits: a process may be done before its moment comes.
_TRIES = 8


class Children:
    """Processes that do jobs; see child.py."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        self._process, self._folder, self._numbers = process, folder, count(1)
        self._reports: dict[int, Path] = {}

    def start(self, job: str, **asked: Any) -> int:
        """Begin a job in a process of its own; its number."""
        report = self._folder / f"report-{next(self._numbers)}"
        pid = self._ask({"job": job, "report": str(report), **asked})
        self._reports[pid] = report
        return pid

    def end(self, pid: int) -> tuple[int, Any]:
        """Wait for a job's end: its status (less than 0: a signal), and what it reports."""
        status, report = self._ask({"join": pid}), self._reports.pop(pid)
        said = report.read_bytes() if report.exists() else b"null"
        report.unlink(missing_ok=True)
        assert status <= 0, said.decode()
        return status, msgspec.json.decode(said) if not status else None

    def run(self, job: str, **asked: Any) -> tuple[int, Any]:
        """Both."""
        return self.end(self.start(job, **asked))

    def _ask(self, words: dict[str, Any]) -> int:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@contextmanager
def children(folder: Path) -> Iterator[Children]:
    """Somebody who makes processes, for as long as the block lasts."""
    command = [sys.executable, "-m", "tests.faults.child"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:
        try:
            yield Children(process, folder)
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(60)


class Trial:
    """
    One newsroom that is hit again and again.

    Args:
        children: Who works in it.
        folder: Its folder.
        place: Where it is hit; one of `strike.PLACES`.
        rounds: How often.
        database: Gives the address of an empty database for its ledger; None: it is a file in the folder.
    """

    def __init__(
        self, children: Children, folder: Path, place: str, rounds: int, database: Callable[[], str | None]
    ) -> None:
        self._children, self.folder, self._place, self._rounds = children, folder, place, rounds
        self._database = database
        self._dice = Random(f"{place} {rounds}")
        self._worked = 0
        self._units: dict[How, int] = {}
        self._points: set[str] = set()
        #: What was found wrong, by round.
        self.wrong: list[str] = []
        self._found: list[Found] = []
        self._open()

    def _open(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        url = self._database()
        keep_url(self.folder / "data", url)
        self._kind = "SQLite" if url is None else "PostgreSQL"
        if not (self.folder / "newsroom.toml").exists():
            (self.folder / "newsroom.toml").write_text("# The tests put their own house in force.\n")
        if self._place != "first start":
            self._children.run("furnish", folder=str(self.folder), moment=self.moment)

    @property
    def moment(self) -> str:
        """Another hour for every day at the desk."""
        return (START + timedelta(hours=self._worked)).isoformat()

    def run(self) -> Row:
        """Measure how much there is to hit, then hit it in as many different moments as there are rounds."""
        _, counted = self._work("calls", 0)
        self._recover("")
        # What is counted is slow; how slow is found out by the first round that hits nothing.
        self._units = {"calls": counted["calls"], "time": max(1, counted["micros"] // 3)}
        for round in range(self._rounds):
            self._hit(round)
            self._recover(f"{self._worked}c" if round % 4 > 1 else "")
        return self._row()

    def _hit(self, round: int) -> None:
        how: How = "time" if round % 2 else "calls"
        share = (round // 2 + self._dice.random()) / ((self._rounds + 1) // 2)
        for _ in range(_TRIES):
            at = max(1, round_up(share * self._units[how]))
            status, counted = self._work(how, at)
            if status:
                assert status == -SIGKILL, status
                self._points.add((self.folder / "hit").read_text().splitlines()[-1])
                return
            self._recover("")
            self._units[how] = max(1, counted["calls" if how == "calls" else "micros"])
            share *= 0.9
        raise AssertionError(f"{self._place}: {_TRIES} processes were done before they could be killed")

    def _work(self, how: How, at: int) -> tuple[int, Any]:
        self._worked += 1
        if self._place == "first start":
            self._another()
        where = {"folder": str(self.folder), "moment": self.moment}
        if self._place == "migration":
            self._children.run("age", **where)
        return self._children.run("work", **where, place=self._place, round=self._worked, how=how, at=at)

    def _another(self) -> None:
        self.folder = self.folder.with_name(f"{self._place} {self._worked}".replace(" ", "-"))
        self._open()

    def _recover(self, desk: str) -> None:
        status, report = self._children.run("recover", folder=str(self.folder), moment=self.moment, desk=desk)
        assert not status, status
        found = msgspec.convert(report, Found)
        self._found.append(found)
        hits = (self.folder / "hit").read_text().splitlines() or ["nowhere"]
        self.wrong += [f"round {self._worked}, {hits[-1]}: {w}" for w in (*found.lost, *found.twice, *found.wrong)]

    def _row(self) -> Row:
        sound = sum(not (f.lost or f.twice or f.wrong) for f in self._found[-self._rounds :])
        return Row(
            place=self._place,
            database=self._kind,
            rounds=self._rounds,
            points=len(self._points),
            recoveries=sound,
            lost=sum(len(f.lost) for f in self._found),
            twice=sum(len(f.twice) for f in self._found),
            ms=max(f.ms for f in self._found),
        )


def round_up(number: float) -> int:
    """The next whole number."""
    return int(number) + 1
