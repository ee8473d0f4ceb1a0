"""A part's lines → blocks: headings of sections, and paragraphs that can be read."""

import re
from collections.abc import Iterator

from dateline.news.blocks import Block, heading, paragraph
from dateline.wires.sentences import sentences

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
