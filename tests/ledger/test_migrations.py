"""A ledger of an older program is brought to this one's schema, and never the other way."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline.clock import SetClock
from dateline.ledger import migrations, schema
from dateline.ledger.database import DatabaseLedger
from dateline.news.errors import LedgerError

#: Ledgers as older programs wrote them, by the number of their schema.
KEPT = sorted(Path(__file__).with_name("migrations").glob("*.sql"), key=lambda p: int(p.stem))
LATER = datetime(2026, 1, 1, tzinfo=UTC)


def old(kept: Path, folder: Path) -> Path:
    """A folder with such a ledger."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "ledger.db")) as connection:
        connection.executescript(kept.read_text())
    return folder


def asked(folder: Path, query: str) -> list[tuple[object, ...]]:
    """What the tables say."""
    with closing(sqlite3.connect(folder / "ledger.db")) as connection:
        return connection.execute(query).fetchall()


def test_there_is_a_sample_of_every_older_schema() -> None:
    """
    A step that was never taken is a step that fails at somebody's newsroom.
    """
    assert [int(p.stem) for p in KEPT] == list(range(1, schema.NUMBER)) == sorted(migrations.STEPS)


@pytest.mark.parametrize("kept", KEPT, ids=lambda p: p.stem)
def test_an_older_ledger_opens_with_all_that_it_held(kept: Path, tmp_path: Path) -> None:
    """
    Who installs a new Dateline finds every story, every decision and every received byte.
    """
    folder = old(kept, tmp_path / "data")
    chain = "SELECT number, kind, shape, recorded, by, size, digest, previous, head FROM entries ORDER BY number"
    entries = asked(folder, chain)
    stories = {id for (id,) in asked(folder, "SELECT id FROM stories")}
    ((barred,),) = asked(folder, "SELECT name FROM sqlite_master WHERE name IN ('tombstones', 'bars')")
    buried = {part for (part,) in asked(folder, f"SELECT part FROM {barred}")}
    with closing(DatabaseLedger(folder, SetClock(LATER))) as ledger:
        assert list(ledger.check()) == []
        assert {s.id for s in ledger.stories()} == stories and set(ledger.bars()) == buried
        assert ledger.tail() == len(entries) and len(list(ledger.entries())) == len(entries)
        (article,) = (a for a in ledger.articles() if a.edited)
        assert article.wording.headline == "Boat runs again" and article.corrections
        assert ledger.standing().house.name == "Saltmarsh Network" and len(ledger.standing().confirmed) == 1
        assert len(list(ledger.outputs())) == 2 and len(ledger.poll_states()) == 1
        assert all(ledger.bytes_of(d.digest) for d in ledger.deliveries())
        with ledger.snapshot() as news:
            placed = sorted((entry, a.id) for a in ledger.articles() for _, entry in a.placed)
            assert news.placed("harbour") == placed != []
    assert asked(folder, chain) == entries


@pytest.mark.parametrize("kept", KEPT, ids=lambda p: p.stem)
def test_a_migration_that_fails_leaves_the_ledger_as_it_was(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Power fails in the middle of an upgrade; the old program can still open its ledger, and the new one tries again.
    """
    folder = old(kept, tmp_path / "data")
    everything = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    before = asked(folder, everything), asked(folder, "SELECT * FROM stories ORDER BY id")

    def fail(_session: object) -> None:
        raise LedgerError("the power is gone")

    with monkeypatch.context() as patched:
        patched.setattr(migrations, "rebuild", fail)
        with pytest.raises(LedgerError, match="the power is gone"):
            DatabaseLedger(folder, SetClock(LATER))
    assert (asked(folder, everything), asked(folder, "SELECT * FROM stories ORDER BY id")) == before
    with closing(DatabaseLedger(folder, SetClock(LATER))) as ledger:
        assert list(ledger.check()) == []


def test_a_migrated_ledger_is_laid_out_like_a_new_one(tmp_path: Path) -> None:
    """
    Two newsrooms of one release have the same tables, whatever they began with.
    """
    folder = old(KEPT[0], tmp_path / "old")
    for place in (folder, tmp_path / "new"):
        DatabaseLedger(place, SetClock(LATER)).close()
    names = "SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    assert asked(folder, names) == asked(tmp_path / "new", names)
