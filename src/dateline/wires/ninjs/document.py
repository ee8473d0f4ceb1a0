"""
The shape of a ninjs item, as 3.1 specifies it, and the lifting of older dialects into it.

Source:
    ninjs 1.6, 2.2 and 3.1 schemas, IPTC
"""

import json
import re
from collections.abc import Iterator
from types import NoneType
from typing import Any, Final

from msgspec import Struct

from dateline.news.wire import Problem
from dateline.wires.degrees import NOWHERE, Point, geojson


class Text(Struct, frozen=True):
    """One of an item's headlines, descriptions or bodies."""

    value: str
    role: str = ""
    content_type: str = ""


class Concept(Struct, frozen=True):
    """A subject, person, organisation, place, event, object, genre or source of information."""

    name: str = ""
    rel: str = ""
    #: 3.x and 2.x: the concept's address.
    uri: str = ""
    literal: str = ""
    #: 1.x: a vocabulary's address, and a code in it.
    scheme: str = ""
    code: str = ""
    #: Of a place.
    latitude: float | None = None
    longitude: float | None = None


class Rendition(Struct, frozen=True):
    """One file of an item's content."""

    name: str = ""
    href: str = ""
    content_type: str = ""
    width: int | None = None
    height: int | None = None
    #: In bytes.
    size: int | None = None
    #: In seconds.
    duration: int | None = None


class Item(Struct, frozen=True, kw_only=True):
    """One item; an associated item has a name and a relation besides."""

    uri: str
    name: str = ""
    rel: str = ""
    type: str = ""
    profile: str = ""
    version: str = ""
    representation: str = ""
    first_created: str = ""
    version_created: str = ""
    #: None where there is no embargo; empty where there is one that names no time.
    embargoed: str | None = None
    expires: str | None = None
    #: None where there is none, which means usable.
    pub_status: str | None = None
    urgency: str = ""
    #: Of Superdesk's dialect; it stands in for an urgency.
    priority: str = ""
    holder: str = ""
    notice: str = ""
    usage: str = ""
    ed_note: str = ""
    language: str = ""
    title: str = ""
    by: str = ""
    slugline: str = ""
    located: str = ""
    #: Superdesk's name for where a text came from.
    source: str = ""
    #: Superdesk's and AP's: the item that this one goes on from.
    evolved_from: str = ""
    content_type: str = ""
    #: None where there is no such member; AP's documents have one.
    signals: tuple[str, ...] | None = None
    headlines: tuple[Text, ...] = ()
    descriptions: tuple[Text, ...] = ()
    bodies: tuple[Text, ...] = ()
    subjects: tuple[Concept, ...] = ()
    people: tuple[Concept, ...] = ()
    organisations: tuple[Concept, ...] = ()
    places: tuple[Concept, ...] = ()
    events: tuple[Concept, ...] = ()
    objects: tuple[Concept, ...] = ()
    info_sources: tuple[Concept, ...] = ()
    renditions: tuple[Rendition, ...] = ()
    associations: tuple["Item", ...] = ()
    rights_language: str = ""
    linked_rights: str = ""
    encoded_rights: str = ""
    #: All else, under the source's own names: texts as they are, the rest as JSON.
    more: dict[str, str]


#: An item's single texts, and their names in 3.1 and in dialects, in lower case.
_TEXTS: Final[dict[str, tuple[str, ...]]] = {
    "uri": ("uri", "guid"),
    "name": ("name",),
    "rel": ("rel",),
    "type": ("type",),
    "profile": ("profile",),
    "version": ("version",),
    "representation": ("representationtype",),
    "first_created": ("firstcreated",),
    "version_created": ("versioncreated",),
    "urgency": ("urgency",),
    "priority": ("priority",),
    "holder": ("copyrightholder",),
    "notice": ("copyrightnotice",),
    "usage": ("usageterms",),
    "ed_note": ("ednote",),
    "language": ("language",),
    "title": ("title",),
    "by": ("by", "byline"),
    "slugline": ("slugline",),
    "located": ("located",),
    "source": ("source",),
    "evolved_from": ("evolvedfrom",),
    "content_type": ("contenttype", "mimetype"),
}
#: Its lists of concepts, likewise: 3.x and 2.x, then 1.x.
_CONCEPTS: Final = {
    "subjects": ("subjects", "subject"),
    "people": ("people", "person"),
    "organisations": ("organisations", "organisation"),
    "places": ("places", "place"),
    "events": ("events", "event"),
    "objects": ("objects", "object"),
    "info_sources": ("infosources", "infosource"),
}
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)
_SMALL = re.compile(r"-?\d{1,9}\Z")


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
    fields = _Fields(raw, where, problems)
    rights = _Fields(fields.object("rightsinfo"), f"{where}.rightsInfo", problems)
    fields.object("standard")
    usage = fields.lines(*_TEXTS["usage"])
    named: dict[str, Any] = {field: fields.text(*names) for field, names in _TEXTS.items()} | {"usage": usage}
    named |= {field: named[field].lower() for field in ("type", "representation")}
    named |= {field: fields.concepts(*names) for field, names in _CONCEPTS.items()}
    return Item(
        **named,
        embargoed=fields.term("embargoeduntil", "embargoed", "embargo"),
        expires=fields.term("expires", "expiry"),
        pub_status=fields.term("pubstatus"),
        signals=fields.signals("signals", "signal"),
        headlines=fields.texts("headlines", "headline"),
        descriptions=fields.texts("descriptions", "description"),
        bodies=fields.texts("bodies", "body"),
        renditions=fields.renditions(),
        associations=fields.items("associations"),
        rights_language=rights.text("langid"),
        linked_rights=rights.text("linkedrights"),
        encoded_rights=rights.text("encodedrights"),
        more=fields.rest(),
    )


class _Fields:
    """An object's members by their names in lower case, which all dialects share; knows which were asked for."""

    def __init__(self, raw: dict[str, Any], where: str, problems: list[Problem]) -> None:
        self._raw = {name.lower().lstrip("$"): (name, value) for name, value in raw.items() if value is not None}
        self._where, self._problems = where, problems
        self._more: dict[str, str] = {}

    def _take(self, *names: str) -> tuple[str, Any]:
        """The first of these members that there is: its name as sent, and its value, which is None if there is none."""
        for name in names:
            if name in self._raw:
                return self._raw.pop(name)
        return "", None

    def _wrong(self, name: str, value: object, wanted: str) -> None:
        """Tell of a member of the wrong kind, and keep it as it is."""
        self._problems.append(Problem(f"{self._where}.{name}", f"is not {wanted}; kept as it is, and not used"))
        self._more[name] = _as_text(value)

    def text(self, *names: str) -> str:
        name, value = self._take(*names)
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, (dict, list)):
            self._wrong(name, value, "a text")
            return ""
        return "" if value is None else _as_text(value).strip()

    def lines(self, *names: str) -> str:
        """As text; or a list of texts, as AP sends its usage terms, a line each."""
        name, value = next(((n, self._raw[n][1]) for n in names if n in self._raw), ("", None))
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            self._raw.pop(name)
            return "\n".join(one.strip() for one in value)
        return self.text(*names)

    def term(self, *names: str) -> str | None:
        """As text, but empty where something is said that is no text: a limit on use must not vanish."""
        name, value = self._take(*names)
        if isinstance(value, (dict, list, bool)):
            self._wrong(name, value, "a text")
            return "" if value is not False else None
        return None if value is None else _as_text(value).strip()

    def signals(self, *names: str) -> tuple[str, ...] | None:
        sent, value = self._take(*names)
        if not sent:
            return None
        values = value if isinstance(value, list) else [] if value is None else [value]
        return tuple(_as_text(one.get("code", one) if isinstance(one, dict) else one).strip() for one in values)

    def object(self, name: str) -> dict[str, Any]:
        sent, value = self._take(name)
        if value is None or isinstance(value, dict):
            return value or {}
        self._wrong(sent, value, "an object")
        return {}

    def texts(self, plural: str, singular: str) -> tuple[Text, ...]:
        """3.x and 2.x: a list of objects with a value; 1.x: a text, and others named by their role."""
        found = [
            Text(one.text("value"), one.text("role"), one.text("contenttype"))
            for one in self._objects(plural, bare="value")
        ]
        roles = f"{singular}_"
        names = [
            name for name in self._raw if name.startswith(singular) and (name == singular or name.startswith(roles))
        ]
        found += [Text(self.text(name), name.removeprefix(singular).lstrip("_")) for name in names]
        return tuple(text for text in found if text.value)

    def concepts(self, plural: str, singular: str) -> tuple[Concept, ...]:
        """What says more of a concept than we do (a relevance, a position) is kept whole besides."""
        sent, value = self._raw.get(plural) or self._raw.get(singular) or ("", None)
        if value is None:
            return ()
        found, further = [], False
        for one in self._objects(plural, singular, bare="name"):
            at = one.point()
            found.append(
                Concept(
                    name=one.text("name"),
                    rel=one.text("rel", "role"),
                    uri=one.text("uri"),
                    literal=one.text("literal"),
                    scheme=one.text("scheme"),
                    code=one.text("code", "qcode"),
                    latitude=at[0],
                    longitude=at[1],
                )
            )
            further = further or bool(one.rest())
        if further:
            self._more[sent] = _as_text(value)
        return tuple(found)

    def point(self) -> Point:
        """Where a place is: as GeoJSON, under either of its names; an area stays as it is."""
        name = next((name for name in ("geojson", "geometry", "geometry_geojson") if name in self._raw), "")
        found = geojson(self._raw[name][1]) if name else NOWHERE
        if found != NOWHERE:
            del self._raw[name]
        return found

    def renditions(self) -> tuple[Rendition, ...]:
        return tuple(
            Rendition(
                name=one.text("name"),
                href=one.text("href"),
                content_type=one.text("contenttype", "mimetype"),
                width=_pixels(one.text("width")),
                height=_pixels(one.text("height")),
                size=_pixels(one.text("sizeinbytes")),
                duration=_pixels(one.text("duration")),
            )
            for one in self._objects("renditions", bare="href")
        )

    def items(self, name: str) -> tuple[Item, ...]:
        return tuple(lift(one.raw(), one.where, self._problems) for one in self._objects(name, bare="uri"))

    def rest(self) -> dict[str, str]:
        """The members that nobody asked for, under the source's names."""
        left = {name: _as_text(value) for name, value in self._raw.values()}
        return self._more | {name: value for name, value in left.items() if value}

    def raw(self) -> dict[str, Any]:
        return dict(self._raw.values())

    @property
    def where(self) -> str:
        return self._where

    def _objects(self, *names: str, bare: str) -> Iterator["_Fields"]:
        """The objects of a list, or of an object that names them (1.x); a *bare* text stands for that member."""
        sent, value = self._take(*names)
        if value is None:
            return
        # Superdesk says of a picture that was taken away again that it is null.
        if isinstance(value, dict) and value and all(isinstance(one, (dict, NoneType)) for one in value.values()):
            value = [{"name": name} | one for name, one in value.items() if one is not None]
        for place, one in enumerate(value if isinstance(value, list) else [value]):
            where = f"{self._where}.{sent}[{place}]"
            if isinstance(one, str):
                yield _Fields({bare: one}, where, self._problems)
            elif isinstance(one, dict):
                yield _Fields(one, where, self._problems)
            elif one is not None:
                self._problems.append(Problem(where, f"is {_as_text(one)[:40]}, not an object; left out"))


def _pixels(text: str) -> int | None:
    return int(text) if _SMALL.match(text) and int(text) > 0 else None


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else _ENCODER.encode(value)
