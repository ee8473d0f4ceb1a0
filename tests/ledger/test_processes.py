"""Several processes at one ledger."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from tests.barred import tombstones
from tests.ledger.conftest import ferry, id_of

from dateline.news.facts import Confirmed, Killed, Published, Spiked
from dateline.verbs.take import take

if TYPE_CHECKING:
    from tests.ledger.conftest import Press

RACER = Path(__file__).with_name("racer.py")
ROUNDS = 1000 if os.environ.get("DATELINE_TORTURE") else 60
PATIENCE = 60.0
#: Stories that two processes do the same verb to; entries of a racer's batch.
TWICE, BATCH = 20, 20


class Racer:
    """Another process at the ledger; see racer.py."""

    def __init__(self, folder: Path, work: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, RACER, folder, work], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def tell(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def answer(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()


@contextmanager
def racing(folder: Path, work: str) -> Iterator[Racer]:
    """A racer for as long as the block lasts."""
    racer = Racer(folder, work)
    try:
        yield racer
    finally:
        racer.process.kill()
        racer.process.communicate()


def race(press: "Press", names: list[str]) -> dict[str, tuple[str, str]]:
    """Let two processes publish and kill each story at once; what each was told."""
    told = {}
    with racing(press.folder, "publish") as publisher, racing(press.folder, "kill") as killer:
        assert publisher.answer() == killer.answer() == "ready"
        for n, id in enumerate(names):
            for racer in (publisher, killer) if n % 2 else (killer, publisher):
                racer.tell(id)
            told[id] = (publisher.answer(), killer.answer())
    return told


def test_two_processes_never_publish_after_a_kill(
    press: "Press", wire: Callable[..., bytes], story_id: Callable[..., str]
) -> None:
    """
    A verb decides within its turn: a publish that was asked for beside a kill comes before it, or is refused.
    """
    press.apply()
    press.take_in(*(wire(item=f"{n}") for n in range(ROUNDS)))
    names = [story_id(f"{n}") for n in range(ROUNDS)]
    for id in names[::2]:
        take(id, by="ada", ledger=press.ledger)
    told = race(press, names)

    assert [killed for _, killed in told.values()] == ["done"] * ROUNDS
    facts = [e.fact for e in press.ledger.entries()]
    for id, (published, _) in told.items():
        kinds = [type(fact).__name__ for fact in facts if _about(fact, id)]
        assert kinds == (["Published", "Killed"] if published == "done" else ["Killed"])
        assert published == "done" or (published.startswith("NotAllowed publish") and "killed" in published)
    assert set(tombstones(press.ledger)) == set(names)
    assert list(press.ledger.check()) == []


def _about(fact: object, id: str) -> bool:
    article = f"art-{id.rpartition('-')[2]}"
    return (isinstance(fact, Killed) and fact.id == id) or (isinstance(fact, Published) and fact.article == article)


def test_of_two_processes_with_the_same_verb_at_the_same_moment_one_is_done_and_one_refused(press: "Press") -> None:
    """
    Two editors press the same key: one did it, the other is told that it is done, and by nobody is it done twice.
    """
    press.apply()
    press.take_in(*(ferry(item=f"{n}") for n in range(TWICE)))
    with racing(press.folder, "spike") as one, racing(press.folder, "spike") as other:
        assert one.answer() == other.answer() == "ready"
        for n in range(TWICE):
            for racer in (one, other) if n % 2 else (other, one):
                racer.tell(id_of(f"{n}"))
            answers = sorted((one.answer(), other.answer()))
            assert answers[1] == "done" and answers[0].startswith("NotAllowed spike")
    spiked = [e.fact.id for e in press.ledger.entries() if isinstance(e.fact, Spiked)]
    assert sorted(spiked) == sorted(id_of(f"{n}") for n in range(TWICE))
    assert list(press.ledger.check()) == []


def test_a_verb_beside_another_processs_ingest_waits_for_few_of_its_batches(press: "Press") -> None:
    """
    Counted in entries, not in time: a kill must not wait until a day's backlog is taken in.
    """
    with racing(press.folder, "ingest") as ingest:
        assert ingest.answer() == "ready"
        while not press.ledger.tail():
            press.ledger.wait(PATIENCE)
        waited = []
        for n in range(30):
            asked = press.ledger.tail()
            with press.ledger.turn() as turn:
                waited.append(turn.append(Confirmed("nwa", f"{n}"), by="ada").number - asked - 1)
    assert sorted(waited)[15] <= 4 * BATCH
    assert [e.fact.digest for e in press.ledger.entries() if isinstance(e.fact, Confirmed)] == [
        f"{n}" for n in range(30)
    ]


def test_a_process_that_dies_in_its_turn_leaves_a_sound_ledger(press: "Press") -> None:
    """
    Power fails in the middle of anything: nothing of the half turn is there, and the next writer gets its turn.
    """
    with press.ledger.turn() as turn:
        turn.append(Confirmed("nwa", "d"), by="ada")
    stamp = press.ledger.stamp()
    waited: list[int] = []

    def wait() -> None:
        with press.ledger.turn() as turn:
            waited.append(turn.append(Confirmed("nwa", "e"), by="bo").number)

    with racing(press.folder, "hold") as holder:
        assert holder.answer() == "holding"
        waiting = Thread(target=wait, daemon=True)
        waiting.start()
        assert (press.ledger.tail(), waited, press.ledger.stamp()) == (1, [], stamp)
        holder.process.send_signal(signal.SIGKILL)
        waiting.join(PATIENCE)
    assert waited == [2]
    assert tombstones(press.ledger) == {} and list(press.ledger.check()) == []


def test_the_stamp_tells_of_another_processs_commit(press: "Press") -> None:
    """
    The page server is not the process in which an editor kills.
    """
    stamp = press.ledger.stamp()
    with racing(press.folder, "hold") as holder:
        assert holder.answer() == "holding"
        assert press.ledger.stamp() == stamp
        holder.tell("go on")
        holder.process.wait(PATIENCE)
    assert press.ledger.stamp() != stamp
    assert set(tombstones(press.ledger)) == {"nwa-00000000", "nwa-11111111"}
