"""What the demonstration's desk did, as values."""

from datetime import datetime
from importlib.resources import files
from typing import Literal

import msgspec
from msgspec import Struct


class Replacement(Struct, frozen=True):
    """Our words in a block's place."""

    #: The block's place in the source's text, from 0.
    block: int
    text: str


class Act(Struct, frozen=True, kw_only=True):
    """One step; see the head of ``script.toml``."""

    at: datetime
    do: Literal["ingest", "take", "edit", "publish", "withdraw", "correct"]
    by: str = "dateline"
    # ingest
    source: str = ""
    file: str = ""
    name: str = ""
    names: tuple[str, ...] = ()
    planted: str = ""
    expect: str = ""
    # the desk
    story: str = ""
    sites: tuple[str, ...] = ()
    home: str = ""
    sections: dict[str, str] = {}
    note: str = ""
    reason: str = ""
    headline: str | None = None
    standfirst: str | None = None
    cut: tuple[int, ...] = ()
    replace: tuple[Replacement, ...] = ()
    add: tuple[str, ...] = ()
    wrong: str = ""
    right: str = ""


class Script(Struct, frozen=True):
    """All steps, in the order of their moments."""

    people: dict[str, str]
    step: tuple[Act, ...]


def script() -> Script:
    """The script that ships with the program."""
    text = (files("dateline.demo") / "script.toml").read_text(encoding="utf-8")
    return msgspec.toml.decode(text, type=Script)
