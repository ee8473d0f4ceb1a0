"""Received bytes: small ones in the database, large ones in files, both by digest and compressed."""

import os
import threading
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import zstandard

from dateline.ledger.contract import Blob
from dateline.news.errors import LedgerError

#: Bytes above this size lie in a file of their own.
LARGE = 1 << 20
#: How the note of an erasure ends that is not through yet.
_LEAVING = ".leaving"


class Blobs:
    """The folder of large blobs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self, data: bytes) -> Blob:
        """Compress *data*; a large one is in its file, and durable, when this returns."""
        digest = sha256(data).hexdigest()
        stored = _compressor().compress(data)
        if len(data) <= LARGE:
            return Blob(digest, len(data), stored)
        self._write(digest, stored)
        return Blob(digest, len(data), None)

    def read(self, digest: str) -> bytes | None:
        """The bytes of a large blob; None if they are not there."""
        try:
            return unpack(self._path(digest).read_bytes())
        except FileNotFoundError:
            return None

    def remove(self, digest: str) -> None:
        """Let the bytes of a large blob leave; nothing if they are not there."""
        self._path(digest).unlink(missing_ok=True)

    def leaving(self, digests: Iterable[str]) -> Path:
        """Note, before an erasure is durable, which bytes will leave: who dies in between leaves the note."""
        self.folder.mkdir(parents=True, exist_ok=True)
        note = self.folder / f"{uuid4().hex}{_LEAVING}"
        with note.open("w") as file:
            file.writelines(f"{digest}\n" for digest in digests)
            file.flush()
            os.fsync(file.fileno())
        return note

    def left(self) -> list[tuple[Path, list[str]]]:
        """The notes that are there, each with its digests."""
        return [(note, note.read_text().split()) for note in sorted(self.folder.glob(f"*{_LEAVING}"))]

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:]

    def _write(self, digest: str, stored: bytes) -> None:
        path = self._path(digest)
        if path.exists():
            return
        draft = path.with_suffix(f".{os.getpid()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as file:
                file.write(stored)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except OSError as e:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise LedgerError(f"{path}: the received bytes cannot be kept: {e.strerror}; nothing was taken in") from e


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
