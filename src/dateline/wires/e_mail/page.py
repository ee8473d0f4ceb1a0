"""The text of a letter in HTML: without its frames of tables, what no reader sees, and the signature."""

import re
from collections.abc import Callable
from typing import Final, Literal

from lxml import etree
from msgspec import Struct

from dateline.news.blocks import Block
from dateline.news.errors import WireError
from dateline.news.wire import Media
from dateline.wires.e_mail.document import FORMAT
from dateline.wires.e_mail.furniture import lined
from dateline.wires.e_mail.undone import lists
from dateline.wires.html import content_from_html
from dateline.wires.letters import fold
from dateline.wires.markup import blocks

#: No letter has more.
_MOST_TAGS: Final = 300_000
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden|max-height\s*:\s*0(?:px)?\s*(?:;|\Z)", re.IGNORECASE
)
_SIGNATURES: Final = frozenset({"gmail_signature", "moz-signature", "applemailsignature", "signature",
                                "ms-outlook-mobile-signature", "x_gmail_signature", "x_signature"})  # fmt: skip
#: What only a frame holds: cells of a table of figures have running words alone.
_FRAMED: Final = frozenset({"p", "div", "h1", "h2", "h3", "h4", "ul", "ol", "img", "blockquote", "article", "hr"})
_SECTIONS: Final = frozenset({"tbody", "thead", "tfoot", "tr", "td", "th", "caption"})
#: In letters; a cell of more is a column of a page.
_LONG_CELL: Final = 400
#: In elements.
_AROUND: Final = 6


class Page(Struct, frozen=True):
    """A text in HTML, read."""

    blocks: tuple[Block, ...]
    signature: str = ""
    #: What mailers show in the list of messages, and no reader of the message sees.
    preheader: str = ""
    language: str = ""
    direction: Literal["ltr", "rtl"] = "ltr"
    media: tuple[Media, ...] = ()


def page(html: str) -> Page:
    """
    Read an *html* text.

    Raises:
        WireError: If it has more tags than any letter.
    """
    if html.count("<") > _MOST_TAGS:
        raise WireError(FORMAT, "its HTML", f"more than {_MOST_TAGS:,} tags are no news")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser) if html.strip() else None
    except etree.XMLSyntaxError:
        root = None
    if root is None or any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log):
        content = content_from_html(html)
        return Page(content.blocks, media=content.media)
    hidden = _take(root, _is_hidden)
    signature = _take(root, _is_signature)
    lists(root)
    _unframe(root)
    language = next((told for one in _outer(root) if (told := one.get("lang") or one.get("xml:lang"))), "")
    return Page(
        blocks([root]),
        signature,
        hidden,
        language if len(language) < 20 else "",
        "rtl" if any((one.get("dir") or "").lower() == "rtl" for one in _outer(root)) else "ltr",
        tuple(_pictures(root)),
    )


def _outer(root: etree._Element) -> list[etree._Element]:
    """The page, its body, and what is around all of its text."""
    body = root.find("body")
    around = [root] if body is None else [root, body]
    while len(around[-1]) == 1 and len(around) < _AROUND and not (around[-1].text or "").strip():
        around.append(around[-1][0])
    return around


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def _is_signature(element: etree._Element) -> bool:
    name = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-smartmail') or ''}"
    return any(word in _SIGNATURES for word in name.lower().split())


def _take(root: etree._Element, wanted: Callable[[etree._Element], bool]) -> str:
    """Take the elements that are *wanted* out of the tree, and give their words."""
    words: list[str] = []
    walk = etree.iterwalk(root, events=("start",))
    found: list[etree._Element] = []
    for _, element in walk:
        if element.attrib and element is not root and element.tag != "body" and wanted(element):
            found.append(element)
            walk.skip_subtree()
    for element in found:
        words += [lined(block) for block in blocks([element])]
        element.clear(keep_tail=True)
    return "\n".join(filter(None, words))


class _Frame:
    """A table while it is walked through."""

    def __init__(self, table: etree._Element) -> None:
        self.parts = [table]
        self.framed = (table.get("role") or "").lower() in ("presentation", "none")
        self.rows = self.single = self.widest = 0
        #: Of the row at hand: its cells with words, and whether one of them holds more than words.
        self.cells, self.blocked = 0, False
        #: Letters of the cell at hand.
        self.letters = 0

    def start(self, element: etree._Element, tag: str) -> None:
        if tag in _SECTIONS:
            self.parts.append(element)
        if tag == "tr":
            self.cells, self.blocked = 0, False
        elif tag in ("td", "th"):
            self.letters = 0
        self.blocked = self.blocked or tag in _FRAMED
        self.letters += _length(element.text)

    def end(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.cells += self.letters > 0
            self.framed = self.framed or self.letters > _LONG_CELL
        elif tag == "tr" and self.cells:
            self.rows += 1
            self.widest = max(self.widest, self.cells)
            self.single += self.cells < 2 and self.blocked

    @property
    def places(self) -> bool:
        """True if the table only places words on a page."""
        return self.framed or self.widest < 2 or 2 * self.single > self.rows


def _unframe(root: etree._Element) -> None:
    """Make blocks of tables that only place a page's words; those of figures stay."""
    open: list[_Frame] = []
    placing: list[etree._Element] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = str(element.tag)
        if event == "end":
            if open:
                open[-1].end(tag)
            if tag == "table" and open:
                frame = open.pop()
                placing += frame.parts if frame.places else ()
            if open:
                open[-1].letters += _length(element.tail)
            continue
        if tag == "table":
            if open:
                open[-1].framed = True
            open.append(_Frame(element))
        elif open:
            open[-1].start(element, tag)
    for element in placing:
        element.tag = "div"


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0


def _pictures(root: etree._Element) -> list[Media]:
    """The pictures that an address names, or another part of the message."""
    found: dict[str, Media] = {}
    for image in root.iter("img"):
        href = fold(image.get("src") or "")
        if not href.lower().startswith(("http://", "https://", "cid:")):
            continue
        width, height = _pixels(image.get("width")), _pixels(image.get("height"))
        if (width is not None and width <= 2) or (height is not None and height <= 2):
            continue
        found.setdefault(href, Media("picture", href, alt=fold(image.get("alt") or ""), width=width, height=height))
    return list(found.values())


def _pixels(text: str | None) -> int | None:
    digits = re.match(r"\s*(\d{1,6})(?:\.\d+)?(?:px)?\s*\Z", text or "")
    return int(digits[1]) if digits else None
