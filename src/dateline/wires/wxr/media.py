"""Attachments, and what a post shows of them."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from dateline.news.wire import Media
from dateline.wires.html import words_of
from dateline.wires.letters import fold
from dateline.wires.rss.kinds import kind_of
from dateline.wires.rss.media import distinct
from dateline.wires.wxr.document import Item
from dateline.wires.wxr.shortcodes import Found, played_by

_FRAME = re.compile(r"<(iframe|video|audio|source|embed)\b[^<>]*?\ssrc\s*=\s*[\"']?([^\s\"'<>]+)", re.IGNORECASE)
_ABSOLUTE: Final = ("http://", "https://", "//")
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
        self._used: set[str] = set()
        for item in items:
            if (media := _media(item)) is not None:
                id = item.get("wp:post_id")
                self._by_id[id] = media
                self._by_address.setdefault(_original(media.href), id)
                self._of.setdefault(item.get("wp:post_parent"), []).append(id)

    @property
    def unused(self) -> int:
        """How many nobody asked for."""
        return len(self._by_id) - len(self._used)

    def of(self, post: str) -> list[Media]:
        """Those attached to a *post*."""
        return self.known(*self._of.get(post, [])) if post not in ("", "0") else []

    def known(self, *ids: str) -> list[Media]:
        """Those of these *ids* that there are."""
        found = [id for id in ids if id in self._by_id]
        self._used.update(found)
        return [self._by_id[id] for id in found]

    def shown_as(self, media: Media) -> Media:
        """A picture of a text with what its attachment adds; its own caption counts before the attachment's."""
        for known in self.known(self._by_address.get(_original(media.href), "")):
            return replace(known, caption=media.caption or known.caption, alt=media.alt or known.alt)
        return media


def media_of(item: Item, found: Found, inline: tuple[Media, ...], content: str, all: Attachments) -> tuple[Media, ...]:
    """
    The media of a post: its featured picture, those in its text, what its galleries and players show, what is attached.

    Args:
        found: What its shortcodes said.
        inline: The pictures that stand in its text.
        content: Its HTML.
        all: The attachments of the export.
    """
    featured = all.known(item.noted("_thumbnail_id").strip())
    # Some importers write the picture's address on the post itself.
    if own := item.get("wp:attachment_url"):
        featured.append(Media(kind_of("", own), own))
    # What stands under a picture in the text is what its readers saw, wherever else it is shown.
    in_text = {one.href: one for one in map(all.shown_as, inline)}
    shown = [*all.known(*found.shown), *found.played, *_framed(content), *all.of(item.get("wp:post_id"))]
    return distinct(tuple(in_text.get(one.href, one) for one in (*featured, *in_text.values(), *shown)))


def _framed(content: str) -> Iterator[Media]:
    """What the *content* plays in frames of others."""
    for tag, href in _FRAME.findall(content) if "src" in content else ():
        if href.startswith(_ABSOLUTE):
            kind = played_by(href) if tag.lower() not in ("video", "audio") else kind_of(tag, "")
            yield Media(kind if kind != "other" else kind_of("", href), href)


def from_blocks(named: list[tuple[str, str]]) -> Iterator[Media]:
    """What the block editor's embeds show: their address stands in the block's own notes."""
    for name, told in named:
        if "embed" in name and (href := _address(told)):
            yield Media(played_by(href), href)


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
    if not href.startswith(_ABSOLUTE):
        return None
    file = item.noted("_wp_attachment_metadata")
    noted = {name: words for name, words in _NOTED.findall(file) if words} if file else {}
    # The file's own size comes before those of its renditions.
    size = {name: int(pixels) for name, pixels in reversed(_SIZE.findall(file[:400]))} if file else {}
    return Media(
        kind_of("", href),
        href,
        item=item.get("guid"),
        headline=words_of(item.fields.get("title", "")),
        caption=words_of(item.fields.get("excerpt:encoded", "")) or words_of(item.fields.get("content:encoded", "")),
        alt=fold(item.noted("_wp_attachment_image_alt")),
        credit=fold(noted.get("credit", "")),
        holder=fold(noted.get("copyright", "")),
        width=size.get("width") or None,
        height=size.get("height") or None,
    )


def _original(href: str) -> str:
    """An address without its scheme and without the size of a rendition."""
    bare = href.partition("?")[0].partition("//")[2]
    return _RENDITION.sub("", bare)
