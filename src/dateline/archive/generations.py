"""The index's folder: its generations, and which one serves."""

from pathlib import Path

from dateline import generations


class Generations(generations.Generations):
    """The index's folder ``data/search``: a folder for each generation."""

    def index(self, generation: str) -> Path:
        """Where a generation's documents are."""
        return self.path(generation) / "index"
