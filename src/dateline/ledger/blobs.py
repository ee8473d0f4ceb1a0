"""
Received bytes: small ones in the database, large ones in files, both by digest and compressed.

A large blob is a draft before the turn in which its delivery is appended, and gets its place in that turn. A process
with drafts holds the lock of a mark; a mark that nobody holds is of one that died, and who opens the ledger next
takes away what it left.
"""

import fcntl
import os
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import zstandard

from dateline.ledger.contract import Blob
from dateline.news.errors import LedgerError

#: Bytes above this size lie in a file of their own.
LARGE = 1 << 20
#: How the name ends of the note of an erasure that is not through yet, of a draft, and of the mark of a process.
_LEAVING, _DRAFT, _MARK = ".leaving", ".part", ".open"


class Blobs:
    """The folder of large blobs; safe for threads and processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._own, self._lock = uuid4().hex, threading.Lock()
        self._mark: int | None = None
        self._drafts: dict[str, Path] = {}
        self._in_doubt = False

    def prepare(self, data: bytes) -> Blob:
        """Compress *data*; a large one is in a draft, and durable, when this returns."""
        digest = sha256(data).hexdigest()
        stored = _compressor().compress(data)
        if len(data) <= LARGE:
            return Blob(digest, len(data), stored)
        if self._path(digest).exists():
            # They may leave before the turn.
            return Blob(digest, len(data), None, stored)
        with self._lock, self._kept(digest):
            if digest not in self._drafts:
                self._held()
                self._drafts[digest] = self._write(f"{digest}.{self._own}{_DRAFT}", stored)
        return Blob(digest, len(data), None)

    def keep(self, blobs: Iterable[Blob]) -> None:
        """Give large blobs their places, in the turn that keeps them; they are durable there when this returns."""
        for blob in blobs:
            path = self._path(blob.digest)
            with self._lock, self._kept(blob.digest):
                draft = self._drafts.pop(blob.digest, None)
                if path.exists():
                    _gone(draft)
                    continue
                self._held()
                if draft is None:
                    draft = self._write(f"{blob.digest}.{self._own}{_DRAFT}", blob.spare)
                path.parent.mkdir(parents=True, exist_ok=True)
                draft.replace(path)
                _durable(path.parent)
                _durable(self.folder)

    def doubt(self) -> None:
        """A turn was not seen to end: whether what it kept has its row is found out when the ledger is opened next."""
        self._in_doubt = True

    def read(self, digest: str) -> bytes | None:
        """The bytes of a large blob; None if they are not there."""
        try:
            return unpack(self._path(digest).read_bytes())
        except FileNotFoundError:
            return None

    def remove(self, digest: str) -> None:
        """Let the bytes of a large blob leave, in a turn; nothing if they are not there."""
        _gone(self._path(digest))

    def leaving(self, digests: Iterable[str]) -> Path:
        """Note, before an erasure is durable, which bytes will leave: who dies in between leaves the note."""
        note = self._write(f"{uuid4().hex}{_LEAVING}", "".join(f"{digest}\n" for digest in digests).encode())
        _durable(self.folder)
        return note

    def left(self) -> list[tuple[Path, list[str]]]:
        """The notes that are there, each with its digests."""
        found: list[tuple[Path, list[str]]] = []
        for note in sorted(self.folder.glob(f"*{_LEAVING}")):
            # Whoever wrote it may be through meanwhile.
            with suppress(FileNotFoundError):
                found.append((note, note.read_text().split()))
        return found

    def forsaken(self) -> list[Path]:
        """The marks of processes that died."""
        return [mark for mark in sorted(self.folder.glob(f"*{_MARK}")) if mark.stem != self._own and _free(mark)]

    def clear_up(self, marks: Iterable[Path], known: Callable[[Collection[str]], Collection[str]]) -> None:
        """
        Take away what processes that died have left, in a turn.

        Args:
            marks: Of those processes.
            known: Which of some digests are of large blobs that the ledger holds.
        """
        for folder in self.folder.glob("??"):
            names = {folder.name + file.name: file for file in folder.iterdir()}
            for digest in names.keys() - set(known(names.keys())):
                _gone(names[digest])
        for mark in marks:
            for draft in self.folder.glob(f"*.{mark.stem}{_DRAFT}"):
                _gone(draft)
            _gone(mark)

    def close(self) -> None:
        """Take own drafts away, and let go of the mark; it stays where a turn is in doubt."""
        with self._lock:
            for draft in self._drafts.values():
                _gone(draft)
            self._drafts.clear()
            if self._mark is not None:
                if not self._in_doubt:
                    _gone(self.folder / f"{self._own}{_MARK}")
                os.close(self._mark)
                self._mark = None

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:]

    def _held(self) -> None:
        """From now on there is something that this process would leave."""
        if self._mark is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._mark = os.open(self.folder / f"{self._own}{_MARK}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            fcntl.flock(self._mark, fcntl.LOCK_EX)

    def _write(self, name: str, stored: bytes) -> Path:
        path = self.folder / name
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("wb") as file:
                file.write(stored)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            _gone(path)
            raise
        return path

    @contextmanager
    def _kept(self, digest: str) -> Iterator[None]:
        try:
            yield
        except OSError as e:
            what = f"the received bytes cannot be kept: {e.strerror}; nothing was taken in"
            raise LedgerError(f"{self._path(digest)}: {what}") from e


def _gone(path: Path | None) -> None:
    if path is not None:
        path.unlink(missing_ok=True)


def _free(mark: Path) -> bool:
    """Whether nobody holds a mark any more."""
    try:
        held = os.open(mark, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        # Its owner is through meanwhile, or is somebody else's affair.
        return False
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(held)
    return True


def _durable(folder: Path) -> None:
    """The names in a folder outlive a power cut from now on."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


#: A compressor takes longer to make than to use, and no two threads may use one at once.
_LOCAL = threading.local()


def _compressor() -> zstandard.ZstdCompressor:
    made: zstandard.ZstdCompressor | None = getattr(_LOCAL, "compressor", None)
    if made is None:
        made = _LOCAL.compressor = zstandard.ZstdCompressor(level=1)
    return made


def unpack(stored: bytes) -> bytes:
    """What `Blobs.prepare` compressed."""
    return zstandard.ZstdDecompressor().decompress(stored)
