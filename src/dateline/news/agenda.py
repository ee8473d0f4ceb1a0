"""What the desk works by: its rules, and what it has planned."""

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.facts import Entry, Plan, Planned, Ruled
from dateline.news.rulebook import InForce, put


class Agenda(Struct, frozen=True, omit_defaults=True):
    """The rules of the desk in their order, and the plans of which nothing has come yet."""

    rules: tuple[InForce, ...] = ()
    #: In the order in which they were made.
    plans: tuple[Plan, ...] = ()

    def plan(self, id: str) -> Plan | None:
        """The open plan of that *id*; None if there is none."""
        return next((p for p in self.plans if p.id == id), None)


def ruled(entry: Entry, fact: Ruled, before: Agenda) -> Agenda:
    """The agenda under the rules of an entry."""
    return replace(before, rules=put(before.rules, fact.rules, entry.number, entry.recorded, entry.by))


def planned(fact: Planned, before: Agenda) -> Agenda:
    """The agenda with a plan as it stands now: one that was given up, or has its article, is open no more."""
    plan = fact.plan
    if fact.dropped or plan.article:
        return replace(before, plans=tuple(p for p in before.plans if p.id != plan.id))
    if before.plan(plan.id) is None:
        return replace(before, plans=(*before.plans, plan))
    return replace(before, plans=tuple(plan if p.id == plan.id else p for p in before.plans))
