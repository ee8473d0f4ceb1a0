"""The clock jumps back: what was recorded, what lapsed and what waits do not care."""

from contextlib import closing
from datetime import datetime, timedelta

import pytest
from tests.sites.newsroom import START, Newsroom, ask, chain, item, newsroom

from dateline.app import Newsroom as Program

__all__ = ["newsroom"]

LICENCE = timedelta(days=28)
QUAY = item("q:1", headline="Quay zqquay opens", body=["The quay opened before it was light."])


def test_entries_are_recorded_in_order_whatever_the_clock_says(newsroom: Newsroom) -> None:
    """
    The ledger's time never goes back: what follows is recorded at the moment of the last entry, for as long as need be.
    """
    newsroom.tick(hours=5)
    story = newsroom.send("pel", QUAY)
    newsroom.tick(hours=-4)
    newsroom.publish(story)
    newsroom.kill(story)
    newsroom.follow()
    recorded = [e.recorded for e in newsroom.ledger.entries()]
    assert recorded == sorted(recorded) and set(recorded[1:]) == {START + timedelta(hours=5)}
    outputs = [r.recorded for r in newsroom.ledger.outputs()]
    assert outputs == sorted(outputs)
    assert list(newsroom.ledger.check()) == []


@pytest.mark.parametrize("followed", [False, True])
def test_a_page_that_lapsed_is_not_given_out_again(newsroom: Newsroom, followed: bool) -> None:
    """
    A licence ended at noon, a reader was refused, and somebody sets the clock back: the gate stays closed.
    """
    story = newsroom.send("brk", QUAY)
    newsroom.publish(story)
    newsroom.follow()
    server, path = newsroom.server(), newsroom.path(story)
    assert ask(server, path).status == 200
    newsroom.clock.moment = START + LICENCE
    assert ask(server, path).status in (410, 503)
    if followed:
        newsroom.follow()
    newsroom.clock.moment = START
    for asked in (server, newsroom.server()) if followed else (server,):
        for where in (path, "/"):
            answer = ask(asked, where)
            assert b"zqquay" not in answer.body and answer.status != 304
        assert ask(asked, path).status in (410, 503)


def test_an_embargo_never_opens_early(newsroom: Newsroom) -> None:
    """
    It lifts when the clock is there; a clock that went back before does not bring the moment nearer.
    """
    lift = START + timedelta(hours=3)
    story = newsroom.send("pel", QUAY | {"embargoedUntil": lift.isoformat()})
    newsroom.publish(story)
    newsroom.follow()
    for hours in (2, -5, 4, 1.999):
        newsroom.tick(hours=hours)
        newsroom.follow()
        server = newsroom.server()
        assert newsroom.clock.moment < lift
        assert b"zqquay" not in ask(server, "/").body + ask(server, newsroom.path(story)).body
    newsroom.clock.moment = lift
    newsroom.follow()
    assert ask(newsroom.server(), newsroom.path(story)).status == 200


def test_what_is_due_stays_due(newsroom: Newsroom) -> None:
    """
    The list of what the clock will change is not lost with a clock that went back.
    """
    story = newsroom.send("brk", QUAY)
    newsroom.publish(story)
    newsroom.tick(days=3)
    newsroom.follow()
    newsroom.tick(days=-2)
    other = newsroom.send("pel", item("q:2", headline="Other news", body=["Something else."]))
    newsroom.publish(other)
    newsroom.follow()
    assert newsroom.sites["tide"].next_due() == START + LICENCE
    newsroom.clock.moment = START + LICENCE
    newsroom.follow()
    assert newsroom.status(newsroom.path(story)) == 410 and newsroom.status(newsroom.path(other)) == 200


def test_pages_made_from_nothing_are_the_same_after_the_clock_went_back(newsroom: Newsroom) -> None:
    """
    A rebuild does not go back in time either: not a page is another one, and the chain says so.
    """
    for sender, uri in (("brk", "q:1"), ("pel", "q:2")):
        text = item(uri, headline=f"Quay {uri} opens", body=[f"The {sender} opened it, and {uri} came of that."])
        newsroom.publish(newsroom.send(sender, text), "tide", "mill")
    newsroom.clock.moment = START + LICENCE
    newsroom.follow()
    stood = {code: [(p.path, p.digest, p.status) for p in f.store().pages()] for code, f in newsroom.sites.items()}
    newsroom.clock.moment = START
    for code, follower in newsroom.sites.items():
        follower.rebuild(newsroom.clock.now())
        assert [(p.path, p.digest, p.status) for p in follower.store().pages()] == stood[code]
        assert chain(newsroom.outputs(code)) == {path: digest for path, digest, _ in stood[code]}


def test_the_desk_sees_its_latest_decision_after_the_clock_went_back(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What was just done is what stands, even where the clock says that it has not happened yet.
    """
    story = newsroom.send("pel", QUAY)
    newsroom.publish(story)
    early = START - timedelta(hours=2)
    monkeypatch.setattr("dateline.app.clock_of", lambda _: _Standing(early))
    (newsroom.folder / "newsroom.toml").write_text("")
    newsroom.folder.joinpath("data").symlink_to(newsroom.folder, target_is_directory=True)
    with closing(Program(newsroom.folder)) as room:
        assert [s.id for s in room.state().stories()] == [story]
        assert room.state().article(newsroom.article(story).id) is not None
    with closing(Program(newsroom.folder, _Standing(early))) as room:
        assert list(room.state().stories()) == []


class _Standing:
    """A clock that stands."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment
