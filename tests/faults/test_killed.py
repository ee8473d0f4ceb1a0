"""A process is killed with SIGKILL wherever it does something that must not be lost, and the next one starts."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tests.faults.conftest import DATABASES, TORTURE
from tests.faults.hands import Children, Trial
from tests.faults.strike import PLACES
from tests.faults.table import PROPERTY

#: In `make test`, and in `make torture`.
ROUNDS, OFTEN = 2, 50
#: Places that are hit in `make test` with both databases; the others with SQLite only, once.
ALWAYS = ("append", "commit", "page write", "page commit", "export", "migration")
CASES = [(p, d) for p in PLACES for d in DATABASES if TORTURE or p in ALWAYS or d == DATABASES[0]]


@pytest.mark.parametrize(("place", "database"), CASES, indirect=["database"])
def test_who_is_killed_loses_nothing_and_says_nothing_twice(
    jobs: Children,
    folder: Path,
    database: Callable[[], str | None],
    place: str,
    record_property: Callable[[str, object], None],
) -> None:
    """
    Power fails at any moment: what somebody was told is done is done, once; no reader sees what was taken back, before
    the next start and after it; and that start needs nobody's hand.
    """
    rounds = OFTEN if TORTURE else ROUNDS if place in ALWAYS else 1
    trial = Trial(jobs, folder, place, rounds, database)
    row = trial.run()
    record_property(PROPERTY, msgspec.to_builtins(row))
    assert trial.wrong == []
    assert (row.recoveries, row.lost, row.twice) == (row.rounds, 0, 0)
    assert row.points > row.rounds // 2
