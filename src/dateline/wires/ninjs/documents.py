"""The JSON documents of a delivery: one, or several, a line each; told where one is torn, or a member stands twice."""

from typing import Any

from dateline.news.errors import WireError
from dateline.news.wire import Problem
from dateline.wires.json import decoded
from dateline.wires.ninjs.decode import decode, may_have_doubles, pieces, refuse_crumbs, untorn


def documents(data: bytes, *, format: str, doubles: bool = False) -> tuple[list[tuple[str, Any]], list[Problem]]:
    """
    Decode a delivery's JSON.

    Args:
        data: One document; several, each on its line or lines, as RFC 7464 and NDJSON have them; or one that was torn
            off in its list of items.
        format: The wire it is read as, for the error's words.
        doubles: Whether to look for members that stand twice in an object; what one vendor's program writes has none.
    Returns:
        Each document with where it stands, which is empty for the only one; and what had to be mended or left out.
    Raises:
        WireError: If there is no JSON in it, or it is too long or nested too deep.
    """
    try:
        value, problems = _decoded(data, format, doubles)
        return [("", value)], problems
    except WireError as e:
        if len(parts := pieces(data)) > 1:
            refuse_crumbs(data, len(parts), format=format)
            return _several(parts, format, doubles, e)
        if not (whole := untorn(data)):
            raise
        value, problems = _decoded(whole, format, doubles)
        told = Problem(e.where, f"{e.what}; torn off here, and what stood whole before was read")
        return [("", value)], [told, *problems]


def _several(
    parts: list[bytes], format: str, doubles: bool, error: WireError
) -> tuple[list[tuple[str, Any]], list[Problem]]:
    """
    Raises:
        WireError: The *error* of the whole, if no part is JSON.
    """
    found: list[tuple[str, Any]] = []
    told: list[Problem] = []
    for place, part in enumerate(parts, 1):
        where = f"document {place}"
        try:
            value, problems = _decoded(part, format, doubles)
        except WireError as e:
            told.append(Problem(where, f"{e.what}; left out"))
            continue
        found.append((where, value))
        told.extend(Problem(f"{where}: {problem.where}", problem.what) for problem in problems)
    if not found:
        raise error
    return found, told


def _decoded(data: bytes, format: str, doubles: bool) -> tuple[Any, list[Problem]]:
    value, problems = decoded(data, format=format)
    if problems or not doubles or not may_have_doubles(data, value):
        return value, list(problems)
    # The quick way keeps the last of two members of one name, and says nothing.
    value, problems = decode(data)
    return value, list(problems)
