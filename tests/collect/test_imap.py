"""Mailboxes, polled on a real server."""

import os
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import msgspec
import pytest
from tests.collect.dovecot import PASSWORD, Dovecot, server, token

from dateline.collect.imap import MailState, address, collect, due
from dateline.collect.imap_server import Limits
from dateline.collect.state import PollState
from dateline.news.errors import NotAllowed
from dateline.news.wire import Delivery


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """A mailbox's settings."""

    host: str = "localhost"
    port: int
    security: str = "tls"
    user: str = "desk"
    password_env: str = ""
    password_file: str = "secret"
    oauth: bool = False
    folder: str = "INBOX"
    move_to: str = ""
    ca_file: str = "cert.pem"
    every: int = 60


class Poller:
    """Polls a mailbox as the daemon does, and remembers what came."""

    def __init__(self, box: Box, clock: Any, home: Path) -> None:
        self.box, self.clock, self.home = box, clock, home
        self.state: MailState | None = None
        self.came: list[Delivery] = []
        #: Raised in place of recording, once.
        self.trouble: Exception | None = None
        self.record: Callable[[Delivery], object] = self._record

    def _record(self, delivery: Delivery) -> None:
        if self.trouble:
            trouble, self.trouble = self.trouble, None
            raise trouble
        self.came.append(delivery)

    def _keep(self, state: MailState) -> None:
        self.state = msgspec.json.decode(msgspec.json.encode(state), type=MailState)

    def poll(self, **how: Any) -> MailState:
        """Poll once; the state is stored and read back, as between two runs."""
        self._keep(
            collect(
                "pr",
                self.box,
                self.state,
                clock=self.clock,
                record=self.record,
                keep=self._keep,
                home=self.home,
                **how,
            )
        )
        assert self.state
        return self.state

    @property
    def names(self) -> list[bytes]:
        """The subjects of what came, in order."""
        return [one.data.partition(b"Subject: ")[2].partition(b"\r\n")[0] for one in self.came]


def message(number: int, size: int = 0) -> bytes:
    """A message with this subject, and as many bytes more."""
    head = f"From: press@example.org\r\nSubject: {number}\r\nMessage-ID: <{number}@example.org>\r\n\r\n"
    return (head + "Tin found.\r\n" + ("x" * 70 + "\r\n") * (size // 72)).encode()


@pytest.fixture(scope="module")
def post() -> Iterator[Dovecot]:
    # Sockets have short names.
    folder = Path(tempfile.mkdtemp(prefix="dl-imap-"))
    folder.chmod(0o755)
    try:
        running = server(folder)
        (folder / "secret").write_text(f"{PASSWORD}\n", "utf-8")
        yield running
        running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def poller(post: Dovecot, clock: Any) -> Callable[..., Poller]:
    """Makes a poller of the server's mailbox."""
    post.clear()
    return lambda **told: Poller(Box(**{"port": post.tls, **told}), clock, post.folder)


def test_each_message_is_a_delivery_once(post: Dovecot, poller: Callable[..., Poller], clock: Any) -> None:
    """
    The bytes go into the ledger as they came, in the order in which they came.
    """
    desk = poller()
    post.deliver("1.a.b", message(1))
    post.deliver("2.a.b", message(2))
    state = desk.poll()
    assert desk.names == [b"1", b"2"]
    assert desk.came[0] == Delivery(
        "pr",
        "imap",
        f"imap://desk@localhost:{post.tls}/INBOX;UIDVALIDITY={state.validity}/;UID=1",
        message(1),
        clock.now(),
    )
    assert (state.failures, state.last_problem, state.last_ok, state.uid, state.open) == (0, "", clock.now(), 2, ())
    assert state.next_due == clock.now() + timedelta(seconds=60)
    assert desk.poll().uid == 2
    post.deliver("3.a.b", message(3))
    desk.poll()
    assert desk.names == [b"1", b"2", b"3"]


def test_what_is_recorded_is_marked_as_seen(post: Dovecot, poller: Callable[..., Poller]) -> None:
    """
    Who opens the mailbox in a mail program sees what Dateline has.
    """
    desk = poller()
    post.deliver("1.a.b", message(1))
    desk.poll()
    assert [path.name.partition(":2,")[2] for path in (post.mail / "cur").iterdir()] == ["S"]


def test_what_somebody_else_has_read_comes_all_the_same(post: Dovecot, poller: Callable[..., Poller]) -> None:
    """
    An editor who looks into the mailbox must not keep a release from the desk.
    """
    desk = poller()
    post.deliver("1.a.b", message(1))
    desk.poll()
    post.deliver("2.a.b", message(2))
    poller_of_another = Poller(desk.box, desk.clock, desk.home)
    poller_of_another.poll()
    assert poller_of_another.names == [b"2"]
    desk.poll()
    assert desk.names == [b"1", b"2"]


@pytest.mark.parametrize("name", ["Done", "Presse/Erledigt für immer", 'a "b" \\c'])
def test_what_is_recorded_is_moved_where_the_settings_say(
    post: Dovecot, poller: Callable[..., Poller], name: str
) -> None:
    """
    The folder is made where it is not there; its name may have any letter but the server's separator.
    """
    desk = poller(move_to=name.replace("/", "."))
    post.deliver("1.a.b", message(1))
    state = desk.poll()
    assert (desk.names, state.last_problem) == ([b"1"], "")
    assert not [path for part in ("new", "cur") for path in (post.mail / part).iterdir()]
    there = poller_for(desk, name.replace("/", "."))
    there.poll()
    assert there.names == [b"1"]


def poller_for(desk: Poller, folder: str) -> Poller:
    """A poller of another folder of the same mailbox."""
    return Poller(msgspec.structs.replace(desk.box, folder=folder, move_to=""), desk.clock, desk.home)


def test_numbers_that_changed_bring_nothing_twice_and_lose_nothing(
    post: Dovecot, poller: Callable[..., Poller], clock: Any
) -> None:
    """
    A mailbox that was moved to another server has the same messages under other numbers.
    """
    desk = poller()
    clock.moment = datetime.now(UTC)
    for number in (1, 2):
        post.deliver(f"{number}.a.b", message(number))
    before = desk.poll().validity
    post.deliver("3.a.b", message(3))
    for path in post.mail.glob("dovecot*"):
        path.unlink()
    (post.mail / "dovecot-uidlist").write_text("3 V777777 N20 Gabcdefabcdefabcdefabcdefabcdef00\n", "ascii")
    os.chown(post.mail / "dovecot-uidlist", post.mail.stat().st_uid, post.mail.stat().st_gid)
    state = desk.poll()
    assert (state.validity, state.last_problem) == (777777, "")
    assert before != 777777
    assert desk.names == [b"1", b"2", b"3"]
    assert state.uid >= 20


class Proxy:
    """Stands between, and breaks the line after so many bytes of the server's."""

    def __init__(self, port: int, after: int) -> None:
        self.port, self.after = port, after
        #: The lines that are open.
        self.lines: list[socket.socket] = []
        self.door = socket.create_server(("127.0.0.1", 0))
        self.thread = Thread(target=self._serve)
        self.thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.door.accept()
                with client, socket.create_connection(("127.0.0.1", self.port)) as server:
                    self.lines = [client, server]
                    up = Thread(target=self._pass, args=(client, server, 1 << 40))
                    up.start()
                    self._pass(server, client, self.after)
                    up.join(5)

    def _pass(self, source: socket.socket, target: socket.socket, most: int) -> None:
        with suppress(OSError):
            while most > 0 and (data := source.recv(min(4096, most))):
                target.sendall(data)
                most -= len(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut(self) -> None:
        """Break the line that is open."""
        for end in self.lines:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        self.thread.join(5)


@pytest.mark.parametrize("after", [20, 900, 1500, 3000, 40_000, 90_000])
def test_a_line_that_breaks_loses_nothing_and_brings_nothing_twice(
    post: Dovecot, poller: Callable[..., Poller], after: int
) -> None:
    """
    Wherever it breaks, in the greeting or in the midst of a message.
    """
    desk = poller(host="127.0.0.1", security="none", ca_file="")
    for number in (1, 2, 3):
        post.deliver(f"{number}.a.b", message(number, 30_000))
    proxy = Proxy(post.plain, after)
    desk.box = msgspec.structs.replace(desk.box, port=proxy.door.getsockname()[1])
    try:
        state = desk.poll()
    finally:
        proxy.close()
    assert (state.failures, state.last_ok) == (1, None)
    assert "broke off" in state.last_problem or "cannot be" in state.last_problem
    assert desk.names == [b"1", b"2", b"3"][: len(desk.names)] != [b"1", b"2", b"3"]
    broken = desk.state
    desk.box = msgspec.structs.replace(desk.box, port=post.plain)
    desk.state = msgspec.structs.replace(broken, url=address(desk.box)) if broken else None
    assert desk.poll().last_problem == ""
    assert desk.names == [b"1", b"2", b"3"]
    assert [one.data for one in desk.came] == [message(number, 30_000) for number in (1, 2, 3)]


def test_a_message_that_could_not_be_recorded_comes_again(post: Dovecot, poller: Callable[..., Poller]) -> None:
    """
    A ledger that is busy must not cost a release.
    """
    desk = poller()
    post.deliver("1.a.b", message(1))
    desk.trouble = NotAllowed("ingest", "the ledger is busy")
    with pytest.raises(NotAllowed):
        desk.poll()
    assert desk.came == []
    desk.poll()
    assert desk.names == [b"1"]


def test_mail_that_was_read_before_the_first_poll_stays_old(post: Dovecot, poller: Callable[..., Poller]) -> None:
    """
    A mailbox that was in use for years does not pour into the newsroom.
    """
    desk = poller()
    post.deliver("1.a.b", message(1))
    (post.mail / "new" / "1.a.b").rename(post.mail / "cur" / "1.a.b:2,S")
    post.deliver("2.a.b", message(2))
    desk.poll()
    assert desk.names == [b"2"]


def test_a_message_beyond_the_limit_is_told(post: Dovecot, poller: Callable[..., Poller]) -> None:
    """
    A film sent by mail must not fill the memory; it stays where it is.
    """
    desk = poller()
    post.deliver("1.a.b", message(1, 100_000))
    post.deliver("2.a.b", message(2))
    state = desk.poll(limits=Limits(size=50_000))
    assert desk.names == [b"2"]
    assert state.last_problem == "message 1 is larger than 0 MB, and left where it is"


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"user": "nobody"}, "it refuses the user 'nobody' or the password ([AUTHENTICATIONFAILED]"),
        ({"folder": "Press"}, "there is no folder 'Press'; its folders are: INBOX"),
        ({"ca_file": ""}, "its certificate is not in order: self-signed certificate"),
        ({"host": "127.0.0.1"}, "its certificate is not in order: IP address mismatch"),
        ({"host": "nowhere.invalid"}, "its host's name is not known"),
        ({"port": 1}, "its server refuses the connection; check host and port"),
        ({"password_file": "missing"}, "password_file 'missing' cannot be read"),
        ({"password_file": ""}, "no password is told; write password_env or password_file"),
        ({"password_env": "NO_SUCH_PASSWORD"}, "the environment variable NO_SUCH_PASSWORD is not set"),
        ({"ca_file": "missing.pem"}, "ca_file 'missing.pem' cannot be read as certificates"),
        ({"ca_file": "secret"}, "ca_file 'secret' cannot be read as certificates"),
    ],
)
def test_what_is_wrong_is_told_in_words(
    poller: Callable[..., Poller], clock: Any, told: dict[str, Any], problem: str
) -> None:
    """
    Who set the mailbox up must know what to mend; meanwhile it is asked ever more seldom.
    """
    desk = poller(**told)
    state = desk.poll()
    assert problem in state.last_problem
    assert PASSWORD not in state.last_problem
    assert state.failures == 1
    first = (state.next_due or clock.now()) - clock.now()
    assert desk.poll().failures == 2
    assert desk.state and desk.state.next_due
    assert desk.state.next_due - clock.now() > first > timedelta(seconds=60)


def test_tls_where_it_is_asked_for_is_never_left_out(post: Dovecot, poller: Callable[..., Poller]) -> None:
    """
    A server that speaks plain where TLS is wanted gets no password.
    """
    assert "no encrypted connection" in poller(port=post.plain).poll().last_problem


@pytest.mark.parametrize("told", [{"security": "starttls"}, {"security": "none", "host": "127.0.0.1", "ca_file": ""}])
def test_other_ways_in_are_open_too(post: Dovecot, poller: Callable[..., Poller], told: dict[str, Any]) -> None:
    """
    Some servers begin in the clear; one on the same machine may stay so.
    """
    desk = poller(port=post.plain, **told)
    post.deliver("1.a.b", message(1))
    assert desk.poll().last_problem == ""
    assert desk.names == [b"1"]


def test_a_password_in_the_environment_is_used(
    post: Dovecot, poller: Callable[..., Poller], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Where files are backed up, a password is better in none.
    """
    monkeypatch.setenv("DESK_MAIL", PASSWORD)
    post.deliver("1.a.b", message(1))
    desk = poller(password_env="DESK_MAIL", password_file="")
    desk.poll()
    assert desk.names == [b"1"]


class Waiting:
    """A poller that waits on the server in a thread, until it is let go."""

    def __init__(self, desk: Poller) -> None:
        self.desk, self.over, self.asked = desk, Event(), 0
        self.thread = Thread(target=self.desk.poll, kwargs={"stay": self._stay})
        self.thread.start()

    def _stay(self) -> bool:
        self.asked += 1
        return not self.over.is_set()

    def waits(self) -> bool:
        """Whether it comes to nothing but waiting within ten seconds: then it is asked to stay again and again."""
        enough, deadline = self.asked + 4, time.monotonic() + 10
        while self.asked < enough and time.monotonic() < deadline:
            time.sleep(0.02)
        return self.asked >= enough

    def has(self, count: int) -> bool:
        """Whether so many messages come within ten seconds."""
        deadline = time.monotonic() + 10
        while len(self.desk.came) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        return len(self.desk.came) == count

    def end(self) -> None:
        self.over.set()
        self.thread.join(10)
        assert not self.thread.is_alive()


def test_a_message_is_taken_when_it_comes(post: Dovecot, poller: Callable[..., Poller]) -> None:
    """
    A flash by mail does not wait for the next poll; here that would be a minute away.
    """
    waiting = Waiting(poller())
    try:
        for number in (1, 2, 3):
            post.deliver(f"{number}.a.b", message(number))
            assert waiting.has(number)
    finally:
        waiting.end()
    assert waiting.desk.names == [b"1", b"2", b"3"]
    state = waiting.desk.state
    assert state and (state.failures, state.last_problem, state.open, state.uid) == (0, "", (), 3)


def test_a_line_that_breaks_while_we_wait_loses_nothing(post: Dovecot, poller: Callable[..., Poller]) -> None:
    """
    Servers restart, and cut lines that are quiet for long: nothing is wrong, and what came meanwhile comes next.
    """
    proxy = Proxy(post.plain, 1 << 40)
    waiting = Waiting(poller(host="127.0.0.1", port=proxy.door.getsockname()[1], security="none", ca_file=""))
    try:
        post.deliver("1.a.b", message(1))
        assert waiting.has(1) and waiting.waits()
        proxy.cut()
        waiting.thread.join(10)
        state = waiting.desk.state
        assert state and (state.failures, state.last_problem) == (0, "")
        post.deliver("2.a.b", message(2))
        waiting.desk.poll()
    finally:
        waiting.end()
        proxy.close()
    assert waiting.desk.names == [b"1", b"2"]


def test_a_message_that_comes_while_another_is_recorded_waits_for_nothing(
    post: Dovecot, poller: Callable[..., Poller]
) -> None:
    """
    A server tells of it in its answer about the other message, and not again once we wait.
    """
    desk = poller(every=3600)
    post.deliver("1.a.b", message(1))
    coming = [2, 3]

    def recorded(delivery: Delivery) -> None:
        desk.came.append(delivery)
        if coming:
            post.deliver(f"{coming[0]}.a.b", message(coming.pop(0)))

    desk.record = recorded
    end = time.monotonic() + 20
    desk.poll(stay=lambda: len(desk.came) < 3 and time.monotonic() < end)
    assert desk.names == [b"1", b"2", b"3"]


def test_a_folder_that_may_only_be_looked_at_is_read_all_the_same(post: Dovecot, poller: Callable[..., Poller]) -> None:
    """
    A shared mailbox of somebody else's may not be marked; each message comes once by its number, and it is told.
    """
    desk = poller(folder="Shown")
    post.deliver("1.a.b", message(1), ".Shown")
    state = desk.poll()
    assert desk.names == [b"1"]
    assert state.last_problem == "folder 'Shown' can only be looked at: what is recorded is not marked or moved"
    assert (state.failures, state.open) == (0, ())
    post.deliver("2.a.b", message(2), ".Shown")
    desk.poll()
    assert desk.names == [b"1", b"2"]
    assert not [path for path in (post.mail / ".Shown" / "cur").iterdir() if path.name.endswith("S")]


def test_an_access_token_opens_a_mailbox(
    post: Dovecot, poller: Callable[..., Poller], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Large providers take no passwords any more; a token lasts an hour, so it is read anew for each connection.
    """
    post.deliver("1.a.b", message(1))
    desk = poller(password_env="DESK_TOKEN", password_file="", oauth=True)
    monkeypatch.setenv("DESK_TOKEN", token(-10))
    state = desk.poll()
    assert "it refuses the user 'desk' or the access token, which may have run out" in state.last_problem
    monkeypatch.setenv("DESK_TOKEN", token(60))
    state = desk.poll()
    assert (desk.names, state.last_problem) == ([b"1"], "")


def test_nothing_is_deleted_from_a_mailbox(post: Dovecot, poller: Callable[..., Poller]) -> None:
    """
    The mailbox is its owner's: without a folder to move to, all messages stay where they are, too large ones also.
    """
    desk = poller()
    for number, size in ((1, 0), (2, 100_000), (3, 0)):
        post.deliver(f"{number}.a.b", message(number, size))
    for _ in range(2):
        desk.poll(limits=Limits(size=50_000))
    kept = [path.read_bytes() for part in ("new", "cur") for path in (post.mail / part).iterdir()]
    assert sorted(kept) == sorted(message(number, size) for number, size in ((1, 0), (2, 100_000), (3, 0)))
    assert not [path for path in (post.mail / "cur").iterdir() if "T" in path.name.partition(":2,")[2]]


def test_a_mailbox_is_due_when_its_time_has_come(clock: Any) -> None:
    """
    One that was never polled is due at once; another's state is not its own.
    """
    box, other = Box(port=993), Box(port=993, folder="Press")
    later = MailState(url=address(box), next_due=clock.now() + timedelta(seconds=1))
    states = {("pr", address(box)): later}
    assert due([("pr", box), ("pr", other)], states, clock.now()) == (("pr", other),)
    assert due([("pr", box)], states, clock.now() + timedelta(seconds=1)) == (("pr", box),)
    assert due([("pr", box)], {("pr", address(other)): later}, clock.now()) == (("pr", box),)


def test_the_state_can_be_told_among_those_of_feeds(clock: Any) -> None:
    """
    All poll states lie in one table, and whoever reads it need not know which is which.
    """
    state = MailState(url="imap://desk@mail.example:993/INBOX", uid=7, known=("a",), next_due=clock.now())
    data = msgspec.json.encode(state)
    assert msgspec.json.decode(data, type=PollState).next_due == clock.now()
    assert msgspec.json.decode(data, type=MailState) == state
