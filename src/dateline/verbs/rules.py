"""rules: the rules of the desk are put in force, one is changed or dropped; and what they would have done, told."""

from dateline.ledger.contract import Ledger, Turn
from dateline.news import rulebook
from dateline.news.errors import NotAllowed
from dateline.news.facts import Ruled
from dateline.news.rulebook import DeskRule
from dateline.verbs.common import Decided, decided


def put_rules(rules: tuple[DeskRule, ...], *, by: str, ledger: Ledger) -> Decided:
    """
    Put a whole set of rules in force, in place of all that were; none at all ends them.

    A rule means the stories that come from then on; one that stays as it was goes on as it did.

    Args:
        rules: In the order in which they are tried.
        by: Who answers for them.
        ledger: Where.
    Raises:
        NotAllowed: If one makes no sense, or two have one name.
    """
    with ledger.turn() as turn:
        return _put(turn, rules, by)


def put_rule(rule: DeskRule, *, by: str, ledger: Ledger) -> Decided:
    """
    Put one rule in force: in place of the one of its name, else after all others.

    Raises:
        NotAllowed: If it makes no sense.
    """
    with ledger.turn() as turn:
        before = _in_force(turn)
        if any(r.name == rule.name for r in before):
            return _put(turn, tuple(rule if r.name == rule.name else r for r in before), by)
        return _put(turn, (*before, rule), by)


def drop_rule(name: str, *, by: str, ledger: Ledger) -> Decided:
    """
    End one rule; what it did stays done.

    Raises:
        NotAllowed: If there is none of that name.
    """
    with ledger.turn() as turn:
        before = _in_force(turn)
        if all(r.name != name for r in before):
            known = ", ".join(r.name for r in before) or "none"
            raise NotAllowed("rules", f"there is no rule {name} in force; there are: {known}")
        return _put(turn, tuple(r for r in before if r.name != name), by)


def order_rules(names: tuple[str, ...], *, by: str, ledger: Ledger) -> Decided:
    """
    Put the rules in force in another order: of two that say the same, the first one's word holds.

    Args:
        names: All of them, in the order in which they are to be tried.
        by: Who answers for it.
        ledger: Where.
    Raises:
        NotAllowed: If one is missing, or is not in force: somebody changed them meanwhile.
    """
    with ledger.turn() as turn:
        before = {rule.name: rule for rule in _in_force(turn)}
        if sorted(names) != sorted(before):
            known = ", ".join(before) or "none"
            raise NotAllowed("rules", f"name each rule in force once, in the order in which they are tried: {known}")
        return _put(turn, tuple(before[name] for name in names), by)


def _in_force(turn: Turn) -> tuple[DeskRule, ...]:
    return tuple(one.rule for one in turn.agenda().rules)


def _put(turn: Turn, rules: tuple[DeskRule, ...], by: str) -> Decided:
    sound(rules, turn)
    if rules == _in_force(turn):
        return Decided(0, "rules", "desk", ("nothing has changed",))
    return decided(turn.append(Ruled(rules), by=by), "rules", "desk")


def sound(rules: tuple[DeskRule, ...], state: Turn | Ledger) -> None:
    """
    See that rules make sense under what is in force.

    Raises:
        NotAllowed: If one does not, or two have one name.
    """
    house = state.standing().house
    for rule in rules:
        if why := rulebook.wrong(rule, house):
            raise NotAllowed("rules", why)
    names = [r.name for r in rules]
    if twice := next((n for n in names if names.count(n) > 1), ""):
        raise NotAllowed("rules", f"two rules are called {twice}; a story says by name which of them meant it")
