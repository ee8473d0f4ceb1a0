"""Scenarios written for one test each: an agency's items, steps, and a folder to put them in."""

import json
from pathlib import Path

from dateline.scenario.find import scenarios
from dateline.scenario.play import play
from dateline.scenario.values import Difference, Played

HEAD = """\
title = "A report on the weir"
start = 2020-01-16T08:00:00Z
"""
#: A report comes in and is published on north; on south it never is.
PUBLISHED = (
    HEAD
    + """
[[steps]]
deliver = "weir.json"
name = "weir"

[[steps]]
at = "+10 min"
do = "publish"
story = "weir"
sites = ["north"]
"""
)


def item(version: int = 1, **more: object) -> str:
    """A ninjs item on the weir of Ashby Fold; what else it says is given by name."""
    said: dict[str, object] = {
        "uri": "urn:lantern:weir",
        "version": str(version),
        "versionCreated": f"2020-01-16T07:{version:02}:00Z",
        "pubStatus": "usable",
        "headlines": [{"role": "main", "value": "Weir of Ashby Fold is opened"}],
        "bodies": [
            {
                "role": "main",
                "contentType": "text/html",
                "value": "<p>The weir of <em>Ashby</em> Fold was opened.</p><p>Eels &amp; trout may pass.</p>",
            }
        ],
    }
    return json.dumps(said | more)


def write(folder: Path, text: str, **files: str) -> Path:
    """A scenario's folder with its scenario.toml, the report, and *files* by name without ``.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scenario.toml").write_text(text, "utf-8")
    for name, data in {"weir": item(), **files}.items():
        (folder / f"{name}.json").write_text(data, "utf-8")
    return folder


def played(folder: Path) -> Played:
    """What the scenario in a *folder* comes to."""
    (scenario,) = scenarios((folder,)).values()
    return play(scenario, folder.parent / f"{folder.name}-newsroom")


def differences(folder: Path) -> tuple[Difference, ...]:
    """What differs in the scenario in a *folder*."""
    return played(folder).differences


def line_of(text: str, words: str) -> int:
    """The line, from 1, on which these words first stand."""
    return next(n for n, line in enumerate(text.splitlines(), 1) if words in line)
