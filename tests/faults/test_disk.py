"""The disk is full, or may not be written: it is said in words, nothing is lost, and afterwards work goes on."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.faults import acts
from tests.faults.hands import Children, Trial
from tests.postgres import Server

from dateline.ledger.open import url_of
from dateline.setup.init import init

#: Bytes of the small disk.
DISK = 12 << 20


class Desk:
    """A newsroom with three texts on two sites, and its command line."""

    def __init__(self, jobs: Children, folder: Path, database: Callable[[], str | None]) -> None:
        self._jobs, self.folder = jobs, folder
        init(folder)
        trial = Trial(jobs, folder, "disk", 0, database)
        self._where = {"folder": str(folder), "moment": trial.moment}
        # The command line goes by the world's clock.
        self._later = {"folder": str(folder), "moment": "2100-01-01T00:00:00+00:00"}
        texts = [(verb, f"{n}a{more}") for n in range(3) for verb, more in (("ingest", "/1"), ("publish", ""))]
        jobs.run("play", **self._where, verbs=[*texts, ("follow", "all")])

    def says(self, *words: str, **limits: Any) -> dict[str, Any]:
        """What a command comes to; its error is never a traceback."""
        _, said = self._jobs.run("command", words=[*words, "--newsroom", str(self.folder)], **limits)
        assert "Traceback" not in said["err"] + said["out"]
        assert said["err"] or not said["status"]
        return dict(said)

    def kill(self, key: str, **limits: Any) -> dict[str, Any]:
        """``dateline kill``"""
        return self.says("kill", acts.story_id(key), "--reason", "it must go", "--by", "ada", **limits)

    def ingest(self, key: str, **limits: Any) -> dict[str, Any]:
        """``dateline ingest`` of a large file."""
        file = self.folder / f"{key}-9.json"
        file.write_bytes(acts.document(key, 9, large=True))
        return self.says("ingest", str(file), "--source", acts.sender(key), "--by", "ada", **limits)

    def given(self) -> tuple[set[str], set[int]]:
        """The texts whose words readers get, and the statuses they see."""
        _, seen = self._jobs.run("serve", **self._where)
        return set(seen["words"]), set(seen["statuses"].values())

    def acknowledge(self, verb: str, key: str, entry: int) -> None:
        """Take down what the command line acknowledged."""
        told = acts.Acts(self.folder / "acts")
        told.note(acts.Act(verb, key))
        told.note(acts.Acknowledged(acts.Act(verb, key), entry))

    def sound(self) -> None:
        """A fresh start finds everything as it must be."""
        _, found = self._jobs.run("recover", **self._later)
        assert (found["lost"], found["twice"], found["wrong"]) == ([], [], [])

    def entries(self) -> int:
        """How many there are."""
        _, seen = self._jobs.run("tail", **self._where)
        return int(seen)


@pytest.fixture
def desk(jobs: Children, folder: Path, database: Callable[[], str | None]) -> Desk:
    return Desk(jobs, folder, database)


def markers(*keys: str) -> set[str]:
    return {acts.marker(key) for key in keys}


def entry_of(said: dict[str, Any]) -> int:
    """The entry of a receipt that was printed."""
    return int(said["out"].partition("entry ")[2].partition(",")[0])


# A full disk


def test_a_ledger_that_cannot_grow_says_so_and_goes_on_later(jobs: Children, folder: Path) -> None:
    """
    SQLite's own words for a full disk reach the person at the keyboard; nothing of the refused delivery is there.
    """
    desk = Desk(jobs, folder, lambda: None)
    before = desk.entries()
    said = desk.says("ingest", str(large(desk)), "--source", "pel", "--by", "ada", pages=1)
    assert said["status"] == 2 and "disk is full" in said["err"] and "ledger.db" in said["err"]
    assert desk.entries() == before
    assert desk.given()[0] == markers("0a", "1a", "2a")
    said = desk.kill("0a")
    assert said["status"] == 0
    desk.acknowledge("kill", "0a", entry_of(said))
    assert desk.given()[0] == markers("1a", "2a")
    desk.sound()


def large(desk: Desk) -> Path:
    """A text of some hundred kilobytes, kept in the ledger's own file."""
    file = desk.folder / "long.json"
    sent = msgspec.json.decode(acts.document("7a", 1))
    file.write_bytes(msgspec.json.encode(sent | {"padding": os.urandom(1 << 18).hex()}))
    return file


def test_pages_that_cannot_be_written_stay_closed(jobs: Children, folder: Path, postgres: Server) -> None:
    """
    The kill is durable, and its pages cannot be made anew: readers get a 410 or a 503, and never the words.
    """
    desk = Desk(jobs, folder, postgres.database)
    said = desk.kill("0a", bytes=1 << 12)
    assert said["status"] == 1 and "gate is closed" in said["err"]
    desk.acknowledge("kill", "0a", entry_of(said))
    words, statuses = desk.given()
    assert words <= markers("1a", "2a") and statuses & {410, 503}
    assert desk.kill("1a")["status"] == 0
    desk.sound()


def test_where_no_file_may_grow_every_command_says_so(desk: Desk) -> None:
    """
    Large bytes, the ledger, the pages, an export: whichever cannot be written, it is named, and nothing is half done.
    """
    before = desk.entries()
    said = desk.ingest("5a", bytes=1 << 14)
    assert said["status"] == 2
    assert desk.entries() == before
    assert desk.says("build", "--site", "tide", bytes=1 << 12)["status"] == 2
    assert desk.given()[0] == markers("0a", "1a", "2a")
    assert desk.ingest("5a")["status"] == 0
    assert desk.entries() == before + 2
    desk.sound()


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A disk of its own, for root on a machine that lets it."""
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", place], capture_output=True)
    if mounted.returncode:
        pytest.skip("no disk of 12 MB here: `mount` needs root")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="no disk of 12 MB here: `mount` needs root")
def test_a_disk_that_is_really_full(jobs: Children, tmp_path: Path) -> None:
    """
    Not a byte is left: verbs are refused or done, the gate is closed to what was killed, and room is all it takes.
    """
    with small_disk(tmp_path / "disk") as disk:
        desk = Desk(jobs, disk / "room", lambda: None)
        ballast = disk / "ballast"
        fill(ballast)
        dead = set[str]()
        statuses = []
        for key in ("0a", "1a"):
            said = desk.kill(key)
            statuses.append(said["status"])
            if said["status"] < 2:
                desk.acknowledge("kill", key, entry_of(said))
                dead |= markers(key)
            assert not desk_words(desk) & dead
        assert max(statuses) > 0
        ballast.unlink()
        assert desk.kill("2a")["status"] == 0
        assert not desk_words(desk) & (dead | markers("2a"))
        desk.sound()


def desk_words(desk: Desk) -> set[str]:
    """What readers get on a full disk; nothing at all, where not even a page can be looked up."""
    try:
        return desk.given()[0]
    except AssertionError:
        return set()


def fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


# A folder that may not be written


@contextmanager
def locked(*folders: Path) -> Iterator[None]:
    """Nobody may write there."""
    everything = [p for folder in folders for p in (folder, *folder.rglob("*"))]
    modes = [p.stat().st_mode for p in everything]
    for path, mode in zip(everything, modes, strict=True):
        path.chmod(mode & ~0o222)
    try:
        yield
    finally:
        for path, mode in zip(everything, modes, strict=True):
            if path.exists():
                path.chmod(mode)


def test_a_newsroom_that_may_not_be_written_says_so(jobs: Children, folder: Path) -> None:
    """
    A backup that was mounted read-only can be looked at; verbs are refused there, with the file's name.
    """
    desk = Desk(jobs, folder, lambda: None)
    before = desk.entries()
    with locked(folder / "data"):
        said = desk.kill("0a", powerless=True)
        assert said["status"] == 2 and str(folder / "data") in said["err"]
        assert desk.says("stories", powerless=True)["status"] == 0
    assert desk.entries() == before
    assert desk.kill("0a", powerless=True)["status"] == 0
    assert desk.given()[0] == markers("1a", "2a")


def reachable(folder: Path) -> None:
    """Who may do nothing of root's still reaches the tests' PostgreSQL."""
    if url := url_of(folder / "data"):
        Path(url.partition("host=")[2]).chmod(0o711)


def test_sites_that_may_not_be_written_stay_closed(
    jobs: Children, folder: Path, database: Callable[[], str | None]
) -> None:
    """
    The kill is durable although no page can be made anew; it says which site waits, and why.
    """
    desk = Desk(jobs, folder, database)
    reachable(folder)
    with locked(folder / "data" / "sites"):
        said = desk.kill("0a", powerless=True)
        assert said["status"] in (1, 2), said
        assert "sites" in said["err"] or "readonly" in said["err"]
        assert desk.given()[0] == markers("1a", "2a")
    assert desk.says("build", powerless=True)["status"] == 0
    assert desk.given()[0] == markers("1a", "2a")


def test_a_folder_that_may_not_be_exported_to_says_so(jobs: Children, folder: Path) -> None:
    """
    Another web server's folder belongs to somebody else: the export is refused in words, and a later one is whole.
    """
    desk = Desk(jobs, folder, lambda: None)
    target = folder.with_name("www")
    target.mkdir()
    with locked(target):
        said = desk.says("build", "--export", str(target), powerless=True)
        assert said["status"] == 2 and str(target) in said["err"]
        assert list(target.iterdir()) == []
    said = desk.says("build", "--export", str(target), powerless=True)
    assert said["status"] == 0, said
    assert (target / "tide" / "index.html").exists()
