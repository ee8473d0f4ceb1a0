"""Where a process dies: SIGKILL at the n-th call, or after so many microseconds, within some functions' extents."""

import ctypes
import importlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Literal

from msgspec import Struct

How = Literal["calls", "time"]


#: What compiles a statement the first time it is used; there is nothing to lose in it.
_COMPILER = "/sqlalchemy/sql/"


class Extent(Struct, frozen=True):
    """A function of the program, from where it is called to where it returns."""

    #: ``package.module:Class.function``.
    name: str
    #: Only what a context manager does at the end of its block.
    ending: bool = False


#: Where somebody pulls the plug → the functions that do it there.
PLACES: dict[str, tuple[Extent, ...]] = {
    "append": (
        Extent("dateline.ledger.turn:DatabaseTurn.append"),
        Extent("dateline.ledger.turn:DatabaseTurn.flush"),
    ),
    "commit": (
        Extent("dateline.ledger.sqlite:Sqlite.writing", ending=True),
        Extent("dateline.ledger.postgres:Postgres.writing", ending=True),
    ),
    "page write": (
        Extent("dateline.verbs.work:Work.bring"),
        Extent("dateline.verbs.chain:Chain.outputs"),
    ),
    "page commit": (
        Extent("dateline.sites.store:PageStore.settle"),
        Extent("dateline.sites.store:PageStore.commit"),
    ),
    "rebuild": (Extent("dateline.verbs.follow:SiteFollower.rebuild"),),
    "export": (Extent("dateline.send.sender:Sender.step"),),
    "erase": (
        Extent("dateline.ledger.turn:DatabaseTurn.erase"),
        Extent("dateline.ledger.database:DatabaseLedger.turn", ending=True),
    ),
    "clock": (Extent("dateline.clock:start_clock"),),
    "migration": (Extent("dateline.ledger.database:make_ready"),),
    "first start": (Extent("dateline.ledger.database:make_ready"), Extent("dateline.verbs.follow:SiteFollower.store")),
}


class Striker:
    """
    Ends this process.

    Args:
        how: Whether *at* counts calls and returns, or microseconds; both only within the extents.
        at: Which of them is the last; 0: none, they are only counted.
        note: Where the last place is written down.
    """

    def __init__(self, how: How, at: int, note: Path) -> None:
        self._how, self._at = how, at
        self._note = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        self._depth, self._began = 0, 0.0
        self._timer = Timer() if how == "time" and at else None
        self.calls, self.micros = 0, 0

    @contextmanager
    def inside(self, name: str) -> Iterator[None]:
        """An extent; those within another one do not count twice."""
        self._depth += 1
        if self._depth > 1:
            try:
                yield
            finally:
                self._depth -= 1
            return
        self._enter(name)
        try:
            yield
        finally:
            self._leave()
            self._depth -= 1

    def _enter(self, name: str) -> None:
        self._began = time.perf_counter()
        if self._timer is not None:
            os.write(self._note, f"{name} +{self._at} us\n".encode())
            self._timer.arm(max(1, self._at - self.micros))
        elif self._how == "calls":
            sys.setprofile(self._called)

    def _leave(self) -> None:
        if self._timer is not None:
            self._timer.arm(0)
        sys.setprofile(None)
        self.micros += round((time.perf_counter() - self._began) * 1e6)

    def _called(self, frame: FrameType, event: str, argument: object) -> None:
        if frame.f_code.co_filename == __file__ or _COMPILER in frame.f_code.co_filename:
            return
        self.calls += 1
        if self.calls == self._at:
            code = frame.f_code
            called = f" {getattr(argument, '__qualname__', '')}" if event.startswith("c_") else ""
            place = f"{Path(code.co_filename).name}:{code.co_qualname}:{frame.f_lineno} {event}{called}\n"
            os.write(self._note, place.encode())
            os.kill(os.getpid(), signal.SIGKILL)


def threaten(striker: Striker, place: str) -> None:
    """Let the striker watch over a place's extents in this process, from now on."""
    for extent in PLACES[place]:
        module, _, path = extent.name.partition(":")
        owner: Any = importlib.import_module(module)
        *outer, name = path.split(".")
        for step in outer:
            owner = getattr(owner, step)
        watched = _at_its_end if extent.ending else _throughout
        setattr(owner, name, watched(getattr(owner, name), striker, path))


def _throughout(function: Callable[..., Any], striker: Striker, name: str) -> Callable[..., Any]:
    def called(*args: Any, **named: Any) -> Any:
        with striker.inside(name):
            return function(*args, **named)

    return called


def _at_its_end(function: Callable[..., Any], striker: Striker, name: str) -> Callable[..., Any]:
    @contextmanager
    def block(*args: Any, **named: Any) -> Iterator[Any]:
        manager = function(*args, **named)
        value = manager.__enter__()
        try:
            yield value
        except BaseException:
            if not manager.__exit__(*sys.exc_info()):
                raise
            return
        with striker.inside(name):
            manager.__exit__(None, None, None)

    return block


class _Event(ctypes.Structure):
    """POSIX' ``struct sigevent``; zeros mean: a signal to the process."""

    _fields_ = (
        ("value", ctypes.c_void_p),
        ("signal", ctypes.c_int),
        ("notify", ctypes.c_int),
        ("rest", ctypes.c_int * 12),
    )


class _Span(ctypes.Structure):
    """POSIX' ``struct itimerspec``: again after, first after; seconds and nanoseconds."""

    _fields_ = tuple((name, ctypes.c_long) for name in ("again", "again_ns", "first", "first_ns"))


class Timer:
    """The system's own timer, which no handler can stop: it ends the process in the middle of any machine code."""

    def __init__(self) -> None:
        self._system = ctypes.CDLL(None, use_errno=True)
        event, self._timer = _Event(signal=signal.SIGKILL), ctypes.c_void_p()
        if self._system.timer_create(1, ctypes.byref(event), ctypes.byref(self._timer)):
            raise OSError(ctypes.get_errno(), "no timer can be had")

    def arm(self, micros: int) -> None:
        """SIGKILL comes after that; 0: it does not."""
        span = _Span(0, 0, micros // 1_000_000, micros % 1_000_000 * 1000)
        self._system.timer_settime(self._timer, 0, ctypes.byref(span), None)
