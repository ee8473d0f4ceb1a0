"""Secrets, from where the settings say they are; they are kept nowhere else."""

import os
from pathlib import Path

from dateline.send.values import SendError


def from_environment(name: str, what: str) -> str:
    """
    The secret that an environment variable holds.

    Raises:
        SendError: If it is not set.
    """
    if value := os.environ.get(name, ""):
        return value
    raise SendError(f"the environment variable {name} is not set; it holds {what}")


def from_file(file: Path, what: str) -> tuple[str, str]:
    """
    The first two lines of a file.

    Raises:
        SendError: If it cannot be read, or has less than two lines.
    """
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise SendError(f"{file} cannot be read; its first two lines are {what}") from e
    if len(lines) < 2 or not all(line.strip() for line in lines[:2]):
        raise SendError(f"{file} has less than two lines; its first two lines are {what}")
    return lines[0].strip(), lines[1].strip()
