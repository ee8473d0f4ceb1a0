"""Mailboxes: a message is taken in when it arrives, and not at the next look, while the newsroom runs."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.app.running import soon
from tests.collect.dovecot import PASSWORD, Dovecot, server
from tests.daemon.conftest import Running

LETTER = """From: press@quillon.example\r
Subject: Ferry runs again, letter {n}\r
Message-ID: <{n}@quillon.example>\r
Date: Thu, 16 Jan 2020 09:00:00 +0000\r
\r
The ferry to Lower Anselm runs again, after two months in dock.\r
\r
It carries letter {n} and {n} hundred passengers, its owner says.\r
"""


@pytest.fixture
def post(folder: Path) -> Iterator[Dovecot]:
    """A mail server, and the agency's mailbox on it, looked at each hour."""
    # Sockets have short names.
    home = Path(tempfile.mkdtemp(prefix="dl-mail-"))
    home.chmod(0o755)
    try:
        running = server(home)
        (folder / "secret").write_text(PASSWORD, "utf-8")
        with (folder / "sources" / "qui.toml").open("a") as source:
            source.write(
                f'\n[imap]\nhost = "localhost"\nport = {running.tls}\nuser = "desk"\npassword_file = "secret"\n'
                f'ca_file = "{home / "cert.pem"}"\nevery = 3600\n'
            )
        yield running
        running.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def test_a_letter_is_taken_in_as_soon_as_it_comes(post: Dovecot, running: Running) -> None:
    """
    An embargoed release or a kill by mail waits for nobody's next look: the server says that it has come.
    """
    post.deliver("1.a.b", LETTER.format(n=1).encode())
    with running.started():
        soon(lambda: running.deliveries() == 1, "what lay in the mailbox is not taken in")
        post.deliver("2.a.b", LETTER.format(n=2).encode())
        soon(lambda: running.deliveries() == 2, "what came meanwhile is not taken in")
    assert running.stories() == ["Ferry runs again, letter 2", "Ferry runs again, letter 1"]


def test_a_newsroom_that_waits_for_mail_ends_at_once(post: Dovecot, running: Running) -> None:
    """
    Whoever stops the program does not wait for a mail server.
    """
    post.deliver("1.a.b", LETTER.format(n=1).encode())
    with running.started():
        soon(lambda: running.deliveries() == 1, "what lay in the mailbox is not taken in")
    assert not [thread for thread in running.daemon._mail.values() if thread.is_alive()]
