"""A newsroom moves from one database to the other."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.ledger.conftest import NOON, ferry, id_of

from dateline.clock import SetClock
from dateline.ledger.contract import Output
from dateline.ledger.copy import copy
from dateline.ledger.database import DatabaseLedger
from dateline.ledger.open import move_ledger, open_ledger, url_of
from dateline.news.errors import LedgerError
from dateline.verbs.erase import erase
from dateline.verbs.kill import kill

if TYPE_CHECKING:
    from tests.ledger.conftest import Press
    from tests.postgres import Server

LARGE = "z" * 1_100_000


def lived(press: "Press") -> "Press":
    """A newsroom in which something was published, killed and erased."""
    press.apply()
    press.take_in(ferry(item="1"), ferry(item="2", usageTerms=LARGE), ferry(item="3", slugline="a\0b"), b"no wire {")
    kill(id_of("1"), reason="the mayor never spoke", by="ada", ledger=press.ledger)
    erase(id_of("1"), reason="a court", by="ada", ledger=press.ledger)
    press.ledger.note_poll("nwa", "https://northwater.example/", b"\x00etag")
    with press.ledger.turn() as turn:
        turn.put(
            Output(
                site="harbour", path=path, status=200, digest="00", size=2, parts=(), entry=5, moment=NOON,
                program="p", theme="t",
            )
            for path in ("/", "/a")
        )  # fmt: skip
    return press


def held(ledger: DatabaseLedger) -> dict[str, object]:
    """All that a ledger knows."""
    return {
        "entries": list(ledger.entries()),
        "outputs": list(ledger.outputs()),
        "stories": list(ledger.stories()),
        "articles": list(ledger.articles()),
        "bars": ledger.bars(),
        "standing": ledger.standing(),
        "deliveries": list(ledger.deliveries()),
        "bytes": [ledger.bytes_of(d.digest) for d in ledger.deliveries()],
        "polls": ledger.poll_states(),
    }


@pytest.fixture(params=["to a file", "to a server"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DatabaseLedger]:
    """An empty ledger of each kind, to be copied into."""
    url = request.getfixturevalue("postgres").database() if request.param == "to a server" else None
    with closing(DatabaseLedger(tmp_path / "target", SetClock(NOON), url, unfinished=True)) as ledger:
        yield ledger


def test_a_copy_holds_what_its_source_held(press: "Press", target: DatabaseLedger) -> None:
    """
    A newsroom that grew moves to a server, or a small one back, and loses nothing.
    """
    told: list[tuple[str, int, int]] = []
    copied = copy(lived(press).ledger, target, lambda *step: told.append(step))
    assert held(target) == held(press.ledger)
    assert (copied.entries, copied.outputs, len(copied.head)) == (press.ledger.tail(), 2, 64)
    assert list(target.check()) == [] and ("entries", copied.entries, copied.entries) in told
    with target.turn() as turn:
        assert turn.story(id_of("2"))


def test_a_copy_that_was_interrupted_is_refused_until_it_is_made_again(press: "Press", target: DatabaseLedger) -> None:
    """
    Half a ledger looks like a ledger in which half of the kills never happened.
    """
    lived(press)

    def stop(what: str, done: int, _of: int) -> None:
        if what == "blobs" and done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy(press.ledger, target, stop)
    folder = target.blobs.folder.parent
    url = getattr(target.database, "url", None)
    with pytest.raises(LedgerError, match="not finished; copy again"):
        DatabaseLedger(folder, SetClock(NOON), url)
    copy(press.ledger, target)
    assert held(target) == held(press.ledger)
    DatabaseLedger(folder, SetClock(NOON), url).close()


def test_a_ledger_is_never_copied_over_another(press: "Press", target: DatabaseLedger) -> None:
    """
    A wrong address must not cost a newsroom its past.
    """
    lived(press)
    copy(press.ledger, target)
    before = held(target)
    with pytest.raises(LedgerError, match="there is a ledger already"):
        copy(press.ledger, target)
    assert held(target) == before


def test_a_flaw_in_the_source_is_not_copied_in_silence(press: "Press", target: DatabaseLedger) -> None:
    """
    What was changed behind the ledger's back does not become sound by being moved.
    """
    lived(press).change("UPDATE payloads SET body = ? WHERE entry = 1", b"{}")
    with pytest.raises(LedgerError, match="check the source"):
        copy(press.ledger, target)


def test_a_newsroom_moves_to_a_server_and_back(file_press: "Press", postgres: "Server") -> None:
    """
    Afterwards everybody who opens the newsroom's folder finds the ledger where it is now.
    """
    lived(file_press)
    before, url = held(file_press.ledger), postgres.database()
    file_press.ledger.close()
    move_ledger(file_press.folder, url, file_press.clock)
    assert url_of(file_press.folder) == url
    moved = open_ledger(file_press.folder, file_press.clock)
    assert held(moved) == before and moved.place.startswith("postgresql://")
    moved.close()
    with pytest.raises(LedgerError, match="there already"):
        move_ledger(file_press.folder, url, file_press.clock)
    with pytest.raises(LedgerError, match="there is a ledger already"):
        move_ledger(file_press.folder, None, file_press.clock)
    for file in file_press.folder.glob("ledger.db*"):
        file.unlink()
    move_ledger(file_press.folder, None, file_press.clock)
    assert url_of(file_press.folder) is None
    assert held(file_press.open()) == before
