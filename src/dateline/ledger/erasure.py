"""Bytes leave: the rows of erased entries, and of received bytes that nothing else stands for."""

from collections.abc import Sequence

from sqlalchemy import Table, bindparam, delete

from dateline.ledger import schema
from dateline.ledger.session import Among, Session, Statement

_d, _b = schema.deliveries.c, schema.blobs.c
_DIGESTS = Among((_d.digest,), _d.entry)
_ENTRIES = Among((_d.entry, _d.digest), _d.digest)
_LARGE = Among((_b.digest, _b.stored.is_(None)), _b.digest)


def _deletion(table: Table, column: str) -> Statement:
    return Statement(delete(table).where(table.c[column] == bindparam("value")))


_BY_ENTRY = tuple(_deletion(table, "entry") for table in (schema.payloads, schema.deliveries, schema.subjects))
_BLOB = _deletion(schema.blobs, "digest")


def take_out(session: Session, numbers: Sequence[int]) -> list[str]:
    """
    Delete what these entries say, and the bytes that they and no others received.

    Returns:
        Digests of the large blobs whose files go once this is durable.
    """
    erased = set(numbers)
    digests = {digest for (digest,) in session.among(_DIGESTS, numbers)}
    digests -= {digest for entry, digest in session.among(_ENTRIES, digests) if entry not in erased}
    large = [digest for digest, in_file in session.among(_LARGE, digests) if in_file]
    for statement in _BY_ENTRY:
        session.many(statement, [(number,) for number in numbers])
    session.many(_BLOB, [(digest,) for digest in sorted(digests)])
    return large
