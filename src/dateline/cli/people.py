"""dateline people: who works at the desk."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec.structs import replace
from rich.table import Table

from dateline.cli.common import Folder, Json, err, given, out, say_json
from dateline.cli.opened import opened
from dateline.desk.accounts import Accounts
from dateline.desk.people import NAMES, ROLES, Person, Role
from dateline.desks import accounts_of
from dateline.news.errors import NotAllowed

HERE = Path()
app = typer.Typer(help="Who works at the desk, and what each may do.", no_args_is_help=True)
Who = Annotated[str, typer.Argument(help="By which the ledger knows them, for good.", metavar="ID", callback=given)]
Name = Annotated[str, typer.Option("--name", help="What they are called.")]
AsRole = Annotated[str, typer.Option("--role", help=f"{', '.join(ROLES)}; each may what those before it may.")]
OnSites = Annotated[list[str], typer.Option("--site", help="A site they work for; all if none is said.")]
Secret = Annotated[bool, typer.Option("--password", help="Ask for a new password; from a pipe, it is read from there.")]


@app.command("list")
def list_command(newsroom: Folder = HERE, json: Json = False) -> None:
    """Who works here."""
    with opened(newsroom) as room:
        people = accounts_of(room.data).people()
    if json:
        say_json([_row(p) for p in people])
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in ("id", "name", "role", "sites", ""):
        table.add_column(head)
    for p in people:
        table.add_row(p.id, p.name, p.role, ", ".join(p.sites) or "all", "" if p.active else "has left")
    out.print(table if people else "Nobody yet. `dateline people add ID --role owner --password` adds the first.")


@app.command("add")
def add_command(
    id: Who,
    name: Name = "",
    role: AsRole = "editor",
    site: OnSites = [],  # noqa: B006 - typer reads it
    newsroom: Folder = HERE,
) -> None:
    """Let somebody work at the desk; a password is asked for."""
    with opened(newsroom) as room:
        person = Person(id=id, name=name or id, role=_role(role), sites=_sites(tuple(site), room.house.sites))
        accounts_of(room.data).add(person, _password())
    out.print(f"{person.name} is {NAMES[person.role]} here, and logs in as {person.id}.", markup=False)


@app.command("change")
def change_command(
    id: Who,
    name: Name = "",
    role: AsRole = "",
    site: OnSites = [],  # noqa: B006 - typer reads it
    all_sites: Annotated[bool, typer.Option("--all-sites", help="They work for all sites from now on.")] = False,
    password: Secret = False,
    leaves: Annotated[bool, typer.Option("--leaves", help="They work here no more.")] = False,
    returns: Annotated[bool, typer.Option("--returns", help="They are back.")] = False,
    newsroom: Folder = HERE,
) -> None:
    """Change what somebody is called and may do, or their password."""
    with opened(newsroom) as room:
        accounts = accounts_of(room.data)
        before = _known(accounts, id)
        person = replace(
            before,
            name=name or before.name,
            role=_role(role) if role else before.role,
            sites=() if all_sites else _sites(tuple(site), room.house.sites) or before.sites,
            active=False if leaves else True if returns else before.active,
        )
        accounts.change(person, _password() if password else "")
    what = "no longer works here" if not person.active else f"is {NAMES[person.role]} here"
    out.print(f"{person.name} {what}.", markup=False)


def _known(accounts: Accounts, id: str) -> Person:
    person = accounts.person(id)
    if person is None:
        known = ", ".join(p.id for p in accounts.people()) or "nobody; `dateline people add` adds somebody"
        raise NotAllowed("people", f"nobody has the id {id}; there are: {known}")
    return person


def _role(role: str) -> Role:
    if role not in ROLES:
        raise NotAllowed("people", f"{role!r} is no role; write one of {', '.join(ROLES)}")
    return role


def _sites(codes: tuple[str, ...], sites: tuple[Any, ...]) -> tuple[str, ...]:
    known = [site.code for site in sites]
    if strange := [code for code in codes if code not in known]:
        raise NotAllowed("people", f"there is no site {strange[0]}; there are: {', '.join(known)}")
    return codes


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password: str = typer.prompt("Password", hide_input=True, confirmation_prompt="Once more")
    if password != password.strip():
        err.print("It begins or ends with a blank, which is part of it.")
    return password


def _row(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role,
        "sites": list(person.sites),
        "active": person.active,
    }
