"""What collecting needs to know of time."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """A clock: the world's, or a newsroom's own."""

    def now(self) -> datetime:
        """The present moment; aware, UTC."""
        ...
