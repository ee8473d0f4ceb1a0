"""The renditions on disk: made once, and as often as they are gone."""

import errno
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from tests.pictures.files import file, opened, photograph, quarters, told

from dateline.news.wire import Problem
from dateline.pictures.library import Library
from dateline.pictures.values import Picture, fallback, renditions


class Files:
    """Files that came in, in memory; none of them beside a story."""

    def __init__(self, *files: bytes) -> None:
        self.known = {sha256(data).hexdigest(): data for data in files}
        self.asked = 0

    def bytes_of(self, digest: str) -> bytes | None:
        self.asked += 1
        return self.known.get(digest)

    def held(self, digests: Iterable[str]) -> frozenset[str]:
        return frozenset(digests) & self.known.keys()


@pytest.fixture
def files() -> Files:
    return Files(photograph(700, 500), file(quarters(64, 64), "PNG")[:-30])


@pytest.fixture
def library(tmp_path: Path, files: Files) -> Library:
    return Library(tmp_path / "pictures", files, told)


def shown(library: Library, files: Files) -> Picture:
    """The picture that can be shown."""
    picture = library.picture(next(iter(files.known)))
    assert isinstance(picture, Picture)
    return picture


def test_a_rendition_is_made_when_it_is_asked_for_and_kept(library: Library, files: Files) -> None:
    """
    The first reader waits a tenth of a second, the second does not, and nobody has to have made anything before.
    """
    one = fallback(shown(library, files))
    made = library.rendition(one.name)
    asked = files.asked
    assert made is not None
    assert opened(made).size == (700, 500)
    assert library.rendition(one.name) == made
    assert files.asked == asked


@pytest.mark.parametrize("name", ["{digest}-639.jpg", "{digest}-1280.jpg", "{other}-320.jpg", "{digest}-3x2.jpg", "x"])
def test_what_no_page_names_is_not_made(library: Library, files: Files, name: str) -> None:
    """
    A stranger who counts through widths must neither fill the disk nor keep the machine busy.
    """
    picture = shown(library, files)
    assert library.rendition(name.format(digest=picture.digest, other="0" * 64)) is None
    assert {p.name for p in library.folder.rglob("*") if p.is_file()} == {"about.json"}


def test_a_picture_that_breaks_off_is_told_each_time(library: Library, files: Files) -> None:
    """
    A page is made without it, the desk reads why, and it is not decoded again for each page.
    """
    torn = [*files.known][1]
    first = library.picture(torn)
    assert isinstance(first, Problem)
    assert "cannot be decoded to its end" in first.what
    asked = files.asked
    assert library.picture(torn) == first
    assert files.asked == asked
    assert library.rendition(f"{torn}-64.jpg") is None


def test_what_is_deleted_is_made_again_in_the_same_bytes(library: Library, files: Files) -> None:
    """
    The folder is no part of a backup.
    """
    names = [one.name for one in renditions(shown(library, files))]
    before = [library.rendition(name) for name in names]
    for path in sorted(library.folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert [library.rendition(name) for name in names] == before


def test_an_older_recipe_is_made_anew(library: Library, files: Files) -> None:
    """
    A later program that keeps more of what a file says does not go on serving what an earlier one made.
    """
    one = fallback(shown(library, files))
    made = library.rendition(one.name)
    place = library.folder / one.digest[:2] / one.digest[2:]
    (place / "700.jpg").write_bytes(b"as it was made once")
    about = (place / "about.json").read_text()
    (place / "about.json").write_text(about.replace('"recipe":1', '"recipe":0'))
    assert library.rendition(one.name) == made
    (place / "about.json").write_text(about[:20])
    assert library.rendition(one.name) == made


def test_what_pages_want_is_made_before_it_is_asked_for(library: Library, files: Files) -> None:
    """
    A published story's pictures are made once, in all sizes, by whoever has the time; also after a restart.
    """
    picture = shown(library, files)
    library.want(picture)
    library.want(picture, "3x2")
    later = Library(library.folder, files, told)
    assert list(later.make()) == [picture.digest, f"{picture.digest}-3x2"]
    assert list(later.make()) == []
    place = library.folder / picture.digest[:2] / picture.digest[2:]
    wanted = {one.name.removeprefix(f"{one.digest}-") for s in ("", "3x2") for one in renditions(picture, s)}
    assert {p.name for p in place.iterdir()} == wanted | {"about.json"}
    library.want(picture)
    assert list(library.make()) == []


def test_what_was_erased_since_is_not_made(library: Library, files: Files) -> None:
    """
    A picture may be wanted at noon and erased a minute later.
    """
    picture = shown(library, files)
    library.want(picture)
    files.known.clear()
    assert list(library.make()) == []
    assert library.picture(picture.digest) is None


def test_an_erasure_takes_the_renditions_with_it(library: Library, files: Files) -> None:
    """
    A court that orders a picture out of the ledger does not mean the large copy only.
    """
    picture = shown(library, files)
    library.rendition(fallback(picture).name)
    library.picture([*files.known][1])
    assert library.knows(picture.digest)
    assert library.sweep() == 0
    del files.known[picture.digest]
    assert library.sweep() == 1
    assert not library.knows(picture.digest)
    assert library.rendition(fallback(picture).name) is None
    assert [p.name for p in library.folder.rglob("*.jpg")] == []


def test_a_full_disk_keeps_no_reader_from_a_picture(
    library: Library, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What cannot be kept is made again for the next; pages are made meanwhile, and no half of a file is left.
    """

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(Path, "touch", full)
    picture = shown(library, files)
    library.want(picture)
    made = library.rendition(fallback(picture).name)
    assert made is not None and opened(made).size == (700, 500)
    assert [p for p in library.folder.rglob("*") if p.is_file()] == []


def test_many_may_make_the_same_at_once(library: Library, files: Files) -> None:
    """
    A hundred readers open a front page in the second in which it is made; each gets a whole picture.
    """
    one = fallback(shown(library, files))
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(library.rendition, [one.name] * 24))
    assert len(made) == 1
    assert {p.name for p in library.folder.rglob("*") if p.is_file()} == {"about.json", "700.jpg"}
