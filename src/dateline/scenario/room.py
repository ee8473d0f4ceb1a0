"""The newsroom that a scenario plays in: the packaged one, with the scenario's own files added or in its place."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from dateline.news.errors import ConfigError
from dateline.scenario.values import Scenario

#: The folder in a scenario's that holds the newsroom's files.
OWN = "newsroom"


def make(scenario: Scenario, folder: Path) -> None:
    """Write the newsroom's files into *folder*, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    if not scenario.only:
        lay(files("dateline.scenario") / "newsroom", folder)
    if (scenario.folder / OWN).is_dir():
        lay(scenario.folder / OWN, folder)


def lay(source: Traversable, target: Path) -> None:
    """Copy a folder's files over those in *target*."""
    for entry in source.iterdir():
        if entry.is_dir():
            (target / entry.name).mkdir(exist_ok=True)
            lay(entry, target / entry.name)
        else:
            (target / entry.name).write_bytes(entry.read_bytes())


def told(problems: tuple[ConfigError, ...], scenario: Scenario, layers: tuple[str, ...]) -> Iterator[ConfigError]:
    """
    What is wrong with a newsroom's files, told where they lie in the scenario.

    Args:
        problems: With paths in the newsroom's folder.
        scenario: Whose newsroom it is.
        layers: Folders of the scenario that were laid over each other, the last on top.
    """
    for problem in problems:
        found = next((la for la in reversed(layers) if (scenario.folder / la / problem.file).exists()), "")
        file = (scenario.folder / found / problem.file).as_posix() if found else problem.file
        yield ConfigError(file, problem.line, problem.what, problem.remedy)
