"""The content of a NewsML 1 item: which of its parts is the text, which its caption, and what there is to see."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dateline.news.blocks import Block, heading
from dateline.news.wire import Link, Media, Problem, Rendition, Version
from dateline.wires import xml
from dateline.wires.html import blocks_from_html, blocks_from_text
from dateline.wires.letters import fold
from dateline.wires.markup import blocks
from dateline.wires.newsml_1.document import (
    Component,
    Item,
    Leaf,
    component_of,
    formal,
    leaves,
    line,
    lines,
    properties,
)
from dateline.wires.nitf.reader import version_of
from dateline.wires.preamble import same_words
from dateline.wires.remembered import remembered

_Kind = Literal["picture", "graphic", "video", "audio", "other"]
_KINDS: Final[dict[str, _Kind]] = {
    "photo": "picture", "picture": "picture", "image": "picture", "logo": "graphic", "graphic": "graphic",
    "video": "video", "audio": "audio", "sound": "audio", "animation": "graphic", "jpeg": "picture", "gif": "picture",
    "png": "picture", "tiff": "picture", "mp3": "audio", "mpeg3": "audio", "wav": "audio", "mp4": "video",
}  # fmt: skip
_TITLES: Final = frozenset({"title", "headline"})
_STANDFIRSTS: Final = frozenset({"subheadline", "summary", "abstract", "teaser", "standfirst", "description"})
_CAPTIONS: Final = frozenset({"caption", "legend"})
_NOTES: Final = frozenset({"contact", "editorsnote", "editorialnote", "note", "advisory", "notes"})
_UNSEEN: Final = frozenset({"stylesheet", "css", "script", "metadata"})
#: Roles of what is no text of its own.
_BESIDE: Final = _TITLES | _STANDFIRSTS | _CAPTIONS | _NOTES | _UNSEEN
_NO_WORD = re.compile(r"[^a-z0-9]+")
_DOCUMENT = re.compile(r"pdf|msword|officedocument|html|text/", re.IGNORECASE)
_TAG = re.compile(r"<(?:p|br|div|h\d|ul|table|b|i|strong|em|a|span|!--)\b|</", re.IGNORECASE)
#: Belga leaves such references to sounds in its texts.
_REFERENCE = re.compile(r"<NewsComponentRef\b[^<>]*/?>")
_SIZES: Final = ("pixelwidth", "width", "imagewidth")
_HEIGHTS: Final = ("pixelheight", "height", "imageheight")


class Content(Struct, frozen=True):
    """What an item holds, put in order."""

    #: The text with what its own markup tells; blank where there is none.
    version: Version = Version()
    #: The components around the text, the innermost first; around the first content where there is no text.
    around: tuple[Component, ...] = ()
    title: str = ""
    standfirst: str = ""
    notes: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    links: tuple[Link, ...] = ()


class _Text(Struct, frozen=True):
    leaf: Leaf
    version: Version

    @property
    def words(self) -> str:
        return " ".join(block.text for block in self.version.body)


def content_of(item: Item, *, received: datetime, problems: list[Problem]) -> Content:
    """
    Read the content of an *item*.

    Args:
        received: When it reached us, UTC.
        problems: What is wrong with the content is added here.
    """
    found = leaves(item)
    texts = [text for leaf in _chosen(found) if (text := _text(leaf, received, problems)) is not None]
    main = [text for text in texts if text.leaf.role not in _BESIDE]
    by_role = {
        role: [one for one in texts if one.leaf.role in role] for role in (_TITLES, _STANDFIRSTS, _CAPTIONS, _NOTES)
    }
    nearest = [*(text.leaf for text in main[:1]), *found[:1]]
    around = nearest[0].around if nearest else _empty(item)
    seen = [leaf for leaf in found if leaf.content.get("Href") and leaf.role not in _UNSEEN]
    return Content(
        version=_joined(main),
        around=around,
        title=next((one.words for one in by_role[_TITLES] if main and _beside(one, main[0])), ""),
        standfirst=" ".join(one.words for one in by_role[_STANDFIRSTS]),
        notes=tuple(one.words for one in by_role[_NOTES] if one.words),
        media=_media([leaf for leaf in seen if not _is_document(leaf)], by_role[_CAPTIONS]),
        links=tuple(_link(leaf) for leaf in seen if _is_document(leaf)),
    )


def _empty(item: Item) -> tuple[Component, ...]:
    """The outer components of an *item* without content, the innermost first."""
    outer = item.inside.get("NewsComponent", [])[:3]
    return tuple(component_of(one) for one in reversed(outer))


def _chosen(found: list[Leaf]) -> list[Leaf]:
    """The leaves with words; of several that say the same in other formats or languages, the richest."""
    kept: list[Leaf] = []
    rivals: dict[int, list[Leaf]] = {}
    for leaf in found:
        if "DataContent" not in leaf.parts and "Encoding" not in leaf.parts:
            continue
        equivalents = (one for one in leaf.around if one.element.get("EquivalentsList", "no").lower() == "yes")
        group = next(equivalents, None)
        if group is None:
            kept.append(leaf)
            continue
        known = rivals.setdefault(id(group), [])
        if not known:
            kept.append(leaf)
        known.append(leaf)
    best = {id(group[0].content): min(group, key=_poverty) for group in rivals.values()}
    return [best.get(id(leaf.content), leaf) for leaf in kept]


def _poverty(leaf: Leaf) -> int:
    """0 for NITF and XHTML, 1 for HTML, 2 for plain text."""
    data = xml.first(leaf.parts, "DataContent")
    if data is not None and len(data):
        return 0
    return 1 if "html" in leaf.format else 2


def _text(leaf: Leaf, received: datetime, problems: list[Problem]) -> _Text | None:
    """The words of one content item; None where it holds none."""
    data = xml.first(leaf.parts, "DataContent")
    if data is None or "Encoding" in leaf.parts:
        problems.append(Problem("ContentItem/Encoding", "encoded data is not text; left out"))
        return None
    if "css" in leaf.format:
        return None
    nitf = next(xml.descendants(data, "nitf"), None)
    if nitf is not None:
        version = version_of(nitf, received=received, problems=problems)
    elif len(data):
        version = Version(body=blocks([next(xml.descendants(data, "body"), data)]))
    else:
        version = Version(body=_typed(data.text or "", leaf.format))
    return _Text(leaf, version) if version.body or version.headline else None


def _typed(text: str, format: str) -> tuple[Block, ...]:
    """The blocks of characters: HTML where the format says so or tags stand in them, else plain text."""
    text = _REFERENCE.sub(" ", text)
    return blocks_from_html(text) if "html" in format or _TAG.search(text) else blocks_from_text(text)


def _joined(texts: list[_Text]) -> Version:
    """The texts as one body; one of another component goes under that component's headline."""
    if not texts:
        return Version()
    body: list[Block] = []
    first = texts[0]
    for before, text in zip([first, *texts], texts, strict=False):
        title = line(text.leaf.around, "HeadLine", "Headline")
        if (
            not _beside(text, before)
            and title
            and not same_words(title, line(first.leaf.around, "HeadLine", "Headline"))
        ):
            body.append(heading(title))
        body.extend(text.version.body)
    return replace(first.version, body=tuple(body))


def _beside(one: _Text, other: _Text) -> bool:
    return one.leaf.owner is other.leaf.owner


def _is_document(leaf: Leaf) -> bool:
    """True of a file that is neither seen nor heard: a PDF, a page."""
    return bool(_DOCUMENT.search(leaf.format)) and _kind(leaf) == "other"


def _kind(leaf: Leaf) -> _Kind:
    return _kind_in(f"{leaf.format} {leaf.role}")


@remembered
def _kind_in(words: str) -> _Kind:
    return next((_KINDS[word] for word in _NO_WORD.split(words) if word in _KINDS), "other")


def _link(leaf: Leaf) -> Link:
    title = dict(properties(leaf.content)).get("Title", "") or line(leaf.around[:1], "HeadLine", "Headline")
    return Link("related", href=fold(leaf.content.get("Href") or ""), title=title)


def _media(seen: list[Leaf], captions: list[_Text]) -> tuple[Media, ...]:
    """What there is to see and hear: the renditions of one component make one medium, the largest standing for all."""
    groups: dict[int, list[Leaf]] = {}
    for leaf in seen:
        groups.setdefault(id(leaf.around[0]), []).append(leaf)
    return tuple(_medium(group, captions) for group in groups.values())


def _medium(group: list[Leaf], captions: list[_Text]) -> Media:
    best = max(group, key=lambda leaf: _pixels(leaf, *_SIZES) or 0)
    near = best.around if best.owner is best.around[0] else best.around[:2]
    beside = [one.words for one in captions if one.leaf.owner is best.owner]
    title = line(near[:2] if best.owner is not best.around[0] else near[:1], "HeadLine", "Headline")
    caption = " ".join(beside) or title
    return Media(
        _kind(best),
        fold(best.content.get("Href") or ""),
        headline=title if beside and title != caption else "",
        caption=caption,
        credit=line(near, "CreditLine") or line(near[:2], "ByLine"),
        holder=" ".join(lines(near[:2], "CopyrightLine")),
        usage=usage_of(near[:2]),
        type=formal(xml.first(best.parts, "MimeType")),
        width=_pixels(best, *_SIZES),
        height=_pixels(best, *_HEIGHTS),
        renditions=tuple(map(_rendition, group)) if len(group) > 1 else (),
    )


def _rendition(leaf: Leaf) -> Rendition:
    sizes = xml.children(xml.first(leaf.parts, "Characteristics")).get("SizeInBytes", ())
    return Rendition(
        fold(leaf.content.get("Href") or ""),
        leaf.role if leaf.owner is not leaf.around[0] else "",
        formal(xml.first(leaf.parts, "MimeType")),
        _pixels(leaf, *_SIZES),
        _pixels(leaf, *_HEIGHTS),
        next((int(told) for one in sizes if (told := xml.text(one)).isascii() and told.isdecimal()), None),
    )


def _pixels(leaf: Leaf, *names: str) -> int | None:
    told = {name.lower(): value for name, value in properties(leaf.content)}
    digits = next((told[name] for name in names if name in told), "")
    return int(digits) if digits.isascii() and digits.isdecimal() and 0 < len(digits) < 7 and int(digits) else None


def usage_of(around: Sequence[Component]) -> str:
    """What the components *around* a content say may be done with it, to the letter, the innermost last."""
    found: list[str] = []
    for component in reversed(around):
        found += xml.texts(component.lines, "RightsLine")
        metadata = xml.children(*component.parts.get("RightsMetadata", ()))
        for rights in metadata.get("UsageRights", ()):
            found.append("; ".join(filter(None, map(_labelled, rights))))
    return "\n".join(dict.fromkeys(filter(None, found)))


def _labelled(part: etree._Element) -> str:
    """A part of ``UsageRights``; a place and a date say nothing without what they are."""
    words = xml.text(part)
    return words if xml.local(part) in ("UsageType", "Limitations") or not words else f"{xml.local(part)}: {words}"
