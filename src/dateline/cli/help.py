"""help: what the words mean that the newsroom uses."""

from typing import Annotated, Any

import typer
from rich.table import Table

from dateline.cli.common import Json, out, say_json
from dateline.news.errors import NotAllowed
from dateline.news.status import RULES, STATUSES, refused


def help_command(
    topic: Annotated[str, typer.Argument(help="statuses: the status table.", metavar="TOPIC")] = "",
    json: Json = False,
) -> None:
    """Explain a topic: `dateline help statuses` prints the status table."""
    if topic not in ("", "statuses"):
        raise NotAllowed("help", f"there is no topic {topic}; there is: statuses. `dateline --help` lists the commands")
    if json:
        say_json({"statuses": STATUSES, "verbs": [_verb(r.verb) for r in RULES]})
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("status", "means"):
        table.add_column(name)
    for status, means in STATUSES.items():
        table.add_row(status, means)
    out.print("A story has the strongest status that holds, in this order:")
    out.print(table)
    out.print("\nWhat may be done to a story of each status (x), and what undoes it:")
    out.print(_verbs())
    out.print("\nA verb may still find a reason against it: what is on a site is not spiked,")
    out.print("what nothing holds is not released, what no reader has seen is not corrected.")


def _verb(verb: Any) -> dict[str, Any]:
    rule = next(r for r in RULES if r.verb == verb)
    return {
        "verb": rule.verb,
        "does": rule.does,
        "to": list(rule.to),
        "refused": {s: refused(rule.verb, s) for s in STATUSES if refused(rule.verb, s)},
        "undone_by": rule.undone_by,
    }


def _verbs() -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("verb")
    for status in STATUSES:
        table.add_column(status, justify="center")
    table.add_column("undone by")
    table.add_column("it")
    for rule in RULES:
        cells = ("x" if status in rule.to else "" for status in STATUSES)
        table.add_row(rule.verb, *cells, rule.undone_by or "nothing", rule.does)
    return table
