"""Attachments, and what a post shows of them."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from msgspec.structs import replace

from dateline.news.wire import Media
from dateline.wires.letters import fold
from dateline.wires.wxr.document import Item, line
from dateline.wires.wxr.shortcodes import Found, kind_of

_FRAME = re.compile(r"<(iframe|video|audio|source|embed)\b[^<>]*?\ssrc\s*=\s*[\"']?([^\s\"'<>]+)", re.IGNORECASE)
_Kind = Literal["picture", "graphic", "video", "audio", "other"]
_ENDINGS: Final[dict[str, _Kind]] = {
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp", "avif", "bmp", "tif", "tiff", "heic"), "picture"),
    **dict.fromkeys(("mp4", "m4v", "mov", "webm", "ogv", "avi", "wmv", "mpg"), "video"),
    **dict.fromkeys(("mp3", "m4a", "ogg", "oga", "wav", "flac"), "audio"),
    "svg": "graphic",
}
#: What WordPress read in a picture's own metadata, as PHP writes it down.
_NOTED = re.compile(r's:\d+:"(credit|copyright|caption)";s:\d+:"([^"]*)"')
_SIZE = re.compile(r's:\d+:"(width|height)";i:(\d{1,6});')
#: The size that WordPress puts behind the name of a rendition.
_RENDITION = re.compile(r"-\d{1,5}x\d{1,5}(?=\.[a-z]{3,4}\Z)|-scaled(?=\.[a-z]{3,4}\Z)", re.IGNORECASE)


class Attachments:
    """The attachments of an export, found by their ids and their addresses; knows which were asked for."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._by_id: dict[str, Media] = {}
        self._by_address: dict[str, str] = {}
        self._of: dict[str, list[str]] = {}
        self.used: set[str] = set()
        for item in items:
            if (media := _media(item)) is not None:
                id = item.get("wp:post_id")
                self._by_id[id] = media
                self._by_address.setdefault(_original(media.href), id)
                self._of.setdefault(item.get("wp:post_parent"), []).append(id)

    def __len__(self) -> int:
        return len(self._by_id)

    def of(self, post: str) -> list[str]:
        """The ids of those attached to a *post*."""
        return self._of.get(post, []) if post not in ("", "0") else []

    def get(self, id: str) -> Media | None:
        """One by its *id*."""
        media = self._by_id.get(id)
        if media is not None:
            self.used.add(id)
        return media

    def shown_as(self, media: Media) -> Media:
        """A picture of a text with what its attachment adds; its own caption counts before the attachment's."""
        known = self.get(self._by_address.get(_original(media.href), ""))
        if known is None:
            return media
        return replace(
            known,
            caption=media.caption or known.caption,
            alt=media.alt or known.alt,
            width=known.width or media.width,
            height=known.height or media.height,
        )


def media_of(item: Item, found: Found, inline: tuple[Media, ...], content: str, all: Attachments) -> tuple[Media, ...]:
    """
    The media of a post: its featured picture, those in its text, what its galleries and players show, what is attached.

    Args:
        found: What its shortcodes said.
        inline: The pictures that stand in its text.
        content: Its HTML.
        all: The attachments of the export.
    """
    ids = [item.noted("_thumbnail_id").strip(), *found.shown]
    featured = [media for id in ids[:1] if (media := all.get(id))]
    # Some importers write the picture's address on the post itself.
    if own := item.get("wp:attachment_url"):
        featured.append(Media(_by_ending(own), own))
    shown = [media for id in ids[1:] if (media := all.get(id))]
    attached = [media for id in all.of(item.get("wp:post_id")) if (media := all.get(id))]
    played = [Media(one.kind, one.href) for one in found.played]
    in_text = [all.shown_as(one) for one in inline]
    best: dict[str, Media] = {}
    for one in [*featured, *in_text, *shown, *played, *_framed(content), *attached]:
        best.setdefault(one.href, one)
    # What stands under a picture in the text is what its readers saw, wherever else it is shown.
    for one in in_text:
        before = best[one.href]
        best[one.href] = replace(before, caption=one.caption or before.caption, alt=one.alt or before.alt)
    return tuple(best.values())


def _framed(content: str) -> Iterator[Media]:
    """What the *content* plays in frames of others."""
    for name, href in _FRAME.findall(content) if "src" in content else ():
        if href.startswith(("http://", "https://", "//")):
            kind = "video" if name.lower() == "video" else "audio" if name.lower() == "audio" else kind_of(href)
            yield Media(kind if kind != "other" else _by_ending(href), href)


def from_blocks(named: list[tuple[str, str]]) -> Iterator[Media]:
    """What the block editor's embeds show: their address stands in the block's own notes."""
    for name, told in named:
        if "embed" in name and (href := _address(told)):
            yield Media(kind_of(href), href)


def _address(told: str) -> str:
    try:
        notes = json.loads(told) if told else {}
    except (ValueError, RecursionError):
        return ""
    href = notes.get("url") if isinstance(notes, dict) else ""
    return href if isinstance(href, str) and href.startswith(("http://", "https://")) else ""


def _media(item: Item) -> Media | None:
    """An attachment's file as media; None where it names none."""
    href = item.get("wp:attachment_url") or item.get("guid")
    if not href.startswith(("http://", "https://", "//")):
        return None
    file = item.noted("_wp_attachment_metadata")
    noted = {name: words for name, words in _NOTED.findall(file) if words} if file else {}
    # The file's own size comes before those of its renditions.
    size = {name: int(pixels) for name, pixels in reversed(_SIZE.findall(file[:400]))} if file else {}
    kind = _by_ending(href)
    return Media(
        kind,
        href,
        item=item.get("guid"),
        headline=line(item.fields.get("title", "")),
        caption=line(item.fields.get("excerpt", "")) or line(item.fields.get("content", "")),
        alt=fold(item.noted("_wp_attachment_image_alt")),
        credit=fold(noted.get("credit", "")),
        holder=fold(noted.get("copyright", "")),
        width=size.get("width") or None,
        height=size.get("height") or None,
    )


def _by_ending(href: str) -> _Kind:
    ending = href.partition("?")[0].rpartition(".")[2].lower()
    return _ENDINGS.get(ending, "other")


def _original(href: str) -> str:
    """An address without its scheme and without the size of a rendition."""
    bare = href.partition("?")[0].partition("//")[2]
    return _RENDITION.sub("", bare)
