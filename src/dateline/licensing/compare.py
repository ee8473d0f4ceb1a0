"""The operators of ODRL, on values of any kind: numbers, moments, days, periods, words, names."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from operator import eq, ge, gt, le, lt
from typing import Any, Final

from rdflib import Graph, Literal
from rdflib.namespace import XSD
from rdflib.term import Node
from rdflib.xsd_datetime import Duration

from dateline.licensing.terms import KIND_OF, ODRL, PART_OF, reaches

_ORDER: Final[dict[Node, Callable[[Any, Any], bool]]] = {
    ODRL.eq: eq,
    ODRL.lt: lt,
    ODRL.lteq: le,
    ODRL.gt: gt,
    ODRL.gteq: ge,
}


def holds(operator: Node | None, left: tuple[Node, ...], right: tuple[Node, ...], *graphs: Graph) -> bool:
    """
    Whether a comparison comes out true.

    Args:
        operator: One of the twelve of ODRL 2.2; another never holds.
        left: What is known of the left operand. Nothing known: no comparison holds.
        right: The right operand; several where it is a set.
        graphs: Where is said what is part of what, and of which kind.
    Returns:
        For ordering and equality, and for one thing being part of another or of a kind: whether it holds between any
        left and any right value; ``neq`` and ``isNoneOf``: between none. ``isAllOf``: whether every right value is
        among the left.
    """
    if not left or not right:
        return False
    if operator in _ORDER:
        return any(_ordered(_ORDER[operator], a, b) for a in left for b in right)
    if operator in (ODRL.neq, ODRL.isNoneOf):
        return not any(same(a, b) for a in left for b in right)
    if operator == ODRL.isAnyOf:
        return any(same(a, b) for a in left for b in right)
    if operator == ODRL.isAllOf:
        return all(any(same(a, b) for a in left) for b in right)
    if operator == ODRL.isA:
        return any(reaches(a, b, KIND_OF, *graphs) for a in left for b in right)
    if operator == ODRL.isPartOf:
        return any(reaches(a, b, PART_OF, *graphs) for a in left for b in right)
    if operator == ODRL.hasPart:
        return any(reaches(b, a, PART_OF, *graphs) for a in left for b in right)
    return False


def same(one: Node, other: Node) -> bool:
    """Whether two values are one: the same name, or literals of the same value."""
    return one == other or _ordered(eq, one, other)


def _ordered(order: Callable[[Any, Any], bool], left: Node, right: Node) -> bool:
    if not isinstance(left, Literal) or not isinstance(right, Literal):
        # A name in quotes is still that name: agencies write country codes both ways.
        return order is eq and str(left) == str(right)
    try:
        pair = _pair(_value(left), _value(right))
        return pair is not None and bool(order(*pair))
    except (TypeError, OverflowError, InvalidOperation):
        # Of one type, and still not to be ordered: pieces of XML, numbers that are none, the ends of the calendar.
        return False


def _value(literal: Literal) -> object:
    value = literal.toPython()
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value))
    return str(literal) if isinstance(value, Literal) else value


def _pair(left: object, right: object) -> tuple[object, object] | None:
    """Both values as one kind that can be ordered; None if there is none."""
    if isinstance(left, datetime) and isinstance(right, datetime):
        return _aware(left, UTC), _aware(right, UTC)
    if isinstance(left, datetime) and isinstance(right, date):
        return _aware(left, UTC).astimezone(UTC).date(), right
    if isinstance(left, date) and isinstance(right, datetime):
        return left, _aware(right, UTC).astimezone(UTC).date()
    if isinstance(left, timedelta | Duration) and isinstance(right, timedelta | Duration):
        return _days(left), _days(right)
    return (left, right) if type(left) is type(right) else _spelt(left, right)


def _spelt(left: object, right: object) -> tuple[object, object] | None:
    """A value beside a plain text: the text is read as that kind of value, where it is one."""
    for typed, plain, swap in ((left, right, False), (right, left, True)):
        if isinstance(plain, str) and not isinstance(typed, str):
            kind = next((k for t, k in _KINDS if isinstance(typed, t)), None)
            read = Literal(plain, datatype=kind) if kind is not None else None
            if read is None or read.ill_typed or isinstance(_value(read), str):
                return None
            return _pair(*((_value(read), typed) if swap else (typed, _value(read))))
    return None


_KINDS: Final = (
    (datetime, XSD.dateTime),
    (date, XSD.date),
    (Decimal, XSD.decimal),
    ((timedelta, Duration), XSD.duration),
)


def _aware(moment: datetime, zone: tzinfo) -> datetime:
    """A moment without a zone is taken to be in *zone*."""
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _days(period: timedelta | Duration) -> timedelta:
    """A period as days, hours and less; a month counts 30 days, a year 365."""
    if isinstance(period, timedelta):
        return period
    return period.tdelta + timedelta(days=float(period.months) * 30 + float(period.years) * 365)
