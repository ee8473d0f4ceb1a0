"""The lines of a text page: paragraphs made whole, page furniture dropped."""

from itertools import pairwise

from msgspec import Struct

#: A text wrapped by hand is no wider than this.
_WIDEST = 100


class Line(Struct, frozen=True):
    """One line, which holds a whole paragraph, heading or head."""

    #: Its place in the file, from 1.
    number: int
    text: str
    #: True where a blank line or page furniture stands before it.
    apart: bool = False

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
    found: list[tuple[int, list[str], bool]] = []
    apart, before = True, ""
    for number, line in enumerate(raw, 1):
        words = _cleaned(line)
        if not words:
            apart, before = True, ""
            continue
        if before and _continues(before, line, width):
            found[-1][1].append(words)
        else:
            found.append((number, [words], apart))
        apart, before = False, line.rstrip()
    return tuple(Line(number, " ".join(words), apart) for number, words, apart in found)


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
    return width if broken >= 2 else 0


def _continues(before: str, line: str, width: int) -> bool:
    """True if *before* was only ended because the first word of *line* had no room on it."""
    if not width or not line.strip() or line[:1].isspace() or len(before.rstrip()) < width / 2:
        return False
    return len(before.rstrip()) + 1 + len(line.split(maxsplit=1)[0]) > width
