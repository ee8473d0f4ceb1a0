"""HTML that nobody vouches for, as feeds and JSON carry it, into clean blocks; plain text too."""

import re
from itertools import pairwise
from typing import Final, NamedTuple

from lxml import etree

from dateline.news.blocks import Block, paragraph, resolved
from dateline.news.wire import Media
from dateline.wires.letters import fold, is_plain, spaced
from dateline.wires.markup import blocks
from dateline.wires.simple import simple_blocks
from dateline.wires.sizes import is_unseen, pixels

#: A tag that HTML has, at the start of its name; "a < b" and "<3" are none.
_NAMES: Final = (
    r"(?:a|abbr|article|aside|b|blockquote|body|br|cite|code|div|em|figure|font|footer|form|h[1-6]|head|header|hr|html"
    r"|i|iframe|img|li|main|ol|p|pre|q|s|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|th|thead"
    r"|tr|u|ul|video|!--|!DOCTYPE)"
)
_TAG = re.compile(rf"</?{_NAMES}(?=[\s/>])|<!--", re.IGNORECASE)
#: HTML that was escaped once too often: it closes an element, or opens with one that needs no closing.
_ESCAPED = re.compile(rf"&(?:amp;)?lt;/{_NAMES}\s*&(?:amp;)?gt;|&(?:amp;)?lt;br\s*/?\s*&(?:amp;)?gt;", re.IGNORECASE)
_SILENT = re.compile(r"<(script|style|template|head)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ANY_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
#: Longer lines are paragraphs of their own, not lines that a terminal broke.
_WIDEST = 110


class Content(NamedTuple):
    """What a fragment of HTML held."""

    blocks: tuple[Block, ...]
    #: Its pictures, in order; those too small to see are none.
    media: tuple[Media, ...]


def blocks_from_html(fragment: str) -> tuple[Block, ...]:
    """
    Make clean blocks of an HTML *fragment* from outside.

    Args:
        fragment: HTML, whole or torn, also when escaped twice; plain text where it has no tag.
    Returns:
        Blocks of the house's own few tags; every word that a reader would have seen is in one of them.
        Scripts, styles, forms, event handlers and links other than to pages and mailboxes are gone.
    """
    return content_from_html(fragment).blocks


def content_from_html(fragment: str) -> Content:
    """The blocks of an HTML *fragment* from outside, and the pictures that stood in it."""
    fragment = _unescaped(fragment)
    if not _has_tag(fragment):
        return Content(blocks_from_text(resolved(fragment)), ())
    if (simple := simple_blocks(fragment)) is not None:
        return Content(simple, ())
    # One tree, one whitelist: `markup.blocks` writes only its own tags. Cleaning with nh3 before it would cost a
    # quarter more, and 19 s for 100,000 nested tags.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(fragment.encode("utf-8", "replace"), parser)
    if root is None:
        return Content((), ())
    if any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log):
        return Content(_flattened(fragment), ())
    return Content(blocks([root]), tuple(_pictures(root)))


def blocks_from_text(text: str) -> tuple[Block, ...]:
    """
    Paragraphs of plain *text*: parted by blank lines, else by line ends where the lines were not broken to a width.

    Nothing in it is markup: ``<b>`` stays as typed.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    parts = _BLANK_LINES.split(text) if _BLANK_LINES.search(text) else _unwrapped(text.split("\n"))
    return tuple(
        [Block("paragraph", f"<p>{part}</p>") if is_plain(part) else paragraph(spaced(part)) for part in parts]
    )


def words_of(fragment: str) -> str:
    """The words of a line from outside, such as a headline: markup in it, escaped or not, is gone; "5 < 6" stays."""
    if "<" not in fragment and "&" not in fragment:
        return fold(fragment)
    return " ".join(block.text for block in blocks_from_html(fragment))


def bare(fragment: str) -> str:
    """About the words of an HTML *fragment*, cheaply: good for counting and comparing, not for printing."""
    return resolved(_ANY_TAG.sub(" ", fragment))


def _unescaped(fragment: str) -> str:
    """HTML again, where a feed escaped it more often than its format does; text *about* tags stays as it is."""
    for _ in range(3):
        if "&" not in fragment or _has_tag(fragment) or not _ESCAPED.search(fragment):
            break
        fragment = resolved(fragment)
    return fragment


def _has_tag(fragment: str) -> bool:
    return "<" in fragment and _TAG.search(fragment) is not None


def _unwrapped(lines: list[str]) -> list[str]:
    """
    Paragraphs, where no blank line parts them.

    A line was broken to a width if the next line's first word would not have fitted; a text was, if most lines were.
    """
    lines = [line for typed in lines if (line := typed.strip())]
    widest = max(map(len, lines), default=0)
    if widest > _WIDEST:
        return lines
    breaks = [
        len(line) + 1 + len(after) > widest and len(line) + 1 + len(after.split(maxsplit=1)[0]) > widest
        for line, after in pairwise(lines)
    ]
    if 2 * sum(breaks) <= len(breaks):
        return lines
    joined = lines[:1]
    for line, broken in zip(lines[1:], breaks, strict=True):
        if broken:
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _flattened(fragment: str) -> tuple[Block, ...]:
    """The words of HTML nested too deep for the parser, which would drop what follows: no tags, no word lost."""
    seen = _COMMENT.sub(" ", _SILENT.sub(" ", fragment))
    return blocks_from_text(resolved(_ANY_TAG.sub("\n\n", seen)))


def _pictures(root: etree._Element) -> list[Media]:
    """The pictures under *root* that an address names, with what stands under each in its figure."""
    found: dict[str, Media] = {}
    for image in root.iter("img"):
        source = (image.get("src") or image.get("data-src") or "").strip()
        width, height = pixels(image.get("width")), pixels(image.get("height"))
        if not source.lower().startswith(("http://", "https://", "//")) or is_unseen(width, height):
            continue
        found.setdefault(source, Media("picture", source, caption=_caption(image), alt=_folded(image.get("alt")),
                                       width=width, height=height))  # fmt: skip
    return list(found.values())


def _caption(image: etree._Element) -> str:
    for figure in image.iterancestors("figure"):
        for caption in figure.iter("figcaption"):
            return _folded("".join(str(text) for text in caption.itertext()))
    return ""


def _folded(text: str | None) -> str:
    return " ".join((text or "").split())
