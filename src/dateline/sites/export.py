"""A site as a folder of files, for a web server that knows nothing of us."""

import os
from pathlib import Path

from dateline.sites.store import Page, PageStore

#: Names the files of the last export, so that those that are no more can be taken away and nothing else.
_MANIFEST = ".dateline-export"


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
    manifest = folder / _MANIFEST
    before = set(manifest.read_text().splitlines()) if manifest.exists() else set()
    pages = {file_name(p.path): p for p in store.pages() if p.status in (200, 404) and p.path != "/410"}
    changed = sum(_write(store, page, folder / name) for name, page in pages.items())
    for name in before - set(pages):
        (folder / name).unlink(missing_ok=True)
        changed += 1
    manifest.write_text("".join(f"{name}\n" for name in sorted(pages)))
    return changed


def file_name(path: str) -> str:
    """The file that answers for a path: ``/launch/`` is ``launch/index.html``, ``/about`` is ``about.html``."""
    name = path.removeprefix("/")
    if path.endswith("/"):
        return f"{name}index.html"
    return name if "." in name.rpartition("/")[2] else f"{name}.html"


def _write(store: PageStore, page: Page, file: Path) -> bool:
    body = store.body(page.digest)
    if body is None or (file.exists() and file.read_bytes() == body):
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    draft.write_bytes(body)
    draft.replace(file)
    return True
