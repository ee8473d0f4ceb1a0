"""What every reader owes to every input: a reading or a WireError, within bounds, and nothing fetched."""

import gc
import socket
import sys
import tracemalloc
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, NoReturn
from unittest import mock

import msgspec
from tests.fuzz.targets import Target

from dateline.news.errors import WireError
from dateline.news.wire import Reading

#: The memory that a reader takes at most: so many times the input, or so many bytes, whichever is more.
TIMES: Final = 20
BYTES: Final = 32 * 1024 * 1024
#: An input twice as long takes at most so many times the steps, and so many more for what is done once.
STEPS: Final = 2.5
ONCE: Final = 20_000


class Broken(AssertionError):
    """A rule that a reader broke; the words say which, and how far."""


def obey(target: Target, data: bytes) -> Reading | None:
    """
    Read *data*, and see that nothing but a WireError leaves, and that a ledger can store what was read.

    Returns:
        The reading; None if the reader refused.
    Raises:
        Broken: If the reading cannot be stored. Whatever else the reader raises leaves too.
    """
    try:
        reading = target.read(data)
    except WireError as error:
        str(error).encode()
        return None
    stored = msgspec.msgpack.encode(reading)
    if msgspec.msgpack.decode(stored, type=Reading) != reading:
        raise Broken("the reading is another once it was stored")
    return reading


def memory(target: Target, data: bytes) -> int:
    """The most memory, in bytes, that Python held for a reading of *data* at one time; lxml's own is not in it."""
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        with suppress(WireError):
            target.read(data)
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def within_memory(target: Target, data: bytes) -> None:
    """
    Raises:
        Broken: If the reader takes more memory than it may.
    """
    used, may = memory(target, data), max(TIMES * len(data), BYTES)
    if used > may:
        raise Broken(
            f"took {used:,} bytes of memory for an input of {len(data):,}: {used / len(data):.0f} times as much"
        )


def steps(target: Target, data: bytes) -> int:
    """The calls that a reading of *data* makes, of functions in Python and in C: the same on every machine."""
    count = 0

    def one(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(one)
    try:
        with suppress(WireError):
            target.read(data)
    finally:
        sys.setprofile(before)
    return count


def linear(target: Target, head: bytes, inner: bytes, tail: bytes, *, size: int) -> None:
    """
    See that twice the *inner* part is no more than about twice the work, at *size* bytes.

    Raises:
        Broken: If it is.
    """
    times = max(1, size // max(1, len(inner)))
    steps(target, head + inner + tail)
    once = steps(target, head + inner * times + tail)
    twice = steps(target, head + inner * (2 * times) + tail)
    if twice > STEPS * once + ONCE:
        raise Broken(f"{once:,} steps for {times} times {inner[:60]!r}, and {twice:,} for twice as many")


@contextmanager
def cut_off() -> Iterator[None]:
    """No address can be asked for anything here: who tries breaks a rule."""

    def refused(*_args: Any, **_named: Any) -> NoReturn:
        raise Broken("a reader asked the network for something")

    asked: list[tuple[Any, str]] = [
        (socket.socket, "connect"), (socket.socket, "connect_ex"), (socket, "create_connection"),
        (socket, "getaddrinfo"), (urllib.request, "urlopen"),
    ]  # fmt: skip
    patches: list[Callable[[], object]] = []
    try:
        for owner, name in asked:
            patch = mock.patch.object(owner, name, refused)
            patch.start()
            patches.append(patch.stop)
        yield
    finally:
        for stop in reversed(patches):
            stop()
