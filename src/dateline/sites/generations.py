"""A site's folder: its generations of pages, and which one is served."""

from pathlib import Path

from dateline import generations


class Generations(generations.Generations):
    """
    A site's folder: its generations, a file each, and which one is served.

    Args:
        folder: ``data/sites/CODE``; made if need be.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(folder, ".db")
