"""What ninjs has a place for and a version has none: read in what was kept of the source's own."""

from datetime import datetime
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct

from dateline.wires.ninjs.ids import is_uri
from dateline.wires.times import parse_time

T = TypeVar("T")


class _AltId(Struct, omit_defaults=True, forbid_unknown_fields=True):
    value: str
    role: str = ""


class _Coded(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """A genre, or what a picture was made with; 1.x has a code in a scheme."""

    name: str = ""
    uri: str = ""
    literal: str = ""
    scheme: str = ""
    code: str = ""


class _Indicator(Struct, omit_defaults=True, forbid_unknown_fields=True):
    role: str = ""
    title: str = ""
    href: str = ""
    scheme: str = ""
    code: str = ""


#: Their names in small letters, and in 3.1.
_NAMES: Final = {
    "altids": "altIds", "genre": "genres", "genres": "genres", "trustindicator": "trustIndicators",
    "trustindicators": "trustIndicators", "digitalsourcetype": "digitalSourceType",
    "contentcreated": "contentCreated", "title": "title",
}  # fmt: skip


def kept(more: dict[str, str], serial: str) -> tuple[dict[str, Any], frozenset[str]]:
    """
    The members of a 3.1 item in what was kept of a source's own.

    Args:
        more: As a version has it.
        serial: The transmission number, which is one of an item's other ids; empty if none.
    Returns:
        The members, and the names in *more* that they say all of. What is not as the standard has it is left.
    """
    found: dict[str, Any] = {}
    said: set[str] = set()
    for sent, told in more.items():
        name = _NAMES.get(sent.lower(), "")
        if name and name not in found and (value := _valid(name, told)):
            found[name] = value
            said.add(sent)
    ids = found.get("altIds", [])
    if serial and not any(one["role"] == "serial" for one in ids if "role" in one):
        found["altIds"] = [{"role": "serial", "value": serial}, *ids]
    return found, frozenset(said)


def _valid(name: str, told: str) -> Any:
    """The member of that *name*; empty where it cannot be had."""
    if name == "title":
        return told
    if name == "contentCreated":
        return in_utc(parse_time(told))
    if name == "altIds":
        roles = _decoded(told, dict[str, str]) or {}
        listed = _decoded(told, list[_AltId]) or [_AltId(value, role) for role, value in roles.items()]
        return [msgspec.to_builtins(one) for one in listed]
    if name == "trustIndicators":
        return [found for one in _decoded(told, list[_Indicator]) or () if (found := _indicator(one))]
    if name == "digitalSourceType":
        source = _decoded(told, _Coded)
        return _coded(source) if source else ""
    return [found for one in _decoded(told, list[_Coded]) or () if (found := _coded(one))]


def in_utc(moment: datetime | None) -> str:
    """A *moment* as ninjs has it; empty if none."""
    return moment.isoformat().replace("+00:00", "Z") if moment else ""


def _decoded(told: str, type: type[T]) -> T | None:
    """A member of a *type*; None where it is another, or says more than the standard does."""
    try:
        return msgspec.json.decode(told, type=type)
    except msgspec.DecodeError:
        return None


def _coded(one: _Coded) -> dict[str, str]:
    uri = one.uri or one.scheme + one.code
    literal = one.literal or (one.code if uri != one.uri else "")
    members = {"name": one.name, "uri": uri if is_uri(uri) else "", "literal": literal or ("" if is_uri(uri) else uri)}
    return {name: value for name, value in members.items() if value}


def _indicator(one: _Indicator) -> dict[str, str]:
    role = one.role or one.scheme + one.code
    members = {"role": role if is_uri(role) else "", "title": one.title, "href": one.href if is_uri(one.href) else ""}
    return {name: value for name, value in members.items() if value}
