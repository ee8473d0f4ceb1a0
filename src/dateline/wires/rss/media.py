"""What a feed's item shows or plays: Media RSS, enclosures, and what podcasts use."""

from collections.abc import Iterator
from typing import Final, Literal

from lxml import etree
from msgspec.structs import replace

from dateline.news.wire import Media, Rendition
from dateline.wires.rss.fields import Fields, text_of

_Kind = Literal["picture", "graphic", "video", "audio", "other"]
_KINDS: Final[dict[str, _Kind]] = {"image": "picture", "picture": "picture", "video": "video", "audio": "audio"}
_ENDINGS: Final[dict[str, _Kind]] = {
    "jpg": "picture", "jpeg": "picture", "png": "picture", "gif": "picture", "webp": "picture", "avif": "picture",
    "mp4": "video", "mov": "video", "webm": "video", "mp3": "audio", "m4a": "audio", "ogg": "audio", "wav": "audio",
}  # fmt: skip


def media_of(item: Fields) -> tuple[Media, ...]:
    """
    The media of an *item*: of each group of renditions the largest; a thumbnail only where nothing else is seen.
    """
    found = [_largest(Fields(group), item) for group in item.all("media:group")]
    found += [_media(content, item) for content in item.all("media:content")]
    found += [_enclosed(element) for element in item.all("enclosure")]
    found += [_enclosed(link) for link in item.all("link") if link.get("rel") == "enclosure"]
    seen = [one for one in found if one is not None and one.href]
    if not any(one.kind in ("picture", "video") for one in seen):
        seen.extend(_stills(item))
    return tuple(seen)


def _largest(group: Fields, item: Fields) -> Media | None:
    contents = group.all("media:content")
    best = max(contents, key=lambda content: _number(content, "width") or 0, default=None)
    if best is None:
        return None
    forms = tuple(map(_rendition, contents)) if len(contents) > 1 else ()
    return replace(_media(best, item, group), renditions=forms)


def _rendition(content: etree._Element) -> Rendition:
    return Rendition(
        (content.get("url") or "").strip(),
        type=(content.get("type") or "").strip(),
        width=_number(content, "width"),
        height=_number(content, "height"),
        size=_count(content, "fileSize"),
        duration=_count(content, "duration"),
    )


def _count(element: etree._Element, name: str) -> int | None:
    digits = (element.get(name) or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None


def _media(content: etree._Element, item: Fields, group: Fields | None = None) -> Media:
    """One media:content; what it does not say of itself, its group or its item says."""
    own, holders = Fields(content), [Fields(content), *([group] if group else []), item]
    type = (content.get("type") or "").strip()
    href = (content.get("url") or "").strip()
    kind = _kind(content.get("medium") or type.split("/")[0], href)
    return Media(
        kind,
        href=href,
        headline=own.text("media:title"),
        caption=_first(holders, "media:description") or own.text("media:text"),
        credit=_first(holders, "media:credit"),
        holder=_first(holders, "media:copyright"),
        usage=_first(holders, "media:rights") or _licence(holders),
        type=type,
        width=_number(content, "width"),
        height=_number(content, "height"),
    )


def _first(holders: list[Fields], name: str) -> str:
    return next((words for holder in holders if (words := holder.text(name))), "")


def _licence(holders: list[Fields]) -> str:
    licences = (element for holder in holders for element in holder.all("media:license"))
    return next((element.get("href") or text_of(element) for element in licences), "")


def _enclosed(element: etree._Element) -> Media | None:
    href = (element.get("url") or element.get("href") or "").strip()
    type = (element.get("type") or "").strip()
    return Media(_kind(type.split("/")[0], href), href=href, type=type) if href else None


def _stills(item: Fields) -> Iterator[Media]:
    """A thumbnail or cover; the largest that is sent."""
    thumbnails = [*item.all("media:thumbnail"), *item.all("itunes:image")]
    thumbnails += [one for group in item.all("media:group") for one in Fields(group).all("media:thumbnail")]
    best = max(thumbnails, key=lambda one: _number(one, "width") or 0, default=None)
    if best is not None and (href := (best.get("url") or best.get("href") or "").strip()):
        credit = item.text("media:credit")
        yield Media("picture", href, credit=credit, width=_number(best, "width"), height=_number(best, "height"))
    for image in item.all("image"):
        if href := Fields(image).text("url") or text_of(image):
            yield Media("picture", href)


def _kind(word: str, href: str) -> _Kind:
    ending = href.split("?")[0].rpartition(".")[2].lower()
    return _KINDS.get(word.lower()) or _ENDINGS.get(ending, "other")


def _number(element: etree._Element, name: str) -> int | None:
    digits = (element.get(name) or "").strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and 0 < len(digits) < 7 and int(digits) else None
