"""The database servers that a ledger may be in; a driver is loaded by those alone whose ledger is there."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.ledger.postgres import Postgres


def postgres(url: str) -> "Postgres":
    """
    The database at a *url*.

    Raises:
        LedgerError: If the address is none of PostgreSQL's, or nobody answers there.
    """
    # To load the driver takes as long as to kill a story ten times over.
    from dateline.ledger.postgres import Postgres

    return Postgres(url)
