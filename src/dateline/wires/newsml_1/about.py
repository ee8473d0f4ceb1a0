"""What a NewsML 1 item is about: its subjects, and the people, places and organisations that its topics name."""

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from lxml import etree
from msgspec import Struct

from dateline.news.wire import Named, Subject
from dateline.wires import xml
from dateline.wires.letters import fold
from dateline.wires.newsml_1.document import Component, formal, properties
from dateline.wires.xml import Elements

_Kind = Literal["person", "organisation", "place", "event", "object"]
#: What a ``TopicType`` is called, in small letters, and what it names.
_KINDS: Final[dict[str, _Kind]] = {
    "person": "person", "people": "person", "individual": "person", "organisation": "organisation",
    "organization": "organisation", "company": "organisation", "party": "organisation", "place": "place",
    "location": "place", "city": "place", "country": "place", "region": "place", "geography": "place",
    "event": "event", "object": "object", "product": "object", "object.title": "object",
}  # fmt: skip
#: The parts of a ``Location``, the one that names it first.
_PLACES: Final = ("sublocation", "city", "countryarea", "country", "worldregion")


class Topic(Struct, frozen=True):
    """A term of a vocabulary that a file brings along."""

    kind: _Kind | None
    #: Its type, as sent.
    type: str
    scheme: str
    code: str
    name: str


#: Topics by ``#`` and their local ids, and by their codes.
Topics = dict[str, Topic]


def topics_of(sets: Iterable[etree._Element]) -> Topics:
    """The topics of some ``TopicSet`` elements."""
    found: Topics = {}
    for one in sets:
        for element in xml.children(one).get("Topic", ()):
            topic = _topic(xml.children(element))
            for key in filter(None, (_local_id(element), topic.code)):
                found.setdefault(key, topic)
    return found


def _local_id(element: etree._Element) -> str:
    return f"#{id}" if (id := element.get("Duid") or element.get("Euid")) else ""


def _topic(told: Elements) -> Topic:
    formals, types = told.get("FormalName", []), list(map(formal, told.get("TopicType", ())))
    names = [one for one in told.get("Description", ()) if (one.get("Variant") or "Name").lower().startswith("name")]
    code = xml.text(formals[0]) if formals else ""
    return Topic(
        next((kind for type in types if (kind := _KINDS.get(type.lower()))), None),
        next(iter(types), ""),
        fold(formals[0].get("Scheme") or formals[0].get("Vocabulary") or "") if formals else "",
        code,
        xml.text(next(iter(names), None)),
    )


def subjects(components: Iterable[Component], topics: Topics) -> Iterator[Subject]:
    """The subjects of an item's *components*, and those *topics* that are no names."""
    for component in components:
        for holder in component.about.get("SubjectCode", ()):
            for one in holder:
                if xml.local(one) in ("Subject", "SubjectMatter", "SubjectDetail") and (code := formal(one)):
                    topic = topics.get(code)
                    yield Subject(_scheme(one, code), code, topic.name if topic else "")
        for topic in _occurring(component, topics):
            if topic.kind is None and (topic.code or topic.name):
                yield Subject(topic.scheme or topic.type, topic.code, topic.name)


def _scheme(element: etree._Element, code: str) -> str:
    told = fold(element.get("Scheme") or element.get("Vocabulary") or "")
    return told or ("IPTC" if len(code) == 8 and code.isdecimal() else "")


def named(components: Iterable[Component], topics: Topics) -> Iterator[Named]:
    """Who and what the *topics* of an item's *components* name, and the places that it is about."""
    for component in components:
        for topic in _occurring(component, topics):
            if topic.kind is not None and (name := topic.name or topic.code):
                code = ":".join(filter(None, (topic.scheme, topic.code))) if topic.code != name else ""
                yield Named(topic.kind, name, code)
        for location in component.about.get("Location", ()):
            # Where the report was written is in its dateline.
            if (location.get("HowPresent") or "").lower() != "origin" and (place := _place(location)):
                yield Named("place", place)


def _occurring(component: Component, topics: Topics) -> Iterator[Topic]:
    for one in component.about.get("TopicOccurrence", ()):
        if topic := topics.get(one.get("Topic") or ""):
            yield topic


def _place(location: etree._Element) -> str:
    """The name of a *location*; empty where it tells nothing but a country's code."""
    told = {name.lower(): value for name, value in properties(location)}
    name = next((told[part] for part in _PLACES if part in told), "")
    return "" if len(name) < 4 and name.isupper() else name
