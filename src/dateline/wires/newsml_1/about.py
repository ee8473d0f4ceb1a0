"""What a NewsML 1 item tells beside its text: what it is about, whom it names, and what no field of ours is for."""

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from lxml import etree
from msgspec import Struct

from dateline.news.wire import Named, Subject
from dateline.wires import xml
from dateline.wires.letters import fold
from dateline.wires.newsml_1.content import Content
from dateline.wires.newsml_1.document import Component, Item, formal, properties
from dateline.wires.xml import Elements

_Kind = Literal["person", "organisation", "place", "event", "object"]
#: What a ``TopicType`` is called, in small letters, and what it names.
_KINDS: Final[dict[str, _Kind]] = {
    "person": "person", "people": "person", "individual": "person", "organisation": "organisation",
    "organization": "organisation", "company": "organisation", "party": "organisation", "place": "place",
    "location": "place", "city": "place", "country": "place", "region": "place", "geography": "place",
    "event": "event", "object": "object", "product": "object", "object.title": "object",
}  # fmt: skip
_SUBJECTS: Final = frozenset({"Subject", "SubjectMatter", "SubjectDetail"})
#: The parts of a ``Location``, the one that names it first.
_PLACES: Final = ("sublocation", "city", "countryarea", "country", "worldregion")
#: What is kept under its own name: lines, codes, parties; and who else holds properties.
_LINES: Final = ("KeywordLine", "SeriesLine", "DateLine", "ByLineTitle")
_CODES: Final = ("Genre", "OfInterestTo")
_PARTIES: Final = ("Provider", "Creator", "Source", "Contributor")
_HOLDERS: Final = ("AdministrativeMetadata", "DescriptiveMetadata", "Metadata")


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
    for element in (one for set in sets for one in xml.find_all(set, "Topic")):
        topic = _topic(xml.children(element))
        local = element.get("Duid") or element.get("Euid")
        for key in filter(None, (local and f"#{local}", topic.code)):
            found.setdefault(key, topic)
    return found


def _topic(told: Elements) -> Topic:
    name = xml.first(told, "FormalName")
    types = [formal(one) for one in told.get("TopicType", ())]
    called = (one for one in told.get("Description", ()) if (one.get("Variant") or "name").lower().startswith("name"))
    return Topic(
        next((kind for type in types if (kind := _KINDS.get(type.lower()))), None),
        next(iter(types), ""),
        "" if name is None else fold(name.get("Scheme") or name.get("Vocabulary") or ""),
        xml.text(name),
        xml.text(next(called, None)),
    )


def subjects(components: Iterable[Component], topics: Topics) -> Iterator[Subject]:
    """The subjects of an item's *components*, and those *topics* that are no names."""
    for component in components:
        for one in (one for holder in component.about.get("SubjectCode", ()) for one in holder):
            if xml.local(one) in _SUBJECTS and (code := formal(one)):
                yield Subject(_scheme(one, code), code, topics[code].name if code in topics else "")
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


def kept(item: Item, content: Content, slugs: list[str]) -> dict[str, str]:
    """What else an *item* tells, each name's words as a list; *slugs* are working names that have no field."""
    found: dict[str, dict[str, None]] = {"SlugLine": dict.fromkeys(slugs)}
    for name, words in _told(item, content):
        if words:
            found.setdefault(name, {})[words] = None
    return {name: "; ".join(words) for name, words in found.items() if words}


def _told(item: Item, content: Content) -> Iterator[tuple[str, str]]:
    for name in _LINES:
        yield from ((name, words) for words in content.lines.get(name.lower(), ()))
    yield from ((f"NewsLine {type}".strip(), words) for type, words in content.typed)
    yield from (("NewsItemType", formal(one)) for one in item.management.get("NewsItemType", ()))
    for component in content.components:
        yield from ((name, formal(one)) for name in _CODES for one in component.about.get(name, ()))
        for parties in map(xml.children, component.parts.get("AdministrativeMetadata", ())):
            for name in _PARTIES:
                yield from ((name, formal(p)) for one in parties.get(name, ()) for p in xml.find_all(one, "Party"))
    for component in content.around:
        for holder in (one for name in _HOLDERS for one in component.parts.get(name, ())):
            yield from properties(holder)
    yield from properties(*item.management.get("Property", ()))
