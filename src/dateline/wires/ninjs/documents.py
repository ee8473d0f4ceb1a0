"""The JSON documents of a delivery, one or several, whole or torn; and the reading of all items in them."""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.wire import Problem, Reading, Version
from dateline.wires.json import decoded
from dateline.wires.json_mended import decode
from dateline.wires.ninjs.envelopes import LISTS, Found
from dateline.wires.ninjs.told import Told

Items = Callable[[Any], tuple[list[Found], bool]]
#: In a delivery longer than this, in bytes, an item takes so many on the average at least: each takes more memory.
_LARGE: Final = 1_000_000
_SMALLEST: Final = 48
#: Where one document ends, or was torn off, and the next begins on a line of its own; RFC 7464 has a mark there.
_BETWEEN = re.compile(rb"(?<![,:\[{\s])[ \t]*(?:\r?\n\s*\x1e?|\x1e)(?=[{\[])")
_LAST_NAME = re.compile(r'"(\w+)"\s*:\s*\Z')
_COMMA = re.compile(r"\s*,\s*")


def reading_of(
    data: bytes, items: Items, versions: Callable[[Found, Told], Iterable[Version]], *, format: str,
    doubles: bool = False,
) -> Reading:  # fmt: skip
    """
    The reading of a delivery in JSON.

    Args:
        data: One document; several, each on its line or lines, as RFC 7464 and NDJSON have them; or one that was torn
            off in its list of items.
        items: Finds the items in a document, and says whether it is about one alone.
        versions: Makes the versions of an item; what else it tells is added.
        format: The wire.
        doubles: Whether to look for members that stand twice in an object; what one vendor's program writes has none.
    Raises:
        WireError: If there is no JSON in it, it is too long or nested too deep, says next to nothing, or its only item
            cannot be read. Of several items and documents those that cannot be read are left out, and told.
    """
    told = Told([], [])
    found, alone = _found(_documents(data, format, doubles, told.problems), items, told.problems)
    _refuse_crumbs(data, len(found), format)
    made: list[Version] = []
    found.reverse()
    while found:
        # What was read need not stay in memory beside what is made of it.
        try:
            made.extend(versions(found.pop(), told))
        except WireError as e:
            if alone:
                raise
            told.problems.append(Problem(e.where, f"{e.what}; left out"))
    return Reading(
        format=format,
        versions=tuple(made),
        notices=tuple(told.notices),
        problems=tuple(told.problems),
        package=alone and len(made) > 1,
    )


def _found(documents: list[tuple[str, Any]], items: Items, problems: list[Problem]) -> tuple[list[Found], bool]:
    """The items of all *documents*, and whether there is one alone."""
    if len(documents) == 1:
        return items(documents[0][1])
    found: list[Found] = []
    for where, document in documents:
        try:
            found.extend(replace(one, where=f"{where}: {one.where}") for one in items(document)[0])
        except WireError as e:
            problems.append(Problem(f"{where}: {e.where}", f"{e.what}; left out"))
    return found, False


def _documents(data: bytes, format: str, doubles: bool, problems: list[Problem]) -> list[tuple[str, Any]]:
    """
    Each document with where it stands, which is empty for the only one.

    Raises:
        WireError: If there is no JSON in it, or it is too long or nested too deep.
    """
    try:
        return [("", _decoded(data, "", format, doubles, problems))]
    except WireError as e:
        whole = e
    # No JSON has a line end between brackets.
    if len(parts := [part for part in _BETWEEN.split(data) if part.strip()]) < 2:
        problems.append(Problem(whole.where, f"{whole.what}; torn off here, and what stood whole before was read"))
        return [("", _decoded(_untorn(data, whole), "", format, doubles, problems))]
    _refuse_crumbs(data, len(parts), format)
    found = []
    for place, part in enumerate(parts, 1):
        where = f"document {place}"
        try:
            found.append((where, _decoded(part, where, format, doubles, problems)))
        except WireError as e:
            problems.append(Problem(where, f"{e.what}; left out"))
    if not found:
        raise whole
    return found


def _refuse_crumbs(data: bytes, items: int, format: str) -> None:
    if len(data) > _LARGE and _SMALLEST * items > len(data):
        raise WireError(format, "document", f"{items} items of next to nothing are no news")


def _decoded(data: bytes, where: str, format: str, doubles: bool, problems: list[Problem]) -> Any:
    value, told = decoded(data, format=format)
    # The quick way keeps the last of two members of one name, whose colon went with the other.
    if doubles and not told and data.count(b":") != msgspec.json.encode(value).count(b":"):
        value, told = decode(data, format=format)
    problems.extend(Problem(f"{where}: {one.where}" if where else one.where, one.what) for one in told)
    return value


def _untorn(data: bytes, error: WireError) -> bytes:
    """
    A document that was torn off in its list of items, closed behind the last of them that is whole.

    Raises:
        WireError: The *error* of the document, if no item is whole, or it holds no list of items.
    """
    text = data.decode("utf-8-sig", "replace")
    head, _, rest = text.partition("[")
    name = _LAST_NAME.search(head[-100:])
    if head.strip() and (name is None or name[1] not in LISTS):
        raise error
    decoder = json.JSONDecoder(strict=False)
    end, at = 0, len(rest) - len(rest.lstrip())
    while rest.startswith("{", at):
        try:
            _, end = decoder.raw_decode(rest, at)
        except (ValueError, RecursionError):
            break
        comma = _COMMA.match(rest, end)
        at = comma.end() if comma else len(rest)
    if not end:
        raise error
    closing = "]" + "}" * (head.count("{") - head.count("}"))
    return f"{head}[{rest[:end]}{closing}".encode("utf-8", "replace")
