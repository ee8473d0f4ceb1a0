"""Feeds of one item, for tests that say what one element means."""

from datetime import UTC, datetime

from dateline.news.wire import Version
from dateline.wires.rss.reader import read

NOW = datetime(2031, 3, 4, 9, tzinfo=UTC)
#: Modules by their customary prefixes.
SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "media": "http://search.yahoo.com/mrss/",
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
        "georss": "http://www.georss.org/georss",
        "gml": "http://www.opengis.net/gml",
        "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "prism": "http://prismstandard.org/namespaces/basic/2.0/",
        "creativeCommons": "http://backend.userland.com/creativeCommonsRssModule",
        "cc": "http://creativecommons.org/ns#",
        "app": "http://www.w3.org/2007/app",
        "yandex": "http://news.yandex.ru",
        "x": "https://x.example/",
    }.items()
)
HEAD = f'<rss version="2.0" {SPACES}><channel>'


def only(item: str, channel: str = "") -> Version:
    """The version of an RSS feed with one *item*."""
    (version,) = read(f"{HEAD}{channel}<item>{item}</item></channel></rss>".encode(), received=NOW).versions
    return version


def entry(inner: str, feed: str = "") -> Version:
    """The version of an Atom feed with one entry."""
    document = f'<feed xmlns="http://www.w3.org/2005/Atom" {SPACES}>{feed}<entry>{inner}</entry></feed>'
    (version,) = read(document.encode(), received=NOW).versions
    return version
