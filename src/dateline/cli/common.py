"""What commands share: where the newsroom is, who is asking, how things are said."""

import getpass
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dateline.news.errors import NotAllowed
from dateline.news.story import BY_RULE

#: Exit statuses: done; done with problems, each told; refused.
DONE, PROBLEMS, REFUSED = 0, 1, 2

#: A table that goes into a file or a pipe is not fitted to a screen: an output's path is worth nothing if cut short.
out = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 1000)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def path(text: str) -> Path:
    """
    A file or folder as it was typed; nothing at all, such as a variable that is not set, is not the folder we are in.

    Raises:
        NotAllowed: If it is empty.
    """
    if not str(text):
        raise NotAllowed("dateline", 'a file or folder was given as ""; name it, or write . for the folder you are in')
    return Path(text)


def given(param: typer.CallbackParam, value: Any) -> Any:
    """
    A word, or several, as typed.

    Raises:
        NotAllowed: If one is empty: whoever typed it meant something else.
    """
    if value == "" or (isinstance(value, list) and "" in value):
        name = param.opts[0] if param.opts[0].startswith("--") else param.metavar or str(param.name).upper()
        raise NotAllowed("dateline", f'{name} was given as ""; write what is meant, or leave it out where it may be')
    return value


Folder = Annotated[
    Path,
    typer.Option("--newsroom", envvar="DATELINE_NEWSROOM", help="The newsroom folder.", metavar="DIR", parser=path),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
By = Annotated[str, typer.Option("--by", envvar="DATELINE_BY", help="Who does it; your login name if not said.")]
Id = Annotated[str, typer.Argument(help="A story's or an article's id.", metavar="ID", callback=given)]
Reason = Annotated[str, typer.Option("--reason", help="Why; it goes into the ledger.")]
Desk = Annotated[
    int | None,
    typer.Option(
        "--desk", help="Where the desk is served: the port after the sites', if not said; nowhere, if 0.", min=0
    ),
]
Now = Annotated[
    str, typer.Option("--now", help="Rule as of this moment, such as 2020-01-30T20:05:00Z.", metavar="TIME")
]


def person(by: str) -> str:
    """
    The id of who is asking; in a container an account may have a number only.

    Raises:
        NotAllowed: If it is the name by which a rule of the desk goes.
    """
    if by.startswith(BY_RULE):
        raise NotAllowed("--by", f"{by} is what a rule of the desk goes by; say who you are")
    try:
        return by or getpass.getuser()
    except (KeyError, OSError):
        return f"uid-{os.getuid()}"


def moment(text: str) -> datetime:
    """
    A moment given at the command line.

    Raises:
        NotAllowed: If it is none.
    """
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as e:
        raise NotAllowed("moment", f"{text!r} is no moment; write it as 2020-01-30T20:05:00Z") from e


_SPAN = re.compile(r"(\d{1,9})\s*([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def span(text: str, option: str) -> timedelta:
    """
    A length of time given as an option: ``7d``.

    Raises:
        NotAllowed: If it is none.
    """
    match = _SPAN.fullmatch(text.strip().lower())
    if match is None:
        raise NotAllowed(option, f"{text!r} is no length of time; write 30m, 12h, 7d or 4w")
    unit = timedelta(**{_UNITS[match[2]]: 1})
    if int(match[1]) > timedelta(days=36_500) / unit:
        raise NotAllowed(option, f"{text} is longer than a hundred years")
    return int(match[1]) * unit


def counted(number: int, thing: str, things: str = "") -> str:
    """How many, in words: ``1 site``, ``2 sites``."""
    return f"{number} {thing if number == 1 else things or thing + 's'}"


def say_json(value: object) -> None:
    """Print a value as one JSON document."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def say_json_line(value: dict[str, Any]) -> None:
    """Print a value as one line of JSON."""
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


@contextmanager
def working(words: str, quiet: bool = False) -> Iterator[Progress]:
    """Show on the terminal that something takes its time; nothing where no one looks."""
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=quiet or not err.is_terminal,
    )
    with progress:
        progress.add_task(words)
        yield progress
