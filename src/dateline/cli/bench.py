"""The benchmarks at the command line."""

from typing import Annotated

import typer
from rich.table import Table

from dateline.bench.runs import BENCHES, FULL
from dateline.cli.common import Json, out, say_json, working
from dateline.news.errors import NotAllowed


def bench_command(
    name: Annotated[str, typer.Argument(help=f"One of: {', '.join(BENCHES)}; or all.")] = "all",
    full: Annotated[bool, typer.Option("--full", help=f"At full size, where it is large: {', '.join(FULL)}.")] = False,
    json: Json = False,
) -> None:
    """Measure, on this machine, what the design promises."""
    if name != "all" and name not in BENCHES:
        raise NotAllowed("bench", f"there is no benchmark {name}; there are: {', '.join(BENCHES)}, all")
    figures = []
    for each in BENCHES if name == "all" else (name,):
        with working(f"measuring: {each}", json):
            figures += (FULL.get(each, BENCHES[each]) if full else BENCHES[each])()
    if json:
        say_json(figures)
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("figure", "median", "p95", "most", "unit", "runs", "aim"):
        table.add_column(column, justify="right" if column in ("median", "p95", "most", "runs") else "left")
    for f in figures:
        table.add_row(f.what, f"{f.median:g}", f"{f.p95:g}", f"{f.most:g}", f.unit, str(f.runs), f.aim)
    out.print(table)
