"""Pages without markup for machines, such as the network's own old ones: a story, backgrounders, teasers, a footer."""

from datetime import datetime

from lxml import etree
from msgspec.structs import replace

from dateline.news.wire import Reading
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
        The parts with the blocks that the page has for them: links, lists and tables; None if no part has a head with
        place, agency and day, or if there is but one, and nobody signed it.
    """
    found = blocks([body])
    texts = [block.text for block in found]
    whole = "\n".join(texts)
    if len(whole) > _LONGEST or not any(map(head_of, texts)):
        return None
    page = page_of(lines(whole))
    if page is None or (len(page.parts) < 2 and not (page.parts[0].byline and page.parts[0].lines)):
        return None
    reading = read_plain(whole.encode(), received=received)
    known = {block.text: block for block in reversed(found)}
    bodies = (tuple(known.get(block.text, block) for block in one.body) for one in reading.versions)
    versions = tuple(replace(one, body=body) for one, body in zip(reading.versions, bodies, strict=True))
    return replace(reading, format="html", versions=versions)
