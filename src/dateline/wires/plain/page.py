"""A text page of several parts: which lines belong to which part."""

import re

from msgspec import Struct, structs

from dateline.news.wire import Dateline, Role
from dateline.wires.plain import furniture
from dateline.wires.plain.borders import border
from dateline.wires.plain.heads import DOTS, Head, byline_of, end_of_teaser, head_of, split_byline
from dateline.wires.plain.layout import Line
from dateline.wires.plain.prose import first_mark, has_sections
from dateline.wires.sentences import sentences

#: A headline that stands on a line of its own has so many words.
_HEADLINE = range(4, 26)
#: A body's line of so many words is a whole story run together.
_LONG = 100
#: A backgrounder on one line has at least so many.
_SHORTEST = 30
#: One of fewer, down to so many, must have a border that is beyond doubt; after a story on one line, nearly so.
_LEAST, _SURE, _NEARLY = 14, 6.2, 5.5
#: Under a footer's first line, a line of fewer words is its own too.
_SHORT = 12
#: Where fewer lines follow a head, each is a part run together; more of them are paragraphs.
_FEW = 5
#: A paragraph has seldom more sentences.
_PARAGRAPH = 3
#: How sure a border must be: on a line with sections; after a story of one line; in the midst of paragraphs.
_SECTIONED, _AFTER_WHOLE, _AMID = 0.5, 3.0, 4.5


_RELATED = re.compile(
    r"(?:related|external|useful|further)\s+(?:links?|stories|articles|news|reading)\s*:?", re.IGNORECASE
)
#: In letters; shorter words in capitals may be an agency's or a body's.
_SECTION = 4
#: It opens with a capital, a figure or a single quote, and ends without a stop.
_BARE_HEADLINE = re.compile(r"['‘]?[^\W_a-z].*[\w'’?!%]")


class Part(Struct, eq=False):
    """One part of a page while its lines are gathered."""

    headline: str
    number: int
    lines: list[str]
    byline: str = ""
    dateline: Dateline | None = None
    role: Role = "related"

    @property
    def closed(self) -> bool:
        """True once a teaser's last words were seen."""
        return self.role == "teaser"


class Page(Struct, frozen=True):
    """The parts of a page in order, and the words around them."""

    parts: tuple[Part, ...]
    above: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()


class _Opened(Struct, frozen=True):
    """A head found among the lines: those from *first* to *last* are its own."""

    first: int
    last: int
    head: Head


def page_of(lines: tuple[Line, ...]) -> Page | None:
    """The parts that *lines* hold; None if no line has the head of a part: place, agency and day."""
    opened = _openings(lines)
    if not opened:
        return None
    parts: list[Part] = []
    footer: list[str] = []
    ends = [one.first for one in opened[1:]] + [len(lines)]
    for one, end in zip(opened, ends, strict=True):
        found, aside = _segment(one, lines[one.last + 1 : end], lines[one.first].number, is_last=end == len(lines))
        parts += found
        footer += aside
    above = tuple(line.text for line in lines[: opened[0].first] if not furniture.is_links(line.text))
    return Page(_with_roles(parts), above, tuple(footer))


def _openings(lines: tuple[Line, ...]) -> list[_Opened]:
    found: list[_Opened] = []
    free = 0
    for at, line in enumerate(lines):
        head = head_of(line.text)
        if head is None:
            continue
        opened = _with_lines_before(lines, at, free, head)
        if opened.head.headline:
            found.append(_with_byline_after(lines, opened))
            free = found[-1].last + 1
    return found


def _with_lines_before(lines: tuple[Line, ...], at: int, free: int, head: Head) -> _Opened:
    """The head that ends on line *at*, with its byline and headline from the lines before, down to *free*."""
    first = at
    if not head.headline and not head.byline and first > free and byline_of(lines[first - 1].text):
        first -= 1
        head = structs.replace(head, byline=byline_of(lines[first].text))
    if not head.headline and first > free and _is_headline(lines[first - 1].text):
        first -= 1
        headline, byline = split_byline(lines[first].text) if not head.byline else (lines[first].text, head.byline)
        head = structs.replace(head, headline=headline, byline=byline)
    return _Opened(first, at, head)


def _with_byline_after(lines: tuple[Line, ...], opened: _Opened) -> _Opened:
    following = lines[opened.last + 1].text if opened.last + 1 < len(lines) else ""
    byline = "" if opened.head.byline or opened.head.rest else byline_of(following)
    return _Opened(opened.first, opened.last + 1, structs.replace(opened.head, byline=byline)) if byline else opened


def _is_headline(text: str) -> bool:
    return text.count(" ") < _HEADLINE.stop and not text.endswith((".", ",", ";", ":")) and end_of_teaser(text) is None


def _segment(opened: _Opened, lines: tuple[Line, ...], number: int, *, is_last: bool) -> tuple[list[Part], list[str]]:
    """The part that *opened* begins and those without a head that follow it, and what is no part."""
    head = opened.head
    part = Part(head.headline, number, [], head.byline, head.dateline)
    parts = [part]
    aside: list[str] = []
    if head.rest:
        _add(part, head.rest)
    few = _are_few(lines)
    linked = _linked(lines) | (set() if is_last else _section_name(lines))
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if at in linked or _is_aside(line, parts[-1], closing=is_last and bool(aside)):
            aside.append(line.text)
        elif new := _unmarked(line, following, parts[-1], few=few):
            parts.append(new)
        elif parts[-1].closed:
            aside.append(line.text)
        else:
            _add(parts[-1], line.text)
    return parts, [text for text in aside if not furniture.is_links(text)]


def _linked(lines: tuple[Line, ...]) -> set[int]:
    """The places of links: short lines without a stop, below a heading of links."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        above = at - 1 in found or (at > 0 and _RELATED.fullmatch(lines[at - 1].text) is not None)
        if above and line.words < _SHORT and line.text[-1] not in '.!?"”':
            found.add(at)
    return found


def _section_name(lines: tuple[Line, ...]) -> set[int]:
    """The place of a last line that names the section of the part below it, in capitals."""
    last = lines[-1].text if lines else ""
    return {len(lines) - 1} if last.isupper() and last.isalpha() and len(last) > _SECTION else set()


def _are_few(lines: tuple[Line, ...]) -> bool:
    """True if *lines*, after the first, may each be a part: they are few, and none is a short paragraph."""
    own = [line for line in lines if not _is_furniture(line.text)][1:]
    return len(own) < _FEW and not any(
        line.words < _SHORTEST and line.text[-1] in '.!?"”' and not has_sections(line.text) for line in own
    )


def _is_furniture(text: str, sure: int = 3) -> bool:
    return furniture.is_links(text) or furniture.is_footer(text, sure=sure) or furniture.is_appeal(text)


def _is_whole(part: Part, *, few: bool) -> bool:
    """True if *part* is on one line that holds more than a paragraph does."""
    if len(part.lines) != 1:
        return False
    return part.lines[0].count(" ") >= _LONG or (few and len(sentences(part.lines[0])) > _PARAGRAPH)


def _add(part: Part, text: str) -> None:
    end = end_of_teaser(text)
    if end is not None:
        part.role = "teaser"
        text = text[:end].rstrip()
    if text:
        part.lines.append(text)
    elif part.lines:
        part.lines[-1] = re.sub(rf"\s*{DOTS}$", "", part.lines[-1])


def _is_aside(line: Line, part: Part, *, closing: bool) -> bool:
    """True if *line* is the page's, not a part's; after a footer's first line the rest is *closing*."""
    return _is_furniture(line.text, 2 if part.closed or closing else 3) or (closing and line.words < _SHORT)


def _unmarked(line: Line, following: Line | None, part: Part, *, few: bool) -> Part | None:
    """The backgrounder that begins at *line*, with no source of its own; None if the line goes on with *part*."""
    if not part.lines:
        return None
    if _is_bare_headline(line, following):
        return Part(line.text, line.number, [], role="backgrounder")
    split = _split(line, part, few=few)
    if split is None:
        return None
    new = Part(split[0], line.number, [], role="backgrounder")
    _add(new, split[1])
    return new


def _is_bare_headline(line: Line, following: Line | None) -> bool:
    """True if *line* is a headline alone: some words without a stop, above a longer line."""
    if line.words not in _HEADLINE or following is None or not _BARE_HEADLINE.fullmatch(line.text):
        return False
    return following.words > line.words and not furniture.is_footer(following.text)


def _split(line: Line, part: Part, *, few: bool) -> tuple[str, str] | None:
    """Headline and text, if *line* is a part on one line."""
    whole = _is_whole(part, few=few)
    teaser = end_of_teaser(line.text) is not None and (whole or len(part.lines) > 1)
    short = line.words < _SHORTEST and not teaser and not has_sections(line.text)
    if short and line.words < _LEAST:
        return None
    mark = first_mark(line.text)
    if mark is not None and line.text[:mark].count(" ") < _HEADLINE.stop and line.text[mark - 1] not in '.!?"”':
        return line.text[:mark], line.text[mark:].lstrip()
    found = border(line.text)
    if found is None:
        return None
    if short:
        needed = _NEARLY if len(part.lines) == 1 else _SURE
    elif has_sections(line.text) or teaser:
        needed = _SECTIONED
    elif whole or part.closed:
        needed = _AFTER_WHOLE
    else:
        needed = _AMID if few or line.words >= _LONG else float("inf")
    return (found.headline, found.rest) if found.score >= needed else None


def _with_roles(parts: list[Part]) -> tuple[Part, ...]:
    """The first full part with a head is the page's main story."""
    for part in parts:
        if part.dateline is not None and part.role == "related":
            part.role = "main"
            break
    return tuple(parts)
