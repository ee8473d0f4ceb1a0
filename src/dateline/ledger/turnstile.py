"""
The turnstile: writers go one at a time, and in the order they came.

SQLite's own waiting is a race that a busy ingest wins for seconds on end. Two file locks make a queue of two places:
who waits holds the first lock, who writes holds the second; an ingest that ends its batch and wants the next stands
behind the verb that already waits.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.news.errors import LedgerError


class Turnstile:
    """
    A queue for one folder.

    Every passage opens the locks anew, so threads of one process queue like processes do; the system frees the locks of
    a process that dies.
    """

    def __init__(self, folder: Path) -> None:
        self._first, self._second = folder / "turn-a.lock", folder / "turn-b.lock"

    @contextmanager
    def passage(self) -> Iterator[None]:
        """Wait for one's turn; it lasts as long as the block."""
        first, second = _open(self._first), _open(self._second)
        try:
            fcntl.flock(first, fcntl.LOCK_EX)
            fcntl.flock(second, fcntl.LOCK_EX)
            fcntl.flock(first, fcntl.LOCK_UN)
            yield
        finally:
            # Not by closing alone: a process forked meanwhile would hold on to the locks.
            for lock in (second, first):
                fcntl.flock(lock, fcntl.LOCK_UN)
                os.close(lock)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as e:
        raise LedgerError(f"{path}: {e.strerror}; give it to the user who runs this") from e
