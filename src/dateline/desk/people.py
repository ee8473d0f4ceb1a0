"""People: who works at the desk, and what each may do. Rules alone; who there is lies in `accounts`."""

from collections.abc import Iterable
from typing import Final, Literal, get_args

from msgspec import Struct

Role = Literal["reader", "editor", "duty-editor", "owner"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

#: What somebody may want to do: a verb of the newsroom, or a matter of the desk's own.
Act = Literal[
    "see",
    "take",
    "judge",
    "spike",
    "restore",
    "begin",
    "edit",
    "correct",
    "update",
    "post",
    "package",
    "pin",
    "unpin",
    "gather",
    "ungather",
    "hold",
    "publish",
    "note",
    "assign",
    "plan",
    "ready",
    "release",
    "withdraw",
    "kill",
    "reissue",
    "join",
    "separate",
    "rules",
    "people",
]

#: The least role for each; whoever may more may this too.
_ROLES: Final[dict[Role, tuple[Act, ...]]] = {
    "reader": ("see",),
    "editor": (
        "take", "judge", "spike", "restore", "begin", "edit", "correct", "update", "post", "package", "pin", "unpin",
        "gather", "ungather", "hold", "publish", "note", "assign", "plan", "ready",
    ),
    "duty-editor": ("release", "withdraw", "kill", "reissue", "join", "separate", "rules"),
    "owner": ("people",),
}  # fmt: skip
LEAST: Final[dict[Act, Role]] = {act: role for role, acts in _ROLES.items() for act in acts}

#: In words: what a refusal says.
NAMES: Final[dict[Role, str]] = {
    "reader": "a reader",
    "editor": "an editor",
    "duty-editor": "a duty editor",
    "owner": "the owner",
}


class Person(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Somebody who works at the desk."""

    #: By which the ledger knows them, for good: ``ada``.
    id: str
    name: str
    role: Role
    #: Codes of the sites that they work for; none: all.
    sites: tuple[str, ...] = ()
    #: False for somebody who has left; what they did stays theirs.
    active: bool = True


def refusal(person: Person, act: Act, sites: Iterable[str] = ()) -> str:
    """
    Why somebody may not do something; empty if they may.

    Args:
        person: Who.
        act: What.
        sites: Codes of the sites that it touches.
    """
    if not person.active:
        return f"{person.name} no longer works here"
    least = LEAST[act]
    if ROLES.index(person.role) < ROLES.index(least):
        return f"{act} wants {NAMES[least]}, and {person.name} is {NAMES[person.role]}"
    strange = sorted(set(sites) - set(person.sites)) if person.sites else []
    if strange:
        return f"{person.name} works for {', '.join(person.sites)}, and not for {', '.join(strange)}"
    return ""


def allowed(person: Person) -> tuple[Act, ...]:
    """All that somebody may do, on their sites."""
    return tuple(act for act in LEAST if not refusal(person, act))
