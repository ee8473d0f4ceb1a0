"""A site's folder: its generations of pages, and which one is served."""

import os
from pathlib import Path


class Generations:
    """
    A site's folder: its generations, and which one is served.

    Args:
        folder: ``data/sites/CODE``; made if need be.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._pointer = folder / "current"
        #: The pointer as it was last read: its file, and what it said.
        self._seen = ((0, 0), "")

    def current(self) -> str:
        """The name of the generation that is served; empty while there is none."""
        try:
            found = os.stat(self._pointer)  # noqa: PTH116 - asked on each request, and several times as quick
            stamp = (found.st_ino, found.st_mtime_ns)
            if stamp != self._seen[0]:
                self._seen = (stamp, self._pointer.read_text())
            return self._seen[1]
        except FileNotFoundError:
            return ""

    def path(self, generation: str) -> Path:
        """A generation's file."""
        return self.folder / f"{generation}.db"

    def fresh(self) -> str:
        """The name of a generation that does not exist yet."""
        numbers = [int(p.stem) for p in self.folder.glob("*.db") if p.stem.isdigit()]
        return f"{max(numbers, default=0) + 1:06d}"

    def swap(self, generation: str) -> None:
        """Serve that generation from now on, and let the others go."""
        draft = self._pointer.with_suffix(f".{os.getpid()}.part")
        draft.write_text(generation)
        draft.replace(self._pointer)
        self.tidy()

    def tidy(self) -> None:
        """Let go of what is not served: other generations, and what nobody lived to finish."""
        current = self.current()
        for draft in self.folder.glob(f"{self._pointer.name}.*.part"):
            draft.unlink(missing_ok=True)
        for file in self.folder.glob("*.db*"):
            if current and file.name.partition(".")[0] != current:
                file.unlink(missing_ok=True)
