"""
Make the kept corpus anew from what a campaign grew: few inputs, small, that together go where all of them go.

``python -m tests.fuzz.minimise [READER …]``. What once broke a rule is named ``broke-…`` and stays.
"""

import contextlib
import hashlib
import sys
from pathlib import Path
from types import FrameType
from typing import Any, Final

from tests.fuzz.campaign import WORK
from tests.fuzz.targets import BY_NAME, HERE, Target

from dateline.news.errors import WireError

#: Of each reader.
_MOST: Final = 12
_LONGEST: Final = 700


def _places(target: Target, data: bytes) -> set[tuple[str, int]]:
    """The lines of ours that a reading of *data* goes through."""
    found: set[tuple[str, int]] = set()

    def line(frame: FrameType, _event: str, _arg: object) -> Any:
        found.add((frame.f_code.co_filename, frame.f_lineno))
        return line

    def call(frame: FrameType, _event: str, _arg: object) -> Any:
        return line if "dateline/wires" in frame.f_code.co_filename else None

    sys.settrace(call)
    try:
        with contextlib.suppress(WireError):
            target.read(data)
    finally:
        sys.settrace(None)
    return found


def keep(target: Target, grown: Path) -> int:
    """Keep the few that add most; each adds at least one line to those before it."""
    reached: dict[bytes, set[tuple[str, int]]] = {}
    for path in sorted(grown.glob("*"), key=lambda one: (one.stat().st_size, one.name)):
        if path.stat().st_size <= _LONGEST:
            data = path.read_bytes()
            reached[data] = _places(target, data)
    known: set[tuple[str, int]] = set()
    folder = HERE / "corpus" / target.name
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("seed-*"):
        old.unlink()
    count = 0
    while reached and count < _MOST:
        best = max(reached, key=lambda data: (len(reached[data] - known), -len(data)))
        if not reached[best] - known:
            break
        known |= reached.pop(best)
        (folder / f"seed-{hashlib.sha256(best).hexdigest()[:12]}").write_bytes(best)
        count += 1
    return count


if __name__ == "__main__":
    for name in sys.argv[1:] or BY_NAME:
        sys.stdout.write(f"{name}: {keep(BY_NAME[name], WORK / name / 'grown')} kept\n")
