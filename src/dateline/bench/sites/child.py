"""A program of its own, and what it took: seconds of the processors and of the clock, and the most memory it held."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

#: A process counts as its own the most memory that its parent held before it began; so it gets one that holds little.
_SMALL = """
import json, os, sys, time
began = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - began
end = os.waitstatus_to_exitcode(status)
os.write(3, json.dumps([end, used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024]).encode())
"""


class Used(Struct, frozen=True, array_like=True):
    """What a program took."""

    #: Its exit status.
    end: int
    #: User and system, in seconds.
    cpu: float
    #: Seconds.
    wall: float
    #: MB.
    peak: float


def run(words: Sequence[str], folder: Path) -> tuple[Used, str]:
    """
    Run a program to its end.

    Args:
        words: The program's file and its arguments.
        folder: Where it runs, and where what it says is kept meanwhile.
    Returns:
        What it took, and what it said.
    """
    notes, said = folder / ".used", folder / ".said"
    with notes.open("wb") as used, said.open("wb") as out:
        helper = [sys.executable, "-S", "-c", f"import os; os.dup2({used.fileno()}, 3)\n{_SMALL}", *words]
        subprocess.run(helper, cwd=folder, check=True, stdout=out, stderr=out, pass_fds=[used.fileno()])
    return msgspec.json.decode(notes.read_bytes(), type=Used), said.read_text("utf-8", "replace")
