"""Writers go one at a time, in the order they came."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from tests.ledger.conftest import somebody_waits

from dateline.ledger.turnstile import Turnstile
from dateline.news.facts import Confirmed

if TYPE_CHECKING:
    from tests.ledger.conftest import Press

#: Seconds after which a test that hangs is a test that failed.
PATIENCE = 30.0


def rushes(passage: Callable[[], AbstractContextManager[object]], waits: Callable[[], bool]) -> list[str]:
    """An ingest that wants the next batch the moment it ends one, and one verb that comes in the midst of the first."""
    order: list[str] = []
    inside = Event()

    def ingest() -> None:
        for _ in range(3):
            with passage():
                order.append("batch")
                inside.set()
                while len(order) == 1 and not waits():
                    """The verb is on its way to the queue."""

    def verb() -> None:
        inside.wait(PATIENCE)
        with passage():
            order.append("verb")

    threads = [Thread(target=ingest, daemon=True), Thread(target=verb, daemon=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    return order


def test_a_verb_waits_for_the_batch_that_runs_and_for_no_other(tmp_path: Path) -> None:
    """
    A kill must not wait until a day's backlog is taken in.
    """
    assert rushes(Turnstile(tmp_path).passage, lambda: somebody_waits(tmp_path)) == ["batch", "verb", "batch", "batch"]


def test_a_ledgers_turns_are_given_in_the_order_they_were_asked_for(press: "Press") -> None:
    """
    The same of whole turns, with a database behind them.
    """
    assert rushes(press.ledger.turn, press.somebody_waits) == ["batch", "verb", "batch", "batch"]


def test_a_verb_beside_a_busy_ingest_is_served_within_a_few_batches(press: "Press") -> None:
    """
    Counted in turns, not in time: most verbs wait for a batch or two, none for a backlog.
    """
    batches = 0
    over, one_more = Event(), Event()

    def ingest() -> None:
        nonlocal batches
        while not over.is_set():
            with press.ledger.turn() as turn:
                turn.append(Confirmed("nwa", "d"), by="dateline")
                batches += 1
            one_more.set()

    thread = Thread(target=ingest)
    thread.start()
    waited = []
    for _ in range(20):
        assert one_more.wait(PATIENCE)
        one_more.clear()
        asked = batches
        with press.ledger.turn():
            waited.append(batches - asked)
    over.set()
    thread.join(PATIENCE)
    assert batches >= 20 and not thread.is_alive()
    assert sorted(waited)[10] <= 3 and max(waited) <= 20


def test_a_passage_that_fails_lets_the_next_one_in(tmp_path: Path) -> None:
    """
    An error in one turn must not close the door for good.
    """
    turnstile = Turnstile(tmp_path)
    with pytest.raises(KeyError), turnstile.passage():
        raise KeyError("a defect")
    with turnstile.passage():
        assert not somebody_waits(tmp_path)
