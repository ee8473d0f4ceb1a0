"""Words and blocks into XML: escaped, and mended where XML cannot hold them."""

import html
import html.entities
import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from dateline.news.blocks import Block
from dateline.wires.html import blocks_from_html

#: What no XML document may hold, not even as a reference.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
#: HTML's names for characters, which XML does not know.
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)(\w{2,40};)?")
#: A tag that is none of the house's own.
_FOREIGN = re.compile(
    r"<(?!/?(?:p|h2|ul|ol|li|blockquote|table|caption|tr|t[dh]|em|strong|a|sub|sup|q|code|abbr|br|figure|figcaption|img)"
    r"[\s>/])"
)
_PARSER: Final = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)


def clean(words: str) -> str:
    """The *words* without what XML cannot hold."""
    return words if words.isprintable() else _FORBIDDEN.sub("", words)


def text(words: str) -> str:
    """The *words* as the text of an element."""
    words = clean(words)
    if "&" in words:
        words = words.replace("&", "&amp;")
    if "<" in words:
        words = words.replace("<", "&lt;")
    return words.replace(">", "&gt;") if ">" in words else words


def attr(words: str) -> str:
    """The *words* as the value of an attribute between double quotes."""
    words = text(words)
    if '"' in words:
        words = words.replace('"', "&quot;")
    if not words.isprintable():
        words = words.replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")
    return words


def element(name: str, words: str, attributes: str = "") -> str:
    """An element of *words*; nothing where there are none. *attributes* begin with a space."""
    return f"<{name}{attributes}>{text(words)}</{name}>" if words else ""


def attributes(pairs: Mapping[str, object]) -> str:
    """Attributes with a space before each; those without a value are left out."""
    return "".join([f' {name}="{attr(str(value))}"' for name, value in pairs.items() if value not in ("", None)])


def xhtml(blocks: tuple[Block, ...]) -> str:
    """The *blocks* as well-formed XHTML, one a line; a fragment that is none is written anew from its words."""
    written = "\n".join([_fragment(block.html) for block in blocks])
    if not blocks or _is_sound(written):
        return written
    return "\n".join([_fragment(mended.html) for block in blocks for mended in _mended(block)])


def _fragment(inner: str) -> str:
    inner = clean(inner)
    if "<br>" in inner:
        inner = inner.replace("<br>", "<br/>")
    if "&" in inner and _NAMED.search(inner):
        inner = _NAMED.sub(_reference, inner)
    return inner


def _reference(found: re.Match[str]) -> str:
    character = html.entities.html5.get(found[1] or "")
    return text(character) if character else f"&amp;{found[1] or ''}"


def _is_sound(written: str) -> bool:
    if _FOREIGN.search(written):
        return False
    try:
        etree.fromstring(f"<div>{written}</div>", _PARSER)
    except etree.XMLSyntaxError:
        return False
    return True


def _mended(block: Block) -> tuple[Block, ...]:
    """The block's words in the house's own few tags."""
    found = blocks_from_html(clean(block.html))
    return tuple(one for one in found if _is_sound(_fragment(one.html)))
