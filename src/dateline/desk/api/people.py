"""People: the owner lets them in, says what each may do, and lets them go. Their ids stay theirs for good."""

from typing import Annotated

from litestar import Router, get, patch, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct
from msgspec.structs import replace

from dateline.desk.api.common import Asked, Desk, TheDesk
from dateline.desk.people import Person, Role
from dateline.desk.problems import Refusal
from dateline.news.errors import NotAllowed

Id = Annotated[str, Meta(min_length=1, max_length=40)]
Name = Annotated[str, Meta(max_length=120)]
Password = Annotated[str, Meta(max_length=200)]
Codes = Annotated[tuple[Annotated[str, Meta(max_length=80)], ...], Meta(max_length=200)]


class New(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who is to work here."""

    #: By which the ledger knows them, for good.
    id: Id
    name: Name
    role: Role
    #: None: all.
    sites: Codes = ()
    #: Empty: they cannot log in until they have one.
    password: Password = ""


class Changed(Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be otherwise; what is left out stays."""

    name: Name | None = None
    role: Role | None = None
    sites: Codes | None = None
    #: False: they leave; true: they are back.
    active: bool | None = None
    password: Password = ""


@get("/people", opt={"act": "people"}, sync_to_thread=True)
def people(desk: TheDesk) -> list[Person]:
    """Who works here, and who did, by their ids."""
    return list(desk.accounts.people())


@post("/people", opt={"act": "people"}, sync_to_thread=True)
def add(request: Asked, desk: TheDesk, data: JSONBody[New]) -> Person:
    """Let somebody work here."""
    _password(request, data.password)
    _known(desk, data.sites)
    person = Person(id=data.id, name=data.name.strip() or data.id, role=data.role, sites=data.sites)
    desk.accounts.add(person, data.password)
    return person


@patch("/people/{id:str}", opt={"act": "people"}, sync_to_thread=True)
def change(request: Asked, desk: TheDesk, id: FromPath[str], data: JSONBody[Changed]) -> Person:
    """Change what somebody is called and may do; who may do less, leaves, or gets a new password is logged out."""
    before = desk.accounts.person(id)
    if before is None:
        raise NotFoundException(f"Nobody has the id {id}.")
    _password(request, data.password)
    _known(desk, data.sites or ())
    person = replace(
        before,
        name=before.name if data.name is None else data.name.strip() or id,
        role=data.role or before.role,
        sites=before.sites if data.sites is None else data.sites,
        active=before.active if data.active is None else data.active,
    )
    desk.accounts.change(person, data.password)
    return person


def _password(request: Asked, password: str) -> None:
    if password and request.user.scopes is not None:
        raise Refusal("A token sets no passwords: who has one could be anybody. Log in for that.")


def _known(desk: Desk, sites: tuple[str, ...]) -> None:
    known = [s.code for s in desk.room.ledger.standing().house.sites]
    if strange := [code for code in sites if code not in known]:
        raise NotAllowed("people", f"there is no site {strange[0]}; there are: {', '.join(known) or 'none'}")


routes = Router("/", route_handlers=[people, add, change], tags=["People"])
