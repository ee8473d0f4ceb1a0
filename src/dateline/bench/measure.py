"""Figures: how they are taken and said."""

import resource
import statistics
from collections.abc import Sequence

from msgspec import Struct


class Figure(Struct, frozen=True):
    """One measured quantity."""

    what: str
    unit: str
    runs: int
    median: float
    p95: float
    most: float
    #: What is aimed at; empty where nothing is.
    aim: str = ""


def figure(what: str, unit: str, values: Sequence[float], aim: str = "") -> Figure:
    """Sum up the *values* of several runs."""
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return Figure(
        what, unit, len(ordered), round(statistics.median(ordered), 2), round(p95, 2), round(ordered[-1], 2), aim
    )


def peak_memory() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
