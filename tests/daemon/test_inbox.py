"""The inbox: files that others put there are taken in while the newsroom runs."""

from tests.app.running import soon
from tests.daemon.conftest import Item, Running


def test_a_file_is_taken_in_and_put_away(running: Running, item: Item) -> None:
    """
    Into the ledger, as its folder's source; and out of the inbox, into the folder of that day.
    """
    inbox = running.folder / "inbox"
    with running.started():
        (inbox / "qui").mkdir()
        (inbox / "qui" / "ferry.json").write_bytes(item())
        running.comes("qui: qui/ferry.json: new qui-")
        soon(lambda: not (inbox / "qui" / "ferry.json").exists(), "the file still lies there")
    assert running.stories() == ["Ferry runs again, item 1"]
    assert (inbox / ".done" / f"{running.clock.now():%Y-%m-%d}" / "qui" / "ferry.json").read_bytes() == item()


def test_a_file_that_is_still_being_written_is_left_alone(running: Running, item: Item) -> None:
    """
    An upload that takes its time must not come in torn: only once it has been still is it taken, whole, once.
    """
    data, file = item(), running.folder / "inbox" / "slow.json"
    with running.started():
        for at in range(0, len(data), 100):
            with file.open("ab") as growing:
                growing.write(data[at : at + 100])
            running.looks()
            running.passes(1.5)
            running.looks()
            assert running.deliveries() == 0
        running.comes("by-hand: slow.json: new")
    assert running.deliveries() == 1
    assert running.stories() == ["Ferry runs again, item 1"]


def test_a_broken_file_is_put_apart_and_told(running: Running, item: Item) -> None:
    """
    It is quarantined with its bytes, and what comes after it is not held up.
    """
    inbox = running.folder / "inbox"
    with running.started():
        (inbox / "a.json").write_bytes(item()[:90])
        (inbox / "b.json").write_bytes(item("2"))
        running.comes("a.json: quarantined: ")
        running.comes("b.json: new")
        soon(lambda: not (inbox / "b.json").exists(), "the file still lies there")
    (apart,) = (inbox / ".quarantined").rglob("a.json")
    assert apart.read_bytes() == item()[:90]


def test_files_of_a_source_that_is_not_in_force_wait_and_are_told_once(running: Running, item: Item) -> None:
    """
    A misspelt folder is named at once, and not again at every look; its files come in once the source is there.
    """
    inbox = running.folder / "inbox"
    with running.started():
        (inbox / "quii").mkdir()
        (inbox / "quii" / "ferry.json").write_bytes(item())
        (inbox / "plain.json").write_bytes(item("2"))
        running.comes("quii/ferry.json waits: ")
        running.comes("plain.json: new")
        running.looks()
        assert len([line for line in running.told if "waits" in line]) == 1
        assert (inbox / "quii" / "ferry.json").exists()
        (running.folder / "sources" / "quii.toml").write_text((running.folder / "sources" / "qui.toml").read_text())
        running.room.apply("ada")
        running.comes("quii: quii/ferry.json: new quii-")


def test_a_file_that_cannot_be_put_away_is_told_once(running: Running, item: Item) -> None:
    """
    It is recorded, and stays where it is; it does not come in again and again.
    """
    inbox = running.folder / "inbox"
    (inbox / ".done").write_text("in the way")
    with running.started():
        (inbox / "ferry.json").write_bytes(item())
        running.comes("cannot be moved to inbox/.done")
        (inbox / "next.json").write_bytes(item("2"))
        running.comes("next.json: new")
        running.looks()
    assert running.deliveries() == 2
    assert len([line for line in running.told if "ferry.json is recorded" in line]) == 1


def test_what_lies_there_and_is_no_file_is_told(running: Running) -> None:
    """
    A link is not followed: whoever put it there learns why nothing comes in.
    """
    with running.started():
        (running.folder / "inbox" / "link.txt").symlink_to("/etc/hostname")
        running.comes("inbox: by-hand: inbox/link.txt is a link")
    assert running.deliveries() == 0


def test_a_daemon_that_is_stopped_takes_nothing_more(running: Running, item: Item) -> None:
    """
    What comes afterwards waits in the inbox for the next start.
    """
    with running.started():
        pass
    (running.folder / "inbox" / "late.json").write_bytes(item())
    running.passes(60)
    assert running.deliveries() == 0
    assert (running.folder / "inbox" / "late.json").exists()
