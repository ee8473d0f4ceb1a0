"""What NewsML-G2 says where: an item's parts by their names in the specification."""

from typing import Literal

from lxml import etree
from msgspec import Struct

from dateline.wires import xml
from dateline.wires.newsml_g2.concepts import LANG, code, tail
from dateline.wires.xml import Elements


class Item(Struct, frozen=True):
    """An item, walked over once."""

    #: ``newsItem``, ``packageItem``, or another that holds no news.
    name: str
    element: etree._Element
    #: Its children.
    parts: Elements
    #: What ``itemMeta`` says of the item.
    own: Elements
    #: What ``contentMeta`` says of its content.
    about: Elements

    @property
    def guid(self) -> str | None:
        """The source's id of it, the same for all versions."""
        return (self.element.get("guid") or "").strip() or None

    @property
    def kind(self) -> str:
        """The end of its ``itemClass``, such as ``text`` or ``picture``."""
        return tail(code(xml.first(self.own, "itemClass")))

    @property
    def direction(self) -> Literal["ltr", "rtl"] | None:
        """Which way its text runs, where it says so."""
        told = self.element.get("dir")
        return told if told in ("ltr", "rtl") else None  # type: ignore[return-value]

    @property
    def language(self) -> str:
        """The language of the content, else of what is said about it."""
        for one in self.about.get("language", ()):
            if told := one.get("tag"):
                return told
        return self.element.get(LANG) or ""


def item_of(element: etree._Element) -> Item:
    """The *element* as an item, whatever it is."""
    parts = xml.children(element)
    return Item(
        name=xml.local(element),
        element=element,
        parts=parts,
        own=xml.children(*parts.get("itemMeta", ())),
        about=xml.children(*parts.get("contentMeta", ())),
    )
