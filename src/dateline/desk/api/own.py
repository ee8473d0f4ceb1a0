"""What everybody has of their own: a password, the sessions they are logged in by, tokens for programs."""

from datetime import datetime
from typing import Annotated

from litestar import Router, delete, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from dateline.desk.accounts import Open, Token, id_of
from dateline.desk.api.common import Asked, TheDesk
from dateline.desk.asking import COOKIE
from dateline.desk.people import Act
from dateline.desk.problems import Refusal

Password = Annotated[str, Meta(max_length=200)]


class Wanted(Struct, frozen=True, forbid_unknown_fields=True):
    """A token that is to be made."""

    #: What it is for.
    name: Annotated[str, Meta(min_length=1, max_length=120)]
    #: What it may do, of what its person may.
    scopes: Annotated[tuple[Act, ...], Meta(min_length=1, max_length=100)]
    #: When it ends; UTC. None: when it is taken back.
    until: datetime | None = None


class Given(Struct, frozen=True):
    """A token that was made: its secret is told this once."""

    secret: str
    token: Token


class Renewed(Struct, frozen=True, forbid_unknown_fields=True):
    """Another password."""

    #: The one that one has; whoever has none yet needs none.
    old: Password
    new: Password


@get("/tokens", opt={"act": "see"}, sync_to_thread=True)
def tokens(request: Asked, desk: TheDesk) -> list[Token]:
    """The tokens of who asks, the newest first."""
    return list(desk.accounts.tokens(request.user.person))


@post("/tokens", opt={"act": "see", "secret": True}, sync_to_thread=True)
def give(request: Asked, desk: TheDesk, data: JSONBody[Wanted]) -> Given:
    """Make a token, by which a program does what it is for in the name of who asks."""
    _in_person(request, "make tokens")
    person, scopes = request.user.person, tuple(dict.fromkeys(data.scopes))
    secret = desk.accounts.give(person, data.name, scopes, data.until)
    return Given(secret, next(t for t in desk.accounts.tokens(person) if t.id == id_of(secret)))


@delete("/tokens/{id:str}", opt={"act": "see"}, status_code=204, sync_to_thread=True)
def revoke(request: Asked, desk: TheDesk, id: FromPath[str]) -> None:
    """Take a token back: from now on it opens nothing."""
    _in_person(request, "take tokens back")
    if not desk.accounts.revoke(request.user.person, id):
        raise NotFoundException(f"You have no token {id}.")


@get("/sessions", opt={"act": "see"}, sync_to_thread=True)
def sessions(request: Asked, desk: TheDesk) -> list[Open]:
    """Where who asks is logged in."""
    return list(desk.accounts.sessions(request.user.person, request.cookies.get(COOKIE, "")))


@delete("/sessions/{id:str}", opt={"act": "see"}, status_code=204, sync_to_thread=True)
def end(request: Asked, desk: TheDesk, id: FromPath[str]) -> None:
    """End one of the sessions of who asks."""
    _in_person(request, "end sessions")
    if not desk.accounts.end(request.user.person, id):
        raise NotFoundException(f"You have no session {id}.")


@post("/password", opt={"act": "see"}, status_code=204, sync_to_thread=True)
def renew(request: Asked, desk: TheDesk, data: JSONBody[Renewed]) -> None:
    """Give oneself another password; all sessions but this one end."""
    _in_person(request, "change passwords")
    desk.accounts.renew(request.user.person, data.old, data.new, request.cookies.get(COOKIE, ""))


def _in_person(request: Asked, what: str) -> None:
    if request.user.scopes is not None:
        raise Refusal(f"A token cannot {what}: log in for that.")


routes = Router("/", route_handlers=[tokens, give, revoke, sessions, end, renew], tags=["Own"])
