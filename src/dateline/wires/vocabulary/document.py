"""What a vocabulary says, whatever it is written in: statements about concepts, and the topics that they make."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.topics import OLD, Topic, Vocabulary
from dateline.wires.letters import fold

FORMAT: Final = "vocabulary"
_PREFIXES: Final = {
    "medtop": "http://cv.iptc.org/newscodes/mediatopic/", "subj": OLD, "subject": OLD,
    "iptc": "http://cv.iptc.org/newscodes/",
}  # fmt: skip
_NOTES: Final = ("changeNote", "note", "historyNote")
#: What a note says of a concept that is not to be used any more, where nothing else does.
_RETIRED = re.compile(r"(?:\d{4}-\d\d-\d\d:?\s*)?Retired\b|.*\bconcept (?:\([\w:]+\) )?was (?:retired|merged into)\b")
_INSTEAD = re.compile(r"(?:medtop:|mediatopic[:/]|\()(\d{8})", re.ASCII)
#: The name of what is to be used in its place.
_USE = re.compile(r"\b[Uu]se (?:Media Topic )?([^+(.]{3,80}?) *(?:\+|\(|\.|\binstead\b|$)")
_NAMES: Final = ("prefLabel", "name", "label")


class Statement(NamedTuple):
    """One statement about a thing."""

    #: Its address, or QCode.
    about: str
    #: SKOS's word, without its namespace: ``prefLabel``, ``broader``, ``exactMatch``.
    says: str
    value: str
    language: str = ""


def vocabulary(statements: Iterable[Statement]) -> Vocabulary:
    """
    The vocabulary that *statements* make.

    Raises:
        WireError: If no concept among them has a name and an address.
    """
    told: dict[str, list[Statement]] = {}
    for one in statements:
        told.setdefault(address(one.about), []).append(one)
    concepts = {about: said for about, said in told.items() if _is_concept(said)}
    schemes = Counter(_parted(about)[0] for about in concepts)
    if not schemes:
        raise WireError(
            FORMAT, "document", "no concept in it has a name; expected SKOS, a G2 knowledge item or a table"
        )
    scheme = schemes.most_common(1)[0][0]
    if not scheme:
        what = "its codes have no addresses; name them in a column `uri`, such as https://desk.example/beat/7"
        raise WireError(FORMAT, "document", what)
    _tell_both_ways(concepts)
    topics = [_topic(about, said, scheme) for about, said in concepts.items() if _parted(about)[0] == scheme]
    used = {name.casefold(): one.code for one in topics if not one.retired for name in one.names.values()}
    topics = [_instead(one, concepts[scheme + one.code], used) for one in topics]
    beside = [one for about, said in told.items() if about not in concepts for one in said]
    return Vocabulary(
        scheme=scheme,
        topics=tuple(sorted(topics, key=lambda topic: topic.code)),
        title=_first(beside, "title") or _first(beside, "prefLabel"),
        released=_first(beside, "dateReleased") or _first(beside, "modified"),
    )


def _tell_both_ways(concepts: dict[str, list[Statement]]) -> None:
    """Some say only what is narrower than a concept; what is broader follows from that."""
    for about, said in concepts.items():
        for one in said:
            below = concepts.get(address(one.value)) if one.says == "narrower" else None
            if below is not None:
                below.append(Statement(one.value, "broader", about))


def _instead(topic: Topic, said: list[Statement], used: dict[str, str]) -> Topic:
    """A retired topic with what its notes name in its place, by its name."""
    if not topic.retired or topic.instead:
        return topic
    named = (found[1] for one in said if one.says in _NOTES for found in _USE.finditer(one.value))
    return replace(topic, instead=next((used[name.casefold()] for name in named if name.casefold() in used), ""))


def _is_concept(said: list[Statement]) -> bool:
    kinds = {one.value for one in said if one.says == "type"}
    return any(one.says in _NAMES for one in said) and not any(kind.endswith("ConceptScheme") for kind in kinds)


def _topic(about: str, said: list[Statement], scheme: str) -> Topic:
    code = _parted(about)[1]
    matches = {name: tuple(_old(said, name)) for name in ("exactMatch", "closeMatch", "broadMatch")}
    names: dict[str, str] = {}
    for one in said:
        if one.says in _NAMES and one.value.strip():
            names.setdefault(one.language or "en", fold(one.value))
    broader = dict.fromkeys(_parted(address(one.value)) for one in said if one.says == "broader")
    replaced = next((address(one.value) for one in said if one.says == "isReplacedBy"), "")
    notes = [one.value for one in said if one.says in _NOTES]
    noted = (found for note in notes for found in _INSTEAD.findall(note))
    retired = any(one.says in ("retired", "deprecated") and one.value not in ("", "false") for one in said)
    retired = retired or any(_RETIRED.match(note) for note in notes)
    instead = _parted(replaced)[1] if replaced else next((found for found in noted if found != code), "")
    return Topic(
        code=code,
        names=names,
        broader=tuple(above for base, above in broader if base == scheme),
        exact=matches["exactMatch"],
        close=matches["closeMatch"],
        broad=matches["broadMatch"],
        retired=retired or bool(replaced),
        instead=instead if retired or replaced else "",
    )


def _old(said: list[Statement], name: str) -> Iterable[str]:
    """The old subject codes that a concept stands for."""
    found = (address(one.value) for one in said if one.says == name)
    return dict.fromkeys(_parted(one)[1] for one in found if _parted(one)[0] == OLD)


def _first(said: list[Statement], name: str) -> str:
    found = [one for one in said if one.says == name and one.value.strip()]
    return fold(next((one.value for one in found if one.language.startswith("en")), found[0].value if found else ""))


def address(name: str) -> str:
    """The address of a concept that is named by it or by a QCode."""
    name = name.strip().replace("https://cv.iptc.org/", "http://cv.iptc.org/")
    prefix, colon, code = name.partition(":")
    return _PREFIXES[prefix] + code if colon and prefix in _PREFIXES else name


def _parted(about: str) -> tuple[str, str]:
    """A concept's scheme and its code."""
    at = max(about.rfind(mark) for mark in "/#:") + 1
    return about[:at], about[at:]
