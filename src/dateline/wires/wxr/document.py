"""The export as it stands: its site, its authors, its items, under WordPress's names."""

from typing import Final
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct, field

from dateline.wires.letters import fold
from dateline.wires.rss.fields import as_sent, name_of

#: Modules whose names are in small letters.
_SMALL: Final = ("wp:", "dc:", "content:", "excerpt:")


class Term(Struct, frozen=True):
    """One of an item's categories, tags or other terms."""

    #: The taxonomy: ``category``, ``post_tag``, ``author`` …; empty in exports of version 1.0.
    taxonomy: str
    #: The term's name in addresses; empty in exports of version 1.0.
    nicename: str
    name: str


class Item(Struct, eq=False):
    """One item: a post, a page, an attachment, an entry of a menu …"""

    #: Its children that hold words, by name: ``title``, ``pubDate``, ``wp:post_id``, ``content:encoded``.
    fields: dict[str, str] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    #: What plugins and themes noted on it; a key may come several times.
    meta: list[tuple[str, str]] = field(default_factory=list)
    #: How many comments of readers stand under it.
    comments: int = 0

    def get(self, name: str) -> str:
        """A field, folded; empty if there is none."""
        return fold(self.fields.get(name, ""))

    def noted(self, key: str) -> str:
        """The last note under a *key*; empty if there is none."""
        return next((value for name, value in reversed(self.meta) if name == key), "")


class Export(Struct, eq=False):
    """A whole export."""

    #: What the channel says of the site, under its names.
    fields: dict[str, str] = field(default_factory=dict)
    #: The names by which authors are printed, by their logins.
    authors: dict[str, str] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)

    def get(self, name: str) -> str:
        """A field of the site, folded; empty if there is none."""
        return fold(self.fields.get(name, ""))


def export_of(root: etree._Element) -> Export:
    """The export that a *root* holds; torn ones have their items beside the channel's own words."""
    export = Export()
    holders = [root, *(child for child in root if name_of(child) == "channel")]
    for holder in holders:
        for child in holder:
            name = name_of(child)
            if name == "item":
                export.items.append(_item(child))
            elif name == "wp:author":
                _author(child, export)
            elif name != "channel" and not len(child) and (words := (child.text or "").strip()):
                export.fields.setdefault(name, words)
    return export


def _author(element: etree._Element, export: Export) -> None:
    told = {name_of(child): fold(child.text or "") for child in element}
    whole = f"{told.get('wp:author_first_name', '')} {told.get('wp:author_last_name', '')}".strip()
    login = told.get("wp:author_login", "")
    if login:
        export.authors[login] = told.get("wp:author_display_name", "") or whole or login


def _item(element: etree._Element) -> Item:
    item = Item()
    for child in element:
        name = name_of(child)
        if name == "category":
            item.terms.append(_term(child))
        elif name == "wp:postmeta":
            told = {name_of(one): one.text or "" for one in child}
            item.meta.append((fold(told.get("wp:meta_key", "")), told.get("wp:meta_value", "")))
        elif name == "wp:comment":
            item.comments += 1
        elif child.text and not child.text.isspace():
            item.fields.setdefault(name if name.startswith(_SMALL) else _cased(child, name), child.text)
    return item


def _cased(element: etree._Element, name: str) -> str:
    """The *name* in the case that it was sent in, such as ``pubDate``."""
    sent = as_sent(element)
    return sent if sent.lower() == name else name


def _term(element: etree._Element) -> Term:
    nicename = unquote(element.get("nicename") or "")
    return Term((element.get("domain") or "").strip(), nicename.strip(), fold(element.text or ""))
