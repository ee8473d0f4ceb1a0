"""The pictures, sounds and files that a NewsML 1 item points to, each with the lines of its own component."""

import re
from collections.abc import Iterable
from typing import Final, Literal

from dateline.news.wire import Link, Media, Rendition
from dateline.wires import xml
from dateline.wires.newsml_1.document import Component, Leaf, first_formal, line, nearest
from dateline.wires.newsml_1.terms import usage_of
from dateline.wires.remembered import remembered
from dateline.wires.sizes import pixels, whole

_Kind = Literal["picture", "graphic", "video", "audio", "other"]
_KINDS: Final[dict[str, _Kind]] = {
    "photo": "picture", "picture": "picture", "image": "picture", "logo": "graphic", "graphic": "graphic",
    "video": "video", "audio": "audio", "sound": "audio", "animation": "graphic", "jpeg": "picture", "gif": "picture",
    "jpg": "picture", "png": "picture", "tiff": "picture", "mp3": "audio", "mpeg3": "audio", "wav": "audio",
    "mp4": "video",
}  # fmt: skip
_NO_WORD = re.compile(r"[^a-z0-9]+")
_DOCUMENT = re.compile(r"pdf|msword|officedocument|html|text/", re.IGNORECASE)
_WIDTHS: Final = ("pixelwidth", "width", "imagewidth")
_HEIGHTS: Final = ("pixelheight", "height", "imageheight")
#: In the roles of one form among several of a picture.
_FORMS: Final = (
    "thumb", "preview", "quicklook", "icon", "hires", "hi-res", "high", "lores", "lo-res", "low", "web", "small",
    "medium", "large", "original", "squared", "print",
)  # fmt: skip


def is_seen(leaf: Leaf) -> bool:
    """False of a file that is neither seen nor heard: a PDF, a page."""
    return not _DOCUMENT.search(leaf.format) or _kind(leaf) != "other"


def link_to(leaf: Leaf) -> Link:
    """A file as a link."""
    return Link("related", href=leaf.href, title=leaf.told.get("title") or line(leaf.around[0].lines, "headline"))


def media_of(seen: list[Leaf], captions: Iterable[tuple[Component, str]]) -> tuple[Media, ...]:
    """
    What there is to see and hear: the forms of one thing make one medium, the largest standing for all.

    Args:
        captions: The words of each caption, and the component that it is a part of.
    """
    texts: dict[Component, list[str]] = {}
    for owner, words in captions:
        texts.setdefault(owner, []).append(words)
    groups: dict[tuple[Component, _Kind], list[Leaf]] = {}
    for leaf in seen:
        groups.setdefault((_whole(leaf), _kind(leaf)), []).append(leaf)
    return tuple(_medium(group, kind, " ".join(texts.get(group[0].owner, ()))) for (_, kind), group in groups.items())


def _whole(leaf: Leaf) -> Component:
    """The component whose files of one kind are forms of one thing."""
    inner, *outer = leaf.around
    alone = len(inner.parts["ContentItem"]) == 1
    return outer[0] if alone and outer and (outer[0].alternatives or _is_form(inner.role)) else inner


@remembered
def _is_form(role: str) -> bool:
    return any(word in role for word in _FORMS)


def _kind(leaf: Leaf) -> _Kind:
    kind, role = _kind_in(leaf.format), _kind_in(leaf.role)
    # A logo is a picture by its format.
    return role if kind == "other" or (kind, role) == ("picture", "graphic") else kind


@remembered
def _kind_in(words: str) -> _Kind:
    return next((_KINDS[word] for word in _NO_WORD.split(words) if word in _KINDS), "other")


def _medium(group: list[Leaf], kind: _Kind, caption: str) -> Media:
    best = max(group, key=lambda leaf: _number(leaf, _WIDTHS) or 0)
    near = best.around[: best.around.index(best.owner) + 1]
    own = nearest(near)
    title = line(own, "headline")
    return Media(
        kind,
        best.href,
        headline=title if caption and title != caption else "",
        caption=caption or title,
        credit=line(own, "creditline") or line(own, "byline") or line(nearest(best.around), "creditline"),
        holder=" ".join(own.get("copyrightline", ())),
        usage=usage_of(near),
        type=first_formal(best.parts, "MimeType"),
        width=_number(best, _WIDTHS),
        height=_number(best, _HEIGHTS),
        renditions=tuple(map(_rendition, group)) if len(group) > 1 else (),
    )


def _rendition(leaf: Leaf) -> Rendition:
    sizes = xml.children(xml.first(leaf.parts, "Characteristics")).get("SizeInBytes", ())
    return Rendition(
        leaf.href,
        leaf.around[0].role if leaf.owner is not leaf.around[0] else "",
        first_formal(leaf.parts, "MimeType"),
        _number(leaf, _WIDTHS),
        _number(leaf, _HEIGHTS),
        next((size for one in sizes if (size := whole(xml.text(one))) is not None), None),
        _number(leaf, ("duration", "totalduration")),
    )


def _number(leaf: Leaf, names: Iterable[str]) -> int | None:
    """A size in pixels, or a length in seconds; None if it is 0 or no whole number."""
    return pixels(next((leaf.told[name] for name in names if name in leaf.told), "")) or None
