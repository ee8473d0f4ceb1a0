"""What an item is about, whom it names, whom it credits, and what it orders: ninjs concepts and our values."""

import re
from typing import Any, Final, Literal

from dateline.news.wire import Named, Subject
from dateline.wires.dialects import PLAIN, Dialect, by_fields, of
from dateline.wires.ninjs.document import Concept, Item
from dateline.wires.ninjs.ids import is_uri

#: Names that the trade gives to the same order.
_ORDERS: Final = {
    "correction": "correction corrected corrective korr",
    "update": "update updated replace lead writethru",
    "kill": "kill retraction takedown withdrawn elimination",
    "withhold": "withhold hold",
    "lift": "lift",
    "refile": "refile repeat",
    "advisory": "advisory",
}
_SIGNALS: Final = {name: order for order, names in _ORDERS.items() for name in names.split()}
_QUOTED = re.compile(r'"(\w{2,40})"')
_PARTS = re.compile(r"[:/#]")
_QCODE = re.compile(r"([A-Za-z][\w.-]*):([^/\s]\S*)\Z")
_Kind = Literal["person", "organisation", "place", "event", "object"]
#: The lists of a ninjs item that name somebody or something.
LISTS: Final[tuple[tuple[_Kind, str], ...]] = (
    ("person", "people"), ("organisation", "organisations"), ("place", "places"), ("event", "events"),
    ("object", "objects"),
)  # fmt: skip


def subjects_of(item: Item) -> tuple[Subject, ...]:
    """The item's subjects; orders to the desk are none."""
    return tuple(_subject(concept) for concept in item.subjects if not _is_signal(concept))


def signals_of(item: Item) -> tuple[str, ...]:
    """The item's orders to the desk: as AP sends them in a list, and as PA does among the subjects."""
    given = [*(item.signals or ()), *(one.code or one.literal or one.uri for one in item.subjects if _is_signal(one))]
    names = [_PARTS.split(signal)[-1] or signal for signal in given if signal]
    dialect = _codes(item)
    for field in dialect.signal_fields:
        types = item.more.get(field, "").lower()
        names += [kind for kind in dialect.signals if f'"{kind}"' in types]
    found = [_SIGNALS.get(name.lower(), name) for name in names]
    if for_desk(item) or item.type in ("event", "planning"):
        found.append("advisory")
    return tuple(dict.fromkeys(found))


def for_desk(item: Item) -> str:
    """Why an item is to be read and not to be published: it lacks its agency's mark of what may be; empty if not."""
    if item.signals is None:
        return ""
    dialect = _codes(item)
    return dialect.for_desk if dialect.publishable.isdisjoint(_tails(item.signals)) else ""


def _tails(signals: tuple[str, ...] | None) -> list[str]:
    return [_PARTS.split(signal)[-1].lower() for signal in signals or ()]


def _codes(item: Item) -> Dialect:
    """The dialect of an item's codes, which its provider, the codes themselves and the kinds of its ids tell."""
    ids = " ".join([item.more.get(name, "") for name in ("altids", "altIds")]) if item.signals is not None else ""
    marks = (item.more.get("provider", ""), *_tails(item.signals), *(_QUOTED.findall(ids.lower()) if ids else ()))
    found = of("ninjs", marks, None)
    return by_fields("ninjs", item.more, None) if found is PLAIN else found


def named_of(item: Item) -> tuple[Named, ...]:
    """The people, organisations, places, events and things that the item names."""
    return tuple(
        Named(kind, concept.name or code, code, concept.latitude, concept.longitude)
        for kind, name in LISTS
        for concept in getattr(item, name)
        if (code := _code(concept)) or concept.name
    )


def credit_of(item: Item) -> str:
    """Whom the item wants named: its sources of information, all of them, or Superdesk's ``source``."""
    credited = [one for one in item.info_sources if one.rel in ("credit", "creditline", "source", "")]
    names = (one.name or one.literal for one in credited or item.info_sources)
    return "/".join(dict.fromkeys(filter(None, names))) or item.source


def _is_signal(concept: Concept) -> bool:
    return concept.rel == "signal" or concept.code.startswith("sig:") or concept.literal.startswith("sig:")


def _subject(concept: Concept) -> Subject:
    code = concept.code or concept.literal
    if concept.scheme:
        return Subject(concept.scheme, code, concept.name)
    if concept.uri:
        if code and concept.uri.endswith(code):
            return Subject(concept.uri.removesuffix(code), code, concept.name)
        at = max(concept.uri.rfind(mark) for mark in "/#:") + 1
        return Subject(concept.uri[:at], concept.uri[at:], concept.name)
    if prefixed := _QCODE.match(code):
        return Subject(prefixed[1], prefixed[2], concept.name)
    return Subject("", code, concept.name)


def _code(concept: Concept) -> str:
    if concept.code and concept.scheme:
        mark = "" if concept.scheme.endswith(("/", "#", ":")) else ":"
        return f"{concept.scheme}{mark}{concept.code}"
    return concept.uri or concept.code or concept.literal


def subject_object(subject: Subject) -> dict[str, Any]:
    """A subject as ninjs 3.1 has it."""
    found = {"name": subject.name} if subject.name else {}
    uri = subject.scheme + subject.code
    if subject.scheme.endswith(("/", "#", ":")) and subject.code and is_uri(uri):
        return found | {"uri": uri, "literal": subject.code}
    literal = f"{subject.scheme}:{subject.code}" if subject.scheme else subject.code
    return found | ({"literal": literal} if literal else {})


def named_object(named: Named) -> dict[str, Any]:
    """A name as ninjs 3.1 has it."""
    found: dict[str, Any] = {"name": named.name}
    if named.code:
        found["uri" if is_uri(named.code) else "literal"] = named.code
    if named.kind == "place" and named.latitude is not None:
        found["geoJSON"] = {"type": "Point", "coordinates": [named.longitude, named.latitude]}
    return found
