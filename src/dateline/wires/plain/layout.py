"""The lines of a text page: paragraphs made whole, page furniture dropped."""

import re
from itertools import pairwise

from msgspec import Struct

from dateline.wires.typed import hyphen

#: A text wrapped by hand is no wider than this.
_WIDEST = 100
#: Where the widest line is so wide, one sentence that goes on in the next line is enough to tell.
_TYPED = 60
#: What opens a point of a list.
POINT = re.compile(r"(?:[-–—*•·‣▪]|(?P<number>\d{1,2})[.)])\s+(?=\S)")


def word_set(words: str) -> frozenset[str]:
    """*words*, typed one after the other."""
    return frozenset(words.split())


class Line(Struct, frozen=True):
    """One line, which holds a whole paragraph, heading or head."""

    #: Its place in the file, from 1.
    number: int
    text: str
    #: True where a blank line or page furniture stands before it.
    apart: bool = False
    #: Its first typed line, with its gaps.
    typed: str = ""

    @property
    def words(self) -> int:
        """How many words it has."""
        return self.text.count(" ") + 1


def lines(text: str) -> tuple[Line, ...]:
    """
    The lines of *text* that hold words, white space folded, wrapped paragraphs made one.

    Lines without a letter or digit are furniture and are dropped, as are the bars at a line's edges.
    """
    raw = text.split("\n")
    width = _wrapped_at(raw)
    found: list[_Typed] = []
    apart, before = True, ""
    for number, line in enumerate(raw, 1):
        words = _cleaned(line)
        if not words:
            apart, before = True, ""
            continue
        if before and (_continues(before, line, width) or _is_hanging(found[-1].pieces[0], line)):
            _go_on(found[-1].pieces, words)
        else:
            found.append(_Typed(number, [words], apart, line.rstrip()))
        apart, before = False, line.rstrip()
    return tuple(Line(one.number, "".join(one.pieces), one.apart, one.typed) for one in found)


class _Typed(Struct):
    """A line while those that it goes on with are gathered."""

    number: int
    pieces: list[str]
    apart: bool
    typed: str


def _go_on(pieces: list[str], words: str) -> None:
    """Go on with *words*; what ends within a word has no space there."""
    glue = hyphen(pieces[-1], words) if pieces[-1][-1] == "-" else None
    if glue is None:
        pieces += (" ", words)
    else:
        pieces[-1] = f"{pieces[-1][:-1]}{glue}"
        pieces.append(words)


def _is_hanging(point: str, line: str) -> bool:
    """True if a *line* is set in below the *point* of a list, which it goes on with."""
    return line.startswith("  ") and POINT.match(point) is not None and POINT.match(line.lstrip()) is None


def _cleaned(line: str) -> str:
    """The words of *line*, without bars and dots at its edges; empty if it has none."""
    if not any(character.isalnum() for character in line):
        return ""
    text = " ".join(line.split())
    inner = text.lstrip(" .•*·|")
    if "|" in text[: len(text) - len(inner)]:
        text = inner
    bar = text.find("|", len(text.rstrip(" .|")))
    return text if bar < 0 else text[:bar].rstrip()


def _wrapped_at(raw: list[str]) -> int:
    """The width that the text was wrapped at; 0 where each line is a paragraph."""
    width = max((len(line.rstrip()) for line in raw if len(line.rstrip()) <= _WIDEST), default=0)
    broken = sum(_continues(one, other, width) and other[:1].islower() for one, other in pairwise(raw))
    return width if broken >= (1 if width >= _TYPED else 2) else 0


def _continues(before: str, line: str, width: int) -> bool:
    """True if *before* was only ended because the first word of *line* had no room on it."""
    if not width or not line.strip() or line[:1].isspace() or len(before.rstrip()) < width / 2:
        return False
    if before[-1:] == "-" and hyphen(before, line) is not None:
        return True
    return len(before.rstrip()) + 1 + len(line.split(maxsplit=1)[0]) > width
