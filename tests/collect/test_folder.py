import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dateline.collect import files
from dateline.collect import folder as module
from dateline.collect.folder import Inbox
from dateline.news.errors import CollectError
from dateline.news.wire import Delivery


@pytest.fixture
def inbox(tmp_path: Path, clock: Any) -> Inbox:
    (tmp_path / "inbox").mkdir()
    return Inbox(tmp_path / "inbox", clock)


def put(inbox: Inbox, name: str, data: bytes = b"text") -> Path:
    path = inbox.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def settled(inbox: Inbox) -> tuple[Delivery | CollectError, ...]:
    """What the second of two polls brings, with the time to settle between them."""
    assert [d for d in inbox.poll() if isinstance(d, Delivery)] == []
    inbox.clock.tick(inbox.settle)  # type: ignore[attr-defined]
    return inbox.poll()


def names(polled: tuple[Delivery | CollectError, ...]) -> list[str]:
    return [d.name for d in polled if isinstance(d, Delivery)]


def told(polled: tuple[Delivery | CollectError, ...]) -> list[str]:
    return [str(e) for e in polled if isinstance(e, CollectError)]


def test_the_subfolder_says_whose_the_file_is(inbox: Inbox, clock: Any) -> None:
    """
    An agency's upload goes to its own folder; what an editor drops in is taken by hand.
    """
    put(inbox, "afp/a.xml", b"<a/>")
    put(inbox, "b.txt")
    put(inbox, "afp/2020/january/c.xml")
    polled = settled(inbox)
    assert {(d.source, d.name) for d in polled if isinstance(d, Delivery)} == {
        ("afp", "afp/a.xml"),
        ("by-hand", "b.txt"),
        ("afp", "afp/2020/january/c.xml"),
    }
    assert Delivery("afp", "folder", "afp/a.xml", b"<a/>", clock.now()) in polled


def test_a_file_still_being_written_is_not_taken(inbox: Inbox, clock: Any) -> None:
    """
    Half a story must never be read as a whole one.
    """
    path = put(inbox, "slow.xml", b"<story>")
    for piece in (b"one", b"two", b"</story>"):
        assert inbox.poll() == ()
        clock.tick(60)
        with path.open("ab") as file:
            file.write(piece)
    assert inbox.poll() == ()
    clock.tick(2)
    (delivery,) = inbox.poll()
    assert isinstance(delivery, Delivery)
    assert delivery.data == b"<story>onetwo</story>"


def test_a_file_must_be_still_for_the_time_to_settle(inbox: Inbox, clock: Any) -> None:
    """
    Two quick looks at a slow upload prove nothing.
    """
    put(inbox, "a.xml")
    inbox.poll()
    clock.tick(1.9)
    assert inbox.poll() == ()
    clock.tick(0.1)
    assert names(inbox.poll()) == ["a.xml"]


def test_a_file_rewritten_in_the_same_size_is_seen_to_change(inbox: Inbox, clock: Any) -> None:
    """
    A size alone does not tell that a file is finished.
    """
    path = put(inbox, "a.xml", b"one")
    inbox.poll()
    clock.tick(5)
    path.write_bytes(b"two")
    os.utime(path, ns=(1, 1))
    assert inbox.poll() == ()


def test_a_clock_put_back_begins_the_wait_anew(inbox: Inbox, clock: Any) -> None:
    """
    A machine whose clock is set right must not take a file early, nor wait an hour for it.
    """
    put(inbox, "a.xml")
    inbox.poll()
    clock.tick(-3600)
    assert inbox.poll() == ()
    clock.tick(2)
    assert names(inbox.poll()) == ["a.xml"]


def test_a_file_renamed_into_place_is_taken_at_the_second_poll(inbox: Inbox, clock: Any) -> None:
    """
    Uploads under another name are the agencies' way of saying that a file is complete.
    """
    part = put(inbox, "afp/a.xml.part", b"<a/>")
    assert settled(inbox) == ()
    part.rename(inbox.folder / "afp/a.xml")
    assert inbox.poll() == ()
    clock.tick(2)
    assert names(inbox.poll()) == ["afp/a.xml"]


@pytest.mark.parametrize(
    "name", [".hidden", "a.part", "a.TMP", "a.crdownload", "a.xml~", ".git/config", "afp/.a.xml.swp", "README.txt"]
)
def test_what_is_unfinished_or_hidden_is_left_alone(inbox: Inbox, name: str) -> None:
    """
    Editors and browsers leave such files; our own note is one too.
    """
    put(inbox, name)
    assert settled(inbox) == ()
    assert (inbox.folder / name).exists()


def test_an_empty_file_is_delivered_as_it_is(inbox: Inbox) -> None:
    """
    That somebody sent nothing is for the desk to see, not for us to hide.
    """
    put(inbox, "afp/empty.xml", b"")
    (delivery,) = settled(inbox)
    assert isinstance(delivery, Delivery)
    assert delivery.data == b""


def test_older_files_come_first(inbox: Inbox) -> None:
    """
    A correction written after its story must not be read before it.
    """
    for number, name in enumerate(["z.xml", "afp/b.xml", "a.xml", "upi/a.xml"]):
        os.utime(put(inbox, name), ns=(number // 3, number // 3))
    assert names(settled(inbox)) == ["a.xml", "afp/b.xml", "z.xml", "upi/a.xml"]


def test_a_recorded_file_is_put_away_by_day_and_taken_once(inbox: Inbox) -> None:
    """
    What was taken can be looked up for a day, and is not taken again.
    """
    put(inbox, "afp/a.xml", b"one")
    (delivery,) = settled(inbox)
    assert isinstance(delivery, Delivery)
    assert inbox.done(delivery) == inbox.folder / ".done/2020-01-16/afp/a.xml"
    assert (inbox.folder / ".done/2020-01-16/afp/a.xml").read_bytes() == b"one"
    assert settled(inbox) == ()


def test_a_quarantined_file_is_put_elsewhere(inbox: Inbox) -> None:
    """
    Whoever looks for what could not be read finds it in one place.
    """
    put(inbox, "a.bin")
    (delivery,) = settled(inbox)
    assert isinstance(delivery, Delivery)
    assert inbox.quarantined(delivery) == inbox.folder / ".quarantined/2020-01-16/a.bin"


def test_files_of_one_name_are_all_kept(inbox: Inbox) -> None:
    """
    An agency that names every file alike must not overwrite its own past.
    """
    for number in range(3):
        put(inbox, "afp/latest.xml", f"{number}".encode())
        (delivery,) = settled(inbox)
        assert isinstance(delivery, Delivery)
        inbox.done(delivery)
    kept = inbox.folder / ".done/2020-01-16/afp"
    assert {p.name: p.read_text() for p in kept.iterdir()} == {
        "latest.xml": "0",
        "latest-2.xml": "1",
        "latest-3.xml": "2",
    }


def test_a_delivery_that_was_not_recorded_comes_again(inbox: Inbox) -> None:
    """
    A ledger that was busy costs nothing; the ledger counts the same bytes as repeated.
    """
    put(inbox, "a.xml")
    (first,) = settled(inbox)
    assert isinstance(first, Delivery)
    inbox.clock.tick(module.AGAIN.total_seconds())  # type: ignore[attr-defined]
    (again,) = inbox.poll()
    assert isinstance(again, Delivery)
    assert (again.name, again.data) == (first.name, first.data)


def test_after_a_crash_the_file_is_taken_again(inbox: Inbox, clock: Any) -> None:
    """
    Twice is counted as repeated; never would be a loss.
    """
    put(inbox, "a.xml")
    first = settled(inbox)
    assert settled(Inbox(inbox.folder, clock)) == (Delivery("by-hand", "folder", "a.xml", b"text", clock.now()),)
    assert names(first) == ["a.xml"]


def test_a_file_that_changed_after_it_was_taken_is_taken_again(inbox: Inbox) -> None:
    """
    What was added between reading and recording must be read, not put away unseen.
    """
    path = put(inbox, "a.xml", b"one")
    (delivery,) = settled(inbox)
    assert isinstance(delivery, Delivery)
    path.write_bytes(b"one and two")
    assert inbox.done(delivery) is None
    assert path.exists()
    (again,) = settled(inbox)
    assert isinstance(again, Delivery)
    assert again.data == b"one and two"


def test_a_file_taken_away_by_somebody_is_no_fault(inbox: Inbox) -> None:
    """
    People tidy up while we work.
    """
    path = put(inbox, "a.xml")
    (delivery,) = settled(inbox)
    assert isinstance(delivery, Delivery)
    path.unlink()
    assert inbox.done(delivery) is None
    assert settled(inbox) == ()


def test_a_recorded_file_that_cannot_be_moved_is_told_and_not_taken_again(inbox: Inbox, clock: Any) -> None:
    """
    A full or locked disk must not fill the ledger with repeats; a new file of that name is still taken.
    """
    path = put(inbox, "a.xml")
    (delivery,) = settled(inbox)
    assert isinstance(delivery, Delivery)
    (inbox.folder / ".done").write_text("in the way")
    with pytest.raises(CollectError, match="cannot be moved"):
        inbox.done(delivery)
    clock.tick(5)
    assert inbox.poll() == ()
    path.write_bytes(b"something new")
    assert names(settled(inbox)) == ["a.xml"]


def test_a_link_is_told_and_not_followed(inbox: Inbox, tmp_path: Path) -> None:
    """
    Whoever may drop files must not make us read any file of this machine.
    """
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "elsewhere").mkdir()
    (inbox.folder / "a.txt").symlink_to(tmp_path / "secret")
    (inbox.folder / "afp").symlink_to(tmp_path / "elsewhere")
    first = inbox.poll()
    assert [e.split(",")[0] for e in told(first)] == [
        "by-hand: inbox/a.txt is a link",
        "by-hand: inbox/afp is a link",
    ]
    assert settled(inbox) == ()


def test_a_pipe_is_told_and_not_read(inbox: Inbox) -> None:
    """
    Reading it would wait for ever.
    """
    os.mkfifo(inbox.folder / "pipe")
    assert told(inbox.poll()) == ["by-hand: inbox/pipe is no regular file; take it away"]


def test_a_name_in_odd_bytes_is_taken_under_what_can_be_shown_of_it(inbox: Inbox) -> None:
    """
    Servers of another age name their files in another charset; the news in them is news.
    """
    odd = Path(os.fsdecode(os.fsencode(inbox.folder) + b"/caf\xe9.xml"))
    odd.write_bytes(b"x")
    put(inbox, "café.xml")
    polled = settled(inbox)
    assert sorted(names(polled)) == ["caf\\xe9.xml", "café.xml"]
    delivery = next(d for d in polled if isinstance(d, Delivery) and d.data == b"x")
    moved = inbox.done(delivery)
    assert moved is not None
    assert os.fsencode(moved.name) == b"caf\xe9.xml"
    assert not odd.exists()


def test_an_upload_that_only_paused_is_taken_again_whole(inbox: Inbox, clock: Any) -> None:
    """
    A line that stalls for some seconds looks like the end of a file; what follows is written where the file now is.
    """
    path = put(inbox, "afp/slow.xml", b"<story>half")
    with path.open("ab") as upload:
        (half,) = settled(inbox)
        assert isinstance(half, Delivery)
        assert inbox.quarantined(half) is not None
        clock.tick(30)
        assert inbox.poll() == ()
        upload.write(b" and half</story>")
    assert told(inbox.poll()) == ["afp: inbox/afp/slow.xml went on changing; it is taken again, whole"]
    clock.tick(2)
    (whole,) = inbox.poll()
    assert isinstance(whole, Delivery)
    assert whole.data == b"<story>half and half</story>"
    inbox.done(whole)
    clock.tick(60)
    assert inbox.poll() == ()


def test_what_cannot_be_recorded_keeps_nothing_else_waiting(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Hundreds of files of a source that is not in force yet are older than today's news, and come first in each poll.
    """
    monkeypatch.setattr(module, "MOST_FILES", 2)
    for number in range(4):
        os.utime(put(inbox, f"old/{number}.xml"), ns=(number, number))
    put(inbox, "afp/news.xml")
    assert names(settled(inbox)) == ["old/0.xml", "old/1.xml"]
    assert names(inbox.poll()) == ["old/2.xml", "old/3.xml"]
    assert names(inbox.poll()) == ["afp/news.xml"]
    assert names(inbox.poll()) == []
    inbox.clock.tick(module.AGAIN.total_seconds())  # type: ignore[attr-defined]
    assert names(inbox.poll()) == ["old/0.xml", "old/1.xml"]


def test_folders_without_end_are_told_and_the_rest_taken(inbox: Inbox) -> None:
    """
    A program that ran wild made a thousand folders, one in another; the newsroom goes on.
    """
    put(inbox, "afp/" + "a/" * 900 + "deep.xml")
    put(inbox, "afp/news.xml")
    assert "lies in more than 32 folders, and waits; move it up" in told(inbox.poll())[0]
    inbox.clock.tick(2)  # type: ignore[attr-defined]
    assert names(inbox.poll()) == ["afp/news.xml"]


def test_a_folder_that_is_no_sources_code_is_told(inbox: Inbox) -> None:
    """
    A folder named by mistake would otherwise swallow files in silence.
    """
    put(inbox, "AFP English/a.xml")
    (error,) = inbox.poll()
    assert "inbox/AFP English is no source's code" in str(error)
    assert settled(inbox) == ()


def test_what_is_wrong_is_told_once_until_it_changes(inbox: Inbox, tmp_path: Path) -> None:
    """
    A poll every two seconds must not bury the desk under one message.
    """
    link = inbox.folder / "a.txt"
    link.symlink_to(tmp_path)
    assert len(told(inbox.poll())) == 1
    assert told(inbox.poll()) == []
    link.unlink()
    inbox.poll()
    link.symlink_to(tmp_path)
    assert len(told(inbox.poll())) == 1


def test_a_file_that_cannot_be_read_is_told_and_the_rest_taken(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Wrong permissions on one file are that file's matter only.
    """
    put(inbox, "a.xml")
    put(inbox, "b.xml")
    read = files.content

    def content(path: Path) -> bytes:
        if path.name == "a.xml":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(module, "content", content)
    polled = settled(inbox)
    assert names(polled) == ["b.xml"]
    assert told(polled) == ["by-hand: inbox/a.xml cannot be read: permission denied; give this account the right to it"]


@pytest.mark.parametrize("change", [Path.unlink, lambda p: p.write_bytes(b"more of it")])
def test_a_file_that_changes_while_it_is_read_waits(inbox: Inbox, monkeypatch: pytest.MonkeyPatch, change: Any) -> None:
    """
    The bytes read are then neither the old file nor the new.
    """
    path = put(inbox, "a.xml")
    read = files.content

    def content(path: Path) -> bytes:
        data = read(path)
        change(path)
        return data

    monkeypatch.setattr(module, "content", content)
    assert settled(inbox) == ()
    assert path.name not in [p.name for p in (inbox.folder / ".done").glob("**/*")]


def test_an_inbox_that_is_not_there_is_told(tmp_path: Path, clock: Any) -> None:
    """
    An inbox deleted by mistake looks just like a quiet day otherwise.
    """
    inbox = Inbox(tmp_path / "inbox", clock)
    assert "cannot be read" in told(inbox.poll())[0]
    (tmp_path / "inbox").mkdir()
    put(inbox, "a.xml")
    assert names(settled(inbox)) == ["a.xml"]


def test_a_folder_that_vanishes_meanwhile_is_no_fault(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Uploading programs make and remove folders as they go.
    """
    put(inbox, "afp/a.xml")
    put(inbox, "b.xml")
    scan = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name == "afp":
            raise FileNotFoundError(2, "No such file or directory", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert settled(inbox)[0].name == "b.xml"  # type: ignore[union-attr]


def test_a_file_that_vanishes_meanwhile_is_no_fault(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Nor is one that is gone between two looks at it.
    """

    class Gone:
        name = "a.xml"

        def stat(self, *, follow_symlinks: bool) -> os.stat_result:
            raise FileNotFoundError(2, f"No such file, links followed: {follow_symlinks}")

    monkeypatch.setattr(os, "scandir", lambda _: [Gone()])
    assert inbox.poll() == ()


def test_a_full_inbox_comes_in_parts(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A week's backlog must not fill the memory at once; every file comes in the end.
    """
    monkeypatch.setattr(module, "MOST_FILES", 2)
    for number in range(5):
        os.utime(put(inbox, f"{number}.xml"), ns=(number, number))
    taken = []
    polled = settled(inbox)
    while polled:
        for delivery in polled:
            assert isinstance(delivery, Delivery)
            taken.append(delivery.name)
            inbox.done(delivery)
        assert len(polled) <= 2
        polled = inbox.poll()
    assert taken == [f"{n}.xml" for n in range(5)]


def test_large_files_come_one_by_one(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The bound is in bytes too, and a file above it still comes, alone.
    """
    monkeypatch.setattr(module, "MOST_BYTES", 3)
    put(inbox, "a.xml", b"four")
    put(inbox, "b.xml", b"five!")
    assert len(settled(inbox)) == 1


def test_the_day_is_that_of_the_receipt(inbox: Inbox, clock: Any) -> None:
    """
    The ledger and the folder must agree on when it came.
    """
    put(inbox, "a.xml")
    (delivery,) = settled(inbox)
    assert isinstance(delivery, Delivery)
    clock.moment += timedelta(days=1)
    moved = inbox.done(delivery)
    assert moved and moved.parent.name == "2020-01-16"
