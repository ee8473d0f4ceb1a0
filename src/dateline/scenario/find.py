"""Scenarios below folders, read and checked before any of them is played."""

from collections.abc import Iterator
from pathlib import Path

from dateline.news.errors import ConfigError, NotAllowed
from dateline.scenario.check import Checked
from dateline.scenario.document import NAME, read
from dateline.scenario.values import Scenario, Wrong


def scenarios(folders: tuple[Path, ...]) -> dict[str, Scenario]:
    """
    All scenarios in *folders* and below them.

    Returns:
        Folder, as it was named → scenario, ready to be played; those below one folder sorted.
    Raises:
        NotAllowed: If there is none in or below one of them.
        Wrong: If one cannot be played, with all that is wrong in all of them.
    """
    found: dict[str, Scenario] = {}
    wrong: list[ConfigError] = []
    for folder in dict.fromkeys(f for given in folders for f in below(given)):
        scenario, problems = read(folder)
        wrong += problems
        if scenario is not None and not problems:
            checked = Checked(scenario)
            wrong += checked.problems
            found[folder.as_posix()] = checked.scenario
    if wrong:
        raise Wrong(tuple({str(w): w for w in wrong}.values()))
    return found


def below(folder: Path) -> Iterator[Path]:
    """
    The folders of scenarios in a *folder* and below, sorted.

    Raises:
        NotAllowed: If there is none.
    """
    folder = folder.parent if folder.name == NAME and folder.is_file() else folder
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "is not there"
        raise NotAllowed("scenario", f"{folder} {what}; name a folder with a {NAME} in it, or one of such folders")
    there = sorted(p.parent for p in folder.rglob(NAME) if p.is_file())
    if not there:
        raise NotAllowed(
            "scenario", f"{folder}: there is no {NAME} in it or below; docs/scenarios.md says how to write"
        )
    yield from there


def keepable(folder: Path, found: dict[str, Scenario]) -> dict[str, Path]:
    """
    Where the newsrooms of scenarios are kept: one in the *folder* itself, several in folders of their names.

    Raises:
        NotAllowed: If something else lies there, or two scenarios have the same name.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotAllowed("scenario", f"{folder} holds something else; name a new folder: --keep DIR")
    if len(found) == 1:
        return dict.fromkeys(found, folder)
    kept = {scenario: folder / Path(scenario).resolve().name for scenario in found}
    twice = [path for path in kept.values() if list(kept.values()).count(path) > 1]
    if twice:
        raise NotAllowed("scenario", f"two scenarios are called {twice[0].name}; keep one at a time, or rename one")
    return kept
