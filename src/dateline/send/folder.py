"""A folder of files, for a web server that knows nothing of us."""

import errno
import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.news.house import Packing
from dateline.send.names import file_name
from dateline.send.packing import ENDINGS, packed
from dateline.send.values import PICTURES, Answer, Item, Said, SendError

#: Names the files that exports have ever written: what stands there beside is somebody else's.
MANIFEST = ".dateline-export"
#: The addresses that are gone for good, as lines of a map of nginx.
GONE = ".dateline-gone.map"
#: What keeps one file from being written, and no other: something else stands in its way, or its name is too long.
_ALONE = frozenset({errno.EEXIST, errno.EISDIR, errno.ENOTDIR, errno.ENOTEMPTY, errno.ENAMETOOLONG, errno.ELOOP})
#: What keeps all files from being written, and what helps; for all else, another folder, or more rights to this one.
_REMEDIES = {
    errno.ENOSPC: "make room there",
    errno.EDQUOT: "make room there",
    errno.EIO: "look after that disk",
}
#: Files from which on the disk is asked once to keep all, and not for each of them.
_MANY = 64
#: What is being written, until it is whole; an export that was broken off leaves one, and the next takes it.
_DRAFT = ".dateline-export.part"


class Folder:
    """
    A folder of files.

    A file is replaced at once, never seen half. Packed files beside a page's belong to it, whoever made them: they go
    before it does.

    Args:
        folder: Where; made if need be.
        packing: The packed files that are to stand beside each text.
    """

    takes_pages = True
    most = 256

    def __init__(self, folder: Path, packing: tuple[Packing, ...] = ()) -> None:
        self._folder, self._packing = folder, packing
        self.name = str(folder)
        self.identity = f"folder {folder.absolute()}"
        self.form = f"files {' '.join(sorted(packing))}".strip()
        #: What the manifest has, and how long it was when that was read.
        self._listed: tuple[int, frozenset[str]] = (0, frozenset())

    def concerns(self, _: Said) -> bool:
        """A folder has all pages."""
        return True

    def pictures(self) -> Iterator[str]:
        """The addresses of pictures that exports have ever written there."""
        try:
            return (f"/{name}" for name in self._known() if f"/{name}".startswith(PICTURES))
        except OSError as e:
            raise self._unusable(e) from e

    def send(self, items: tuple[Item, ...]) -> Iterator[Answer]:
        """
        Write and remove files.

        Raises:
            SendError: If the folder cannot be written.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._alone():
                (self._folder / _DRAFT).unlink(missing_ok=True)
                known = self._known() if any(i.stands is None for i in items) else frozenset()
                # Before the first file: what an export that is broken off has written is found by the next.
                self._list({file_name(i.said.path) for i in items if i.said.stands and i.new} - known)
                answers, kept = self._answers(items, known)
                # An answer is one once it outlives a loss of power.
                self._map(items)
                self._settle({(self._folder / file_name(i.said.path)).parent for i in items}, len(items) >= _MANY)
                yield from answers
                if kept is not None:
                    raise kept
        except OSError as e:
            raise self._unusable(e) from e

    def _unusable(self, error: OSError) -> SendError:
        where = f" ({error.filename})" if error.filename not in (None, self.name) else ""
        remedy = _REMEDIES.get(error.errno or 0, "choose a folder that this account can write")
        return SendError(f"{error.strerror}{where}; {remedy}")

    def _answers(self, items: tuple[Item, ...], known: frozenset[str]) -> tuple[list[Answer], OSError | None]:
        """
        What became of each file; and why one of them could not be touched, where this account may not.

        Raises:
            OSError: If no file can be written.
        """
        answers, kept = list[Answer](), None
        for item in items:
            try:
                answers.append(self._answer(item, known, lasting=len(items) < _MANY))
            except PermissionError as e:
                # Somebody else's folder within ours: a kill in another waits for no mending of that.
                kept = e
        return answers, kept

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Wait until nobody else exports into the folder."""
        descriptor = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _answer(self, item: Item, known: frozenset[str], *, lasting: bool) -> Answer:
        """One file; what is wrong with its name alone holds up no other."""
        path = item.said.path
        name = file_name(path)
        if ".." in name.split("/"):
            return Answer(path, problem="its address leads out of the folder")
        try:
            there = item.body is not None
            changed = self._write(name, item, lasting) if there else self._remove(name, item, known)
        except OSError as e:
            if e.errno not in _ALONE:
                raise
            return Answer(path, problem=f"{e.filename}: {e.strerror}; no file can stand there")
        return Answer(path, changed)

    def _write(self, name: str, item: Item, lasting: bool) -> bool:
        file, body = self._folder / name, item.body or b""
        for ending in ENDINGS:
            how = next((p for p in self._packing if f".{p}" == ending), None)
            data = packed(how, item.type, body) if how else None
            beside = file.with_name(file.name + ending)
            if data is None:
                beside.unlink(missing_ok=True)
            else:
                self._put(beside, data, lasting)
        return self._put(file, body, lasting)

    def _put(self, file: Path, data: bytes, lasting: bool = True) -> bool:
        """Replace a file at once, unless it is the same already; *lasting* where it is to survive a loss of power."""
        if file.exists() and file.read_bytes() == data:
            return False
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = self._folder / _DRAFT
        with draft.open("wb") as writing:
            writing.write(data)
            if lasting:
                writing.flush()
                os.fsync(writing.fileno())
        draft.replace(file)
        return True

    def _remove(self, name: str, item: Item, known: frozenset[str]) -> bool:
        """Remove a file; where nobody remembers having written it, only one that an export has listed."""
        file = self._folder / name
        if item.stands is None and name not in known:
            return False
        for one in (*(file.with_name(file.name + ending) for ending in ENDINGS), file):
            try:
                one.unlink(missing_ok=True)
            except OSError as e:
                # Where none can stand, none does.
                if e.errno not in _ALONE:
                    raise
        return True

    def _settle(self, folders: set[Path], many: bool) -> None:
        """See that what left the folders stays away when the power goes, and what came to them stays."""
        if many:
            os.sync()
            return
        for folder in folders:
            if folder.is_dir():
                descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
                try:
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)

    def _known(self) -> frozenset[str]:
        """All that exports have ever written there; read again where another export has added to it."""
        manifest = self._folder / MANIFEST
        long = manifest.stat().st_size if manifest.exists() else 0
        if long != self._listed[0]:
            self._listed = (long, frozenset(manifest.read_text().splitlines() if long else ()))
        return self._listed[1]

    def _list(self, names: Iterable[str]) -> None:
        if lines := "".join(f"{name}\n" for name in sorted(names)):
            with (self._folder / MANIFEST).open("a") as manifest:
                manifest.write(lines)

    def _map(self, items: tuple[Item, ...]) -> None:
        """Note which addresses are gone; a web server that reads the map answers 410 there."""
        file = self._folder / GONE
        before = set(file.read_text().splitlines()) if file.exists() else set()
        gone = {_line(i.said.path) for i in items if i.said.status == 410 and not i.said.stands}
        after = before - {_line(i.said.path) for i in items} | gone
        if after != before or not file.exists():
            self._put(file, "".join(f"{line}\n" for line in sorted(after)).encode())


def _line(path: str) -> str:
    quoted = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" 1;'
