"""Two people do the same at the same moment, each in a process of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults.hands import Children, Trial

#: Of each verb, in `make test` and in `make torture`.
ROUNDS, OFTEN = 4, 20


@pytest.mark.parametrize("verb", ["kill", "publish", "take", "withdraw", "hold", "pin"])
def test_one_of_two_who_do_the_same_does_it(
    jobs: Children, folder: Path, database: Callable[[], str | None], verb: str, often: bool
) -> None:
    """
    Both editors press the key: one gets a receipt, the other is told that it was done; nothing happens twice.
    """
    trial = Trial(jobs, folder, "moment", OFTEN if often else ROUNDS, database)
    where = {"folder": str(folder), "moment": trial.moment}
    _, met = jobs.run("meet", **where, verb=verb, rounds=OFTEN if often else ROUNDS)
    for both in met["told"]:
        done, other = sorted(both, key=lambda r: -r["entry"])
        assert done["entry"] > 0 and not done["refused"]
        # A text that is taken is on no page, and one that is the newest leads already.
        assert done["outputs"] or verb in ("take", "pin")
        assert other["entry"] == 0 and (other["refused"] or other["remarks"])
    assert met["twice"] == [] and met["wrong"] == []
    # The processes did meet: neither was always the first.
    assert not often or {both[0]["entry"] > 0 for both in met["told"]} == {True, False}
