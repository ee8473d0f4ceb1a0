"""Files and folders that a person names, for ``dateline ingest PATH…``."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.collect.clock import Clock
from dateline.news.errors import CollectError
from dateline.news.wire import Delivery

#: The largest file taken, in bytes; a wire's deliveries are a thousandth of it.
LARGEST = 256 * 1024 * 1024
#: Folders in folders, beyond which nobody keeps news.
DEEPEST = 32


def deliveries(paths: Iterable[Path], *, source: str, clock: Clock) -> Iterator[Delivery | CollectError]:
    """
    Read files, one delivery each, when asked for the next.

    Args:
        paths: Files, and folders that are walked to the bottom. A hidden file or folder is taken only if it is named
            itself; a linked folder inside another is told and not entered.
        source: The code of the source they are taken as.
        clock: Stamps each delivery.
    Yields:
        In the order of *paths*, and sorted by name within folders: a delivery, or what could not be read and why.
    """
    for path in paths:
        for found in _walked(path, source):
            yield found if isinstance(found, CollectError) else _delivery(found, source, clock)


def shown(path: str) -> str:
    """A file's name as text: bytes that are no UTF-8 as ``\\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def content(path: Path) -> bytes:
    """
    A file's bytes.

    Raises:
        OSError: If it cannot be read, is larger than LARGEST, or is no regular file (reading a pipe might never end).
    """
    about = path.stat()
    if stat.S_ISDIR(about.st_mode):
        raise IsADirectoryError(0, "it is a folder")
    if not stat.S_ISREG(about.st_mode):
        raise OSError(0, "it is no regular file")
    if about.st_size > LARGEST:
        raise OSError(0, f"it is larger than {LARGEST // 1024 // 1024} MB; split it")
    return path.read_bytes()


def said(error: OSError) -> str:
    """What the system says of an error, in small letters, and what to do where that is plain."""
    text = error.strerror or str(error)
    remedy = "; give this account the right to it" if isinstance(error, PermissionError) else ""
    return text[:1].lower() + text[1:] + remedy


def _walked(path: Path, source: str, depth: int = 0) -> Iterator[Path | CollectError]:
    """The files at a *path*, which was named itself, or found in that many folders."""
    named = depth == 0
    if depth > DEEPEST:
        yield CollectError(source, f"{shown(str(path))} lies in more than {DEEPEST} folders; name it itself")
        return
    try:
        folder, link = path.is_dir(), path.is_symlink()
        entries = sorted(path.iterdir(), key=lambda p: os.fsencode(p.name)) if folder and (named or not link) else []
    except OSError as e:
        yield CollectError(source, f"{shown(str(path))} cannot be read: {said(e)}")
        return
    if not folder:
        yield path
    elif link and not named:
        what = "is a link to a folder, which is not entered; name that folder itself"
        yield CollectError(source, f"{shown(str(path))} {what}")
    for entry in entries:
        if not entry.name.startswith("."):
            yield from _walked(entry, source, depth + 1)


def _delivery(path: Path, source: str, clock: Clock) -> Delivery | CollectError:
    name = shown(path.as_posix())
    try:
        data = content(path)
    except FileNotFoundError:
        return CollectError(source, f"{name} is not there; check the path")
    except OSError as e:
        return CollectError(source, f"{name} cannot be read: {said(e)}")
    return Delivery(source, "hand", name, data, clock.now())
