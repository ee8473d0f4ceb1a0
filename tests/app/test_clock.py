"""Clocks: the world's, a newsroom's own, and one that stands where it is set."""

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.app.conftest import NOON

from dateline.clock import OwnClock, SetClock, WorldClock, clock_of, start_clock
from dateline.news.errors import LedgerError


def test_without_a_note_it_is_the_worlds_time(tmp_path: Path) -> None:
    """
    A newsroom that works lives in the world's time, and its moments are UTC.
    """
    clock = clock_of(tmp_path)
    assert isinstance(clock, WorldClock)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now().tzinfo is UTC


def test_a_newsrooms_own_clock_runs_on_in_every_process(tmp_path: Path) -> None:
    """
    It starts where it was told to, runs at the world's pace, and a second process sees the same moment.
    """
    start_clock(tmp_path / "data", NOON)
    one, two = clock_of(tmp_path / "data"), clock_of(tmp_path / "data")
    assert isinstance(one, OwnClock)
    first = one.now()
    assert NOON <= first < NOON + timedelta(seconds=5)
    time.sleep(0.01)
    assert first + timedelta(milliseconds=10) <= two.now() < NOON + timedelta(seconds=5)


def test_applying_the_same_start_does_not_set_the_clock_back(tmp_path: Path) -> None:
    """
    An apply must not undo an afternoon; another start is another clock, and none gives the world's back.
    """
    start_clock(tmp_path, NOON)
    note = (tmp_path / "clock.json").read_bytes()
    start_clock(tmp_path, NOON)
    assert (tmp_path / "clock.json").read_bytes() == note
    start_clock(tmp_path, NOON + timedelta(days=1))
    assert json.loads((tmp_path / "clock.json").read_bytes())["start"] == "2020-01-17T12:00:00Z"
    start_clock(tmp_path, None)
    start_clock(tmp_path, None)
    assert isinstance(clock_of(tmp_path), WorldClock)


@pytest.mark.parametrize("note", [b"", b"{}", b"yesterday", b'{"start": "2020", "world": 3}', b"\xff\xfe"])
def test_a_note_that_cannot_be_read_stops_us(tmp_path: Path, note: bytes) -> None:
    """
    To go on in the world's time would lift embargoes of another one.
    """
    (tmp_path / "clock.json").write_bytes(note)
    with pytest.raises(LedgerError, match=r"clock\.json"):
        clock_of(tmp_path)


def test_a_set_clock_stands(tmp_path: Path) -> None:
    """
    Until it is moved.
    """
    clock = SetClock(NOON)
    assert clock.now() == clock.now() == NOON
    clock.moment += timedelta(hours=1)
    assert clock.now() == NOON + timedelta(hours=1)
    assert list(tmp_path.iterdir()) == []
