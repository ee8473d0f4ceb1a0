"""What a NewsML 1 item tells that no field of ours is for, under NewsML's names and its provider's."""

from collections.abc import Iterator
from typing import Final

from dateline.wires import xml
from dateline.wires.letters import fold
from dateline.wires.newsml_1.content import Content
from dateline.wires.newsml_1.document import Item, formal, properties

#: Codes, those who took part, and holders of properties.
_KEPT: Final = frozenset({"Genre", "OfInterestTo"})
_PARTIES: Final = frozenset({"Provider", "Creator", "Source", "Contributor"})
_HOLDERS: Final = ("AdministrativeMetadata", "DescriptiveMetadata", "Metadata")


def kept(
    item: Item, content: Content, lines: dict[str, list[str]], typed: list[tuple[str, str]], slugs: list[str]
) -> dict[str, str]:
    """What else an *item* tells, under NewsML's names."""
    found: dict[str, list[str]] = {"SlugLine": slugs}
    for name in ("KeywordLine", "SeriesLine"):
        found[name] = lines.get(name.lower(), [])
    for type, words in typed:
        found.setdefault(f"NewsLine {type}".strip(), []).append(words)
    found["NewsItemType"] = list(map(formal, item.management.get("NewsItemType", ())))
    for component in content.components:
        for name, elements in component.about.items():
            if name in _KEPT:
                found.setdefault(name, []).extend(map(formal, elements))
        for name, elements in component.administered.items():
            if name in _PARTIES:
                for one in elements:
                    found.setdefault(name, []).extend(map(formal, xml.children(one).get("Party", ())))
    for name, value in _properties(item, content):
        found.setdefault(name, []).append(value)
    joined = {name: _listed(words) for name, words in found.items() if words}
    return {name: words for name, words in joined.items() if words}


def _listed(words: list[str]) -> str:
    """These *words* as one line, each once."""
    return words[0] if len(words) == 1 else "; ".join(dict.fromkeys(filter(None, words)))


def _properties(item: Item, content: Content) -> Iterator[tuple[str, str]]:
    """What a provider says by names of its own, around the content and of the item."""
    holders = [one for part in content.around for name in _HOLDERS for one in part.parts.get(name, ())]
    for holder in holders:
        yield from properties(holder)
    for one in item.management.get("Property", ()):
        name, value = formal(one), fold(one.get("Value") or "")
        if name and value:
            yield name, value
