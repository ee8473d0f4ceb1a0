"""Where, when and by which way: the constraints of a rule, as far as our licences can say them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal, TypeVar
from urllib.parse import unquote

from msgspec import Struct, structs
from rdflib import Literal as Text
from rdflib import URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from dateline.licensing.countries import code
from dateline.licensing.policy import Condition, Constraint, Logic
from dateline.licensing.profile import CHANNELS, OURS
from dateline.licensing.terms import ODRL

T = TypeVar("T", int, date, datetime)

_DAYS: Final = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:0+S)?)?")
_AMONG: Final = (ODRL.eq, ODRL.isAnyOf)
#: What is left where a rule prohibits that.
_OPPOSITE: Final[dict[Node, URIRef]] = {
    ODRL.neq: ODRL.eq,
    ODRL.isNoneOf: ODRL.isAnyOf,
    ODRL.gt: ODRL.lteq,
    ODRL.gteq: ODRL.lt,
}


class Limits(Struct, frozen=True):
    """What a licence says of place, time and way; as the fields of the same names in `Licence`. None: anything."""

    sites: tuple[str, ...] | None = None
    territories: tuple[str, ...] | None = None
    channels: tuple[str, ...] | None = None
    days: int | None = None
    days_from: Literal["issue", "publication"] = "issue"
    until: datetime | None = None
    last_day: date | None = None
    #: Words of an excerpt, at most.
    words: int | None = None


class Unsaid(Exception):
    """A constraint that our licences have no words for; carries the reason."""


def limits(conditions: Iterable[Condition], sites: Mapping[str, str]) -> Limits:
    """
    Read constraints that all hold.

    Args:
        conditions: A rule's constraints and its action's refinements.
        sites: A site's code → its host.
    Raises:
        Unsaid: If our licences cannot say one of them; it names all that they cannot.
    """
    found, unsaid = Limits(), list[str]()
    for one in conditions:
        try:
            found = both(found, _limit(one, sites))
        except Unsaid as e:
            unsaid.append(str(e))
    if unsaid:
        raise Unsaid("; ".join(dict.fromkeys(unsaid)))
    return found


def opposite(conditions: tuple[Condition, ...], sites: Mapping[str, str]) -> Limits:
    """
    What a prohibition under one constraint leaves open.

    Raises:
        Unsaid: If there is not exactly one, or if it has no opposite that our licences can say.
    """
    one = conditions[0] if len(conditions) == 1 else None
    if not isinstance(one, Constraint) or one.operator not in _OPPOSITE:
        raise Unsaid(f"{lefts(conditions)}: no opposite of its conditions that a licence could state")
    return limits([structs.replace(one, operator=_OPPOSITE[one.operator])], sites)


def named(node: Node | None) -> str:
    """A term as it stands in a document: ``odrl:spatial``."""
    text = "" if node is None else str(node)
    return f"odrl:{text.removeprefix(str(ODRL))}" if text.startswith(str(ODRL)) else text or "nothing"


def lefts(conditions: Iterable[Condition]) -> str:
    """What *conditions* look at, each once: ``odrl:spatial, odrl:dateTime``."""
    found = (c for one in conditions for c in ((one,) if isinstance(one, Constraint) else _plain(one)))
    return ", ".join(dict.fromkeys(named(c.left) for c in found))


def _plain(logic: Logic) -> Iterator[Constraint]:
    for one in logic.operands:
        yield from (one,) if isinstance(one, Constraint) else _plain(one)


def days(literal: Node) -> int | None:
    """A period in whole days; None if it is none."""
    minutes_ = minutes(literal)
    return None if minutes_ is None or minutes_ % 1440 else minutes_ // 1440


def minutes(literal: Node) -> int | None:
    """A period in whole minutes; None if it is none, or has months or years in it."""
    found = _DAYS.fullmatch(str(literal))
    if not found or not any(found.groups()):
        return None
    weeks, day, hours, minute = (int(n or 0) for n in found.groups())
    return ((weeks * 7 + day) * 24 + hours) * 60 + minute


def _limit(condition: Condition, sites: Mapping[str, str]) -> Limits:
    if isinstance(condition, Logic):
        return _joined(condition, sites)
    read = _READERS.get(condition.left) if condition.left is not None else None
    if read is None:
        raise Unsaid(f"our licences have no word for {named(condition.left)}")
    if condition.reference is not None or not condition.right:
        raise Unsaid(f"{named(condition.left)} is compared with what is not in the document")
    for word, value in (("unit", condition.unit), ("status", condition.status)):
        if value is not None:
            raise Unsaid(
                f"{named(condition.left)} has an odrl:{word}, {named(value)}; our licences have no word for it"
            )
    return read(_typed(condition), sites)


def _typed(constraint: Constraint) -> Constraint:
    """The *constraint* with its values of the type that it says they have."""
    if constraint.kind is None:
        return constraint
    kind = URIRef(str(constraint.kind))
    plain = (None, XSD.string, kind)
    if not all(isinstance(r, Text) and r.datatype in plain for r in constraint.right):
        raise Unsaid(f"{named(constraint.left)} has values that are not of its odrl:dataType {kind}")
    return structs.replace(constraint, right=tuple(Text(str(r), datatype=kind) for r in constraint.right))


def _joined(logic: Logic, sites: Mapping[str, str]) -> Limits:
    if logic.joint in ("and", "andSequence"):
        return limits(logic.operands, sites)
    plain = [c for c in logic.operands if isinstance(c, Constraint) and c.operator in _AMONG]
    if logic.joint == "or" and len(plain) == len(logic.operands) and len({c.left for c in plain}) == 1:
        right = tuple(r for c in plain for r in c.right)
        return _limit(structs.replace(plain[0], operator=ODRL.isAnyOf, right=right), sites)
    raise Unsaid(f"our licences have no {named(ODRL[logic.joint])} between conditions ({lefts([logic])})")


def _places(constraint: Constraint, _hosts: Mapping[str, str]) -> Limits:
    return Limits(territories=_set(constraint, lambda n: code(str(n)), "country"))


def _sites(constraint: Constraint, sites: Mapping[str, str]) -> Limits:
    hosts = {host: name for name, host in sites.items()}
    own = f"{OURS}site/"

    def site(node: Node) -> str | None:
        text = str(node)
        if text.startswith(own):
            return unquote(text.removeprefix(own))
        return hosts.get(text.partition("://")[2].partition("/")[0])

    return Limits(sites=_set(constraint, site, "site of ours"))


def _channels(constraint: Constraint, _hosts: Mapping[str, str]) -> Limits:
    ways = {OURS[f"channel/{c}"]: c for c in CHANNELS}
    return Limits(channels=_set(constraint, lambda n: ways.get(URIRef(str(n))), "channel of ours"))


def _set(constraint: Constraint, read: Callable[[Node], str | None], what: str) -> tuple[str, ...]:
    if constraint.operator not in (*_AMONG, ODRL.isPartOf):
        raise Unsaid(f"{named(constraint.left)} by {named(constraint.operator)} is no list of what is allowed")
    values = [(node, read(node)) for node in constraint.right]
    strange = [str(node) for node, value in values if value is None]
    if strange:
        raise Unsaid(f"{named(constraint.left)} names {strange[0]}, which is no {what} that we know")
    return tuple(sorted({value for _, value in values if value is not None}))


def _time(constraint: Constraint, _hosts: Mapping[str, str]) -> Limits:
    if constraint.operator not in (ODRL.lt, ODRL.lteq):
        raise Unsaid(f"odrl:dateTime by {named(constraint.operator)}: a licence has an end, but no beginning")
    value = _one(constraint)
    if isinstance(value, Text) and value.datatype == XSD.date:
        return Limits(last_day=_day(str(value), before=constraint.operator == ODRL.lt))
    return Limits(until=_moment(str(value)))


def _day(text: str, *, before: bool) -> date:
    try:
        return date.fromisoformat(text) - timedelta(days=1 if before else 0)
    except (ValueError, OverflowError) as e:
        raise Unsaid(f"odrl:dateTime {text} is no day") from e


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise Unsaid(f"odrl:dateTime {text} has no time zone")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as e:
        raise Unsaid(f"odrl:dateTime {text} is no moment") from e


def _since(constraint: Constraint, _hosts: Mapping[str, str]) -> Limits:
    count = days(_one(constraint)) if constraint.operator in (ODRL.lteq, ODRL.lt) else None
    if count is None:
        raise Unsaid(f"{named(constraint.left)} {named(constraint.operator)} is no number of whole days at most")
    return Limits(days=count, days_from="issue" if constraint.left == OURS.sinceIssue else "publication")


def _words(constraint: Constraint, _hosts: Mapping[str, str]) -> Limits:
    value = str(_one(constraint))
    if constraint.operator != ODRL.lteq or not value.isdecimal():
        raise Unsaid("an excerpt wants a number of words at most")
    return Limits(words=int(value))


def _one(constraint: Constraint) -> Node:
    if len(constraint.right) != 1:
        raise Unsaid(f"{named(constraint.left)} is compared with several values")
    return constraint.right[0]


_READERS: Final[dict[Node, Callable[[Constraint, Mapping[str, str]], Limits]]] = {
    ODRL.spatial: _places,
    ODRL.virtualLocation: _sites,
    ODRL.recipient: _sites,
    ODRL.deliveryChannel: _channels,
    ODRL.dateTime: _time,
    ODRL.elapsedTime: _since,
    OURS.sinceIssue: _since,
    OURS.words: _words,
}


def both(one: Limits, other: Limits) -> Limits:
    """
    The limits that both set.

    Raises:
        Unsaid: If they leave nothing, or count days from two moments.
    """
    if one.days is not None and other.days is not None and one.days_from != other.days_from:
        raise Unsaid("its days are counted from issue and from publication at once")
    counted = one if one.days is not None else other
    return Limits(
        _shared(one.sites, other.sites),
        _shared(one.territories, other.territories),
        _shared(one.channels, other.channels),
        _least(one.days, other.days),
        counted.days_from,
        _least(one.until, other.until),
        _least(one.last_day, other.last_day),
        _least(one.words, other.words),
    )


def _shared(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if one is None or other is None:
        return other if one is None else one
    both = tuple(v for v in one if v in other)
    if not both:
        raise Unsaid("its conditions contradict each other")
    return both


def _least(one: T | None, other: T | None) -> T | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)
