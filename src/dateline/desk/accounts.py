"""Accounts: the people of the desk, their passwords, sessions and tokens."""

import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final, cast

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Engine, Row, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from dateline.desk import tables
from dateline.desk.people import ROLES, Act, Person, Role, refusal
from dateline.news.errors import NotAllowed

#: How long a browser stays logged in that nobody uses, and at most.
IDLE, AT_MOST = timedelta(hours=12), timedelta(days=7)
#: Wrong passwords, and how long nobody is let in after so many.
TRIES, SHUT = 8, timedelta(minutes=10)
#: Letters of a password, at least.
SHORTEST: Final = 10
#: Seconds after which it is noted again that a session or a token is in use.
_NOTED: Final = 60
#: Characters of a digest by which a session or a token is told from others.
_ID: Final = 12
#: Letters of a person's id, at most.
LONGEST: Final = 40


class Session(Struct, frozen=True):
    """Somebody at the desk, by a browser or by a token."""

    person: Person
    #: What a browser must send along with all that changes something; empty for a token.
    csrf: str = ""
    #: What a token may do; None: all that its person may.
    scopes: tuple[Act, ...] | None = None


class Opened(Struct, frozen=True):
    """A session that has just begun: its secret is told this once."""

    secret: str
    session: Session


class Open(Struct, frozen=True, omit_defaults=True):
    """A session that goes on, as its person is told of it."""

    #: The beginning of its digest, by which it is ended.
    id: str
    #: When it was last in use; to the minute.
    seen: datetime
    until: datetime
    #: Whether who asks is in it.
    here: bool = False


class Token(Struct, frozen=True):
    """A token for a program, as it is listed; its secret is told once, when it is made."""

    #: The beginning of its digest, by which it is revoked.
    id: str
    name: str
    scopes: tuple[Act, ...]
    made: datetime
    used: datetime | None = None
    until: datetime | None = None


class Accounts:
    """
    The people of one newsroom's desk.

    Args:
        engine: Of `tables.open_tables`.
        now: The world's clock; sessions end by it, whatever clock the newsroom has.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine, self._now = engine, now
        self._hasher = PasswordHasher()
        # Against this a name that nobody has is tried, so that an answer takes as long as for one that somebody has.
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    @property
    def engine(self) -> Engine:
        """Of the desk's tables: whatever else belongs to people lies there too."""
        return self._engine

    # People

    def people(self) -> tuple[Person, ...]:
        """All people, by their ids."""
        with self._engine.connect() as db:
            return tuple(_person(row) for row in db.execute(select(tables.people).order_by(tables.people.c.id)))

    def person(self, id: str) -> Person | None:
        """The person of that *id*; None if there is none."""
        row = self._row(id)
        return _person(row) if row is not None else None

    def _row(self, id: str) -> Row[Any] | None:
        if not _is_id(id):
            return None
        with self._engine.connect() as db:
            return db.execute(select(tables.people).where(tables.people.c.id == id)).first()

    def add(self, person: Person, password: str = "") -> None:
        """
        Let somebody work here.

        Args:
            person: Who.
            password: Empty: they cannot log in by one yet.
        Raises:
            NotAllowed: If the id or the password will not do, or somebody has the id.
        """
        if not _is_id(person.id):
            what = f"small letters, digits and hyphens, {LONGEST} at most, such as ada"
            raise NotAllowed("people", f"{person.id!r} is no id: write {what}")
        if person.id in ("dateline", "rule"):
            raise NotAllowed("people", f"{person.id} is what the program calls itself; choose another id")
        values = _columns(person) | {"password": self._hashed(password) if password else ""}
        try:
            with self._engine.begin() as db:
                db.execute(insert(tables.people).values(values))
        except IntegrityError:
            raise NotAllowed("people", f"somebody has the id {person.id} already; ids are for good") from None

    def change(self, person: Person, password: str = "") -> None:
        """
        Change what somebody is called and may do; who may do less, or gets another password, logs in anew.

        Args:
            person: As they are from now on.
            password: The new one; empty: as it was.
        Raises:
            NotAllowed: If there is nobody of that id, the password will not do, or no owner would be left.
        """
        before = self.person(person.id)
        if before is None:
            raise NotAllowed("people", f"nobody has the id {person.id}")
        others = any(p.role == "owner" and p.active and p.id != person.id for p in self.people())
        if not others and before.role == "owner" and (person.role != "owner" or not person.active):
            raise NotAllowed("people", f"{before.name} is the only owner; make somebody else an owner first")
        values = _columns(person) | ({"password": self._hashed(password)} if password else {})
        with self._engine.begin() as db:
            db.execute(update(tables.people).where(tables.people.c.id == person.id).values(values))
            if password or not person.active or _less(person, before):
                db.execute(delete(tables.sessions).where(tables.sessions.c.person == person.id))

    def _hashed(self, password: str) -> str:
        if len(password) < SHORTEST:
            raise NotAllowed("people", f"a password has {SHORTEST} letters or more; a few words that fit together do")
        return self._hasher.hash(password)

    def renew(self, person: Person, old: str, new: str, secret: str) -> None:
        """
        Give oneself another password; all other sessions end.

        Args:
            person: Who asks.
            old: The one they have; whoever has none yet needs none.
            new: The one they want.
            secret: Of the session they are in, which goes on.
        Raises:
            NotAllowed: If the old one is not theirs, there were too many wrong ones, or the new one will not do.
        """
        self._bear(f"person:{_digest(person.id)}")
        table = tables.people
        with self._engine.connect() as db:
            kept = db.execute(select(table.c.password).where(table.c.id == person.id)).scalar_one()
        if kept and not self._fits(kept, old):
            self._missed(f"person:{_digest(person.id)}")
            raise NotAllowed("people", "the old password is wrong; the owner can set a new one")
        hashed, others = self._hashed(new), tables.sessions.c.digest != _digest(secret)
        self._forget(f"person:{_digest(person.id)}")
        with self._engine.begin() as db:
            db.execute(update(table).where(table.c.id == person.id).values(password=hashed))
            db.execute(delete(tables.sessions).where((tables.sessions.c.person == person.id) & others))

    def _fits(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (Argon2Error, InvalidHashError):
            return False

    # Sessions

    def log_in(self, id: str, password: str, address: str) -> Opened:
        """
        Let somebody in by their password.

        Args:
            id: Who they say they are.
            password: As typed.
            address: The network address they ask from.
        Raises:
            NotAllowed: If it is not theirs, or there were too many wrong ones.
        """
        tried, named = f"address:{address}", f"person:{_digest(id)}"
        self._bear(tried, named)
        row = self._row(id)
        known = row is not None and row.active and row.password
        right = self._fits(row.password if row is not None and known else self._nobody, password)
        if row is None or not known or not right:
            self._missed(tried, named)
            raise NotAllowed("log in", "the name or the password is wrong; the owner can set a new password")
        self._forget(named)
        if self._hasher.check_needs_rehash(row.password):
            with self._engine.begin() as db:
                new = self._hasher.hash(password)
                db.execute(update(tables.people).where(tables.people.c.id == id).values(password=new))
        return self.open(_person(row))

    def open(self, person: Person) -> Opened:
        """Begin a session of somebody who has been let in."""
        secret, csrf, now = secrets.token_urlsafe(32), secrets.token_urlsafe(24), self._now()
        row = {
            "digest": _digest(secret),
            "person": person.id,
            "csrf": csrf,
            "seen": _seconds(now),
            "until": _seconds(now + AT_MOST),
        }
        with self._engine.begin() as db:
            db.execute(delete(tables.sessions).where(tables.sessions.c.until < _seconds(now)))
            db.execute(insert(tables.sessions).values(row))
        return Opened(secret, Session(person, csrf))

    def session(self, secret: str) -> Session | None:
        """Whose session that is; None where it has ended, or never was."""
        now, table = _seconds(self._now()), tables.sessions
        digest = _digest(secret)
        with self._engine.connect() as db:
            row = db.execute(select(table).where(table.c.digest == digest)).first()
        if row is None or now >= row.until or now - row.seen >= IDLE.total_seconds():
            return None
        person = self.person(row.person)
        if person is None or not person.active:
            return None
        if now - row.seen >= _NOTED:
            with self._engine.begin() as db:
                db.execute(update(table).where(table.c.digest == digest).values(seen=now))
        return Session(person, row.csrf)

    def log_out(self, secret: str) -> None:
        """End a session."""
        with self._engine.begin() as db:
            db.execute(delete(tables.sessions).where(tables.sessions.c.digest == _digest(secret)))

    def sessions(self, person: Person, secret: str) -> tuple[Open, ...]:
        """Somebody's sessions that go on, the last used first; *secret* is that of the one they ask in."""
        table, now = tables.sessions, _seconds(self._now())
        alive = (table.c.until > now) & (table.c.seen > now - IDLE.total_seconds())
        with self._engine.connect() as db:
            rows = db.execute(select(table).where((table.c.person == person.id) & alive).order_by(table.c.seen.desc()))
            here = _digest(secret)
            return tuple(Open(r.digest[:_ID], _moment(r.seen), _moment(r.until), r.digest == here) for r in rows)

    def end(self, person: Person, id: str) -> bool:
        """End one of somebody's sessions; whether there was one."""
        return self._gone(tables.sessions, person, id)

    def _gone(self, table: Table, person: Person, id: str) -> bool:
        if len(id) != _ID:
            return False
        known = (table.c.person == person.id) & table.c.digest.startswith(id, autoescape=True)
        with self._engine.begin() as db:
            return db.execute(delete(table).where(known)).rowcount > 0

    # Tokens

    def give(self, person: Person, name: str, scopes: tuple[Act, ...], until: datetime | None = None) -> str:
        """
        Make a token, by which a program does what it is for in somebody's name.

        Args:
            person: Whose.
            name: What it is for.
            scopes: What it may do, of what its person may.
            until: When it ends; None: when it is taken back.
        Returns:
            Its secret, which is told this once.
        Raises:
            NotAllowed: If it has no name, may do nothing, or more than its person, or its end is past.
        """
        if not name.strip() or not scopes:
            raise NotAllowed("token", "say what the token is for, and what it may do")
        if why := next(filter(None, (refusal(person, scope) for scope in scopes)), ""):
            raise NotAllowed("token", f"{why}; a token may do nothing that its person may not")
        if until is not None and until <= self._now():
            raise NotAllowed(
                "token", f"{until:%Y-%m-%d %H:%M} UTC is past; name a moment that is still to come, or none"
            )
        secret = f"dateline_{secrets.token_urlsafe(32)}"
        row = {
            "digest": _digest(secret),
            "person": person.id,
            "name": name.replace("\0", "").strip(),
            "scopes": list(scopes),
            "made": _seconds(self._now()),
            "until": _seconds(until) if until else None,
        }
        with self._engine.begin() as db:
            db.execute(insert(tables.tokens).values(row))
        return secret

    def tokens(self, person: Person) -> tuple[Token, ...]:
        """Somebody's tokens, the newest first."""
        table = tables.tokens
        with self._engine.connect() as db:
            rows = db.execute(select(table).where(table.c.person == person.id).order_by(table.c.made.desc()))
            return tuple(_token(row) for row in rows)

    def revoke(self, person: Person, id: str) -> bool:
        """Take a token back; whether there was one."""
        return self._gone(tables.tokens, person, id)

    def bearer(self, secret: str) -> Session | None:
        """Whose token that is, and what it may do; None where it has ended, or never was."""
        now, table = _seconds(self._now()), tables.tokens
        digest = _digest(secret)
        with self._engine.connect() as db:
            row = db.execute(select(table).where(table.c.digest == digest)).first()
        if row is None or (row.until is not None and now >= row.until):
            return None
        person = self.person(row.person)
        if person is None or not person.active:
            return None
        if row.used is None or now - row.used >= _NOTED:
            with self._engine.begin() as db:
                db.execute(update(table).where(table.c.digest == digest).values(used=now))
        return Session(person, scopes=tuple(row.scopes))

    # Wrong passwords

    def _bear(self, *keys: str) -> None:
        now, table = _seconds(self._now()), tables.tries
        with self._engine.connect() as db:
            rows = db.execute(select(table).where(table.c.key.in_(keys))).all()
        ends = [row.since + SHUT.total_seconds() for row in rows if row.times >= TRIES]
        if any(now < end for end in ends):
            minutes = max(1, round((max(ends) - now) / 60))
            raise NotAllowed("log in", f"too many wrong passwords; try again in {minutes} min, or ask the owner")

    def _missed(self, *keys: str) -> None:
        now, table = _seconds(self._now()), tables.tries
        with self._engine.begin() as db:
            for key in keys:
                row = db.execute(select(table).where(table.c.key == key)).first()
                if row is None:
                    with suppress(IntegrityError), db.begin_nested():
                        db.execute(insert(table).values(key=key, times=1, since=now))
                    continue
                over = now - row.since >= SHUT.total_seconds()
                times = 1 if over else row.times + 1
                db.execute(update(table).where(table.c.key == key).values(times=times, since=now))

    def _forget(self, key: str) -> None:
        with self._engine.begin() as db:
            db.execute(delete(tables.tries).where(tables.tries.c.key == key))


def _is_id(id: str) -> bool:
    """Whether somebody can have it; what databases make of other letters is not asked."""
    return len(id) <= LONGEST and re.fullmatch(r"[a-z0-9-]*[a-z0-9][a-z0-9-]*", id) is not None


def _less(after: Person, before: Person) -> bool:
    """Whether somebody may do less than before."""
    fewer = bool(after.sites) and (not before.sites or not set(before.sites) <= set(after.sites))
    return fewer or ROLES.index(after.role) < ROLES.index(before.role)


def _columns(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name.replace("\0", "").strip() or person.id,
        "role": person.role,
        "sites": list(person.sites),
        "active": person.active,
    }


def _person(row: Row[Any]) -> Person:
    role = cast(Role, row.role)
    return Person(id=row.id, name=row.name, role=role, sites=tuple(row.sites), active=row.active)


def _token(row: Row[Any]) -> Token:
    made = Token(row.digest[:_ID], row.name, tuple(row.scopes), _moment(row.made))
    return replace(
        made,
        used=_moment(row.used) if row.used is not None else None,
        until=_moment(row.until) if row.until is not None else None,
    )


def id_of(secret: str) -> str:
    """By which a session or a token is told from others: it opens nothing."""
    return _digest(secret)[:_ID]


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
