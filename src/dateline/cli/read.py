"""read: what wire files say, as it is understood."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.common import DONE, PROBLEMS, err, path, say_json_line
from dateline.clock import WorldClock
from dateline.collect.files import deliveries
from dateline.news.errors import CollectError, WireError
from dateline.setup.topics import topics_of
from dateline.wires.envelope import envelope, failed, with_topics
from dateline.wires.read import read


def read_command(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.", metavar="PATH…", parser=path)],
    newsroom: Annotated[
        Path | None,
        typer.Option(
            "--newsroom",
            envvar="DATELINE_NEWSROOM",
            help="Name subjects by the topics imported there.",
            metavar="DIR",
            parser=path,
        ),
    ] = None,
) -> None:
    """Read wire files, and print what each says: one JSON object a line for each item."""
    status, none = DONE, True
    topics = topics_of(newsroom / "data") if newsroom else None
    for found in deliveries(paths, source="by-hand", clock=WorldClock()):
        none = False
        if isinstance(found, CollectError):
            err.print(str(found), markup=False)
            status = max(status, PROBLEMS)
            continue
        try:
            reading = read(found.data, received=found.received, name=found.name)
            for item in envelope(found.name, with_topics(reading, topics) if topics else reading):
                say_json_line(item)
        except WireError as e:
            say_json_line(failed(found.name, e))
            err.print(f"{found.name}: {e}", markup=False)
            status = max(status, PROBLEMS)
    if none:
        err.print(f"{', '.join(map(str, paths))}: there is no file to read; hidden ones are named themselves")
    raise typer.Exit(status)
