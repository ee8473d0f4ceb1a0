"""What a wire sets before a text's first sentence: advisories to the desk, a byline, the dateline."""

import re
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.wire import Dateline
from dateline.wires.advisory import is_for_desk
from dateline.wires.opening import byline_of, without_dateline

#: A dateline stands in one of so many first blocks, or nowhere.
_FURTHEST: Final = 8
_WORDS = re.compile(r"\W+")
_FIRST_WORD = re.compile(r"\W*(\w+)")
#: "By" and two to a dozen words that names and their agencies are made of.
_BYLINE = re.compile(
    r"(?:By|BY|Von|VON|Par|PAR|Por|POR|Door|Av|Af)(?:\s+(?:[^\W\d_a-zà-ÿ][\w.'’-]*,?|and|und|et|y|e|en|och|og|de|da|van|von|der"
    r"|in|at|of|the|for|/|-)){2,12}(?:, [a-z]{2,5})?"
)


class Preamble(Struct, frozen=True):
    """A body, and what stood before its first sentence."""

    body: tuple[Block, ...]
    dateline: Dateline | None
    #: As found in the body, without "by"; or as given.
    byline: str
    #: As given; empty where it only repeated the headline or the first paragraph.
    standfirst: str
    #: Advisories, for the desk only.
    notes: tuple[str, ...] = ()


def same_words(one: str, other: str) -> bool:
    """True if two texts have the same words, whatever their case and marks; two without words do not."""
    first, second = _FIRST_WORD.match(one), _FIRST_WORD.match(other)
    if first is None or second is None or first[1].casefold() != second[1].casefold():
        return False
    if one == other:
        return True
    words = _WORDS.sub(" ", one).strip().casefold()
    return words != "" and words == _WORDS.sub(" ", other).strip().casefold()


def take_preamble(
    body: tuple[Block, ...], headline: str, byline: str, standfirst: str, *, language: str, day_hint: date
) -> Preamble:
    """
    Take off a *body* what has a field of its own.

    Args:
        headline: Where the body repeats it first, it is taken off.
        byline: As the source's field has it; a byline before the dateline fills it where it is empty.
        standfirst: As the source's field has it.
        language: BCP 47.
        day_hint: A day near the text's, for datelines without a year.
    Returns:
        The body from its first sentence; every word taken off it is in another field.
    """
    if body and same_words(body[0].text, headline):
        body = body[1:]
    before: list[Block] = []
    notes: list[str] = []
    dateline, rest = None, body[_FURTHEST:]
    for place, block in enumerate(body[:_FURTHEST]):
        text = block.text
        dateline, opened = without_dateline(block, text, day_hint=day_hint)
        if dateline is not None:
            rest = (*opened, *body[place + 1 :])
            break
        if is_for_desk(text):
            notes.append(text)
        elif _is_byline(block, text) and (not byline or same_words(byline_of(text, language), byline)):
            byline = byline or byline_of(text, language)
        elif _may_precede(block, text) or same_words(text, standfirst):
            before.append(block)
        else:
            rest = body[place:]
            break
    if dateline is not None and before and same_words(before[0].text, standfirst):
        before = before[1:]
    kept = (*before, *rest)
    if standfirst and (same_words(standfirst, headline) or (kept and same_words(kept[0].text, standfirst))):
        standfirst = ""
    return Preamble(kept, dateline, byline, standfirst, tuple(notes))


def take_advisories(body: tuple[Block, ...], headline: str) -> tuple[tuple[str, ...], tuple[Block, ...]]:
    """
    Take off a *body* the lines above it that are for the desk, and the *headline* where they follow its repetition.

    Returns:
        The lines, and the body without them; as it was where it has none.
    """
    rest = body[1:] if body and same_words(body[0].text, headline) else body
    count = next((n for n, block in enumerate(rest[:_FURTHEST]) if not is_for_desk(block.text)), len(rest[:_FURTHEST]))
    return (tuple(block.text for block in rest[:count]), rest[count:]) if count else ((), body)


def _is_byline(block: Block, text: str) -> bool:
    return block.kind == "paragraph" and bool(_BYLINE.fullmatch(text)) and text[-1] != "."


def _may_precede(block: Block, text: str) -> bool:
    """True of headings, of the points of a summary, and of cautions in capitals: some set them before the dateline."""
    return block.kind in ("heading", "list") or text.startswith(("*", "•", "- ")) or text.isupper()


def joined(opening: Dateline | None, beside: Dateline | None) -> Dateline | None:
    """The dateline that opened the body, with what the source's field *beside* it adds; else that field's."""
    if opening is None or beside is None:
        return opening or beside
    return replace(
        opening,
        place=opening.place or beside.place,
        agencies=opening.agencies or beside.agencies,
        day=opening.day or beside.day,
    )
