"""A story's lines → blocks: headings of sections, paragraphs that can be read, lists and tables."""

import re
from collections.abc import Iterator

from dateline.news.blocks import Block, heading, paragraph
from dateline.wires.plain.layout import POINT, Line
from dateline.wires.sentences import sentences
from dateline.wires.typed import has_columns, is_tabular, listed, table

#: A paragraph made by us is closed at so many words, or at so many sentences.
_WORDS, _SENTENCES = 45, 3
#: A last paragraph of fewer words is joined to the one before it.
_SHORTEST = 16
#: A heading without dashes has at most so many words.
_CROSSHEAD = 6
#: "About Aldery Cooperage": what press releases end with.
_ABOUT = re.compile(r"(?:About|Über|À propos d[eu]|Acerca de|Sobre|Over|Om)\s+[^\W\d_a-z]")
#: However a quotation is left open, a paragraph is closed at so many sentences.
_AT_MOST = 12
_TITLE = r"(?:\d{4}\s[-–—]\s)?[^\s.](?:(?!\s[-–—]\s|[.!?]\s(?!(?<=[!?]\s)[-–—]\s)).){0,80}?"
#: ``- 1850: oil -`` between two sentences.
_SECTION = re.compile(rf"(?:^|(?<=[.!?…\"'”’)])\s)[-–—]\s(?P<title>{_TITLE})\s[-–—](?:\s+(?=[\"'“‘(\[]?[^\W_a-z])|$)")
_MARKED = re.compile(rf"\s[-–—]\s(?P<title>{_TITLE})\s[-–—]\s(?=[\"'“‘(\[]?[^\W_a-z])")
_SPEECH = re.compile(r"^[\"“«].*[\"”»]$", re.DOTALL)


def has_sections(line: str) -> bool:
    """True if *line* holds the heading of a section between dashes, as agencies set them."""
    return any(_is_title(found["title"]) for found in _SECTION.finditer(line))


def first_mark(line: str) -> int | None:
    """Where the first section of *line* begins, also where no sentence ends before it; None if it has no sections."""
    return next((found.start() for found in _MARKED.finditer(line) if _is_title(found["title"])), None)


def _is_title(text: str) -> bool:
    return text.count(" ") < 10 and not text[0].islower() and any(character.isalnum() for character in text)


def blocks(lines: list[str]) -> tuple[Block, ...]:
    """
    The body that *lines* make.

    Args:
        lines: A part's own lines; one alone is broken into paragraphs, several are paragraphs already.
    """
    if len(lines) < 2:
        return tuple(block for line in lines for block in _of_line(line, whole=False))
    return tuple(
        block
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        for block in ([heading(line)] if _is_crosshead(line, following) else _of_line(line, whole=True))
    )


def shaped(lines: tuple[Line, ...]) -> tuple[Block, ...]:
    """The body that a single story's *lines* make: `blocks`, with lists and tables between them."""
    found: list[Block] = []
    prose: list[str] = []
    at = 0
    while at < len(lines):
        count, block = _table(lines, at) or _list(lines, at) or (1, None)
        if block is None:
            prose.append(lines[at].text)
        else:
            # Beside others a line is a paragraph, and no text run together.
            found += [*blocks([*prose, ""]), block]
            prose = []
        at += count
    return (*found, *blocks([*prose, ""] if found else prose))


def _table(lines: tuple[Line, ...], at: int) -> tuple[int, Block] | None:
    """How many lines from *at* on are rows, and their table."""
    end = at
    while end < len(lines) and has_columns(lines[end].typed.strip()) and (end == at or not lines[end].apart):
        end += 1
    rows = [line.typed for line in lines[at:end]]
    return (len(rows), table(rows)) if is_tabular(rows) else None


def _list(lines: tuple[Line, ...], at: int) -> tuple[int, Block] | None:
    """How many lines from *at* on are points of one list, and the list."""
    first = POINT.match(lines[at].text)
    numbered = first is not None and first["number"] is not None
    points: list[str] = []
    for line in lines[at:]:
        found = POINT.match(line.text)
        if found is None or found["number"] != (str(len(points) + 1) if numbered else None):
            break
        points.append(line.text[found.end() :])
    if len(points) < 2 or any(point.endswith((" -", " –", " —")) for point in points):
        return None
    return len(points), listed(points, numbered=numbered)


def _is_crosshead(line: str, following: str) -> bool:
    """True if *line* is a heading without dashes: a few words with no stop, above a paragraph."""
    size = line.count(" ") + 1
    if size > _CROSSHEAD or not line[:1].isupper() or not line[-1].isalnum():
        return False
    if following.count(" ") > size + 5:
        return True
    about = _ABOUT.match(line) is not None and following.count(" ") > size
    return about or (following != "" and line.isupper() and size > 1 and not following.isupper())


def _of_line(line: str, *, whole: bool) -> Iterator[Block]:
    start = 0
    for found in _SECTION.finditer(line):
        if _is_title(found["title"]):
            yield from _paragraphs(line[start : found.start()], whole=whole)
            yield heading(found["title"].strip())
            start = found.end()
    yield from _paragraphs(line[start:], whole=whole)


def _paragraphs(text: str, *, whole: bool) -> Iterator[Block]:
    text = text.strip()
    if not text:
        return
    if whole:
        yield paragraph(text)
        return
    for group in _without_tail(list(_grouped(sentences(text)))):
        yield paragraph(" ".join(group))


def _grouped(parts: tuple[str, ...]) -> Iterator[list[str]]:
    """Sentences in groups of a few: no quotation is cut, and words of a quotation alone stay with who said them."""
    group: list[str] = []
    words, depth = 0, 0
    for at, part in enumerate(parts):
        group.append(part)
        words += part.count(" ") + 1
        depth = _open_after(part, depth)
        following = parts[at + 1] if at + 1 < len(parts) else ""
        full = words >= _WORDS or len(group) >= _SENTENCES
        if (full and not depth and not _SPEECH.match(following)) or len(group) >= _AT_MOST:
            yield group
            group, words, depth = [], 0, 0
    if group:
        yield group


def _without_tail(groups: list[list[str]]) -> list[list[str]]:
    """A last sentence too short for a paragraph goes with the one before."""
    if len(groups) > 1 and sum(part.count(" ") + 1 for part in groups[-1]) < _SHORTEST:
        return [*groups[:-2], [*groups[-2], *groups[-1]]]
    return groups


def _open_after(part: str, depth: int) -> int:
    """How many quotations are open after *part*, of *depth* before it."""
    straight = (depth + part.count('"')) % 2 if "“" not in part and "”" not in part else depth
    return max(straight + part.count("“") - part.count("”"), 0)
