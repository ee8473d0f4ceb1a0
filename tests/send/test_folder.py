"""A site as a folder of files."""

import errno
import gzip
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from tests.send.conftest import Site, state, to

from dateline.news.house import Packing
from dateline.send.folder import GONE, MANIFEST, Folder
from dateline.send.names import file_name
from dateline.send.sender import Sender


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out" / "tide"


def files(folder: Path) -> dict[str, bytes]:
    """The files that readers see, by name."""
    found = (p for p in folder.rglob("*") if p.is_file() and p.name[0] != ".")
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def sending(folder: Path, outboxes: Path, *packing: Packing) -> Sender:
    """The folder's sender."""
    return to(Folder(folder, packing), outboxes)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "index.html"),
        ("/ports/", "ports/index.html"),
        ("/2020/01/16/", "2020/01/16/index.html"),
        ("/about", "about.html"),
        ("/404", "404.html"),
        ("/2020/01/16/quay-7f3k2q9m", "2020/01/16/quay-7f3k2q9m.html"),
        ("/2020/01/16/quay-7f3k2q9m/how", "2020/01/16/quay-7f3k2q9m/how.html"),
        ("/feed.xml", "feed.xml"),
        ("/.well-known/trust.txt", ".well-known/trust.txt"),
        ("/style-00000000.css", "style-00000000.css"),
        ("/sitemap/2020-01.xml", "sitemap/2020-01.xml"),
    ],
)
def test_a_path_has_a_file_that_answers_for_it(path: str, name: str) -> None:
    """
    A web server that knows nothing of us finds a folder's index by itself, and a page by its name.
    """
    assert file_name(path) == name


def test_every_page_is_a_file_with_the_same_bytes(site: Site, folder: Path, outboxes: Path) -> None:
    """
    Also the notices that the web server gives out for addresses that have no page, whatever status they go with.
    """
    site.put("/", b"front")
    site.put("/2020/01/16/quay-7f3k2q9m", b"story")
    site.put("/404", b"not found", status=404)
    site.put("/410", b"no longer here", status=410)
    site.step(sending(folder, outboxes))
    assert files(folder) == {
        "index.html": b"front",
        "2020/01/16/quay-7f3k2q9m.html": b"story",
        "404.html": b"not found",
        "410.html": b"no longer here",
    }
    assert not list(folder.rglob("*.part"))


def test_a_file_that_did_not_change_keeps_its_date(site: Site, folder: Path, outboxes: Path) -> None:
    """
    Whatever copies the folder on sees what is new; also where we remember nothing, and compare.
    """
    site.put("/", b"front")
    site.put("/about", b"about")
    sender = sending(folder, outboxes)
    site.step(sender)
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*.html")}
    site.step(sender)
    sent = site.step(sender, anew=True)
    assert [d.changed for d in sent.delivered] == [False, False]
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*.html")} == before


def test_what_is_taken_back_has_no_file_and_is_listed_as_gone(site: Site, folder: Path, outboxes: Path) -> None:
    """
    A web server that reads the list says 410 there; what is only no more is not on it, nor what came back.
    """
    sender = sending(folder, outboxes)
    for path in ("/a", "/b", "/c"):
        site.put(path, path.encode())
    site.step(sender)
    assert (folder / GONE).read_text() == ""
    site.gone("/a")
    site.gone("/b")
    site.removed("/c")
    site.step(sender)
    assert (files(folder), (folder / GONE).read_text()) == ({}, '"/a" 1;\n"/b" 1;\n')
    site.put("/b", b"again")
    site.step(sender)
    assert (files(folder), (folder / GONE).read_text()) == ({"b.html": b"again"}, '"/a" 1;\n')


def test_packed_files_stand_beside_texts_and_go_before_them(site: Site, folder: Path, outboxes: Path) -> None:
    """
    A web server sends them as they are; one left behind would give out what was taken back.
    """
    text = b"Quay opens. " * 99
    site.put("/", text)
    site.put("/short", b"short", pictures=("/pictures/00-640.avif",))
    site.step(sending(folder, outboxes, "gz", "br", "zst"))
    found = files(folder)
    assert set(found) == {
        *("index.html", "index.html.gz", "index.html.br", "index.html.zst"),
        *("pictures/00-640.avif", "short.html"),
    }
    assert gzip.decompress(found["index.html.gz"]) == brotli.decompress(found["index.html.br"]) == text
    assert zstandard.ZstdDecompressor().decompress(found["index.html.zst"]) == text
    site.step(sending(folder, outboxes, "gz"))
    assert "index.html.gz" in files(folder) and not {"index.html.br", "index.html.zst"} & set(files(folder))
    (folder / "index.html.br").write_bytes(b"made by somebody's script")
    site.gone("/")
    site.step(sending(folder, outboxes, "gz"))
    assert set(files(folder)) == {"pictures/00-640.avif", "short.html"}


def test_files_of_others_are_left_alone(site: Site, folder: Path, outboxes: Path) -> None:
    """
    A certificate's challenge, an old page: what no export wrote, no export takes away, whatever it remembers.
    """
    site.put("/old", b"ours, once")
    site.gone("/old")
    folder.mkdir(parents=True)
    (folder / "old.html").write_text("theirs")
    (folder / "token.txt").write_text("theirs")
    sender = sending(folder, outboxes)
    site.step(sender)
    site.step(sender, anew=True)
    assert files(folder) == {"old.html": b"theirs", "token.txt": b"theirs"}


def test_what_an_export_wrote_is_known_to_the_next_that_remembers_nothing(
    site: Site, folder: Path, outboxes: Path, tmp_path: Path
) -> None:
    """
    `data/send` may be lost, and the folder written by another machine: a killed story's file is found all the same.
    """
    site.put("/a", b"a", pictures=("/pictures/00-640.avif",))
    site.put("/b", b"b", pictures=("/pictures/01-640.avif",))
    site.step(sending(folder, outboxes))
    (folder / "pictures" / "theirs.png").write_text("theirs")
    site.gone("/a")
    site.step(sending(folder, tmp_path / "another"))
    assert set(files(folder)) == {"b.html", "pictures/01-640.avif", "pictures/theirs.png"}
    listed = {"a.html", "b.html", "pictures/00-640.avif", "pictures/01-640.avif"}
    assert set((folder / MANIFEST).read_text().splitlines()) == listed


def test_a_file_that_somebody_took_away_is_written_again(site: Site, folder: Path, outboxes: Path) -> None:
    """
    `dateline build --export` believes the folder, not what is remembered of it.
    """
    sender = sending(folder, outboxes)
    site.put("/", b"front")
    site.put("/about", b"about")
    site.step(sender)
    (folder / "about.html").unlink()
    sent = site.step(sender, anew=True)
    assert {d.path: d.changed for d in sent.delivered} == {"/": False, "/about": True}
    assert (folder / "about.html").read_bytes() == b"about"


def test_something_in_a_files_way_holds_up_no_other(site: Site, folder: Path, outboxes: Path) -> None:
    """
    Somebody made a folder where a page is to stand.
    """
    (folder / "about.html").mkdir(parents=True)
    (folder / "ports").write_text("theirs")
    site.put("/about", b"about")
    site.put("/ports/", b"ports")
    site.put("/", b"front")
    site.put(f"/{'long' * 99}", b"long")
    sender = sending(folder, outboxes)
    sent = site.step(sender)
    assert (sent.out, sent.problem) == (3, "")
    site.gone(f"/{'long' * 99}")
    assert files(folder) == {"index.html": b"front", "ports": b"theirs"}
    for path in ("/about", "/ports/"):
        assert "no file can stand there" in state(sender, path).problem
    (folder / "about.html").rmdir()
    (folder / "ports").unlink()
    site.passes(2)
    assert site.step(sender).out == 0
    (folder / "ports" / "index.html").unlink()
    (folder / "ports").rmdir()
    (folder / "ports").write_text("theirs")
    site.gone("/ports/")
    assert site.step(sender).out == 0


def test_a_folder_that_cannot_be_written_is_told(site: Site, tmp_path: Path, outboxes: Path) -> None:
    """
    A full disk, a mount that is not there: nothing is lost, and the desk reads what is wrong.
    """
    (tmp_path / "srv").write_text("no folder")
    site.put("/", b"front")
    sender = sending(tmp_path / "srv" / "tide", outboxes)
    sent = site.step(sender)
    assert sent.out == 1
    assert sent.problem == "Not a directory; choose a folder that this account can write"
    (tmp_path / "srv").unlink()
    site.passes(2)
    assert site.step(sender).out == 0


def test_a_full_disk_is_told_with_its_remedy(
    site: Site, folder: Path, outboxes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Another folder would not help; and what stood there before stands there still, whole.
    """
    site.put("/", b"front")
    sender = sending(folder, outboxes)
    site.step(sender)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    site.put("/", b"front, changed")
    site.put("/a", b"a")
    with monkeypatch.context() as patched:
        patched.setattr("dateline.send.folder.os.fsync", full)
        sent = site.step(sender)
    assert (sent.problem, sent.out) == ("No space left on device; make room there", 2)
    assert files(folder) == {"index.html": b"front"}
    site.passes(2)
    assert site.step(sender).out == 0
    assert files(folder) == {"index.html": b"front, changed", "a.html": b"a"}


def test_a_file_that_we_may_not_touch_holds_up_no_kill(
    site: Site, folder: Path, outboxes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Somebody gave one folder to another account: what is killed elsewhere goes, and what is wrong is told.
    """
    sender = sending(folder, outboxes)
    site.put("/theirs/a", b"a")
    site.put("/b", b"b")
    site.step(sender)
    site.gone("/theirs/a")
    site.gone("/b")
    unlink = Path.unlink

    def guarded(path: Path, missing_ok: bool = False) -> None:
        if path.parent.name == "theirs":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        unlink(path, missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", guarded)
        sent = site.step(sender)
    assert ([d.path for d in sent.delivered], sent.out) == (["/b"], 1)
    assert "Permission denied" in sent.problem and "theirs" in sent.problem
    site.passes(2)
    assert (site.step(sender).out, files(folder)) == (0, {})


def test_what_an_export_wrote_is_listed_once(site: Site, folder: Path, outboxes: Path) -> None:
    """
    `dateline build --export` every night must not make the list longer every night.
    """
    sender = sending(folder, outboxes)
    site.put("/", b"front")
    site.step(sender)
    for _ in range(3):
        site.step(sender, anew=True)
    assert (folder / MANIFEST).read_text() == "index.html\n"


def test_no_address_leads_out_of_the_folder(site: Site, folder: Path, outboxes: Path) -> None:
    """
    Addresses are made of editors' words; none of them writes a file beside the site.
    """
    site.put("/../../secrets", b"x")
    sent = site.step(sending(folder, outboxes))
    assert sent.out == 1
    assert not (folder.parent.parent / "secrets.html").exists()
