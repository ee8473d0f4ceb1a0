"""Tables laid out, and state that is made anew from the entries."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import ClauseElement, delete
from sqlalchemy.schema import CreateIndex, CreateTable

from dateline.ledger import queries, schema
from dateline.ledger.session import Insert, Session, Statement, Upsert, constant
from dateline.ledger.turn import DatabaseTurn
from dateline.news.facts import Entry

#: Entries after which what was collected is written, and memory is let go.
_STEPS = 500
_SETTING = Upsert(schema.settings)
_CLEARED = tuple(Statement(delete(table)) for table in schema.STATE)
_UNSET = Statement(
    delete(schema.settings).where(schema.settings.c.name.in_([constant("standing"), constant("agenda")]))
)
_REBUILT = Insert(schema.rebuilds)


def _made() -> Iterable[ClauseElement]:
    for table in schema.metadata.sorted_tables:
        yield CreateTable(table, if_not_exists=True)
        for index in sorted(table.indexes, key=lambda i: str(i.name)):
            yield CreateIndex(index, if_not_exists=True)


_MADE = tuple(Statement(made) for made in _made())


def lay_out(session: Session) -> None:
    """Make the tables that are missing, and say which schema they are of."""
    for statement in _MADE:
        session.run(statement)
    session.many(_SETTING, [("schema", b"%d" % schema.NUMBER)])


def replay(entries: Iterable[Entry], session: Session, source: Session) -> None:
    """
    Let the state follow from the entries.

    Args:
        entries: From the first on, in order.
        session: Where the state goes; its tables are empty.
        source: Where the words of versions are read.
    """
    turn = DatabaseTurn(session, datetime(1970, 1, 1, tzinfo=UTC), source=source)
    for count, entry in enumerate(entries, 1):
        turn.step(entry)
        if count % _STEPS == 0:
            turn.forget()
    turn.flush()


def clear(session: Session) -> None:
    """Take the state down."""
    for statement in (*_CLEARED, _UNSET):
        session.run(statement)


def rebuild(session: Session) -> None:
    """Take the state down and let it follow from the entries anew, in a writer's turn."""
    clear(session)
    replay(queries.entries(session, 0, None), session, session)
    recorded = queries.tail(session)[1]
    session.many(_REBUILT, [(queries.rebuilds(session) + 1, recorded)])
