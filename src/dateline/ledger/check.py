"""Is the ledger what was written: both chains, what entries say, received bytes, and the state that follows."""

import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Table, func, select
from zstandard import ZstdError

from dateline.ledger import queries, schema, shapes
from dateline.ledger.blobs import Blobs, unpack
from dateline.ledger.chain import START, link, linked, seal
from dateline.ledger.contract import Flaw
from dateline.ledger.engine import Database
from dateline.ledger.replay import lay_out, replay
from dateline.ledger.session import Row, Session, Statement, constant
from dateline.ledger.sqlite import Sqlite
from dateline.news.errors import LedgerError
from dateline.news.facts import Erased

_e, _p, _o, _d, _b = schema.entries.c, schema.payloads.c, schema.outputs.c, schema.deliveries.c, schema.blobs.c
_HEADER = (_e.number, _e.kind, _e.shape, _e.recorded, _e.by, _e.size, _e.digest, _e.previous, _e.head)
_WALK = (
    select(*_HEADER, _p.salt, _p.body)
    .join_from(schema.entries, schema.payloads, _p.entry == _e.number, isouter=True)
    .order_by(_e.number)
)
_ENTRIES, _ERASED = Statement(_WALK), Statement(_WALK.where(_e.kind == constant("erase")))
_OUTPUTS = Statement(select(_o.number, _o.recorded, _o.body, _o.previous, _o.head).order_by(_o.number))
_BYTES = Statement(
    select(_d.entry, _d.digest, _b.digest, _b.stored)
    .join_from(schema.deliveries, schema.blobs, _b.digest == _d.digest, isouter=True)
    .order_by(_d.entry)
)

_REMEDY = "; `dateline check --rebuild` makes it anew"


def entries(session: Session) -> Iterator[Flaw]:
    """Walk the chain of entries, and what they say."""
    erased = _erased(session)
    before, expected = START, 1
    for row in session.stream(_ENTRIES):
        number, head, salt, body = row[0], row[8], row[9], row[10]
        if number != expected:
            yield Flaw(f"entry {number}", f"follows number {expected - 1}: entries are missing")
        if row[7] != before or linked(*row[:8]) != head:
            yield Flaw(f"entry {number}", "its header is not the one that was written")
        if body is None or salt is None:
            if number not in erased:
                yield Flaw(f"entry {number}", "what it says is gone without an erase entry")
        elif not _sealed(salt, body, row[6]):
            yield Flaw(f"entry {number}", "what it says is not what was written")
        before, expected = head, number + 1


def _erased(session: Session) -> set[int]:
    """Numbers of the entries that sound erase entries took out; an unsound one is told of by the walk that follows."""
    found: set[int] = set()
    for row in session.stream(_ERASED):
        if linked(*row[:8]) == row[8] and _sealed(row[9], row[10], row[6]):
            fact = shapes.read(row[1], row[2], row[10])
            found |= set(fact.entries) if isinstance(fact, Erased) else set()
    return found


def _sealed(salt: bytes | None, body: bytes | None, digest: bytes) -> bool:
    """Whether a payload is what was written; a foreign tool may have left text where there were bytes."""
    return isinstance(salt, bytes) and isinstance(body, bytes) and seal(salt, body) == digest


def outputs(session: Session) -> Iterator[Flaw]:
    """Walk the chain of outputs."""
    previous, expected = START, 1
    for number, recorded, body, before, head in session.stream(_OUTPUTS):
        whole = isinstance(body, bytes) and link(number, recorded, seal(b"", body).hex(), before.hex()) == head
        if number != expected or before != previous or not whole:
            yield Flaw(f"output {number}", "it is not the one that was written")
        previous, expected = head, number + 1


def received(session: Session, blobs: Blobs) -> Iterator[Flaw]:
    """Unpack all received bytes, and hold them against their digests."""
    for entry, digest, kept, stored in session.stream(_BYTES):
        try:
            data = None if kept is None else unpack(stored) if stored is not None else blobs.read(digest)
        except ZstdError as e:
            yield Flaw(f"entry {entry}", f"received bytes {digest[:12]}… cannot be unpacked: {e}")
            continue
        if data is None:
            yield Flaw(f"entry {entry}", "its bytes are gone without an erase entry")
        elif sha256(data).hexdigest() != digest:
            yield Flaw(f"entry {entry}", "its bytes are not those that were received")


#: The state's tables, and what one of their rows is called, before its key.
_STATE: tuple[tuple[Table, str, str], ...] = (
    (schema.stories, "stories", "story"),
    (schema.articles, "articles", "article"),
    (schema.placements, "placements", "a placement on"),
    (schema.bars, "bars", "the bar of"),
    (schema.clues, "clues", "the clue on shelf"),
    (schema.subjects, "subjects", "what is noted of entry"),
    (schema.deliveries, "deliveries", "the delivery of entry"),
)


def state(session: Session) -> Iterator[Flaw]:
    """Let the state follow from the entries once more, in a scratch file, and hold every row against it."""
    with tempfile.TemporaryDirectory(prefix="dateline-check-") as folder:
        scratch = Sqlite(Path(folder) / "ledger.db", lasting=False)
        try:
            with scratch.writing() as right:
                lay_out(right)
                replay(queries.entries(session, 0, None), right, session)
            with scratch.reading() as right:
                for table, named, one in _STATE:
                    yield from _held_against(table, named, one, session, right)
        finally:
            scratch.close()


def _held_against(table: Table, named: str, one: str, session: Session, right: Session) -> Iterator[Flaw]:
    count = Statement(select(func.count()).select_from(table))
    are, follow = session.value(count), right.value(count)
    # What an entry was about stays noted, also where what made it so has been erased since.
    if are < follow or (are != follow and table is not schema.subjects):
        what = f"there are {are}, and {follow} follow from the entries{_REMEDY}"
        yield Flaw(f"the state's {named}", what)
    in_order = Statement(select(*table.columns).order_by(*table.primary_key))
    length, kept = len(table.primary_key.columns), session.stream(in_order)
    found = next(kept, None)
    for rightly in right.stream(in_order):
        key = tuple(rightly[:length])
        while found is not None and tuple(found[:length]) < key:
            found = next(kept, None)
        if found is None or tuple(found[:length]) != key or not _same(table, tuple(found), tuple(rightly)):
            yield Flaw(f"{one} {key[0]}", f"its state is not what follows from the entries{_REMEDY}")


def _same(table: Table, kept: Row, right: Row) -> bool:
    if kept == right:
        return True
    if table not in (schema.stories, schema.articles) or kept[:-1] != right[:-1]:
        return False
    # An earlier program may have written the same value in other bytes.
    try:
        return queries.value_of(table, kept[-1]) == queries.value_of(table, right[-1])
    except LedgerError:
        return False


def everything(database: Database, blobs: Blobs) -> Iterator[Flaw]:
    """All of it, as one state of everything shows it."""
    yield from database.check()
    with database.reading() as session:
        unsound = False
        for flaw in entries(session):
            unsound = True
            yield flaw
        yield from outputs(session)
        yield from received(session, blobs)
        # While entries are unsound there is nothing to hold the state against.
        if not unsound:
            yield from state(session)
