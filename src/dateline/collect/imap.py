"""Mailboxes that sources write to, over IMAP: each message a delivery, marked or moved once it is recorded."""

import imaplib
import re
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import quote

from msgspec.structs import replace

from dateline.collect.clock import Clock
from dateline.collect.imap_idle import idle
from dateline.collect.imap_server import LIMITS, Call, Limits, connected, logged_in, ours
from dateline.collect.imap_server import Mailbox as Mailbox
from dateline.collect.imap_words import folders, pieces, quoted, words
from dateline.collect.state import PollState, answered, failed
from dateline.news.errors import CollectError
from dateline.news.wire import Delivery

#: How many messages are remembered by their digests, beyond what the server's own numbers tell.
REMEMBERED: Final = 500
#: One poll brings no more than this, so that one full mailbox does not keep the others waiting.
MOST: Final = 200
#: Seconds after which a server that hangs up has only grown tired of our waiting.
_SOON: Final = 10.0
#: How far back a mailbox is looked through whose numbers have changed, before the last poll that went well.
_BACK: Final = timedelta(days=3)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


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


def address(box: Mailbox) -> str:
    """The mailbox as it is shown and kept: ``imap://user@host:port/folder``, without the password."""
    return f"imap://{quote(box.user, safe='')}@{box.host}:{box.port}/{quote(box.folder)}"


def due(
    boxes: Iterable[tuple[str, Mailbox]], states: dict[tuple[str, str], MailState], now: datetime
) -> tuple[tuple[str, Mailbox], ...]:
    """The mailboxes, each with its source's code, to poll at the moment *now*; *states* by code and `address`."""
    known = ((source, box, states.get((source, address(box)))) for source, box in boxes)
    return tuple(
        (source, box) for source, box, state in known if not state or not state.next_due or state.next_due <= now
    )


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
    stay: Callable[[], bool] = lambda: False,
) -> MailState:
    """
    Bring what is new in a mailbox; and, for as long as there is time, what comes into it meanwhile.

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
        stay: True while we may wait on the server for what comes next, if it can tell us (IDLE); asked twice a second.
            Whatever is wrong ends the wait, so that it is told.
    Returns:
        The state to store, whose ``last_problem`` tells what is wrong.
    """
    here = address(box)
    state = state if state and state.url == here else MailState(url=here)
    polled = _Poll(Call(source, box, clock, limits, home), state, record, keep)
    try:
        polled.run(stay)
    except CollectError as e:
        return cast(MailState, failed(polled.state, clock.now(), e.what, every=box.every, retry_after=None))
    return replace(polled.answered(), next_due=clock.now()) if polled.hung_up else polled.answered()


class _Poll:
    """One connection, from its greeting to its end."""

    def __init__(
        self, call: Call, state: MailState, record: Callable[[Delivery], object], keep: Callable[[MailState], object]
    ) -> None:
        self.call, self.state, self.record, self.keep = call, state, record, keep
        #: What is wrong with the folder, and with single messages.
        self.told: list[str] = []
        #: What the server can do for us, once it knows us.
        self.can: frozenset[str] = frozenset()
        #: False where the server lets us only look.
        self.writable = True
        #: True if the server ended a long wait, as servers do: we come again at once.
        self.hung_up = False

    def run(self, stay: Callable[[], bool]) -> None:
        """
        Bring what is new, and what comes while we may *stay*.

        Raises:
            CollectError: If the server cannot be reached, refuses us, or breaks off.
        """
        server = connected(self.call)
        try:
            with ours(self.call):
                logged_in(server, self.call)
                _, told = server.capability()
                self.can = frozenset(words(told).upper().split())
                self._selected(server)
                more = self._bring(server)
                while "IDLE" in self.can and not self.told and stay() and (more or self._waited(server, stay)):
                    more = self._bring(server)
                    self.keep(self.answered())
        finally:
            # A server that is gone needs no farewell.
            with suppress(imaplib.IMAP4.error, OSError):
                server.logout()
            with suppress(OSError):
                server.shutdown()

    def answered(self) -> MailState:
        """The state after all went well, but for what is told."""
        after = cast(MailState, answered(self.state, self.call.clock.now(), every=self.call.box.every))
        return replace(after, last_problem="; ".join(self.told))

    def _bring(self, server: imaplib.IMAP4) -> bool:
        """Bring what is new; True if there may be more: what comes while we are at it, no wait would tell us of."""
        if self.writable:
            self._finished(server, self.state.open)
        server.response("EXISTS")
        new = self._new(server)
        for uid in new:
            self._message(server, uid)
        _, grown = server.response("EXISTS")
        return bool(new) or grown != [None]

    def _waited(self, server: imaplib.IMAP4, stay: Callable[[], bool]) -> bool:
        """True once there may be something new; False if there is no waiting on this server, or no more."""
        begun = time.monotonic()
        try:
            return idle(server, seconds=self.call.box.every, silence=self.call.limits.silence, stay=stay)
        except (imaplib.IMAP4.abort, OSError):
            # One that hangs up as soon as we wait is asked again when its time has come.
            self.hung_up = time.monotonic() - begun > _SOON
            return False

    def _selected(self, server: imaplib.IMAP4) -> None:
        """Open the folder; where the server's numbers mean other messages now, what was noted by them is forgotten."""
        box = self.call.box
        try:
            answer, _ = server.select(quoted(box.folder))
        except imaplib.IMAP4.readonly:
            self.writable = False
            answer, _ = server.select(quoted(box.folder), readonly=True)
            self.told.append(f"folder {box.folder!r} can only be looked at: what is recorded is not marked or moved")
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
        """Record a message, unless it is known by its bytes, and remember that before the server hears of it."""
        data = self._fetched(server, uid)
        if data is not None:
            digest = sha256(data).hexdigest()[:16]
            if digest not in self.state.known:
                name = f"{self.state.url};UIDVALIDITY={self.state.validity}/;UID={uid}"
                self.record(Delivery(self.call.source, "imap", name, data, self.call.clock.now()))
            known = (*(one for one in self.state.known if one != digest), digest)[-REMEMBERED:]
            waiting = (*self.state.open, uid)[-MOST:] if self.writable else ()
            self.state = replace(self.state, known=known, open=waiting)
        self.state = replace(self.state, uid=uid)
        self.keep(self.state)
        if data is not None and self.writable:
            self._finished(server, (uid,))

    def _fetched(self, server: imaplib.IMAP4, uid: int) -> bytes | None:
        """A message's bytes, which do not mark it as seen; None if it is gone, or too large, which is told."""
        size = _SIZE.search(b" ".join(pieces(self._asked(server, uid, "(RFC822.SIZE)"))))
        if size is None:
            return None
        if int(size[1]) > self.call.limits.size:
            largest = self.call.limits.size // 1024 // 1024
            self.told.append(f"message {uid} is larger than {largest} MB, and left where it is")
            return None
        found = self._asked(server, uid, "(BODY.PEEK[])")
        return next((one[1] for one in found if isinstance(one, tuple) and len(one) > 1), None)

    def _asked(self, server: imaplib.IMAP4, uid: int, parts: str) -> list[Any]:
        answer, told = server.uid("FETCH", str(uid), parts)
        if answer != "OK":
            raise self.call.failed(f"message {uid} cannot be fetched ({words(pieces(told))})")
        return told

    def _finished(self, server: imaplib.IMAP4, uids: tuple[int, ...]) -> None:
        """Mark or move messages that were recorded; what cannot be is told, and tried again at the next poll."""
        folder = self.call.box.move_to
        for uid in uids:
            wrong = _moved(server, uid, folder, self.can) if folder else _flagged(server, uid, "\\Seen")
            if wrong:
                what = f"cannot be moved to {folder!r}" if folder else "cannot be marked"
                self.told.append(f"message {uid} is recorded, but {what} ({wrong})")
            else:
                self.state = replace(self.state, open=tuple(one for one in self.state.open if one != uid))


def _flagged(server: imaplib.IMAP4, uid: int, flags: str) -> str:
    """Set *flags* on a message; returns what went wrong."""
    answer, told = server.uid("STORE", str(uid), "+FLAGS.SILENT", f"({flags})")
    return "" if answer == "OK" else words(told)


def _moved(server: imaplib.IMAP4, uid: int, folder: str, can: frozenset[str]) -> str:
    """Move a message into a *folder*, which is made where it is not there; returns what went wrong."""
    order = ("MOVE" if "MOVE" in can else "COPY", str(uid), quoted(folder))
    answer, told = server.uid(*order)
    if answer != "OK" and b"TRYCREATE" in b" ".join(pieces(told)):
        server.create(quoted(folder))
        answer, told = server.uid(*order)
    if answer != "OK":
        return words(told)
    wrong = "" if "MOVE" in can else _flagged(server, uid, "\\Deleted \\Seen")
    if not wrong and "MOVE" not in can and "UIDPLUS" in can:
        # A bare EXPUNGE would also delete what others marked.
        answer, told = server.uid("EXPUNGE", str(uid))
        wrong = "" if answer == "OK" else words(told)
    return wrong
