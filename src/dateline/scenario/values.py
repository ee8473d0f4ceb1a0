"""A scenario as values, each with the line it was written on."""

from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct

from dateline.news.errors import ConfigError, DatelineError


class Wrong(DatelineError):
    """
    Scenarios that cannot be played; nothing has been played then.

    Args:
        problems: All that is wrong, by file and line.
    """

    def __init__(self, problems: tuple[ConfigError, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class At(Struct, frozen=True):
    """When: a moment, a local moment at a site, or so long after the step before."""

    #: UTC, if it was written as a moment; with *site*: without a zone.
    moment: datetime | None = None
    #: The code of the site whose time zone the moment is in.
    site: str = ""
    after: timedelta | None = None


class Expectation(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What must be so; only what was written is set. docs/scenarios.md has the meaning of each key."""

    line: int
    #: As it was written, on one line.
    text: str
    story: str = ""
    status: str = ""
    headline: str | None = None
    versions: int | None = None
    because: str = ""
    use: str = ""
    site: str = ""
    allowed: bool | None = None
    stories: int | None = None
    page: str = ""
    path: str = ""
    answers: int | None = None
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    receipt: str = ""
    outcome: str = ""
    problem: str = ""
    proposal: str = ""
    conflicts: int | None = None
    sound: bool | None = None


class Step(Struct, frozen=True, kw_only=True):
    """One thing that happens, or nothing but time that passes; and what must be so afterwards."""

    #: From 1.
    number: int
    line: int
    at: At | None = None
    #: Files of the scenario's folder, relative to it, in the order of their delivery.
    deliver: tuple[str, ...] = ()
    source: str = "agency"
    #: What the stories that come in are called: the main one, or with *each* the items in their order.
    names: tuple[str, ...] = ()
    each: bool = False
    #: A verb; empty: none.
    do: str = ""
    #: The verb's options under their keys, moments as At.
    options: dict[str, object] = {}
    #: Whether the verb must be refused, and with which words, if any are given.
    refused: bool = False
    refusal: str = ""
    expect: tuple[Expectation, ...] = ()
    #: Key → the line it stands on.
    lines: dict[str, int] = {}


class Scenario(Struct, frozen=True, kw_only=True):
    """One folder with a ``scenario.toml``."""

    folder: Path
    #: The scenario.toml, as it is named in messages.
    file: str
    title: str
    rule: str = ""
    #: The clock's first moment; UTC.
    start: datetime
    #: True: its ``newsroom/`` is the whole newsroom.
    only: bool = False
    steps: tuple[Step, ...] = ()


class Difference(Struct, frozen=True):
    """Something that is not as the scenario says."""

    file: str
    line: int
    #: From 1.
    step: int
    expected: str
    found: str


class Played(Struct, frozen=True):
    """What a scenario came to."""

    #: Its folder, as it was named.
    scenario: str
    title: str
    passed: bool
    differences: tuple[Difference, ...]
    ms: float
