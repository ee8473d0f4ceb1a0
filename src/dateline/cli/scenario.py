"""Scenarios at the command line."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from dateline.cli.common import DONE, PROBLEMS, Json, out, path, say_json, working
from dateline.scenario.find import keepable, scenarios
from dateline.scenario.play import play
from dateline.scenario.values import Played, Scenario


def scenario_command(
    folders: Annotated[
        list[Path], typer.Argument(help="Scenarios, or folders of them.", metavar="FOLDER…", parser=path)
    ],
    keep: Annotated[
        Path | None,
        typer.Option(
            "--keep", help="Keep the newsroom in DIR; of several scenarios in DIR/NAME.", metavar="DIR", parser=path
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Play scenarios, each against a fresh newsroom, and say what differs; docs/scenarios.md has the format."""
    found = scenarios(tuple(folders))
    kept = keepable(keep, found) if keep is not None else {}
    played = []
    with working("", json) as progress:
        task = progress.tasks[0].id
        for number, (scenario, ready) in enumerate(found.items()):
            progress.update(task, description=f"playing {scenario} ({number + 1} of {len(found)})")
            played.append(_play(ready, kept.get(scenario)))
    say_json(played) if json else _print(played)
    raise typer.Exit(DONE if all(p.passed for p in played) else PROBLEMS)


def _play(scenario: Scenario, kept: Path | None) -> Played:
    if kept is not None:
        return play(scenario, kept)
    with TemporaryDirectory(prefix="dateline-") as name:
        return play(scenario, Path(name))


def _print(played: list[Played]) -> None:
    for one in played:
        said = "[green]as it says[/]" if one.passed else "[red]differs[/]   "
        out.print(f"{said}  {one.scenario}: [bold]{one.title}[/] ({one.ms:.0f} ms)")
        for d in one.differences:
            out.print(f"  {d.file}:{d.line}: step {d.step}", markup=False)
            out.print(f"    expected: {d.expected}", markup=False)
            out.print(f"    found:    {d.found}", markup=False)
    wrong = sum(not p.passed for p in played)
    count = f"{len(played)} {'scenario' if len(played) == 1 else 'scenarios'}"
    out.print(f"{count}: {f'{wrong} differ' if wrong else 'all as they say'}.")
