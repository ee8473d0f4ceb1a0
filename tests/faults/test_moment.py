"""Two people do the same at the same moment, each in a process of their own."""

from collections.abc import Callable
from pathlib import Path

from tests.faults.hands import Children, Trial

#: Of each verb, in `make test` and in `make torture`.
ROUNDS, OFTEN = 4, 20


VERBS = ("kill", "publish", "take", "withdraw", "hold", "pin")


def test_one_of_two_who_do_the_same_does_it(
    jobs: Children, folder: Path, database: Callable[[], str | None], often: bool
) -> None:
    """
    Both editors press the key: one gets a receipt, the other is told that it was done; nothing happens twice.
    """
    trial = Trial(jobs, folder, "moment", 0, database)
    where = {"folder": str(folder), "moment": trial.moment}
    _, met = jobs.run("meet", **where, verbs=VERBS, rounds=OFTEN if often else ROUNDS)
    first = set()
    for verb in VERBS:
        for both in met["told"][verb]:
            done, other = sorted(both, key=lambda r: -r["entry"])
            first.add(both.index(done))
            assert done["entry"] > 0 and not done["refused"]
            # A text that is taken is on no page, and one that is the newest may lead already.
            assert done["outputs"] or verb in ("take", "pin")
            assert other["entry"] == 0 and (other["refused"] or other["remarks"])
    assert met["twice"] == [] and met["wrong"] == []
    # They did meet: neither was always the first.
    assert first == {0, 1} or not often
