"""dateline rules: the rules of the desk, listed, put in force, dropped, and tried on the last week."""

from pathlib import Path
from typing import Annotated

import typer
from msgspec import structs
from rich.table import Table

from dateline.cli.common import By, Folder, Json, counted, given, out, path, person, say_json, working
from dateline.cli.desk import HERE, done
from dateline.cli.opened import opened
from dateline.cli.rulefile import rules_of
from dateline.news.errors import NotAllowed
from dateline.news.matching import Tried, dry
from dateline.news.rulebook import DeskRule, Then, When
from dateline.setup.topics import topics_of
from dateline.verbs.rules import drop_rule, put_rule, put_rules, sound

app = typer.Typer(help="Rules of the desk: what is done with stories as they come.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(help="A TOML file with rules.", metavar="FILE", parser=path)]


@app.command("list")
def list_command(newsroom: Folder = HERE, json: Json = False) -> None:
    """The rules in force, in their order, by whom and since when."""
    with opened(newsroom) as room:
        rules = room.ledger.agenda().rules
    if json:
        say_json(rules)
        return
    for number, one in enumerate(rules, 1):
        out.print(f"{number}. {one.rule.name}  (entry {one.entry}, {one.by}, {one.at:%Y-%m-%d %H:%M})", markup=False)
        out.print(f"   when  {_words(one.rule.when)}", markup=False)
        out.print(f"   then  {_words(one.rule.then)}", markup=False)
    if not rules:
        out.print("No rule is in force: `dateline rules set FILE`")


def _words(part: When | Then) -> str:
    """What a part of a rule says: ``sources = afp, upi; urgency = 3``."""
    fields = ((f.name, getattr(part, f.name), f.default) for f in structs.fields(part))
    return "; ".join(_said(name, value) for name, value, default in fields if value != default)


def _said(name: str, value: object) -> str:
    if value is True:
        return name
    return f"{name} = {', '.join(map(str, value)) if isinstance(value, tuple) else value}"


@app.command("set")
def set_command(
    file: File,
    only: Annotated[
        str, typer.Option("--only", help="Only the rule of this name; the others stay as they are.", metavar="NAME")
    ] = "",
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Put a file's rules in force, in place of all that were; they mean what comes from then on."""
    rules = rules_of(file)
    if only:
        rule = _named(rules, only, file)
        done(newsroom, json, lambda r: put_rule(rule, by=person(by), ledger=r.ledger))
    done(newsroom, json, lambda r: put_rules(rules, by=person(by), ledger=r.ledger))


def _named(rules: tuple[DeskRule, ...], name: str, file: Path) -> DeskRule:
    found = next((r for r in rules if r.name == name), None)
    if found is None:
        known = ", ".join(r.name for r in rules) or "none"
        raise NotAllowed("rules", f"{file} has no rule {name}; it has: {known}")
    return found


@app.command("drop")
def drop_command(
    name: Annotated[str, typer.Argument(help="The rule's name.", metavar="NAME", callback=given)],
    by: By = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """End a rule; what it did stays done."""
    done(newsroom, json, lambda r: drop_rule(name, by=person(by), ledger=r.ledger))


@app.command("try")
def try_command(
    file: Annotated[
        Path | None, typer.Argument(help="A TOML file with rules; left out: those in force.", metavar="[FILE]")
    ] = None,
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """A dry run: what rules would have done with the stories of the last seven days. Nothing is done."""
    with opened(newsroom) as room, working("trying the rules on the last week", json):
        rules = rules_of(file) if file else tuple(one.rule for one in room.ledger.agenda().rules)
        sound(rules, room.ledger)
        ledger, now = room.ledger, room.clock.now()
        tried = sorted(
            dry(rules, ledger.stories(), ledger.standing(), now, topics_of(room.data)),
            key=lambda one: (one.received, one.story),
        )
    if json:
        say_json(tried)
        return
    _say_tried(rules, tried)


def _say_tried(rules: tuple[DeskRule, ...], tried: list[Tried]) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("came", "rule", "story", "headline", "because", "would"):
        table.add_column(name, no_wrap=name in ("came", "rule", "story"))
    for one in tried:
        would = "; ".join((*one.does, *([f"refused: {one.refused}"] if one.refused else [])))
        table.add_row(f"{one.received:%m-%d %H:%M}", one.rule, one.story, one.headline, one.because, would)
    if tried:
        out.print(table)
    for rule in rules:
        count = sum(one.rule == rule.name for one in tried)
        refused = sum(one.rule == rule.name and bool(one.refused) for one in tried)
        why = f", {refused} of them refused in part" if refused else ""
        out.print(f"{rule.name}: {counted(count, 'story', 'stories')} in the last seven days{why}", markup=False)
    if not rules:
        out.print("No rule is in force: `dateline rules try FILE` tries those of a file")
