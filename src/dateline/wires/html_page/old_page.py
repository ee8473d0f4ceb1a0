"""Pages without markup for machines, such as the network's own old ones: a story, backgrounders, teasers, a footer."""

from datetime import datetime

from lxml import etree
from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.wire import Reading, Version
from dateline.wires.markup import blocks
from dateline.wires.plain.heads import head_of
from dateline.wires.plain.layout import lines
from dateline.wires.plain.page import page_of
from dateline.wires.plain.reader import read as read_plain

#: Letters of a page's text; longer ones are not tried.
_LONGEST = 400_000


def read_parts(body: etree._Element, *, received: datetime) -> Reading | None:
    """
    Read the *body* of a page as the parts of a text page.

    Returns:
        The parts with the blocks that the page has for them; None if no part has a head with place, agency and day, or
        if there is but one, and nobody signed it.
    """
    found = blocks([body])
    texts = [_line(block) for block in found]
    whole = "\n".join(text for text in texts if text)
    if len(whole) > _LONGEST or not any(head_of(text) for text in texts):
        return None
    page = page_of(lines(whole))
    if page is None or (len(page.parts) < 2 and not (page.parts[0].byline and page.parts[0].lines)):
        return None
    reading = read_plain(whole.encode(), received=received)
    known = {block.text: block for block in reversed(found)}
    return replace(reading, format="html", versions=tuple(_with_blocks(one, known) for one in reading.versions))


def _line(block: Block) -> str:
    """A block as one line of text."""
    return block.text.replace("\n", " ")


def _with_blocks(version: Version, known: dict[str, Block]) -> Version:
    """The *version* with links, lists and tables as the page has them, where the words are the same."""
    return replace(version, body=tuple(known.get(block.text, block) for block in version.body))
