"""
A process that makes others, for the tests: each does one job in a newsroom, and may die in it.

Every job runs in a fork of its own that has opened nothing yet, so that it finds what a program finds that starts; only
the imports are done. A line of JSON in: ``{"job": NAME, "report": FILE, …}`` or ``{"join": PID}``; a line out: the pid,
or the status.
"""

import ctypes
import io
import json
import multiprocessing
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from tests.faults import acts, soundness
from tests.faults.strike import Striker, threaten

from dateline.cli import main as cli
from dateline.ledger import sqlite
from dateline.news.errors import NotAllowed
from dateline.sites.http import Request

#: Seconds after which a job is ended.
PATIENCE = 300


def furnish(folder: str, moment: str) -> None:
    """Make a newsroom."""
    acts.furnish(Path(folder), datetime.fromisoformat(moment))


def age(folder: str, moment: str) -> None:
    """Make its ledger an older program's."""
    acts.age(Path(folder), datetime.fromisoformat(moment))


def work(folder: str, moment: str, place: str, round: int, how: Any, at: int) -> dict[str, int]:
    """A day at the desk, in which the process dies; what was counted, if it did not."""
    told, out = acts.Acts(Path(folder) / "acts"), Path(folder) / "out"
    striker = Striker(how, at, Path(folder) / "hit")
    threaten(striker, place)
    with acts.at_work(Path(folder), datetime.fromisoformat(moment)) as room:
        acts.play(acts.day(place, round), room, out, told)
    return {"calls": striker.calls, "micros": striker.micros}


def recover(folder: str, moment: str, desk: str = "") -> soundness.Found:
    """
    Start anew; do once more what was not acknowledged; and see.

    Args:
        folder: The newsroom.
        moment: When it starts.
        desk: A text that is killed before the sites are followed.
    """
    home, now = Path(folder), datetime.fromisoformat(moment)
    told, out = acts.Acts(home / "acts"), home / "out"
    began = time.perf_counter()
    with acts.at_work(home, now) as room:
        opened = time.perf_counter() - began
        wrong = [f"before following: {w}" for w in soundness.leaks(room, _keys(told))]
        wrong += [f"before following: {w}" for w in soundness.torn(room, out)]
        if desk:
            wrong += _again(room, told, out)
            _kill(desk, room, told, out)
            wrong += [f"after a kill: {w}" for w in soundness.leaks(room, _keys(told))]
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


def _kill(key: str, room: Any, told: acts.Acts, out: Path) -> None:
    act = acts.Act("kill", key)
    if room.ledger.story(acts.story_id(key)) is not None:
        acts.play([act], room, out, told)


def _again(room: Any, told: acts.Acts, out: Path) -> list[str]:
    """Whoever was not told that it was done does it again; it is done, or was done."""
    act = told.open_ended()
    if act is None:
        return []
    try:
        entry, refused = acts.perform(act, room, out), ""
    except NotAllowed as e:
        entry, refused = 0, str(e)
    if act.entered and not entry:
        entry = next((e.number for e in room.ledger.entries() if soundness.says(e, act.verb, act.to)), 0)
        if not entry:
            return [f"{act} was neither done nor can it be: {refused}"]
    told.note(acts.Acknowledged(act, entry))
    return []


def read(folder: str, moment: str) -> dict[str, Any]:
    """Read through the gate until told to stop; what was given out although its kill had been acknowledged."""
    home, found, times, words = Path(folder), set[str](), 0, 0
    told = acts.Acts(home / "acts")
    with acts.at_work(home, datetime.fromisoformat(moment)) as room:
        while not (home / "stop").exists():
            dead = frozenset(a.act.to for a in told.done() if a.act.verb in ("kill", "withdraw"))
            given = list(soundness.given(room))
            wrong = {acts.marker(key) for key in dead}
            found.update(where for where, word in given if word in wrong)
            times, words = times + 1, words + len(given)
    return {"found": sorted(found), "times": times, "words": words}


class Told(Struct, frozen=True):
    """What one of two was told."""

    entry: int = 0
    outputs: int = 0
    refused: str = ""
    remarks: tuple[str, ...] = ()


def meet(folder: str, moment: str, verbs: list[str], rounds: int) -> dict[str, Any]:
    """Two processes do the same verb to the same text at the same moment, for each verb and a number of texts."""
    home, now, context = Path(folder), datetime.fromisoformat(moment), multiprocessing.get_context("fork")
    told = acts.Acts(home / "acts")
    both_do = [(verb, f"{rounds * m + n}a") for m, verb in enumerate(verbs) for n in range(rounds)]
    keys = [key for _, key in both_do]
    on_sites = [key for verb, key in both_do if verb not in ("publish", "take")]
    with acts.at_work(home, now) as room:
        acts.play([acts.Act("ingest", f"{k}/1") for k in keys], room, home / "out", told)
        acts.play([acts.Act("publish", k) for k in on_sites], room, home / "out", told)
        room.follow()
    barrier, answers = context.Barrier(2), [context.SimpleQueue() for _ in range(2)]
    both = [context.Process(target=_meet, args=(home, now, both_do, barrier, a)) for a in answers]
    for one in both:
        one.start()
    said = [a.get() for a in answers]
    for one in both:
        one.join()
    with acts.at_work(home, now) as room:
        wrong = [*soundness.everything(room, told, now), *soundness.exported(room, home / "out")]
        twice = list(soundness.twice(room.ledger.entries()))
    by_verb = {verb: list(zip(*(s[n * rounds :][:rounds] for s in said), strict=True)) for n, verb in enumerate(verbs)}
    return {"told": by_verb, "twice": twice, "wrong": wrong}


def _meet(home: Path, now: datetime, both_do: list[tuple[str, str]], barrier: Any, answers: Any) -> None:
    told = []
    with acts.at_work(home, now) as room:
        for verb, key in both_do:
            barrier.wait()
            try:
                receipt = room.done(partial(acts.verb, verb, key, room))
                told.append(Told(receipt.entry, len(receipt.outputs), "", receipt.remarks))
            except NotAllowed as e:
                told.append(Told(refused=str(e)))
    answers.put(told)


def command(
    words: list[str], powerless: bool = False, bytes: int | None = None, pages: int | None = None
) -> dict[str, Any]:
    """
    Run the command line.

    Args:
        words: What is typed after ``dateline``.
        powerless: Not even root may do what a file's mode forbids.
        bytes: The length that no file may pass.
        pages: The pages that the ledger's file may have, as on a disk that is full.
    """
    if bytes is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes, resource.RLIM_INFINITY))
    if pages is not None:
        setattr(sqlite, "_PRAGMAS", (*sqlite._PRAGMAS, f"PRAGMA max_page_count={pages}"))  # noqa: B010
    if powerless:
        _renounce()
    out, err, status = io.StringIO(), io.StringIO(), 0
    sys.argv = ["dateline", *words]
    with redirect_stdout(out), redirect_stderr(err):
        try:
            cli.main()
        except SystemExit as e:
            status = int(e.code or 0)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return {"status": status, "out": out.getvalue(), "err": err.getvalue()}


def _renounce() -> None:
    """Linux: give all capabilities up; what root's files forbid is then forbidden to root."""
    version = (ctypes.c_uint32 * 2)(0x20080522, 0)
    if ctypes.CDLL(None, use_errno=True).capset(version, (ctypes.c_uint32 * 6)()):
        raise OSError(ctypes.get_errno(), "capabilities cannot be given up")


def serve(folder: str, moment: str) -> dict[str, Any]:
    """What readers are given now, without following: where each text's words stand, and the status of every page."""
    with acts.at_work(Path(folder), datetime.fromisoformat(moment)) as room:
        answer, statuses = room.readers(), dict[str, int]()
        for follower in room.followers():
            for page in follower.store().pages():
                response = answer(Request("GET", "", f"/~{follower.code}{page.path}"))
                statuses[follower.code + page.path] = response.status if response else 0
        return {"words": sorted({word for _, word in soundness.given(room)}), "statuses": statuses}


def tail(folder: str, moment: str) -> int:
    """How many entries there are."""
    with acts.at_work(Path(folder), datetime.fromisoformat(moment)) as room:
        return room.ledger.tail()


def play(folder: str, moment: str, verbs: list[tuple[str, str]]) -> None:
    """Some acts, acknowledged one by one."""
    home = Path(folder)
    with acts.at_work(home, datetime.fromisoformat(moment)) as room:
        acts.play([acts.Act(*v) for v in verbs], room, home / "out", acts.Acts(home / "acts"))


JOBS: dict[str, Callable[..., Any]] = {
    "furnish": furnish,
    "age": age,
    "work": work,
    "recover": recover,
    "read": read,
    "meet": meet,
    "command": command,
    "serve": serve,
    "play": play,
    "tail": tail,
}


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
    # Who waits for ever fails too.
    signal.alarm(PATIENCE)
    # Opened now: the job may give up what we may do.
    with Path(report).open("wb", buffering=0) as file:
        try:
            file.write(msgspec.json.encode(JOBS[job](**asked)))
            status = 0
        except BaseException:
            file.write(traceback.format_exc().encode())
            raise
        finally:
            os._exit(status)


if __name__ == "__main__":
    main()
