"""ninjs documents into readings."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.wire import Problem, Reading, Role, Version
from dateline.wires.ninjs.decode import decode
from dateline.wires.ninjs.document import Item, lift
from dateline.wires.ninjs.media import KINDS
from dateline.wires.ninjs.version import Told, version_of
from dateline.wires.terms import no_freer

#: Names under which a document holds its items.
_LISTS: Final = ("items", "item")
_ROLES: Final[dict[str, Role]] = {
    "main": "main", "maintext": "main", "background": "backgrounder", "backgrounder": "backgrounder",
    "factbox": "backgrounder", "factfile": "backgrounder", "sidebar": "backgrounder", "teaser": "teaser",
}  # fmt: skip


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read one ninjs document: an item, a list of items, or an object that holds such a list.

    Args:
        data: JSON, UTF-8; ninjs 3.1, or 1.x and 2.x, whose names differ in form.
        received: When it reached us, UTC; datelines without a year are taken to be near it.
    Returns:
        A version for each item, and for each text that came inside one; a notice for each order about another item. An
        embargo or a status that cannot be read is a doubt of its item, and is told; so is whatever else is wrong.
    Raises:
        WireError: If it is no JSON, or one object without a ``uri`` and without a list of items.
    Source:
        ninjs 3.1 schema, IPTC
    """
    value, problems = decode(data)
    told = Told(list(problems), [])
    items, alone = _items(value)
    versions: list[Version] = []
    for where, raw in items:
        item, wrong = _item(raw, where, told)
        if item is not None:
            versions.extend(_versions(item, where, received, told))
        elif alone:
            raise WireError("ninjs", where, wrong)
        else:
            told.problems.append(Problem(where, f"{wrong}; left out"))
    return Reading(
        format="ninjs",
        versions=tuple(versions),
        notices=tuple(told.notices),
        problems=tuple(told.problems),
        package=alone and len(versions) > 1,
    )


def _items(value: Any) -> tuple[list[tuple[str, Any]], bool]:
    """The items with their places, and whether the document is one item."""
    name = "items"
    if isinstance(value, dict) and not {"uri", "guid"} & value.keys():
        name = next((name for name in _LISTS if isinstance(value.get(name), list)), "")
        value = value[name] if name else value
    if isinstance(value, list):
        return [(f"{name}[{place}]", one) for place, one in enumerate(value)], False
    return [("item", value)], True


def _item(raw: Any, where: str, told: Told) -> tuple[Item | None, str]:
    """The item, or None and what is wrong with it."""
    if not isinstance(raw, dict):
        return None, "is no JSON object"
    item = lift(raw, where, told.problems)
    return (item, "") if item.uri else (None, "has no uri, by which its versions are known")


def _versions(item: Item, where: str, received: datetime, told: Told) -> Iterator[Version]:
    """The item's own version, then those of the texts that came inside it."""
    own = version_of(item, where, received, told)
    parts = [
        (_role(part), part, f"{where}.associations[{place}]")
        for place, part in enumerate(item.associations)
        if part.bodies and part.type not in KINDS
    ]
    # An envelope without a text of its own announces the part that is the main one.
    envelope = not own.body and any(role == "main" for role, _, _ in parts)
    yield replace(own, role="teaser") if envelope else own
    for role, part, place in parts:
        for version in _versions(_identified(part, item), place, received, told):
            role_here = role if envelope or role != "main" else "related"
            yield no_freer(replace(version, role=role_here), own)


def _role(part: Item) -> Role:
    """What the *part* is to the whole, by the name or the relation that the source gave it."""
    for word in (part.name, part.rel):
        if role := _ROLES.get(word.lower().rstrip("0123456789-_ ")):
            return role
    return "related"


def _identified(part: Item, whole: Item) -> Item:
    """A *part* without an id of its own has one within the *whole*."""
    return part if part.uri else replace(part, uri=f"{whole.uri}#{part.name}")
