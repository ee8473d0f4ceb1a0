"""What is PostgreSQL's own: addresses, a server that goes away, and bytes that leave its files."""

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.barred import tombstones
from tests.ledger.conftest import NOON, ferry, id_of

from dateline.clock import SetClock
from dateline.ledger.database import DatabaseLedger
from dateline.ledger.open import FILE, keep_url, open_ledger, url_of
from dateline.news.errors import LedgerError
from dateline.news.facts import Confirmed
from dateline.verbs.erase import erase
from dateline.verbs.kill import kill

if TYPE_CHECKING:
    from tests.ledger.conftest import Press
    from tests.postgres import Server

SECRET = "mussel"


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://ada:{SECRET}@nowhere.invalid/ledger",
        f"postgresql://ada:{SECRET}@/ledger?host=/nowhere",
        f"postgresql://ada:{SECRET}@127.0.0.1:1/ledger",
        f"postgresql://ada:{SECRET}@host:port/ledger",
        f"postgresql://ada:{SECRET}@host",
        f"mysql://ada:{SECRET}@host/ledger",
        f"ada:{SECRET}@host",
        f"sqlite:///{SECRET}",
    ],
)
def test_an_error_never_tells_a_password(url: str, tmp_path: Path) -> None:
    """
    Errors end in logs and in letters to colleagues.
    """
    with pytest.raises(LedgerError) as told:
        DatabaseLedger(tmp_path, SetClock(NOON), url)
    assert SECRET not in str(told.value) and "postgresql://" in str(told.value)


def test_a_server_that_went_away_and_came_back_needs_no_restart(server_press: "Press", postgres: "Server") -> None:
    """
    The database's machine is updated at night, and the desk finds everything working in the morning.
    """
    ledger = server_press.ledger
    with ledger.turn() as turn:
        turn.append(Confirmed("nwa", "before"), by="ada")
    stamp = ledger.stamp()
    assert ledger.wait(0.0)
    with pytest.raises(LedgerError), ledger.turn() as turn:
        turn.append(Confirmed("nwa", "lost"), by="ada")
        postgres.stop("immediate")
    for ask in (ledger.stamp, ledger.tail, server_press.open):
        with pytest.raises(LedgerError, match="is the server running"):
            ask()
    postgres.start()
    assert (ledger.stamp(), ledger.tail()) == (stamp, 1) and not ledger.wait(0.0)
    with ledger.turn() as turn:
        assert turn.append(Confirmed("nwa", "after"), by="ada").number == 2
    assert ledger.stamp() != stamp and ledger.wait(1.0) and list(ledger.check()) == []


def test_what_was_acknowledged_outlives_a_server_that_loses_power(server_press: "Press", postgres: "Server") -> None:
    """
    A turn that has ended is on the disk.
    """
    server_press.apply()
    server_press.take_in(*(ferry(item=f"{n}") for n in range(20)))
    kill(id_of("1"), reason="the mayor never spoke", by="ada", ledger=server_press.ledger)
    tail = server_press.ledger.tail()
    postgres.stop("immediate")
    postgres.start()
    assert server_press.ledger.tail() == tail and id_of("1") in tombstones(server_press.ledger)
    assert list(server_press.ledger.check()) == []


def test_what_was_erased_is_in_no_table_file(server_press: "Press", postgres: "Server") -> None:
    """
    Somebody with the server's files, and without its programs, must not read what a court had taken out.
    """
    word = "unmistakable" * 3

    def found() -> bool:
        with server_press.tables() as tables:
            tables.execute("CHECKPOINT")
        return any(word.encode() in p.read_bytes() for p in postgres.files.rglob("*") if p.is_file())

    server_press.apply()
    others = (ferry(item=f"{n}") for n in range(2, 30))
    server_press.take_in(ferry(item="1", bodies=[{"contentType": "text/plain", "value": word}]), *others)
    assert found()
    kill(id_of("1"), reason="a court", by="ada", ledger=server_press.ledger)
    erase(id_of("1"), reason="a court", by="ada", ledger=server_press.ledger)
    assert not found()
    server_press.ledger.compact()
    assert list(server_press.ledger.check()) == []


def test_an_erasure_does_not_wait_for_who_reads_for_long(server_press: "Press") -> None:
    """
    A follower in the midst of a long look holds the tables; the words are gone to everybody all the same.
    """
    server_press.apply()
    server_press.take_in(ferry(item="1"), ferry(item="2"))
    kill(id_of("1"), reason="a court", by="ada", ledger=server_press.ledger)
    reading = server_press.ledger.stories()
    next(reading)
    erase(id_of("1"), reason="a court", by="ada", ledger=server_press.ledger)
    reading.close()  # type: ignore[attr-defined]
    story = server_press.ledger.story(id_of("1"))
    assert story and story.text is None


def test_the_address_is_kept_for_the_owner_alone(postgres: "Server", tmp_path: Path) -> None:
    """
    It may hold a password.
    """
    url = postgres.lend()
    keep_url(tmp_path / "data", url)
    assert url_of(tmp_path / "data") == url
    assert (tmp_path / "data" / FILE).stat().st_mode & 0o077 == 0
    ledger = open_ledger(tmp_path / "data", SetClock(NOON))
    assert ledger.place.startswith("postgresql://") and not (tmp_path / "data" / "ledger.db").exists()
    ledger.close()
    keep_url(tmp_path / "data", None)
    assert url_of(tmp_path / "data") is None
    with pytest.raises(LedgerError, match="postgresql://USER"):
        keep_url(tmp_path / "data", "ledger.db")
    postgres.give_back(url)


def test_a_database_of_somebody_elses_is_refused(postgres: "Server", tmp_path: Path) -> None:
    """
    A wrong address must not lay tables out among another program's.
    """
    url = postgres.database()
    words = ("psql", "-q", "-h", str(postgres.files.parents[1]), "-U", "tests", url.split("/")[3].split("?")[0])
    subprocess.run([*words, "-c", "CREATE TABLE settings (name text, value bytea)"], check=True)
    with pytest.raises(LedgerError, match="this is no ledger"):
        DatabaseLedger(tmp_path, SetClock(NOON), url)
