"""Readers ask while the process that follows is killed."""

from collections.abc import Callable
from pathlib import Path

from tests.faults.hands import Children, Trial

ROUNDS, OFTEN = 3, 30


def test_a_reader_beside_sees_nothing_of_what_was_killed(
    jobs: Children, folder: Path, database: Callable[[], str | None], often: bool
) -> None:
    """
    The page server is another process: from the moment a kill is acknowledged it gives nothing of it out, also where
    the pages are never made anew because whoever made them died.
    """
    trial = Trial(jobs, folder, "page write", OFTEN if often else ROUNDS, database)
    reader = jobs.start("read", folder=str(folder), moment=trial.moment)
    row = trial.run()
    (folder / "stop").touch()
    _, read = jobs.end(reader)
    assert read["found"] == [] and trial.wrong == []
    # It read of texts that stood, and went on while others died.
    assert read["words"] > 100 and read["times"] > row.rounds
