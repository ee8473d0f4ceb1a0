"""The ledger in a database, SQLite or PostgreSQL."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import bindparam, select
from zstandard import ZstdError

from dateline.ledger import check, queries, schema
from dateline.ledger.blobs import Blobs, unpack
from dateline.ledger.contract import Blob, Clock, Delivered, Flaw, Recorded
from dateline.ledger.migrations import make_ready
from dateline.ledger.replay import rebuild
from dateline.ledger.servers import postgres
from dateline.ledger.session import Among, Session, Statement, Upsert
from dateline.ledger.snapshot import Snapshot
from dateline.ledger.sqlite import Sqlite
from dateline.ledger.turn import DatabaseTurn
from dateline.ledger.view import View
from dateline.news.errors import LedgerError
from dateline.news.facts import Entry
from dateline.news.story import Article, Story
from dateline.news.wire import Version

T = TypeVar("T")

_blobs, _polls = schema.blobs.c, schema.polls.c
_BYTES = Statement(select(_blobs.stored).where(_blobs.digest == bindparam("digest")))
_HELD = Among((_blobs.digest,), _blobs.digest)
_POLLS = Statement(select(_polls.source, _polls.url, _polls.value))
_POLL = Upsert(schema.polls)


class DatabaseLedger(View):
    """
    One newsroom's ledger; see `contract.Ledger`.

    Args:
        folder: The newsroom's ``data/``; it is made if need be. Large blobs lie in it, whatever the database.
        clock: Where moments come from.
        url: Of a PostgreSQL database; without it the ledger is ``ledger.db`` in the folder.
        unfinished: True for who copies into it; to everybody else a ledger that is half a copy is refused.
    Raises:
        LedgerError: If the folder cannot be written, or its ledger is no ledger or a newer program's.
    """

    def __init__(self, folder: Path, clock: Clock, url: str | None = None, *, unfinished: bool = False) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise LedgerError(f"{folder}: {e.strerror}; choose a folder that can be written") from e
        super().__init__(Sqlite(folder / "ledger.db") if url is None else postgres(url))
        self._clock, self.blobs = clock, Blobs(folder / "blobs")
        try:
            make_ready(self.database, unfinished=unfinished)
            if not unfinished:
                self._finish_erasures()
                self._clear_up()
        except LedgerError:
            self.database.close()
            raise

    def close(self) -> None:
        """Let go of the database's files and connections."""
        self.blobs.close()
        super().close()

    def prepare(self, data: bytes) -> Blob:
        """Make received bytes ready for `Turn.append`, before the turn."""
        return self.blobs.prepare(data)

    @contextmanager
    def turn(self) -> Iterator[DatabaseTurn]:
        """Wait for the writer's turn; commit at its end, or undo everything on an exception."""
        turn: DatabaseTurn | None = None
        try:
            with self.database.writing() as session:
                turn = DatabaseTurn(session, self._clock.now())
                yield turn
                turn.flush()
                self.blobs.keep(turn.arriving)
                if turn.erased:
                    self.blobs.leaving(turn.leaving)
        except BaseException:
            if turn is not None and turn.arriving:
                self.blobs.doubt()
            raise
        if turn.erased:
            self._finish_erasures()

    def _finish_erasures(self) -> None:
        """What was erased, here or by somebody who died before all of its bytes were gone, leaves now."""
        for note, digests in self.blobs.left():
            if digests:
                with self.database.writing() as session:
                    # An erasure that was not durable has erased nothing, and the same bytes may have come again.
                    for digest in set(digests) - _held(session, digests):
                        self.blobs.remove(digest)
            self.database.let_go()
            note.unlink(missing_ok=True)

    def _clear_up(self) -> None:
        """Files that somebody left who died before they were the ledger's go."""
        if marks := self.blobs.forsaken():
            with self.database.writing() as session:
                self.blobs.clear_up(marks, lambda digests: _held(session, digests))

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The state as of one entry, for as long as the block lasts, whatever is appended meanwhile."""
        with self.database.reading() as session:
            yield Snapshot(session)

    def _walk(self, found: Callable[[Session], Iterator[T]]) -> Iterator[T]:
        with self.database.reading() as session:
            yield from found(session)

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought."""
        with self.database.glancing() as session:
            return queries.version(session, entry)

    def clued(self, *clues: int) -> tuple[str, ...]:
        """Ids of the stories that any of the clues has been noted for, each once, sorted."""
        with self.database.reading() as session:
            return tuple(sorted(set().union(*queries.clued(session, clues).values())))

    def stories(self) -> Iterator[Story]:
        """All stories, the latest entry first."""
        return self._walk(queries.stories)

    def articles(self) -> Iterator[Article]:
        """All articles, the latest entry first."""
        return self._walk(queries.articles)

    def wait(self, timeout: float) -> bool:
        """
        Wait until something is committed, by anybody.

        Args:
            timeout: Seconds, at most.
        Returns:
            False if nothing was since this thread last waited; True also where it waits for the first time.
        """
        return self.database.wait(timeout)

    def entries(self, after: int = 0, part: str | None = None) -> Iterator[Entry]:
        """Entries in order; only those about *part*, if given."""
        return self._walk(lambda s: queries.entries(s, after, part))

    def deliveries(self) -> Iterator[Delivered]:
        """What came in, in order, and what became of it."""
        return self._walk(queries.deliveries)

    def received_before(self, source: str, moment: datetime) -> list[int]:
        """Entries in which a source's bytes came, up to a moment, and are still there; the oldest first."""
        with self.database.reading() as session:
            return queries.received_before(session, source, moment)

    def last_by(self, moment: datetime) -> int:
        """The number of the last entry that was recorded up to a moment; 0 if none was."""
        with self.database.reading() as session:
            return queries.last_by(session, moment)

    def arrivals(self, source: str, since: datetime, most: int = 5000) -> list[datetime]:
        """When a source's deliveries came, after a moment; the *most* latest of those still there, in order."""
        with self.database.reading() as session:
            return queries.arrivals(session, source, since, most)

    def first_received(self, source: str) -> datetime | None:
        """When the oldest bytes of a source that are still there came; None if there are none."""
        with self.database.reading() as session:
            return queries.first_received(session, source)

    def bytes_of(self, digest: str) -> bytes | None:
        """
        Received bytes; None once erased.

        Raises:
            LedgerError: If they were changed behind the ledger's back.
        """
        with self.database.glancing() as session:
            row = session.one(_BYTES, digest)
        if row is None:
            return None
        try:
            return unpack(row[0]) if row[0] is not None else self.blobs.read(digest)
        except ZstdError as e:
            raise LedgerError(f"received bytes {digest[:12]}… cannot be unpacked: {e}") from e

    def held(self, digests: Iterable[str]) -> frozenset[str]:
        """Those of the digests whose bytes are there."""
        with self.database.reading() as session:
            return frozenset(_held(session, digests))

    def outputs(self, *, site: str | None = None, path: str | None = None, after: int = 0) -> Iterator[Recorded]:
        """The chain of outputs, in order."""
        return self._walk(lambda s: queries.outputs(s, site, path, after))

    def output_tail(self) -> int:
        """The number of the last output."""
        with self.database.glancing() as session:
            return queries.output_tail(session)[0]

    def poll_states(self) -> dict[tuple[str, str], bytes]:
        """What collectors noted of each source's addresses."""
        with self.database.glancing() as session:
            return {(source, url): bytes(value) for source, url, value in session.all(_POLLS)}

    def note_poll(self, source: str, url: str, value: bytes) -> None:
        """Note what a collector wants to remember of an address; it is no entry, and changes in place."""
        with self.database.writing() as session:
            session.many(_POLL, [(source, url, value)])

    def rebuild(self) -> None:
        """Take the state down and let it follow from the entries anew."""
        with self.database.writing() as session:
            rebuild(session)

    def compact(self) -> None:
        """Write the database's files anew, so that nothing of what was erased is in them; others may have to wait."""
        self.database.compact()

    def check_chains(self) -> Iterator[Flaw]:
        """Walk both chains alone."""
        yield from self._walk(check.entries)
        yield from self._walk(check.outputs)

    def check(self) -> Iterator[Flaw]:
        """Walk the file, both chains, all bytes, and the state, which must be what follows from the entries."""
        return check.everything(self.database, self.blobs)


def _held(session: Session, digests: Iterable[str]) -> set[str]:
    """Those of the digests whose bytes the ledger holds."""
    return {digest for (digest,) in session.among(_HELD, digests)}
