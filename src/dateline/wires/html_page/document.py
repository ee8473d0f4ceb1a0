"""A page as it stands: its tree, its metas, its links, its microdata, what it says in JSON-LD."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urljoin

from lxml import etree
from msgspec import Struct

from dateline.news.blocks import resolved
from dateline.news.errors import WireError
from dateline.news.wire import Problem
from dateline.wires.html_page import jsonld
from dateline.wires.html_page.decode import FORMAT, text_of
from dateline.wires.html_page.jsonld import Node
from dateline.wires.letters import fold
from dateline.wires.remembered import remembered

#: More elements, or deeper ones, has no page of news.
_MOST: Final = 90_000
_DEEPEST: Final = 400
_TOO_DEEP: Final = etree.XPath(f"boolean({'/*' * (_DEEPEST + 1)})")
#: What no reader of the page sees.
_SILENT: Final = ("script", "style", "template", "noscript", "svg", "canvas", "link", "object")
_WHOLE = re.compile(r"\s*https?://", re.IGNORECASE)
_HOST_ENDS = re.compile("[/?#]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


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
    #: Its other scripts.
    scripts: list[str]
    #: The page's own address; empty if nothing tells.
    address: str
    #: What addresses on the page are relative to; empty if nothing tells.
    base: str
    title: str
    language: str

    def meta(self, *names: str) -> str:
        """The first meta of these *names* that says anything."""
        return next(iter(self.every(names)), "")

    def every(self, names: Iterable[str]) -> list[str]:
        """What all metas of these *names* say, in the order of the names."""
        return [value for name in names for value in self.metas.get(name, ())]

    def item(self, *names: str) -> str:
        """The first microdata of these *names* that says anything."""
        return next((value for name in names for value in self.items.get(name, ()) if value), "")

    def told(self, *keys: str) -> str:
        """What JSON-LD says of the article under the first of the *keys* that says anything, in words."""
        return jsonld.first(self.article, *keys)

    def values(self, key: str) -> list[str]:
        """All that JSON-LD and microdata say of the article under a *key*."""
        return [*jsonld.texts(self.article.get(key)), *self.items.get(key, ())]

    @property
    def is_article(self) -> bool:
        """True if the page tells machines that it is an article."""
        return bool(self.article) or self.meta("og:type") == "article"

    @property
    def site(self) -> str:
        """The site's name; empty if nothing tells."""
        return self.meta("og:site_name") or self.told("publisher")

    @property
    def host(self) -> str:
        """The name of the site's host; empty if nothing tells."""
        return _HOST_ENDS.split(self.base.partition("//")[2])[0]

    def absolute(self, href: str) -> str:
        """A whole address; empty for what is none, or leads nowhere outside the page."""
        href = fold(href)
        if not href or href[0] == "#" or href.lower().startswith(("javascript:", "data:", "mailto:", "tel:")):
            return ""
        whole = _joined(self.base or "https:", href)
        return whole if _WHOLE.match(whole) else ""

    def make_links_whole(self, elements: Iterable[etree._Element]) -> None:
        """Give the links in *elements* whole addresses, where the page's own is known."""
        for anchor in [anchor for one in elements for anchor in one.iter("a")] if self.base else ():
            if whole := self.absolute(anchor.get("href") or ""):
                anchor.set("href", whole)


def page_of(data: bytes, problems: list[Problem]) -> Page:
    """
    Parse a page.

    Args:
        data: HTML in any charset, whole or torn.
        problems: What was mended is added.
    Raises:
        WireError: If there is nothing in it, or it is larger or nests deeper than any page.
    """
    root = _tree(text_of(data, problems))
    metas = _metas(root)
    links = [(_small(one.get("rel")), one.get("href") or "", one.get("hreflang") or "") for one in root.iter("link")]
    described, scripts = _scripts(root)
    nodes = jsonld.nodes(described, problems)
    title = next((words for one in root.iter("title") if (words := words_in(one))), "")
    told = [href for rel, href, _ in links if "canonical" in rel.split()]
    told += [url for name in ("og:url", "twitter:url") for url in metas.get(name, ())]
    article = jsonld.article_of(nodes, _whole_of(told), " ".join([*metas.get("og:title", ()), title]))
    items = _items(root)
    etree.strip_elements(root, *_SILENT, with_tail=False)
    told += [jsonld.text(article.get(key)) for key in ("url", "mainEntityOfPage", "@id")]
    told += [url for name in ("mainEntityOfPage", "url") for url in items.get(name, ())]
    address = _whole_of(told).partition("#")[0]
    base = _joined(address, next((href for one in root.iter("base") if (href := one.get("href"))), ""))
    return Page(root, metas, items, links, nodes, article, scripts, address, base, title, _language(root, metas))


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
    if _TOO_DEEP(root) or sum(1 for _ in root.iter("*")) > _MOST:
        raise WireError(FORMAT, "document", f"has more than {_MOST} elements, or nests more than {_DEEPEST} deep")
    return root


def _metas(root: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        # Some templates escape twice.
        content = fold(resolved(meta.get("content") or meta.get("value") or ""))
        for key in ("property", "name", "http-equiv"):
            if (name := _small(meta.get(key))) and content:
                found.setdefault(name, []).append(content)
    return found


def _scripts(root: etree._Element) -> tuple[list[str], list[str]]:
    """What the page's scripts say in JSON-LD, and all others."""
    described: list[str] = []
    others: list[str] = []
    for script in root.iter("script"):
        text = "".join(str(part) for part in script.itertext())
        (described if "ld+json" in _small(script.get("type")) else others).append(text)
    return described, others


def _items(root: etree._Element) -> dict[str, list[str]]:
    """The microdata of the page; what stands inside another thing than the article, such as its author, is not its."""
    found: dict[str, list[str]] = {}
    for element in root.iterfind(".//*[@itemprop]"):
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
    if told := element.get("content") or element.get("datetime"):
        return fold(told)
    if element.get("itemscope") is not None:
        names = [inner for inner in element.iterdescendants("*") if "name" in (inner.get("itemprop") or "").split()]
        return _value(names[0]) if names else words_in(element)
    if element.tag in ("img", "source", "video", "audio", "iframe"):
        return element.get("src") or ""
    return words_in(element) or element.get("href") or ""


def words_in(element: etree._Element) -> str:
    """All words inside an *element*, folded."""
    return fold(" ".join(str(text) for text in element.itertext()))


def stands_in(element: etree._Element, *tags: str) -> bool:
    """True if an *element* lies inside one of these *tags*."""
    return next(element.iterancestors(*tags), None) is not None


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
    told = root.get("lang") or root.get("xml:lang") or ""
    for name in ("og:locale", "content-language", "dc.language", "language"):
        told = told or next(iter(metas.get(name, ())), "")
    told = told.replace("_", "-").strip()
    return told if _LANGUAGE.fullmatch(told) else ""


def _whole_of(told: list[str]) -> str:
    """The first whole address of those *told*; empty if none is."""
    return next((fold(url) for url in told if _WHOLE.match(url) and _joined("https:", url)), "")


def _joined(base: str, href: str) -> str:
    """An address as seen from a *base*; empty where one of them is broken."""
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""


def _small(text: str | None) -> str:
    return (text or "").strip().lower()
