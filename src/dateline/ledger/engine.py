"""What the ledger asks of a database; see sqlite.py and postgres.py."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from dateline.ledger.contract import Flaw
from dateline.ledger.session import Session


class Database(Protocol):
    """
    One ledger's database.

    Safe for threads and processes. Raises LedgerError, in words, wherever the database cannot be used.
    """

    @property
    def place(self) -> str:
        """Where it is, for an error's words; never a password."""

    def writing(self) -> AbstractContextManager[Session]:
        """Wait for the writer's turn; commit at its end, or undo everything on an exception."""

    def reading(self) -> AbstractContextManager[Session]:
        """One state of everything, for as long as the block lasts."""

    def glancing(self) -> AbstractContextManager[Session]:
        """Single questions, each answered as things stand."""

    def laid_out(self) -> bool:
        """Whether there are tables of ours."""

    def settle(self, session: Session) -> None:
        """After the tables were laid out: what only this database needs to be told of them."""

    def let_go(self) -> None:
        """After an erasure: what was deleted leaves the files too."""

    def compact(self) -> None:
        """Write everything anew, without what was let go of; readers and writers may have to wait."""

    def stamp(self) -> int:
        """A number that is another one after every commit by anybody; it holds for the calling thread only."""

    def wait(self, timeout: float) -> bool:
        """Wait for a commit, *timeout* seconds at most; False if there was none since this thread last waited."""

    def check(self) -> Iterator[Flaw]:
        """What the database finds wrong with its own files."""

    def close(self) -> None:
        """Let go of files and connections."""
