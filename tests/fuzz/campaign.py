"""
All readers under atheris, one after the other, each for a time; `make torture` runs it.

``python -m tests.fuzz.campaign --seconds 60 [READER …]``: no reader named means all. What breaks a rule lies as
``.torture/fuzz/READER/crash-…``, and is told; the run then ends with 1. Inputs that go to new places stay in
``grown`` beside it, and the next run goes on from them.
"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.fuzz.targets import BY_NAME

ROOT: Final = Path(__file__).parents[2]
WORK: Final = ROOT / ".torture" / "fuzz"
#: Above the time of a run, in seconds, until it counts as hanging.
_PATIENCE: Final = 120
_UNITS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


def fuzz(name: str, seconds: int) -> tuple[str, list[Path]]:
    """
    Fuzz one reader in a process of its own.

    Returns:
        What to tell of it in one line, and the inputs that broke a rule, in this run or an earlier one.
    """
    folder = WORK / name
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "log.txt"
    command = [sys.executable, "-m", "tests.fuzz.child", name, str(seconds), str(folder)]
    with log.open("w") as told:
        try:
            ended = subprocess.run(
                command, stdout=told, stderr=told, cwd=ROOT, timeout=seconds + _PATIENCE, check=False
            ).returncode
        except subprocess.TimeoutExpired:
            ended = -1
    units = _UNITS.search(log.read_text(errors="replace"))
    found = sorted(folder.glob("crash-*"))
    grown = len(list((folder / "grown").glob("*")))
    line = f"{name}: {units[1] if units else '?'} inputs in {seconds} s, {grown} kept, {len(found)} broke a rule"
    # The fuzzer itself ends with 0; what kills it (memory, a hang, a fault in C) leaves an input too, and its log.
    return (f"{line}; ended with {ended}, see {log}" if ended else line), found


def main() -> int:
    """Fuzz those that are named, or all; 1 if any broke a rule."""
    parser = argparse.ArgumentParser(description="Fuzz the readers of the wires.")
    parser.add_argument("--seconds", type=int, default=60, help="for each reader")
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"of {', '.join(BY_NAME)}; all if none is named")
    arguments = parser.parse_args()
    if unknown := set(arguments.readers) - set(BY_NAME):
        parser.error(f"no such reader: {', '.join(sorted(unknown))}; there are {', '.join(BY_NAME)}")
    os.nice(5)
    bad = False
    for name in arguments.readers or BY_NAME:
        line, found = fuzz(name, arguments.seconds)
        bad |= bool(found) or "ended with" in line
        sys.stdout.write("\n  ".join([line, *map(str, found)]) + "\n")
        sys.stdout.flush()
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
