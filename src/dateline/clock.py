"""Clocks: the world's, a newsroom's own, and one that is set by hand."""

import os
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from dateline.news.errors import LedgerError


class WorldClock:
    """The time of day."""

    def now(self) -> datetime:
        """The moment; UTC."""
        return datetime.now(UTC)


class SetClock:
    """A clock that stands where it was set: for replaying days, and for tests."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment


class Anchor(msgspec.Struct, frozen=True):
    """The moment of the world at which a newsroom's own clock stood at its start."""

    start: datetime
    world: datetime


class OwnClock:
    """A newsroom's own clock: it began at *start* and runs on at the world's pace, the same in every process."""

    def __init__(self, anchor: Anchor) -> None:
        self._anchor = anchor

    def now(self) -> datetime:
        """The newsroom's moment; UTC."""
        return self._anchor.start + (datetime.now(UTC) - self._anchor.world)


def clock_of(data: Path) -> WorldClock | OwnClock:
    """
    The clock of the newsroom whose ``data/`` folder this is.

    Raises:
        LedgerError: If the note of its own clock cannot be read.
    """
    note = data / "clock.json"
    try:
        return OwnClock(msgspec.json.decode(note.read_bytes(), type=Anchor))
    except FileNotFoundError:
        return WorldClock()
    except OSError as e:
        what = f"{note}: the note of the newsroom's own clock cannot be read: {e.strerror}"
        raise LedgerError(f"{what}; give this account the right to read it") from e
    except msgspec.DecodeError as e:
        what = f"{note}: the note of the newsroom's own clock is not what was written there"
        raise LedgerError(f"{what}; put it back from a backup: without it the clock is another one") from e


def start_clock(data: Path, start: datetime | None) -> None:
    """Let a newsroom's own clock begin now, unless it runs from that *start* already; None: the world's from now on."""
    note = data / "clock.json"
    if start is None:
        note.unlink(missing_ok=True)
        return
    if note.exists() and msgspec.json.decode(note.read_bytes(), type=Anchor).start == start:
        return
    data.mkdir(parents=True, exist_ok=True)
    # A note that is cut short would keep the newsroom from opening.
    draft = note.with_suffix(f".{os.getpid()}.part")
    draft.write_bytes(msgspec.json.encode(Anchor(start, datetime.now(UTC))))
    draft.replace(note)
