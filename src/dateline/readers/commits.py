"""
Whether anybody has committed to a SQLite file, at the price of comparing a hundred bytes.

In WAL mode all connections to a file, of all processes, share a small file beside it, the WAL-index. SQLite writes its
header anew as the last step of a commit, when what was committed is durable; every reader's transaction begins with a
look at it, and ``PRAGMA data_version`` tells no more. We map it into memory and look at it too, without the calls to
the system that a statement takes.
"""

import mmap
import os
import sqlite3
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from dateline.sites.store import PageStore

#: Bytes of the header, which stands there twice: who sees two that differ sees one that is being written.
_HEADERS: Final = 2 * 48
#: The form of the header that we know, and where it says whether it has been filled in.
_FORM: Final = (3_007_000).to_bytes(4, sys.byteorder)
_FILLED: Final = 12


class Commits:
    """
    The commits to one SQLite file; for one thread.

    It is closed after all other connections of its process to the file: the system lets go of all locks that a process
    has on a file, SQLite's on the index too, once any of its descriptors is closed.

    Args:
        file: It is there, and in WAL mode.
    Raises:
        sqlite3.Error: If it is not there, or is no database.
    """

    def __init__(self, file: Path) -> None:
        place = f"{file.absolute().as_uri()}?mode=ro"
        # As long as a connection is open nobody takes the index away.
        self._db = sqlite3.connect(place, isolation_level=None, check_same_thread=False, uri=True)
        self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        self._open = ExitStack()
        self._index = self._mapped(file.with_name(f"{file.name}-shm"))
        self._seen, self._number = b"", 0

    def _mapped(self, file: Path) -> mmap.mmap | None:
        """The index's header; None where it is none that we know."""
        try:
            index = self._open.enter_context(file.open("rb", buffering=0))
        except OSError:
            return None
        if os.fstat(index.fileno()).st_size < _HEADERS:
            return None
        mapped = self._open.enter_context(mmap.mmap(index.fileno(), _HEADERS, prot=mmap.PROT_READ))
        return mapped if mapped[:4] == _FORM and mapped[_FILLED] else None

    def number(self) -> int:
        """
        Another number after every commit by anybody.

        Raises:
            sqlite3.Error: If that cannot be told.
        """
        if self._index is None:
            found: int = self._db.execute("PRAGMA data_version").fetchone()[0]
            return found
        header = self._index[:_HEADERS]
        if header != self._seen:
            self._seen = header
            self._number += 1
        return self._number

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
        self._open.close()


class ReadPages(PageStore):
    """
    One generation of one site's pages, for a process that has it open once.

    Args:
        file: The SQLite file.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(file, reading=True)
        try:
            self._commits = Commits(file)
        except sqlite3.Error:
            super().close()
            raise

    def version(self) -> int:
        """Another number after every commit by anybody."""
        return self._commits.number()

    def close(self) -> None:
        """Let go of the file."""
        super().close()
        self._commits.close()
