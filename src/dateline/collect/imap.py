"""Mailboxes that sources write to: polled over IMAP, each message a delivery, marked or moved once it is recorded."""

import imaplib
import os
import re
import ssl
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol, cast
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from dateline.collect.clock import Clock
from dateline.collect.imap_words import folders, pieces, quoted, said, words
from dateline.collect.state import PollState, answered, failed
from dateline.news.errors import CollectError
from dateline.news.wire import Delivery

#: How many messages are remembered by their digests, beyond what the server's own numbers tell.
REMEMBERED: Final = 500
#: One poll brings no more than this, so that one full mailbox does not keep the others waiting.
MOST: Final = 200
#: How far back a mailbox is looked through whose numbers have changed, before the last poll that went well.
_BACK: Final = timedelta(days=3)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class Mailbox(Protocol):
    """Where a source's mail arrives."""

    @property
    def host(self) -> str:
        """The server's name."""

    @property
    def port(self) -> int:
        """Its port; 993 for TLS, 143 otherwise."""

    @property
    def security(self) -> str:
        """``tls`` from the first byte on, ``starttls``, or ``none`` for a server on this machine."""

    @property
    def user(self) -> str:
        """The account's name."""

    @property
    def password_env(self) -> str:
        """The environment variable that holds the password; empty: it is in a file."""

    @property
    def password_file(self) -> str:
        """The file whose first line is the password, relative to the newsroom folder."""

    @property
    def folder(self) -> str:
        """The folder that is polled."""

    @property
    def move_to(self) -> str:
        """The folder that recorded messages are moved to; empty: they stay, and are marked as seen."""

    @property
    def ca_file(self) -> str:
        """Certificates to trust in place of the system's, relative to the newsroom folder; empty: the system's."""

    @property
    def every(self) -> int:
        """Seconds between polls when all is well."""


class Limits(Struct, frozen=True):
    """How much and how long we listen to a server."""

    #: Seconds of silence, also until a connection stands.
    silence: float = 30.0
    #: Bytes of one message.
    size: int = 64 * 1024 * 1024


LIMITS: Final = Limits()


class MailState(PollState, frozen=True, omit_defaults=True, kw_only=True):
    """What is remembered of a mailbox."""

    #: The server's word that its numbers still mean the same messages; 0 before the first poll.
    validity: int = 0
    #: The number of the last message that was recorded.
    uid: int = 0
    #: Digests of the last messages that were recorded, the newest last.
    known: tuple[str, ...] = ()
    #: Numbers of messages that were recorded, and could not be marked or moved yet.
    open: tuple[int, ...] = ()


class _Call(Struct, frozen=True):
    """What is needed throughout one poll."""

    source: str
    box: Mailbox
    clock: Clock
    limits: Limits
    #: The newsroom folder.
    home: Path

    def failed(self, what: str) -> CollectError:
        return CollectError(self.source, what)


def address(box: Mailbox) -> str:
    """The mailbox as it is shown and kept: ``imap://user@host:port/folder``, without the password."""
    return f"imap://{quote(box.user, safe='')}@{box.host}:{box.port}/{quote(box.folder)}"


def due(
    boxes: Iterable[tuple[str, Mailbox]], states: dict[tuple[str, str], MailState], now: datetime
) -> tuple[tuple[str, Mailbox], ...]:
    """The mailboxes, each with its source's code, to poll at the moment *now*; *states* by code and `address`."""
    found = []
    for source, box in boxes:
        state = states.get((source, address(box)))
        if state is None or state.next_due is None or state.next_due <= now:
            found.append((source, box))
    return tuple(found)


def collect(
    source: str,
    box: Mailbox,
    state: MailState | None,
    *,
    clock: Clock,
    record: Callable[[Delivery], object],
    keep: Callable[[MailState], object],
    home: Path,
    limits: Limits = LIMITS,
) -> MailState:
    """
    Poll a mailbox once.

    Args:
        source: The code of the source whose mail arrives there.
        box: Where it is.
        state: What the last poll returned or kept; None for the first. That of another address counts as none.
        clock: Stamps deliveries.
        record: Puts a delivery into the ledger. What it raises ends the poll and is not caught; what was recorded
            before stays so, and the message comes again.
        keep: Stores the state after each message that was recorded, before the server hears of it: a connection that
            breaks then brings no message twice.
        home: The newsroom folder.
        limits: How much and how long we listen.
    Returns:
        The state to store, whose ``last_problem`` tells what is wrong.
    """
    here = address(box)
    state = state if state and state.url == here else MailState(url=here)
    call = _Call(source, box, clock, limits, home)
    polled = _Poll(call, state, record, keep)
    try:
        polled.run()
    except CollectError as e:
        return cast(MailState, failed(polled.state, clock.now(), e.what, every=box.every, retry_after=None))
    after = cast(MailState, answered(polled.state, clock.now(), every=box.every))
    return replace(after, last_problem="; ".join(polled.told))


class _Poll:
    """One connection, from its greeting to its end."""

    def __init__(
        self, call: _Call, state: MailState, record: Callable[[Delivery], object], keep: Callable[[MailState], object]
    ) -> None:
        self.call, self.state, self.record, self.keep = call, state, record, keep
        #: What is wrong with single messages.
        self.told: list[str] = []
        #: What the server can do for us, once it knows us.
        self.can: frozenset[str] = frozenset()

    def run(self) -> None:
        """
        Bring what is new.

        Raises:
            CollectError: If the server cannot be reached, refuses us, or breaks off.
        """
        server = _connected(self.call)
        try:
            with _ours(self.call):
                _logged_in(server, self.call)
                _, told = server.capability()
                self.can = frozenset(words(told).upper().split())
                self._selected(server)
                self._finished(server, self.state.open)
                for uid in self._new(server):
                    self._message(server, uid)
        finally:
            # A server that is gone needs no farewell.
            with suppress(imaplib.IMAP4.error, OSError):
                server.logout()
            with suppress(OSError):
                server.shutdown()

    def _selected(self, server: imaplib.IMAP4) -> None:
        """Open the folder; where the server's numbers mean other messages now, what was noted by them is forgotten."""
        box = self.call.box
        answer, _ = server.select(quoted(box.folder))
        if answer != "OK":
            there = ", ".join(folders(server)) or "none that it tells"
            raise self.call.failed(f"there is no folder {box.folder!r}; its folders are: {there}")
        _, told = server.response("UIDVALIDITY")
        number = told[0] if told and isinstance(told[0], bytes) else b""
        validity = int(number) if number.isdigit() else 1
        if validity != self.state.validity:
            self.state = replace(self.state, validity=validity, uid=0, open=())

    def _new(self, server: imaplib.IMAP4) -> list[int]:
        """The numbers of messages that were not recorded yet, as far as numbers tell; the oldest first."""
        if self.state.uid:
            asked = f"UID {self.state.uid + 1}:*"
        elif self.call.box.move_to:
            asked = "UNDELETED"
        elif self.state.last_ok is None:
            asked = "UNSEEN"
        else:
            since = self.state.last_ok - _BACK
            asked = f"OR UNSEEN SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        answer, found = server.uid("SEARCH", asked)
        if answer != "OK":
            raise self.call.failed(f"it cannot be searched ({words(found)})")
        told = b" ".join(one for one in found if isinstance(one, bytes)).split()
        numbers = sorted(int(one) for one in told if one.isdigit())
        # "8:*" also names the last message where all are older.
        return [number for number in numbers if number > self.state.uid][:MOST]

    def _message(self, server: imaplib.IMAP4, uid: int) -> None:
        data = self._fetched(server, uid)
        if data is None:
            self.state = replace(self.state, uid=uid)
            self.keep(self.state)
            return
        digest = sha256(data).hexdigest()[:16]
        if digest not in self.state.known:
            name = f"{self.state.url};UIDVALIDITY={self.state.validity}/;UID={uid}"
            self.record(Delivery(self.call.source, "imap", name, data, self.call.clock.now()))
        known = (*(one for one in self.state.known if one != digest), digest)[-REMEMBERED:]
        self.state = replace(self.state, uid=uid, known=known, open=(*self.state.open, uid))
        self.keep(self.state)
        self._finished(server, (uid,))

    def _fetched(self, server: imaplib.IMAP4, uid: int) -> bytes | None:
        """A message's bytes, which do not mark it as seen; None if it is gone, or too large, which is told."""
        answer, sizes = server.uid("FETCH", str(uid), "(RFC822.SIZE)")
        if answer != "OK":
            raise self.call.failed(f"message {uid} cannot be fetched ({words(pieces(sizes))})")
        told = _SIZE.search(b" ".join(pieces(sizes)))
        if told is None:
            return None
        if int(told[1]) > self.call.limits.size:
            largest = self.call.limits.size // 1024 // 1024
            self.told.append(f"message {uid} is larger than {largest} MB, and left where it is")
            return None
        answer, found = server.uid("FETCH", str(uid), "(BODY.PEEK[])")
        if answer != "OK":
            raise self.call.failed(f"message {uid} cannot be fetched ({words(pieces(found))})")
        whole = next((one[1] for one in found if isinstance(one, tuple) and len(one) > 1), None)
        return whole if isinstance(whole, bytes) else None

    def _finished(self, server: imaplib.IMAP4, uids: tuple[int, ...]) -> None:
        """Mark or move messages that were recorded; what cannot be is told, and tried again at the next poll."""
        for uid in uids:
            box = self.call.box
            wrong = _moved(server, uid, box.move_to, self.can) if box.move_to else _seen(server, uid)
            if wrong:
                what = f"cannot be moved to {box.move_to!r}" if box.move_to else "cannot be marked"
                self.told.append(f"message {uid} is recorded, but {what} ({wrong})")
                continue
            self.state = replace(self.state, open=tuple(one for one in self.state.open if one != uid))


class _ours:  # noqa: N801 - reads as a word of the statement it stands in
    """Makes every error of the library and of the network one of ours."""

    def __init__(self, call: _Call) -> None:
        self.call = call

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, imaplib.IMAP4.error | OSError):
            raise self.call.failed(said(error, self.call.limits.silence)) from error


def _connected(call: _Call) -> imaplib.IMAP4:
    box = call.box
    with _ours(call):
        if box.security == "tls":
            return imaplib.IMAP4_SSL(box.host, box.port, ssl_context=_context(call), timeout=call.limits.silence)
        server = imaplib.IMAP4(box.host, box.port, timeout=call.limits.silence)
        try:
            if box.security == "starttls":
                server.starttls(_context(call))
        except (imaplib.IMAP4.error, OSError, CollectError):
            server.shutdown()
            raise
        return server


def _context(call: _Call) -> ssl.SSLContext:
    if not call.box.ca_file:
        return ssl.create_default_context()
    path = call.home / call.box.ca_file
    try:
        return ssl.create_default_context(cafile=path)
    except OSError as e:
        raise call.failed(f"ca_file {call.box.ca_file!r} cannot be read as certificates ({e})") from e


def _logged_in(server: imaplib.IMAP4, call: _Call) -> None:
    user, password = call.box.user, _password(call)
    try:
        if "AUTH=PLAIN" in server.capabilities:
            # LOGIN has no way to say a letter beyond ASCII.
            server.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
        elif "LOGINDISABLED" in server.capabilities:
            raise call.failed('it takes no password without TLS; write security = "tls" or "starttls"')
        else:
            server.login(quoted(user), password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as e:
        raise call.failed(f"it refuses the user {user!r} or the password ({words(e.args)}); check both") from e
    except UnicodeEncodeError as e:
        raise call.failed("its server takes no password with letters beyond ASCII; choose another") from e


def _password(call: _Call) -> str:
    """
    The password, from where the settings say it is; it is kept nowhere else.

    Raises:
        CollectError: If it is not there.
    """
    box = call.box
    if box.password_env:
        password = os.environ.get(box.password_env, "")
        if not password:
            raise call.failed(f"the environment variable {box.password_env} is not set; it holds the password")
        return password
    if not box.password_file:
        raise call.failed("no password is told; write password_env or password_file")
    try:
        first = (call.home / box.password_file).read_text("utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as e:
        raise call.failed(f"password_file {box.password_file!r} cannot be read ({e})") from e
    if not first:
        raise call.failed(f"password_file {box.password_file!r} is empty; its first line is the password")
    return first


def _seen(server: imaplib.IMAP4, uid: int) -> str:
    """Mark a message; returns what went wrong."""
    answer, told = server.uid("STORE", str(uid), "+FLAGS.SILENT", "(\\Seen)")
    return "" if answer == "OK" else words(told)


def _moved(server: imaplib.IMAP4, uid: int, folder: str, can: frozenset[str]) -> str:
    """Move a message into a *folder*, which is made where it is not there; returns what went wrong."""
    moves = "MOVE" in can
    answer, told = server.uid("MOVE" if moves else "COPY", str(uid), quoted(folder))
    if answer != "OK" and b"TRYCREATE" in b" ".join(pieces(told)):
        server.create(quoted(folder))
        answer, told = server.uid("MOVE" if moves else "COPY", str(uid), quoted(folder))
    if answer != "OK":
        return words(told)
    if moves:
        return ""
    answer, told = server.uid("STORE", str(uid), "+FLAGS.SILENT", "(\\Deleted \\Seen)")
    if answer == "OK" and "UIDPLUS" in can:
        # A bare EXPUNGE would also delete what others marked.
        answer, told = server.uid("EXPUNGE", str(uid))
    return "" if answer == "OK" else words(told)
