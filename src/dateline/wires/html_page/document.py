"""A page as it stands: its tree, its metas, its links, its microdata, what it says in JSON-LD."""

import html
import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from lxml import etree
from msgspec import Struct

from dateline.news.errors import WireError
from dateline.news.wire import Problem
from dateline.wires.html_page import jsonld
from dateline.wires.html_page.decode import FORMAT, text_of
from dateline.wires.html_page.jsonld import Node
from dateline.wires.html_page.state import states
from dateline.wires.letters import fold
from dateline.wires.remembered import remembered

_ITEMPROPS: Final = etree.XPath("//*[@itemprop]")
_JSONLD: Final = etree.XPath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]")
#: What no reader of the page sees.
_SILENT: Final = ("script", "style", "template", "noscript", "svg", "canvas", "link", "object")


class Page(Struct, eq=False):
    """One page."""

    root: etree._Element
    #: The contents of metas by name, property or http-equiv in small letters, in order.
    metas: dict[str, list[str]]
    #: Microdata by property, in order: the property's value.
    items: dict[str, list[str]]
    #: The ``link`` elements: relation, address, language.
    links: list[tuple[str, str, str]]
    nodes: list[Node]
    #: The article as JSON-LD has it; empty if it does not.
    article: Node
    #: What addresses on the page are relative to; empty if nothing tells.
    base: str
    #: The page's own address; empty if nothing tells.
    address: str
    title: str
    language: str
    #: What its scripts are handed as JSON.
    states: list[Any] = []

    def meta(self, *names: str) -> str:
        """The first meta of these *names* that says anything."""
        return next((value for name in names for value in self.metas.get(name, ()) if value), "")

    def every(self, names: Iterable[str]) -> list[str]:
        """What all metas of these *names* say, in the order of the names."""
        return [value for name in names for value in self.metas.get(name, ())]

    def item(self, *names: str) -> str:
        """The first microdata of these *names* that says anything."""
        return next((value for name in names for value in self.items.get(name, ()) if value), "")

    def told(self, key: str) -> str:
        """What JSON-LD says of the article under a *key*, in words."""
        return jsonld.text(self.article.get(key))

    @property
    def host(self) -> str:
        """The name of the site's host; empty if nothing tells."""
        return urlsplit(self.base).netloc if self.base else ""

    def absolute(self, href: str) -> str:
        """A whole address; empty for what is none, or leads nowhere outside the page."""
        href = fold(href)
        if not href or href[0] == "#" or href.lower().startswith(("javascript:", "data:", "mailto:", "tel:")):
            return ""
        try:
            whole = urljoin(self.base or "https:", href)
            return whole if urlsplit(whole).scheme in ("http", "https") else ""
        except ValueError:
            return ""


def page_of(data: bytes, problems: list[Problem]) -> Page:
    """
    Parse a page.

    Args:
        data: HTML in any charset, whole or torn.
        problems: What was mended is added.
    Raises:
        WireError: If there is nothing in it, or it nests deeper than any page.
    """
    root = _tree(text_of(data, problems))
    metas = _metas(root)
    links = [(_small(one.get("rel")), one.get("href") or "", one.get("hreflang") or "") for one in root.iter("link")]
    scripts = _JSONLD(root)
    found = jsonld.nodes(["".join(one.itertext()) for one in scripts], problems) if isinstance(scripts, list) else []
    title = next((words for one in root.iter("title") if (words := words_in(one))), "")
    base = next((one.get("href") or "" for one in root.iter("base") if one.get("href")), "")
    canonical = next((href for rel, href, _ in links if "canonical" in rel.split() and _is_whole(href)), "")
    shared = next((url for url in (*metas.get("og:url", ()), *metas.get("twitter:url", ())) if _is_whole(url)), "")
    address = fold(canonical or shared)
    article = jsonld.article_of(found, address, " ".join([*metas.get("og:title", ()), title]))
    own = next(
        (url for key in ("url", "mainEntityOfPage", "@id") if _is_whole(url := jsonld.text(article.get(key)))), ""
    )
    address = (address or own).partition("#")[0]
    page = Page(root, metas, {}, links, found, article, base or address, address, title, _language(root, metas))
    page.items = _items(root)
    if not page.address and _is_whole(own := page.item("mainEntityOfPage", "url")):
        page.address = page.base = own.partition("#")[0]
    page.states = states(root)
    etree.strip_elements(root, *_SILENT, with_tail=False)
    if page.base:
        for anchor in root.iter("a"):
            if whole := page.absolute(anchor.get("href") or ""):
                anchor.set("href", whole)
    return page


def _tree(text: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    except etree.XMLSyntaxError as e:
        raise WireError(FORMAT, "document", "holds no element at all") from e
    if root is None:
        raise WireError(FORMAT, "document", "holds no element at all")
    if any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise WireError(FORMAT, "document", "nests deeper, or is otherwise broken more, than any page of news")
    return root


def _metas(root: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = fold(_unescaped(meta.get("content") or meta.get("value") or ""))
        for key in ("property", "name", "http-equiv"):
            if (name := _small(meta.get(key))) and content:
                found.setdefault(name, []).append(content)
    return found


def _unescaped(text: str) -> str:
    """Characters again, where a template escaped them twice."""
    return html.unescape(text) if "&" in text else text


def _items(root: etree._Element) -> dict[str, list[str]]:
    """The microdata of the page; what stands inside another thing than the article, such as its author, is not its."""
    found: dict[str, list[str]] = {}
    elements = _ITEMPROPS(root)
    for element in elements if isinstance(elements, list) else ():
        for name in (element.get("itemprop") or "").split():
            if name != "articleBody":
                within = f"{prefix}." if (prefix := _owner(element)) else ""
                found.setdefault(f"{within}{name}", []).append(_value(element))
    return found


def _owner(element: etree._Element) -> str:
    """The property that the element's own thing is of, such as ``author`` or ``image``; empty for the article's."""
    for above in element.iterancestors():
        if above.get("itemscope") is not None:
            name = next(iter((above.get("itemprop") or "").split()), "")
            return "" if name == "mainEntity" else name
    return ""


def _value(element: etree._Element) -> str:
    for key in ("content", "datetime"):
        if element.get(key):
            return fold(element.get(key) or "")
    if element.get("itemscope") is not None:
        names = [inner for inner in element.iterdescendants("*") if "name" in (inner.get("itemprop") or "").split()]
        return _value(names[0]) if names else words_in(element)
    if element.tag in ("img", "source", "video", "audio", "iframe"):
        return element.get("src") or ""
    words = words_in(element)
    return words or element.get("href") or ""


def words_in(element: etree._Element) -> str:
    """All words inside an *element*, folded."""
    return fold(" ".join(str(text) for text in element.itertext()))


def tokens(element: etree._Element) -> frozenset[str]:
    """The words that an element's classes, id and test id are made of, in small letters."""
    get = element.get
    told = f"{get('class') or ''} {get('id') or ''} {get('data-testid') or ''}"
    return _NO_WORDS if told.isspace() else _words_of(told[:_LONGEST])


@remembered
def _words_of(told: str) -> frozenset[str]:
    found: set[str] = set()
    for name in told.split():
        found.add(name.lower())
        # "has-sidebar" is said of what stands beside one, as is "article--with-sidebar".
        found.update(_PARTS.split(_OF_OTHERS.split(_CAMEL.sub("-", name).lower(), maxsplit=1)[0]))
    return frozenset(found)


_NO_WORDS: Final[frozenset[str]] = frozenset()
#: In letters; nobody names anything that long.
_LONGEST: Final = 400
_OF_OTHERS = re.compile(r"(?:\A|[-_])(?:has|with|no|without|js|is)-")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTS = re.compile(r"[-_:./]+")


def _language(root: etree._Element, metas: dict[str, list[str]]) -> str:
    """BCP 47, as the page's own element says, else its metas."""
    told = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    for name in ("og:locale", "content-language", "dc.language", "language"):
        told = told or next(iter(metas.get(name, ())), "")
    told = told.replace("_", "-").strip()
    return told if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", told) else ""


def _is_whole(href: str) -> bool:
    return href.strip().lower().startswith(("http://", "https://"))


def _small(text: str | None) -> str:
    return (text or "").strip().lower()
