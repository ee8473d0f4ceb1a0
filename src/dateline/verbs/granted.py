"""What an item's own rights expression lets us do, which narrows what our licence does."""

import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.wire import Problem, Version

#: Where rights are told, in place of the words.
_ADDRESS = re.compile(r"<?(?:[A-Za-z][A-Za-z0-9+.-]*://|urn:|//|/)\S+>?")


class Granted(Struct, frozen=True):
    """A version with what its rights expression says, and what of that could not be read."""

    version: Version
    problems: tuple[Problem, ...] = ()


def granted(version: Version, sites: Mapping[str, str]) -> Granted:
    """
    Read a version's rights expression.

    Args:
        version: As its reader left it: the expression to the letter.
        sites: A site's code → its host, by which an expression may name it.
    Returns:
        The version with what the expression allows; with a doubt, and so held until a person has looked, where the
        expression cannot be read as a whole.
    """
    # Imported where it is needed: few items hold an expression, and what reads them is slow to load.
    from dateline.licensing import rightsml

    text = version.rights.strip()
    if _ADDRESS.fullmatch(text):
        # Nothing is fetched: terms that nobody here has read may forbid all.
        told = Problem("rights", f"its rights are told elsewhere, and were not read: {text}")
        return _doubted(version, f"they are told elsewhere, at {text}", (told,))
    format = _format(text)
    if format is None:
        return _doubted(version, "it is neither JSON-LD nor Turtle")
    reading = rightsml.read(text, format=format, name="item", sites=sites)
    problems = tuple(Problem(f"rights: {r.where}", r.why) for r in reading.refused)
    if reading.licence is None:
        return _doubted(version, reading.refused[0].why if reading.refused else "it allows nothing", problems)
    return Granted(replace(version, allowed=reading.licence), problems)


def _format(text: str) -> Literal["turtle", "json-ld"] | None:
    if text.startswith(("{", "[")):
        return "json-ld"
    return None if text.startswith("<?xml") or text.endswith(">") or "odrl" not in text.casefold() else "turtle"


def _doubted(version: Version, why: str, problems: tuple[Problem, ...] = ()) -> Granted:
    doubt = version.doubt or f"its rights expression cannot be read: {why}"
    return Granted(replace(version, doubt=doubt), problems)
