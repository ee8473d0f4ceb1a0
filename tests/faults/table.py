"""The table of hits, at the end of a run; rows come with the reports of the tests that made them."""

import msgspec
import pytest
from msgspec import Struct

#: The name under which a test's report carries its row.
PROPERTY = "faults"
_COLUMNS = {
    "killed in": 14,
    "database": 12,
    "rounds": 8,
    "different points": 17,
    "recoveries": 12,
    "acts lost": 10,
    "acts twice": 11,
    "longest recovery ms": 20,
}
_told = pytest.StashKey[bool]()


class Row(Struct, frozen=True):
    """A line of the table of hits."""

    place: str
    database: str
    #: Processes that were killed in the place.
    rounds: int
    #: Different calls, or microseconds, in which they were.
    points: int
    #: Fresh starts after which everything was as it must be.
    recoveries: int
    lost: int
    twice: int
    #: The longest from opening the newsroom until its sites stood.
    ms: float


def line(*cells: object) -> str:
    """A line of the table."""
    return "  ".join(
        f"{c:<{w}}" if n < 2 else f"{c:>{w}}" for n, (c, w) in enumerate(zip(cells, _COLUMNS.values(), strict=True))
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what was hit, and what became of it."""
    if config.stash.get(_told, False):
        return
    config.stash[_told] = True
    reports = (r for kind in ("passed", "failed") for r in terminalreporter.getreports(kind))
    found = (value for r in reports for name, value in getattr(r, "user_properties", ()) if name == PROPERTY)
    rows = [msgspec.convert(value, Row) for value in found]
    if rows:
        terminalreporter.section("processes killed, and what was found by the next")
        terminalreporter.write_line(line(*_COLUMNS))
        for r in sorted(rows, key=lambda r: (r.database, r.place), reverse=True):
            cells = (r.place, r.database, r.rounds, r.points, r.recoveries, r.lost, r.twice, f"{r.ms:.0f}")
            terminalreporter.write_line(line(*cells))
