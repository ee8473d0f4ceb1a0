"""The table of hits, at the end of a run; rows come with the reports of the tests that made them."""

import msgspec
import pytest
from tests.faults.hands import Row

#: The name under which a test's report carries its row.
PROPERTY = "faults"
_WIDTHS = (14, 12, 8, 17, 12, 10, 11, 20)
_HEAD = ("killed in", "database", "rounds", "different points", "recoveries", "acts lost", "acts twice", "longest recovery ms")
_told = pytest.StashKey[bool]()


def line(*cells: object) -> str:
    """A line of the table."""
    return "  ".join(f"{c:<{w}}" if n < 2 else f"{c:>{w}}" for n, (c, w) in enumerate(zip(cells, _WIDTHS, strict=True)))


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
        terminalreporter.write_line(line(*_HEAD))
        for r in sorted(rows, key=lambda r: (r.database, r.place), reverse=True):
            cells = (r.place, r.database, r.rounds, r.points, r.recoveries, r.lost, r.twice, f"{r.ms:.0f}")
            terminalreporter.write_line(line(*cells))
