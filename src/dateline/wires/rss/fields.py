"""The children of a feed's item by their names, whatever namespace a feed spells them in."""

from typing import Final

from lxml import etree

from dateline.wires.letters import fold
from dateline.wires.remembered import remembered

#: Namespaces whose names mean what the plain ones mean, as `_bare` has them: RSS and its ancestors, Atom 1.0 and 0.3.
_PLAIN: Final = frozenset({
    "purl.org/rss/1.0", "purl.org/rss/2.0", "purl.org/net/rss1.1", "purl.org/rss/1.0/modules/rss091",
    "my.netscape.com/rdf/simple/0.9", "channel.netscape.com/rdf/simple/0.9", "my.netscape.com/publish/formats/rss-0.91",
    "w3.org/2005/atom", "purl.org/atom/ns", "purl.org/pie", "purl.org/echo", "backend.userland.com/rss",
    "backend.userland.com/rss091", "backend.userland.com/rss092", "backend.userland.com/rss2",
    "blogs.law.harvard.edu/tech/rss", "cyber.law.harvard.edu/rss",
})  # fmt: skip
#: What the modules are called here, by their namespaces; feeds may bind them to other prefixes.
_MODULES: Final = {
    "purl.org/rss/1.0/modules/content": "content",
    "purl.org/dc/elements/1.0": "dc",
    "purl.org/dc/elements/1.1": "dc",
    "purl.org/dc/terms": "dcterms",
    "dublincore.org/documents/dcmi-namespace": "dc",
    "search.yahoo.com/mrss": "media",
    "search.yahoo.com/rss": "media",
    "rssboard.org/media-rss": "media",
    "purl.org/atompub/tombstones/1.0": "at",
    "w3.org/2007/app": "app",
    "purl.org/atom/app": "app",
    "itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "w3.org/1999/xhtml": "xhtml",
    "georss.org/georss": "georss",
    "opengis.net/gml": "gml",
    "w3.org/2003/01/geo/wgs84_pos": "geo",
    "backend.userland.com/creativecommonsrssmodule": "creativecommons",
    "cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "creativecommons",
    "web.resource.org/cc": "cc",
    "creativecommons.org/ns": "cc",
    **{f"wordpress.org/export/{version}/excerpt": "excerpt" for version in ("1.0", "1.1", "1.2")},
}
#: The same by how their namespaces begin, which tell versions too.
_FAMILIES: Final = {"prismstandard.org/namespaces/": "prism", "wordpress.org/export/": "wp"}
#: Links of these relations lead to machines, or have a field of their own.
TECHNICAL: Final = frozenset({"self", "edit", "edit-media", "replies", "hub", "service", "enclosure", "license"})
#: Prefixes that feeds use for plain names, and may bind to nothing that anybody knows.
_PLAIN_PREFIXES: Final = frozenset({"", "atom", "atom10", "a10", "rss", "rss1"})
#: In letters; what stands deeper is kept as its words alone.
_LONGEST_NAME: Final = 100
_ATTRIBUTE_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def name_of(element: etree._Element) -> str:
    """
    An element's name in small letters, with its module's prefix; none for what is no element.

    An unknown namespace counts for nothing: the element goes by the prefix that its feed gave it.
    """
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    name = _name(tag)
    if name[0] != "?":
        return name
    prefix = (element.prefix or "").lower()
    return name[1:] if prefix in _PLAIN_PREFIXES else f"{prefix}:{name[1:]}"


@remembered
def _name(tag: str) -> str:
    """A tag's name; behind a question mark where nobody knows its namespace."""
    if tag[0] != "{":
        return tag.lower()
    space, _, name = tag[1:].lower().partition("}")
    space = _bare(space)
    if space in _PLAIN:
        return name
    module = _MODULES.get(space) or next((own for begins, own in _FAMILIES.items() if space.startswith(begins)), "")
    return f"{module}:{name}" if module else f"?{name}"


def _bare(space: str) -> str:
    """A namespace in small letters without what feeds get wrong: its scheme, its ``www.``, the mark at its end."""
    return space.strip().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/#")


class Fields:
    """An item's children by name; knows which were asked for."""

    __slots__ = ("_asked", "_found", "element")

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        self._found: dict[str, list[etree._Element]] = {}
        for child in element.iterchildren("*"):
            name = _name(str(child.tag))
            self._found.setdefault(name if name[0] != "?" else name_of(child), []).append(child)
        self._asked: set[str] = set()

    def all(self, *names: str) -> list[etree._Element]:
        """The children of these names, in the order of the names."""
        # Of most names an item has no child.
        if self._found.keys().isdisjoint(names):
            return []
        children: list[etree._Element] = []
        for name in names:
            if name in self._found:
                self._asked.add(name)
                children += self._found[name]
        return children

    def text(self, *names: str) -> str:
        """The words of the first child of these names that has any."""
        for child in self.all(*names):
            if words := text_of(child):
                return words
        return ""

    def texts(self, *names: str) -> list[str]:
        """The words of each child of these names that has any, each once."""
        return list(dict.fromkeys(words for child in self.all(*names) if (words := text_of(child))))

    @property
    def language(self) -> str:
        return (self.element.get(_ATTRIBUTE_LANGUAGE) or "").strip()

    def rest(self) -> dict[str, str]:
        """
        What the children say that nobody asked for, by their names as sent: a path where one stands in another, ``@``
        before an attribute beside words. What comes several times is parted by line ends.
        """
        kept: dict[str, list[str]] = {}
        for name, children in self._found.items():
            for child in children if name not in self._asked else ():
                _tell(child, as_sent(child), kept)
        return {name: "\n".join(told) for name, told in kept.items() if told}


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its *name* as the specifications have it; empty if there is none."""
    return (element.get(name) or "").strip()


def misspelt(element: etree._Element, name: str) -> str:
    """An attribute by its *name* in small letters, whatever its case and namespace; empty if there is none."""
    found = (told for key, told in element.items() if key.rpartition("}")[2].lower() == name)
    return next(found, "").strip()


def as_sent(element: etree._Element) -> str:
    """The element's name with the prefix that its feed gave it."""
    local = str(element.tag).rpartition("}")[2]
    return f"{element.prefix}:{local}" if element.prefix else local


def text_of(element: etree._Element) -> str:
    """All words inside an *element*, folded."""
    if len(element) == 0:
        return fold(element.text or "")
    return fold(" ".join(str(text) for text in element.itertext()))


def attributes_of(element: etree._Element) -> str:
    """All attributes of an *element* in one line: ``url=https://x.example/1 type=text/vtt``."""
    return " ".join(f"{key.rpartition('}')[2]}={value}" for key, value in element.items())


def _tell(element: etree._Element, name: str, kept: dict[str, list[str]]) -> None:
    """Add to *kept* what an *element* says under a *name*, and what the elements in it say."""
    if len(name) < _LONGEST_NAME and _is_list(element):
        words = ""
        for child in element:
            _tell(child, f"{name}/{as_sent(child)}", kept)
    else:
        words = text_of(element)
    told = attributes_of(element)
    if not words:
        kept.setdefault(name, []).extend([told] if told else [])
        return
    kept.setdefault(name, []).append(words)
    for key, value in element.items():
        kept.setdefault(f"{name}@{key.rpartition('}')[2]}", []).append(value)


def _is_list(element: etree._Element) -> bool:
    """True if an *element* holds others, and no words between them."""
    between = [element.text, *(child.tail for child in element)]
    return len(element) > 0 and not any(words and words.strip() for words in between)
