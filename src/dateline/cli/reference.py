"""Writes docs/commands.md and docs/settings.md from the program itself, so that they cannot say anything else."""

import sys
from pathlib import Path
from typing import Any

import typer

from dateline.cli.main import command_line
from dateline.setup.settings import SETTINGS

_HEAD = "<!-- Written by `make docs` from the program; change it there. -->\n"


def commands() -> str:
    """Every command, its arguments and options, as Markdown."""
    group: Any = typer.main.get_command(command_line())
    lines = [
        _HEAD,
        "# The command\n",
        "Exit status: 0 done, 1 done with problems (each told), 2 refused. `--json` prints one JSON document; "
        "`dateline read` prints one object a line in any case. DATELINE_NEWSROOM and DATELINE_BY stand in for "
        "`--newsroom` and `--by`.\n",
    ]
    for name, command in group.commands.items():
        if not command.hidden:
            for named, one in _commands(name, command):
                lines += _command(named, one)
    return "\n".join(lines)


def _commands(name: str, command: Any) -> list[tuple[str, Any]]:
    """A command; of a group, its commands."""
    inner = getattr(command, "commands", None)
    return [(f"{name} {n}", c) for n, c in inner.items()] if inner else [(name, command)]


def _command(name: str, command: Any) -> list[str]:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    shown = " ".join(
        f"[{p.metavar or p.name.upper()}]" if not p.required else p.metavar or p.name.upper() for p in arguments
    )
    lines = [f"## dateline {name} {shown}".rstrip() + "\n", f"{command.help}\n"]
    rows = [f"| `{', '.join(p.opts)}` | {p.help or ''} |" for p in options]
    return [*lines, "| option | meaning |", "|---|---|", *rows, ""] if rows else lines


def settings() -> str:
    """Every setting of the newsroom folder, as Markdown."""
    lines = [_HEAD, "# The settings\n", "The newsroom's files are a draft until `dateline apply` puts them in force.\n"]
    for file in dict.fromkeys(s.file for s in SETTINGS):
        lines += [f"## {file}\n", "| setting | is | default | meaning |", "|---|---|---|---|"]
        for s in (s for s in SETTINGS if s.file == file):
            default = "required" if s.default is None else f"`{s.default}`" if s.default else ""
            lines.append(f"| `{s.key}` | {s.kind.words} | {default} | {s.meaning} |")
        lines.append("")
    return "\n".join(lines)


def main(folder: Path) -> None:
    """Write both pages into *folder*."""
    (folder / "commands.md").write_text(commands(), encoding="utf-8")
    (folder / "settings.md").write_text(settings(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
