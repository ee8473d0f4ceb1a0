"""Duties, as far as our licences can say them."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace
from rdflib import Graph
from rdflib.term import Node

from dateline.licensing.limits import Unsaid, days, minutes, named
from dateline.licensing.policy import Constraint, Rule
from dateline.licensing.profile import OURS
from dateline.licensing.sound import holders, name
from dateline.licensing.terms import CC, ODRL, current
from dateline.news.house import Duties

_OURS: Final[frozenset[Node]] = frozenset(
    (ODRL.attribute, CC.Attribution, ODRL.delete, ODRL.inform, OURS.kill, OURS.keepDateline, OURS.keepByline)
)


class Owed(Struct, frozen=True):
    """What is owed for every use; as the fields of the same names in `Licence`."""

    duties: Duties = Duties()
    credit: str = ""
    keep: int | None = None


def owe(rule: Rule, owed: Owed, graph: Graph) -> Owed:
    """
    Add a duty to what is *owed*.

    Raises:
        Unsaid: If our licences have no word for it.
    """
    if len(rule.actions) != 1:
        raise Unsaid("a duty of one action is wanted")
    action = current(rule.actions[0].name)
    if action not in _OURS:
        raise Unsaid(f"our licences have no word for the duty {named(action)}")
    if rule.actions[0].refinements or rule.duties:
        raise Unsaid(f"how far {named(action)} goes, and what follows without it, has no place in a licence")
    if action in (OURS.kill, ODRL.delete):
        return _within(action, rule, owed)
    if rule.constraints:
        raise Unsaid("it is owed under conditions that a licence cannot state")
    if action in (ODRL.attribute, CC.Attribution):
        return _credited(rule, owed, graph)
    if action == ODRL.inform and graph.value(rule.at, ODRL.informedParty) == OURS.readers:
        return replace(owed, duties=replace(owed.duties, notify=True))
    if action == OURS.keepDateline:
        return replace(owed, duties=replace(owed.duties, dateline=True))
    if action == OURS.keepByline:
        return replace(owed, duties=replace(owed.duties, byline=True))
    raise Unsaid("it is not the readers who are to be informed")


def _within(action: Node, rule: Rule, owed: Owed) -> Owed:
    """A duty with a time of its own: to take back, or not to keep."""
    one = rule.constraints[0] if len(rule.constraints) == 1 else None
    timed = isinstance(one, Constraint) and one.left == ODRL.elapsedTime and one.operator in (ODRL.lteq, ODRL.eq)
    read = minutes if action == OURS.kill else days
    count = read(one.right[0]) if isinstance(one, Constraint) and timed and len(one.right) == 1 else None
    if count is None:
        raise Unsaid(f"{named(action)} wants odrl:elapsedTime of so many {read.__name__} at most")
    if action == OURS.kill:
        within = count if owed.duties.kill_within is None else min(count, owed.duties.kill_within)
        return replace(owed, duties=replace(owed.duties, kill_within=within))
    return replace(owed, keep=count if owed.keep is None else min(count, owed.keep))


def _credited(rule: Rule, owed: Owed, graph: Graph) -> Owed:
    line = graph.value(rule.at, OURS.creditLine)
    party = graph.value(rule.at, ODRL.attributedParty)
    who = name(graph, party) if party is not None else next(iter(holders(graph)), "")
    credit = str(line) if line is not None else f"Credit: {who}"
    if not who and line is None:
        raise Unsaid("it does not say to whom")
    if owed.credit not in ("", credit):
        raise Unsaid(f'a licence has one credit line, and "{owed.credit}" is another one')
    return replace(owed, credit=credit)
