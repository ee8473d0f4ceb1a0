"""
Migrations: a ledger of an older program becomes one of this program's, and never the other way round.

A step is a number and what it does to the tables that nothing can give back; the steps from the ledger's number to ours
are taken in order, in one transaction, in a writer's turn. State is not migrated: its tables go, and it follows from
the entries anew. A ledger of a newer number is refused.
"""

from collections.abc import Mapping

from sqlalchemy import delete

from dateline.ledger import queries, schema
from dateline.ledger.engine import Database
from dateline.ledger.replay import lay_out, rebuild
from dateline.ledger.session import Session, Statement, constant
from dateline.news.errors import LedgerError

#: Number of the schema before → what brings the tables of the chains to the next number.
STEPS: Mapping[int, tuple[str, ...]] = {
    # Bars and clues came; entries, payloads, bytes and outputs stayed as they were.
    1: (),
    # Clues became numbers, on shelves.
    2: (),
    # Articles are known by the sites they stand on.
    3: (),
}
#: All tables of state that there ever were.
_STATE = ("stories", "articles", "placements", "tombstones", "bars", "clues", "subjects", "deliveries")
#: The setting that stands in a ledger while it is being copied into.
UNFINISHED = "unfinished"
_FINISHED = Statement(delete(schema.settings).where(schema.settings.c.name == constant(UNFINISHED)))


def make_ready(database: Database, *, unfinished: bool = False) -> None:
    """
    Lay a new ledger out, or bring an old one to our number.

    Raises:
        LedgerError: If it is a newer program's, or half a copy and *unfinished* is false.
    """
    # Who only reads must not wait for a writer's turn.
    if not database.laid_out():
        with database.writing() as session:
            if not database.laid_out():
                lay_out(session)
                database.settle(session)
    number = _number(database)
    if number < schema.NUMBER:
        with database.writing() as session:
            migrate(session, database.place)
            database.settle(session)
    with database.glancing() as session:
        if not unfinished and queries.setting(session, UNFINISHED) is not None:
            raise LedgerError(f"{database.place}: a copy into this ledger was not finished; copy again")


def _number(database: Database) -> int:
    with database.glancing() as session:
        return number_of(session, database.place)


def number_of(session: Session, place: str) -> int:
    """
    The number of the schema that a ledger is laid out by.

    Raises:
        LedgerError: If a newer program laid it out, or none of ours.
    """
    said = queries.setting(session, "schema")
    if said is None or not said.isdigit():
        raise LedgerError(f"{place}: this is no ledger that can be opened: it does not say of which schema it is")
    if int(said) > schema.NUMBER:
        raise LedgerError(
            f"{place} was written by a newer Dateline; install that one: its schema has number {int(said)}, this"
            f" program knows up to {schema.NUMBER}, and a ledger is never taken back to an older one"
        )
    return int(said)


def migrate(session: Session, place: str) -> None:
    """Take all steps from the ledger's number to ours; whoever waited for the turn meanwhile finds nothing to do."""
    number = number_of(session, place)
    if number == schema.NUMBER:
        return
    for step in range(number, schema.NUMBER):
        for statement in STEPS[step]:
            session.command(statement)
    for table in _STATE:
        session.command(f"DROP TABLE IF EXISTS {table}")
    lay_out(session)
    rebuild(session)


def finished(session: Session) -> None:
    """What was copied is whole."""
    session.run(_FINISHED)
