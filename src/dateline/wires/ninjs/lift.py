"""Items of 3.1, of 2.x and 1.x, and of agencies' dialects, lifted into one shape."""

import re
from collections.abc import Callable, Iterator
from types import NoneType
from typing import Any, Final, NamedTuple

from dateline.news.wire import Problem
from dateline.wires.degrees import NOWHERE, geojson
from dateline.wires.json import as_text
from dateline.wires.ninjs.document import Concept, Item, Rendition, Rights, Text
from dateline.wires.remembered import remembered

_SMALL = re.compile(r"(\d{1,9})(?:\.\d+)?\Z", re.ASCII)
_APART = re.compile(r"[_-]")
_NO_TEXT: Final = "is not a text; kept as it is, and not used"
_PEOPLE: Final = ("byline", "name", "by", "value")


class _At(NamedTuple):
    """Where an item stands, and what is told and kept of it while it is lifted."""

    where: str
    problems: list[Problem]
    more: dict[str, str]

    def keep(self, sent: str, value: Any) -> None:
        """Keep a member that has no field of ours."""
        if told := as_text(value):
            self.more[sent] = told

    def wrong(self, sent: str, value: Any, wanted: str) -> None:
        """Tell of a member of the wrong kind, and keep it as it is."""
        self.problems.append(Problem(f"{self.where}.{sent}", f"is not {wanted}; kept as it is, and not used"))
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
        if value is None:
            continue
        member = _member(sent)
        if member is None:
            at.keep(sent, value)
        elif member.role is not None:
            if text := member.read(value, sent, at):
                singles.setdefault(member.field, []).append(Text(text, member.role))
        else:
            known = chosen.get(member.field)
            if known is None:
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
    names = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            told = (one.get(name) for name in _PEOPLE if as_text(one.get("internal", "")) != "true")
            one = next((name for name in told if isinstance(name, str) and name.strip()), "")
        if isinstance(one, str) and one.strip():
            names.append(one.strip())
    return tuple(dict.fromkeys(names))


def _rights(value: Any, sent: str, at: _At) -> Rights:
    if not isinstance(value, dict):
        at.wrong(sent, value, "an object")
        return Rights()
    here = at._replace(where=f"{at.where}.{sent}")
    found: dict[str, str] = {}
    for name, one in value.items():
        if (field := _RIGHTS.get(name.lower())) and one is not None:
            found[field] = _text(one, name, here)
        elif one is not None:
            at.keep(f"{sent}.{name}", one)
    return Rights(**found)


def _standard(value: Any, sent: str, at: _At) -> str:
    if not isinstance(value, dict):
        at.wrong(sent, value, "an object")
        return ""
    name = value.get("name")
    return name if isinstance(name, str) else ""


def _texts(value: Any, sent: str, at: _At) -> tuple[Text, ...]:
    """3.x and 2.x: objects with a value."""
    found = []
    for place, one in _objects(value, sent, "value", at):
        here = at._replace(where=f"{at.where}.{sent}[{place}]")
        told: dict[str, str] = {}
        for name, inner in one.items():
            if inner is not None and (field := _text_field(name)):
                told[field] = _text(inner, name, here)
        if told.get("value"):
            found.append(Text(**told))
    return tuple(found)


def _concepts(value: Any, sent: str, at: _At) -> tuple[Concept, ...]:
    """What says more of a concept than we do (a relevance, a position) is kept whole besides."""
    found, further = [], False
    for place, one in _objects(value, sent, "name", at):
        told: dict[str, Any] = {}
        for name, inner in one.items():
            field = _concept_field(name)
            if type(inner) is str and field and field not in told and field != "point":
                if inner := inner.strip():
                    told[field] = inner
            elif inner is not None and not _is_read(inner, field, told):
                further = True
                if field and field != "point" and isinstance(inner, (dict, list)):
                    at.problems.append(Problem(f"{at.where}.{sent}[{place}].{name}", _NO_TEXT))
        found.append(Concept(**told))
    if further:
        at.keep(sent, value)
    return tuple(found)


def _is_read(inner: Any, field: str, told: dict[str, Any]) -> bool:
    """True if a concept's member that is no plain text was taken over, or says nothing new."""
    if field == "point":
        told["latitude"], told["longitude"] = place = geojson(inner)
        return place != NOWHERE
    if not field or isinstance(inner, (dict, list)):
        return inner in ("", [], {})
    return bool(told.setdefault(field, as_text(inner)) == as_text(inner).strip())


def _renditions(value: Any, sent: str, at: _At) -> tuple[Rendition, ...]:
    """What says more of a file than we do (a title, a codec) is kept whole besides."""
    found, further = [], False
    for _, one in _objects(value, sent, "href", at):
        told: dict[str, Any] = {}
        for name, inner in one.items():
            field = _rendition_field(name)
            if field in _COUNTS:
                told.setdefault(field, _count(inner))
            elif field and type(inner) is str:
                told.setdefault(field, inner.strip())
            else:
                further = further or inner is not None
        found.append(Rendition(**told))
    if further:
        at.keep(sent, value)
    return tuple(found)


def _items(value: Any, sent: str, at: _At) -> tuple[Item, ...]:
    """A picture, a video or a sound that says more than we have fields for is kept whole besides."""
    found, kept = [], []
    for place, one in _objects(value, sent, "uri", at):
        item = lift(one, f"{at.where}.{sent}[{place}]", at.problems)
        found.append(item)
        shown = item.type in _SHOWN or (item.renditions and not item.bodies)
        if shown and not (item.more.keys() | {_small(name) for name in one}) <= _CARRIED:
            kept.append(one)
    if kept:
        at.keep(sent, kept)
    return tuple(found)


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


def _count(value: Any) -> int | None:
    """A size, as a number or its digits; fractions of a pixel or a second are none."""
    small = _SMALL.match(value if isinstance(value, str) else str(value))
    return int(small[1]) or None if small else None


def _named(field: str, read: _Read, *names: str) -> dict[str, _Member]:
    return {name: _Member(field, read, rank) for rank, name in enumerate(names)}


def _all(*named: dict[str, _Member]) -> dict[str, _Member]:
    return {name: member for each in named for name, member in each.items()}


#: An item's members by their names in small letters: those of 3.1, of 2.x and 1.x, and of dialects.
_MEMBERS: Final = _all(
    _named("uri", _text, "uri", "guid", "urn"),
    _named("name", _text, "name"),
    _named("rel", _text, "rel"),
    _named("type", _word, "type"),
    _named("profile", _text, "profile"),
    _named("version", _text, "version"),
    _named("representation", _word, "representationtype"),
    _named("first_created", _text, "firstcreated"),
    _named("version_created", _text, "versioncreated"),
    _named("embargoed", _term, "embargoeduntil", "embargoed", "embargo"),
    _named("expires", _term, "expires", "expiry"),
    _named("pub_status", _term, "pubstatus"),
    _named("urgency", _text, "urgency"),
    _named("priority", _text, "priority"),
    _named("holder", _text, "copyrightholder"),
    _named("notice", _text, "copyrightnotice"),
    _named("usage", _lines, "usageterms"),
    _named("ed_note", _text, "ednote"),
    _named("language", _text, "language"),
    _named("title", _text, "title"),
    _named("by", _text, "by", "byline"),
    _named("authors", _authors, "authors", "bylines"),
    _named("slugline", _text, "slugline", "slug"),
    _named("located", _text, "located", "dateline"),
    _named("source", _text, "source"),
    _named("evolved_from", _text, "evolvedfrom"),
    _named("replacing", _ids, "replacing", "replaces"),
    _named("replaced_by", _text, "replacedby"),
    _named("content_type", _text, "contenttype", "mimetype"),
    _named("signals", _signals, "signals", "signal"),
    _named("headlines", _texts, "headlines"),
    _named("descriptions", _texts, "descriptions"),
    _named("bodies", _texts, "bodies"),
    _named("subjects", _concepts, "subjects", "subject"),
    _named("people", _concepts, "people", "persons", "person"),
    _named("organisations", _concepts, "organisations", "organisation", "organizations", "organization"),
    _named("places", _concepts, "places", "place"),
    _named("events", _concepts, "events", "event"),
    _named("objects", _concepts, "objects", "object"),
    _named("info_sources", _concepts, "infosources", "infosource"),
    _named("renditions", _renditions, "renditions"),
    _named("associations", _items, "associations"),
    _named("rights", _rights, "rightsinfo"),
    _named("standard", _standard, "standard"),
)
#: 1.x: a text alone, and others whose names tell their roles.
_SINGLES: Final = {"headline": "headlines", "description": "descriptions", "body": "bodies"}
_RIGHTS: Final = {"langid": "language", "linkedrights": "linked", "encodedrights": "encoded"}
_TEXT: Final = {"value": "value", "role": "role", "contenttype": "content_type", "mimetype": "content_type"}
_CONCEPT: Final = {
    "name": "name", "rel": "rel", "role": "rel", "uri": "uri", "literal": "literal", "scheme": "scheme",
    "code": "code", "qcode": "code", "geojson": "point", "geometry": "point", "geometry_geojson": "point",
}  # fmt: skip
_RENDITION: Final = {
    "name": "name", "href": "href", "contenttype": "content_type", "mimetype": "content_type", "width": "width",
    "height": "height", "sizeinbytes": "size", "duration": "duration",
}  # fmt: skip
_SHOWN: Final = frozenset({"picture", "graphic", "video", "audio"})
#: What `Media` has fields for.
_CARRIED: Final = frozenset({
    "name", "uri", "guid", "type", "headline", "headlines", "description_text", "descriptions", "by", "byline",
    "copyrightholder", "usageterms", "renditions",
})  # fmt: skip
_COUNTS: Final = frozenset({"width", "height", "size", "duration"})


def _small(sent: str) -> str:
    return sent.lower().lstrip("$")


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


@remembered
def _text_field(sent: str) -> str:
    return _TEXT.get(_small(sent), "")


@remembered
def _concept_field(sent: str) -> str:
    return _CONCEPT.get(_small(sent), "")


@remembered
def _rendition_field(sent: str) -> str:
    return _RENDITION.get(_small(sent), "")
