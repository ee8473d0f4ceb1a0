"""The inbox: files that others put into a folder, each taken once it has stopped changing, and moved when recorded."""

import os
import stat
from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from dateline.collect.clock import Clock
from dateline.collect.files import DEEPEST, content, said, shown
from dateline.news import ids
from dateline.news.errors import CollectError
from dateline.news.wire import Delivery

#: Endings of files that another program is still writing.
UNFINISHED: Final = (".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download", ".inprogress", "~")
#: The note that `dateline init` leaves in the inbox.
NOTE: Final = "README.txt"
#: One poll brings no more than this, so that a full inbox does not fill the memory; the next poll brings the rest.
MOST_FILES, MOST_BYTES = 200, 64 * 1024 * 1024
#: How soon what could not be recorded is brought again; until then it keeps nothing else waiting.
AGAIN: Final = timedelta(seconds=10)
#: For how long, and how many of, the files that were put away are looked after: an upload may only have paused.
AFTER: Final = timedelta(minutes=10)
MOST_AFTER: Final = 500


class _Look(NamedTuple):
    """What a file looked like: two equal looks are taken for the same bytes."""

    size: int
    changed: int
    inode: int


class _File(NamedTuple):
    """A file found in the inbox."""

    #: Relative to the inbox, with ``/``; as text.
    name: str
    #: The same as the system has it: bytes that are no UTF-8 as surrogates.
    path: str
    source: str
    look: _Look


class _Given(NamedTuple):
    """A file that was delivered, and when."""

    file: _File
    when: datetime


class _Away(NamedTuple):
    """A file that was put away, and where and when."""

    file: _File
    where: Path
    when: datetime


class Inbox:
    """
    A folder that is polled; nothing in it is ever deleted. One thread at a time.

    Args:
        folder: Files in ``folder/SOURCE/`` are that source's, also in folders below it; those straight in *folder*
            are the *default_source*'s.
        clock: Stamps deliveries, and tells how long a file has been still.
        default_source: A source's code.
        settle: Seconds for which a file must be unchanged, seen at two polls at least.
    """

    def __init__(self, folder: Path, clock: Clock, *, default_source: str = "by-hand", settle: float = 2.0) -> None:
        self.folder, self.clock, self.default_source, self.settle = folder, clock, default_source, settle
        #: Each waiting file as last seen, and since when it has looked like that.
        self._seen: dict[str, tuple[_Look, datetime]] = {}
        #: What was delivered and is not moved yet.
        self._given: dict[str, _Given] = {}
        self._away: deque[_Away] = deque(maxlen=MOST_AFTER)
        #: What was recorded and could not be moved: it is not brought again.
        self._stuck: dict[str, _Look] = {}
        #: What was told and still holds: it is not told again.
        self._told: set[str] = set()

    def poll(self) -> tuple[Delivery | CollectError, ...]:
        """
        What has come.

        Returns:
            Oldest first, then by name: a delivery for each file that has settled; and for whatever cannot be taken
            one CollectError, told once for as long as it holds. A delivery comes again until it is `done` or
            `quarantined`, so one that could not be recorded is not lost; and once more, if its file goes on changing
            after that.
        """
        now = self.clock.now()
        found = [*self._changed(now), *self._found("", self.default_source)]
        files = sorted((f for f in found if isinstance(f, _File)), key=lambda f: (f.look.changed, f.name))
        self._given = {f.name: self._given[f.name] for f in files if f.name in self._given}
        ready = [f for f in files if self._settled(f, now) and not self._waits(f, now)]
        self._seen = {f.name: (f.look, self._since(f, now)) for f in files}
        given, wrong = self._read(ready, now)
        wrong = [*(f for f in found if isinstance(f, CollectError)), *wrong]
        new = [e for e in wrong if str(e) not in self._told]
        self._told = {str(e) for e in wrong}
        return (*given, *new)

    def done(self, delivery: Delivery) -> Path | None:
        """
        Put a recorded delivery's file away, into ``.done/YYYY-MM-DD/``, by the day it was received.

        Returns:
            Where it is now; None if it is gone, or holds other bytes by now and so is a new delivery.
        Raises:
            CollectError: If it cannot be moved. It is not brought again as long as this inbox lives.
        """
        return self._moved(delivery, ".done")

    def quarantined(self, delivery: Delivery) -> Path | None:
        """Put away the file of a delivery that could not be read, into ``.quarantined/YYYY-MM-DD/``; as `done`."""
        return self._moved(delivery, ".quarantined")

    def _since(self, file: _File, now: datetime) -> datetime:
        """Since when the file has looked as it does; a clock put back starts the wait anew."""
        look, since = self._seen.get(file.name, (None, now))
        return since if look == file.look and since <= now else now

    def _settled(self, file: _File, now: datetime) -> bool:
        return file.name in self._seen and (
            self._seen[file.name][0] == file.look and (now - self._since(file, now)).total_seconds() >= self.settle
        )

    def _waits(self, file: _File, now: datetime) -> bool:
        """Whether the file is recorded already, or was delivered a moment ago and could not be."""
        given = self._given.get(file.name)
        late = given is not None and given.file == file and now - AGAIN < given.when <= now
        return late or self._stuck.get(file.name) == file.look

    def _changed(self, now: datetime) -> Iterator[CollectError]:
        """Put back each file that went on changing after it was put away: what was taken of it was not the whole."""
        for _ in range(len(self._away)):
            away = self._away.popleft()
            if not now - AFTER < away.when <= now:
                continue
            try:
                if _look(away.where.lstat()) == away.file.look:
                    self._away.append(away)
                    continue
                away.where.rename(_free(self.folder / away.file.path))
            except OSError:
                continue
            yield CollectError(away.file.source, f"inbox/{away.file.name} went on changing; it is taken again, whole")

    def _read(self, files: list[_File], now: datetime) -> tuple[list[Delivery], list[CollectError]]:
        given: list[Delivery] = []
        wrong: list[CollectError] = []
        size = 0
        for file in files:
            size += file.look.size
            if given and (len(given) >= MOST_FILES or size > MOST_BYTES):
                break
            match self._taken(file, now):
                case Delivery() as delivery:
                    given.append(delivery)
                case CollectError() as error:
                    wrong.append(error)
        return given, wrong

    def _taken(self, file: _File, now: datetime) -> Delivery | CollectError | None:
        path = self.folder / file.path
        try:
            data = content(path)
            after = _look(path.lstat())
        except FileNotFoundError:
            return None
        except OSError as e:
            return CollectError(file.source, f"inbox/{file.name} cannot be read: {said(e)}")
        if after != file.look:
            return None
        self._given[file.name] = _Given(file, now)
        return Delivery(file.source, "folder", file.name, data, now)

    def _found(self, path: str, source: str) -> Iterator[_File | CollectError]:
        """The files at *path*, relative to the inbox and ending in ``/``, and what there is that is none."""
        try:
            entries = sorted(os.scandir(self.folder / path), key=lambda e: e.name)
        except OSError as e:
            if not path or not isinstance(e, FileNotFoundError):
                yield CollectError(source, f"inbox/{shown(path)} cannot be read: {said(e)}")
            return
        for entry in entries:
            if not _ignored(path, entry.name):
                yield from self._entry(path + entry.name, path, entry, source)

    def _entry(self, name: str, path: str, entry: os.DirEntry[str], source: str) -> Iterator[_File | CollectError]:
        try:
            about = entry.stat(follow_symlinks=False)
        except OSError:
            return
        if stat.S_ISDIR(about.st_mode):
            if name.count("/") >= DEEPEST:
                what = f"lies in more than {DEEPEST} folders, and waits; move it up"
                yield CollectError(source, f"inbox/{shown(name)} {what}")
            elif path or ids.CODE.fullmatch(entry.name):
                yield from self._found(f"{name}/", source if path else entry.name)
            else:
                what = "is no source's code, so its files wait; name it like a file in sources/"
                yield CollectError(source, f"inbox/{shown(name)} {what}")
        elif what := _unfit(about):
            yield CollectError(source, f"inbox/{shown(name)} {what}")
        else:
            yield _File(shown(name), name, source, _look(about))

    def _moved(self, delivery: Delivery, into: str) -> Path | None:
        given = self._given.pop(delivery.name, None)
        if given is None:
            return None
        file, path = given.file, self.folder / given.file.path
        try:
            if _look(path.lstat()) != file.look:
                return None
            target = _free(self.folder / into / f"{delivery.received:%Y-%m-%d}" / file.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
        except FileNotFoundError:
            return None
        except OSError as e:
            self._stuck[delivery.name] = file.look
            what = f"inbox/{delivery.name} is recorded, but cannot be moved to inbox/{into}: {said(e)}"
            raise CollectError(delivery.source, what) from e
        self._away.append(_Away(file, target, self.clock.now()))
        return target


def _ignored(path: str, name: str) -> bool:
    return name.startswith(".") or name.lower().endswith(UNFINISHED) or (not path and name == NOTE)


def _unfit(about: os.stat_result) -> str:
    """Why a file cannot be taken; empty if it can."""
    if stat.S_ISLNK(about.st_mode):
        return "is a link, which is not followed; put the file itself here"
    return "" if stat.S_ISREG(about.st_mode) else "is no regular file; take it away"


def _look(about: os.stat_result) -> _Look:
    return _Look(about.st_size, about.st_mtime_ns, about.st_ino)


def _free(path: Path) -> Path:
    """The *path*, or the first with a number added to its name that nothing is at."""
    number, free = 1, path
    while free.exists() or free.is_symlink():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free
