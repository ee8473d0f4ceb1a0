"""The pictures, sounds and files that a NewsML 1 item points to, each with the lines of its own component."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from lxml import etree

from dateline.news.wire import Link, Media, Rendition
from dateline.wires import xml
from dateline.wires.letters import fold
from dateline.wires.newsml_1.document import Component, Leaf, first_formal, headline, line, nearest, properties
from dateline.wires.remembered import remembered

_Kind = Literal["picture", "graphic", "video", "audio", "other"]
_KINDS: Final[dict[str, _Kind]] = {
    "photo": "picture", "picture": "picture", "image": "picture", "logo": "graphic", "graphic": "graphic",
    "video": "video", "audio": "audio", "sound": "audio", "animation": "graphic", "jpeg": "picture", "gif": "picture",
    "jpg": "picture", "png": "picture", "tiff": "picture", "mp3": "audio", "mpeg3": "audio", "wav": "audio",
    "mp4": "video",
}  # fmt: skip
_NO_WORD = re.compile(r"[^a-z0-9]+")
_DOCUMENT = re.compile(r"pdf|msword|officedocument|html|text/", re.IGNORECASE)
#: Roles of one form among several of a picture.
_FORMS = re.compile(
    r"thumb|preview|quicklook|icon|hi-?res|high|lo-?res|low|web|small|medium|large|original|squared|print"
)
_WIDTHS: Final = ("pixelwidth", "width", "imagewidth")
_HEIGHTS: Final = ("pixelheight", "height", "imageheight")
_DURATIONS: Final = ("duration", "totalduration")


def is_seen(leaf: Leaf) -> bool:
    """False of a file that is neither seen nor heard: a PDF, a page."""
    return not _DOCUMENT.search(leaf.format) or _kind(leaf) != "other"


def link_to(leaf: Leaf) -> Link:
    """A file as a link."""
    title = _told(leaf).get("title", "") or headline(leaf.around[:1])
    return Link("related", href=fold(leaf.content.get("Href") or ""), title=title)


def media_of(seen: list[Leaf], captions: Iterable[tuple[Component, str]]) -> tuple[Media, ...]:
    """
    What there is to see and hear: the forms of one thing make one medium, the largest standing for all.

    Args:
        captions: The words of each caption, and the component that it is a part of.
    """
    texts: dict[int, list[str]] = {}
    for owner, words in captions:
        texts.setdefault(id(owner), []).append(words)
    groups: dict[tuple[int, _Kind], list[Leaf]] = {}
    for leaf in seen:
        groups.setdefault((id(_whole(leaf)), _kind(leaf)), []).append(leaf)
    return tuple(
        _medium(group, kind, " ".join(texts.get(id(group[0].owner), ()))) for (_, kind), group in groups.items()
    )


def _whole(leaf: Leaf) -> Component:
    """The component whose files of one kind are forms of one thing."""
    inner, *outer = leaf.around
    alone = len(inner.parts["ContentItem"]) == 1
    return outer[0] if alone and outer and (outer[0].alternatives or _FORMS.search(inner.role)) else inner


def _kind(leaf: Leaf) -> _Kind:
    kind, role = _kind_in(leaf.format), _kind_in(leaf.role)
    # A logo is a picture by its format.
    return role if kind == "other" or (kind, role) == ("picture", "graphic") else kind


@remembered
def _kind_in(words: str) -> _Kind:
    return next((_KINDS[word] for word in _NO_WORD.split(words) if word in _KINDS), "other")


def _medium(group: list[Leaf], kind: _Kind, caption: str) -> Media:
    best = max(group, key=lambda leaf: _number(_told(leaf), _WIDTHS) or 0)
    told = _told(best)
    near = best.around[: best.around.index(best.owner) + 1]
    own = nearest(near)
    title = line(own, "headline")
    return Media(
        kind,
        fold(best.content.get("Href") or ""),
        headline=title if caption and title != caption else "",
        caption=caption or title,
        credit=line(own, "creditline") or line(own, "byline") or line(nearest(best.around), "creditline"),
        holder=" ".join(own.get("copyrightline", ())),
        usage=usage_of(near),
        type=first_formal(best.parts, "MimeType"),
        width=_number(told, _WIDTHS),
        height=_number(told, _HEIGHTS),
        renditions=tuple(map(_rendition, group)) if len(group) > 1 else (),
    )


def _rendition(leaf: Leaf) -> Rendition:
    told = _told(leaf)
    sizes = xml.children(xml.first(leaf.parts, "Characteristics")).get("SizeInBytes", ())
    return Rendition(
        fold(leaf.content.get("Href") or ""),
        leaf.around[0].role if leaf.owner is not leaf.around[0] else "",
        first_formal(leaf.parts, "MimeType"),
        _number(told, _WIDTHS),
        _number(told, _HEIGHTS),
        next((int(size) for one in sizes if (size := xml.text(one)).isascii() and size.isdecimal()), None),
        _number(told, _DURATIONS),
    )


def _told(leaf: Leaf) -> dict[str, str]:
    """What a content item says of itself, by its names in small letters."""
    return {name.lower(): value for name, value in properties(leaf.content)}


def _number(told: dict[str, str], names: Sequence[str]) -> int | None:
    """A size in pixels, or a length in seconds; None if it is 0 or no whole number."""
    digits = next((told[name] for name in names if name in told), "")
    return int(digits) or None if digits.isascii() and digits.isdecimal() and len(digits) < 7 else None


def usage_of(around: Sequence[Component]) -> str:
    """What the components *around* a content say may be done with it, to the letter, the innermost last."""
    found: list[str] = []
    for component in reversed(around):
        found += component.lines.get("rightsline", ())
        for metadata in component.parts.get("RightsMetadata", ()):
            for rights in xml.children(metadata).get("UsageRights", ()):
                found.append("; ".join(filter(None, map(_labelled, rights))))
    return "\n".join(dict.fromkeys(filter(None, found)))


def _labelled(part: etree._Element) -> str:
    """A part of ``UsageRights``; a place and a date say nothing without what they are."""
    words = xml.text(part)
    return words if xml.local(part) in ("UsageType", "Limitations") or not words else f"{xml.local(part)}: {words}"
