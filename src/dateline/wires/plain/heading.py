"""What stands above a single story: instructions, keywords, a headline of one typed line or two, one below it."""

import re
from typing import Final

from msgspec import Struct

from dateline.wires.advisory import is_instruction
from dateline.wires.dateline import split_dateline
from dateline.wires.plain.heads import byline_of
from dateline.wires.plain.layout import Line
from dateline.wires.sentences import sentences

#: A first line of more words is text, and the story has no headline; one that ends like a sentence, of fewer.
_LONGEST, _LONGEST_SENTENCE = 40, 25
#: Above a headline stand so many lines.
_MOST: Final = 6
#: In letters; a headline that was broken at a margin is longer.
_BROKEN: Final = 35
#: What a press release opens with, whosever it is.
_RELEASE = re.compile(
    r"[*\s]*(?:for\s+immediate\s+release|(?:press|media|news)\s+(?:release|statement)|pressemitteilung|presseinformation"
    r"|medienmitteilung|communiqué(?:\s+de\s+presse)?|nota\s+de\s+prensa|comunicado(?:\s+de\s+prensa)?|comunicato\s+stampa"
    r"|persbericht|pressmeddelande|pressemelding|pressemeddelelse)[*:.\s]*",
    re.IGNORECASE,
)
#: ``Hafen/Verkehr/``: keywords, and no headline.
_KEYWORDS = re.compile(r"[\w-]+(?:/[\w-]+)+/?")
_STOPS: Final = (".", "!", "?", '."', ".”", ".»", "。")


class Heading(Struct, frozen=True):
    """The lines above a story, sorted."""

    headline: str = ""
    #: A second one, under the first.
    below: str = ""
    slug: str = ""
    #: The line of instructions above the headline.
    words: str = ""
    #: "FOR IMMEDIATE RELEASE".
    notes: tuple[str, ...] = ()


def heading_of(lines: tuple[Line, ...], *, told: str) -> tuple[Heading, tuple[Line, ...]]:
    """
    Sort what stands above a story.

    Args:
        lines: A story's own.
        told: The headline that a header line tells; the lines have none then.
    Returns:
        What was found, and the lines that follow it.
    """
    words = slug = ""
    notes: list[str] = []
    for _ in range(min(_MOST, len(lines) - 1)):
        text = lines[0].text
        if not words and is_instruction(text):
            words = text
        elif _RELEASE.fullmatch(text):
            notes.append(text)
        elif not slug and _KEYWORDS.fullmatch(text) and not told:
            slug = text.strip("/")
        else:
            break
        lines = lines[1:]
    headline, below = told, ""
    if not told and lines and not _is_text(lines[0]):
        headline, below, lines = _headlines(lines)
    return Heading(headline, below, slug, words, tuple(notes)), lines


def _is_text(line: Line) -> bool:
    """True if a first *line* is the text's own."""
    if line.words > _LONGEST or split_dateline(line.text)[0]:
        return True
    return line.text.endswith(_STOPS) and (line.words > _LONGEST_SENTENCE or len(sentences(line.text)) > 2)


def _headlines(lines: tuple[Line, ...]) -> tuple[str, str, tuple[Line, ...]]:
    """The headline, the one below it, and the lines that follow."""
    first, rest = lines[0], lines[1:]
    if not rest or not _stands_with(rest):
        return first.text, "", rest
    second = rest[0]
    shouted = first.text.isupper() and second.text.isupper()
    if len(first.text) >= _BROKEN and (shouted or second.text[0].islower()):
        return f"{first.text} {second.text}", "", rest[1:]
    if second.text.endswith((*_STOPS, ":", ",")) or shouted != first.text.isupper():
        return first.text, "", rest
    return first.text, second.text, rest[1:]


def _stands_with(lines: tuple[Line, ...]) -> bool:
    """True if the first of *lines* stands with the headline above it, and what follows does not."""
    line = lines[0]
    if line.apart or line.words > _LONGEST_SENTENCE or len(lines) < 2 or not lines[1].apart:
        return False
    return (
        not byline_of(line.text.partition(" | ")[0])
        and not split_dateline(line.text)[0]
        and "(" not in line.text[:_BROKEN]
    )
