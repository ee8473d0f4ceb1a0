"""Feeds that are not well-formed, item by item, so that what is wrong with one harms no other."""

import re
from collections.abc import Set
from contextlib import suppress
from typing import Final

from lxml import etree

from dateline.news.errors import WireError
from dateline.news.wire import Problem
from dateline.wires import xml
from dateline.wires.charset import unmarked

_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_ROOT = re.compile(r"<((?:\w+:)?(?:rss|feed|RDF|channel))(?:\s[^>]*)?>", re.IGNORECASE)
_ITEM = re.compile(r"<((?:\w+:)?(?:item|entry|deleted-entry))(?=[\s>/])", re.IGNORECASE)
#: Elements whose contents are text; HTML that stands in them unescaped is what tears most feeds.
_TEXT = re.compile(
    r"<(title|description|summary|content|content:encoded)((?:\s[^>]*[^/>])?)>(?!\s*<!\[CDATA\[)"
    r"((?:(?!<\1[\s>]).)*?)</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
#: A tag, or what looks like one and is none; comments and CDATA are stepped over.
_TAG = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|<(?P<end>/?)(?P<name>[A-Za-z_][\w.:-]*+)(?P<attributes>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(?P<empty>/?)>|<",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)'|([^\s"'<>]+))""")
#: No item speaks more vocabularies.
_MOST_PREFIXES: Final = 50
_BOUND = re.compile(r"\sxmlns:([A-Za-z_][\w.-]*)")
_ESCAPED = re.compile("[\udc80-\udcff]+")
#: What stands beside one another in an item, and never inside one another.
_BESIDE: Final = frozenset({
    "title", "link", "guid", "id", "pubdate", "description", "category", "comments", "published", "updated", "dc:date",
    "dc:creator", "content:encoded",
})  # fmt: skip


def mended(data: bytes, error: WireError) -> tuple[etree._Element, list[Problem]]:
    """
    Make a feed of one that is not well-formed.

    Args:
        data: The feed as sent.
        error: What was wrong with it.
    Returns:
        A root that holds the feed's own words and all items that could be made out, and what was wrong with which.
    Raises:
        WireError: If there is no item to be made out, or nothing but tags.
    """
    xml.refuse_crowds(data, format="rss")
    text = _decoded(data)
    root = _ROOT.search(text)
    items = list(_ITEM.finditer(text, root.end())) if root else []
    if root is None or not items:
        raise error
    problems = [Problem(error.where, f"not well-formed ({error.what}); its items were read one by one")]
    whole = _parsed(root, text[root.end() : items[0].start()])
    ends = [*(one.start() for one in items[1:]), len(text)]
    for place, (found, end) in enumerate(zip(items, ends, strict=True)):
        words, is_whole = _up_to_its_end(text[found.start() : end], found[1])
        try:
            item, what = next(iter(_parsed(root, words)), None), "nothing is left of it"
        except WireError as e:
            item, what = None, e.what
        if item is None:
            problems.append(Problem(f"item[{place}]", f"beyond repair ({what}); left out"))
            continue
        whole.append(item)
        if not is_whole and end == len(text):
            problems.append(Problem(f"item[{place}]", "has no end: the feed was cut off, and its text may be too"))
    return whole, problems


def _decoded(data: bytes) -> str:
    """
    The text by its mark or its declaration.

    Bytes that make letters of UTF-8 are UTF-8, whatever was declared; single ones that do not are Windows-1252.
    """
    data = unmarked(data)
    if b"\0" in data[:2]:
        return data.decode("utf-16-be" if data[0] == 0 else "utf-16-le", "replace")
    found = _DECLARED.match(data)
    declared = found[1].decode("ascii") if found else "utf-8"
    for charset in (declared,) if data.isascii() else ("utf-8", declared):
        with suppress(LookupError, ValueError):
            return data.decode(charset)
    return _ESCAPED.sub(_as_windows, data.decode("utf-8", "surrogateescape"))


def _as_windows(found: re.Match[str]) -> str:
    return found[0].encode("utf-8", "surrogateescape").decode("cp1252", "ignore")


def _up_to_its_end(text: str, name: str) -> tuple[str, bool]:
    """The *text* of one item up to the last end of an element of its *name*, and whether it has one."""
    end = max((found.end() for found in re.finditer(rf"</{name}\s*>", text, re.IGNORECASE)), default=0)
    return (text[:end], True) if end else (text, False)


class _Balance:
    """Tags as they come, each closed where its parent closes; end tags of nothing are gone."""

    __slots__ = ("open", "prefixes")

    def __init__(self) -> None:
        self.open: list[str] = []
        #: What stands before a colon in a name.
        self.prefixes: set[str] = set()

    def one(self, found: re.Match[str]) -> str:
        """
        What stands for a tag, a comment, a CDATA section, or a mark that opens none of them.

        Raises:
            WireError: If it nests deeper than any text.
        """
        name = found["name"]
        if name is None:
            return found[0] if len(found[0]) > 1 else "&lt;"
        if found["end"]:
            return self._closed({name.lower()})
        before = self._closed(_BESIDE) if name.lower() in _BESIDE else ""
        attributes = _attributes(found["attributes"])
        self.prefixes.update(one.partition(":")[0] for one in (name, *attributes) if ":" in one)
        if not found["empty"]:
            self.open.append(name)
        if len(self.open) > xml.DEEPEST:
            raise WireError("rss", name, f"elements nest more than {xml.DEEPEST} deep")
        told = "".join(f' {key}="{value.replace(chr(34), "&quot;")}"' for key, value in attributes.items())
        return f"{before}<{name}{told}{found['empty']}>"

    def _closed(self, names: Set[str]) -> str:
        """The ends of all that is open inside the innermost element of these *names*, and its own; none if none is."""
        place = max((n for n, one in enumerate(self.open) if one.lower() in names), default=len(self.open))
        ends = self.open[place:]
        del self.open[place:]
        return _ends(ends)


def _ends(names: list[str]) -> str:
    return "".join(f"</{name}>" for name in reversed(names))


def _attributes(text: str) -> dict[str, str]:
    """The attributes, each once."""
    return {name: double or single or bare for name, double, single, bare in _ATTRIBUTE.findall(text)}


def _quoted(found: re.Match[str]) -> str:
    """HTML that stands unescaped in an element of text, as the text that it was meant to be."""
    name, attributes, inner = found.groups()
    if "<" not in inner or "]]>" in inner:
        return found[0]
    return f"<{name}{attributes}><![CDATA[{inner}]]></{name}>"


def _parsed(root: re.Match[str], text: str) -> etree._Element:
    """
    A *root* with a *text* in it that need not be well-formed; prefixes that it forgot to bind are bound to nothing.

    Raises:
        WireError: If it cannot be made well-formed.
    """
    balance = _Balance()
    balanced = _TAG.sub(balance.one, _TEXT.sub(_quoted, text)) + _ends(balance.open)
    used = balance.prefixes | {name.partition(":")[0] for name in (root[1],) if ":" in name}
    forgotten = used - {"xml", "xmlns", *_BOUND.findall(root[0]), *_BOUND.findall(text)}
    if len(forgotten) > _MOST_PREFIXES:
        raise WireError("rss", "item", f"{len(forgotten)} prefixes that nothing binds")
    bindings = "".join(f' xmlns:{prefix}="urn:unbound"' for prefix in sorted(forgotten))
    document = f"{root[0][:-1].rstrip('/')}{bindings}>{balanced}</{root[1]}>"
    return xml.parse(document.encode("utf-8", "replace"), format="rss").root
