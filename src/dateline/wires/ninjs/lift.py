"""Items of 3.1, of 2.x and 1.x, and of agencies' dialects, lifted into one shape."""

import re
from collections.abc import Callable, Iterator
from types import NoneType
from typing import Any, Final, NamedTuple, TypeVar

from dateline.news.wire import Problem
from dateline.wires.degrees import NOWHERE, geojson
from dateline.wires.json import as_text
from dateline.wires.ninjs.document import Concept, Item, Rendition, Rights, Text
from dateline.wires.remembered import remembered

#: A size, as a number or its digits; fractions of a pixel or a second are none.
_COUNT = re.compile(r"(\d{1,9})(?:\.\d+)?\Z", re.ASCII)
_APART = re.compile(r"[_-]")
#: Members of those who wrote an item.
_NAMES: Final = ("byline", "name", "by", "value")
_NAME_PARTS: Final = ("firstname", "first_name", "lastname", "last_name")
T = TypeVar("T", Text, Concept, Rendition)


class _At(NamedTuple):
    """Where an item stands, and what is told and kept of it while it is lifted."""

    where: str
    problems: list[Problem]
    more: dict[str, str]

    def keep(self, sent: str, value: Any) -> None:
        """Keep a member that has no field of ours."""
        if told := as_text(value):
            self.more[sent] = told

    def tell_wrong(self, sent: str, wanted: str) -> None:
        """Tell of a member of the wrong kind."""
        self.problems.append(Problem(f"{self.where}.{sent}", f"is not {wanted}; kept as it is, and not used"))

    def wrong(self, sent: str, value: Any, wanted: str) -> None:
        """Tell of a member of the wrong kind, and keep it as it is."""
        self.tell_wrong(sent, wanted)
        self.keep(sent, value)


_Read = Callable[[Any, str, _At], Any]


class _Member(NamedTuple):
    """What a member of an item is to us."""

    field: str
    read: _Read
    #: Of the names of one field the lowest counts.
    rank: int = 0
    #: Of a single text of 1.x, whose name tells its role.
    role: str | None = None


def lift(raw: dict[str, Any], where: str, problems: list[Problem]) -> Item:
    """
    Lift one item of any dialect into the shape of 3.1.

    Args:
        raw: The item's JSON object.
        where: Its place in the delivery, for problems.
        problems: What is wrong in it is added here.
    Returns:
        The item; its ``uri`` is empty if it has none.
    """
    at = _At(where, problems, {})
    chosen: dict[str, tuple[_Member, str, Any]] = {}
    singles: dict[str, list[Text]] = {}
    for sent, value in raw.items():
        if value is None or sent in _UNREAD:
            continue
        member = _member(sent)
        if member is None:
            at.keep(sent, value)
        elif member.role is not None:
            if text := member.read(value, sent, at):
                singles.setdefault(member.field, []).append(Text(text, member.role))
        elif (known := chosen.get(member.field)) is None:
            chosen[member.field] = member, sent, value
        elif (not value, member.rank) < (not known[2], known[0].rank):
            chosen[member.field] = member, sent, value
            at.keep(known[1], known[2])
        else:
            at.keep(sent, value)
    found = {field: member.read(value, sent, at) for field, (member, sent, value) in chosen.items()}
    for field, texts in singles.items():
        found[field] = (*found.get(field, ()), *texts)
    return Item(**found, more=at.more)


def _text(value: Any, sent: str, at: _At) -> str:
    if type(value) is str:
        return value.strip()
    if isinstance(value, (dict, list)):
        at.wrong(sent, value, "a text")
        return ""
    return as_text(value)


def _extension(value: Any, sent: str, at: _At) -> str:
    """The text of a member that a source named itself, such as TT's ``body_event``: an object is kept, and no fault."""
    if isinstance(value, (dict, list)):
        at.keep(sent, value)
        return ""
    return _text(value, sent, at)


def _word(value: Any, sent: str, at: _At) -> str:
    return _text(value, sent, at).lower()


def _lines(value: Any, sent: str, at: _At) -> str:
    """As text; or a list of texts, as AP sends its usage terms, a line each."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n".join(one.strip() for one in value)
    return _text(value, sent, at)


def _term(value: Any, sent: str, at: _At) -> str | None:
    """As text, but empty where something is said that is no text: a limit on use must not vanish."""
    if isinstance(value, (dict, list, bool)):
        at.wrong(sent, value, "a text")
        return None if value is False else ""
    return as_text(value).strip()


def _signals(value: Any, sent: str, at: _At) -> tuple[str, ...]:
    """Codes of a list; TT sends an object of them, whose ``updatetype`` alone orders something."""
    if isinstance(value, dict) and "code" not in value:
        at.keep(sent, value)
        value = value.get("updatetype") or []
    values = value if isinstance(value, list) else [value]
    return tuple(as_text(one.get("code", one) if isinstance(one, dict) else one).strip() for one in values)


def _ids(value: Any, sent: str, at: _At) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) for one in values):
        at.wrong(sent, value, "a list of ids")
        return ()
    return tuple(filter(None, map(str.strip, values)))


def _authors(value: Any, sent: str, at: _At) -> tuple[str, ...]:
    """Who wrote it, by name; what else is told of them is kept. One for the house alone is none."""
    at.keep(sent, value)
    names = [_name(one) if isinstance(one, dict) else one for one in (value if isinstance(value, list) else [value])]
    return tuple(dict.fromkeys(name.strip() for name in names if isinstance(name, str) and name.strip()))


def _name(one: dict[str, Any]) -> str:
    """A writer's name, whole or in two parts."""
    if as_text(one.get("internal", "")) == "true":
        return ""
    whole = next((name for member in _NAMES if isinstance(name := one.get(member), str) and name.strip()), "")
    return whole or " ".join(name for member in _NAME_PARTS if isinstance(name := one.get(member), str))


def _rights(value: Any, sent: str, at: _At) -> Rights:
    """An expression may be an object itself, as RightsML in JSON is."""
    if not isinstance(value, dict):
        at.wrong(sent, value, "an object")
        return Rights()
    found: dict[str, str] = {}
    for name, one in value.items():
        field = _RIGHTS.get(name.lower(), "")
        if one and (field == "encoded" or (field and isinstance(one, str))):
            found[field] = as_text(one).strip()
        elif one is not None:
            at.keep(f"{sent}.{name}", one)
    return Rights(**found)


def _items(value: Any, sent: str, at: _At) -> tuple[Item, ...]:
    """A picture, a video or a sound that says more than we have fields for is kept whole besides."""
    found, kept = [], []
    for place, one in _objects(value, sent, "uri", at):
        item = lift(one, f"{at.where}.{sent}[{place}]", at.problems)
        found.append(item)
        if item.is_shown and (item.more or not {_small(name) for name in one} <= _CARRIED):
            kept.append(one)
    if kept:
        at.keep(sent, kept)
    return tuple(found)


def _list_of(kind: type[T], bare: str, names: dict[str, str]) -> _Read:
    """
    What reads a list of one *kind* of objects; where one says more than we have fields for, it is kept whole besides.

    Args:
        bare: The member that a text stands for in an object's place.
        names: The kind's fields by their names in small letters.
    """
    field_of = remembered(lambda sent: names.get(_small(sent), ""))
    texts = frozenset(names.values()) - _NO_TEXTS

    def read(value: Any, sent: str, at: _At) -> tuple[T, ...]:
        found, further = [], False
        for place, one in _objects(value, sent, bare, at):
            told: dict[str, Any] = {}
            for name, inner in one.items():
                field = field_of(name)
                if type(inner) is str and field in texts and field not in told:
                    if words := inner.strip():
                        told[field] = words
                elif inner is not None and not _is_taken(inner, field, told):
                    further = True
                    if field in texts and isinstance(inner, (dict, list)):
                        at.tell_wrong(f"{sent}[{place}].{name}", "a text")
            if not told.keys() <= _LABELS:
                found.append(kind(**told))
        if further:
            at.keep(sent, value)
        return tuple(found)

    return read


def _is_taken(inner: Any, field: str, told: dict[str, Any]) -> bool:
    """True if an object's member that is no plain text was taken over, or says nothing new."""
    if field == "point":
        told["latitude"], told["longitude"] = place = geojson(inner)
        return place != NOWHERE
    if field in _NO_TEXTS:
        digits = _COUNT.match(as_text(inner))
        count = int(digits[1]) or None if digits else None
        return field == "counted" or (digits is not None and told.setdefault(field, count) == count)
    if not field or isinstance(inner, (dict, list)):
        return inner in ("", [], {})
    return bool(told.setdefault(field, as_text(inner)) == as_text(inner).strip())


def _objects(value: Any, sent: str, bare: str, at: _At) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a list, or of an object that names them (1.x), numbered; a *bare* text stands for that member."""
    if isinstance(value, dict):
        # Superdesk says of a picture that was taken away again that it is null.
        if value and all(isinstance(one, (dict, NoneType)) for one in value.values()):
            value = [{"name": name} | one for name, one in value.items() if one is not None]
        else:
            value = [value]
    for place, one in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(one, dict):
            yield place, one
        elif isinstance(one, str):
            yield place, {bare: one}
        elif one is not None:
            told = f"is {as_text(one)[:40]}, not an object; left out"
            at.problems.append(Problem(f"{at.where}.{sent}[{place}]", told))


def _small(sent: str) -> str:
    return sent.lower().lstrip("$")


def _named(read: _Read, **fields: str) -> dict[str, _Member]:
    """Members by their names in small letters, of which the first counts most."""
    return {name: _Member(field, read, rank) for field, names in fields.items()
            for rank, name in enumerate(names.split())}  # fmt: skip


#: The format's own name and version, which are clear from its members.
_UNREAD: Final = frozenset({"standard", "$standard"})
#: Fields of objects that hold no text; a text's length is counted again, and a point is two numbers.
_NO_TEXTS: Final = frozenset({"width", "height", "size", "duration", "point", "counted"})
#: What says nothing without something that it is said of.
_LABELS: Final = frozenset({"role", "content_type"})
_TEXTS: Final = _list_of(Text, "value", {
    "value": "value", "role": "role", "contenttype": "content_type", "mimetype": "content_type",
    "charcount": "counted", "wordcount": "counted",
})  # fmt: skip
_CONCEPTS: Final = _list_of(Concept, "name", {
    "name": "name", "rel": "rel", "role": "rel", "uri": "uri", "literal": "literal", "scheme": "scheme",
    "code": "code", "qcode": "code", "geojson": "point", "geometry": "point", "geometry_geojson": "point",
})  # fmt: skip
_RENDITIONS: Final = _list_of(Rendition, "href", {
    "name": "name", "href": "href", "contenttype": "content_type", "mimetype": "content_type", "width": "width",
    "height": "height", "sizeinbytes": "size", "duration": "duration",
})  # fmt: skip
_RIGHTS: Final = {"langid": "language", "linkedrights": "linked", "encodedrights": "encoded"}
#: An item's members: those of 3.1, of 2.x and 1.x, and of dialects.
_MEMBERS: Final = (
    _named(
        _text, uri="uri guid urn", name="name", rel="rel", profile="profile", version="version",
        first_created="firstcreated", version_created="versioncreated", urgency="urgency", priority="priority",
        holder="copyrightholder", notice="copyrightnotice", ed_note="ednote", language="language", title="title",
        by="by byline", slugline="slugline slug", located="located dateline", source="source",
        evolved_from="evolvedfrom", replaced_by="replacedby", content_type="contenttype mimetype",
    )
    | _named(_word, type="type", representation="representationtype")
    | _named(_term, embargoed="embargoeduntil embargoed embargo", expires="expires expiry", pub_status="pubstatus")
    | _named(_lines, usage="usageterms")
    | _named(_authors, authors="authors bylines")
    | _named(_ids, replacing="replacing replaces")
    | _named(_signals, signals="signals signal")
    | _named(_TEXTS, headlines="headlines", descriptions="descriptions", bodies="bodies")
    | _named(
        _CONCEPTS, subjects="subjects subject", people="people persons person",
        organisations="organisations organisation organizations organization", places="places place",
        events="events event", objects="objects object", info_sources="infosources infosource",
    )
    | _named(_RENDITIONS, renditions="renditions")
    | _named(_items, associations="associations")
    | _named(_rights, rights="rightsinfo")
)  # fmt: skip
#: 1.x: a text alone, and others whose names tell their roles.
_SINGLES: Final = {"headline": "headlines", "description": "descriptions", "body": "bodies"}
#: What `Media` has fields for.
_CARRIED: Final = frozenset({
    "name", "uri", "guid", "type", "headline", "headlines", "description_text", "descriptions", "by", "byline",
    "copyrightholder", "usageterms", "renditions",
})  # fmt: skip


@remembered
def _member(sent: str) -> _Member | None:
    """What a member is, whatever its case; None where it has no field of ours."""
    name = _small(sent)
    if found := _MEMBERS.get(name) or _MEMBERS.get(_APART.sub("", name)):
        return found
    kind, mark, role = name.partition("_")
    if kind not in _SINGLES:
        return None
    return _Member(_SINGLES[kind], _extension if mark else _text, role=role.lstrip("_"))
