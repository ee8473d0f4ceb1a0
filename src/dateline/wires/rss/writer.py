"""Versions into RSS 2.0, with content:encoded, Dublin Core and Media RSS."""

import html
import re
from email.utils import format_datetime
from typing import Final

from dateline.news.wire import Subject, Version
from dateline.wires.escape import attributes, element, text
from dateline.wires.ninjs.ids import address_of, made_of
from dateline.wires.rss import common
from dateline.wires.written import Sending, Written, each, id_of, moment

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACES: Final = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" '
    f"{common.MODULES}"
)
#: What somebody who takes a line for HTML would read as markup.
_LIKE_HTML = re.compile(r"</?[A-Za-z!]|&#?\w{2,10};")
#: What RSS has no place for.
UNCARRIED: Final = common.UNCARRIED | {"subjects.code": "words, and the vocabulary that they are from"}


def send(sending: Sending) -> Written:
    """
    Write all versions as one feed, in their order.

    Returns:
        The feed. Left out and told is what may not be used, for RSS has no word for that, and orders about others.
    Source:
        RSS 2.0 (rssboard.org), RSS 1.0 content module, Dublin Core, Media RSS
    """
    items, problems, told = each(sending, "RSS", UNCARRIED, _item)
    own = attributes({"href": sending.address, "rel": "self", "type": "application/rss+xml"})
    channel = "".join([
        element("title", _line(sending.title)),
        element("link", address_of(sending.home) or address_of(sending.address) or made_of(sending.title)),
        f"<description>{text(_line(sending.title))}</description>",
        f"<lastBuildDate>{format_datetime(sending.at)}</lastBuildDate>",
        f"<atom:link{own}/>" if sending.address else "",
    ])  # fmt: skip
    inner = "\n".join([channel, *items])
    document = f'{_HEAD}<rss version="2.0" {_SPACES}><channel>{inner}\n</channel></rss>\n'
    return Written((document.encode("utf-8", "replace"),), problems, told)


def _item(version: Version) -> tuple[str, list[str]]:
    """A version as an item, and what of it could not be written, in words."""
    lost = common.folded(version)
    own = common.page(version)
    if own and own.title:
        lost.append("the title of the link to its page")
    title = element("title", _line(version.headline))
    words = _words(version, lost)
    # An item must have a title or a description.
    blank = "" if title or words else "<description/>"
    inner = "".join([
        title,
        element("link", address_of(own.href)) if own else "",
        f'<guid isPermaLink="false">{text(id_of(version))}</guid>',
        f"<pubDate>{format_datetime(version.issued)}</pubDate>" if version.issued else "",
        words or blank,
        element("dcterms:modified", moment(version.issued)) if version.issued else "",
        element("dcterms:created", moment(version.created)) if version.created else "",
        element("dc:creator", version.byline),
        element("dc:language", version.language),
        element("dc:rights", version.notice),
        element("dc:source", version.credit),
        *[_category(one) for one in version.subjects],
        common.terms(version),
        common.media(version, lost),
        *[common.link("atom:link", one) for one in common.others(version, lost)],
    ])  # fmt: skip
    return f"<item>{inner}</item>", lost


def _words(version: Version, lost: list[str]) -> str:
    """The text, and the standfirst as its summary; of a teaser the summary is all there is."""
    body, standfirst = common.words(version, lost)
    if version.extent == "teaser" or not body:
        return element("description", body or html.escape(standfirst, quote=False))
    return element("description", _line(standfirst)) + element("content:encoded", body)


def _line(words: str) -> str:
    """A line of words; escaped once more where somebody would take it for HTML."""
    return html.escape(words, quote=False) if _LIKE_HTML.search(words) else words


def _category(subject: Subject) -> str:
    return element("category", subject.name or subject.code, attributes({"domain": subject.scheme}))
