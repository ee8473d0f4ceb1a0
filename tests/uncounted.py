"""Long play without counting lines: tests of single facts count them, and counting takes thrice the time."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from coverage import Coverage


@contextmanager
def uncounted() -> Iterator[None]:
    """What happens within is not counted, nor in processes begun there; for tests there is the mark ``uncounted``."""
    with ExitStack() as again:
        # In a worker of several there are two, of which the one goes on as soon as the other has stopped.
        while (counting := Coverage.current()) is not None:
            counting.stop()
            again.callback(counting.start)
        yield
