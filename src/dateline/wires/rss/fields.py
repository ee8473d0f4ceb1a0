"""The children of a feed's item by their names, whatever namespace a feed spells them in."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lxml import etree

#: Namespaces whose names mean what the plain ones mean: RSS 1.0 and its ancestors, Atom 1.0 and 0.3.
_PLAIN: Final = frozenset({
    "", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/",
    "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "http://backend.userland.com/rss2",
})  # fmt: skip
#: Prefixes by which the modules go; feeds may bind them to others, or forget to bind them.
_MODULES: Final = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://purl.org/atompub/tombstones/1.0": "at",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://prismstandard.org/namespaces/basic/2.0/": "prism",
    "http://prismstandard.org/namespaces/1.2/basic/": "prism",
}
#: A namespace for each prefix by its customary name, for feeds that forget to bind them.
CUSTOMARY: Final = {prefix: space for space, prefix in reversed(_MODULES.items())}
_ATTRIBUTE_ABOUT: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_ATTRIBUTE_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def name_of(element: etree._Element) -> str:
    """An element's name in lower case, with its module's prefix: ``?`` for one that nobody knows, empty if none."""
    return _name(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=1024)
def _name(tag: str) -> str:
    if tag[0] != "{":
        return tag.lower()
    space, _, name = tag[1:].partition("}")
    if space in _PLAIN:
        return name.lower()
    return f"{_MODULES.get(space, '?')}:{name}".lower()


class Fields:
    """An item's children by name; knows which were asked for."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        self._found: dict[str, list[etree._Element]] = {}
        for child in element:
            if name := name_of(child):
                self._found.setdefault(name, []).append(child)
        self._asked: set[str] = set()

    def all(self, *names: str) -> list[etree._Element]:
        """The children of these names, in the order of the names."""
        self._asked.update(names)
        return [child for name in names for child in self._found.get(name, ())]

    def text(self, *names: str) -> str:
        """The words of the first child of these names that has any, white space folded."""
        return next((words for child in self.all(*names) if (words := text_of(child))), "")

    @property
    def about(self) -> str:
        """RSS 1.0's id of the item."""
        return (self.element.get(_ATTRIBUTE_ABOUT) or "").strip()

    @property
    def language(self) -> str:
        return self.element.get(_ATTRIBUTE_LANGUAGE) or ""

    def rest(self) -> Iterator[tuple[str, str]]:
        """The children that nobody asked for: their names as sent, and their words or their attributes."""
        for name, children in self._found.items():
            if name not in self._asked:
                for child in children:
                    words = text_of(child) or " ".join(f"{key}={value}" for key, value in child.attrib.items())
                    if words:
                        yield as_sent(child), words


def as_sent(element: etree._Element) -> str:
    """The element's name with the prefix that its feed gave it."""
    local = str(element.tag).rpartition("}")[2]
    return f"{element.prefix}:{local}" if element.prefix else local


def text_of(element: etree._Element) -> str:
    """All words inside an *element*, white space folded."""
    if len(element) == 0:
        return " ".join((element.text or "").split())
    return " ".join(" ".join(str(text) for text in element.itertext()).split())
