"""A PostgreSQL for a benchmark: from the machine's binaries, on a socket in a temporary folder, gone at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: As it ships, but for a socket in place of a port; `fsync` stays on.
_SETTINGS = {"listen_addresses": "", "shared_buffers": "256MB", "max_wal_size": "1GB", "log_min_messages": "fatal"}


def binary(name: str) -> str | None:
    """A program of PostgreSQL's, where Debian puts it or on the PATH; None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[-3]))
    return str(found[-1]) if found else shutil.which(name)


@contextmanager
def server() -> Iterator[str | None]:
    """The address of an empty database, for as long as the block lasts; None where PostgreSQL is not installed."""
    initdb, control = binary("initdb"), binary("pg_ctl")
    if initdb is None or control is None:
        yield None
        return
    folder = tempfile.mkdtemp(prefix="dateline-pg-")
    user, files = _unprivileged(), ["-D", f"{folder}/db"]
    if user:
        shutil.chown(folder, user)
    options = " ".join(["-k", folder, *(f"-c {name}='{value}'" for name, value in _SETTINGS.items())])
    try:
        _run([initdb, *files, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"], folder, user)
        _run([control, *files, "-w", "-s", "-l", f"{folder}/log", "-o", options, "start"], folder, user)
        yield f"postgresql://bench@/postgres?host={folder}"
    finally:
        subprocess.run([control, *files, "-s", "-m", "immediate", "stop"], user=user, cwd=folder, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _run(words: list[str], folder: str, user: str | None) -> None:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    quiet = subprocess.DEVNULL
    subprocess.run(words, user=user, cwd=folder, check=True, stdin=quiet, stdout=quiet, env=environment)


def _unprivileged() -> str | None:
    """Whom the server runs as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    names = {user.pw_name for user in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)
