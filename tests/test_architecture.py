"""The picture of the house: imports point down, no room imports its neighbour, nothing goes round in a circle."""

import ast
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "src"
#: From the ground up; those on one floor are neighbours.
FLOORS = (
    {"news", "generations", "serving"},
    {"collect", "wires", "ledger", "licensing", "sites", "pictures", "archive", "relate", "send", "setup"},
    {"verbs"},
    {"clock", "past", "doors", "desk"},
    {"readers"},
    {"app"},
    {"daemon"},
    {"desks"},
    {"demo", "scenario"},
    {"bench"},
    {"cli"},
    {"__main__"},
)
HEIGHT = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
MODULES = {".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p for p in ROOT.rglob("*.py")}


@cache
def tree(module: str) -> ast.Module:
    """What a module says."""
    return ast.parse(MODULES[module].read_text())


def room(module: str) -> str:
    """The room that a module lies in; empty for the package itself, whose version is for all."""
    return module.partition(".")[2].partition(".")[0]


def imported(module: str) -> set[str]:
    """The modules of ours that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by dots"
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else str(node.module) for name in inner}
    return {name for name in found if name in MODULES and name != module}


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_point_down(module: str) -> None:
    """
    Who wants to know what a room does reads that room and those below it, never one beside or above.
    """
    here = room(module)
    for other in imported(module):
        below = room(other)
        assert below in ("", here) or HEIGHT[below] < HEIGHT[here], f"{module} imports {other}"


def test_every_room_has_its_floor() -> None:
    """
    A room that nobody has placed in the picture is not part of the house yet.
    """
    assert {room(m) for m in MODULES} - {""} == set(HEIGHT)


def test_no_modules_import_each_other_in_a_circle() -> None:
    """
    Modules in a circle can only be understood, and changed, all at once.
    """
    try:
        TopologicalSorter({m: imported(m) for m in MODULES}).prepare()
    except CycleError as e:
        pytest.fail(" imports ".join(e.args[1]))


@pytest.mark.parametrize("module", sorted(MODULES))
def test_every_module_says_what_it_is_for(module: str) -> None:
    """
    A first hour in the house is spent reading the first line of each module.
    """
    assert ast.get_docstring(tree(module))


def test_only_the_followers_loop_goes_on_whatever_happens() -> None:
    """
    An error that nobody expected is a defect to be seen; one place alone goes on, and tells it.
    """
    broad = [
        module
        for module in MODULES
        for handler in (n for n in ast.walk(tree(module)) if isinstance(n, ast.ExceptHandler))
        if _names(handler) & {"", "Exception", "BaseException"}
        and not any(isinstance(n, ast.Raise) and n.exc is None for n in ast.walk(handler))
    ]
    assert broad == ["dateline.daemon"]


def _names(handler: ast.ExceptHandler) -> set[str]:
    caught = handler.type
    kinds = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return {ast.unparse(kind) if kind else "" for kind in kinds}


def test_no_function_is_longer_than_a_screen() -> None:
    """
    What cannot be seen at once is not understood at once.
    """
    functions = chain.from_iterable(
        ((m, n) for n in ast.walk(tree(m)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)) for m in MODULES
    )
    long = [f"{m}.{n.name}" for m, n in functions if (n.end_lineno or 0) - n.lineno >= 60]
    assert long == []
