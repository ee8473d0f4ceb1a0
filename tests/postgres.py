"""A PostgreSQL of the tests' own: from the machine's binaries, on a socket in a temporary folder, gone at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

#: Small, and as durable as it ships: `fsync` stays on.
_SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "max_wal_size": "256MB",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "log_min_messages": "fatal",
}
_NONE = "no PostgreSQL here: install `postgresql`, or put initdb and postgres on the PATH, to run its tests"
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
#: What a test left running must not hold on to anything.
_ALONE = """SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


def binary(name: str) -> str | None:
    """A program of PostgreSQL's, on the PATH or where Debian puts it."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[-3]))
    return str(found[-1]) if found else shutil.which(name)


class Server:
    """A server that lasts as long as the tests."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, count(1)
        self._free: list[str] = []
        self._user = _unprivileged()
        if self._user:
            shutil.chown(folder, self._user)
        # PostgreSQL refuses root, and a folder that it does not own.
        self._run("initdb", "-D", f"{folder}/db", "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
        options = " ".join(["-k", str(self._folder), *(f"'{s}'" for s in settings)])
        self._run("pg_ctl", "-D", f"{self._folder}/db", "-w", "-s", "-l", f"{self._folder}/log", "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it, as a machine that restarts does; ``immediate`` as one that loses power."""
        self._run("pg_ctl", "-D", f"{self._folder}/db", "-w", "-s", "-m", mode, "stop")

    def _run(self, *words: str) -> None:
        program = binary(words[0])
        assert program
        subprocess.run(
            [program, *words[1:]], user=self._user, cwd=self._folder, check=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        )  # fmt: skip

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://tests@/{database}?host={self._folder}"

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"test{next(self._numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
        return self.url(name)

    def lend(self) -> str:
        """The address of an empty ledger's database that another test may have used before."""
        return self._free.pop() if self._free else self.database()

    def give_back(self, url: str) -> None:
        """Empty it for the next test: far quicker than a new one, of which every table is files on a disk."""
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(_ALONE)
            for (table,) in connection.execute(_TABLES).fetchall():
                kept = " WHERE name <> 'schema'" if table == "settings" else ""
                connection.execute(f"DELETE FROM {table}{kept}".encode())
        self._free.append(url)

    @property
    def process(self) -> int:
        """The number of its first process."""
        return int((self._folder / "db" / "postmaster.pid").read_text().split()[0])

    @property
    def files(self) -> Path:
        """Where its tables lie."""
        return self._folder / "db" / "base"


def _unprivileged() -> str | None:
    if os.geteuid() != 0:
        return None
    names = {user.pw_name for user in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running server; each worker of a test run has one of its own."""
    if binary("initdb") is None or binary("postgres") is None:
        pytest.skip(_NONE)
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    try:
        server = Server(folder)
        yield server
        server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
