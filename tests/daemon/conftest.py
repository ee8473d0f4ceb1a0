"""A newsroom that runs: its clock is set by hand, its looks are frequent, and what it tells is taken down."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import current_thread
from typing import Any

import pytest
from tests.app.running import soon

from dateline.app import Newsroom
from dateline.clock import SetClock
from dateline.daemon import Daemon
from dateline.setup.init import init

NOON = datetime(2020, 1, 16, 12, 0, tzinfo=UTC)
LICENCE = """\
holder = "Quillon Wire"
terms = "Shown under a subscriber's contract."
uses = ["display", "teaser", "feed", "index", "archive", "versions"]
"""
SOURCE = """\
name = "Quillon"
kind = "agency"
full_name = "Quillon Wire"
licence = "qui"
updates = "auto"
"""


class Clock(SetClock):
    """A clock that counts how often the inbox was looked at: each look asks for the moment."""

    looks = 0

    def now(self) -> datetime:
        """The moment it was set to."""
        if current_thread().name == "watch_inbox":
            self.looks += 1
        return self.moment


class Running:
    """A newsroom and its daemon, in threads of this process."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, Clock(NOON)
        self.room = Newsroom(folder, self.clock)
        self.room.apply("ada")
        self.room.follow()
        self.told: list[str] = []
        self.daemon = Daemon(self.room, self.told.append)

    def passes(self, seconds: float) -> None:
        """Time passes."""
        self.clock.moment += timedelta(seconds=seconds)

    def looks(self) -> None:
        """Wait until the inbox was looked at a few times more."""
        enough = self.clock.looks + 4
        soon(lambda: self.clock.looks >= enough, "nobody looks at the inbox")

    def stories(self) -> list[str]:
        """The headlines of all stories, the latest first."""
        return [s.headline for s in self.room.ledger.stories()]

    def deliveries(self) -> int:
        """How many deliveries came in."""
        return len(list(self.room.ledger.deliveries()))

    def comes(self, words: str, *, after: float = 0.5) -> None:
        """Something with these words is told, time passing meanwhile."""
        told = self.told
        self.until(lambda: any(words in line for line in told), f"{words!r} was not told", after=after)

    def until(self, so: Callable[[], bool], otherwise: str, *, after: float = 0.5) -> None:
        """It is so in the end, time passing meanwhile."""

        def come() -> bool:
            self.passes(after)
            return so()

        soon(come, otherwise)

    @contextmanager
    def started(self) -> Iterator[None]:
        """The daemon runs for as long as the block lasts."""
        self.daemon.start()
        try:
            yield
        finally:
            self.daemon.stop()


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The daemon looks at its inbox and feeds without much of a rest."""
    monkeypatch.setattr("dateline.daemon.INBOX", 0.02)
    monkeypatch.setattr("dateline.daemon.FEEDS", 0.02)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a newsroom that is not in force yet, with one site and the agency ``qui``."""
    folder = tmp_path / "room"
    init(folder)
    (folder / "licences" / "qui.toml").write_text(LICENCE)
    (folder / "sources" / "qui.toml").write_text(SOURCE)
    return folder


@pytest.fixture
def running(folder: Path, often: None) -> Iterator[Running]:  # noqa: ARG001 - it sets the pace
    """A newsroom ready to run, at noon on January 16, 2020."""
    running = Running(folder)
    yield running
    running.room.close()


Item = Callable[..., bytes]


@pytest.fixture(scope="session")
def item() -> Item:
    """Makes the bytes of a ninjs item; what else it says is given by name."""

    def make(number: str = "1", **more: Any) -> bytes:
        # No item's text is nearly another's: what looks like a killed one would be held.
        cargo = " ".join(f"{crate}{number}" for crate in ("buoys", "lamps", "nets", "pumps", "ropes", "sails"))
        body = f"<p>The ferry to Lower Anselm runs again.</p><p>Aboard this time: {cargo} and nothing else.</p>"
        return json.dumps(
            {
                "uri": f"urn:quillon:{number}",
                "version": "1",
                "versionCreated": "2020-01-16T09:00:00Z",
                "headlines": [{"role": "main", "value": f"Ferry runs again, item {number}"}],
                "bodies": [{"role": "main", "contentType": "text/html", "value": body}],
                **more,
            }
        ).encode()

    return make
