"""write: wire files into other wires."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from dateline.cli.common import DONE, PROBLEMS, counted, err, out, path
from dateline.clock import WorldClock
from dateline.collect.files import deliveries
from dateline.news.errors import CollectError, NotAllowed, WireError
from dateline.news.wire import Problem, Reading
from dateline.wires.read import read
from dateline.wires.write import WRITERS, Writer, writer_of
from dateline.wires.written import Sending, Written

_FORMATS = ", ".join(writer.name for writer in WRITERS)


class _Read(Struct, frozen=True):
    """A file, and what it says."""

    name: str
    reading: Reading


def write_command(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.", metavar="FILE…", parser=path)],
    to: Annotated[str, typer.Option("--to", help=f"The format: {_FORMATS}.", metavar="FORMAT")] = "",
    folder: Annotated[
        Path | None,
        typer.Option("--out", help="Write files into this folder; else print.", metavar="DIR", parser=path),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="Who sends: a feed's name, an item's provider.")] = "Dateline",
    address: Annotated[str, typer.Option("--address", help="A feed's own address.", metavar="URL")] = "",
    home: Annotated[str, typer.Option("--home", help="The page that a feed is of.", metavar="URL")] = "",
) -> None:
    """
    Read wire files of any format, and write them in another one.

    A feed holds all that was given; of other formats each file becomes one, or several where it holds several texts.
    What may not be used is written with its status where the format has a word for that, and else left out. On
    standard error stands what was left out, and which fields the format has no place for.
    """
    if not to:
        raise NotAllowed("write", f"name the format with --to; there are: {_FORMATS}")
    writer, clock = writer_of(to), WorldClock()
    found, status = _readings(paths)
    head = Sending(versions=(), at=clock.now(), title=title, address=address, home=home)
    made = _made(found, writer, head, apart=folder is not None and not writer.feed)
    for name, written in made:
        status = max(status, _told(name, written))
    documents = [(name, written.documents) for name, written in made]
    if folder is None:
        _print([document for _, each in documents for document in each], writer)
    else:
        _keep(documents, writer, folder)
    raise typer.Exit(status)


def _readings(paths: list[Path]) -> tuple[list[_Read], int]:
    """What the files say; those that cannot be read are told."""
    found: list[_Read] = []
    status, none = DONE, True
    for one in deliveries(paths, source="by-hand", clock=WorldClock()):
        none = False
        if isinstance(one, CollectError):
            err.print(str(one), markup=False)
            status = PROBLEMS
            continue
        try:
            reading = read(one.data, received=one.received, name=one.name)
        except WireError as e:
            err.print(f"{one.name}: {e}", markup=False)
            status = PROBLEMS
            continue
        for problem in reading.problems:
            err.print(_line(one.name, problem), markup=False)
        found.append(_Read(one.name, reading))
    if none:
        err.print(f"{', '.join(map(str, paths))}: there is no file to read; hidden ones are named themselves")
    return found, status


def _made(found: list[_Read], writer: Writer, head: Sending, *, apart: bool) -> list[tuple[str, Written]]:
    """What becomes of the files: each by itself, or all of them in one where a document may hold several."""
    if not found:
        return []
    if apart or not writer.several:
        return [(one.name, writer.send(_sending([one], head))) for one in found]
    return [(found[0].name if len(found) == 1 else "", writer.send(_sending(found, head)))]


def _sending(found: list[_Read], head: Sending) -> Sending:
    readings = [one.reading for one in found]
    return replace(
        head,
        versions=tuple(version for reading in readings for version in reading.versions),
        notices=tuple(notice for reading in readings for notice in reading.notices),
        package=len(readings) == 1 and readings[0].package,
    )


def _told(name: str, written: Written) -> int:
    """Say what was left out, and what was written without some of its fields; the exit status."""
    for problem in (*written.problems, *written.remarks):
        err.print(_line(name, problem), markup=False)
    return PROBLEMS if written.problems else DONE


def _line(name: str, problem: Problem) -> str:
    return ": ".join(filter(None, (name, problem.where, problem.what)))


def _print(documents: list[bytes], writer: Writer) -> None:
    """
    Print the documents.

    Raises:
        NotAllowed: If there are several, and no reader could tell where one ends.
    """
    if len(documents) > 1 and not writer.lines:
        what = f"{counted(len(documents), 'document')} of {writer.name} cannot stand in one stream"
        raise NotAllowed("write", f"{what}; name a folder for them with --out")
    for document in documents:
        sys.stdout.buffer.write(document if document.endswith(b"\n") else document + b"\n")
    sys.stdout.buffer.flush()


def _keep(documents: list[tuple[str, tuple[bytes, ...]]], writer: Writer, folder: Path) -> None:
    """Write the documents into *folder*, each under the name of the file that it comes from."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for name, each in documents:
        stem = "feed" if writer.feed else Path(name).stem or "item"
        for document in each:
            file = folder / next(one for one in _names(stem, writer.suffix) if one not in taken)
            taken.add(file.name)
            file.write_bytes(document)
            out.print(str(file), markup=False)


def _names(stem: str, suffix: str) -> Iterator[str]:
    yield f"{stem}{suffix}"
    number = 2
    while True:
        yield f"{stem}-{number}{suffix}"
        number += 1
