"""The index's folder: its generations, and which one serves."""

import os
import shutil
from pathlib import Path


class Generations:
    """
    The index's folder.

    Args:
        folder: ``data/search``; who only searches makes nothing in it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = folder / "current"

    def current(self) -> str:
        """The name of the generation that serves; empty while there is none."""
        try:
            return self._pointer.read_text()
        except FileNotFoundError:
            return ""

    def path(self, generation: str) -> Path:
        """A generation's folder."""
        return self.folder / generation

    def index(self, generation: str) -> Path:
        """Where a generation's documents are."""
        return self.path(generation) / "index"

    def fresh(self) -> str:
        """The name of a generation that does not exist yet."""
        numbers = [int(p.name) for p in self.folder.iterdir() if p.name.isdigit()]
        return f"{max(numbers, default=0) + 1:06d}"

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
        for folder in self.folder.iterdir():
            if current and folder.name.isdigit() and folder.name != current:
                shutil.rmtree(folder, ignore_errors=True)
