"""Blocks from a browser: only the house's own few tags stay, whoever sent them."""

from collections.abc import Container, Iterable

from msgspec.structs import replace

from dateline.news.blocks import Block, BlockKind
from dateline.wires.html import blocks_from_html


def cleaned(blocks: Iterable[Block], known: Container[tuple[BlockKind, str]]) -> tuple[Block, ...]:
    """
    Blocks as clean as those that wires bring.

    Args:
        blocks: As they were sent.
        known: Kind and HTML of those that are clean: what stands in the article, and in its stories.
    Returns:
        Each as it was if it is known; else what is clean of it, which may be more than one block, or none. A medium
        that is not known is none: pictures come with stories.
    """
    found: list[Block] = []
    for block in blocks:
        if (block.kind, block.html) in known:
            found.append(block)
        elif block.kind != "media":
            found += (replace(block, kind=b.kind, html=b.html) for b in blocks_from_html(block.html) if b.text)
    return tuple(found)
