"""How sources are doing: told once by what runs, and whenever somebody asks."""

from datetime import timedelta

import msgspec
import pytest
from tests.app.running import soon
from tests.daemon.conftest import NOON, Running

from dateline import daemon
from dateline.app import Newsroom
from dateline.clock import SetClock
from dateline.collect.state import PollState, answered
from dateline.news.wire import Delivery
from dateline.verbs.sources import sources

ITEM = '{{"uri": "quillon:{n}", "headline": "Item {n}", "body_text": "Text {n}."}}'


def came(running: Running, number: int) -> None:
    """One more delivery of the agency's, by hand."""
    data = ITEM.format(n=number).encode()
    given = Delivery("qui", "hand", f"{number}.json", data, running.clock.moment)
    assert list(running.room.ingest([given], "ada"))


def rhythm(running: Running, number: int = 12) -> None:
    """A delivery every four minutes."""
    for n in range(number):
        came(running, n)
        running.passes(240)


def test_a_source_that_falls_silent_is_told_once_and_so_is_its_return(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    "Silent for 3 h, usually every 4 min": somebody can ring the agency while there is still time.
    """
    monkeypatch.setattr(daemon, "SOURCES", 0.02)
    rhythm(running)
    running.passes(3 * 3600 - 240)
    with running.started():
        soon(lambda: running.told, "nobody tells of the silence")
        assert running.told == ["qui: silent for 3 h, usually every 4 min"]
        running.passes(3600)
        came(running, 99)
        soon(lambda: "qui: no longer silent" in running.told, "nobody tells that it speaks again")
    assert sum("silent for" in words for words in running.told) == 1


def test_any_transport_counts(running: Running) -> None:
    """
    What came by hand is as much a sign of life as what a feed brought.
    """
    rhythm(running)
    found = next(one for one in sources(running.room.ledger, running.clock.moment) if one.source == "qui")
    assert (found.state, found.day, found.usual) == ("fine", 12, timedelta(minutes=4))
    silent = sources(running.room.ledger, running.clock.moment + timedelta(hours=3))
    assert [one.state for one in silent if one.source == "qui"] == ["silent"]


def test_a_source_that_died_is_silent_for_ever_also_to_a_newsroom_that_starts_again(running: Running) -> None:
    """
    Nobody gets used to it, and nothing but the ledger is needed to know.
    """
    rhythm(running)
    later = running.clock.moment + timedelta(days=100)
    running.room.close()
    running.room = Newsroom(running.folder, SetClock(later))
    found = next(one for one in sources(running.room.ledger, later) if one.source == "qui")
    assert found.wrong == ("silent for 100 days, usually every 4 min",)


def test_a_feed_that_nobody_asked_is_told_as_such(running: Running) -> None:
    """
    On Monday, before `dateline run` was started again, its feeds are not silent: nobody has listened.
    """
    rhythm(running)
    url = "https://feeds.quillon.example/all"
    with (running.folder / "sources" / "qui.toml").open("a") as file:
        file.write(f'\n[[feeds]]\nurl = "{url}"\n')
    running.room.apply("ada")
    state = answered(PollState(url=url), running.clock.moment, every=300)
    running.room.ledger.note_poll("qui", url, msgspec.json.encode(state))
    monday = running.clock.moment + timedelta(days=3)
    found = next(one for one in sources(running.room.ledger, monday) if one.source == "qui")
    assert (found.state, found.wrong) == ("not asked", (f"{url}: not asked for 3 days; `dateline run` asks it",))


def test_what_a_collector_remembers_counts_as_long_as_the_address_is_in_force(running: Running) -> None:
    """
    A feed that was taken out of the file is no trouble any more.
    """
    url = "https://ada:secret@feeds.quillon.example/all"
    state = PollState(url="https://feeds.quillon.example/all", failures=2, last_problem="503: no feed came")
    running.room.ledger.note_poll("qui", url, msgspec.json.encode(state))
    found = {one.source: one for one in sources(running.room.ledger, NOON)}
    assert found["qui"].wrong == ()
    with (running.folder / "sources" / "qui.toml").open("a") as file:
        file.write(f'\n[[feeds]]\nurl = "{url}"\n')
    running.room.apply("ada")
    found = {one.source: one for one in sources(running.room.ledger, NOON)}
    assert found["qui"].state == "failing"
    assert found["qui"].wrong == ("https://feeds.quillon.example/all: failed 2 times: 503: no feed came",)
