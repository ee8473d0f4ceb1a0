"""A new newsroom folder, from the templates that come with the program."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from dateline.news.errors import NotAllowed
from dateline.setup.load import NEWSROOM


def init(folder: Path) -> tuple[str, ...]:
    """
    Write a new newsroom folder.

    Args:
        folder: Where to; made if it is not there. What else lies in it is left alone.
    Returns:
        The files written, relative to *folder*, with ``/``, sorted. ``data/`` is made too, and empty.
    Raises:
        NotAllowed: If it is a newsroom already, if a file is in the way, or if it cannot be written to. Nothing is
            ever overwritten.
    """
    new = dict(_templates(files("dateline.setup") / "templates", ""))
    try:
        _refuse(folder, tuple(new))
        # newsroom.toml makes a folder a newsroom, so it comes last: a write broken off leaves none that is half made.
        for path in sorted(new, key=lambda p: (p == NEWSROOM, p)):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            with (folder / path).open("xb") as file:
                file.write(new[path])
        (folder / "data").mkdir(exist_ok=True)
    except OSError as e:
        raise NotAllowed("init", f"{e.filename or folder}: {e.strerror or e}; name a folder you may write to") from e
    return tuple(sorted(new))


def _templates(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _templates(entry, f"{path}{entry.name}/")
        else:
            yield path + entry.name, entry.read_bytes()


def _refuse(folder: Path, new: tuple[str, ...]) -> None:
    if folder.exists() and not folder.is_dir():
        raise NotAllowed("init", f"{folder} is a file; name a folder, which may be new")
    if (folder / NEWSROOM).exists():
        raise NotAllowed("init", f"{folder} is a newsroom already; name another folder, or edit its files")
    for path in new:
        if (folder / path).exists() or (folder / path).is_symlink():
            raise NotAllowed("init", f"{folder / path} is in the way; move it, or name another folder")
