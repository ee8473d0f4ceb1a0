"""
The renditions on disk: ``data/pictures``, a folder a picture, by its file's digest.

All of it follows from the ledger's bytes, and can be deleted at any time: what is asked for is made again. A file is
there whole or not at all, so that any number of processes may make the same one at the same time.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from dateline.news.errors import WireError
from dateline.news.wire import Problem
from dateline.pictures.make import look, render, rendered
from dateline.pictures.needs import Originals, Told
from dateline.pictures.values import SHAPES, Picture, Rendition, named, renditions

#: Goes up with every change of what renditions look like or say: older ones are made anew.
RECIPE: Final = 1
_ABOUT: Final = "about.json"


class _About(Struct, frozen=True, omit_defaults=True):
    """What was found when a picture's file was looked at."""

    recipe: int
    picture: Picture | None = None
    #: Why it cannot be shown.
    problem: Problem | None = None


class Library:
    """
    All pictures of a newsroom. Safe for threads and processes.

    Args:
        folder: ``data/pictures``; made if need be.
        originals: The files that came in.
        told: Reads what a file says of itself.
    """

    def __init__(self, folder: Path, originals: Originals, told: Told) -> None:
        self.folder, self._originals, self._told = folder, originals, told
        self._wanted = folder / "wanted"

    def picture(self, digest: str) -> Picture | Problem | None:
        """
        A picture; why it cannot be shown; or None, where its file is not there (any more).

        It is looked at once, through to its last byte; a file of 24 million pixels takes some 30 ms.
        """
        about = self._about(digest)
        if about is None:
            data = self._originals.bytes_of(digest)
            if data is None:
                return None
            about = self._looked(digest, data)
        elif not self._originals.held((digest,)):
            return None
        return about.picture or about.problem

    def rendition(self, name: str) -> bytes | None:
        """
        The bytes of a rendition, which is made if it is not there; None if there is no such picture, or no such size.

        Args:
            name: ``DIGEST-640.avif``, as in addresses.
        """
        wanted = named(name)
        if wanted is None:
            return None
        found = self._kept(wanted)
        if found is not None:
            return found
        picture = self.picture(wanted.digest)
        if not isinstance(picture, Picture) or wanted not in renditions(picture, wanted.shape):
            return None
        data = self._originals.bytes_of(wanted.digest)
        return self._keep(wanted, render(data, picture, wanted)) if data is not None else None

    def knows(self, digest: str) -> bool:
        """Whether the picture was looked at before: what is not shown any more was shown once, it may be."""
        return self._about(digest) is not None

    def want(self, picture: Picture, shape: str = "") -> None:
        """
        Note that a page shows a picture, or a cut of it: `make` makes its renditions before they are asked for.

        Nothing where they are there.
        """
        key = renditions(picture, shape)[0].key
        if all(self._path(r).exists() for r in renditions(picture, shape)):
            return
        with suppress(OSError):
            self._wanted.mkdir(parents=True, exist_ok=True)
            (self._wanted / key).touch()

    def make(self) -> Iterator[str]:
        """Make the renditions of what is wanted, one picture a step; yields ``DIGEST`` or ``DIGEST-3x2`` of each."""
        for note in sorted(self._wanted.glob("*")) if self._wanted.is_dir() else ():
            digest, _, shape = note.name.partition("-")
            picture = self.picture(digest) if shape in ("", *SHAPES) else None
            # First: one that cannot be made must not keep the others waiting, and is made when it is asked for.
            note.unlink(missing_ok=True)
            if isinstance(picture, Picture):
                self._make(picture, shape)
                yield note.name

    def _make(self, picture: Picture, shape: str) -> None:
        missing = tuple(r for r in renditions(picture, shape) if not self._path(r).exists())
        data = self._originals.bytes_of(picture.digest) if missing else None
        for one, made in rendered(data, picture, missing) if data is not None else ():
            self._keep(one, made)

    def sweep(self) -> int:
        """Take away what was made of files that are not there any more, after an erasure; how many pictures went."""
        known = {p.parent.name + p.name: p for p in self.folder.glob("??/*")}
        gone = known.keys() - self._originals.held(known.keys())
        for digest in gone:
            shutil.rmtree(known[digest], ignore_errors=True)
        return len(gone)

    def _looked(self, digest: str, data: bytes) -> _About:
        try:
            about = _About(RECIPE, picture=look(data, self._told(data)))
        except WireError as e:
            about = _About(RECIPE, problem=Problem(f"picture {digest[:12]}, {e.where}", e.what))
        self._put(self._place(digest) / _ABOUT, msgspec.json.encode(about))
        return about

    def _about(self, digest: str) -> _About | None:
        """What is known of a picture; None where it was never looked at, or by another recipe."""
        place = self._place(digest)
        try:
            about = msgspec.json.decode((place / _ABOUT).read_bytes(), type=_About)
        except (FileNotFoundError, msgspec.MsgspecError):
            return None
        if about.recipe == RECIPE:
            return about
        shutil.rmtree(place, ignore_errors=True)
        return None

    def _kept(self, rendition: Rendition) -> bytes | None:
        if self._about(rendition.digest) is None:
            return None
        try:
            return self._path(rendition).read_bytes()
        except FileNotFoundError:
            return None

    def _keep(self, rendition: Rendition, data: bytes) -> bytes:
        self._put(self._path(rendition), data)
        return data

    def _place(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:]

    def _path(self, rendition: Rendition) -> Path:
        return self._place(rendition.digest) / rendition.name.removeprefix(f"{rendition.digest}-")

    def _put(self, path: Path, data: bytes) -> None:
        """Write a file whole, or not at all: nothing depends on it, and a full disk keeps no page waiting."""
        draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(data)
            draft.replace(path)
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
