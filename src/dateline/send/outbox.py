"""
What a sender remembers: what its recipient has, and what is still to be sent; one SQLite file a recipient.

It is no derived thing: were it rebuilt from the ledger, all would be sent again.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

from dateline.send.values import PICTURES, Answer, Rest, Said, State

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS paths (
    path TEXT PRIMARY KEY, said BLOB NOT NULL,
    -- The mark of what the recipient has, NULL where nobody knows; and whose words that may hold.
    stands TEXT, kept TEXT NOT NULL,
    -- In which turn it is to be sent, NULL where it is done; not before that moment.
    turn INTEGER, number INTEGER NOT NULL, tries INTEGER NOT NULL, next INTEGER NOT NULL, problem TEXT NOT NULL,
    -- What was done last: when, in the chain of outputs, and in the order in which things were done here.
    done INTEGER, done_number INTEGER NOT NULL, place INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS paths_out ON paths (turn, number) WHERE turn IS NOT NULL;
CREATE INDEX IF NOT EXISTS paths_done ON paths (place);
-- Which pictures a page shows, since which of its outputs; rows of older ones go once that is done.
CREATE TABLE IF NOT EXISTS shown (
    path TEXT, picture TEXT, number INTEGER NOT NULL, PRIMARY KEY (path, picture)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shown_by ON shown (picture);
CREATE TABLE IF NOT EXISTS heard (chain TEXT PRIMARY KEY, number INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS rest (one INTEGER PRIMARY KEY, tries INTEGER, until INTEGER, problem TEXT);
CREATE TABLE IF NOT EXISTS form (one INTEGER PRIMARY KEY, form TEXT NOT NULL);
"""
#: What is taken away goes first, then what stands there with words taken out of it, then pictures, then what is new.
_GONE, _TAKEN_OUT, _PICTURE, _NEW = range(4)
#: Seconds between tries: twice as many each time, up to so many; and as long as a recipient's own word is kept.
FIRST, LONGEST, LONGEST_TOLD = 1.0, 60.0, 3600.0
#: The same for a page that is not made yet.
SOON, NOT_SOON = 0.02, 60.0

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_pack = msgspec.msgpack.Encoder().encode
_said: msgspec.msgpack.Decoder[Said] = msgspec.msgpack.Decoder(Said)
_parts: msgspec.json.Decoder[tuple[str, ...]] = msgspec.json.Decoder(tuple[str, ...])


class Outbox:
    """
    One recipient's outbox; a connection belongs to one thread.

    Args:
        file: The SQLite file; made if need be.
    """

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(file, isolation_level=None, timeout=30)
        try:
            self._db.execute("PRAGMA journal_mode=WAL")
            # What is remembered as sent was sent; what may have been sent is remembered before it is.
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(_TABLES)
        except sqlite3.Error:
            self._db.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    # What is to be sent

    def heard(self, chain: str) -> int | None:
        """The last link of that chain that was heard; None before the first time."""
        row = self._db.execute("SELECT number FROM heard WHERE chain = ?", (chain,)).fetchone()
        return row[0] if row else None

    def hear(
        self, chain: str, links: Iterable[tuple[int, Said | None]], *, upto: int, again: bool, first: bool
    ) -> None:
        """
        Note what is to be sent now: of each path the last word only.

        Args:
            chain: Its name.
            links: Those that came since; None for one that is nothing to this recipient.
            upto: The number to go on from, where the links end before it.
            again: True where a thing that the recipient has is sent all the same: what it tells of has changed.
            first: True where nobody knows what the recipient has of what was never sent.
        """
        with self._writing():
            for number, said in links:
                if said is not None:
                    self._note(said, again=again, first=first)
                upto = max(upto, number)
            self._db.execute("INSERT OR REPLACE INTO heard VALUES (?, ?)", (chain, upto))
            if first and not again:
                self._db.execute("INSERT OR IGNORE INTO shown VALUES ('', '', 0)")

    def _note(self, said: Said, *, again: bool, first: bool) -> None:
        row = self._db.execute("SELECT number, stands, kept FROM paths WHERE path = ?", (said.path,)).fetchone()
        number, stands, kept = row or (0, None if first else "", "[]")
        if number > said.number:
            return
        if again:
            stands = None
        turn = None if stands == said.mark else _turn(said, stands, _parts.decode(kept))
        self._db.execute(
            "INSERT INTO paths VALUES (?, ?, ?, ?, ?, ?, 0, 0, '', NULL, 0, 0) ON CONFLICT (path) DO UPDATE SET "
            "said = excluded.said, stands = excluded.stands, turn = excluded.turn, number = excluded.number, "
            "tries = 0, next = 0, problem = ''",
            (said.path, _pack(said), stands, kept, turn, said.number),
        )
        if turn is None:
            # It has come back to what the recipient has, before it was sent.
            shown = "number = (SELECT done_number FROM paths WHERE path = ?) AND path = ?"
            self._db.execute(f"UPDATE shown SET number = ? WHERE {shown}", (said.number, said.path, said.path))
            self._done(said, True, said.recorded)

    def look(self, pages: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Note which pictures the pages show that were there before anything was heard; nothing is sent for it."""
        with self._writing():
            rows = ((path, picture) for path, pictures in pages for picture in pictures)
            self._db.executemany("INSERT OR IGNORE INTO shown VALUES (?, ?, 0)", rows)

    def show(self, pages: Iterable[tuple[Said, Iterable[str]]], *, send: bool) -> bool:
        """
        Note which pictures pages show that are about to be sent.

        Args:
            pages: Each with the addresses of its pictures.
            send: Whether the recipient is to have the pictures, too.
        Returns:
            Whether some are to be sent now that were not before.
        """
        new = False
        with self._writing():
            for said, pictures in pages:
                for path in sorted(pictures):
                    row = (said.path, path, said.number)
                    known = "SELECT 1 FROM shown WHERE (path, picture, number) = (?, ?, ?)"
                    if self._db.execute(known, row).fetchone() is None:
                        self._db.execute("INSERT OR REPLACE INTO shown VALUES (?, ?, ?)", row)
                        new |= send and self._want(said.picture(path, shown=True))
        return new

    def _want(self, picture: Said) -> bool:
        """The recipient is to have a picture; whether that is to be sent."""
        known = self.state(picture.path)
        if known is None or not known.said.stands:
            self._note(_after(known, picture), again=False, first=False)
            return True
        # It may have waited for a page with which it may go.
        self._db.execute("UPDATE paths SET next = 0 WHERE path = ?", (picture.path,))
        return known.out

    def strange(self) -> bool:
        """Whether the recipient may have pictures of which nothing is remembered."""
        return self._db.execute("SELECT 1 FROM shown WHERE path = ''").fetchone() is not None

    def clear(self, has: Iterable[str], moment: datetime) -> None:
        """Of the pictures that it *has*, those that no page shows are taken away."""
        with self._writing():
            self._db.execute("DELETE FROM shown WHERE path = ''")
            self._db.executemany("INSERT OR IGNORE INTO shown VALUES ('', ?, 0)", ((path,) for path in has))
            self._unshown(Said(number=1, entry=0, recorded=moment, path="", status=404, digest="", parts=()))

    def _unshown(self, said: Said) -> None:
        """The pictures that a page shows no more, and no other does, are taken away."""
        older = "FROM shown WHERE path = ? AND number < ?"
        left = self._db.execute(f"SELECT picture {older}", (said.path, said.number)).fetchall()
        self._db.execute(f"DELETE {older}", (said.path, said.number))
        for (picture,) in left:
            if self._db.execute("SELECT 1 FROM shown WHERE picture = ?", (picture,)).fetchone() is None:
                gone = _after(self.state(picture), said.picture(picture, shown=False))
                self._note(gone, again=True, first=False)

    def showing(self, picture: str) -> tuple[Said, ...]:
        """The pages that show a picture, and have nothing newer to be sent in their place."""
        pages = "shown JOIN paths ON paths.path = shown.path AND paths.number = shown.number"
        found = self._db.execute(f"SELECT said FROM {pages} WHERE picture = ?", (picture,))
        return tuple(_said.decode(said) for (said,) in found)

    def pictures(self, first: int, last: int) -> tuple[Said, ...]:
        """The pictures that came, or went, with the outputs from one number to another."""
        states = self._states(f"path GLOB '{PICTURES}*' AND number BETWEEN ? AND ? ORDER BY path", first, last)
        return tuple(state.said for state in states)

    def due(self, moment: datetime, most: int) -> tuple[State, ...]:
        """What is to be sent at that *moment*, all of one turn; the first turn first, and the oldest first."""
        ready = "turn IS NOT NULL AND next <= ?"
        (turn,) = self._db.execute(f"SELECT min(turn) FROM paths WHERE {ready}", (_micros(moment),)).fetchone()
        if turn is None:
            return ()
        return self._states(f"{ready} AND turn = ? ORDER BY number LIMIT ?", _micros(moment), turn, most)

    def begin(self, states: Iterable[State]) -> None:
        """Note that these are being sent: whatever happens now, nobody knows what the recipient has of them."""
        with self._writing():
            for state in states:
                path = state.said.path
                (kept,) = self._db.execute("SELECT kept FROM paths WHERE path = ?", (path,)).fetchone()
                both = sorted({*_parts.decode(kept), *state.said.parts})
                row = (msgspec.json.encode(both).decode(), path)
                self._db.execute("UPDATE paths SET stands = NULL, kept = ? WHERE path = ?", row)

    def save(self, sent: Iterable[tuple[State, Answer | None]], moment: datetime) -> None:
        """
        Note what came of it.

        Args:
            sent: What was begun, with its answer; None: there was none, and it is sent again.
            moment: When the answers came; UTC.
        """
        with self._writing():
            for state, answer in sent:
                if answer is not None and answer.problem:
                    self._failed(state.said, answer.problem, moment, FIRST, LONGEST)
                elif answer is not None:
                    self._done(state.said, answer.changed, moment)

    def _done(self, said: Said, changed: bool, moment: datetime) -> None:
        parts = msgspec.json.encode(said.parts if said.stands else ()).decode()
        self._db.execute(
            "UPDATE paths SET stands = ?, kept = ?, turn = NULL, tries = 0, problem = '', done = ?, "
            "place = iif(? OR done_number < ?, ?, place), done_number = ? WHERE path = ?",
            (said.mark, parts, _micros(moment), changed, said.number, self.tail() + 1, said.number, said.path),
        )
        self._unshown(said)

    def wait(self, waiting: Iterable[tuple[State, str]], moment: datetime) -> None:
        """Note what cannot be sent yet, and why."""
        with self._writing():
            for state, problem in waiting:
                self._failed(state.said, problem, moment, SOON, NOT_SOON)

    def _failed(self, said: Said, problem: str, moment: datetime, first: float, longest: float) -> None:
        (tries,) = self._db.execute("SELECT tries FROM paths WHERE path = ?", (said.path,)).fetchone()
        after = moment + timedelta(seconds=_pause(tries, first, longest))
        row = (tries + 1, _micros(after), problem, said.path)
        self._db.execute("UPDATE paths SET tries = ?, next = ?, problem = ? WHERE path = ?", row)

    def knows(self, form: str) -> bool:
        """Whether it is remembered what the recipient has, in this *form*."""
        row = self._db.execute("SELECT form FROM form").fetchone()
        return row is not None and row[0] == form

    def doubt(self, form: str = "") -> None:
        """Forget what the recipient has, unless it has it in this *form*; all is sent anew."""
        if self.knows(form):
            return
        with self._writing():
            new = f"iif(path GLOB '{PICTURES}*', {_PICTURE}, {_NEW})"
            turn = f"iif(stands IN ('404', '410'), {_GONE}, {new})"
            self._db.execute(f"UPDATE paths SET turn = coalesce(turn, {turn}), stands = NULL, next = 0")
            if form:
                self._db.execute("INSERT OR REPLACE INTO form VALUES (1, ?)", (form,))

    # How the recipient is

    def rest(self) -> Rest | None:
        """For how long the recipient is left alone, and why; None if it is not."""
        row = self._db.execute("SELECT tries, until, problem FROM rest").fetchone()
        return Rest(row[0], _moment(row[1]), row[2]) if row else None

    def leave(self, problem: str, moment: datetime, retry_after: float | None) -> None:
        """Leave the recipient alone for a while: as long as it asks, or longer each time."""
        before = self.rest()
        tries = before.tries if before else 0
        wait = _pause(tries, FIRST, LONGEST) if retry_after is None else min(retry_after, LONGEST_TOLD)
        row = (tries + 1, _micros(moment + timedelta(seconds=wait)), problem)
        self._db.execute("INSERT OR REPLACE INTO rest VALUES (1, ?, ?, ?)", row)

    def well(self) -> None:
        """The recipient answers."""
        self._db.execute("DELETE FROM rest")

    # What there is to tell

    def state(self, path: str) -> State | None:
        """How a path stands; None if it was never to be sent."""
        return next(iter(self._states("path = ?", path)), None)

    def out(self) -> int:
        """How many things are still to be sent."""
        (count,) = self._db.execute("SELECT count(*) FROM paths WHERE turn IS NOT NULL").fetchone()
        return int(count)

    def oldest(self) -> State | None:
        """What has been out for longest of what goes first; None if nothing is out."""
        return next(iter(self._states("turn IS NOT NULL ORDER BY turn, number LIMIT 1")), None)

    def hurry(self) -> None:
        """Somebody asks now: nothing waits any more for a failure to be forgotten."""
        self._db.execute("DELETE FROM rest")
        self._db.execute("UPDATE paths SET next = 0")

    def next_due(self) -> datetime | None:
        """When the next thing may be sent; None: there is nothing to send."""
        (first,) = self._db.execute("SELECT min(next) FROM paths WHERE turn IS NOT NULL").fetchone()
        if first is None:
            return None
        rest = self.rest()
        return max(_moment(first), rest.until) if rest else _moment(first)

    def tail(self) -> int:
        """The place of what was done last; 0 if nothing was."""
        (last,) = self._db.execute("SELECT max(place) FROM paths").fetchone()
        return last or 0

    def done_after(self, place: int) -> Iterator[tuple[int, Said]]:
        """What was done after that place, in order, each with its own."""
        rows = self._db.execute("SELECT place, said FROM paths WHERE place > ? ORDER BY place", (place,)).fetchall()
        return ((number, _said.decode(said)) for number, said in rows)

    def _states(self, condition: str, *values: object) -> tuple[State, ...]:
        query = f"SELECT said, stands, turn IS NOT NULL, done, problem FROM paths WHERE {condition}"
        return tuple(
            State(_said.decode(said), stands, bool(out), _moment(done) if done is not None else None, problem)
            for said, stands, out, done, problem in self._db.execute(query, values)
        )


def _turn(said: Said, stands: str | None, kept: tuple[str, ...]) -> int:
    """In which turn a thing is sent."""
    if not said.stands:
        return _GONE
    if said.is_picture:
        return _PICTURE
    return _TAKEN_OUT if stands != "" and set(kept) - set(said.parts) else _NEW


def _after(known: State | None, said: Said) -> Said:
    """A picture's word in place of its last, which may have come with a later output of another page."""
    return replace(said, number=max(said.number, known.said.number)) if known else said


def _pause(tries: int, first: float, longest: float) -> float:
    """Seconds until it is tried again, after so many failures before."""
    return float(min(first * 2.0 ** min(tries, 32), longest))


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _moment(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)
