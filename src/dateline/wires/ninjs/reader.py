"""ninjs documents into readings."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.wire import Problem, Reading, Role, Version
from dateline.wires.ninjs.document import FORMAT, Item
from dateline.wires.ninjs.documents import reading_of
from dateline.wires.ninjs.envelopes import items
from dateline.wires.ninjs.lift import lift
from dateline.wires.ninjs.told import Told
from dateline.wires.ninjs.version import version_of
from dateline.wires.terms import no_freer

_ROLES: Final[dict[str, Role]] = {
    "main": "main", "maintext": "main", "background": "backgrounder", "backgrounder": "backgrounder",
    "factbox": "backgrounder", "factfile": "backgrounder", "sidebar": "backgrounder", "teaser": "teaser",
}  # fmt: skip


def read(data: bytes, *, received: datetime) -> Reading:
    """
    Read ninjs: an item, a list of items, an API's answer around either, or several such documents, a line each.

    Args:
        data: JSON, UTF-8; ninjs 3.1, or 1.x and 2.x, whose names differ in form.
        received: When it reached us, UTC; datelines without a year are taken to be near it.
    Returns:
        A version for each item, and for each text that came inside one; a notice for each order about another item. An
        embargo or a status that cannot be read is a doubt of its item, and is told; so is whatever else is wrong.
    Raises:
        WireError: If it is no JSON, or one object that is no item and holds none.
    Source:
        ninjs 3.1 schema, IPTC
    """
    return reading_of(
        data, items, lambda one, told: _read(one.item, one.where, received, told), format=FORMAT, doubles=True
    )


def _read(raw: Any, where: str, received: datetime, told: Told) -> Iterator[Version]:
    """
    The versions of one item.

    Raises:
        WireError: If it is none, or its text is large and nothing but tags.
    """
    if not isinstance(raw, dict):
        raise WireError(FORMAT, where, "is no JSON object")
    item = lift(raw, where, told.problems)
    if not item.uri:
        item = replace(item, uri=item.more.get("id") or item.more.get("_id", ""))
    if not item.uri:
        if not (item.bodies and item.headlines):
            raise WireError(FORMAT, where, "has no uri, by which its versions are known")
        told.problems.append(Problem(where, "has no uri; its versions are known by its slug and day"))
    yield from _versions(item, where, received, told)


def _versions(item: Item, where: str, received: datetime, told: Told) -> Iterator[Version]:
    """The item's own version, then those of the texts that came inside it."""
    own = version_of(item, where, received, told)
    parts = [
        (_role(part), part, f"{where}.associations[{place}]")
        for place, part in enumerate(item.associations)
        if part.bodies and not part.is_shown
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
    """A *part* without an id of its own has one within the *whole*, where that has one."""
    return part if part.uri or not whole.uri else replace(part, uri=f"{whole.uri}#{part.name}")
