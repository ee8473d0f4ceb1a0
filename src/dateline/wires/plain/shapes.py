"""What typed lines make: lists and tables, and prose between them."""

from collections.abc import Iterator
from html import escape

from dateline.news.blocks import Block
from dateline.wires.plain.layout import POINT, Line
from dateline.wires.plain.prose import blocks
from dateline.wires.typed import has_columns, is_tabular, table


def shaped(lines: tuple[Line, ...]) -> tuple[Block, ...]:
    """
    The body that *lines* make.

    Args:
        lines: A story's own lines; one alone is broken into paragraphs, several are paragraphs already.
    """
    found: list[Block] = []
    prose: list[str] = []
    at = 0
    while at < len(lines):
        count, block = _table(lines, at) or _list(lines, at) or (1, None)
        if block is None:
            prose.append(lines[at].text)
        else:
            found += [*_prose(prose, whole=True), block]
            prose = []
        at += count
    return (*found, *_prose(prose, whole=bool(found)))


def _prose(lines: list[str], *, whole: bool) -> Iterator[Block]:
    """The blocks of *lines*; none of them is more than a paragraph where others stand beside them."""
    # A blank line below the last tells that it is no text run together.
    yield from blocks([*lines, ""] if whole and len(lines) == 1 else lines)


def _table(lines: tuple[Line, ...], at: int) -> tuple[int, Block] | None:
    """How many lines from *at* on are rows, and their table."""
    end = at
    while end < len(lines) and has_columns(lines[end].typed.strip()) and (end == at or not lines[end].apart):
        end += 1
    rows = [line.typed for line in lines[at:end]]
    return (len(rows), table(rows)) if len(rows) > 1 and is_tabular(rows) else None


def _list(lines: tuple[Line, ...], at: int) -> tuple[int, Block] | None:
    """How many lines from *at* on are points of one list, and the list."""
    points: list[str] = []
    numbered = False
    for place in range(at, len(lines)):
        line = lines[place]
        found = POINT.match(line.text)
        if found is None or (points and numbered != bool(found["number"])):
            break
        if found["number"] and int(found["number"]) != len(points) + 1:
            break
        numbered = bool(found["number"])
        points.append(line.text[found.end() :])
    if len(points) < 2 or any(point.endswith((" -", " –", " —")) for point in points):
        return None
    tag = "ol" if numbered else "ul"
    items = "".join(f"<li>{escape(point, quote=False)}</li>" for point in points)
    return len(points), Block("list", f"<{tag}>{items}</{tag}>")
