"""
Which database a newsroom's ledger is in.

``data/ledger.url`` holds the address of a PostgreSQL database; without that file the ledger is ``data/ledger.db``.
"""

import os
from contextlib import closing
from pathlib import Path

from dateline.ledger.contract import Clock
from dateline.ledger.copy import Copied, Progress, copy
from dateline.ledger.database import DatabaseLedger
from dateline.ledger.servers import postgres
from dateline.news.errors import LedgerError

#: The file, in ``data/``, that names another database than the one in the folder.
FILE = "ledger.url"


def open_ledger(folder: Path, clock: Clock) -> DatabaseLedger:
    """
    The ledger of a newsroom's ``data/``, wherever it is kept.

    Raises:
        LedgerError: If it cannot be opened or reached, or is empty beside pages that were made from another.
    """
    ledger = DatabaseLedger(folder, clock, url_of(folder))
    pages = sorted(folder.glob("sites/*/*.db"))
    if pages and not ledger.tail():
        ledger.close()
        what = f"{ledger.place}: the ledger is empty, and {pages[0]} was made from one that was not"
        remedy = f"put the ledger back from a backup; to begin anew, move {folder} away: with the ledger its kills go"
        raise LedgerError(f"{what}; {remedy}")
    return ledger


def url_of(folder: Path) -> str | None:
    """The address of the ledger's database; None where it is a file in the folder. It may hold a password."""
    try:
        return (folder / FILE).read_text("utf-8").strip() or None
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as e:
        raise LedgerError(f"{folder / FILE}: the database's address cannot be read: {e}") from e


def move_ledger(folder: Path, to: str | None, clock: Clock, progress: Progress = lambda *_: None) -> Copied:
    """
    Move a newsroom's ledger to another database, and open it there from then on.

    The old one stays where it is, untouched; its file or database can be removed once nobody misses it.

    Args:
        folder: The newsroom's ``data/``.
        to: ``postgresql://…`` of an empty database; None: ``ledger.db`` in the folder.
        clock: Where moments come from.
        progress: Told what is being copied, how much is done, and of how much.
    Raises:
        LedgerError: If either cannot be opened, they are the same, the target holds a ledger, or the copy is not sound.
    """
    now = url_of(folder)
    if now == to:
        raise LedgerError("the ledger is there already; name another database")
    with (
        closing(DatabaseLedger(folder, clock, now)) as source,
        closing(DatabaseLedger(folder, clock, to, unfinished=True)) as target,
    ):
        copied = copy(source, target, progress)
    keep_url(folder, to)
    return copied


def keep_url(folder: Path, url: str | None) -> None:
    """
    From now on the ledger of this ``data/`` is in that database; None: in the folder itself.

    Raises:
        LedgerError: If the address is none, or cannot be written down.
    """
    file = folder / FILE
    try:
        if url is None:
            file.unlink(missing_ok=True)
            return
        postgres(url).close()
        folder.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".part")
        # It may hold a password: nobody else reads it.
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as kept:
            kept.write(url + "\n")
            kept.flush()
            os.fsync(kept.fileno())
        draft.replace(file)
    except OSError as e:
        raise LedgerError(f"{file}: {e.strerror}; choose a folder that can be written") from e
