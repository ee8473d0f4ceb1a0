"""Rules of the desk: those in force, what others would have done, and who put which in force."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Annotated, Final

from litestar import Router, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct

from dateline.desk.api.common import Asked, Desk, TheDesk, after, cursor
from dateline.desk.asking import permitted
from dateline.news.facts import Entry, Ruled
from dateline.news.matching import WEEK, Tried, dry
from dateline.news.rulebook import DeskRule, InForce, Then, When
from dateline.news.story import Story
from dateline.verbs.receipt import Receipt
from dateline.verbs.rules import drop_rule, order_rules, put_rule, sound

#: Rules in a dry run, and lines that it tells, at most.
MOST: Final = 200
LINES: Final = 500


class Book(Struct, frozen=True):
    """The rules in force, and what a rule may name."""

    #: In the order in which they are tried.
    rules: tuple[InForce, ...]
    licences: tuple[str, ...]
    #: Ids and names of those who can be told.
    people: tuple[tuple[str, str], ...]


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """What a rule says: which stories it means, and what is done with them."""

    when: When
    then: Then


class Order(Struct, frozen=True, forbid_unknown_fields=True):
    """In which order rules are tried."""

    #: Of all in force.
    names: Annotated[tuple[Annotated[str, Meta(max_length=200)], ...], Meta(max_length=MOST)]


class Tries(Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be tried; nothing: the rules in force."""

    rules: Annotated[tuple[DeskRule, ...], Meta(max_length=MOST)] = ()


class Dry(Struct, frozen=True):
    """What rules would have done in the last seven days."""

    #: Stories that came in then.
    stories: int
    #: How many of them each rule means, and of how many something is refused.
    means: dict[str, int]
    refused: dict[str, int]
    #: The latest received first; the rest is only counted.
    tried: list[Tried]


class Change(Struct, frozen=True):
    """A change of the rules."""

    entry: int
    at: datetime
    by: str
    #: Rules that were new then, or said something else than before.
    put: tuple[DeskRule, ...]
    #: Names of those that were ended.
    dropped: tuple[str, ...]


class Changes(Struct, frozen=True, omit_defaults=True):
    """How the rules came to be what they are, the last change first."""

    changes: list[Change]
    #: For the page after it; empty: this is the last.
    next: str = ""


@get("/rules", opt={"act": "see"}, sync_to_thread=True)
def rules(desk: TheDesk) -> Book:
    """The rules in force, by whom and since when."""
    ledger, everybody = desk.room.ledger, desk.accounts.people()
    return Book(
        ledger.agenda().rules,
        tuple(licence.name for licence in ledger.standing().house.licences),
        tuple((p.id, p.name) for p in everybody if p.active),
    )


@get("/rules/history", opt={"act": "see"}, sync_to_thread=True)
def history(
    desk: TheDesk,
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 50,
    cursor_: Annotated[str, QueryParameter(name="cursor")] = "",
) -> Changes:
    """Who put which rules in force, or ended them, and when."""
    found = list(_changes(desk.room.ledger.entries(part="rules")))[::-1]
    if cursor_:
        last = after(cursor_)[0]
        found = [c for c in found if f"{c.entry:020}" < last]
    page = found[:limit]
    return Changes(page, cursor(f"{page[-1].entry:020}") if len(found) > limit else "")


@put("/rules/{name:str}", opt={"act": "rules"}, sync_to_thread=True)
def keep(request: Asked, desk: TheDesk, name: FromPath[str], data: JSONBody[Said]) -> Receipt:
    """Put a rule in force: in place of the one of its name, else after all others."""
    rule = DeskRule(name=name, when=data.when, then=data.then)
    _permitted(request, desk, name, (data.then,))
    does = partial(put_rule, rule, by=request.user.person.id, ledger=desk.room.ledger)
    return desk.room.done(does)


@put("/rules", opt={"act": "rules"}, sync_to_thread=True)
def order(request: Asked, desk: TheDesk, data: JSONBody[Order]) -> Receipt:
    """Put the rules in force in another order."""
    # What one rule does hangs on those before it: their order is for who works for all sites.
    permitted(request.user, "rules", tuple(site.code for site in desk.room.ledger.standing().house.sites))
    does = partial(order_rules, data.names, by=request.user.person.id, ledger=desk.room.ledger)
    return desk.room.done(does)


@delete("/rules/{name:str}", opt={"act": "rules"}, status_code=200, sync_to_thread=True)
def drop(request: Asked, desk: TheDesk, name: FromPath[str]) -> Receipt:
    """End a rule; what it did stays done."""
    _permitted(request, desk, name)
    does = partial(drop_rule, name, by=request.user.person.id, ledger=desk.room.ledger)
    return desk.room.done(does)


def _permitted(request: Asked, desk: Desk, name: str, new: tuple[Then, ...] = ()) -> None:
    """Nobody touches rules for sites that they do not work for; a rule that names none is one for all."""
    ledger = desk.room.ledger
    before = (one.rule.then for one in ledger.agenda().rules if one.rule.name == name)
    every = tuple(site.code for site in ledger.standing().house.sites)
    permitted(request.user, "rules", tuple(code for then in (*new, *before) for code in then.sites or every))


@post("/rules/dry-run", opt={"act": "rules"}, status_code=200, sync_to_thread=True)
def dry_run(desk: TheDesk, data: JSONBody[Tries]) -> Dry:
    """What rules would have done with the stories of the last seven days; nothing is done."""
    ledger, now = desk.room.ledger, desk.room.clock.now()
    asked = data.rules or tuple(one.rule for one in ledger.agenda().rules)
    sound(asked, ledger)
    stories = list(_stories(desk, now))
    tried = list(dry(asked, stories, ledger.standing(), now, desk.room.topics()))
    tried.sort(key=lambda one: (one.received, one.story), reverse=True)
    return Dry(
        len(stories),
        dict(Counter(one.rule for one in tried)),
        dict(Counter(one.rule for one in tried if one.refused)),
        tried[:LINES],
    )


def _stories(desk: Desk, now: datetime) -> Iterator[Story]:
    """Those that anything was recorded of within the week."""
    ledger = desk.room.ledger
    touched = ledger.changes(ledger.last_by(now - WEEK)).parts
    return (s for id in sorted(touched) if (s := ledger.story(id)) is not None)


def _changes(entries: Iterable[Entry]) -> Iterator[Change]:
    before: tuple[DeskRule, ...] = ()
    for entry in entries:
        if not isinstance(entry.fact, Ruled):
            continue
        now = entry.fact.rules
        names = {rule.name for rule in now}
        put = tuple(rule for rule in now if rule not in before)
        dropped = tuple(rule.name for rule in before if rule.name not in names)
        yield Change(entry.number, entry.recorded, entry.by, put, dropped)
        before = now


routes = Router("/", route_handlers=[rules, history, order, keep, drop, dry_run], tags=["Rules"])
