"""The logs: who decided what, what was corrected, how sources do, what ends, and what is still to be sent."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.conftest import Working
from tests.desk.sent import NOON

from dateline.desk import logs
from dateline.desk.logs import Chosen, audit, owed
from dateline.desk.tally import Tally
from dateline.news.facts import Entry, Noted, Received
from dateline.verbs.deliver import Outstanding


def _asked(working: Working, path: str) -> list[dict[str, object]]:
    answer = working.client.get(f"/api/v1/{path}", headers=working.headers("reader"))
    assert answer.status_code == 200, answer.text
    found = answer.json()
    return list(found["rows"] if isinstance(found, dict) else found)


def _worked(working: Working) -> str:
    """A story that was taken, published, corrected and noted upon."""
    id, headers = working.sent("x-1", "Locks closed", "All locks are closed."), working.headers("editor")
    for verb, body in (
        ("take", {"judgements": [{"site": "example", "value": 2, "reason": "ships wait"}]}),
        ("publish", {"sites": ["example"]}),
        ("correct", {"wrong": "All locks", "right": "Nine locks", "text": "Nine locks are closed."}),
        ("note", {"words": "Told the harbour."}),
    ):
        answer = working.client.post(f"/api/v1/stories/{id}/{verb}", json=body, headers=headers)
        assert answer.status_code == 200, answer.text
    return id


def test_the_audit_has_every_decision_and_nothing_else(working: Working) -> None:
    """Who, what, when and why, the latest first; what merely came in was decided by nobody."""
    id = _worked(working)
    rows = _asked(working, "audit")
    lines = [row["line"] for row in rows]
    assert [line["verb"] for line in lines[:4]] == ["note", "correct", "publish", "take"]  # type: ignore[index]
    assert lines[3]["why"] == "example 2: ships wait"  # type: ignore[index]
    assert {row["story"] for row in rows[:4]} == {id}
    assert not {"received", "read"} & {line["verb"] for line in lines}  # type: ignore[index]


@pytest.mark.parametrize(
    ("query", "verbs"),
    [
        ("verb=publish", ["publish"]),
        ("site=example", ["publish", "take"]),
        ("by=editor&verb=note", ["note"]),
        ("by=nobody", []),
        ("day=2020-01-16&verb=take", ["take"]),
        ("day=2020-01-15", []),
    ],
)
def test_the_audit_is_of_what_is_asked(working: Working, query: str, verbs: list[str]) -> None:
    """By person, verb, site and day, and by all of them at once."""
    _worked(working)
    assert [row["line"]["verb"] for row in _asked(working, f"audit?{query}")] == verbs  # type: ignore[index]


def test_the_audit_of_a_story_is_that_of_its_article(working: Working) -> None:
    """Whichever of the two is named, it is one piece of work."""
    id = _worked(working)
    article = working.room.ledger.story(id)
    assert article is not None
    other = working.sent("x-2", "Gates open", "All gates are open.")
    working.client.post(f"/api/v1/stories/{other}/spike", json={}, headers=working.headers("editor"))
    rows = _asked(working, f"audit?story={id}")
    assert len(rows) == 4
    assert rows == _asked(working, f"audit?story={article.articles[0]}")


class Chain:
    """Entries, every third of them a note."""

    def __init__(self, count: int) -> None:
        self._facts = [Received("s", "t", "n", "d", 1) if n % 3 else Noted("x", "w") for n in range(1, count + 1)]

    def entries(self, after: int = 0, part: str | None = None):  # type: ignore[no-untyped-def]
        """Those after that number."""
        assert part is None
        return (Entry(n, NOON, "ada", f) for n, f in enumerate(self._facts, 1) if n > after)


@given(st.integers(0, 60), st.integers(1, 9), st.integers(1, 20))
def test_pages_have_every_decision_once(count: int, limit: int, most: int) -> None:
    """However long the chain, a page, and what is looked through for one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logs, "MOST", most)
        patch.setattr(logs, "_CHUNK", 4)
        found, until = list[int](), count
        while True:
            page, until = audit(Chain(count), Chosen(until=until), limit)
            assert len(page) <= limit
            found += [line.number for line in page]
            if not until:
                break
    assert found == [n for n in range(count, 0, -1) if n % 3 == 0]


def test_corrections_and_kills_are_logged(working: Working) -> None:
    """What readers were told of an error; what was taken back, by whom and why."""
    id = _worked(working)
    headers = working.headers("duty-editor")
    working.client.post(f"/api/v1/stories/{id}/kill", json={"reason": "Not true."}, headers=headers)
    rows = _asked(working, "corrections")
    assert [(row["kind"], row["by"]) for row in sorted(rows, key=lambda r: str(r["kind"]))] == [
        ("corrected", "editor"),
        ("killed", "duty-editor"),
    ]
    corrected = next(row for row in rows if row["kind"] == "corrected")
    assert "All locks" in str(corrected["words"])
    assert "Nine locks" in str(corrected["words"])
    assert corrected["story"] == id


def test_sources_are_told_with_what_they_sent_last(working: Working) -> None:
    """One that sends leads to its latest story; of none of them anything is wrong."""
    working.sent("x-1", "Locks closed", "All locks are closed.")
    last = working.sent("x-2", "Gates open", "All gates are open.")
    by_hand = next(row for row in _asked(working, "sources") if row["code"] == "by-hand")
    assert (by_hand["state"], by_hand["day"]) == ("fine", 2)
    assert by_hand["story"] in (last, working.desk.live.rows()[1].id)


def test_rights_that_go_on_are_not_listed(working: Working) -> None:
    """Only what is allowed now and ends in that time is worth a line."""
    _worked(working)
    assert _asked(working, "expiring?hours=2160") == []


class Slow:
    """Senders that still have something to send of one entry."""

    def __init__(self, entry: int) -> None:
        self._entry = entry

    def outstanding(self, entry: int, after: int = 0) -> tuple[Outstanding, ...]:
        """What of an entry's outputs is still to be sent, and why."""
        assert after >= 0
        if entry != self._entry:
            return ()
        return tuple(Outstanding("example", "bucket", path, "it does not answer") for path in ("/b", "/a"))


def test_what_is_still_to_be_sent_is_told_by_its_decision(working: Working) -> None:
    """One line for each that waits, with how much and why; what is older than a day has been told before."""
    id = _worked(working)
    ledger = working.room.ledger
    entry = next(
        e.number
        for e in ledger.entries()
        if getattr(e.fact, "article", "") and e.fact.__class__.__name__ == "Published"
    )
    tally = Tally(ledger, working.room.clock.now)
    (one,) = owed(tally, ledger, Slow(entry), NOON)
    assert (one.deed, one.story, one.count, one.path, one.because) == ("publish", id, 2, "/a", "it does not answer")
    assert owed(tally, ledger, Slow(entry), NOON + timedelta(days=2)) == []
    assert _asked(working, "outstanding") == []
