"""Feeds that are not well-formed, item by item, so that what is wrong with one harms no other."""

import codecs
import re
from typing import Final

from lxml import etree

from dateline.news.errors import WireError
from dateline.news.wire import Problem
from dateline.wires import xml
from dateline.wires.rss.fields import CUSTOMARY

_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_ROOT = re.compile(r"<(rss|feed|rdf:RDF|RDF|channel)(?:\s[^>]*)?>", re.IGNORECASE)
_ITEM = re.compile(r"<(item|entry|at:deleted-entry)(?=[\s>/])")
#: Elements whose contents are text; HTML that stands in them unescaped is what tears most feeds.
_TEXT = re.compile(
    r"<(title|description|summary|content|content:encoded)((?:\s[^>]*[^/>])?)>(?!\s*<!\[CDATA\[)"
    r"((?:(?!<\1[\s>]).)*?)</\1\s*>",
    re.DOTALL,
)
#: A tag, or what looks like one and is none; comments and CDATA are stepped over.
_TAG = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|<(?P<end>/?)(?P<name>[A-Za-z_][\w.:-]*)(?P<attributes>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(?P<empty>/?)>|<",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)'|([^\s"'<>]+))""")
#: No feed speaks more vocabularies.
_MOST_PREFIXES: Final = 50
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]*):[A-Za-z_]")
_BOUND = re.compile(r"\sxmlns:([A-Za-z_][\w.-]*)")


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
    starts = [found.start() for found in _ITEM.finditer(text, root.end())] if root else []
    if root is None or not starts:
        raise error
    open, close = _bound(root[0], text), f"</{root[1]}>"
    problems = [Problem(error.where, f"not well-formed ({error.what}); its items were read one by one")]
    whole = _parsed(f"{open}{_balanced(text[root.end() : starts[0]])}{close}")
    for place, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True)):
        try:
            whole.append(_only(_parsed(f"{open}{_one(text[start:end])}{close}")))
        except WireError as e:
            problems.append(Problem(f"item[{place}]", f"beyond repair ({e.what}); left out"))
    return whole, problems


def _only(root: etree._Element) -> etree._Element:
    """
    The item in a *root* of its own.

    Raises:
        WireError: If nothing was left of it.
    """
    if len(root) == 0:
        raise WireError("rss", "item", "nothing is left of it")
    return root[0]


def _bound(root: str, text: str) -> str:
    """
    The *root*'s tag with the prefixes bound that the feed uses and forgot.

    Raises:
        WireError: If it forgot more than any feed uses.
    """
    forgotten = set(_PREFIX.findall(text)) - set(_BOUND.findall(text))
    if len(forgotten) > _MOST_PREFIXES:
        raise WireError("rss", "document", f"{len(forgotten)} prefixes that nothing binds")
    bindings = (f' xmlns:{prefix}="{CUSTOMARY.get(prefix, "urn:unbound")}"' for prefix in sorted(forgotten))
    return f"{root[:-1]}{''.join(bindings)}>"


def _decoded(data: bytes) -> str:
    """The text in its declared charset, if that can be; else as UTF-8, else as Windows-1252."""
    found = _DECLARED.match(data)
    for charset in (found[1].decode("ascii") if found else "utf-8", "utf-8"):
        try:
            return codecs.decode(data, charset).lstrip("\ufeff")
        except (LookupError, ValueError, TypeError):
            continue
    return data.decode("cp1252", "replace")


def _one(text: str) -> str:
    """One item's *text*, up to its end if it has one, mended."""
    name = _ITEM.match(text)
    end = text.rfind(f"</{name[1]}>") if name else -1
    text = text[: end + len(name[1]) + 3] if name and end >= 0 else text
    return _balanced(text)


def _balanced(text: str) -> str:
    """
    The *text* as XML: HTML that stands unescaped in an element of text is text, every tag is closed where its parent
    closes, end tags of nothing are gone.

    Raises:
        WireError: If it nests deeper than any text.
    """
    open: list[str] = []

    def one(found: re.Match[str]) -> str:
        name = found["name"]
        if name is None:
            return found[0] if len(found[0]) > 1 else "&lt;"
        if not found["end"]:
            open.extend([] if found["empty"] else [name])
            if len(open) > xml.DEEPEST:
                raise WireError("rss", name, f"elements nest more than {xml.DEEPEST} deep")
            return f"<{name}{_attributes(found['attributes'])}{found['empty']}>"
        if name not in open:
            return ""
        closing = ""
        while not closing.endswith(f"</{name}>"):
            closing += f"</{open.pop()}>"
        return closing

    balanced = _TAG.sub(one, _TEXT.sub(_quoted, text))
    return balanced + "".join(f"</{name}>" for name in reversed(open))


def _attributes(text: str) -> str:
    """The attributes, each once and quoted."""
    found = {name: double or single or bare for name, double, single, bare in _ATTRIBUTE.findall(text)}
    return "".join(f' {name}="{value.replace(chr(34), "&quot;")}"' for name, value in found.items())


def _quoted(found: re.Match[str]) -> str:
    name, attributes, inner = found.groups()
    if "<" not in inner or "]]>" in inner:
        return found[0]
    return f"<{name}{attributes}><![CDATA[{inner}]]></{name}>"


def _parsed(text: str) -> etree._Element:
    return xml.parse(text.encode("utf-8", "replace"), format="rss").root
