import os
from pathlib import Path
from typing import Any

import pytest

from dateline.collect import files as module
from dateline.collect.files import deliveries
from dateline.news.errors import CollectError
from dateline.news.wire import Delivery


def taken(clock: Any, *paths: Path) -> list[Delivery | CollectError]:
    return list(deliveries(paths, source="afp", clock=clock))


def test_a_file_becomes_a_delivery(tmp_path: Path, clock: Any) -> None:
    """
    What is taken in by hand is recorded with its bytes, its name and the moment.
    """
    path = tmp_path / "a.xml"
    path.write_bytes(b"<a/>")
    assert taken(clock, path) == [Delivery("afp", "hand", path.as_posix(), b"<a/>", clock.now())]


def test_folders_are_walked_in_order_of_names(tmp_path: Path, clock: Any) -> None:
    """
    The same command on two machines must record the same order.
    """
    for name in ("b/2.xml", "b/10.xml", "a/z/1.xml", "B.xml", "c.xml", ".git/x", "b/.hidden"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    found = taken(clock, tmp_path / "c.xml", tmp_path)
    assert [d.data.decode() for d in found if isinstance(d, Delivery)] == [
        "c.xml", "B.xml", "a/z/1.xml", "b/10.xml", "b/2.xml", "c.xml"
    ]  # fmt: skip


def test_a_hidden_file_is_taken_if_it_is_named(tmp_path: Path, clock: Any) -> None:
    """
    Whoever names it means it.
    """
    (tmp_path / ".hidden").write_text("x")
    assert [type(d) for d in taken(clock, tmp_path / ".hidden")] == [Delivery]


def test_a_path_that_is_not_there_is_told_and_the_rest_taken(tmp_path: Path, clock: Any) -> None:
    """
    One slip in a long command must not cost the other files.
    """
    (tmp_path / "b.xml").write_text("x")
    error, delivery = taken(clock, tmp_path / "a.xml", tmp_path / "b.xml")
    assert isinstance(error, CollectError)
    assert "a.xml is not there" in error.what
    assert isinstance(delivery, Delivery)


def test_a_link_to_a_file_is_read_and_one_to_a_folder_is_told(tmp_path: Path, clock: Any) -> None:
    """
    A folder that links to itself would never end.
    """
    (tmp_path / "room").mkdir()
    (tmp_path / "room/a.xml").write_text("x")
    (tmp_path / "room/b.xml").symlink_to(tmp_path / "room/a.xml")
    (tmp_path / "room/c").symlink_to(tmp_path / "room")
    (tmp_path / "room/d.xml").symlink_to(tmp_path / "nowhere")
    found = taken(clock, tmp_path / "room")
    assert [type(f) for f in found] == [Delivery, Delivery, CollectError, CollectError]
    assert "is a link to a folder" in str(found[2])
    assert "is not there" in str(found[3])


def test_a_linked_folder_is_entered_if_it_is_named(tmp_path: Path, clock: Any) -> None:
    """
    Whoever names it means what it leads to.
    """
    (tmp_path / "room").mkdir()
    (tmp_path / "room/a.xml").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "room")
    assert len(taken(clock, tmp_path / "link")) == 1


def test_an_odd_name_is_shown_in_letters(tmp_path: Path, clock: Any) -> None:
    """
    A name that is no text could be neither printed nor recorded.
    """
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.xml")).write_bytes(b"x")
    (delivery,) = taken(clock, tmp_path)
    assert isinstance(delivery, Delivery)
    assert delivery.name.endswith("/caf\\xe9.xml")


def test_a_pipe_and_a_giant_are_told(tmp_path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The one would never end, the other fill the memory.
    """
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "wire.xml").write_bytes(b"four")
    monkeypatch.setattr(module, "LARGEST", 3)
    pipe, giant = taken(clock, tmp_path)
    assert "no regular file" in str(pipe)
    assert "larger than" in str(giant)


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Wrong permissions on one folder are no reason to stop.
    """

    def denied(path: Path) -> Any:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", denied)
    (error,) = taken(clock, tmp_path)
    assert str(error).endswith("cannot be read: permission denied; give this account the right to it")


def test_a_folder_is_never_read_as_a_file(tmp_path: Path) -> None:
    """
    A folder made in the place of a file meanwhile is told like any other error.
    """
    with pytest.raises(IsADirectoryError):
        module.content(tmp_path)


def test_folders_without_end_are_told_and_the_rest_taken(tmp_path: Path, clock: Any) -> None:
    """
    A program that ran wild made a thousand folders, one in another; what else is there is news all the same.
    """
    deep = tmp_path / ("a/" * 900)
    deep.mkdir(parents=True)
    (tmp_path / "b.xml").write_bytes(b"x")
    error, delivery = taken(clock, tmp_path)
    assert "lies in more than 32 folders; name it itself" in str(error)
    assert isinstance(delivery, Delivery)
