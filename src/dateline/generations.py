"""Generations of what is derived: one serves, the next is made beside it, and then takes its place."""

import os
import shutil
from pathlib import Path


class Generations:
    """
    A folder with generations of one derived thing, each a file or a folder of its own named by its number.

    Args:
        folder: Such as ``data/search``; who only looks makes nothing in it.
        ending: Of a generation's file; empty where it is a folder.
    """

    def __init__(self, folder: Path, ending: str = "") -> None:
        self.folder, self._ending = folder, ending
        self._pointer = folder / "current"
        #: The pointer as it was last read: its file, and what it said.
        self._seen = ((0, 0), "")

    def current(self) -> str:
        """The name of the generation that serves; empty while there is none."""
        try:
            found = os.stat(self._pointer)  # noqa: PTH116 - asked on each request, and several times as quick
            stamp = (found.st_ino, found.st_mtime_ns)
            if stamp != self._seen[0]:
                self._seen = (stamp, self._pointer.read_text())
            return self._seen[1]
        except FileNotFoundError:
            return ""

    def path(self, generation: str) -> Path:
        """Where a generation is."""
        return self.folder / f"{generation}{self._ending}"

    def fresh(self) -> str:
        """The name of a generation that does not exist yet."""
        return f"{max((int(name) for name in self._names()), default=0) + 1:06d}"

    def swap(self, generation: str) -> None:
        """Let that generation serve from now on, and let the others go."""
        draft = self._pointer.with_suffix(f".{os.getpid()}.part")
        draft.write_text(generation)
        draft.replace(self._pointer)
        self.tidy()

    def tidy(self) -> None:
        """Let go of what does not serve: other generations, and what nobody lived to finish."""
        current = self.current()
        for draft in self.folder.glob(f"{self._pointer.name}.*.part"):
            draft.unlink(missing_ok=True)
        for name, paths in self._names().items():
            if current and name != current:
                for path in paths:
                    shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)

    def _names(self) -> dict[str, list[Path]]:
        """The generations that there are, each with its files, or its folder."""
        found: dict[str, list[Path]] = {}
        for path in self.folder.glob("[0-9]*"):
            name, dot, ending = path.name.partition(".")
            # SQLite's journals lie beside their file.
            if name.isdigit() and f"{dot}{ending}".startswith(self._ending):
                found.setdefault(name, []).append(path)
        return found
