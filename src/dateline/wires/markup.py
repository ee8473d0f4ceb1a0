"""Agencies' markup (XHTML, NITF, cleaned HTML) into clean blocks, without losing a word."""

import html
import re
from collections.abc import Callable, Iterable
from typing import Final

from lxml import etree

from dateline.news.blocks import Block, BlockKind, plain, resolved
from dateline.wires.letters import escaped, fold, has_words, is_plain, is_typed, tidy, typed_paragraphs, unescaped
from dateline.wires.remembered import remembered
from dateline.wires.tags import CONTAINERS, INLINE, PARTS, UNSEEN, name_of, small

#: Deeper markup is kept as its words alone: no text needs it, and only mischief has it.
_DEEPEST: Final = 120

_HREF = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
_SPAN = re.compile(r"[1-9][0-9]{0,2}")


def blocks(elements: Iterable[etree._Element]) -> tuple[Block, ...]:
    """
    Make blocks of *elements*.

    Args:
        elements: XHTML, NITF or HTML elements of any namespace. What follows an element (its tail) is not
            part of it: to keep text that lies between paragraphs, pass the element around them.
    Returns:
        Paragraphs, headings, lists, quotes and tables in the order of the text. Pictures and media yield none,
        nor do scripts and forms; empty paragraphs yield nothing.
    """
    flow = _Flow()
    for element in elements:
        _element(element, flow, 0)
        flow.cut()
    return tuple(flow.blocks)


class _Flow:
    """Running text, cut into blocks as block elements come and go."""

    __slots__ = ("blocks", "marks", "parts", "preformatted")

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        #: The fragment so far.
        self.parts: list[str] = []
        #: The inline tags that are open, outermost first: how each opens and closes.
        self.marks: list[tuple[str, str]] = []
        self.preformatted = False

    def text(self, text: str) -> None:
        """Add words."""
        if not (self.parts or self.preformatted) and text.isspace() and text.isascii():
            return
        if "&" in text:
            text = unescaped(text)
        if not (self.preformatted or ("\n" in text and is_typed(text))):
            self.parts.append(escaped(text))
            return
        for place, paragraph in enumerate(typed_paragraphs(text)):
            if place:
                self.cut()
            self.parts.append(escaped(paragraph).replace("\n", "<br>"))

    def line_break(self) -> None:
        """End the line; a second time in a row, the paragraph."""
        for place in range(len(self.parts) - 1, -1, -1):
            if self.parts[place] == "<br>":
                del self.parts[place:]
                self.cut()
                return
            if not self.parts[place].isspace():
                break
        self.parts.append("<br>")

    def cut(self, kind: BlockKind = "paragraph", tag: str = "p") -> None:
        """End the block, if it has words; inline tags that are open go on in the next."""
        if not self.parts:
            return
        fragment = "".join(self.parts)
        self.parts = []
        if self.marks:
            fragment += "".join([closes for _, closes in reversed(self.marks)])
            self.parts += [opens for opens, _ in self.marks]
        if fragment := tidy(fragment):
            self.blocks.append(Block(kind, f"<{tag}>{fragment}</{tag}>"))


def _element(element: etree._Element, flow: _Flow, depth: int) -> None:
    """Put one *element* into the flow, without its tail."""
    tag = element.tag
    if not isinstance(tag, str):
        if isinstance(element, etree._Entity) and element.text:
            flow.text(resolved(element.text))
        return
    if depth > _DEEPEST:
        if name_of(element) not in UNSEEN:
            flow.text(_words(element))
        return
    _handler(tag)(element, flow, depth)


def _words(element: etree._Element) -> str:
    """The text of an *element* that lies too deep to walk, spaced where its elements meet."""
    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "end":
            pieces.append((inner.tail or "") if inner is not element else "")
        elif name_of(inner) in UNSEEN:
            walk.skip_subtree()
        else:
            pieces.append(inner.text or "")
    return " ".join(filter(None, pieces))


def _bare(element: etree._Element, flow: _Flow, depth: int) -> None:
    """The contents alone."""
    if text := element.text:
        flow.text(text)
    depth += 1
    for child in element:
        tag = child.tag
        if depth <= _DEEPEST and isinstance(tag, str):
            _handler(tag)(child, flow, depth)
        else:
            _element(child, flow, depth)
        if tail := child.tail:
            flow.text(tail)


def _drop(element: etree._Element, flow: _Flow, depth: int) -> None:
    """Nothing: what readers never see, and media, which have a place of their own."""


def _figure(element: etree._Element, flow: _Flow, depth: int) -> None:
    """A picture's frame goes with the picture; one around a table or a quote is the text's own."""
    if any(name_of(inner) in ("table", "blockquote", "pre") for inner in element.iterdescendants("*")):
        _container(element, flow, depth)


def _caption(element: etree._Element, flow: _Flow, depth: int) -> None:
    """What stands under a table or a quote; any other caption is a picture's."""
    if any(name_of(above) == "figure" for above in element.iterancestors()):
        _container(element, flow, depth)


def _container(element: etree._Element, flow: _Flow, depth: int) -> None:
    """What stands on its own; its text, if bare, is a paragraph."""
    if flow.parts:
        flow.cut()
    words = None if flow.marks or flow.preformatted else _leaf(element)
    if words is None:
        _bare(element, flow, depth)
        if flow.parts:
            flow.cut()
    elif words:
        flow.blocks.append(Block("paragraph", f"<p>{words}</p>"))


def _leaf(element: etree._Element) -> str | None:
    """An *element* of running words alone as HTML; None where it holds elements, or lines that mean something."""
    if len(element):
        return None
    text = element.text
    if not text or is_plain(text):
        return text or ""
    text = unescaped(text)
    return None if "\n" in text and is_typed(text) else escaped(fold(text))


def _preformatted(element: etree._Element, flow: _Flow, depth: int) -> None:
    """Lines as typed; a blank one ends the paragraph."""
    flow.cut()
    before, flow.preformatted = flow.preformatted, True
    _bare(element, flow, depth)
    flow.preformatted = before
    flow.cut()


def _line_break(element: etree._Element, flow: _Flow, depth: int) -> None:
    flow.line_break()
    if element.text or len(element):
        _bare(element, flow, depth)


def _heading(element: etree._Element, flow: _Flow, depth: int) -> None:
    flow.cut()
    if fragment := _phrase(_inner(element, depth), " "):
        flow.blocks.append(Block("heading", f"<h2>{fragment}</h2>"))


def _marked(element: etree._Element, flow: _Flow, depth: int) -> None:
    """An inline tag that stays."""
    name = INLINE[name_of(element)]
    _between((f"<{name}>", f"</{name}>"), element, flow, depth)


def _anchor(element: etree._Element, flow: _Flow, depth: int) -> None:
    """A link, if it leads to where a reader may be sent; else its words."""
    href = fold(element.get("href") or "")
    if not _HREF.match(href) or (flow.marks and any(opens.startswith("<a ") for opens, _ in flow.marks)):
        _bare(element, flow, depth)
        return
    href = html.escape(href.replace(" ", "%20"))
    _between((f'<a href="{href}">', "</a>"), element, flow, depth)


def _between(mark: tuple[str, str], element: etree._Element, flow: _Flow, depth: int) -> None:
    """The contents inside a *mark*, which goes on over every block that begins in it."""
    flow.parts.append(mark[0])
    flow.marks.append(mark)
    _bare(element, flow, depth)
    flow.marks.pop()
    flow.parts.append(mark[1])


def _part_of_name(element: etree._Element, flow: _Flow, depth: int) -> None:
    """A part of a name, kept apart from one that follows directly."""
    _bare(element, flow, depth)
    follower = element.getnext()
    if element.tail is None and follower is not None and isinstance(follower.tag, str):
        flow.text(" " if name_of(follower) in PARTS else "")


def _fraction(element: etree._Element, flow: _Flow, depth: int) -> None:
    """A fraction, kept apart from the whole number that it follows."""
    flow.text(" ")
    _bare(element, flow, depth)


def _fraction_bar(element: etree._Element, flow: _Flow, depth: int) -> None:
    """NITF leaves the bar of a fraction to us unless it writes one."""
    if not element.text:
        flow.text("/")
    _bare(element, flow, depth)


def _inner(element: etree._Element, depth: int) -> list[Block]:
    """The blocks inside an *element*, apart from the running text around it."""
    flow = _Flow()
    _bare(element, flow, depth)
    flow.cut()
    return flow.blocks


def _phrase(inner: list[Block], gap: str) -> str:
    """The blocks as running text."""
    return gap.join(
        block.html[3:-4] if block.kind == "paragraph" else html.escape(plain(block.html), quote=False)
        for block in inner
    )


def _cell(inner: list[Block]) -> str:
    """The blocks as the contents of a list item or a cell: lines, and whatever else it holds."""
    pieces: list[str] = []
    for block in inner:
        if block.kind != "paragraph":
            pieces.append(block.html)
            continue
        if pieces and not pieces[-1].endswith(("</ul>", "</ol>", "</table>", "</blockquote>", "</h2>")):
            pieces.append("<br>")
        pieces.append(block.html[3:-4])
    return "".join(pieces)


def _quote(element: etree._Element, flow: _Flow, depth: int) -> None:
    flow.cut()
    if inner := _inner(element, depth):
        flow.blocks.append(Block("quote", f"<blockquote>{''.join(block.html for block in inner)}</blockquote>"))


def _list(element: etree._Element, flow: _Flow, depth: int) -> None:
    """A list; what stands in it outside an item becomes an item."""
    flow.cut()
    name = "ol" if name_of(element) == "ol" else "ul"
    items = [f"<li>{cell}</li>" for cell in _pieces(element, depth) if cell]
    if items:
        flow.blocks.append(Block("list", f"<{name}>{''.join(items)}</{name}>"))


def _pieces(element: etree._Element, depth: int) -> Iterable[str]:
    """The contents of each child, and of the text between children, in order."""
    yield _stray(element.text)
    for child in element:
        yield _contents(child, depth + 1)
        yield _stray(child.tail)


def _stray(text: str | None) -> str:
    """Words that stand between the elements of a list or a table; there, nearly all text is white space."""
    if not text or (text.isspace() and text.isascii()):
        return ""
    return escaped(fold(text))


def _contents(element: etree._Element, depth: int) -> str:
    """A whole *element* as the contents of a list item or a cell."""
    if isinstance(element.tag, str) and _handler(element.tag) is _container and (words := _leaf(element)) is not None:
        return words
    flow = _Flow()
    _element(element, flow, depth)
    flow.cut()
    return _cell(flow.blocks)


def _table(element: etree._Element, flow: _Flow, depth: int) -> None:
    """A table of rows; sections are not kept, words outside a cell get one."""
    flow.cut()
    captions: list[str] = []
    rows = "".join(_rows(element, captions, depth))
    caption = f"<caption>{'<br>'.join(captions)}</caption>" if captions else ""
    if rows or caption:
        flow.blocks.append(Block("table", f"<table>{caption}{rows}</table>"))


def _rows(element: etree._Element, captions: list[str], depth: int) -> Iterable[str]:
    """The rows of a table or of one of its sections."""
    if stray := _stray(element.text):
        yield f"<tr><td>{stray}</td></tr>"
    for child in element:
        yield _row(child, captions, depth + 1)
        if stray := _stray(child.tail):
            yield f"<tr><td>{stray}</td></tr>"


def _row(element: etree._Element, captions: list[str], depth: int) -> str:
    """What a child of a table becomes: a row, the rows of a section, or a row made for it."""
    name = name_of(element)
    if depth <= _DEEPEST and name in ("thead", "tbody", "tfoot"):
        return "".join(_rows(element, captions, depth))
    if name == "caption":
        captions.extend(filter(None, [_phrase(_inner(element, depth), "<br>")]))
        return ""
    if depth <= _DEEPEST and name == "tr":
        cells = "".join(_cells(element, depth))
        return f"<tr>{cells}</tr>" if has_words(cells) else ""
    contents = _contents(element, depth)
    return f"<tr><td>{contents}</td></tr>" if contents else ""


def _cells(row: etree._Element, depth: int) -> Iterable[str]:
    """The cells of a *row*, empty ones too, since columns count."""
    if stray := _stray(row.text):
        yield f"<td>{stray}</td>"
    for child in row:
        name = name_of(child)
        if name in ("td", "th"):
            words = _leaf(child)
            inside = _cell(_inner(child, depth + 1)) if words is None else words
            yield f"<{name}{_spans(child)}>{inside}</{name}>"
        elif contents := _contents(child, depth + 1):
            yield f"<td>{contents}</td>"
        if stray := _stray(child.tail):
            yield f"<td>{stray}</td>"


def _spans(cell: etree._Element) -> str:
    """Over how many columns and rows a *cell* goes, where it says more than one."""
    found = ""
    for span in ("colspan", "rowspan"):
        if (many := cell.get(span)) and many != "1" and _SPAN.fullmatch(many):
            found += f' {span}="{many}"'
    return found


_Handler = Callable[[etree._Element, _Flow, int], None]
_HANDLERS: Final[dict[str, _Handler]] = {
    **dict.fromkeys(UNSEEN, _drop),
    **dict.fromkeys(CONTAINERS, _container),
    "figure": _figure,
    "figcaption": _caption,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"), _heading),
    **dict.fromkeys(("ul", "ol", "dl"), _list),
    **dict.fromkeys(("blockquote", "bq"), _quote),
    **dict.fromkeys(INLINE, _marked),
    **dict.fromkeys(PARTS, _part_of_name),
    "a": _anchor,
    "br": _line_break,
    "frac": _fraction,
    "frac-sep": _fraction_bar,
    "pre": _preformatted,
    "table": _table,
}


@remembered
def _handler(tag: str) -> _Handler:
    return _HANDLERS.get(small(tag), _bare)
