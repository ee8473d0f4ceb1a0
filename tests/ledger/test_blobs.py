"""Large bytes: none are lost, and none are left behind, whoever dies when."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline.ledger.blobs import LARGE
from dateline.ledger.contract import Blob
from dateline.ledger.database import DatabaseLedger
from dateline.news.errors import LedgerError, NotAllowed
from dateline.news.facts import Erased, Received

if TYPE_CHECKING:
    from tests.ledger.conftest import Press

DATA = b"a picture of a quay" * (LARGE // 16)
#: Another process, which makes large bytes ready and dies; before its turn, or in it once they are in their place.
CHILD = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from dateline.clock import SetClock
from dateline.ledger.blobs import Blobs
from dateline.ledger.open import open_ledger
from dateline.news.facts import Received

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

ledger = open_ledger(Path(sys.argv[1]), SetClock(datetime(2020, 1, 16, 12, tzinfo=UTC)))
blob = ledger.prepare(bytes([int(sys.argv[3])]) + b"lost at sea" * (1 << 17))
if sys.argv[2] == "before":
    die()
if sys.argv[2] == "within":
    keep = Blobs.keep
    Blobs.keep = lambda *given: (keep(*given), die())
with ledger.turn() as turn:
    turn.append(Received("nwa", "hand", "a", blob.digest, blob.size), by="ada", blobs=[blob])
die()
"""


def died(press: "Press", stage: str, number: int = 0) -> None:
    """Somebody died at that stage."""
    ended = subprocess.run([sys.executable, "-c", CHILD, press.folder, stage, f"{number}"], check=False, timeout=60)
    assert ended.returncode == -9


def files(press: "Press") -> list[Path]:
    """What lies in the folder of large bytes."""
    return [p for p in (press.folder / "blobs").rglob("*") if p.is_file()]


def receive(ledger: DatabaseLedger, blob: Blob) -> None:
    """Append that these bytes came."""
    with ledger.turn() as turn:
        turn.append(Received("nwa", "hand", "a", blob.digest, blob.size), by="ada", blobs=[blob])


def erase(ledger: DatabaseLedger, entry: int) -> None:
    """Take the bytes of an entry out."""
    with ledger.turn() as turn:
        turn.append(Erased("nwa-00000000", "a court", (entry,)), by="ada")
        turn.erase((entry,))


@pytest.mark.parametrize("stage", ["before", "within"])
def test_bytes_of_who_died_before_they_were_the_ledgers_are_gone_at_the_next_start(stage: str, press: "Press") -> None:
    """
    Power fails a hundred times; the disk must not fill with pictures that no entry speaks of.
    """
    died(press, stage)
    assert files(press)
    press.open()
    assert files(press) == [] and press.ledger.tail() == 0


def test_bytes_of_who_died_after_the_turn_stay(press: "Press") -> None:
    """
    What was acknowledged is there.
    """
    died(press, "after", 1)
    died(press, "before", 2)
    again = press.open()
    (delivered,) = again.deliveries()
    assert [p.parent.name + p.name for p in files(press)] == [delivered.digest]
    assert again.bytes_of(delivered.digest) is not None and list(again.check()) == []


def test_who_lives_keeps_what_it_has_made_ready(press: "Press") -> None:
    """
    A second process starts while the first one is about to append.
    """
    blob = press.ledger.prepare(DATA)
    died(press, "before")
    press.open()
    receive(press.ledger, blob)
    assert press.ledger.bytes_of(blob.digest) == DATA and list(press.ledger.check()) == []


def test_who_leaves_takes_its_drafts_along(press: "Press") -> None:
    """
    What was read and never taken in, a repeat of an agency that is not in force, leaves nothing.
    """
    other = press.open()
    other.prepare(DATA)
    other.close()
    assert files(press) == []


def test_a_turn_that_fails_leaves_no_bytes(press: "Press", monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The disk is full at the very end of a turn: what had its place already goes with the next start.
    """
    other = press.open()
    blob = other.prepare(DATA)
    keep = other.blobs.keep

    def full(blobs: list[Blob]) -> None:
        keep(blobs)
        raise LedgerError("the disk is full")

    monkeypatch.setattr(other.blobs, "keep", full)
    with pytest.raises(LedgerError, match="the disk is full"):
        receive(other, blob)
    other.close()
    press.open()
    assert files(press) == []


def test_a_turn_given_up_leaves_bytes_ready_for_the_next(press: "Press") -> None:
    """
    A delivery that was refused can be taken in once its source is in force.
    """
    blob = press.ledger.prepare(DATA)
    with pytest.raises(NotAllowed), press.ledger.turn() as turn:
        turn.append(Received("nwa", "hand", "a", blob.digest, blob.size), by="ada", blobs=[blob])
        raise NotAllowed("ingest", "second thoughts")
    receive(press.ledger, blob)
    assert press.ledger.bytes_of(blob.digest) == DATA


@pytest.mark.parametrize("when", ["before the file is gone", "after it is gone"])
def test_bytes_that_come_again_while_they_are_erased_are_kept(
    when: str, press: "Press", monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A court's order takes one delivery out; the next one with the same bytes is another entry, and has them.
    """
    other, ready = press.open(), []
    receive(press.ledger, press.ledger.prepare(DATA))
    finish = press.ledger._finish_erasures

    def meanwhile() -> None:
        ready.append(other.prepare(DATA))
        if when.startswith("before"):
            receive(other, ready[0])
        finish()

    monkeypatch.setattr(press.ledger, "_finish_erasures", meanwhile)
    erase(press.ledger, 1)
    if when.startswith("after"):
        assert [p for p in files(press) if p.suffix != ".open"] == []
        receive(other, ready[0])
    assert other.bytes_of(ready[0].digest) == DATA and list(other.check()) == []


def test_the_names_of_large_files_outlive_a_power_cut(press: "Press", monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A file that is safe, under a name that is not, is lost all the same.
    """
    synced = set[tuple[int, int]]()
    sync = os.fsync

    def listening(opened: int) -> None:
        found = os.fstat(opened)
        synced.add((found.st_dev, found.st_ino))
        sync(opened)

    monkeypatch.setattr(os, "fsync", listening)
    blob = press.ledger.prepare(DATA)
    receive(press.ledger, blob)
    file = press.folder / "blobs" / blob.digest[:2] / blob.digest[2:]
    for place in (file, file.parent, file.parent.parent):
        assert (place.stat().st_dev, place.stat().st_ino) in synced
