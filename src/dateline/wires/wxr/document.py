"""The export as it stands: its site, its authors, its items, under WordPress's names."""

from typing import Final
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct, field

from dateline.wires.html import words_of
from dateline.wires.letters import fold
from dateline.wires.remembered import remembered

_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_EXPORT: Final = "wordpress.org/export/"


class Term(Struct, frozen=True):
    """One of an item's categories, tags or other terms."""

    #: The taxonomy: ``category``, ``post_tag``, ``author`` …; empty in exports of version 1.0.
    taxonomy: str
    #: The term's name in addresses; empty in exports of version 1.0.
    nicename: str
    name: str


class Item(Struct, eq=False):
    """One item: a post, a page, an attachment, an entry of a menu …"""

    #: Its children that hold words, by name: ``title``, ``wp:post_id``, ``content`` (content:encoded), ``excerpt``.
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


def name_of(element: etree._Element) -> str:
    """An element's name as WordPress writes it, whatever the export's version; content and excerpt without the rest."""
    if not isinstance(element.tag, str):
        return ""
    name = _name(element.tag)
    # A torn export may have lost what binds its prefixes.
    return f"{element.prefix}:{name[2:]}" if name[:2] == "?:" and element.prefix else name.removeprefix("?:")


@remembered
def _name(tag: str) -> str:
    space, _, name = tag[1:].rpartition("}") if tag[0] == "{" else ("", "", tag)
    if not space:
        return name
    if space == _CONTENT and name == "encoded":
        return "content"
    if _EXPORT in space:
        return "excerpt" if "excerpt" in space else f"wp:{name}"
    return f"dc:{name}" if space == _DC else f"?:{name}"


def line(fragment: str) -> str:
    """The words of a *fragment* of HTML, such as a title or an excerpt."""
    return words_of(fragment)


def _author(element: etree._Element, export: Export) -> None:
    told = {name_of(child): fold(child.text or "") for child in element}
    whole = f"{told.get('wp:author_first_name', '')} {told.get('wp:author_last_name', '')}".strip()
    login = told.get("wp:author_login", "")
    if login:
        export.authors[login] = told.get("wp:author_display_name", "") or whole or login


def _item(element: etree._Element) -> Item:
    item = Item()
    for child in element:
        name = _SPELT.get(spelt := name_of(child), spelt)
        if name == "category":
            item.terms.append(_term(child))
        elif name == "wp:postmeta":
            told = {name_of(one): one.text or "" for one in child}
            item.meta.append((fold(told.get("wp:meta_key", "")), told.get("wp:meta_value", "")))
        elif name == "wp:comment":
            item.comments += 1
        elif child.text and not child.text.isspace() and not item.fields.get(name):
            item.fields[name] = child.text
    return item


#: How names look where nothing binds their prefixes.
_SPELT: Final = {"content:encoded": "content", "excerpt:encoded": "excerpt"}


def _term(element: etree._Element) -> Term:
    nicename = unquote(element.get("nicename") or "")
    return Term((element.get("domain") or "").strip(), nicename.strip(), fold(element.text or ""))
