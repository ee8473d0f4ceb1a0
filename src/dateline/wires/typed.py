"""Typed lines as blocks: where a paragraph ends, which line ends were meant, what is a list and what a table."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Final

from msgspec import Struct

from dateline.news.blocks import Block, heading
from dateline.wires.letters import escaped, fold

#: Typed lines are so long, at least and at most; longer ones are paragraphs.
_MARGIN: Final = (50, 100)
#: A typist goes to a new line this near to the margin at the earliest.
_NEARLY: Final = 0.8
_MOST_COLUMNS: Final = 40
#: In letters of HTML, a heading and the paragraph below it; and in words, the heading.
_HEADING, _LONG, _FEW = 56, 90, 6
#: What a sentence ends with.
_STOPS: Final = '.!?"”»'
_MARKS: Final = "-*•·–_"
#: How points of a list begin, and the first of those that are numbered.
_POINTS: Final = frozenset(f"{mark}{blank}" for mark in _MARKS for blank in " \t")
_FIRST_NUMBER: Final = frozenset({"1.", "1)"})
_COLUMNS = re.compile(r"\s*(?:\.{4,}|\.(?: \.){3,})\s*| {2,}|\t\s*")
#: What rules are made of.
_RULED: Final = " \t_*-=~\x7f"
_POINT = re.compile(r"(?:[-*•·–]|_(?=\s))\s+(?=\S)")
_NUMBER = re.compile(r"(?P<n>\d{1,2})[.)]\s+(?=\S)")
_PREFIX_WORDS = """
self well long short half non ex vice semi anti co pro pre post multi all cross north south east west left right far
near high low mid full part so then once one two three four five six seven eight nine ten twenty thirty forty fifty
hundred first second third last much often newly old new anglo peut est celui celle ceux dit fait là
"""
#: What keeps its hyphen where a line ends with it: "self-", "long-", "three-".
_PREFIXES = frozenset(_PREFIX_WORDS.split())
_AND_WORDS = "und oder bzw and or to et ou y e o og och en i"
#: Before these a hyphen stands for the rest of a word: "Haupt- und Nebenbahn".
_AND = frozenset(_AND_WORDS.split())
_ENCLITIC_WORDS = "il elle on ils elles ce ci là t je tu nous vous être même moi lui"
_ENCLITICS = frozenset(_ENCLITIC_WORDS.split())
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"[^\W\d_]+(?=-\Z)")
#: "- Long wait -": what AFP sets above a part of its text.
_TITLE = re.compile(r"[-–]\s+(?P<words>\S.{1,70}?)\s+[-–]")


def width_of(lines: list[str]) -> int:
    """The margin that typed *lines* were broken at; 0 where each is a paragraph."""
    longest = max(map(len, lines), default=0)
    return 0 if longest > 2 * _MARGIN[1] else min(max(longest, _MARGIN[0]), 90)


def typed_blocks(lines: list[str]) -> list[Block]:
    """
    The blocks of typed *lines*.

    Blank lines and lines that are set in part paragraphs. A line end counts where the next word would have had room;
    points and columns become lists and tables.
    """
    lines = list(map(str.rstrip, lines))
    bare = list(map(str.lstrip, lines))
    begins = {line[:2] for line in bare}
    shape = _Shape(
        width_of(lines),
        columns=has_columns("\n".join(bare)),
        points=not begins.isdisjoint(_POINTS),
        numbered=not begins.isdisjoint(_FIRST_NUMBER),
        set_in=not {line[:1] for line in lines}.isdisjoint(" \t"),
    )
    found: list[Block] = []
    for worded, chunk in groupby(lines, _has_words):
        if worded:
            found.extend(_blocks(list(chunk), shape))
    return headed(_one_list(found) if shape.points else found)


class _Shape(Struct, frozen=True):
    """What a text has anywhere; what it has not, no paragraph need be asked for."""

    width: int
    columns: bool
    points: bool
    numbered: bool
    set_in: bool


def _has_words(line: str) -> bool:
    return line.strip(_RULED) != ""


def _blocks(chunk: list[str], shape: _Shape) -> Iterable[Block]:
    if shape.columns and len(chunk) > 1 and is_tabular(chunk):
        return (table(chunk),)
    if shape.set_in and len(chunk) > 1 and (chunk[0][0].isspace() or not shape.points):
        return (block for part in _set_in(chunk) for block in _part(part, shape))
    return _part(chunk, shape)


def _part(part: list[str], shape: _Shape) -> Iterable[Block]:
    """The blocks of lines that no other shape parts."""
    if shape.points:
        if len(part) == 1 and part[0].lstrip()[0] in "-–" and (title := _TITLE.fullmatch(part[0].strip())):
            return (heading(fold(title["words"])),)
        if (first := _first_point(part, shape.width)) is not None:
            return _pointed(part, first, shape.width)
    if shape.numbered and len(part) > 1 and (items := _numbered(part)):
        return (listed(items, numbered=True),)
    if shape.width:
        return (typed(part, shape.width),)
    return map(_paragraph, part)


def _one_list(found: list[Block]) -> list[Block]:
    """The blocks *found*, lists that follow each other made one."""
    kept: list[Block] = []
    for block in found:
        if block.kind == "list" and kept and kept[-1].kind == "list":
            block = Block("list", f"{kept.pop().html[:-5]}{block.html[4:]}")
        kept.append(block)
    return kept


def _set_in(chunk: list[str]) -> Iterator[list[str]]:
    """Paragraphs that no blank line parts: each opens with a line that is set in."""
    if all(line[0].isspace() for line in chunk):
        return ([line] for line in chunk) if all(line[-1] in _STOPS for line in chunk) else iter([chunk])
    parts: list[list[str]] = [[chunk[0]]]
    for line in chunk[1:]:
        if line[0].isspace():
            parts.append([line])
        else:
            parts[-1].append(line)
    return iter(parts)


def typed(lines: list[str], width: int) -> Block:
    """Typed *lines* as one paragraph, parted only where the next line's first word would have fitted."""
    if len(lines) > 1:
        lines = whole_words(lines)
    if len(lines) == 1:
        return _paragraph(lines[0])
    room = _NEARLY * width
    if min(map(len, lines[:-1])) + 2 > room:
        return _paragraph(" ".join(lines))
    text = lines[0].strip()
    for before, line in pairwise(lines):
        size = len(before)
        # A word has a letter at least: beyond this there is no need to look at it.
        meant = size + 2 <= room and size + 1 + len((line.split(None, 1) or [""])[0]) <= room
        text += f"\n{line.strip()}" if meant else f" {line.strip()}"
    pieces = escaped(text).split("\n")
    return Block("paragraph", f"<p>{'<br>'.join(map(fold, pieces))}</p>")


def _paragraph(text: str) -> Block:
    return Block("paragraph", f"<p>{escaped(fold(text))}</p>")


def whole_words(lines: list[str]) -> list[str]:
    """Typed *lines*, those that end within a word joined to the next."""
    if "-\n" not in "\n".join(lines):
        return lines
    kept: list[list[str]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if (glue := hyphen(before, line)) is None:
            kept.append([line])
        else:
            kept[-1][-1] = f"{kept[-1][-1].rstrip()[:-1]}{glue}"
            kept[-1].append(line.lstrip())
    return ["".join(pieces) for pieces in kept]


def hyphen(before: str, after: str) -> str | None:
    """
    What stands between two lines of which the first ends within a word: nothing, or the hyphen that is the word's own.

    Returns:
        None where *before* ends with a word.
    """
    last, first = _LAST_WORD.search(before.rstrip()), _FIRST_WORD.match(after.lstrip())
    if last is None:
        return None
    if first is None:
        return "-" if after.lstrip()[:1].isdigit() else None
    if first[0] in _AND:
        return "- "
    own = before[: last.start()].endswith(("-", "'", "’")) or last[0].casefold() in _PREFIXES or first[0] in _ENCLITICS
    return "-" if own or not first[0].islower() else ""


def _first_point(chunk: list[str], width: int) -> int | None:
    """The place of the first line that is a point of a list; a dash that a wrapped line begins with is none."""
    for place, line in enumerate(chunk):
        words = line.lstrip()
        if words[0] in _MARKS and _POINT.match(words):
            before = chunk[place - 1] if place else ""
            return place if not before or before[-1] == ":" or len(before) + 2 <= _NEARLY * width else None
    return None


def _pointed(chunk: list[str], first: int, width: int) -> Iterator[Block]:
    """Points as a list, and what stands above them as a paragraph."""
    if first:
        yield typed(chunk[:first], width or _MARGIN[0])
    points: list[list[str]] = []
    for line in chunk[first:]:
        if mark := _POINT.match(line.lstrip()):
            points.append([line.lstrip()[mark.end() :]])
        else:
            points[-1].append(line)
    yield listed(" ".join(whole_words(point)) for point in points)


def _numbered(lines: list[str]) -> list[str]:
    """The points of *lines* that are numbered from 1 on; empty where the first is not, or a number is left out."""
    points: list[list[str]] = []
    for line in lines:
        found = _NUMBER.match(line.lstrip())
        if found and int(found["n"]) == len(points) + 1:
            points.append([line.lstrip()[found.end() :]])
        elif not points:
            return []
        else:
            points[-1].append(line)
    return [" ".join(whole_words(point)) for point in points] if len(points) > 1 else []


def listed(points: Iterable[str], *, numbered: bool = False) -> Block:
    """A list of *points*, plain words each."""
    tag = "ol" if numbered else "ul"
    return Block("list", f"<{tag}><li>{_marked(points, '</li><li>')}</li></{tag}>")


def _marked(pieces: Iterable[str], between: str) -> str:
    """Plain *pieces* as HTML, with markup *between* them; they are escaped all at once, since tables have thousands."""
    return escaped("\0".join(map(fold, pieces))).replace("\0", between)


def is_tabular(lines: list[str]) -> bool:
    """True if most *lines* have columns."""
    columned = 0
    for line in lines:
        columned += has_columns(line.strip())
    return columned > 1 and 2 * columned >= len(lines)


def has_columns(line: str) -> bool:
    """True if gaps or leaders part a stripped *line*."""
    return "   " in line or "\t" in line or "...." in line or ". . . ." in line


def table(lines: list[str]) -> Block:
    """*lines* with columns as a table: by gaps where all have as many, else by where the columns stand."""
    rows = [_COLUMNS.split(line.strip()) for line in lines]
    if len({len(row) for row in rows}) > 1 and not any("\t" in line or ". ." in line or ".." in line for line in lines):
        rows = _by_place(lines) or rows
    return rows_table(rows)


def _by_place(lines: list[str]) -> list[list[str]]:
    """The cells of typed columns: a place that is blank in every line parts two; empty where only one is left."""
    widest = max(map(len, lines))
    used = [False] * (widest + 1)
    for line in lines:
        for word in re.finditer(r"\S+(?: \S+)*", line):
            used[word.start() : word.end()] = [True] * (word.end() - word.start())
    edges = [n for n in range(widest) if used[n] and (n == 0 or not used[n - 1])]
    if not 2 <= len(edges) <= _MOST_COLUMNS:
        return []
    return [[line[start:end].strip() for start, end in pairwise([*edges, widest])] for line in lines]


def rows_table(rows: Iterable[Iterable[str]]) -> Block:
    """A table of *rows* of plain words."""
    shown = "".join(f"<tr><td>{_marked(row, '</td><td>')}</td></tr>" for row in rows)
    return Block("table", f"<table>{shown}</table>")


def headed(found: list[Block]) -> list[Block]:
    """*found* with a few words between two paragraphs as a heading."""
    for place in range(1, len(found) - 1):
        block, following = found[place], found[place + 1]
        if len(block.html) < _HEADING and block.kind == following.kind == "paragraph" and len(following.html) >= _LONG:
            words = block.html[3:-4]
            ends = words[-1:].isalpha() or words.endswith(("»", "?"))
            if words.count(" ") < _FEW and words[:1].isupper() and ends and "<" not in words:
                found[place] = Block("heading", f"<h2>{words}</h2>")
    return found
