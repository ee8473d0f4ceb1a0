"""The benchmarks at the command line."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from dateline.bench.reading import wires
from dateline.bench.relate import relate
from dateline.bench.runs import BENCHES, FULL
from dateline.bench.sites.measure import full as sites_in_full
from dateline.bench.sites.measure import sites
from dateline.cli.common import Json, out, say_json, working
from dateline.news.errors import NotAllowed


def bench_command(
    name: Annotated[str, typer.Argument(help=f"One of: {', '.join(BENCHES)}; or all.")] = "all",
    full: Annotated[bool, typer.Option("--full", help=f"At full size, where it is large: {', '.join(FULL)}.")] = False,
    corpus: Annotated[
        Path | None,
        typer.Option(
            "--corpus",
            help="For wires: a folder of deliveries, each in its file; for relate: the files of Reuters-21578.",
        ),
    ] = None,
    stories: Annotated[
        int | None, typer.Option("--stories", help="For sites: how many on each site.", min=100, metavar="N")
    ] = None,
    json: Json = False,
) -> None:
    """Measure, on this machine, what the design promises."""
    _refuse(name, corpus, stories)
    figures = []
    for each in BENCHES if name == "all" else (name,):
        with working(f"measuring: {each}", json):
            if each == "wires":
                figures += wires(corpus)
            elif each == "relate":
                figures += relate(corpus if name == "relate" else None)
            elif each == "sites" and stories is not None:
                figures += (sites_in_full if full else sites)(stories)
            else:
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


def _refuse(name: str, corpus: Path | None, stories: int | None) -> None:
    """What is asked of a benchmark must be something that it can do."""
    if stories is not None and name != "sites":
        raise NotAllowed("bench", "--stories is for the benchmark sites alone: dateline bench sites --stories 20000")
    if corpus is not None and (name not in ("wires", "relate") or not corpus.is_dir()):
        of_others = "is for the benchmarks wires and relate: dateline bench wires --corpus DIR"
        why = "is no folder" if name in ("wires", "relate") else of_others
        raise NotAllowed("bench", f"--corpus {corpus}: {why}")
    if name != "all" and name not in BENCHES:
        raise NotAllowed("bench", f"there is no benchmark {name}; there are: {', '.join(BENCHES)}, all")
