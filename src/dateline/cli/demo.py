"""The demonstration at the command line."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from dateline.app import Newsroom
from dateline.cli.common import DONE, PROBLEMS, Desk, Json, err, out, path, say_json, working
from dateline.cli.desked import desk_at
from dateline.daemon import DESK_HOST, Daemon, free, serve
from dateline.demo.play import Played, make, now_in_words, play
from dateline.demo.start import Start


def demo_command(
    dir: Annotated[
        Path,
        typer.Option("--dir", help="Where the demonstration's newsroom is made.", metavar="DIR", parser=path),
    ] = Path("dateline-demo"),
    port: Annotated[int, typer.Option("--port", help="Where it is served.")] = 8000,
    desk: Desk = None,
    once: Annotated[bool, typer.Option("--once", help="Stop after building.")] = False,
    json: Json = False,
) -> None:
    """Make a newsroom from the wires that ship with the program, and serve its four sites."""
    desk_port = port + 1 if desk is None else desk
    if not once:
        free("127.0.0.1", port)
        if desk_port:
            free(DESK_HOST, desk_port, "--desk")
    make(dir, port)
    with working("", json) as progress:
        task = progress.tasks[0].id

        def tell(done: int, total: int, words: str) -> None:
            progress.update(task, description=f"playing January 2020: {words} ({done} of {total} steps)")

        played = play(dir, tell)
    say_json(played) if json else _print(dir, played)
    if once:
        raise typer.Exit(PROBLEMS if played.surprises else DONE)
    _serve(dir, port, desk_port)


def _print(folder: Path, played: Played) -> None:
    out.print(f"[bold]The newsroom is in {folder}/[/]")
    counts = ", ".join(f"{n} {outcome}" for outcome, n in played.outcomes.items())
    out.print(f"{played.deliveries} deliveries came in: {counts}.")
    published = ", ".join(f"{site} {n}" for site, n in played.published.items())
    out.print(f"Published: {published}.\n")
    table = Table(box=None, pad_edge=False, header_style="dim", show_header=False)
    for planted in played.planted:
        table.add_row(planted.label, planted.outcome, planted.story or planted.file)
    out.print(table)
    for planted in played.planted:
        if planted.problem:
            out.print(f"  {planted.file}: {planted.problem}", markup=False)
    for surprise in played.surprises:
        err.print(f"not as planned: {surprise}", markup=False)


def _serve(folder: Path, port: int, desk_port: int) -> None:
    room = Newsroom(folder)
    tell = partial(out.print, markup=False)
    daemon = Daemon(room, tell)
    daemon.start()
    out.print(f"\nIn this newsroom it is {now_in_words(room.clock.now())}; its clock runs on from there.")
    out.print(f"[bold]Start here: http://127.0.0.1:{port}/[/]")
    for site in room.house.sites:
        out.print(f"  {site.name:<10} http://{site.code}.localhost:{port}/  or  http://127.0.0.1:{port}/~{site.code}/")
    with desk_at(folder, desk_port, tell, guest=True):
        out.print("You are the owner, on this machine only. Ctrl-C stops it.")
        try:
            serve(room.data, lambda: Start(Newsroom(folder)).answer, ("127.0.0.1", port), tell)
        finally:
            daemon.stop()
            room.close()
