"""The text of a letter in HTML: without its frames of tables, what no reader sees, and the signature."""

import re
from collections.abc import Callable, Iterator
from typing import Final, Literal

from lxml import etree
from msgspec import Struct

from dateline.news.blocks import Block
from dateline.news.errors import WireError
from dateline.news.wire import Media, Problem
from dateline.wires.e_mail.document import FORMAT
from dateline.wires.e_mail.furniture import lined
from dateline.wires.e_mail.undone import lists
from dateline.wires.html import content_from_html
from dateline.wires.letters import fold
from dateline.wires.markup import blocks
from dateline.wires.sizes import is_unseen, pixels

#: No letter has more.
_MOST_TAGS: Final = 300_000
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden|max-height\s*:\s*0(?:px)?\s*(?:;|\Z)", re.IGNORECASE
)
_SIGNATURES: Final = frozenset({"gmail_signature", "moz-signature", "applemailsignature", "signature",
                                "ms-outlook-mobile-signature", "x_gmail_signature", "x_signature"})  # fmt: skip
#: What only a frame holds: cells of a table of figures have running words alone.
_FRAMED: Final = ("p", "div", "h1", "h2", "h3", "h4", "ul", "ol", "img", "blockquote", "article", "hr")
#: In letters; a cell of more is a column of a page.
_LONG_CELL: Final = 400
#: In elements.
_AROUND: Final = 6


class Shown(Struct, frozen=True):
    """A part of text, read."""

    blocks: tuple[Block, ...] = ()
    signature: str = ""
    #: What mailers show in the list of messages, and no reader of the message sees.
    preheader: str = ""
    language: str = ""
    direction: Literal["ltr", "rtl"] = "ltr"
    media: tuple[Media, ...] = ()
    #: As sent, for those who look for another format in it.
    text: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def words(self) -> int:
        """How many words it has, addresses apart."""
        return sum(len(block.text.split()) for block in self.blocks)


def page(html: str) -> Shown:
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
        return Shown(content.blocks, media=content.media)
    hidden = _take(root, _is_hidden)
    signature = _take(root, _is_signature)
    lists(root)
    _unframe(root)
    around = _outer(root)
    language = next((told for one in around if (told := one.get("lang") or one.get("xml:lang"))), "")
    leftward = any((one.get("dir") or "").lower() == "rtl" for one in around)
    return Shown(
        blocks([root]),
        signature,
        hidden,
        language if len(language) < 20 else "",
        "rtl" if leftward else "ltr",
        tuple({one.href: one for one in _pictures(root)}.values()),
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
    return not _SIGNATURES.isdisjoint(name.lower().split())


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


def _unframe(root: etree._Element) -> None:
    """Make blocks of tables that only place a page's words; those of figures stay."""
    for table in [one for one in root.iter("table") if _places(one)]:
        sections, rows = _rows(table)
        cells = (cell for one in (*sections, *rows) for cell in one.iterchildren("td", "th", "caption"))
        for part in (*sections, *rows, *cells):
            part.tag = "div"


def _rows(table: etree._Element) -> tuple[list[etree._Element], list[etree._Element]]:
    """What holds rows of a *table*, itself among it, and the rows."""
    sections = [table, *table.iterchildren("tbody", "thead", "tfoot")]
    return sections, [row for one in sections for row in one.iterchildren("tr")]


def _places(table: etree._Element) -> bool:
    """True of a *table* that only places words on a page: it is one column, holds another, or blocks of a page."""
    nested = next(table.iterdescendants("table"), None) is not None
    if nested or (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    full = single = widest = 0
    for row in _rows(table)[1]:
        sizes = [len("".join(cell.itertext()).strip()) for cell in row.iterchildren("td", "th")]
        if any(size > _LONG_CELL for size in sizes):
            return True
        worded = len(sizes) - sizes.count(0)
        full += worded > 0
        widest = max(widest, worded)
        single += worded == 1 and next(row.iterdescendants(*_FRAMED), None) is not None
    return widest < 2 or 2 * single > full


def _pictures(root: etree._Element) -> Iterator[Media]:
    """The pictures that an address names, or another part of the message, but for the pixels that count readers."""
    for image in root.iter("img"):
        href = fold(image.get("src") or "")
        width, height = pixels(image.get("width")), pixels(image.get("height"))
        if href.lower().startswith(("http://", "https://", "cid:")) and not is_unseen(width, height):
            yield Media("picture", href, alt=fold(image.get("alt") or ""), width=width, height=height)
