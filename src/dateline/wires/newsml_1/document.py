"""
What NewsML 1 says where: an item's identity, its components from the outside in, and the lines that go with them.

Source:
    NewsML 1.2 DTD and functional specification, IPTC
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree
from msgspec import Struct

from dateline.wires import xml
from dateline.wires.letters import fold

#: A document type that only names other DTDs, none of which is ever fetched.
_DTDS: Final = re.compile(
    rb"""(<!DOCTYPE\s+[\w:.-]+\s*(?:PUBLIC\s+(?:"[^"]*"|'[^']*')\s*(?:"[^"]*"|'[^']*')?|SYSTEM\s+(?:"[^"]*"|'[^']*'))?)\s*
    \[(?:\s+|<!--.{0,500}?-->|%[\w.-]+;
    |<!ENTITY\s+%\s+[\w.-]+\s+(?:SYSTEM\s+|PUBLIC\s+(?:"[^"]*"|'[^']*')\s*)(?:"[^"]*"|'[^']*')\s*>)*\]""",
    re.DOTALL | re.VERBOSE,
)
_HEAD: Final = 4096
_REVISION: Final = re.compile(r":[^:]*?(?:\d[^:]*?)[NUA]?\Z")


def without_dtds(data: bytes) -> bytes:
    """The *data* without the part of its document type that does nothing but point to further DTDs."""
    head, rest = data[:_HEAD], data[_HEAD:]
    return _DTDS.sub(rb"\1", head, count=1) + rest


def formal(element: etree._Element | None) -> str:
    """An element's ``FormalName``, folded; empty if there is none."""
    return "" if element is None else fold(element.get("FormalName") or "")


def path_text(element: etree._Element, path: str) -> str:
    """The words at a *path*."""
    return xml.text(xml.find(element, path))


class Identity(Struct, frozen=True):
    """Which item a ``NewsItem`` is, and which revision of it."""

    #: ``urn:newsml:`` with provider, day and id, and without the revision; empty where it has none.
    item: str
    #: As sent.
    revision: str
    #: ``N``: replaces the item; ``U``: holds changes to it; ``A``: holds only how it may be used now.
    update: str


def identity(item: etree._Element) -> Identity:
    """The identity of an *item*; of two forms that differ, the public one counts, for it outlives each revision."""
    found = xml.find(item, "Identification/NewsIdentifier")
    if found is None:
        return Identity("", "", "N")
    revision = xml.find(found, "RevisionId")
    number = xml.text(revision)
    provider, day, own = (path_text(found, name) for name in ("ProviderId", "DateId", "NewsItemId"))
    composed = f"urn:newsml:{provider}:{day}:{own}" if own else ""
    public = without_revision(path_text(found, "PublicIdentifier"), number)
    whole = public.lower().startswith("urn:newsml:") and len(public.split(":")) > 4
    update = "" if revision is None else (revision.get("Update") or "N").upper()
    return Identity(public if whole and own else composed, number, update or "N")


def without_revision(urn: str, revision: str = "") -> str:
    """A public identifier without its last part, the revision; a *urn* without one as it is."""
    parts = urn.split(":")
    if revision and re.fullmatch(rf"{re.escape(revision)}[NUAnua]?", parts[-1]):
        return ":".join(parts[:-1])
    if not revision and len(parts) > 5 and re.fullmatch(r"\d+[NUA]?", parts[-1]):
        return ":".join(parts[:-1])
    return urn


class Leaf(Struct, frozen=True):
    """A ``ContentItem`` and the components around it, the innermost first."""

    content: etree._Element
    around: tuple[etree._Element, ...]

    @property
    def role(self) -> str:
        """The nearest role, in small letters; empty if there is none."""
        roles = (formal(xml.find(component, "Role")) for component in self.around)
        return next(filter(None, roles), "").lower()

    @property
    def owner(self) -> etree._Element:
        """The component that it is a part of, whose title, caption and picture are beside it."""
        return self.around[1] if len(self.around) > 1 and not _holds_lines(self.around[0]) else self.around[0]


def _holds_lines(component: etree._Element) -> bool:
    lines = xml.find(component, "NewsLines")
    return lines is not None and any(xml.text(line) for line in lines)


def leaves(item: etree._Element) -> Iterator[Leaf]:
    """All content of an *item* in its order; items inside it are items of their own."""
    for content in xml.descendants(item, "ContentItem"):
        around: list[etree._Element] = []
        for above in content.iterancestors():
            if xml.local(above) == "NewsComponent":
                around.append(above)
            elif xml.local(above) == "NewsItem":
                break
        if around and next(above for above in content.iterancestors() if xml.local(above) == "NewsItem") is item:
            yield Leaf(content, tuple(around))


def lines(around: tuple[etree._Element, ...], *names: str) -> list[str]:
    """The words of the lines of these *names*, in the nearest component that has one."""
    for component in around:
        holder = xml.find(component, "NewsLines")
        found = (
            []
            if holder is None
            else [words for line in holder if xml.local(line) in names and (words := xml.text(line))]
        )
        if found:
            return list(dict.fromkeys(found))
    return []


def line(around: tuple[etree._Element, ...], *names: str) -> str:
    """The first of `lines`; empty if there is none."""
    return next(iter(lines(around, *names)), "")


def typed_lines(around: tuple[etree._Element, ...]) -> Iterator[tuple[str, str]]:
    """The lines of a provider's own types: their types and their words."""
    for component in reversed(around):
        for one in xml.find_all(component, "NewsLines/NewsLine"):
            for words in xml.find_all(one, "NewsLineText"):
                if text := xml.text(words):
                    yield formal(xml.find(one, "NewsLineType")), text


def properties(holder: etree._Element) -> Iterator[tuple[str, str]]:
    """The names and values of all properties in a *holder*, at any depth."""
    for one in xml.descendants(holder, "Property"):
        name, value = formal(one), fold(one.get("Value") or "") or fold(one.get("ValueRef") or "")
        if name and value:
            yield name, value
