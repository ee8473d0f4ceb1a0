"""
Feeds: RSS 2.0, Atom and JSON Feed 1.1, joined of items' fragments.

A feed's bytes follow from its channel and its items alone: the same items are the same bytes, whenever they are made.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from msgspec import Struct

from dateline.sites.machines.written import element, json, record, rfc822, rfc3339, xml

#: The formats' media types.
RSS, ATOM, JSON_FEED = "application/rss+xml", "application/atom+xml", "application/feed+json"

_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Channel(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a feed says of itself."""

    #: The site's name.
    site: str
    #: ``Orbit Desk: Launch``; the site's name for the feed of all.
    title: str
    #: Absolute address of the page whose stories it holds.
    home: str
    #: Absolute address of the feed itself.
    address: str
    #: One sentence; empty: the title says it.
    description: str = ""
    #: BCP 47.
    language: str
    #: Where readers may ask to be told at once (WebSub); empty: nowhere.
    hub: str = ""
    #: The site's copyright line.
    rights: str = ""
    #: Absolute address of an icon; empty: none.
    icon: str = ""


class Gone(Struct, frozen=True):
    """That an article was taken back, without a word of it."""

    #: What it was known by (`item.ref`).
    ref: str
    #: When; UTC.
    when: datetime


def rss(channel: Channel, fragments: Iterable[str], built: datetime | None) -> bytes:
    """
    A feed as RSS 2.0.

    Args:
        channel: What it says of itself.
        fragments: Of its items, newest first.
        built: The newest change of an item; None while there is none.
    Source:
        RSS 2.0 and the RSS Advisory Board's profile; the content, dc, media and atom modules
    """
    date = f"<lastBuildDate>{rfc822(built)}</lastBuildDate>\n" if built else ""
    head = (
        f'{_XML}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:media="http://search.yahoo.com/mrss/">\n'
        f"<channel>\n<title>{xml(channel.title)}</title>\n<link>{xml(channel.home)}</link>\n"
        f"<description>{xml(channel.description or channel.title)}</description>\n"
        f"<language>{xml(channel.language)}</language>\n{element('copyright', channel.rights)}{date}"
        f"{_links(channel, RSS, 'atom:')}"
    )
    return _joined(head, fragments, "</channel>\n</rss>\n")


def atom(channel: Channel, fragments: Iterable[str], gone: Iterable[Gone], updated: datetime) -> bytes:
    """
    A feed as Atom, with tombstones for what was taken back, so that who holds a copy learns of it.

    Args:
        channel: What it says of itself.
        fragments: Of its items, newest first.
        gone: What was taken back of late, newest first; one that is back among the items is none of these.
        updated: The newest change of an item or tombstone; before there was any, when the site began. Atom wants one.
    Source:
        RFC 4287; RFC 6721
    """
    head = (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" '
        f'xml:lang="{xml(channel.language)}">\n<id>{xml(channel.address)}</id>\n<title>{xml(channel.title)}</title>\n'
        f"{element('subtitle', channel.description)}<updated>{rfc3339(updated)}</updated>\n"
        f"<author><name>{xml(channel.site)}</name></author>\n"
        f'<link rel="alternate" type="text/html" href="{xml(channel.home)}"/>\n{_links(channel, ATOM, "")}'
        f"{element('icon', channel.icon)}{element('rights', channel.rights)}"
    )
    tombstones = dict.fromkeys(f'<at:deleted-entry ref="{xml(g.ref)}" when="{rfc3339(g.when)}"/>\n' for g in gone)
    return _joined(head, fragments, f"{''.join(tombstones)}</feed>\n")


def _links(channel: Channel, type: str, prefix: str) -> str:
    """Where the feed itself is, and who tells of its changes."""
    hub = f'<{prefix}link rel="hub" href="{xml(channel.hub)}"/>\n' if channel.hub else ""
    return f'<{prefix}link rel="self" type="{type}" href="{xml(channel.address)}"/>\n{hub}'


def json_feed(channel: Channel, fragments: Iterable[str]) -> bytes:
    """
    A feed as JSON Feed 1.1, which has no word for what was taken back: that is no longer there.

    Args:
        channel: What it says of itself.
        fragments: Of its items, newest first; empty ones are left out.
    Source:
        JSON Feed 1.1
    """
    head = json(
        record(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": channel.title,
                "home_page_url": channel.home,
                "feed_url": channel.address,
                "description": channel.description,
                "favicon": channel.icon,
                "authors": [{"name": channel.site, "url": channel.home}],
                "language": channel.language,
                "hubs": [{"type": "WebSub", "url": channel.hub}] if channel.hub else [],
                "_dateline": {"rights": channel.rights},
            }
        )
    )
    return _joined(f'{head[:-1]},"items":[\n', fragments, "\n]}\n", ",\n")


def _joined(head: str, fragments: Iterable[str], foot: str, between: str = "") -> bytes:
    # Each is encoded by itself: most hold ASCII alone, and one that does not would make the whole of it slow.
    return head.encode() + between.encode().join([f.encode() for f in fragments if f]) + foot.encode()
