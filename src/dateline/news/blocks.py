"""Blocks: the parts that a body is made of, each of which knows whose words it holds."""

import html
import re
from datetime import datetime
from typing import Literal

from msgspec import Struct

BlockKind = Literal["paragraph", "heading", "list", "quote", "table", "media"]

_TAG = re.compile(r"<[^<>]*>")
#: A reference that Python would make a number of before it finds that there is no such character.
_NUMBER = re.compile(r"&#(?:[0-9]{20,}|[xX][0-9a-fA-F]{20,});?")
#: Tags that end a word; inline tags (``<em>``) do not.
_BREAK = re.compile(
    r"</?(?:p|h[1-6]|li|ul|ol|dl|dt|dd|blockquote|tr|td|th|table|br|figure|figcaption|div|pre)\b[^<>]*>"
)


class BlockSource(Struct, frozen=True):
    """Where a block's words came from; it stays with the block through paste, edit and merge."""

    #: The story whose text it was.
    story: str
    #: The ledger's number of the entry that holds the version.
    version: int
    #: The block's place in that version's body, from 0.
    block: int


class Block(Struct, frozen=True, omit_defaults=True):
    """
    One part of a body, as a small clean HTML fragment.

    The fragment has one element around it that fits its kind: ``<p>``, ``<h2>``, ``<ul>`` or ``<ol>``,
    ``<blockquote>``, ``<table>``, ``<figure>``.
    """

    kind: BlockKind
    html: str
    #: None for words of our own, and in a Version, which is one source's throughout.
    source: BlockSource | None = None
    #: True once our desk changed its words.
    edited: bool = False
    #: The moment of the post of a live story that it belongs to; UTC. None: it belongs to none.
    post: datetime | None = None

    @property
    def text(self) -> str:
        """The words alone, white space folded, entities resolved."""
        return plain(self.html)


def plain(fragment: str) -> str:
    """The words of an HTML *fragment*: no tags, no entities, white space folded to single spaces."""
    # Most are paragraphs without a tag inside, where the patterns would find nothing but the two at the ends.
    if fragment[:3] == "<p>" and fragment[-4:] == "</p>":
        inner = fragment[3:-4]
        if "<" not in inner and "&" not in inner:
            # No white space is printable but the space itself, so that this is folded already.
            folded = inner.isprintable() and "  " not in inner and inner[:1] != " " and inner[-1:] != " "
            return inner if folded else " ".join(inner.split())
    return " ".join(resolved(_TAG.sub("", _BREAK.sub(" ", fragment))).split())


def resolved(text: str) -> str:
    """The *text* with its references to characters resolved; a number of thousands of digits is no character's."""
    return html.unescape(_NUMBER.sub("\ufffd", text) if "&#" in text else text)


def paragraph(text: str, source: BlockSource | None = None) -> Block:
    """A paragraph of plain *text*."""
    return Block("paragraph", f"<p>{html.escape(text, quote=False)}</p>", source)


def heading(text: str, source: BlockSource | None = None) -> Block:
    """A heading inside a body, of plain *text*."""
    return Block("heading", f"<h2>{html.escape(text, quote=False)}</h2>", source)
