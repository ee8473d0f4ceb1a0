"""A ledger moves from one database to another: what was written as it was, the state made anew, all verified."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from msgspec import Struct
from sqlalchemy import Table, delete, func, select

from dateline.ledger import check, queries, schema
from dateline.ledger.blobs import Blobs
from dateline.ledger.contract import Flaw
from dateline.ledger.database import DatabaseLedger
from dateline.ledger.migrations import UNFINISHED, finished
from dateline.ledger.replay import clear
from dateline.ledger.session import Insert, Row, Session, Statement, Upsert
from dateline.news.errors import LedgerError

#: Rows in one transaction of the target's.
_ROWS = 500
_SETTING = Upsert(schema.settings)
_COUNTS = {table: Statement(select(func.count()).select_from(table)) for table in schema.CHAINS}
_DELETIONS = {table: Statement(delete(table)) for table in schema.CHAINS}
_INSERTS = {table: Insert(table) for table in schema.CHAINS}


def _in_order(table: Table) -> Statement:
    return Statement(select(*table.columns).order_by(*table.primary_key))


_ROWS_OF = {table: _in_order(table) for table in schema.CHAINS}
_LARGE = Statement(select(schema.blobs.c.digest).where(schema.blobs.c.stored.is_(None)))

#: Called with what is being copied, how much of it is done, and of how much.
Progress = Callable[[str, int, int], None]


class Copied(Struct, frozen=True):
    """What was copied, and verified."""

    entries: int
    outputs: int
    blobs: int
    #: Digest of the last entry's header, hexadecimal: the same in both ledgers.
    head: str


def copy(source: DatabaseLedger, target: DatabaseLedger, progress: Progress = lambda *_: None) -> Copied:
    """
    Copy a ledger into an empty one, in either database.

    What is appended to *source* meanwhile is not copied: nobody should write then. The target is refused to everybody
    until all of it is there; who was interrupted copies again.

    Args:
        source: Any ledger.
        target: One that was opened with *unfinished*.
        progress: Told what is being copied, how much is done, and of how much.
    Raises:
        LedgerError: If *target* holds something, or if what arrived is not what was sent.
    """
    _claim(target)
    with source.database.reading() as session:
        tails = queries.tail(session), queries.output_tail(session)
        counts = {table: int(session.value(_COUNTS[table])) for table in schema.CHAINS}
        for table in schema.CHAINS:
            _copy_rows(table, session.stream(_ROWS_OF[table]), target, counts[table], progress)
        large = [digest for (digest,) in session.all(_LARGE)]
    _copy_files(large, source.blobs, target.blobs)
    _verify(target, tails)
    progress("state", 0, 1)
    target.rebuild()
    progress("state", 1, 1)
    with target.database.writing() as session:
        finished(session)
    (number, _, head), (output, _, _) = tails
    return Copied(number, output, counts[schema.blobs], head.hex())


def _claim(target: DatabaseLedger) -> None:
    """Begin, or begin again where a copy was interrupted."""
    with target.database.writing() as session:
        if queries.setting(session, UNFINISHED) is None and any(session.value(c) for c in _COUNTS.values()):
            raise LedgerError(
                f"{target.place}: there is a ledger already; copy into an empty database, or move that one away first"
            )
        for statement in _DELETIONS.values():
            session.run(statement)
        clear(session)
        session.many(_SETTING, [(UNFINISHED, b"1")])


def _copy_rows(table: Table, rows: Iterator[Row], target: DatabaseLedger, count: int, progress: Progress) -> None:
    done = 0
    progress(table.name, done, count)
    while some := [_as_bytes(row) for row in islice(rows, _ROWS)]:
        with target.database.writing() as session:
            session.write([(_INSERTS[table], some)])
        done += len(some)
        progress(table.name, done, count)


def _as_bytes(row: Sequence[object]) -> Row:
    return tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)


def _copy_files(digests: Sequence[str], source: Blobs, target: Blobs) -> None:
    for digest in digests:
        data = source.read(digest)
        if data is None:
            raise LedgerError(f"received bytes {digest[:12]}… are gone from the source; `dateline check` tells more")
        target.keep([target.prepare(data)])


def _verify(target: DatabaseLedger, tails: tuple[tuple[int, int, bytes], tuple[int, int, bytes]]) -> None:
    with target.database.reading() as session:
        if (queries.tail(session), queries.output_tail(session)) != tails:
            raise LedgerError(f"{target.place}: the copy does not end as its source does; copy again")
        for flaw in _flaws(session, target.blobs):
            raise LedgerError(f"{target.place}: {flaw.where}: {flaw.what}; check the source, then copy again")


def _flaws(session: Session, blobs: Blobs) -> Iterator[Flaw]:
    yield from check.entries(session)
    yield from check.outputs(session)
    yield from check.received(session, blobs)
