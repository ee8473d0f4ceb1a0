"""A file of rules of the desk: TOML → values; what is wrong is told by file and line, and nothing is put in force."""

import re
import tomllib
from datetime import time
from pathlib import Path
from typing import Any

import msgspec

from dateline.news.errors import ConfigError, NotAllowed
from dateline.news.rulebook import DeskRule
from dateline.setup.locate import Way, line, lines

_STEP = re.compile(r"\.([A-Za-z_]+)|\[(\d+)\]")
_LINE = re.compile(r"\(at line (\d+)")
_REMEDY = "docs/rules.md has every condition and every action"


def rules_of(path: Path) -> tuple[DeskRule, ...]:
    """
    The rules of a file, in its order: each a table with ``when`` and ``then``.

    Raises:
        NotAllowed: If it cannot be read.
        ConfigError: If it is no such file, with the line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as e:
        raise NotAllowed("rules", f"{path}: {e.strerror}; name a TOML file with rules") from e
    except UnicodeDecodeError as e:
        raise NotAllowed("rules", f"{path}: not UTF-8 at byte {e.start}; save it as UTF-8") from e
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        found = _LINE.search(str(e))
        raise ConfigError(str(path), int(found[1]) if found else 0, f"this is no TOML: {e}", _REMEDY) from e
    places = lines(text)
    return tuple(_rule(str(path), name, table, places) for name, table in tables.items())


def _rule(file: str, name: str, table: object, places: dict[Way, int]) -> DeskRule:
    if not isinstance(table, dict):
        remedy = f"write [{name}] with when and then under it"
        raise ConfigError(file, line(places, (name,)), f"{name} is no rule", remedy)
    table = {"when": {}, "then": {}, **table, "name": name}
    hours = table["when"].get("hours") if isinstance(table["when"], dict) else None
    if isinstance(hours, list):
        spans = [_hours(file, one, line(places, (name, "when", "hours"))) for one in hours]
        table["when"] = {**table["when"], "hours": spans}
    try:
        return msgspec.convert(table, DeskRule)
    except msgspec.ValidationError as e:
        what, _, where = str(e).partition(" - at `$")
        way = (name, *(key or int(number) for key, number in _STEP.findall(where)))
        field = re.search(r"unknown field `(\w+)`", what)
        if field:
            way = (*way, field[1])
        raise ConfigError(file, line(places, way), f"rule {name}: {what}", _REMEDY) from e


def _hours(file: str, text: object, at: int) -> dict[str, Any]:
    begin, dash, end = str(text).partition("-")
    try:
        if not dash:
            raise ValueError(text)
        return {"begin": time.fromisoformat(begin.strip()), "end": time.fromisoformat(end.strip())}
    except ValueError as e:
        raise ConfigError(file, at, f"{text} is no span of hours", 'write "22:00-06:00"') from e
