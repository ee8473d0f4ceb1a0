"""
A process that makes others, for the tests: each does one job in a newsroom, and may die in it.

Every job runs in a fork of its own that has opened nothing yet, so that it finds what a program finds that starts; only
the imports are done. A line of JSON in: ``{"job": NAME, "report": FILE, …}`` or ``{"join": PID}``; a line out: the pid,
or the status.
"""

import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from tests.faults import acts, soundness
from tests.faults.strike import Striker, threaten

from dateline.news.errors import DatelineError


def furnish(folder: str, moment: str) -> None:
    """Make a newsroom."""
    acts.furnish(Path(folder), datetime.fromisoformat(moment))


def work(folder: str, moment: str, place: str, round: int, how: Any, at: int) -> dict[str, int]:
    """A day at the desk, in which the process dies; what was counted, if it did not."""
    told, out = acts.Acts(Path(folder) / "acts"), Path(folder) / "out"
    striker = Striker(how, at, Path(folder) / "hit")
    threaten(striker, place)
    with acts.at_work(Path(folder), datetime.fromisoformat(moment)) as room:
        acts.play(acts.day(place, round), room, out, told)
    return {"calls": striker.calls, "micros": striker.micros}


def recover(folder: str, moment: str) -> soundness.Found:
    """Start anew; do once more what was not acknowledged; and see."""
    home, now = Path(folder), datetime.fromisoformat(moment)
    told, out = acts.Acts(home / "acts"), home / "out"
    began = time.perf_counter()
    with acts.at_work(home, now) as room:
        opened = time.perf_counter() - began
        wrong = [f"before following: {w}" for w in soundness.leaks(room, _keys(told))]
        wrong += [f"before following: {w}" for w in soundness.torn(room, out)]
        began = time.perf_counter()
        wrong += [s.trouble for s in room.follow() if s.trouble]
        ms = (opened + time.perf_counter() - began) * 1000
        wrong += _again(room, told, out)
        room.follow()
        entries = list(room.ledger.entries())
        lost, twice = list(soundness.lost(told, entries)), list(soundness.twice(entries))
        wrong += soundness.everything(room, told, now)
        wrong += soundness.exported(room, out)
    return soundness.Found(lost, twice, wrong, round(ms, 1))


def _keys(told: acts.Acts) -> frozenset[str]:
    return frozenset(a.to.partition("/")[0] for a in told.begun() if a.entered)


def _again(room: Any, told: acts.Acts, out: Path) -> list[str]:
    """Whoever was not told that it was done does it again; it is done, or was done."""
    act = told.open_ended()
    if act is None:
        return []
    try:
        told.note(acts.Acknowledged(act, acts.perform(act, room, out)))
    except DatelineError as e:
        found = [e for e in room.ledger.entries() if soundness._is(e, act.verb, act.to)]
        if not found:
            return [f"{act} was neither done nor can it be: {e}"]
        told.note(acts.Acknowledged(act, found[0].number))
    return []


JOBS: dict[str, Callable[..., Any]] = {"furnish": furnish, "work": work, "recover": recover}


def main() -> None:
    """Do what comes in on lines, until they end."""
    for line in sys.stdin:
        asked = json.loads(line)
        if "join" in asked:
            answer = os.waitstatus_to_exitcode(os.waitpid(asked["join"], 0)[1])
        else:
            answer = os.fork()
            if not answer:
                _do(**asked)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _do(job: str, report: str, **asked: Any) -> None:
    """In the fork: do the job, write down what came of it, and end."""
    status = 1
    try:
        found = JOBS[job](**asked)
        Path(report).write_bytes(msgspec.json.encode(found))
        status = 0
    except BaseException:
        Path(report).write_text(traceback.format_exc())
        raise
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
