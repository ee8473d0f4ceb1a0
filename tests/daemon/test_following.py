"""Following: pages keep up with the ledger and the clock, whoever writes, and whatever goes wrong on the way."""

from datetime import timedelta

import pytest
from tests.app.running import soon
from tests.daemon.conftest import NOON, Item, Running

from dateline.app import Newsroom
from dateline.news.wire import Delivery
from dateline.verbs.follow import Step
from dateline.verbs.kill import kill
from dateline.verbs.publish import publish


def take_in(room: Newsroom, data: bytes) -> str:
    """Ingest an item of the agency's; its story's id."""
    (came,) = room.ingest([Delivery("qui", "hand", "item.json", data, room.clock.now())], "ada")
    return came.items[0].story


def front(running: Running) -> str:
    """The front page as it is stored."""
    other = Newsroom(running.folder, running.clock)
    try:
        store = other.followers()[0].store()
        page = store.page("/")
        body = store.body("/") if page else None
        return body.decode() if body else ""
    finally:
        other.close()


def test_pages_follow_what_another_process_decides(running: Running, item: Item) -> None:
    """
    The desk's command and the running newsroom are two processes; readers do not notice.
    """
    desk = Newsroom(running.folder, running.clock)
    id = take_in(desk, item())
    with running.started():
        publish(id, sites=("example",), by="ada", ledger=desk.ledger)
        soon(lambda: "Ferry runs again" in front(running), "the front does not follow")
        kill(id, reason="test", by="ada", ledger=desk.ledger)
        soon(lambda: "Ferry runs again" not in front(running), "the front does not follow the kill")
    desk.close()


def test_pages_follow_the_clock(running: Running, item: Item) -> None:
    """
    An embargo lifts at its moment by itself, without any entry.
    """
    lifts = NOON + timedelta(hours=1)
    id = take_in(running.room, item(embargoedUntil=lifts.isoformat()))
    running.room.done(lambda: publish(id, sites=("example",), by="ada", ledger=running.room.ledger))
    assert running.room.next_due() == lifts
    entries = running.room.ledger.tail()
    with running.started():
        running.clock.moment = lifts - timedelta(milliseconds=1)
        running.looks()
        assert "Ferry runs again" not in front(running)
        running.clock.moment = lifts
        soon(lambda: "Ferry runs again" in front(running), "the embargo does not lift")
    assert running.room.ledger.tail() == entries


def test_a_site_that_another_process_had_in_hand_is_taken_up_again(running: Running, item: Item) -> None:
    """
    A command that follows for a moment, and ends before it saw the last entry, must not leave pages as they are.
    """
    other = Newsroom(running.folder, running.clock)
    (follower,) = other.followers()
    id = take_in(running.room, item())
    with running.started():
        with follower.lease(wait=True) as mine:
            assert mine
            publish(id, sites=("example",), by="ada", ledger=other.ledger)
            running.looks()
            assert follower.reached() < other.ledger.tail()
        soon(lambda: follower.reached() == other.ledger.tail(), "nobody takes the site up again")
    other.close()


def test_what_nobody_expected_is_told_and_the_following_goes_on(
    running: Running, item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A defect that one entry meets must not stop the pages of all others for the night.
    """
    follow, fails = running.room.follow, [RuntimeError("the cat walked over the keyboard")]

    def once() -> tuple[Step, ...]:
        if fails:
            raise fails.pop()
        return follow()

    monkeypatch.setattr(running.room, "follow", once)
    id = take_in(running.room, item())
    publish(id, sites=("example",), by="ada", ledger=running.room.ledger)
    with running.started():
        running.comes("follow: the cat walked over the keyboard; trying again")
        soon(lambda: "Ferry runs again" in front(running), "the following has ended")


def test_the_trouble_of_one_site_is_told_and_passes(running: Running, item: Item) -> None:
    """
    A template that cannot be set is told once, not at each look; once it is mended the pages follow.
    """
    theme = running.folder / "themes" / "example"
    theme.mkdir(parents=True)
    (theme / "front.html").write_text("{% for x in %}")
    (running.folder / "newsroom.toml").write_text('name = "Ferry Papers"\n')
    running.room.apply("ada")
    id = take_in(running.room, item())
    publish(id, sites=("example",), by="ada", ledger=running.room.ledger)
    with running.started():
        running.comes("example: ")
        (theme / "front.html").unlink()
        soon(lambda: "Ferry runs again" in front(running), "the site is still in trouble")
    assert len([line for line in running.told if line.startswith("example: ")]) == 1


def test_a_kill_that_a_sites_trouble_keeps_from_its_pages_is_told_once_its_time_is_over(
    running: Running, item: Item
) -> None:
    """
    No reader gets it: the gate sees to that. The contract asks for more, and somebody has to ring the agency.
    """
    theme = running.folder / "themes" / "example"
    theme.mkdir(parents=True)
    licence = running.folder / "licences" / "qui.toml"
    licence.write_text(f"{licence.read_text()}\n[duties]\nkill_within = 30\n")
    running.room.apply("ada")
    id = take_in(running.room, item())
    receipt = running.room.done(lambda: publish(id, sites=("example",), by="ada", ledger=running.room.ledger))
    assert not receipt.waiting
    (theme / "front.html").write_text("{% for x in %}")
    (running.folder / "newsroom.toml").write_text('name = "Ferry Papers"\n')
    running.room.apply("ada")
    kill(id, reason="test", by="ada", ledger=running.room.ledger)
    running.passes(30 * 60 - 1)
    with running.started():
        soon(lambda: running.told, "nobody tells of the trouble")
        assert not [line for line in running.told if line.startswith("LATE")]
        running.comes(f"LATE: licence qui wants {id} out of every output by 2020-01-16 12:30:00 UTC, and example:/")
        (theme / "front.html").unlink()
        soon(lambda: "Ferry runs again" not in front(running), "the site is still in trouble")
    assert len([line for line in running.told if line.startswith("LATE")]) == 1
