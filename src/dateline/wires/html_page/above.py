"""What pages set above a text's first sentence: headline, byline and time once more, the name of an office."""

from datetime import date
from typing import Final

from dateline.news.blocks import Block, paragraph, plain
from dateline.news.wire import Version
from dateline.wires.dateline import split_dateline
from dateline.wires.html_page.byline import is_title
from dateline.wires.html_page.moments import is_moment
from dateline.wires.opening import byline_of
from dateline.wires.preamble import Preamble, same_words, take_preamble

#: Headline, byline and time stand among so many first blocks, and are no longer, in letters.
_FIRST: Final = 5
_LONGEST_SIGN: Final = 400
_LONGEST_LINE: Final = 80


def opening_of(
    body: tuple[Block, ...], headline: str, standfirst: str, told: Version, day: date
) -> tuple[Preamble, dict[str, str]]:
    """
    Take off a *body* what has a field of its own.

    Args:
        told: What the page says to machines: byline and language.
        day: A day near the text's, for datelines without a year.
    Returns:
        The body from its first sentence; the writer's title (``byttl``, as NITF calls it), and the lines above the
        dateline that have no field, a line each (``above``).
    """
    first = [line for block in body[:_FIRST] for line in _lines(block, headline)]
    kept, title = _unsigned(first, headline, told)
    above, below = _parted((*kept, *body[_FIRST:]), standfirst, day)
    names = {line: byline_of(line, told.language) for line in above}
    byline = told.byline or next((who for line, who in names.items() if who != line), "")
    opening = take_preamble(below, headline, byline, standfirst, language=told.language, day_hint=day)
    return opening, {"above": "\n".join(line for line, who in names.items() if who != byline), "byttl": title}


def _lines(block: Block, headline: str) -> tuple[Block, ...]:
    """The lines of a *block* that opens with headline or byline, as pages without styles set them."""
    first = plain(block.html.partition("<br>")[0]) if "<br>" in block.html and len(block.html) < _LONGEST_SIGN else ""
    if not first or not (same_words(first, headline) or byline_of(first) != first):
        return (block,)
    return tuple(paragraph(words) for line in block.html.split("<br>") if (words := plain(line)))


def _unsigned(first: list[Block], headline: str, told: Version) -> tuple[list[Block], str]:
    """The *first* blocks without headline, byline and time, which have fields; and the writer's title."""
    kept: list[Block] = []
    title, signed = "", False
    for block in first:
        text = block.text
        short = block.kind in ("paragraph", "heading") and len(text) <= _LONGEST_SIGN
        name = byline_of(text, told.language) if short else text
        if short and signed and is_title(text):
            title = text
        elif short and same_words(name, told.byline):
            signed = True
        elif not short or not (same_words(text, headline) or is_moment(text)):
            kept.append(block)
            signed = name != text
    return kept, title


def _parted(body: tuple[Block, ...], standfirst: str, day: date) -> tuple[list[str], tuple[Block, ...]]:
    """The lines above the dateline that are no sentences, such as an office's name; and the *body* without them."""
    above: list[str] = []
    for place, block in enumerate(body[:_FIRST]):
        text = block.text
        if block.kind == "paragraph" and split_dateline(text, day_hint=day)[0] is not None:
            return above, body[place:]
        short = len(text) <= _LONGEST_LINE and text[-1:] not in '.!?…"”»。'
        # Cautions and points of a summary go with the text.
        own = text.isupper() or text[0] in "(*•-" or same_words(text, standfirst)
        if block.kind != "paragraph" or not short or own:
            break
        above.append(text)
    return [], body
