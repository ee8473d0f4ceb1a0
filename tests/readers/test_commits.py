"""Commits to a SQLite file, seen in memory that all processes share."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.app.running import environment

from dateline.readers.commits import Commits, ReadPages
from dateline.sites.store import START, Built, PageStore


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database in WAL mode."""
    file = tmp_path / "some.db"
    with closing(writer(file)) as db:
        db.execute("CREATE TABLE words (word TEXT)")
    return file


@pytest.fixture
def other(file: Path) -> Iterator[sqlite3.Connection]:
    """Somebody who writes."""
    with closing(writer(file)) as db:
        yield db


def writer(file: Path, journal: str = "WAL") -> sqlite3.Connection:
    db = sqlite3.connect(file, isolation_level=None)
    db.execute(f"PRAGMA journal_mode={journal}")
    return db


WRITE = (
    "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('INSERT INTO words VALUES (1)'); db.commit()"
)


def test_a_commit_of_another_process_is_seen_when_it_is_over(file: Path) -> None:
    """
    Whoever did the verb has ended; the next look says so, once.
    """
    with closing(Commits(file)) as commits:
        before = commits.number()
        assert commits.number() == before
        subprocess.run([sys.executable, "-c", WRITE, str(file)], env=environment(), check=True)
        after = commits.number()
        assert after != before and commits.number() == after


def test_it_says_so_without_asking_the_database(file: Path, other: sqlite3.Connection) -> None:
    """
    The look is at memory: no statement runs for it, which would take ten times as long.
    """
    with closing(Commits(file)) as commits:
        asked: list[str] = []
        commits._db.set_trace_callback(asked.append)
        before = commits.number()
        other.execute("INSERT INTO words VALUES ('a')")
        assert commits.number() != before and asked == []


@pytest.mark.parametrize("journal", ["DELETE", "TRUNCATE"])
def test_without_shared_memory_the_database_is_asked(tmp_path: Path, journal: str) -> None:
    """
    A file that is not in WAL mode has no index to look at; the answer is as right, and dearer.
    """
    file = tmp_path / "other.db"
    with closing(writer(file, journal)) as db:
        db.execute("CREATE TABLE words (word TEXT)")
        with closing(Commits(file)) as commits:
            before = commits.number()
            db.execute("INSERT INTO words VALUES ('a')")
            assert commits.number() != before


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    """
    Nothing is given out where nobody can tell what changed.
    """
    with pytest.raises(sqlite3.Error):
        Commits(tmp_path / "missing.db")
    (tmp_path / "torn.db").write_bytes(b"no database" * 100)
    with pytest.raises(sqlite3.Error):
        Commits(tmp_path / "torn.db")


Act = st.sampled_from(["commit", "roll back", "look", "checkpoint", "restart", "come and go"])


@settings(max_examples=60, deadline=None)
@given(acts=st.lists(Act, max_size=30))
def test_whatever_happens_no_commit_is_missed(acts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    """
    Whether the log was carried over to the file meanwhile or begun anew, and whoever opened and closed the file: the
    number is another one after each commit, and SQLite's own number says no more.
    """
    file = tmp_path_factory.mktemp("commits") / "some.db"
    with closing(writer(file)) as db:
        db.execute("CREATE TABLE words (word TEXT)")
        with closing(Commits(file)) as commits, closing(sqlite3.connect(file)) as beside:
            seen, told = commits.number(), beside.execute("PRAGMA data_version").fetchone()
            for act in acts:
                _do(act, db, file)
                number, version = commits.number(), beside.execute("PRAGMA data_version").fetchone()
                if act == "commit":
                    assert number != seen
                assert number != seen or version == told
                seen, told = number, version


def _do(act: str, db: sqlite3.Connection, file: Path) -> None:
    match act:
        case "commit":
            db.execute("INSERT INTO words VALUES ('a')")
        case "roll back":
            db.execute("BEGIN")
            db.execute("INSERT INTO words VALUES ('b')")
            db.execute("ROLLBACK")
        case "look":
            db.execute("SELECT count(*) FROM words").fetchone()
        case "checkpoint" | "restart":
            db.execute(f"PRAGMA wal_checkpoint({'PASSIVE' if act == 'checkpoint' else 'TRUNCATE'})").fetchall()
        case "come and go":
            with closing(sqlite3.connect(file)) as guest:
                guest.execute("SELECT count(*) FROM words").fetchone()


def test_pages_are_read_and_never_written(tmp_path: Path) -> None:
    """
    A reader process sees what the follower wrote, and can change nothing of it.
    """
    file = tmp_path / "000001.db"
    built = Built(path="/x", body=b"words")
    with closing(PageStore(file)) as store:
        with closing(ReadPages(file)) as pages:
            before = pages.version()
            assert pages.page("/x") is None
            with store.writing():
                store.put(built, built.digest, START.moment)
            assert pages.version() != before and pages.body("/x") == b"words"
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                pages.remove("/x", START.moment)
        assert store.body("/x") == b"words"
