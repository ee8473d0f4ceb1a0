"""A site as a folder of files, for a web server that knows nothing of us."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.sites.store import Page, PageStore

#: Names the files that exports wrote, so that those that are no more can be taken away and nothing else.
_MANIFEST = ".dateline-export"
#: What is being written, until it is whole; an export that was broken off leaves one, and the next takes it.
_DRAFT = ".dateline-export.part"


def export(store: PageStore, folder: Path) -> int:
    """
    Write a site's pages as files: changed ones are replaced at once, those that are no more are removed.

    Args:
        store: The pages.
        folder: Where; made if need be. Files that no export wrote are left alone.
    Returns:
        How many files were written or removed.
    Raises:
        OSError: If the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        (folder / _DRAFT).unlink(missing_ok=True)
        before = _listed(folder)
        pages = {file_name(p.path): p for p in store.pages() if p.status in (200, 404) and p.path != "/410"}
        # Before the first file: what an export that is broken off has written is found by the next.
        _list(folder, before | set(pages))
        # What was taken back goes before anything new comes.
        for name in before - set(pages):
            (folder / name).unlink(missing_ok=True)
        changed = sum(_write(store, page, folder / name, folder) for name, page in pages.items())
        _list(folder, set(pages))
    return changed + len(before - set(pages))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until nobody else exports into the folder."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _listed(folder: Path) -> set[str]:
    manifest = folder / _MANIFEST
    return set(manifest.read_text().splitlines()) if manifest.exists() else set()


def _list(folder: Path, names: Iterable[str]) -> None:
    _put(folder, folder / _MANIFEST, "".join(f"{name}\n" for name in sorted(names)).encode())


def _put(folder: Path, file: Path, data: bytes) -> bool:
    """Replace a file at once, unless it is the same already."""
    if file.exists() and file.read_bytes() == data:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = folder / _DRAFT
    draft.write_bytes(data)
    draft.replace(file)
    return True


def file_name(path: str) -> str:
    """The file that answers for a path: ``/launch/`` is ``launch/index.html``, ``/about`` is ``about.html``."""
    name = path.removeprefix("/")
    if path.endswith("/"):
        return f"{name}index.html"
    return name if "." in name.rpartition("/")[2] else f"{name}.html"


def _write(store: PageStore, page: Page, file: Path, folder: Path) -> bool:
    body = store.body(page.path)
    return body is not None and _put(folder, file, body)
