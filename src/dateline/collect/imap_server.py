"""The way into a mailbox: a server, reached, made sure of and logged into; and the library's errors in our words."""

import imaplib
import os
import ssl
from pathlib import Path
from typing import Final, Protocol

from msgspec import Struct

from dateline.collect.clock import Clock
from dateline.collect.imap_words import quoted, said, words
from dateline.news.errors import CollectError


class Mailbox(Protocol):
    """Where a source's mail arrives."""

    #: The server's name, and its port: 993 for TLS, 143 otherwise.
    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    #: ``tls`` from the first byte on, ``starttls``, or ``none`` for a server on this machine.
    @property
    def security(self) -> str: ...
    #: The account's name.
    @property
    def user(self) -> str: ...
    #: The environment variable that holds the password; empty: it is in a file.
    @property
    def password_env(self) -> str: ...
    #: The file whose first line is the password, relative to the newsroom folder.
    @property
    def password_file(self) -> str: ...
    #: True where the password is an OAuth 2.0 access token, which is read anew for each connection.
    @property
    def oauth(self) -> bool: ...
    #: The folder that is polled.
    @property
    def folder(self) -> str: ...
    #: The folder that recorded messages are moved to; empty: they stay, and are marked as seen.
    @property
    def move_to(self) -> str: ...
    #: Certificates to trust in place of the system's, relative to the newsroom folder; empty: the system's.
    @property
    def ca_file(self) -> str: ...
    #: Seconds between polls when all is well.
    @property
    def every(self) -> int: ...


class Limits(Struct, frozen=True):
    """How much and how long we listen to a server."""

    #: Seconds of silence, also until a connection stands.
    silence: float = 30.0
    #: Bytes of one message.
    size: int = 64 * 1024 * 1024


LIMITS: Final = Limits()


class Call(Struct, frozen=True):
    """What is needed throughout one poll."""

    source: str
    box: Mailbox
    clock: Clock
    limits: Limits
    #: The newsroom folder.
    home: Path

    def failed(self, what: str) -> CollectError:
        return CollectError(self.source, what)


class ours:  # noqa: N801 - reads as a word of the statement it stands in
    """Makes every error of the library and of the network one of ours."""

    def __init__(self, call: Call) -> None:
        self.call = call

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, imaplib.IMAP4.error | OSError):
            raise self.call.failed(said(error, self.call.limits.silence)) from error


def connected(call: Call) -> imaplib.IMAP4:
    box = call.box
    with ours(call):
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


def _context(call: Call) -> ssl.SSLContext:
    if not call.box.ca_file:
        return ssl.create_default_context()
    path = call.home / call.box.ca_file
    try:
        return ssl.create_default_context(cafile=path)
    except OSError as e:
        raise call.failed(f"ca_file {call.box.ca_file!r} cannot be read as certificates ({e})") from e


def logged_in(server: imaplib.IMAP4, call: Call) -> None:
    user, password = call.box.user, _password(call)
    try:
        if call.box.oauth:
            # What a server asks after a refusal is answered with nothing: it then says that it refuses.
            said = f"user={user}\1auth=Bearer {password}\1\1".encode()
            server.authenticate("XOAUTH2", lambda asked: b"" if asked else said)
        elif "AUTH=PLAIN" in server.capabilities:
            # LOGIN has no way to say a letter beyond ASCII.
            server.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
        elif "LOGINDISABLED" in server.capabilities:
            raise call.failed('it takes no password without TLS; write security = "tls" or "starttls"')
        else:
            server.login(quoted(user), password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as e:
        what = "access token, which may have run out" if call.box.oauth else "password"
        raise call.failed(f"it refuses the user {user!r} or the {what} ({words(e.args)}); check both") from e
    except UnicodeEncodeError as e:
        raise call.failed("its server takes no password with letters beyond ASCII; choose another") from e


def _password(call: Call) -> str:
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
