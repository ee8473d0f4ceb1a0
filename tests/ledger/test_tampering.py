"""What was changed behind the ledger's back is found, and named."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import zstandard
from tests.ledger.conftest import ferry, id_of

from dateline.clock import SetClock
from dateline.ledger.chain import link, linked, seal
from dateline.ledger.contract import Flaw, Output
from dateline.ledger.database import DatabaseLedger
from dateline.ledger.schema import NUMBER
from dateline.news.errors import LedgerError
from dateline.verbs.erase import erase
from dateline.verbs.kill import kill

if TYPE_CHECKING:
    from tests.ledger.conftest import Press

NOON = datetime(2020, 1, 16, 12, tzinfo=UTC)
LARGE = "z" * 1_100_000


@pytest.fixture
def day(press: "Press") -> "Press":
    """A day in a ledger of each kind."""
    return lived(press)


def lived(press: "Press") -> "Press":
    """Entries 1 to 7: the house, two deliveries read, a kill, and the erasure of the first; and three outputs."""
    press.apply()
    press.take_in(ferry(item="1"), ferry(item="2", usageTerms=LARGE))
    kill(id_of("1"), reason="the mayor never spoke", by="ada", ledger=press.ledger)
    erase(id_of("1"), reason="a court", by="ada", ledger=press.ledger)
    with press.ledger.turn() as turn:
        turn.put(
            Output(
                site="harbour",
                path=path,
                status=200,
                digest="00",
                size=2,
                parts=(),
                entry=5,
                moment=NOON,
                program="p",
                theme="t",
            )
            for path in ("/", "/a", "/b")
        )
    return press


def flaws(press: "Press") -> list[Flaw]:
    return list(press.ledger.check())


HEADER, SAID = "its header is not the one that was written", "what it says is not what was written"


def test_a_day_that_nobody_touched_is_sound(day: "Press") -> None:
    """
    Erasures by an entry are no flaw; what is told must always be acted on.
    """
    assert flaws(day) == []
    assert [e.number for e in day.ledger.entries() if e.fact is None] == [2, 3]


@pytest.mark.parametrize(
    "column", ["by = 'mallory'", "recorded = recorded - 1", "kind = 'withdraw'", "size = 1", "shape = 0"]
)
def test_a_changed_header_is_named(column: str, day: "Press") -> None:
    """
    Who killed a story, and when, cannot be rewritten afterwards.
    """
    day.change(f"UPDATE entries SET {column} WHERE number = 6")
    assert flaws(day) == [Flaw("entry 6", HEADER)]


def test_a_header_that_was_changed_with_its_digest_breaks_the_next(day: "Press") -> None:
    """
    Who rewrites one entry has to rewrite all that follow.
    """
    day.change("UPDATE entries SET head = ? WHERE number = 6", b"x" * 32)
    assert flaws(day) == [Flaw("entry 6", HEADER), Flaw("entry 7", HEADER)]


@pytest.mark.parametrize(
    "body", [b'{"type":"kill","id":"nwa-1","reason":"other"}', b"{", b"\xff\x00", b"{}", b"", "text"]
)
@pytest.mark.parametrize("number", [1, 4, 6])
def test_a_changed_payload_is_named_whatever_it_says_now(number: int, body: bytes | str, day: "Press") -> None:
    """
    The look for flaws must not stumble over the flaw.
    """
    day.change("UPDATE payloads SET body = ? WHERE entry = ?", body, number)
    assert flaws(day) == [Flaw(f"entry {number}", SAID)]


def test_a_changed_salt_is_named(day: "Press") -> None:
    """
    The salt is part of what was sealed.
    """
    day.change("UPDATE payloads SET salt = ? WHERE entry = 6", b"0" * 16)
    assert flaws(day) == [Flaw("entry 6", SAID)]


def test_a_forged_erase_entry_excuses_nothing(day: "Press") -> None:
    """
    Who removes a payload cannot make an erase entry say that it was erased.
    """
    day.change("DELETE FROM payloads WHERE entry = 5")
    day.change("UPDATE payloads SET body = ? WHERE entry = 7", b'{"type":"erase","id":"x","reason":"r","entries":[5]}')
    found = flaws(day)
    assert Flaw("entry 5", "what it says is gone without an erase entry") in found and Flaw("entry 7", SAID) in found


def test_a_payload_that_is_gone_without_an_erasure_is_named(day: "Press") -> None:
    """
    Bytes leave by an erase entry only.
    """
    day.change("DELETE FROM payloads WHERE entry = 6")
    assert flaws(day) == [Flaw("entry 6", "what it says is gone without an erase entry")]


def test_an_entry_taken_out_of_the_middle_is_named(day: "Press") -> None:
    """
    A gap in the numbers is a decision that somebody wanted forgotten.
    """
    day.change("DELETE FROM entries WHERE number = 6")
    assert flaws(day) == [Flaw("entry 7", "follows number 5: entries are missing"), Flaw("entry 7", HEADER)]


@pytest.mark.parametrize(
    ("statement", "value", "named"),
    [
        ("UPDATE outputs SET body = ? WHERE number = 2", "404", ["output 2"]),
        ("UPDATE outputs SET body = ? WHERE number = 2", b"404", ["output 2"]),
        ("UPDATE outputs SET recorded = ? WHERE number = 2", 17, ["output 2"]),
        ("UPDATE outputs SET head = ? WHERE number = 2", b"0", ["output 2", "output 3"]),
        ("DELETE FROM outputs WHERE number = ?", 2, ["output 3"]),
    ],
)
def test_a_changed_output_is_named(statement: str, value: object, named: list[str], day: "Press") -> None:
    """
    What stood on a page is evidence.
    """
    day.change(statement, value)
    assert [f.where for f in flaws(day)] == named


def large(press: "Press") -> tuple[str, bytes]:
    (delivered,) = press.ledger.deliveries()
    data = press.ledger.bytes_of(delivered.digest)
    assert data and len(data) > len(LARGE)
    return delivered.digest, data


@pytest.mark.parametrize(
    ("stored", "what"),
    [
        (zstandard.ZstdCompressor().compress(b"other bytes"), "not those that were received"),
        (b"no archive", "cannot be unpacked"),
        (None, "gone without an erase entry"),
    ],
)
def test_changed_bytes_are_named(stored: bytes | None, what: str, day: "Press") -> None:
    """
    What a source sent is the proof of what it said; in the database and in a file alike.
    """
    digest, _ = large(day)
    file = day.folder / "blobs" / digest[:2] / digest[2:]
    before = sorted(day.folder.rglob("*"))
    if stored is None:
        file.unlink()
        before.remove(file)
        assert day.ledger.bytes_of(digest) is None
    else:
        file.write_bytes(stored)
    (flaw,) = flaws(day)
    assert flaw.where == "entry 4" and what in flaw.what
    assert sorted(day.folder.rglob("*")) == before
    if stored is not None:
        day.change("UPDATE blobs SET stored = ? WHERE digest = ?", stored, digest)
        assert flaws(day) == [flaw]


def test_no_two_headers_are_written_alike() -> None:
    """
    Fields are told apart by their lengths, so that nothing can be moved from one into the next.
    """
    assert link("ab", "c") != link("a", "bc") and link(1, 23) != link(12, 3)
    said, before = seal(b"s", b"{}"), bytes(32)
    for by in ("ada", "adà"):
        slow = link(1, "kill", 1, 0, by, 2, said.hex(), before.hex())
        assert linked(1, "kill", 1, 0, by, 2, said, before) == slow
    assert seal(b"a", b"{}") != seal(b"b", b"{}")


@pytest.mark.parametrize("content", [b"this is no database", b"SQLite format 3\x00" + bytes(200)])
def test_a_file_that_is_no_ledger_is_refused_in_words(content: bytes, tmp_path: Path) -> None:
    """
    A wrong folder is told, not explained by a traceback.
    """
    (tmp_path / "ledger.db").write_bytes(content)
    with pytest.raises(LedgerError, match=r"ledger\.db: .* not a database"):
        DatabaseLedger(tmp_path, SetClock(NOON))


def test_a_ledger_of_a_newer_program_is_refused_in_words(press: "Press") -> None:
    """
    An older program would write what the newer one cannot read.
    """
    press.change("UPDATE settings SET value = ? WHERE name = 'schema'", b"%d" % (NUMBER + 1))
    with pytest.raises(LedgerError, match="newer Dateline; install that one"):
        press.open()
    press.change("UPDATE settings SET value = ? WHERE name = 'schema'", b"%d" % NUMBER)
    assert press.open().tail() == 0


def test_a_database_that_is_damaged_itself_is_named(file_press: "Press") -> None:
    """
    A disk that forgets is found by the same look as a hand that changes.
    """
    with lived(file_press).tables() as tables:
        tables.execute("PRAGMA writable_schema = ON")
        tables.execute("DELETE FROM sqlite_master WHERE name = 'stories_by_entry'")
    assert [f.where for f in file_press.open().check()] == ["ledger.db"]


def test_a_folder_whose_locks_cannot_be_had_is_refused_in_words(tmp_path: Path) -> None:
    """
    A wrong owner of one file is told with its name.
    """
    (tmp_path / "turn-a.lock").mkdir()
    with pytest.raises(LedgerError, match=r"turn-a\.lock"):
        DatabaseLedger(tmp_path, SetClock(NOON))


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE stories SET value = (SELECT value FROM stories ORDER BY id LIMIT 1)", "story "),
        ("UPDATE stories SET value = substr(value, 1, 1)", "story "),
        ("DELETE FROM stories", "the state's stories"),
    ],
    ids=["of another story", "garbled", "gone"],
)
def test_state_that_does_not_follow_from_the_entries_is_named_and_can_be_made_anew(
    statement: str, named: str, day: "Press"
) -> None:
    """
    A killed story that somebody brings back to life in the state's tables does not go unseen.
    """
    day.change(statement)
    found = flaws(day)
    assert found and found[0].where.startswith(named) and "dateline check --rebuild" in found[0].what
    day.ledger.rebuild()
    assert flaws(day) == []


def test_state_that_cannot_be_read_is_told_in_words(day: "Press", story_id: Callable[..., str]) -> None:
    """
    Whoever asks for a story is told what is wrong and what mends it.
    """
    day.change("UPDATE stories SET value = ?", b"0")
    with pytest.raises(LedgerError, match="dateline check --rebuild"):
        day.ledger.story(story_id("2"))
