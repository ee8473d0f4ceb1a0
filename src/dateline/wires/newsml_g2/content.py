"""The content of a NewsML-G2 item: its text in whatever markup, and the pictures and the like it points to."""

import re
from datetime import datetime
from typing import Final, Literal
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dateline.news.wire import Media, Problem, Rendition, Version
from dateline.wires import xml
from dateline.wires.html import blocks_from_html
from dateline.wires.letters import fold
from dateline.wires.markup import blocks
from dateline.wires.newsml_g2.concepts import tail
from dateline.wires.newsml_g2.document import Item
from dateline.wires.newsml_g2.knowledge import doubt_of, told_blocks
from dateline.wires.newsml_g2.parts import Told, described, told_of
from dateline.wires.nitf.reader import version_of
from dateline.wires.sizes import pixels, whole

MediaKind = Literal["picture", "graphic", "video", "audio", "other"]
_KINDS: Final[dict[str, MediaKind]] = {
    "picture": "picture", "photo": "picture", "image": "picture", "graphic": "graphic", "video": "video",
    "audio": "audio", "animation": "graphic",
}  # fmt: skip
#: Renditions in the order in which one stands for all, where no size is told.
_RENDITIONS: Final = ("highres", "print", "original", "baseimage", "web", "viewimage", "preview", "lowres", "thumb")
#: Stands for the id of what a partMeta tells of.
_TOLD: Final = " partMeta"
#: Markup that is data, not text to be read.
_DATA = re.compile(r"sport(s)?ml|eventsml|newsml|rss|atom|svg|json|/xbrl", re.IGNORECASE)
_TEXT = re.compile(r"text/|html|\A\Z", re.IGNORECASE)


class Content(Struct, frozen=True):
    """What a ``contentSet`` holds."""

    #: The text, and what else inline markup tells; a blank one where there is no text.
    version: Version
    media: tuple[Media, ...] = ()


def content_of(item: Item, *, received: datetime, problems: list[Problem]) -> Content:
    """
    Read the content of an *item*.

    Args:
        received: When it reached us, UTC.
        problems: What is wrong with the content is added here.
    """
    parts = xml.children(*item.parts.get("contentSet", ()))
    version = Version()
    # The parts of a content set are renditions of one content: the first with words is the text.
    for part in parts.get("inlineXML", ()):
        if not version.body:
            version = _marked_up(part, version, item.language, received, problems)
    for part in parts.get("inlineData", ()):
        if not version.body:
            version = _written(part, version, problems)
    remote = parts.get("remoteContent")
    if not remote:
        return Content(version, version.media)
    return Content(version, (*version.media, *_media(remote, item.kind, told_of(item.parts))))


def _written(part: etree._Element, before: Version, problems: list[Problem]) -> Version:
    """The text inside an ``inlineData``; the version *before* it where that is not text."""
    type = part.get("contenttype") or ""
    if not _TEXT.search(type) or part.get("encoding"):
        problems.append(Problem("contentSet/inlineData", f"{type or 'encoded data'} is not text; left out"))
        return before
    return replace(before, body=blocks_from_html(part.text or ""))


def _marked_up(
    part: etree._Element, before: Version, language: str, received: datetime, problems: list[Problem]
) -> Version:
    """The text inside an ``inlineXML``; the version *before* it where that is not text."""
    nitf = next(xml.descendants(part, "nitf"), None)
    if nitf is not None:
        return version_of(nitf, received=received, problems=problems)
    type = part.get("contenttype") or ""
    first = xml.local(part[0]) if len(part) else ""
    if first == "events":
        return replace(before, body=told_blocks(list(part[0]), language), doubt=doubt_of("a list of events"))
    if _DATA.search(type) or first == "sports-content":
        problems.append(Problem("contentSet/inlineXML", f"{type or 'its markup'} is data, not text; left out"))
        return before
    return _xhtml(next(xml.descendants(part, "body"), part))


def _xhtml(body: etree._Element) -> Version:
    """XHTML's *body*; a ``header`` at its top repeats the item's fields, and belongs to the page, not to the text."""
    more: dict[str, str] = {}
    headline = byline = ""
    for header in xml.find_all(body, "header"):
        within = xml.inside(header)
        headline = headline or xml.text(xml.first(within, "h1"))
        bylines = [one for one in within.get("p", ()) if one.get("class") == "byline"]
        byline = byline or xml.text(next(iter(bylines), None))
        more["header"] = " · ".join(block.text for block in blocks([header]))
        header.clear(keep_tail=True)
    return Version(headline=headline, byline=byline, body=blocks([body]), more=more)


def _media(remote: list[etree._Element], kind: str, told: Told) -> tuple[Media, ...]:
    """
    What the *remote* contents show: renditions of one thing make one medium, the largest standing for all; one that is
    *told* of by itself is a thing of its own.
    """
    groups: dict[tuple[MediaKind, str, int | str], list[etree._Element]] = {}
    seen: dict[tuple[str, str, str], int] = {}
    for part in remote:
        sort, item = _kind(part, kind), "" if _is_own(part, kind) else part.get("residref") or ""
        if (id := part.get("id") or "") in told.meta:
            # What one partMeta tells of several contents makes them forms of one thing.
            groups.setdefault((sort, _TOLD, told.meta[id].get("partid") or id), []).append(part)
            continue
        rendition = (sort, item, part.get("rendition") or f"{part.get('contenttype')} {part.get('width')}")
        seen[rendition] = seen.get(rendition, -1) + 1
        groups.setdefault((sort, item, seen[rendition]), []).append(part)
    return tuple(
        described(_medium(best := max(group, key=_rank), sort, group, "" if place == _TOLD else kind), best, told)
        for (sort, place, _), group in groups.items()
    )


def _is_own(part: etree._Element, kind: str) -> bool:
    """True of a rendition of what an item of that *kind* itself is, whatever id its file has."""
    return kind in _KINDS and bool(part.get("rendition"))


def _kind(part: etree._Element, kind: str) -> MediaKind:
    """What a remote content is: by its type, else by its item's class, which alone tells a graphic."""
    by_type = _KINDS.get((part.get("contenttype") or "").partition("/")[0].lower())
    by_class = _KINDS.get(kind, "other")
    return by_class if by_type is None or (by_type, by_class) == ("picture", "graphic") else by_type


def _rank(part: etree._Element) -> tuple[int, int, int]:
    """The larger, the better: by pixels, then by what the rendition is called, then by bytes."""
    rendition = tail(part.get("rendition") or "")
    order = next((place for place, name in enumerate(_RENDITIONS) if name in rendition), len(_RENDITIONS))
    return (pixels(part.get("width")) or 0, -order, whole(part.get("size")) or 0)


def _medium(part: etree._Element, kind: MediaKind, group: list[etree._Element], of: str) -> Media:
    """The medium of which *part* is the largest of a *group* of renditions; its item is of the class *of*."""
    return Media(
        kind,
        fold(part.get("href") or ""),
        item="" if _is_own(part, of) and part.get("href") else fold(part.get("residref") or ""),
        alt=xml.text(xml.find(part, "altText")),
        type=part.get("contenttype") or "",
        width=pixels(part.get("width")),
        height=pixels(part.get("height")),
        renditions=tuple(map(_rendition, group)) if len(group) > 1 else (),
    )


def _name(code: str) -> str:
    """What a rendition is called: its *code* without the vocabulary's alias or address."""
    return unquote(code.rpartition(":")[2].rpartition("/")[2])


def _rendition(part: etree._Element) -> Rendition:
    return Rendition(
        fold(part.get("href") or ""),
        _name(part.get("rendition") or part.get("renditionuri") or ""),
        part.get("contenttype") or "",
        pixels(part.get("width")),
        pixels(part.get("height")),
        whole(part.get("size")),
        whole(part.get("duration")),
    )
