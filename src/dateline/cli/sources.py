"""dateline sources: how each source is doing."""

from pathlib import Path
from typing import Any

import typer
from rich.table import Table

from dateline.cli.common import DONE, PROBLEMS, Folder, Json, Now, out, say_json
from dateline.cli.opened import opened
from dateline.news.health import Health, span
from dateline.verbs.sources import sources

HERE = Path()
_COLOURS = {"failing": "red", "not asked": "yellow", "silent": "yellow", "slow": "yellow", "moved": "yellow"}


def sources_command(newsroom_: Folder = HERE, json: Json = False, now: Now = "") -> None:
    """How each source is doing: what came, how often it usually does, and what is wrong."""
    with opened(newsroom_, now) as room:
        found = sources(room.ledger, room.clock.now())
    if json:
        say_json([_row(one) for one in found])
    elif found:
        table = Table(box=None, pad_edge=False, header_style="dim")
        for name in ("source", "state", "last", "within a day", "usually every"):
            table.add_column(name, justify="right" if name == "within a day" else "left")
        for one in found:
            row = _row(one)
            colour = _COLOURS.get(one.state, "")
            state = f"[{colour}]{one.state}[/]" if colour else one.state
            table.add_row(one.source, state, row["last"] or "-", str(one.day), row["usually_every"] or "-")
        out.print(table)
        for one in found:
            for words in one.wrong:
                out.print(f"{one.source}: {words}", markup=False)
    else:
        out.print("No source is in force; `dateline apply` puts sources/*.toml in force.")
    raise typer.Exit(PROBLEMS if any(one.wrong for one in found) else DONE)


def _row(one: Health) -> dict[str, Any]:
    return {
        "source": one.source,
        "state": one.state,
        "last": one.last.strftime("%Y-%m-%dT%H:%M:%SZ") if one.last else None,
        "day": one.day,
        "usually_every": span(one.usual) if one.usual else None,
        "wrong": list(one.wrong),
    }
